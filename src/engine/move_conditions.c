/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alternatives in force on one side that are not on the other. Within one model a carried
 * alternative is the one whose tests lie at the same place; a new entry that repeats one in every
 * word changes nothing. */
#include "engine/moves.h"
#include "engine/pairing.h"
#include "model/equal.h"

static bool stands_in(const struct half *half, const struct alternative *alternative,
                      const struct half *other)
{
    const struct standing *standing = other->standing;
    for (size_t c = 0; c < standing->n_alternatives; c++)
        if (standing->alternatives[c].when == alternative->when) return true;
    for (size_t c = 0; c < standing->n_alternatives; c++) /* none where the cell is not there */
        if (alternative_equal(half->snapshot->model, half->issue, alternative,
                              other->snapshot->model, other->issue, &standing->alternatives[c]))
            return true;
    return false;
}

static bool is_fulfilled(const struct half *half, const struct alternative *alternative,
                         const struct half *after)
{
    return after->known &&
           value_equal(half->scale, &alternative->value, after->scale, &after->standing->position);
}

static bool add_missing(struct stance_changes *changes, size_t actor, size_t issue, enum side side,
                        size_t *room)
{
    struct half half = pairing_half(changes, side, actor, issue);
    struct half other = pairing_half(changes, !side, actor, issue);
    for (size_t c = 0; c < half.standing->n_alternatives; c++) {
        const struct alternative *alternative = &half.standing->alternatives[c];
        struct condition_change *list;
        if (stands_in(&half, alternative, &other)) continue;
        list = list_room(&changes->arena, changes->conditions, changes->n_conditions, room,
                         sizeof *list);
        if (!list) return false;
        changes->conditions = list;
        list[changes->n_conditions++] = (struct condition_change){
            .actor = actor,
            .issue = issue,
            .alternative = alternative,
            .appeared = side == AFTER,
            .fulfilled = side == BEFORE && is_fulfilled(&half, alternative, &other),
        };
    }
    return true;
}

bool moves_find_conditions(struct stance_changes *changes)
{
    size_t room = 0;
    for (size_t i = 0; i < changes->n_actors; i++)
        for (size_t k = 0; k < changes->n_issues; k++)
            if (!add_missing(changes, i, k, BEFORE, &room) ||
                !add_missing(changes, i, k, AFTER, &room))
                return false;
    return true;
}
