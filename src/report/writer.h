/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Writers: one row a format, and what they share on the way to the sink. */
#ifndef REPORT_WRITER_H
#define REPORT_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "report/document.h"
#include "stance/report.h"

/** Collects bytes and hands them to the sink in large pieces. Sticky. */
struct output {
    struct str buffer;
    stance_sink sink;
    bool stopped; /* the sink said so */
    bool refused; /* the format cannot hold it */
};

struct writer {
    stance_format format;
    void (*write)(const struct stance_document *document, const stance_layout *layout,
                  struct output *output);
};

extern const struct writer writer_text, writer_markdown, writer_json, writer_html, writer_csv,
    writer_csv_excel, writer_tsv, writer_xlsx;

/** Call after each piece: empties the buffer into the sink once it is large. */
void output_flush_if_large(struct output *output);

/** A writer had no memory: nothing more is taken, and the buffer is `failed`. */
void output_fail(struct output *output);

/** A writer could not go on, and it is not for lack of memory: as if the sink had stopped. */
void output_stop(struct output *output);

/** The document is more than the format can hold. */
void output_refuse(struct output *output);

/** False once nothing that is written can arrive any more: writers may stop early. */
bool output_is_open(const struct output *output);

#endif
