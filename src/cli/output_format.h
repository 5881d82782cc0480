/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The format of an output: by name, by the ending of a file, else the command's own. */
#ifndef CLI_OUTPUT_FORMAT_H
#define CLI_OUTPUT_FORMAT_H

#include <stdbool.h>

#include "cli/command.h"
#include "stance/report.h"

/** Does the output go to a file, and not to standard output? */
bool output_is_file(const struct settings *settings);

/** The format that is asked for; else a complaint. */
enum exit_status output_find_format(const struct command *command, const struct settings *settings,
                                    const stance_format **format);

/** What a command should say for a format: a page where both can, else what they have in common. */
stance_document_kind output_kind(const struct command *command, const stance_format *format);

#endif
