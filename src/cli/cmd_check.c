/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance check: everything wrong or doubtful in a model, with places. People read it on stderr and
 * a verdict on stdout; json goes to stdout as a whole, also when the model is refused. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/context.h"
#include "stance/report.h"

/* ---- which checks */

static bool is_check(const char *word)
{
    for (size_t c = 0; stance_check_name(c); c++)
        if (strcmp(stance_check_name(c), word) == 0) return true;
    return false;
}

static enum exit_status refuse_check(const char *word)
{
    struct str complaint = {0};
    struct nearest nearest;
    nearest_init(&nearest, word);
    for (size_t c = 0; stance_check_name(c); c++)
        nearest_try(&nearest, stance_check_name(c));
    str_printf(&complaint, "there is no check \"%s\"", word);
    if (nearest.best) str_printf(&complaint, "; did you mean %s?", nearest.best);
    say_error("check: %s (stance help checks)", str_get(&complaint));
    str_clear(&complaint);
    return EXIT_USAGE;
}

/* Every word of a list parted by commas. */
static enum exit_status judge_list(const char *list)
{
    enum exit_status status = EXIT_DONE;
    while (list && status == EXIT_DONE) {
        struct str word = {0};
        size_t length = strcspn(list, ",");
        str_append_bytes(&word, list, length);
        if (word.failed)
            status = complain_of_memory();
        else if (!is_check(str_get(&word)))
            status = refuse_check(str_get(&word));
        list = list[length] == ',' ? list + length + 1 : NULL;
        str_clear(&word);
    }
    return status;
}

static enum exit_status judge_options(const struct settings *settings, const char *only)
{
    enum exit_status status = judge_list(only);
    if (status == EXIT_DONE) status = judge_list(settings->skip);
    if (status == EXIT_DONE && settings->stale_days != floor(settings->stale_days))
        status = complain_of_usage(&command_check, "--stale takes whole days");
    return status;
}

/* ---- what was found */

static bool write_stdout(void *context, const char *bytes, size_t length)
{
    (void)context;
    return fwrite(bytes, 1, length, stdout) == length;
}

static void print_verdict(const struct context *context, bool is_everything)
{
    size_t actors = stance_model_actors(context->model);
    size_t issues = stance_model_issues(context->model);
    size_t errors = stance_diagnostics_count(context->diagnostics, STANCE_ERROR);
    bool doubtful = stance_diagnostics_count(context->diagnostics, STANCE_WARNING) > 0;
    printf("%zu %s, %zu %s: ", actors, actors == 1 ? "actor" : "actors", issues,
           issues == 1 ? "issue" : "issues");
    if (errors > 0)
        printf("%zu doubtful %s, by --strict %s.\n", errors, errors == 1 ? "thing" : "things",
               errors == 1 ? "an error" : "errors");
    else if (doubtful)
        printf("no errors.\n");
    else
        printf("no errors, nothing doubtful%s.\n", is_everything ? "" : " by the checks chosen");
}

/* `status` is that of opening the model. */
static enum exit_status print_found(const struct context *context, const struct settings *settings,
                                    bool is_everything, enum exit_status status)
{
    bool has_errors = stance_diagnostics_count(context->diagnostics, STANCE_ERROR) > 0;
    if (status != EXIT_DONE && !has_errors) return status; /* it has been said why */
    if (settings->format && strcmp(settings->format, "json") == 0) {
        if (stance_diagnostics_write_json(context->diagnostics,
                                          (stance_sink){write_stdout, NULL}) == STANCE_NO_MEMORY)
            return complain_of_memory();
    } else {
        complain(context->diagnostics, NOTHING_READ);
        if (status == EXIT_DONE) print_verdict(context, is_everything);
    }
    return status == EXIT_DONE && has_errors ? EXIT_REFUSED : status;
}

static enum exit_status check(const struct settings *settings, const char *only)
{
    struct context context;
    struct settings quiet = *settings;
    const stance_check_options chosen = {
        .only = only,
        .skip = settings->skip,
        .stale_days = (int)settings->stale_days,
        .strict = settings->strict,
    };
    quiet.quiet = true;
    enum exit_status status = context_open(&context, &quiet);
    if (context.diagnostics &&
        stance_check(context.findings, &chosen, context.diagnostics) != STANCE_OK)
        status = complain_of_memory();
    else if (context.diagnostics)
        status = print_found(&context, settings, !only && !settings->skip, status);
    context_clear(&context);
    return status;
}

static enum exit_status run(const struct settings *settings)
{
    struct str names = {0};
    for (size_t a = 0; a < settings->n_arguments; a++)
        str_printf(&names, "%s%s", a ? "," : "", settings->arguments[a]);
    const char *only = settings->n_arguments > 0 ? str_get(&names) : NULL;
    enum exit_status status = names.failed ? complain_of_memory() : judge_options(settings, only);
    if (status == EXIT_DONE) status = check(settings, only);
    str_clear(&names);
    return status;
}

static const struct option_table *const options[] = {&options_common, &options_check,
                                                     &options_query, NULL};

const struct command command_check = {
    .name = "check",
    .arguments = "[NAME ...]",
    .summary = "everything wrong or doubtful in a model, with file, line and column",
    .details = "Errors refuse the model: exit status 1. Warnings name what a careful reader would\n"
               "ask about: misspelt members, stances without source or quote, stale ones, values\n"
               "outside what an actor accepts, scales too wide for what is on them, issues with\n"
               "one voice, conditions that cannot come true. Each check has a name: stance help\n"
               "checks lists them.",
    .examples = "  stance check\n"
                "  stance check no-source no-quote\n"
                "  stance check --strict --skip one-voice,incomparable\n"
                "  stance check --stale 90 --as-of 2025-06-30 --format json\n",
    .most_arguments = SIZE_MAX,
    .options = options,
    .run = run,
};
