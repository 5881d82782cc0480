/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales by themselves: written values held against them, positions in words, chance. */
#include "../support.h"

#include <math.h>
#include <string.h>

#include "model/scale.h"

static struct choice levels[] = {
    {"none", "none", -1}, {"limited", "Limited presence", -1}, {"heavy", "heavy", -1}};
static struct choice choices[] = {{"eu", "the EU", 0}, {"nato", "NATO", 0}, {"un", "un", 0}};

static struct scale ordinal(void)
{
    struct scale scale = {
        .kind = &scale_ordinal, .issue = "ground", .choices = levels, .n_choices = 3};
    struct complaint complaint = {0};
    for (size_t l = 0; l < 3; l++)
        levels[l].at = -1;
    CHECK(scale.kind->complete(&scale, &complaint));
    complaint_clear(&complaint);
    return scale;
}

static struct scale interval(void)
{
    return (struct scale){
        .kind = &scale_interval, .issue = "size", .min = 0, .max = 50000, .unit = "troops"};
}

static struct scale nominal(bool several)
{
    return (struct scale){.kind = &scale_nominal,
                          .issue = "flag",
                          .choices = choices,
                          .n_choices = 3,
                          .several = several};
}

static struct raw_point text(const char *id)
{
    return (struct raw_point){.text = id, .offset = 7};
}

static struct raw_point number(double value)
{
    return (struct raw_point){.number = value, .offset = 9};
}

/* A value as read, in words; or the complaint. */
static const char *read_words(const struct scale *scale, struct raw_value value)
{
    struct arena arena = {0};
    struct position position;
    struct complaint complaint = {0};
    struct str words = {0};
    if (scale_read(scale, &value, &arena, &position, &complaint)) {
        scale_print_position(scale, &position, &words);
    } else {
        str_printf(&words, "%s @%zu %s", str_get(&complaint.message), complaint.offset,
                   str_get(&complaint.hint));
    }
    const char *result = test_text("%s", str_get(&words));
    str_clear(&words);
    complaint_clear(&complaint);
    arena_clear(&arena);
    return result;
}

static struct raw_value point_of(const struct raw_point *point)
{
    return (struct raw_value){.kind = RAW_POINT, .points = point, .n_points = 1};
}

static struct raw_value range_of(const struct raw_point *ends, bool from, bool to)
{
    return (struct raw_value){.kind = RAW_RANGE,
                              .points = ends,
                              .n_points = 2,
                              .has_from = from,
                              .has_to = to,
                              .offset = 3};
}

static struct raw_value list_of(const struct raw_point *points, size_t count)
{
    return (struct raw_value){.kind = RAW_LIST, .points = points, .n_points = count, .offset = 4};
}

static void test_ordinal_values(void)
{
    struct scale scale = ordinal();
    struct raw_point limited = text("limited"), wrong = text("limitd"), five = number(5);
    struct raw_point range[] = {text("limited"), text("heavy")};
    struct raw_point reversed[] = {text("heavy"), text("none")};
    struct raw_point equal[] = {text("limited"), text("limited")};
    CHECK_TEXT(read_words(&scale, point_of(&limited)), "Limited presence");
    CHECK_TEXT(read_words(&scale, range_of(range, true, true)), "Limited presence to heavy");
    CHECK_TEXT(read_words(&scale, range_of(range, true, false)), "Limited presence or beyond");
    CHECK_TEXT(read_words(&scale, range_of(equal, false, true)), "up to Limited presence");
    CHECK_TEXT(read_words(&scale, range_of(equal, true, true)), "Limited presence");
    CHECK_TEXT(read_words(&scale, (struct raw_value){.kind = RAW_NULL}), "undeclared");
    CHECK_TEXT(read_words(&scale, point_of(&wrong)),
               "\"limitd\" is no level of ground (none, limited, heavy) @7 "
               "Did you mean \"limited\"?");
    CHECK_TEXT(read_words(&scale, point_of(&five)),
               "ground takes a level, not a number (none, limited, heavy) @9 ");
    CHECK_HOLDS(read_words(&scale, range_of(reversed, true, true)), "the wrong way round");
    CHECK_HOLDS(read_words(&scale, range_of(range, false, false)), "needs \"from\" or \"to\"");
    CHECK_HOLDS(read_words(&scale, list_of(range, 2)), "a list is for choices");
}

