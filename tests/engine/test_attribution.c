/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The split of a change against the worked numbers of measures.md section 8, and against what must
 * hold of any two snapshots: parts add up, what did not change has none, there and back cancel. The
 * formulas themselves are in test_attribution_formulas.c. */
#include <math.h>
#include <string.h>

#include "again.h"

/* ---- measures.md section 8 */

static void put_cared(struct world *world, size_t actor, size_t issue, double x, double salience)
{
    put_point(world, actor, issue, x)->salience = salience;
}

static void make_example(struct world *world, bool later)
{
    world_init(world, 2, 3);
    world->model.issues[1].weight = .5;
    put_cared(world, 0, 0, later ? 2.0 / 3 : 1, .9);
    put_cared(world, 1, 0, later ? 2.0 / 3 : 1.0 / 3, .8);
    put_cared(world, 0, 1, .5, .5);
    put_cared(world, 1, 1, .5, .5);
    if (later) put_cared(world, 0, 2, 1, .9);
    put_cared(world, 1, 2, 0, .8);
}

static void test_example(void)
{
    struct world before, after;
    make_example(&before, false);
    make_example(&after, true);
    stance_findings *a = find(&before, NULL, NULL), *b = find(&after, NULL, NULL);
    stance_changes *changes = compare(a, b);
    const struct change *pair = &changes->pairs[0];
    CHECK_NEAR(pair->before, .485051, 5e-7);
    CHECK_NEAR(pair->after, .564199, 5e-7);
    CHECK_SIZE(pair->n_parts, 3);
    CHECK_NEAR(part_of(pair, 0, 0), .185740, 5e-7);
    CHECK_NEAR(part_of(pair, 1, 0), .185740, 5e-7);
    CHECK_NEAR(part_of(pair, 0, 2), -.292331, 5e-7);
    CHECK_NEAR(sum_of_parts(pair), .079148, 5e-7);
    CHECK_NEAR(sum_of_parts(pair), pair->after - pair->before, EPS);
    CHECK_NEAR(sum_of_parts(&changes->cohesion), .079148, 5e-7);
    CHECK_SIZE(changes->n_moves, 3);
    CHECK_TEXT(stance_changes_move(changes, 0)->issue, "i02");
    CHECK_NEAR(stance_changes_move(changes, 0)->effect, -.292331, 5e-7);
    CHECK_NEAR(stance_changes_move(changes, 0)->reach, .292331, 5e-7);
    CHECK(isnan(stance_changes_move(changes, 0)->distance));
    CHECK_NEAR(stance_changes_move(changes, 1)->distance, 1.0 / 3, EPS);
    stance_changes_free(changes);
    stance_findings_free(a);
    stance_findings_free(b);
    world_clear(&before);
    world_clear(&after);
}

/* ---- what must hold of any two snapshots */

/* The same scales, some other positions and now and then other weights; shares memory with the
 * first, which has to be cleared after it. */
static void world_again(struct world *out, const struct world *world, uint64_t *random)
{
    size_t n = world->model.n_actors, m = world->model.n_issues;
    bool reweigh = flip(random, .3);
    world_init(out, n, m);
    for (size_t k = 0; k < m; k++) {
        out->model.issues[k].scale = world->model.issues[k].scale;
        out->model.issues[k].weight = world->model.issues[k].weight;
        if (reweigh && flip(random, .3))
            out->model.issues[k].weight *= 1 + test_random_unit(random);
        if (reweigh && flip(random, .1)) random_scale(out, k, random);
    }
    for (size_t i = 0; i < n; i++) {
        out->model.actors[i].weight = world->model.actors[i].weight;
        if (reweigh && flip(random, .3)) out->model.actors[i].weight = 2 * test_random_unit(random);
        for (size_t k = 0; k < m; k++) {
            const struct scale *was = &world->model.issues[k].scale, *is = world_scale(out, k);
            bool same = was->kind == is->kind && was->choices == is->choices &&
                        was->min == is->min && was->max == is->max && was->several == is->several;
            if (same && flip(random, .8))
                *world_standing(out, i, k) = world->snapshot.standings[i * m + k];
            else
                random_standing(out, i, k, random);
        }
    }
}

