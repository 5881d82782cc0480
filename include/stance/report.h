/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What people read: documents made from findings, and the formats that print them. */
#ifndef STANCE_REPORT_H
#define STANCE_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "stance/changes.h"
#include "stance/cycle.h"
#include "stance/diagnostics.h"
#include "stance/findings.h"
#include "stance/result.h"

#pragma GCC visibility push(default)

/** What is said, before it is decided how it looks. */
typedef struct stance_document stance_document;

/** What a document is made of: not every format holds all. */
typedef enum {
    STANCE_PROSE = 1, /**< reports: text, tables, strips */
    STANCE_MATRIX = 2,
    STANCE_WORKBOOK = 4,
    STANCE_PAGE = 8, /**< reports with pictures and all evidence, for a screen */
} stance_document_kind;

/** The divergence report. The findings are borrowed until the document is freed, here and below.
 *  @param kind      STANCE_PROSE or STANCE_PAGE, here and below.
 *  @param[out] out  new, for stance_document_free; NULL on failure.
 *  @return STANCE_OK or STANCE_NO_MEMORY. */
stance_result stance_say_report(const stance_findings *findings, stance_document_kind kind,
                                stance_document **out);

/** Two different actors (numbers among the selected), issue by issue, as a bill that adds up. */
stance_result stance_say_comparison(const stance_findings *findings, size_t a, size_t b,
                                    stance_document_kind kind, stance_document **out);

/** Everything on record about one actor, or one issue. */
stance_result stance_say_actor(const stance_findings *findings, size_t actor,
                               stance_document_kind kind, stance_document **out);
stance_result stance_say_issue(const stance_findings *findings, size_t issue,
                               stance_document_kind kind, stance_document **out);

/** What changed between two dates, or two copies of a model. The changes, and the findings behind
 *  them, are borrowed until the document is freed, here and below. */
stance_result stance_say_changes(const stance_changes *changes, stance_document_kind kind,
                                 stance_document **out);

/** The divergence report of the findings that the changes end in, opened by what changed. */
stance_result stance_say_report_since(const stance_changes *changes, stance_document_kind kind,
                                      stance_document **out);

/** One line or two, in plain text, on what the moves did to the picture: the pair that changed
 *  most, cohesion, the divergence of the issue of the largest move.
 *  @param[out] out  new, each line ended by a line break, for free; NULL on failure.
 *  @return STANCE_OK or STANCE_NO_MEMORY. */
stance_result stance_say_effect(const stance_changes *changes, char **out);

/** A cycle under review, entry by entry.
 *  @param changes     from the cycle's model without its entries to the one with them, of all of
 * the cycle's actors and issues at least. Both are borrowed until the document is freed.
 *  @param is_written  it is in the files, and not only looked at. */
stance_result stance_say_cycle(const stance_cycle *cycle, const stance_changes *changes,
                               bool is_written, stance_document **out);

/** Histories of stances with their sources, grouped by the day on which they were put on file,
 *  newest first.
 *  @param actor, issue  numbers among the selected; STANCE_NONE: all. */
stance_result stance_say_log(const stance_findings *findings, size_t actor, size_t issue,
                             stance_document **out);

/** All names: actors, issues, groups, topics. As json it is the whole report. */
stance_result stance_say_names(const stance_findings *findings, stance_document **out);

/** A matrix of figures, for a spreadsheet or a program. */
typedef struct {
    const char *kind;   /**< "positions", "agreement" ...: stance_matrix_name */
    const char *layout; /**< "wide" (NULL: this), a row an actor; "long", a row a cell */
    const char *labels; /**< "ids" (NULL: this), "labels", "numbers" (positions normalised, 0..1) */
} stance_matrix_options;

/** Kinds of matrices, from 0: the name and a line about it; NULL beyond the last. */
const char *stance_matrix_name(size_t index);
const char *stance_matrix_summary(size_t index);

