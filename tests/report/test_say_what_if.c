/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page computes from: on random models, under every measure and salience, the numbers that
 * it gets lead to the engine's own figures, as filed and after other weights. */
#include <math.h>
#include <string.h>

#include "../engine/world.h"
#include "report/say_page.h"

#define EPS 1e-12

/* ---- the page's arithmetic */

struct computed {
    double cohesion, divergence[16], share[16];
    double agreement[16][16];
};

static double distance_of(const struct what_if_issue *issue, size_t p, size_t q)
{
    if (issue->distances) return issue->distances[p * issue->n_positions + q];
    return fmin(1, fmax(fabs(issue->centres[p] - issue->centres[q]),
                        fabs(issue->halves[p] - issue->halves[q])));
}

static double weight_of(const struct what_if *what_if, size_t k, size_t a, size_t b)
{
    const struct what_if_issue *issue = &what_if->issues[k];
    if (!what_if->by_salience) return issue->weight;
    return issue->weight * sqrt(issue->saliences[a] * issue->saliences[b]);
}

static bool has_both(const struct what_if_issue *issue, size_t a, size_t b)
{
    return issue->positions[a] != STANCE_NONE && issue->positions[b] != STANCE_NONE;
}

static void add_pair(const struct what_if *what_if, size_t a, size_t b, struct computed *out,
                     double *sums)
{
    double whole = 0, apart = 0, p = what_if->influence[a] * what_if->influence[b];
    for (size_t k = 0; k < what_if->n_issues; k++) {
        const struct what_if_issue *issue = &what_if->issues[k];
        if (!has_both(issue, a, b)) continue;
        double d = distance_of(issue, issue->positions[a], issue->positions[b]);
        whole += weight_of(what_if, k, a, b);
        apart += weight_of(what_if, k, a, b) * d;
        sums[k] += p;
        out->divergence[k] += p * d;
    }
    out->agreement[a][b] = whole > 0 ? 1 - apart / whole : NAN;
    if (!(whole > 0)) return;
    sums[16] += p;
    out->cohesion += p * out->agreement[a][b];
    for (size_t k = 0; k < what_if->n_issues; k++) {
        const struct what_if_issue *issue = &what_if->issues[k];
        if (has_both(issue, a, b))
            out->share[k] += p * (weight_of(what_if, k, a, b) / whole) *
                             distance_of(issue, issue->positions[a], issue->positions[b]);
    }
}

static void compute(const struct what_if *what_if, struct computed *out)
{
    double sums[17] = {0}, missing = 0;
    *out = (struct computed){0};
    for (size_t a = 0; a < what_if->n_actors; a++)
        for (size_t b = a + 1; b < what_if->n_actors; b++)
            add_pair(what_if, a, b, out, sums);
    for (size_t k = 0; k < what_if->n_issues; k++) {
        out->divergence[k] /= sums[k];
        missing += out->share[k];
    }
    for (size_t k = 0; k < what_if->n_issues; k++)
        out->share[k] = missing > 0 ? out->share[k] / missing : NAN;
    out->cohesion /= sums[16];
}

/* ---- against the engine */

static size_t actor_named(const struct world *world, const char *id)
{
    size_t a = 0;
    while (strcmp(world->model.actors[a].id, id) != 0)
        a++;
    return a;
}

static size_t issue_named(const struct world *world, const char *id)
{
    size_t k = 0;
    while (strcmp(world->model.issues[k].id, id) != 0)
        k++;
    return k;
}

static void check_pairs(const struct world *world, const stance_findings *findings,
                        const struct what_if *what_if, const struct computed *computed)
{
    for (size_t a = 0; a < what_if->n_actors; a++)
        for (size_t b = a + 1; b < what_if->n_actors; b++) {
            const stance_pair *pair =
                stance_findings_pair(findings, actor_named(world, what_if->actors[a]),
                                     actor_named(world, what_if->actors[b]));
            CHECK_NEAR(computed->agreement[a][b], pair->agreement, EPS);
        }
}

/* Other weights for the issues, in the model and on the page: the same figures again. */
static void change_weights(struct world *world, struct what_if *what_if, uint64_t *random)
{
    for (size_t k = 0; k < world->model.n_issues; k++)
        world->model.issues[k].weight =
            test_random_below(random, 4) == 0 ? 0 : 3 * test_random_unit(random);
    for (size_t k = 0; k < what_if->n_issues; k++)
        what_if->issues[k].weight =
            world->model.issues[issue_named(world, what_if->issues[k].id)].weight;
}

static void check_figures(const struct world *world, const stance_findings *findings,
                          const struct what_if *what_if)
{
    struct computed computed;
    compute(what_if, &computed);
    check_pairs(world, findings, what_if, &computed);
    CHECK_NEAR(computed.cohesion, stance_findings_cohesion(findings), EPS);
    for (size_t k = 0; k < what_if->n_issues; k++) {
        const stance_issue_figures *figures =
            stance_findings_issue(findings, issue_named(world, what_if->issues[k].id));
        CHECK_NEAR(computed.divergence[k], figures->divergence, EPS);
        CHECK_NEAR(computed.share[k], figures->share, EPS);
    }
}

static struct what_if *find_what_if(const struct stance_document *document)
{
    static struct what_if copy;
    for (const struct block *block = document->first; block; block = block->next)
        if (block->kind == BLOCK_WHAT_IF) {
            copy = *block->picture.what_if;
            return &copy;
        }
    return NULL;
}

static size_t check_world(struct world *world, const char *measure, const char *salience,
                          uint64_t *random)
{
    stance_findings *findings = find(world, measure, salience);
    struct speaker speaker;
    struct gathering gathering;
    size_t seen = 0;
    CHECK(speaker_init(&speaker, STANCE_PAGE, SUBJECT_REPORT, findings));
    gathering_init(&gathering, &speaker);
    say_what_if(&speaker, &gathering);
    gathering_clear(&gathering);
    struct what_if *what_if = find_what_if(speaker.document);
    if (what_if) {
        check_figures(world, findings, what_if);
        change_weights(world, what_if, random);
        stance_findings *other = find(world, measure, salience);
        check_figures(world, other, what_if);
        stance_findings_free(other);
        seen = 1;
    }
    stance_document_free(speaker.document);
    stance_findings_free(findings);
    return seen;
}

static void test_what_if(void)
{
    static const char *const measures[] = {"city-block", "directional", "gap"};
    static const char *const saliences[] = {"both", "none", "a00"};
    uint64_t random = 12;
    size_t seen = 0;
    for (size_t round = 0; round < 1500; round++) {
        struct world world;
        size_t n = 2 + test_random_below(&random, 7), m = 1 + test_random_below(&random, 8);
        world_random(&world, n, m, &random);
        for (size_t a = 0; a < n; a++) /* only of who has something on record is anything said */
            world.model.actors[a].weight = 1 + (double)test_random_below(&random, 3);
        seen += check_world(&world, measures[round % 3], saliences[round / 3 % 3], &random);
        world_clear(&world);
    }
    CHECK(seen > 800);
}

void suite_report_say_what_if(void)
{
    CU_pSuite suite = CU_add_suite("report/say_what_if", NULL, NULL);
    CU_add_test(suite, "the page's arithmetic is the engine's", test_what_if);
}
