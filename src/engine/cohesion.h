/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Mean agreement over pairs, weighted by the actors: of all, in a group, across it. */
#ifndef ENGINE_COHESION_H
#define ENGINE_COHESION_H

#include <stdbool.h>

#include "base/arena.h"
#include "engine/matrix.h"
#include "stance/findings.h"

enum pair_choice {
    PAIRS_ALL,
    PAIRS_WITHIN, /* both are members */
    PAIRS_ACROSS, /* one is a member, the other is not */
};

/** Which figure of a pair a mean is made of. */
typedef double pair_figure(const stance_pair *pair);
double pair_agreement(const stance_pair *pair);
double pair_low(const stance_pair *pair);
double pair_high(const stance_pair *pair);

/** Room for the means, as long as the arena lives. */
struct cohesion {
    const struct matrix *matrix;
    const stance_pair *pairs;         /* packed: pair_place */
    double *weights, *values;         /* of one row of pairs */
    double *row_weights, *row_values; /* of all rows */
};

/** @return false if there is no memory. */
bool cohesion_init(struct cohesion *cohesion, const struct matrix *matrix, const stance_pair *pairs,
                   struct arena *arena);

/** sum(p_i p_j x_ij) / sum(p_i p_j) over the pairs chosen for which x is defined; NAN if there is
 *  none. `is_member` by actor; ignored for PAIRS_ALL. */
double cohesion_mean(struct cohesion *cohesion, pair_figure *figure, enum pair_choice choice,
                     const bool *is_member);

/** Mean agreement of one actor with all others, by their weights: observers have one too. */
double cohesion_of_actor(struct cohesion *cohesion, size_t actor);

#endif
