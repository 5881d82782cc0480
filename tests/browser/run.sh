#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What `make test-browser` does: tests/browser/run.sh BUILD [WORD...]. Looks at the pages that
# BUILD/stance writes in Debian's Chromium. WORD chooses models (hostile) or groups of cases (safety,
# access, what-if, paper, speed). playwright-core and axe-core are put below BUILD, once.
set -u
build=$1
shift
packages=$build/browser
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

give_up() {
    if [ -n "${CI-}" ]; then
        echo "cannot be skipped in CI: $1"
        echo "0 passed, 1 failed"
        exit 1
    fi
    echo "skipped: $1"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
}

for needed in chromium node npm pdftotext; do
    command -v $needed >/dev/null 2>&1 || missing="${missing-} $needed"
done
[ -z "${missing-}" ] || give_up "missing:$missing (make test-browser installs it)"

# The lock is copied last: with it all is there, and no network is needed any more.
if ! cmp -s tests/browser/package-lock.json "$packages/installed"; then
    mkdir -p "$packages"
    cp tests/browser/package.json tests/browser/package-lock.json "$packages/"
    (cd "$packages" && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1) || {
        cat "$packages/npm.log"
        give_up "npm cannot install playwright-core and axe-core"
    }
    cp tests/browser/package-lock.json "$packages/installed"
fi
STANCE_BROWSER_PACKAGES=$(cd "$packages" && pwd)
export STANCE_BROWSER_PACKAGES
timeout 600 node tests/browser/main.mjs "$build/stance" "$build/bench/generate" "$work" "$@"
status=$?
[ $status != 124 ] || echo "FAILED: took more than ten minutes
0 passed, 1 failed"
exit $status
