/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's kinds say how two records differ. A reader wants to know what that means: whether
 * somebody moved, or whether one of two copies only lacks an entry. */
#include "report/telling.h"

#include "model/equal.h"
#include "report/changed.h"

const struct stance *move_entry(const struct move *move, bool after)
{
    const struct standing *standing = after ? move->after : move->before;
    if (!standing) return NULL;
    return standing->stance ? standing->stance : standing->lapsed;
}

/* Is the earlier side's entry on file on the later one: the same date, the same value? Sources and
 * notes do not count: mending them makes no other entry of it. */
static bool has_entry_of_before(const struct stance_changes *changes, const struct move *move)
{
    const struct stance *entry = move_entry(move, false);
    const struct actor *actor = actor_of_side(changes, move->actor, true);
    size_t place = changes->issues[move->issue].after, count;
    const struct stance *const *history;
    if (!actor || place == STANCE_NONE) return false;
    history = actor_history(actor, changes->after->snapshot->issues[place], &count);
    for (size_t h = 0; h < count; h++)
        if (history[h]->date == entry->date &&
            value_equal(move->scales[BEFORE], &entry->position, move->scales[AFTER],
                        &history[h]->position))
            return true;
    return false;
}

enum telling move_telling(const struct stance_changes *changes, const struct move *move)
{
    const struct stance *before = move_entry(move, false), *after = move_entry(move, true);
    if (!changes_are_of_copies(changes) || move->kind == MOVE_RESCALED || move_is_in_place(move))
        return TELL_AS_MOVE;
    if (!before) return TELL_ONLY_HERE;
    if (has_entry_of_before(changes, move)) return TELL_AS_MOVE;
    return after && after->date == before->date ? TELL_EDITED : TELL_ONLY_THERE;
}

bool move_is_in_place(const struct move *move)
{
    const struct standing *before = move->before, *after = move->after;
    if (!before || !after || !standing_is_known(before) || !standing_is_known(after)) return false;
    if (before->n_claims != after->n_claims) return false;
    for (size_t c = 0; c < before->n_claims; c++)
        if (!value_equal(move->scales[BEFORE], &before->claims[c].position, move->scales[AFTER],
                         &after->claims[c].position))
            return false;
    return true;
}

/* Entered late: both sides are of one model, and the later one is on record. */
enum move_kind move_direction(const struct move *move)
{
    const struct standing *before = move->before, *after = move->after;
    const struct scale *scale;
    if (move->kind != MOVE_ENTERED_LATE) return move->kind;
    if (!after || !standing_is_known(after)) return MOVE_LAPSED;
    if (!before || !standing_is_known(before)) return MOVE_NEW;
    if (move_is_in_place(move)) return MOVE_CONFIRMED;
    if (standing_is_undeclared(after)) return MOVE_UNDECLARED;
    if (standing_is_undeclared(before)) return MOVE_DECLARED;
    scale = move->scales[AFTER];
    if (value_equal(scale, &before->position, scale, &after->position)) return MOVE_DISPUTED;
    if (scale->several) return MOVE_MOVED; /* a set is a point there */
    if (position_holds(&after->position, &before->position, scale_words(scale)))
        return MOVE_WIDENED;
    if (position_holds(&before->position, &after->position, scale_words(scale)))
        return MOVE_NARROWED;
    return MOVE_MOVED;
}

bool move_is_disputed(const struct move *move)
{
    return move->after && standing_is_disputed(move->after);
}
