/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Rows of cells as a table's file holds them, each with its place. */
#ifndef STORE_SHEET_H
#define STORE_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostics.h"
#include "stance/result.h"

/* Limits of a table; what is larger is refused with a place. */
#define SHEET_MAX_BYTES   ((size_t)64 << 20)
#define SHEET_MAX_LINE    ((size_t)1 << 20)
#define SHEET_MAX_ROWS    ((size_t)1 << 20)
#define SHEET_MAX_COLUMNS 16384

struct cell_text {
    const char *text; /* NULL: empty */
    size_t offset;    /* where it begins in the file's text */
};

struct sheet_row {
    struct cell_text *cells;
    size_t n_cells, size;
    size_t offset;
};

/** All zero is empty. Rows without any text are left out. */
struct sheet {
    struct arena arena; /* of the texts */
    struct sheet_row *rows;
    size_t n_rows, size;
};
void sheet_clear(struct sheet *sheet);

/** The text of a cell, NULL if it is empty or there is none so far to the right. */
const char *sheet_text(const struct sheet *sheet, size_t row, size_t column);

/** Parse comma-separated text (RFC 4180; the delimiter is , ; or TAB, whichever the first line has
 *  most of), or tab-separated text, which knows no quotation marks. Blanks are kept; a byte order
 *  mark is passed over; the apostrophe that guards text from being taken for a formula is taken
 *  off. Errors go to the list, at offsets of the text.
 *  @return STANCE_OK, STANCE_REFUSED or STANCE_NO_MEMORY; the sheet is to be cleared in any case.
 */
stance_result csv_read(const char *text, size_t length, bool is_tsv, struct sheet *sheet,
                       struct stance_diagnostics *diagnostics);

#endif
