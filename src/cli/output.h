/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Where a document goes: stdout or a file, in which format and layout. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli/command.h"
#include "cli/context.h"
#include "stance/report.h"

/** Says what a command has to say; STANCE_REFUSED if it has complained itself. */
typedef stance_result say_function(const struct context *context, const struct settings *settings,
                                   stance_document **out);

/** The whole of a command that prints a document: is the format known? then load, compare, say and
 *  write. A file is written whole or not at all. */
enum exit_status output_document(const struct command *command, const struct settings *settings,
                                 say_function *say);

/** Flush stdout at the end of a run: full or closed is an error. */
enum exit_status output_finish(enum exit_status status);

#endif
