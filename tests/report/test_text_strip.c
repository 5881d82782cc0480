/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strips: everybody at their place, in pictures that can be read here. */
#include "printed.h"

static const char *const four[] = {"none", "limited", "substantial", "ground-heavy"};
static const char *const three[] = {"against", "neutral", "for"};
static const char *const ends[] = {"0", "50,000 troops"};

static void test_points(void)
{
    struct stance_document *document = printed_new();
    struct strip *strip = say_scale(document, four, 4, 3);
    strip->marks[0] = at("France", 1, 1);
    strip->marks[1] = at("UK", 1.0 / 3, 1.0 / 3);
    strip->marks[2] = at("Estonia", 1.0 / 3, 1.0 / 3);
    CHECK_TEXT(printed_ascii(document, 54),
               "  none          limited      substantial  ground-heavy\n"
               "  |----------------|----------------|----------------|\n"
               "                   o UK                       France o\n"
               "                   o Estonia\n");
}

static void test_ranges(void)
{
    struct stance_document *document = printed_new();
    struct strip *strip = say_scale(document, ends, 2, 4);
    strip->marks[0] = at("Europe", .5, .8);
    strip->marks[1] = at("UK", .1, .16);
    strip->marks[2] = at("Estonia", .9, 1);
    strip->marks[3] = at("", .2, .2001);
    CHECK_TEXT(printed_ascii(document, 53),
               "  0                                     50,000 troops\n"
               "  |-------------------------------------------------|\n"
               "       UK==                Europe==========\n"
               "            =                          Estonia ======\n");
}

static void test_disputed(void)
{
    struct stance_document *document = printed_new();
    struct strip *strip = say_scale(document, four, 4, 3);
    strip->marks[0] = at("Russia", 0, 1);
    strip->marks[1] = at("UK", 0, .1);
    strip->marks[2] = at("US", .5, .5);
    for (size_t m = 0; m < 3; m++)
        strip->marks[m].kind = MARK_DISPUTED;
    CHECK_TEXT(printed_ascii(document, 54),
               "  none          limited      substantial  ground-heavy\n"
               "  |----------------|----------------|----------------|\n"
               "  <----> UK?                ? US?\n"
               "  <-------------------- Russia? --------------------->\n"
               "  ? sources disagree\n");
}

static void test_red_lines(void)
{
    struct stance_document *document = printed_new();
    struct strip *strip = say_scale(document, four, 4, 3);
    strip->marks[0] = at("France", 1, 1);
    strip->marks[1] = at("UK", 1.0 / 3, 1.0 / 3);
    strip->marks[2] = at("Estonia", 0, 1.0 / 3);
    strip->marks[0].has_accepts = strip->marks[2].has_accepts = true;
    strip->marks[0].accepts_from = 2.0 / 3;
    strip->marks[0].accepts_to = 1;
    strip->marks[2].accepts_to = 2.0 / 3;
    CHECK_TEXT(printed_ascii(document, 54),
               "   none         limited     substantial  ground-heavy\n"
               "   |---------------|----------------|---------------|\n"
               "  [Estonia==========                 ]\n"
               "                   o UK            [         France o]\n"
               "  [ ] could accept\n");
}

static void test_status_quo(void)
{
    struct stance_document *document = printed_new();
    struct strip *strip = say_scale(document, four, 4, 0);
    strip->has_status_quo = true;
    CHECK_TEXT(printed_ascii(document, 54),
               "  none          limited      substantial  ground-heavy\n"
               "  *----------------|----------------|----------------|\n"
               "  * status quo: none\n");
    document = printed_new();
    strip = say_scale(document, ends, 2, 0);
    strip->has_status_quo = true;
    strip->status_quo_from = .2;
    strip->status_quo_to = .4;
    CHECK_TEXT(printed_ascii(document, 23), "  0       50,000 troops\n"
                                            "  |---*****-----------|\n"
                                            "  * status quo\n");
    document = printed_new();
    strip = say_scale(document, ends, 2, 0);
    strip->has_status_quo = true;
    strip->status_quo_from = strip->status_quo_to = .5;
    strip->status_quo_place = "25,000 troops";
    CHECK_HOLDS(printed_ascii(document, 40), "* status quo: 25,000 troops\n");
}

