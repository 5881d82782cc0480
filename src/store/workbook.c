/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks are zip archives of XML parts. Which kind one is, its parts tell. */
#include "store/workbook.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "stance/model.h"

#define SHEET_OF_POSITIONS "Positions"

/* ---- cells */

void workbook_fail(struct workbook *workbook)
{
    workbook->failed = workbook->stop.stopped = true;
}

void workbook_refuse(struct workbook *workbook, const char *format, ...)
{
    struct str message = {0};
    va_list arguments;
    va_start(arguments, format);
    str_vprintf(&message, format, arguments);
    va_end(arguments);
    if (!workbook->is_refused)
        diagnostics_error(workbook->diagnostics, (struct place){0}, "%s", str_get(&message));
    if (message.failed) workbook_fail(workbook);
    workbook->is_refused = workbook->stop.stopped = true;
    str_clear(&message);
}

void workbook_check_text(struct workbook *workbook, const struct str *text)
{
    if (text->failed) workbook_fail(workbook);
    if (text->length > SHEET_MAX_LINE)
        workbook_refuse(workbook, "a cell holds more than 1 MiB of text");
}

static struct sheet_row *open_row(struct workbook *workbook, size_t row)
{
    struct sheet *sheet = workbook->sheet;
    if (workbook->has_row && workbook->row == row) return &sheet->rows[sheet->n_rows - 1];
    struct sheet_row *new = sheet_add_row(sheet, sheet_offset(row, 0));
    workbook->has_row = new != NULL;
    workbook->row = row;
    return new;
}

/* The empty cells before a cell are there too, so that its index is its column. */
static struct cell_text *open_cell(struct workbook *workbook, struct sheet_row *row, size_t column)
{
    struct cell_text *cell = column < row->n_cells ? &row->cells[column] : NULL;
    while (row->n_cells <= column) {
        cell = sheet_add_cell(row);
        if (!cell) return NULL;
        cell->offset = row->offset + row->n_cells - 1;
        workbook->n_cells++;
    }
    return cell;
}

void workbook_put(struct workbook *workbook, size_t row, size_t column, const char *text,
                  enum cell_flaw flaw)
{
    struct sheet *sheet = workbook->sheet;
    if (workbook->stop.stopped) return;
    if (row >= SHEET_MAX_ROWS || column >= SHEET_MAX_COLUMNS) {
        workbook_refuse(workbook, "a cell lies outside of the %zu rows and %d columns of a sheet",
                        SHEET_MAX_ROWS, SHEET_MAX_COLUMNS);
        return;
    }
    struct sheet_row *at = open_row(workbook, row);
    struct cell_text *cell = at ? open_cell(workbook, at, column) : NULL;
    const char *copy = text && cell ? arena_string(&sheet->arena, text) : NULL;
    if (!cell || (text && !copy)) {
        workbook_fail(workbook);
        return;
    }
    cell->text = copy && *copy ? copy : NULL;
    cell->flaw = flaw;
    workbook->n_bytes += text ? strlen(text) : 0;
    if (workbook->n_cells > WORKBOOK_MAX_CELLS)
        workbook_refuse(workbook, "more than %zu cells in one sheet are the limit",
                        WORKBOOK_MAX_CELLS);
    if (workbook->n_bytes > WORKBOOK_MAX_TEXT)
        workbook_refuse(workbook, "more than 256 MiB of text in one sheet are the limit");
}

void workbook_print_number(const char *text, struct str *out)
{
    double number;
    if (number_parse(text, strlen(text), &number) && isfinite(number))
        number_print(number, out);
    else
        str_append(out, text);
}

/* ---- parts */

/* From the archive to the parser; an end once the reader has seen enough. */
struct passage {
    struct workbook *workbook;
    struct xml_parse *parse;
    struct str message;
};

static stance_result pass_on(void *context, const char *bytes, size_t length, bool is_last)
{
    struct passage *passage = context;
    stance_result result = xml_take(passage->parse, bytes, length, is_last, &passage->message);
    if (result == STANCE_OK && passage->workbook->stop.stopped) return STANCE_REFUSED;
    return result;
}

bool workbook_parse(struct workbook *workbook, const char *part, const struct xml_reader *reader,
                    void *context)
{
    struct passage passage = {.workbook = workbook};
    stance_result result = STANCE_NO_MEMORY;
    if (workbook->stop.stopped) return false;
    passage.parse = xml_open(reader, context, &workbook->stop);
    if (passage.parse) result = zip_read(workbook->zip, part, pass_on, &passage, &passage.message);
    if (result == STANCE_REFUSED && passage.message.length > 0)
        workbook_refuse(workbook, "its part %s %s%s", part,
                        strncmp(str_get(&passage.message), "broken", 6) == 0 ? "is " : "",
                        str_get(&passage.message));
    if (result == STANCE_NO_MEMORY || passage.message.failed) workbook_fail(workbook);
    xml_close(passage.parse);
    str_clear(&passage.message);
    return result == STANCE_OK && !workbook->failed && !workbook->is_refused;
}

