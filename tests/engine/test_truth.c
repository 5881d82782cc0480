/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of conditions on points, ranges, sets, claims and silence; groups, sums and nesting; and
 * against every point that a vague position may hide. */
#include "engine/truth.h"

#include <math.h>

#include "world.h"

static enum truth ask(struct world *world, struct test test)
{
    return truth_of_test(&world->snapshot, &test);
}

#define HOLDS(world, ...) CHECK_TEXT(truth_name(ask((world), (struct test){__VA_ARGS__})), "holds")
#define OPEN(world, ...)  CHECK_TEXT(truth_name(ask((world), (struct test){__VA_ARGS__})), "open")
#define FAILS(world, ...) CHECK_TEXT(truth_name(ask((world), (struct test){__VA_ARGS__})), "fails")

/* a00 .. a04 on one issue of five levels: 3, 1..3, undeclared, unknown, 0. */
static void make_levels(struct world *world)
{
    world_init(world, 5, 2);
    world_levels(world, 0, 5);
    put_point(world, 0, 0, 3);
    put_span(world, 1, 0, 1, 3);
    put_silence(world, 2, 0);
    put_point(world, 4, 0, 0);
}

static void test_bounds(void)
{
    struct world world;
    make_levels(&world);
    HOLDS(&world, .kind = TEST_AT_LEAST, .who = 0, .bound = 3);
    FAILS(&world, .kind = TEST_AT_LEAST, .who = 0, .bound = 4);
    HOLDS(&world, .kind = TEST_AT_LEAST, .who = 1, .bound = 1);
    OPEN(&world, .kind = TEST_AT_LEAST, .who = 1, .bound = 3);
    FAILS(&world, .kind = TEST_AT_LEAST, .who = 1, .bound = 4);
    HOLDS(&world, .kind = TEST_AT_MOST, .who = 1, .bound = 3);
    OPEN(&world, .kind = TEST_AT_MOST, .who = 1, .bound = 1);
    FAILS(&world, .kind = TEST_AT_MOST, .who = 1, .bound = 0);
    OPEN(&world, .kind = TEST_AT_LEAST, .who = 2, .bound = 0);
    OPEN(&world, .kind = TEST_AT_LEAST, .who = 3, .bound = 0);
    world.snapshot.actor_is_known[0] = false;
    OPEN(&world, .kind = TEST_AT_LEAST, .who = 0, .bound = 3);
    world.snapshot.issue_is_known[0] = false;
    OPEN(&world, .kind = TEST_AT_LEAST, .who = 4, .bound = 3);
    world_clear(&world);
}

/* Selections choose what is shown; conditions see everybody. */
static void test_unselected(void)
{
    struct world world;
    make_levels(&world);
    world.snapshot.n_actors = world.snapshot.n_issues = 0;
    HOLDS(&world, .kind = TEST_AT_LEAST, .who = 0, .bound = 3);
    world_clear(&world);
}

static void test_is_levels(void)
{
    struct world world;
    make_levels(&world);
    const struct position two[] = {make_span(1, 2), make_span(3, 3)};
    const struct position ends[] = {make_span(0, 1), make_span(3, 4)};
    const struct position null[] = {{.kind = POSITION_UNDECLARED}, make_span(4, 4)};
    HOLDS(&world, .kind = TEST_IS, .who = 0, .values = two, .n_values = 2);
    HOLDS(&world, .kind = TEST_IS, .who = 1, .values = two, .n_values = 2);
    OPEN(&world, .kind = TEST_IS, .who = 1, .values = two, .n_values = 1);
    OPEN(&world, .kind = TEST_IS, .who = 1, .values = ends, .n_values = 2);
    FAILS(&world, .kind = TEST_IS, .who = 1, .values = null, .n_values = 2);
    FAILS(&world, .kind = TEST_IS, .who = 4, .values = two, .n_values = 2);
    HOLDS(&world, .kind = TEST_IS, .who = 2, .values = null, .n_values = 2);
    OPEN(&world, .kind = TEST_IS, .who = 2, .values = two, .n_values = 2);
    OPEN(&world, .kind = TEST_IS, .who = 3, .values = null, .n_values = 1);
    world.snapshot.actor_is_known[2] = false;
    OPEN(&world, .kind = TEST_IS, .who = 2, .values = null, .n_values = 1);
    world_clear(&world);
}

/* Numbers: every point of the stretch must be covered, and ends that touch leave no gap. */
static void test_is_numbers(void)
{
    struct world world;
    world_init(&world, 1, 1);
    world_numbers(&world, 0, 0, 100);
    put_span(&world, 0, 0, 20, 60);
    const struct position touching[] = {make_span(40, 70), make_span(0, 30), make_span(30, 40)};
    const struct position gap[] = {make_span(0, 30), make_span(31, 100)};
    const struct position points[] = {make_span(20, 20), make_span(60, 60)};
    const struct position away[] = {make_span(0, 19), make_span(61, 100)};
    HOLDS(&world, .kind = TEST_IS, .values = touching, .n_values = 3);
    OPEN(&world, .kind = TEST_IS, .values = touching, .n_values = 2);
    OPEN(&world, .kind = TEST_IS, .values = gap, .n_values = 2);
    OPEN(&world, .kind = TEST_IS, .values = points, .n_values = 2);
    FAILS(&world, .kind = TEST_IS, .values = away, .n_values = 2);
    put_point(&world, 0, 0, 60);
    HOLDS(&world, .kind = TEST_IS, .values = points, .n_values = 2);
    world_clear(&world);
}

