/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Within one model an entry is itself, wherever it stands; between two models it is the entry that
 * is equal in every member. Histories are sorted by date, so twins are met on one walk. */
#include "engine/pairing.h"

#include <math.h>

#include "engine/measure.h"
#include "model/equal.h"

static const struct standing nothing = {.salience = 1};

static bool is_there(const struct half *half)
{
    return half->actor != STANCE_NONE && half->issue != STANCE_NONE;
}

struct half pairing_half(const struct stance_changes *changes, enum side side, size_t actor,
                         size_t issue)
{
    const struct stance_snapshot *snapshot = changes_findings(changes, side)->snapshot;
    size_t a = matched_place(&changes->actors[actor], side);
    size_t k = matched_place(&changes->issues[issue], side);
    struct half half = {.snapshot = snapshot, .actor = STANCE_NONE, .issue = STANCE_NONE};
    half.standing = &nothing;
    if (k != STANCE_NONE) {
        half.issue = snapshot->issues[k];
        half.scale = &snapshot->model->issues[half.issue].scale;
    }
    if (a != STANCE_NONE) half.actor = snapshot->actors[a];
    if (!is_there(&half)) return half;
    half.standing = snapshot_standing(snapshot, half.actor, half.issue);
    half.decisive = half.standing->stance ? half.standing->stance : half.standing->lapsed;
    half.known = standing_is_known(half.standing);
    half.declared = standing_is_declared(half.standing);
    return half;
}

static void look_up_history(struct half *half)
{
    if (is_there(half))
        half->history = actor_history(&half->snapshot->model->actors[half->actor], half->issue,
                                      &half->n_history);
}

/* ---- entries */

/* Whether an entry of this very model counts in the snapshot. */
static bool is_on_file(const struct half *half, const struct stance *stance)
{
    return is_there(half) && snapshot_has_entry(half->snapshot, stance);
}

/** The entries of one day in a history: where twins are looked for, first at `next`. */
struct day {
    date_day date;
    size_t begin, end, next;
};

/* Days are asked for in their order. */
static void turn_to(struct day *day, const struct half *half, date_day date)
{
    if (day->date == date) return;
    day->date = date;
    day->begin = day->end;
    while (day->begin < half->n_history && half->history[day->begin]->date < date)
        day->begin++;
    day->end = day->next = day->begin;
    while (day->end < half->n_history && half->history[day->end]->date == date)
        day->end++;
}

/* Twins are in one order, as a rule: the next one is tried first, and all only if it is none. */
static bool has_twin(const struct half *half, const struct stance *stance, const struct half *other,
                     struct day *day)
{
    turn_to(day, other, stance->date);
    for (size_t n = 0, count = day->end - day->begin; n < count; n++) {
        size_t at = day->begin + (day->next - day->begin + n) % count;
        const struct stance *twin = other->history[at];
        if (!entry_equal(half->snapshot->model, stance, other->snapshot->model, twin, ENTRY_ALL) ||
            !is_on_file(other, twin))
            continue;
        day->next = at + 1;
        return true;
    }
    return false;
}

/* On file on this side, and not on the other. */
static bool is_missing(const struct pairing *pairing, enum side side, const struct stance *stance,
                       struct day *day)
{
    const struct half *half = &pairing->half[side], *other = &pairing->half[!side];
    if (!is_on_file(half, stance)) return false;
    if (pairing->same_model) return !is_on_file(other, stance);
    return !has_twin(half, stance, other, day);
}

static bool collect_entries(struct pairing *pairing, struct arena *arena)
{
    const struct half *half = &pairing->half[AFTER];
    struct day day = {.date = DATE_NONE};
    for (size_t h = 0; h < half->n_history; h++) {
        const struct stance *stance = half->history[h];
        if (!is_missing(pairing, AFTER, stance, &day)) continue;
        if (!pairing->entries)
            pairing->entries =
                arena_array(arena, half->n_history - h, sizeof(const struct stance *));
        if (!pairing->entries) return false;
        pairing->entries[pairing->n_entries++] = stance;
        pairing->decisive_is_new = pairing->decisive_is_new || stance == half->decisive;
    }
    return true;
}

