/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Which entry made which part of a figure's change: an exact, symmetric split.
 *
 *  All figures are means m = sum(w d) / sum(w), and for means of two dates, with the middles
 *  T' = (T0 + T1)/2 and m' = (m0 + m1)/2, m1 - m0 = sum of (D(w d) - m' D(w)) / T' over the terms
 *  (D: later less earlier): what did not change has no part. Within a term those who changed are
 *  players, and each gets its mean contribution over all orders in which they may have moved
 *  (Shapley 1953). A player is an actor's entry on the issue; the issue's weight; the weights of
 *  the two actors; with --salience ONE the entry of the one whose eyes they are (the actor's own
 *  entry, where it is one of the two). */
#ifndef ENGINE_ATTRIBUTION_H
#define ENGINE_ATTRIBUTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "engine/change.h"
#include "engine/sides.h"

struct attribution {
    struct stance_changes *changes;
    struct sides sides;
    double *effects;    /* on cohesion: sums by actor, then issue; a row and a column behind for
                           STANCE_NONE */
    double *reach;      /* likewise: see stance_move */
    struct part *parts; /* room for the parts of a pair, and of an issue */
};

/** @param changes  with actors, issues, `rescaled`, and every figure's `before` and `after`;
 *                  borrowed, and given the parts below.
 *  @return false if there is no memory (nothing is left to clear). */
bool attribution_init(struct attribution *attribution, struct stance_changes *changes);
void attribution_clear(struct attribution *attribution);

/** Fill in the parts of all figures; they lie in the changes' arena. Cost: pairs with a change x
 *  issues, and one look at every pair. False if there is no memory. */
bool attribution_run(struct attribution *attribution);

/** The last step of it, once the pairs have their parts. False if there is no memory. */
bool attribution_of_cohesion(struct attribution *attribution);

/** After it has run: what an actor's entry on an issue did to cohesion, and its reach. */
double attribution_effect(const struct attribution *attribution, size_t actor, size_t issue);
double attribution_reach(const struct attribution *attribution, size_t actor, size_t issue);

#endif