static void test_interval_values(void)
{
    struct scale scale = interval();
    struct raw_point ends[] = {number(25000), number(30000)};
    struct raw_point low = number(-1), high = number(50000.5), edge = number(50000);
    struct raw_point word = text("many");
    CHECK_TEXT(read_words(&scale, range_of(ends, true, true)), "25,000 to 30,000 troops");
    CHECK_TEXT(read_words(&scale, range_of(ends, true, false)), "25,000 troops or more");
    CHECK_TEXT(read_words(&scale, range_of(ends, false, true)), "up to 30,000 troops");
    CHECK_TEXT(read_words(&scale, point_of(&edge)), "50,000 troops");
    CHECK_TEXT(read_words(&scale, point_of(&low)),
               "-1 is off the scale of size (0 to 50,000 troops) @9 ");
    CHECK_HOLDS(read_words(&scale, point_of(&high)), "50000.5 is off the scale");
    CHECK_TEXT(read_words(&scale, point_of(&word)),
               "size takes a number, not \"many\" (0 to 50,000 troops) @7 ");
}

static void test_nominal_values(void)
{
    struct scale one = nominal(false), several = nominal(true);
    struct raw_point both[] = {text("un"), text("eu")}, twice[] = {text("eu"), text("eu")};
    struct raw_point wrong = text("otan");
    CHECK_TEXT(read_words(&one, list_of(both, 2)), "the EU or un");
    CHECK_TEXT(read_words(&several, list_of(both, 2)), "the EU and un");
    CHECK_TEXT(read_words(&one, list_of(both, 1)), "un");
    CHECK_TEXT(read_words(&one, list_of(twice, 2)), "\"eu\" is named twice @7 ");
    CHECK_HOLDS(read_words(&one, list_of(both, 0)), "an empty list says nothing");
    CHECK_HOLDS(read_words(&one, range_of(both, true, true)), "flag has no order");
    CHECK_HOLDS(read_words(&one, point_of(&wrong)), "no choice of flag (eu, nato, un)");
}

static void test_completion(void)
{
    struct scale scale = ordinal();
    struct complaint complaint = {0};
    CHECK_NEAR(scale.kind->normalise(&scale, 1), 0.5, 0);
    levels[0].at = 0, levels[1].at = 0.2, levels[2].at = 1;
    CHECK(scale.kind->complete(&scale, &complaint));
    CHECK_NEAR(scale.kind->normalise(&scale, 1), 0.2, 0);
    CHECK_NEAR(scale.kind->chance(&scale), 2 * (0.2 + 1 + 0.8) / 9, 1e-15);
    levels[1].at = 1;
    CHECK(!scale.kind->complete(&scale, &complaint)); /* not strictly ascending */
    levels[1].at = -1;
    CHECK(!scale.kind->complete(&scale, &complaint)); /* some only */
    levels[0].at = 0.1, levels[1].at = 0.2;
    CHECK(!scale.kind->complete(&scale, &complaint)); /* does not begin at 0 */
    scale.n_choices = 1;
    CHECK(!scale.kind->complete(&scale, &complaint));
    struct scale line = interval();
    line.max = 0;
    CHECK(!line.kind->complete(&line, &complaint));
    line.min = -1e308, line.max = 1e308; /* the width overflows */
    CHECK(!line.kind->complete(&line, &complaint));
    struct scale set = nominal(false);
    set.n_choices = 1;
    CHECK(!set.kind->complete(&set, &complaint));
    complaint_clear(&complaint);
}

