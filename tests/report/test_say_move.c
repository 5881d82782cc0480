/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A move in words: every kind, what else changed with it, and claims told as claims. */
#include "force.h"

static void check_move(const char *france, const char *words)
{
    CHECK_HOLDS(force_since(france), words);
}

/* One after the other, of one actor on one issue. */
static void test_kinds(void)
{
    check_move(
        ACTOR("France", ENTRY("troops", "2025-04-17", "\"value\": 10") ", " ENTRY(
                            "troops", "2025-05-01", "\"value\": {\"from\": 10, \"to\": 30}")),
        "     widened from 10 (17 April 2025) to 10 to 30 (1 May 2025), 0.10 of the "
        "scale. (no source given)");
    check_move(
        ACTOR("France", ENTRY("flag", "2025-04-17", "\"value\": [\"eu\", \"un\"]") ", " ENTRY(
                            "flag", "2025-05-01", "\"value\": \"un\"")),
        "     narrowed from eu or un (17 April 2025) to un (1 May 2025), a distance of 0.50.");
    check_move(ACTOR("France", ENTRY("ground", "2025-04-17", "\"value\": null") ", " FRANCE_AFTER),
               "     was undeclared and is now declared: limited (1 May 2025). “small at first”");
    check_move(ACTOR("France", FRANCE_BEFORE ", " ENTRY("ground", "2025-05-01", "\"value\": null")),
               "     is undeclared now, before: heavy (17 April 2025).");
    check_move(ACTOR("France", ENTRY("ground", "2025-05-01", "\"value\": null")),
               "     is new on record as undeclared (1 May 2025).");
    check_move(
        ACTOR(
            "France",
            ENTRY(
                "ground", "2025-04-17",
                "\"value\": \"heavy\", \"until\": \"2025-04-20\"") ", " ENTRY("flag", "2025-05-01",
                                                                              "\"value\": \"un\"")),
        "     lapsed and is unknown now, before: heavy (17 April 2025), which held until 20 "
        "April 2025.");
    check_move(
        ACTOR("France",
              ENTRY("ground", "2025-04-10", "\"value\": \"heavy\", \"entered\": \"2025-05-02\"")),
        "     is new on record with heavy (10 April 2025) (put on file late, on 2 May 2025).");
    check_move(
        ACTOR("France",
              ENTRY("ground", "2025-04-17",
                    "\"value\": {\"from\": \"none\", \"to\": "
                    "\"heavy\"}") ", " ENTRY("ground", "2025-05-01",
                                             "\"claims\": [{\"value\": \"none\"}, {\"value\": "
                                             "\"heavy\"}]")),
        "     was none to heavy (17 April 2025) and is now disputed (1 May 2025): none (no source "
        "given); heavy (no source given).\n");
    check_move(ACTOR("France", FRANCE_BEFORE
                     ", " ENTRY("ground", "2025-05-01", "\"value\": \"heavy\", \"salience\": 0.5")),
               "     has another salience, 0.5, before: 1; the position is as before, heavy (1 "
               "May 2025).");
    check_move(
        ACTOR("France", FRANCE_BEFORE ", " ENTRY("ground", "2025-05-01",
                                                 "\"value\": \"heavy\", \"accepts\": {\"from\": "
                                                 "\"limited\", \"to\": \"heavy\"}")),
        "     has another red line, could live with limited to heavy, before: none "
        "stated; the position is as before, heavy (1 May 2025).");
    check_move(
        ACTOR("France", FRANCE_BEFORE ", " ENTRY("ground", "2025-05-01",
                                                 "\"value\": \"heavy\", \"source\": "
                                                 "{\"outlet\": \"AFP\"}")),
        "no position moved.\n\n  Confirmed without a change: France on Ground presence [1].");
}

/* Moved twice between: one move, with both entries. */
static void test_twice(void)
{
    check_move(
        ACTOR("France", FRANCE_BEFORE ", " ENTRY("ground", "2025-04-20",
                                                 "\"value\": \"none\", \"source\": "
                                                 "{\"outlet\": \"AFP\"}") ", " FRANCE_AFTER),
        "from heavy (17 April 2025) to limited (1 May 2025), two thirds of the scale. “small "
        "at first” (A minister) [1] Also put on file: none (20 April 2025) [2].");
}

/* ---- what changes besides the position */

