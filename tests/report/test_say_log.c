/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log, newest day first; and that --as-known repeats what was handed out on a day, byte for
 * byte: reports, dossiers and logs of a folder to which entries, an actor and an issue were added
 * later are those of the folder as it was. */
#include "model/snapshot.h"
#include "since.h"

#define ISSUES                                                                                     \
    "{\"format\": \"stance/1\", \"title\": \"Harbour\", \"issues\": ["                             \
    "{\"id\": \"fee\", \"name\": \"Fee\", \"scale\": {\"type\": \"interval\", \"min\": 0, "        \
    "\"max\": 20}}, {\"id\": \"crane\", \"name\": \"Crane\", \"topic\": \"works\", \"scale\": "    \
    "{\"type\": \"nominal\", \"choices\": [\"board\", \"town\"]}}"
#define LATER_ISSUE                                                                                \
    ", {\"id\": \"quay\", \"entered\": \"2024-04-02\", \"weight\": 9, \"scale\": {\"type\": "      \
    "\"nominal\", \"choices\": [\"a\", \"b\"]}}"
#define BOARD                                                                                      \
    "{\"name\": \"Board\", \"groups\": [\"users\"], \"stances\": ["                                \
    "{\"issue\": \"fee\", \"date\": \"2024-03-04\", \"value\": 12, \"salience\": 0.5, \"if\": "    \
    "[{\"when\": [{\"group\": \"users\", \"issue\": \"fee\", \"at-least\": 5}], \"value\": 9}],"   \
    " \"source\": {\"outlet\": \"Gazette\", \"quote\": \"Twelve\"}},"                              \
    "{\"issue\": \"fee\", \"date\": \"2024-03-10\", \"value\": 10, \"note\": \"A note.\"},"        \
    "{\"issue\": \"crane\", \"date\": \"2024-03-04\", \"entered\": \"2024-03-10\", \"value\": "    \
    "\"board\", \"until\": \"2024-03-08\"}"
#define TOWN                                                                                       \
    "{\"name\": \"Town\", \"groups\": [\"users\"], \"stances\": ["                                 \
    "{\"issue\": \"fee\", \"date\": \"2024-03-04\", \"claims\": [{\"value\": 6}, {\"value\": 8}]}"
/* Put on file later: a new date, an older date, and the position that the condition names. */
#define LATER_OF_BOARD                                                                             \
    ", {\"issue\": \"fee\", \"date\": \"2024-04-02\", \"value\": 9},"                              \
    "{\"issue\": \"fee\", \"date\": \"2024-03-06\", \"entered\": \"2024-04-02\", \"value\": 3},"   \
    "{\"issue\": \"quay\", \"date\": \"2024-04-02\", \"value\": \"a\"}"
#define LATER_OF_TOWN                                                                              \
    ", {\"issue\": \"crane\", \"date\": \"2024-03-01\", \"entered\": \"2024-04-02\", \"value\": "  \
    "\"town\", \"accepts\": [\"board\", \"town\"]}"
#define LATER_ACTOR                                                                                \
    "{\"entered\": \"2024-04-02\", \"groups\": [\"users\", \"new\"], \"stances\": [{\"issue\": "   \
    "\"fee\", \"date\": \"2024-03-01\", \"value\": 0}]}"

static void test_log(void)
{
    struct since since;
    stance_document *document = NULL;
    const char *path = test_model(ISSUES "]}", "board", BOARD "]}", "town", TOWN "]}", NULL);
    if (since_date(&since, path, "2024-03-04") &&
        CHECK_INT(stance_say_log(since.findings[1], STANCE_NONE, STANCE_NONE, &document),
                  STANCE_OK)) {
        const char *text = printed_text(document, 100);
        CHECK_HOLDS(text, "\n  4 entries, put on file on two days, the newest first.\n");
        CHECK_HOLDS(text, test_text("\n10 MARCH 2024%87s\n"
                                    "  - Board on Fee: 10, reported. (no source given) Note: A "
                                    "note.\n"
                                    "  - Board on Crane (lapsed): board, until 8 March 2024, dated "
                                    "4 March 2024, reported. (no source\n"
                                    "    given)\n"
                                    "\n"
                                    "4 MARCH 2024%88s\n"
                                    "  - Board on Fee (superseded): 12, reported, salience 0.5. "
                                    "“Twelve” [1] Condition: moves to \"9\" if\n    all of the "
                                    "group users are at least \"5\" on Fee. (no source given)\n"
                                    "  - Town on Fee: disputed: 6 (no source given); 8 (no "
                                    "source given).\n"
                                    "\n"
                                    "SOURCES\n"
                                    "  [1] Gazette\n",
                                    "2 entries", "2 entries"));
    }
    since_close(&since);
}

