/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The snapshot's standings, laid out for sums over all pairs: positions normalised once, sets lent
 * by the snapshot, weights scaled. Whatever depends on the measure (does it apply to the issue,
 * does it read what actors want or what they accept) is settled here, so that sums need not ask. */
#include "engine/matrix.h"

#include <assert.h>
#include <float.h>
#include <math.h>

#include "engine/measure.h"

/* The power of two, as an exponent, that the largest of some weights lies just below. */
static int exponent_of(double largest)
{
    int exponent = 0;
    frexp(largest, &exponent);
    return exponent;
}

static double neutral_of(const struct scale *scale)
{
    double neutral;
    if (!scale->has_neutral || scale->kind->geometry != GEOMETRY_SPAN) return NAN;
    neutral = scale->kind->normalise(scale, scale->neutral);
    return neutral > 0 && neutral < 1 ? neutral : NAN;
}

static bool measure_applies(const struct measure *measure, const struct matrix_issue *issue)
{
    return !measure->applies || measure->applies(issue);
}

/* Issues */

static const struct issue *issue_at(const struct stance_snapshot *snapshot, size_t place)
{
    return &snapshot->model->issues[snapshot->issues[place]];
}

static void fill_issues(struct matrix *matrix, const struct stance_snapshot *snapshot)
{
    double largest = 0;
    for (size_t k = 0; k < matrix->n_issues; k++) {
        const struct issue *issue = issue_at(snapshot, k);
        const struct scale *scale = &issue->scale;
        struct matrix_issue *out = &matrix->issues[k];
        out->geometry = scale->kind->geometry;
        out->several = scale->several;
        out->n_choices = scale->n_choices;
        out->words = scale_words(scale);
        out->neutral = neutral_of(scale);
        out->chance = matrix->measure->chance && measure_applies(matrix->measure, out)
                          ? matrix->measure->chance(scale, out)
                          : NAN;
        largest = fmax(largest, issue->weight);
    }
    matrix->weight_exponent = exponent_of(largest);
    for (size_t k = 0; k < matrix->n_issues; k++) {
        matrix->issues[k].weight = ldexp(issue_at(snapshot, k)->weight, -matrix->weight_exponent);
        matrix->weight_of_all += matrix->issues[k].weight;
    }
}

/* Cells */

static void fill_span(struct cell *cell, const struct scale *scale, const struct position *position)
{
    double low = scale->kind->normalise(scale, position->from);
    double high = scale->kind->normalise(scale, position->to);
    cell->centre = (low + high) / 2;
    cell->half = (high - low) / 2;
}

/* Contradicting claims on a scale where a set means all of these are not added up: they are
 * alternatives (corner case 5). False if there is no memory. */
static bool fill_alternatives(struct cell *cell, const struct standing *standing,
                              struct arena *arena)
{
    const uint64_t **sets = arena_array(arena, standing->n_claims, sizeof *sets);
    if (!sets) return false;
    cell->sets = sets;
    cell->n_sets = 0;
    for (size_t i = 0; i < standing->n_claims; i++) {
        const struct position *position = &standing->claims[i].position;
        if (position_is_declared(position)) sets[cell->n_sets++] = position->choices;
    }
    return true;
}

/* What an actor accepts: the hull of its position and of `accepts` (corner case 36); NULL without
 * memory. */
static const struct position *accepted(const struct standing *standing, const struct scale *scale,
                                       struct arena *arena)
{
    struct position both[] = {standing->position, *standing->accepts};
    struct position *hull = arena_alloc(arena, sizeof *hull);
    if (!hull || !scale_hull(scale, both, 2, sizeof *both, arena, hull)) return NULL;
    return hull;
}

/* A measure that does not apply, or asks what an actor accepts where nobody knows, finds the cell
 * unknown. */
static bool fill_cell(struct matrix *matrix, struct cell *cell, const struct standing *standing,
                      const struct scale *scale, const struct matrix_issue *issue)
{
    const struct measure *measure = matrix->measure;
    const struct position *position = &standing->position;
    cell->salience = standing->salience;
    if (!standing_is_known(standing) || !measure_applies(measure, issue)) return true;
    if (measure->reads_accepts) {
        if (!standing->accepts) return true;
        position = accepted(standing, scale, &matrix->arena);
        if (!position) return false;
    }
    cell->state = position_is_declared(position) ? CELL_DECLARED : CELL_UNDECLARED;
    if (cell->state == CELL_UNDECLARED) return true;
    if (issue->geometry == GEOMETRY_SPAN) {
        fill_span(cell, scale, position);
        return true;
    }
    if (issue->several && standing->n_claims > 1 && !measure->reads_accepts)
        return fill_alternatives(cell, standing, &matrix->arena);
    cell->sets = &position->choices;
    cell->n_sets = 1;
    return true;
}

