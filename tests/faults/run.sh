#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The fault tests (tests/faults/main.c, power.py) on the programs of a build folder:
#   tests/faults/run.sh build [short|full] [--only WORD]     all; a selection in short (the default)
#   tests/faults/run.sh build [short|full] TEST [WORDS]      one; WORDS name one case, as findings do
# Two at a time. What this machine does not allow says "skipped" and why; where CI is set that fails.
set -u
folder=$1
shift
size=short only=
case ${1-} in short | full)
    size=$1
    shift
    ;;
esac
if [ "${1-}" = --only ]; then
    only=${2-}
    shift $#
fi

run() { # test, its words
    if [ "$1" = power ]; then
        shift
        if [ -x /usr/bin/python3 ]; then
            /usr/bin/python3 tests/faults/power.py "$folder/tests/fault" "$folder/stance" $size "$@"
        elif [ -n "${CI-}" ]; then
            echo "power: cannot be skipped in CI: there is no /usr/bin/python3"
            return 1
        else
            echo "power: skipped: there is no /usr/bin/python3"
            return 77
        fi
    else
        "$folder/tests/fault" "$folder/stance" $size "$@"
    fi
}

if [ $# != 0 ]; then
    run "$@"
    exit
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
passed=0 failed=0 skipped=0

lane() { # tests, one after the other
    for name in "$@"; do
        case faults/$name in *"$only"*) ;; *) continue ;; esac
        run "$name" >"$work/$name.out" 2>&1
        echo $? >"$work/$name.status"
    done
}

lane kill race disk &
lane power errors readers editors
wait
for name in kill errors power race readers editors disk; do
    [ -f "$work/$name.status" ] || continue
    cat "$work/$name.out"
    read -r status <"$work/$name.status"
    case $status in
    0) passed=$((passed + 1)) ;;
    77) skipped=$((skipped + 1)) ;;
    *) failed=$((failed + 1)) ;;
    esac
done
if [ -n "${STANCE_TEST_COUNTS-}" ]; then
    echo "$passed $failed $skipped" >"$STANCE_TEST_COUNTS"
else
    echo "$passed passed, $failed failed, $skipped skipped"
fi
[ $failed = 0 ]