static void test_choice(void)
{
    struct since since;
    stance_document *document = NULL;
    const char *path = test_model(ISSUES "]}", "board", BOARD "]}", "town", TOWN "]}", NULL);
    if (since_date(&since, path, "2024-03-04")) {
        const stance_findings *findings = since.findings[1];
        CHECK_INT(stance_say_log(findings, 1, 0, &document), STANCE_OK);
        CHECK_HOLDS(printed_text(document, 100), "\n  One entry of Town on Fee.\n");
        CHECK_INT(stance_say_log(findings, 1, 1, &document), STANCE_OK);
        CHECK_HOLDS(printed_text(document, 100), "\n  No entry of Town on Crane is on file. "
                                                 "\"stance set\" and \"stance update\" add "
                                                 "entries.\n");
        CHECK_INT(stance_say_log(findings, STANCE_NONE, 1, &document), STANCE_OK);
        CHECK_HOLDS(printed_text(document, 100), "\n  One entry on Crane.\n");
        CHECK_INT(stance_say_log(findings, 1, STANCE_NONE, &document), STANCE_OK);
        const char *json = printed_as(document, "json", (stance_layout){0});
        CHECK_HOLDS(json, "{\n  \"schema\": \"stance-log/1\",\n  \"title\": \"Harbour\",\n  "
                          "\"as_of\": \"2024-03-10\",\n  \"entries\": [\n    {\"actor\": \"town\", "
                          "\"issue\": \"fee\", \"date\": \"2024-03-04\", ");
        CHECK(strstr(json, "\"board\"") == NULL);
    }
    since_close(&since);
}

/* What an entry gives besides the position, be it only to end what was before; and what the filters
 * left out, which is not shown but counted. */
static const char *log_of(const char *board, const char *town, const stance_query *query)
{
    struct since since = {.diagnostics = stance_diagnostics_new()};
    stance_document *document = NULL;
    const char *text = "";
    const char *path = test_model(ISSUES "]}", "board", board, "town", town, NULL);
    if (CHECK_INT(stance_model_load(path, since.diagnostics, &since.model[1]), STANCE_OK) &&
        CHECK(since_side(&since, 1, since.model[1], query)) &&
        CHECK_INT(stance_say_log(since.findings[1], STANCE_NONE, STANCE_NONE, &document),
                  STANCE_OK))
        text = printed_text(document, 500);
    since_close(&since);
    return text;
}

static void test_members(void)
{
    const char *text = log_of(
        "{\"stances\": [{\"issue\": \"fee\", \"date\": \"2024-03-04\", \"value\": 12, \"accepts\": "
        "{\"from\": 9, \"to\": 14}}, {\"issue\": \"fee\", \"date\": \"2024-03-05\", \"value\": 12, "
        "\"accepts\": null, \"if\": [], \"salience\": 1}]}",
        "{}", NULL);
    CHECK_HOLDS(text, ": 12, reported; could live with 9 to 14. (no source given)\n");
    CHECK_HOLDS(text,
                ": 12, reported, salience 1; no longer says what it could live with. (no source "
                "given) It ends the conditions before it.\n");
}

static void test_filters(void)
{
    static const char board[] =
        "{\"name\": \"Board\", \"stances\": [{\"issue\": \"fee\", \"date\": \"2024-03-04\", "
        "\"value\": 12, \"status\": \"stated\"}, {\"issue\": \"fee\", \"date\": \"2024-03-10\", "
        "\"value\": 10, \"confidence\": 0.4}]}";
    static const char town[] =
        "{\"name\": \"Town\", \"stances\": [{\"issue\": \"fee\", \"date\": \"2024-03-04\", "
        "\"claims\": [{\"value\": 6}, {\"value\": 8, \"confidence\": 0.3}]}]}";
    const char *text = log_of(board, town, &(stance_query){.statuses = "stated"});
    CHECK_HOLDS(text, "\n  One entry. Only status stated: 2 entries are left out.\n");
    CHECK_HOLDS(text, "  - Board on Fee: 12, stated.");
    CHECK(strstr(text, "superseded") == NULL);
    CHECK(strstr(text, "Town") == NULL);
    text = log_of(board, town, &(stance_query){.min_confidence = 0.5});
    CHECK_HOLDS(text, "\n  2 entries. Only confidence at least 0.5: 1 entry is left out.\n");
    CHECK_HOLDS(text, "  - Town on Fee: disputed: 6 (no source given); 1 claim left out.\n");
    text = log_of(board, town, &(stance_query){.statuses = "inferred"});
    CHECK_HOLDS(text, "\n  Only status inferred: 3 entries are left out.\n");
}

/* ---- as known */

typedef stance_result say_function(const stance_findings *findings, stance_document_kind kind,
                                   stance_document **out);

static stance_result say_board(const stance_findings *findings, stance_document_kind kind,
                               stance_document **out)
{
    return stance_say_actor(findings, 0, kind, out);
}

