/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources, quotes and days of entries: for every check a model that trips it, and one that is all
 * but the same and does not. Only the check in question is run. */
#include "checking.h"

static void sources(void)
{
    CHECK_TEXT(found(entries(ON("size", DAY, "1") "}", NULL), "no-source"),
               "a.json:1:14: a on size has no source: name its outlet [no-source]\n");
    CHECK_TEXT(found(entries(ON("size", DAY, "1") SOURCE("O", "q"), NULL), "no-source"), "");
    CHECK_TEXT(
        found(entries(ON("size", DAY, "1") ", \"source\": {\"outlet\": \"O\"}}", NULL), "no-quote"),
        "a.json:1:14: a on size has no quote to show for it [no-quote]\n");
    CHECK_TEXT(found(entries(ON("size", DAY, "1") ", \"source\": {\"outlet\": \"O\"}, "
                                                  "\"status\": \"inferred\"}",
                             NULL),
                     "no-quote"),
               "");
    CHECK_TEXT(found(entries(ON("size", DAY, "1") "}", NULL), "no-quote"), ""); /* no source */
}

static void quotes_of_two(void)
{
    const char *words =
        found(entries(ON("size", DAY, "1") SOURCE("O", "Ten, and not one less"),
                      ON("flag", DAY, "\"eu\"") SOURCE("P", " ten, AND not\\none   less ")),
              "quote-twice");
    CHECK_HOLDS(words, "b.json:1:14: the quote of b on flag also stands behind a on size (");
    CHECK_HOLDS(words, "/actors/a.json:1): one quote can support two entries; else give each its "
                       "own [quote-twice]\n");
    CHECK_TEXT(found(entries(ON("size", DAY, "1") SOURCE("O", "Ten, and not one less"),
                             ON("size", DAY, "1") SOURCE("O", "Ten, and not one more")),
                     "quote-twice"),
               "");
    CHECK_TEXT(found(entries(ON("size", DAY, "1") SOURCE("O", "Yes, of it"), /* short */
                             ON("size", DAY, "1") SOURCE("O", "Yes, of it")),
                     "quote-twice"),
               "");
    /* Letters beyond ASCII have cases, too, and every further use is told. */
    words = found(entries(ON("size", DAY, "1") SOURCE("O", "Мы не согласны с этим"),
                          ON("size", DAY, "1") SOURCE("O", "МЫ НЕ СОГЛАСНЫ С ЭТИМ") ",\n" ON(
                              "flag", DAY, "\"un\"") SOURCE("O", "мы не согласны с этим")),
                  "quote-twice");
    CHECK_HOLDS(words, "b.json:1:14: ");
    CHECK_HOLDS(words, "b.json:2:1: ");
}

/* In one actor's file a sentence may answer two questions, and stand for years. */
static void quotes_of_one(void)
{
    static const char first[] = ON("size", DAY, "1") SOURCE("O", "Ten of them under a blue flag");
#define AGAIN(issue, date, value, outlet)                                                          \
    ",\n" ON(issue, date, value) SOURCE(outlet, "Ten of them under a blue flag")
    CHECK_TEXT(found(entries(test_text("%s" AGAIN("flag", DAY, "\"eu\"", "O"), first), NULL),
                     "quote-twice"),
               "");
    CHECK_TEXT(found(entries(test_text("%s" AGAIN("size", "2025-03-01", "1", "P"), first), NULL),
                     "quote-twice"),
               "");
    CHECK_HOLDS(found(entries(test_text("%s" AGAIN("flag", DAY, "\"eu\"", "P"), first), NULL),
                      "quote-twice"),
                "a.json:2:1: ");
    CHECK_HOLDS(
        found(entries(test_text("%s" AGAIN("flag", "2025-03-01", "\"eu\"", "O"), first), NULL),
              "quote-twice"),
        "a.json:2:1: ");
#undef AGAIN
}

