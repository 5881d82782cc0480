/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance show ACTOR, stance show ISSUE: everything on record about one. */
#include "cli/command.h"
#include "cli/output.h"

static stance_result say(const struct context *context, const struct settings *settings,
                         stance_document_kind kind, stance_document **out)
{
    size_t actor, issue;
    if (settings->n_arguments == 0) return stance_say_names(context->findings, out);
    if (context_find_any(context, settings->arguments[0], &actor, &issue) != EXIT_DONE)
        return STANCE_REFUSED;
    if (actor != STANCE_NONE) return stance_say_actor(context->findings, actor, kind, out);
    return stance_say_issue(context->findings, issue, kind, out);
}

static enum exit_status run(const struct settings *settings)
{
    return output_document(&command_show, settings, say);
}

static const struct option_table *const options[] = {&options_common, &options_query,
                                                     &options_output, NULL};

const struct command command_show = {
    .name = "show",
    .arguments = "[ACTOR | ISSUE]",
    .summary = "all on record about an actor or an issue; without a name, all names",
    .details =
        "Positions, red lines, conditions, the whole history with its sources. Where a word\n"
        "is both an actor's and an issue's, say actor:ID or issue:ID.",
    .examples = "  stance show us\n"
                "  stance show ground-presence\n",
    .most_arguments = 1,
    .options = options,
    .run = run,
    .makes = STANCE_PROSE | STANCE_PAGE,
};
