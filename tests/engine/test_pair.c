/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two actors: the worked numbers of measures.md section 2, the rules of corner cases 16 and 17,
 * what other measures and other eyes make of a pair. Bounds by brute force: test_bounds.c. */
#include "engine/pair.h"

#include <float.h>
#include <math.h>

#include "world.h"

#define EPS 1e-12

/* The example of section 2: ground, size, flag, and a fourth issue on which a is undeclared. */
static void make_example(struct world *world, bool with_silence)
{
    world_init(world, 2, with_silence ? 4 : 3);
    world_levels(world, 0, 4);
    world_nominal(world, 2, 4, false);
    world->model.issues[1].weight = .5;
    put_point(world, 0, 0, 3)->salience = .9;
    put_point(world, 1, 0, 1)->salience = .8;
    put_span(world, 0, 1, .5, .6)->salience = .5;
    put_span(world, 1, 1, .4, .6)->salience = .5;
    put_set(world, 0, 2, 3)->salience = .4;
    put_set(world, 1, 2, 1)->salience = .9;
    if (!with_silence) return;
    put_silence(world, 0, 3)->salience = .8;
    put_point(world, 1, 3, 1)->salience = 1;
}

static void test_example(void)
{
    struct world world;
    stance_pair_issue rows[3];
    make_example(&world, false);
    stance_findings *findings = find(&world, NULL, NULL);
    const stance_pair *pair = stance_findings_pair(findings, 1, 0);
    CHECK_NEAR(pair->agreement, .482972695, 5e-10);
    CHECK_NEAR(pair->low, .284271, 5e-7);
    CHECK_NEAR(pair->high, .666956, 5e-7);
    CHECK(pair->silence_low == pair->low && pair->silence_high == pair->high);
    CHECK_NEAR(pair->coverage, 1, 0);
    CHECK_NEAR(pair->weight, .848528137423857 + .25 + .6, EPS);
    CHECK_SIZE(pair->issues, 3);
    CHECK_SIZE(pair->silent_issues, 0);
    CHECK_SIZE(stance_findings_pair_issues(findings, 0, 1, rows), 3);
    CHECK_NEAR(rows[0].weight, .848528, 5e-7);
    CHECK(rows[1].weight == .25);
    CHECK_NEAR(rows[2].weight, .6, EPS);
    CHECK_NEAR(rows[0].share, .644153, 5e-7);
    CHECK_NEAR(rows[1].share, .014234, 5e-7);
    CHECK_NEAR(rows[2].share, .341614, 5e-7);
    CHECK_NEAR(rows[1].distance, .05, EPS);
    CHECK_NEAR(rows[1].distance_max, .2, EPS);
    CHECK(rows[1].distance_min == 0 && rows[1].declared && rows[1].issue == 1);
    stance_findings_free(findings);
    world_clear(&world);
}

static void test_example_without_salience(void)
{
    struct world world;
    make_example(&world, false);
    stance_findings *findings = find(&world, NULL, "none");
    const stance_pair *pair = stance_findings_pair(findings, 0, 1);
    CHECK_NEAR(pair->agreement, .523333333, 5e-10);
    CHECK_NEAR(pair->chance, .466667, 5e-7);
    CHECK_NEAR((pair->agreement - pair->chance) / (1 - pair->chance), .106250, 5e-7);
    CHECK_NEAR(pair->weight, 2.5, 0);
    stance_findings_free(findings);
    world_clear(&world);
}

/* Through one actor's eyes, who has no salience on record for the third issue. */
static void test_eyes(void)
{
    struct world world;
    stance_pair_issue rows[3];
    make_example(&world, false);
    *world_standing(&world, 0, 2) = (struct standing){.salience = 1};
    stance_findings *findings = find(&world, NULL, "a00");
    CHECK_SIZE(stance_findings_pair_issues(findings, 0, 1, rows), 2);
    CHECK(rows[0].weight == .9 && rows[1].weight == .25);
    CHECK_TEXT(findings->salience, "a00");
    CHECK_NEAR(findings->matrix.eyes[2], 1, 0);
    stance_findings_free(findings);
    findings = find(&world, NULL, "actor:a01");
    CHECK_SIZE(stance_findings_pair_issues(findings, 0, 1, rows), 2);
    CHECK(rows[0].weight == .8);
    CHECK_TEXT(findings->salience, "a01");
    stance_findings_free(findings);
    world_clear(&world);
}