static size_t count_uneven(const struct change *change)
{
    if (!is_split(change)) return change->n_parts;
    return fabs(sum_of_parts(change) - (change->after - change->before)) > EPS;
}

/* As world_again hands them on, claims and all. */
static bool same_standing(const struct standing *a, const struct standing *b)
{
    return a->stance == b->stance && a->claims == b->claims && a->n_claims == b->n_claims &&
           a->salience == b->salience && a->accepts == b->accepts;
}

/* Parts of cells that say the same on both sides, of actors and issues that weigh the same. */
static size_t count_undue(const stance_changes *changes, const struct change *change)
{
    size_t wrong = 0;
    for (size_t p = 0; p < change->n_parts; p++) {
        const struct part *part = &change->parts[p];
        bool due;
        if (part->issue == STANCE_NONE) {
            due = findings_actor(changes->before, part->actor)->weight !=
                  findings_actor(changes->after, part->actor)->weight;
        } else if (part->actor == STANCE_NONE) {
            due = changes->rescaled[part->issue] ||
                  findings_issue(changes->before, part->issue)->weight !=
                      findings_issue(changes->after, part->issue)->weight;
        } else {
            due = !same_standing(findings_standing(changes->before, part->actor, part->issue),
                                 findings_standing(changes->after, part->actor, part->issue));
        }
        wrong += !due || part->effect == 0 || !isfinite(part->effect);
        if (p) wrong += part[-1].actor == part->actor && part[-1].issue >= part->issue;
        if (p) wrong += part[-1].actor > part->actor;
    }
    return wrong;
}

static size_t count_unlike(const struct change *there, const struct change *back)
{
    size_t wrong = 0;
    for (size_t p = 0; p < there->n_parts; p++)
        wrong += fabs(there->parts[p].effect +
                      part_of(back, there->parts[p].actor, there->parts[p].issue)) > EPS;
    return wrong;
}

static size_t count_wrong(const stance_changes *there, const struct change *change,
                          const struct change *back)
{
    return count_uneven(change) + count_undue(there, change) + count_unlike(change, back);
}

static void test_any(void)
{
    static const char *const measures[] = {NULL, "directional", "gap"};
    static const char *const saliences[] = {NULL, "none", "a00"};
    uint64_t random = 22;
    size_t wrong = 0, parts = 0;
    for (size_t round = 0; round < 900; round++) {
        struct world before, after;
        size_t n = 1 + test_random_below(&random, 8), m = 1 + test_random_below(&random, 8);
        const char *measure = measures[round % 3], *salience = saliences[round / 3 % 3];
        world_random(&before, n, m, &random);
        world_again(&after, &before, &random);
        stance_findings *a = find(&before, measure, salience), *b = find(&after, measure, salience);
        stance_changes *there = compare(a, b), *back = compare(b, a);
        for (size_t p = 0; p < there->n_pairs; p++)
            wrong += count_wrong(there, &there->pairs[p], &back->pairs[p]);
        for (size_t k = 0; k < m; k++)
            wrong += count_wrong(there, &there->divergences[k], &back->divergences[k]);
        wrong += count_wrong(there, &there->cohesion, &back->cohesion);
        parts += there->cohesion.n_parts;
        stance_changes_free(there);
        stance_changes_free(back);
        stance_findings_free(a);
        stance_findings_free(b);
        world_clear(&after);
        world_clear(&before);
    }
    CHECK_SIZE(wrong, 0);
    CHECK(parts > 1000);
}

/* One pair of eyes: its owner's entry is a player, also where it is the owner's own position that
 * did not change; if the owner is not selected, the part is nobody's. */
