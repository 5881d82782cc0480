/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the dense arrays hold of a snapshot, measure by measure. */
#include "engine/matrix.h"

#include <math.h>

#include "world.h"

static struct matrix make(struct world *world, const struct measure *measure,
                          enum salience_mode salience, size_t eyes)
{
    struct matrix matrix;
    if (!matrix_init(&matrix, &world->snapshot, measure, salience, eyes)) abort();
    return matrix;
}

static void test_cells(void)
{
    struct world world;
    world_init(&world, 3, 3);
    world_numbers(&world, 0, 0, 50000);
    world_levels(&world, 1, 3);
    world_scale(&world, 1)->choices[1].at = .2;
    world_nominal(&world, 2, 4, false);
    put_span(&world, 0, 0, 25000, 30000)->salience = .25;
    put_span(&world, 0, 1, 1, 2);
    put_set(&world, 0, 2, 6);
    put_silence(&world, 1, 0);
    struct matrix matrix = make(&world, &measure_city_block, SALIENCE_BOTH, 0);
    const struct cell *cell = matrix_cell(&matrix, 0, 0);
    CHECK(cell->state == CELL_DECLARED && cell->salience == .25);
    CHECK_NEAR(cell->centre, .55, 1e-15);
    CHECK_NEAR(cell->half, .05, 1e-15);
    CHECK_NEAR(matrix_cell(&matrix, 0, 1)->centre, .6, 1e-15);
    CHECK_NEAR(matrix_cell(&matrix, 0, 1)->half, .4, 1e-15);
    cell = matrix_cell(&matrix, 0, 2);
    CHECK(cell->n_sets == 1 && cell->sets[0][0] == 6);
    CHECK(matrix_cell(&matrix, 1, 0)->state == CELL_UNDECLARED);
    CHECK(matrix_cell(&matrix, 2, 0)->state == CELL_UNKNOWN);
    CHECK(matrix.issues[2].geometry == GEOMETRY_SET && matrix.issues[2].n_choices == 4);
    CHECK(isnan(matrix.issues[0].neutral));
    matrix_clear(&matrix);
    world_clear(&world);
}

/* A point is a point, to the last bit: half-width 0. */
static void test_points(void)
{
    struct world world;
    world_init(&world, 1, 1);
    world_numbers(&world, 0, -3.3, 7.1);
    put_point(&world, 0, 0, .1);
    struct matrix matrix = make(&world, &measure_city_block, SALIENCE_BOTH, 0);
    CHECK(matrix_cell(&matrix, 0, 0)->half == 0);
    CHECK(matrix_cell(&matrix, 0, 0)->centre ==
          world_scale(&world, 0)->kind->normalise(world_scale(&world, 0), .1));
    matrix_clear(&matrix);
    world_clear(&world);
}

static void test_claims(void)
{
    struct world world;
    world_init(&world, 2, 3);
    world_nominal(&world, 1, 3, false);
    world_nominal(&world, 2, 3, true);
    const struct position spans[] = {
        make_span(.2, .2), {.kind = POSITION_UNDECLARED}, make_span(.6, .8)};
    const struct position sets[] = {
        make_set(&world, 1), {.kind = POSITION_UNDECLARED}, make_set(&world, 6)};
    put_claims(&world, 0, 0, spans, 3);
    put_claims(&world, 0, 1, sets, 3);
    put_claims(&world, 0, 2, sets, 3);
    put_claims(&world, 1, 2, sets, 2);
    struct matrix matrix = make(&world, &measure_city_block, SALIENCE_BOTH, 0);
    CHECK_NEAR(matrix_cell(&matrix, 0, 0)->centre, .5, 1e-15);
    CHECK_NEAR(matrix_cell(&matrix, 0, 0)->half, .3, 1e-15);
    const struct cell *cell = matrix_cell(&matrix, 0, 1);
    CHECK(cell->n_sets == 1 && cell->sets[0][0] == 7);
    cell = matrix_cell(&matrix, 0, 2);
    CHECK(cell->n_sets == 2 && cell->sets[0][0] == 1 && cell->sets[1][0] == 6);
    cell = matrix_cell(&matrix, 1, 2); /* one names a position, the other none */
    CHECK(cell->n_sets == 1 && cell->sets[0][0] == 1);
    matrix_clear(&matrix);
    world_clear(&world);
}

static void test_measures(void)
{
    struct world world;
    world_init(&world, 2, 2);
    world_numbers(&world, 0, 0, 10);
    world_neutral(&world, 0, 4);
    world_neutral(&world, 1, 1); /* the scale's end */
    put_point(&world, 0, 0, 5);
    put_point(&world, 0, 1, .5);
    put_accepts(&world, 0, 1, make_span(.1, .2));
    struct matrix matrix = make(&world, &measure_directional, SALIENCE_BOTH, 0);
    CHECK_NEAR(matrix.issues[0].neutral, .4, 1e-15);
    CHECK(isnan(matrix.issues[1].neutral) && isnan(matrix.issues[1].chance));
    CHECK(matrix_cell(&matrix, 0, 0)->state == CELL_DECLARED);
    CHECK(matrix_cell(&matrix, 0, 1)->state == CELL_UNKNOWN);
    matrix_clear(&matrix);
    matrix = make(&world, &measure_gap, SALIENCE_BOTH, 0);
    CHECK(matrix_cell(&matrix, 0, 0)->state == CELL_UNKNOWN);
    CHECK_NEAR(matrix_cell(&matrix, 0, 1)->centre, .3, 1e-15);
    CHECK_NEAR(matrix_cell(&matrix, 0, 1)->half, .2, 1e-15);
    CHECK(isnan(matrix.issues[1].chance));
    matrix_clear(&matrix);
    world_clear(&world);
}

static void test_weights(void)
{
    struct world world;
    world_init(&world, 2, 2);
    world.model.issues[0].weight = 3.5;
    put_point(&world, 0, 0, 0)->salience = .9;
    put_point(&world, 1, 0, 0)->salience = .4;
    struct matrix matrix = make(&world, &measure_city_block, SALIENCE_BOTH, 0);
    CHECK(ldexp(matrix_weight(&matrix, 0, 1, 0), matrix.weight_exponent) == 3.5 * sqrt(.9 * .4));
    CHECK(ldexp(matrix.weight_of_all, matrix.weight_exponent) == 4.5);
    matrix_clear(&matrix);
    matrix = make(&world, &measure_city_block, SALIENCE_NONE, 0);
    CHECK(ldexp(matrix_weight(&matrix, 0, 1, 0), matrix.weight_exponent) == 3.5);
    matrix_clear(&matrix);
    matrix = make(&world, &measure_city_block, SALIENCE_ONE, 1);
    CHECK(ldexp(matrix_weight(&matrix, 0, 1, 0), matrix.weight_exponent) == 3.5 * .4);
    CHECK(ldexp(matrix_weight(&matrix, 0, 1, 1), matrix.weight_exponent) == 1);
    matrix_clear(&matrix);
    world_clear(&world);
}

void suite_engine_matrix(void)
{
    CU_pSuite suite = CU_add_suite("engine/matrix", NULL, NULL);
    CU_add_test(suite, "cells", test_cells);
    CU_add_test(suite, "points", test_points);
    CU_add_test(suite, "claims", test_claims);
    CU_add_test(suite, "what measures read", test_measures);
    CU_add_test(suite, "weights", test_weights);
}
