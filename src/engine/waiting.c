/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits for whom. Only the plain case is looked for: two actors, each with an alternative that
 * lacks the other's move, and whose own move is what the other lacks. Longer circles are not. */
#include "engine/waiting.h"

#include "engine/truth.h"

/* A stance and one of its alternatives. */
struct move {
    size_t actor, issue;
    const struct standing *standing;
    const struct alternative *alternative;
};

/* Tests of groups and of sums are about nobody's very stance. */
static bool asks_somebody(const struct test *test)
{
    return test_is_leaf(test) && test->kind != TEST_SUM_AT_LEAST && !test->about_group;
}

/* Does the alternative lack what the other's move would bring? One of its tests asks about the
 * other's very stance, does not hold today, and would hold after that move. */
static bool lacks(const struct stance_snapshot *snapshot, const struct move *move,
                  const struct move *other)
{
    const struct scale *scale = &snapshot->model->issues[other->issue].scale;
    struct standing moved = *other->standing;
    const struct claim claim = {.position = other->alternative->value};
    moved.position = other->alternative->value;
    moved.claims = &claim;
    moved.n_claims = 1;
    for (size_t t = 0; t < move->alternative->n_when; t++) {
        const struct test *test = &move->alternative->when[t];
        if (!asks_somebody(test) || test->who != other->actor || test->issue != other->issue)
            continue;
        if (truth_of_test(snapshot, test) != TRUTH_HOLDS &&
            truth_of_standing(scale, test, &moved) == TRUTH_HOLDS)
            return true;
    }
    return false;
}

static bool wait_for_each_other(const struct stance_snapshot *snapshot, struct move *move,
                                struct move *other)
{
    for (size_t c = 0; c < move->standing->n_alternatives; c++)
        for (size_t d = 0; d < other->standing->n_alternatives; d++) {
            move->alternative = &move->standing->alternatives[c];
            other->alternative = &other->standing->alternatives[d];
            if (lacks(snapshot, move, other) && lacks(snapshot, other, move)) return true;
        }
    return false;
}

/* ---- whose moves are asked for */

static bool has_alternatives(const struct stance_snapshot *snapshot, size_t actor, size_t issue,
                             struct move *out)
{
    const struct standing *standing = snapshot_standing(snapshot, actor, issue);
    *out = (struct move){actor, issue, standing, NULL};
    return standing->stance && standing->n_alternatives > 0;
}

static bool is_behind(const struct test *test, size_t actor, size_t issue)
{
    return test->who != actor ? test->who > actor : test->issue > issue;
}

/* The first stance behind this one, by actor and issue, that an alternative asks about; NULL if
 * there is none. So only those are looked at that could wait, and each once. */
static const struct test *next_asked(const struct standing *standing, size_t actor, size_t issue)
{
    const struct test *next = NULL;
    for (size_t c = 0; c < standing->n_alternatives; c++)
        for (size_t t = 0; t < standing->alternatives[c].n_when; t++) {
            const struct test *test = &standing->alternatives[c].when[t];
            if (asks_somebody(test) && is_behind(test, actor, issue) &&
                (!next || is_behind(next, test->who, test->issue)))
                next = test;
        }
    return next;
}

static bool is_selected(const struct stance_snapshot *snapshot, const struct test *test)
{
    return stance_snapshot_place_of_actor(snapshot, test->who) != STANCE_NONE &&
           stance_snapshot_place_of_issue(snapshot, test->issue) != STANCE_NONE;
}

size_t find_waiting(const struct stance_snapshot *snapshot, struct waiting *out, size_t room)
{
    size_t count = 0, last = snapshot->model->n_issues; /* behind all issues of an actor */
    struct move move, other;
    for (size_t a = 0; a < snapshot->n_actors; a++)
        for (size_t i = 0; i < snapshot->n_issues; i++) {
            const struct test *asked;
            if (!has_alternatives(snapshot, snapshot->actors[a], snapshot->issues[i], &move))
                continue;
            for (asked = next_asked(move.standing, move.actor, last); asked;
                 asked = next_asked(move.standing, asked->who, asked->issue)) {
                if (!is_selected(snapshot, asked) ||
                    !has_alternatives(snapshot, asked->who, asked->issue, &other) ||
                    !wait_for_each_other(snapshot, &move, &other))
                    continue;
                if (count++ < room)
                    out[count - 1] =
                        (struct waiting){move.actor, move.issue, other.actor, other.issue};
            }
        }
    return count;
}
