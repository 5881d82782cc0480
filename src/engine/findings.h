/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  All figures of one report, in arrays by the snapshot's order. */
#ifndef ENGINE_FINDINGS_H
#define ENGINE_FINDINGS_H

#include "base/arena.h"
#include "engine/matrix.h"
#include "model/snapshot.h"
#include "stance/findings.h"

struct stance_findings {
    struct arena arena;
    const struct stance_snapshot *snapshot;
    struct matrix matrix;
    const char *salience; /* "both", "none", or an actor's id: as asked */
    stance_pair *pairs;   /* packed, a before b: see findings_pair_index */
    size_t n_pairs;
    stance_actor_figures *actors;
    stance_issue_figures *issues;
    stance_group_figures *groups;
    size_t n_groups;
    double cohesion, cohesion_low, cohesion_high;
    size_t
        *issue_order; /* issues by divergence, largest first, undefined last; ties: model order */
};

/** Are distances those of the default measure, which has one for every pair who have declared
 *  themselves? */
bool findings_use_city_block(const struct stance_findings *findings);

/** Place of a pair, a < b, in `pairs`. */
size_t findings_pair_index(const struct stance_findings *findings, size_t a, size_t b);

/** The standing behind a cell; indices are the snapshot's (selected), not the model's. */
const struct standing *findings_standing(const struct stance_findings *findings, size_t actor,
                                         size_t issue);
const struct actor *findings_actor(const struct stance_findings *findings, size_t actor);
const struct issue *findings_issue(const struct stance_findings *findings, size_t issue);

/** The same mean as an actor's mean_agreement, of the least and the most that vagueness allows.
 *  @return with how many counted others it can be compared; without any both are NAN. */
size_t findings_mean_bounds(const struct stance_findings *findings, size_t actor, double *low,
                            double *high);

/** Coverage of an actor with itself: the share of issue weight on which it has declared itself; NAN
 *  if the issues have no weight. */
double findings_own_coverage(const struct stance_findings *findings, size_t actor);

#endif
