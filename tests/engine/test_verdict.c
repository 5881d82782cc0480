/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be said over the whole interval, and who waits for whom: on small models whose figures
 * can be worked out by hand. */
#include "../support.h"

#include <stdio.h>

#include "engine/verdict.h"
#include "engine/waiting.h"

static const char ISSUES[] =
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": ["
    "{\"id\": \"x\", \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 10}},"
    "{\"id\": \"y\", \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 10}},"
    "{\"id\": \"free\", \"weight\": 0, \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": "
    "10}}]}";

struct world {
    stance_diagnostics *diagnostics;
    stance_model *model;
    stance_snapshot *snapshot;
    stance_findings *findings;
};

static struct world look(const char *folder)
{
    struct world world = {.diagnostics = stance_diagnostics_new()};
    CHECK_INT(stance_model_load(folder, world.diagnostics, &world.model), STANCE_OK);
    CHECK_INT(stance_snapshot_new(world.model, NULL, world.diagnostics, &world.snapshot),
              STANCE_OK);
    CHECK_INT(stance_findings_new(world.snapshot, NULL, world.diagnostics, &world.findings),
              STANCE_OK);
    return world;
}

static void leave(struct world *world)
{
    stance_findings_free(world->findings);
    stance_snapshot_free(world->snapshot);
    stance_model_free(world->model);
    stance_diagnostics_free(world->diagnostics);
}

/* An actor with positions as JSON on x and on y; NULL: none. */
static const char *actor(const char *x, const char *y, const char *more)
{
    return test_text("{%s\"stances\": [%s%s%s%s%s%s%s]}", more,
                     x ? "{\"issue\": \"x\", \"date\": \"2025-01-01\", \"value\": " : "",
                     x ? x : "", x ? "}" : "", x && y ? "," : "",
                     y ? "{\"issue\": \"y\", \"date\": \"2025-01-01\", \"value\": " : "",
                     y ? y : "", y ? "}" : "");
}

static void test_ranking(void)
{
    struct world world = look(test_model(
        ISSUES, "a", actor("0", NULL, ""), "b", actor("10", NULL, ""), "c", actor("4", NULL, ""),
        "d", actor("7", NULL, "\"weight\": 0, "), "e", actor(NULL, "3", ""), NULL));
    struct ranked_pair pairs[8];
    size_t comparable;
    CHECK_SIZE(rank_pairs(world.findings, false, pairs, 8), 3); /* d is an observer, e apart */
    CHECK_SIZE(pairs[0].a, 0);
    CHECK_SIZE(pairs[0].b, 1);
    CHECK_NEAR(pairs[0].pair->agreement, 0, 0);
    CHECK(pair_is_at_the_end(world.findings, &pairs[0], false));
    CHECK(!pair_is_at_the_end(world.findings, &pairs[1], false));
    CHECK_SIZE(rank_pairs(world.findings, true, pairs, 1), 1); /* room for one only */
    CHECK_SIZE(pairs[0].b, 2);
    CHECK_NEAR(pairs[0].pair->agreement, 0.6, 1e-15);
    CHECK(pair_is_at_the_end(world.findings, &pairs[0], true));
    CHECK_SIZE(count_pairs(world.findings, &comparable), 6);
    CHECK_SIZE(comparable, 3);
    CHECK(actor_is_counted(world.findings, 4) && !actor_is_compared(world.findings, 4));
    CHECK(!actor_is_counted(world.findings, 3));
    leave(&world);
}

/* a and b are closest as filed, but b's range could put c closer to a. */
static void test_vagueness_forbids(void)
{
    struct world world = look(test_model(ISSUES, "a", actor("5", NULL, ""), "b",
                                         actor("{\"from\": 0, \"to\": 10}", NULL, ""), "c",
                                         actor("0", NULL, ""), NULL));
    struct ranked_pair pairs[3];
    CHECK_SIZE(rank_pairs(world.findings, false, pairs, 3), 3);
    for (size_t p = 0; p < 3; p++) {
        CHECK(!pair_is_at_the_end(world.findings, &pairs[p], false));
        CHECK(!pair_is_at_the_end(world.findings, &pairs[p], true));
    }
    leave(&world);
}

