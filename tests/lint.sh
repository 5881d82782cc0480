#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What `make lint` does: tests/lint.sh SOURCES, from the top of the repository, after a build.
# All tools run, also when one has found something; the status says whether any has.
set -u
failed=
jobs=$(nproc 2>/dev/null || echo 2)
headers=$(find src include tests -name '*.h' | sort)

step() { # name, command: its output is shown if it fails
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        printf '  %-14s fine\n' "$name"
    else
        printf '%s\n' "$output"
        printf '  %-14s FAILED\n' "$name"
        failed=1
    fi
}

formatted() { clang-format --dry-run --Werror "$@"; }

# A header is complete in itself, whoever includes it first.
headers_complete() {
    local header flags
    flags="-std=c11 -D_GNU_SOURCE -Isrc -Iinclude -Itests -Wall -Wextra -fsyntax-only"
    flags="$flags $(pkg-config --cflags libcjson gsl libutf8proc zlib libmd xlsxwriter minizip expat cunit)"
    for header in $headers; do
        "${CC:-cc}" $flags -x c "$header" -Wno-unused -include /dev/null || return
    done
}

# The library shows its public functions and nothing else, shared and static alike.
symbols() {
    local shared static
    # The linker's own marks of where data ends appear where a library that we use asks for them.
    shared=$(nm -D --defined-only build/libstance.so.0 | awk '{ print $3 }' |
        grep -vxE '__bss_start|_edata|_end' | sort)
    static=$(nm -g --defined-only build/libstance.a | awk 'NF == 3 { print $3 }' | sort)
    if printf '%s\n' "$shared" | grep -v '^stance_'; then
        echo "libstance.so.0 shows symbols that are not called stance_..."
        return 1
    fi
    diff <(echo "$shared") <(echo "$static") || {
        echo "libstance.so.0 (<) and libstance.a (>) show different symbols"
        return 1
    }
}

# No library function exits or prints.
quiet_library() {
    ! nm -u build/libstance.o |
        grep -wE 'exit|_exit|abort|printf|puts|putchar|vprintf|perror|stdout|stderr|__printf_chk'
}

tidy() { # clang reads gcc's warnings options where it knows them
    printf '%s\n' "$@" | xargs -P "$jobs" -n 2 clang-tidy --quiet -p . 2>&1 |
        grep -vE '^[0-9]+ warnings? (and [0-9]+ errors? )?generated|^Suppressed|^Use -header-filter'
    return "${PIPESTATUS[1]}"
}

check() {
    mkdir -p build/cppcheck
    cppcheck --quiet --enable=warning,performance,portability --inline-suppr --std=c11 \
        --library=posix,gnu --error-exitcode=1 -j "$jobs" --cppcheck-build-dir=build/cppcheck \
        --suppress=missingIncludeSystem --suppress=varFuncNullUB --suppress=readdirCalled \
        -D_GNU_SOURCE -D__GNUC__ -Isrc -Iinclude -Itests -Ibuild/tests "$@"
}

step layers tests/layers.sh
step clang-format formatted "$@" $headers
step headers headers_complete
step symbols symbols
step "quiet library" quiet_library
step "shared program" build/stance-shared version
step cppcheck check "$@"
step clang-tidy tidy "$@"
[ -z "$failed" ]
