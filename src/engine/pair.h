/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Two actors: agreement, its bounds, coverage, chance, and its parts by issue. */
#ifndef ENGINE_PAIR_H
#define ENGINE_PAIR_H

#include "engine/matrix.h"
#include "stance/findings.h"

/** Compare two rows of a matrix. Weights are in the matrix's units (matrix.h).
 *  @param[out] rows  NULL, or room for n_issues: the issues on which both are on record, in order.
 *  @return how many rows there are (or would be). */
size_t pair_compare(const struct matrix *matrix, size_t a, size_t b, stance_pair *out,
                    stance_pair_issue *rows);

/** Place of a pair, a < b < n_actors, in a packed array of all pairs: row by row. */
size_t pair_place(size_t n_actors, size_t a, size_t b);

/** sum(w d) over the rows on which both are declared: what agreement lacks, before it is divided.
 */
double pair_disagreement(const stance_pair_issue *rows, size_t count);

#endif
