/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In steps: actors and issues of both sides under one number, the figures side by side, the moves,
 * and last what made which part of which figure's change (attribution.c). */
#include "engine/change.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/attribution.h"
#include "engine/moves.h"
#include "engine/pair.h"
#include "model/equal.h"

const struct stance_findings *changes_findings(const struct stance_changes *changes, enum side side)
{
    return side == BEFORE ? changes->before : changes->after;
}

size_t matched_place(const struct matched *matched, enum side side)
{
    return side == BEFORE ? matched->before : matched->after;
}

/* The model of a cycle borrows the path of the one below it; who loads a folder twice gets two. */
static bool are_of_one_model(const struct stance_model *before, const struct stance_model *after)
{
    return before == after || (before->path && before->path == after->path);
}

/* ---- one numbering */

/* Both lists are sorted by id. */
static bool match_actors(struct stance_changes *changes)
{
    const struct stance_findings *before = changes->before, *after = changes->after;
    size_t n = before->matrix.n_actors, m = after->matrix.n_actors, both, a = 0, b = 0;
    if (!size_add(n, m, &both)) return false;
    changes->actors = arena_array(&changes->arena, both, sizeof *changes->actors);
    if (!changes->actors) return false;
    while (a < n || b < m) {
        int order = a == n   ? 1
                    : b == m ? -1
                             : strcmp(findings_actor(before, a)->id, findings_actor(after, b)->id);
        const struct actor *actor =
            order < 0 ? findings_actor(before, a) : findings_actor(after, b);
        changes->actors[changes->n_actors++] = (struct matched){
            .id = actor->id,
            .name = actor->name,
            .before = order <= 0 ? a++ : STANCE_NONE,
            .after = order >= 0 ? b++ : STANCE_NONE,
        };
    }
    return true;
}

static void add_issue(struct stance_changes *changes, const struct issue *issue, size_t before,
                      size_t after)
{
    struct matched *out = &changes->issues[changes->n_issues++];
    *out = (struct matched){issue->id, issue->name, before, after};
}

/* Places among the selected of the earlier side, by index in its model; STANCE_NONE: not there. */
static size_t *places_of_issues(struct stance_changes *changes)
{
    const struct stance_snapshot *snapshot = changes->before->snapshot;
    size_t n = snapshot->model->n_issues;
    size_t *places = arena_array(&changes->arena, n, sizeof *places);
    if (!places) return NULL;
    for (size_t k = 0; k < n; k++)
        places[k] = STANCE_NONE;
    for (size_t k = 0; k < snapshot->n_issues; k++)
        places[snapshot->issues[k]] = k;
    return places;
}

/* In the order of the later side; what only the earlier one has follows in its own. */
static bool match_issues(struct stance_changes *changes)
{
    const struct stance_findings *before = changes->before, *after = changes->after;
    const struct stance_model *model = before->snapshot->model;
    size_t n = before->matrix.n_issues, m = after->matrix.n_issues, both;
    size_t *places = places_of_issues(changes);
    if (!places || !size_add(n, m, &both)) return false;
    changes->issues = arena_array(&changes->arena, both, sizeof *changes->issues);
    if (!changes->issues) return false;
    for (size_t k = 0; k < m; k++) {
        const struct issue *issue = findings_issue(after, k);
        size_t index = stance_model_find_issue(model, issue->id);
        size_t place = index == STANCE_NONE ? STANCE_NONE : places[index];
        add_issue(changes, issue, place, k);
        if (place != STANCE_NONE) places[index] = STANCE_NONE; /* it has its number */
    }
    for (size_t k = 0; k < n; k++)
        if (places[before->snapshot->issues[k]] != STANCE_NONE)
            add_issue(changes, findings_issue(before, k), k, STANCE_NONE);
    return true;
}

static bool mark_rescaled(struct stance_changes *changes)
{
    bool *rescaled = arena_array(&changes->arena, changes->n_issues, sizeof *rescaled);
    if (!rescaled) return false;
    for (size_t k = 0; k < changes->n_issues; k++) {
        const struct matched *issue = &changes->issues[k];
        rescaled[k] = issue->before != STANCE_NONE && issue->after != STANCE_NONE &&
                      !scale_equal(&findings_issue(changes->before, issue->before)->scale,
                                   &findings_issue(changes->after, issue->after)->scale);
    }
    changes->rescaled = rescaled;
    return true;
}

