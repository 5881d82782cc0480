/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New entries on top of a model, made by hand: what is on file already, in which order the new ones
 * go where, what the model is like with them, and what each comes to. How rows become entries is
 * the store's business. */
#include "../support.h"

#include <stdlib.h>
#include <string.h>

#include "model/cycle.h"
#include "model/equal.h"
#include "model/snapshot.h"
#include "stance/model.h"

/* JSON is written here with ' for ". */
static const char MODEL[] = "{'format':'stance/1','title':'T','issues':["
                            "{'id':'o','scale':{'type':'ordinal','levels':['low','mid','high']}},"
                            "{'id':'v','scale':{'type':'interval','min':0,'max':10}},"
                            "{'id':'w','scale':{'type':'interval','min':0,'max':10}}]}";

static const char A[] =
    "{'groups':['gulf'],'stances':[{'issue':'v','date':'2025-01-01','value':1,'note':'N'},"
    "{'issue':'o','date':'2025-01-02','value':'low'},"
    "{'issue':'v','date':'2025-03-01','value':3}]}";

enum { O, V, W };

/* A cycle with room for entries; let go by done(). */
struct fixture {
    stance_model *model;
    stance_cycle *cycle;
    stance_diagnostics *diagnostics;
};

static const char *json(const char *text)
{
    char *copy = (char *)test_text("%s", text);
    for (char *c = copy; *c; c++)
        if (*c == '\'') *c = '"';
    return copy;
}

static struct fixture begin(void)
{
    struct fixture fixture = {.diagnostics = stance_diagnostics_new()};
    const char *path =
        test_model(json(MODEL), "a", json(A), "b", json("{'groups':['gulf']}"), "c", "{}", NULL);
    if (stance_model_load(path, fixture.diagnostics, &fixture.model) != STANCE_OK) abort();
    fixture.cycle = calloc(1, sizeof *fixture.cycle);
    if (!fixture.cycle) abort();
    fixture.cycle->model = fixture.model;
    fixture.cycle->entries = arena_array(&fixture.cycle->arena, 16, sizeof(struct cycle_entry));
    if (!fixture.cycle->entries) abort();
    return fixture;
}

static void done(struct fixture *fixture)
{
    stance_cycle_free(fixture->cycle);
    stance_model_free(fixture->model);
    stance_diagnostics_free(fixture->diagnostics);
}

static date_day day_of(const char *text)
{
    date_day day = DATE_NONE;
    if (!date_parse(text, &day)) abort();
    return day;
}

/* One more row, of a point of the scale: the actor's index, an issue's. */
static struct cycle_entry *enter(struct fixture *fixture, size_t actor, size_t issue,
                                 const char *date, double value)
{
    struct stance_cycle *cycle = fixture->cycle;
    struct cycle_entry *entry = &cycle->entries[cycle->n_entries++];
    struct claim *claim = arena_array(&cycle->arena, 1, sizeof *claim);
    if (!claim) abort();
    claim->position = (struct position){.kind = POSITION_SPAN, .from = value, .to = value};
    claim->confidence = 1;
    *entry = (struct cycle_entry){.actor = actor, .given = ENTRY_DATE | ENTRY_VALUE};
    entry->stance = (struct stance){
        .issue = issue,
        .date = day_of(date),
        .entered = day_of("2025-06-01"),
        .until = DATE_NONE,
        .claims = claim,
        .n_claims = 1,
        .position = claim->position,
        .salience = -1,
        .confidence = 1,
    };
    return entry;
}

static void complete(struct fixture *fixture)
{
    CHECK(cycle_complete(fixture->cycle, fixture->diagnostics));
    CHECK_SIZE(stance_diagnostics_count(fixture->diagnostics, STANCE_ERROR), 0);
}

/* The stances of an actor's file in words, with the cycle on top: "v1 o0 v3". */
static const char *file_of(const struct fixture *fixture, size_t actor)
{
    const struct actor *who = &stance_cycle_model(fixture->cycle)->actors[actor];
    struct str text = {0};
    for (size_t s = 0; s < who->n_stances; s++)
        str_printf(&text, "%s%s%d", s > 0 ? " " : "",
                   fixture->model->issues[who->stances[s].issue].id,
                   (int)who->stances[s].position.from);
    const char *lent = test_text("%s", str_get(&text));
    str_clear(&text);
    return lent;
}

/* ---- what is on file already */

