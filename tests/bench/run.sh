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

# Workbooks, beside the same table by openpyxl (its interpreter's start included), where that is.
python=/usr/bin/python3
for size in "60 60 7200 9" "500 200 200000 3"; do
    # shellcheck disable=SC2086 # four words
    set -- $size
    book=$folder/bench/book
    rm -rf "$book" && mkdir "$book"
    "$folder/bench/generate" "$1" "$2" "$3" "$book/model"
    stance() { "$folder/bench/command" "$repetitions" "$folder/stance" -m "$book/model" "$@"; }
    repetitions=$4
    echo "$1 actors x $2 issues: stance export:"
    stance export "$book/all.xlsx"
    echo "stance import of it (nothing to enter):"
    stance import "$book/all.xlsx"
    echo "stance matrix positions --layout long, as csv, as xlsx:"
    stance matrix positions --layout long -o "$book/long.csv"
    stance matrix positions --layout long -o "$book/long.xlsx"
    if $python -c 'import openpyxl' 2>/dev/null; then
        echo "openpyxl writes that table, reads it, reads the sheet Positions of the export:"
        "$folder/bench/command" "$repetitions" $python tests/bench/book.py write "$book/long.csv" "$book/openpyxl.xlsx"
        "$folder/bench/command" "$repetitions" $python tests/bench/book.py read "$book/openpyxl.xlsx"
        "$folder/bench/command" "$repetitions" $python tests/bench/book.py read "$book/all.xlsx"
    fi
    (cd "$book" && wc -c -- *.csv *.xlsx | sed 's/^/  bytes:/; $d')
done
rm -rf "$folder/bench/book"
