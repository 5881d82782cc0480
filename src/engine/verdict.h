/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What the figures allow to be said over the whole interval that vagueness leaves open. */
#ifndef ENGINE_VERDICT_H
#define ENGINE_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/findings.h"

/** A counted actor has a weight above 0; all others are observers. */
bool actor_is_counted(const struct stance_findings *findings, size_t actor);
/** Counted, and comparable with some other counted actor. */
bool actor_is_compared(const struct stance_findings *findings, size_t actor);

/** How a pair's agreement stands to chance, whatever its positions hide. */
enum against_chance { CHANCE_CANNOT_TELL, CHANCE_MORE, CHANCE_LESS };
enum against_chance pair_against_chance(const stance_pair *pair);

struct ranked_pair {
    size_t a, b;
    const stance_pair *pair;
};

/** The `room` pairs of counted actors with the least (or greatest) agreement, in order; of
 *  equal agreement the more certain first, else in the model's order.
 *  @return how many were found. Cost: actors^2. */
size_t rank_pairs(const struct stance_findings *findings, bool greatest, struct ranked_pair *out,
                  size_t room);

/** Is no other counted pair beyond this one, even if all positions hide what would tell most
 *  against it? Equal figures are not beyond. */
bool pair_is_at_the_end(const struct stance_findings *findings, const struct ranked_pair *ranked,
                        bool greatest);

/** Pairs of counted actors: how many, and how many of them can be compared. */
size_t count_pairs(const struct stance_findings *findings, size_t *comparable);

/** Comparable pairs of counted actors of which both (within) or just one is in the group. */
size_t count_group_pairs(const struct stance_findings *findings, const char *id, bool within);

/** The issues of some weight that diverge for certain, and whose divergence_low is not below any
 * other's divergence_high.
 *  @param[out] out  the first `room` of them.
 *  @return how many there are; 0: none can be told. */
size_t find_top_issues(const struct stance_findings *findings, size_t *out, size_t room);

/** The issue of some weight with the largest divergence; STANCE_NONE if none diverges. */
size_t find_largest_issue(const struct stance_findings *findings);

/** Two figures that differ by rounding only. */
bool figures_alike(double a, double b);

/** The counted actor with the lowest mean agreement; of those alike in it the one that can be held
 *  against most, else the first. STANCE_NONE: there is none. */
size_t find_lowest_actor(const struct stance_findings *findings);

/** Is no other's mean agreement below this actor's, even if all positions hide what would tell most
 *  against it? Alike is not below. */
bool actor_is_at_the_end(const struct stance_findings *findings, size_t actor);

/** How many actors an issue's divergence rests on: counted ones whom the measure can place. */
size_t count_divergent_actors(const struct stance_findings *findings, size_t issue);

/** How many issues of some weight have a divergence at all. */
size_t count_compared_issues(const struct stance_findings *findings);

#endif