/* ---- figures side by side */

static double agreement(const struct stance_findings *findings, size_t a, size_t b)
{
    return a == STANCE_NONE || b == STANCE_NONE ? NAN
                                                : stance_findings_pair(findings, a, b)->agreement;
}

static double divergence(const struct stance_findings *findings, size_t issue)
{
    return issue == STANCE_NONE ? NAN : findings->issues[issue].divergence;
}

static bool lay_side_by_side(struct stance_changes *changes)
{
    const struct stance_findings *before = changes->before, *after = changes->after;
    size_t n = changes->n_actors, doubled = 0;
    struct change *pair;
    if (n > 1 && !size_mul(n, n - 1, &doubled)) return false;
    changes->n_pairs = doubled / 2;
    changes->pairs = pair = arena_array(&changes->arena, changes->n_pairs, sizeof *changes->pairs);
    changes->divergences =
        arena_array(&changes->arena, changes->n_issues, sizeof *changes->divergences);
    if (!changes->pairs || !changes->divergences) return false;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++, pair++) {
            const struct matched *x = &changes->actors[a], *y = &changes->actors[b];
            pair->before = agreement(before, x->before, y->before);
            pair->after = agreement(after, x->after, y->after);
        }
    for (size_t k = 0; k < changes->n_issues; k++) {
        changes->divergences[k].before = divergence(before, changes->issues[k].before);
        changes->divergences[k].after = divergence(after, changes->issues[k].after);
    }
    changes->cohesion.before = before->cohesion;
    changes->cohesion.after = after->cohesion;
    return true;
}

/* ---- moves by what they did */

static int by_reach(const void *left, const void *right)
{
    const struct move *a = left, *b = right;
    if (a->figures.reach != b->figures.reach) return a->figures.reach > b->figures.reach ? -1 : 1;
    if (a->actor != b->actor) return a->actor < b->actor ? -1 : 1;
    return (a->issue > b->issue) - (a->issue < b->issue);
}

static bool attribute(struct stance_changes *changes)
{
    struct attribution attribution;
    bool ok;
    if (!attribution_init(&attribution, changes)) return false;
    ok = attribution_run(&attribution);
    for (size_t i = 0; ok && i < changes->n_moves; i++) {
        struct move *move = &changes->moves[i];
        move->figures.effect = attribution_effect(&attribution, move->actor, move->issue);
        move->figures.reach = attribution_reach(&attribution, move->actor, move->issue);
    }
    attribution_clear(&attribution);
    if (ok && changes->n_moves)
        qsort(changes->moves, changes->n_moves, sizeof *changes->moves, by_reach);
    return ok;
}

/* ---- all of it */

stance_result stance_changes_new(const stance_findings *before, const stance_findings *after,
                                 stance_changes **out)
{
    struct stance_changes *changes;
    assert(before->matrix.measure == after->matrix.measure);
    assert(strcmp(before->salience, after->salience) == 0);
    *out = NULL;
    changes = calloc(1, sizeof *changes);
    if (!changes) return STANCE_NO_MEMORY;
    changes->before = before;
    changes->after = after;
    changes->of_one_model = are_of_one_model(before->snapshot->model, after->snapshot->model);
    if (!match_actors(changes) || !match_issues(changes) || !mark_rescaled(changes) ||
        !lay_side_by_side(changes) || !moves_find(changes) || !moves_find_conditions(changes) ||
        !attribute(changes)) {
        stance_changes_free(changes);
        return STANCE_NO_MEMORY;
    }
    *out = changes;
    return STANCE_OK;
}

size_t stance_changes_moves(const stance_changes *changes)
{
    return changes->n_moves;
}

const stance_move *stance_changes_move(const stance_changes *changes, size_t index)
{
    assert(index < changes->n_moves);
    return &changes->moves[index].figures;
}

void stance_changes_free(stance_changes *changes)
{
    if (!changes) return;
    arena_clear(&changes->arena);
    free(changes);
}
