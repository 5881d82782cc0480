/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What goes to stderr: diagnostics as compilers give them. */
#ifndef CLI_COMPLAIN_H
#define CLI_COMPLAIN_H

#include "cli/command.h"
#include "stance/diagnostics.h"

/** "stance: ..." as printf. Words of the command line are made visible, not obeyed. */
void say_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** Print all diagnostics of the list, and a line that counts them. */
void complain(const stance_diagnostics *diagnostics);
/** One line if the load found something doubtful: a misspelt key must not be silent. */
void mention_warnings(const stance_diagnostics *diagnostics);
/** "out of memory". */
enum exit_status complain_of_memory(void);

#endif
