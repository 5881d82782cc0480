/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance compare A B: two actors, as a bill that adds up to their score. */
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/output.h"

static stance_result say(const struct context *context, const struct settings *settings,
                         stance_document_kind kind, stance_document **out)
{
    size_t a, b;
    enum exit_status first = context_find_actor(context, settings->arguments[0], &a);
    enum exit_status second = context_find_actor(context, settings->arguments[1], &b);
    if (first != EXIT_DONE || second != EXIT_DONE) return STANCE_REFUSED;
    if (a == b) {
        say_error("compare: these are one actor: name two different ones");
        return STANCE_REFUSED;
    }
    return stance_say_comparison(context->findings, a, b, kind, out);
}

static enum exit_status run(const struct settings *settings)
{
    return output_document(&command_compare, settings, say);
}

static const struct option_table *const options[] = {&options_common, &options_query,
                                                     &options_output, NULL};

const struct command command_compare = {
    .name = "compare",
    .arguments = "A B",
    .summary = "two actors, issue by issue, as a bill that adds up to their score",
    .details = "Each line is an issue: both positions, distance times weight. The sum makes the\n"
               "agreement. Then what is vague, what is unknown, and which issue decides.",
    .examples = "  stance compare france uk\n"
                "  stance compare us europe --salience none\n",
    .least_arguments = 2,
    .most_arguments = 2,
    .options = options,
    .run = run,
    .makes = STANCE_PROSE | STANCE_PAGE,
};
