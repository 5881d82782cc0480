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

struct merge;

struct stance_cycle {
    struct arena arena;
    const struct merge *merge; /* what it came from, where that is a table that went out; else
                                  NULL */
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

/** What an entry comes to in the model with the cycle on top. */
enum entry_role {
    ROLE_NEWEST,  /* of its actor on its issue */
    ROLE_HISTORY, /* one of a later date, or of the same day and behind it, supersedes it */
    ROLE_ON_FILE, /* nothing is entered: it was there */
    ROLE_TWICE,   /* nothing is entered: an earlier row of the cycle says the same */
};
enum entry_role cycle_entry_role(const struct stance_cycle *cycle, const struct cycle_entry *entry);

/** Is a stance of the model with the cycle on top this very entry? */
bool cycle_entry_is(const struct cycle_entry *entry, const struct stance *stance);

/** How many actors' files new entries go into. */
size_t cycle_count_actors(const struct stance_cycle *cycle);

#endif