static bool any_lost(const struct pairing *pairing)
{
    const struct half *half = &pairing->half[BEFORE];
    struct day day = {.date = DATE_NONE};
    for (size_t h = 0; h < half->n_history; h++)
        if (is_missing(pairing, BEFORE, half->history[h], &day)) return true;
    return false;
}

/* ---- positions */

/* Claims that contradict each other where a set means all of these: alternatives, of which the
 * hull does not say enough. */
static bool has_alternatives(const struct half *half)
{
    return half->declared && half->scale->several && half->standing->n_claims > 1;
}

static bool alternatives_same(const struct half *a, const struct half *b)
{
    if (!has_alternatives(a) && !has_alternatives(b)) return true;
    if (a->standing->n_claims != b->standing->n_claims) return false;
    for (size_t c = 0; c < a->standing->n_claims; c++)
        if (!value_equal(a->scale, &a->standing->claims[c].position, b->scale,
                         &b->standing->claims[c].position))
            return false;
    return true;
}

bool pairing_hulls_same(const struct pairing *pairing)
{
    const struct half *a = &pairing->half[BEFORE], *b = &pairing->half[AFTER];
    return a->known && b->known &&
           value_equal(a->scale, &a->standing->position, b->scale, &b->standing->position);
}

static bool positions_same(const struct pairing *pairing)
{
    const struct half *a = &pairing->half[BEFORE], *b = &pairing->half[AFTER];
    if (!a->known || !b->known) return a->known == b->known;
    if (pairing->rescaled && a->declared) return false;
    return pairing_hulls_same(pairing) && alternatives_same(a, b);
}

static bool fill_cell(struct cell *cell, const struct half *half, struct arena *arena)
{
    const struct standing *standing = half->standing;
    const struct position *position = &standing->position;
    const uint64_t **sets;
    *cell = (struct cell){.state = CELL_DECLARED, .n_sets = 1};
    if (position->kind == POSITION_SPAN) {
        double low = half->scale->kind->normalise(half->scale, position->from);
        double high = half->scale->kind->normalise(half->scale, position->to);
        cell->centre = (low + high) / 2;
        cell->half = (high - low) / 2;
        return true;
    }
    cell->sets = &position->choices;
    if (!has_alternatives(half)) return true;
    sets = arena_array(arena, standing->n_claims, sizeof *sets);
    if (!sets) return false;
    cell->sets = sets;
    cell->n_sets = 0;
    for (size_t c = 0; c < standing->n_claims; c++)
        if (position_is_declared(&standing->claims[c].position))
            sets[cell->n_sets++] = standing->claims[c].position.choices;
    return true;
}

bool pairing_distance(const struct pairing *pairing, struct arena *arena, double *out)
{
    const struct half *a = &pairing->half[BEFORE], *b = &pairing->half[AFTER];
    struct matrix_issue issue = {0};
    struct cell from, to;
    *out = NAN;
    if (!a->declared || !b->declared || pairing->rescaled) return true;
    *out = 0;
    if (pairing->same_position) return true;
    if (!fill_cell(&from, a, arena) || !fill_cell(&to, b, arena)) return false;
    issue.geometry = b->scale->kind->geometry;
    issue.several = b->scale->several;
    issue.n_choices = b->scale->n_choices;
    issue.words = scale_words(b->scale);
    *out = measure_city_block.distance(&issue, &from, &to).d;
    return true;
}

/* ---- all of it */

bool pairing_init(struct pairing *pairing, struct stance_changes *changes, size_t actor,
                  size_t issue)
{
    const struct half *before = &pairing->half[BEFORE], *after = &pairing->half[AFTER];
    *pairing = (struct pairing){.rescaled = changes->rescaled[issue]};
    for (int side = BEFORE; side <= AFTER; side++)
        pairing->half[side] = pairing_half(changes, side, actor, issue);
    pairing->same_model = before->snapshot->model == after->snapshot->model;
    pairing->same_position = positions_same(pairing);
    if (!after->decisive) return true; /* nothing counts, so nothing is new */
    for (int side = BEFORE; side <= AFTER; side++)
        look_up_history(&pairing->half[side]);
    if (!collect_entries(pairing, &changes->arena)) return false;
    pairing->lost = pairing->n_entries > 0 && any_lost(pairing);
    return true;
}
