/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: find the command, parse its options, run it. It is the first user of libstance and
 * holds no formula. */
#include <gsl/gsl_errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/output.h"

static enum exit_status refuse_command(const char *word)
{
    struct str complaint = {0};
    struct nearest nearest;
    nearest_init(&nearest, word);
    for (size_t c = 0; command_get(c); c++)
        nearest_try(&nearest, command_get(c)->name);
    str_printf(&complaint, "unknown command \"%s\"", word);
    if (nearest.best) str_printf(&complaint, "; did you mean %s?", nearest.best);
    enum exit_status status = complain_of_usage(NULL, str_get(&complaint));
    str_clear(&complaint);
    return status;
}

static enum exit_status refuse_arguments(const struct command *command, size_t count)
{
    struct str complaint = {0};
    bool is_short = count < command->least_arguments;
    str_printf(
        &complaint, "%s: stance %s%s%s%s", is_short ? "something is missing" : "too many words",
        command->name, *command->arguments ? " " : "", command->arguments,
        is_short || command->most_arguments < 2 ? ""
                                                : "; text with blanks stands in quotation marks");
    enum exit_status status = complain_of_usage(command, str_get(&complaint));
    str_clear(&complaint);
    return status;
}

static enum exit_status run_command(const struct command *command, struct settings *settings,
                                    const char *const *words, size_t count)
{
    struct str complaint = {0};
    enum exit_status status;
    if (!settings_parse(settings, command->options, words, count, &complaint))
        status = complain_of_usage(command, str_get(&complaint));
    else if (settings->help && command != &command_help)
        status = command_help.run(
            &(struct settings){.arguments = (const char *[]){command->name}, .n_arguments = 1});
    else if (settings->n_arguments < command->least_arguments ||
             settings->n_arguments > command->most_arguments)
        status = refuse_arguments(command, settings->n_arguments);
    else
        status = command->run(settings);
    str_clear(&complaint);
    return status;
}

/* The command may stand behind options and their values: "-m DIR report". */
static size_t find_command_word(const char *const *words, size_t count)
{
    size_t w = 0;
    while (w < count && words[w][0] == '-')
        w += option_takes_next_word(words[w]) ? 2 : 1;
    return w;
}

static enum exit_status run(const char **words, size_t count)
{
    const char **arguments = calloc(count + 1, sizeof *arguments);
    if (!arguments) return complain_of_memory();
    struct settings settings = {.arguments = arguments, .wait_seconds = WAIT_SECONDS};
    size_t at = find_command_word(words, count);
    enum exit_status status;
    if (at >= count) {
        bool asks_version = count > 0 && strcmp(words[0], "--version") == 0;
        bool asks_help =
            count > 0 && (strcmp(words[0], "--help") == 0 || strcmp(words[0], "-h") == 0);
        if (asks_version)
            status = command_version.run(&settings);
        else if (asks_help)
            status = command_help.run(&settings);
        else
            status = complain_of_usage(NULL, "no command: stance [-m MODEL] COMMAND");
    } else if (!command_find(words[at])) {
        status = refuse_command(words[at]);
    } else {
        const struct command *command = command_find(words[at]);
        memmove(words + at, words + at + 1, (count - at - 1) * sizeof *words);
        status = run_command(command, &settings, words, count - 1);
    }
    free(arguments);
    return status;
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "");     /* what the terminal can show; numbers know no locale */
    gsl_set_error_handler_off(); /* the default one aborts */
    signal(SIGXFSZ, SIG_IGN);    /* a file that grows too large is an error of its write */
    return (int)output_finish(run((const char **)argv + 1, argc > 0 ? (size_t)argc - 1 : 0));
}
