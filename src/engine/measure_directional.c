/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For and against (Rabinowitz, Macdonald 1989): two who stand firmly on one side agree more than
 * two who hesitate there. It needs a neutral point; an issue without one is left out, as if nobody
 * were known on it: it counts in the weight that coverage is a share of, and in nothing else. */
#include <math.h>

#include "engine/measure.h"

/* From -1 (against) over 0 (neutral) to 1 (for); ascending in x. */
static double direction(double x, double neutral)
{
    double u = x >= neutral ? (x - neutral) / (1 - neutral) : (x - neutral) / neutral;
    return fmin(fmax(u, -1), 1);
}

static bool applies(const struct matrix_issue *issue)
{
    return !isnan(issue->neutral);
}

/* As u ascends, u_a u_b is extreme at the corners of the two ranges. d of ranges is the mean of the
 * corners (lo, lo) and (hi, hi) (corner case 36); for points all corners are one. */
static struct distance corners(double neutral, double centre_a, double half_a, double centre_b,
                               double half_b)
{
    double a_low = direction(centre_a - half_a, neutral);
    double a_high = direction(centre_a + half_a, neutral);
    double b_low = direction(centre_b - half_b, neutral);
    double b_high = direction(centre_b + half_b, neutral);
    double low = (1 - a_low * b_low) / 2, high = (1 - a_high * b_high) / 2;
    double cross = (1 - a_low * b_high) / 2, other = (1 - a_high * b_low) / 2;
    struct distance out = {
        .d = (low + high) / 2,
        .min = fmin(fmin(low, high), fmin(cross, other)),
        .max = fmax(fmax(low, high), fmax(cross, other)),
    };
    return out;
}

static struct distance distance(const struct matrix_issue *issue, const struct cell *a,
                                const struct cell *b)
{
    return corners(issue->neutral, a->centre, a->half, b->centre, b->half);
}

static struct distance silent(const struct matrix_issue *issue, const struct cell *a,
                              const struct cell *b)
{
    static const struct cell anywhere = {.centre = 0.5, .half = 0.5};
    if (a->state != CELL_DECLARED) a = &anywhere;
    if (b->state != CELL_DECLARED) b = &anywhere;
    return distance(issue, a, b);
}

/* Two independent answers: (1 - E[u]^2) / 2. On numbers x is uniform, so u has the mean
 * (1 - m)/2 - m/2; on levels it is theirs. */
static double chance(const struct scale *scale, const struct matrix_issue *issue)
{
    double mean = 0;
    for (size_t i = 0; i < scale->n_choices; i++)
        mean += direction(scale->kind->normalise(scale, (double)i), issue->neutral);
    mean = scale->n_choices ? mean / (double)scale->n_choices : 0.5 - issue->neutral;
    return (1 - mean * mean) / 2;
}

const struct measure measure_directional = {
    .name = "directional",
    .summary = "whether positions are on the same side of the neutral point, and how firmly",
    .applies = applies,
    .distance = distance,
    .silent = silent,
    .chance = chance,
};
