/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A matrix as JSON: the cells of its table as they are, so that all formats say the same. */
#include "report/write_json.h"

static void record_value(struct json_out *out, const struct value *value)
{
    struct str text = {0};
    switch (value->kind) {
    case VALUE_BLANK:
        out_text(out, NULL);
        break;
    case VALUE_NUMBER:
        out_number(out, value->number);
        break;
    case VALUE_TEXT:
        text_print_plain(&value->text, &text);
        out_text(out, str_get(&text));
        break;
    }
    if (text.failed) output_fail(out->output);
    str_clear(&text);
}

void record_matrix(struct json_out *out, const struct stance_document *document)
{
    const struct table *table = document_only_table(document);
    out_member_text(out, "kind", document->matrix);
    out_key(out, "columns");
    out_begin(out, '[', JSON_LINE);
    for (size_t c = 0; c < table->n_columns; c++)
        out_text(out, table->columns[c].head);
    out_end(out);
    out_key(out, "rows");
    out_begin(out, '[', JSON_LINES);
    for (const struct row *row = table->first; row && output_is_open(out->output);
         row = row->next) {
        out_begin(out, '[', JSON_LINE);
        for (size_t c = 0; c < table->n_columns; c++)
            record_value(out, &row->values[c]);
        out_end(out);
    }
    out_end(out);
}
