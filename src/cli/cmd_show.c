/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance show ACTOR, stance show ISSUE: everything on record about one. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/context.h"
#include "cli/output.h"
#include "stance/report.h"

/* Without a name: what names there are. */
static enum exit_status list(const struct context *context)
{
    printf("actors:");
    for (size_t a = 0; a < stance_model_actors(context->model); a++)
        printf(" %s", stance_model_actor_id(context->model, a));
    printf("\nissues:");
    for (size_t i = 0; i < stance_model_issues(context->model); i++)
        printf(" %s", stance_model_issue_id(context->model, i));
    printf("\n");
    return EXIT_DONE;
}

static enum exit_status say(const struct context *context, const struct settings *settings,
                            const char *format)
{
    size_t actor, issue;
    stance_document *document;
    enum exit_status status = context_find_any(context, settings->arguments[0], &actor, &issue);
    if (status != EXIT_DONE) return status;
    stance_result result = actor != STANCE_NONE
                               ? stance_say_actor(context->findings, actor, &document)
                               : stance_say_issue(context->findings, issue, &document);
    if (result != STANCE_OK) return complain_of_memory();
    status = output_document(settings, format, document);
    stance_document_free(document);
    return status;
}

static enum exit_status run(const struct settings *settings)
{
    struct context context;
    const char *format;
    enum exit_status status = output_format(&command_show, settings, &format);
    if (status != EXIT_DONE) return status;
    status = context_open(&context, settings);
    if (status == EXIT_DONE)
        status = settings->n_arguments == 0 ? list(&context) : say(&context, settings, format);
    context_clear(&context);
    return status;
}

static const struct option_table *const options[] = {&options_common, &options_query,
                                                     &options_output, NULL};

const struct command command_show = {
    .name = "show",
    .arguments = "[ACTOR | ISSUE]",
    .summary = "everything on record about an actor or an issue; without a name, all names",
    .details =
        "Positions, red lines, conditions, the whole history with its sources. Where a word\n"
        "is both an actor's and an issue's, say actor:ID or issue:ID.",
    .examples = "  stance show us\n"
                "  stance show ground-presence\n",
    .most_arguments = 1,
    .options = options,
    .run = run,
};
