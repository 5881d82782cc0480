/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about changes as a whole, and no figure where there is none. The figures themselves
 * are tested with the engine. */
#include "force.h"
#include "report/say_changes.h"

static const char *two_actors(void)
{
    return test_model(force_text, "france", ACTOR("France", FRANCE_BEFORE ", " FRANCE_AFTER), "uk",
                      UK, NULL);
}

static void test_headline(void)
{
    struct since since;
    if (since_date(&since, two_actors(), "2025-04-17")) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(text, "A force");
        CHECK_HOLDS(text, "changes since 17 April 2025\n");
        CHECK_HOLDS(
            text,
            "\n  - Since 17 April 2025, until 1 May 2025 (the last date in the model), one "
            "position moved.\n  - France on Ground presence moved from heavy to limited, two "
            "thirds "
            "of the scale; that brought the agreement of France and UK, on the one issue known to "
            "both, from 0.33 to 1.00.\n  - Cohesion, the mean agreement of all pairs, rose from "
            "0.33 (1 pair) to 1.00 (1 pair), all of it by France on Ground presence (+0.67).\n\n");
        CHECK_HOLDS(text, " 1 France on Ground presence ...");
        CHECK_HOLDS(text,
                    "... 0.67  +0.67\n     moved from heavy (17 April 2025) to limited (1 May "
                    "2025), two thirds of the scale. “small at first” (A minister) [1] Its largest "
                    "effect: +0.67 on the agreement with UK (from 0.33 to 1.00).\n");
        CHECK_HOLDS(text, "[1] Le Figaro\n");
        CHECK(strstr(text, "Le Monde") == NULL);
        CHECK(strstr(text, "vague") == NULL);
    }
    since_close(&since);
}

/* Two reports since: the opening, then all that a report has. */
static void test_report_since(void)
{
    struct since since;
    stance_document *document = NULL;
    if (since_date(&since, two_actors(), "2025-04-17") &&
        CHECK_INT(stance_say_report_since(since.changes, STANCE_PROSE, &document), STANCE_OK)) {
        const char *text = printed_as(document, "text", (stance_layout){.width_columns = 500});
        CHECK(strstr(text, "WHAT CHANGED\n  - Since 17 April 2025") < strstr(text, "WHAT MOVED"));
        CHECK(strstr(text, "WHAT MOVED") < strstr(text, "WHAT STANDS NOW"));
        CHECK(strstr(text, "WHAT STANDS NOW") < strstr(text, "HOW TO READ"));
        CHECK_HOLDS(text, "2 actors, 3 issues: 2 positions on record");
    }
    since_close(&since);
}

static void test_nothing(void)
{
    struct since since;
    if (since_date(&since, two_actors(), "2025-05-01")) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(text, "\n  Nothing was put on file after 1 May 2025.\n");
        CHECK_HOLDS(text, "\"stance log\" lists every entry");
        CHECK(strstr(text, "HOW TO READ") == NULL);
    }
    since_close(&since);
}

/* What is undefined is a blank or a word, never 0. */
static void test_undefined(void)
{
    struct since since;
    const char *path =
        test_model(force_text, "france", ACTOR("France", FRANCE_AFTER), "uk", UK, NULL);
    if (since_date(&since, path, "2025-04-17")) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(text, "one position is new on record.\n  - France on Ground presence is new on "
                          "record with limited.\n  - Cohesion, the mean agreement of all pairs, "
                          "was undefined and is 1.00 (1 pair).\n");
        CHECK_HOLDS(text, "It can be compared now with UK.\n");
        CHECK_HOLDS(text, "- Can be compared now, and could not before: France and UK (1.00).\n");
        CHECK(strstr(text, "WHAT MADE COHESION CHANGE") == NULL);
        const char *row = text_between(text, "  Ground presence  ", "\n");
        CHECK_TEXT(row, "  Ground presence       .  0.00       .  first figure");
    }
    since_close(&since);
}

/* The last date in the model lies before the one asked for: nothing lies between. */
static void test_after_the_last(void)
{
    struct since since;
    const char *late = ACTOR(
        "France", FRANCE_BEFORE
        ", " ENTRY("ground", "2025-05-01", "\"entered\": \"2025-06-02\", \"value\": \"limited\""));
    const char *path = test_model(force_text, "france", late, "uk", UK, NULL);
    if (since_date(&since, path, "2025-07-01"))
        CHECK_HOLDS(since_printed(&since, "text"),
                    "\n  Nothing was put on file after 1 July 2025.\n");
    since_close(&since);
    if (since_date(&since, path, "2025-06-01"))
        CHECK_HOLDS(
            since_printed(&since, "text"),
            "\n  - Since 1 June 2025 one position was put on file that is dated before it.\n");
    since_close(&since);
    if (since_date(&since, path, "2025-05-01"))
        CHECK_HOLDS(since_printed(&since, "text"), "\n  - Since 1 May 2025 one position was put on "
                                                   "file that is dated on that day or before.\n");
    since_close(&since);
}

