/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distance of ranges on an ordered scale, from centres and half-widths instead of ends: a point has
 * half-width 0, so points fall back to |x - y| exactly, and equal ranges are at exactly 0. */
#include <float.h>
#include <math.h>

#include "engine/measure.h"

/* Centres and half-widths are rounded: ranges that touch may seem this far apart at most. */
#define TOUCHING (2 * DBL_EPSILON)

/* The gap between two ranges, 0 where they touch or overlap; of points, their distance as it is. */
static double gap(double t, double s)
{
    return t - s > (s > 0 ? TOUCHING : 0) ? t - s : 0;
}

/* City-block distance of interval data (Souza, Carvalho 2004): (|lo_a - lo_b| + |hi_a - hi_b|) / 2.
 * As |x| + |y| = max(|x + y|, |x - y|), it is max(|c_a - c_b|, |r_a - r_b|). The bounds are sharp
 * if each range hides one point (measures.md 1). min <= d <= max hold to the last bit, because
 * t - s <= t, |r_a - r_b| <= s and rounding keeps order; ends may sum up to an ulp above 1. */
struct distance span_distance(double centre_a, double half_a, double centre_b, double half_b)
{
    double t = fabs(centre_a - centre_b), s = half_a + half_b;
    struct distance out = {
        .d = fmin(1, fmax(t, fabs(half_a - half_b))),
        .min = gap(t, s),
        .max = fmin(1, t + s),
    };
    return out;
}

struct distance span_silent(const struct cell *a, const struct cell *b)
{
    static const struct cell anywhere = {.centre = 0.5, .half = 0.5};
    if (a->state != CELL_DECLARED) a = &anywhere;
    if (b->state != CELL_DECLARED) b = &anywhere;
    return span_distance(a->centre, a->half, b->centre, b->half);
}
