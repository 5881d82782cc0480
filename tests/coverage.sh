#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lines of src that the tests ran: tests/coverage.sh build/coverage. The worst files come first;
# FILE=src/base/str.c lists the lines of that file that never ran. lcov, if it is there, makes pages.
set -eu
folder=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
top=$PWD

if [ -n "${FILE-}" ]; then
    gcov -t -o "$folder/$(dirname "$FILE")" "$folder/${FILE%.c}.o" 2>/dev/null |
        awk -v file="0:Source:$FILE" '/0:Source:/ { mine = index($0, file) } mine && /#####/' || true
    exit 0
fi

# A header's lines are counted in each file that includes it: only .c files count here.
find "$folder/src" -name '*.gcda' | sort | while read -r data; do
    gcov -n -o "$(dirname "$data")" "${data%.gcda}.o" 2>/dev/null
done | awk -v top="$top/" '
    /^File/ { file = substr($0, 7, length($0) - 7); sub(top, "", file); next }
    /^Lines executed/ && file ~ /^src\/.*\.c$/ {
        split($0, part, /[:% ]+/) # Lines executed:97.30% of 37
        lines = $NF + 0
        share = part[3] + 0
        ran = int(lines * share / 100 + 0.5)
        printf "%6.1f %%  %5d of %5d  %s\n", share, ran, lines, file | "sort -n"
        all += lines
        done += ran
        file = ""
    }
    END {
        close("sort -n")
        printf "%6.1f %%  %5d of %5d  all of src\n", all ? 100 * done / all : 0, done, all
    }
' >"$work/list"
for source in src/*/*.c; do
    [ -e "$folder/${source%.c}.gcda" ] || echo "   never run                 $source"
done
cat "$work/list"

if command -v lcov >/dev/null 2>&1 && command -v genhtml >/dev/null 2>&1; then
    lcov --quiet --capture --directory "$folder/src" --output-file "$folder/lines.info" 2>/dev/null &&
        lcov --quiet --extract "$folder/lines.info" "$top/src/*" --output-file "$folder/lines.info" 2>/dev/null &&
        genhtml --quiet --output-directory "$folder/html" "$folder/lines.info" >/dev/null 2>&1 &&
        echo "pages: $folder/html/index.html" || true
fi
