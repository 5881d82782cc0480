/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands. */
#include "cli/command.h"

#include <string.h>

#include "cli/complain.h"

static const struct command *const commands[] = {
#define ADDRESS(name) &command_##name,
    COMMANDS(ADDRESS)
#undef ADDRESS
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

const struct command *command_get(size_t index)
{
    return index < N_COMMANDS ? commands[index] : NULL;
}

const struct command *command_find(const char *name)
{
    for (size_t c = 0; c < N_COMMANDS; c++)
        if (strcmp(commands[c]->name, name) == 0) return commands[c];
    return NULL;
}

enum exit_status complain_of_usage(const struct command *command, const char *complaint)
{
    if (command)
        say_error("%s: %s (stance help %s)", command->name, complaint, command->name);
    else
        say_error("%s (stance help)", complaint);
    return EXIT_USAGE;
}
