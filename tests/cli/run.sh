#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Run transcripts: tests/cli/run.sh BUILD-FOLDER [WORD]; only files whose name has WORD.
#
# Transcripts are tests/cli/*.test, and the fenced blocks called `console` in README.md and
# examples/. tests/cli/NOTATION.md describes them. With STANCE_GOLDEN=1 what was printed becomes
# what is expected. Says how many commands passed; status 1 if one did not.
set -u
top=$PWD
programs=$(cd "$1" && pwd) || exit 1
only=${2-}
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
passed=0 failed=0 skipped=0

# One transcript into files: N.command, N.expected, N.exit, N.line, N.golden; `blocks` has the count.
cat >"$work/parse.awk" <<'AWK'
function close_command() {
    if (!open) return
    open = 0
    sub(/\n$/, "", separated) # one blank line before the next command or the end parts them
    printf "%s", expected >(base ".expected")
    if (separated != "") printf "%s", separated >(base ".expected")
    print exit_code >(base ".exit")
    print line >(base ".line")
    if (golden != "") print golden >(base ".golden")
    close(base ".expected"); close(base ".exit"); close(base ".line"); close(base ".golden")
    close(base ".command")
}
BEGIN { inside = !fenced; count = 0 }
fenced && !inside && /^```console[ \t]*$/ { inside = 1; next }
fenced && inside && /^```[ \t]*$/ { close_command(); inside = 0; next }
!inside { next }
/^\$ / {
    close_command()
    open = 1; reading = 1; directives = 0
    count++
    base = out "/" count
    line = FNR; exit_code = 0; golden = ""; expected = ""; separated = ""
    printf "" >(base ".expected")
    print substr($0, 3) >(base ".command")
    next
}
!open { next } # comments before the first command
reading && /^>( |$)/ { print substr($0, 3) >(base ".command"); next }
{ reading = 0 }
/^# exit [0-9]+$/ { exit_code = $3; directives = 1; next }
/^# golden [^ ]+$/ { golden = $3; directives = 1; next }
directives { next } # comments and blank lines behind a directive
$0 == "" { separated = separated "\n"; next }
{ expected = expected separated $0 "\n"; separated = "" }
END { close_command(); print count >(out "/count") }
AWK

# The same transcript with what was printed: reads N.actual and N.status.
cat >"$work/rewrite.awk" <<'AWK'
function put_file(name,   text) {
    while ((getline text <name) > 0) print text
    close(name)
}
function close_command(last,   status) {
    if (!open) return
    open = 0
    getline status <(base ".status"); close(base ".status")
    if (keep) printf "%s", old
    else if (golden == "") put_file(base ".actual")
    if (golden != "") print "# golden " golden
    if (status != 0) print "# exit " status
    if (tail != "") printf "%s", tail
    else if (!last) print ""
}
BEGIN { inside = !fenced; count = 0 }
fenced && !inside && /^```console[ \t]*$/ { inside = 1; print; next }
fenced && inside && /^```[ \t]*$/ { close_command(1); inside = 0; print; next }
!inside { print; next }
/^\$ / {
    close_command(0)
    open = 1; reading = 1; directives = 0; golden = ""; tail = ""; old = ""; separated = ""
    base = out "/" ++count
    keep = (getline status <(base ".keep")) >= 0; close(base ".keep")
    print
    next
}
!open { print; next }
reading && /^>( |$)/ { print; next }
{ reading = 0 }
/^# exit [0-9]+$/ { directives = 1; next }
/^# golden [^ ]+$/ { golden = $3; directives = 1; next }
directives { tail = tail $0 "\n"; next }
$0 == "" { separated = separated "\n"; next }
{ old = old separated $0 "\n"; separated = "" }
END { close_command(1) }
AWK

# Does a text match one in which a line "..." stands for any lines?
cat >"$work/match.awk" <<'AWK'
FNR == NR { want[++wants] = $0; next }
{ have[++haves] = $0 }
function fits(first, from, length_,   k) {
    for (k = 0; k < length_; k++) if (have[from + k] != want[first + k]) return 0
    return 1
}
END {
    at = 1; i = 1; free = 0
    while (i <= wants) {
        if (want[i] == "...") { free = 1; i++; continue }
        n = 0
        while (i + n <= wants && want[i + n] != "...") n++
        if (i + n > wants) { # the last piece ends the text
            from = haves - n + 1
            if (from < at || (!free && from != at) || !fits(i, from, n)) exit 1
            exit 0
        }
        from = at
        while (from + n - 1 <= haves && !fits(i, from, n)) { if (!free) exit 1; from++ }
        if (from + n - 1 > haves) exit 1
        at = from + n; i += n; free = 0
    }
    if (!free && at <= haves) exit 1
}
AWK

