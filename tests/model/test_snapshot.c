/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in force when: histories, carried members, the two times, filters, selections. Models are
 * read from files, as users write them. */
#include "../support.h"

#include "model/snapshot.h"
#include "stance/snapshot.h"

static const char ISSUES[] =
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": ["
    "{\"id\": \"size\", \"topic\": \"force\", \"scale\": {\"type\": \"interval\", \"min\": 0, "
    "\"max\": 10}},"
    "{\"id\": \"flag\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\", \"un\", "
    "\"nato\"]}},"
    "{\"id\": \"late\", \"entered\": \"2025-06-01\", \"topic\": \"force\","
    " \"scale\": {\"type\": \"ordinal\", \"levels\": [\"low\", \"high\"]}}]}";

/* What each test loads; cleared by done(). */
struct fixture {
    stance_diagnostics *diagnostics;
    stance_model *model;
    stance_snapshot *snapshot;
};

static struct fixture load(const char *folder)
{
    struct fixture fixture = {.diagnostics = stance_diagnostics_new()};
    stance_result result = stance_model_load(folder, fixture.diagnostics, &fixture.model);
    CHECK_INT(result, STANCE_OK);
    for (size_t d = 0; result != STANCE_OK && d < stance_diagnostics_kept(fixture.diagnostics); d++)
        FAIL("%s", stance_diagnostics_get(fixture.diagnostics, d)->message);
    return fixture;
}

static stance_result look(struct fixture *fixture, stance_query query)
{
    stance_snapshot_free(fixture->snapshot);
    return stance_snapshot_new(fixture->model, &query, fixture->diagnostics, &fixture->snapshot);
}

static void done(struct fixture *fixture)
{
    stance_snapshot_free(fixture->snapshot);
    stance_model_free(fixture->model);
    stance_diagnostics_free(fixture->diagnostics);
}

/* The cell in words: "unknown", or value, salience and what is carried. */
static const char *cell(const struct fixture *fixture, const char *actor, const char *issue)
{
    size_t a = stance_model_find_actor(fixture->model, actor);
    size_t i = stance_model_find_issue(fixture->model, issue);
    const struct standing *standing = snapshot_standing(fixture->snapshot, a, i);
    const struct scale *scale = &fixture->model->issues[i].scale;
    if (!standing->stance) return standing->lapsed ? "lapsed" : "unknown";
    struct str words = {0};
    scale_print_position(scale, &standing->position, &words);
    str_printf(&words, " s%d", (int)(100 * standing->salience + 0.5));
    if (standing->n_claims > 1) str_printf(&words, " %zu claims", standing->n_claims);
    if (standing->accepts) {
        str_append(&words, " accepts ");
        scale_print_position(scale, standing->accepts, &words);
    }
    if (standing->n_alternatives > 0) str_printf(&words, " if %zu", standing->n_alternatives);
    const char *result = test_text("%s", str_get(&words));
    str_clear(&words);
    return result;
}

static void test_latest_entry(void)
{
    struct fixture fixture =
        load(test_model(ISSUES, "a",
                        "{\"stances\": ["
                        "{\"issue\": \"size\", \"date\": \"2025-03-01\", \"value\": 3},"
                        "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 1},"
                        "{\"issue\": \"size\", \"date\": \"2025-03-01\", \"value\": 4},"
                        "{\"issue\": \"flag\", \"date\": \"2025-02-01\", \"value\": null}]}",
                        NULL));
    CHECK_INT(look(&fixture, (stance_query){0}), STANCE_OK);
    CHECK_TEXT(cell(&fixture, "a", "size"), "4 s100"); /* the later line within a date */
    CHECK_TEXT(cell(&fixture, "a", "flag"), "undeclared s100");
    CHECK_TEXT(cell(&fixture, "a", "late"), "unknown");
    look(&fixture, (stance_query){.as_of = "2025-02-28"});
    CHECK_TEXT(cell(&fixture, "a", "size"), "1 s100");
    look(&fixture, (stance_query){.as_of = "2025-01-31"});
    CHECK_TEXT(cell(&fixture, "a", "flag"), "unknown");
    look(&fixture, (stance_query){.as_of = "2020-01-01"});
    CHECK_TEXT(cell(&fixture, "a", "size"), "unknown");
    done(&fixture);
}

