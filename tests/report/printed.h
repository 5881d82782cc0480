/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Documents as they are printed, for tests of the writers. */
#ifndef TESTS_REPORT_PRINTED_H
#define TESTS_REPORT_PRINTED_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../support.h"
#include "base/utf8.h"
#include "report/document.h"
#include "report/writer.h"

static inline bool printed_take(void *context, const char *bytes, size_t length)
{
    str_append_bytes(context, bytes, length);
    return true;
}

/** A document without findings: for all formats but json. */
static inline struct stance_document *printed_new(void)
{
    struct stance_document *document = document_new(STANCE_PROSE, SUBJECT_REPORT, NULL);
    if (!document) abort();
    return document;
}

/** The document in a format; lent until the test ends. The document is freed. */
static inline const char *printed_as(struct stance_document *document, const char *format,
                                     stance_layout layout)
{
    struct str out = {0};
    stance_sink sink = {printed_take, &out};
    const char *text;
    CHECK_INT(stance_document_write(document, format, &layout, sink), STANCE_OK);
    text = test_text("%s", str_get(&out));
    CHECK_SIZE(strlen(text), out.length); /* no 0 within */
    str_clear(&out);
    stance_document_free(document);
    return text;
}

static inline const char *printed_ascii(struct stance_document *document, size_t width)
{
    return printed_as(document, "text", (stance_layout){.width_columns = width, .ascii = true});
}

static inline const char *printed_text(struct stance_document *document, size_t width)
{
    return printed_as(document, "text", (stance_layout){.width_columns = width});
}

static inline const char *printed_markdown(struct stance_document *document)
{
    return printed_as(document, "markdown", (stance_layout){0});
}

/** No line is wider than so many columns or ends in a blank; with `ascii` all bytes are ASCII. */
static inline void check_lines(const char *text, size_t width, bool ascii)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        const char *line = test_text("%.*s", (int)length, text);
        if (text[length] != '\n') FAIL("no line end behind \"%s\"", line);
        if (utf8_width(line) > width) FAIL("wider than %zu: \"%s\"", width, line);
        if (length > 0 && line[length - 1] == ' ') FAIL("a blank ends \"%s\"", line);
        for (size_t i = 0; i < length; i++) {
            unsigned char c = (unsigned char)line[i];
            if (c < 0x20 || c == 0x7F || (ascii && c > 0x7E)) FAIL("byte %d in \"%s\"", c, line);
        }
        text += length + (text[length] == '\n');
    }
}

/** A paragraph of one text. */
static inline void say_paragraph(struct stance_document *document, const char *text)
{
    document_paragraph(document);
    document_say_text(document, SPAN_TEXT, text);
}

/* A strip of so many labels at even distances, and marks that tests fill. */
static inline struct strip *say_scale(struct stance_document *document, const char *const *labels,
                                      size_t n_labels, size_t n_marks)
{
    struct strip *strip = document_strip(document, n_labels, n_marks);
    if (!strip) abort();
    for (size_t t = 0; t < n_labels; t++) {
        strip->ticks[t].at = n_labels > 1 ? (double)t / (double)(n_labels - 1) : 0;
        strip->ticks[t].label = document_copy(document, labels[t]);
    }
    return strip;
}

static inline struct mark at(const char *label, double from, double to)
{
    return (struct mark){
        .kind = from < to ? MARK_RANGE : MARK_POINT, .from = from, .to = to, .label = label};
}

#endif
