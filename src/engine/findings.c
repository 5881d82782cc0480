/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that a report needs, computed once, in passes: pairs (rows of them, in threads), then issues
 * (in threads, each over all pairs), then means over pairs. Nothing depends on which thread took
 * what: a pair and an issue are summed by one of them, in one order. */
#include "engine/findings.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/parallel.h"
#include "engine/cohesion.h"
#include "engine/divergence.h"
#include "engine/measure.h"
#include "engine/pair.h"

/* Below so many cells (issues of pairs) threads cost more than they save. */
#define CELLS_FOR_THREADS 1e6

static size_t threads_for(const struct matrix *matrix)
{
    double n = (double)matrix->n_actors, m = (double)matrix->n_issues;
    return n * n * m > CELLS_FOR_THREADS ? 0 : 1;
}

/* What was asked for */

struct request {
    const struct measure *measure;
    enum salience_mode salience;
    const char *salience_word;
    size_t eyes; /* SALIENCE_ONE */
};

static bool read_measure(const char *word, struct request *request,
                         struct stance_diagnostics *diagnostics)
{
    struct str names = {0};
    const char *near;
    request->measure = word ? measure_find(word) : &measure_city_block;
    if (request->measure) return true;
    measure_print_names(&names);
    diagnostics_error(diagnostics, (struct place){0}, "\"%s\" is no measure (%s)", word,
                      str_get(&names));
    near = measure_nearest(word);
    if (near) diagnostics_hint(diagnostics, "Did you mean \"%s\"?", near);
    str_clear(&names);
    return false;
}

static void complain_of_eyes(const struct stance_model *model, const char *word,
                             struct stance_diagnostics *diagnostics)
{
    struct nearest nearest;
    nearest_init(&nearest, word);
    nearest_try(&nearest, "both");
    nearest_try(&nearest, "none");
    for (size_t i = 0; i < model->n_actors; i++)
        nearest_try(&nearest, model->actors[i].id);
    diagnostics_error(diagnostics, (struct place){0},
                      "\"%s\" is no salience (both, none, or an actor through whose eyes to look)",
                      word);
    if (nearest.best) diagnostics_hint(diagnostics, "Did you mean \"%s\"?", nearest.best);
}

/* "both" and "none" are the words; an actor of that name is actor:both (corner case 8). */
static bool read_salience(const char *word, const struct stance_snapshot *snapshot,
                          struct request *request, struct stance_diagnostics *diagnostics)
{
    static const char prefix[] = "actor:";
    const char *id = word;
    if (!word) word = "both";
    request->salience_word = word;
    request->salience = strcmp(word, "none") ? SALIENCE_BOTH : SALIENCE_NONE;
    if (request->salience == SALIENCE_NONE || strcmp(word, "both") == 0) return true;
    if (strncmp(word, prefix, sizeof prefix - 1) == 0) id = word + sizeof prefix - 1;
    request->salience = SALIENCE_ONE;
    request->salience_word = id;
    request->eyes = stance_model_find_actor(snapshot->model, id);
    if (request->eyes != STANCE_NONE && snapshot->actor_is_known[request->eyes]) return true;
    complain_of_eyes(snapshot->model, id, diagnostics);
    return false;
}

static bool read_request(const stance_comparison *comparison,
                         const struct stance_snapshot *snapshot, struct request *request,
                         struct stance_diagnostics *diagnostics)
{
    bool ok = read_measure(comparison ? comparison->measure : NULL, request, diagnostics);
    return read_salience(comparison ? comparison->salience : NULL, snapshot, request,
                         diagnostics) &&
           ok;
}

/* Pairs */

static void compare_row(void *context, size_t a)
{
    struct stance_findings *findings = context;
    const struct matrix *matrix = &findings->matrix;
    for (size_t b = a + 1; b < matrix->n_actors; b++)
        pair_compare(matrix, a, b, &findings->pairs[pair_place(matrix->n_actors, a, b)], NULL);
}