static void test_carried(void)
{
    struct fixture fixture = load(test_model(
        ISSUES, "a",
        "{\"stances\": ["
        "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 1, \"salience\": 0.4,"
        " \"accepts\": {\"from\": 0, \"to\": 2}, \"if\": [{\"when\": [{\"actor\": \"a\","
        " \"issue\": \"flag\", \"is\": \"eu\"}], \"value\": 2}]},"
        "{\"issue\": \"size\", \"date\": \"2025-02-01\", \"value\": 5, \"until\": \"2025-02-10\"},"
        "{\"issue\": \"size\", \"date\": \"2025-03-01\", \"value\": 6, \"salience\": 0.5},"
        "{\"issue\": \"size\", \"date\": \"2025-04-01\", \"value\": 7, \"accepts\": null,"
        " \"if\": []}]}",
        NULL));
    look(&fixture, (stance_query){.as_of = "2025-02-10"});
    CHECK_TEXT(cell(&fixture, "a", "size"), "5 s40 accepts 0 to 2 if 1");
    look(&fixture, (stance_query){.as_of = "2025-02-11"});
    CHECK_TEXT(cell(&fixture, "a", "size"), "lapsed"); /* the earlier one does not come back */
    size_t a = 0, size = 0;
    CHECK_NEAR(snapshot_standing(fixture.snapshot, a, size)->salience, 1, 0); /* not in force */
    look(&fixture, (stance_query){.as_of = "2025-03-01"});
    CHECK_TEXT(cell(&fixture, "a", "size"),
               "6 s50 accepts 0 to 2 if 1"); /* through the lapsed one */
    look(&fixture, (stance_query){0});
    CHECK_TEXT(cell(&fixture, "a", "size"), "7 s50");
    done(&fixture);
}

/* A carried alternative equal to the new position is fulfilled, and ends; others hold on. */
static void test_fulfilled(void)
{
    struct fixture fixture = load(test_model(
        ISSUES, "a",
        "{\"stances\": ["
        "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 1, \"if\": ["
        "{\"when\": [{\"actor\": \"a\", \"issue\": \"flag\", \"is\": \"eu\"}], \"value\": 5},"
        "{\"when\": [{\"actor\": \"a\", \"issue\": \"flag\", \"is\": \"un\"}], \"value\": 6}]},"
        "{\"issue\": \"size\", \"date\": \"2025-02-01\", \"value\": 5},"
        "{\"issue\": \"size\", \"date\": \"2025-03-01\", \"value\": 7},"
        "{\"issue\": \"size\", \"date\": \"2025-04-01\", \"value\": 6}]}",
        NULL));
    look(&fixture, (stance_query){.as_of = "2025-01-01"});
    CHECK_TEXT(cell(&fixture, "a", "size"), "1 s100 if 2");
    look(&fixture, (stance_query){.as_of = "2025-02-01"});
    CHECK_TEXT(cell(&fixture, "a", "size"), "5 s100 if 1");
    look(&fixture, (stance_query){.as_of = "2025-03-01"});
    CHECK_TEXT(cell(&fixture, "a", "size"), "7 s100 if 1"); /* it does not come back */
    look(&fixture, (stance_query){0});
    CHECK_TEXT(cell(&fixture, "a", "size"), "6 s100");
    done(&fixture);
}

static void test_two_times(void)
{
    struct fixture fixture =
        load(test_model(ISSUES, "a",
                        "{\"stances\": ["
                        "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 1},"
                        "{\"issue\": \"size\", \"date\": \"2025-01-05\", \"value\": 2, "
                        "\"entered\": \"2025-05-01\"},"
                        "{\"issue\": \"late\", \"date\": \"2025-01-02\", \"value\": \"low\"}]}",
                        "b",
                        "{\"entered\": \"2025-02-01\", \"stances\": ["
                        "{\"issue\": \"size\", \"date\": \"2025-01-20\", \"value\": 9}]}",
                        NULL));
    look(&fixture, (stance_query){.as_known = "2025-01-31"});
    CHECK_TEXT(cell(&fixture, "a", "size"), "1 s100");
    CHECK_TEXT(cell(&fixture, "a", "late"), "unknown"); /* the issue itself came later */
    CHECK_TEXT(cell(&fixture, "b", "size"), "unknown");
    CHECK_SIZE(fixture.snapshot->n_actors, 1);
    CHECK_SIZE(fixture.snapshot->n_issues, 2);
    struct str date = {0};
    date_print(fixture.snapshot->as_of, &date);
    CHECK_TEXT(str_get(&date), "2025-01-01"); /* the last date known then */
    str_clear(&date);
    look(&fixture, (stance_query){.as_known = "2025-06-01"});
    CHECK_TEXT(cell(&fixture, "a", "size"), "2 s100");
    CHECK_TEXT(cell(&fixture, "a", "late"), "low s100");
    CHECK_SIZE(fixture.snapshot->n_actors, 2);
    look(&fixture, (stance_query){.as_known = "2020-01-01"});
    CHECK(fixture.snapshot->as_of == DATE_NONE);
    done(&fixture);
}

