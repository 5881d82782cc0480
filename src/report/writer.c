/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of formats, and the buffer between a writer and whoever takes the bytes. Writers append
 * to the buffer without asking; a sink that stopped or memory that ran out is found out once, when
 * all is written. */
#include "report/writer.h"

#include <string.h>

enum { BUFFER_LARGE = 64 * 1024 };

static const struct writer *const writers[] = {&writer_text, &writer_markdown, &writer_html,
                                               &writer_json, &writer_csv,      &writer_csv_excel,
                                               &writer_tsv,  &writer_xlsx};

const stance_format *stance_format_get(size_t index)
{
    return index < sizeof writers / sizeof *writers ? &writers[index]->format : NULL;
}

static const struct writer *find_writer(const char *name)
{
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        if (strcmp(writers[i]->format.name, name) == 0) return writers[i];
    }
    return NULL;
}

static void flush(struct output *output)
{
    struct str *buffer = &output->buffer;
    if (!output->stopped && buffer->length > 0 &&
        !output->sink.write(output->sink.context, buffer->bytes, buffer->length)) {
        output->stopped = true;
    }
    str_truncate(buffer, 0);
}

void output_flush_if_large(struct output *output)
{
    if (output->buffer.length >= BUFFER_LARGE) flush(output);
}

void output_fail(struct output *output)
{
    str_clear(&output->buffer);
    output->buffer.failed = true;
}

void output_stop(struct output *output)
{
    output->stopped = true;
}

void output_refuse(struct output *output)
{
    output->stopped = true;
    output->refused = true;
}

bool output_is_open(const struct output *output)
{
    return !output->stopped && !output->buffer.failed;
}

stance_result stance_document_write(const stance_document *document, const char *format,
                                    const stance_layout *layout, stance_sink sink)
{
    static const stance_layout plain = {0};
    const struct writer *writer = find_writer(format);
    struct output output = {.sink = sink};
    stance_result result = STANCE_OK;
    if (!writer || !(writer->format.holds & document->kind)) return STANCE_REFUSED;
    if (!document_ok(document)) return STANCE_NO_MEMORY;
    writer->write(document, layout ? layout : &plain, &output);
    if (output.buffer.failed) {
        result = STANCE_NO_MEMORY;
        goto done;
    }
    flush(&output);
    if (output.stopped) result = output.refused ? STANCE_REFUSED : STANCE_IO;
done:
    str_clear(&output.buffer);
    return result;
}
