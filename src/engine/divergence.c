/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the actors lie apart on one issue. Sums are made row by row and the rows added up in
 * order: rounding grows with the actors, not with the pairs, and threads take whole issues. The
 * bounds are slacks again, so low <= D <= high. D has a maximum below 1: that of the best camps. */
#include "engine/divergence.h"

#include <assert.h>
#include <gsl/gsl_sort.h>
#include <math.h>

#include "engine/measure.h"
#include "engine/pair.h"

/* Sums over pairs, of p_i p_j times ... */
struct sums {
    double weight, distance; /* 1, d */
    double above, below;     /* max - d, d - min */
    double missing;          /* (w / sum(w)) d */
};

static bool takes_part(const struct matrix *matrix, size_t actor, size_t issue)
{
    return matrix->actor_weights[actor] > 0 &&
           matrix_cell(matrix, actor, issue)->state == CELL_DECLARED;
}

/* One actor against those after it; its own p is left to the caller. */
static struct sums row_sums(const struct matrix *matrix, const stance_pair *pairs, size_t issue,
                            size_t a)
{
    struct sums row = {0};
    for (size_t b = a + 1; b < matrix->n_actors; b++) {
        double p = matrix->actor_weights[b], whole;
        struct distance distance;
        if (!takes_part(matrix, b, issue)) continue;
        distance = matrix->measure->distance(&matrix->issues[issue], matrix_cell(matrix, a, issue),
                                             matrix_cell(matrix, b, issue));
        row.weight += p;
        row.distance += p * distance.d;
        row.above += p * (distance.max - distance.d);
        row.below += p * (distance.d - distance.min);
        whole = pairs[pair_place(matrix->n_actors, a, b)].weight;
        if (whole > 0) row.missing += p * (matrix_weight(matrix, a, b, issue) / whole) * distance.d;
    }
    return row;
}

static void add_row(struct sums *sums, const struct sums *row, double p)
{
    sums->weight += p * row->weight;
    sums->distance += p * row->distance;
    sums->above += p * row->above;
    sums->below += p * row->below;
    sums->missing += p * row->missing;
}

void divergence_of(const struct matrix *matrix, const stance_pair *pairs, size_t issue,
                   struct divergence *out)
{
    const struct matrix_issue *column = &matrix->issues[issue];
    struct camp_weights weights = {0};
    struct sums sums = {0};
    for (size_t a = 0; a < matrix->n_actors; a++) {
        struct sums row;
        if (!takes_part(matrix, a, issue)) continue;
        camp_weights_add(&weights, matrix->actor_weights[a]);
        row = row_sums(matrix, pairs, issue, a);
        add_row(&sums, &row, matrix->actor_weights[a]);
    }
    *out = (struct divergence){.value = NAN, .low = NAN, .high = NAN, .max = NAN};
    out->missing = sums.missing;
    if (!(sums.weight > 0)) return;
    out->value = fmin(1, sums.distance / sums.weight);
    out->low = fmin(fmax(out->value - sums.below / sums.weight, 0), out->value);
    out->high = fmax(fmin(out->value + sums.above / sums.weight, 1), out->value);
    out->max = divergence_max(&weights, column->geometry == GEOMETRY_SET ? column->n_choices : 2);
}

/* The largest divergence */

void camp_weights_add(struct camp_weights *weights, double p)
{
    assert(p > 0);
    if (weights->count && p != weights->few[0]) weights->unequal = true;
    if (weights->count < CAMPS_EXACT) weights->few[weights->count] = p;
    weights->pairs += p * weights->sum;
    weights->sum += p;
    weights->count++;
}

/* n = q m + r actors of equal weight, in camps as even as can be: r of q + 1, the others of q.
 * Pairs inside a camp are at 0, all others at 1 (measures.md 3). */
static double max_of_equals(size_t n, size_t camps)
{
    size_t whole = n / camps, rest = n % camps;
    double q = (double)whole, r = (double)rest, m = (double)camps, all = (double)n;
    return 1 - (r * (q + 1) * q + (m - r) * q * (q - 1)) / (all * (all - 1));
}

#define HALF (CAMPS_EXACT / 2)

/* The sums of all subsets: 2^n of them. */
static size_t subset_sums(const double *p, size_t n, double *out)
{
    size_t count = 1;
    out[0] = 0;
    for (size_t i = 0; i < n; i++, count *= 2) {
        for (size_t s = 0; s < count; s++)
            out[count + s] = out[s] + p[i];
    }
    return count;
}

/* A camp of weight s against the others: s (P - s), largest for the s nearest to P/2. Meet in the
 * middle (Horowitz, Sahni 1974): the subset sums of either half of the actors, sorted, walked
 * against each other, so that each sum of one half meets its two best partners of the other. */
static double best_split(const struct camp_weights *weights)
{
    double left[1 << HALF], right[1 << HALF], best = 0;
    size_t half = weights->count / 2;
    size_t n_left = subset_sums(weights->few, half, left);
    size_t n_right = subset_sums(weights->few + half, weights->count - half, right);
    gsl_sort(left, 1, n_left);
    gsl_sort(right, 1, n_right);
    for (size_t i = 0, j = n_right; i < n_left; i++) {
        while (j && left[i] + right[j - 1] > weights->sum / 2)
            j--;
        for (size_t k = j ? j - 1 : 0; k <= j && k < n_right; k++) {
            double s = left[i] + right[k];
            best = fmax(best, s * (weights->sum - s));
        }
    }
    return best;
}

double divergence_max(const struct camp_weights *weights, size_t camps)
{
    double even;
    if (weights->count < 2 || !(weights->pairs > 0)) return NAN;
    if (camps >= weights->count) return 1;
    if (camps < 2) return 0;
    if (!weights->unequal) return max_of_equals(weights->count, camps);
    if (camps == 2 && weights->count <= CAMPS_EXACT)
        return fmin(1, best_split(weights) / weights->pairs);
    /* Camps of equal weight, which there may be none of: no split does better. */
    even = weights->sum * weights->sum * (1 - 1 / (double)camps) / 2;
    return fmin(1, even / weights->pairs);
}
