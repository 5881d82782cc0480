#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What `make install` lays down suffices to build against, shared and static, and `make uninstall`
# takes all of it away again.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make=${MAKE:-make}
passed=0 failed=0

check() { # words, command
    words=$1
    shift
    if output=$("$@" 2>&1); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: install: %s\n%s\n' "$words" "$output" >&2
    fi
}

empty() { [ -z "$(find "$1" ! -type d)" ]; }
same() { [ "$1" = "$2" ] || { echo "expected $1, was $2"; false; }; }

# Staged, as a packager does it: nothing outside DESTDIR, what the README promises inside.
check "into DESTDIR" $make -s install DESTDIR="$work/stage" PREFIX=/usr
for file in bin/stance lib/libstance.a lib/libstance.so.0 lib/libstance.so lib/pkgconfig/stance.pc \
    include/stance/model.h share/stance/models/ukraine-force/model.json share/doc/stance/README.md \
    share/man/man1/stance.1; do
    check "$file is there" test -e "$work/stage/usr/$file"
done
check "stance.pc says where" grep -q '^prefix=/usr$' "$work/stage/usr/lib/pkgconfig/stance.pc"
check "uninstall from DESTDIR" $make -s uninstall DESTDIR="$work/stage" PREFIX=/usr
check "uninstall leaves no file" empty "$work/stage"

# In place: another program builds against it.
check "into PREFIX" $make -s install PREFIX="$work/own"
check "the program runs" "$work/own/bin/stance" version
check "the program reads the installed model" \
    "$work/own/bin/stance" -m "$work/own/share/stance/models/ukraine-force" check
cat >"$work/user.c" <<'C'
#include <stance/model.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    stance_model *model = NULL;
    stance_result result = stance_model_load(argc > 1 ? argv[1] : ".", diagnostics, &model);
    if (result == STANCE_OK) printf("%zu actors\n", stance_model_actors(model));
    stance_model_free(model);
    stance_diagnostics_free(diagnostics);
    return result;
}
C
PKG_CONFIG_PATH=$work/own/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export PKG_CONFIG_PATH
compile() { # program, pkg-config's options
    program=$1
    shift
    ${CC:-cc} -std=c11 -o "$work/$program" "$work/user.c" $(pkg-config --cflags "$@" stance) \
        $(pkg-config --libs "$@" stance)
}
expected="$(find models/ukraine-force/actors -name '*.json' | wc -l) actors"
check "a program links with libstance.so" compile shared
check "it needs libstance.so.0" sh -c "readelf -d '$work/shared' | grep -q 'libstance.so.0'"
check "it runs" same "$expected" \
    "$(LD_LIBRARY_PATH=$work/own/lib "$work/shared" models/ukraine-force 2>&1)"
rm -f "$work"/own/lib/libstance.so*
check "a program links with libstance.a" compile static --static
check "it runs" same "$expected" "$("$work/static" models/ukraine-force 2>&1)"
check "uninstall" $make -s uninstall PREFIX="$work/own"
check "uninstall leaves no file" empty "$work/own"

# The tree's own stance.pc is made for the default prefix again.
$make -s build/stance.pc >/dev/null 2>&1
echo "install: $passed checks as expected, $failed not"
[ -z "${STANCE_TEST_COUNTS-}" ] || echo "$passed $failed 0" >"$STANCE_TEST_COUNTS"
[ $failed = 0 ]
