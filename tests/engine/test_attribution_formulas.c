/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The split of a change against the formulas of measures.md section 8, computed slowly over plain
 * arrays: every order in which the players may have moved, nothing of the engine's. */
#include <math.h>
#include <string.h>

#include "again.h"

#define N 5
#define M 4

/* Points, ranges, or sets of three choices; nothing of the engine's. */
struct toy_cell {
    bool declared;
    double from, to, salience;
    unsigned set;
};

struct toy {
    bool is_set[M];
    double weight[2][M], influence[2][N];
    struct toy_cell cell[2][N][M];
    char salience; /* 'b'oth, 'n'one, the first actor's 'e'yes */
};

static unsigned bits(unsigned set)
{
    return (set & 1) + (set >> 1 & 1) + (set >> 2 & 1);
}

static double toy_distance(const struct toy *toy, size_t k, const struct toy_cell *a,
                           const struct toy_cell *b)
{
    if (toy->is_set[k]) return 1 - (double)bits(a->set & b->set) / bits(a->set | b->set);
    return (fabs(a->from - b->from) + fabs(a->to - b->to)) / 2;
}

static double toy_weight(const struct toy *toy, double weight, const struct toy_cell *a,
                         const struct toy_cell *b, double eyes)
{
    if (toy->salience == 'n') return weight;
    return weight * (toy->salience == 'e' ? eyes : sqrt(a->salience * b->salience));
}

static double toy_eyes(const struct toy *toy, int side, size_t k)
{
    return toy->cell[side][0][k].salience;
}

/* w d - pivot w with each of the four taken from its own side. */
static double toy_term(const struct toy *toy, size_t k, size_t i, size_t j, const int *sides,
                       double pivot)
{
    const struct toy_cell *a = &toy->cell[sides[0]][i][k], *b = &toy->cell[sides[1]][j][k];
    if (!a->declared || !b->declared) return 0;
    return toy_weight(toy, toy->weight[sides[2]][k], a, b, toy_eyes(toy, sides[3], k)) *
           (toy_distance(toy, k, a, b) - pivot);
}

static double toy_total(const struct toy *toy, int side, size_t i, size_t j)
{
    double total = 0;
    for (size_t k = 0; k < M; k++) {
        const struct toy_cell *a = &toy->cell[side][i][k], *b = &toy->cell[side][j][k];
        if (a->declared && b->declared)
            total += toy_weight(toy, toy->weight[side][k], a, b, toy_eyes(toy, side, k));
    }
    return total;
}

static double toy_disagreement(const struct toy *toy, int side, size_t i, size_t j)
{
    double sum = 0;
    for (size_t k = 0; k < M; k++)
        sum += toy_term(toy, k, i, j, (int[]){side, side, side, side}, 0);
    return sum / toy_total(toy, side, i, j); /* NAN without any weight */
}

/* The mean of what each of four players adds, over all 24 orders. With the eyes' owner in the pair
 * there are three: the fourth moves with its owner. */
typedef double toy_value(const struct toy *toy, size_t k, size_t i, size_t j, const int *sides,
                         double pivot);

static void toy_shapley(const struct toy *toy, toy_value *value, size_t k, size_t i, size_t j,
                        double pivot, bool tied, double *share)
{
    memset(share, 0, 4 * sizeof *share);
    for (int order = 0; order < 256; order++) {
        int turn[4] = {order & 3, order >> 2 & 3, order >> 4 & 3, order >> 6 & 3};
        int sides[4] = {0, 0, 0, 0};
        if ((1 << turn[0] | 1 << turn[1] | 1 << turn[2] | 1 << turn[3]) != 15) continue;
        for (int t = 0; t < 4; t++) {
            double was = value(toy, k, i, j, sides, pivot);
            if (tied && turn[t] == 3) continue; /* it went with the first */
            sides[turn[t]] = 1;
            if (tied && turn[t] == 0) sides[3] = 1;
            share[turn[t]] += (value(toy, k, i, j, sides, pivot) - was) / 24;
        }
    }
}

/* Parts by actor and issue; N and M stand for model.json and the actor's own weight. */
struct toy_parts {
    double part[N + 1][M + 1];
};

