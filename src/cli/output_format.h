/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The format of an output. Private to cli/output*.c. */
#ifndef CLI_OUTPUT_FORMAT_H
#define CLI_OUTPUT_FORMAT_H

#include <stdbool.h>

#include "cli/command.h"

/** Does the output go to a file, and not to standard output? */
bool output_is_file(const struct settings *settings);

/** The name of the format that is asked for; else a complaint. */
enum exit_status output_find_format(const struct command *command, const struct settings *settings,
                                    const char **format);

#endif
