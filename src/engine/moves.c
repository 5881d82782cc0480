/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each cell of both sides is looked at once, and gets the first kind in the table that fits. */
#include "engine/moves.h"

#include <math.h>
#include <string.h>

#include "engine/pairing.h"
#include "model/equal.h"

/* ---- kinds: the words */

static const struct {
    const char *name, *summary;
} texts[] = {
    [MOVE_NEW] = {"new", "nothing was on record before"},
    [MOVE_ENTERED_LATE] = {"entered-late",
                           "dated on or before the earlier date, put on file after it"},
    [MOVE_MOVED] = {"moved", "another position"},
    [MOVE_WIDENED] = {"widened", "the new position holds the old one and more"},
    [MOVE_NARROWED] = {"narrowed", "the new position is part of the old one"},
    [MOVE_DECLARED] = {"declared", "was on record as taking no position, and takes one"},
    [MOVE_UNDECLARED] = {"undeclared", "took a position, and is on record as taking none"},
    [MOVE_LAPSED] = {"lapsed", "the day until which the entry held has passed"},
    [MOVE_REMOVED] = {"removed", "was on file, and is not any more"},
    [MOVE_DISPUTED] = {"disputed", "the same position, but sources contradict each other"},
    [MOVE_SALIENCE] = {"salience", "the same position, cared about more or less"},
    [MOVE_ACCEPTS] = {"accepts", "the same position, another red line"},
    [MOVE_RESCALED] = {"rescaled", "the scale of the issue is another"},
    [MOVE_CONFIRMED] = {"confirmed", "a new entry that says the same"},
    [MOVE_EDITED] = {"edited", "the same position, but its entry reads otherwise"},
};
_Static_assert(sizeof texts / sizeof *texts == MOVE_KINDS, "every kind has its words");

const char *move_kind_name(enum move_kind kind)
{
    return texts[kind].name;
}

const char *stance_change_kind(size_t index)
{
    return index < MOVE_KINDS ? texts[index].name : NULL;
}

const char *stance_change_kind_summary(size_t index)
{
    return index < MOVE_KINDS ? texts[index].summary : NULL;
}

/* ---- kinds: what they mean */

/* What may be compared of two standings: both are in force. */
static bool are_in_force(const struct standing *before, const struct standing *after)
{
    return before && after && standing_is_known(before) && standing_is_known(after);
}

bool move_changes_salience(const struct move *move)
{
    return are_in_force(move->before, move->after) &&
           move->before->salience != move->after->salience;
}

bool move_changes_accepts(const struct move *move)
{
    const struct position *a, *b;
    if (!are_in_force(move->before, move->after)) return false;
    a = move->before->accepts;
    b = move->after->accepts;
    if (!a || !b) return a != b;
    return !value_equal(move->scales[BEFORE], a, move->scales[AFTER], b);
}

static const struct standing *standing_or_null(const struct half *half)
{
    return half->actor == STANCE_NONE || half->issue == STANCE_NONE ? NULL : half->standing;
}

/* What of a move does not depend on its kind. */
static struct move move_of(const struct pairing *p)
{
    const struct half *before = &p->half[BEFORE], *after = &p->half[AFTER];
    return (struct move){
        .before = standing_or_null(before),
        .after = standing_or_null(after),
        .scales = {before->scale, after->scale},
        .entries = p->entries,
        .n_entries = p->n_entries,
    };
}

/* Is the second a part of the first? On one scale. */
static bool is_part(const struct half *whole, const struct half *part)
{
    if (whole->scale->several) return false; /* a set is a point there */
    return position_holds(&whole->standing->position, &part->standing->position,
                          scale_words(whole->scale));
}

static bool is_new(const struct pairing *p)
{
    return !p->half[BEFORE].known && p->half[AFTER].known;
}

static bool is_entered_late(const struct pairing *p)
{
    if (p->n_entries == 0) return false;
    if (!p->decisive_is_new) return p->same_position && !p->lost;
    return p->same_model && p->half[AFTER].decisive->date <= p->half[BEFORE].snapshot->as_of &&
           (p->half[AFTER].known || !p->half[BEFORE].known);
}

static bool is_disputed(const struct pairing *p)
{
    return pairing_hulls_same(p) && !p->rescaled && standing_is_disputed(p->half[AFTER].standing) &&
           !standing_is_disputed(p->half[BEFORE].standing);
}

/* Declared on both sides, on one scale, and not the same. */
static bool is_elsewhere(const struct pairing *p)
{
    return p->half[BEFORE].declared && p->half[AFTER].declared && !p->rescaled &&
           !p->same_position && !is_disputed(p);
}

static bool is_wider(const struct pairing *p)
{
    return is_elsewhere(p) && is_part(&p->half[AFTER], &p->half[BEFORE]);
}

static bool is_narrower(const struct pairing *p)
{
    return is_elsewhere(p) && is_part(&p->half[BEFORE], &p->half[AFTER]);
}

