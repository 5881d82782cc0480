/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance import: a workbook or table that went out, edited, back into the model. */
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/enter.h"
#include "cli/output.h"
#include "stance/diagnostics.h"

static enum exit_status run(const struct settings *settings)
{
    const stance_import_options options = {.date = settings->new_date, .sheet = settings->sheet};
    struct settings entering = *settings;
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    stance_draft *draft = NULL;
    if (!diagnostics) return complain_of_memory();
    entering.dry_run = !settings->write;
    enum exit_status status = output_check(&command_import, settings, settings->arguments[0]);
    if (status == EXIT_DONE)
        status = judge(diagnostics,
                       stance_draft_import(settings->arguments[0], &options, diagnostics, &draft),
                       NOTHING_ENTERED);
    stance_diagnostics_free(diagnostics);
    return status == EXIT_DONE ? enter_draft(&command_import, &entering, draft) : status;
}

static const struct option_table *const options[] = {&options_common, &options_import,
                                                     &options_output, NULL};

const struct command command_import = {
    .name = "import",
    .arguments = "FILE",
    .summary = "take an edited workbook or table back: show what was edited, then enter it",
    .details =
        "FILE is a workbook that export wrote (xlsx, or saved as ods), or a long table of\n"
        "positions (csv, tsv). What was edited in its Positions is shown cell by cell; --write\n"
        "enters it, as new dated entries: nothing on file is changed or lost. A new value needs a\n"
        "new date in its row, or --date. Where the model has moved on since the file went out,\n"
        "both sides are compared with what went out, and conflicts are listed, not entered.",
    .examples = "  stance export positions.xlsx\n"
                "  stance import positions.xlsx\n"
                "  stance import positions.xlsx --date 2025-05-02 --write\n",
    .least_arguments = 1,
    .most_arguments = 1,
    .options = options,
    .run = run,
};
