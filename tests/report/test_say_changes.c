/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about changes: the words of every kind of move, and no figure where there is none.
 * The figures themselves are tested with the engine. */
#include "report/say_changes.h"
#include "since.h"

#define ENTRY(ISSUE, DATE, REST) "{\"issue\": \"" ISSUE "\", \"date\": \"" DATE "\", " REST "}"
#define ACTOR(NAME, STANCES)     "{\"name\": \"" NAME "\", \"stances\": [" STANCES "]}"

static const char model_text[] =
    "{\"format\": \"stance/1\", \"title\": \"A force\", \"issues\": ["
    "{\"id\": \"ground\", \"name\": \"Ground presence\", \"scale\": {\"type\": \"ordinal\", "
    "\"levels\": [\"none\", \"limited\", \"substantial\", \"heavy\"]}},"
    "{\"id\": \"troops\", \"name\": \"Troops\", \"scale\": {\"type\": \"interval\", \"min\": 0, "
    "\"max\": 100}},"
    "{\"id\": \"flag\", \"name\": \"Flag\", \"scale\": {\"type\": \"nominal\", \"choices\": "
    "[\"eu\", \"un\"]}}]}";

#define FRANCE_BEFORE                                                                              \
    ENTRY("ground", "2025-04-17", "\"value\": \"heavy\", \"source\": {\"outlet\": \"Le Monde\"}")
#define FRANCE_AFTER                                                                               \
    ENTRY("ground", "2025-05-01",                                                                  \
          "\"value\": \"limited\", \"speaker\": \"A minister\", \"source\": {\"outlet\": \"Le "    \
          "Figaro\", \"quote\": \"small at first\"}")
#define UK ACTOR("UK", ENTRY("ground", "2025-04-17", "\"value\": \"limited\""))

static const char *two_actors(void)
{
    return test_model(model_text, "france", ACTOR("France", FRANCE_BEFORE ", " FRANCE_AFTER), "uk",
                      UK, NULL);
}

static void test_headline(void)
{
    struct since since;
    if (since_date(&since, two_actors(), "2025-04-17")) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(text, "A force");
        CHECK_HOLDS(text, "changes since 17 April 2025\n");
        CHECK_HOLDS(text,
                    "\n  Since 17 April 2025, until 1 May 2025 (the last date in the model), one "
                    "position moved. France on Ground presence moved from heavy to limited, two "
                    "thirds of the scale; that brought the agreement of France and UK, on the one "
                    "issue known to both, from 0.33 to 1.00. Cohesion, the mean agreement of all "
                    "pairs, rose from 0.33 (1 pair) to 1.00 (1 pair), all of it by France on "
                    "Ground presence (+0.67).\n");
        CHECK_HOLDS(text, " 1 France on Ground presence ...");
        CHECK_HOLDS(text,
                    "... 0.67  +0.67\n     moved from heavy (17 April 2025) to limited (1 May "
                    "2025), two thirds of the scale. “small at first” (A minister) [1] "
                    "Agreement with UK, which changed most: +0.67 by this, from 0.33 to "
                    "1.00.\n");
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
        CHECK_INT(stance_say_report_since(since.changes, &document), STANCE_OK)) {
        const char *text = printed_as(document, "text", (stance_layout){.width_columns = 500});
        CHECK(strstr(text, "WHAT CHANGED\n  Since 17 April 2025") < strstr(text, "WHAT MOVED"));
        CHECK(strstr(text, "WHAT MOVED") < strstr(text, "WHAT STANDS NOW"));
        CHECK(strstr(text, "WHAT STANDS NOW") < strstr(text, "HOW TO READ"));
        CHECK_HOLDS(text, "2 actors, 3 issues: 2 positions on record");
    }
    since_close(&since);
}

static void test_nothing(void)
{
    struct since since;
    char *effect = NULL;
    if (since_date(&since, two_actors(), "2025-05-01")) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(text, "until 1 May 2025 (the last date in the model), nothing changed.\n");
        CHECK_HOLDS(text, "\"stance log\" lists every entry");
        CHECK(strstr(text, "HOW TO READ") == NULL);
        CHECK_INT(stance_say_effect(since.changes, &effect), STANCE_OK);
        if (effect) CHECK_TEXT(effect, "No figure changed.\n");
    }
    free(effect);
    since_close(&since);
}

