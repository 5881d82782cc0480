#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails on an include that the layers forbid (README, "The source"), on a source
# without its licence line or with hidden characters, and on strangers at the top level. Runs from the top of the repository.
set -u

findings=$(
    # What each layer may include, as patterns for awk.
    awk '
    BEGIN {
        allowed["base"]   = "^(base/|stance/(result|diagnostics)\\.h$)"
        allowed["model"]  = "^(base|model|stance)/"
        allowed["store"]  = "^(base|model|store|stance)/"
        allowed["engine"] = "^(base|model|engine|stance)/"
        allowed["report"] = "^(base|model|engine|report|stance)/"
        allowed["cli"]    = "^(base|cli|stance)/"
        allowed["stance"] = "^stance/"
    }
    /^[ \t]*#[ \t]*include[ \t]*["<]/ {
        split(FILENAME, part, "/")
        layer = part[2] # src/LAYER/x.c, include/stance/x.h
        name = $0
        sub(/^[^"<]*["<]/, "", name)
        sub(/[">].*$/, "", name)
        ours = name ~ /^(base|model|store|engine|report|cli|stance)\//
        place = FILENAME ":" FNR ": "
        if (!ours) {
            if ($0 ~ /"/) print place "\"" name "\": ours are included by their layer, as \"base/str.h\""
            next
        }
        if (!(layer in allowed)) print place "there is no layer " layer
        else if (name !~ allowed[layer]) print place layer " may not include " name
        else if (layer == "cli" && name == "base/diagnostics.h")
            print place "cli reads diagnostics through stance/diagnostics.h"
    }' $(find src include -name '*.[ch]' | sort) /dev/null

    for file in $(find src include tests -name '*.[ch]' -o -name '*.sh' | sort) Makefile; do
        head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' ||
            echo "$file:1: no line SPDX-License-Identifier: GPL-3.0-or-later"
    done

    # Text that an editor would show in another order than the compiler reads it.
    bidi=$(printf '\342\200[\252-\256]\|\342\201[\246-\251]')
    LC_ALL=C grep -n "$bidi" $(find src include tests -name '*.[ch]') /dev/null |
        sed 's/^\([^:]*:[0-9]*\):.*/\1: a bidirectional control character: write it as an escape/'

    for name in *; do
        case $name in
        src | include | models | tests | Makefile | examples | README.md) ;;
        build | compile_commands.json) ;; # made, not kept
        *) echo "$name: a stranger at the top level" ;;
        esac
    done
    for name in src include models tests Makefile examples README.md; do
        [ -e "$name" ] || echo "$name: is missing"
    done
)
[ -z "$findings" ] && exit 0
printf '%s\n' "$findings" >&2
exit 1
