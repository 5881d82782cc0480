/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance matrix: one matrix, for a spreadsheet or a program. */
#include <string.h>

#include "base/nearest.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/output_format.h"

static stance_result say(const struct context *context, const struct settings *settings,
                         stance_document_kind kind, stance_document **out)
{
    (void)kind;
    const stance_matrix_options options = {
        .kind = settings->arguments[0], .layout = settings->layout, .labels = settings->labels};
    return stance_say_matrix(context->findings, &options, out);
}

static bool is_kind(const char *word)
{
    for (size_t k = 0; stance_matrix_name(k); k++)
        if (strcmp(stance_matrix_name(k), word) == 0) return true;
    return false;
}

static enum exit_status refuse_kind(const char *word)
{
    struct str complaint = {0};
    struct nearest nearest;
    nearest_init(&nearest, word ? word : "");
    if (word)
        str_printf(&complaint, "there is no matrix \"%s\"", word);
    else
        str_append(&complaint, "which matrix?");
    for (size_t k = 0; word && stance_matrix_name(k); k++)
        nearest_try(&nearest, stance_matrix_name(k));
    if (nearest.best) str_printf(&complaint, "; did you mean %s?", nearest.best);
    for (size_t k = 0; !nearest.best && stance_matrix_name(k); k++)
        str_printf(&complaint, "%s%s", k ? ", " : " One of ", stance_matrix_name(k));
    enum exit_status status = complain_of_usage(&command_matrix, str_get(&complaint));
    str_clear(&complaint);
    return status;
}

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(*words, word) == 0) return true;
    return false;
}

/* Marks that would make a file that nobody can read back. */
static const char *find_fault(const struct settings *settings, const char *format)
{
    static const char *const csv[] = {"csv", "csv-excel", NULL};
    bool is_excel = strcmp(format, "csv-excel") == 0;
    if (settings->delimiter && !is_one_of(format, csv))
        return "--delimiter belongs to csv and csv-excel";
    if (settings->decimal && !is_excel) return "--decimal belongs to --format csv-excel";
    if (!settings->decimal || settings->decimal[0] != ',') return NULL;
    if (!settings->delimiter || settings->delimiter[0] == ',')
        return "a decimal comma needs another mark between fields: --delimiter ';'";
    return NULL;
}

static enum exit_status run(const struct settings *settings)
{
    if (settings->n_arguments == 0) return refuse_kind(NULL);
    if (!is_kind(settings->arguments[0])) return refuse_kind(settings->arguments[0]);
    const stance_format *format;
    enum exit_status status = output_find_format(&command_matrix, settings, &format);
    if (status != EXIT_DONE) return status;
    const char *fault = find_fault(settings, format->name);
    if (fault) return complain_of_usage(&command_matrix, fault);
    return output_document(&command_matrix, settings, say);
}

static const struct option_table *const options[] = {&options_common, &options_matrix,
                                                     &options_query, &options_output, NULL};

const struct command command_matrix = {
    .name = "matrix",
    .arguments = "KIND",
    .summary = "one matrix for a spreadsheet or a program: positions, agreement ...",
    .details =
        "KIND is positions, agreement, low, high, distance, coverage, salience, confidence,\n"
        "divergence or dates. Formats: csv (the default), csv-excel, tsv, json, markdown, text,\n"
        "html, xlsx. An empty cell is unknown or undefined, undeclared is a word, a range is\n"
        "25000..30000. Numbers are in full, with a dot, in every locale. Text that spreadsheets\n"
        "would run as a formula gets an apostrophe before it, unless --raw is given.",
    .examples =
        "  stance matrix agreement -o agreement.csv\n"
        "  stance matrix positions --layout long --labels labels --format text\n"
        "  stance matrix positions --format csv-excel --delimiter ';' --decimal , -o p.csv\n",
    .least_arguments = 0,
    .most_arguments = 1,
    .options = options,
    .run = run,
    .makes = STANCE_MATRIX,
    .format = "csv",
};
