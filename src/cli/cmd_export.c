/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance export: the whole model as a workbook that recalculates, and comes back by import. */
#include <string.h>

#include "cli/command.h"
#include "cli/complain.h"
#include "cli/output.h"

static stance_result say(const struct context *context, const struct settings *settings,
                         stance_document_kind kind, stance_document **out)
{
    (void)kind;
    stance_result result = stance_say_workbook(context->findings, out);
    (void)settings;
    if (result == STANCE_REFUSED)
        say_error("%zu actors and %zu issues are too many for a workbook that anybody would open: "
                  "choose some with --actors or --issues",
                  stance_snapshot_actors(context->snapshot),
                  stance_snapshot_issues(context->snapshot));
    return result;
}

static enum exit_status run(const struct settings *settings)
{
    struct settings exporting = *settings;
    exporting.output = settings->arguments[0];
    exporting.hashed = true;
    if (settings->measure && strcmp(settings->measure, "city-block") != 0)
        return complain_of_usage(&command_export,
                                 "the workbook's formulas are those of --measure city-block");
    return output_document(&command_export, &exporting, say);
}

static const struct option_table *const options[] = {&options_common, &options_query, NULL};

const struct command command_export = {
    .name = "export",
    .arguments = "FILE.xlsx",
    .summary = "a workbook to look at, edit and send back: import reads it",
    .details =
        "The sheet Positions is the one to edit; Matrix, Agreement and Divergence follow by\n"
        "formulas, with the figures that stance computes. Sources stand in the cells' comments.\n"
        "The workbook carries along what it was made from, so that import can tell edits from\n"
        "what has changed in the model since. The same model gives the same bytes.",
    .examples = "  stance export positions.xlsx\n"
                "  stance export europe.xlsx --actors group:europe --issues topic:mission\n"
                "  stance import positions.xlsx\n",
    .least_arguments = 1,
    .most_arguments = 1,
    .options = options,
    .run = run,
    .makes = STANCE_WORKBOOK,
    .format = "xlsx",
};
