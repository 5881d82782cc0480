/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures do not say: whom nobody can be compared with, who keeps silent, where sources
 * contradict each other, and what those say who are not counted. */
#include <stdio.h>
#include <stdlib.h>

#include "report/say.h"

#define NAMES_IN_A_LINE 20
#define LIST_ON_PAGE    25
/* More claims than this do not stand side by side. */
#define CLAIMS_SIDE_BY_SIDE 4

/* ---- what cannot be compared, and why */

/* Counted actors that nobody can be compared with; with or without anything on record. */
static size_t find_incomparable(const struct speaker *speaker, bool on_record, size_t *out)
{
    size_t count = 0;
    for (size_t a = 0; a < speaker->findings->snapshot->n_actors; a++)
        if (actor_is_counted(speaker->findings, a) && !actor_is_compared(speaker->findings, a) &&
            (speaker->findings->actors[a].stances > 0) == on_record)
            out[count++] = a;
    return count;
}

static void say_incomparable(struct speaker *speaker)
{
    size_t *actors = calloc(speaker->findings->snapshot->n_actors + 1, sizeof *actors);
    if (!actors) {
        speaker->document->failed = true;
        return;
    }
    size_t count = find_incomparable(speaker, false, actors);
    if (count > 0) {
        document_item(speaker->document);
        document_say(speaker->document, "Without any position on record: ");
        say_names(speaker, actors, count, NAMES_IN_A_LINE);
        document_say(speaker->document, ".");
    }
    count = find_incomparable(speaker, true, actors);
    if (count > 0) {
        document_item(speaker->document);
        document_say(speaker->document, "On record, but comparable with no other counted actor: ");
        say_names(speaker, actors, count, NAMES_IN_A_LINE);
        document_say(speaker->document, ".");
    }
    free(actors);
}

/* On a page everything is in the quotes of its issue, and long lists end in a count. */
static bool is_past_list(struct speaker *speaker, size_t said)
{
    return says_page(speaker) && said > LIST_ON_PAGE;
}

static void say_silences(struct speaker *speaker)
{
    const struct stance_findings *findings = speaker->findings;
    size_t said = 0;
    for (size_t a = 0; a < findings->snapshot->n_actors; a++)
        for (size_t i = 0; i < findings->snapshot->n_issues; i++) {
            const struct standing *standing = findings_standing(findings, a, i);
            if (!standing_is_undeclared(standing)) continue;
            if (is_past_list(speaker, ++said)) continue;
            document_item(speaker->document);
            document_say(speaker->document, "%s is undeclared on %s:", actor_name(speaker, a),
                         issue_name(speaker, i));
            say_source(speaker, &standing->claims[0].source, standing->claims[0].speaker);
        }
    if (!is_past_list(speaker, said)) return;
    document_item(speaker->document);
    document_say(speaker->document, "%zu more are undeclared: see their issues.",
                 said - LIST_ON_PAGE);
}

void say_gaps(struct speaker *speaker)
{
    const struct stance_findings *findings = speaker->findings;
    size_t comparable, all = count_pairs(speaker->findings, &comparable);
    size_t undeclared = 0;
    for (size_t i = 0; i < findings->snapshot->n_issues; i++)
        undeclared += findings->issues[i].undeclared;
    if (comparable == all && undeclared == 0) return;
    say_heading(speaker, "What cannot be compared", NULL);
    document_items(speaker->document);
    if (comparable < all) {
        document_item(speaker->document);
        document_say(speaker->document,
                     "%zu of %zu pairs share no issue of any weight on which %s.", all - comparable,
                     all,
                     findings_use_city_block(speaker->findings) ? "both have declared themselves"
                                                                : "this measure can compare them");
    }
    say_incomparable(speaker);
    say_silences(speaker);
}

/* ---- disputes, observers */

/* What each of them says, beside one another. */
static void say_claims_side_by_side(struct speaker *speaker, size_t issue,
                                    const struct standing *standing)
{
    struct stance_document *document = speaker->document;
    struct column columns[CLAIMS_SIDE_BY_SIDE + 1] = {{.head = ""}};
    char heads[CLAIMS_SIDE_BY_SIDE + 1][24];
    for (size_t c = 1; c <= standing->n_claims; c++) {
        snprintf(heads[c], sizeof heads[c], "claim %zu", c);
        columns[c] = (struct column){.head = heads[c], .wraps = true};
    }
    document_table(document, columns, standing->n_claims + 1, "");
    document_row(document, false);
    document_cell_text(document);
    document_say(document, "position");
    for (size_t c = 0; c < standing->n_claims; c++) {
        document_cell_text(document);
        say_position(speaker, issue, &standing->claims[c].position);
    }
    document_row(document, false);
    document_cell_text(document);
    document_say(document, "source");
    for (size_t c = 0; c < standing->n_claims; c++) {
        document_cell_text(document);
        say_source(speaker, &standing->claims[c].source, standing->claims[c].speaker);
    }
}

static void say_claims(struct speaker *speaker, size_t issue, const struct standing *standing)
{
    document_items(speaker->document);
    document_detail(speaker->document);
    for (size_t c = 0; c < standing->n_claims; c++) {
        document_item(speaker->document);
        say_position(speaker, issue, &standing->claims[c].position);
        say_source(speaker, &standing->claims[c].source, standing->claims[c].speaker);
    }
}

void say_disputes(struct speaker *speaker)
{
    const struct stance_findings *findings = speaker->findings;
    size_t said = 0;
    for (size_t i = 0; i < findings->snapshot->n_issues; i++)
        for (size_t a = 0; a < findings->snapshot->n_actors; a++) {
            const struct standing *standing = findings_standing(findings, a, i);
            if (!standing_is_disputed(standing)) continue;
            if (said++ == 0)
                say_heading(speaker, "Disputed", "sources contradict each other; all claims stand");
            if (is_past_list(speaker, said)) continue;
            document_paragraph(speaker->document);
            document_say(speaker->document, "%s on %s:", actor_name(speaker, a),
                         issue_name(speaker, i));
            if (says_page(speaker) && standing->n_claims <= CLAIMS_SIDE_BY_SIDE)
                say_claims_side_by_side(speaker, i, standing);
            else
                say_claims(speaker, i, standing);
        }
    if (!is_past_list(speaker, said)) return;
    document_paragraph(speaker->document);
    document_say(speaker->document, "%zu more are disputed: see the quotes of their issues.",
                 said - LIST_ON_PAGE);
}

void say_observers(struct speaker *speaker)
{
    const struct stance_findings *findings = speaker->findings;
    size_t said = 0;
    for (size_t a = 0; a < findings->snapshot->n_actors; a++) {
        if (actor_is_counted(speaker->findings, a) || findings->actors[a].stances == 0) continue;
        if (said++ == 0) {
            say_heading(speaker, "Observers", "on record, not counted");
            document_entries(speaker->document);
        }
        document_entry(speaker->document, actor_name(speaker, a));
        size_t count = 0;
        for (size_t i = 0; i < findings->snapshot->n_issues; i++) {
            if (!standing_is_known(findings_standing(findings, a, i))) continue;
            document_say(speaker->document, "%s%s: ", count++ ? "; " : "", issue_name(speaker, i));
            say_standing(speaker, a, i);
        }
    }
}
