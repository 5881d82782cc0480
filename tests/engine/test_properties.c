/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold in every model, over thousands of random ones: figures within their bounds, shares
 * that add up, no order and no thread that matters, nobody far from their double. */
#include <math.h>
#include <string.h>

#include "engine/pair.h"
#include "world.h"

#define EPS 1e-12

static bool in_order(double low, double x, double high)
{
    if (isnan(x)) return isnan(low) && isnan(high);
    return 0 <= low && low <= x && x <= high && high <= 1;
}

static size_t count_disorder(const stance_findings *findings, size_t n_actors, size_t n_issues)
{
    size_t wrong = 0;
    stance_pair_issue rows[16];
    for (size_t i = 0; i < findings->n_pairs; i++) {
        const stance_pair *pair = &findings->pairs[i];
        wrong += !in_order(pair->low, pair->agreement, pair->high);
        wrong += !(isnan(pair->silence_low) ||
                   (0 <= pair->silence_low && pair->silence_low <= pair->silence_high &&
                    pair->silence_high <= 1));
        wrong += !pair->silent_issues && !isnan(pair->low) &&
                 (pair->silence_low != pair->low || pair->silence_high != pair->high);
        wrong += pair->coverage < 0 || pair->coverage > 1;
    }
    for (size_t a = 0; a < n_actors; a++) {
        for (size_t b = 0; b < a; b++) {
            size_t n_rows = stance_findings_pair_issues(findings, a, b, rows);
            double shares = 0;
            for (size_t r = 0; r < n_rows; r++) {
                if (rows[r].declared)
                    wrong +=
                        !in_order(rows[r].distance_min, rows[r].distance, rows[r].distance_max);
                if (!isnan(rows[r].share)) shares += rows[r].share;
            }
            wrong += shares != 0 && fabs(shares - 1) > EPS;
            wrong += stance_findings_pair(findings, a, b) != stance_findings_pair(findings, b, a);
        }
    }
    for (size_t k = 0; k < n_issues; k++) {
        const stance_issue_figures *issue = stance_findings_issue(findings, k);
        wrong += !in_order(issue->divergence_low, issue->divergence, issue->divergence_high);
    }
    return wrong + !in_order(findings->cohesion_low, findings->cohesion, findings->cohesion_high);
}

static const char *const measures[] = {NULL, "directional", "gap"};
static const char *const saliences[] = {NULL, "none", "a00"};

static void test_order_of_figures(void)
{
    uint64_t random = 7;
    size_t wrong = 0;
    for (size_t round = 0; round < 4000; round++) {
        struct world world;
        size_t n = 1 + test_random_below(&random, 7), m = 1 + test_random_below(&random, 8);
        world_random(&world, n, m, &random);
        stance_findings *findings = find(&world, measures[round % 3], saliences[round / 3 % 3]);
        wrong += count_disorder(findings, n, m);
        stance_findings_free(findings);
        world_clear(&world);
    }
    CHECK_SIZE(wrong, 0);
}

static void test_shares_add_up(void)
{
    uint64_t random = 8;
    size_t seen = 0;
    for (size_t round = 0; round < 3000; round++) {
        struct world world;
        size_t n = 2 + test_random_below(&random, 8), m = 1 + test_random_below(&random, 8);
        double sum = 0;
        bool defined = true;
        world_random(&world, n, m, &random);
        stance_findings *findings = find(&world, measures[round % 3], saliences[round / 3 % 3]);
        for (size_t k = 0; k < m; k++) {
            double share = stance_findings_issue(findings, k)->share;
            defined = defined && !isnan(share);
            sum += share;
        }
        if (defined) CHECK_NEAR(sum, 1, EPS);
        CHECK(defined == (stance_findings_cohesion(findings) < 1));
        seen += defined;
        stance_findings_free(findings);
        world_clear(&world);
    }
    CHECK(seen > 1000);
}

/* The same model with actors and issues in another order. */
static void shuffle(size_t *order, size_t count, uint64_t *random)
{
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t j = test_random_below(random, i), last = order[i - 1];
        order[i - 1] = order[j];
        order[j] = last;
    }
}

static void permute(struct world *out, const struct world *world, const size_t *actors,
                    const size_t *issues)
{
    size_t n = world->model.n_actors, m = world->model.n_issues;
    world_init(out, n, m);
    for (size_t i = 0; i < n; i++)
        out->model.actors[i].weight = world->model.actors[actors[i]].weight;
    for (size_t k = 0; k < m; k++) {
        out->model.issues[k].weight = world->model.issues[issues[k]].weight;
        out->model.issues[k].scale = world->model.issues[issues[k]].scale;
        for (size_t i = 0; i < n; i++)
            out->snapshot.standings[i * m + k] =
                world->snapshot.standings[actors[i] * m + issues[k]];
    }
    if (!world->model.n_groups) return;
    size_t members[64], count = 0;
    for (size_t i = 0; i < n; i++) {
        const struct group *group = &world->model.groups[0];
        for (size_t g = 0; g < group->n_members; g++)
            if (group->members[g] == actors[i]) members[count++] = i;
    }
    world_group(out, "east", members, count);
}

static void check_same_pair(const stance_pair *a, const stance_pair *b)
{
    CHECK_NEAR(a->agreement, b->agreement, EPS);
    CHECK_NEAR(a->low, b->low, EPS);
    CHECK_NEAR(a->high, b->high, EPS);
    CHECK_NEAR(a->silence_low, b->silence_low, EPS);
    CHECK_NEAR(a->silence_high, b->silence_high, EPS);
    CHECK_NEAR(a->coverage, b->coverage, EPS);
    CHECK_NEAR(a->chance, b->chance, EPS);
    CHECK_NEAR(a->weight, b->weight, EPS);
    CHECK_SIZE(a->issues, b->issues);
}

