/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two copies of a model: actors, issues and entries matched by what they say, and what model.json
 * and an actor's own members did. */
#include <math.h>

#include "again.h"

#define MODEL(g, h) "{'format':'stance/1','title':'T','issues':[{'id':'g'," g "},{'id':'h'," h "}]}"
#define FOUR        "'scale':{'type':'ordinal','levels':['none','limited','large','full']}"
#define FIVE        "'scale':{'type':'ordinal','levels':['none','some','limited','large','full']}"
#define NUMBERS     "'scale':{'type':'interval','min':0,'max':10}"
#define SAYS(g, h)  "'stances':[" ON("g", OLD, "'value':" g) "," ON("h", OLD, "'value':" h) "]}"

struct copies {
    struct look before, after;
    stance_changes *changes;
};

static struct look look_at_copy(const char *model_json, const char *a, const char *b, const char *c)
{
    const char *path = test_model(json(model_json), "a", json(a), "b", json(b), c ? "c" : NULL,
                                  c ? json(c) : NULL, NULL);
    return look_at(load(path), (stance_query){0});
}

/* Every figure's parts add up. */
static void compare_copies(struct copies *copies)
{
    const struct change *cohesion;
    copies->changes = compare(copies->before.findings, copies->after.findings);
    cohesion = &copies->changes->cohesion;
    CHECK_NEAR(sum_of_parts(cohesion), cohesion->after - cohesion->before, EPS);
    for (size_t p = 0; p < copies->changes->n_pairs; p++) {
        const struct change *pair = &copies->changes->pairs[p];
        CHECK_NEAR(sum_of_parts(pair), is_split(pair) ? pair->after - pair->before : 0, EPS);
    }
    for (size_t k = 0; k < copies->changes->n_issues; k++) {
        const struct change *issue = &copies->changes->divergences[k];
        CHECK_NEAR(sum_of_parts(issue), is_split(issue) ? issue->after - issue->before : 0, EPS);
    }
}

static void copies_clear(struct copies *copies)
{
    stance_changes_free(copies->changes);
    look_away(&copies->before, true);
    look_away(&copies->after, true);
}

/* An issue's and an actor's weight: parts of nobody's stance. */
static void test_weights(void)
{
    const char *a = "{" SAYS("'none'", "0"), *b = "{" SAYS("'full'", "5");
    const char *c = "{" SAYS("'limited'", "1");
    struct copies copies = {
        .before = look_at_copy(MODEL(FOUR, NUMBERS), a, b, c),
        .after = look_at_copy(MODEL("'weight':3," FOUR, NUMBERS), a,
                              "{'weight':2," SAYS("'full'", "5"), c),
    };
    compare_copies(&copies);
    CHECK_SIZE(copies.changes->n_moves, 0);
    CHECK_SIZE(copies.changes->pairs[0].n_parts, 1);
    CHECK_NEAR(part_of(&copies.changes->pairs[0], STANCE_NONE, 0), (1 - 3.5 / 4) - (1 - 1.5 / 2),
               EPS);
    CHECK_SIZE(copies.changes->divergences[0].n_parts, 1);
    CHECK(part_of(&copies.changes->divergences[0], 1, STANCE_NONE) > 0);
    CHECK(part_of(&copies.changes->cohesion, 1, STANCE_NONE) < 0);
    CHECK(part_of(&copies.changes->cohesion, STANCE_NONE, 0) < 0);
    CHECK_SIZE(copies.changes->cohesion.n_parts, 2);
    copies_clear(&copies);
}

/* Another scale: everybody on it is rescaled, and all it did is one part of model.json. */
static void test_rescaled(void)
{
    const char *a = "{" SAYS("'none'", "0"), *b = "{" SAYS("'limited'", "5");
    struct copies copies = {
        .before = look_at_copy(MODEL(FOUR, NUMBERS), a, b, NULL),
        .after = look_at_copy(MODEL(FIVE, NUMBERS), a, b, NULL),
    };
    compare_copies(&copies);
    CHECK(copies.changes->rescaled[0] && !copies.changes->rescaled[1]);
    CHECK_SIZE(copies.changes->n_moves, 2);
    check_move(copies.changes, "a", "g", "rescaled", NAN, 0);
    check_move(copies.changes, "b", "g", "rescaled", NAN, 0);
    CHECK_SIZE(copies.changes->pairs[0].n_parts, 1);
    CHECK_NEAR(part_of(&copies.changes->pairs[0], STANCE_NONE, 0), (1.0 / 3 - .5) / 2, EPS);
    CHECK_NEAR(part_of(&copies.changes->divergences[0], STANCE_NONE, 0), .5 - 1.0 / 3, EPS);
    CHECK_NEAR(part_of(&copies.changes->cohesion, STANCE_NONE, 0), (1.0 / 3 - .5) / 2, EPS);
    copies_clear(&copies);
}

