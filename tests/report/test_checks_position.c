/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions in force, scales, gaps and names: for every check a model that trips it, and one that
 * is all but the same and does not. Only the check in question is run. */
#include "checking.h"

static void salience(void)
{
    CHECK_TEXT(found(entries(ON("size", DAY, "1") "},\n" ON(
                                 "flag", DAY, "\"eu\"") ", \"salience\": 0.5},\n" ON("pace", DAY,
                                                                                     "null") "}",
                             NULL),
                     "salience-partial"),
               "a.json:1:14: a gives its salience on 1 issue, not on 2, where it counts as 1 "
               "(size, pace): give it on all or on none [salience-partial]\n");
    CHECK_TEXT(found(entries(ON("size", DAY, "1") "}," ON("flag", DAY, "\"eu\"") "}", NULL),
                     "salience-partial"),
               "");
    /* What is carried is given; what is given later is not yet. */
    const char *path = entries(
        ON("size", DAY, "1") ", \"salience\": 0.5},\n" ON("size", "2025-02-01", "2") "},\n" ON(
            "flag", DAY, "\"eu\"") "},\n" ON("flag", "2025-02-01", "\"eu\"") ", \"salience\": 0}",
        NULL);
    CHECK_TEXT(found(path, "salience-partial"), "");
    CHECK_HOLDS(found_with(path, (stance_query){.as_of = "2025-01-15"},
                           (stance_check_options){.only = "salience-partial"}),
                "a.json:3:1: ");
}

static void accepts(void)
{
    CHECK_TEXT(
        found(entries(ON("size", DAY, "50") ", \"accepts\": {\"from\": 0, \"to\": 40}}", NULL),
              "outside-accepts"),
        "a.json:1:14: a on size wants \"50\", which is not within what it accepts (\"0 to 40\"): "
        "\"accepts\" holds all that it could live with, null ends it [outside-accepts]\n");
    CHECK_TEXT(
        found(entries(ON("size", DAY, "40") ", \"accepts\": {\"from\": 0, \"to\": 40}}", NULL),
              "outside-accepts"),
        "");
    /* Carried from an earlier entry; ended by null; unordered choices. */
    static const char first[] = ON("size", DAY, "9") ", \"accepts\": {\"to\": 40}},\n";
    CHECK_HOLDS(found(entries(test_text("%s" ON("size", "2025-02-01", "50") "}", first), NULL),
                      "outside-accepts"),
                "a.json:2:1: a on size wants \"50\", which is not within what it accepts (\"up to "
                "40\", as line 1 says)");
    CHECK_TEXT(
        found(entries(test_text("%s" ON("size", "2025-02-01", "50") ", \"accepts\": null}", first),
                      NULL),
              "outside-accepts"),
        "");
    CHECK_HOLDS(found(entries(ON("flag", DAY, "[\"eu\", \"un\"]") ", \"accepts\": \"eu\"}", NULL),
                      "outside-accepts"),
                "a.json:1:14: ");
    CHECK_TEXT(
        found(entries(ON("means", DAY, "\"air\"") ", \"accepts\": [\"air\", \"sea\"]}", NULL),
              "outside-accepts"),
        "");
    CHECK_TEXT(found(entries(ON("size", DAY, "null") ", \"accepts\": {\"to\": 40}}", NULL),
                     "outside-accepts"),
               "");
}

/* Three actors on "size", the third with such a weight and more to say. */
static const char *three(const char *a, const char *b, const char *c, const char *weight,
                         const char *more)
{
    static const char actor[] = "{\"weight\": %s, \"stances\": [" ON("size", DAY, "%s") "%s}]}";
    return test_model(checked_issues, "a", test_text(actor, "1", a, ""), "b",
                      test_text(actor, "1", b, ""), "c", test_text(actor, weight, c, more), NULL);
}

static void span(void)
{
    CHECK_TEXT(found(three("10", "{\"from\": 12, \"to\": 20}", "34.9", "1", ""), "narrow-span"),
               "model.json:1:49: all that is on record on size lies within \"10 to 34.9\", less "
               "than a quarter of its scale (\"0 to 100\"): on a narrower one 3 actors would "
               "differ more [narrow-span]\n");
    CHECK_TEXT(found(three("10", "12", "35", "1", ""), "narrow-span"), "");
    CHECK_TEXT(found(three("10", "12", "14", "0", ""), "narrow-span"), ""); /* two count */
    CHECK_TEXT(found(three("10", "10", "10", "1", ""), "narrow-span"), ""); /* they agree */
    CHECK_TEXT(found(three("10", "12", "null", "1", ""), "narrow-span"), "");
    CHECK_TEXT(found(three("10", "12", "14", "1", ", \"accepts\": {\"to\": 90}"), "narrow-span"),
               "");
    CHECK_TEXT(found(three("10", "12", "14", "1",
                           ", \"if\": [{\"when\": [{\"actor\": \"a\", \"issue\": \"pace\", \"is\": "
                           "\"fast\"}], \"value\": 90}]"),
                     "narrow-span"),
               "");
}

/* ---- gaps, scales, names */

static void gaps(void)
{
    const char *path = test_model(
        checked_issues, "a",
        "{\"stances\": [" ON("size", DAY, "1") "}," ON("flag", DAY, "\"eu\"") "}]}", "b",
        "{\"stances\": [" ON("size", DAY, "1") "}]}", "c",
        "{\"stances\": [" ON("pace", DAY, "\"fast\"") "}]}", "d", "{\"weight\": 0}", NULL);
    CHECK_TEXT(found(path, "one-voice"),
               "model.json:2:1: 3 issues on which fewer than two actors have declared themselves: "
               "flag, pace, means [one-voice]\n");
    CHECK_TEXT(found(path, "incomparable"), "c.json:1:1: c cannot be compared with any other "
                                            "counted actor [incomparable]\n");
    CHECK_TEXT(found_with(path, (stance_query){.issues = "size", .actors = "a,b"},
                          (stance_check_options){.only = "one-voice,incomparable"}),
               "");
}

static void names(void)
{
    static const char text[] =
        "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [\n"
        "{\"id\": \"%s\", \"scale\": {\"type\": \"ordinal\", \"levels\": [\"against\", \"open\", "
        "\"for\"], \"neutral\": \"%s\"}}]}";
    const char *path = test_model(test_text(text, "true", "for"), "1e5", "{}", NULL);
    CHECK_TEXT(
        found(path, "risky-id,neutral-at-end"),
        "model.json:2:1: the neutral point of true is an end of its scale: there is no for and "
        "against [neutral-at-end]\n"
        "model.json:2:1: spreadsheets may take the id \"true\" for something else [risky-id]\n"
        "1e5.json:1:1: spreadsheets may take the id \"1e5\" for something else [risky-id]\n");
    path = test_model(test_text(text, "truth", "open"), "e5", "{}", NULL);
    CHECK_TEXT(found(path, "risky-id,neutral-at-end"), "");
}

void suite_report_checks_position(void)
{
    CU_pSuite suite = CU_add_suite("report/checks_position", NULL, NULL);
    CU_add_test(suite, "salience", salience);
    CU_add_test(suite, "accepts", accepts);
    CU_add_test(suite, "span", span);
    CU_add_test(suite, "gaps", gaps);
    CU_add_test(suite, "names", names);
}