static void test_known(void)
{
    struct fixture fixture = begin();
    const struct actor *a = &fixture.model->actors[0];
    struct cycle_entry *same = enter(&fixture, 0, V, "2025-01-01", 1);
    struct cycle_entry *day = enter(&fixture, 0, V, "2025-01-02", 1);
    struct cycle_entry *value = enter(&fixture, 0, V, "2025-01-01", 2);
    struct cycle_entry *issue = enter(&fixture, 0, W, "2025-01-01", 1);
    struct cycle_entry *actor = enter(&fixture, 1, V, "2025-01-01", 1);
    struct cycle_entry *note = enter(&fixture, 0, V, "2025-03-01", 3);
    struct cycle_entry *entered = enter(&fixture, 0, V, "2025-03-01", 3);
    struct cycle_entry *again = enter(&fixture, 0, W, "2025-01-01", 1);
    note->stance.note = "M";
    note->given |= ENTRY_NOTE;
    entered->given |= ENTRY_ENTERED; /* when it was put on file is no news */
    complete(&fixture);
    CHECK(same->known == &a->stances[0] && same->state == ENTRY_IS_KNOWN);
    CHECK(entered->known == &a->stances[2]);
    CHECK(again->known == &issue->stance); /* an earlier row of the cycle */
    CHECK(!day->known && !value->known && !issue->known && !actor->known && !note->known);
    CHECK_INT(day->state, ENTRY_IS_NEW);
    CHECK_SIZE(stance_cycle_new_entries(fixture.cycle), 5);
    CHECK_SIZE(stance_cycle_known_entries(fixture.cycle), 3);
    CHECK_INT(cycle_entry_role(fixture.cycle, same), ROLE_ON_FILE);
    CHECK_INT(cycle_entry_role(fixture.cycle, again), ROLE_TWICE);
    done(&fixture);
}

/* ---- where new ones go */

static void test_places(void)
{
    struct fixture fixture = begin();
    struct cycle_entry *w = enter(&fixture, 0, W, "2025-04-01", 4);
    struct cycle_entry *o = enter(&fixture, 0, O, "2025-04-01", 1);
    struct cycle_entry *v = enter(&fixture, 0, V, "2025-02-01", 5);
    struct cycle_entry *b = enter(&fixture, 1, V, "2025-04-01", 6);
    enter(&fixture, 0, O, "2025-04-02", 2);
    struct cycle_entry *w_2 = enter(&fixture, 0, W, "2025-04-02", 7);
    complete(&fixture);
    CHECK_SIZE(o->behind, 1); /* the last of its issue */
    CHECK_SIZE(v->behind, 2);
    CHECK_SIZE(w->behind, ENTRY_AT_END);
    CHECK_SIZE(b->behind, ENTRY_AT_END);
    CHECK(w_2->leader == (size_t)(w - fixture.cycle->entries)); /* of one issue: together */
    CHECK_TEXT(file_of(&fixture, 0), "v1 o0 o1 o2 v3 v5 w4 w7");
    CHECK_TEXT(file_of(&fixture, 1), "v6");
    CHECK_TEXT(file_of(&fixture, 2), "");
    done(&fixture);
}

static void test_order(void)
{
    struct fixture fixture = begin();
    struct cycle_entry *c = enter(&fixture, 2, O, "2025-04-01", 0);
    struct cycle_entry *w = enter(&fixture, 0, W, "2025-04-01", 1);
    enter(&fixture, 0, V, "2025-01-01", 1); /* known */
    struct cycle_entry *o = enter(&fixture, 0, O, "2025-04-01", 2);
    size_t count;
    complete(&fixture);
    const struct cycle_entry *const *order = cycle_entries_of(fixture.cycle, 0, &count);
    if (CHECK_SIZE(count, 2)) CHECK(order[0] == o && order[1] == w);
    cycle_entries_of(fixture.cycle, 1, &count);
    CHECK_SIZE(count, 0);
    order = cycle_entries_of(fixture.cycle, 2, &count);
    if (CHECK_SIZE(count, 1)) CHECK(order[0] == c);
    CHECK_SIZE(cycle_count_actors(fixture.cycle), 2);
    done(&fixture);
}

/* ---- the model with the entries on top */

static void test_on_top(void)
{
    struct fixture fixture = begin();
    const stance_model *after = stance_cycle_model(fixture.cycle);
    struct cycle_entry *late = enter(&fixture, 0, V, "2025-02-01", 5);
    size_t count;
    complete(&fixture);
    const struct stance *const *history = actor_history(&after->actors[0], V, &count);
    if (CHECK_SIZE(count, 3))
        CHECK(cycle_entry_is(late, history[1]) && !cycle_entry_is(late, history[2]));
    CHECK_SIZE(fixture.model->actors[0].n_stances, 3); /* the model below is what it was */
    CHECK(after->path == fixture.model->path); /* so who compares them knows that it is one model */
    CHECK_TEXT(stance_model_title(after), "T");
    CHECK_SIZE(stance_model_find_actor(after, "b"), 1);
    CHECK_SIZE(stance_model_find_issue(after, "w"), 2);
    if (CHECK_SIZE(after->n_groups, 1)) CHECK_SIZE(after->groups[0].n_members, 2);
    stance_snapshot *snapshot = NULL;
    CHECK_INT(stance_snapshot_new(after, &(stance_query){.as_of = "2025-02-15"},
                                  fixture.diagnostics, &snapshot),
              STANCE_OK);
    if (snapshot) CHECK_NEAR(snapshot_standing(snapshot, 0, V)->position.from, 5, 0);
    stance_snapshot_free(snapshot);
    done(&fixture);
}

