/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What somebody wants to enter, read but not yet held against a model. */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/model.h"
#include "stance/cycle.h"
#include "store/json.h"
#include "store/sheet.h"

enum draft_kind {
    DRAFT_WORDS, /* one row, from a command line */
    DRAFT_TABLE, /* a sheet whose first row names the columns */
    DRAFT_JSON,  /* a list of objects */
};

#define NO_COLUMN ((size_t)-1)

struct stance_draft {
    enum draft_kind kind;
    struct arena arena;
    const char *words[STANCE_FIELD_COUNT]; /* WORDS */
    bool is_claim;                         /* WORDS */
    const char *file;                      /* as the user named it; NULL for WORDS */
    struct str text;                       /* of the file */
    struct sheet sheet;                    /* TABLE */
    size_t columns[STANCE_FIELD_COUNT];    /* TABLE: where each field stands, or NO_COLUMN */
    struct json json;                      /* JSON; no tree: no rows */
};

/** List fields of a table that stand under no column's name. */
void draft_check_strays(const struct stance_draft *draft, struct stance_diagnostics *diagnostics);

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
bool composition_make(struct composition *composition, const struct stance_draft *draft,
                      const struct stance_model *model);
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