/* An actor that came, or went: what its entries did, and no change of its pairs. */
static void test_other_actors(void)
{
    const char *a = "{" SAYS("'none'", "0"), *b = "{" SAYS("'full'", "5");
    const char *c = "{" SAYS("'none'", "1");
    struct copies copies = {
        .before = look_at_copy(MODEL(FOUR, NUMBERS), a, b, NULL),
        .after = look_at_copy(MODEL(FOUR, NUMBERS), a, b, c),
    };
    for (int round = 0; round < 2; round++) {
        const char *kind = round ? "removed" : "new";
        struct copies back = {copies.after, copies.before, NULL};
        compare_copies(round ? &back : &copies);
        const stance_changes *changes = round ? back.changes : copies.changes;
        CHECK_SIZE(changes->n_actors, 3);
        CHECK_SIZE(changes->n_moves, 2);
        check_move(changes, "c", "g", kind, NAN, round ? 0 : 1);
        check_move(changes, "c", "h", kind, NAN, round ? 0 : 1);
        CHECK(!(round ? move_of(changes, "c", "g")->after : move_of(changes, "c", "g")->before));
        CHECK_SIZE(changes->pairs[pair_place(3, 0, 2)].n_parts, 0);
        CHECK(isnan(round ? changes->pairs[1].after : changes->pairs[1].before));
        CHECK_SIZE(changes->divergences[0].n_parts, 1);
        CHECK(part_of(&changes->divergences[0], 2, 0) != 0);
        CHECK_SIZE(changes->cohesion.n_parts, 2);
        CHECK(part_of(&changes->cohesion, 2, 0) != 0 && part_of(&changes->cohesion, 2, 1) != 0);
        if (round) stance_changes_free(back.changes);
    }
    copies_clear(&copies);
}

/* An issue that came, before one that both have: numbers are the later model's. */
static void test_other_issues(void)
{
    struct copies copies = {
        .before = look_at_copy(json("{'format':'stance/1','title':'T','issues':[{'id':'old'," FOUR
                                    "},{'id':'h'," NUMBERS "}]}"),
                               "{'stances':[" ON("h", OLD, "'value':0") "]}",
                               "{'stances':[" ON("h", OLD, "'value':5") "]}", NULL),
        .after = look_at_copy(MODEL(FOUR, NUMBERS), "{" SAYS("'none'", "0"),
                              "{" SAYS("'full'", "5"), NULL),
    };
    compare_copies(&copies);
    const stance_changes *changes = copies.changes;
    CHECK_SIZE(changes->n_issues, 3);
    CHECK_TEXT(changes->issues[0].id, "g");
    CHECK_TEXT(changes->issues[1].id, "h");
    CHECK_TEXT(changes->issues[2].id, "old");
    CHECK(changes->issues[1].before == 1 && changes->issues[1].after == 1);
    CHECK_SIZE(changes->n_moves, 2);
    check_move(changes, "a", "g", "new", NAN, 1);
    CHECK_SIZE(changes->pairs[0].n_parts, 2);
    CHECK_NEAR(part_of(&changes->pairs[0], 0, 0), -.125, EPS);
    CHECK_NEAR(part_of(&changes->pairs[0], 1, 0), -.125, EPS);
    CHECK_NEAR(changes->divergences[1].after, .5, EPS);
    CHECK(isnan(changes->divergences[2].before) && isnan(changes->divergences[2].after));
    copies_clear(&copies);
}

