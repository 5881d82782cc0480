/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is a move and of which kind, and which conditions came and went, between two days of one
 * model. Two copies are in test_change_copies.c, the parts of figures in test_attribution.c. */
#include <math.h>
#include <string.h>

#include "again.h"

static stance_changes *since(stance_model *model, const char *day, struct look *before,
                             struct look *after)
{
    stance_changes *changes = NULL;
    *before = look_at(model, (stance_query){.as_of = day, .as_known = day});
    *after = look_at(model, (stance_query){.as_of = "2025-12-31", .as_known = "2025-12-31"});
    if (stance_changes_new(before->findings, after->findings, &changes) != STANCE_OK) abort();
    return changes;
}

static stance_model *model_of_kinds(void)
{
    return load(test_model(
        json(ISSUES), "a", TWO(G(OLD, "'value':'none'"), G(OLD, "'value':'none'")), /* stays */
        "accepts", TWO(G(OLD, "'value':'none'"), G(NEW, "'value':'none','accepts':'limited'")),
        "confirmed", TWO(G(OLD, "'value':'none','salience':0.5"), G(NEW, "'value':'none'")),
        "declared", TWO(G(OLD, "'value':null"), G(NEW, "'value':'full'")), "disputed",
        TWO(G(OLD, "'value':{'from':'none','to':'full'}"),
            G(NEW, "'claims':[{'value':'none'},{'value':'full'}]")),
        "fresh", ONE(G(NEW, "'value':'none'")), "gone",
        ONE(G(OLD, "'value':'none','until':'2025-08-01'")), "history",
        TWO(G(OLD, "'value':'none'"), G("2025-01-02", "'value':'full','entered':'2025-09-01'")),
        "late",
        TWO(G(OLD, "'value':'none'"), G("2025-02-01", "'value':'full','entered':'" NEW "'")),
        "late-news", ONE(G(OLD, "'value':'full','entered':'" NEW "'")), "moved",
        TWO(G(OLD, "'value':'none'"), G(NEW, "'value':'large'")), "narrowed",
        TWO(G(OLD, "'value':{'from':'none','to':'full'}"), G(NEW, "'value':'full'")), "passing",
        ONE(G(NEW, "'value':'none','until':'2025-08-01'")), "salience",
        TWO(G(OLD, "'value':'none'"), G(NEW, "'value':'none','salience':0.5")), "several",
        TWO(ON("m", OLD, "'value':'air'"), ON("m", NEW, "'value':['air','sea']")), "sets",
        TWO(ON("n", OLD, "'value':'x'"), ON("n", NEW, "'value':['x','y']")), "twice",
        TWO(G(NEW, "'value':'none'"), G("2025-06-02", "'value':'full'")), "undeclared",
        TWO(G(OLD, "'value':'none'"), G(NEW, "'value':null")), "widened",
        TWO(G(OLD, "'value':'limited'"), G(NEW, "'value':{'from':'none','to':'large'}")), NULL));
}

static void test_kinds(void)
{
    static const struct {
        const char *actor, *issue, *kind;
        double distance;
        size_t n_entries;
    } rows[] = {
        {"accepts", "g", "accepts", 0, 1},
        {"confirmed", "g", "confirmed", 0, 1},
        {"declared", "g", "declared", NAN, 1},
        {"disputed", "g", "disputed", 0, 1},
        {"fresh", "g", "new", NAN, 1},
        {"gone", "g", "lapsed", NAN, 0},
        {"history", "g", "entered-late", 0, 1},
        {"late", "g", "entered-late", 1, 1},
        {"late-news", "g", "entered-late", NAN, 1},
        {"moved", "g", "moved", 2.0 / 3, 1},
        {"narrowed", "g", "narrowed", .5, 1},
        {"passing", "g", "lapsed", NAN, 1},
        {"salience", "g", "salience", 0, 1},
        {"several", "m", "moved", .5, 1},
        {"sets", "n", "widened", .5, 1},
        {"twice", "g", "new", NAN, 2},
        {"undeclared", "g", "undeclared", NAN, 1},
        {"widened", "g", "widened", 1.0 / 3, 1},
    };
    struct look before, after;
    stance_changes *changes = since(model_of_kinds(), "2025-06-01", &before, &after);
    CHECK_SIZE(stance_changes_moves(changes), sizeof rows / sizeof *rows);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        check_move(changes, rows[r].actor, rows[r].issue, rows[r].kind, rows[r].distance,
                   rows[r].n_entries);
    for (size_t m = 1; m < changes->n_moves; m++)
        CHECK(stance_changes_move(changes, m - 1)->reach >= stance_changes_move(changes, m)->reach);
    CHECK(stance_changes_move(changes, 0)->reach > 0);
    CHECK_NEAR(sum_of_parts(&changes->cohesion), changes->cohesion.after - changes->cohesion.before,
               EPS);
    stance_changes_free(changes);
    look_away(&after, false);
    look_away(&before, true);
}

