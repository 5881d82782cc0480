/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Rows of cells as a table's file holds them, each with its place. */
#ifndef STORE_SHEET_H
#define STORE_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/str.h"
#include "stance/result.h"

/* Limits of a table; what is larger is refused with a place. */
#define SHEET_MAX_BYTES   ((size_t)64 << 20)
#define SHEET_MAX_LINE    ((size_t)1 << 20)
#define SHEET_MAX_ROWS    ((size_t)1 << 20)
#define SHEET_MAX_COLUMNS 16384

/* What a cell of a workbook may hold that is no value. Its text is then NULL. */
enum cell_flaw {
    CELL_FINE,
    CELL_FORMULA,
    CELL_ERROR, /* #N/A and the like */
};

struct cell_text {
    enum cell_flaw flaw;
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
    bool has_semicolons; /* between fields of csv: then a comma may be the decimal mark */
    const char *name; /* of a workbook's sheet: offsets are then those of sheet_offset; NULL: they
                         are bytes of the file's text */
};
void sheet_clear(struct sheet *sheet);

/** Where a cell stands in a workbook's sheet, as an offset; row and column from 0. */
size_t sheet_offset(size_t row, size_t column);

/** "Positions!E17": the cell at an offset of a workbook's sheet. */
void sheet_print_cell(const struct sheet *sheet, size_t offset, struct str *out);

/** Give a place to what was found at offsets: a line and column of the text, or in a workbook's
 *  sheet a cell, "Positions!E17". As diagnostics_locate. */
void sheet_locate(const struct sheet *sheet, struct stance_diagnostics *diagnostics,
                  const char *file, const char *text, size_t length);

/* ---- building: what readers share. NULL: no memory. */
struct sheet_row *sheet_add_row(struct sheet *sheet, size_t offset);
/** The next cell of a row; its text is not copied. */
struct cell_text *sheet_add_cell(struct sheet_row *row);

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

/** One sheet of a workbook, xlsx or ods, whichever the bytes are. Cells become the text that a
 *  person would type: numbers in their shortest form, dates as 2025-04-17, TRUE and FALSE; a
 *  formula, an error value give no text, but a flaw.
 *  @param wanted  the sheet's name, whatever its case; NULL: "Positions", else the only sheet
 *                 there is, else an error that lists the names.
 *  @return as csv_read. */
stance_result workbook_read(const char *bytes, size_t length, const char *wanted,
                            struct sheet *sheet, struct stance_diagnostics *diagnostics);

/** Do the bytes begin as a zip archive does? */
bool workbook_is_one(const char *bytes, size_t length);

#endif
