/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three figures, one identity (attribution.h): agreement over issues, divergence over pairs on one
 * issue, cohesion over pairs. Agreement is 1 - m, so its parts have the other sign. Only pairs with
 * a change are split; sums over pairs run row by row, as the figures' own do. */
#include "engine/attribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/pair.h"

/* Players of one term, by the bit that says "as it is afterwards". */
enum { PLAYER_A = 1, PLAYER_B = 2, PLAYER_WEIGHT = 4, PLAYER_EYES = 8 };
enum { PLAYERS = 4, COALITIONS = 1 << PLAYERS };

/* The share of one of `n` players, of which `bit` is one: its mean contribution over all orders.
 * A set S of others comes before it in |S|! (n - |S| - 1)! / n! of them. Who changes nothing gets
 * differences of equal numbers: exactly 0. */
static double shapley(const double *values, unsigned n, unsigned bit)
{
    static const double orders[PLAYERS + 1][PLAYERS] = {
        [2] = {1.0 / 2, 1.0 / 2},
        [3] = {1.0 / 3, 1.0 / 6, 1.0 / 3},
        [4] = {1.0 / 4, 1.0 / 12, 1.0 / 12, 1.0 / 4},
    };
    double share = 0;
    for (unsigned set = 0; set < 1U << n; set++)
        if (!(set & bit))
            share += orders[n][__builtin_popcount(set)] * (values[set | bit] - values[set]);
    return share;
}

/* ---- one term: two actors on an issue */

/* s (d - pivot) for each of the four ways to take a's and b's cell from before or after; 0 where
 * one of the two is not declared. */
struct readings {
    double at[4]; /* by PLAYER_A | PLAYER_B */
};

static double read_cells(const struct sides *sides, enum side scale, size_t issue,
                         const struct cell *a, const struct cell *b, double pivot, bool weighed)
{
    if (a->state != CELL_DECLARED || b->state != CELL_DECLARED) return 0;
    return (weighed ? sides_salience(sides, a, b) : 1) *
           (sides_distance(sides, scale, issue, a, b) - pivot);
}

static struct readings read_term(const struct sides *sides, size_t issue, size_t a, size_t b,
                                 double pivot, bool weighed)
{
    /* A cell that did not change need not be read again. */
    unsigned differ = (sides_cell_changed(sides, a, issue) ? PLAYER_A : 0) |
                      (sides_cell_changed(sides, b, issue) ? PLAYER_B : 0);
    struct readings out = {{0}};
    for (unsigned set = 0; set < 4; set++) {
        const struct cell *x = sides_cell(sides, set & PLAYER_A ? AFTER : BEFORE, a, issue);
        const struct cell *y = sides_cell(sides, set & PLAYER_B ? AFTER : BEFORE, b, issue);
        out.at[set] = set & ~differ ? out.at[set & differ]
                                    : read_cells(sides, AFTER, issue, x, y, pivot, weighed);
    }
    return out;
}

/* ---- parts */

static int by_actor_and_issue(const void *left, const void *right)
{
    const struct part *a = left, *b = right;
    if (a->actor != b->actor) return a->actor < b->actor ? -1 : 1;
    return (a->issue > b->issue) - (a->issue < b->issue);
}

static void add_part(struct part *parts, size_t *count, size_t actor, size_t issue, double effect)
{
    if (effect != 0) parts[(*count)++] = (struct part){actor, issue, effect};
}

/* Parts that are in order get their lasting place. */
static bool keep_parts(struct attribution *attribution, size_t count, struct change *out)
{
    struct part *kept;
    if (count == 0) return true;
    kept = arena_array(&attribution->changes->arena, count, sizeof *kept);
    if (!kept) return false;
    memcpy(kept, attribution->parts, count * sizeof *kept);
    out->parts = kept;
    out->n_parts = count;
    return true;
}

/* ---- agreement */

/* What a pair's weights and distances on an issue of two scales come to: one part. */
static double rescaled_part(const struct sides *sides, size_t issue, size_t a, size_t b,
                            double pivot)
{
    double at[2];
    for (int side = BEFORE; side <= AFTER; side++)
        at[side] = sides->weights[side][issue] * sides->eyes[side][issue] *
                   read_cells(sides, side, issue, sides_cell(sides, side, a, issue),
                              sides_cell(sides, side, b, issue), pivot, true);
    return at[AFTER] - at[BEFORE];
}

/* The one whose eyes weigh has one entry on the issue: if it is a's or b's, that is one player. */
static unsigned player_with_eyes(const struct sides *sides, size_t a, size_t b)
{
    if (sides->matrix[AFTER]->salience != SALIENCE_ONE) return 0;
    return sides->looker == a ? PLAYER_A : sides->looker == b ? PLAYER_B : PLAYER_EYES;
}

