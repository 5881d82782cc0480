/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A cycle: new stances, held against a model, before anything is written.
 *
 *  A draft is what somebody wants to enter: rows of words, or a file. Held against a model it
 *  becomes a cycle, which has a model of its own: the old one with the new stances on top. */
#ifndef STANCE_CYCLE_H
#define STANCE_CYCLE_H

#include <stdbool.h>
#include <stddef.h>

#include "stance/diagnostics.h"
#include "stance/model.h"
#include "stance/result.h"

#pragma GCC visibility push(default)

typedef struct stance_draft stance_draft;
typedef struct stance_cycle stance_cycle;

/** The fields of an entry: columns of a table, members of a JSON update, options of `set`. Name,
 *  what an option's argument is called, a line for help. */
#define STANCE_FIELDS(X)                                                                           \
    X(ACTOR, "actor", "ID", "who takes the position")                                              \
    X(ISSUE, "issue", "ID", "on which issue")                                                      \
    X(VALUE, "value", "VALUE", "limited, 25000, 25000..30000, 25000.., eu,un, undeclared")         \
    X(DATE, "date", "DATE", "when the position was taken (default: today)")                        \
    X(ENTERED, "entered", "DATE", "when it was put on file (default: today)")                      \
    X(UNTIL, "until", "DATE", "the last day on which it holds")                                    \
    X(SALIENCE, "salience", "X", "how much the actor cares, 0 to 1")                               \
    X(CONFIDENCE, "confidence", "X", "how sure the entry is, 0 to 1")                              \
    X(STATUS, "status", "WORD", "stated, reported (default) or inferred")                          \
    X(SPEAKER, "speaker", "TEXT", "who said it, in what office")                                   \
    X(OUTLET, "outlet", "TEXT", "the source: who published it")                                    \
    X(URL, "url", "URL", "the source: where it can be read")                                       \
    X(QUOTE, "quote", "TEXT", "the source: its words")                                             \
    X(ACCEPTS, "accepts", "VALUE", "what the actor could live with; none-stated ends it")          \
    X(NOTE, "note", "TEXT", "a remark of yours")

enum stance_field {
#define STANCE_FIELD_ENUM(constant, name, argument, summary) STANCE_FIELD_##constant,
    STANCE_FIELDS(STANCE_FIELD_ENUM)
#undef STANCE_FIELD_ENUM
        STANCE_FIELD_COUNT
};

/** The name of a field (of enum stance_field): "value". */
const char *stance_field_name(size_t field);

/** One row, of words as the command line has them.
 *  @param words  STANCE_FIELD_COUNT of them; NULL: not given. Copied.
 *  @param claim  the row contradicts what is on file: the new entry holds both as claims.
 *  @param[out] out  new, for stance_draft_free; NULL on failure.
 *  @return STANCE_OK or STANCE_NO_MEMORY. */
stance_result stance_draft_of_words(const char *const *words, bool claim, stance_draft **out);

/** A file of rows: a table (csv, tsv) whose first line names the columns, or JSON, a list of
 *  objects. The ending tells which, else the first character. An empty file holds no rows.
 *  @param path  "-" is standard input; fifos and devices can be read as well.
 *  @param[out] out  new, for stance_draft_free; NULL unless the result is STANCE_OK. */
stance_result stance_draft_read(const char *path, stance_diagnostics *diagnostics,
                                stance_draft **out);

/** How a table that went out is taken back. All zero is the default. */
typedef struct {
    const char *date;  /**< of new values whose rows keep the old one's date; NULL: none */
    const char *sheet; /**< of a workbook; NULL: "Positions", or the only one */
} stance_import_options;

/** A long table as `matrix positions` or `export` write it, edited since: a workbook (xlsx, ods),
 *  csv or tsv. Held against a model, only what was edited in it makes entries.
 *  @param options   NULL: all zero; copied.
 *  @param[out] out  new, for stance_draft_free; NULL unless the result is STANCE_OK. */
stance_result stance_draft_import(const char *path, const stance_import_options *options,
                                  stance_diagnostics *diagnostics, stance_draft **out);

size_t stance_draft_rows(const stance_draft *draft);
void stance_draft_free(stance_draft *draft); /* NULL is fine */

/** Hold a draft against a model: every error of every row goes to the diagnostics.
 *  @param model  borrowed until the cycle is freed, as is the draft.
 *  @param today  "2025-05-01": the date, and `entered`, of rows that give none.
 *  @param[out] out  new, for stance_cycle_free; NULL unless the result is STANCE_OK. */
stance_result stance_cycle_new(const stance_model *model, const stance_draft *draft,
                               const char *today, stance_diagnostics *diagnostics,
                               stance_cycle **out);

/** How many entries are new, how many were on file already. */
size_t stance_cycle_new_entries(const stance_cycle *cycle);
size_t stance_cycle_known_entries(const stance_cycle *cycle);

/** How many rows of a table that came back were edited where the model has moved on to something
 *  else: they make no entries. */
size_t stance_cycle_conflicts(const stance_cycle *cycle);

/** The ids of the actors that have an entry in it, as a query takes them:
 *  "actor:france,actor:uk"; of a cycle without entries one actor, if there is any.
 *  @param most      no more than so many are named.
 *  @param[out] out  new, for free. */
stance_result stance_cycle_actors(const stance_cycle *cycle, size_t most, char **out);

/** The model with the new entries on top. Lent; lives as long as the cycle. */
const stance_model *stance_cycle_model(const stance_cycle *cycle);

void stance_cycle_free(stance_cycle *cycle); /* NULL is fine */

#pragma GCC visibility pop
#endif
