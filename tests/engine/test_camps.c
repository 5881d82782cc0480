/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Average linkage: the textbook example of measures.md section 6, ties, gaps, and a brute force
 * that computes every mean anew. */
#include "engine/camps.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define EPS  1e-12
#define MOST ((size_t)12)

/* "abd" of leaf numbers 0, 1, 3. */
static void order_text(const struct camps *camps, char *out)
{
    for (size_t i = 0; i < camps->n_leaves; i++)
        *out++ = (char)('a' + camps->order[i]);
    *out = '\0';
}

static void fill(double *distances, size_t n, const double *upper)
{
    for (size_t a = 0; a < n; a++)
        for (size_t b = a; b < n; b++)
            distances[a * n + b] = distances[b * n + a] = a == b ? 0 : *upper++;
}

static void test_textbook(void)
{
    static const double upper[] = {17, 21, 31, 23, 30, 34, 21, 28, 39, 43};
    static const struct camp_merge expected[] = {{0, 1, 17}, {5, 4, 22}, {2, 3, 28}, {6, 7, 33}};
    double distances[25];
    struct arena arena = {0};
    struct camps camps;
    char order[6] = "";
    fill(distances, 5, upper);
    CHECK(camps_init(&camps, distances, 5, &arena));
    CHECK_SIZE(camps.n_merges, 4);
    for (size_t m = 0; m < 4; m++) {
        CHECK_SIZE(camps.merges[m].left, expected[m].left);
        CHECK_SIZE(camps.merges[m].right, expected[m].right);
        CHECK_NEAR(camps.merges[m].distance, expected[m].distance, EPS);
    }
    order_text(&camps, order);
    CHECK_TEXT(order, "ebacd"); /* b and e at 21, then a and c at 21 */
    arena_clear(&arena);
}

/* What shares no defined pair is never joined; larger trees come first. */
static void test_apart(void)
{
    const double upper[] = {NAN, NAN, .5, NAN, .25, NAN, NAN, .1, NAN, NAN};
    double distances[25];
    struct arena arena = {0};
    struct camps camps;
    char order[6] = "";
    fill(distances, 5, upper);
    CHECK(camps_init(&camps, distances, 5, &arena));
    CHECK_SIZE(camps.n_merges, 3);
    CHECK_NEAR(camps.merges[2].distance, .5, EPS); /* the mean over the one defined pair */
    order_text(&camps, order);
    CHECK_TEXT(order, "adcbe"); /* c and d meet at .1, b joins at c, a at d */
    arena_clear(&arena);
}

static void test_none_and_one(void)
{
    struct arena arena = {0};
    struct camps camps;
    double distance = 0;
    CHECK(camps_init(&camps, &distance, 0, &arena));
    CHECK_SIZE(camps.n_merges, 0);
    CHECK(camps_init(&camps, &distance, 1, &arena));
    CHECK_SIZE(camps.n_merges, 0);
    CHECK_SIZE(camps.order[0], 0);
    arena_clear(&arena);
}

/* Of equal distances the lowest leaves first, though their means are rounded differently. */
static void test_ties(void)
{
    double upper[10], distances[25];
    struct arena arena = {0};
    struct camps camps;
    char order[6] = "";
    for (size_t i = 0; i < 10; i++)
        upper[i] = 1 - 0.9 * (1.0 / 3) - 0.1 * (1.0 / 3) + (double)i * 1e-16;
    fill(distances, 5, upper);
    CHECK(camps_init(&camps, distances, 5, &arena));
    for (size_t m = 0; m < 4; m++) {
        CHECK_SIZE(camps.merges[m].left, m == 0 ? 0 : 4 + m);
        CHECK_SIZE(camps.merges[m].right, m + 1);
    }
    order_text(&camps, order);
    CHECK_TEXT(order, "abcde");
    arena_clear(&arena);
}

/* ---- brute force: camps as sets, every mean over all pairs computed anew */

struct brute {
    size_t n;
    const double *distances;
    size_t camp_of[MOST]; /* of a leaf: the lowest leaf of its camp */
};

static double mean_between(const struct brute *brute, size_t a, size_t b)
{
    double sum = 0, count = 0;
    for (size_t i = 0; i < brute->n; i++)
        for (size_t j = 0; j < brute->n; j++) {
            double d = brute->distances[i * brute->n + j];
            if (brute->camp_of[i] != a || brute->camp_of[j] != b || isnan(d)) continue;
            sum += d;
            count++;
        }
    return count > 0 ? sum / count : INFINITY;
}

static double merge_nearest(struct brute *brute)
{
    double best = INFINITY;
    size_t left = 0, right = 0;
    for (size_t a = 0; a < brute->n; a++)
        for (size_t b = a + 1; b < brute->n; b++) {
            if (brute->camp_of[a] != a || brute->camp_of[b] != b) continue;
            double d = mean_between(brute, a, b);
            if (!(d < best - 1e-12)) continue;
            best = d;
            left = a;
            right = b;
        }
    for (size_t i = 0; i < brute->n && best < INFINITY; i++)
        if (brute->camp_of[i] == right) brute->camp_of[i] = left;
    return best;
}

/* Each camp is a run of the order. */
static bool is_run(const struct camps *camps, const struct brute *brute)
{
    size_t changes = 0, n_camps = 0;
    for (size_t i = 0; i < brute->n; i++) {
        n_camps += brute->camp_of[i] == i;
        if (i > 0)
            changes += brute->camp_of[camps->order[i]] != brute->camp_of[camps->order[i - 1]];
    }
    return changes + 1 == n_camps;
}

static void test_brute(void)
{
    uint64_t seed = 1;
    for (size_t round = 0; round < 300; round++) {
        struct arena arena = {0};
        struct camps camps;
        struct brute brute = {.n = 2 + round % (MOST - 1)};
        double upper[MOST * MOST], distances[MOST * MOST];
        for (size_t i = 0; i < MOST * MOST; i++) {
            uint64_t dice = test_random(&seed) >> 8 & 1023;
            upper[i] = dice % 4 == 0 ? NAN : (double)(dice % 7) / 6;
        }
        fill(distances, brute.n, upper);
        brute.distances = distances;
        for (size_t i = 0; i < brute.n; i++)
            brute.camp_of[i] = i;
        CHECK(camps_init(&camps, distances, brute.n, &arena));
        for (size_t m = 0; m < camps.n_merges; m++) {
            CHECK_NEAR(camps.merges[m].distance, merge_nearest(&brute), EPS);
            CHECK(is_run(&camps, &brute));
        }
        CHECK(merge_nearest(&brute) == INFINITY);
        arena_clear(&arena);
    }
}

void suite_engine_camps(void)
{
    CU_pSuite suite = CU_add_suite("engine/camps", NULL, NULL);
    CU_add_test(suite, "the textbook's tree", test_textbook);
    CU_add_test(suite, "several trees", test_apart);
    CU_add_test(suite, "no leaf, one leaf", test_none_and_one);
    CU_add_test(suite, "ties", test_ties);
    CU_add_test(suite, "random trees by brute force", test_brute);
}
