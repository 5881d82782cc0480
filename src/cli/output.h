/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Where a document goes: stdout or a file, in which format and layout. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli/command.h"
#include "stance/report.h"

/** Does the locale speak UTF-8? */
bool output_is_utf8(void);

/** Is the format known, and does the output file's ending tell one? To be asked before any work.
 *  @param[out] format  its name. */
enum exit_status output_format(const struct command *command, const struct settings *settings,
                               const char **format);

/** Write a document; a file is written whole or not at all. */
enum exit_status output_document(const struct settings *settings, const char *format,
                                 const stance_document *document);

/** Flush stdout at the end of a run: full or closed is an error. */
enum exit_status output_finish(enum exit_status status);

#endif
