/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who agrees with whom: a matrix while it fits, else the pairs at both ends; then what vagueness
 * and silence leave open, cohesion, and the groups. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/say.h"

/* With more actors than this the matrix gives way to the pairs at both ends. */
#define ACTORS_IN_MATRIX 12
/* With more than this, numbers stand over the columns instead of names. */
#define NAMES_OVER_COLUMNS 6
#define PAIRS_AT_EACH_END  8
#define VAGUE_PAIRS        10
/* All pairs of a matrix. */
#define PAIRS_IN_ALL (ACTORS_IN_MATRIX * (ACTORS_IN_MATRIX - 1) / 2)

static void say_agreement_cell(struct speaker *speaker, const stance_pair *pair)
{
    static const char *const marks[] = {
        [CHANCE_CANNOT_TELL] = " ", [CHANCE_MORE] = "+", [CHANCE_LESS] = "-"};
    if (isnan(pair->agreement)) {
        document_cell_blank(speaker->document);
        return;
    }
    document_cell_text(speaker->document);
    say_number(speaker, pair->agreement, 2);
    document_say(speaker->document, "%s %zu", marks[pair_against_chance(pair)], pair->issues);
}

static void say_numbered_name(struct speaker *speaker, bool numbered, size_t number, size_t actor)
{
    if (numbered) document_say(speaker->document, "%zu ", number);
    document_say(speaker->document, "%s", actor_name(speaker, actor));
}

static void say_matrix(struct speaker *speaker, const size_t *actors, size_t count)
{
    bool numbered = count > NAMES_OVER_COLUMNS;
    char numbers[ACTORS_IN_MATRIX][4];
    struct column columns[ACTORS_IN_MATRIX] = {{.head = "", .wraps = true}};
    for (size_t c = 1; c < count; c++) {
        snprintf(numbers[c], sizeof numbers[c], "%zu", c);
        columns[c] =
            (struct column){.head = numbered ? numbers[c] : actor_name(speaker, actors[c - 1]),
                            .alignment = ALIGN_RIGHT};
    }
    document_table(speaker->document, columns, count, ".");
    for (size_t r = numbered ? 0 : 1; r < count; r++) {
        document_row(speaker->document, false);
        document_cell_text(speaker->document);
        say_numbered_name(speaker, numbered, r + 1, actors[r]);
        for (size_t c = 1; c < count; c++) {
            if (c <= r)
                say_agreement_cell(
                    speaker, stance_findings_pair(speaker->findings, actors[c - 1], actors[r]));
            else
                document_cell_text(speaker->document); /* left empty: the lower half says it */
        }
    }
    document_paragraph(speaker->document);
    document_say(speaker->document,
                 "Agreement, then the number of issues compared. + more, - less than chance, "
                 "whatever vague positions hide; no mark: cannot be told. \".\" nothing to "
                 "compare.");
}

static void say_could_be(struct speaker *speaker, const stance_pair *pair)
{
    if (!(pair->low < pair->high)) {
        document_cell_blank(speaker->document);
        return;
    }
    document_cell_text(speaker->document);
    say_range(speaker, pair->low, pair->high);
}

/* The first `room` pairs from one end. */
static void say_pair_table(struct speaker *speaker, bool greatest, size_t room)
{
    static const struct column columns[] = {
        {.head = "", .wraps = true},
        {.head = "agreement", .alignment = ALIGN_RIGHT},
        {.head = "chance", .alignment = ALIGN_RIGHT},
        {.head = "issues", .alignment = ALIGN_RIGHT},
        {.head = "could be", .alignment = ALIGN_RIGHT}, /* only where a pair is vague */
    };
    struct ranked_pair pairs[PAIRS_IN_ALL];
    size_t count = rank_pairs(speaker->findings, greatest, pairs, room);
    size_t n_columns = sizeof columns / sizeof *columns - 1;
    for (size_t p = 0; p < count; p++)
        if (pairs[p].pair->low < pairs[p].pair->high) n_columns = sizeof columns / sizeof *columns;
    document_table(speaker->document, columns, n_columns, ".");
    for (size_t p = 0; p < count; p++) {
        const stance_pair *pair = pairs[p].pair;
        document_row(speaker->document, false);
        document_cell_text(speaker->document);
        document_say(speaker->document, "%s and %s", actor_name(speaker, pairs[p].a),
                     actor_name(speaker, pairs[p].b));
        document_cell_number(speaker->document, pair->agreement, 2);
        document_cell_number(speaker->document, pair->chance, 2);
        document_cell_number(speaker->document, (double)pair->issues, 0);
        if (n_columns == sizeof columns / sizeof *columns) say_could_be(speaker, pair);
    }
}

static void say_pairs_at_end(struct speaker *speaker, bool greatest)
{
    document_paragraph(speaker->document);
    document_say(speaker->document, greatest ? "Closest:" : "Farthest apart:");
    say_pair_table(speaker, greatest, PAIRS_AT_EACH_END);
}

