/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of an xlsx, from one to the next: the package's relations name the workbook, its sheets
 * name their relations, those the sheets' parts (ECMA-376 part 2, 9.3; part 1, 18). */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "stance/model.h"
#include "store/workbook.h"

/* ---- relations */

struct relation {
    char *id, *type, *target; /* heap */
};

struct relations {
    struct workbook *workbook;
    struct relation items[4 * WORKBOOK_MAX_SHEETS];
    size_t count;
};

static void relations_clear(struct relations *relations)
{
    for (size_t r = 0; r < relations->count; r++) {
        free(relations->items[r].id);
        free(relations->items[r].type);
        free(relations->items[r].target);
    }
    relations->count = 0;
}

static char *copy_of(const char *text)
{
    return strdup(text ? text : "");
}

static void begin_relation(void *context, const char *name, const char *const *attributes)
{
    struct relations *relations = context;
    enum { MOST = sizeof relations->items / sizeof *relations->items };
    if (strcmp(name, "Relationship") != 0 || relations->count == MOST) return;
    struct relation *relation = &relations->items[relations->count++];
    relation->id = copy_of(xml_attribute(attributes, "Id"));
    relation->type = copy_of(xml_attribute(attributes, "Type"));
    relation->target = copy_of(xml_attribute(attributes, "Target"));
    if (relation->id && relation->type && relation->target) return;
    free(relation->id);
    free(relation->type);
    free(relation->target);
    relations->count--;
    workbook_fail(relations->workbook);
}

static void end_nothing(void *context, const char *name)
{
    (void)context, (void)name;
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), tail = strlen(ending);
    return length >= tail && strcmp(text + length - tail, ending) == 0;
}

/* By its id, or by the end of its type; NULL if there is none. */
static const char *find_relation(const struct relations *relations, const char *id,
                                 const char *type)
{
    for (size_t r = 0; r < relations->count; r++) {
        const struct relation *relation = &relations->items[r];
        if (id ? strcmp(relation->id, id) == 0 : type && ends_with(relation->type, type))
            return relation->target;
    }
    return NULL;
}

static void drop_last(struct str *out)
{
    size_t length = out->length;
    if (length > 0) length--; /* the slash at the end */
    while (length > 0 && out->bytes[length - 1] != '/')
        length--;
    if (!out->failed) str_truncate(out, length);
}

/* The part that a target names, seen from the folder of another part: absolute ("/xl/a.xml"), or
 * relative, with "." and ".." in it. */
static void resolve(const char *folder, const char *target, struct str *out)
{
    if (*target != '/') str_append(out, folder);
    while (*target) {
        size_t length = strcspn(target, "/"), slash = target[length] == '/';
        if (length == 2 && strncmp(target, "..", 2) == 0)
            drop_last(out);
        else if (length > 0 && !(length == 1 && *target == '.'))
            str_append_bytes(out, target, length + slash);
        target += length + slash;
    }
}

/* "xl/workbook.xml": its folder "xl/", and "xl/_rels/workbook.xml.rels". */
static void read_relations(struct relations *relations, const char *part, struct str *folder)
{
    static const struct xml_reader reader = {begin_relation, end_nothing, NULL};
    const char *slash = strrchr(part, '/'), *name = slash ? slash + 1 : part;
    struct str rels = {0};
    str_append_bytes(folder, part, (size_t)(name - part));
    str_printf(&rels, "%s_rels/%s.rels", str_get(folder), name);
    if (rels.failed || folder->failed) workbook_fail(relations->workbook);
    workbook_parse(relations->workbook, str_get(&rels), &reader, relations);
    str_clear(&rels);
}

/* ---- the workbook's own part */

struct book {
    struct workbook *workbook;
    struct sheet_names names;
    char *ids[WORKBOOK_MAX_SHEETS]; /* of relations, by sheet */
    bool is_1904;
};

static bool is_true(const char *word)
{
    return word && (strcmp(word, "1") == 0 || strcmp(word, "true") == 0);
}

static void begin_book(void *context, const char *name, const char *const *attributes)
{
    struct book *book = context;
    if (strcmp(name, "workbookPr") == 0)
        book->is_1904 = is_true(xml_attribute(attributes, "date1904"));
    if (strcmp(name, "sheet") != 0) return;
    size_t count = book->names.count;
    sheet_names_add(book->workbook, &book->names, xml_attribute(attributes, "name"));
    if (book->names.count == count) return;
    book->ids[count] = copy_of(xml_attribute(attributes, "id"));
    if (!book->ids[count]) workbook_fail(book->workbook);
}