static void check_besides(const char *before, const char *after, const char *words)
{
    check_move(test_text(ACTOR("France", "{\"issue\": \"ground\", \"date\": \"2025-04-17\", "
                                         "\"value\": \"heavy\"%s}, {\"issue\": \"ground\", "
                                         "\"date\": \"2025-05-01\", \"value\": \"limited\"%s}"),
                         before, after),
               words);
}

static void test_besides(void)
{
    static const char accepts[] = ", \"accepts\": {\"from\": \"none\", \"to\": \"limited\"}";
    static const char wider[] = ", \"accepts\": {\"from\": \"none\", \"to\": \"heavy\"}";
    check_besides("", accepts,
                  ", two thirds of the scale; could live with none to limited, before: "
                  "none stated. (no source given)");
    check_besides(accepts, wider,
                  ", two thirds of the scale; could live with none to heavy, "
                  "before: none to limited. (no source given)");
    check_besides(accepts, ", \"accepts\": null",
                  "; no longer says what it could live with, before: none to limited. (no");
    check_besides(accepts, "", ", two thirds of the scale. (no source given)"); /* it holds on */
    check_besides(", \"salience\": 0.5", ", \"salience\": 0.9, \"until\": \"2025-06-01\"",
                  "of the scale; salience 0.9, before: 0.5; holds until 1 June 2025. (no source");
    check_move(ACTOR("France", ENTRY("ground", "2025-05-01",
                                     "\"value\": \"heavy\", \"salience\": 0.5, \"until\": "
                                     "\"2025-06-01\", \"accepts\": \"limited\"")),
               "     is new on record with heavy (1 May 2025); salience 0.5; could live with "
               "limited; holds until 1 June 2025. (no source given)");
}

/* Where the position is the same these are the news; all of them, not only the first. */
static void test_only_besides(void)
{
    check_move(
        ACTOR(
            "France",
            ENTRY(
                "ground", "2025-04-17",
                "\"value\": \"heavy\", \"accepts\": \"limited\"") ", " ENTRY("ground", "2025-05-01",
                                                                             "\"value\": "
                                                                             "\"heavy\", "
                                                                             "\"accepts\": null")),
        "     no longer says what it could live with, before: limited; the position is as "
        "before, heavy (1 May 2025).");
    check_move(ACTOR("France", FRANCE_BEFORE ", " ENTRY("ground", "2025-05-01",
                                                        "\"value\": \"heavy\", \"salience\": 0.5, "
                                                        "\"accepts\": \"limited\"")),
               "has another salience, 0.5, before: 1; the position is as before, heavy (1 May "
               "2025); could "
               "live with limited, before: none stated.");
    check_move(ACTOR("France", FRANCE_BEFORE ", " ENTRY("ground", "2025-05-01",
                                                        "\"value\": \"heavy\", \"until\": "
                                                        "\"2025-06-01\"")),
               "Confirmed without a change: France on Ground presence, holds until 1 June 2025.\n");
}

/* ---- claims that contradict each other are no range */

#define CLAIMS                                                                                     \
    "\"claims\": [{\"value\": \"none\", \"source\": {\"outlet\": \"AFP\", \"quote\": \"not "       \
    "one\"}}, "                                                                                    \
    "{\"value\": \"heavy\", \"source\": {\"outlet\": \"BBC\"}}]"

static void test_disputed(void)
{
    check_move(ACTOR("France", ENTRY("ground", "2025-05-01", CLAIMS)),
               "     is new on record as disputed (1 May 2025): none “not one” [1]; heavy [2].");
    check_move(ACTOR("France", ENTRY("ground", "2025-05-01", CLAIMS)),
               "\n  - France on Ground presence is new on record as disputed: none; heavy.\n");
    check_move(ACTOR("France", ENTRY("ground", "2025-05-01", "\"accepts\": \"limited\", " CLAIMS)),
               "disputed (1 May 2025); could live with limited; the claims: none “not one” [1]; ");
    check_move(ACTOR("France", FRANCE_BEFORE ", " ENTRY("ground", "2025-05-01", CLAIMS)),
               "     widened from heavy (17 April 2025), half of the scale, and is now disputed (1 "
               "May 2025): none “not one” [1]; heavy [2]. Its");
    check_move(ACTOR("France", ENTRY("ground", "2025-04-17", CLAIMS) ", " FRANCE_AFTER),
               "     narrowed from the claims \"none\" and \"heavy\" (17 April 2025) to limited (1 "
               "May 2025), half of the scale. “small at first”");
    check_move(
        ACTOR("France", FRANCE_BEFORE ", " ENTRY("ground", "2025-04-20", CLAIMS) ", " FRANCE_AFTER),
        " Also put on file: disputed (20 April 2025), none “not one” [2]; heavy [3].");
}

