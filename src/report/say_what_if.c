/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page needs to compute agreement and divergence anew under other weights: each issue's
 * distinct positions with the engine's own distances, so that the page adds up and nothing else. */
#include <stdlib.h>

#include "engine/measure.h"
#include "report/say_page.h"

/* Beyond this many numbers the page would be slower than another run of the program. */
#define NUMBERS_MOST 60000

struct gatherer {
    struct speaker *speaker;
    size_t *actors; /* those that take part */
    size_t n_actors;
    size_t numbers; /* so far */
};

static const struct cell *cell_of(const struct gatherer *gatherer, size_t n, size_t issue)
{
    return matrix_cell(&gatherer->speaker->findings->matrix, gatherer->actors[n], issue);
}

/* Where both are at no distance from anything else's point of view: the same cell. */
static bool is_same(const struct matrix_issue *issue, const struct cell *a, const struct cell *b)
{
    if (issue->geometry == GEOMETRY_SPAN) return a->centre == b->centre && a->half == b->half;
    if (a->n_sets != 1 || b->n_sets != 1) return a == b;
    for (size_t w = 0; w < issue->words; w++)
        if (a->sets[0][w] != b->sets[0][w]) return false;
    return true;
}

/* Number the distinct positions of an issue; `first` tells whose each is.
 * @return how many actors have one. */
static size_t number_positions(const struct gatherer *gatherer, size_t issue, size_t *first,
                               struct what_if_issue *out)
{
    const struct matrix_issue *column = &gatherer->speaker->findings->matrix.issues[issue];
    size_t declared = 0;
    for (size_t n = 0; n < gatherer->n_actors; n++) {
        const struct cell *cell = cell_of(gatherer, n, issue);
        size_t p = 0;
        out->positions[n] = STANCE_NONE;
        if (cell->state != CELL_DECLARED) continue;
        declared++;
        while (p < out->n_positions && !is_same(column, cell, cell_of(gatherer, first[p], issue)))
            p++;
        if (p == out->n_positions) first[out->n_positions++] = n;
        out->positions[n] = p;
    }
    return declared;
}

static bool has_places(const struct stance_findings *findings, size_t issue)
{
    return findings_use_city_block(findings) &&
           findings->matrix.issues[issue].geometry == GEOMETRY_SPAN;
}

static void put_places(const struct gatherer *gatherer, size_t issue, const size_t *first,
                       struct what_if_issue *out)
{
    struct stance_document *document = gatherer->speaker->document;
    out->centres = document_alloc(document, out->n_positions, sizeof(double));
    out->halves = document_alloc(document, out->n_positions, sizeof(double));
    for (size_t p = 0; !document->failed && p < out->n_positions; p++) {
        out->centres[p] = cell_of(gatherer, first[p], issue)->centre;
        out->halves[p] = cell_of(gatherer, first[p], issue)->half;
    }
}

static void put_distances(const struct gatherer *gatherer, size_t issue, const size_t *first,
                          struct what_if_issue *out)
{
    const struct matrix *matrix = &gatherer->speaker->findings->matrix;
    size_t n = out->n_positions;
    out->distances = document_alloc(gatherer->speaker->document, n * n, sizeof(double));
    for (size_t p = 0; out->distances && p < n; p++)
        for (size_t q = 0; q < n; q++)
            out->distances[p * n + q] =
                matrix->measure
                    ->distance(&matrix->issues[issue], cell_of(gatherer, first[p], issue),
                               cell_of(gatherer, first[q], issue))
                    .d;
}

/* What the comparison weighs by: each actor's own salience, or that of one pair of eyes. */
static void put_saliences(const struct gatherer *gatherer, size_t issue, struct what_if_issue *out)
{
    const struct matrix *matrix = &gatherer->speaker->findings->matrix;
    for (size_t n = 0; n < gatherer->n_actors; n++)
        out->saliences[n] = matrix->salience == SALIENCE_ONE
                                ? matrix->eyes[issue]
                                : cell_of(gatherer, n, issue)->salience;
}

/* False where nothing can be compared on the issue, or the page would hold too much. */
static bool fill_issue(struct gatherer *gatherer, size_t issue, size_t *first,
                       struct what_if_issue *out)
{
    struct speaker *speaker = gatherer->speaker;
    *out = (struct what_if_issue){
        .id = findings_issue(speaker->findings, issue)->id,
        .name = issue_name(speaker, issue),
        .weight = speaker->findings->issues[issue].weight,
    };
    out->positions = document_alloc(speaker->document, gatherer->n_actors, sizeof(size_t));
    out->saliences = document_alloc(speaker->document, gatherer->n_actors, sizeof(double));
    if (!out->positions || !out->saliences) return false;
    if (number_positions(gatherer, issue, first, out) < 2) return false;
    put_saliences(gatherer, issue, out);
    bool places = has_places(speaker->findings, issue);
    gatherer->numbers += places ? 2 * out->n_positions : out->n_positions * out->n_positions;
    gatherer->numbers += 2 * gatherer->n_actors;
    if (gatherer->numbers > NUMBERS_MOST) return false; /* said once all are counted */
    (places ? put_places : put_distances)(gatherer, issue, first, out);
    return true;
}