static void test_silence(void)
{
    struct world world;
    stance_pair_issue rows[4];
    make_example(&world, true);
    stance_findings *findings = find(&world, NULL, NULL);
    const stance_pair *pair = stance_findings_pair(findings, 0, 1);
    CHECK_NEAR(pair->agreement, .482972695, 5e-10);
    CHECK_NEAR(pair->silence_low, .186213, 5e-7);
    CHECK_NEAR(pair->silence_high, .781838, 5e-7);
    CHECK_NEAR(pair->coverage, 2.5 / 3.5, EPS);
    CHECK_SIZE(pair->silent_issues, 1);
    CHECK_SIZE(stance_findings_pair_issues(findings, 1, 0, rows), 4);
    CHECK(!rows[3].declared && isnan(rows[3].distance) && isnan(rows[3].share));
    CHECK_NEAR(rows[3].weight, .894427, 5e-7);
    CHECK(rows[3].distance_min == 0 && rows[3].distance_max == 1);
    stance_findings_free(findings);
    world_clear(&world);
}

/* Silence bounds rest on another T and need not hold A: 0, and .25 to .5. */
static void test_silence_without_agreement(void)
{
    struct world world;
    world_init(&world, 2, 2);
    put_point(&world, 0, 0, 0);
    put_point(&world, 1, 0, 1);
    put_silence(&world, 0, 1);
    put_point(&world, 1, 1, .5);
    stance_findings *findings = find(&world, NULL, NULL);
    const stance_pair *pair = stance_findings_pair(findings, 0, 1);
    CHECK(pair->agreement == 0 && pair->low == 0 && pair->high == 0);
    CHECK_NEAR(pair->silence_low, .25, EPS);
    CHECK_NEAR(pair->silence_high, .5, EPS);
    stance_findings_free(findings);
    world_clear(&world);
}

/* PUB: the values of daisy's documentation page for a = -,2,3,4,4 and b = 1,1,1,1,2. */
static void test_missing_values(void)
{
    static const double a[] = {NAN, 2, 3, 4, 4}, b[] = {1, 1, 1, 1, 2};
    static const struct {
        size_t i, j;
        double d;
    } expected[] = {{1, 2, 0}, {1, 5, 1}, {2, 3, .25}, {3, 5, .75}, {4, 5, .5}};
    struct world world;
    world_init(&world, 5, 2);
    world_numbers(&world, 0, 2, 4);
    world_numbers(&world, 1, 1, 2);
    for (size_t i = 0; i < 5; i++) {
        if (!isnan(a[i])) put_point(&world, i, 0, a[i]);
        put_point(&world, i, 1, b[i]);
    }
    stance_findings *findings = find(&world, NULL, NULL);
    for (size_t e = 0; e < 5; e++) {
        const stance_pair *pair =
            stance_findings_pair(findings, expected[e].i - 1, expected[e].j - 1);
        CHECK_NEAR(1 - pair->agreement, expected[e].d, EPS);
    }
    stance_findings_free(findings);
    world_clear(&world);
}

/* Signorino and Ritter's S (1999) is 2 A - 1 for points without salience. */
static void test_s(void)
{
    static const double a[] = {0, 1, 3, 3, 2}, b[] = {0, 3, 3, 1, 2}, w[] = {.4, .1, .2, .2, .1};
    struct world world;
    world_init(&world, 2, 5);
    for (size_t k = 0; k < 5; k++) {
        world_levels(&world, k, 4);
        put_point(&world, 0, k, a[k]);
        put_point(&world, 1, k, b[k]);
    }
    stance_findings *findings = find(&world, NULL, "none");
    CHECK_NEAR(2 * stance_findings_pair(findings, 0, 1)->agreement - 1, .466667, 5e-7);
    stance_findings_free(findings);
    for (size_t k = 0; k < 5; k++)
        world.model.issues[k].weight = w[k];
    findings = find(&world, NULL, "none");
    CHECK_NEAR(2 * stance_findings_pair(findings, 0, 1)->agreement - 1, .6, EPS);
    stance_findings_free(findings);
    world_clear(&world);
}