/** @return STANCE_OK, STANCE_REFUSED (no such kind, layout or style of labels) or
 *          STANCE_NO_MEMORY. */
stance_result stance_say_matrix(const stance_findings *findings,
                                const stance_matrix_options *options, stance_document **out);

/** A workbook in which positions can be edited and all else follows by formulas.
 *  @return STANCE_OK, STANCE_REFUSED (its formulas are those of the city-block measure; or there
 * are more actors, issues than anybody would open) or STANCE_NO_MEMORY. */
stance_result stance_say_workbook(const stance_findings *findings, stance_document **out);

/** What to check, and how. All zero: everything, as warnings. */
typedef struct {
    const char *only; /**< names of checks, "no-source,stale"; NULL: all */
    const char *skip; /**< names of checks to leave out; NULL: none */
    int stale_days;   /**< a position in force is stale beyond so many before as-of; 0: 365 */
    bool strict;      /**< warnings count as errors */
} stance_check_options;

/** Checks, from 0: the name and a line about it; NULL beyond the last. What the readers notice
 *  (misspelt keys, say) is among them. */
const char *stance_check_name(size_t index);
const char *stance_check_summary(size_t index);

/** Add what is doubtful in the model behind the findings as warnings, each with its place and the
 *  name of its check. Then the list holds the errors and warnings chosen, each once, in the order
 *  of the files.
 *  @param findings     NULL: the model was refused; only what the list holds is chosen and sorted.
 *  @param options      NULL: all zero.
 *  @param diagnostics  with what the load had to say.
 *  @return STANCE_OK (whatever was found), STANCE_REFUSED (no such check; the list is as it was) or
 *          STANCE_NO_MEMORY. */
stance_result stance_check(const stance_findings *findings, const stance_check_options *options,
                           stance_diagnostics *diagnostics);

void stance_document_free(stance_document *document); /* NULL is fine */

/** A format that documents can be written in. */
typedef struct {
    const char *name;    /**< "text", "markdown", "html", "json" */
    const char *ending;  /**< of file names, with the dot: ".txt" */
    const char *summary; /**< for help, one line */
    unsigned holds;      /**< kinds of documents, of stance_document_kind */
    bool is_binary;      /**< nothing for a terminal */
} stance_format;

/** Formats, from 0; NULL beyond the last. */
const stance_format *stance_format_get(size_t index);

/** How a document is laid out, where the format leaves a choice. */
typedef struct {
    size_t width_columns; /**< of text; 0: 80 */
    bool ascii;           /**< text: no character beyond ASCII */
    bool color;     /**< text: with terminal escapes for emphasis; colour means nothing alone */
    bool full;      /**< json: the issues of every pair even above 200 actors */
    bool raw;       /**< csv, tsv: text that spreadsheets would run as a formula is not guarded */
    char delimiter; /**< csv, csv-excel: between fields; 0: a comma */
    char decimal;   /**< csv-excel: the decimal mark; 0: a dot */
} stance_layout;

/** Takes the bytes of a document. Returns false to stop (the disk is full, say). */
typedef struct {
    bool (*write)(void *context, const char *bytes, size_t length);
    void *context;
} stance_sink;

/** Write a document in a format, by name.
 *  @param layout  NULL: all zero.
 *  @return STANCE_OK, STANCE_REFUSED (no such format, or it holds no such document, or none that
 *          large), STANCE_IO (the sink stopped, or a file that the format needs for a while could
 *          not be written, for which TMPDIR names the folder) or STANCE_NO_MEMORY. */
stance_result stance_document_write(const stance_document *document, const char *format,
                                    const stance_layout *layout, stance_sink sink);

/** Write a list of diagnostics as JSON: models/schema/check.schema.json describes it.
 *  @return STANCE_OK, STANCE_IO (the sink stopped) or STANCE_NO_MEMORY. */
stance_result stance_diagnostics_write_json(const stance_diagnostics *diagnostics,
                                            stance_sink sink);

#pragma GCC visibility pop
#endif