/* Edits by hand: of the entry in force, of history, of what is carried. */
static void test_edited(void)
{
    struct copies copies = {
        .before = look_at_copy(ISSUES, TWO(G(OLD, "'value':'none'"), ON("n", OLD, "'value':'x'")),
                               TWO(G(OLD, "'value':'none'"), G(NEW, "'value':'none'")),
                               ONE(G(OLD, "'value':'none'," WHEN "'full'}]"))),
        .after = look_at_copy(
            ISSUES, TWO(G(OLD, "'value':'none','note':'checked'"), ON("n", OLD, "'value':['x']")),
            TWO(G(OLD, "'value':'limited'"), G(NEW, "'value':'none'")),
            TWO(G(OLD, "'value':'none'," WHEN "'full'}]"), G(OLD, "'value':'none'"))),
    };
    compare_copies(&copies);
    CHECK_SIZE(copies.changes->n_moves, 3);
    CHECK_SIZE(copies.changes->n_conditions, 0);
    check_move(copies.changes, "a", "g", "edited", 0, 1);
    check_move(copies.changes, "b", "g", "edited", 0, 1);
    check_move(copies.changes, "c", "g", "confirmed", 0, 1);
    copies_clear(&copies);
}

/* An entry that was only added to history, in the later copy. */
static void test_history_of_copy(void)
{
    const char *b = "{" SAYS("'full'", "5");
    struct copies copies = {
        .before = look_at_copy(MODEL(FOUR, NUMBERS), ONE(G(OLD, "'value':'none'")), b, NULL),
        .after =
            look_at_copy(MODEL(FOUR, NUMBERS),
                         TWO(G(OLD, "'value':'none'"), G("2025-01-01", "'value':'full'")), b, NULL),
    };
    compare_copies(&copies);
    CHECK_SIZE(copies.changes->n_moves, 1);
    check_move(copies.changes, "a", "g", "entered-late", 0, 1);
    copies_clear(&copies);
}

#define OF(first, second, rest) json("{'stances':[" first "," second "," rest "]}")
#define X                       ON("n", OLD, "'value':'x'")
#define Y                       ON("n", OLD, "'value':'y'")
#define Z                       ON("n", OLD, "'value':'z'")

/* Entries of one day, in another order and with one more: each finds its twin. */
static void test_one_day(void)
{
    struct copies copies = {
        .before = look_at_copy(ISSUES, OF(X, Y, X "," Z), ONE(Z), NULL),
        .after = look_at_copy(ISSUES, OF(Y, X, X "," ON("n", OLD, "'value':['x','y']") "," Z),
                              ONE(Z), NULL),
    };
    compare_copies(&copies);
    CHECK_SIZE(copies.changes->n_moves, 1);
    check_move(copies.changes, "a", "n", "entered-late", 0, 1);
    copies_clear(&copies);
}

/* Two loads are two copies, be they of one folder; a cycle's model has the path of the one
 * below. */
static void test_of_one_model(void)
{
    const char *path = test_model(json(ISSUES), "a", ONE(G(OLD, "'value':'none'")), "b",
                                  ONE(G(OLD, "'value':'full'")), NULL);
    struct copies copies = {
        .before = look_at(load(path), (stance_query){0}),
        .after = look_at(load(path), (stance_query){0}),
    };
    compare_copies(&copies);
    CHECK(!copies.changes->of_one_model);
    stance_changes_free(copies.changes);
    copies.after.model->path = copies.before.model->path;
    compare_copies(&copies);
    CHECK(copies.changes->of_one_model);
    stance_changes *same = compare(copies.before.findings, copies.before.findings);
    CHECK(same->of_one_model);
    stance_changes_free(same);
    copies_clear(&copies);
}

void suite_engine_change_copies(void)
{
    CU_pSuite suite = CU_add_suite("engine/change_copies", NULL, NULL);
    CU_add_test(suite, "weights", test_weights);
    CU_add_test(suite, "another scale", test_rescaled);
    CU_add_test(suite, "actors that come and go", test_other_actors);
    CU_add_test(suite, "issues that come and go", test_other_issues);
    CU_add_test(suite, "edits by hand", test_edited);
    CU_add_test(suite, "history of a copy", test_history_of_copy);
    CU_add_test(suite, "entries of one day", test_one_day);
    CU_add_test(suite, "of one model", test_of_one_model);
}
