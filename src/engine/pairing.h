/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  One cell held against itself: what is on record on either side, what was put on file
 *  between, and whether the position is the same. */
#ifndef ENGINE_PAIRING_H
#define ENGINE_PAIRING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "engine/change.h"
#include "engine/sides.h"

/** One cell on one side. */
struct half {
    const struct stance_snapshot *snapshot;
    const struct scale *scale;
    size_t actor, issue;             /* in the model; STANCE_NONE: not there */
    const struct standing *standing; /* never NULL */
    const struct stance *decisive;   /* in force or lapsed; NULL: neither */
    bool known, declared;
    const struct stance *const *history;
    size_t n_history;
};

/** One cell on both. */
struct pairing {
    struct half half[2];
    bool same_model; /* the very same entries on both sides: not where one is a cycle's */
    bool rescaled;
    bool same_position;            /* both unknown, both undeclared, or the same value */
    const struct stance **entries; /* put on file between, oldest first; in the arena */
    size_t n_entries;
    bool decisive_is_new; /* the decisive one of AFTER is among them */
    bool lost;            /* where there are any: an entry that was on file is not */
};

/** A cell on one side alone, without its history. */
struct half pairing_half(const struct stance_changes *changes, enum side side, size_t actor,
                         size_t issue);

/** Both sides, histories included. False if there is no memory. */
bool pairing_init(struct pairing *pairing, struct stance_changes *changes, size_t actor,
                  size_t issue);

/** Known on both sides, and the hull of all claims is the same value. */
bool pairing_hulls_same(const struct pairing *pairing);

/** By how much of the scale the position moved: city-block, whatever the measure of the findings;
 *  NAN unless declared on both sides on the same scale. False if there is no memory. */
bool pairing_distance(const struct pairing *pairing, struct arena *arena, double *out);

#endif