/* An issue without weight for the two at either end did nothing: see attribution.c. */
static bool toy_rests_on(const struct toy *toy, size_t k, size_t i, size_t j)
{
    for (int side = 0; side < 2; side++) {
        const struct toy_cell *a = &toy->cell[side][i][k], *b = &toy->cell[side][j][k];
        if (a->declared && b->declared &&
            toy_weight(toy, toy->weight[side][k], a, b, toy_eyes(toy, side, k)) > 0)
            return true;
    }
    return false;
}

static struct toy_parts toy_pair(const struct toy *toy, size_t i, size_t j)
{
    struct toy_parts out = {{{0}}};
    double total = (toy_total(toy, 0, i, j) + toy_total(toy, 1, i, j)) / 2;
    double pivot = (toy_disagreement(toy, 0, i, j) + toy_disagreement(toy, 1, i, j)) / 2;
    for (size_t k = 0; k < M; k++) {
        double share[4];
        if (!toy_rests_on(toy, k, i, j)) continue;
        toy_shapley(toy, toy_term, k, i, j, pivot, toy->salience == 'e' && i == 0, share);
        out.part[i][k] -= share[0] / total;
        out.part[j][k] -= share[1] / total;
        out.part[N][k] -= share[2] / total;
        out.part[0][k] -= share[3] / total; /* the eyes; with i == 0 it has gone with share[0] */
    }
    return out;
}

static double toy_pp_term(const struct toy *toy, size_t k, size_t i, size_t j, const int *sides,
                          double pivot)
{
    const struct toy_cell *a = &toy->cell[sides[0]][i][k], *b = &toy->cell[sides[1]][j][k];
    if (!a->declared || !b->declared) return 0;
    return toy->influence[sides[2]][i] * toy->influence[sides[2]][j] *
           (toy_distance(toy, k, a, b) - pivot);
}

/* As the share of the weights is linear in their product, it splits as D(p q) does: into the mean
 * of q times D(p), and the mean of p times D(q). Taken at D(p q) = 1. */
static double toy_unit_term(const struct toy *toy, size_t k, size_t i, size_t j, const int *sides,
                            double pivot)
{
    const struct toy_cell *a = &toy->cell[sides[0]][i][k], *b = &toy->cell[sides[1]][j][k];
    if (!a->declared || !b->declared || !sides[2]) return 0;
    return toy_distance(toy, k, a, b) - pivot;
}

static double toy_half(const struct toy *toy, size_t i, size_t j)
{
    return (toy->influence[1][i] - toy->influence[0][i]) *
           (toy->influence[0][j] + toy->influence[1][j]) / 2;
}

static double toy_divergence(const struct toy *toy, int side, size_t k, double *total)
{
    double sum = 0;
    *total = 0;
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++) {
            double pp = toy->influence[side][i] * toy->influence[side][j];
            if (!toy->cell[side][i][k].declared || !toy->cell[side][j][k].declared) continue;
            *total += pp;
            sum += pp * toy_distance(toy, k, &toy->cell[side][i][k], &toy->cell[side][j][k]);
        }
    return sum / *total;
}

static struct toy_parts toy_issue(const struct toy *toy, size_t k)
{
    struct toy_parts out = {{{0}}};
    double t0, t1, pivot = toy_divergence(toy, 0, k, &t0) / 2, total;
    pivot += toy_divergence(toy, 1, k, &t1) / 2;
    total = (t0 + t1) / 2;
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++) {
            double share[4];
            bool counts = false;
            for (int side = 0; side < 2; side++)
                counts =
                    counts || (toy->cell[side][i][k].declared && toy->cell[side][j][k].declared &&
                               toy->influence[side][i] * toy->influence[side][j] > 0);
            if (!counts) continue;
            toy_shapley(toy, toy_pp_term, k, i, j, pivot, false, share);
            out.part[i][k] += share[0] / total;
            out.part[j][k] += share[1] / total;
            toy_shapley(toy, toy_unit_term, k, i, j, pivot, false, share);
            out.part[i][M] += toy_half(toy, i, j) * share[2] / total;
            out.part[j][M] += toy_half(toy, j, i) * share[2] / total;
        }
    return out;
}

