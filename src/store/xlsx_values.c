/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of an xlsx hold numbers: that of a shared text, of a day. What they mean stands in other
 * parts (ECMA-376 part 1, 18.4 and 18.8). */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/workbook.h"

enum { BUILT_IN_FORMATS = 164, STYLES_MOST = 65536, FORMATS_MOST = 4096 };

void xlsx_values_clear(struct xlsx_values *values)
{
    arena_clear(&values->arena);
    free(values->strings);
    free(values->is_date);
    *values = (struct xlsx_values){0};
}

/* ---- texts */

static int hex_digits(const char *at)
{
    int code = 0;
    for (size_t d = 0; d < 4; d++) {
        if (!isxdigit((unsigned char)at[d])) return -1;
        int digit =
            isdigit((unsigned char)at[d]) ? at[d] - '0' : tolower((unsigned char)at[d]) - 'a' + 10;
        code = code * 16 + digit;
    }
    return code;
}

/* The code point of an "_xHHHH_", of two where they are a surrogate pair; -1 if it is none. */
static int escaped_code(const char *at, size_t *length)
{
    int code, low;
    *length = 7;
    if (strncmp(at, "_x", 2) != 0 || (code = hex_digits(at + 2)) < 0 || at[6] != '_') return -1;
    if (code < 0xd800 || code > 0xdfff) return code;
    if (code > 0xdbff || strncmp(at + 7, "_x", 2) != 0) return -1;
    low = hex_digits(at + 9);
    if (low < 0xdc00 || low > 0xdfff || at[13] != '_') return -1;
    *length = 14;
    return 0x10000 + (code - 0xd800) * 0x400 + (low - 0xdc00);
}

static size_t put_utf8(int code, char *out)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xe0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3f));
    out[2] = (char)(0x80 | (code >> 6 & 0x3f));
    out[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

/* What is put is never longer than what it replaces. A 0 would end the text: it is left out. */
void xlsx_unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from;) {
        size_t length;
        int code = *from == '_' ? escaped_code(from, &length) : -1;
        if (code < 0) {
            *to++ = *from++;
        } else {
            from += length;
            if (code > 0) to += put_utf8(code, to);
        }
    }
    *to = '\0';
}

struct strings_reader {
    struct workbook *workbook;
    struct xlsx_values *values;
    struct str text;
    size_t n_bytes; /* of all of them */
    bool in_text;
    size_t phonetic; /* how deep in what only tells how to read it */
};

static void add_string(struct strings_reader *reader)
{
    struct xlsx_values *values = reader->values;
    if (values->n_strings == values->strings_size) {
        size_t size = values->strings_size ? values->strings_size * 2 : 256;
        const char **strings = realloc(values->strings, size * sizeof *strings);
        if (!strings) {
            workbook_fail(reader->workbook);
            return;
        }
        values->strings = strings;
        values->strings_size = size;
    }
    char *copy = reader->text.failed
                     ? NULL
                     : arena_text(&values->arena, str_get(&reader->text), reader->text.length);
    if (!copy) {
        workbook_fail(reader->workbook);
        return;
    }
    reader->n_bytes += reader->text.length;
    if (values->n_strings >= WORKBOOK_MAX_CELLS || reader->n_bytes > WORKBOOK_MAX_TEXT)
        workbook_refuse(reader->workbook, "it shares more texts than a sheet can hold");
    xlsx_unescape(copy);
    values->strings[values->n_strings++] = copy;
}

static void begin_string(void *context, const char *name, const char *const *attributes)
{
    struct strings_reader *reader = context;
    (void)attributes;
    if (strcmp(name, "si") == 0) str_truncate(&reader->text, 0);
    if (strcmp(name, "rPh") == 0) reader->phonetic++;
    reader->in_text = strcmp(name, "t") == 0 && reader->phonetic == 0;
}

static void end_string(void *context, const char *name)
{
    struct strings_reader *reader = context;
    reader->in_text = false;
    if (strcmp(name, "rPh") == 0 && reader->phonetic > 0) reader->phonetic--;
    if (strcmp(name, "si") == 0) add_string(reader);
}

static void take_string(void *context, const char *bytes, size_t length)
{
    struct strings_reader *reader = context;
    if (!reader->in_text) return;
    str_append_bytes(&reader->text, bytes, length);
    workbook_check_text(reader->workbook, &reader->text);
}

void xlsx_read_strings(struct workbook *workbook, const char *part, struct xlsx_values *values)
{
    static const struct xml_reader strings = {begin_string, end_string, take_string};
    struct strings_reader reader = {.workbook = workbook, .values = values};
    workbook_parse(workbook, part, &strings, &reader);
    str_clear(&reader.text);
}

/* ---- styles */

/* Passed over: "quoted", [bracketed] (a colour, a language, the hours of a duration), escaped, and
 * the width of a character. Eras (g, e) are of dates too; "General" is none. */