/* What vagueness and silence could turn a pair's figure into, in words. */
static size_t say_vague_pair(struct speaker *speaker, size_t a, size_t b, const stance_pair *pair)
{
    bool is_vague = pair->low < pair->high;
    bool silence_matters = pair->silent_issues > 0 && !isnan(pair->silence_low) &&
                           !(pair->silence_low == pair->low && pair->silence_high == pair->high);
    if (!is_vague && !silence_matters) return 0;
    document_item(speaker->document);
    document_say(speaker->document, "%s and %s: ", actor_name(speaker, a), actor_name(speaker, b));
    say_number(speaker, pair->agreement, 2);
    if (is_vague) {
        document_say(speaker->document, ", could be ");
        say_range(speaker, pair->low, pair->high);
    }
    if (silence_matters) {
        document_say(speaker->document, "; if the undeclared spoke: ");
        say_range(speaker, pair->silence_low, pair->silence_high);
    }
    document_say(speaker->document, ".");
    return 1;
}

static void say_vague_pairs(struct speaker *speaker, const size_t *actors, size_t count)
{
    size_t said = 0;
    document_items(speaker->document);
    for (size_t x = 0; x < count && said < VAGUE_PAIRS; x++)
        for (size_t y = x + 1; y < count && said < VAGUE_PAIRS; y++)
            said += say_vague_pair(speaker, actors[x], actors[y],
                                   stance_findings_pair(speaker->findings, actors[x], actors[y]));
}

static void say_cohesion(struct speaker *speaker)
{
    const struct stance_findings *findings = speaker->findings;
    size_t comparable, all = count_pairs(speaker->findings, &comparable);
    document_paragraph(speaker->document);
    document_say(speaker->document,
                 "Cohesion, the mean agreement of the pairs that can be compared "
                 "(%zu of %zu): ",
                 comparable, all);
    say_number(speaker, findings->cohesion, 2);
    if (findings->cohesion_low < findings->cohesion_high) {
        document_say(speaker->document, ", could be ");
        say_range(speaker, findings->cohesion_low, findings->cohesion_high);
    }
    document_say(speaker->document, ".");
}

/* A mean with the number of pairs that it rests on. */
static void say_group_mean(struct speaker *speaker, double mean, const char *group, bool within)
{
    size_t pairs = count_group_pairs(speaker->findings, group, within);
    if (isnan(mean)) {
        document_cell_blank(speaker->document);
        return;
    }
    document_cell_text(speaker->document);
    say_number(speaker, mean, 2);
    document_say(speaker->document, " (%zu %s)", pairs, pairs == 1 ? "pair" : "pairs");
}

static void say_groups(struct speaker *speaker)
{
    static const struct column columns[] = {
        {.head = "group", .wraps = true},
        {.head = "members", .alignment = ALIGN_RIGHT},
        {.head = "agree among themselves", .alignment = ALIGN_RIGHT},
        {.head = "with all others", .alignment = ALIGN_RIGHT},
    };
    const struct stance_findings *findings = speaker->findings;
    if (findings->n_groups == 0) return;
    document_table(speaker->document, columns, sizeof columns / sizeof *columns, ".");
    for (size_t g = 0; g < findings->n_groups; g++) {
        const stance_group_figures *group = &findings->groups[g];
        document_row(speaker->document, false);
        document_cell_text(speaker->document);
        document_say(speaker->document, "%s", group->id);
        document_cell_number(speaker->document, (double)group->members, 0);
        say_group_mean(speaker, group->cohesion, group->id, true);
        say_group_mean(speaker, group->outward, group->id, false);
    }
}

/* All that can be compared; to be freed. NULL: no memory. */
static size_t *choose_actors(struct speaker *speaker, size_t *count)
{
    size_t n = speaker->findings->snapshot->n_actors;
    size_t *actors = calloc(n + 1, sizeof *actors);
    *count = 0;
    if (!actors) speaker->document->failed = true;
    for (size_t a = 0; actors && a < n; a++)
        if (actor_is_compared(speaker->findings, a)) actors[(*count)++] = a;
    return actors;
}

void say_agreement_details(struct speaker *speaker)
{
    size_t count;
    size_t *actors = choose_actors(speaker, &count);
    if (count > ACTORS_IN_MATRIX) {
        say_pairs_at_end(speaker, true);
        say_pairs_at_end(speaker, false);
    } else if (count >= 2) {
        say_pair_table(speaker, true, PAIRS_IN_ALL);
        document_fold(speaker->document,
                      "The pairs in figures, with chance and what vagueness allows");
    }
    if (count >= 2) {
        say_vague_pairs(speaker, actors, count);
        say_cohesion(speaker);
        say_groups(speaker);
    }
    free(actors);
}

void say_agreement(struct speaker *speaker)
{
    size_t count;
    size_t *actors = choose_actors(speaker, &count);
    if (count >= 2) {
        say_heading(speaker, "Who agrees with whom", "1: the same positions; 0: opposite ends");
        if (count <= ACTORS_IN_MATRIX) {
            say_matrix(speaker, actors, count);
            say_vague_pairs(speaker, actors, count);
        } else {
            say_pairs_at_end(speaker, true);
            say_pairs_at_end(speaker, false);
        }
        say_cohesion(speaker);
        say_groups(speaker);
    }
    free(actors);
}