/* 38 actors on three levels: counts, with the names below. */
static void test_counts(void)
{
    for (size_t width = 40; width <= 120; width += 40) {
        struct stance_document *document = printed_new();
        struct strip *strip = say_scale(document, three, 3, 38);
        for (size_t m = 0; m < 38; m++) {
            double place = m < 16 ? 0 : m < 22 ? .5 : 1;
            strip->marks[m] = at(document_copy(document, test_text("Party %zu", m)), place, place);
        }
        const char *text = printed_ascii(document, width);
        check_lines(text, width, true);
        CHECK_HOLDS(text, "  o 16 actors ");
        CHECK_HOLDS(text, "16 actors o\n"); /* at the other end, too */
        CHECK_HOLDS(text, "at against: Party 0, Party 1, Party 2,");
        CHECK_HOLDS(text, "at for: Party 22,");
        CHECK_HOLDS(text, " o Party 16");
        CHECK_HOLDS(text, " o Party 21\n"); /* six stand under one another */
    }
}

static void test_counts_between_ticks(void)
{
    struct stance_document *document = printed_new();
    struct strip *strip = say_scale(document, ends, 2, 14);
    for (size_t m = 0; m < 7; m++) {
        strip->marks[m] = at("A", .4, .4);
        strip->marks[m + 7] = at("B", .6, .7);
        strip->marks[m + 7].place = "30,000 to 35,000 troops";
    }
    const char *text = printed_ascii(document, 60);
    CHECK_HOLDS(text, "o 7 actors (a)");
    CHECK_HOLDS(text, "====== 7 actors\n");
    CHECK_HOLDS(text, "  (a) A, A, A, A, A, A, A\n");
    CHECK_HOLDS(text, "  at 30,000 to 35,000 troops: B, B, B, B, B, B, B\n");
}

static void test_long_names(void)
{
    static const char name[] = "An institution whose name has no room anywhere in its strip";
    for (size_t width = 20; width <= 60; width++) {
        struct stance_document *document = printed_new();
        struct strip *strip = say_scale(document, ends, 2, 3);
        strip->marks[0] = at(name, .5, .5);
        strip->marks[1] = at("UK", 0, 1);
        strip->marks[2] = at(name, 0, 1);
        strip->marks[2].kind = MARK_DISPUTED;
        const char *text = printed_ascii(document, width);
        check_lines(text, width, true);
        CHECK_HOLDS(text, "(a)");
        CHECK_HOLDS(text, "(b)");
        CHECK(strstr(text, "...") == NULL && strstr(text, "institution") != NULL);
    }
}

/* More letters than the alphabet has. */
static void test_many_keys(void)
{
    struct stance_document *document = printed_new();
    struct strip *strip = say_scale(document, ends, 2, 28);
    for (size_t m = 0; m < 28; m++) {
        double place = (double)m / 27;
        strip->marks[m] = at("a name of forty letters, which is too long", place, place);
    }
    const char *text = printed_ascii(document, 40);
    CHECK_HOLDS(text, "(z) a name");
    CHECK_HOLDS(text, "(aa) a name");
    CHECK_HOLDS(text, "(ab) a name");
}

static void test_crowded_labels(void)
{
    static const char *const labels[] = {"No ground presence", "A limited ground presence",
                                         "A substantial ground presence",
                                         "A ground-intensive mission"};
    struct stance_document *document = printed_new();
    say_scale(document, labels, 4, 0);
    CHECK_TEXT(
        printed_ascii(document, 80),
        "                A limited ground presence             A ground-intensive mission\n"
        "  No ground presence        |          A substantial ground presence           |\n"
        "  |-------------------------|------------------------|-------------------------|\n");
    document = printed_new();
    say_scale(document, labels, 4, 0);
    CHECK_TEXT(printed_ascii(document, 40), "  1           2            3           4\n"
                                            "  |-----------|------------|-----------|\n"
                                            "  1: No ground presence\n"
                                            "  2: A limited ground presence\n"
                                            "  3: A substantial ground presence\n"
                                            "  4: A ground-intensive mission\n");
}