/* From the matrix's units to those of the files; a sum past the largest number stays finite. */
static double weight_as_filed(const struct matrix *matrix, double weight)
{
    return fmin(ldexp(weight, matrix->weight_exponent), DBL_MAX);
}

/* Issues */

struct columns {
    const struct stance_findings *findings;
    struct divergence *divergences;
};

static void diverge(void *context, size_t issue)
{
    struct columns *columns = context;
    divergence_of(&columns->findings->matrix, columns->findings->pairs, issue,
                  &columns->divergences[issue]);
}

/* On record, whatever the measure makes of it. */
static void count_standings(const struct stance_findings *findings, size_t issue,
                            stance_issue_figures *out)
{
    for (size_t i = 0; i < findings->matrix.n_actors; i++) {
        const struct standing *standing = findings_standing(findings, i, issue);
        if (!standing_is_known(standing)) continue;
        if (standing_is_declared(standing))
            out->declared++;
        else
            out->undeclared++;
        findings->actors[i].stances++;
    }
}

struct ranked {
    double divergence;
    size_t issue;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->divergence > b->divergence) return -1;
    if (a->divergence < b->divergence) return 1;
    return a->issue < b->issue ? -1 : a->issue > b->issue;
}

static bool rank_issues(struct stance_findings *findings)
{
    size_t n = findings->matrix.n_issues;
    struct ranked *ranked = arena_array(&findings->arena, n, sizeof *ranked);
    findings->issue_order = arena_array(&findings->arena, n, sizeof *findings->issue_order);
    if (!ranked || !findings->issue_order) return false;
    for (size_t k = 0; k < n; k++) {
        double divergence = findings->issues[k].divergence;
        ranked[k] = (struct ranked){isnan(divergence) ? -1 : divergence, k};
    }
    qsort(ranked, n, sizeof *ranked, compare_ranked);
    for (size_t k = 0; k < n; k++)
        findings->issue_order[k] = ranked[k].issue;
    return true;
}

/* An issue's share of what is missing is T_k / (1 - cohesion). Mathematically the T_k add up to
 * that denominator; adding them up keeps the shares' sum at 1 where 1 - cohesion would cancel. */
static bool fill_issues(struct stance_findings *findings)
{
    const struct matrix *matrix = &findings->matrix;
    size_t n = matrix->n_issues;
    struct columns columns = {findings,
                              arena_array(&findings->arena, n, sizeof(struct divergence))};
    double missing = 0;
    if (!columns.divergences) return false;
    parallel_for(n, threads_for(matrix), diverge, &columns);
    for (size_t k = 0; k < n; k++)
        missing += columns.divergences[k].missing;
    for (size_t k = 0; k < n; k++) {
        const struct divergence *divergence = &columns.divergences[k];
        stance_issue_figures *out = &findings->issues[k];
        count_standings(findings, k, out);
        out->weight = findings_issue(findings, k)->weight;
        out->divergence = divergence->value;
        out->divergence_low = divergence->low;
        out->divergence_high = divergence->high;
        out->divergence_max = divergence->max;
        out->share = missing > 0 ? divergence->missing / missing : NAN;
    }
    return rank_issues(findings);
}

/* Actors and groups */

static void fill_actors(struct stance_findings *findings, struct cohesion *means)
{
    for (size_t i = 0; i < findings->matrix.n_actors; i++) {
        findings->actors[i].weight = findings_actor(findings, i)->weight;
        findings->actors[i].mean_agreement = cohesion_of_actor(means, i);
    }
    findings->cohesion = cohesion_mean(means, pair_agreement, PAIRS_ALL, NULL);
    findings->cohesion_low =
        fmin(cohesion_mean(means, pair_low, PAIRS_ALL, NULL), findings->cohesion);
    findings->cohesion_high =
        fmax(cohesion_mean(means, pair_high, PAIRS_ALL, NULL), findings->cohesion);
}

