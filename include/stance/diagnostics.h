/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What is wrong or doubtful, with its place: the list that a load or a check fills. */
#ifndef STANCE_DIAGNOSTICS_H
#define STANCE_DIAGNOSTICS_H

#include <stddef.h>

#include "stance/result.h"

#pragma GCC visibility push(default)

/** A list of diagnostics, in the order in which people read them: file by file, place by place. */
typedef struct stance_diagnostics stance_diagnostics;

typedef enum {
    STANCE_ERROR,   /**< the model is refused */
    STANCE_WARNING, /**< doubtful; `check` names it, reports are made all the same */
} stance_severity;

/** One finding about the input. Text is UTF-8 as it stands in the files: whoever prints it to a
 *  terminal makes control characters visible. All strings live as long as the list. */
typedef struct {
    stance_severity severity;
    const char *check;   /**< name of the check, for example "unknown-member"; never NULL */
    const char *file;    /**< path as the user can open it; NULL where no file is meant */
    size_t line, column; /**< from 1, the column in characters (a tab is one); 0: the whole file */
    const char *cell;    /**< of a workbook: "Positions!E17", whose row and column they are; NULL:
                              it is a text */
    const char *message; /**< what is wrong and what would be right, one line */
    const char *hint;    /**< the next step, for example `Did you mean "limited"?`; may be NULL */
    const char *excerpt; /**< the line of the file, or a piece of a long one; may be NULL */
    size_t caret;        /**< character of the excerpt, from 1, at which `column` points */
} stance_diagnostic;

/** A new, empty list; NULL if there is no memory. */
stance_diagnostics *stance_diagnostics_new(void);

/** How many of a severity were found, also those that the limit per file left out of the list. */
size_t stance_diagnostics_count(const stance_diagnostics *list, stance_severity severity);

/** How many are kept in the list. */
size_t stance_diagnostics_kept(const stance_diagnostics *list);

/** Number `index` (from 0, below stance_diagnostics_kept). Lent: it lives as long as the list. */
const stance_diagnostic *stance_diagnostics_get(const stance_diagnostics *list, size_t index);

void stance_diagnostics_free(stance_diagnostics *list); /* NULL is fine */

#pragma GCC visibility pop
#endif
