/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Classical scaling: distances as a map in the plane. */
#ifndef ENGINE_SCALING_H
#define ENGINE_SCALING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/** A map keeps a part of the distances only: below this share it is to be read with care. */
#define SCALING_SHARE_LEAST 0.8

struct scaling {
    size_t n_placed;
    size_t *placed; /* numbers of those on the map, ascending */
    double *x, *y;  /* of `placed`, in units of distance, around 0; y is 0 where one axis is all */
    size_t n_left_out;
    size_t *left_out; /* some distance of theirs is undefined, ascending */
    double *values;   /* n_placed eigenvalues, largest first */
    double share;     /* of the two largest in the sum of all absolute ones; NAN without any */
    double stress;    /* stress-1: root of sum (d - fitted)^2 / sum d^2; NAN likewise */
};

/** Torgerson 1952: eigenvectors of -J D2 J / 2, each times the root of its eigenvalue if that is
 *  positive. Whoever lacks most distances is left out (of equals the last) until none is lacking.
 *  The coordinate of largest size is positive on either axis.
 *  @param distances  n x n, symmetric; NAN: undefined. The diagonal is not read.
 *  @return false if there is no memory. Cost: n^3. */
bool scaling_init(struct scaling *scaling, const double *distances, size_t n, struct arena *arena);

#endif