/* Flags of the selected actors that belong to a group; how many do. */
static size_t find_members(const struct stance_findings *findings, const struct group *group,
                           bool *is_member)
{
    size_t count = 0, next = 0;
    for (size_t i = 0; i < findings->matrix.n_actors; i++) {
        is_member[i] = group_has(group, findings->snapshot->actors[i], &next);
        count += is_member[i];
    }
    return count;
}

/* Groups with at least one member selected; the model keeps them by id. */
static bool fill_groups(struct stance_findings *findings, struct cohesion *means)
{
    const struct stance_model *model = findings->snapshot->model;
    bool *is_member = arena_array(&findings->arena, findings->matrix.n_actors, sizeof *is_member);
    findings->groups = arena_array(&findings->arena, model->n_groups, sizeof *findings->groups);
    if (!is_member || !findings->groups) return false;
    for (size_t g = 0; g < model->n_groups; g++) {
        size_t members = find_members(findings, &model->groups[g], is_member);
        if (!members) continue;
        findings->groups[findings->n_groups++] = (stance_group_figures){
            .id = model->groups[g].id,
            .members = members,
            .cohesion = cohesion_mean(means, pair_agreement, PAIRS_WITHIN, is_member),
            .outward = cohesion_mean(means, pair_agreement, PAIRS_ACROSS, is_member),
        };
    }
    return true;
}

/* All of it */

static bool make_room(struct stance_findings *findings)
{
    struct arena *arena = &findings->arena;
    size_t n = findings->matrix.n_actors, doubled = 0;
    if (n > 1 && !size_mul(n, n - 1, &doubled)) return false;
    findings->n_pairs = doubled / 2;
    findings->pairs = arena_array(arena, findings->n_pairs, sizeof *findings->pairs);
    findings->actors = arena_array(arena, n, sizeof *findings->actors);
    findings->issues = arena_array(arena, findings->matrix.n_issues, sizeof *findings->issues);
    return findings->pairs && findings->actors && findings->issues;
}

static bool compute(struct stance_findings *findings)
{
    const struct matrix *matrix = &findings->matrix;
    struct cohesion means;
    if (!make_room(findings)) return false;
    parallel_for(matrix->n_actors, threads_for(matrix), compare_row, findings);
    if (!cohesion_init(&means, matrix, findings->pairs, &findings->arena)) return false;
    if (!fill_issues(findings)) return false;
    fill_actors(findings, &means);
    if (!fill_groups(findings, &means)) return false;
    for (size_t i = 0; i < findings->n_pairs; i++)
        findings->pairs[i].weight = weight_as_filed(matrix, findings->pairs[i].weight);
    return true;
}

stance_result stance_findings_new(const stance_snapshot *snapshot,
                                  const stance_comparison *comparison,
                                  stance_diagnostics *diagnostics, stance_findings **out)
{
    struct request request = {0};
    struct stance_findings *findings;
    *out = NULL;
    if (!read_request(comparison, snapshot, &request, diagnostics))
        return diagnostics->failed ? STANCE_NO_MEMORY : STANCE_REFUSED;
    findings = calloc(1, sizeof *findings);
    if (!findings) return STANCE_NO_MEMORY;
    findings->snapshot = snapshot;
    findings->salience = arena_string(&findings->arena, request.salience_word);
    if (!findings->salience ||
        !matrix_init(&findings->matrix, snapshot, request.measure, request.salience,
                     request.eyes) ||
        !compute(findings)) {
        stance_findings_free(findings);
        return STANCE_NO_MEMORY;
    }
    *out = findings;
    return STANCE_OK;
}

void stance_findings_free(stance_findings *findings)
{
    if (!findings) return;
    matrix_clear(&findings->matrix);
    arena_clear(&findings->arena);
    free(findings);
}

/* Asking */

