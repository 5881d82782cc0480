/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma- and tab-separated text of a matrix: its one table, in full. RFC 4180, with the header
 * always there. What a reader takes for a formula is guarded by an apostrophe, which csv_read takes
 * off in exactly that case. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/words.h"
#include "report/writer.h"

/* How one of the formats writes its fields. */
struct dialect {
    char delimiter, decimal;
    const char *line_end;
    bool is_tsv; /* knows no quotation marks */
    bool is_guarded;
};

/* ---- fields */

/* Text that begins so runs as a formula in spreadsheets, quoted or not, behind any apostrophes that
 * stand before it: "'=1" would lose one of them, and come back as a formula. */
static bool needs_guard(const char *text)
{
    text += strspn(text, "'");
    return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

static bool needs_quotes(const struct dialect *dialect, const char *text, size_t length)
{
    const char special[] = {'"', '\r', '\n', dialect->delimiter, '\0'};
    bool has_blank_end = length > 0 && (strchr(" \t", text[0]) || strchr(" \t", text[length - 1]));
    return has_blank_end || text[strcspn(text, special)] != '\0';
}

static void append_quoted(struct str *out, const char *text)
{
    str_append_char(out, '"');
    for (; *text; text++) {
        if (*text == '"') str_append_char(out, '"');
        str_append_char(out, *text);
    }
    str_append_char(out, '"');
}

static void append_text(struct str *out, const struct dialect *dialect, const char *text)
{
    struct str field = {0}, guarded = {0};
    if (dialect->is_tsv)
        words_print_flat(text, &field); /* tabs and line ends would end the field */
    else
        str_append(&field, text);
    if (dialect->is_guarded && needs_guard(str_get(&field))) str_append_char(&guarded, '\'');
    str_append(&guarded, str_get(&field));
    if (!dialect->is_tsv && needs_quotes(dialect, str_get(&guarded), guarded.length))
        append_quoted(out, str_get(&guarded));
    else
        str_append(out, str_get(&guarded));
    if (field.failed || guarded.failed) out->failed = true;
    str_clear(&guarded);
    str_clear(&field);
}

static void append_number(struct str *out, const struct dialect *dialect, double number)
{
    struct str text = {0};
    if (!isfinite(number)) return;
    number_print(number, &text);
    char *dot = text.failed ? NULL : strchr(text.bytes, '.');
    if (dot) *dot = dialect->decimal;
    str_append(out, str_get(&text));
    if (text.failed) out->failed = true;
    str_clear(&text);
}

static void append_value(struct str *out, const struct dialect *dialect, const struct value *value)
{
    struct str text = {0};
    switch (value->kind) {
    case VALUE_BLANK:
        break;
    case VALUE_NUMBER:
        append_number(out, dialect, value->number);
        break;
    case VALUE_TEXT:
        text_print_plain(&value->text, &text);
        append_text(out, dialect, str_get(&text));
        break;
    }
    if (text.failed) out->failed = true;
    str_clear(&text);
}

/* ---- the table */

static void write_table(const struct stance_document *document, const struct dialect *dialect,
                        struct output *output)
{
    const struct table *table = document_only_table(document);
    struct str *out = &output->buffer;
    for (size_t c = 0; c < table->n_columns; c++) {
        if (c > 0) str_append_char(out, dialect->delimiter);
        append_text(out, dialect, table->columns[c].head);
    }
    str_append(out, dialect->line_end);
    for (const struct row *row = table->first; row && output_is_open(output); row = row->next) {
        for (size_t c = 0; c < table->n_columns; c++) {
            if (c > 0) str_append_char(out, dialect->delimiter);
            append_value(out, dialect, &row->values[c]);
        }
        str_append(out, dialect->line_end);
        output_flush_if_large(output);
    }
}

static char mark_of(char asked, char usual)
{
    if (asked) return asked;
    return usual;
}

static void write_csv(const struct stance_document *document, const stance_layout *layout,
                      struct output *output)
{
    const struct dialect dialect = {.delimiter = mark_of(layout->delimiter, ','),
                                    .decimal = '.',
                                    .line_end = "\n",
                                    .is_guarded = !layout->raw};
    write_table(document, &dialect, output);
}

/* Excel takes a file for the local code page unless a byte order mark opens it. */
static void write_csv_excel(const struct stance_document *document, const stance_layout *layout,
                            struct output *output)
{
    const struct dialect dialect = {.delimiter = mark_of(layout->delimiter, ','),
                                    .decimal = mark_of(layout->decimal, '.'),
                                    .line_end = "\r\n",
                                    .is_guarded = !layout->raw};
    str_append(&output->buffer, "\xef\xbb\xbf");
    write_table(document, &dialect, output);
}

static void write_tsv(const struct stance_document *document, const stance_layout *layout,
                      struct output *output)
{
    const struct dialect dialect = {.delimiter = '\t',
                                    .decimal = '.',
                                    .line_end = "\n",
                                    .is_tsv = true,
                                    .is_guarded = !layout->raw};
    write_table(document, &dialect, output);
}

const struct writer writer_csv = {
    .format = {.name = "csv",
               .ending = ".csv",
               .summary = "comma-separated, for programs and LibreOffice",
               .holds = STANCE_MATRIX},
    .write = write_csv,
};
const struct writer writer_csv_excel = {
    .format = {.name = "csv-excel",
               .ending = ".csv",
               .summary = "with a byte order mark, for Excel; --delimiter and --decimal",
               .holds = STANCE_MATRIX},
    .write = write_csv_excel,
};
const struct writer writer_tsv = {
    .format = {.name = "tsv",
               .ending = ".tsv",
               .summary = "tab-separated, without any quotation marks",
               .holds = STANCE_MATRIX},
    .write = write_tsv,
};
