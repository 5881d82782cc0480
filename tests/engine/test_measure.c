/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances of single pairs of cells: the worked numbers of measures.md section 1, then properties
 * and brute force over what a range, a set or silence may hide. */
#include <math.h>

#include "world.h"

#define EPS 1e-12

static struct cell span(double low, double high)
{
    return (struct cell){.state = CELL_DECLARED,
                         .centre = (low + high) / 2,
                         .half = (high - low) / 2,
                         .salience = 1};
}

static const struct cell silence = {.state = CELL_UNDECLARED, .salience = 1};
static const struct matrix_issue line = {.geometry = GEOMETRY_SPAN, .neutral = 0.5};

static struct distance city_block(struct cell a, struct cell b)
{
    return span_distance(a.centre, a.half, b.centre, b.half);
}

static void check_distance(struct distance got, double d, double min, double max)
{
    CHECK_NEAR(got.d, d, EPS);
    CHECK_NEAR(got.min, min, EPS);
    CHECK_NEAR(got.max, max, EPS);
}

static void test_spans(void)
{
    struct cell third = span(1.0 / 3, 1.0 / 3);
    struct distance quiet = measure_city_block.silent(&line, &silence, &third);
    check_distance(city_block(span(.5, .6), span(.4, .6)), .05, 0, .2);
    check_distance(city_block(span(.5, .6), span(.2, .2)), .35, .3, .4);
    check_distance(city_block(span(0, 1), span(0, 1)), 0, 0, 1);
    CHECK_NEAR(quiet.min, 0, EPS);
    CHECK_NEAR(quiet.max, 2.0 / 3, EPS);
    quiet = measure_city_block.silent(&line, &silence, &silence);
    CHECK_NEAR(quiet.min, 0, 0);
    CHECK_NEAR(quiet.max, 1, 0);
}

/* Points give |x - y| and equal ranges 0 exactly; bounds are in order, exactly; both directions
 * give the same bits. */
static void test_span_properties(void)
{
    uint64_t random = 1;
    size_t wrong = 0;
    for (size_t i = 0; i < 200000; i++) {
        double x[4];
        struct distance d, e;
        for (size_t j = 0; j < 4; j++)
            x[j] = flip(&random, .2) ? (double)test_random_below(&random, 2)
                                     : test_random_unit(&random);
        d = city_block(span(x[0], x[0]), span(x[1], x[1]));
        wrong += d.d != fabs(x[0] - x[1]) || d.min != d.d || d.max != d.d;
        struct cell a = span(fmin(x[0], x[1]), fmax(x[0], x[1]));
        struct cell b = span(fmin(x[2], x[3]), fmax(x[2], x[3]));
        d = city_block(a, b);
        e = city_block(b, a);
        wrong += d.d != e.d || d.min != e.min || d.max != e.max;
        wrong += !(0 <= d.min && d.min <= d.d && d.d <= d.max && d.max <= 1);
        wrong += city_block(a, a).d != 0;
        wrong += fabs(d.d - (fabs(fmin(x[0], x[1]) - fmin(x[2], x[3])) +
                             fabs(fmax(x[0], x[1]) - fmax(x[2], x[3]))) /
                                2) > 1e-15;
    }
    CHECK_SIZE(wrong, 0);
}

/* Ranges that touch leave no gap, though centres and half-widths are rounded. */
static void test_touching_spans(void)
{
    uint64_t random = 14;
    size_t wrong = 0;
    for (size_t i = 0; i < 100000; i++) {
        double x[3];
        for (size_t j = 0; j < 3; j++)
            x[j] = test_random_unit(&random);
        double middle = fmax(fmin(x[0], x[1]), fmin(fmax(x[0], x[1]), x[2]));
        double least = fmin(fmin(x[0], x[1]), x[2]), most = fmax(fmax(x[0], x[1]), x[2]);
        wrong += city_block(span(least, middle), span(middle, most)).min != 0;
        wrong += city_block(span(middle, middle), span(middle, most)).min != 0;
    }
    CHECK_SIZE(wrong, 0);
    CHECK(city_block(span(0, 0), span(1e-300, 1e-300)).min == 1e-300);
}

