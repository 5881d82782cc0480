/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sheet.h"

#include <stdlib.h>

void sheet_clear(struct sheet *sheet)
{
    for (size_t r = 0; r < sheet->n_rows; r++)
        free(sheet->rows[r].cells);
    free(sheet->rows);
    arena_clear(&sheet->arena);
    *sheet = (struct sheet){0};
}

const char *sheet_text(const struct sheet *sheet, size_t row, size_t column)
{
    const struct sheet_row *at = &sheet->rows[row];
    return column < at->n_cells ? at->cells[column].text : NULL;
}

struct sheet_row *sheet_add_row(struct sheet *sheet, size_t offset)
{
    if (sheet->n_rows == sheet->size) {
        size_t size = sheet->size ? sheet->size * 2 : 64;
        struct sheet_row *rows = realloc(sheet->rows, size * sizeof *rows);
        if (!rows) return NULL;
        sheet->rows = rows;
        sheet->size = size;
    }
    sheet->rows[sheet->n_rows] = (struct sheet_row){.offset = offset};
    return &sheet->rows[sheet->n_rows++];
}

struct cell_text *sheet_add_cell(struct sheet_row *row)
{
    if (row->n_cells == row->size) {
        size_t size = row->size ? row->size * 2 : 16;
        struct cell_text *cells = realloc(row->cells, size * sizeof *cells);
        if (!cells) return NULL;
        row->cells = cells;
        row->size = size;
    }
    row->cells[row->n_cells] = (struct cell_text){0};
    return &row->cells[row->n_cells++];
}

/* ---- places */

size_t sheet_offset(size_t row, size_t column)
{
    return row * SHEET_MAX_COLUMNS + column;
}

void sheet_print_cell(const struct sheet *sheet, size_t offset, struct str *out)
{
    str_printf(out, "%s!", sheet->name);
    diagnostics_print_cell(offset / SHEET_MAX_COLUMNS, offset % SHEET_MAX_COLUMNS, out);
}

void sheet_locate(const struct sheet *sheet, struct stance_diagnostics *diagnostics,
                  const char *file, const char *text, size_t length)
{
    if (sheet->name)
        diagnostics_locate_cells(diagnostics, file, sheet->name, SHEET_MAX_COLUMNS);
    else
        diagnostics_locate(diagnostics, file, text, length);
}
