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
