/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which format is asked for: by name, by the ending of a file, else the command's own. */
#include "cli/output_format.h"

#include <string.h>
#include <unistd.h>

#include "base/nearest.h"
#include "base/str.h"
#include "stance/report.h"

/* "-o -" means standard output, as with other programs. */
bool output_is_file(const struct settings *settings)
{
    return settings->output && strcmp(settings->output, "-") != 0;
}

/* The kinds of documents that a command makes and a format holds. */
static unsigned common_kinds(const struct command *command, const stance_format *format)
{
    return (command->makes ? command->makes : STANCE_PROSE) & format->holds;
}

static bool can_hold(const struct command *command, size_t format)
{
    return common_kinds(command, stance_format_get(format)) != 0;
}

stance_document_kind output_kind(const struct command *command, const stance_format *format)
{
    static const stance_document_kind kinds[] = {STANCE_PAGE, STANCE_MATRIX, STANCE_WORKBOOK};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (common_kinds(command, format) & kinds[k]) return kinds[k];
    return STANCE_PROSE;
}

static bool is_format(const char *name)
{
    for (size_t f = 0; stance_format_get(f); f++)
        if (strcmp(stance_format_get(f)->name, name) == 0) return true;
    return false;
}

static const stance_format *find_format(const struct command *command, const char *name)
{
    for (size_t f = 0; stance_format_get(f); f++)
        if (can_hold(command, f) && strcmp(stance_format_get(f)->name, name) == 0)
            return stance_format_get(f);
    return NULL;
}

static const stance_format *find_ending(const struct command *command, const char *file)
{
    size_t length = strlen(file);
    for (size_t f = 0; stance_format_get(f); f++) {
        if (!can_hold(command, f)) continue;
        size_t ending = strlen(stance_format_get(f)->ending);
        if (length > ending && strcmp(file + length - ending, stance_format_get(f)->ending) == 0)
            return stance_format_get(f);
    }
    return NULL;
}

static enum exit_status refuse_format(const struct command *command, const char *name)
{
    struct str complaint = {0};
    struct nearest nearest;
    nearest_init(&nearest, name);
    str_printf(&complaint,
               is_format(name) ? "%s holds other things (here: " : "unknown format \"%s\" (", name);
    const char *before = "";
    for (size_t f = 0; stance_format_get(f); f++) {
        if (!can_hold(command, f)) continue;
        nearest_try(&nearest, stance_format_get(f)->name);
        str_printf(&complaint, "%s%s", before, stance_format_get(f)->name);
        before = ", ";
    }
    str_append(&complaint, ")");
    if (nearest.best) str_printf(&complaint, "; did you mean %s?", nearest.best);
    enum exit_status status = complain_of_usage(command, str_get(&complaint));
    str_clear(&complaint);
    return status;
}

static enum exit_status refuse_ending(const struct command *command, const char *file)
{
    struct str complaint = {0};
    str_printf(&complaint, "the ending of \"%s\" tells no format (", file);
    const char *before = "";
    for (size_t f = 0; stance_format_get(f); f++) {
        const char *ending = stance_format_get(f)->ending;
        bool is_told = f > 0 && strcmp(stance_format_get(f - 1)->ending, ending) == 0;
        if (!can_hold(command, f) || is_told) continue;
        str_printf(&complaint, "%s%s", before, ending);
        before = ", ";
    }
    str_append(&complaint, "): rename it, or say --format");
    enum exit_status status = complain_of_usage(command, str_get(&complaint));
    str_clear(&complaint);
    return status;
}

enum exit_status output_find_format(const struct command *command, const struct settings *settings,
                                    const stance_format **format)
{
    const stance_format *found = NULL;
    if (settings->format) {
        found = find_format(command, settings->format);
        if (!found) return refuse_format(command, settings->format);
    } else if (output_is_file(settings)) {
        found = find_ending(command, settings->output);
        if (!found && strncmp(settings->output, "/dev/", 5) != 0)
            return refuse_ending(command, settings->output);
    }
    if (!found) found = find_format(command, command->format ? command->format : "text");
    *format = found;
    if (found->is_binary && !output_is_file(settings) && isatty(STDOUT_FILENO))
        return complain_of_usage(command, "a workbook is nothing for a terminal: say -o FILE.xlsx");
    return EXIT_DONE;
}