static void test_chance(void)
{
    const stance_pair more = {.low = 0.7, .high = 0.9, .chance = 0.6};
    const stance_pair less = {.low = 0.1, .high = 0.5, .chance = 0.6};
    const stance_pair open = {.low = 0.5, .high = 0.7, .chance = 0.6};
    const stance_pair even = {.low = 0.6, .high = 0.6, .chance = 0.6};
    CHECK_INT(pair_against_chance(&more), CHANCE_MORE);
    CHECK_INT(pair_against_chance(&less), CHANCE_LESS);
    CHECK_INT(pair_against_chance(&open), CHANCE_CANNOT_TELL);
    CHECK_INT(pair_against_chance(&even), CHANCE_CANNOT_TELL);
}

static void test_top_issues(void)
{
    size_t top[2];
    struct world world =
        look(test_model(ISSUES, "a", actor("0", "0", ""), "b", actor("8", "5", ""), NULL));
    CHECK_SIZE(find_top_issues(world.findings, top, 2), 1);
    CHECK_SIZE(top[0], 0);
    CHECK_SIZE(count_compared_issues(world.findings), 2); /* the one of weight 0 does not count */
    leave(&world);
    world = look(test_model(ISSUES, "a", actor("0", "0", ""), "b",
                            actor("8", "{\"from\": 5, \"to\": 9}", ""), NULL));
    CHECK_SIZE(find_top_issues(world.findings, top, 2), 0); /* y could reach 0.9 */
    leave(&world);
    world = look(test_model(ISSUES, "a", actor("0", NULL, ""), "b",
                            actor("{\"from\": 0, \"to\": 8}", NULL, ""), NULL));
    CHECK_SIZE(find_top_issues(world.findings, top, 2), 0); /* they may be of one mind */
    CHECK_SIZE(find_largest_issue(world.findings), 0);
    CHECK_SIZE(count_divergent_actors(world.findings, 0), 2);
    leave(&world);
    world = look(test_model(ISSUES, "a", actor("0", "1", ""), "b", actor("5", "6", ""), NULL));
    CHECK_SIZE(find_top_issues(world.findings, top, 1), 2); /* both; room for one */
    CHECK_SIZE(top[0], 0);
    leave(&world);
}

static void test_group_pairs(void)
{
    struct world world =
        look(test_model(ISSUES, "a", actor("0", NULL, "\"groups\": [\"g\"], "), "b",
                        actor("8", NULL, "\"groups\": [\"g\"], "), "c", actor("5", NULL, ""), "d",
                        actor(NULL, "5", "\"groups\": [\"g\"], "), "e",
                        actor("1", NULL, "\"weight\": 0, \"groups\": [\"g\"], "), NULL));
    CHECK_SIZE(count_group_pairs(world.findings, "g", true), 1);
    CHECK_SIZE(count_group_pairs(world.findings, "g", false), 2);
    CHECK_SIZE(count_group_pairs(world.findings, "none", true), 0);
    leave(&world);
}

/* An actor who would take 9 on x or y if the test holds. */
static const char *waiter(const char *issue, const char *test)
{
    return test_text("{\"stances\": [{\"issue\": \"%s\", \"date\": \"2025-01-01\", \"value\": 1, "
                     "\"if\": [{\"when\": [%s], \"value\": 9}]}]}",
                     issue, test);
}

static size_t waiting_in(const char *a, const char *b, struct waiting *out)
{
    struct world world = look(test_model(ISSUES, "a", a, "b", b, NULL));
    size_t count = find_waiting(world.snapshot, out, 1);
    leave(&world);
    return count;
}