static bool toy_cell_changed(const struct toy *toy, size_t i, size_t k)
{
    const struct toy_cell *a = &toy->cell[0][i][k], *b = &toy->cell[1][i][k];
    if (!a->declared && !b->declared) return false;
    return a->declared != b->declared || (toy->salience == 'b' && a->salience != b->salience) ||
           (toy->is_set[k] ? a->set != b->set : a->from != b->from || a->to != b->to);
}

/* A pair that has an agreement on one side only: by issue, and on each by who changed. */
static void toy_spread(const struct toy *toy, int side, size_t i, size_t j, double effect,
                       struct toy_parts *out)
{
    double total = toy_total(toy, side, i, j);
    for (size_t k = 0; k < M; k++) {
        double w = toy_term(toy, k, i, j, (int[]){side, side, side, side}, -1) -
                   toy_term(toy, k, i, j, (int[]){side, side, side, side}, 0);
        bool eyes = toy->salience == 'e' && toy_eyes(toy, 0, k) != toy_eyes(toy, 1, k);
        bool who[N] = {0};
        size_t count = 0;
        who[i] = toy_cell_changed(toy, i, k);
        who[j] = toy_cell_changed(toy, j, k);
        who[0] = who[0] || eyes;
        for (size_t a = 0; a < N; a++)
            count += who[a];
        for (size_t a = 0; a < N; a++)
            if (who[a]) out->part[a][k] += effect * w / total / (double)count;
        if (!count) out->part[N][k] += effect * w / total;
    }
}

static struct toy_parts toy_cohesion(const struct toy *toy)
{
    struct toy_parts out = {{{0}}};
    double sum[2] = {0, 0}, total[2] = {0, 0}, pivot, middle;
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++)
            for (int side = 0; side < 2; side++) {
                double d = toy_disagreement(toy, side, i, j);
                double pp = toy->influence[side][i] * toy->influence[side][j];
                if (isnan(d)) continue;
                sum[side] += pp * d;
                total[side] += pp;
            }
    pivot = (sum[0] / total[0] + sum[1] / total[1]) / 2;
    middle = (total[0] + total[1]) / 2;
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++) {
            double d[2], pp[2];
            for (int side = 0; side < 2; side++) {
                d[side] = toy_disagreement(toy, side, i, j);
                pp[side] = toy->influence[side][i] * toy->influence[side][j];
            }
            if (!isnan(d[0]) && !isnan(d[1])) {
                struct toy_parts own = toy_pair(toy, i, j);
                double each = (pivot - (d[0] + d[1]) / 2) / middle;
                for (size_t a = 0; a <= N; a++)
                    for (size_t k = 0; k < M; k++)
                        out.part[a][k] += own.part[a][k] * (pp[0] + pp[1]) / 2 / middle;
                out.part[i][M] += toy_half(toy, i, j) * each;
                out.part[j][M] += toy_half(toy, j, i) * each;
            } else if (!isnan(d[0])) {
                toy_spread(toy, 0, i, j, -pp[0] * (pivot - d[0]) / middle, &out);
            } else if (!isnan(d[1])) {
                toy_spread(toy, 1, i, j, pp[1] * (pivot - d[1]) / middle, &out);
            }
        }
    return out;
}

/* ---- a toy at random, and as two worlds */

static struct toy_cell toy_random_cell(uint64_t *random)
{
    static const double saliences[] = {0, .1, .5, .8, 1, 1};
    struct toy_cell cell = {.declared = flip(random, .7), .salience = pick(random, saliences, 6)};
    cell.from = cell.to = test_random_unit(random);
    if (flip(random, .3)) cell.to = cell.from + (1 - cell.from) * test_random_unit(random);
    cell.set = 1 + (unsigned)test_random_below(random, 7);
    return cell;
}