/* ---- what came late keeps its verb */

static void test_late(void)
{
    check_move(
        ACTOR(
            "France",
            ENTRY(
                "ground", "2025-04-10",
                "\"value\": {\"from\": \"none\", \"to\": \"heavy\"}") ", " ENTRY("ground",
                                                                                 "2025-04-17",
                                                                                 "\"value\": "
                                                                                 "\"none\", "
                                                                                 "\"entered\": "
                                                                                 "\"2025-05-02\"")),
        "     narrowed from none to heavy (10 April 2025) to none (17 April 2025), half of the "
        "scale (put on file late, on 2 May 2025). (no source given)");
    check_move(ACTOR("France", FRANCE_BEFORE ", " ENTRY("ground", "2025-04-10",
                                                        "\"value\": \"none\", \"salience\": 0.5, "
                                                        "\"entered\": \"2025-05-02\"")),
               "     is as before, heavy (17 April 2025); an older entry was put on file late, on "
               "2 May 2025; salience 0.5, before: 1. [1] Also put on file: none (10 April 2025)");
    check_move(ACTOR("France", ENTRY("ground", "2025-04-10",
                                     "\"value\": \"none\", \"until\": \"2025-04-12\", "
                                     "\"entered\": \"2025-05-02\"")),
               "     is unknown now, for what was put on file has lapsed: none (10 April 2025), "
               "which held until 12 April 2025 (put on file late, on 2 May 2025).");
}

/* What had lapsed is no position before, but is no silence either. */
static void test_had_lapsed(void)
{
    check_move(
        ACTOR("France", ENTRY("ground", "2025-04-10",
                              "\"value\": \"none\", \"until\": \"2025-04-12\"") ", " FRANCE_AFTER),
        "     is new on record with limited (1 May 2025); none (10 April 2025) had lapsed. "
        "“small at first”");
}

/* An issue that is new brings old entries with it: nobody was late. */
static void test_added(void)
{
    struct since since;
    const char *path = test_model(
        "{\"format\": \"stance/1\", \"title\": \"A force\", \"issues\": [{\"id\": \"ground\", "
        "\"name\": \"Naval escort\", \"entered\": \"2025-06-02\", \"scale\": {\"type\": "
        "\"ordinal\", \"levels\": [\"none\", \"heavy\"]}}]}",
        "france", ACTOR("France", ENTRY("ground", "2025-04-10", "\"value\": \"none\"")), "uk",
        "{\"name\": \"UK\", \"entered\": \"2025-06-03\", \"stances\": [" ENTRY(
            "ground", "2025-05-10", "\"value\": \"none\"") "]}",
        NULL);
    if (since_date(&since, path, "2025-05-01")) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(text, "     is new on record with none (10 April 2025); the issue Naval escort "
                          "was added on 2 June 2025.");
        CHECK_HOLDS(text, "     is new on record with none (10 May 2025); the issue Naval escort "
                          "was added on 2 June 2025.");
    }
    since_close(&since);
    if (since_date(&since, path, "2025-06-02"))
        CHECK_HOLDS(since_printed(&since, "text"),
                    "is new on record with none (10 May 2025); the actor UK was added on 3 June "
                    "2025.");
    since_close(&since);
}

void suite_report_say_move(void)
{
    CU_pSuite suite = CU_add_suite("report/say_move", NULL, NULL);
    CU_add_test(suite, "every kind", test_kinds);
    CU_add_test(suite, "moved twice", test_twice);
    CU_add_test(suite, "besides the position", test_besides);
    CU_add_test(suite, "only besides the position", test_only_besides);
    CU_add_test(suite, "disputed", test_disputed);
    CU_add_test(suite, "put on file late", test_late);
    CU_add_test(suite, "new where one had lapsed", test_had_lapsed);
    CU_add_test(suite, "issues and actors that were added", test_added);
}
