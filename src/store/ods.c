/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ods holds all its sheets in one part, which is gone through twice: for their names, then for
 * the cells of one of them (OpenDocument 1.3 part 3, 9). */
#include <stdlib.h>
#include <string.h>

#include "stance/model.h"
#include "store/workbook.h"

#define CONTENT "content.xml"
enum { SPACES_MOST = 65536 };

/* ---- names */

struct names_reader {
    struct workbook *workbook;
    struct sheet_names names;
    size_t depth; /* of tables: those inside of others are no sheets */
};

static void begin_name(void *context, const char *name, const char *const *attributes)
{
    struct names_reader *reader = context;
    if (strcmp(name, "table") != 0) return;
    if (reader->depth++ == 0)
        sheet_names_add(reader->workbook, &reader->names, xml_attribute(attributes, "name"));
}

static void end_name(void *context, const char *name)
{
    struct names_reader *reader = context;
    if (strcmp(name, "table") == 0 && reader->depth > 0) reader->depth--;
}

/* ---- cells */

struct cells_reader {
    struct workbook *workbook;
    size_t wanted, tables, depth; /* the sheet to read; sheets so far; tables that are open */
    size_t row, column, row_repeats, cell_repeats;
    size_t rows_of_row; /* of the sheet, where the row at hand begins */
    enum cell_flaw flaw;
    struct str text;
    bool has_value, in_cell, has_paragraph, in_paragraph;
    size_t skipped; /* how deep in an annotation, a drawing */
};

static bool is_reading(const struct cells_reader *reader)
{
    return reader->depth == 1 && reader->tables == reader->wanted + 1;
}

static size_t repeats_of(const char *const *attributes, const char *name)
{
    const char *word = xml_attribute(attributes, name);
    unsigned long count = word ? strtoul(word, NULL, 10) : 1;
    return count > 0 ? count : 1;
}

static bool has_error(const char *const *attributes)
{
    for (; attributes[0]; attributes += 2) /* of two attributes of that name either */
        if (strstr(attributes[0], "value-type") && strcmp(attributes[1], "error") == 0) return true;
    return false;
}

/* What the cell holds by its type; false: the text of its paragraphs counts. */
static bool take_typed(struct cells_reader *reader, const char *const *attributes)
{
    const char *type = xml_attribute(attributes, "value-type"), *value = NULL;
    if (!type) return false;
    if (strcmp(type, "float") == 0 || strcmp(type, "percentage") == 0 ||
        strcmp(type, "currency") == 0) {
        value = xml_attribute(attributes, "value");
        if (value) workbook_print_number(value, &reader->text);
        return value != NULL;
    }
    if (strcmp(type, "date") == 0) {
        value = xml_attribute(attributes, "date-value");
        size_t length = value ? strlen(value) : 0;
        bool at_midnight = length == 19 && strcmp(value + 10, "T00:00:00") == 0;
        if (value) str_append_bytes(&reader->text, value, at_midnight ? 10 : length);
        return value != NULL;
    }
    if (strcmp(type, "boolean") == 0) {
        value = xml_attribute(attributes, "boolean-value");
        str_append(&reader->text, value && strcmp(value, "true") == 0 ? "TRUE" : "FALSE");
        return true;
    }
    value = xml_attribute(attributes, "string-value");
    str_append(&reader->text, value);
    return value != NULL;
}

static void open_cell(struct cells_reader *reader, const char *const *attributes)
{
    reader->in_cell = true;
    reader->has_paragraph = reader->in_paragraph = false;
    reader->cell_repeats = repeats_of(attributes, "number-columns-repeated");
    reader->flaw = CELL_FINE;
    str_truncate(&reader->text, 0);
    if (has_error(attributes)) reader->flaw = CELL_ERROR;
    if (xml_attribute(attributes, "formula")) reader->flaw = CELL_FORMULA;
    reader->has_value = take_typed(reader, attributes);
}

static void begin_text(struct cells_reader *reader, const char *name, const char *const *attributes)
{
    if (reader->has_value) return;
    if (strcmp(name, "p") == 0) {
        if (reader->has_paragraph) str_append_char(&reader->text, '\n');
        reader->has_paragraph = reader->in_paragraph = true;
    } else if (strcmp(name, "s") == 0) {
        size_t count = repeats_of(attributes, "c");
        str_repeat(&reader->text, " ", count < SPACES_MOST ? count : 1);
        workbook_check_text(reader->workbook, &reader->text);
    } else if (strcmp(name, "tab") == 0) {
        str_append_char(&reader->text, '\t');
    } else if (strcmp(name, "line-break") == 0) {
        str_append_char(&reader->text, '\n');
    }
}

