/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures before and after as bills: by how much each changed, and which stances made it. What
 * could not be compared on one of the sides has no difference, and is told in words. */
#include <math.h>

#include "report/say_changes.h"

#define ROWS            12 /* of a table: figures that changed less are counted */
#define PARTS_IN_A_CELL 3
#define NAMES_IN_A_LINE 12

static const struct change_words *words_of(const struct speaker *speaker)
{
    return change_words(speaker->document->changes);
}

/* "France on Ground presence +0.67; UK on Ground presence -0.10". */
static void say_parts(struct speaker *speaker, const struct change *change)
{
    const struct part *parts[PARTS_IN_A_CELL];
    size_t count = rank_change_parts(change, parts, PARTS_IN_A_CELL);
    document_cell_text(speaker->document);
    if (isnan(change->before)) /* then no stance has a part in a difference */
        document_say(speaker->document, "%s", words_of(speaker)->first_figure);
    else if (isnan(change->after))
        document_say(speaker->document, "%s", words_of(speaker)->no_figure);
    for (size_t p = 0; p < count && p < PARTS_IN_A_CELL; p++) {
        if (p > 0) document_say(speaker->document, "; ");
        say_part_name(speaker, parts[p]);
        document_say(speaker->document, " ");
        say_part(speaker, change, parts[p]->effect);
    }
    if (count > PARTS_IN_A_CELL)
        document_say(speaker->document, "; and %zu more", count - PARTS_IN_A_CELL);
}

/* Before, after, change: cells of a row whose first cell is said. */
static void say_before_after(struct speaker *speaker, const struct change *change)
{
    document_cell_number(speaker->document, change->before, 2);
    document_cell_number(speaker->document, change->after, 2);
    if (isnan(change->before) || isnan(change->after)) {
        document_cell_blank(speaker->document);
        return;
    }
    document_cell_text(speaker->document);
    say_difference(speaker, change->before, change->after);
}

static void open_table(struct speaker *speaker)
{
    const struct change_words *words = words_of(speaker);
    const struct column columns[] = {
        {.head = "", .wraps = true},
        {.head = words->before, .alignment = ALIGN_RIGHT},
        {.head = words->now, .alignment = ALIGN_RIGHT},
        {.head = words->difference, .alignment = ALIGN_RIGHT},
        {.head = "by", .wraps = true},
    };
    document_table(speaker->document, columns, sizeof columns / sizeof *columns, ".");
}

static void say_the_rest(struct speaker *speaker, size_t count, size_t said, const char *what)
{
    if (count <= said) return;
    document_paragraph(speaker->document);
    document_say(speaker->document, "%zu more %s %s (--format json has all).", count - said, what,
                 words_of(speaker)->changed_less);
}

/* ---- pairs */

static void say_pair_name(struct speaker *speaker, const struct changed_figure *pair)
{
    const struct matched *actors = speaker->document->changes->actors;
    document_say(speaker->document, "%s and %s", actors[pair->a].name, actors[pair->b].name);
}

static void say_incomparable(struct speaker *speaker, enum change_news news, const char *words)
{
    struct changed_figure pairs[NAMES_IN_A_LINE];
    size_t count = rank_changed_pairs(speaker->document->changes, news, pairs, NAMES_IN_A_LINE);
    size_t said = count < NAMES_IN_A_LINE ? count : NAMES_IN_A_LINE;
    if (count == 0) return;
    document_item(speaker->document);
    document_say(speaker->document, "%s: ", words);
    for (size_t p = 0; p < said; p++) {
        const struct change *change = pairs[p].change;
        if (p > 0) document_say(speaker->document, "; ");
        say_pair_name(speaker, &pairs[p]);
        document_say(speaker->document, " (");
        say_number(speaker, news == NEWS_APPEARED ? change->after : change->before, 2);
        document_say(speaker->document, ")");
    }
    if (said < count) document_say(speaker->document, "; and %zu more", count - said);
    document_say(speaker->document, ".");
}

