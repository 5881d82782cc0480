/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One issue among all actors: the worked numbers of measures.md section 3, and the largest
 * divergence against a search through all ways to form camps. */
#include "engine/divergence.h"

#include <math.h>

#include "world.h"

#define EPS 1e-12

static struct camp_weights weigh(const double *p, size_t n)
{
    struct camp_weights weights = {0};
    for (size_t i = 0; i < n; i++)
        camp_weights_add(&weights, p[i]);
    return weights;
}

static double max_of(const double *p, size_t n, size_t camps)
{
    struct camp_weights weights = weigh(p, n);
    return divergence_max(&weights, camps);
}

static void make_four(struct world *world)
{
    static const double x[] = {0, 1.0 / 3, 1.0 / 3, 1};
    world_init(world, 4, 1);
    for (size_t i = 0; i < 4; i++)
        put_point(world, i, 0, x[i]);
}

static void test_example(void)
{
    struct world world;
    make_four(&world);
    stance_findings *findings = find(&world, NULL, NULL);
    const stance_issue_figures *issue = stance_findings_issue(findings, 0);
    CHECK_NEAR(issue->divergence, .5, EPS);
    CHECK_NEAR(issue->divergence_max, 2.0 / 3, EPS);
    CHECK_NEAR(issue->divergence / issue->divergence_max, .75, EPS);
    CHECK(issue->divergence_low == issue->divergence &&
          issue->divergence_high == issue->divergence);
    stance_findings_free(findings);
    world.model.actors[0].weight = 2;
    findings = find(&world, NULL, NULL);
    CHECK_NEAR(stance_findings_issue(findings, 0)->divergence, .518519, 5e-7);
    stance_findings_free(findings);
    world_clear(&world);
}

/* Observers are counted, and have no part in the figures. */
static void test_observers(void)
{
    struct world world;
    make_four(&world);
    world.model.actors[1].weight = world.model.actors[2].weight = 0;
    stance_findings *findings = find(&world, NULL, NULL);
    const stance_issue_figures *issue = stance_findings_issue(findings, 0);
    CHECK_NEAR(issue->divergence, 1, 0);
    CHECK_NEAR(issue->divergence_max, 1, 0);
    CHECK_SIZE(issue->declared, 4);
    stance_findings_free(findings);
    world.model.actors[0].weight = 0;
    findings = find(&world, NULL, NULL);
    issue = stance_findings_issue(findings, 0);
    CHECK(isnan(issue->divergence) && isnan(issue->divergence_low));
    CHECK(isnan(issue->divergence_high) && isnan(issue->divergence_max) && isnan(issue->share));
    stance_findings_free(findings);
    world_clear(&world);
}

/* D's outer bounds are the same means of the least and largest distances (corner case 20). */
static void test_bounds(void)
{
    struct world world;
    world_init(&world, 4, 1);
    put_span(&world, 0, 0, .5, .6);
    put_span(&world, 1, 0, .4, .6);
    put_point(&world, 2, 0, .2);
    put_silence(&world, 3, 0);
    world.model.actors[2].weight = 3;
    stance_findings *findings = find(&world, NULL, NULL);
    const stance_issue_figures *issue = stance_findings_issue(findings, 0);
    CHECK_NEAR(issue->divergence, (.05 + 3 * .35 + 3 * .3) / 7, EPS);
    CHECK_NEAR(issue->divergence_low, (0 + 3 * .3 + 3 * .2) / 7, EPS);
    CHECK_NEAR(issue->divergence_high, (.2 + 3 * .4 + 3 * .4) / 7, EPS);
    CHECK_SIZE(issue->undeclared, 1);
    stance_findings_free(findings);
    world_clear(&world);
}