static bool is_cell(const char *name)
{
    return strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0;
}

static bool is_skipped(const char *name)
{
    return strcmp(name, "annotation") == 0 || strcmp(name, "frame") == 0 ||
           strcmp(name, "shapes") == 0;
}

static void begin_cell(void *context, const char *name, const char *const *attributes)
{
    struct cells_reader *reader = context;
    if (strcmp(name, "table") == 0 && reader->depth++ == 0) reader->tables++;
    if (!is_reading(reader)) return;
    if (is_skipped(name)) reader->skipped++;
    if (reader->skipped > 0) return;
    if (strcmp(name, "table-row") == 0) {
        reader->column = 0;
        reader->row_repeats = repeats_of(attributes, "number-rows-repeated");
        reader->rows_of_row = reader->workbook->sheet->n_rows;
    } else if (is_cell(name)) {
        open_cell(reader, attributes);
    } else if (reader->in_cell) {
        begin_text(reader, name, attributes);
    }
}

/* A cell without text only moves on. What repeats beyond the limits is refused by the sheet. */
static void close_cell(struct cells_reader *reader)
{
    struct workbook *workbook = reader->workbook;
    bool holds = reader->flaw != CELL_FINE || reader->text.length > 0;
    if (reader->text.failed) workbook_fail(workbook);
    for (size_t c = 0; holds && c < reader->cell_repeats && !workbook->stop.stopped; c++)
        workbook_put(workbook, reader->row, reader->column + c,
                     reader->flaw == CELL_FINE ? str_get(&reader->text) : NULL, reader->flaw);
    reader->column += reader->cell_repeats;
    reader->in_cell = false;
}

/* A row that holds something, as often as it repeats. */
static void close_row(struct cells_reader *reader)
{
    struct workbook *workbook = reader->workbook;
    struct sheet *sheet = workbook->sheet;
    bool holds = sheet->n_rows > reader->rows_of_row;
    size_t first = reader->rows_of_row;
    for (size_t r = 1; holds && r < reader->row_repeats && !workbook->stop.stopped; r++)
        for (size_t c = 0; c < sheet->rows[first].n_cells && !workbook->stop.stopped; c++) {
            const struct cell_text cell = sheet->rows[first].cells[c];
            if (cell.text || cell.flaw != CELL_FINE)
                workbook_put(workbook, reader->row + r, c, cell.text, cell.flaw);
        }
    reader->row += reader->row_repeats;
}

static void end_cell(void *context, const char *name)
{
    struct cells_reader *reader = context;
    if (is_reading(reader)) {
        if (is_skipped(name) && reader->skipped > 0) {
            reader->skipped--;
        } else if (reader->skipped == 0) {
            if (strcmp(name, "p") == 0) reader->in_paragraph = false;
            if (is_cell(name) && reader->in_cell) close_cell(reader);
            if (strcmp(name, "table-row") == 0) close_row(reader);
        }
    }
    if (strcmp(name, "table") == 0 && reader->depth > 0) reader->depth--;
}

static void take_text(void *context, const char *bytes, size_t length)
{
    struct cells_reader *reader = context;
    if (!is_reading(reader) || !reader->in_paragraph || reader->skipped > 0 || reader->has_value)
        return;
    str_append_bytes(&reader->text, bytes, length);
    workbook_check_text(reader->workbook, &reader->text);
}

/* ---- the whole */

void ods_read(struct workbook *workbook, const char *wanted)
{
    static const struct xml_reader names = {begin_name, end_name, NULL};
    static const struct xml_reader cells = {begin_cell, end_cell, take_text};
    struct names_reader named = {.workbook = workbook};
    struct cells_reader reader = {.workbook = workbook};
    if (workbook_parse(workbook, CONTENT, &names, &named)) {
        reader.wanted = sheet_names_choose(workbook, &named.names, wanted);
        if (reader.wanted != STANCE_NONE) workbook_parse(workbook, CONTENT, &cells, &reader);
    }
    sheet_names_clear(&named.names);
    str_clear(&reader.text);
}
