#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What `make test-peers` does: tests/peers/run.sh PROGRAM [MODELS]. Holds the program against others:
# its files and JSON against the schemas by python3-jsonschema, and the figures of MODELS random
# models (default 40), and of what changed in them, against an independent computation, where
# STANCE_TEST_DATA has one beside it.
set -u
program=$1 models=${2-40}
python=/usr/bin/python3 # Debian's, which has the module
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

set -- models/ukraine-force examples/first-model examples/harbour-fees
for real in wahlomat-2021 smp-two-issues; do
    [ -d "${STANCE_TEST_DATA-}/$real" ] && set -- "$@" "$STANCE_TEST_DATA/$real"
done
$python tests/peers/schemas.py "$program" "$@" || failed=1

oracle=${STANCE_TEST_ORACLE-${STANCE_TEST_DATA-/nowhere}/../tools/oracle.py}
if [ ! -f "$oracle" ]; then
    echo "figures of random models: skipped: no independent computation at hand"
    echo "1 passed, $failed failed, 1 skipped"
    exit $failed
fi
$python tests/peers/changes.py "$program" "$oracle" "$models" || failed=1
$python -B tests/peers/matrices.py "$program" "$oracle" "$models" || failed=1
same=0 different=0
seed=0
while [ $seed -lt "$models" ]; do
    seed=$((seed + 1))
    model=$work/$seed
    $python "$oracle" --generate $seed $((seed % 17 + 2)) $((seed % 11 + 1)) $((seed * 7 % 400)) "$model"
    for options in "" "--salience none" "--as-of 2023-06-01" "--as-known 2024-01-01" "--min-confidence 0.5" \
        "--status stated" "--issues issue-0"; do
        # shellcheck disable=SC2086 # options are words
        "$program" -m "$model" report --format json --full $options >"$work/report.json" 2>"$work/complaint"
        # shellcheck disable=SC2086
        if $python "$oracle" $options --tol 1e-12 --diff "$model" "$work/report.json" >"$work/difference" 2>&1; then
            same=$((same + 1))
        else
            different=$((different + 1))
            echo "FAILED: random model $seed with '$options':"
            cat "$work/complaint" "$work/difference"
        fi
    done
done
[ $different = 0 ] || failed=1
echo "$same passed, $different failed"
exit $failed