/* What is undefined is NAN, never 0. */
static void test_undefined(void)
{
    struct world world;
    stance_pair_issue row;
    world_init(&world, 3, 1);
    put_point(&world, 0, 0, 1)->salience = 0;
    put_point(&world, 1, 0, 0);
    stance_findings *findings = find(&world, NULL, NULL);
    const stance_pair *pair = stance_findings_pair(findings, 0, 1);
    CHECK(isnan(pair->agreement) && isnan(pair->low) && isnan(pair->high) && isnan(pair->chance));
    CHECK(isnan(pair->silence_low) && isnan(pair->silence_high));
    CHECK(pair->coverage == 1 && pair->weight == 0 && pair->issues == 0);
    CHECK_SIZE(stance_findings_pair_issues(findings, 0, 1, &row), 1);
    CHECK(row.weight == 0 && row.distance == 1 && isnan(row.share));
    pair = stance_findings_pair(findings, 0, 2);
    CHECK(isnan(pair->agreement) && pair->coverage == 0 && pair->issues == 0);
    CHECK_SIZE(stance_findings_pair_issues(findings, 0, 2, &row), 0);
    stance_findings_free(findings);
    world.model.issues[0].weight = 0;
    findings = find(&world, NULL, NULL);
    CHECK(isnan(stance_findings_pair(findings, 0, 1)->coverage));
    stance_findings_free(findings);
    world_clear(&world);
}

/* Silence bounds exist where A does not; undeclared against unknown is left to coverage. */
static void test_silence_alone(void)
{
    struct world world;
    world_init(&world, 3, 1);
    put_silence(&world, 0, 0);
    put_point(&world, 1, 0, .25);
    stance_findings *findings = find(&world, NULL, NULL);
    const stance_pair *pair = stance_findings_pair(findings, 0, 1);
    CHECK(isnan(pair->agreement));
    CHECK_NEAR(pair->silence_low, .25, EPS);
    CHECK_NEAR(pair->silence_high, 1, EPS);
    CHECK(isnan(stance_findings_pair(findings, 0, 2)->silence_low));
    CHECK_SIZE(stance_findings_pair(findings, 0, 2)->silent_issues, 0);
    stance_findings_free(findings);
    world_clear(&world);
}

/* Weights at the ends of what a double holds neither overflow nor vanish. */
static void test_extreme_weights(void)
{
    static const double weights[] = {DBL_MAX, DBL_MIN, 1e-300, 4.9e-324, 1e300};
    struct world world;
    stance_pair_issue rows[2];
    world_init(&world, 3, 2);
    for (size_t k = 0; k < 2; k++) {
        put_point(&world, 0, k, 0);
        put_point(&world, 1, k, k ? 1 : .5);
        put_point(&world, 2, k, 1);
    }
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
        for (size_t k = 0; k < 2; k++)
            world.model.issues[k].weight = weights[i];
        for (size_t a = 0; a < 3; a++)
            world.model.actors[a].weight = weights[i];
        stance_findings *findings = find(&world, NULL, NULL);
        CHECK_NEAR(stance_findings_pair(findings, 0, 1)->agreement, .25, EPS);
        CHECK(isfinite(stance_findings_pair(findings, 0, 1)->weight));
        CHECK_SIZE(stance_findings_pair_issues(findings, 0, 1, rows), 2);
        CHECK(rows[1].weight == weights[i]);
        CHECK_NEAR(stance_findings_cohesion(findings), 1 - (.75 + 1 + .25) / 3, EPS);
        CHECK_NEAR(stance_findings_issue(findings, 0)->divergence, 2.0 / 3, EPS);
        stance_findings_free(findings);
    }
    world_clear(&world);
}

/* Directional leaves issues without a neutral point out; they count in what coverage is a share of.
 * Gap asks for what is accepted. */