/* The other way round nothing is new: what was put on file between is gone. */
static void test_kinds_back(void)
{
    stance_model *model = model_of_kinds();
    struct look early =
        look_at(model, (stance_query){.as_of = "2025-06-01", .as_known = "2025-06-01"});
    struct look late = look_at(model, (stance_query){.as_of = "2025-12-31"});
    stance_changes *changes = compare(late.findings, early.findings);
    check_move(changes, "fresh", "g", "removed", NAN, 0);
    check_move(changes, "gone", "g", "new", NAN, 0);
    check_move(changes, "moved", "g", "moved", 2.0 / 3, 0);
    check_move(changes, "confirmed", "g", "edited", 0, 0);
    CHECK(!move_of(changes, "history", "g"));
    stance_changes_free(changes);
    look_away(&late, false);
    look_away(&early, true);
}

#define STATED(date, value) G(date, "'value':'" value "','status':'stated'")

/* An entry that a filter leaves out is as if it were not in the file. */
static void test_filter(void)
{
    stance_model *model =
        load(test_model(json(ISSUES), "a", TWO(STATED(OLD, "none"), G(NEW, "'value':'full'")), "b",
                        TWO(STATED(OLD, "none") "," STATED("2025-06-10", "large"),
                            G("2025-06-11", "'value':'none'") "," STATED(NEW, "full")),
                        NULL));
    struct look before =
        look_at(model, (stance_query){.as_of = "2025-06-01", .statuses = "stated"});
    struct look after = look_at(model, (stance_query){.statuses = "stated"});
    stance_changes *changes = compare(before.findings, after.findings);
    CHECK_SIZE(changes->n_moves, 1);
    check_move(changes, "b", "g", "moved", 1, 2);
    stance_changes_free(changes);
    look_away(&after, false);
    look_away(&before, true);
}

static void check_condition(const stance_changes *changes, size_t index, const char *actor,
                            bool appeared, bool fulfilled)
{
    const struct condition_change *change = &changes->conditions[index];
    if (!CHECK(index < changes->n_conditions)) return;
    CHECK_TEXT(changes->actors[change->actor].id, actor);
    CHECK(change->appeared == appeared);
    CHECK(change->fulfilled == fulfilled);
}

static void test_conditions(void)
{
    struct look before, after;
    stance_model *model = load(test_model(
        json(ISSUES), "a", ONE(G(OLD, "'value':'none'")), "appears",
        TWO(G(OLD, "'value':'none'"), G(NEW, "'value':'none'," WHEN "'full'}]")), "ended",
        TWO(G(OLD, "'value':'none'," WHEN "'full'}]"), G(NEW, "'value':'none','if':[]")),
        "fulfilled", TWO(G(OLD, "'value':'none'," WHEN "'full'}]"), G(NEW, "'value':'full'")),
        "holds", TWO(G(OLD, "'value':'none'," WHEN "'full'}]"), G(NEW, "'value':'limited'")),
        "repeats",
        TWO(G(OLD, "'value':'none'," WHEN "'full'}]"), G(NEW, "'value':'none'," WHEN "'full'}]")),
        "swaps",
        TWO(G(OLD, "'value':'none'," WHEN "'full'}]"), G(NEW, "'value':'none'," WHEN "'large'}]")),
        NULL));
    stance_changes *changes = since(model, "2025-06-01", &before, &after);
    CHECK_SIZE(changes->n_conditions, 5);
    check_condition(changes, 0, "appears", true, false);
    check_condition(changes, 1, "ended", false, false);
    check_condition(changes, 2, "fulfilled", false, true);
    check_condition(changes, 3, "swaps", false, false);
    check_condition(changes, 4, "swaps", true, false);
    stance_changes_free(changes);
    look_away(&after, false);
    look_away(&before, true);
}

