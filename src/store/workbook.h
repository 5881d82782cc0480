/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What the readers of workbooks share: a sheet that is filled cell by cell, and the names
 * of sheets. Private to store/workbook.c, xlsx*.c, ods.c. */
#ifndef STORE_WORKBOOK_H
#define STORE_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "store/sheet.h"
#include "store/xml.h"
#include "store/zip.h"

/** Cells of a sheet, the empty ones before the last of a row included. */
#define WORKBOOK_MAX_CELLS  ((size_t)8 << 20)
#define WORKBOOK_MAX_SHEETS 64
/** Bytes of all their texts, each as often as it is there: a short file can repeat one without end.
 */
#define WORKBOOK_MAX_TEXT ((size_t)256 << 20)

/** What is being read. Sticky: after a failure or a refusal nothing more is taken. */
struct workbook {
    struct zip *zip;
    struct sheet *sheet;
    struct stance_diagnostics *diagnostics;
    size_t n_cells, n_bytes;
    bool has_row;         /* the sheet's last row is number `row` */
    size_t row;           /* from 0 */
    struct xml_stop stop; /* stopped: full, refused or failed */
    bool failed, is_refused;
};

/** Put a cell's text (copied; NULL with a flaw) into the sheet. */
void workbook_put(struct workbook *workbook, size_t row, size_t column, const char *text,
                  enum cell_flaw flaw);

/** Is the text of one cell, while it grows, still one? Refuses what is longer than SHEET_MAX_LINE.
 */
void workbook_check_text(struct workbook *workbook, const struct str *text);

/** No memory: nothing more is taken. */
void workbook_fail(struct workbook *workbook);

/** An error about the whole file. */
void workbook_refuse(struct workbook *workbook, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Unpack a part and parse it; what is wrong with it is an error that names it.
 *  @return false if it could not be read. */
bool workbook_parse(struct workbook *workbook, const char *part, const struct xml_reader *reader,
                    void *context);

/** Names of sheets, in order; heap. */
struct sheet_names {
    char *names[WORKBOOK_MAX_SHEETS];
    size_t count;
};
void sheet_names_add(struct workbook *workbook, struct sheet_names *list, const char *name);
void sheet_names_clear(struct sheet_names *list);

/** Which sheet to read: the one that is wanted; else "Positions"; else the only one.
 *  @return its index; STANCE_NONE with an error that lists the names. */
size_t sheet_names_choose(struct workbook *workbook, const struct sheet_names *list,
                          const char *wanted);

/** A number as a person would type it: 0.1 for 0.10000000000000001. */
void workbook_print_number(const char *text, struct str *out);

/* ---- xlsx.c, ods.c: read the sheet that is wanted. */
void xlsx_read(struct workbook *workbook, const char *wanted);
void ods_read(struct workbook *workbook, const char *wanted);

/* ---- xlsx_values.c: what cells of an xlsx refer to. */
struct xlsx_values {
    struct arena arena;
    const char **strings; /* heap */
    size_t n_strings, strings_size;
    bool *is_date; /* heap; by style */
    size_t n_styles, styles_size;
    bool is_1904; /* days are counted from 1904 */
};
void xlsx_read_strings(struct workbook *workbook, const char *part, struct xlsx_values *values);
void xlsx_read_styles(struct workbook *workbook, const char *part, struct xlsx_values *values);
/** Is a number format one of dates: d, m or y outside quotes, brackets and escapes? */
bool xlsx_is_date_format(const char *code);
/** A day's number as a date: "2025-04-17", with a time behind it only if there is one. */
void xlsx_print_serial(double serial, bool is_1904, struct str *out);
/** Undo _xHHHH_, in place. */
void xlsx_unescape(char *text);
void xlsx_values_clear(struct xlsx_values *values);

#endif