/* Sets are made in a world, so that they have memory. */
static struct cell set(struct world *world, uint64_t bits)
{
    const uint64_t **sets = world_room(world, 1, sizeof *sets);
    sets[0] = make_set(world, bits).choices;
    return (struct cell){.state = CELL_DECLARED, .sets = sets, .n_sets = 1, .salience = 1};
}

static struct cell claims(struct world *world, uint64_t one, uint64_t other)
{
    const uint64_t **sets = world_room(world, 2, sizeof *sets);
    sets[0] = make_set(world, one).choices;
    sets[1] = make_set(world, other).choices;
    return (struct cell){.state = CELL_DECLARED, .sets = sets, .n_sets = 2, .salience = 1};
}

static void test_sets(void)
{
    const struct matrix_issue issue = {.geometry = GEOMETRY_SET, .n_choices = 3, .words = 1};
    struct world world;
    world_init(&world, 0, 0);
    struct cell a = set(&world, 1), b = set(&world, 2), ab = set(&world, 3);
    check_distance(measure_city_block.distance(&issue, &ab, &a), .5, 0, 1);
    check_distance(measure_city_block.distance(&issue, &ab, &ab), 0, 0, 1);
    check_distance(measure_city_block.distance(&issue, &a, &a), 0, 0, 0);
    check_distance(measure_city_block.distance(&issue, &a, &b), 1, 1, 1);
    struct distance quiet = measure_city_block.silent(&issue, &a, &silence);
    CHECK_NEAR(quiet.min, 0, 0);
    CHECK_NEAR(quiet.max, 1, 0);
    world_clear(&world);
}

static void test_several(void)
{
    const struct matrix_issue issue = {
        .geometry = GEOMETRY_SET, .several = true, .n_choices = 3, .words = 1};
    struct world world;
    world_init(&world, 0, 0);
    struct cell a = set(&world, 1), ab = set(&world, 3), all = set(&world, 7);
    struct cell either = claims(&world, 1, 2), most = claims(&world, 3, 7);
    check_distance(measure_city_block.distance(&issue, &ab, &a), .5, .5, .5);
    check_distance(measure_city_block.distance(&issue, &ab, &ab), 0, 0, 0);
    /* Contradicting claims: the mean, the least and the largest over the alternatives. */
    check_distance(measure_city_block.distance(&issue, &either, &a), .5, 0, 1);
    check_distance(measure_city_block.distance(&issue, &either, &either), .5, 0, 1);
    check_distance(measure_city_block.distance(&issue, &most, &ab), 1.0 / 6, 0, 1.0 / 3);
    CHECK_NEAR(measure_city_block.silent(&issue, &silence, &ab).max, 1, 0);
    CHECK_NEAR(measure_city_block.silent(&issue, &silence, &most).max, 1, 0);
    CHECK_NEAR(measure_city_block.silent(&issue, &silence, &silence).max, 1, 0);
    CHECK_NEAR(measure_city_block.silent(&issue, &all, &silence).max, 2.0 / 3, EPS);
    CHECK_NEAR(measure_city_block.silent(&issue, &all, &silence).min, 0, 0);
    world_clear(&world);
}

/* Scales of more choices than a word has bits. */
static void test_large_sets(void)
{
    const struct matrix_issue issue = {.geometry = GEOMETRY_SET, .n_choices = 130, .words = 3};
    uint64_t one[3] = {1, 0, 3}, other[3] = {0, 0, 2};
    const uint64_t *const ones[] = {one}, *const others[] = {other};
    struct cell a = {.state = CELL_DECLARED, .sets = ones, .n_sets = 1};
    struct cell b = {.state = CELL_DECLARED, .sets = others, .n_sets = 1};
    check_distance(measure_city_block.distance(&issue, &a, &b), 2.0 / 3, 0, 1);
    other[2] = 0;
    other[1] = 1;
    check_distance(measure_city_block.distance(&issue, &a, &b), 1, 1, 1);
}

