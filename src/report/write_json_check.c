/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Diagnostics for other programs (editors, hooks). What a member means is in
 * models/schema/check.schema.json; members may be added, none is renamed without a new schema. */
#include "report/json_out.h"
#include "stance/report.h"

/* Lines and columns count from 1: 0 is none. */
static void member_place(struct json_out *out, const char *key, size_t number)
{
    out_key(out, key);
    if (number > 0)
        out_count(out, number);
    else
        out_text(out, NULL);
}

static void write_diagnostic(struct json_out *out, const stance_diagnostic *each)
{
    out_begin(out, '{', JSON_LINE);
    out_member_text(out, "severity", each->severity == STANCE_ERROR ? "error" : "warning");
    out_member_text(out, "check", each->check);
    out_member_text(out, "file", each->file);
    member_place(out, "line", each->line);
    member_place(out, "column", each->column);
    out_member_text(out, "message", each->message);
    out_member_text(out, "hint", each->hint);
    out_end(out);
}

static void write_list(struct json_out *out, const stance_diagnostics *diagnostics)
{
    out_begin(out, '{', JSON_LINES);
    out_member_text(out, "schema", "stance-check/1");
    out_member_count(out, "errors", stance_diagnostics_count(diagnostics, STANCE_ERROR));
    out_member_count(out, "warnings", stance_diagnostics_count(diagnostics, STANCE_WARNING));
    out_key(out, "diagnostics");
    out_begin(out, '[', JSON_LINES);
    for (size_t d = 0; d < stance_diagnostics_kept(diagnostics); d++)
        write_diagnostic(out, stance_diagnostics_get(diagnostics, d));
    out_end(out);
    out_end(out);
}

stance_result stance_diagnostics_write_json(const stance_diagnostics *diagnostics, stance_sink sink)
{
    struct output output = {.sink = sink};
    struct json_out out = {.output = &output};
    stance_result result = STANCE_OK;
    write_list(&out, diagnostics);
    if (output.buffer.failed)
        result = STANCE_NO_MEMORY;
    else if (output.stopped ||
             (output.buffer.length > 0 &&
              !sink.write(sink.context, output.buffer.bytes, output.buffer.length)))
        result = STANCE_IO;
    str_clear(&output.buffer);
    return result;
}