static void fill_issues(struct gatherer *gatherer, struct what_if *what_if)
{
    const struct stance_findings *findings = gatherer->speaker->findings;
    size_t n_issues = findings->snapshot->n_issues;
    size_t *first = calloc(gatherer->n_actors + 1, sizeof *first);
    what_if->issues =
        document_alloc(gatherer->speaker->document, n_issues, sizeof *what_if->issues);
    if (!first) gatherer->speaker->document->failed = true;
    /* In the model's order: the page adds up as the engine does. */
    for (size_t i = 0; first && what_if->issues && i < n_issues; i++)
        if (fill_issue(gatherer, i, first, &what_if->issues[what_if->n_issues]))
            what_if->n_issues++;
    free(first);
}

static void fill_actors(struct gatherer *gatherer, struct what_if *what_if)
{
    const struct stance_findings *findings = gatherer->speaker->findings;
    struct stance_document *document = gatherer->speaker->document;
    what_if->actors = document_alloc(document, gatherer->n_actors, sizeof(const char *));
    what_if->names = document_alloc(document, gatherer->n_actors, sizeof(const char *));
    what_if->influence = document_alloc(document, gatherer->n_actors, sizeof(double));
    if (document->failed) return;
    what_if->n_actors = gatherer->n_actors;
    for (size_t n = 0; n < gatherer->n_actors; n++) {
        what_if->actors[n] = findings_actor(findings, gatherer->actors[n])->id;
        what_if->names[n] = actor_name(gatherer->speaker, gatherer->actors[n]);
        what_if->influence[n] = findings->actors[gatherer->actors[n]].weight;
    }
}

/* Other weights can make a pair comparable that was not: nobody is left out. */
static void fill_order(struct gatherer *gatherer, const struct gathering *gathering,
                       struct what_if *what_if)
{
    size_t count = 0;
    what_if->order =
        document_alloc(gatherer->speaker->document, gatherer->n_actors, sizeof *what_if->order);
    if (!what_if->order) return;
    for (size_t i = 0; i < gathering->n; i++)
        for (size_t n = 0; n < gatherer->n_actors; n++)
            if (gatherer->actors[n] == gathering->ordered[i]) what_if->order[count++] = n;
    for (size_t n = 0; n < gatherer->n_actors; n++)
        if (!actor_is_compared(gatherer->speaker->findings, gatherer->actors[n]))
            what_if->order[count++] = n;
}

static void choose_actors(struct gatherer *gatherer)
{
    const struct stance_findings *findings = gatherer->speaker->findings;
    for (size_t a = 0; a < findings->snapshot->n_actors; a++)
        if (actor_is_counted(findings, a) && findings->actors[a].stances > 0)
            gatherer->actors[gatherer->n_actors++] = a;
}

/* In the order of the report, for people. */
static void fill_ranking(struct gatherer *gatherer, struct what_if *what_if)
{
    const struct stance_findings *findings = gatherer->speaker->findings;
    size_t count = 0;
    what_if->ranking =
        document_alloc(gatherer->speaker->document, what_if->n_issues, sizeof *what_if->ranking);
    for (size_t n = 0; what_if->ranking && n < findings->snapshot->n_issues; n++)
        for (size_t i = 0; i < what_if->n_issues; i++)
            if (what_if->issues[i].id == findings_issue(findings, findings->issue_order[n])->id)
                what_if->ranking[count++] = i;
}

static const char *name_of_eyes(const struct stance_findings *findings)
{
    const struct stance_model *model = findings->snapshot->model;
    size_t actor = map_find(&model->actor_ids, findings->salience);
    return actor == MAP_NONE ? findings->salience : model->actors[actor].name;
}

static struct what_if *gather(struct gatherer *gatherer, const struct gathering *gathering)
{
    const struct stance_findings *findings = gatherer->speaker->findings;
    struct what_if *what_if = document_alloc(gatherer->speaker->document, 1, sizeof *what_if);
    if (!what_if) return NULL;
    choose_actors(gatherer);
    fill_actors(gatherer, what_if);
    fill_issues(gatherer, what_if);
    fill_ranking(gatherer, what_if);
    fill_order(gatherer, gathering, what_if);
    what_if->by_salience = findings->matrix.salience != SALIENCE_NONE;
    if (findings->matrix.salience == SALIENCE_ONE) what_if->eyes = name_of_eyes(findings);
    what_if->cohesion = findings->cohesion;
    return what_if;
}

static void say_picture(struct speaker *speaker, const struct what_if *what_if)
{
    struct block *block = document_picture(speaker->document, BLOCK_WHAT_IF);
    if (!block) return;
    block->picture.what_if = what_if;
    document_say(speaker->document,
                 "Give an issue another weight, 0 to leave it out, and see what becomes of "
                 "agreement. Positions stay what they are, and so does the report; an issue's own "
                 "divergence does not depend on weights, its share of all disagreement does.");
}

static void say_too_many(struct speaker *speaker)
{
    document_paragraph(speaker->document);
    document_say(speaker->document,
                 "There is no what-if of that many positions: choose some by --actors and "
                 "--issues.");
}

void say_what_if(struct speaker *speaker, const struct gathering *gathering)
{
    struct gatherer gatherer = {.speaker = speaker};
    if (gathering->too_many || speaker->document->failed) return;
    gatherer.actors = calloc(speaker->findings->snapshot->n_actors + 1, sizeof *gatherer.actors);
    if (!gatherer.actors) {
        speaker->document->failed = true;
        return;
    }
    const struct what_if *what_if = gather(&gatherer, gathering);
    if (gatherer.numbers > NUMBERS_MOST)
        say_too_many(speaker);
    else if (what_if && what_if->n_issues > 0)
        say_picture(speaker, what_if);
    free(gatherer.actors);
}
