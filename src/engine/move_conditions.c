/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alternatives in force on one side that are not on the other. Within one model a carried
 * alternative is the one whose tests lie at the same place; a new entry that repeats one in every
 * word changes nothing. */
#include <string.h>

#include "engine/alike.h"
#include "engine/moves.h"
#include "engine/pairing.h"

static bool stands_in(const struct half *half, const struct alternative *alternative,
                      const struct half *other)
{
    const struct standing *standing = other->standing;
    for (size_t c = 0; c < standing->n_alternatives; c++)
        if (standing->alternatives[c].when == alternative->when) return true;
    for (size_t c = 0; c < standing->n_alternatives; c++) /* none where the cell is not there */
        if (alike_alternatives(half->snapshot->model, half->issue, alternative,
                               other->snapshot->model, other->issue, &standing->alternatives[c]))
            return true;
    return false;
}

static bool is_fulfilled(const struct half *half, const struct alternative *alternative,
                         const struct half *after)
{
    return after->known && alike_positions(half->scale, &alternative->value, after->scale,
                                           &after->standing->position);
}

/* Room for one more, grown by doubling: what is left behind stays in the arena. */
static struct condition_change *push(struct stance_changes *changes, size_t *size)
{
    if (changes->n_conditions == *size) {
        size_t larger = *size ? *size : 8;
        struct condition_change *list;
        if (!size_add(larger, *size, &larger)) return NULL;
        list = arena_array(&changes->arena, larger, sizeof *list);
        if (!list) return NULL;
        if (*size) memcpy(list, changes->conditions, *size * sizeof *list);
        changes->conditions = list;
        *size = larger;
    }
    return &changes->conditions[changes->n_conditions++];
}

static bool add_missing(struct stance_changes *changes, size_t actor, size_t issue, enum side side,
                        size_t *size)
{
    struct half half = pairing_half(changes, side, actor, issue);
    struct half other = pairing_half(changes, !side, actor, issue);
    for (size_t c = 0; c < half.standing->n_alternatives; c++) {
        const struct alternative *alternative = &half.standing->alternatives[c];
        struct condition_change *change;
        if (stands_in(&half, alternative, &other)) continue;
        change = push(changes, size);
        if (!change) return false;
        *change = (struct condition_change){
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
    size_t size = 0;
    for (size_t i = 0; i < changes->n_actors; i++)
        for (size_t k = 0; k < changes->n_issues; k++)
            if (!add_missing(changes, i, k, BEFORE, &size) ||
                !add_missing(changes, i, k, AFTER, &size))
                return false;
    return true;
}
