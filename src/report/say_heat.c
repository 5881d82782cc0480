/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that are looked at: agreement with the camps side by side, and all positions. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "report/say_page.h"

/* With more cells than this a matrix belongs into a spreadsheet. */
#define CELLS_IN_PICTURES 25000

static struct heat *open_heat(struct speaker *speaker, size_t n_rows, size_t n_columns)
{
    struct stance_document *document = speaker->document;
    struct block *block = document_picture(document, BLOCK_HEAT);
    struct heat *heat = document_alloc(document, 1, sizeof *heat);
    if (!block || !heat) return NULL;
    heat->n_rows = n_rows;
    heat->n_columns = n_columns;
    heat->rows = document_alloc(document, n_rows, sizeof(const char *));
    heat->columns = document_alloc(document, n_columns, sizeof(const char *));
    heat->cells = document_alloc(document, n_rows * n_columns, sizeof *heat->cells);
    if (document->failed) return NULL;
    block->picture.heat = heat;
    return heat;
}

/* ---- agreement */

/* The number of issues that all pairs rest on; 0 if it is not one number. */
static size_t common_basis(const struct speaker *speaker, const struct gathering *gathering)
{
    size_t basis = 0;
    for (size_t i = 0; i < gathering->n; i++)
        for (size_t j = i + 1; j < gathering->n; j++) {
            const stance_pair *pair =
                stance_findings_pair(speaker->findings, gathering->actors[i], gathering->actors[j]);
            if (isnan(pair->agreement) || pair->issues == basis) continue;
            if (basis > 0) return 0;
            basis = pair->issues;
        }
    return basis;
}

static struct heat_cell agreement_cell(struct speaker *speaker, size_t a, size_t b, bool with_basis)
{
    if (a == b) return (struct heat_cell){.kind = HEAT_SELF};
    const stance_pair *pair = stance_findings_pair(speaker->findings, a, b);
    if (isnan(pair->agreement)) return (struct heat_cell){.kind = HEAT_BLANK};
    return (struct heat_cell){
        .kind = HEAT_SHADE,
        .at = pair->agreement,
        .small = with_basis ? keep_count(speaker, pair->issues) : NULL,
    };
}

static void say_too_many(struct speaker *speaker, size_t count)
{
    document_paragraph(speaker->document);
    document_say(speaker->document,
                 "%zu actors are too many for a picture: choose some by --actors (all in a "
                 "spreadsheet: stance matrix agreement).",
                 count);
}

static void say_agreement_caption(struct speaker *speaker, size_t basis)
{
    struct stance_document *document = speaker->document;
    document_say(document, "Agreement of each pair: 1, the same positions; 0, opposite ends. ");
    if (basis > 0)
        document_say(document, "All pairs rest on %zu %s. ", basis,
                     basis == 1 ? "issue" : "issues");
    else
        document_say(document, "The small number is how many issues it rests on. ");
    document_say(document, "Actors that agree stand side by side.");
}

void say_heat_map(struct speaker *speaker, const struct gathering *gathering)
{
    size_t n = gathering->n;
    if (n < 2) return;
    say_heading(speaker, "Who agrees with whom", NULL);
    if (gathering->too_many) {
        say_too_many(speaker, n);
        return;
    }
    size_t basis = common_basis(speaker, gathering);
    struct heat *heat = open_heat(speaker, n, n);
    if (!heat) return;
    say_agreement_caption(speaker, basis);
    heat->is_square = true;
    heat->corner = "actor";
    heat->low = "0, opposite ends";
    heat->high = "1, the same";
    for (size_t r = 0; r < n; r++) {
        heat->rows[r] = heat->columns[r] =
            keep_name(speaker, actor_name(speaker, gathering->ordered[r]));
        for (size_t c = 0; c < n; c++)
            heat->cells[r * n + c] =
                agreement_cell(speaker, gathering->ordered[r], gathering->ordered[c], basis == 0);
    }
}

/* ---- positions */

static const char *disputed_text(struct speaker *speaker, size_t issue,
                                 const struct standing *standing)
{
    struct str text = {0};
    const struct scale *scale = &findings_issue(speaker->findings, issue)->scale;
    str_append(&text, "disputed: ");
    for (size_t c = 0; c < standing->n_claims; c++) {
        if (c > 0) str_append(&text, " / ");
        scale_print_position(scale, &standing->claims[c].position, &text);
    }
    const char *copy = keep_name(speaker, str_get(&text));
    if (text.failed) speaker->document->failed = true;
    str_clear(&text);
    return copy;
}

/* As many digits as two places need: "0", "0.5", "0.33". */
static const char *keep_short(struct speaker *speaker, double at)
{
    struct str text = {0};
    number_print_plain(round(100 * at) / 100, &text);
    const char *copy = keep_name(speaker, str_get(&text));
    if (text.failed) speaker->document->failed = true;
    str_clear(&text);
    return copy;
}