static void book_clear(struct book *book)
{
    for (size_t n = 0; n < book->names.count; n++)
        free(book->ids[n]);
    sheet_names_clear(&book->names);
}

/* ---- a sheet */

struct cells_reader {
    struct workbook *workbook;
    const struct xlsx_values *values;
    size_t row, column; /* of the next row, cell, unless it says itself */
    size_t style;
    char type[16];
    struct str text, shown;
    bool in_value, has_formula;
    size_t phonetic;
};

/* "E17": column and row from 0. A part that is missing, or beyond all limits, is left alone. */
static void take_reference(const char *reference, size_t *row, size_t *column)
{
    size_t letters = 0, digits = 0;
    for (; isalpha((unsigned char)*reference) && letters < SHEET_MAX_COLUMNS; reference++)
        letters = letters * 26 + (size_t)(toupper((unsigned char)*reference) - 'A') + 1;
    for (; isdigit((unsigned char)*reference) && digits <= SHEET_MAX_ROWS; reference++)
        digits = digits * 10 + (size_t)(*reference - '0');
    if (letters > 0 && column) *column = letters - 1;
    if (digits > 0) *row = digits - 1;
}

static void begin_c(struct cells_reader *reader, const char *const *attributes)
{
    const char *reference = xml_attribute(attributes, "r");
    const char *type = xml_attribute(attributes, "t"), *style = xml_attribute(attributes, "s");
    if (reference) take_reference(reference, &reader->row, &reader->column);
    snprintf(reader->type, sizeof reader->type, "%s", type ? type : "n");
    reader->style = style ? strtoul(style, NULL, 10) : 0;
    reader->has_formula = false;
    str_truncate(&reader->text, 0);
}

static void begin_cell(void *context, const char *name, const char *const *attributes)
{
    struct cells_reader *reader = context;
    const char *reference;
    if (strcmp(name, "row") == 0) {
        reference = xml_attribute(attributes, "r");
        if (reference) take_reference(reference, &reader->row, NULL);
        reader->column = 0;
    }
    if (strcmp(name, "c") == 0) begin_c(reader, attributes);
    if (strcmp(name, "f") == 0) reader->has_formula = true;
    if (strcmp(name, "rPh") == 0) reader->phonetic++;
    reader->in_value = strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && reader->phonetic == 0);
}

static void print_number(struct cells_reader *reader)
{
    const struct xlsx_values *values = reader->values;
    const char *text = str_get(&reader->text);
    double number;
    bool is_date = reader->style < values->n_styles && values->is_date[reader->style] &&
                   number_parse(text, strlen(text), &number) && number >= 0 &&
                   number < (values->is_1904 ? 2957004 : 2958466);
    if (is_date)
        xlsx_print_serial(number, values->is_1904, &reader->shown);
    else
        workbook_print_number(text, &reader->shown);
}

static void print_shared(struct cells_reader *reader)
{
    const char *text = str_get(&reader->text);
    char *end;
    size_t index = strtoul(text, &end, 10);
    if (end != text && index < reader->values->n_strings)
        str_append(&reader->shown, reader->values->strings[index]);
    else
        workbook_refuse(reader->workbook, "a cell names text number %s, which there is not", text);
}

/* What a person would have typed. */
static void print_value(struct cells_reader *reader)
{
    const char *text = str_get(&reader->text);
    if (strcmp(reader->type, "s") == 0) {
        print_shared(reader);
    } else if (strcmp(reader->type, "b") == 0) {
        str_append(&reader->shown, strcmp(text, "1") == 0 ? "TRUE" : "FALSE");
    } else if (strcmp(reader->type, "n") == 0) {
        print_number(reader);
    } else { /* str, inlineStr, d: text as it is, but for midnight */
        bool is_day = strcmp(reader->type, "d") == 0 && reader->text.length == 19 &&
                      strcmp(text + 10, "T00:00:00") == 0;
        str_append_bytes(&reader->shown, text, is_day ? 10 : reader->text.length);
        if (!reader->shown.failed && reader->shown.bytes) xlsx_unescape(reader->shown.bytes);
    }
}