/* Labels that run into one another move aside as long as each is over its tick. */
static void test_moved_labels(void)
{
    static const char *const labels[] = {"Against", "Leaning against", "Neither for nor against",
                                         "Leaning for", "For"};
    struct stance_document *document = printed_new();
    say_scale(document, labels, 5, 0);
    CHECK_TEXT(printed_ascii(document, 77),
               "  Against  Leaning against  Neither for nor against  Leaning for          For\n"
               "  |------------------|-----------------|------------------|-----------------|\n");
}

/* Of very many levels those at which somebody stands have labels. */
static void test_many_ticks(void)
{
    enum { MANY = 200 };
    const char *labels[MANY];
    for (size_t i = 0; i < MANY; i++)
        labels[i] = test_text("level %zu", i);
    struct stance_document *document = printed_new();
    struct strip *strip = say_scale(document, labels, MANY, 1);
    strip->marks[0] = at("X", 100.0 / (MANY - 1), 100.0 / (MANY - 1));
    const char *text = printed_ascii(document, 80);
    check_lines(text, 80, true);
    CHECK_HOLDS(text, "  level 0 ");
    CHECK_HOLDS(text, " level 100 ");
    CHECK_HOLDS(text, " level 199\n");
    CHECK(strstr(text, "level 1 ") == NULL);
}

static void test_utf8(void)
{
    struct stance_document *document = printed_new();
    struct strip *strip = say_scale(document, three, 3, 3);
    strip->marks[0] = at("Österreich", 0, 0);
    strip->marks[1] = at("日本", .5, 1);
    strip->marks[2] = at("UK", 0, 1);
    strip->marks[2].kind = MARK_DISPUTED;
    CHECK_TEXT(printed_text(document, 40), "  against         neutral            for\n"
                                           "  ├──────────────────┼─────────────────┤\n"
                                           "  ● Österreich       日本━━━━━━━━━━━━━━━\n"
                                           "  <─────────────── UK? ────────────────>\n"
                                           "  ? sources disagree\n");
}

static void test_degenerate(void)
{
    struct stance_document *document = printed_new();
    static const char *const one[] = {"only"};
    struct strip *strip = say_scale(document, one, 1, 1);
    strip->marks[0] = at("X", NAN, NAN);
    strip->marks[0].kind = MARK_POINT;
    document_strip(document, 0, 0);
    strip = document_strip(document, 0, 1);
    strip->marks[0] = at("Y", -5, 7); /* beyond the scale: at its ends */
    check_lines(printed_ascii(document, 20), 20, true);
}

/* Lanes keep their distance, and nothing stands within the brackets of another. */
static void test_lanes(void)
{
    struct stance_document *document = printed_new();
    struct strip *strip = say_scale(document, ends, 2, 3);
    strip->marks[0] = at("A", 0, 0);
    strip->marks[0].has_accepts = true;
    strip->marks[0].accepts_to = .9;
    strip->marks[1] = at("B", .5, .5);
    strip->marks[2] = at("C", .6, .6);
    CHECK_TEXT(printed_ascii(document, 43), "   0                         50,000 troops\n"
                                            "   |-------------------------------------|\n"
                                            "  [o A                                ]\n"
                                            "                      o B\n"
                                            "                          o C\n"
                                            "  [ ] could accept\n");
}

void suite_report_text_strip(void)
{
    CU_pSuite suite = CU_add_suite("report/text_strip", NULL, NULL);
    CU_add_test(suite, "points", test_points);
    CU_add_test(suite, "ranges", test_ranges);
    CU_add_test(suite, "disputed", test_disputed);
    CU_add_test(suite, "red lines", test_red_lines);
    CU_add_test(suite, "the status quo", test_status_quo);
    CU_add_test(suite, "38 actors on three levels", test_counts);
    CU_add_test(suite, "many between two ticks", test_counts_between_ticks);
    CU_add_test(suite, "names longer than the strip", test_long_names);
    CU_add_test(suite, "more letters than there are", test_many_keys);
    CU_add_test(suite, "labels without room", test_crowded_labels);
    CU_add_test(suite, "labels that move aside", test_moved_labels);
    CU_add_test(suite, "very many levels", test_many_ticks);
    CU_add_test(suite, "beyond ASCII", test_utf8);
    CU_add_test(suite, "odd scales", test_degenerate);
    CU_add_test(suite, "lanes", test_lanes);
}