static void test_filters(void)
{
    struct fixture fixture = load(test_model(
        ISSUES, "a",
        "{\"stances\": ["
        "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 1, \"status\": \"stated\"},"
        "{\"issue\": \"size\", \"date\": \"2025-02-01\", \"value\": 5, \"confidence\": 0.3,"
        " \"salience\": 0.2},"
        "{\"issue\": \"flag\", \"date\": \"2025-02-01\", \"confidence\": 0.5, \"claims\": ["
        "{\"value\": \"eu\", \"confidence\": 0.9}, {\"value\": \"un\"}, {\"value\": \"nato\"}]}]}",
        NULL));
    look(&fixture, (stance_query){0});
    CHECK_TEXT(cell(&fixture, "a", "size"), "5 s20");
    CHECK_TEXT(cell(&fixture, "a", "flag"), "eu, un or nato s100 3 claims");
    look(&fixture, (stance_query){.min_confidence = 0.4});
    CHECK_TEXT(cell(&fixture, "a", "size"), "1 s100"); /* nothing is carried from what is out */
    CHECK_SIZE(fixture.snapshot->n_left_out, 1);
    CHECK_TEXT(fixture.snapshot->filter, "confidence at least 0.4");
    look(&fixture, (stance_query){.min_confidence = 0.6});
    CHECK_TEXT(cell(&fixture, "a", "flag"), "eu s100"); /* one claim left: it is the position */
    CHECK_SIZE(fixture.snapshot->n_claims_left_out, 2);
    look(&fixture, (stance_query){.statuses = "stated"});
    CHECK_TEXT(cell(&fixture, "a", "size"), "1 s100");
    CHECK_TEXT(cell(&fixture, "a", "flag"), "unknown"); /* disputed */
    look(&fixture, (stance_query){.statuses = "stated,reported", .min_confidence = 0.2});
    CHECK_TEXT(cell(&fixture, "a", "size"), "5 s20");
    CHECK_TEXT(fixture.snapshot->filter, "status stated or reported, confidence at least 0.2");
    done(&fixture);
}

/* Entries of the first actor that are on file, as digits: those filed last are in force. */
static const char *on_file(struct fixture *fixture, stance_query query)
{
    const struct actor *actor = &fixture->model->actors[0];
    char places[16] = "";
    CHECK_INT(look(fixture, query), STANCE_OK);
    for (size_t s = 0, n = 0; s < actor->n_stances && n < 15; s++)
        if (snapshot_has_entry(fixture->snapshot, &actor->stances[s])) places[n++] = "0123456"[s];
    return test_text("%s", places);
}

static void test_on_file(void)
{
    struct fixture fixture = load(test_model(
        ISSUES, "a",
        "{\"stances\": ["
        "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 1, \"status\": \"stated\"},"
        "{\"issue\": \"size\", \"date\": \"2025-03-01\", \"value\": 2, \"confidence\": 0.3},"
        "{\"issue\": \"size\", \"date\": \"2025-02-01\", \"value\": 3, \"entered\": "
        "\"2025-08-01\"},"
        "{\"issue\": \"late\", \"date\": \"2025-01-01\", \"entered\": \"2025-01-01\", "
        "\"value\": \"low\", \"status\": \"stated\"},"
        "{\"issue\": \"flag\", \"date\": \"2025-01-01\", \"claims\": ["
        "{\"value\": \"eu\", \"confidence\": 0.9}, {\"value\": \"un\", \"confidence\": 0.2}]}"
        "]}",
        NULL));
    CHECK_TEXT(on_file(&fixture, (stance_query){0}), "01234");
    CHECK_TEXT(on_file(&fixture, (stance_query){.as_of = "2025-01-31"}), "034");
    CHECK_TEXT(on_file(&fixture, (stance_query){.as_known = "2025-05-31"}), "014"); /* no issue */
    CHECK_TEXT(on_file(&fixture, (stance_query){.as_known = "2025-06-01"}), "0134");
    CHECK_TEXT(on_file(&fixture, (stance_query){.min_confidence = 0.5}), "0234");
    CHECK_TEXT(on_file(&fixture, (stance_query){.min_confidence = 0.95}), "023");
    CHECK_TEXT(on_file(&fixture, (stance_query){.statuses = "stated"}), "03");
    done(&fixture);
}

