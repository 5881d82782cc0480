#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What `make test-office` does: tests/office/run.sh PROGRAM [WORD...]. Takes workbooks and tables
# through LibreOffice, openpyxl, pandas and R, and Gnumeric where it is, and back. WORD chooses models
# (random-1) or groups of cases (workbook, sheets, tables, formulas, commas).
set -u
program=$1
shift
python=/usr/bin/python3 # Debian's, which has the modules
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for needed in soffice Rscript; do
    command -v $needed >/dev/null 2>&1 || missing="${missing-} $needed"
done
for module in uno pandas openpyxl; do
    $python -c "import $module" 2>/dev/null || missing="${missing-} python3-$module"
done
if [ -n "${missing-}" ]; then
    if [ -n "${CI-}" ]; then
        echo "cannot be skipped in CI: missing:$missing"
        echo "0 passed, 1 failed"
        exit 1
    fi
    echo "skipped: missing:$missing (make test-office installs it)"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
PYTHONDONTWRITEBYTECODE=1 timeout 900 $python tests/office/main.py "$program" "$work" "$@"