/* Where a set is a point, silence may hide any non-empty set: all of them are tried. */
static void test_several_silence_by_force(void)
{
    struct world world;
    world_init(&world, 0, 0);
    for (size_t m = 2; m <= 5; m++) {
        const struct matrix_issue issue = {
            .geometry = GEOMETRY_SET, .several = true, .n_choices = m, .words = 1};
        for (uint64_t bits = 1; bits < UINT64_C(1) << m; bits++) {
            struct cell a = set(&world, bits);
            double least = 1, largest = 0;
            for (uint64_t hidden = 1; hidden < UINT64_C(1) << m; hidden++) {
                struct cell b = set(&world, hidden);
                double d = measure_city_block.distance(&issue, &a, &b).d;
                least = fmin(least, d);
                largest = fmax(largest, d);
            }
            struct distance got = measure_city_block.silent(&issue, &a, &silence);
            CHECK_NEAR(got.min, least, EPS);
            CHECK_NEAR(got.max, largest, EPS);
        }
    }
    world_clear(&world);
}

static double directional(double neutral, double x, double y)
{
    const struct matrix_issue issue = {.geometry = GEOMETRY_SPAN, .neutral = neutral};
    struct cell a = span(x, x), b = span(y, y);
    struct distance d = measure_directional.distance(&issue, &a, &b);
    CHECK(d.min == d.d && d.max == d.d);
    return d.d;
}

/* PUB: the first four stand in OpenVAA's tests. */
static void test_directional(void)
{
    CHECK_NEAR(directional(.5, 1, .75), .25, EPS);
    CHECK_NEAR(directional(.5, .25, .75), .625, EPS);
    CHECK_NEAR(directional(.5, .5, 1), .5, EPS);
    CHECK_NEAR(directional(.5, 0, 1), 1, EPS);
    CHECK_NEAR(directional(.5, 1, 1), 0, EPS);
    CHECK_NEAR(directional(.2, .2, .9), .5, EPS);
    CHECK_NEAR(directional(.2, .1, .6), .625, EPS);
    CHECK(measure_directional.applies(&line));
    CHECK(!measure_directional.applies(&(struct matrix_issue){.neutral = NAN}));
}

/* Ranges: d is the mean at both ends; the bounds are those of all points inside. */
static void test_directional_ranges(void)
{
    uint64_t random = 2;
    for (size_t i = 0; i < 2000; i++) {
        const struct matrix_issue issue = {.geometry = GEOMETRY_SPAN,
                                           .neutral = .1 + .8 * test_random_unit(&random)};
        double x[4], least = 1, largest = 0;
        for (size_t j = 0; j < 4; j++)
            x[j] = test_random_unit(&random);
        if (x[0] > x[1] || x[2] > x[3]) continue;
        struct cell a = span(x[0], x[1]), b = flip(&random, .2) ? silence : span(x[2], x[3]);
        bool quiet = b.state == CELL_UNDECLARED;
        double low = quiet ? 0 : x[2], high = quiet ? 1 : x[3];
        for (size_t s = 0; s <= 8; s++) {
            for (size_t t = 0; t <= 8; t++) {
                double d = directional(issue.neutral, x[0] + (x[1] - x[0]) * (double)s / 8,
                                       low + (high - low) * (double)t / 8);
                least = fmin(least, d);
                largest = fmax(largest, d);
            }
        }
        struct distance got = quiet ? measure_directional.silent(&issue, &b, &a)
                                    : measure_directional.distance(&issue, &a, &b);
        CHECK_NEAR(got.min, least, EPS);
        CHECK_NEAR(got.max, largest, EPS);
        if (quiet) continue;
        CHECK_NEAR(
            got.d,
            (directional(issue.neutral, x[0], x[2]) + directional(issue.neutral, x[1], x[3])) / 2,
            EPS);
        CHECK(got.min <= got.d && got.d <= got.max);
    }
}

static void test_gap(void)
{
    const struct matrix_issue choice = {.geometry = GEOMETRY_SET, .n_choices = 4, .words = 1};
    struct cell low = span(.1, .3), high = span(.7, .9), wide = span(0, .8);
    struct world world;
    world_init(&world, 0, 0);
    struct cell ab = set(&world, 3), bc = set(&world, 6), d = set(&world, 8);
    check_distance(measure_gap.distance(&line, &low, &high), .4, .4, .4);
    check_distance(measure_gap.distance(&line, &low, &wide), 0, 0, 0);
    check_distance(measure_gap.distance(&choice, &ab, &bc), 0, 0, 0);
    check_distance(measure_gap.distance(&choice, &ab, &d), 1, 1, 1);
    CHECK(!measure_gap.chance);
    world_clear(&world);
}

