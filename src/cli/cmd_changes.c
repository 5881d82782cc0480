/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance changes: what moved since a day, or against another copy, and what that did. */
#include <string.h>

#include "cli/command.h"
#include "cli/output.h"

static stance_result say(const struct context *context, const struct settings *settings,
                         stance_document_kind kind, stance_document **out)
{
    (void)settings;
    return stance_say_changes(context->changes, kind, out);
}

static enum exit_status run(const struct settings *settings)
{
    if (!settings->since && !settings->from)
        return complain_of_usage(&command_changes,
                                 "since when? Give --since DATE, or --from DIR for another copy");
    if (settings->from && (settings->since || settings->until))
        return complain_of_usage(
            &command_changes, "--from compares two copies as they are: without --since, --until");
    if (settings->until && strcmp(settings->since, settings->until) > 0)
        return complain_of_usage(&command_changes, "--until comes before --since");
    if (settings->as_known || (settings->as_of && !settings->from))
        return complain_of_usage(&command_changes,
                                 "the days are given by --since and --until, not by --as-of or "
                                 "--as-known");
    return output_document(&command_changes, settings, say);
}

static const struct option_table *const options[] = {&options_common, &options_between,
                                                     &options_query, &options_output, NULL};

const struct command command_changes = {
    .name = "changes",
    .arguments = "",
    .summary = "what moved or was entered since a day, and what that did to the figures",
    .details =
        "Compares what was on file at the end of --since with what is on file now, or was at the\n"
        "end of --until. With --from it compares with another copy of the model, a colleague's or\n"
        "a git worktree, and so finds what was edited by hand as well. Every change of a figure "
        "is\n"
        "split over the stances that caused it: the parts add up to the whole.",
    .examples = "  stance changes --since 2025-04-17\n"
                "  stance changes --since 2025-04-17 --until 2025-05-02 -o cycle.md\n"
                "  stance changes --from ../before/models/ukraine-force\n",
    .options = options,
    .run = run,
    .makes = STANCE_PROSE | STANCE_PAGE,
};
