/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions as values, and sets as bits across word borders. */
#include "../support.h"

#include "model/position.h"

static void test_sets(void)
{
    uint64_t set[3] = {0}, other[3] = {0};
    static const size_t members[] = {0, 1, 63, 64, 65, 127, 128, 190};
    for (size_t m = 0; m < 8; m++) {
        CHECK(!set_has(set, members[m]));
        set_add(set, members[m]);
        set_add(set, members[m]);
        CHECK(set_has(set, members[m]));
    }
    CHECK_SIZE(set_count(set, 3), 8);
    set_add(other, 64);
    set_add(other, 66);
    CHECK_SIZE(set_count_common(set, other, 3), 1);
    CHECK_SIZE(set_words(0), 0);
    CHECK_SIZE(set_words(1), 1);
    CHECK_SIZE(set_words(64), 1);
    CHECK_SIZE(set_words(65), 2);
    CHECK_SIZE(set_words(1024), 16);
}

static void test_equal(void)
{
    const uint64_t one[2] = {1, 2}, two[2] = {1, 2}, three[2] = {1, 3};
    const struct position undeclared = {.kind = POSITION_UNDECLARED};
    const struct position span = {.kind = POSITION_SPAN, .from = 1, .to = 2};
    const struct position open = {.kind = POSITION_SPAN, .from = 1, .to = 2, .open_to = true};
    const struct position other = {.kind = POSITION_SPAN, .from = 1, .to = 1};
    const struct position set = {.kind = POSITION_SET, .choices = one};
    const struct position same = {.kind = POSITION_SET, .choices = two};
    const struct position more = {.kind = POSITION_SET, .choices = three};
    CHECK(position_equal(&undeclared, &undeclared, 0));
    CHECK(!position_equal(&undeclared, &span, 0));
    CHECK(position_equal(&span, &open, 0)); /* however it was written */
    CHECK(!position_equal(&span, &other, 0));
    CHECK(position_equal(&set, &same, 2));
    CHECK(!position_equal(&set, &more, 2));
    CHECK(position_equal(&set, &more, 1));
    CHECK(position_is_declared(&span) && position_is_declared(&set));
    CHECK(!position_is_declared(&undeclared));
}

static void test_holds(void)
{
    const uint64_t one[2] = {1, 0}, both[2] = {1, 2}, other[2] = {2, 2};
    const struct position undeclared = {.kind = POSITION_UNDECLARED};
    const struct position span = {.kind = POSITION_SPAN, .from = 1, .to = 3};
    const struct position inner = {.kind = POSITION_SPAN, .from = 2, .to = 3};
    const struct position lower = {.kind = POSITION_SPAN, .from = 0, .to = 2};
    const struct position set = {.kind = POSITION_SET, .choices = both};
    const struct position part = {.kind = POSITION_SET, .choices = one};
    const struct position third = {.kind = POSITION_SET, .choices = other};
    CHECK(position_holds(&span, &inner, 0) && position_holds(&span, &span, 0));
    CHECK(!position_holds(&inner, &span, 0) && !position_holds(&span, &lower, 0));
    CHECK(position_holds(&set, &part, 2) && position_holds(&set, &set, 2));
    CHECK(!position_holds(&part, &set, 2) && !position_holds(&set, &third, 2));
    CHECK(!position_holds(&undeclared, &undeclared, 0) && !position_holds(&span, &undeclared, 0));
    CHECK(!position_holds(&set, &span, 2));
}

void suite_model_position(void)
{
    CU_pSuite suite = CU_add_suite("model/position", NULL, NULL);
    CU_add_test(suite, "sets of choices", test_sets);
    CU_add_test(suite, "the same value", test_equal);
    CU_add_test(suite, "one in another", test_holds);
}