static stance_result say_fee(const stance_findings *findings, stance_document_kind kind,
                             stance_document **out)
{
    return stance_say_issue(findings, 0, kind, out);
}

static stance_result say_both(const stance_findings *findings, stance_document_kind kind,
                              stance_document **out)
{
    size_t town = stance_snapshot_actors(findings->snapshot) - 1;
    return stance_say_comparison(findings, 0, town, kind, out);
}

static stance_result say_log(const stance_findings *findings, stance_document_kind kind,
                             stance_document **out)
{
    (void)kind;
    return stance_say_log(findings, STANCE_NONE, STANCE_NONE, out);
}

static stance_result say_names(const stance_findings *findings, stance_document_kind kind,
                               stance_document **out)
{
    (void)kind;
    return stance_say_names(findings, out);
}

static void check_same_bytes(const stance_findings *then, const stance_findings *repeated)
{
    static say_function *const sayings[] = {stance_say_report, say_board, say_fee,
                                            say_both,          say_log,   say_names};
    static const char *const formats[] = {"text", "markdown", "json", "html"};
    for (size_t s = 0; s < sizeof sayings / sizeof *sayings; s++)
        for (size_t f = 0; f < 4; f++) {
            stance_document_kind kind = f == 3 ? STANCE_PAGE : STANCE_PROSE;
            stance_document *one = NULL, *two = NULL;
            CHECK_INT(sayings[s](then, kind, &one), STANCE_OK);
            CHECK_INT(sayings[s](repeated, kind, &two), STANCE_OK);
            if (one && two)
                CHECK_TEXT(printed_as(two, formats[f], (stance_layout){0}),
                           printed_as(one, formats[f], (stance_layout){0}));
        }
}

/* A folder of this name, below one of its own so that its title and all else are the same. */
static const char *folder(const char *name, const char *model, const char *board, const char *town)
{
    test_write(test_text("%s/model.json", name), model);
    test_write(test_text("%s/actors/board.json", name), board);
    test_write(test_text("%s/actors/town.json", name), town);
    return test_text("%s/%s", test_folder(), name);
}

static void test_as_known(void)
{
    struct since since = {.diagnostics = stance_diagnostics_new()};
    const char *then = folder("then", ISSUES "]}", BOARD "]}", TOWN "]}");
    const char *now =
        folder("now", ISSUES LATER_ISSUE "]}", BOARD LATER_OF_BOARD "]}", TOWN LATER_OF_TOWN "]}");
    test_write("now/actors/ferry.json", LATER_ACTOR);
    const stance_query query = {.as_known = "2024-03-10"};
    bool ok = stance_model_load(then, since.diagnostics, &since.model[0]) == STANCE_OK &&
              stance_model_load(now, since.diagnostics, &since.model[1]) == STANCE_OK &&
              since_side(&since, 0, since.model[0], NULL) &&
              since_side(&since, 1, since.model[1], &query);
    for (size_t i = 0; !ok && i < stance_diagnostics_kept(since.diagnostics); i++)
        FAIL("%s", stance_diagnostics_get(since.diagnostics, i)->message);
    if (CHECK(ok)) check_same_bytes(since.findings[0], since.findings[1]);
    since_close(&since);
}

/* The same with filters: what was left out then is counted, what came later is not. */
static void test_as_known_filtered(void)
{
    struct since since = {.diagnostics = stance_diagnostics_new()};
    const char *then = folder("then", ISSUES "]}", BOARD "]}", TOWN "]}");
    const char *now =
        folder("now", ISSUES LATER_ISSUE "]}", BOARD LATER_OF_BOARD "]}", TOWN LATER_OF_TOWN "]}");
    stance_query query = {.statuses = "stated,reported", .actors = "group:users"};
    bool ok = stance_model_load(then, since.diagnostics, &since.model[0]) == STANCE_OK &&
              stance_model_load(now, since.diagnostics, &since.model[1]) == STANCE_OK &&
              since_side(&since, 0, since.model[0], &query);
    query.as_known = "2024-04-01"; /* a day on which nothing was put on file */
    ok = ok && since_side(&since, 1, since.model[1], &query);
    if (CHECK(ok)) check_same_bytes(since.findings[0], since.findings[1]);
    since_close(&since);
}

void suite_report_say_log(void)
{
    CU_pSuite suite = CU_add_suite("report/say_log", NULL, NULL);
    CU_add_test(suite, "newest first", test_log);
    CU_add_test(suite, "of one actor, one issue", test_choice);
    CU_add_test(suite, "what an entry gives", test_members);
    CU_add_test(suite, "filters", test_filters);
    CU_add_test(suite, "as known is as it was", test_as_known);
    CU_add_test(suite, "as known, filtered", test_as_known_filtered);
}