static void test_is_sets(void)
{
    struct world world;
    world_init(&world, 2, 1);
    world_nominal(&world, 0, 4, false);
    put_set(&world, 0, 0, 3);
    put_silence(&world, 1, 0);
    const struct position both[] = {make_set(&world, 1), make_set(&world, 2)};
    const struct position wide[] = {make_set(&world, 7), {.kind = POSITION_UNDECLARED}};
    const struct position away[] = {make_set(&world, 12)};
    HOLDS(&world, .kind = TEST_IS, .values = both, .n_values = 2);
    OPEN(&world, .kind = TEST_IS, .values = both, .n_values = 1);
    HOLDS(&world, .kind = TEST_IS, .values = wide, .n_values = 2);
    FAILS(&world, .kind = TEST_IS, .values = away, .n_values = 1);
    HOLDS(&world, .kind = TEST_IS, .who = 1, .values = wide, .n_values = 2);
    OPEN(&world, .kind = TEST_IS, .who = 1, .values = away, .n_values = 1);
    world_clear(&world);
}

/* Where a set means all of these it must be equal; contradicting claims are alternatives. */
static void test_is_several(void)
{
    struct world world;
    world_init(&world, 3, 1);
    world_nominal(&world, 0, 3, true);
    const struct position claims[] = {
        make_set(&world, 3), {.kind = POSITION_UNDECLARED}, make_set(&world, 4)};
    const struct position ab[] = {make_set(&world, 3)}, a[] = {make_set(&world, 1)};
    const struct position all[] = {make_set(&world, 4), make_set(&world, 3)};
    put_set(&world, 0, 0, 3);
    put_claims(&world, 1, 0, claims, 3);
    put_silence(&world, 2, 0);
    HOLDS(&world, .kind = TEST_IS, .values = ab, .n_values = 1);
    FAILS(&world, .kind = TEST_IS, .values = a, .n_values = 1);
    OPEN(&world, .kind = TEST_IS, .who = 1, .values = ab, .n_values = 1);
    HOLDS(&world, .kind = TEST_IS, .who = 1, .values = all, .n_values = 2);
    FAILS(&world, .kind = TEST_IS, .who = 1, .values = a, .n_values = 1);
    OPEN(&world, .kind = TEST_IS, .who = 2, .values = all, .n_values = 2);
    world_clear(&world);
}

static void test_groups(void)
{
    struct world world;
    make_levels(&world);
    world_group(&world, "all", (size_t[]){0, 1, 2, 3, 4}, 5);
    world_group(&world, "firm", (size_t[]){0, 1}, 2);
    world_group(&world, "quiet", (size_t[]){0, 2, 3}, 3);
    const struct test at_least = {.kind = TEST_AT_LEAST, .about_group = true, .bound = 1};
    struct test test = at_least;
    CHECK(ask(&world, test) == TRUTH_FAILS); /* a04 fails, and all must */
    test.members = 2;
    CHECK(ask(&world, test) == TRUTH_HOLDS);
    test.members = 4;
    CHECK(ask(&world, test) == TRUTH_OPEN);
    test.members = 5;
    CHECK(ask(&world, test) == TRUTH_FAILS);
    test = at_least;
    test.who = 1;
    CHECK(ask(&world, test) == TRUTH_HOLDS);
    test.bound = 3;
    CHECK(ask(&world, test) == TRUTH_OPEN);
    test = at_least;
    test.who = 2;
    CHECK(ask(&world, test) == TRUTH_OPEN);
    test.members = 1;
    CHECK(ask(&world, test) == TRUTH_HOLDS);
    test.bound = 4;
    CHECK(ask(&world, test) == TRUTH_OPEN);
    test.members = 3;
    CHECK(ask(&world, test) == TRUTH_FAILS);
    world_clear(&world);
}

static void test_sums(void)
{
    struct world world;
    world_init(&world, 4, 1);
    world_numbers(&world, 0, -10, 50000);
    put_point(&world, 0, 0, 10000);
    put_span(&world, 1, 0, 5000, 8000);
    put_silence(&world, 2, 0);
    world_group(&world, "all", (size_t[]){0, 1, 2, 3}, 4);
    world_group(&world, "firm", (size_t[]){0, 1}, 2);
    const struct test firm = {.kind = TEST_SUM_AT_LEAST, .about_group = true, .who = 1};
    struct test test = firm;
    test.bound = 15000;
    CHECK(ask(&world, test) == TRUTH_HOLDS);
    test.bound = 15001;
    CHECK(ask(&world, test) == TRUTH_OPEN);
    test.bound = 18000;
    CHECK(ask(&world, test) == TRUTH_OPEN);
    test.bound = 18001;
    CHECK(ask(&world, test) == TRUTH_FAILS);
    test.who = 0; /* two are silent: 14,980 to 118,000 */
    test.bound = 14980;
    CHECK(ask(&world, test) == TRUTH_HOLDS);
    test.bound = 118000;
    CHECK(ask(&world, test) == TRUTH_OPEN);
    test.bound = 118001;
    CHECK(ask(&world, test) == TRUTH_FAILS);
    test.about_group = false; /* of one actor alone */
    test.bound = 10000;
    CHECK(ask(&world, test) == TRUTH_HOLDS);
    world.snapshot.issue_is_known[0] = false;
    CHECK(ask(&world, test) == TRUTH_OPEN);
    world_clear(&world);
}

