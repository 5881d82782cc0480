/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement is Gower's similarity (1971), weighted: 1 - sum(w d) / sum(w). Every sum runs over the
 * issues in their order in one accumulator, so that no thread or tile can change a bit; the bounds
 * are sums of slacks that are never negative, so that low <= agreement <= high by construction. */
#include "engine/pair.h"

#include <assert.h>
#include <math.h>

#include "engine/measure.h"

struct sums {
    double weight, distance; /* w, w d: over the issues on which both are declared */
    double above, below;     /* w (max - d), w (d - min): likewise */
    double chance, covered;  /* w times the chance distance, W: likewise */
    double silent;           /* w: where both are on record and one or both undeclared */
    double reach, far, near; /* w, w max, w min: over both kinds of issues */
};

static double within(double x, double low, double high)
{
    return fmin(fmax(x, low), high);
}

static void add_declared(struct sums *sums, const struct matrix_issue *issue, double w,
                         struct distance distance)
{
    sums->weight += w;
    sums->distance += w * distance.d;
    sums->above += w * (distance.max - distance.d);
    sums->below += w * (distance.d - distance.min);
    sums->chance += w * issue->chance;
    sums->covered += issue->weight;
}

static void add_reach(struct sums *sums, double w, struct distance distance)
{
    sums->reach += w;
    sums->far += w * distance.max;
    sums->near += w * distance.min;
}

/* Undefined is NAN: without weight (corner cases 16 and 17), never 0. */
static void conclude(const struct matrix *matrix, const struct sums *sums, stance_pair *out)
{
    out->agreement = out->low = out->high = out->chance = NAN;
    if (sums->weight > 0) {
        double agreement = within(1 - sums->distance / sums->weight, 0, 1);
        out->agreement = agreement;
        out->low = within(agreement - sums->above / sums->weight, 0, agreement);
        out->high = within(agreement + sums->below / sums->weight, agreement, 1);
        out->chance = 1 - sums->chance / sums->weight;
    }
    out->silence_low = out->low;
    out->silence_high = out->high;
    if (sums->silent > 0) {
        out->silence_low = within(1 - sums->far / sums->reach, 0, 1);
        out->silence_high = within(1 - sums->near / sums->reach, out->silence_low, 1);
    }
    out->coverage = matrix->weight_of_all > 0 ? sums->covered / matrix->weight_of_all : NAN;
    out->weight = sums->weight;
}

/* A pair's disagreement splits over its issues as w d / sum(w d). */
static void fill_shares(stance_pair_issue *rows, size_t n_rows, double disagreement)
{
    for (size_t i = 0; i < n_rows; i++) {
        stance_pair_issue *row = &rows[i];
        row->share =
            row->declared && disagreement > 0 ? row->weight * row->distance / disagreement : NAN;
    }
}

size_t pair_compare(const struct matrix *matrix, size_t a, size_t b, stance_pair *out,
                    stance_pair_issue *rows)
{
    const struct measure *measure = matrix->measure;
    struct sums sums = {0};
    size_t n_rows = 0;
    out->issues = out->silent_issues = 0;
    for (size_t k = 0; k < matrix->n_issues; k++) {
        const struct matrix_issue *issue = &matrix->issues[k];
        const struct cell *at = matrix_cell(matrix, a, k), *bt = matrix_cell(matrix, b, k);
        struct distance distance;
        bool declared;
        double w;
        if (at->state == CELL_UNKNOWN || bt->state == CELL_UNKNOWN) continue;
        declared = at->state == CELL_DECLARED && bt->state == CELL_DECLARED;
        distance = (declared ? measure->distance : measure->silent)(issue, at, bt);
        w = matrix_weight(matrix, a, b, k);
        add_reach(&sums, w, distance);
        if (declared) {
            add_declared(&sums, issue, w, distance);
            if (w > 0) out->issues++; /* what weighs nothing carries no verdict */
        } else {
            sums.silent += w;
            out->silent_issues++;
        }
        if (rows) {
            rows[n_rows] = (stance_pair_issue){
                .issue = k,
                .declared = declared,
                .distance = declared ? distance.d : NAN,
                .distance_min = distance.min,
                .distance_max = distance.max,
                .weight = w,
            };
        }
        n_rows++;
    }
    conclude(matrix, &sums, out);
    if (rows) fill_shares(rows, n_rows, sums.distance);
    return n_rows;
}

size_t pair_place(size_t n_actors, size_t a, size_t b)
{
    assert(a < b && b < n_actors);
    return a * (2 * n_actors - a - 1) / 2 + (b - a - 1);
}

double pair_disagreement(const stance_pair_issue *rows, size_t count)
{
    double sum = 0;
    for (size_t r = 0; r < count; r++)
        if (rows[r].declared) sum += rows[r].weight * rows[r].distance;
    return sum;
}
