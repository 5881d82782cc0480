/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What changed between two sets of findings, and what that did to the figures.
 *
 *  Both sides may be snapshots of one model at two dates, or of two copies of a model: actors and
 *  issues are matched by their ids. Undefined figures are NAN. */
#ifndef STANCE_CHANGES_H
#define STANCE_CHANGES_H

#include <stddef.h>

#include "stance/diagnostics.h"
#include "stance/findings.h"
#include "stance/result.h"

#pragma GCC visibility push(default)

typedef struct stance_changes stance_changes;

/** One actor's stance on one issue that is not what it was. */
typedef struct {
    const char *actor, *issue; /**< ids */
    const char *kind;          /**< "new", "moved", "widened", ...: see stance_change_kind */
    double distance;           /**< city-block (sets: Jaccard), whatever the measure, between the
                                    positions before and after; NAN: no two on the same scale */
    double effect;             /**< part of the change of cohesion; 0 where cohesion is undefined */
    double reach;              /**< mean absolute effect on the agreement of the pairs that have one
                                    afterwards, as pairs are weighted in cohesion; a pair that came
                                    to have one, or has none any more, counts with its effect on
                                    cohesion: what the moves are sorted by, then by actor and
                                    issue */
} stance_move;

/** Compare two sets of findings.
 *  @param before, after  borrowed, until the changes are freed. They must be compared by the same
 *                        measure and salience, else the figures mean nothing.
 *  @param[out] out       new, for stance_changes_free; NULL on failure.
 *  @return STANCE_OK or STANCE_NO_MEMORY.
 *  Cost: all pairs and all cells are looked at once, and of the pairs that changed every issue; the
 *  room is that of all pairs. Source of the split: Shapley 1953. */
stance_result stance_changes_new(const stance_findings *before, const stance_findings *after,
                                 stance_changes **out);

/** Moves, the one of largest reach first. Lent. */
size_t stance_changes_moves(const stance_changes *changes);
const stance_move *stance_changes_move(const stance_changes *changes, size_t index);

/** Kinds of moves, from 0: the word and a line about it; NULL beyond the last. */
const char *stance_change_kind(size_t index);
const char *stance_change_kind_summary(size_t index);

void stance_changes_free(stance_changes *changes); /* NULL is fine */

#pragma GCC visibility pop
#endif
