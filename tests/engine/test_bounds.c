/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both kinds of a pair's bounds against every point that ranges, sets, claims and silence may hide.
 * Weights do not depend on values, so the extremes of a pair are those of its issues: each issue's
 * are searched among all points of both sides. */
#include <math.h>

#include "engine/verdict.h"
#include "world.h"

#define EPS 1e-12

struct points {
    double at[16];     /* on spans: in [0, 1] */
    uint64_t sets[64]; /* on sets */
    size_t count;
};

static double normal(const struct scale *scale, double x)
{
    return scale->kind->normalise(scale, x);
}

/* Ends, and the other's ends where they lie inside: the distance of points is extreme there. */
static void hidden_in_span(const struct scale *scale, const struct standing *own,
                           const struct standing *other, struct points *out)
{
    bool own_is_known = standing_is_declared(own), other_is = standing_is_declared(other);
    double low = own_is_known ? normal(scale, own->position.from) : 0;
    double high = own_is_known ? normal(scale, own->position.to) : 1;
    double tries[] = {low, high, other_is ? normal(scale, other->position.from) : .5,
                      other_is ? normal(scale, other->position.to) : .5};
    for (size_t i = 0; i < 4; i++) {
        if (tries[i] >= low && tries[i] <= high) out->at[out->count++] = tries[i];
    }
}

static void hidden_in_set(const struct scale *scale, const struct standing *own, struct points *out)
{
    bool declared = standing_is_declared(own);
    for (uint64_t bits = 1; bits < UINT64_C(1) << scale->n_choices; bits++) {
        bool one = (bits & (bits - 1)) == 0;
        if (!scale->several && !one) continue;
        if (!scale->several && declared && !(own->position.choices[0] & bits)) continue;
        if (!scale->several || !declared) out->sets[out->count++] = bits;
    }
    for (size_t c = 0; scale->several && declared && c < own->n_claims; c++) {
        if (position_is_declared(&own->claims[c].position))
            out->sets[out->count++] = own->claims[c].position.choices[0];
    }
}

static double distance_of_points(const struct scale *scale, const struct points *a, size_t i,
                                 const struct points *b, size_t j)
{
    if (scale->kind != &scale_nominal) return fabs(a->at[i] - b->at[j]);
    return 1 - (double)__builtin_popcountll(a->sets[i] & b->sets[j]) /
                   (double)__builtin_popcountll(a->sets[i] | b->sets[j]);
}

static void extremes(struct world *world, size_t issue, double *least, double *largest)
{
    const struct scale *scale = world_scale(world, issue);
    const struct standing *a = world_standing(world, 0, issue),
                          *b = world_standing(world, 1, issue);
    struct points pa = {.count = 0}, pb = {.count = 0};
    if (scale->kind == &scale_nominal) {
        hidden_in_set(scale, a, &pa);
        hidden_in_set(scale, b, &pb);
    } else {
        hidden_in_span(scale, a, b, &pa);
        hidden_in_span(scale, b, a, &pb);
    }
    *least = 1;
    *largest = 0;
    for (size_t i = 0; i < pa.count; i++) {
        for (size_t j = 0; j < pb.count; j++) {
            double d = distance_of_points(scale, &pa, i, &pb, j);
            *least = fmin(*least, d);
            *largest = fmax(*largest, d);
        }
    }
}

static void test_bounds_by_force(void)
{
    uint64_t random = 3;
    for (size_t round = 0; round < 4000; round++) {
        struct world world;
        double w = 0, far = 0, near = 0, silent_w = 0, silent_far = 0, silent_near = 0;
        world_random(&world, 2, 4, &random);
        stance_findings *findings = find(&world, NULL, NULL);
        const stance_pair *pair = stance_findings_pair(findings, 0, 1);
        for (size_t k = 0; k < 4; k++) {
            const struct standing *a = world_standing(&world, 0, k),
                                  *b = world_standing(&world, 1, k);
            double least, largest;
            double weight = world.model.issues[k].weight * sqrt(a->salience * b->salience);
            bool declared = standing_is_declared(a) && standing_is_declared(b);
            if (!standing_is_known(a) || !standing_is_known(b)) continue;
            extremes(&world, k, &least, &largest);
            silent_w += weight;
            silent_far += weight * largest;
            silent_near += weight * least;
            if (!declared) continue;
            w += weight;
            far += weight * largest;
            near += weight * least;
        }
        CHECK_NEAR(pair->low, w > 0 ? 1 - far / w : NAN, EPS);
        CHECK_NEAR(pair->high, w > 0 ? 1 - near / w : NAN, EPS);
        CHECK_NEAR(pair->silence_low, silent_w > 0 ? 1 - silent_far / silent_w : NAN, EPS);
        CHECK_NEAR(pair->silence_high, silent_w > 0 ? 1 - silent_near / silent_w : NAN, EPS);
        stance_findings_free(findings);
        world_clear(&world);
    }
}

/* Alike but for rounding: the one that rests on more comes first; vagueness leaves it open. */
static void test_lowest_actor(void)
{
    struct world world;
    world_init(&world, 4, 2);
    put_point(&world, 0, 0, 0);
    put_point(&world, 1, 0, 1);
    put_point(&world, 1, 1, 0);
    put_point(&world, 2, 1, 1); /* 0 and 2 are at 0 against 1 alone, 1 against both */
    stance_findings *findings = find(&world, NULL, NULL);
    CHECK_SIZE(find_lowest_actor(findings), 1);
    CHECK(actor_is_at_the_end(findings, 1)); /* the others are alike, not below */
    stance_findings_free(findings);
    put_span(&world, 3, 1, 0, 1); /* could be at 0 against 1, or against 2, not against both */
    findings = find(&world, NULL, NULL);
    CHECK_SIZE(find_lowest_actor(findings), 0);
    CHECK(actor_is_at_the_end(findings, 0));
    CHECK(!actor_is_at_the_end(findings, 3));
    stance_findings_free(findings);
    world_clear(&world);
}

void suite_engine_bounds(void)
{
    CU_pSuite suite = CU_add_suite("engine/bounds", NULL, NULL);
    CU_add_test(suite, "the actor at the end", test_lowest_actor);
    CU_add_test(suite, "bounds are attained", test_bounds_by_force);
}
