/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libcsv parses; it knows no places, so it is fed in pieces that end where a field can end. A field
 * that it hands over then begins where the one before it ended. */
#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/sheet.h"

struct parse {
    struct sheet *sheet;
    struct stance_diagnostics *diagnostics;
    size_t fed;   /* end of the piece at hand, in the whole text */
    size_t begin; /* of the field at hand */
    size_t row;   /* where the row at hand begins */
    bool in_row, failed, is_refused;
};

/* ---- building the sheet */

static struct sheet_row *open_row(struct parse *parse)
{
    struct sheet *sheet = parse->sheet;
    if (parse->in_row) return &sheet->rows[sheet->n_rows - 1];
    struct sheet_row *row = sheet_add_row(sheet, parse->begin);
    parse->in_row = row != NULL;
    return row;
}

/* Tables that go out guard text that spreadsheets would run as a formula by an apostrophe; the
 * reverse of that rule takes off one, and nothing else. */
static bool is_guarded(const char *text)
{
    if (text[0] != '\'') return false;
    text += strspn(text, "'");
    return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

static void refuse(struct parse *parse, size_t offset, const char *message)
{
    if (!parse->is_refused) diagnostics_error_at(parse->diagnostics, offset, "%s", message);
    parse->is_refused = true;
}

static void take_field(void *field, size_t length, void *context)
{
    struct parse *parse = context;
    const char *text = field;
    if (parse->failed || parse->is_refused) return;
    struct sheet_row *row = open_row(parse);
    struct cell_text *cell = NULL;
    if (row && row->n_cells == SHEET_MAX_COLUMNS)
        refuse(parse, parse->begin, "more columns than the limit of 16384");
    else if (row)
        cell = sheet_add_cell(row);
    if (cell) {
        cell->offset = parse->begin;
        size_t guard = length > 0 && is_guarded(text) ? 1 : 0;
        if (length > 0) cell->text = arena_text(&parse->sheet->arena, text + guard, length - guard);
    }
    parse->failed = !parse->is_refused && (!cell || (length > 0 && !cell->text));
    parse->begin = parse->fed;
}

static bool is_blank(const struct sheet_row *row)
{
    for (size_t c = 0; c < row->n_cells; c++)
        if (row->cells[c].text && row->cells[c].text[strspn(row->cells[c].text, " \t")] != '\0')
            return false;
    return true;
}

static void take_row(int end, void *context)
{
    struct parse *parse = context;
    struct sheet *sheet = parse->sheet;
    (void)end;
    if (parse->failed || parse->is_refused || !parse->in_row) return;
    if (is_blank(&sheet->rows[sheet->n_rows - 1]))
        free(sheet->rows[--sheet->n_rows].cells);
    else if (sheet->n_rows > SHEET_MAX_ROWS)
        refuse(parse, sheet->rows[sheet->n_rows - 1].offset, "more rows than the limit of 1048576");
    parse->in_row = false;
    parse->begin = parse->fed;
}

/* ---- feeding */

static bool is_text(const char *text, size_t length, struct stance_diagnostics *diagnostics)
{
    const char *nul = memchr(text, '\0', length);
    size_t valid = utf8_check(text, length);
    if (length >= 4 && memcmp(text, "PK\003\004", 4) == 0) {
        diagnostics_error(diagnostics, (struct place){0},
                          "this is a workbook, not a table in text form: save it as \"CSV UTF-8\"");
        diagnostics_hint(diagnostics, "One that export wrote is read by stance import");
        return false;
    }
    if (valid == length && !nul) return true;
    if (length >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0))
        diagnostics_error_at(diagnostics, 0, "this is UTF-16: save the table as UTF-8");
    else if (nul && (size_t)(nul - text) < valid)
        diagnostics_error_at(diagnostics, (size_t)(nul - text),
                             "a zero byte: this is no table in text form");
    else
        diagnostics_error_at(diagnostics, valid,
                             "no valid UTF-8: save the table as UTF-8 (in Excel: \"CSV UTF-8\")");
    return false;
}

static int never(unsigned char c)
{
    (void)c;
    return 0;
}

/* The delimiter that the first line has most of; a comma where there is none. */
static char find_delimiter(const char *text, size_t length)
{
    static const char candidates[] = ",;\t";
    size_t most = 0;
    char best = ',';
    for (const char *c = candidates; *c; c++) {
        size_t count = 0;
        for (size_t at = 0; at < length && text[at] != '\n' && text[at] != '\r'; at++)
            count += text[at] == *c;
        if (count > most) {
            most = count;
            best = *c;
        }
    }
    return best;
}

/* Up to and with the next byte at which a field can end. */
static size_t piece_length(const char *text, size_t length, char delimiter)
{
    size_t at = 0;
    while (at < length && text[at] != delimiter && text[at] != '\n' && text[at] != '\r')
        at++;
    return at < length ? at + 1 : length;
}

static void complain_of_quotes(struct parse *parse, struct csv_parser *parser)
{
    if (csv_error(parser) == CSV_EPARSE)
        refuse(parse, parse->begin,
               "quotation marks in this field do not match: one inside a field is written twice, "
               "and the whole field stands between two");
    else
        parse->failed = true;
}

static void feed(struct parse *parse, struct csv_parser *parser, const char *text, size_t length,
                 char delimiter)
{
    while (parse->fed < length && !parse->failed && !parse->is_refused) {
        const char *piece = text + parse->fed;
        size_t bytes = piece_length(piece, length - parse->fed, delimiter);
        parse->fed += bytes;
        if (parse->fed - parse->begin > SHEET_MAX_LINE)
            refuse(parse, parse->begin,
                   "longer than the limit of 1 MiB (is a quotation mark missing?)");
        else if (csv_parse(parser, piece, bytes, take_field, take_row, parse) != bytes)
            complain_of_quotes(parse, parser);
        else if (bytes == 1 && parse->begin == parse->fed - 1 && !parse->in_row)
            parse->begin = parse->fed; /* a blank line, or the second half of a CR LF */
    }
    if (parse->failed || parse->is_refused) return;
    if (csv_fini(parser, take_field, take_row, parse) != 0) complain_of_quotes(parse, parser);
}

stance_result csv_read(const char *text, size_t length, bool is_tsv, struct sheet *sheet,
                       struct stance_diagnostics *diagnostics)
{
    static const char mark[] = "\xef\xbb\xbf";
    struct parse parse = {.sheet = sheet, .diagnostics = diagnostics};
    struct csv_parser parser;
    if (!is_text(text, length, diagnostics)) return STANCE_REFUSED;
    if (length >= 3 && memcmp(text, mark, 3) == 0) parse.fed = parse.begin = 3;
    char delimiter = '\t';
    if (!is_tsv) delimiter = find_delimiter(text + parse.fed, length - parse.fed);
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL | CSV_APPEND_NULL) != 0)
        return STANCE_NO_MEMORY;
    sheet->has_semicolons = delimiter == ';';
    csv_set_delim(&parser, (unsigned char)delimiter);
    csv_set_space_func(&parser, never);
    if (is_tsv) csv_set_quote(&parser, '\0'); /* which no text holds */
    feed(&parse, &parser, text, length, delimiter);
    csv_free(&parser);
    if (parse.failed) return STANCE_NO_MEMORY;
    return parse.is_refused ? STANCE_REFUSED : STANCE_OK;
}