static void test_effect(void)
{
    struct since since;
    char *effect = NULL;
    if (since_date(&since, two_actors(), "2025-04-17") &&
        CHECK_INT(stance_say_effect(since.changes, &effect), STANCE_OK))
        CHECK_TEXT(effect, "Agreement of France and UK: 0.33 before, 1.00 now (+0.67).\n"
                           "Cohesion: 0.33 before, 1.00 now (+0.67); divergence of Ground "
                           "presence: 0.67 before, 0.00 now (-0.67).\n");
    free(effect);
    since_close(&since);
}

/* What is undefined is a blank or a word, never 0. */
static void test_undefined(void)
{
    struct since since;
    char *effect = NULL;
    const char *path =
        test_model(model_text, "france", ACTOR("France", FRANCE_AFTER), "uk", UK, NULL);
    if (since_date(&since, path, "2025-04-17")) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(text, "one position is new on record. France on Ground presence is new on "
                          "record with limited. Cohesion, the mean agreement of all pairs, was "
                          "undefined and is 1.00 (1 pair).\n");
        CHECK_HOLDS(text, "It can be compared now with UK.\n");
        CHECK_HOLDS(text, "- Can be compared now, and could not before: France and UK (1.00).\n");
        CHECK(strstr(text, "WHAT MADE COHESION CHANGE") == NULL);
        const char *row = text_between(text, "  Ground presence  ", "\n");
        CHECK_TEXT(row, "  Ground presence       .  0.00       .");
        CHECK_INT(stance_say_effect(since.changes, &effect), STANCE_OK);
        if (effect)
            CHECK_HOLDS(effect, "Agreement of France and UK: undefined before, 1.00 now.\n"
                                "Cohesion: undefined before, 1.00 now; divergence of Ground "
                                "presence: undefined before, 0.00 now.\n");
    }
    free(effect);
    since_close(&since);
}

/* ---- every kind of move, one after the other, of one actor on one issue */