static void test_selections(void)
{
    struct fixture fixture = load(test_model(ISSUES, "a", "{\"groups\": [\"north\", \"b\"]}", "b",
                                             "{\"groups\": [\"north\"]}", "c", "{}", NULL));
    CHECK_INT(look(&fixture, (stance_query){.actors = "c, group:north", .issues = "topic:force"}),
              STANCE_OK);
    CHECK_SIZE(stance_snapshot_actors(fixture.snapshot), 3);
    CHECK_SIZE(stance_snapshot_issues(fixture.snapshot), 2);
    CHECK_SIZE(stance_snapshot_place_of_issue(fixture.snapshot, 2), 1);
    CHECK_SIZE(stance_snapshot_place_of_issue(fixture.snapshot, 1), STANCE_NONE);
    look(&fixture, (stance_query){.actors = "north,actor:c"});
    CHECK_SIZE(stance_snapshot_actors(fixture.snapshot), 3);
    look(&fixture, (stance_query){.actors = "actor:b"});
    CHECK_SIZE(stance_snapshot_actors(fixture.snapshot), 1);
    CHECK_SIZE(stance_snapshot_place_of_actor(fixture.snapshot, 1), 0);
    CHECK_SIZE(stance_snapshot_place_of_actor(fixture.snapshot, 0), STANCE_NONE);
    CHECK_SIZE(stance_snapshot_place_of_actor(fixture.snapshot, 2), STANCE_NONE);
    look(&fixture, (stance_query){.actors = "a,actor:c"});
    CHECK_SIZE(stance_snapshot_place_of_actor(fixture.snapshot, 0), 0);
    CHECK_SIZE(stance_snapshot_place_of_actor(fixture.snapshot, 1), STANCE_NONE);
    CHECK_SIZE(stance_snapshot_place_of_actor(fixture.snapshot, 2), 1);
    done(&fixture);
}

static void check_refusal(struct fixture *fixture, stance_query query, const char *message,
                          const char *hint)
{
    size_t before = stance_diagnostics_kept(fixture->diagnostics);
    CHECK_INT(look(fixture, query), STANCE_REFUSED);
    CHECK(fixture->snapshot == NULL);
    if (!CHECK(stance_diagnostics_kept(fixture->diagnostics) > before)) return;
    const stance_diagnostic *first = stance_diagnostics_get(fixture->diagnostics, before);
    CHECK_HOLDS(first->message, message);
    if (hint) CHECK_TEXT(first->hint ? first->hint : "", hint);
}

static void test_refusals(void)
{
    struct fixture fixture =
        load(test_model(ISSUES, "alpha", "{\"groups\": [\"beta\"]}", "beta", "{}", NULL));
    check_refusal(&fixture, (stance_query){.actors = "alpa"}, "\"alpa\" is no actor and no group",
                  "Did you mean \"alpha\"?");
    check_refusal(&fixture, (stance_query){.actors = "beta"},
                  "\"beta\" is both: say actor:beta or group:beta", NULL);
    check_refusal(&fixture, (stance_query){.issues = "topic:size"}, "\"topic:size\" is no issue",
                  NULL);
    check_refusal(&fixture, (stance_query){.actors = " , "}, "names nobody", NULL);
    check_refusal(&fixture, (stance_query){.as_of = "2025-02-30"}, "no day of the calendar", NULL);
    check_refusal(&fixture, (stance_query){.as_known = "yesterday"}, "no day of the calendar",
                  NULL);
    check_refusal(&fixture, (stance_query){.statuses = "statd"}, "\"statd\" is no status",
                  "Did you mean \"stated\"?");
    check_refusal(&fixture, (stance_query){.min_confidence = 1.5}, "from 0 to 1", NULL);
    done(&fixture);
}

