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

/** Pairs of stances in force of which each has an alternative that asks about the other one and
 *  does not hold today. Each pair once, the actor first in the model's order before the other.
 *  @param[out] out  the first `room` of them.
 *  @return how many there are. */
size_t find_waiting(const struct stance_snapshot *snapshot, struct waiting *out, size_t room);

#endif