static void say_changed_pairs(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    struct changed_figure pairs[ROWS];
    size_t count = rank_changed_pairs(changes, NEWS_CHANGED, pairs, ROWS);
    size_t appeared = rank_changed_pairs(changes, NEWS_APPEARED, NULL, 0);
    size_t ceased = rank_changed_pairs(changes, NEWS_CEASED, NULL, 0);
    size_t said = count < ROWS ? count : ROWS;
    if (count + appeared + ceased == 0) return;
    say_heading(speaker, "Who agrees with whom", words_of(speaker)->agreement);
    if (count > 0) open_table(speaker);
    for (size_t p = 0; p < said; p++) {
        document_row(speaker->document, false);
        document_cell_text(speaker->document);
        say_pair_name(speaker, &pairs[p]);
        say_before_after(speaker, pairs[p].change);
        say_parts(speaker, pairs[p].change);
    }
    say_the_rest(speaker, count, said, "pairs");
    if (appeared + ceased == 0) return;
    document_items(speaker->document);
    say_incomparable(speaker, NEWS_APPEARED, words_of(speaker)->comparable);
    say_incomparable(speaker, NEWS_CEASED, words_of(speaker)->incomparable);
}

/* ---- issues */

/* Issues of one news into an open table; how many there are. */
static size_t say_issues_of(struct speaker *speaker, enum change_news news)
{
    const struct stance_changes *changes = speaker->document->changes;
    struct changed_figure issues[ROWS];
    size_t count = rank_changed_issues(changes, news, issues, ROWS);
    for (size_t i = 0; i < count && i < ROWS; i++) {
        document_row(speaker->document, false);
        document_cell_text(speaker->document);
        document_say(speaker->document, "%s", changes->issues[issues[i].a].name);
        say_before_after(speaker, issues[i].change);
        say_parts(speaker, issues[i].change);
    }
    return count;
}

static void say_changed_issues(struct speaker *speaker)
{
    static const enum change_news all_news[] = {NEWS_CHANGED, NEWS_APPEARED, NEWS_CEASED};
    const struct stance_changes *changes = speaker->document->changes;
    size_t count = 0, more = 0;
    for (size_t n = 0; n < 3; n++)
        count += rank_changed_issues(changes, all_news[n], NULL, 0);
    if (count == 0) return;
    say_heading(speaker, "Where positions diverge", words_of(speaker)->divergence);
    open_table(speaker);
    for (size_t n = 0; n < 3; n++) {
        count = say_issues_of(speaker, all_news[n]);
        more += count > ROWS ? count - ROWS : 0;
    }
    say_the_rest(speaker, more, 0, more == 1 ? "issue" : "issues");
}

/* ---- cohesion: a bill that adds up */

static void say_bill_part(struct speaker *speaker, double effect)
{
    document_cell_text(speaker->document);
    say_part(speaker, &speaker->document->changes->cohesion, effect);
}

static void say_cohesion_bill(struct speaker *speaker)
{
    static const struct column columns[] = {
        {.head = "", .wraps = true},
        {.head = "cohesion", .alignment = ALIGN_RIGHT},
    };
    const struct change *cohesion = &speaker->document->changes->cohesion;
    const struct part *parts[ROWS];
    size_t count = rank_change_parts(cohesion, parts, ROWS), shown = count < ROWS ? count : ROWS;
    double rest = cohesion->after - cohesion->before;
    if (count == 0) return;
    say_heading(speaker, words_of(speaker)->cohesion, NULL);
    document_table(speaker->document, columns, sizeof columns / sizeof *columns, ".");
    document_row(speaker->document, false);
    document_cell_text(speaker->document);
    document_say(speaker->document, "%s", words_of(speaker)->before);
    document_cell_number(speaker->document, cohesion->before, 2);
    for (size_t p = 0; p < shown; p++) {
        document_row(speaker->document, false);
        document_cell_text(speaker->document);
        say_part_name(speaker, parts[p]);
        say_bill_part(speaker, parts[p]->effect);
        rest -= parts[p]->effect;
    }
    if (shown < count) {
        document_row(speaker->document, false);
        document_cell_text(speaker->document);
        document_say(speaker->document, "%zu smaller %s", count - shown,
                     count - shown == 1 ? "part" : "parts");
        say_bill_part(speaker, rest);
    }
    document_row(speaker->document, true);
    document_cell_text(speaker->document);
    document_say(speaker->document, "%s", words_of(speaker)->now);
    document_cell_number(speaker->document, cohesion->after, 2);
}

void say_changed_figures(struct speaker *speaker)
{
    say_changed_pairs(speaker);
    say_changed_issues(speaker);
    say_cohesion_bill(speaker);
}