/* measures.md, sections 1 and 2: (L + 1) / (3 L); 1/3; 1 - 1/m; 4/9 and 4/7 for several. */
static void test_chance(void)
{
    struct choice many[5];
    for (size_t n = 2; n <= 5; n++) {
        for (size_t c = 0; c < n; c++)
            many[c] = (struct choice){"x", "x", (double)c / (double)(n - 1)};
        struct scale scale = {.kind = &scale_ordinal, .choices = many, .n_choices = n};
        CHECK_NEAR(scale.kind->chance(&scale), (double)(n + 1) / (3.0 * (double)n), 1e-15);
        scale.kind = &scale_nominal;
        CHECK_NEAR(scale.kind->chance(&scale), 1 - 1 / (double)n, 1e-15);
    }
    struct scale scale = nominal(true);
    CHECK_NEAR(scale.kind->chance(&scale), 4.0 / 7, 1e-15);
    scale.n_choices = 2;
    CHECK_NEAR(scale.kind->chance(&scale), 4.0 / 9, 1e-15);
    scale.n_choices = 1024; /* 2^1024 - 1 is infinite: the limit */
    CHECK_NEAR(scale.kind->chance(&scale), 2.0 / 3, 1e-15);
    struct scale line = interval();
    CHECK_NEAR(line.kind->chance(&line), 1.0 / 3, 0);
}

/* The closed form for several against all pairs of non-empty sets. */
static void test_chance_by_brute_force(void)
{
    for (unsigned m = 1; m <= 8; m++) {
        double sum = 0, sets = (double)((1u << m) - 1);
        for (unsigned a = 1; a < 1u << m; a++)
            for (unsigned b = 1; b < 1u << m; b++)
                sum += 1 - (double)__builtin_popcount(a & b) / __builtin_popcount(a | b);
        struct scale scale = {.kind = &scale_nominal, .n_choices = m, .several = true};
        CHECK_NEAR(scale.kind->chance(&scale), sum / (sets * sets), 1e-12);
    }
}

static void test_hull(void)
{
    struct scale line = interval(), set = nominal(false);
    struct arena arena = {0};
    struct position hull;
    const struct position spans[] = {{.kind = POSITION_UNDECLARED},
                                     {.kind = POSITION_SPAN, .from = 10, .to = 20},
                                     {.kind = POSITION_SPAN, .from = 5, .to = 12}};
    CHECK(scale_hull(&line, spans, 3, sizeof *spans, &arena, &hull));
    CHECK(hull.kind == POSITION_SPAN && hull.from == 5 && hull.to == 20);
    CHECK(scale_hull(&line, spans, 1, sizeof *spans, &arena, &hull));
    CHECK(hull.kind == POSITION_UNDECLARED);
    const uint64_t a = 1, b = 4;
    const struct position sets[] = {{.kind = POSITION_SET, .choices = &a},
                                    {.kind = POSITION_SET, .choices = &b}};
    CHECK(scale_hull(&set, sets, 2, sizeof *sets, &arena, &hull));
    CHECK(hull.kind == POSITION_SET && hull.choices[0] == 5);
    arena_clear(&arena);
}

static void test_names(void)
{
    struct str names = {0};
    CHECK(scale_kind_find("ordinal") == &scale_ordinal);
    CHECK(scale_kind_find("metric") == NULL);
    scale_kind_print_names(&names);
    CHECK_TEXT(str_get(&names), "ordinal, interval, nominal");
    str_clear(&names);
    CHECK(scale_is_reserved_word("undeclared") && scale_is_reserved_word("none-stated"));
    CHECK(!scale_is_reserved_word("none"));
    struct choice many[20];
    char ids[20][4];
    for (size_t c = 0; c < 20; c++) {
        snprintf(ids[c], sizeof ids[c], "c%zu", c);
        many[c] = (struct choice){ids[c], ids[c], 0};
    }
    struct scale scale = {.kind = &scale_nominal, .issue = "big", .choices = many, .n_choices = 20};
    scale_print_choices(&scale, &names);
    CHECK_TEXT(str_get(&names), "c0, c1, ... c19: stance show issue:big names all 20");
    str_clear(&names);
}

void suite_model_scale(void)
{
    CU_pSuite suite = CU_add_suite("model/scale", NULL, NULL);
    CU_add_test(suite, "ordinal values", test_ordinal_values);
    CU_add_test(suite, "interval values", test_interval_values);
    CU_add_test(suite, "nominal values", test_nominal_values);
    CU_add_test(suite, "completion", test_completion);
    CU_add_test(suite, "chance", test_chance);
    CU_add_test(suite, "chance of several by brute force", test_chance_by_brute_force);
    CU_add_test(suite, "hull", test_hull);
    CU_add_test(suite, "names", test_names);
}
