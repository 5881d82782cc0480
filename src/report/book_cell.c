/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell each, with what the library does not see to: it takes what is not finite, escapes no
 * _xHHHH_ of a text's own, and leaves a cell empty whose text is too long. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/book.h"

enum { COMMENT_MOST = 8000 };

void book_check(struct book *book, lxw_error error)
{
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED) book->failed = true;
    if (error != LXW_NO_ERROR && book->error == LXW_NO_ERROR) book->error = error;
}

/* ---- text */

static bool is_escape(const char *text)
{
    if (strncmp(text, "_x", 2) != 0 || text[2] == '\0') return false;
    for (size_t d = 2; d < 6; d++)
        if (!isxdigit((unsigned char)text[d])) return false;
    return text[6] == '_';
}

/* U+FFFE and U+FFFF are no characters of XML. */
static bool is_no_character(const char *text)
{
    return memcmp(text, "\xef\xbf", 2) == 0 && (text[2] == '\xbe' || text[2] == '\xbf');
}

/* The text as a cell of the file has it; words_fit_cell sees to its length. */
static void append_escaped(struct str *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (is_escape(text + i)) str_append(out, "_x005F");
        if (length - i >= 3 && is_no_character(text + i)) {
            str_append(out, text[i + 2] == '\xbe' ? "_xFFFE_" : "_xFFFF_");
            i += 2;
        } else {
            str_append_char(out, text[i]);
        }
    }
}

/* As many characters as fit, counted as the library does. */
static size_t fitting(const char *text, size_t most)
{
    size_t count = 0, at = 0;
    for (; text[at] && count < most; at++)
        count += ((unsigned char)text[at + 1] & 0xc0) != 0x80;
    return at;
}

static void append_cell_text(struct str *out, const char *text)
{
    struct str cell = {0};
    words_fit_cell(text, &cell);
    append_escaped(out, str_get(&cell), cell.length);
    if (cell.failed) out->failed = true;
    str_clear(&cell);
}

void book_text(struct book *book, lxw_worksheet *sheet, size_t row, size_t column, const char *text,
               lxw_format *format)
{
    struct str out = {0};
    if (!text || *text == '\0') {
        if (format)
            book_check(book,
                       worksheet_write_blank(sheet, (lxw_row_t)row, (lxw_col_t)column, format));
        return;
    }
    append_cell_text(&out, text);
    if (out.failed)
        book->failed = true;
    else
        book_check(book, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                                str_get(&out), format));
    str_clear(&out);
}

/* ---- numbers, dates */

void book_number(struct book *book, lxw_worksheet *sheet, size_t row, size_t column, double number,
                 lxw_format *format)
{
    if (!isfinite(number))
        book_text(book, sheet, row, column, NULL, format);
    else
        book_check(
            book, worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column, number, format));
}

/* Excel's calendar begins in 1900 with a day that there never was: dates before it are text. */
void book_date(struct book *book, lxw_worksheet *sheet, size_t row, size_t column, date_day day,
               lxw_format *format)
{
    static const date_day first = -25508, zero = -25569; /* 1900-03-01, 1899-12-30 */
    struct str text = {0};
    if (day == DATE_NONE) {
        book_text(book, sheet, row, column, NULL, format);
    } else if (day >= first) {
        book_number(book, sheet, row, column, (double)(day - zero), format);
    } else {
        date_print(day, &text);
        book_text(book, sheet, row, column, str_get(&text), format);
        if (text.failed) book->failed = true;
        str_clear(&text);
    }
}

/* ---- formulas */

void book_formula(struct book *book, lxw_worksheet *sheet, size_t row, size_t column,
                  const char *formula, double result, const char *text, lxw_format *format)
{
    lxw_row_t r = (lxw_row_t)row;
    lxw_col_t c = (lxw_col_t)column;
    if (isfinite(result))
        book_check(book, worksheet_write_formula_num(sheet, r, c, formula, format, result));
    else
        book_check(book,
                   worksheet_write_formula_str(sheet, r, c, formula, format, text ? text : ""));
}

/* The library has no array formula with a text for its result: what is undefined is 0 until the
 * first recalculation, and shown as nothing by its format. */
void book_array_formula(struct book *book, lxw_worksheet *sheet, size_t row, size_t column,
                        const char *formula, double result, lxw_format *format)
{
    lxw_row_t r = (lxw_row_t)row;
    lxw_col_t c = (lxw_col_t)column;
    book_check(book, worksheet_write_array_formula_num(sheet, r, c, r, c, formula, format,
                                                       isfinite(result) ? result : 0));
}

/* ---- comments */

/* What is no cell's text is written without the escapes of cells: control characters would break
 * the file. */
void append_clean(struct str *out, const char *text, size_t most)
{
    size_t length = fitting(text, most);
    for (size_t i = 0; i < length; i++) {
        bool is_control = (unsigned char)text[i] < 0x20 && text[i] != '\n';
        if (length - i >= 3 && is_no_character(text + i)) {
            str_append_char(out, '?');
            i += 2;
        } else {
            str_append_bytes(out, is_control ? " " : text + i, 1);
        }
    }
}

void book_comment(struct book *book, lxw_worksheet *sheet, size_t row, size_t column,
                  const char *text)
{
    struct str out = {0};
    size_t lines = 2;
    append_clean(&out, text, COMMENT_MOST);
    if (text[fitting(text, COMMENT_MOST)]) str_append(&out, WORDS_CUT_MARK);
    for (const char *at = str_get(&out); *at; at++)
        lines += *at == '\n';
    lines += out.length / 40;
    lxw_comment_options options = {
        .author = "stance", .width = 300, .height = (uint16_t)(lines < 24 ? lines * 16 : 384)};
    if (out.failed)
        book->failed = true;
    else
        book_check(book, worksheet_write_comment_opt(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                                     str_get(&out), &options));
    str_clear(&out);
}

/* ---- references */

void append_cell(struct str *out, size_t row, size_t column)
{
    char name[16];
    lxw_col_to_name(name, (lxw_col_t)column, 1);
    str_printf(out, "%s$%zu", name, row + 1);
}

void append_range(struct str *out, size_t first_row, size_t first_column, size_t last_row,
                  size_t last_column)
{
    append_cell(out, first_row, first_column);
    str_append_char(out, ':');
    append_cell(out, last_row, last_column);
}
