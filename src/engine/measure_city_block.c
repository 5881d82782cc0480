/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The default: how far apart two positions are. City-block on ordered scales (Souza, Carvalho
 * 2004), Jaccard on sets; a geometry each, so that a new kind of scale touches nothing here. */
#include "engine/measure.h"

static struct distance distance(const struct matrix_issue *issue, const struct cell *a,
                                const struct cell *b)
{
    if (issue->geometry == GEOMETRY_SET) return set_distance(issue, a, b);
    return span_distance(a->centre, a->half, b->centre, b->half);
}

static struct distance silent(const struct matrix_issue *issue, const struct cell *a,
                              const struct cell *b)
{
    return issue->geometry == GEOMETRY_SET ? set_silent(issue, a, b) : span_silent(a, b);
}

static double chance(const struct scale *scale, const struct matrix_issue *issue)
{
    (void)issue;
    return scale->kind->chance(scale);
}

const struct measure measure_city_block = {
    .name = "city-block",
    .summary = "how far apart positions are",
    .distance = distance,
    .silent = silent,
    .chance = chance,
};