/* ---- sheets */

void sheet_names_add(struct workbook *workbook, struct sheet_names *list, const char *name)
{
    if (list->count == WORKBOOK_MAX_SHEETS) {
        workbook_refuse(workbook, "more than %d sheets are the limit", WORKBOOK_MAX_SHEETS);
        return;
    }
    list->names[list->count] = strdup(name ? name : "");
    if (!list->names[list->count])
        workbook_fail(workbook);
    else
        list->count++;
}

void sheet_names_clear(struct sheet_names *list)
{
    for (size_t n = 0; n < list->count; n++)
        free(list->names[n]);
    list->count = 0;
}

static size_t find_sheet(const struct sheet_names *list, const char *name)
{
    for (size_t n = 0; n < list->count; n++)
        if (strcasecmp(list->names[n], name) == 0) return n;
    return STANCE_NONE;
}

static void complain_of_sheets(struct workbook *workbook, const struct sheet_names *list,
                               const char *wanted)
{
    struct str message = {0};
    if (wanted)
        str_printf(&message, "it has no sheet \"%s\" (", wanted);
    else
        str_append(&message, "it has no sheet \"" SHEET_OF_POSITIONS "\" (");
    for (size_t n = 0; n < list->count; n++)
        str_printf(&message, "%s%s", n ? ", " : "", list->names[n]);
    str_append(&message, list->count ? ")" : "nor any other)");
    workbook_refuse(workbook, "%s", str_get(&message));
    diagnostics_hint(workbook->diagnostics, "Say which one with --sheet NAME");
    if (message.failed) workbook_fail(workbook);
    str_clear(&message);
}

size_t sheet_names_choose(struct workbook *workbook, const struct sheet_names *list,
                          const char *wanted)
{
    size_t chosen = find_sheet(list, wanted ? wanted : SHEET_OF_POSITIONS);
    if (workbook->stop.stopped) return STANCE_NONE;
    if (chosen == STANCE_NONE && !wanted && list->count == 1) chosen = 0;
    if (chosen == STANCE_NONE) {
        complain_of_sheets(workbook, list, wanted);
        return STANCE_NONE;
    }
    workbook->sheet->name = arena_string(&workbook->sheet->arena, list->names[chosen]);
    if (!workbook->sheet->name) workbook_fail(workbook);
    return workbook->failed ? STANCE_NONE : chosen;
}

/* ---- the whole */

bool workbook_is_one(const char *bytes, size_t length)
{
    return length >= 4 && memcmp(bytes, "PK\003\004", 4) == 0;
}

/* Those of before 2007, and all that have a password. */
static bool is_compound(const char *bytes, size_t length)
{
    return length >= 8 && memcmp(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

static void refuse_bytes(struct workbook *workbook, const char *bytes, size_t length)
{
    if (is_compound(bytes, length)) {
        workbook_refuse(workbook, "a workbook of before 2007, or one with a password");
        diagnostics_hint(workbook->diagnostics, "Save it as .xlsx, without a password");
    } else if (workbook_is_one(bytes, length)) {
        workbook_refuse(workbook, "is a damaged zip archive: was the file cut off?");
    } else {
        workbook_refuse(workbook, "is no workbook, whatever its name says");
    }
}

static void read_kind(struct workbook *workbook, const char *wanted)
{
    if (zip_has(workbook->zip, "content.xml"))
        ods_read(workbook, wanted);
    else if (zip_has(workbook->zip, "xl/workbook.bin"))
        workbook_refuse(workbook, "an .xlsb: save it as .xlsx");
    else if (zip_has(workbook->zip, "_rels/.rels") || zip_has(workbook->zip, "xl/workbook.xml"))
        xlsx_read(workbook, wanted);
    else
        workbook_refuse(workbook, "a zip archive, but no workbook");
}

stance_result workbook_read(const char *bytes, size_t length, const char *wanted,
                            struct sheet *sheet, struct stance_diagnostics *diagnostics)
{
    struct workbook workbook = {.sheet = sheet, .diagnostics = diagnostics};
    stance_result result = STANCE_REFUSED;
    /* Until the sheet is found errors have the file for their place, and no cell of it. */
    sheet->name = arena_string(&sheet->arena, "");
    if (!sheet->name) return STANCE_NO_MEMORY;
    if (workbook_is_one(bytes, length)) result = zip_open(bytes, length, &workbook.zip);
    if (result == STANCE_OK)
        read_kind(&workbook, wanted);
    else if (result == STANCE_REFUSED)
        refuse_bytes(&workbook, bytes, length);
    if (workbook.failed || diagnostics->failed) result = STANCE_NO_MEMORY;
    if (result == STANCE_OK && workbook.is_refused) result = STANCE_REFUSED;
    zip_close(workbook.zip);
    return result;
}
