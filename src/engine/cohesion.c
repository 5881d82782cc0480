/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighted means over pairs, as means of means: of each row (one actor with those after it), then
 * of the rows, so that only two arrays of actors are needed beside the pairs. GSL's weighted mean
 * gives NAN no place: what is undefined gets weight 0 and value 0. */
#include "engine/cohesion.h"

#include <assert.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "engine/pair.h"

double pair_agreement(const stance_pair *pair)
{
    return pair->agreement;
}

double pair_low(const stance_pair *pair)
{
    return pair->low;
}

double pair_high(const stance_pair *pair)
{
    return pair->high;
}

bool cohesion_init(struct cohesion *cohesion, const struct matrix *matrix, const stance_pair *pairs,
                   struct arena *arena)
{
    size_t n = matrix->n_actors;
    *cohesion = (struct cohesion){.matrix = matrix, .pairs = pairs};
    cohesion->weights = arena_array(arena, n, sizeof(double));
    cohesion->values = arena_array(arena, n, sizeof(double));
    cohesion->row_weights = arena_array(arena, n, sizeof(double));
    cohesion->row_values = arena_array(arena, n, sizeof(double));
    return cohesion->weights && cohesion->values && cohesion->row_weights && cohesion->row_values;
}

/* NAN without any weight. GSL asks for nothing but n > 0, which a weight above 0 implies. */
static double weighted_mean(const double *weights, const double *values, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any = any || weights[i] > 0;
    return any ? fmin(fmax(gsl_stats_wmean(weights, 1, values, 1, n), 0), 1) : NAN;
}

static bool is_chosen(enum pair_choice choice, const bool *is_member, size_t a, size_t b)
{
    switch (choice) {
    case PAIRS_WITHIN:
        return is_member[a] && is_member[b];
    case PAIRS_ACROSS:
        return is_member[a] != is_member[b];
    case PAIRS_ALL:
        break;
    }
    return true;
}

/* Put a value that may be undefined; returns the weight that it counts with. */
static double put(double *weight, double *value, double p, double figure)
{
    bool is_defined = !isnan(figure);
    *weight = is_defined ? p : 0;
    *value = is_defined ? figure : 0;
    return *weight;
}

double cohesion_mean(struct cohesion *cohesion, pair_figure *figure, enum pair_choice choice,
                     const bool *is_member)
{
    const struct matrix *matrix = cohesion->matrix;
    const double *p = matrix->actor_weights;
    size_t n = matrix->n_actors;
    assert(is_member || choice == PAIRS_ALL);
    for (size_t a = 0; a < n; a++) {
        double weight = 0, mean = NAN;
        cohesion->row_weights[a] = cohesion->row_values[a] = 0;
        if (choice == PAIRS_WITHIN && !is_member[a]) continue; /* no pair of this row is chosen */
        for (size_t b = a + 1; b < n; b++) {
            bool chosen = is_chosen(choice, is_member, a, b);
            weight += put(&cohesion->weights[b], &cohesion->values[b], p[b],
                          chosen ? figure(&cohesion->pairs[pair_place(n, a, b)]) : NAN);
        }
        if (p[a] > 0)
            mean = weighted_mean(cohesion->weights + a + 1, cohesion->values + a + 1, n - a - 1);
        put(&cohesion->row_weights[a], &cohesion->row_values[a], p[a] * weight, mean);
    }
    return weighted_mean(cohesion->row_weights, cohesion->row_values, n);
}

double cohesion_of_actor(struct cohesion *cohesion, size_t actor)
{
    size_t n = cohesion->matrix->n_actors;
    for (size_t b = 0; b < n; b++) {
        double agreement = NAN;
        if (b < actor) agreement = cohesion->pairs[pair_place(n, b, actor)].agreement;
        if (b > actor) agreement = cohesion->pairs[pair_place(n, actor, b)].agreement;
        put(&cohesion->weights[b], &cohesion->values[b], cohesion->matrix->actor_weights[b],
            agreement);
    }
    return weighted_mean(cohesion->weights, cohesion->values, n);
}
