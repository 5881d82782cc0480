/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means over pairs against one plain sum over all pairs. */
#include "engine/cohesion.h"

#include <math.h>

#include "engine/pair.h"
#include "world.h"

/* choice: 0 all, 1 both are members, 2 one is. */
static double plain(const stance_findings *findings, int choice, const bool *is_member,
                    pair_figure *figure)
{
    double sum = 0, weight = 0;
    for (size_t a = 0; a < findings->matrix.n_actors; a++) {
        for (size_t b = a + 1; b < findings->matrix.n_actors; b++) {
            double x = figure(stance_findings_pair(findings, a, b));
            double w = findings->actors[a].weight * findings->actors[b].weight;
            if (choice == 1 && !(is_member[a] && is_member[b])) continue;
            if (choice == 2 && is_member[a] == is_member[b]) continue;
            if (isnan(x)) continue;
            sum += w * x;
            weight += w;
        }
    }
    return weight > 0 ? sum / weight : NAN;
}

static void test_means(void)
{
    static pair_figure *const figures[] = {pair_agreement, pair_low, pair_high};
    uint64_t random = 13;
    for (size_t round = 0; round < 1500; round++) {
        struct world world;
        struct cohesion cohesion;
        bool is_member[12];
        size_t n = 1 + test_random_below(&random, 10);
        world_random(&world, n, 3, &random);
        for (size_t i = 0; i < n; i++)
            is_member[i] = flip(&random, .5);
        stance_findings *findings = find(&world, NULL, NULL);
        CHECK(cohesion_init(&cohesion, &findings->matrix, findings->pairs, &world.arena));
        for (size_t f = 0; f < 3; f++) {
            CHECK_NEAR(cohesion_mean(&cohesion, figures[f], PAIRS_ALL, NULL),
                       plain(findings, 0, is_member, figures[f]), 1e-12);
            CHECK_NEAR(cohesion_mean(&cohesion, figures[f], PAIRS_WITHIN, is_member),
                       plain(findings, 1, is_member, figures[f]), 1e-12);
            CHECK_NEAR(cohesion_mean(&cohesion, figures[f], PAIRS_ACROSS, is_member),
                       plain(findings, 2, is_member, figures[f]), 1e-12);
        }
        stance_findings_free(findings);
        world_clear(&world);
    }
}

void suite_engine_cohesion(void)
{
    CU_pSuite suite = CU_add_suite("engine/cohesion", NULL, NULL);
    CU_add_test(suite, "means over pairs", test_means);
}
