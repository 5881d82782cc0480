/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The list of what is wrong: filled by readers, sorted by place, capped per file. */
#ifndef BASE_DIAGNOSTICS_H
#define BASE_DIAGNOSTICS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "stance/diagnostics.h"

/** Where something stands. Known by line and column, or (while a file is read) by its offset. */
struct place {
    const char *file; /* borrowed: must outlive the list; NULL: no file */
    size_t line, column;
};

/** So many errors, and so many warnings, are kept of one file; the rest is counted. */
#define DIAGNOSTICS_LIMIT 50

/* The struct behind stance_diagnostics; one a file while reading, appended in order afterwards. */
struct stance_diagnostics {
    struct arena arena;
    stance_diagnostic *items; /* heap */
    size_t *offsets;          /* heap; byte offset of each item that is not located yet */
    size_t count, size;
    size_t found[2]; /* by severity, those left out included */
    bool failed;     /* an allocation failed: the list is incomplete */
    bool hintable;   /* the newest item is what was added last */
    bool counting;   /* kept[] is of the file counted_file, by severity */
    const char *counted_file;
    size_t kept[2];
};

void diagnostics_init(struct stance_diagnostics *list);
void diagnostics_clear(struct stance_diagnostics *list);

/** A copy of a file's name that lives as long as the list, for places; NULL without memory. */
const char *diagnostics_copy(struct stance_diagnostics *list, const char *file);

/** Add an error (check "error") or a warning by a check's name, at a place. */
void diagnostics_error(struct stance_diagnostics *list, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diagnostics_warn(struct stance_diagnostics *list, const char *check, struct place place,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));

/** Likewise at a byte offset of the text that is being read; diagnostics_locate gives the place. */
void diagnostics_error_at(struct stance_diagnostics *list, size_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diagnostics_warn_at(struct stance_diagnostics *list, const char *check, size_t offset,
                         const char *format, ...) __attribute__((format(printf, 4, 5)));

/** Give the newest diagnostic a hint (no effect if the limit left it out). */
void diagnostics_hint(struct stance_diagnostics *list, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Turn offsets into lines and columns, with excerpts, and sort by place (items that are in other
 *  files go behind, in their order). `file` is copied. A BOM at the start counts as no column.
 *  Lines end with LF, CR LF or CR, as in editors. */
void diagnostics_locate(struct stance_diagnostics *list, const char *file, const char *text,
                        size_t length);

/** Turn offsets into cells of a workbook's sheet, likewise; what has no place at all gets the file.
 *  @param columns  of a row of the sheet: offsets count its cells row by row. */
void diagnostics_locate_cells(struct stance_diagnostics *list, const char *file, const char *sheet,
                              size_t columns);

/** "E17": column and row, from 0. */
void diagnostics_print_cell(size_t row, size_t column, struct str *out);

/** Replace the offsets that are not located yet: what was found in a text that was made from
 * another stands somewhere in that one. */
void diagnostics_translate(struct stance_diagnostics *list,
                           size_t (*translate)(const void *context, size_t offset),
                           const void *context);

/** Warnings of this check become errors. */
void diagnostics_promote(struct stance_diagnostics *list, const char *check);

/** What was found in a text that nobody can open (words of a command line) has no place. */
void diagnostics_forget_places(struct stance_diagnostics *list);

/** Append another list, which is empty afterwards. */
void diagnostics_absorb(struct stance_diagnostics *list, struct stance_diagnostics *other);

/** Line and column of ascending offsets in a text, in one pass. */
struct text_cursor {
    const char *text;
    size_t length, offset, line, column;
};
void text_cursor_init(struct text_cursor *cursor, const char *text, size_t length);
/** Offsets must ascend from call to call (assert). */
void text_cursor_move(struct text_cursor *cursor, size_t offset);
/** To a line and column of the text, in whichever direction. */
void text_cursor_seek(struct text_cursor *cursor, size_t line, size_t column);

#endif