static void test_eyes(void)
{
    for (int selected = 2; selected <= 3; selected++) {
        struct world worlds[2];
        stance_findings *findings[2];
        for (int side = 0; side < 2; side++) {
            world_init(&worlds[side], 3, 2);
            put_point(&worlds[side], 0, 0, 0);
            put_point(&worlds[side], 1, 0, 1);
            put_point(&worlds[side], 0, 1, 0);
            put_point(&worlds[side], 1, 1, 0);
            put_silence(&worlds[side], 2, 0)->salience = side ? 1 : .25;
            worlds[side].snapshot.n_actors = (size_t)selected;
            findings[side] = find(&worlds[side], NULL, "a02");
        }
        stance_changes *changes = compare(findings[0], findings[1]);
        const struct change *pair = &changes->pairs[0];
        CHECK_SIZE(pair->n_parts, 1);
        CHECK_NEAR(part_of(pair, selected == 3 ? 2 : STANCE_NONE, 0), .5 - .8, EPS);
        CHECK_NEAR(sum_of_parts(&changes->cohesion), .5 - .8, EPS);
        CHECK_SIZE(changes->n_moves, selected == 3); /* it cares more than it did */
        stance_changes_free(changes);
        for (int side = 0; side < 2; side++) {
            stance_findings_free(findings[side]);
            world_clear(&worlds[side]);
        }
    }
}

/* Weights that no single number can hold both of: still finite, still exact. */
static void test_extremes(void)
{
    struct world worlds[2];
    stance_findings *findings[2];
    for (int side = 0; side < 2; side++) {
        double huge = side ? 1e300 : 1e-300;
        world_init(&worlds[side], 3, 2);
        for (size_t k = 0; k < 2; k++)
            worlds[side].model.issues[k].weight = k ? huge : huge / 2;
        for (size_t i = 0; i < 3; i++) {
            worlds[side].model.actors[i].weight = huge;
            put_point(&worlds[side], i, 0, i == 2 ? .5 : (double)i);
            put_point(&worlds[side], i, 1, side ? .25 * (double)i : 0);
        }
        findings[side] = find(&worlds[side], NULL, NULL);
    }
    stance_changes *changes = compare(findings[0], findings[1]);
    for (size_t p = 0; p < changes->n_pairs; p++)
        CHECK_NEAR(sum_of_parts(&changes->pairs[p]),
                   changes->pairs[p].after - changes->pairs[p].before, EPS);
    for (size_t k = 0; k < 2; k++)
        CHECK_NEAR(sum_of_parts(&changes->divergences[k]),
                   changes->divergences[k].after - changes->divergences[k].before, EPS);
    CHECK_NEAR(sum_of_parts(&changes->cohesion), changes->cohesion.after - changes->cohesion.before,
               EPS);
    stance_changes_free(changes);
    for (int side = 0; side < 2; side++) {
        stance_findings_free(findings[side]);
        world_clear(&worlds[side]);
    }
}

/* A snapshot against itself: figures, and nothing else. */
static void test_nothing(void)
{
    uint64_t random = 23;
    struct world world;
    world_random(&world, 6, 6, &random);
    stance_findings *findings = find(&world, NULL, NULL);
    stance_changes *changes = compare(findings, findings);
    CHECK_SIZE(changes->n_moves, 0);
    CHECK_SIZE(changes->n_conditions, 0);
    CHECK_SIZE(changes->cohesion.n_parts, 0);
    for (size_t p = 0; p < changes->n_pairs; p++)
        CHECK_SIZE(changes->pairs[p].n_parts, 0);
    stance_changes_free(changes);
    stance_findings_free(findings);
    world_clear(&world);
}

void suite_engine_attribution(void)
{
    CU_pSuite suite = CU_add_suite("engine/attribution", NULL, NULL);
    CU_add_test(suite, "the worked example", test_example);
    CU_add_test(suite, "any two snapshots", test_any);
    CU_add_test(suite, "one pair of eyes", test_eyes);
    CU_add_test(suite, "weights of all sizes", test_extremes);
    CU_add_test(suite, "nothing changed", test_nothing);
}
