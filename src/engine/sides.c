/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each matrix keeps its weights near 1 by a power of two of its own; here both get one unit, so
 * that what is equal in the files is equal to the last bit. */
#include "engine/sides.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "engine/measure.h"

static const struct cell unknown = {.state = CELL_UNKNOWN, .salience = 1};

const struct cell *sides_cell(const struct sides *sides, enum side side, size_t actor, size_t issue)
{
    size_t a = matched_place(&sides->changes->actors[actor], side);
    size_t k = matched_place(&sides->changes->issues[issue], side);
    return a == STANCE_NONE || k == STANCE_NONE ? &unknown : matrix_cell(sides->matrix[side], a, k);
}

bool sides_cell_changed(const struct sides *sides, size_t actor, size_t issue)
{
    return sides->cell_changed[actor * sides->changes->n_issues + issue];
}

bool sides_eyes_changed(const struct sides *sides, size_t issue)
{
    return sides->eyes[BEFORE][issue] != sides->eyes[AFTER][issue];
}

/* ---- weights */

static void fill_weights(struct sides *sides)
{
    const struct stance_changes *changes = sides->changes;
    int unit = sides->matrix[BEFORE]->weight_exponent;
    if (sides->matrix[AFTER]->weight_exponent > unit) unit = sides->matrix[AFTER]->weight_exponent;
    for (size_t k = 0; k < changes->n_issues; k++) {
        for (int side = BEFORE; side <= AFTER; side++) {
            enum side at = matched_place(&changes->issues[k], side) == STANCE_NONE ? !side : side;
            const struct matrix *matrix = sides->matrix[at];
            size_t place = matched_place(&changes->issues[k], at);
            sides->weights[side][k] =
                ldexp(matrix->issues[place].weight, matrix->weight_exponent - unit);
            sides->eyes[side][k] = matrix->eyes ? matrix->eyes[place] : 1;
        }
        sides->issue_changed[k] = changes->rescaled[k] || sides_eyes_changed(sides, k) ||
                                  sides->weights[BEFORE][k] != sides->weights[AFTER][k];
        sides->any_issue_changed = sides->any_issue_changed || sides->issue_changed[k];
    }
}

static double weight_of(const struct sides *sides, enum side side, size_t actor)
{
    enum side at =
        matched_place(&sides->changes->actors[actor], side) == STANCE_NONE ? !side : side;
    return findings_actor(changes_findings(sides->changes, at),
                          matched_place(&sides->changes->actors[actor], at))
        ->weight;
}

static void fill_influences(struct sides *sides)
{
    size_t n = sides->changes->n_actors;
    double largest = 0;
    int unit = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fmax(weight_of(sides, BEFORE, i), weight_of(sides, AFTER, i)));
    frexp(largest, &unit);
    for (size_t i = 0; i < n; i++)
        for (int side = BEFORE; side <= AFTER; side++)
            sides->influences[side][i] = ldexp(weight_of(sides, side, i), -unit);
}

static void find_looker(struct sides *sides)
{
    const struct stance_changes *changes = sides->changes;
    sides->looker = STANCE_NONE;
    if (sides->matrix[AFTER]->salience != SALIENCE_ONE) return;
    for (size_t i = 0; i < changes->n_actors; i++)
        if (strcmp(changes->actors[i].id, changes->after->salience) == 0) sides->looker = i;
}

/* ---- cells */

static bool sets_differ(const struct cell *a, const struct cell *b, size_t words)
{
    if (a->n_sets != b->n_sets) return true;
    for (size_t s = 0; s < a->n_sets; s++)
        if (memcmp(a->sets[s], b->sets[s], words * sizeof **a->sets) != 0) return true;
    return false;
}

static const struct matrix_issue *column_on(const struct sides *sides, enum side side, size_t issue)
{
    size_t place = matched_place(&sides->changes->issues[issue], side);
    if (place != STANCE_NONE) return &sides->matrix[side]->issues[place];
    place = matched_place(&sides->changes->issues[issue], !side);
    return &sides->matrix[!side]->issues[place];
}

