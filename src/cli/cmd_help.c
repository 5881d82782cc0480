/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance help: made from the tables of commands, options and topics. */
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "base/str.h"
#include "cli/command.h"
#include "cli/man.h"
#include "cli/topics.h"

static void print_options(const struct option_table *table)
{
    printf("\n%s:\n", table->title);
    for (size_t o = 0; o < table->count; o++) {
        const struct option *option = &table->options[o];
        char name[64];
        snprintf(name, sizeof name, "--%s%s%s", option->name, option->argument ? " " : "",
                 option->argument ? option->argument : "");
        if (option->letter)
            printf("  -%c, %-20s %s\n", option->letter, name, option->help);
        else
            printf("      %-20s %s\n", name, option->help);
    }
}

static enum exit_status print_command(const struct command *command)
{
    bool takes_model = command->options[0] == &options_common;
    printf("stance %s%s%s%s\n  %s\n", takes_model ? "[-m MODEL] " : "", command->name,
           *command->arguments ? " " : "", command->arguments, command->summary);
    if (command->details) printf("\n%s\n", command->details);
    printf("\nExamples:\n%s", command->examples);
    for (const struct option_table *const *table = command->options; *table; table++)
        print_options(*table);
    return EXIT_DONE;
}

static enum exit_status print_overview(void)
{
    printf("stance - compare the positions that actors take\n\n"
           "  stance [-m MODEL] COMMAND [OPTIONS] [ARGUMENTS]\n\n"
           "  stance -m models/ukraine-force report\n\n"
           "Commands:\n");
    for (size_t c = 0; command_get(c); c++) {
        char call[64];
        snprintf(call, sizeof call, "%s%s%s", command_get(c)->name,
                 *command_get(c)->arguments ? " " : "", command_get(c)->arguments);
        printf("  %-22s %s\n", call, command_get(c)->summary);
    }
    printf("\nMore: stance help COMMAND, or\n");
    for (size_t t = 0; topic_get(t); t++) {
        char call[64];
        snprintf(call, sizeof call, "help %s", topic_get(t)->name);
        printf("  %-22s %s\n", call, topic_get(t)->summary);
    }
    return EXIT_DONE;
}

static enum exit_status refuse(const char *word)
{
    struct str complaint = {0};
    struct nearest nearest;
    nearest_init(&nearest, word);
    for (size_t c = 0; command_get(c); c++)
        nearest_try(&nearest, command_get(c)->name);
    for (size_t t = 0; topic_get(t); t++)
        nearest_try(&nearest, topic_get(t)->name);
    str_printf(&complaint, "no help on \"%s\"", word);
    if (nearest.best) str_printf(&complaint, "; did you mean %s?", nearest.best);
    enum exit_status status = complain_of_usage(NULL, str_get(&complaint));
    str_clear(&complaint);
    return status;
}

static enum exit_status run(const struct settings *settings)
{
    if (settings->man) {
        print_manual();
        return EXIT_DONE;
    }
    if (settings->n_arguments == 0) return print_overview();
    const char *word = settings->arguments[0];
    if (command_find(word)) return print_command(command_find(word));
    for (size_t t = 0; topic_get(t); t++) {
        if (strcmp(topic_get(t)->name, word) != 0) continue;
        struct str text = {0};
        topic_print(topic_get(t), &text);
        fputs(str_get(&text), stdout);
        str_clear(&text);
        return EXIT_DONE;
    }
    return refuse(word);
}

static const struct option_table *const options[] = {&options_help, &options_manual, NULL};

const struct command command_help = {
    .name = "help",
    .arguments = "[COMMAND | TOPIC]",
    .summary = "this overview, or help on one command or topic",
    .examples = "  stance help report\n  stance help files\n",
    .most_arguments = 1,
    .options = options,
    .run = run,
};
