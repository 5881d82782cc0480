/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Where a document goes: stdout or a file, in which format and layout. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/file.h"
#include "base/str.h"
#include "cli/command.h"
#include "cli/context.h"
#include "stance/report.h"

/** Says what a command has to say; STANCE_REFUSED if it has complained itself.
 *  @param kind  what the format is for, of those that the command makes. */
typedef stance_result say_function(const struct context *context, const struct settings *settings,
                                   stance_document_kind kind, stance_document **out);

/** Is the format known, and the file neither one of a model's own nor the input (NULL: there is
 *  none)? To be asked before anything is done. */
enum exit_status output_check(const struct command *command, const struct settings *settings,
                              const char *input);

/** A document printed before something is done, so that only showing it is left to fail after. */
struct prepared {
    struct str text;
    struct file_output file; /* -o: staged */
    bool is_file;
};
/** Print into memory; stage the file of -o. To be cleared in any case. */
enum exit_status output_prepare(const struct command *command, const struct settings *settings,
                                const stance_document *document, struct prepared *prepared);
/** Show it: to standard output, or by putting the file in place.
 *  @param done  what holds even if that fails: "the entries are written". */
enum exit_status output_show(struct prepared *prepared, const struct settings *settings,
                             const char *done);
void prepared_clear(struct prepared *prepared);

/** The whole of a command that prints a document: check, load, look back where the settings say
 *  since when, say and write as the settings ask. A file is written whole or not at all. */
enum exit_status output_document(const struct command *command, const struct settings *settings,
                                 say_function *say);

/** Flush stdout at the end of a run: full or closed is an error. */
enum exit_status output_finish(enum exit_status status);

#endif
