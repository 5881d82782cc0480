/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Models and snapshots made in memory, for tests of the engine: by hand or at random. */
#ifndef TESTS_ENGINE_WORLD_H
#define TESTS_ENGINE_WORLD_H

#include <stdio.h>
#include <stdlib.h>

#include "../support.h"
#include "base/diagnostics.h"
#include "engine/findings.h"
#include "engine/measure.h"

/** Actors a00, a01, ...; issues i00, i01, ... on numbers from 0 to 1, until told otherwise. Nobody
 *  has a position at first. Everybody and everything is selected and known. */
struct world {
    struct arena arena;
    struct stance_model model;
    struct stance_snapshot snapshot;
};

static inline void *world_room(struct world *world, size_t count, size_t size)
{
    void *room = arena_array(&world->arena, count ? count : 1, size);
    if (!room) abort();
    return room;
}

static inline const char *world_name(struct world *world, char letter, size_t number)
{
    char name[32];
    snprintf(name, sizeof name, "%c%02zu", letter, number);
    return arena_string(&world->arena, name);
}

static inline size_t *world_counting(struct world *world, size_t count)
{
    size_t *out = world_room(world, count, sizeof *out);
    for (size_t i = 0; i < count; i++)
        out[i] = i;
    return out;
}

static inline bool *world_flags(struct world *world, size_t count)
{
    bool *out = world_room(world, count, sizeof *out);
    for (size_t i = 0; i < count; i++)
        out[i] = true;
    return out;
}

static inline void world_init(struct world *world, size_t n_actors, size_t n_issues)
{
    struct stance_model *model = &world->model;
    struct stance_snapshot *snapshot = &world->snapshot;
    *world = (struct world){0};
    model->n_actors = n_actors;
    model->n_issues = n_issues;
    model->actors = world_room(world, n_actors, sizeof *model->actors);
    model->issues = world_room(world, n_issues, sizeof *model->issues);
    for (size_t i = 0; i < n_actors; i++) {
        const char *id = world_name(world, 'a', i);
        model->actors[i] = (struct actor){.id = id, .name = id, .weight = 1, .entered = DATE_NONE};
        if (!map_put(&model->actor_ids, id, i)) abort();
    }
    for (size_t k = 0; k < n_issues; k++) {
        const char *id = world_name(world, 'i', k);
        model->issues[k] = (struct issue){.id = id, .name = id, .weight = 1, .entered = DATE_NONE};
        model->issues[k].scale = (struct scale){.kind = &scale_interval, .issue = id, .max = 1};
        if (!map_put(&model->issue_ids, id, k)) abort();
    }
    snapshot->model = model;
    snapshot->as_of = snapshot->as_known = snapshot->lonely_after = DATE_NONE;
    snapshot->n_actors = n_actors;
    snapshot->n_issues = n_issues;
    snapshot->actors = world_counting(world, n_actors);
    snapshot->issues = world_counting(world, n_issues);
    snapshot->actor_is_known = world_flags(world, n_actors);
    snapshot->issue_is_known = world_flags(world, n_issues);
    snapshot->standings = world_room(world, n_actors * n_issues, sizeof *snapshot->standings);
    for (size_t c = 0; c < n_actors * n_issues; c++)
        snapshot->standings[c].salience = 1;
}

static inline void world_clear(struct world *world)
{
    map_clear(&world->model.actor_ids);
    map_clear(&world->model.issue_ids);
    map_clear(&world->model.group_ids);
    arena_clear(&world->arena);
}

/* Scales */

static inline struct scale *world_scale(struct world *world, size_t issue)
{
    return &world->model.issues[issue].scale;
}

static inline void world_numbers(struct world *world, size_t issue, double min, double max)
{
    world_scale(world, issue)->min = min;
    world_scale(world, issue)->max = max;
}

static inline void world_choices(struct world *world, size_t issue, size_t count)
{
    struct scale *scale = world_scale(world, issue);
    scale->n_choices = count;
    scale->choices = world_room(world, count, sizeof *scale->choices);
    scale->min = 0;
    scale->max = (double)count - 1;
    for (size_t c = 0; c < count; c++) {
        scale->choices[c].id = scale->choices[c].label = world_name(world, 'c', c);
        scale->choices[c].at = (double)c / (double)(count - 1);
    }
}

