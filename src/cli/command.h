/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Commands: one file and one row each. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stddef.h>

#include "cli/settings.h"

/** What the process tells its caller. */
enum exit_status {
    EXIT_DONE = 0,
    EXIT_REFUSED = 1, /* the model, the data or the machine refused */
    EXIT_USAGE = 2,   /* the command line cannot be understood */
};

struct command {
    const char *name;
    const char *arguments; /* "A B"; "" for none */
    const char *summary;   /* one line */
    const char *details;   /* a paragraph for its help; NULL: none */
    const char *examples;  /* lines for its help */
    size_t least_arguments, most_arguments;
    const struct option_table *const *options; /* ended by NULL */
    enum exit_status (*run)(const struct settings *settings);
    unsigned makes;     /* of stance_document_kind: what it can say; 0: STANCE_PROSE */
    const char *format; /* unless another is asked for; NULL: text */
};

/* To add a command: a file cmd_x.c with command_x, and its name here. Help follows the order. */
#define COMMANDS(X)                                                                                \
    X(report)                                                                                      \
    X(compare)                                                                                     \
    X(show)                                                                                        \
    X(set)                                                                                         \
    X(update)                                                                                      \
    X(matrix)                                                                                      \
    X(export)                                                                                      \
    X(import)                                                                                      \
    X(changes)                                                                                     \
    X(log)                                                                                         \
    X(check)                                                                                       \
    X(init)                                                                                        \
    X(add)                                                                                         \
    X(help)                                                                                        \
    X(version)

#define DECLARE_COMMAND(name) extern const struct command command_##name;
COMMANDS(DECLARE_COMMAND)
#undef DECLARE_COMMAND

/** Command number `index`, NULL beyond the last. */
const struct command *command_get(size_t index);
/** By name; NULL if there is none. */
const struct command *command_find(const char *name);

/** Say what is wrong with the command line, and what to type for help. */
enum exit_status complain_of_usage(const struct command *command, const char *complaint);

#endif
