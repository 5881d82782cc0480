/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks. The library writes to a path only: it gets a file of its own, whose bytes then go
 * where all output goes. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "report/book.h"
#include "report/writer.h"

enum { PIECE = 64 * 1024 };

/* ---- a matrix: one sheet with its table */

struct plain {
    struct book book; /* only what cells need of it */
    lxw_worksheet *sheet;
    bool *has_dates; /* by column: what looks like a date is one; heap */
};

static void put_value(struct plain *plain, size_t row, size_t column, const struct value *value)
{
    struct str text = {0};
    date_day day;
    switch (value->kind) {
    case VALUE_BLANK:
        break;
    case VALUE_NUMBER:
        book_number(&plain->book, plain->sheet, row, column, value->number,
                    value->decimals > 0 ? plain->book.formats.figure : plain->book.formats.number);
        break;
    case VALUE_TEXT:
        text_print_plain(&value->text, &text);
        if (plain->has_dates[column] && date_parse(str_get(&text), &day))
            book_date(&plain->book, plain->sheet, row, column, day, plain->book.formats.date);
        else
            book_text(&plain->book, plain->sheet, row, column, str_get(&text),
                      plain->book.formats.text);
        break;
    }
    if (text.failed) plain->book.failed = true;
    str_clear(&text);
}

/* An actor may be called 2025-01-02. */
static void find_dates(struct plain *plain, const struct table *table, const char *kind)
{
    static const char *const heads[] = {"date", "entered", "until"};
    bool are_dates = strcmp(kind, "dates") == 0;
    for (size_t c = 1; c < table->n_columns; c++) {
        const char *head = table->columns[c].head;
        plain->has_dates[c] = are_dates && strcmp(head, "issue") != 0;
        bool is_long = strcmp(kind, "positions") == 0 &&
                       strcmp(table->columns[1].head, "issue") == 0 && table->n_columns > 3;
        for (size_t h = 0; is_long && h < sizeof heads / sizeof *heads; h++)
            if (strcmp(head, heads[h]) == 0) plain->has_dates[c] = true;
    }
}

static void put_table(struct plain *plain, const struct table *table, bool has_shares)
{
    size_t r = 1;
    for (size_t c = 0; c < table->n_columns; c++)
        book_text(&plain->book, plain->sheet, 0, c, table->columns[c].head,
                  plain->book.formats.head);
    for (const struct row *row = table->first; row; row = row->next, r++)
        for (size_t c = 0; c < table->n_columns; c++)
            put_value(plain, r, c, &row->values[c]);
    book_check(&plain->book, worksheet_set_column(plain->sheet, 0, 0, 22, NULL));
    if (table->n_columns > 1)
        book_check(&plain->book, worksheet_set_column(plain->sheet, 1,
                                                      (lxw_col_t)(table->n_columns - 1), 14, NULL));
    worksheet_freeze_panes(plain->sheet, 1, 1);
    if (has_shares && r > 1 && table->n_columns > 1)
        book_colour(&plain->book, plain->sheet, r - 1, table->n_columns - 1);
}

static bool fits(const struct table *table)
{
    size_t n_rows = 1;
    for (const struct row *row = table->first; row; row = row->next)
        n_rows++;
    return n_rows <= LXW_ROW_MAX && table->n_columns <= LXW_COL_MAX;
}

static stance_result write_matrix(const struct stance_document *document, const char *path)
{
    const struct table *table = document_only_table(document);
    struct plain plain = {
        .book = {.findings = document->findings, .snapshot = document->findings->snapshot}};
    if (!fits(table)) return STANCE_REFUSED;
    plain.has_dates = calloc(table->n_columns + 1, sizeof *plain.has_dates);
    if (!plain.has_dates || !book_open(&plain.book, path)) {
        free(plain.has_dates);
        return STANCE_NO_MEMORY;
    }
    find_dates(&plain, table, document->matrix);
    plain.sheet = book_sheet(&plain.book, document->matrix);
    if (!plain.book.failed) {
        put_table(&plain, table, document->has_shares);
        book_print_setup(&plain.book, plain.sheet, 1);
    }
    free(plain.has_dates);
    return book_close(&plain.book);
}

/* ---- from the library's file to the sink */

static void pass_on(int file, struct output *output)
{
    char piece[PIECE];
    ssize_t length;
    while ((length = read(file, piece, sizeof piece)) > 0) {
        str_append_bytes(&output->buffer, piece, (size_t)length);
        output_flush_if_large(output);
    }
    if (length < 0) output_stop(output);
}

static void write_book(const struct stance_document *document, const stance_layout *layout,
                       struct output *output)
{
    struct str path = {0};
    (void)layout;
    str_printf(&path, "%s/stance-XXXXXX", book_folder());
    int file = path.failed ? -1 : mkstemp(path.bytes);
    stance_result result = path.failed ? STANCE_NO_MEMORY : STANCE_IO;
    if (file >= 0 && document->subject == SUBJECT_WORKBOOK)
        result = book_write(document->findings, path.bytes);
    else if (file >= 0)
        result = write_matrix(document, path.bytes);
    if (result == STANCE_OK && !book_is_whole(path.bytes)) result = STANCE_IO;
    /* The library puts its own file there; the name is given up as soon as that is open. */
    int written = result == STANCE_OK ? open(path.bytes, O_RDONLY | O_CLOEXEC) : -1;
    if (file >= 0) {
        close(file);
        unlink(path.bytes);
    }
    if (result == STANCE_NO_MEMORY)
        output_fail(output);
    else if (result == STANCE_REFUSED)
        output_refuse(output);
    else if (written < 0)
        output_stop(output);
    else
        pass_on(written, output);
    if (written >= 0) close(written);
    str_clear(&path);
}

const struct writer writer_xlsx = {
    .format = {.name = "xlsx",
               .ending = ".xlsx",
               .summary = "a workbook, for Excel and LibreOffice",
               .holds = STANCE_MATRIX | STANCE_WORKBOOK,
               .is_binary = true},
    .write = write_book,
};