static inline void world_levels(struct world *world, size_t issue, size_t count)
{
    world_scale(world, issue)->kind = &scale_ordinal;
    world_choices(world, issue, count);
}

static inline void world_nominal(struct world *world, size_t issue, size_t count, bool several)
{
    world_scale(world, issue)->kind = &scale_nominal;
    world_scale(world, issue)->several = several;
    world_choices(world, issue, count);
}

static inline void world_neutral(struct world *world, size_t issue, double neutral)
{
    world_scale(world, issue)->has_neutral = true;
    world_scale(world, issue)->neutral = neutral;
}

/* Positions */

static inline struct position make_span(double from, double to)
{
    return (struct position){.kind = POSITION_SPAN, .from = from, .to = to};
}

/* Bit c is choice c, below 64. */
static inline struct position make_set(struct world *world, uint64_t bits)
{
    uint64_t *choices = world_room(world, 16, sizeof *choices); /* any scale's words */
    choices[0] = bits;
    return (struct position){.kind = POSITION_SET, .choices = choices};
}

static inline struct standing *world_standing(struct world *world, size_t actor, size_t issue)
{
    return &world->snapshot.standings[actor * world->model.n_issues + issue];
}

/* One entry of several claims: the position is their hull. */
static inline struct standing *put_claims(struct world *world, size_t actor, size_t issue,
                                          const struct position *positions, size_t count)
{
    static const struct stance stance = {.n_claims = 1};
    struct standing *standing = world_standing(world, actor, issue);
    struct claim *claims = world_room(world, count, sizeof *claims);
    for (size_t c = 0; c < count; c++)
        claims[c] = (struct claim){.position = positions[c], .confidence = 1};
    standing->stance = &stance;
    standing->claims = claims;
    standing->n_claims = count;
    if (!scale_hull(world_scale(world, issue), positions, count, sizeof *positions, &world->arena,
                    &standing->position))
        abort();
    return standing;
}

static inline struct standing *put(struct world *world, size_t actor, size_t issue,
                                   struct position position)
{
    return put_claims(world, actor, issue, &position, 1);
}

static inline struct standing *put_span(struct world *world, size_t actor, size_t issue,
                                        double from, double to)
{
    return put(world, actor, issue, make_span(from, to));
}

static inline struct standing *put_point(struct world *world, size_t actor, size_t issue, double x)
{
    return put_span(world, actor, issue, x, x);
}

static inline struct standing *put_set(struct world *world, size_t actor, size_t issue,
                                       uint64_t bits)
{
    return put(world, actor, issue, make_set(world, bits));
}

static inline struct standing *put_silence(struct world *world, size_t actor, size_t issue)
{
    return put(world, actor, issue, (struct position){.kind = POSITION_UNDECLARED});
}

static inline void put_accepts(struct world *world, size_t actor, size_t issue,
                               struct position position)
{
    struct position *accepts = world_room(world, 1, sizeof *accepts);
    *accepts = position;
    world_standing(world, actor, issue)->accepts = accepts;
}

/* Groups: to be made by ascending id, the members ascending. */
static inline void world_group(struct world *world, const char *id, const size_t *members,
                               size_t count)
{
    struct stance_model *model = &world->model;
    struct group *groups = world_room(world, model->n_groups + 1, sizeof *groups);
    for (size_t g = 0; g < model->n_groups; g++)
        groups[g] = model->groups[g];
    groups[model->n_groups].id = id;
    groups[model->n_groups].n_members = count;
    groups[model->n_groups].members = world_room(world, count, sizeof(size_t));
    for (size_t i = 0; i < count; i++)
        groups[model->n_groups].members[i] = members[i];
    model->groups = groups;
    model->n_groups++;
}

/* Findings */

