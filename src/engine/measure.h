/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Measures: what counts as distance on one issue. A measure is one row of functions. */
#ifndef ENGINE_MEASURE_H
#define ENGINE_MEASURE_H

#include <stdbool.h>

#include "base/str.h"
#include "engine/matrix.h"

/** A distance, and its bounds if every range and set hides one of its points:
 *  0 <= min <= d <= max <= 1, exactly. */
struct distance {
    double d, min, max;
};

struct measure {
    const char *name;
    const char *summary; /* for help: one line */
    bool reads_accepts;  /* cells hold what actors accept, not what they want */
    /** Can the measure be used on this issue at all? NULL: on every. */
    bool (*applies)(const struct matrix_issue *issue);
    /** Of two declared cells; the same, bit by bit, in either order but for alternatives. */
    struct distance (*distance)(const struct matrix_issue *issue, const struct cell *a,
                                const struct cell *b);
    /** Of two cells of which one or both are undeclared: only min and max are meant. NULL where
     *  no cell is ever undeclared. */
    struct distance (*silent)(const struct matrix_issue *issue, const struct cell *a,
                              const struct cell *b);
    /** Expected distance of two actors who answer at random. NULL: undefined. */
    double (*chance)(const struct scale *scale, const struct matrix_issue *issue);
};

extern const struct measure measure_city_block, measure_directional, measure_gap;

/** NULL if no measure has that name. */
const struct measure *measure_find(const char *name);
/** The name nearest to a mistyped one; NULL if none is near. */
const char *measure_nearest(const char *word);
/** "city-block, directional, gap", for messages. */
void measure_print_names(struct str *out);

/* Geometry: used by the measures. */
struct distance span_distance(double centre_a, double half_a, double centre_b, double half_b);
/** Where one or both are undeclared: they may be anywhere, which is the widest of ranges. */
struct distance span_silent(const struct cell *a, const struct cell *b);
struct distance set_distance(const struct matrix_issue *issue, const struct cell *a,
                             const struct cell *b);
struct distance set_silent(const struct matrix_issue *issue, const struct cell *a,
                           const struct cell *b);

#endif