static void test_max_of_equals(void)
{
    static const double ordered[] = {1, 2.0 / 3, 2.0 / 3, .6, .6};
    static const double p[30] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    for (size_t n = 2; n <= 6; n++)
        CHECK_NEAR(max_of(p, n, 2), ordered[n - 2], EPS);
    CHECK_NEAR(max_of(p, 30, 2), 2 * 225.0 / (30 * 29), EPS);
    CHECK_NEAR(max_of(p, 3, 4), 1, 0);
    CHECK_NEAR(max_of(p, 4, 4), 1, 0);
    CHECK_NEAR(max_of(p, 5, 4), .9, EPS);
    CHECK_NEAR(max_of(p, 7, 3), 1 - (3.0 + 1 + 1) / 21, EPS);
    CHECK_NEAR(max_of(p, 3, 1), 0, 0);
    CHECK(isnan(max_of(p, 1, 2)) && isnan(max_of(p, 0, 2)));
}

/* The best of all 2^(n-1) splits. */
static double best_by_force(const double *p, size_t n)
{
    double best = 0, pairs = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        pairs += p[i] * sum;
        sum += p[i];
    }
    for (size_t split = 0; split < ((size_t)1 << n) / 2; split++) {
        double s = 0;
        for (size_t i = 0; i < n; i++) {
            if (split >> i & 1) s += p[i];
        }
        best = fmax(best, s * (sum - s));
    }
    return best / pairs;
}

static void test_max_by_force(void)
{
    uint64_t random = 4;
    double p[CAMPS_EXACT];
    for (size_t round = 0; round < 300; round++) {
        size_t n = 3 + test_random_below(&random, round < 290 ? 9 : CAMPS_EXACT - 5);
        bool whole = flip(&random, .5);
        for (size_t i = 0; i < n; i++)
            p[i] = whole ? 1 + (double)test_random_below(&random, 30)
                         : exp(6 * test_random_unit(&random));
        CHECK_NEAR(max_of(p, n, 2), fmin(1, best_by_force(p, n)), EPS);
    }
}

/* Past the exact search, and for more than two camps, a bound: never below what camps reach. */
static void test_max_bound(void)
{
    uint64_t random = 5;
    for (size_t round = 0; round < 2000; round++) {
        size_t n = 3 + test_random_below(&random, 40), camps = 2 + test_random_below(&random, 4);
        double p[64], of[8] = {0}, sum = 0, pairs = 0, across, most;
        for (size_t i = 0; i < n; i++) {
            p[i] = .1 + test_random_unit(&random);
            of[test_random_below(&random, camps)] += p[i];
            pairs += p[i] * sum;
            sum += p[i];
        }
        across = sum * sum;
        for (size_t c = 0; c < camps; c++)
            across -= of[c] * of[c];
        most = max_of(p, n, camps);
        CHECK(most <= 1 && most >= across / 2 / pairs - EPS);
    }
}

/* No positions reach more than the maximum. */
static void test_max_is_never_passed(void)
{
    uint64_t random = 6;
    for (size_t round = 0; round < 1500; round++) {
        struct world world;
        world_random(&world, 3 + test_random_below(&random, 5), 4, &random);
        for (size_t k = 0; k < 4; k++)
            world.model.issues[k].scale.several = false;
        stance_findings *findings = find(&world, flip(&random, .5) ? "directional" : NULL, NULL);
        for (size_t k = 0; k < 4; k++) {
            const stance_issue_figures *issue = stance_findings_issue(findings, k);
            CHECK(isnan(issue->divergence) == isnan(issue->divergence_max));
            CHECK(!(issue->divergence > issue->divergence_max + EPS));
        }
        stance_findings_free(findings);
        world_clear(&world);
    }
}

void suite_engine_divergence(void)
{
    CU_pSuite suite = CU_add_suite("engine/divergence", NULL, NULL);
    CU_add_test(suite, "the worked example", test_example);
    CU_add_test(suite, "observers", test_observers);
    CU_add_test(suite, "bounds", test_bounds);
    CU_add_test(suite, "maximum: equal weights", test_max_of_equals);
    CU_add_test(suite, "maximum: best split by brute force", test_max_by_force);
    CU_add_test(suite, "maximum: bound", test_max_bound);
    CU_add_test(suite, "maximum: never passed", test_max_is_never_passed);
}