/* Aborts on failure: these worlds are small. Freed by the caller. */
static inline stance_findings *find(struct world *world, const char *measure, const char *salience)
{
    stance_comparison comparison = {.measure = measure, .salience = salience};
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    stance_findings *findings = NULL;
    stance_result result =
        stance_findings_new(&world->snapshot, &comparison, diagnostics, &findings);
    if (result != STANCE_OK || !findings) abort();
    stance_diagnostics_free(diagnostics);
    return findings;
}

/* Chance */

static inline double pick(uint64_t *random, const double *values, size_t count)
{
    return values[test_random_below(random, count)];
}

static inline bool flip(uint64_t *random, double probability)
{
    return test_random_unit(random) < probability;
}

static inline void random_scale(struct world *world, size_t issue, uint64_t *random)
{
    size_t count = 2 + test_random_below(random, 4);
    switch (test_random_below(random, 4)) {
    case 0:
        world_levels(world, issue, count);
        break;
    case 1:
        world_numbers(world, issue, -10, 10 + 90 * test_random_unit(random));
        break;
    case 2:
        world_nominal(world, issue, count, flip(random, 0.5));
        break;
    default:
        break;
    }
    if (world_scale(world, issue)->kind != &scale_nominal && flip(random, 0.6)) {
        const struct scale *scale = world_scale(world, issue);
        world_neutral(world, issue,
                      scale->n_choices ? (double)test_random_below(random, scale->n_choices)
                                       : (scale->min + scale->max) * 0.4);
    }
}

static inline struct position random_position(struct world *world, size_t issue, uint64_t *random)
{
    const struct scale *scale = world_scale(world, issue);
    double ends[2];
    if (scale->kind == &scale_nominal) {
        uint64_t all = (UINT64_C(1) << scale->n_choices) - 1;
        if (flip(random, 0.5))
            return make_set(world, UINT64_C(1) << test_random_below(random, scale->n_choices));
        return make_set(world, 1 + test_random_below(random, all));
    }
    for (size_t i = 0; i < 2; i++) {
        ends[i] = scale->n_choices
                      ? (double)test_random_below(random, scale->n_choices)
                      : scale->min + (scale->max - scale->min) * test_random_unit(random);
        if (!scale->n_choices && flip(random, 0.2))
            ends[i] = flip(random, 0.5) ? scale->min : scale->max;
    }
    if (flip(random, 0.5)) ends[1] = ends[0];
    return ends[0] < ends[1] ? make_span(ends[0], ends[1]) : make_span(ends[1], ends[0]);
}

static inline void random_standing(struct world *world, size_t actor, size_t issue,
                                   uint64_t *random)
{
    static const double saliences[] = {0, 0.1, 0.5, 0.8, 1, 1};
    struct position claims[3];
    size_t count = flip(random, 0.15) ? 2 + test_random_below(random, 2) : 1;
    if (flip(random, 0.2)) return;
    for (size_t c = 0; c < count; c++)
        claims[c] = random_position(world, issue, random);
    if (count > 1 && flip(random, 0.3)) claims[0] = (struct position){.kind = POSITION_UNDECLARED};
    if (flip(random, 0.15))
        put_silence(world, actor, issue);
    else
        put_claims(world, actor, issue, claims, count);
    world_standing(world, actor, issue)->salience = pick(random, saliences, 6);
    if (flip(random, 0.5)) put_accepts(world, actor, issue, random_position(world, issue, random));
}

/* Random scales, weights, positions of every kind. Ends in world_clear. */
static inline void world_random(struct world *world, size_t n_actors, size_t n_issues,
                                uint64_t *random)
{
    static const double weights[] = {1, 1, 1, 0, 0.25, 0.7, 3.5}, influences[] = {1, 1, 0, 0.5, 5};
    size_t members[64], count = 0;
    world_init(world, n_actors, n_issues);
    for (size_t k = 0; k < n_issues; k++) {
        random_scale(world, k, random);
        world->model.issues[k].weight = pick(random, weights, 7);
    }
    for (size_t i = 0; i < n_actors; i++) {
        world->model.actors[i].weight = pick(random, influences, 5);
        for (size_t k = 0; k < n_issues; k++)
            random_standing(world, i, k, random);
        if (count < 64 && flip(random, 0.4)) members[count++] = i;
    }
    if (count) world_group(world, "east", members, count);
}

#endif
