/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is doubtful about the conditions of an entry: tests that ask about the entry itself, that
 * nothing can pass, alternatives that change nothing. Of tests that contradict each other only
 * those of one `when` are looked at, two by two. */
#include "report/checks.h"

static bool asks_itself(const struct stance_model *model, const struct test *test,
                        const struct actor *actor, size_t issue)
{
    for (size_t t = 0; t < test->n_tests; t++)
        if (asks_itself(model, &test->tests[t], actor, issue)) return true;
    if (!test_is_leaf(test) || test->issue != issue) return false;
    return test->about_group ? actor_is_in_group(actor, test->name)
                             : &model->actors[test->who] == actor;
}

void check_itself(struct check_run *run, const struct actor *actor, const struct stance *stance)
{
    for (size_t c = 0; c < stance->n_alternatives; c++) {
        const struct alternative *alternative = &stance->alternatives[c];
        for (size_t t = 0; t < alternative->n_when; t++)
            if (asks_itself(run->model, &alternative->when[t], actor, stance->issue))
                diagnostics_warn(&run->list, run->name, alternative->when[t].place,
                                 "this test asks about the very stance that it would change");
    }
}

void check_fulfilled(struct check_run *run, const struct actor *actor, const struct stance *stance)
{
    (void)actor;
    size_t words = scale_words(&run->model->issues[stance->issue].scale);
    for (size_t c = 0; c < stance->n_alternatives; c++)
        if (position_equal(&stance->alternatives[c].value, &stance->position, words))
            diagnostics_warn(&run->list, run->name, stance->alternatives[c].place,
                             "this alternative is the position that the entry takes already");
}

/* Can a single leaf be passed by a position at this place of the scale? */
static bool passes(const struct test *test, double at)
{
    if (test->kind == TEST_AT_LEAST) return at >= test->bound;
    if (test->kind == TEST_AT_MOST) return at <= test->bound;
    for (size_t v = 0; v < test->n_values; v++) {
        const struct position *value = &test->values[v];
        if (value->kind == POSITION_SPAN && at >= value->from && at <= value->to) return true;
        if (value->kind == POSITION_SET && set_has(value->choices, (size_t)at)) return true;
    }
    return false;
}

static bool allows_undeclared(const struct test *test)
{
    for (size_t v = 0; test->kind == TEST_IS && v < test->n_values; v++)
        if (test->values[v].kind == POSITION_UNDECLARED) return true;
    return false;
}

/* Whom both ask about, on the same issue, in a way that one position must pass both. */
static bool ask_the_same(const struct test *a, const struct test *b)
{
    return test_is_leaf(a) && test_is_leaf(b) && a->kind != TEST_SUM_AT_LEAST &&
           b->kind != TEST_SUM_AT_LEAST && a->about_group == b->about_group && a->who == b->who &&
           a->issue == b->issue && a->members == 0 && b->members == 0;
}

/* Two tests of one `when` that no position can pass together. Where bounds and values begin and
 * end are the only places that can decide. */
static bool contradict(const struct stance_model *model, const struct test *a, const struct test *b)
{
    if (!ask_the_same(a, b) || (allows_undeclared(a) && allows_undeclared(b))) return false;
    const struct scale *scale = &model->issues[a->issue].scale;
    if (scale->several) return false; /* sets of choices: not looked into */
    for (size_t c = 0; c < scale->n_choices; c++)
        if (passes(a, (double)c) && passes(b, (double)c)) return false;
    if (scale->n_choices > 0) return true;
    const struct test *both[] = {a, b};
    for (size_t n = 0; n < 2; n++) {
        if (both[n]->kind != TEST_IS && passes(a, both[n]->bound) && passes(b, both[n]->bound))
            return false;
        for (size_t v = 0; v < both[n]->n_values; v++) {
            double from = both[n]->values[v].from, to = both[n]->values[v].to;
            if (both[n]->values[v].kind != POSITION_SPAN) continue;
            if ((passes(a, from) && passes(b, from)) || (passes(a, to) && passes(b, to)))
                return false;
        }
    }
    return true;
}

/* Does every declared position pass? Then `not` of it never holds. */
static bool always_holds(const struct stance_model *model, const struct test *test)
{
    const struct scale *scale = &model->issues[test->issue].scale;
    if (test->kind == TEST_SUM_AT_LEAST || test->members > 0 || scale->several) return false;
    if (scale->n_choices == 0)
        return passes(test, scale->min) && passes(test, scale->max) && test->n_values <= 1;
    for (size_t c = 0; c < scale->n_choices; c++)
        if (!passes(test, (double)c)) return false;
    return true;
}

static bool never_holds(const struct stance_model *model, const struct test *test)
{
    if (test->kind == TEST_ANY) {
        for (size_t t = 0; t < test->n_tests; t++)
            if (!never_holds(model, &test->tests[t])) return false;
        return true;
    }
    if (test->kind == TEST_NOT)
        return test_is_leaf(test->tests) && !allows_undeclared(test->tests) &&
               always_holds(model, test->tests);
    if (test->kind != TEST_SUM_AT_LEAST) return false;
    double members = test->about_group ? (double)model->groups[test->who].n_members : 1;
    return test->bound > members * model->issues[test->issue].scale.max;
}

/* More tests in one `when` than this are not compared with each other: nobody writes so many. */
enum { WHEN_COMPARED = 256 };

static bool contradicts_another(const struct stance_model *model,
                                const struct alternative *alternative, const struct test *test)
{
    if (alternative->n_when > WHEN_COMPARED) return false;
    for (size_t t = 0; t < alternative->n_when; t++)
        if (contradict(model, test, &alternative->when[t])) return true;
    return false;
}

void check_never(struct check_run *run, const struct actor *actor, const struct stance *stance)
{
    (void)actor;
    for (size_t c = 0; c < stance->n_alternatives; c++) {
        const struct alternative *alternative = &stance->alternatives[c];
        for (size_t t = 0; t < alternative->n_when; t++) {
            const struct test *test = &alternative->when[t];
            if (never_holds(run->model, test) || contradicts_another(run->model, alternative, test))
                diagnostics_warn(&run->list, run->name, test->place,
                                 "this test can never hold, whatever anybody's position");
        }
    }
}
