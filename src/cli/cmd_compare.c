/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance compare A B: two actors, as a bill that adds up to their score. */
#include "cli/command.h"
#include "cli/context.h"
#include "cli/output.h"
#include "stance/report.h"

static enum exit_status say(const struct context *context, const struct settings *settings,
                            const char *format)
{
    size_t a, b;
    stance_document *document;
    enum exit_status status = context_find_actor(context, settings->arguments[0], &a);
    enum exit_status other = context_find_actor(context, settings->arguments[1], &b);
    if (status != EXIT_DONE || other != EXIT_DONE) return EXIT_REFUSED;
    if (a == b)
        return complain_of_usage(&command_compare, "these are one actor: name two different ones");
    if (stance_say_comparison(context->findings, a, b, &document) != STANCE_OK)
        return complain_of_memory();
    status = output_document(settings, format, document);
    stance_document_free(document);
    return status;
}

static enum exit_status run(const struct settings *settings)
{
    struct context context;
    const char *format;
    enum exit_status status = output_format(&command_compare, settings, &format);
    if (status != EXIT_DONE) return status;
    status = context_open(&context, settings);
    if (status == EXIT_DONE) status = say(&context, settings, format);
    context_clear(&context);
    return status;
}

static const struct option_table *const options[] = {&options_common, &options_query,
                                                     &options_output, NULL};

const struct command command_compare = {
    .name = "compare",
    .arguments = "A B",
    .summary = "two actors, issue by issue, as a bill that adds up to their score",
    .details = "Each line is an issue: both positions, distance times weight. The sum makes the\n"
               "agreement. Then what is vague, what is unknown, and what most rests on.",
    .examples = "  stance compare france uk\n"
                "  stance compare us europe --salience none\n",
    .least_arguments = 2,
    .most_arguments = 2,
    .options = options,
    .run = run,
};
