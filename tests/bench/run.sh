#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What `make bench` measures: tests/bench/run.sh build.
set -eu
folder=$1
model=$folder/bench/model

echo "stance report on models/ukraine-force, the whole process (goal: under 10 ms):"
"$folder/bench/command" 101 "$folder/stance" -m models/ukraine-force report

rm -rf "$model"
"$folder/bench/generate" 200 60 120000 "$model"
echo "200 actors, 60 issues, 120,000 stances, generated:"
"$folder/bench/load" "$model" 15
echo "stance report on it, the whole process:"
"$folder/bench/command" 9 "$folder/stance" -m "$model" report

# One stance into a file of 5 MB: on the disk, which fsync waits for, and in memory, where it does not.
for where in "$folder/bench" /dev/shm; do
    [ -w "$where" ] || continue
    one=$where/stance-bench-one
    rm -rf "$one"
    "$folder/bench/generate" 1 60 16800 "$one"
    echo "one actor, 16,800 stances, in $where (goal without fsync: 1.5):"
    "$folder/bench/enter" "$one" 15
    rm -rf "$one"
done