static void test_waiting(void)
{
    struct waiting found;
    const char *on_b = "{\"actor\": \"b\", \"issue\": \"y\", \"at-least\": 5}";
    const char *on_a = "{\"actor\": \"a\", \"issue\": \"x\", \"at-least\": 5}";
    CHECK_SIZE(waiting_in(waiter("x", on_b), waiter("y", on_a), &found), 1);
    CHECK(found.actor == 0 && found.issue == 0 && found.other == 1 && found.other_issue == 1);
    /* the second asks about another issue */
    const char *elsewhere = "{\"actor\": \"a\", \"issue\": \"y\", \"at-least\": 5}";
    CHECK_SIZE(waiting_in(waiter("x", on_b), waiter("y", elsewhere), &found), 0);
    /* the second's test holds already: it waits for nothing */
    const char *held = "{\"actor\": \"a\", \"issue\": \"x\", \"at-least\": 1}";
    CHECK_SIZE(waiting_in(waiter("x", on_b), waiter("y", held), &found), 0);
    /* the other's move would not bring what is lacking */
    const char *more = "{\"actor\": \"b\", \"issue\": \"y\", \"at-least\": 10}";
    CHECK_SIZE(waiting_in(waiter("x", more), waiter("y", on_a), &found), 0);
    /* what is lacking is another's move: the test about b holds */
    const char *third = "{\"actor\": \"b\", \"issue\": \"y\", \"at-least\": 1}, "
                        "{\"actor\": \"b\", \"issue\": \"x\", \"at-least\": 5}";
    CHECK_SIZE(waiting_in(waiter("x", third), waiter("y", on_a), &found), 0);
    /* asked twice, told once */
    const char *twice = test_text("%s, %s", on_b, on_b);
    CHECK_SIZE(waiting_in(waiter("x", twice), waiter("y", on_a), &found), 1);
}

/* Several at once, in the model's order; one who is not selected waits for nobody. */
static void test_waiting_for_many(void)
{
    const char *a = waiter("x", "{\"actor\": \"c\", \"issue\": \"x\", \"at-least\": 5}, "
                                "{\"actor\": \"b\", \"issue\": \"y\", \"at-least\": 5}, "
                                "{\"group\": \"g\", \"issue\": \"y\", \"at-least\": 5}, "
                                "{\"group\": \"g\", \"issue\": \"x\", \"sum-at-least\": 5}");
    const char *on_a = "{\"actor\": \"a\", \"issue\": \"x\", \"at-least\": 5}";
    const char *d = test_text("{\"groups\": [\"g\"], %s", waiter("x", on_a) + 1);
    struct world world = look(
        test_model(ISSUES, "a", a, "b", waiter("y", on_a), "c", waiter("x", on_a), "d", d, NULL));
    struct waiting found[3];
    CHECK_SIZE(find_waiting(world.snapshot, found, 3), 2);
    CHECK(found[0].actor == 0 && found[0].other == 1 && found[0].other_issue == 1);
    CHECK(found[1].actor == 0 && found[1].other == 2 && found[1].other_issue == 0);
    CHECK_SIZE(find_waiting(world.snapshot, found, 0), 2);
    stance_snapshot *few = NULL;
    CHECK_INT(
        stance_snapshot_new(world.model, &(stance_query){.actors = "a,c"}, world.diagnostics, &few),
        STANCE_OK);
    CHECK_SIZE(find_waiting(few, found, 3), 1);
    CHECK_SIZE(found[0].other, 2);
    stance_snapshot_free(few);
    leave(&world);
}

void suite_engine_verdict(void)
{
    CU_pSuite suite = CU_add_suite("engine/verdict", NULL, NULL);
    CU_add_test(suite, "ranking", test_ranking);
    CU_add_test(suite, "vagueness forbids a verdict", test_vagueness_forbids);
    CU_add_test(suite, "against chance", test_chance);
    CU_add_test(suite, "top issues", test_top_issues);
    CU_add_test(suite, "pairs of groups", test_group_pairs);
    CU_add_test(suite, "who waits for whom", test_waiting);
    CU_add_test(suite, "who waits for whom of many", test_waiting_for_many);
}