bool xlsx_is_date_format(const char *code)
{
    for (; *code; code++) {
        if (*code == '"') {
            code += 1 + strcspn(code + 1, "\"");
        } else if (*code == '[') {
            code += 1 + strcspn(code + 1, "]");
        } else if (*code == '\\' || *code == '_' || *code == '*') {
            code++;
        } else if (strncasecmp(code, "General", 7) == 0) {
            code += 6;
        } else if (strchr("dmyDMY", *code)) {
            return true;
        }
        if (*code == '\0') break;
    }
    return false;
}

/* Those that have no code in the file; 27 to 36 are dates in East Asia. */
static bool is_built_in_date(unsigned long format)
{
    return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
           (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
}

struct styles_reader {
    struct workbook *workbook;
    struct xlsx_values *values;
    bool in_cells;        /* the formats of cells, and not those of named styles */
    unsigned long *dates; /* heap: numbers of custom formats that are dates */
    size_t n_dates, size;
};

static unsigned long number_of(const char *text)
{
    return text ? strtoul(text, NULL, 10) : 0;
}

static bool grow(void **items, size_t count, size_t *size, size_t item_size)
{
    if (count < *size) return true;
    size_t new_size = *size ? *size * 2 : 64;
    void *grown = realloc(*items, new_size * item_size);
    if (!grown) return false;
    *items = grown;
    *size = new_size;
    return true;
}

static void add_format(struct styles_reader *reader, const char *const *attributes)
{
    const char *code = xml_attribute(attributes, "formatCode");
    void *dates = reader->dates;
    if (!code || !xlsx_is_date_format(code)) return;
    if (reader->n_dates >= FORMATS_MOST) {
        workbook_refuse(reader->workbook, "more than %d formats of dates are the limit",
                        FORMATS_MOST);
        return;
    }
    if (!grow(&dates, reader->n_dates, &reader->size, sizeof *reader->dates)) {
        workbook_fail(reader->workbook);
        return;
    }
    reader->dates = dates;
    reader->dates[reader->n_dates++] = number_of(xml_attribute(attributes, "numFmtId"));
}

static bool is_date(const struct styles_reader *reader, unsigned long format)
{
    for (size_t d = 0; d < reader->n_dates; d++)
        if (reader->dates[d] == format) return true;
    return format < BUILT_IN_FORMATS && is_built_in_date(format);
}

static void add_style(struct styles_reader *reader, const char *const *attributes)
{
    struct xlsx_values *values = reader->values;
    void *styles = values->is_date;
    if (values->n_styles >= STYLES_MOST) {
        workbook_refuse(reader->workbook, "more than %d styles of cells are the limit",
                        STYLES_MOST);
        return;
    }
    if (!grow(&styles, values->n_styles, &values->styles_size, sizeof *values->is_date)) {
        workbook_fail(reader->workbook);
        return;
    }
    values->is_date = styles;
    values->is_date[values->n_styles++] =
        is_date(reader, number_of(xml_attribute(attributes, "numFmtId")));
}

static void begin_style(void *context, const char *name, const char *const *attributes)
{
    struct styles_reader *reader = context;
    if (strcmp(name, "numFmt") == 0) add_format(reader, attributes);
    if (strcmp(name, "cellXfs") == 0) reader->in_cells = true;
    if (reader->in_cells && strcmp(name, "xf") == 0) add_style(reader, attributes);
}

static void end_style(void *context, const char *name)
{
    struct styles_reader *reader = context;
    if (strcmp(name, "cellXfs") == 0) reader->in_cells = false;
}

void xlsx_read_styles(struct workbook *workbook, const char *part, struct xlsx_values *values)
{
    static const struct xml_reader styles = {begin_style, end_style, NULL};
    struct styles_reader reader = {.workbook = workbook, .values = values};
    workbook_parse(workbook, part, &styles, &reader);
    free(reader.dates);
}

/* ---- dates */

/* Day 60 of the calendar of 1900 is a 29 February that there never was; what lies before it is one
 * day later than it should be. */
static date_day day_of(double serial, bool is_1904)
{
    static const date_day first_1904 = -24107, first_1900 = -25568; /* 1904-01-01, 1899-12-31 */
    if (is_1904) return first_1904 + (date_day)serial;
    return first_1900 + (date_day)serial - (serial > 60);
}

static void print_time(long seconds, struct str *out)
{
    str_printf(out, "T%02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

void xlsx_print_serial(double serial, bool is_1904, struct str *out)
{
    double day = floor(serial);
    long seconds = lround((serial - day) * 86400);
    if (seconds == 86400) { /* but for rounding it is the next day */
        day++;
        seconds = 0;
    }
    if (!is_1904 && day >= 60 && day < 61)
        str_append(out, "1900-02-29");
    else
        date_print(day_of(day, is_1904), out);
    if (seconds > 0) print_time(seconds, out);
}