static void toy_random(struct toy *toy, uint64_t *random)
{
    static const double weights[] = {1, 1, 0, .3, 2.5};
    *toy = (struct toy){.salience = "bne"[test_random_below(random, 3)]};
    bool weighs = flip(random, .4), sways = flip(random, .4);
    for (int side = 0; side < 2; side++) {
        for (size_t k = 0; k < M; k++) {
            if (!side) toy->is_set[k] = flip(random, .3);
            toy->weight[side][k] = side && !(weighs && flip(random, .4)) ? toy->weight[0][k]
                                                                         : pick(random, weights, 5);
        }
        for (size_t i = 0; i < N; i++) {
            toy->influence[side][i] = side && !(sways && flip(random, .5))
                                          ? toy->influence[0][i]
                                          : pick(random, weights, 5);
            for (size_t k = 0; k < M; k++)
                toy->cell[side][i][k] =
                    side && !flip(random, .3) ? toy->cell[0][i][k] : toy_random_cell(random);
        }
    }
}

static void toy_world(const struct toy *toy, int side, struct world *world)
{
    world_init(world, N, M);
    for (size_t k = 0; k < M; k++) {
        world->model.issues[k].weight = toy->weight[side][k];
        if (toy->is_set[k]) world_nominal(world, k, 3, false);
        for (size_t i = 0; i < N; i++) {
            const struct toy_cell *cell = &toy->cell[side][i][k];
            if (!cell->declared) /* undeclared: what it cares still counts in its eyes */
                put_silence(world, i, k);
            else if (toy->is_set[k])
                put_set(world, i, k, cell->set);
            else
                put_span(world, i, k, cell->from, cell->to);
            world_standing(world, i, k)->salience = cell->salience;
        }
    }
    for (size_t i = 0; i < N; i++)
        world->model.actors[i].weight = toy->influence[side][i];
}

static size_t count_different(const struct change *change, const struct toy_parts *want)
{
    size_t wrong = fabs(sum_of_parts(change) - (change->after - change->before)) > EPS;
    for (size_t a = 0; a <= N; a++)
        for (size_t k = 0; k <= M; k++) {
            double got = part_of(change, a == N ? STANCE_NONE : a, k == M ? STANCE_NONE : k);
            wrong += fabs(got - want->part[a][k]) > EPS;
        }
    return wrong;
}

static void test_formulas(void)
{
    uint64_t random = 21;
    size_t wrong = 0, seen = 0, seen_issues = 0, seen_pairs = 0;
    for (size_t round = 0; round < 600; round++) {
        struct toy toy;
        struct world worlds[2];
        stance_findings *findings[2];
        toy_random(&toy, &random);
        for (int side = 0; side < 2; side++) {
            toy_world(&toy, side, &worlds[side]);
            findings[side] = find(&worlds[side], NULL,
                                  toy.salience == 'b'   ? NULL
                                  : toy.salience == 'n' ? "none"
                                                        : "a00");
        }
        stance_changes *changes = compare(findings[0], findings[1]);
        for (size_t i = 0; i < N; i++)
            for (size_t j = i + 1; j < N; j++) {
                const struct change *pair = &changes->pairs[pair_place(N, i, j)];
                struct toy_parts want = toy_pair(&toy, i, j);
                CHECK_NEAR(pair->before, 1 - toy_disagreement(&toy, 0, i, j), EPS);
                if (is_split(pair)) wrong += count_different(pair, &want), seen_pairs++;
            }
        for (size_t k = 0; k < M; k++) {
            struct toy_parts want = toy_issue(&toy, k);
            const struct change *issue = &changes->divergences[k];
            if (is_split(issue)) wrong += count_different(issue, &want), seen_issues++;
        }
        struct toy_parts want = toy_cohesion(&toy);
        if (is_split(&changes->cohesion))
            wrong += count_different(&changes->cohesion, &want), seen++;
        stance_changes_free(changes);
        for (int side = 0; side < 2; side++) {
            stance_findings_free(findings[side]);
            world_clear(&worlds[side]);
        }
    }
    CHECK_SIZE(wrong, 0);
    CHECK(seen > 400 && seen_issues > 1500 && seen_pairs > 3000);
}

void suite_engine_attribution_formulas(void)
{
    CU_pSuite suite = CU_add_suite("engine/attribution_formulas", NULL, NULL);
    CU_add_test(suite, "the formulas, slowly", test_formulas);
}
