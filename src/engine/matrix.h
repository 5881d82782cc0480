/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A snapshot as dense arrays: the only thing that distances are computed from. */
#ifndef ENGINE_MATRIX_H
#define ENGINE_MATRIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/position.h"
#include "model/snapshot.h"

enum cell_state { CELL_UNKNOWN, CELL_UNDECLARED, CELL_DECLARED };

/** One actor on one issue. A span is its centre and half-width in [0, 1] (a point has half 0). A
 *  set is one or more alternatives: contradicting claims where a set means all of these. What the
 *  measure has no use for is unknown to it, whatever is on record. */
struct cell {
    enum cell_state state;
    double centre, half;
    const uint64_t *const *sets;
    size_t n_sets;
    double salience;
};

struct matrix_issue {
    enum geometry geometry;
    bool several;
    size_t n_choices, words; /* of sets */
    double weight;           /* W, in units of 2^weight_exponent */
    double chance;           /* expected distance of two who answer at random; NAN: undefined */
    double neutral;          /* in [0, 1], strictly inside; NAN: the scale has none */
};

enum salience_mode { SALIENCE_BOTH, SALIENCE_NONE, SALIENCE_ONE };

struct measure; /* engine/measure.h */

/** Rows are the snapshot's selected actors, columns its selected issues. The largest W and the
 *  largest p are brought near 1 by a power of two, which is exact: only ratios of weights count,
 *  and no sum or product of them may overflow or vanish. */
struct matrix {
    struct arena arena;
    const struct measure *measure;
    size_t n_actors, n_issues;
    struct cell *cells; /* actor by actor */
    struct matrix_issue *issues;
    int weight_exponent;   /* of two: ldexp(w, weight_exponent) is the weight as filed */
    double *actor_weights; /* p, but for a power of two */
    enum salience_mode salience;
    double *eyes;         /* SALIENCE_ONE: that actor's salience by issue; else NULL */
    double weight_of_all; /* sum of W, in issue order */
};

/** The snapshot is borrowed until the matrix is cleared.
 *  @param eyes  SALIENCE_ONE: index of the actor in the model; else ignored.
 *  @return false if there is no memory (nothing is left to clear). */
bool matrix_init(struct matrix *matrix, const struct stance_snapshot *snapshot,
                 const struct measure *measure, enum salience_mode salience, size_t eyes);
void matrix_clear(struct matrix *matrix);

const struct cell *matrix_cell(const struct matrix *matrix, size_t actor, size_t issue);

/** w of two actors on an issue: W sqrt(s_a s_b), W, or W s of one pair of eyes. In the units of
 *  the issues' weights. */
double matrix_weight(const struct matrix *matrix, size_t a, size_t b, size_t issue);

/** Has the actor declared itself on an issue that weighs anything, salience included? If not, its
 *  agreement with anybody is undefined, and so with itself. */
bool matrix_can_compare(const struct matrix *matrix, size_t actor);

#endif