# Commands see this environment and no other, and a folder of their own.
run_command() { # file with the command; file for the output
    (
        cd "$room" || exit 126
        exec env -i PATH="$programs:$PATH" HOME="$room/.home" TMPDIR="$room/.tmp" TOP="$top" TZ=UTC \
            LC_ALL=C.UTF-8 ${STANCE_TEST_DATA:+"STANCE_TEST_DATA=$STANCE_TEST_DATA"} \
            ASAN_OPTIONS="${ASAN_OPTIONS-}" LSAN_OPTIONS="${LSAN_OPTIONS-}" \
            UBSAN_OPTIONS="${UBSAN_OPTIONS-}" \
            timeout -k 5 60 sh "$1" </dev/null >"$2" 2>&1
    )
    status=$?
    # An unfinished last line would be lost in a text of lines.
    if [ -s "$2" ] && [ -n "$(tail -c 1 "$2")" ]; then printf '\n\\ no newline at the end\n' >>"$2"; fi
}

lay_room() { # models and examples are copies: a command may write into them
    chmod -R u+rwx "$work/room" 2>/dev/null
    rm -rf "$work/room"
    room=$work/room
    mkdir -p "$room/.home" "$room/.tmp"
    for name in models examples; do
        [ ! -d "$top/$name" ] || cp -r "$top/$name" "$room/$name"
    done
    if [ "$1" = 1 ]; then # a README's commands stand at the top of the repository
        ln -s "$programs" "$room/build"
        for name in include src tests Makefile README.md; do
            [ ! -e "$top/$name" ] || ln -s "$top/$name" "$room/$name"
        done
    fi
}

run_transcript() { # file, 1 if fenced
    file=$1 fenced=$2
    rm -rf "$work/parts"
    mkdir "$work/parts"
    awk -v fenced="$fenced" -v out="$work/parts" -f "$work/parse.awk" "$file" || exit 1
    read -r count <"$work/parts/count"
    [ "$count" != 0 ] || return 0
    need=$(sed -n 's/^# needs \([A-Z_]*\)$/\1/p; /^\$ /q' "$file")
    if [ "$fenced" = 0 ] && [ -n "$need" ] && eval "[ -z \"\${$need-}\" ]"; then
        echo "skipped: $file: $need is not set"
        skipped=$((skipped + count))
        return 0
    fi
    lay_room "$fenced"
    bad=0 n=0
    while [ "$n" -lt "$count" ]; do
        n=$((n + 1))
        part=$work/parts/$n
        run_command "$part.command" "$part.actual"
        echo "$status" >"$part.status"
        read -r wanted <"$part.exit"
        expected=$part.expected
        if [ -f "$part.golden" ]; then
            read -r golden <"$part.golden"
            expected=$top/tests/golden/$golden
            [ -z "${STANCE_GOLDEN-}" ] || { mkdir -p "$(dirname "$expected")" && cp "$part.actual" "$expected"; }
        fi
        same=0
        if cmp -s "$expected" "$part.actual"; then
            same=1
        elif grep -q -x '\.\.\.' "$expected" 2>/dev/null &&
            awk -f "$work/match.awk" "$expected" "$part.actual"; then
            same=1
            : >"$part.keep"
        fi
        if [ $same = 1 ] && [ "$status" = "$wanted" ]; then
            passed=$((passed + 1))
            continue
        fi
        bad=1
        [ -z "${STANCE_GOLDEN-}" ] || continue
        failed=$((failed + 1))
        read -r line <"$part.line"
        {
            echo "FAILED: $file:$line: $(head -n 1 "$part.command")"
            [ $same = 1 ] || diff -u --label expected --label printed "$expected" "$part.actual"
            [ "$status" = "$wanted" ] || echo "exit status: expected $wanted, was $status"
        } >&2
    done
    if [ $bad = 1 ] && [ -n "${STANCE_GOLDEN-}" ]; then
        awk -v fenced="$fenced" -v out="$work/parts" -f "$work/rewrite.awk" "$file" >"$work/new" || exit 1
        cmp -s "$work/new" "$file" || { cat "$work/new" >"$file" && echo "rewritten: $file"; }
    fi
}

for file in tests/cli/*.test README.md examples/README.md examples/*/README.md; do
    [ -f "$file" ] || continue
    case $file in *"$only"*) ;; *) continue ;; esac
    case $file in
    *.test) run_transcript "$file" 0 ;;
    *) run_transcript "$file" 1 ;;
    esac
done
echo "transcripts: $passed commands as expected, $failed not"
[ -z "${STANCE_TEST_COUNTS-}" ] || echo "$passed $failed $skipped" >"$STANCE_TEST_COUNTS"
[ $failed = 0 ] && [ $((passed + skipped)) != 0 ] || [ -n "${STANCE_GOLDEN-}" ]
