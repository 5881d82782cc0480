/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classical scaling: the worked values of measures.md section 6, and the published shares of the
 * road distances between 21 European cities. */
#include "engine/scaling.h"

#include <math.h>

#include "support.h"

#define EPS 1e-12

/* Road distances in km, of each city to those before it, by the order of their names in the
 * European road atlas (The Cambridge Encyclopaedia), as statistics packages ship them. */
static const double cities[] = {
    3313, 2963, 1318, 3175, 1326, 204,  3339, 1294, 583,  460,  2762, 1498, 206,  409,  785,
    3276, 2218, 966,  1136, 1545, 760,  2610, 803,  677,  747,  853,  1662, 1418, 4485, 1172,
    2256, 2224, 2047, 2436, 3196, 1975, 2977, 2018, 597,  714,  1115, 460,  460,  1118, 2897,
    3030, 1490, 172,  330,  731,  269,  269,  895,  2428, 550,  4532, 1305, 2084, 2052, 1827,
    2290, 2971, 1936, 676,  2671, 2280, 2753, 645,  690,  739,  789,  714,  1458, 158,  1817,
    1159, 863,  1178, 3949, 636,  1558, 1550, 1347, 1764, 2498, 1439, 698,  2198, 1730, 668,
    1281, 2865, 521,  1011, 1059, 1101, 1035, 1778, 425,  1693, 1479, 1183, 1762, 320,  1157,
    2282, 1014, 925,  1077, 1209, 911,  1537, 328,  2185, 1238, 1098, 2250, 328,  1724, 618,
    2179, 1365, 747,  977,  1160, 583,  1104, 591,  2565, 805,  851,  2507, 724,  2010, 1109,
    331,  3000, 1033, 285,  280,  340,  465,  1176, 513,  1971, 877,  457,  1799, 471,  1273,
    792,  856,  821,  817,  1460, 1511, 1662, 1794, 1497, 2050, 995,  2631, 1751, 1683, 2700,
    1048, 2097, 1011, 586,  946,  1476, 3927, 2868, 1616, 1786, 2196, 1403, 650,  2068, 3886,
    949,  1500, 3231, 2108, 3188, 2428, 2187, 1754, 1827, 2707, 1991, 1802, 1175, 1381, 1588,
    937,  1455, 1019, 2974, 1155, 1205, 2937, 1157, 2409, 1363, 898,  428,  1249, 1209, 2105,
};

static void fill(double *distances, size_t n, const double *lower)
{
    for (size_t a = 0; a < n; a++) {
        distances[a * n + a] = 0;
        for (size_t b = 0; b < a; b++)
            distances[a * n + b] = distances[b * n + a] = *lower++;
    }
}

static double share_of(const struct scaling *scaling, size_t axes)
{
    double kept = 0, all = 0;
    for (size_t i = 0; i < scaling->n_placed; i++) {
        all += fabs(scaling->values[i]);
        if (i < axes) kept += scaling->values[i];
    }
    return kept / all;
}

static void test_cities(void)
{
    double distances[21 * 21];
    struct arena arena = {0};
    struct scaling scaling;
    fill(distances, 21, cities);
    CHECK(scaling_init(&scaling, distances, 21, &arena));
    CHECK_SIZE(scaling.n_placed, 21);
    CHECK_NEAR(share_of(&scaling, 1), .4690928, 5e-8);
    CHECK_NEAR(scaling.share, .7537543, 5e-8);
    CHECK_NEAR(share_of(&scaling, 3), .7904600, 5e-8);
    arena_clear(&arena);
}

