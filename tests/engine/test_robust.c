/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked numbers of measures.md: one issue left out (section 7), confidence bounds (section 2).
 */
#include "engine/robust.h"

#include <math.h>

#include "world.h"

#define EPS 1e-12

static void test_influence(void)
{
    static const double d[] = {.2, .5, 0, .3}, w[] = {1, .5, 1, 1};
    static const double influences[] = {-.005714, .047619, -.085714, .034286};
    struct world world;
    stance_pair_issue rows[4];
    world_init(&world, 2, 4);
    for (size_t k = 0; k < 4; k++) {
        world.model.issues[k].weight = w[k];
        put_point(&world, 0, k, 0);
        put_point(&world, 1, k, d[k]);
    }
    stance_findings *findings = find(&world, NULL, NULL);
    const stance_pair *pair = stance_findings_pair(findings, 0, 1);
    CHECK_NEAR(pair->agreement, .785714, 5e-7);
    CHECK_SIZE(stance_findings_pair_issues(findings, 0, 1, rows), 4);
    for (size_t k = 0; k < 4; k++)
        CHECK_NEAR(robust_influence(pair, &rows[k]), influences[k], 5e-7);
    stance_findings_free(findings);
    world_clear(&world);
}

/* Without another issue, or on one that is not declared by both, there is none. */
static void test_no_influence(void)
{
    struct world world;
    stance_pair_issue rows[2];
    world_init(&world, 2, 2);
    put_point(&world, 0, 0, 0);
    put_point(&world, 1, 0, .1);
    put_silence(&world, 0, 1);
    put_silence(&world, 1, 1);
    stance_findings *findings = find(&world, NULL, NULL);
    const stance_pair *pair = stance_findings_pair(findings, 0, 1);
    CHECK_SIZE(stance_findings_pair_issues(findings, 0, 1, rows), 2);
    CHECK(isnan(robust_influence(pair, &rows[0])) && isnan(robust_influence(pair, &rows[1])));
    stance_findings_free(findings);
    world_clear(&world);
}

static void believe(struct world *world, size_t actor, double confidence)
{
    struct stance *stance = world_room(world, 1, sizeof *stance);
    struct claim *claim = world_room(world, 1, sizeof *claim);
    struct standing *standing = world_standing(world, actor, 0);
    *stance = *standing->stance;
    *claim = standing->claims[0];
    stance->confidence = claim->confidence = confidence;
    stance->claims = standing->claims = claim;
    standing->stance = stance;
}

static void test_confidence(void)
{
    struct world world;
    stance_pair_issue rows[1];
    double low, high;
    world_init(&world, 3, 1);
    put_point(&world, 0, 0, 0);
    put_point(&world, 1, 0, .5);
    believe(&world, 0, .8);
    believe(&world, 1, .9);
    stance_findings *findings = find(&world, NULL, NULL);
    size_t count = stance_findings_pair_issues(findings, 0, 1, rows);
    robust_confidence(findings, 0, 1, rows, count, &low, &high);
    CHECK_NEAR(low, 1 - .65, EPS);
    CHECK_NEAR(high, 1 - .35, EPS);
    robust_confidence(findings, 0, 2, rows, 0, &low, &high);
    CHECK(isnan(low) && isnan(high));
    stance_findings_free(findings);
    world_clear(&world);
}

void suite_engine_robust(void)
{
    CU_pSuite suite = CU_add_suite("engine/robust", NULL, NULL);
    CU_add_test(suite, "one issue left out", test_influence);
    CU_add_test(suite, "nothing to leave out", test_no_influence);
    CU_add_test(suite, "confidence bounds", test_confidence);
}
