/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Two matrices under one numbering and in the same units, and which cells differ. */
#ifndef ENGINE_SIDES_H
#define ENGINE_SIDES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "engine/change.h"
#include "engine/matrix.h"

/** Actors and issues are numbered as the changes number them. What one side does not have is taken
 *  from the other (its weight), and unknown there (its cells): so an actor or an issue that came or
 *  went did what its entries did. */
struct sides {
    struct arena arena;
    const struct stance_changes *changes;
    const struct matrix *matrix[2];
    double *weights[2];    /* W by issue */
    double *eyes[2];       /* SALIENCE_ONE: s by issue; else 1 */
    double *influences[2]; /* p by actor */
    size_t looker;         /* SALIENCE_ONE: whose eyes; STANCE_NONE: nobody of the actors */
    bool *issue_changed;   /* by issue: weight, eyes or scale */
    bool *cell_changed;    /* by actor, then issue: what the matrices know of it for distances and
                              weights; never on a scale that is another */
    bool *actor_changed;   /* by actor: any of its cells */
    bool any_issue_changed;
};

/** The changes are borrowed. False if there is no memory (nothing is left to clear). */
bool sides_init(struct sides *sides, const struct stance_changes *changes);
void sides_clear(struct sides *sides);

/** Never NULL: what a side does not have is an unknown cell. */
const struct cell *sides_cell(const struct sides *sides, enum side side, size_t actor,
                              size_t issue);
bool sides_cell_changed(const struct sides *sides, size_t actor, size_t issue);
bool sides_eyes_changed(const struct sides *sides, size_t issue);

/** Mean of a value before and after. */
double sides_middle(const double at[2]);

/** Weights of actors: did one change; p_a p_b before and after; and what a has in D(p_a p_b), which
 *  is D(p_a) at b's mean weight and D(p_b) at a's. */
bool sides_influence_changed(const struct sides *sides, size_t actor);
void sides_pair_influence(const struct sides *sides, size_t a, size_t b, double out[2]);
double sides_influence_share(const struct sides *sides, size_t a, size_t b);

/** What both actors' salience makes of an issue's weight, but for `eyes`: sqrt(s_a s_b), or 1. */
double sides_salience(const struct sides *sides, const struct cell *a, const struct cell *b);

/** w of two actors on an issue; 0 where one of them is not declared. */
double sides_weight(const struct sides *sides, enum side side, size_t a, size_t b, size_t issue);

/** The distance of two cells, which may be of two sides where the scale is the same on both; both
 *  declared. `side` is the one whose scale it is. */
double sides_distance(const struct sides *sides, enum side side, size_t issue, const struct cell *a,
                      const struct cell *b);

#endif