static void test_line(void)
{
    static const double lower[] = {1.0 / 3, 1, 2.0 / 3};
    double distances[9];
    struct arena arena = {0};
    struct scaling scaling;
    fill(distances, 3, lower);
    CHECK(scaling_init(&scaling, distances, 3, &arena));
    CHECK_NEAR(scaling.values[0], 42.0 / 81, EPS);
    CHECK_NEAR(scaling.values[1], 0, EPS);
    CHECK_NEAR(scaling.values[2], 0, EPS);
    CHECK_NEAR(scaling.share, 1, EPS);
    CHECK_NEAR(scaling.stress, 0, 1e-7);
    CHECK_NEAR(fabs(scaling.x[0] - scaling.x[2]), 1, EPS);
    CHECK(scaling.x[2] > 0 && scaling.x[0] < 0); /* the one farthest out is positive */
    arena_clear(&arena);
}

static void test_square(void)
{
    const double d = sqrt(2), lower[] = {1, d, 1, 1, d, 1};
    double distances[16];
    struct arena arena = {0};
    struct scaling scaling;
    fill(distances, 4, lower);
    CHECK(scaling_init(&scaling, distances, 4, &arena));
    CHECK_NEAR(scaling.values[0], 1, EPS);
    CHECK_NEAR(scaling.values[1], 1, EPS);
    CHECK_NEAR(scaling.values[2], 0, EPS);
    CHECK_NEAR(scaling.stress, 0, 1e-7);
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++)
            CHECK_NEAR(hypot(scaling.x[i] - scaling.x[j], scaling.y[i] - scaling.y[j]),
                       distances[i * 4 + j], 1e-9);
    arena_clear(&arena);
}

/* No plane, nor any space, holds these distances: an eigenvalue is negative. */
static void test_star(void)
{
    static const double lower[] = {1, 1, 1, .5, .5, .5};
    double distances[16];
    struct arena arena = {0};
    struct scaling scaling;
    fill(distances, 4, lower);
    CHECK(scaling_init(&scaling, distances, 4, &arena));
    CHECK_NEAR(scaling.values[0], .5, EPS);
    CHECK_NEAR(scaling.values[1], .5, EPS);
    CHECK_NEAR(scaling.values[2], 0, EPS);
    CHECK_NEAR(scaling.values[3], -.0625, EPS);
    CHECK_NEAR(scaling.share, .941176, 5e-7);
    CHECK_NEAR(scaling.stress, .069184, 5e-7);
    arena_clear(&arena);
}

/* Who lacks most goes first; of equals the last. */
static void test_left_out(void)
{
    const double lower[] = {.5, NAN, 1, .5, NAN, NAN, .5, .5, 1, NAN};
    double distances[25];
    struct arena arena = {0};
    struct scaling scaling;
    fill(distances, 5, lower); /* 2 lacks 0 and 3; 3 lacks 1, 2 and 4; 4 lacks 3 */
    CHECK(scaling_init(&scaling, distances, 5, &arena));
    CHECK_SIZE(scaling.n_left_out, 2);
    CHECK_SIZE(scaling.left_out[0], 2);
    CHECK_SIZE(scaling.left_out[1], 3);
    CHECK_SIZE(scaling.n_placed, 3);
    arena_clear(&arena);
}

static void test_few(void)
{
    double distances[] = {0, NAN, NAN, 0};
    struct arena arena = {0};
    struct scaling scaling;
    CHECK(scaling_init(&scaling, distances, 0, &arena));
    CHECK(isnan(scaling.share) && isnan(scaling.stress));
    CHECK(scaling_init(&scaling, distances, 2, &arena));
    CHECK_SIZE(scaling.n_placed, 1);
    CHECK_SIZE(scaling.left_out[0], 1);
    CHECK(isnan(scaling.share) && isnan(scaling.stress));
    arena_clear(&arena);
}

void suite_engine_scaling(void)
{
    CU_pSuite suite = CU_add_suite("engine/scaling", NULL, NULL);
    CU_add_test(suite, "European cities", test_cities);
    CU_add_test(suite, "a line", test_line);
    CU_add_test(suite, "a square", test_square);
    CU_add_test(suite, "a star", test_star);
    CU_add_test(suite, "who is left out", test_left_out);
    CU_add_test(suite, "none, two without a distance", test_few);
}
