/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two copies of a model: what one of them lacks moved nobody, and there is no before and now. */
#include "force.h"

static void test_copies(void)
{
    struct since since;
    const char *before = force_copy(
        "old", force_text,
        ACTOR("France", FRANCE_BEFORE ", " ENTRY("troops", "2025-04-17", "\"value\": 10")));
    const char *after = force_copy(
        "new",
        "{\"format\": \"stance/1\", \"title\": \"A force\", \"issues\": ["
        "{\"id\": \"ground\", \"name\": \"Ground presence\", \"weight\": 2, \"scale\": {\"type\": "
        "\"ordinal\", \"levels\": [\"none\", \"limited\", \"substantial\", \"heavy\"]}},"
        "{\"id\": \"troops\", \"name\": \"Troops\", \"scale\": {\"type\": \"interval\", \"min\": "
        "0, \"max\": 50}}, {\"id\": \"role\", \"name\": \"Role\", \"scale\": {\"type\": "
        "\"nominal\", \"choices\": [\"a\", \"b\"]}}]}",
        "{\"name\": \"France\", \"weight\": 0.5, \"stances\": [" ENTRY("troops", "2025-04-17",
                                                                       "\"value\": 10") "]}");
    test_write("new/actors/spain.json",
               ACTOR("Spain", ENTRY("ground", "2025-04-18", "\"value\": \"none\"")));
    if (since_copy(&since, before, after)) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(
            text,
            test_text("Against %s, as of 17 April 2025 there and 18 April 2025 here, ", before));
        CHECK_HOLDS(text, test_text("has an entry only in %s: heavy (17 April 2025) [1]; here "
                                    "nothing is on record.",
                                    before));
        CHECK_HOLDS(text,
                    "is on another scale, there: 10 (17 April 2025), here: 10 (17 April 2025)");
        CHECK_HOLDS(text, "- Can be compared there, and not here: France and UK (0.33).\n");
        const char *outside = text_between(text, "OUTSIDE THE STANCES", "\n\nHOW TO READ");
        CHECK_HOLDS(outside, "- The weight of France is 0.5, there: 1.\n");
        CHECK_HOLDS(outside, "- Actors only here: Spain.\n");
        CHECK_HOLDS(outside, "- The weight of the issue Ground presence is 2, there: 1.\n");
        CHECK_HOLDS(outside, "- The scale of Troops is another.");
        CHECK_HOLDS(outside, "- Issues only here: Role.\n");
        CHECK_HOLDS(outside, "- Issues only there: Flag.\n");
    }
    since_close(&since);
}

/* The same model on both sides, but for France's file. */
static void check_copies(const char *there, const char *here, const char *words)
{
    struct since since;
    const char *before = force_copy("old", force_text, there);
    const char *after = force_copy("new", force_text, here);
    if (since_copy(&since, before, after)) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(text, words);
        CHECK(strstr(text, "before") == NULL);
    }
    since_close(&since);
}

static void test_only_there(void)
{
    const char *there = ACTOR("France", FRANCE_BEFORE ", " FRANCE_AFTER);
    const char *here = ACTOR("France", FRANCE_BEFORE);
    check_copies(there, here,
                 ", one position has an entry only there.\n  - France on Ground presence has an "
                 "entry only there: limited; here heavy; by that the agreement of France and UK, "
                 "on the one issue known to both, is 1.00 there and 0.33 here.\n  - Cohesion, the "
                 "mean agreement of all pairs, is 1.00 (1 pair) there and 0.33 (1 pair) here, all "
                 "of it by France on Ground presence (-0.67).\n");
    check_copies(there, here,
                 "/old: limited (1 May 2025) “small at first” (A minister) [1]; here heavy (17 "
                 "April 2025). [2] Its largest effect: -0.67 on the agreement with UK (1.00 there, "
                 "0.33 here).\n");
    check_copies(there, here, "  there  here  here less there  by\n");
}

/* The other way round there is news here, and that is a move. */
static void test_newer_here(void)
{
    check_copies(ACTOR("France", FRANCE_BEFORE), ACTOR("France", FRANCE_BEFORE ", " FRANCE_AFTER),
                 "     moved from heavy (17 April 2025) to limited (1 May 2025), two thirds of the "
                 "scale. “small");
    check_copies(ACTOR("France", ""), ACTOR("France", FRANCE_AFTER),
                 "     is on record only here: limited (1 May 2025). “small");
}

static void test_edited(void)
{
    check_copies(ACTOR("France", FRANCE_BEFORE),
                 ACTOR("France", ENTRY("ground", "2025-04-17", "\"value\": \"limited\"")),
                 "     was edited: heavy there, limited here (17 April 2025), two thirds of the "
                 "scale. (no source given)");
    /* Another source makes no other entry of it. */
    check_copies(ACTOR("France", ENTRY("ground", "2025-04-17", "\"value\": \"heavy\"")),
                 ACTOR("France", FRANCE_BEFORE ", " FRANCE_AFTER), "     moved from heavy (17");
    check_copies(ACTOR("France", FRANCE_BEFORE),
                 ACTOR("France", ENTRY("ground", "2025-04-17", "\"value\": \"heavy\"")),
                 "Entries differ, the position is the same: France on Ground presence");
}

static void test_alike(void)
{
    struct since since;
    const char *before = force_copy("old", force_text, ACTOR("France", FRANCE_BEFORE));
    const char *after = force_copy("new", force_text, ACTOR("France", FRANCE_BEFORE));
    if (since_copy(&since, before, after)) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(text, "\n\n  The other copy says the same.\n");
        CHECK(strstr(text, "HOW TO READ") == NULL);
    }
    since_close(&since);
    if (since_copy(&since, before, before)) /* however the folder was named */
        CHECK_HOLDS(since_printed(&since, "text"), "\n\n  The other copy says the same.\n");
    since_close(&since);
    after = force_copy("new", force_text, ACTOR("The French", FRANCE_BEFORE));
    if (since_copy(&since, before, after))
        CHECK_HOLDS(since_printed(&since, "text"),
                    "\n\n  In what is compared here the other copy says the same: ");
    since_close(&since);
}

static void test_title(void)
{
    struct since since;
    const char *before = force_copy(
        "old", "{\"format\": \"stance/1\", \"title\": \"A fleet\", \"issues\": []}", "{}");
    test_write("old/actors/uk.json", "{}");
    const char *after = force_copy("new", force_text, ACTOR("France", FRANCE_BEFORE));
    if (since_copy(&since, before, after))
        CHECK_HOLDS(since_printed(&since, "text"),
                    "17 April 2025\n\n  The other copy is titled \"A fleet\": is it the same "
                    "model?\n\n  - Against ");
    since_close(&since);
}

void suite_report_say_copies(void)
{
    CU_pSuite suite = CU_add_suite("report/say_copies", NULL, NULL);
    CU_add_test(suite, "all that differs", test_copies);
    CU_add_test(suite, "an entry only there", test_only_there);
    CU_add_test(suite, "news here", test_newer_here);
    CU_add_test(suite, "edited", test_edited);
    CU_add_test(suite, "alike", test_alike);
    CU_add_test(suite, "another title", test_title);
}
