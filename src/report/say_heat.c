/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that are looked at: agreement with the camps side by side, and all positions. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "report/say_page.h"

/* With more cells than this a matrix belongs into a spreadsheet ... */
#define CELLS_IN_PICTURES 25000
/* ... and with more columns than this there is no room for words. */
#define COLUMNS_OF_WORDS 18

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

/* How many issues the pairs rest on. */
struct basis {
    size_t least, most; /* 0: there is no pair */
};

static struct basis find_basis(const struct speaker *speaker, const struct gathering *gathering)
{
    struct basis basis = {0};
    for (size_t i = 0; i < gathering->n; i++)
        for (size_t j = i + 1; j < gathering->n; j++) {
            const stance_pair *pair =
                stance_findings_pair(speaker->findings, gathering->actors[i], gathering->actors[j]);
            if (isnan(pair->agreement)) continue;
            if (basis.least == 0 || pair->issues < basis.least) basis.least = pair->issues;
            if (pair->issues > basis.most) basis.most = pair->issues;
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
    document_say(
        speaker->document,
        "%zu actors are too many for a heat map, a map, a tree or a what-if: choose some by "
        "--actors (all in a "
        "spreadsheet: stance matrix agreement).",
        count);
}

static void say_agreement_caption(struct speaker *speaker, const struct basis *basis,
                                  bool with_basis)
{
    struct stance_document *document = speaker->document;
    document_say(document, "Agreement of each pair: 1, the same positions; 0, opposite ends. ");
    if (with_basis)
        document_say(document, "The small number is how many issues it rests on. ");
    else if (basis->least == basis->most)
        document_say(document, "All pairs rest on %zu %s. ", basis->most,
                     basis->most == 1 ? "issue" : "issues");
    else
        document_say(document,
                     "Pairs rest on %zu to %zu issues (stance compare A B tells on how many). ",
                     basis->least, basis->most);
    document_say(document, "The order is that of the tree under Camps: the more two agree, the "
                           "nearer they stand, as far as pairs can be compared.");
}

void say_heat_map(struct speaker *speaker, const struct gathering *gathering)
{
    size_t n = gathering->n;
    if (n < 2 || speaker->document->failed) return;
    say_heading(speaker, "Who agrees with whom", NULL);
    if (gathering->too_many) {
        say_too_many(speaker, n);
        return;
    }
    const struct basis basis = find_basis(speaker, gathering);
    bool with_basis = basis.least < basis.most && n <= COLUMNS_OF_WORDS;
    struct heat *heat = open_heat(speaker, n, n);
    if (!heat) return;
    say_agreement_caption(speaker, &basis, with_basis);
    heat->is_square = true;
    heat->is_narrow = n > COLUMNS_OF_WORDS;
    heat->blank = "nothing to compare";
    heat->corner = "actor";
    heat->low = "0, opposite ends";
    heat->high = "1, the same";
    for (size_t r = 0; r < n; r++) {
        heat->rows[r] = heat->columns[r] =
            keep_text(speaker, actor_name(speaker, gathering->ordered[r]));
        for (size_t c = 0; c < n; c++)
            heat->cells[r * n + c] =
                agreement_cell(speaker, gathering->ordered[r], gathering->ordered[c], with_basis);
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
    return keep_str(speaker, &text);
}

/* As many digits as two places need: "0", "0.5", "0.33". */
static const char *keep_short(struct speaker *speaker, double at)
{
    struct str text = {0};
    number_print_plain(round(100 * at) / 100, &text);
    return keep_str(speaker, &text);
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
        out[count++] = gathering->too_many ? gathering->actors[i] : gathering->ordered[i];
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
    heat->diverges = true;
    heat->is_narrow = heat->n_columns > COLUMNS_OF_WORDS;
    heat->blank = heat->is_narrow ? "unknown: nothing on record; u undeclared; d disputed"
                                  : "unknown: nothing on record";
    heat->corner = "issue";
    heat->low = "one end of the issue's scale";
    heat->high = "the other end";
    for (size_t c = 0; c < heat->n_columns; c++)
        heat->columns[c] = keep_text(speaker, actor_name(speaker, actors[c]));
    for (size_t r = 0; r < heat->n_rows; r++) {
        heat->rows[r] = keep_text(speaker, issue_name(speaker, issues[r]));
        for (size_t c = 0; c < heat->n_columns; c++)
            heat->cells[r * heat->n_columns + c] =
                position_cell(speaker, actors[c], issues[r], heat->is_narrow);
    }
}

static void say_too_many_positions(struct speaker *speaker, size_t n_actors, size_t n_issues)
{
    document_paragraph(speaker->document);
    document_say(speaker->document,
                 "%zu actors on %zu issues are too many for a table here: choose some by --actors "
                 "and --issues (all in a spreadsheet: stance matrix positions).",
                 n_actors, n_issues);
}

static void say_positions(struct speaker *speaker, const size_t *actors, size_t n_actors,
                          const size_t *issues, size_t n_issues)
{
    struct heat *heat = open_heat(speaker, n_issues, n_actors);
    document_say(
        speaker->document,
        "What each actor stands for, the issues that divide most first. The shade is the "
        "place on the issue's scale, of ranges their middle; choices without an order "
        "and contradicting claims have none. Observers have a section of their own.%s",
        n_actors > COLUMNS_OF_WORDS ? " Figures run from 0, the first level, to 1, the last." : "");
    if (heat) fill_positions(speaker, heat, actors, issues);
}

void say_position_matrix(struct speaker *speaker, const struct gathering *gathering)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    if (speaker->document->failed) return; /* the gathering may be half made */
    size_t *actors = calloc(snapshot->n_actors + 1, sizeof *actors);
    size_t *issues = calloc(snapshot->n_issues + 1, sizeof *issues);
    size_t n_actors = 0, n_issues = 0;
    if (actors && issues) {
        n_actors = choose_actors(speaker, gathering, actors);
        n_issues = choose_issues(speaker, actors, n_actors, issues);
    } else {
        speaker->document->failed = true;
    }
    if (n_issues > 0) say_heading(speaker, "All positions", NULL);
    if (n_issues > 0 && n_actors > CELLS_IN_PICTURES / n_issues)
        say_too_many_positions(speaker, n_actors, n_issues);
    else if (n_issues > 0)
        say_positions(speaker, actors, n_actors, issues, n_issues);
    free(actors);
    free(issues);
}
