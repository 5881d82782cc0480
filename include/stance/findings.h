/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The figures of a comparison: all that one report needs, computed once.
 *
 *  Undefined figures are NAN, never 0. Actors and issues are numbered as the snapshot selected
 *  them, from 0, in the model's order. */
#ifndef STANCE_FINDINGS_H
#define STANCE_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "stance/diagnostics.h"
#include "stance/result.h"
#include "stance/snapshot.h"

#pragma GCC visibility push(default)

typedef struct stance_findings stance_findings;

/** How to compare. All zero is the default. */
typedef struct {
    const char *measure;  /**< "city-block" (NULL: this), "directional", "gap" */
    const char *salience; /**< "both" (NULL: this), "none", or the id of the actor whose eyes */
} stance_comparison;

/** Two actors. Agreement is Gower's similarity (1971), weighted: 1 - sum(w d) / sum(w). */
typedef struct {
    double agreement;   /**< 0 to 1; NAN if there is no issue, or no weight, to compare on */
    double low, high;   /**< if every range and set hides one of its points (Manski 2003) */
    double silence_low; /**< in addition over issues on which one side or both are undeclared */
    double silence_high;
    double coverage;      /**< share of issue weight on which both are declared */
    double chance;        /**< agreement expected of two who answer the same issues at random */
    double weight;        /**< sum(w) */
    size_t issues;        /**< issues of some weight on which both are declared */
    size_t silent_issues; /**< issues with both on record and one or both undeclared */
} stance_pair;

/** One issue of a pair. */
typedef struct {
    size_t issue;
    bool declared;       /**< both are; else both are on record and one or both undeclared */
    double distance;     /**< 0 to 1; NAN unless declared */
    double distance_min; /**< if every range and set hides one of its points; where one is */
    double distance_max; /**< undeclared: wherever on the scale it may stand */
    double weight;       /**< w = W sqrt(s_a s_b), as the comparison weighs */
    double share;        /**< of the pair's disagreement, w d / sum(w d); NAN if there is none */
} stance_pair_issue;

typedef struct {
    double weight;         /**< influence in divergence and cohesion; 0: an observer */
    size_t stances;        /**< positions on record, undeclared ones included */
    double mean_agreement; /**< with all others, weighted by their weights */
} stance_actor_figures;

typedef struct {
    double weight;
    size_t declared, undeclared; /**< actors, observers included */
    double divergence;           /**< weighted mean distance over the pairs; NAN below two actors */
    double divergence_low,
        divergence_high;   /**< the same mean of the least, the largest distances */
    double divergence_max; /**< what it could be at most with these actors */
    double share;          /**< of what cohesion lacks to 1; all issues add up to 1 */
} stance_issue_figures;

typedef struct {
    const char *id;
    size_t members;  /**< among the actors selected */
    double cohesion; /**< weighted mean agreement within */
    double outward;  /**< weighted mean agreement of members with all others */
} stance_group_figures;

/** Compare all pairs of actors of a snapshot.
 *  @param snapshot    borrowed, until the findings are freed.
 *  @param comparison  NULL is the default; copied.
 *  @param[out] out    new, for stance_findings_free; NULL on failure.
 *  @return STANCE_OK, STANCE_REFUSED (no such measure, no such actor) or STANCE_NO_MEMORY.
 *  Cost: actors^2 x issues. Sources: Gower 1971; Souza, Carvalho 2004; Manski 2003. */
stance_result stance_findings_new(const stance_snapshot *snapshot,
                                  const stance_comparison *comparison,
                                  stance_diagnostics *diagnostics, stance_findings **out);

/** Measures that a comparison may name, from 0: the name and a line about it; NULL beyond the last.
 */
const char *stance_measure_name(size_t index);
const char *stance_measure_summary(size_t index);

/** Figures of two different actors, in either order. Lent. */
const stance_pair *stance_findings_pair(const stance_findings *findings, size_t a, size_t b);

/** The issues of a pair on which both are on record, in order.
 *  @param[out] rows  room for as many as the snapshot has issues.
 *  @return how many rows were written. */
size_t stance_findings_pair_issues(const stance_findings *findings, size_t a, size_t b,
                                   stance_pair_issue *rows);

const stance_actor_figures *stance_findings_actor(const stance_findings *findings, size_t actor);
const stance_issue_figures *stance_findings_issue(const stance_findings *findings, size_t issue);

/** Groups that the selected actors belong to, by id. */
size_t stance_findings_groups(const stance_findings *findings);
const stance_group_figures *stance_findings_group(const stance_findings *findings, size_t group);

/** Weighted mean agreement over the pairs that have one, and the same mean of low and high. */
double stance_findings_cohesion(const stance_findings *findings);
double stance_findings_cohesion_low(const stance_findings *findings);
double stance_findings_cohesion_high(const stance_findings *findings);

void stance_findings_free(stance_findings *findings); /* NULL is fine */

#pragma GCC visibility pop
#endif
