#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Run all tests on the programs of one build folder: tests/run.sh build [WORD]. With WORD only
# those whose name has it. The closing line is "N passed, N failed".
set -u
folder=$1
only=${2-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
passed=0 failed=0 skipped=0
if [ -d "${STANCE_TEST_DATA-}" ]; then STANCE_TEST_DATA=$(cd "$STANCE_TEST_DATA" && pwd); fi

# Memory errors are failures, also inside commands whose failure is expected.
export ASAN_OPTIONS="detect_leaks=1:exitcode=99:detect_stack_use_after_return=1:strict_string_checks=1:${ASAN_OPTIONS-}"
export LSAN_OPTIONS="suppressions=$PWD/tests/leaks.txt:print_suppressions=0:${LSAN_OPTIONS-}"
export UBSAN_OPTIONS="print_stacktrace=1:${UBSAN_OPTIONS-}"

# A part says its counts in a file: "PASSED FAILED SKIPPED". One that dies has failed once more.
part() {
    rm -f "$work/counts"
    STANCE_TEST_COUNTS=$work/counts "$@"
    status=$?
    p=0 f=0 s=0
    if [ -f "$work/counts" ]; then read -r p f s <"$work/counts"; fi
    if [ $status != 0 ] && [ "$f" = 0 ] && { [ -z "$only" ] || [ ! -f "$work/counts" ]; }; then
        echo "FAILED: $* ended with status $status" >&2
        f=1
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

part "$folder/tests/run" $only
part tests/cli/run.sh "$folder" $only
if [ "$folder" = build ] && [ -z "${STANCE_GOLDEN-}" ]; then
    part build/tests/sweep $only
    case install in *"$only"*) part tests/install.sh ;; esac
    part tests/faults/run.sh "$folder" --only "$only"
fi

if [ $((passed + failed)) = 0 ]; then
    echo "no test is called ${only:-anything}" >&2
    failed=1
fi
skips=
[ $skipped = 0 ] || skips=", $skipped skipped"
echo "$passed passed, $failed failed$skips"
[ $failed = 0 ]