static void test_other_measures(void)
{
    struct world world;
    world_init(&world, 2, 3);
    world_neutral(&world, 0, .5);
    world_neutral(&world, 2, 0); /* an end is no neutral point */
    for (size_t k = 0; k < 3; k++) {
        put_point(&world, 0, k, 1);
        put_span(&world, 1, k, .5, .75);
    }
    stance_findings *findings = find(&world, "directional", NULL);
    const stance_pair *pair = stance_findings_pair(findings, 0, 1);
    CHECK_NEAR(pair->agreement, 1 - (.5 + .25) / 2, EPS);
    CHECK_NEAR(pair->low, .5, EPS);
    CHECK_NEAR(pair->high, .75, EPS);
    CHECK_NEAR(pair->coverage, 1.0 / 3, EPS);
    CHECK_NEAR(pair->chance, .5, EPS);
    CHECK_SIZE(pair->issues, 1);
    CHECK(isnan(stance_findings_issue(findings, 1)->divergence));
    CHECK_SIZE(stance_findings_issue(findings, 1)->declared, 2);
    stance_findings_free(findings);
    put_accepts(&world, 0, 1, make_span(.8, .9));
    put_accepts(&world, 1, 1, make_span(.6, .7));
    put_accepts(&world, 0, 2, make_span(.5, .6)); /* the other side says nothing */
    findings = find(&world, "gap", NULL);
    pair = stance_findings_pair(findings, 0, 1);
    CHECK_NEAR(pair->agreement, 1 - (.8 - .75), EPS);
    CHECK(pair->low == pair->agreement && pair->high == pair->agreement);
    CHECK(isnan(pair->chance));
    CHECK_NEAR(pair->coverage, 1.0 / 3, EPS);
    stance_findings_free(findings);
    world_clear(&world);
}

/* A value may be undeclared where `accepts` is on record: then that alone is accepted. */
static void test_gap_of_the_silent(void)
{
    struct world world;
    world_init(&world, 2, 2);
    world_nominal(&world, 1, 3, true);
    put_silence(&world, 0, 0);
    put_accepts(&world, 0, 0, make_span(0, .25));
    put_point(&world, 1, 0, .75);
    put_accepts(&world, 1, 0, make_span(.5, .5));
    const struct position claims[] = {make_set(&world, 1), make_set(&world, 2)};
    put_claims(&world, 0, 1, claims, 2); /* accepted: any of both, and of what is named */
    put_accepts(&world, 0, 1, make_set(&world, 1));
    put_set(&world, 1, 1, 4);
    put_accepts(&world, 1, 1, make_set(&world, 2));
    stance_findings *findings = find(&world, "gap", "none");
    stance_pair_issue rows[2];
    CHECK_SIZE(stance_findings_pair_issues(findings, 0, 1, rows), 2);
    CHECK(rows[0].declared && rows[1].declared);
    CHECK_NEAR(rows[0].distance, .25, EPS);
    CHECK_NEAR(rows[1].distance, 0, 0);
    stance_findings_free(findings);
    world_clear(&world);
}

static void test_pair_place(void)
{
    size_t next = 0;
    for (size_t a = 0; a < 7; a++) {
        for (size_t b = a + 1; b < 7; b++)
            CHECK_SIZE(pair_place(7, a, b), next++);
    }
}

void suite_engine_pair(void)
{
    CU_pSuite suite = CU_add_suite("engine/pair", NULL, NULL);
    CU_add_test(suite, "the worked example", test_example);
    CU_add_test(suite, "without salience", test_example_without_salience);
    CU_add_test(suite, "one actor's eyes", test_eyes);
    CU_add_test(suite, "silence bounds", test_silence);
    CU_add_test(suite, "silence bounds need not hold A", test_silence_without_agreement);
    CU_add_test(suite, "missing values", test_missing_values);
    CU_add_test(suite, "S", test_s);
    CU_add_test(suite, "undefined", test_undefined);
    CU_add_test(suite, "silence bounds without agreement", test_silence_alone);
    CU_add_test(suite, "extreme weights", test_extreme_weights);
    CU_add_test(suite, "directional and gap", test_other_measures);
    CU_add_test(suite, "gap of the undeclared, of claims", test_gap_of_the_silent);
    CU_add_test(suite, "places of pairs", test_pair_place);
}
