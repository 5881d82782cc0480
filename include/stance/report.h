/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What people read: documents made from findings, and the formats that print them. */
#ifndef STANCE_REPORT_H
#define STANCE_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "stance/diagnostics.h"
#include "stance/findings.h"
#include "stance/result.h"

#pragma GCC visibility push(default)

/** What is said, before it is decided how it looks. */
typedef struct stance_document stance_document;

/** The divergence report. The findings are borrowed until the document is freed, here and below.
 *  @param[out] out  new, for stance_document_free; NULL on failure.
 *  @return STANCE_OK or STANCE_NO_MEMORY. */
stance_result stance_say_report(const stance_findings *findings, stance_document **out);

/** Two different actors (numbers among the selected), issue by issue, as a bill that adds up. */
stance_result stance_say_comparison(const stance_findings *findings, size_t a, size_t b,
                                    stance_document **out);

/** Everything on record about one actor, or one issue. */
stance_result stance_say_actor(const stance_findings *findings, size_t actor,
                               stance_document **out);
stance_result stance_say_issue(const stance_findings *findings, size_t issue,
                               stance_document **out);

/** All names: actors, issues, groups, topics. As json it is the whole report. */
stance_result stance_say_names(const stance_findings *findings, stance_document **out);

/** Add what is doubtful in the model behind the findings as warnings, each with its place and the
 *  name of its check.
 *  @return STANCE_OK or STANCE_NO_MEMORY. */
stance_result stance_check(const stance_findings *findings, stance_diagnostics *diagnostics);

void stance_document_free(stance_document *document); /* NULL is fine */

/** A format that documents can be written in. */
typedef struct {
    const char *name;    /**< "text", "markdown", "json" */
    const char *ending;  /**< of file names, with the dot: ".txt" */
    const char *summary; /**< for help, one line */
} stance_format;

/** Formats, from 0; NULL beyond the last. */
const stance_format *stance_format_get(size_t index);

/** How a document is laid out, where the format leaves a choice. */
typedef struct {
    size_t width_columns; /**< of text; 0: 80 */
    bool ascii;           /**< text: no character beyond ASCII */
    bool color; /**< text: with terminal escapes for emphasis; colour means nothing alone */
    bool full;  /**< json: the issues of every pair even above 200 actors */
} stance_layout;

/** Takes the bytes of a document. Returns false to stop (the disk is full, say). */
typedef struct {
    bool (*write)(void *context, const char *bytes, size_t length);
    void *context;
} stance_sink;

/** Write a document in a format, by name.
 *  @param layout  NULL: all zero.
 *  @return STANCE_OK, STANCE_REFUSED (no such format), STANCE_IO (the sink stopped) or
 *          STANCE_NO_MEMORY. */
stance_result stance_document_write(const stance_document *document, const char *format,
                                    const stance_layout *layout, stance_sink sink);

#pragma GCC visibility pop
#endif
