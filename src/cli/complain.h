/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What goes to stderr: diagnostics as compilers give them. */
#ifndef CLI_COMPLAIN_H
#define CLI_COMPLAIN_H

#include "cli/command.h"
#include "stance/diagnostics.h"
#include "stance/result.h"

/** "stance: ..." as printf. Words of the command line are made visible, not obeyed. */
void say_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** What an error that was read from files comes to, for the line that counts them. */
#define NOTHING_READ    "nothing was read. (stance help files)"
#define NOTHING_ENTERED "nothing was entered."

/** Print all diagnostics of the list, and a line that counts them.
 *  @param outcome  what came of errors; NULL: they say so themselves. */
void complain(const stance_diagnostics *diagnostics, const char *outcome);
/** What a call of the library came to: complain if it failed. */
enum exit_status judge(const stance_diagnostics *diagnostics, stance_result result,
                       const char *outcome);
/** Warnings about this run in full, and one line if the load found something doubtful: a misspelt
 *  key must not be silent. */
void mention_warnings(const stance_diagnostics *diagnostics);
/** "out of memory". */
enum exit_status complain_of_memory(void);

#endif
