/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All figures of a report together: shares, cohesion, means and groups by worked numbers; what is
 * selected, what is refused. What must hold in every model is in test_properties.c. */
#include <math.h>

#include "world.h"

#define EPS 1e-12

/* The three actors of measures.md section 3, "share that adds up". */
static void make_three(struct world *world)
{
    world_init(world, 3, 3);
    world->model.issues[1].weight = .5;
    put_point(world, 0, 0, 1);
    put_point(world, 0, 1, .55);
    put_point(world, 1, 0, 1.0 / 3);
    put_point(world, 1, 1, .5);
    put_point(world, 1, 2, 0);
    put_point(world, 2, 0, 0);
    put_point(world, 2, 2, 1);
}

static void test_shares(void)
{
    static const double shares[] = {.757180, .007833, .234987};
    struct world world;
    make_three(&world);
    stance_findings *findings = find(&world, NULL, "none");
    CHECK_NEAR(1 - stance_findings_cohesion(findings), .709259, 5e-7);
    CHECK(stance_findings_cohesion_low(findings) == stance_findings_cohesion(findings));
    CHECK(stance_findings_cohesion_high(findings) == stance_findings_cohesion(findings));
    for (size_t k = 0; k < 3; k++)
        CHECK_NEAR(stance_findings_issue(findings, k)->share, shares[k], 5e-7);
    CHECK_NEAR(stance_findings_issue(findings, 1)->weight, .5, 0);
    stance_findings_free(findings);
    world_clear(&world);
}

/* What cannot be split: nothing is missing, nothing is known. */
static void test_no_shares(void)
{
    struct world world;
    world_init(&world, 2, 1);
    stance_findings *findings = find(&world, NULL, NULL);
    CHECK(isnan(stance_findings_cohesion(findings)));
    CHECK(isnan(stance_findings_cohesion_low(findings)));
    CHECK(isnan(stance_findings_cohesion_high(findings)));
    CHECK(isnan(stance_findings_issue(findings, 0)->share));
    stance_findings_free(findings);
    put_span(&world, 0, 0, .25, .5);
    put_span(&world, 1, 0, .25, .5);
    findings = find(&world, NULL, NULL);
    CHECK(stance_findings_cohesion(findings) == 1);
    CHECK_NEAR(stance_findings_cohesion_low(findings), .75, EPS);
    CHECK(isnan(stance_findings_issue(findings, 0)->share));
    stance_findings_free(findings);
    world_clear(&world);
}

static void test_means_and_groups(void)
{
    static const double x[] = {0, .25, .5, 1};
    struct world world;
    world_init(&world, 4, 2);
    for (size_t i = 0; i < 4; i++)
        put_point(&world, i, 0, x[i]);
    put_silence(&world, 3, 1);
    world.model.actors[1].weight = 3;
    world.model.actors[2].weight = 0; /* an observer */
    world_group(&world, "all", (size_t[]){0, 1, 2, 3}, 4);
    world_group(&world, "east", (size_t[]){0, 1, 2}, 3);
    world_group(&world, "lone", (size_t[]){3}, 1);
    world_group(&world, "seen", (size_t[]){2}, 1);
    stance_findings *findings = find(&world, NULL, NULL);
    CHECK_NEAR(stance_findings_cohesion(findings), 1 - (3 * .25 + 1 + 3 * .75) / 7, EPS);
    CHECK_NEAR(stance_findings_actor(findings, 0)->mean_agreement, 1 - (3 * .25 + 1) / 4, EPS);
    CHECK_NEAR(stance_findings_actor(findings, 2)->mean_agreement, 1 - (.5 + 3 * .25 + .5) / 5,
               EPS);
    CHECK_NEAR(stance_findings_actor(findings, 1)->weight, 3, 0);
    CHECK_SIZE(stance_findings_actor(findings, 3)->stances, 2);
    CHECK_SIZE(stance_findings_actor(findings, 0)->stances, 1);
    if (!CHECK_SIZE(stance_findings_groups(findings), 4)) abort();
    const stance_group_figures *all = stance_findings_group(findings, 0);
    const stance_group_figures *east = stance_findings_group(findings, 1);
    const stance_group_figures *lone = stance_findings_group(findings, 2);
    const stance_group_figures *seen = stance_findings_group(findings, 3);
    CHECK_TEXT(all->id, "all");
    CHECK(all->cohesion == stance_findings_cohesion(findings) && isnan(all->outward));
    CHECK_SIZE(east->members, 3);
    CHECK_NEAR(east->cohesion, .75, EPS);
    CHECK_NEAR(east->outward, 1 - (1 + 3 * .75) / 4, EPS);
    CHECK(isnan(lone->cohesion) && lone->outward == east->outward);
    CHECK(isnan(seen->cohesion) && isnan(seen->outward));
    stance_findings_free(findings);
    world_clear(&world);
}