/* 0.7 + 0.1 is 0.8 on paper, and less in binary. */
static void test_sum_of_decimals(void)
{
    struct world world;
    world_init(&world, 2, 1);
    put_point(&world, 0, 0, .7);
    put_point(&world, 1, 0, .1);
    world_group(&world, "both", (size_t[]){0, 1}, 2);
    HOLDS(&world, .kind = TEST_SUM_AT_LEAST, .about_group = true, .bound = .8);
    FAILS(&world, .kind = TEST_SUM_AT_LEAST, .about_group = true, .bound = .8000001);
    world_clear(&world);
}

static void test_nesting(void)
{
    struct world world;
    make_levels(&world);
    struct test holds = {.kind = TEST_AT_LEAST, .who = 0, .bound = 3};
    struct test open = {.kind = TEST_AT_LEAST, .who = 1, .bound = 3};
    struct test fails = {.kind = TEST_AT_LEAST, .who = 4, .bound = 3};
    struct test tests[] = {fails, open, holds};
    HOLDS(&world, .kind = TEST_ANY, .tests = tests, .n_tests = 3);
    OPEN(&world, .kind = TEST_ANY, .tests = tests, .n_tests = 2);
    FAILS(&world, .kind = TEST_ANY, .tests = tests, .n_tests = 1);
    FAILS(&world, .kind = TEST_NOT, .tests = &holds, .n_tests = 1);
    OPEN(&world, .kind = TEST_NOT, .tests = &open, .n_tests = 1);
    HOLDS(&world, .kind = TEST_NOT, .tests = &fails, .n_tests = 1);
    struct alternative alternative = {.when = tests + 2, .n_when = 1};
    CHECK(truth_of_alternative(&world.snapshot, &alternative) == TRUTH_HOLDS);
    alternative = (struct alternative){.when = tests + 1, .n_when = 2};
    CHECK(truth_of_alternative(&world.snapshot, &alternative) == TRUTH_OPEN);
    alternative = (struct alternative){.when = tests, .n_when = 3};
    CHECK(truth_of_alternative(&world.snapshot, &alternative) == TRUTH_FAILS);
    world_clear(&world);
}

/* A vague position against each of its points: holds if all hold, fails if none does. */
static void test_points_by_force(void)
{
    static const enum test_kind kinds[] = {TEST_AT_LEAST, TEST_AT_MOST, TEST_IS};
    uint64_t random = 12;
    for (size_t round = 0; round < 5000; round++) {
        struct world world;
        struct position values[3];
        size_t levels = 2 + test_random_below(&random, 5);
        bool all = true, any = false;
        world_init(&world, 1, 1);
        world_levels(&world, 0, levels);
        for (size_t i = 0; i < 3; i++)
            values[i] = random_position(&world, 0, &random);
        struct test test = {.kind = kinds[round % 3], .values = values};
        test.bound = (double)test_random_below(&random, levels);
        test.n_values = 1 + test_random_below(&random, 3);
        struct position vague = random_position(&world, 0, &random);
        for (size_t x = (size_t)vague.from; x <= (size_t)vague.to; x++) {
            put_point(&world, 0, 0, (double)x);
            enum truth truth = ask(&world, test);
            CHECK(truth != TRUTH_OPEN);
            all = all && truth == TRUTH_HOLDS;
            any = any || truth == TRUTH_HOLDS;
        }
        put(&world, 0, 0, vague);
        CHECK(ask(&world, test) == (all ? TRUTH_HOLDS : any ? TRUTH_OPEN : TRUTH_FAILS));
        world_clear(&world);
    }
}

void suite_engine_truth(void)
{
    CU_pSuite suite = CU_add_suite("engine/truth", NULL, NULL);
    CU_add_test(suite, "at-least, at-most", test_bounds);
    CU_add_test(suite, "who is not selected", test_unselected);
    CU_add_test(suite, "is: levels", test_is_levels);
    CU_add_test(suite, "is: numbers", test_is_numbers);
    CU_add_test(suite, "is: one of these", test_is_sets);
    CU_add_test(suite, "is: all of these, claims", test_is_several);
    CU_add_test(suite, "members of groups", test_groups);
    CU_add_test(suite, "sum-at-least", test_sums);
    CU_add_test(suite, "sums of decimals", test_sum_of_decimals);
    CU_add_test(suite, "any, not, all of when", test_nesting);
    CU_add_test(suite, "vague positions, point by point", test_points_by_force);
}