/* One issue's part of a pair's change, by players; `total` is T', and below 0 for agreement. */
static size_t split_issue(const struct sides *sides, size_t issue, size_t a, size_t b, double pivot,
                          double total, struct part *parts)
{
    struct readings readings = read_term(sides, issue, a, b, pivot, true);
    unsigned eyes = player_with_eyes(sides, a, b), n = eyes == PLAYER_EYES ? 4 : 3;
    double values[COALITIONS], outside;
    size_t count = 0;
    for (unsigned set = 0; set < 1U << n; set++)
        values[set] = sides->weights[set & PLAYER_WEIGHT ? AFTER : BEFORE][issue] *
                      sides->eyes[set & eyes ? AFTER : BEFORE][issue] * readings.at[set & 3];
    add_part(parts, &count, a, issue, shapley(values, n, PLAYER_A) / total);
    add_part(parts, &count, b, issue, shapley(values, n, PLAYER_B) / total);
    outside = shapley(values, n, PLAYER_WEIGHT) / total;
    if (n == 4) {
        double effect = shapley(values, n, PLAYER_EYES) / total;
        if (sides->looker == STANCE_NONE)
            outside += effect;
        else
            add_part(parts, &count, sides->looker, issue, effect);
    }
    add_part(parts, &count, STANCE_NONE, issue, outside);
    return count;
}

/* Has the issue weight for the two at one end at least? On what they can be compared at neither end
 * nothing rests, though one of them may have come as the other went: the mixed states between have
 * a distance, and would give both of them effects that cancel out, and can be larger than
 * agreement. */
static bool compares(const struct sides *sides, size_t issue, size_t a, size_t b)
{
    return sides_weight(sides, BEFORE, a, b, issue) > 0 ||
           sides_weight(sides, AFTER, a, b, issue) > 0;
}

/* Likewise for divergence, where the two weigh by their influence alone. */
static bool declares(const struct sides *sides, size_t issue, size_t a, size_t b)
{
    for (int side = BEFORE; side <= AFTER; side++)
        if (sides_cell(sides, side, a, issue)->state == CELL_DECLARED &&
            sides_cell(sides, side, b, issue)->state == CELL_DECLARED &&
            sides->influences[side][a] * sides->influences[side][b] > 0)
            return true;
    return false;
}

static bool pair_changed(const struct sides *sides, size_t a, size_t b)
{
    return sides->any_issue_changed || sides->actor_changed[a] || sides->actor_changed[b];
}

static bool split_pair(struct attribution *attribution, size_t a, size_t b, struct change *out)
{
    const struct sides *sides = &attribution->sides;
    size_t m = attribution->changes->n_issues, count = 0;
    double pivot = 1 - (out->before + out->after) / 2, totals[2] = {0, 0}, total;
    for (size_t k = 0; k < m; k++)
        for (int side = BEFORE; side <= AFTER; side++)
            totals[side] += sides_weight(sides, side, a, b, k);
    total = -sides_middle(totals);
    for (size_t k = 0; k < m; k++) {
        if (!compares(sides, k, a, b)) continue;
        if (attribution->changes->rescaled[k])
            add_part(attribution->parts, &count, STANCE_NONE, k,
                     rescaled_part(sides, k, a, b, pivot) / total);
        else if (sides->issue_changed[k] || sides_cell_changed(sides, a, k) ||
                 sides_cell_changed(sides, b, k))
            count += split_issue(sides, k, a, b, pivot, total, attribution->parts + count);
    }
    qsort(attribution->parts, count, sizeof *attribution->parts, by_actor_and_issue);
    return keep_parts(attribution, count, out);
}

static bool split_pairs(struct attribution *attribution)
{
    struct stance_changes *changes = attribution->changes;
    struct change *pair = changes->pairs;
    for (size_t a = 0; a < changes->n_actors; a++)
        for (size_t b = a + 1; b < changes->n_actors; b++, pair++) {
            if (isnan(pair->before) || isnan(pair->after)) continue;
            if (!pair_changed(&attribution->sides, a, b)) continue;
            if (!split_pair(attribution, a, b, pair)) return false;
        }
    return true;
}

/* ---- divergence */

/* Sums by actor: what the entry on the issue did, what the own weight did. */
struct columns {
    double *entries, *influences;
};

static void split_distance(const struct sides *sides, size_t issue, size_t a, size_t b,
                           double pivot, double total, const struct columns *columns)
{
    bool sway = sides_influence_changed(sides, a) || sides_influence_changed(sides, b);
    struct readings readings;
    double values[COALITIONS], weight[2], both;
    sides_pair_influence(sides, a, b, weight);
    readings = read_term(sides, issue, a, b, pivot, false);
    for (unsigned set = 0; set < 8; set++)
        values[set] = weight[set & PLAYER_WEIGHT ? AFTER : BEFORE] * readings.at[set & 3];
    columns->entries[a] += shapley(values, 3, PLAYER_A) / total;
    columns->entries[b] += shapley(values, 3, PLAYER_B) / total;
    if (!sway) return;
    /* The share of the weights per unit of change: both may change and their product stay. */
    for (unsigned set = 0; set < 8; set++)
        values[set] = set & PLAYER_WEIGHT ? readings.at[set & 3] : 0;
    both = shapley(values, 3, PLAYER_WEIGHT) / total;
    columns->influences[a] += sides_influence_share(sides, a, b) * both;
    columns->influences[b] += sides_influence_share(sides, b, a) * both;
}