/* Undeclared or unknown, a cell is in no sum: it makes no difference which. */
static bool cells_differ(const struct sides *sides, size_t actor, size_t issue)
{
    const struct matrix_issue *column = column_on(sides, AFTER, issue);
    const struct cell *a = sides_cell(sides, BEFORE, actor, issue);
    const struct cell *b = sides_cell(sides, AFTER, actor, issue);
    if ((a->state == CELL_DECLARED) != (b->state == CELL_DECLARED)) return true;
    if (a->state != CELL_DECLARED) return false;
    if (sides->matrix[AFTER]->salience == SALIENCE_BOTH && a->salience != b->salience) return true;
    if (column->geometry == GEOMETRY_SET) return sets_differ(a, b, column->words);
    return a->centre != b->centre || a->half != b->half;
}

static void mark_cells(struct sides *sides)
{
    const struct stance_changes *changes = sides->changes;
    bool *cell = sides->cell_changed;
    for (size_t i = 0; i < changes->n_actors; i++)
        for (size_t k = 0; k < changes->n_issues; k++, cell++) {
            *cell = !changes->rescaled[k] && cells_differ(sides, i, k);
            sides->actor_changed[i] = sides->actor_changed[i] || *cell;
        }
}

/* ---- all of it */

static bool make_room(struct sides *sides)
{
    struct arena *arena = &sides->arena;
    size_t n = sides->changes->n_actors, m = sides->changes->n_issues, cells;
    bool ok = size_mul(n, m, &cells);
    for (int side = BEFORE; ok && side <= AFTER; side++) {
        sides->weights[side] = arena_array(arena, m, sizeof(double));
        sides->eyes[side] = arena_array(arena, m, sizeof(double));
        sides->influences[side] = arena_array(arena, n, sizeof(double));
        ok = sides->weights[side] && sides->eyes[side] && sides->influences[side];
    }
    if (!ok) return false;
    sides->issue_changed = arena_array(arena, m, sizeof(bool));
    sides->cell_changed = arena_array(arena, cells, sizeof(bool));
    sides->actor_changed = arena_array(arena, n, sizeof(bool));
    return sides->issue_changed && sides->cell_changed && sides->actor_changed;
}

bool sides_init(struct sides *sides, const struct stance_changes *changes)
{
    *sides = (struct sides){
        .changes = changes,
        .matrix = {&changes->before->matrix, &changes->after->matrix},
    };
    if (!make_room(sides)) {
        sides_clear(sides);
        return false;
    }
    fill_weights(sides);
    fill_influences(sides);
    find_looker(sides);
    mark_cells(sides);
    return true;
}

void sides_clear(struct sides *sides)
{
    arena_clear(&sides->arena);
    *sides = (struct sides){0};
}

/* ---- asking */

double sides_middle(const double at[2])
{
    return (at[BEFORE] + at[AFTER]) / 2;
}

bool sides_influence_changed(const struct sides *sides, size_t actor)
{
    return sides->influences[BEFORE][actor] != sides->influences[AFTER][actor];
}

void sides_pair_influence(const struct sides *sides, size_t a, size_t b, double out[2])
{
    for (int side = BEFORE; side <= AFTER; side++)
        out[side] = sides->influences[side][a] * sides->influences[side][b];
}

double sides_influence_share(const struct sides *sides, size_t a, size_t b)
{
    double other[2] = {sides->influences[BEFORE][b], sides->influences[AFTER][b]};
    return (sides->influences[AFTER][a] - sides->influences[BEFORE][a]) * sides_middle(other);
}

double sides_salience(const struct sides *sides, const struct cell *a, const struct cell *b)
{
    double product = a->salience * b->salience;
    if (sides->matrix[AFTER]->salience != SALIENCE_BOTH) return 1;
    if (product >= DBL_MIN) return sqrt(product);
    return sqrt(a->salience) * sqrt(b->salience); /* as matrix_weight does */
}

double sides_weight(const struct sides *sides, enum side side, size_t a, size_t b, size_t issue)
{
    const struct cell *x = sides_cell(sides, side, a, issue);
    const struct cell *y = sides_cell(sides, side, b, issue);
    if (x->state != CELL_DECLARED || y->state != CELL_DECLARED) return 0;
    return sides->weights[side][issue] * sides->eyes[side][issue] * sides_salience(sides, x, y);
}

double sides_distance(const struct sides *sides, enum side side, size_t issue, const struct cell *a,
                      const struct cell *b)
{
    return sides->matrix[side]->measure->distance(column_on(sides, side, issue), a, b).d;
}