static void check_move(const char *entries, const char *words)
{
    struct since since;
    const char *path = test_model(model_text, "france", entries, "uk", UK, NULL);
    if (since_date(&since, path, "2025-04-17")) CHECK_HOLDS(since_printed(&since, "text"), words);
    since_close(&since);
}

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
    check_move(ACTOR("France", ENTRY("ground", "2025-04-10",
                                     "\"value\": \"heavy\", \"entered\": \"2025-05-02\"")),
               "     was put on file late, on 2 May 2025: heavy (10 April 2025), before: unknown.");
    check_move(
        ACTOR("France",
              ENTRY("ground", "2025-04-17",
                    "\"value\": {\"from\": \"none\", \"to\": "
                    "\"heavy\"}") ", " ENTRY("ground", "2025-05-01",
                                             "\"claims\": [{\"value\": \"none\"}, {\"value\": "
                                             "\"heavy\"}]")),
        "     is disputed now: none to heavy (1 May 2025). none (no source given); heavy (no "
        "source given)");
    check_move(ACTOR("France", FRANCE_BEFORE
                     ", " ENTRY("ground", "2025-05-01", "\"value\": \"heavy\", \"salience\": 0.5")),
               "     has another salience, 0.5 where it was 1; the position is as before, heavy (1 "
               "May 2025).");
    check_move(
        ACTOR("France", FRANCE_BEFORE ", " ENTRY("ground", "2025-05-01",
                                                 "\"value\": \"heavy\", \"accepts\": {\"from\": "
                                                 "\"limited\", \"to\": \"heavy\"}")),
        "     has another red line, could live with limited to heavy, before: nothing "
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

static void test_conditions(void)
{
    static const char condition[] = ENTRY(
        "ground", "2025-04-17",
        "\"value\": \"heavy\", \"if\": [{\"when\": [{\"actor\": \"uk\", \"issue\": \"ground\", "
        "\"is\": \"none\"}], \"value\": \"limited\"}]");
    check_move(test_text(ACTOR("France", "%s, %s"), condition, FRANCE_AFTER),
               "CONDITIONS THAT CHANGED");
    check_move(test_text(ACTOR("France", "%s, %s"), condition, FRANCE_AFTER),
               "- Fulfilled, the position is taken: France on Ground presence moves to \"limited\" "
               "if UK is \"none\" on Ground presence.");
    check_move(test_text(ACTOR("France", "%s, %s"), condition, FRANCE_AFTER),
               " One condition is fulfilled.\n");
    check_move(test_text(ACTOR("France", "%s, %s"), condition,
                         ENTRY("ground", "2025-05-01", "\"value\": \"heavy\", \"if\": []")),
               "- Gone: France on Ground presence moves to \"limited\" if UK is \"none\"");
}

/* Vague positions: the figure went, and whether it rose cannot be told. */
static void test_vague(void)
{
    struct since since;
    const char *path = test_model(
        model_text, "france",
        ACTOR("France", ENTRY("troops", "2025-04-17", "\"value\": 90") ", " ENTRY(
                            "troops", "2025-05-01", "\"value\": {\"from\": 10, \"to\": 90}")),
        "uk", ACTOR("UK", ENTRY("troops", "2025-04-17", "\"value\": 10")), NULL);
    if (since_date(&since, path, "2025-04-17"))
        CHECK_HOLDS(
            since_printed(&since, "text"),
            "Cohesion, the mean agreement of all pairs, went from 0.20 (1 pair) to 0.60 (1 "
            "pair), all of it by France on Troops (+0.40); as positions are vague, it could "
            "be 0.20 to 1.00 now.");
    since_close(&since);
}

/* ---- two copies */

static const char *copy_path(const char *name, const char *model, const char *france)
{
    test_write(test_text("%s/model.json", name), model);
    test_write(test_text("%s/actors/france.json", name), france);
    test_write(test_text("%s/actors/uk.json", name), UK);
    return test_text("%s/%s", test_folder(), name);
}

static void test_copies(void)
{
    struct since since;
    const char *before = copy_path(
        "old", model_text,
        ACTOR("France", FRANCE_BEFORE ", " ENTRY("troops", "2025-04-17", "\"value\": 10")));
    const char *after = copy_path(
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
        CHECK_HOLDS(text, "is no longer on file, before: heavy (17 April 2025).");
        CHECK_HOLDS(text, "is on another scale: 10 (17 April 2025), before: 10 (17 April 2025)");
        CHECK_HOLDS(text, "- Can no longer be compared, with the agreement that they had: France "
                          "and UK (0.33).\n");
        const char *outside = text_between(text, "OUTSIDE THE STANCES", "\n\nHOW TO READ");
        CHECK_HOLDS(outside, "- The weight of France is 0.5, before: 1.\n");
        CHECK_HOLDS(outside, "- New actor: Spain.\n");
        CHECK_HOLDS(outside, "- The weight of the issue Ground presence is 2, before: 1.\n");
        CHECK_HOLDS(outside, "- The scale of Troops is another.");
        CHECK_HOLDS(outside, "- New issue: Role.\n");
        CHECK_HOLDS(outside, "- No longer an issue: Flag.\n");
    }
    since_close(&since);
}

/* ---- many */

static void test_many(void)
{
    struct since since;
    const char *path = test_model(model_text, "a00", "{}", NULL);
    for (size_t a = 0; a < 8; a++)
        test_write(
            test_text("%s/actors/a%02zu.json", path + strlen(test_folder()), a) + 1,
            test_text("{\"stances\": [" ENTRY("troops", "2025-04-17", "\"value\": %zu") ", " ENTRY(
                          "troops", "2025-05-01", "\"value\": %zu") "]}",
                      a, 3 * a));
    if (since_date(&since, path, "2025-04-17")) {
        const char *text = since_printed(&since, "text");
        CHECK_HOLDS(text, "\n  16 more pairs changed less (--format json has all).\n");
        CHECK_HOLDS(text, " seven positions moved. ");
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

void suite_report_say_changes(void)
{
    CU_pSuite suite = CU_add_suite("report/say_changes", NULL, NULL);
    CU_add_test(suite, "the headline", test_headline);
    CU_add_test(suite, "a report opened by it", test_report_since);
    CU_add_test(suite, "nothing changed", test_nothing);
    CU_add_test(suite, "the effect in two lines", test_effect);
    CU_add_test(suite, "undefined is no 0", test_undefined);
    CU_add_test(suite, "every kind of move", test_kinds);
    CU_add_test(suite, "moved twice", test_twice);
    CU_add_test(suite, "conditions", test_conditions);
    CU_add_test(suite, "vague positions", test_vague);
    CU_add_test(suite, "two copies", test_copies);
    CU_add_test(suite, "many pairs", test_many);
    CU_add_test(suite, "signs", test_signs);
}