size_t findings_pair_index(const struct stance_findings *findings, size_t a, size_t b)
{
    return pair_place(findings->matrix.n_actors, a, b);
}

const struct standing *findings_standing(const struct stance_findings *findings, size_t actor,
                                         size_t issue)
{
    const struct stance_snapshot *snapshot = findings->snapshot;
    assert(actor < snapshot->n_actors && issue < snapshot->n_issues);
    return snapshot_standing(snapshot, snapshot->actors[actor], snapshot->issues[issue]);
}

const struct actor *findings_actor(const struct stance_findings *findings, size_t actor)
{
    assert(actor < findings->snapshot->n_actors);
    return &findings->snapshot->model->actors[findings->snapshot->actors[actor]];
}

const struct issue *findings_issue(const struct stance_findings *findings, size_t issue)
{
    assert(issue < findings->snapshot->n_issues);
    return &findings->snapshot->model->issues[findings->snapshot->issues[issue]];
}

bool findings_use_city_block(const struct stance_findings *findings)
{
    return findings->matrix.measure == &measure_city_block;
}

size_t findings_mean_bounds(const struct stance_findings *findings, size_t actor, double *low,
                            double *high)
{
    double lows = 0, highs = 0, weights = 0;
    size_t count = 0;
    for (size_t other = 0; other < findings->matrix.n_actors; other++) {
        double p = findings->matrix.actor_weights[other];
        if (other == actor || !(p > 0)) continue;
        const stance_pair *pair = stance_findings_pair(findings, actor, other);
        if (isnan(pair->agreement)) continue;
        count++;
        weights += p;
        lows += p * pair->low;
        highs += p * pair->high;
    }
    *low = lows / weights;
    *high = highs / weights;
    return count;
}

double findings_own_coverage(const struct stance_findings *findings, size_t actor)
{
    const struct matrix *matrix = &findings->matrix;
    double covered = 0;
    for (size_t i = 0; i < matrix->n_issues; i++)
        if (matrix_cell(matrix, actor, i)->state == CELL_DECLARED)
            covered += matrix->issues[i].weight;
    return matrix->weight_of_all > 0 ? covered / matrix->weight_of_all : NAN;
}

const stance_pair *stance_findings_pair(const stance_findings *findings, size_t a, size_t b)
{
    return &findings->pairs[a < b ? findings_pair_index(findings, a, b)
                                  : findings_pair_index(findings, b, a)];
}

size_t stance_findings_pair_issues(const stance_findings *findings, size_t a, size_t b,
                                   stance_pair_issue *rows)
{
    const struct matrix *matrix = &findings->matrix;
    stance_pair pair;
    size_t n_rows;
    assert(a != b && a < matrix->n_actors && b < matrix->n_actors);
    n_rows =
        a < b ? pair_compare(matrix, a, b, &pair, rows) : pair_compare(matrix, b, a, &pair, rows);
    for (size_t i = 0; i < n_rows; i++)
        rows[i].weight = weight_as_filed(matrix, rows[i].weight);
    return n_rows;
}

const stance_actor_figures *stance_findings_actor(const stance_findings *findings, size_t actor)
{
    assert(actor < findings->matrix.n_actors);
    return &findings->actors[actor];
}

const stance_issue_figures *stance_findings_issue(const stance_findings *findings, size_t issue)
{
    assert(issue < findings->matrix.n_issues);
    return &findings->issues[issue];
}

size_t stance_findings_groups(const stance_findings *findings)
{
    return findings->n_groups;
}

const stance_group_figures *stance_findings_group(const stance_findings *findings, size_t group)
{
    assert(group < findings->n_groups);
    return &findings->groups[group];
}

double stance_findings_cohesion(const stance_findings *findings)
{
    return findings->cohesion;
}

double stance_findings_cohesion_low(const stance_findings *findings)
{
    return findings->cohesion_low;
}

double stance_findings_cohesion_high(const stance_findings *findings)
{
    return findings->cohesion_high;
}
