/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSL gets views of our memory, its workspace included: it has nothing to allocate, and so nothing
 * to abort for. */
#include "engine/scaling.h"

#include <gsl/gsl_eigen.h>
#include <math.h>

#define NONE  ((size_t)-1)
#define EQUAL 1e-9 /* coordinates that differ by rounding only */

static size_t count_lacking(const double *distances, size_t n, const bool *is_out, size_t actor)
{
    size_t lacking = 0;
    for (size_t other = 0; other < n; other++)
        lacking += other != actor && !is_out[other] && isnan(distances[actor * n + other]);
    return lacking;
}

static bool leave_out(struct scaling *scaling, const double *distances, size_t n,
                      struct arena *arena)
{
    bool *is_out = arena_array(arena, n + 1, sizeof *is_out);
    scaling->placed = arena_array(arena, n + 1, sizeof *scaling->placed);
    scaling->left_out = arena_array(arena, n + 1, sizeof *scaling->left_out);
    if (!is_out || !scaling->placed || !scaling->left_out) return false;
    for (;;) {
        size_t most = 0, worst = NONE;
        for (size_t a = 0; a < n; a++) {
            size_t lacking = is_out[a] ? 0 : count_lacking(distances, n, is_out, a);
            if (lacking == 0 || lacking < most) continue;
            most = lacking;
            worst = a;
        }
        if (worst == NONE) break;
        is_out[worst] = true;
    }
    for (size_t a = 0; a < n; a++) {
        if (is_out[a])
            scaling->left_out[scaling->n_left_out++] = a;
        else
            scaling->placed[scaling->n_placed++] = a;
    }
    return true;
}

/* Squared distances, centred by rows and columns: -J D2 J / 2. */
static void centre(double *b, size_t n, double *means)
{
    double whole = 0;
    for (size_t i = 0; i < n; i++) {
        means[i] = 0;
        for (size_t j = 0; j < n; j++)
            means[i] += b[i * n + j] / (double)n;
    }
    for (size_t i = 0; i < n; i++)
        whole += means[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            b[i * n + j] = -(b[i * n + j] - means[i] - means[j] + whole) / 2;
}

/* Eigenvalues, largest first, and their vectors as columns. */
static bool decompose(double *b, size_t n, double *values, double *vectors, struct arena *arena)
{
    double *room = arena_array(arena, 4 * n, sizeof *room);
    if (!room) return false;
    gsl_eigen_symmv_workspace workspace = {
        .size = n, .d = room, .sd = room + n, .gc = room + 2 * n, .gs = room + 3 * n};
    gsl_matrix_view matrix = gsl_matrix_view_array(b, n, n);
    gsl_vector_view value = gsl_vector_view_array(values, n);
    gsl_matrix_view vector = gsl_matrix_view_array(vectors, n, n);
    gsl_eigen_symmv(&matrix.matrix, &value.vector, &vector.matrix, &workspace);
    gsl_eigen_symmv_sort(&value.vector, &vector.matrix, GSL_EIGEN_SORT_VAL_DESC);
    return true;
}

static void put_axis(const double *values, const double *vectors, size_t n, size_t axis,
                     double *out)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_there = axis < n && values[axis] > 0;
        out[i] = is_there ? sqrt(values[axis]) * vectors[i * n + axis] : 0;
        if (fabs(out[i]) > fabs(largest) + EQUAL) largest = out[i];
    }
    for (size_t i = 0; i < n && largest < 0; i++)
        out[i] = -out[i];
}

static double share_of(const double *values, size_t n)
{
    double all = 0, kept = 0;
    for (size_t i = 0; i < n; i++) {
        all += fabs(values[i]);
        if (i < 2) kept += fmax(values[i], 0);
    }
    return all > 0 ? kept / all : NAN;
}

static double stress_of(const struct scaling *scaling, const double *distances, size_t n)
{
    double error = 0, all = 0;
    for (size_t i = 0; i < scaling->n_placed; i++)
        for (size_t j = i + 1; j < scaling->n_placed; j++) {
            double d = distances[scaling->placed[i] * n + scaling->placed[j]];
            double fitted = hypot(scaling->x[i] - scaling->x[j], scaling->y[i] - scaling->y[j]);
            error += (d - fitted) * (d - fitted);
            all += d * d;
        }
    return all > 0 ? sqrt(error / all) : NAN;
}

static bool place(struct scaling *scaling, const double *distances, size_t n, struct arena *arena)
{
    size_t m = scaling->n_placed, n_pairs;
    if (!size_mul(m, m, &n_pairs)) return false;
    double *b = arena_array(arena, n_pairs + 1, sizeof *b);
    double *vectors = arena_array(arena, n_pairs + 1, sizeof *vectors);
    double *means = arena_array(arena, m + 1, sizeof *means);
    scaling->x = arena_array(arena, m + 1, sizeof(double));
    scaling->y = arena_array(arena, m + 1, sizeof(double));
    scaling->values = arena_array(arena, m + 1, sizeof(double));
    if (!b || !vectors || !means || !scaling->x || !scaling->y || !scaling->values) return false;
    if (m == 0) return true;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++) {
            double d = i == j ? 0 : distances[scaling->placed[i] * n + scaling->placed[j]];
            b[i * m + j] = d * d;
        }
    centre(b, m, means);
    if (!decompose(b, m, scaling->values, vectors, arena)) return false;
    put_axis(scaling->values, vectors, m, 0, scaling->x);
    put_axis(scaling->values, vectors, m, 1, scaling->y);
    scaling->share = share_of(scaling->values, m);
    scaling->stress = stress_of(scaling, distances, n);
    return true;
}

bool scaling_init(struct scaling *scaling, const double *distances, size_t n, struct arena *arena)
{
    *scaling = (struct scaling){.share = NAN, .stress = NAN};
    return leave_out(scaling, distances, n, arena) && place(scaling, distances, n, arena);
}
