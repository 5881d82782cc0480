/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every id that was put is found with its index, none else is, through all doublings; ids that are
 * alike, empty or not ASCII are no exception. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#include "base/map.h"

static void test_empty(void)
{
    struct map map = {0};
    CU_ASSERT_EQUAL(map_find(&map, "key"), MAP_NONE);
    CU_ASSERT_EQUAL(map_find(&map, ""), MAP_NONE);
    map_clear(&map);
    map_clear(&map);
}

static void test_few(void)
{
    static const char *const keys[] = {"",  "a",  "b",   "A",         "aa",
                                       "é", "ab", "a-b", "e\xCC\x81", "\xFF"};
    enum { KEYS = sizeof keys / sizeof *keys };
    struct map map = {0};
    char copy[8];
    for (size_t i = 0; i < KEYS; i++) {
        CU_ASSERT_EQUAL(map_find(&map, keys[i]), MAP_NONE);
        CU_ASSERT_TRUE(map_put(&map, keys[i], i));
    }
    CU_ASSERT_EQUAL(map.count, KEYS);
    for (size_t i = 0; i < KEYS; i++) {
        snprintf(copy, sizeof copy, "%s", keys[i]); /* by text, not by address */
        CU_ASSERT_EQUAL(map_find(&map, copy), i);
    }
    CU_ASSERT_EQUAL(map_find(&map, "c"), MAP_NONE);
    map_clear(&map);
    CU_ASSERT_EQUAL(map_find(&map, "a"), MAP_NONE);
    CU_ASSERT_TRUE(map_put(&map, "a", 7));
    CU_ASSERT_EQUAL(map_find(&map, "a"), 7);
    map_clear(&map);
}

static void test_many(void)
{
    enum { KEYS = 70000 };
    static char keys[KEYS][16];
    struct map map = {0};
    size_t wrong = 0;
    for (size_t i = 0; i < KEYS; i++) {
        snprintf(keys[i], sizeof keys[i], "actor-%zu", i);
        if (!map_put(&map, keys[i], KEYS - i)) wrong++;
        if (i % 97 == 0) { /* while it grows */
            wrong += map_find(&map, keys[i / 2]) != KEYS - i / 2;
            wrong += map_find(&map, keys[i]) != KEYS - i;
        }
    }
    for (size_t i = 0; i < KEYS; i++) {
        char other[24];
        snprintf(other, sizeof other, "actor-%zu", i + KEYS);
        wrong += map_find(&map, keys[i]) != KEYS - i;
        wrong += map_find(&map, other) != MAP_NONE;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(map.count, KEYS);
    CU_ASSERT_TRUE(map.size >= 2 * map.count);
    map_clear(&map);
}

void suite_base_map(void)
{
    CU_pSuite suite = CU_add_suite("base/map", NULL, NULL);
    CU_add_test(suite, "empty", test_empty);
    CU_add_test(suite, "a few keys", test_few);
    CU_add_test(suite, "70,000 keys", test_many);
}
