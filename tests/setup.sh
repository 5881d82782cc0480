#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Install what is missing on this machine: tests/setup.sh install|check NEED...
#
# NEED is build, test, lint, format, fuzz, coverage, peers, office or browser. pkg-config decides which libraries are
# missing; Debian's packages are installed by name. With nothing missing it says nothing and needs
# neither root nor network. `check` installs nothing and names what is missing.
set -u

mode=$1
shift
missing=

need() { missing="$missing $1"; }

library() { # pkg-config's name, Debian's name
    pkg-config --exists "$1" 2>/dev/null || need "$2"
}

header() { # a library that pkg-config does not know, Debian's name
    echo "#include <stdlib.h>
#include <$1>" | ${CC:-cc} -E - >/dev/null 2>&1 || need "$2"
}

program() { # program, Debian's name
    command -v "$1" >/dev/null 2>&1 || need "$2"
}

fuzzer() { # libFuzzer lies in clang's own folder
    directory=$(clang -print-resource-dir 2>/dev/null) &&
        ls "$directory"/lib/*/libclang_rt.fuzzer*.a >/dev/null 2>&1 || need libclang-rt-dev
}

look() {
    missing=
    for kind in "$@"; do
        case $kind in
        build)
            program pkg-config pkg-config
            library libcjson libcjson-dev
            library gsl libgsl-dev
            library libutf8proc libutf8proc-dev
            library zlib zlib1g-dev
            library libmd libmd-dev
            library xlsxwriter libxlsxwriter-dev
            library minizip libminizip-dev
            library expat libexpat1-dev
            header csv.h libcsv-dev
            ;;
        test)
            library cunit libcunit1-dev
            program git git
            [ -x /usr/bin/python3 ] || need python3
            [ -f /usr/share/i18n/locales/de_DE ] || need locales
            ;;
        lint)
            program clang-tidy clang-tidy
            program cppcheck cppcheck
            program clang-format clang-format
            ;;
        format) program clang-format clang-format ;;
        fuzz)
            program clang clang
            fuzzer
            ;;
        coverage) program gcov gcc ;;
        peers)
            /usr/bin/python3 -c 'import jsonschema' 2>/dev/null || need python3-jsonschema
            ;;
        office)
            program soffice libreoffice-calc
            program Rscript r-base-core
            program localedef libc-bin
            [ -f /usr/share/i18n/locales/de_DE ] || need locales
            for module in uno pandas openpyxl; do
                /usr/bin/python3 -c "import $module" 2>/dev/null || need python3-$module
            done
            ;;
        browser)
            program chromium chromium
            program node nodejs
            program npm npm
            program pdftotext poppler-utils
            [ -x /usr/bin/python3 ] || need python3
            [ -d /usr/share/fonts/truetype ] || need fonts-dejavu-core
            ;;
        *)
            echo "tests/setup.sh: no such need: $kind" >&2
            exit 2
            ;;
        esac
    done
}

give_up() {
    {
        echo "make: missing on this machine:$missing"
        echo "      $1"
        echo "      (the names are Debian's packages; others have similar ones. pkg-config must find"
        echo "      libcjson, gsl, libutf8proc, zlib, libmd, xlsxwriter, minizip, expat and cunit)"
    } >&2
    exit 1
}

look "$@"
[ -n "$missing" ] || exit 0
[ "$mode" = install ] || give_up "\`make setup\` installs what building and testing need."
command -v apt-get >/dev/null 2>&1 || give_up "There is no apt-get here: please install them by hand."

root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 ||
        give_up "Neither root nor sudo here: please have somebody run: apt-get install$missing"
    root=sudo
fi

apt() { # all that apt says goes to stderr; nothing is asked
    $root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@" </dev/null >&2
}

echo "make: installing$missing" >&2
if ! ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then
    apt update || echo "make: apt-get update failed; trying on" >&2
fi
# $missing is a list of names
apt install --no-install-recommends $missing || {
    apt update
    apt install --no-install-recommends $missing
} || give_up "apt-get could not install them; its own words stand above."

look "$@"
[ -z "$missing" ] || give_up "apt-get installed them, and they are still not found."