/* Figures are of what is selected; groups without a member there are left out. */
static void test_selection(void)
{
    struct world world;
    make_three(&world);
    world_group(&world, "first", (size_t[]){0}, 1);
    world_group(&world, "rest", (size_t[]){1, 2}, 2);
    world.snapshot.actors[0] = 1;
    world.snapshot.actors[1] = 2;
    world.snapshot.issues[0] = 2;
    world.snapshot.n_actors = 2;
    world.snapshot.n_issues = 1;
    stance_findings *findings = find(&world, NULL, NULL);
    CHECK_SIZE(stance_findings_groups(findings), 1);
    CHECK_TEXT(stance_findings_group(findings, 0)->id, "rest");
    CHECK_SIZE(findings->n_pairs, 1);
    CHECK_NEAR(stance_findings_pair(findings, 0, 1)->agreement, 0, 0);
    CHECK_NEAR(stance_findings_pair(findings, 0, 1)->coverage, 1, 0);
    CHECK_TEXT(findings_actor(findings, 1)->id, "a02");
    CHECK_TEXT(findings_issue(findings, 0)->id, "i02");
    CHECK(findings_standing(findings, 1, 0) == world_standing(&world, 2, 2));
    CHECK_SIZE(findings_pair_index(findings, 0, 1), 0);
    stance_findings_free(findings);
    world_clear(&world);
}

static void test_issue_order(void)
{
    static const double apart[] = {.5, 1, NAN, .5, 0};
    static const size_t order[] = {1, 0, 3, 4, 2};
    struct world world;
    world_init(&world, 2, 5);
    for (size_t k = 0; k < 5; k++) {
        put_point(&world, 0, k, 0);
        if (!isnan(apart[k])) put_point(&world, 1, k, apart[k]);
    }
    stance_findings *findings = find(&world, NULL, NULL);
    for (size_t k = 0; k < 5; k++)
        CHECK_SIZE(findings->issue_order[k], order[k]);
    stance_findings_free(findings);
    world_clear(&world);
}

/* Nobody, one alone, nothing asked: no figure, and no failure. */
static void test_empty(void)
{
    struct world world;
    for (size_t n = 0; n < 2; n++) {
        world_init(&world, n, n);
        stance_findings *findings = find(&world, NULL, NULL);
        CHECK(isnan(stance_findings_cohesion(findings)));
        CHECK_SIZE(findings->n_pairs, 0);
        if (n) CHECK(isnan(stance_findings_actor(findings, 0)->mean_agreement));
        if (n) CHECK(isnan(stance_findings_issue(findings, 0)->divergence));
        stance_findings_free(findings);
        world_clear(&world);
    }
}

static void check_refused(struct world *world, const char *measure, const char *salience,
                          const char *message, const char *hint)
{
    stance_comparison comparison = {.measure = measure, .salience = salience};
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    stance_findings *findings = NULL;
    CHECK(stance_findings_new(&world->snapshot, &comparison, diagnostics, &findings) ==
          STANCE_REFUSED);
    CHECK(!findings);
    CHECK_SIZE(stance_diagnostics_kept(diagnostics), 1);
    const stance_diagnostic *said = stance_diagnostics_get(diagnostics, 0);
    CHECK_TEXT(said->message, message);
    if (hint)
        CHECK_TEXT(said->hint, hint);
    else
        CHECK(!said->hint);
    CHECK(!said->file);
    stance_diagnostics_free(diagnostics);
}

static void test_refused(void)
{
    struct world world;
    make_three(&world);
    check_refused(&world, "directionl", NULL,
                  "\"directionl\" is no measure (city-block, directional, gap)",
                  "Did you mean \"directional\"?");
    check_refused(&world, "euclidean", "none",
                  "\"euclidean\" is no measure (city-block, directional, gap)", NULL);
    check_refused(&world, NULL, "nome",
                  "\"nome\" is no salience (both, none, or an actor through whose eyes to look)",
                  "Did you mean \"none\"?");
    check_refused(&world, NULL, "a07",
                  "\"a07\" is no salience (both, none, or an actor through whose eyes to look)",
                  "Did you mean \"a00\"?");
    check_refused(&world, NULL, "actor:both",
                  "\"both\" is no salience (both, none, or an actor through whose eyes to look)",
                  "Did you mean \"both\"?");
    world_clear(&world);
}

/* Without a comparison it is the default one. */
static void test_default(void)
{
    struct world world;
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    stance_findings *findings = NULL;
    make_three(&world);
    CHECK(stance_findings_new(&world.snapshot, NULL, diagnostics, &findings) == STANCE_OK);
    CHECK(findings->matrix.measure == &measure_city_block);
    CHECK_TEXT(findings->salience, "both");
    stance_findings_free(findings);
    stance_findings_free(NULL);
    stance_diagnostics_free(diagnostics);
    world_clear(&world);
}

void suite_engine_findings(void)
{
    CU_pSuite suite = CU_add_suite("engine/findings", NULL, NULL);
    CU_add_test(suite, "shares that add up", test_shares);
    CU_add_test(suite, "nothing to share", test_no_shares);
    CU_add_test(suite, "means and groups", test_means_and_groups);
    CU_add_test(suite, "selections", test_selection);
    CU_add_test(suite, "issues by divergence", test_issue_order);
    CU_add_test(suite, "nobody, nothing", test_empty);
    CU_add_test(suite, "refusals", test_refused);
    CU_add_test(suite, "the default", test_default);
}
