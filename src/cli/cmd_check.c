/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance check: everything wrong or doubtful in a model, with places. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/complain.h"
#include "cli/context.h"
#include "stance/report.h"

static void print_verdict(const struct context *context)
{
    size_t actors = stance_model_actors(context->model);
    size_t issues = stance_model_issues(context->model);
    bool doubtful = stance_diagnostics_count(context->diagnostics, STANCE_WARNING) > 0;
    printf("%zu %s, %zu %s: no errors%s.\n", actors, actors == 1 ? "actor" : "actors", issues,
           issues == 1 ? "issue" : "issues", doubtful ? "" : ", nothing doubtful");
}

static enum exit_status run(const struct settings *settings)
{
    struct context context;
    enum exit_status status = context_open(&context, settings);
    if (status == EXIT_DONE && stance_check(context.findings, context.diagnostics) != STANCE_OK)
        status = complain_of_memory();
    if (status == EXIT_DONE) {
        complain(context.diagnostics);
        print_verdict(&context);
    }
    context_clear(&context);
    return status;
}

static const struct option_table *const options[] = {&options_common, NULL};

const struct command command_check = {
    .name = "check",
    .arguments = "",
    .summary = "everything wrong or doubtful in a model, with file, line and column",
    .details = "Errors refuse the model: exit status 1. Warnings name what a careful reader would\n"
               "ask about: misspelt members, stances without source or quote, issues with one\n"
               "voice, actors that cannot be compared, conditions that cannot come true.",
    .examples = "  stance check\n"
                "  stance -m models/ukraine-force check\n",
    .options = options,
    .run = run,
};
