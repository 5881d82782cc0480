/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A table that went out and came back, held against the model: what was edited in it, and
 *  what has moved on since. Three sides: the row as it is now, as it was when it went out (the
 *  base), and what is on file. */
#ifndef MODEL_MERGE_H
#define MODEL_MERGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostics.h"
#include "model/model.h"
#include "model/snapshot.h"
#include "stance/cycle.h"

/** A row of words and where each stands in what was read: one entry to be. */
struct entry_words {
    const char *text[STANCE_FIELD_COUNT]; /* NULL: left out */
    size_t offset[STANCE_FIELD_COUNT];    /* of the cell, also where it is empty */
    size_t row;                           /* offset of the row */
};

/** A row that came back. */
struct returned_row {
    struct entry_words words;
    bool has_column[STANCE_FIELD_COUNT]; /* what the table does not hold was not edited */
    const char *base;                    /* long_row_print_base; NULL: not carried along */
    size_t actor, issue;                 /* of the model */
};

enum difference_state {
    DIFFERENCE_EDITED,   /* becomes part of a new entry */
    DIFFERENCE_CONFLICT, /* what is on file of the cell has changed too, to something else */
    DIFFERENCE_ON_FILE,  /* has changed to the same */
};

/** One cell of the table that is not what it was. Words are ids; NULL: empty. */
struct difference {
    enum difference_state state;
    size_t actor, issue;
    enum stance_field field;
    const char *from, *to;
    const char *now;   /* CONFLICT: what is on file now */
    size_t offset;     /* of the cell */
    const char *place; /* the same for people: "Positions!E17", "line 17" */
    bool keeps_source; /* a new value beside the old one's source */
};

struct merge {
    const struct stance_model *model;
    const struct stance_snapshot *now; /* the default one */
    bool is_flat;                      /* the table knows no line ends and tabs within texts */
    const char *date;                  /* of new values whose rows give none; NULL: none */
    struct arena *arena;               /* of all texts */
    struct difference *differences;    /* heap, until merge_clear */
    size_t n_differences, size;
    size_t n_rows, n_conflicts; /* rows held against the model; those in conflict */
    bool failed;                /* no memory */
};

/** Hold one row against its base and the model. Errors go to the list, at offsets.
 *  @param[out] entry  the entry that it makes, where the result is true. */
bool merge_row(struct merge *merge, const struct returned_row *row,
               struct stance_diagnostics *diagnostics, struct entry_words *entry);

void merge_clear(struct merge *merge);

#endif