static void days(void)
{
    CHECK_TEXT(found(entries(ON("size", DAY, "1") "},\n" ON("flag", DAY, "\"eu\"") "},\n" ON(
                                 "size", DAY, "2") "}",
                             NULL),
                     "same-day"),
               "a.json:1:14: a on size has another entry of 2025-01-01 on line 3: the later line "
               "wins [same-day]\n");
    CHECK_TEXT(found(entries(ON("size", DAY, "1") "}," ON("size", "2025-01-02", "2") "}", NULL),
                     "same-day"),
               "");
    /* Entered before it was so. */
    CHECK_TEXT(found(entries(ON("size", "2025-02-01", "1") ", \"entered\": \"2025-01-31\"}", NULL),
                     "future-date"),
               "a.json:1:14: a on size is dated 2025-02-01, after it was entered (2025-01-31): the "
               "date is the day on which the position was taken [future-date]\n");
    CHECK_TEXT(found(entries(ON("size", "2025-02-01", "1") ", \"entered\": \"2025-02-01\"}", NULL),
                     "future-date"),
               "");
}

static void newest(void)
{
    const char *far = entries(ON("size", DAY, "1") "}", ON("size", "2025-04-02", "1") "}");
    CHECK_TEXT(found(far, "future-date"),
               "b.json:1:14: b on size is dated 2025-04-02, 91 days after all other entries "
               "(2025-01-01): is the year right? [future-date]\n");
    /* The file is looked at, not the day; what is not selected is not. */
    CHECK_HOLDS(found_with(far, (stance_query){.as_of = DAY},
                           (stance_check_options){.only = "future-date"}),
                "b.json:1:14: ");
    CHECK_TEXT(found_with(far, (stance_query){.actors = "a"},
                          (stance_check_options){.only = "future-date"}),
               "");
    CHECK_TEXT(found_with(far, (stance_query){.issues = "flag"},
                          (stance_check_options){.only = "future-date"}),
               "");
    CHECK_TEXT(
        found(entries(ON("size", DAY, "1") "}", ON("size", "2025-04-01", "1") "}"), "future-date"),
        "");
    CHECK_TEXT(found(entries(ON("size", DAY, "1") "}", ON("size", "2026-04-02", "1") "}," ON(
                                                           "flag", "2026-04-02", "\"eu\"") "}"),
                     "future-date"),
               ""); /* two bear that day: a cycle */
    CHECK_TEXT(found(entries(ON("size", DAY, "1") "}",
                             ON("size", "2026-04-02", "1") ", \"entered\": \"2026-04-03\"}"),
                     "future-date"),
               ""); /* put on file after it was so */
    CHECK_TEXT(found(entries(ON("size", DAY, "1") "}", NULL), "future-date"), "");
}

static void stale(void)
{
    const char *path = entries(ON("size", DAY, "1") "},\n" ON("flag", DAY, "\"eu\"") "},\n" ON(
                                   "flag", "2025-06-01", "\"un\"") "}",
                               ON("size", "2026-01-02", "1") "}");
    CHECK_TEXT(found(path, "stale"),
               "a.json:1:14: a on size is 366 days older than 2026-01-02: is it still so? (a new "
               "entry says so, \"until\" ends it) [stale]\n");
    CHECK_TEXT(found_with(path, (stance_query){0},
                          (stance_check_options){.only = "stale", .stale_days = 366}),
               "");
    CHECK_TEXT(found_with(path, (stance_query){.as_of = "2026-01-01"},
                          (stance_check_options){.only = "stale"}),
               "");
    const char *words = found_with(path, (stance_query){0},
                                   (stance_check_options){.only = "stale", .stale_days = 100});
    CHECK_HOLDS(words, "a.json:1:14: ");
    CHECK_HOLDS(words, "a.json:3:1: "); /* the one in force */
    CHECK(strstr(words, "a.json:2:1: ") == NULL);
}

void suite_report_checks_entry(void)
{
    CU_pSuite suite = CU_add_suite("report/checks_entry", NULL, NULL);
    CU_add_test(suite, "sources", sources);
    CU_add_test(suite, "quotes of two actors", quotes_of_two);
    CU_add_test(suite, "quotes of one actor", quotes_of_one);
    CU_add_test(suite, "days", days);
    CU_add_test(suite, "the newest entry", newest);
    CU_add_test(suite, "stale", stale);
}