static void test_nothing(void)
{
    struct fixture fixture = begin();
    complete(&fixture);
    CHECK(model_equal(fixture.model, stance_cycle_model(fixture.cycle)));
    CHECK_SIZE(stance_cycle_new_entries(fixture.cycle), 0);
    CHECK_SIZE(stance_cycle_known_entries(fixture.cycle), 0);
    CHECK_SIZE(cycle_count_actors(fixture.cycle), 0);
    done(&fixture);
    stance_cycle_free(NULL);
}

static void test_roles(void)
{
    struct fixture fixture = begin();
    struct cycle_entry *late = enter(&fixture, 0, V, "2025-02-01", 5);
    struct cycle_entry *same_day = enter(&fixture, 0, V, "2025-03-01", 6);
    struct cycle_entry *passed = enter(&fixture, 0, O, "2025-04-01", 1);
    struct cycle_entry *newest = enter(&fixture, 0, O, "2025-05-01", 2);
    complete(&fixture);
    CHECK_INT(cycle_entry_role(fixture.cycle, late), ROLE_HISTORY);
    CHECK_INT(cycle_entry_role(fixture.cycle, same_day), ROLE_NEWEST); /* the later line counts */
    CHECK_INT(cycle_entry_role(fixture.cycle, passed), ROLE_HISTORY);
    CHECK_INT(cycle_entry_role(fixture.cycle, newest), ROLE_NEWEST);
    done(&fixture);
}

/* A test that asks for nobody is told at its place. */
static void test_strangers(void)
{
    struct fixture fixture = begin();
    struct cycle_entry *entry = enter(&fixture, 0, O, "2025-04-01", 1);
    struct test test = {.kind = TEST_AT_LEAST, .about_group = true, .name = "glf", .issue = V};
    struct alternative alternative = {.when = &test, .n_when = 1, .confidence = 1};
    test.place = (struct place){.file = "u.json", .line = 4, .column = 96};
    entry->stance.alternatives = &alternative;
    entry->stance.n_alternatives = 1;
    entry->stance.has_alternatives = true;
    CHECK(cycle_complete(fixture.cycle, fixture.diagnostics));
    if (CHECK_SIZE(stance_diagnostics_kept(fixture.diagnostics), 1)) {
        const stance_diagnostic *item = stance_diagnostics_get(fixture.diagnostics, 0);
        CHECK_TEXT(item->message, "no actor is in a group \"glf\"");
        CHECK_TEXT(item->hint, "Did you mean \"gulf\"?");
        CHECK_TEXT(test_text("%s:%zu:%zu", item->file, item->line, item->column), "u.json:4:96");
    }
    done(&fixture);
}

/* ---- whom it is about */

static const char *actors_of(const struct fixture *fixture, size_t most)
{
    char *ids = NULL;
    CHECK_INT(stance_cycle_actors(fixture->cycle, most, &ids), STANCE_OK);
    const char *lent = test_text("%s", ids ? ids : "");
    free(ids);
    return lent;
}

static void test_actors(void)
{
    struct fixture fixture = begin();
    complete(&fixture);
    CHECK_TEXT(actors_of(&fixture, 9), "actor:a"); /* a picture needs somebody */
    done(&fixture);
    fixture = begin();
    enter(&fixture, 2, O, "2025-04-01", 0);
    enter(&fixture, 0, V, "2025-01-01", 1); /* known */
    enter(&fixture, 2, V, "2025-04-01", 0);
    complete(&fixture);
    CHECK_TEXT(actors_of(&fixture, 9), "actor:a,actor:c");
    CHECK_TEXT(actors_of(&fixture, 1), "actor:a");
    done(&fixture);
}

void suite_model_cycle(void)
{
    CU_pSuite suite = CU_add_suite("model/cycle", NULL, NULL);
    CU_add_test(suite, "what is known", test_known);
    CU_add_test(suite, "places", test_places);
    CU_add_test(suite, "order", test_order);
    CU_add_test(suite, "on top of the model", test_on_top);
    CU_add_test(suite, "nothing", test_nothing);
    CU_add_test(suite, "roles", test_roles);
    CU_add_test(suite, "tests of strangers", test_strangers);
    CU_add_test(suite, "actors", test_actors);
}
