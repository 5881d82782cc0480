/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance update: a whole cycle from a file, all or nothing. */
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/enter.h"
#include "cli/output.h"
#include "stance/diagnostics.h"

static enum exit_status run(const struct settings *settings)
{
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    stance_draft *draft = NULL;
    if (!diagnostics) return complain_of_memory();
    enum exit_status status = output_check(&command_update, settings, settings->arguments[0]);
    if (status == EXIT_DONE)
        status = judge(diagnostics, stance_draft_read(settings->arguments[0], diagnostics, &draft),
                       NOTHING_ENTERED);
    stance_diagnostics_free(diagnostics);
    return status == EXIT_DONE ? enter_draft(&command_update, settings, draft) : status;
}

static const struct option_table *const options[] = {&options_common, &options_write,
                                                     &options_output, NULL};

const struct command command_update = {
    .name = "update",
    .arguments = "FILE",
    .summary = "enter a whole news cycle from a file, all of it or nothing",
    .details =
        "FILE is a table (csv, tsv) or JSON; - is standard input. A table's first line names its\n"
        "columns, in any order: actor, issue, value, date, entered, until, salience, confidence,\n"
        "status, speaker, outlet, url, quote, accepts, note. Fields are parted by comma,\n"
        "semicolon or tab; numbers have a decimal point and no thousands mark, dates are\n"
        "2025-04-17, the file is UTF-8 (\"CSV UTF-8\" in Excel); in a comma table several choices\n"
        "stand in quotation marks: \"eu,un\". An empty field is left out; accepts none-stated "
        "ends\n"
        "what was accepted. Columns that begin with x- are passed over. JSON is a list of objects\n"
        "with these members, and with if and claims besides. Entries that are on file already\n"
        "are recognised and not doubled.",
    .examples = "  stance update cycle.csv --dry-run\n"
                "  stance update cycle.csv\n"
                "  stance update /dev/null     finish what an interrupted update left\n",
    .least_arguments = 1,
    .most_arguments = 1,
    .options = options,
    .run = run,
};
