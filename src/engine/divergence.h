/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  One issue among all actors: divergence, its bounds, its maximum, its share. */
#ifndef ENGINE_DIVERGENCE_H
#define ENGINE_DIVERGENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/matrix.h"
#include "stance/findings.h"

struct divergence {
    double value, low, high, max; /* NAN: undefined */
    double missing; /* sum over pairs of p p (w / sum(w)) d: its part of what cohesion lacks */
};

/** D = sum(p_i p_j d_ij) / sum(p_i p_j) over the pairs with both declared; observers are out.
 *  @param pairs  all pairs, packed (pair_place), as pair_compare gives them.
 *  Cost: actors^2. */
void divergence_of(const struct matrix *matrix, const stance_pair *pairs, size_t issue,
                   struct divergence *out);

/** For so many actors the best split into two camps is searched, not bounded. */
#define CAMPS_EXACT 20

/** Actors who take part in one issue: all that its largest divergence depends on. All zero is
 *  nobody. */
struct camp_weights {
    size_t count;
    double sum, pairs; /* of p, of p_i p_j */
    bool unequal;
    double few[CAMPS_EXACT]; /* the first of them */
};

/** Add an actor of weight p > 0. */
void camp_weights_add(struct camp_weights *weights, double p);

/** The largest divergence that these actors can have in `camps` camps: two on an ordered scale, as
 *  many as there are choices on a nominal one. Exact for equal weights, and in two camps for up to
 *  CAMPS_EXACT actors; else an upper bound (measures.md 3). NAN below two actors. */
double divergence_max(const struct camp_weights *weights, size_t camps);

#endif
