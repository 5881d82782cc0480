/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cohesion is a mean over pairs, so the identity of attribution.h holds once more: a pair that has
 * an agreement on both sides hands on the parts of its own change and what the weights of its two
 * actors did; one that has it on one side only goes to those who brought that about. */
#include <math.h>

#include "engine/attribution.h"

/* Where sums by actor and issue lie; STANCE_NONE is the last row, the last column. */
static size_t sum_place(const struct attribution *attribution, size_t actor, size_t issue)
{
    size_t n = attribution->changes->n_actors, m = attribution->changes->n_issues;
    return (actor == STANCE_NONE ? n : actor) * (m + 1) + (issue == STANCE_NONE ? m : issue);
}

static void add_effect(struct attribution *attribution, size_t actor, size_t issue, double effect)
{
    attribution->effects[sum_place(attribution, actor, issue)] += effect;
}

static void add_reach(struct attribution *attribution, size_t actor, size_t issue, double effect)
{
    attribution->reach[sum_place(attribution, actor, issue)] += fabs(effect);
}

/* Sums of p p over the pairs that have an agreement. */
static void comparable_influence(const struct attribution *attribution, double *totals)
{
    const struct stance_changes *changes = attribution->changes;
    const struct change *pair = changes->pairs;
    for (size_t a = 0; a < changes->n_actors; a++) {
        double row[2] = {0, 0};
        for (size_t b = a + 1; b < changes->n_actors; b++, pair++) {
            if (!isnan(pair->before)) row[BEFORE] += attribution->sides.influences[BEFORE][b];
            if (!isnan(pair->after)) row[AFTER] += attribution->sides.influences[AFTER][b];
        }
        for (int side = BEFORE; side <= AFTER; side++)
            totals[side] += attribution->sides.influences[side][a] * row[side];
    }
}

/* Whose entries brought it about that a pair can be compared on an issue, or cannot any more. If
 * nobody's did, model.json did. */
static size_t find_causes(const struct sides *sides, size_t issue, size_t a, size_t b,
                          size_t *causes)
{
    bool eyes = sides_eyes_changed(sides, issue);
    size_t count = 0;
    if (!sides->changes->rescaled[issue]) {
        if (sides_cell_changed(sides, a, issue) || (eyes && sides->looker == a))
            causes[count++] = a;
        if (sides_cell_changed(sides, b, issue) || (eyes && sides->looker == b))
            causes[count++] = b;
        if (eyes && sides->looker != a && sides->looker != b) causes[count++] = sides->looker;
    }
    if (count == 0) causes[count++] = STANCE_NONE;
    return count;
}

/* A pair that has an agreement on `side` only: its effect goes to the issues by their weight, on
 * each to those who changed. */
static void spread(struct attribution *attribution, enum side side, size_t a, size_t b,
                   double effect)
{
    const struct sides *sides = &attribution->sides;
    size_t m = attribution->changes->n_issues;
    double total = 0;
    for (size_t k = 0; k < m; k++)
        total += sides_weight(sides, side, a, b, k);
    for (size_t k = 0; k < m; k++) {
        double w = sides_weight(sides, side, a, b, k);
        size_t causes[3], count;
        if (!(w > 0)) continue;
        count = find_causes(sides, k, a, b, causes);
        for (size_t c = 0; c < count; c++) {
            double share = effect * (w / total) / (double)count;
            add_effect(attribution, causes[c], k, share);
            add_reach(attribution, causes[c], k, share);
        }
    }
}

/* A pair that has an agreement on both sides: the parts of its own change, at its mean weight, and
 * what its weight did. */
static void carry_over(struct attribution *attribution, const struct change *pair, size_t a,
                       size_t b, double pivot, double total)
{
    const struct sides *sides = &attribution->sides;
    double weight[2], scale, each;
    sides_pair_influence(sides, a, b, weight);
    scale = sides_middle(weight) / total;
    for (size_t p = 0; p < pair->n_parts; p++)
        add_effect(attribution, pair->parts[p].actor, pair->parts[p].issue,
                   scale * pair->parts[p].effect);
    each = (pivot - (1 - (pair->before + pair->after) / 2)) / total;
    if (sides_influence_changed(sides, a))
        add_effect(attribution, a, STANCE_NONE, sides_influence_share(sides, a, b) * each);
    if (sides_influence_changed(sides, b))
        add_effect(attribution, b, STANCE_NONE, sides_influence_share(sides, b, a) * each);
}

static void reach_pair(struct attribution *attribution, const struct change *pair, double weight)
{
    for (size_t p = 0; p < pair->n_parts; p++)
        add_reach(attribution, pair->parts[p].actor, pair->parts[p].issue,
                  weight * pair->parts[p].effect);
}

/* Sums of everything; effects only where cohesion is defined on both sides. */
static void sum_up(struct attribution *attribution)
{
    struct stance_changes *changes = attribution->changes;
    const struct change *pair = changes->pairs, *cohesion = &changes->cohesion;
    double totals[2] = {0, 0}, pivot = 1 - (cohesion->before + cohesion->after) / 2, total;
    comparable_influence(attribution, totals);
    total = sides_middle(totals);
    for (size_t a = 0; a < changes->n_actors; a++)
        for (size_t b = a + 1; b < changes->n_actors; b++, pair++) {
            bool was = !isnan(pair->before), is = !isnan(pair->after);
            double weight[2], d = 1 - (was ? pair->before : pair->after);
            sides_pair_influence(&attribution->sides, a, b, weight);
            if (was && is && weight[AFTER] > 0)
                reach_pair(attribution, pair, weight[AFTER] / totals[AFTER]);
            if (isnan(pivot)) continue;
            if (was && is)
                carry_over(attribution, pair, a, b, pivot, total);
            else if (was && weight[BEFORE] > 0)
                spread(attribution, BEFORE, a, b, -weight[BEFORE] * (pivot - d) / total);
            else if (is && weight[AFTER] > 0)
                spread(attribution, AFTER, a, b, weight[AFTER] * (pivot - d) / total);
        }
}

static bool keep_effects(struct attribution *attribution)
{
    struct stance_changes *changes = attribution->changes;
    size_t count = 0, cells = (changes->n_actors + 1) * (changes->n_issues + 1);
    const double *effect = attribution->effects;
    struct part *part;
    for (size_t c = 0; c < cells; c++)
        count += effect[c] != 0;
    if (count == 0) return true;
    part = arena_array(&changes->arena, count, sizeof *part);
    if (!part) return false;
    changes->cohesion.parts = part;
    changes->cohesion.n_parts = count;
    for (size_t i = 0; i <= changes->n_actors; i++)
        for (size_t k = 0; k <= changes->n_issues; k++, effect++)
            if (*effect != 0)
                *part++ = (struct part){i < changes->n_actors ? i : STANCE_NONE,
                                        k < changes->n_issues ? k : STANCE_NONE, *effect};
    return true;
}

bool attribution_of_cohesion(struct attribution *attribution)
{
    sum_up(attribution);
    return keep_effects(attribution);
}

double attribution_effect(const struct attribution *attribution, size_t actor, size_t issue)
{
    return attribution->effects[sum_place(attribution, actor, issue)];
}

double attribution_reach(const struct attribution *attribution, size_t actor, size_t issue)
{
    return attribution->reach[sum_place(attribution, actor, issue)];
}
