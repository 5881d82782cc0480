/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  New stances on top of a model, in memory: what `set`, `update` and `import` write, and
 *  what a what-if only looks at. */
#ifndef MODEL_CYCLE_H
#define MODEL_CYCLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/model.h"
#include "stance/cycle.h"

enum entry_state {
    ENTRY_IS_NEW,
    ENTRY_IS_KNOWN, /* an entry of its cell says the same: nothing is written */
};

/** One entry of a cycle. */
struct cycle_entry {
    size_t actor; /* in the model */
    struct stance stance;
    unsigned given;   /* members that the row gave, of enum entry_member */
    const char *text; /* the entry as JSON in one line; only the store reads it */
    enum entry_state state;
    const struct stance *known; /* ENTRY_IS_KNOWN: which, in the model or among the entries */
    size_t behind; /* the stance of the actor's file behind which it goes; ENTRY_AT_END: behind
                      the last of all */
    size_t leader; /* the first new entry of its cell: where several are new, they stand together */
};
#define ENTRY_AT_END ((size_t)-1)

struct stance_cycle {
    struct arena arena;
    const struct stance_model *model; /* without the entries */
    struct stance_model after;        /* with them; shares all else with `model` */
    struct cycle_entry *entries;      /* in the order of the rows */
    size_t n_entries;
    const struct cycle_entry **order; /* the new ones by actor, then as they stand in its file */
    size_t n_new;
};

/** After the entries are in: tell which are on file already, find their places, make `after`.
 *  A new entry goes behind the last entry of its issue, else behind the last of all; those with one
 *  place stand there in the order of the rows, those of one issue together.
 *  @return false if there is no memory. Errors (a test that asks for nobody) go to the list. */
bool cycle_complete(struct stance_cycle *cycle, struct stance_diagnostics *diagnostics);

/** The run of `order` that goes into one actor's file: its first, and how many there are. */
const struct cycle_entry *const *cycle_entries_of(const struct stance_cycle *cycle, size_t actor,
                                                  size_t *count);

/** The entry of its cell that a new one follows in time, in the model with the cycle on top; NULL:
 *  it is the first. */
const struct stance *cycle_entry_before(const struct stance_cycle *cycle,
                                        const struct cycle_entry *entry);
/** True if an entry of its cell in the model is of a later date: this one is history. */
bool cycle_entry_is_late(const struct stance_cycle *cycle, const struct cycle_entry *entry);

#endif