/* Sum of p p over the pairs that are declared on the issue. */
static double declared_influence(const struct sides *sides, enum side side, size_t issue)
{
    double pairs = 0, sum = 0;
    for (size_t i = 0; i < sides->changes->n_actors; i++) {
        double p = sides->influences[side][i];
        if (sides_cell(sides, side, i, issue)->state != CELL_DECLARED) continue;
        pairs += p * sum;
        sum += p;
    }
    return pairs;
}

static bool takes_part(const struct sides *sides, size_t actor, size_t issue)
{
    return sides_cell(sides, BEFORE, actor, issue)->state == CELL_DECLARED ||
           sides_cell(sides, AFTER, actor, issue)->state == CELL_DECLARED;
}

static bool differs_on(const struct sides *sides, size_t actor, size_t issue)
{
    return takes_part(sides, actor, issue) &&
           (sides_cell_changed(sides, actor, issue) || sides_influence_changed(sides, actor));
}

static bool split_divergence(struct attribution *attribution, size_t issue,
                             const struct columns *columns, struct change *out)
{
    const struct sides *sides = &attribution->sides;
    size_t n = attribution->changes->n_actors, count = 0;
    double pivot = (out->before + out->after) / 2;
    double totals[2] = {declared_influence(sides, BEFORE, issue),
                        declared_influence(sides, AFTER, issue)};
    memset(columns->entries, 0, n * sizeof(double));
    memset(columns->influences, 0, n * sizeof(double));
    for (size_t a = 0; a < n; a++) {
        if (!differs_on(sides, a, issue)) continue;
        for (size_t b = 0; b < n; b++) {
            if (b == a || !takes_part(sides, b, issue)) continue;
            if (b < a && differs_on(sides, b, issue)) continue; /* done with b */
            if (!declares(sides, issue, a, b)) continue;
            split_distance(sides, issue, a, b, pivot, sides_middle(totals), columns);
        }
    }
    for (size_t i = 0; i < n; i++) {
        add_part(attribution->parts, &count, i, issue, columns->entries[i]);
        add_part(attribution->parts, &count, i, STANCE_NONE, columns->influences[i]);
    }
    return keep_parts(attribution, count, out);
}

static bool split_divergences(struct attribution *attribution)
{
    struct stance_changes *changes = attribution->changes;
    struct arena *arena = &attribution->sides.arena;
    struct columns columns = {arena_array(arena, changes->n_actors, sizeof(double)),
                              arena_array(arena, changes->n_actors, sizeof(double))};
    if (!columns.entries || !columns.influences) return false;
    for (size_t k = 0; k < changes->n_issues; k++) {
        struct change *issue = &changes->divergences[k];
        size_t count = 0;
        if (isnan(issue->before) || isnan(issue->after)) continue;
        if (changes->rescaled[k]) {
            add_part(attribution->parts, &count, STANCE_NONE, k, issue->after - issue->before);
            if (!keep_parts(attribution, count, issue)) return false;
        } else if (!split_divergence(attribution, k, &columns, issue)) {
            return false;
        }
    }
    return true;
}

/* ---- all of it */

/* Of a pair there are up to PLAYERS parts an issue, of an issue two an actor. */
static bool make_room(struct attribution *attribution)
{
    const struct stance_changes *changes = attribution->changes;
    struct arena *arena = &attribution->sides.arena;
    size_t cells, parts;
    if (!size_mul(changes->n_actors + 1, changes->n_issues + 1, &cells) ||
        !size_add(changes->n_actors, changes->n_issues, &parts) ||
        !size_mul(parts, PLAYERS, &parts))
        return false;
    attribution->effects = arena_array(arena, cells, sizeof *attribution->effects);
    attribution->reach = arena_array(arena, cells, sizeof *attribution->reach);
    attribution->parts = arena_array(arena, parts + 1, sizeof *attribution->parts);
    return attribution->effects && attribution->reach && attribution->parts;
}

bool attribution_init(struct attribution *attribution, struct stance_changes *changes)
{
    *attribution = (struct attribution){.changes = changes};
    if (!sides_init(&attribution->sides, changes)) return false;
    if (make_room(attribution)) return true;
    attribution_clear(attribution);
    return false;
}

void attribution_clear(struct attribution *attribution)
{
    sides_clear(&attribution->sides);
    *attribution = (struct attribution){0};
}

bool attribution_run(struct attribution *attribution)
{
    if (!split_pairs(attribution) || !split_divergences(attribution)) return false;
    return attribution_of_cohesion(attribution);
}
