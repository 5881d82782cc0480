/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What somebody wants to enter, read but not yet held against a model. */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/merge.h"
#include "model/model.h"
#include "stance/cycle.h"
#include "store/json.h"
#include "store/sheet.h"

enum draft_kind {
    DRAFT_WORDS, /* one row, from a command line */
    DRAFT_TABLE, /* a sheet whose first row names the columns */
    DRAFT_JSON,  /* a list of objects */
    DRAFT_MERGE, /* a long table that went out and came back: only what was edited in it counts */
};

#define NO_COLUMN ((size_t)-1)

struct stance_draft {
    enum draft_kind kind;
    struct arena arena;
    const char *words[STANCE_FIELD_COUNT]; /* WORDS */
    bool is_claim;                         /* WORDS */
    const char *file;                      /* as the user named it; NULL for WORDS */
    struct str text;                       /* of the file */
    struct sheet sheet;                    /* TABLE, MERGE */
    size_t columns[STANCE_FIELD_COUNT];    /* TABLE, MERGE: where each field stands, or NO_COLUMN */
    size_t base_column;                    /* MERGE: that of the rows as they went out; so too */
    size_t key_column;                     /* MERGE: "actor|issue" as it went out; so too */
    size_t from_column, to_column;         /* MERGE: the ends of a range, told once more; so too */
    bool is_tsv;                           /* MERGE */
    const char *date;                      /* MERGE: of new values without one; NULL: none */
    struct json json;                      /* JSON; no tree: no rows */
};

/** List fields of a table that stand under no column's name. */
void draft_check_strays(const struct stance_draft *draft, struct stance_diagnostics *diagnostics);

/** The text of a file, as far as SHEET_MAX_BYTES; `file` is set. Errors are placed. */
stance_result draft_read_text(struct stance_draft *draft, const char *path,
                              struct stance_diagnostics *diagnostics);
bool draft_ends_with(const char *path, const char *ending);

/** Parse the text as a table whose first row names the columns, and find those. */
stance_result draft_read_table(struct stance_draft *draft, bool is_tsv,
                               struct stance_diagnostics *diagnostics);
void draft_find_columns(struct stance_draft *draft, struct stance_diagnostics *diagnostics);

/** Offset of a cell of the sheet, be it empty. */
size_t draft_cell_offset(const struct stance_draft *draft, size_t row, size_t column);

/** Read the words of a table's row. */
void draft_take_row(const struct stance_draft *draft, size_t row, struct entry_words *words);

/** Hold a draft of kind MERGE against a model: what was edited becomes rows of words, and the cycle
 *  gets its `merge`.
 *  @param[out] rows  heap, for free; texts live as long as draft and cycle.
 *  @return STANCE_OK (though the list may hold errors) or STANCE_NO_MEMORY. */
stance_result draft_merge(const struct stance_draft *draft, struct stance_cycle *cycle,
                          struct stance_diagnostics *list, struct entry_words **rows,
                          size_t *n_rows);

/** Where a piece of composed text comes from. */
struct origin {
    size_t composed, source; /* offsets */
};

/** Rows of words as the JSON list that an update file would have held. */
struct composition {
    struct str text;
    struct origin *origins; /* heap; ascending in both */
    size_t n_origins, size;
    bool failed;
};

/** Words need the scales of the model to become values: "2025" is a number or a level's id. What
 *  makes no value becomes a text, which the reader of updates then refuses.
 *  @return false if there is no memory; the composition is to be cleared in any case. */
bool composition_make(struct composition *composition, const struct entry_words *rows,
                      size_t n_rows, const struct stance_model *model);
/** The offset in the draft's own text of what was found at one of the composed text. */
size_t composition_origin(const void *of, size_t offset);
void composition_clear(struct composition *composition);

/* Pieces of JSON text. */
void compose_text(struct str *out, const char *text);
/** A value as a file would hold it, from a word of the command line; the scale may be NULL. */
void compose_word(struct str *out, const struct scale *scale, const char *word);
/** What a claim says, with source, speaker and confidence. */
void compose_claim(struct str *out, const struct scale *scale, const struct claim *claim);

#endif