/* Words, or a figure where there is no room for them. */
static const char *text_of(struct speaker *speaker, size_t issue, const struct standing *standing,
                           bool is_narrow, double at)
{
    if (is_narrow && standing_is_disputed(standing)) return "d";
    if (is_narrow && !isnan(at)) return keep_short(speaker, at);
    if (standing_is_disputed(standing)) return disputed_text(speaker, issue, standing);
    return keep_position(speaker, issue, &standing->position);
}

static struct heat_cell position_cell(struct speaker *speaker, size_t actor, size_t issue,
                                      bool is_narrow)
{
    const struct standing *standing = findings_standing(speaker->findings, actor, issue);
    if (!standing_is_known(standing)) return (struct heat_cell){.kind = HEAT_BLANK};
    if (!standing_is_declared(standing))
        return (struct heat_cell){.kind = HEAT_UNDECLARED, .text = is_narrow ? "u" : "undeclared"};
    const struct scale *scale = &findings_issue(speaker->findings, issue)->scale;
    /* What contradicting claims span is nobody's position. */
    double at = standing_is_disputed(standing) ? NAN : place_of(scale, &standing->position);
    return (struct heat_cell){
        .kind = isnan(at) ? HEAT_PLAIN : HEAT_SHADE,
        .at = at,
        .text = text_of(speaker, issue, standing, is_narrow, at),
    };
}

/* Counted actors on record: those of the heat map first, in its order. */
static size_t choose_actors(const struct speaker *speaker, const struct gathering *gathering,
                            size_t *out)
{
    const struct stance_findings *findings = speaker->findings;
    size_t count = 0;
    for (size_t i = 0; i < gathering->n; i++)
        out[count++] = gathering->ordered[i];
    for (size_t a = 0; a < findings->snapshot->n_actors; a++)
        if (actor_is_counted(findings, a) && !actor_is_compared(findings, a) &&
            findings->actors[a].stances > 0)
            out[count++] = a;
    return count;
}

/* Issues with a counted actor on record, those that divide most first. */
static size_t choose_issues(const struct speaker *speaker, const size_t *actors, size_t n_actors,
                            size_t *out)
{
    const struct stance_findings *findings = speaker->findings;
    size_t count = 0;
    for (size_t n = 0; n < findings->snapshot->n_issues; n++) {
        size_t issue = findings->issue_order[n];
        bool is_known = false;
        for (size_t a = 0; a < n_actors && !is_known; a++)
            is_known = standing_is_known(findings_standing(findings, actors[a], issue));
        if (is_known) out[count++] = issue;
    }
    return count;
}

static void fill_positions(struct speaker *speaker, struct heat *heat, const size_t *actors,
                           const size_t *issues)
{
    bool is_narrow = heat->n_columns > HEAT_MANY;
    heat->diverges = true;
    heat->corner = "issue";
    heat->low = "one end of the issue's scale";
    heat->high = "the other end";
    for (size_t c = 0; c < heat->n_columns; c++)
        heat->columns[c] = keep_name(speaker, actor_name(speaker, actors[c]));
    for (size_t r = 0; r < heat->n_rows; r++) {
        heat->rows[r] = keep_name(speaker, issue_name(speaker, issues[r]));
        for (size_t c = 0; c < heat->n_columns; c++)
            heat->cells[r * heat->n_columns + c] =
                position_cell(speaker, actors[c], issues[r], is_narrow);
    }
}

void say_position_matrix(struct speaker *speaker, const struct gathering *gathering)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    if (gathering->too_many) return;
    size_t *actors = calloc(snapshot->n_actors + 1, sizeof *actors);
    size_t *issues = calloc(snapshot->n_issues + 1, sizeof *issues);
    size_t n_actors = 0, n_issues = 0;
    if (actors && issues) {
        n_actors = choose_actors(speaker, gathering, actors);
        n_issues = choose_issues(speaker, actors, n_actors, issues);
    } else {
        speaker->document->failed = true;
    }
    if (n_issues > 0 && n_actors * n_issues <= CELLS_IN_PICTURES) {
        say_heading(speaker, "All positions", NULL);
        struct heat *heat = open_heat(speaker, n_issues, n_actors);
        document_say(speaker->document,
                     "What each actor stands for, the issues that divide most first. The shade is "
                     "the place on the issue's scale, of ranges their middle; choices without an "
                     "order have none.%s",
                     n_actors > HEAT_MANY ? " Figures run from 0, the first level, to 1, the last."
                                          : "");
        if (heat) fill_positions(speaker, heat, actors, issues);
    }
    free(actors);
    free(issues);
}