static void test_lonely_date(void)
{
    static const char first[] = "{\"stances\": ["
                                "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 1},"
                                "{\"issue\": \"flag\", \"date\": \"%s\", \"value\": \"eu\"}%s]}";
    struct fixture fixture =
        load(test_model(ISSUES, "a", test_text(first, "2025-04-02", ""), NULL));
    look(&fixture, (stance_query){0});
    CHECK(fixture.snapshot->lonely_after != DATE_NONE); /* 91 days later */
    look(&fixture, (stance_query){.as_of = "2025-04-02"});
    CHECK(fixture.snapshot->lonely_after == DATE_NONE); /* asked for */
    done(&fixture);
    fixture = load(test_model(ISSUES, "a", test_text(first, "2025-04-01", ""), NULL));
    look(&fixture, (stance_query){0});
    CHECK(fixture.snapshot->lonely_after == DATE_NONE); /* 90 days */
    done(&fixture);
    fixture = load(
        test_model(ISSUES, "a",
                   test_text(first, "2025-05-02",
                             ", {\"issue\": \"size\", \"date\": \"2025-05-02\", \"value\": 3}"),
                   NULL));
    look(&fixture, (stance_query){0});
    CHECK(fixture.snapshot->lonely_after == DATE_NONE); /* two entries bear it */
    done(&fixture);
}

/* Order of actors and issues, groups, histories. */
static void test_model_order(void)
{
    struct fixture fixture = load(test_model(
        ISSUES, "a-b", "{\"groups\": [\"z\"]}", "a", "{\"groups\": [\"z\", \"y\"]}", "b",
        "{\"stances\": [{\"issue\": \"late\", \"date\": \"2025-01-01\", \"value\": \"low\"},"
        "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 1}]}",
        NULL));
    CHECK_TEXT(stance_model_title(fixture.model), "T");
    CHECK_SIZE(stance_model_actors(fixture.model), 3);
    CHECK_SIZE(stance_model_issues(fixture.model), 3);
    CHECK_TEXT(stance_model_actor_id(fixture.model, 0), "a"); /* by id, not by file name */
    CHECK_TEXT(stance_model_actor_id(fixture.model, 1), "a-b");
    CHECK_TEXT(stance_model_issue_id(fixture.model, 2), "late");
    CHECK_SIZE(fixture.model->n_groups, 2);
    CHECK_TEXT(fixture.model->groups[0].id, "y");
    CHECK_SIZE(fixture.model->groups[1].n_members, 2);
    size_t count;
    const struct actor *b = &fixture.model->actors[2];
    CHECK_SIZE((size_t)(actor_history(b, 0, &count) - b->history), 0);
    CHECK_SIZE(count, 1);
    actor_history(b, 1, &count);
    CHECK_SIZE(count, 0);
    CHECK_SIZE((size_t)(actor_history(b, 2, &count) - b->history), 1);
    CHECK_TEXT(stance_model_nearest_actor(fixture.model, "a-bb"), "a-b");
    CHECK_TEXT(stance_model_nearest_issue(fixture.model, "szie"), "size");
    CHECK(stance_model_nearest_issue(fixture.model, "xxxxxxxx") == NULL);
    CHECK_SIZE(stance_model_find_actor(fixture.model, "nobody"), STANCE_NONE);
    CHECK(id_is_valid("a") && id_is_valid("0-x") && !id_is_valid("") && !id_is_valid("-a"));
    CHECK(!id_is_valid("A") && !id_is_valid("a_b") && !id_is_valid("a b"));
    CHECK(id_is_valid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    CHECK(!id_is_valid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    done(&fixture);
}

void suite_model_snapshot(void)
{
    CU_pSuite suite = CU_add_suite("model/snapshot", NULL, NULL);
    CU_add_test(suite, "the latest entry", test_latest_entry);
    CU_add_test(suite, "what is carried", test_carried);
    CU_add_test(suite, "what is fulfilled", test_fulfilled);
    CU_add_test(suite, "two times", test_two_times);
    CU_add_test(suite, "filters", test_filters);
    CU_add_test(suite, "what is on file", test_on_file);
    CU_add_test(suite, "selections", test_selections);
    CU_add_test(suite, "refusals", test_refusals);
    CU_add_test(suite, "a lonely last date", test_lonely_date);
    CU_add_test(suite, "order, groups, look-ups", test_model_order);
}
