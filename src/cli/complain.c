/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Diagnostics on stderr, the way compilers give them: place, what is wrong, the line with a caret,
 * the next step. */
#include "cli/complain.h"

#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

static bool is_ascii(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

void say_error(const char *format, ...)
{
    struct str text = {0}, shown = {0};
    va_list arguments;
    va_start(arguments, format);
    str_vprintf(&text, format, arguments);
    va_end(arguments);
    utf8_append_visible(&shown, str_get(&text), is_ascii());
    fprintf(stderr, "stance: %s\n", str_get(&shown));
    str_clear(&text);
    str_clear(&shown);
}

/* Where the caret goes: the columns of what stands before it on the line as it is shown. */
static size_t caret_column(const stance_diagnostic *each, bool ascii)
{
    struct str before = {0}, shown = {0};
    const char *end = each->excerpt;
    for (size_t c = 1; c < each->caret && *end; c++) {
        end++;
        while ((*end & 0xc0) == 0x80)
            end++;
    }
    str_append_bytes(&before, each->excerpt, (size_t)(end - each->excerpt));
    utf8_append_visible(&shown, str_get(&before), ascii);
    size_t column = utf8_width(str_get(&shown));
    str_clear(&before);
    str_clear(&shown);
    return column;
}

/* Found by a check: a warning, be it that --strict makes it an error. */
static bool is_doubt(const stance_diagnostic *each)
{
    return strcmp(each->check, "error") != 0;
}

static void print_one(const stance_diagnostic *each, bool ascii)
{
    struct str line = {0};
    if (each->file) utf8_append_visible(&line, each->file, ascii);
    if (each->cell)
        str_printf(&line, ": %s", each->cell);
    else if (each->line > 0)
        str_printf(&line, ":%zu:%zu", each->line, each->column);
    str_append(&line, each->file ? ": " : "stance: ");
    str_append(&line, each->severity == STANCE_ERROR ? "error: " : "warning: ");
    utf8_append_visible(&line, each->message, ascii);
    if (is_doubt(each)) str_printf(&line, " [%s]", each->check);
    str_append_char(&line, '\n');
    if (each->excerpt) {
        str_append(&line, "    ");
        utf8_append_visible(&line, each->excerpt, ascii);
        str_append_char(&line, '\n');
        str_repeat(&line, " ", 4 + caret_column(each, ascii));
        str_append(&line, "^\n");
    }
    if (each->hint) {
        str_append(&line, "  ");
        utf8_append_visible(&line, each->hint, ascii);
        str_append_char(&line, '\n');
    }
    fputs(str_get(&line), stderr);
    str_clear(&line);
}

/* "2 errors in 1 file; nothing was read." Only where files are meant. */
static void print_count(const stance_diagnostics *diagnostics, stance_severity severity,
                        const char *word, const char *outcome)
{
    size_t files = 0, kept = 0, found = stance_diagnostics_count(diagnostics, severity);
    bool refused = false;
    const char *last = NULL;
    for (size_t d = 0; d < stance_diagnostics_kept(diagnostics); d++) {
        const stance_diagnostic *each = stance_diagnostics_get(diagnostics, d);
        if (each->severity != severity) continue;
        kept++;
        refused = refused || !is_doubt(each);
        if (!each->file || (last && strcmp(last, each->file) == 0)) continue;
        last = each->file;
        files++;
    }
    if (found > kept) fprintf(stderr, "... and %zu more %ss\n", found - kept, word);
    if (files == 0) return;
    fprintf(stderr, "%zu %s%s in %zu %s%s%s\n", found, word, found == 1 ? "" : "s", files,
            files == 1 ? "file" : "files", refused && outcome ? "; " : "",
            refused && outcome ? outcome : ".");
}

void complain(const stance_diagnostics *diagnostics, const char *outcome)
{
    bool ascii = is_ascii();
    for (size_t d = 0; d < stance_diagnostics_kept(diagnostics); d++)
        print_one(stance_diagnostics_get(diagnostics, d), ascii);
    print_count(diagnostics, STANCE_WARNING, "warning", NULL);
    print_count(diagnostics, STANCE_ERROR, "error", outcome);
}

/* Warnings about what this run met or did: `check` would not name them again. */
static bool is_of_this_run(const stance_diagnostic *each)
{
    static const char *const names[] = {"hard-link", "other-owner", "attributes", "left-over",
                                        "unfinished"};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        if (strcmp(each->check, names[n]) == 0) return true;
    return false;
}

void mention_warnings(const stance_diagnostics *diagnostics)
{
    size_t found = stance_diagnostics_count(diagnostics, STANCE_WARNING);
    for (size_t d = 0; d < stance_diagnostics_kept(diagnostics); d++) {
        const stance_diagnostic *each = stance_diagnostics_get(diagnostics, d);
        if (each->severity != STANCE_WARNING || !is_of_this_run(each)) continue;
        print_one(each, is_ascii());
        found--;
    }
    if (found > 0)
        say_error("%zu %s in the model's files: stance check names %s.", found,
                  found == 1 ? "doubtful thing" : "doubtful things", found == 1 ? "it" : "them");
}

enum exit_status judge(const stance_diagnostics *diagnostics, stance_result result,
                       const char *outcome)
{
    switch (result) {
    case STANCE_OK:
        return EXIT_DONE;
    case STANCE_NO_MEMORY:
        return complain_of_memory();
    case STANCE_REFUSED:
    case STANCE_IO:
        break;
    }
    complain(diagnostics, outcome); /* with the warnings: a misspelt key may be the cause */
    return EXIT_REFUSED;
}

enum exit_status complain_of_memory(void)
{
    say_error("out of memory; nothing was written");
    return EXIT_REFUSED;
}