static bool is_moved(const struct pairing *p)
{
    return is_elsewhere(p) && !is_wider(p) && !is_narrower(p);
}

static bool is_declared(const struct pairing *p)
{
    return standing_is_undeclared(p->half[BEFORE].standing) && p->half[AFTER].declared;
}

static bool is_undeclared(const struct pairing *p)
{
    return p->half[BEFORE].declared && standing_is_undeclared(p->half[AFTER].standing);
}

static bool is_lapsed(const struct pairing *p)
{
    return p->half[AFTER].standing->lapsed && (p->half[BEFORE].known || p->decisive_is_new);
}

static bool is_removed(const struct pairing *p)
{
    return p->half[BEFORE].known && !p->half[AFTER].known;
}

static bool stays(const struct pairing *p)
{
    return p->half[BEFORE].known && p->half[AFTER].known && p->same_position;
}

static bool is_salience(const struct pairing *p)
{
    struct move move = move_of(p);
    return stays(p) && move_changes_salience(&move);
}

static bool is_accepts(const struct pairing *p)
{
    struct move move = move_of(p);
    return stays(p) && move_changes_accepts(&move);
}

static bool is_rescaled(const struct pairing *p)
{
    return p->rescaled && p->half[BEFORE].declared && p->half[AFTER].declared;
}

static bool is_confirmed(const struct pairing *p)
{
    return p->decisive_is_new && !p->lost;
}

/* Another entry decides, or one was put on file that says nothing new. */
static bool is_edited(const struct pairing *p)
{
    const struct half *a = &p->half[BEFORE], *b = &p->half[AFTER];
    if (p->n_entries > 0) return true;
    if (!a->known || !b->known) return false;
    if (p->same_model) return a->decisive != b->decisive;
    return !entry_equal(a->snapshot->model, a->decisive, b->snapshot->model, b->decisive,
                        ENTRY_ALL);
}

/* The first that fits. What was only entered late did not move now, whatever it says (corner case
 * 23), so it comes before all directions. */
static const struct {
    enum move_kind kind;
    bool (*fits)(const struct pairing *pairing);
} kinds[] = {
    {MOVE_ENTERED_LATE, is_entered_late},
    {MOVE_NEW, is_new},
    {MOVE_MOVED, is_moved},
    {MOVE_WIDENED, is_wider},
    {MOVE_NARROWED, is_narrower},
    {MOVE_DECLARED, is_declared},
    {MOVE_UNDECLARED, is_undeclared},
    {MOVE_LAPSED, is_lapsed},
    {MOVE_REMOVED, is_removed},
    {MOVE_DISPUTED, is_disputed},
    {MOVE_SALIENCE, is_salience},
    {MOVE_ACCEPTS, is_accepts},
    {MOVE_RESCALED, is_rescaled},
    {MOVE_CONFIRMED, is_confirmed},
    {MOVE_EDITED, is_edited},
};
_Static_assert(sizeof kinds / sizeof *kinds == MOVE_KINDS, "every kind has its turn");

/* ---- all of it */

static bool find_kind(const struct pairing *pairing, enum move_kind *out)
{
    for (size_t k = 0; k < MOVE_KINDS; k++) {
        if (!kinds[k].fits(pairing)) continue;
        *out = kinds[k].kind;
        return true;
    }
    return false;
}

void *list_room(struct arena *arena, void *list, size_t count, size_t *room, size_t item_bytes)
{
    size_t larger = *room ? *room : 8;
    void *moved;
    if (count < *room) return list;
    if (!size_add(larger, *room, &larger)) return NULL;
    moved = arena_array(arena, larger, item_bytes);
    if (!moved) return NULL;
    if (count > 0) memcpy(moved, list, count * item_bytes);
    *room = larger;
    return moved;
}

static bool find_move(struct stance_changes *changes, size_t actor, size_t issue, size_t *room)
{
    struct pairing pairing;
    enum move_kind kind;
    struct move *moves, *move;
    if (!pairing_init(&pairing, changes, actor, issue)) return false;
    if (!find_kind(&pairing, &kind)) return true;
    moves = list_room(&changes->arena, changes->moves, changes->n_moves, room, sizeof *moves);
    if (!moves) return false;
    changes->moves = moves;
    move = &moves[changes->n_moves++];
    *move = move_of(&pairing);
    move->actor = actor;
    move->issue = issue;
    move->kind = kind;
    move->figures = (stance_move){.actor = changes->actors[actor].id,
                                  .issue = changes->issues[issue].id,
                                  .kind = move_kind_name(kind)};
    return pairing_distance(&pairing, &changes->arena, &move->figures.distance);
}

bool moves_find(struct stance_changes *changes)
{
    size_t room = 0;
    for (size_t i = 0; i < changes->n_actors; i++)
        for (size_t k = 0; k < changes->n_issues; k++)
            if (!find_move(changes, i, k, &room)) return false;
    return true;
}
