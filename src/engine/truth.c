/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests on vague positions, after Kleene (1938): a test holds if it holds for every point that the
 * position may hide, fails if for none, and is open otherwise. Silence leaves a test open, be it
 * undeclared, unknown, or an actor or issue that was not on file yet. */
#include "engine/truth.h"

#include <float.h>
#include <math.h>

const char *truth_name(enum truth truth)
{
    static const char *const names[] = {"fails", "open", "holds"};
    return names[truth];
}

static enum truth all_or_none(bool all, bool any)
{
    if (all) return TRUTH_HOLDS;
    return any ? TRUTH_OPEN : TRUTH_FAILS;
}

static enum truth opposite(enum truth truth)
{
    return TRUTH_HOLDS - truth;
}

/* NULL: the actor or the issue was not on file on the day that the snapshot knows of. */
static const struct standing *find_standing(const struct stance_snapshot *snapshot, size_t actor,
                                            size_t issue)
{
    if (!snapshot->actor_is_known[actor] || !snapshot->issue_is_known[issue]) return NULL;
    return snapshot_standing(snapshot, actor, issue);
}

static const struct position *declared_position(const struct standing *standing)
{
    return standing && standing_is_declared(standing) ? &standing->position : NULL;
}

/* `is` */

/* Do values cover all points from..to? Of levels every one, of numbers the whole stretch: from the
 * first point that is not covered yet, go as far as any value reaches. */
static bool is_covered(const struct scale *scale, const struct test *test, double from, double to)
{
    double step = scale->n_choices ? 1 : 0, need = from;
    for (;;) {
        double reach = -INFINITY;
        for (size_t i = 0; i < test->n_values; i++) {
            const struct position *value = &test->values[i];
            if (value->kind == POSITION_SPAN && value->from <= need && value->to >= need)
                reach = fmax(reach, value->to);
        }
        if (reach >= to) return true;
        if (isinf(reach) || reach + step <= need) return false;
        need = reach + step;
    }
}

static enum truth span_is(const struct scale *scale, const struct test *test,
                          const struct position *position)
{
    bool any = false;
    for (size_t i = 0; i < test->n_values; i++) {
        const struct position *value = &test->values[i];
        any = any || (value->kind == POSITION_SPAN && value->from <= position->to &&
                      value->to >= position->from);
    }
    return all_or_none(any && is_covered(scale, test, position->from, position->to), any);
}

/* A set that hides one choice: is every choice, is any of them in one of the values? */
static enum truth set_is(const struct scale *scale, const struct test *test,
                         const struct position *position)
{
    bool all = true, any = false;
    for (size_t c = 0; c < scale->n_choices; c++) {
        bool found = false;
        if (!set_has(position->choices, c)) continue;
        for (size_t i = 0; i < test->n_values && !found; i++) {
            const struct position *value = &test->values[i];
            found = value->kind == POSITION_SET && set_has(value->choices, c);
        }
        all = all && found;
        any = any || found;
    }
    return all_or_none(all, any);
}

/* Where a set means all of these together it is one point, which a value must equal; contradicting
 * claims are alternatives, each of which may be the true one (corner case 5). */
static enum truth several_is(const struct scale *scale, const struct test *test,
                             const struct standing *standing)
{
    bool all = true, any = false;
    for (size_t c = 0; c < standing->n_claims; c++) {
        const struct position *position = &standing->claims[c].position;
        bool found = false;
        if (!position_is_declared(position)) continue;
        for (size_t i = 0; i < test->n_values && !found; i++)
            found = position_equal(position, &test->values[i], scale_words(scale));
        all = all && found;
        any = any || found;
    }
    return all_or_none(all, any);
}

/* `"is": null` holds for undeclared and is open for unknown (corner case 33). */
static bool asks_for_undeclared(const struct test *test)
{
    for (size_t i = 0; i < test->n_values; i++) {
        if (test->values[i].kind == POSITION_UNDECLARED) return true;
    }
    return false;
}

static enum truth standing_is(const struct scale *scale, const struct test *test,
                              const struct standing *standing)
{
    if (!standing || !standing_is_known(standing)) return TRUTH_OPEN;
    if (!standing_is_declared(standing))
        return asks_for_undeclared(test) ? TRUTH_HOLDS : TRUTH_OPEN;
    if (scale->kind->geometry == GEOMETRY_SPAN) return span_is(scale, test, &standing->position);
    if (scale->several) return several_is(scale, test, standing);
    return set_is(scale, test, &standing->position);
}

