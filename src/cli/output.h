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

/** Is the format known, and the file none of the model's own (where its path is given)? To be asked
 *  before anything is done. */
enum exit_status output_check(const struct command *command, const struct settings *settings,
                              const char *model_path);
/** Write a document as the settings ask. A file is written whole or not at all. */
enum exit_status output_write(const struct command *command, const struct settings *settings,
                              const stance_document *document);

/** The whole of a command that prints a document: check, load, look back where the settings say
 *  since when, say and write. */
enum exit_status output_document(const struct command *command, const struct settings *settings,
                                 say_function *say);

/** Flush stdout at the end of a run: full or closed is an error. */
enum exit_status output_finish(enum exit_status status);

#endif