/* What an entry says of its actor is carried on, also where another one decides. */
static void test_carried(void)
{
    static const struct {
        const char *actor, *kind;
        bool salience, accepts;
    } rows[] = {
        {"late", "entered-late", true, true}, {"late-if", "entered-late", false, false},
        {"fresh", "new", false, false},       {"moves", "moved", true, false},
        {"accepts", "accepts", false, true},  {"ends", "accepts", false, true},
        {"both", "salience", true, true},     {"repeats", "confirmed", false, false},
    };
    struct look before, after;
    stance_model *model = load(test_model(
        json(ISSUES), "accepts",
        TWO(G(OLD, "'value':'none','accepts':'full'"), G(NEW, "'value':'none','accepts':'none'")),
        "both",
        TWO(G(OLD, "'value':'none'"), G(NEW, "'value':'none','salience':0.5,'accepts':'limited'")),
        "ends",
        TWO(G(OLD, "'value':'none','accepts':'full'"), G(NEW, "'value':'none','accepts':null")),
        "fresh", ONE(G(NEW, "'value':'none','salience':0.5,'accepts':'full'")), "late",
        TWO(G(OLD, "'value':'none'"), G("2025-01-02", "'value':'full','entered':'" NEW "',"
                                                      "'salience':0.5,'accepts':'limited'")),
        "late-if",
        TWO(G(OLD, "'value':'none'"),
            G("2025-01-02", "'value':'large','entered':'" NEW "'," WHEN "'full'}]")),
        "moves", TWO(G(OLD, "'value':'none'"), G(NEW, "'value':'full','salience':0.5")), "repeats",
        TWO(G(OLD, "'value':'none','accepts':'full'"), G(NEW, "'value':'none','accepts':'full'")),
        "a", ONE(G(OLD, "'value':'none'")), NULL));
    stance_changes *changes = since(model, "2025-06-01", &before, &after);
    CHECK_SIZE(changes->n_moves, sizeof rows / sizeof *rows);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        const struct move *move = move_of(changes, rows[r].actor, "g");
        if (!move) {
            FAIL("%s has not moved", rows[r].actor);
            continue;
        }
        CHECK_TEXT(test_text("%s %s", rows[r].actor, move->figures.kind),
                   test_text("%s %s", rows[r].actor, rows[r].kind));
        CHECK(move_changes_salience(move) == rows[r].salience);
        CHECK(move_changes_accepts(move) == rows[r].accepts);
    }
    CHECK(changes->of_one_model);
    CHECK_SIZE(changes->n_conditions, 1);
    check_condition(changes, 0, "late-if", true, false);
    stance_changes_free(changes);
    look_away(&after, false);
    look_away(&before, true);
}

static void test_words(void)
{
    size_t count = 0;
    for (; stance_change_kind(count); count++) {
        CHECK(stance_change_kind_summary(count) != NULL);
        CHECK_TEXT(move_kind_name((enum move_kind)count), stance_change_kind(count));
    }
    CHECK_SIZE(count, MOVE_KINDS);
    CHECK(!stance_change_kind_summary(count));
    CHECK_TEXT(stance_change_kind(MOVE_ENTERED_LATE), "entered-late");
    stance_changes_free(NULL);
}

void suite_engine_change(void)
{
    CU_pSuite suite = CU_add_suite("engine/change", NULL, NULL);
    CU_add_test(suite, "every kind of move", test_kinds);
    CU_add_test(suite, "back in time", test_kinds_back);
    CU_add_test(suite, "filtered", test_filter);
    CU_add_test(suite, "conditions", test_conditions);
    CU_add_test(suite, "what is carried", test_carried);
    CU_add_test(suite, "words", test_words);
}