/* One actor */

enum truth truth_of_standing(const struct scale *scale, const struct test *test,
                             const struct standing *standing)
{
    const struct position *position = declared_position(standing);
    if (test->kind == TEST_IS) return standing_is(scale, test, standing);
    if (!position) return TRUTH_OPEN;
    if (test->kind == TEST_AT_LEAST)
        return all_or_none(position->from >= test->bound, position->to >= test->bound);
    return all_or_none(position->to <= test->bound, position->from <= test->bound);
}

static enum truth truth_of_actor(const struct stance_snapshot *snapshot, const struct test *test,
                                 size_t actor)
{
    return truth_of_standing(&snapshot->model->issues[test->issue].scale, test,
                             find_standing(snapshot, actor, test->issue));
}

/* Groups */

/* N of the members, all unless the test says how many. */
static enum truth truth_of_members(const struct stance_snapshot *snapshot, const struct test *test,
                                   const struct group *group)
{
    size_t known = 0, holds = 0, open = 0;
    for (size_t i = 0; i < group->n_members; i++) {
        if (!snapshot->actor_is_known[group->members[i]]) continue; /* not on file yet: no member */
        known++;
        enum truth truth = truth_of_actor(snapshot, test, group->members[i]);
        if (truth == TRUTH_HOLDS) holds++;
        if (truth == TRUTH_OPEN) open++;
    }
    size_t need = test->members ? test->members : known;
    if (known == 0) return TRUTH_OPEN;
    return all_or_none(holds >= need, holds + open >= need);
}

/* The silent may be anywhere on the scale. Filed decimals are not exact in binary, so their sum may
 * miss a bound that it equals on paper: rounding of the terms and of the sum is forgiven. */
static enum truth truth_of_sum(const struct stance_snapshot *snapshot, const struct test *test,
                               const size_t *members, size_t n_members)
{
    const struct scale *scale = &snapshot->model->issues[test->issue].scale;
    double low = 0, high = 0, size = fabs(test->bound), slack;
    if (!snapshot->issue_is_known[test->issue]) return TRUTH_OPEN;
    for (size_t i = 0; i < n_members; i++) {
        if (!snapshot->actor_is_known[members[i]]) continue; /* not on file yet: no member */
        const struct position *position =
            declared_position(find_standing(snapshot, members[i], test->issue));
        double from = position ? position->from : scale->min;
        double to = position ? position->to : scale->max;
        low += from;
        high += to;
        size += fmax(fabs(from), fabs(to));
    }
    slack = size * DBL_EPSILON * ((double)n_members + 1) / 2;
    return all_or_none(low >= test->bound - slack, high >= test->bound - slack);
}

static enum truth truth_of_group(const struct stance_snapshot *snapshot, const struct test *test)
{
    const struct group *group = &snapshot->model->groups[test->who];
    if (test->kind == TEST_SUM_AT_LEAST)
        return truth_of_sum(snapshot, test, group->members, group->n_members);
    return truth_of_members(snapshot, test, group);
}

static enum truth greatest(const struct stance_snapshot *snapshot, const struct test *tests,
                           size_t n_tests)
{
    enum truth truth = TRUTH_FAILS;
    for (size_t i = 0; i < n_tests; i++) {
        enum truth one = truth_of_test(snapshot, &tests[i]);
        if (one > truth) truth = one;
    }
    return truth;
}

/* Nesting is limited (MODEL_MAX_TEST_DEPTH), and so is this recursion. */
enum truth truth_of_test(const struct stance_snapshot *snapshot, const struct test *test)
{
    if (test->kind == TEST_ANY) return greatest(snapshot, test->tests, test->n_tests);
    if (test->kind == TEST_NOT) return opposite(truth_of_test(snapshot, &test->tests[0]));
    if (test->about_group) return truth_of_group(snapshot, test);
    if (test->kind == TEST_SUM_AT_LEAST) return truth_of_sum(snapshot, test, &test->who, 1);
    return truth_of_actor(snapshot, test, test->who);
}

enum truth truth_of_alternative(const struct stance_snapshot *snapshot,
                                const struct alternative *alternative)
{
    enum truth truth = TRUTH_HOLDS;
    for (size_t i = 0; i < alternative->n_when; i++) {
        enum truth one = truth_of_test(snapshot, &alternative->when[i]);
        if (one < truth) truth = one;
    }
    return truth;
}
