/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Who waits for whom: two conditions that ask for each other's move. */
#ifndef ENGINE_WAITING_H
#define ENGINE_WAITING_H

#include <stddef.h>

#include "model/snapshot.h"

/** Two stances, by the model's indices: `actor` on `issue`, `other` on `other_issue`. */
struct waiting {
    size_t actor, issue, other, other_issue;
};

/** Pairs of selected stances in force of which each has an alternative that lacks the other's
 *  move: a test asks about the other, does not hold today, and would hold if the other took its
 *  alternative. Each pair once, the actor first in the model's order before the other.
 *  @param[out] out  the first `room` of them.
 *  @return how many there are. */
size_t find_waiting(const struct stance_snapshot *snapshot, struct waiting *out, size_t room);

#endif