static void check_since(const char *france, const char *words)
{
    CHECK_HOLDS(force_since(france), words);
}

static void test_conditions(void)
{
    static const char condition[] = ENTRY(
        "ground", "2025-04-17",
        "\"value\": \"heavy\", \"if\": [{\"when\": [{\"actor\": \"uk\", \"issue\": \"ground\", "
        "\"is\": \"none\"}], \"value\": \"limited\"}]");
    check_since(test_text(ACTOR("France", "%s, %s"), condition, FRANCE_AFTER),
                "CONDITIONS THAT CHANGED");
    check_since(
        test_text(ACTOR("France", "%s, %s"), condition, FRANCE_AFTER),
        "- Fulfilled, the position is taken: France on Ground presence moves to \"limited\" "
        "if UK is \"none\" on Ground presence.");
    check_since(test_text(ACTOR("France", "%s, %s"), condition, FRANCE_AFTER),
                "\n  - One condition is fulfilled.\n");
    check_since(test_text(ACTOR("France", "%s, %s"), condition,
                          ENTRY("ground", "2025-05-01", "\"value\": \"heavy\", \"if\": []")),
                "- Gone: France on Ground presence moves to \"limited\" if UK is \"none\"");
}

/* Vague positions: the figure went, and whether it rose cannot be told. */
static void test_vague(void)
{
    struct since since;
    const char *path = test_model(
        force_text, "france",
        ACTOR("France", ENTRY("troops", "2025-04-17", "\"value\": 90") ", " ENTRY(
                            "troops", "2025-05-01", "\"value\": {\"from\": 10, \"to\": 90}")),
        "uk", ACTOR("UK", ENTRY("troops", "2025-04-17", "\"value\": 10")), NULL);
    if (since_date(&since, path, "2025-04-17"))
        CHECK_HOLDS(since_printed(&since, "text"),
                    "Cohesion, the mean agreement of all pairs, went from 0.20 (1 pair) to 0.60 (1 "
                    "pair), all of it by France on Troops (+0.40); could be 0.20 to 1.00.");
    since_close(&since);
}

/* ---- many */

static void test_many(void)
{
    struct since since;
    const char *path = test_model(force_text, "a00", "{}", NULL);
    for (size_t a = 0; a < 8; a++)
        test_write(
            test_text("%s/actors/a%02zu.json", path + strlen(test_folder()), a) + 1,
            test_text("{\"stances\": [" ENTRY("troops", "2025-04-17", "\"value\": %zu") ", " ENTRY(
                          "troops", "2025-05-01", "\"value\": %zu") "]}",
                      a, 3 * a));
    if (since_date(&since, path, "2025-04-17")) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(text, "\n  16 more pairs changed less (--format json has all).\n");
        CHECK_HOLDS(text, " seven positions moved.\n");
        CHECK_HOLDS(text, "; and 4 more\n");
    }
    since_close(&since);
}

static void test_signs(void)
{
    static const struct {
        double number;
        const char *text;
    } signs[] = {{0.004, "0.00"}, {-0.004, "0.00"}, {0, "0.00"},    {0.005, "+0.01"},
                 {-1, "-1.00"},   {0.1, "+0.10"},   {-0.1, "-0.10"}};
    for (size_t s = 0; s < sizeof signs / sizeof *signs; s++) {
        struct str text = {0};
        print_signed(signs[s].number, &text);
        CHECK_TEXT(str_get(&text), signs[s].text);
        str_clear(&text);
    }
}

/* What is printed beside two figures is what a reader would find by subtracting them. */
static void test_differences(void)
{
    static const struct {
        double before, after;
        const char *text;
        bool alike;
    } pairs[] = {{0.464, 0.526, "+0.07", false}, {0.536, 0.474, "-0.07", false},
                 {0.705, 0.7149, "0.00", true},  {0.25, 0.25, "0.00", true},
                 {0.704, 0.706, "+0.01", false}, {0, 1, "+1.00", false}};
    for (size_t p = 0; p < sizeof pairs / sizeof *pairs; p++) {
        struct str text = {0};
        print_difference(pairs[p].before, pairs[p].after, &text);
        CHECK_TEXT(str_get(&text), pairs[p].text);
        CHECK(prints_alike(pairs[p].before, pairs[p].after) == pairs[p].alike);
        str_clear(&text);
    }
}

void suite_report_say_changes(void)
{
    CU_pSuite suite = CU_add_suite("report/say_changes", NULL, NULL);
    CU_add_test(suite, "the headline", test_headline);
    CU_add_test(suite, "a report opened by it", test_report_since);
    CU_add_test(suite, "nothing changed", test_nothing);
    CU_add_test(suite, "undefined is no 0", test_undefined);
    CU_add_test(suite, "after the last date", test_after_the_last);
    CU_add_test(suite, "conditions", test_conditions);
    CU_add_test(suite, "vague positions", test_vague);
    CU_add_test(suite, "many pairs", test_many);
    CU_add_test(suite, "signs", test_signs);
    CU_add_test(suite, "differences as printed", test_differences);
}
