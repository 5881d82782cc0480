/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance log: the history of stances, with sources. */
#include "cli/command.h"
#include "cli/output.h"

/* Two words are an actor and an issue, in this order; one may be either. */
static enum exit_status find_both(const struct context *context, const struct settings *settings,
                                  size_t *actor, size_t *issue)
{
    *actor = *issue = STANCE_NONE;
    if (settings->n_arguments == 0) return EXIT_DONE;
    if (settings->n_arguments == 1)
        return context_find_any(context, settings->arguments[0], actor, issue);
    enum exit_status status = context_find_actor(context, settings->arguments[0], actor);
    if (status != EXIT_DONE) return status;
    return context_find_issue(context, settings->arguments[1], issue);
}

static stance_result say(const struct context *context, const struct settings *settings,
                         stance_document_kind kind, stance_document **out)
{
    (void)kind;
    size_t actor, issue;
    if (find_both(context, settings, &actor, &issue) != EXIT_DONE) return STANCE_REFUSED;
    return stance_say_log(context->findings, actor, issue, out);
}

static enum exit_status run(const struct settings *settings)
{
    return output_document(&command_log, settings, say);
}

static const struct option_table *const options[] = {&options_common, &options_query,
                                                     &options_output, NULL};

const struct command command_log = {
    .name = "log",
    .arguments = "[ACTOR] [ISSUE]",
    .summary = "the history of stances, with sources",
    .details =
        "Everything that was entered, of all, of one actor, on one issue, or of one actor on\n"
        "one issue; the newest first.",
    .examples = "  stance log\n"
                "  stance log france ground-presence\n",
    .most_arguments = 2,
    .options = options,
    .run = run,
};
