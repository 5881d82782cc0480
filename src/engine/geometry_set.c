/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distance of sets: Jaccard (1901), 1 - |A and B| / |A or B|. On most nominal scales a set says
 * "one of these", and hides which; where the scale allows several, it says "all of these" and is a
 * point, and contradicting claims are alternatives (corner case 5). */
#include <assert.h>
#include <math.h>

#include "engine/measure.h"

static double jaccard(const uint64_t *a, const uint64_t *b, size_t words)
{
    size_t common = set_count_common(a, b, words);
    size_t either = set_count(a, words) + set_count(b, words) - common;
    return either ? (double)(either - common) / (double)either : 0;
}

/* The mean over the alternatives of both, and the least and the largest of them. */
static struct distance several_distance(const struct matrix_issue *issue, const struct cell *a,
                                        const struct cell *b)
{
    struct distance out = {.d = 0, .min = 1, .max = 0};
    for (size_t i = 0; i < a->n_sets; i++) {
        for (size_t j = 0; j < b->n_sets; j++) {
            double d = jaccard(a->sets[i], b->sets[j], issue->words);
            out.d += d;
            out.min = fmin(out.min, d);
            out.max = fmax(out.max, d);
        }
    }
    out.d /= (double)(a->n_sets * b->n_sets);
    out.d = fmin(fmax(out.d, out.min), out.max); /* a mean of equal numbers is that number */
    return out;
}

struct distance set_distance(const struct matrix_issue *issue, const struct cell *a,
                             const struct cell *b)
{
    struct distance out;
    assert(a->n_sets && b->n_sets);
    if (issue->several) return several_distance(issue, a, b);
    out.d = jaccard(a->sets[0], b->sets[0], issue->words);
    out.min = out.d < 1 ? 0 : 1; /* they may have chosen the same if they share a choice */
    out.max = out.d > 0 || set_count(a->sets[0], issue->words) > 1 ? 1 : 0;
    return out;
}

static bool is_whole(const struct matrix_issue *issue, const struct cell *cell)
{
    for (size_t i = 0; i < cell->n_sets; i++) {
        if (set_count(cell->sets[i], issue->words) < issue->n_choices) return false;
    }
    return true;
}

/* Who is undeclared may have chosen the same as the other, or something else. Where a set means all
 * of these and the other names every choice, nothing is wholly else: the farthest is one choice. */
struct distance set_silent(const struct matrix_issue *issue, const struct cell *a,
                           const struct cell *b)
{
    const struct cell *declared = a->state == CELL_DECLARED ? a : b;
    struct distance out = {.d = NAN, .min = 0, .max = 1};
    if (issue->several && declared->state == CELL_DECLARED && is_whole(issue, declared))
        out.max = 1 - 1 / (double)issue->n_choices;
    return out;
}