static bool fill_cells(struct matrix *matrix, const struct stance_snapshot *snapshot)
{
    for (size_t i = 0; i < matrix->n_actors; i++) {
        for (size_t k = 0; k < matrix->n_issues; k++) {
            const struct standing *standing =
                snapshot_standing(snapshot, snapshot->actors[i], snapshot->issues[k]);
            if (!fill_cell(matrix, &matrix->cells[i * matrix->n_issues + k], standing,
                           &issue_at(snapshot, k)->scale, &matrix->issues[k]))
                return false;
        }
    }
    return true;
}

/* Weights of actors, eyes */

static void fill_actor_weights(struct matrix *matrix, const struct stance_snapshot *snapshot)
{
    const struct actor *actors = snapshot->model->actors;
    double largest = 0;
    int exponent;
    for (size_t i = 0; i < matrix->n_actors; i++)
        largest = fmax(largest, actors[snapshot->actors[i]].weight);
    exponent = exponent_of(largest);
    for (size_t i = 0; i < matrix->n_actors; i++)
        matrix->actor_weights[i] = ldexp(actors[snapshot->actors[i]].weight, -exponent);
}

/* Salience in force; 1 where nothing gives one. */
static void fill_eyes(struct matrix *matrix, const struct stance_snapshot *snapshot, size_t actor)
{
    for (size_t k = 0; k < matrix->n_issues; k++) {
        const struct standing *standing = snapshot_standing(snapshot, actor, snapshot->issues[k]);
        matrix->eyes[k] = standing_is_known(standing) ? standing->salience : 1;
    }
}

static bool make_room(struct matrix *matrix)
{
    struct arena *arena = &matrix->arena;
    size_t n_cells;
    if (!size_mul(matrix->n_actors, matrix->n_issues, &n_cells)) return false;
    matrix->cells = arena_array(arena, n_cells, sizeof *matrix->cells);
    matrix->issues = arena_array(arena, matrix->n_issues, sizeof *matrix->issues);
    matrix->actor_weights = arena_array(arena, matrix->n_actors, sizeof *matrix->actor_weights);
    if (matrix->salience == SALIENCE_ONE)
        matrix->eyes = arena_array(arena, matrix->n_issues, sizeof *matrix->eyes);
    return matrix->cells && matrix->issues && matrix->actor_weights &&
           (matrix->eyes || matrix->salience != SALIENCE_ONE);
}

bool matrix_init(struct matrix *matrix, const struct stance_snapshot *snapshot,
                 const struct measure *measure, enum salience_mode salience, size_t eyes)
{
    *matrix = (struct matrix){.measure = measure, .salience = salience};
    matrix->n_actors = snapshot->n_actors;
    matrix->n_issues = snapshot->n_issues;
    if (!make_room(matrix)) goto no_memory;
    fill_issues(matrix, snapshot);
    fill_actor_weights(matrix, snapshot);
    if (salience == SALIENCE_ONE) fill_eyes(matrix, snapshot, eyes);
    if (!fill_cells(matrix, snapshot)) goto no_memory;
    return true;
no_memory:
    matrix_clear(matrix);
    return false;
}

void matrix_clear(struct matrix *matrix)
{
    arena_clear(&matrix->arena);
    *matrix = (struct matrix){0};
}

const struct cell *matrix_cell(const struct matrix *matrix, size_t actor, size_t issue)
{
    assert(actor < matrix->n_actors && issue < matrix->n_issues);
    return &matrix->cells[actor * matrix->n_issues + issue];
}

double matrix_weight(const struct matrix *matrix, size_t a, size_t b, size_t issue)
{
    double weight = matrix->issues[issue].weight;
    switch (matrix->salience) {
    case SALIENCE_NONE:
        return weight;
    case SALIENCE_ONE:
        return weight * matrix->eyes[issue];
    case SALIENCE_BOTH:
        break;
    }
    double s_a = matrix_cell(matrix, a, issue)->salience;
    double s_b = matrix_cell(matrix, b, issue)->salience;
    double product = s_a * s_b;
    if (product >= DBL_MIN) return weight * sqrt(product);
    return weight * (sqrt(s_a) * sqrt(s_b)); /* the product has lost digits, or all */
}

bool matrix_can_compare(const struct matrix *matrix, size_t actor)
{
    for (size_t k = 0; k < matrix->n_issues; k++)
        if (matrix_cell(matrix, actor, k)->state == CELL_DECLARED &&
            matrix_weight(matrix, actor, actor, k) > 0)
            return true;
    return false;
}
