/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits for whom. Only the plain case is looked for: two actors, each of whose alternatives
 * asks about the very stance of the other; longer circles are not. */
#include "engine/waiting.h"

#include "engine/truth.h"

static bool asks_about(const struct alternative *alternative, size_t actor, size_t issue)
{
    for (size_t t = 0; t < alternative->n_when; t++) {
        const struct test *test = &alternative->when[t];
        if (test_is_leaf(test) && !test->about_group && test->who == actor && test->issue == issue)
            return true;
    }
    return false;
}

/* Has the stance an alternative that asks about the other one, and does not hold? */
static bool waits_for(const struct stance_snapshot *snapshot, size_t actor, size_t issue,
                      size_t other, size_t other_issue)
{
    const struct standing *standing = snapshot_standing(snapshot, actor, issue);
    for (size_t c = 0; standing->stance && c < standing->n_alternatives; c++)
        if (asks_about(&standing->alternatives[c], other, other_issue) &&
            truth_of_alternative(snapshot, &standing->alternatives[c]) != TRUTH_HOLDS)
            return true;
    return false;
}

/* Has the pair been found already, through an earlier test? */
static bool is_new(const struct waiting *out, size_t count, struct waiting each)
{
    for (size_t w = 0; w < count; w++)
        if (out[w].actor == each.actor && out[w].issue == each.issue &&
            out[w].other == each.other && out[w].other_issue == each.other_issue)
            return false;
    return true;
}

static size_t find_waiting_of(const struct stance_snapshot *snapshot, size_t actor, size_t issue,
                              struct waiting *out, size_t count, size_t room)
{
    const struct standing *standing = snapshot_standing(snapshot, actor, issue);
    for (size_t c = 0; standing->stance && c < standing->n_alternatives; c++)
        for (size_t t = 0; t < standing->alternatives[c].n_when; t++) {
            const struct test *test = &standing->alternatives[c].when[t];
            if (!test_is_leaf(test) || test->about_group || test->who <= actor) continue;
            const struct waiting each = {actor, issue, test->who, test->issue};
            if (waits_for(snapshot, actor, issue, each.other, each.other_issue) &&
                waits_for(snapshot, each.other, each.other_issue, actor, issue) &&
                is_new(out, count < room ? count : room, each) && count++ < room)
                out[count - 1] = each;
        }
    return count;
}

size_t find_waiting(const struct stance_snapshot *snapshot, struct waiting *out, size_t room)
{
    size_t count = 0;
    for (size_t a = 0; a < snapshot->n_actors; a++)
        for (size_t i = 0; i < snapshot->n_issues; i++)
            count = find_waiting_of(snapshot, snapshot->actors[a], snapshot->issues[i], out, count,
                                    room);
    return count;
}
