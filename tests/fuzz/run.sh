#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Run each fuzz target for some seconds: tests/fuzz/run.sh build/fuzz SECONDS. It starts from
# tests/fuzz/seeds, from the shipped model and, where STANCE_TEST_DATA is set, from its corpora. What
# is found on the way stays in build/fuzz/corpus; an input that breaks something in build/fuzz/found.
set -u
folder=$1 seconds=$2
passed=0 failed=0
mkdir -p "$folder/found"
export ASAN_OPTIONS="detect_stack_use_after_return=1:${ASAN_OPTIONS-}"

for source in tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    corpus=$folder/corpus/$name
    mkdir -p "$corpus"
    folders="$corpus tests/fuzz/seeds/$name"
    case $name in
    fuzz_model)
        for actor in models/ukraine-force/actors/*.json; do
            { cat models/ukraine-force/model.json; printf '\n\036\n'; cat "$actor"; } \
                >"$corpus/shipped-$(basename "$actor")"
        done
        ;;
    fuzz_json)
        for more in json-test-suite json-checker cjson-inputs; do
            [ ! -d "${STANCE_TEST_DATA:-/nowhere}/corpora/$more" ] || folders="$folders $STANCE_TEST_DATA/corpora/$more"
        done
        ;;
    fuzz_text)
        for more in naughty-strings utf8; do
            [ ! -d "${STANCE_TEST_DATA:-/nowhere}/corpora/$more" ] || folders="$folders $STANCE_TEST_DATA/corpora/$more"
        done
        ;;
    esac
    # $folders is a list
    if "$folder/$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=16384 \
        -dict=tests/fuzz/words.dict -artifact_prefix="$folder/found/$name-" -print_final_stats=1 \
        $folders >"$folder/$name.log" 2>&1 </dev/null; then
        passed=$((passed + 1))
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$name.log")
        echo "$name: ${runs:-?} inputs in $seconds s: fine"
    else
        failed=$((failed + 1))
        tail -n 60 "$folder/$name.log" >&2
        echo "FAILED: $name: see $folder/$name.log; the input is in $folder/found" >&2
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed != 0 ]
