/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Camps: who lies near whom, as a tree, and an order in which near ones stand side by
 *  side. */
#ifndef ENGINE_CAMPS_H
#define ENGINE_CAMPS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/** Two camps that become one. Camps are numbered: leaf i is i, the camp of merge m is n + m. */
struct camp_merge {
    size_t left, right; /* left holds the lower leaf */
    double distance;    /* mean over the defined pairs between both */
};

struct camps {
    size_t n_leaves;
    struct camp_merge *merges; /* by distance, nearest first */
    size_t n_merges;           /* n_leaves - 1, or less: what shares no defined pair stays apart */
    size_t *order;             /* the leaves, so that each camp is a run: larger trees first */
};

/** Average linkage (Sokal, Michener 1958) over the defined pairs; of equal distances (within 1e-12)
 *  the lowest leaves first. Within the tree's freedom the order puts those ends of two camps side
 *  by side that are nearest (Gruvaeus, Wainer 1972).
 *  @param distances  n x n, symmetric, of leaves; NAN: undefined. The diagonal is not read.
 *  @return false if there is no memory. Cost: n^2 as a rule, n^3 at worst. */
bool camps_init(struct camps *camps, const double *distances, size_t n, struct arena *arena);

#endif