/* Two who answer at random, against all pairs of answers. */
static void test_chance(void)
{
    static const double expected[] = {.5, 4.0 / 9, 5.0 / 12, .4};
    struct matrix_issue issue = {.neutral = NAN};
    struct world world;
    world_init(&world, 0, 1);
    const struct scale *scale = world_scale(&world, 0);
    CHECK_NEAR(measure_city_block.chance(scale, &issue), 1.0 / 3, EPS);
    for (size_t levels = 2; levels <= 5; levels++) {
        world_levels(&world, 0, levels);
        CHECK_NEAR(measure_city_block.chance(scale, &issue), expected[levels - 2], EPS);
        for (size_t n = 1; n + 1 < levels; n++) {
            double sum = 0;
            issue.neutral = (double)n / (double)(levels - 1);
            for (size_t s = 0; s < levels; s++) {
                for (size_t t = 0; t < levels; t++)
                    sum += directional(issue.neutral, scale->choices[s].at, scale->choices[t].at);
            }
            CHECK_NEAR(measure_directional.chance(scale, &issue), sum / (double)(levels * levels),
                       EPS);
        }
    }
    world_nominal(&world, 0, 4, false);
    CHECK_NEAR(measure_city_block.chance(scale, &issue), .75, EPS);
    world_nominal(&world, 0, 2, true);
    CHECK_NEAR(measure_city_block.chance(scale, &issue), 4.0 / 9, EPS);
    world_nominal(&world, 0, 3, true);
    CHECK_NEAR(measure_city_block.chance(scale, &issue), 4.0 / 7, EPS);
    world_clear(&world);
}

/* On numbers, by the midpoints of many small pieces. */
static void test_directional_chance_of_numbers(void)
{
    const struct matrix_issue issue = {.neutral = .3};
    struct world world;
    double mean = 0;
    size_t pieces = 10000;
    world_init(&world, 0, 1);
    for (size_t i = 0; i < pieces; i++) {
        double x = ((double)i + .5) / (double)pieces;
        mean += (x >= .3 ? (x - .3) / .7 : (x - .3) / .3) / (double)pieces;
    }
    CHECK_NEAR(measure_directional.chance(world_scale(&world, 0), &issue), (1 - mean * mean) / 2,
               1e-7);
    world_clear(&world);
}

static void test_table(void)
{
    struct str names = {0};
    CHECK(measure_find("city-block") == &measure_city_block);
    CHECK(measure_find("directional") == &measure_directional);
    CHECK(measure_find("gap") == &measure_gap);
    CHECK(!measure_find("gaps"));
    CHECK_TEXT(measure_nearest("gaps"), "gap");
    CHECK_TEXT(measure_nearest("city block"), "city-block");
    CHECK(!measure_nearest("euclidean"));
    measure_print_names(&names);
    CHECK_TEXT(str_get(&names), "city-block, directional, gap");
    str_clear(&names);
    CHECK_TEXT(stance_measure_name(0), "city-block");
    CHECK_TEXT(stance_measure_name(2), "gap");
    CHECK_TEXT(stance_measure_summary(0), measure_city_block.summary);
    CHECK(!stance_measure_name(3) && !stance_measure_summary(3));
}

void suite_engine_measure(void)
{
    CU_pSuite suite = CU_add_suite("engine/measure", NULL, NULL);
    CU_add_test(suite, "ranges and points", test_spans);
    CU_add_test(suite, "ranges: properties", test_span_properties);
    CU_add_test(suite, "ranges that touch", test_touching_spans);
    CU_add_test(suite, "sets", test_sets);
    CU_add_test(suite, "several at once, and claims", test_several);
    CU_add_test(suite, "more than 64 choices", test_large_sets);
    CU_add_test(suite, "several: silence by brute force", test_several_silence_by_force);
    CU_add_test(suite, "directional", test_directional);
    CU_add_test(suite, "directional: ranges", test_directional_ranges);
    CU_add_test(suite, "gap", test_gap);
    CU_add_test(suite, "chance", test_chance);
    CU_add_test(suite, "directional: chance of numbers", test_directional_chance_of_numbers);
    CU_add_test(suite, "the table", test_table);
}