static void check_same(const stance_findings *a, const stance_findings *b, const size_t *actors,
                       const size_t *issues)
{
    for (size_t i = 0; i < a->matrix.n_actors; i++) {
        for (size_t j = 0; j < i; j++)
            check_same_pair(stance_findings_pair(b, i, j),
                            stance_findings_pair(a, actors[i], actors[j]));
        CHECK_NEAR(b->actors[i].mean_agreement, a->actors[actors[i]].mean_agreement, EPS);
    }
    for (size_t k = 0; k < a->matrix.n_issues; k++) {
        const stance_issue_figures *x = &b->issues[k], *y = &a->issues[issues[k]];
        CHECK_NEAR(x->divergence, y->divergence, EPS);
        CHECK_NEAR(x->divergence_low, y->divergence_low, EPS);
        CHECK_NEAR(x->divergence_high, y->divergence_high, EPS);
        CHECK_NEAR(x->divergence_max, y->divergence_max, EPS);
        CHECK_NEAR(x->share, y->share, EPS);
    }
    CHECK_NEAR(a->cohesion, b->cohesion, EPS);
    CHECK_NEAR(a->cohesion_low, b->cohesion_low, EPS);
    CHECK_NEAR(a->cohesion_high, b->cohesion_high, EPS);
    for (size_t g = 0; g < a->n_groups; g++) {
        CHECK_NEAR(a->groups[g].cohesion, b->groups[g].cohesion, EPS);
        CHECK_NEAR(a->groups[g].outward, b->groups[g].outward, EPS);
    }
}

static void test_order_of_model(void)
{
    uint64_t random = 9;
    for (size_t round = 0; round < 2000; round++) {
        struct world world, other;
        size_t n = 2 + test_random_below(&random, 8), m = 1 + test_random_below(&random, 8);
        size_t actors[16] = {0}, issues[16] = {0};
        const char *salience = round % 2 ? NULL : "none";
        world_random(&world, n, m, &random);
        shuffle(actors, n, &random);
        shuffle(issues, m, &random);
        permute(&other, &world, actors, issues);
        stance_findings *a = find(&world, measures[round % 3], salience);
        stance_findings *b = find(&other, measures[round % 3], salience);
        check_same(a, b, actors, issues);
        stance_findings_free(a);
        stance_findings_free(b);
        world_clear(&other);
        world_clear(&world);
    }
}

/* An actor of points and its double are at distance 0, and look the same from everywhere. */
static void test_double(void)
{
    uint64_t random = 10;
    for (size_t round = 0; round < 2000; round++) {
        struct world world;
        size_t n = 3 + test_random_below(&random, 4), m = 5;
        world_random(&world, n, m, &random);
        for (size_t k = 0; k < m; k++) {
            struct standing *first = world_standing(&world, 0, k);
            if (standing_is_declared(first) && world_scale(&world, k)->kind != &scale_nominal)
                put_point(&world, 0, k, first->position.from);
            else if (standing_is_declared(first))
                put_set(&world, 0, k, UINT64_C(1) << test_random_below(&random, 2));
            *world_standing(&world, 1, k) = *first;
        }
        stance_findings *findings = find(&world, NULL, NULL);
        const stance_pair *pair = stance_findings_pair(findings, 0, 1);
        if (!isnan(pair->agreement))
            CHECK(pair->agreement == 1 && pair->low == 1 && pair->high == 1);
        for (size_t j = 2; j < n; j++) {
            CHECK_NEAR(stance_findings_pair(findings, 0, j)->agreement,
                       stance_findings_pair(findings, 1, j)->agreement, 0);
            CHECK_NEAR(stance_findings_pair(findings, 0, j)->low,
                       stance_findings_pair(findings, 1, j)->low, 0);
        }
        stance_findings_free(findings);
        world_clear(&world);
    }
}

/* NANs included, which == would tell apart. */
static bool same_bits(const void *a, const void *b, size_t size)
{
    return memcmp(a, b, size) == 0;
}

/* A model large enough for threads gives the bits that single pairs give, run after run. */
static void test_threads(void)
{
    uint64_t random = 11;
    struct world world;
    world_random(&world, 170, 40, &random);
    stance_findings *a = find(&world, NULL, NULL), *b = find(&world, NULL, NULL);
    size_t wrong = 0;
    for (size_t i = 0; i < 170; i++) {
        for (size_t j = i + 1; j < 170; j++) {
            const stance_pair *got = stance_findings_pair(a, i, j);
            stance_pair alone;
            pair_compare(&a->matrix, i, j, &alone, NULL);
            wrong += !same_bits(&alone.agreement, &got->agreement, sizeof(double));
            wrong += !same_bits(&alone.low, &got->low, sizeof(double));
        }
    }
    CHECK_SIZE(wrong, 0);
    CHECK(same_bits(a->pairs, b->pairs, a->n_pairs * sizeof *a->pairs));
    CHECK(same_bits(a->issues, b->issues, 40 * sizeof *a->issues));
    CHECK(same_bits(a->actors, b->actors, 170 * sizeof *a->actors));
    CHECK(a->cohesion == b->cohesion);
    stance_findings_free(a);
    stance_findings_free(b);
    world_clear(&world);
}

void suite_engine_properties(void)
{
    CU_pSuite suite = CU_add_suite("engine/properties", NULL, NULL);
    CU_add_test(suite, "low <= figure <= high", test_order_of_figures);
    CU_add_test(suite, "shares add up to 1", test_shares_add_up);
    CU_add_test(suite, "order of actors and issues", test_order_of_model);
    CU_add_test(suite, "an actor's double", test_double);
    CU_add_test(suite, "threads", test_threads);
}