static void end_c(struct cells_reader *reader)
{
    enum cell_flaw flaw = CELL_FINE;
    if (strcmp(reader->type, "e") == 0) flaw = CELL_ERROR;
    if (reader->has_formula) flaw = CELL_FORMULA;
    str_truncate(&reader->shown, 0);
    if (flaw == CELL_FINE && reader->text.length > 0) print_value(reader);
    if (reader->text.failed || reader->shown.failed) workbook_fail(reader->workbook);
    if (flaw != CELL_FINE)
        workbook_put(reader->workbook, reader->row, reader->column, NULL, flaw);
    else if (*str_get(&reader->shown))
        workbook_put(reader->workbook, reader->row, reader->column, str_get(&reader->shown), flaw);
    reader->column++;
}

static void end_cell(void *context, const char *name)
{
    struct cells_reader *reader = context;
    reader->in_value = false;
    if (strcmp(name, "rPh") == 0 && reader->phonetic > 0) reader->phonetic--;
    if (strcmp(name, "c") == 0) end_c(reader);
    if (strcmp(name, "row") == 0) reader->row++;
}

static void take_value(void *context, const char *bytes, size_t length)
{
    struct cells_reader *reader = context;
    if (!reader->in_value) return;
    str_append_bytes(&reader->text, bytes, length);
    workbook_check_text(reader->workbook, &reader->text);
}

static void read_cells(struct workbook *workbook, const char *part,
                       const struct xlsx_values *values)
{
    static const struct xml_reader cells = {begin_cell, end_cell, take_value};
    struct cells_reader reader = {.workbook = workbook, .values = values};
    workbook_parse(workbook, part, &cells, &reader);
    str_clear(&reader.text);
    str_clear(&reader.shown);
}

/* ---- the whole */

static void read_values(struct workbook *workbook, const struct relations *relations,
                        const char *folder, struct xlsx_values *values)
{
    static const struct {
        const char *type;
        void (*read)(struct workbook *workbook, const char *part, struct xlsx_values *values);
    } parts[] = {{"/sharedStrings", xlsx_read_strings}, {"/styles", xlsx_read_styles}};
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        const char *target = find_relation(relations, NULL, parts[p].type);
        struct str part = {0};
        if (!target) continue;
        resolve(folder, target, &part);
        if (part.failed) workbook_fail(workbook);
        if (zip_has(workbook->zip, str_get(&part))) parts[p].read(workbook, str_get(&part), values);
        str_clear(&part);
    }
}

static void read_sheet(struct workbook *workbook, const struct book *book, size_t sheet,
                       const struct relations *relations, const char *folder)
{
    struct xlsx_values values = {.is_1904 = book->is_1904};
    struct str part = {0};
    const char *target = find_relation(relations, book->ids[sheet], NULL);
    if (target) {
        resolve(folder, target, &part);
        read_values(workbook, relations, folder, &values);
        if (part.failed) workbook_fail(workbook);
        read_cells(workbook, str_get(&part), &values);
    } else {
        workbook_refuse(workbook, "its sheet \"%s\" leads nowhere", book->names.names[sheet]);
    }
    str_clear(&part);
    xlsx_values_clear(&values);
}

static void read_book(struct workbook *workbook, const char *part, const char *wanted)
{
    static const struct xml_reader reader = {begin_book, end_nothing, NULL};
    struct book book = {.workbook = workbook};
    struct relations relations = {.workbook = workbook};
    struct str folder = {0};
    if (workbook_parse(workbook, part, &reader, &book)) {
        size_t sheet = sheet_names_choose(workbook, &book.names, wanted);
        if (sheet != STANCE_NONE) read_relations(&relations, part, &folder);
        if (!workbook->stop.stopped && sheet != STANCE_NONE)
            read_sheet(workbook, &book, sheet, &relations, str_get(&folder));
    }
    str_clear(&folder);
    relations_clear(&relations);
    book_clear(&book);
}

void xlsx_read(struct workbook *workbook, const char *wanted)
{
    struct relations package = {.workbook = workbook};
    struct str folder = {0}, part = {0};
    if (zip_has(workbook->zip, "_rels/.rels")) read_relations(&package, "", &folder);
    const char *target = find_relation(&package, NULL, "/officeDocument");
    resolve("", target ? target : "xl/workbook.xml", &part);
    if (folder.failed || part.failed) workbook_fail(workbook);
    if (!workbook->stop.stopped && !zip_has(workbook->zip, str_get(&part)))
        workbook_refuse(workbook, "a zip archive, but no workbook: it has no part %s",
                        str_get(&part));
    if (!workbook->stop.stopped) read_book(workbook, str_get(&part), wanted);
    str_clear(&folder);
    str_clear(&part);
    relations_clear(&package);
}
