/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The divergence report: the finding first, then the evidence in the order of its weight. Each
 * section says nothing where there is nothing to say. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "engine/measure.h"
#include "report/say_page.h"

/* With more issues than this only the first get their strips; the rest are lines. */
#define ISSUES_IN_FULL 12
#define ISSUES_ON_PAGE 250
/* With more positions than this an issue's evidence is left to `show`. */
#define EVIDENCE_LINES  8
#define NAMES_IN_A_LINE 20
#define LIST_ON_PAGE    25
/* More claims than this do not stand side by side. */
#define CLAIMS_SIDE_BY_SIDE 4

static const stance_issue_figures *issue_figures(const struct speaker *speaker, size_t issue)
{
    return &speaker->findings->issues[issue];
}

/* ---- issues */

static void say_ranked_issue(struct speaker *speaker, size_t rank, size_t issue)
{
    const stance_issue_figures *figures = issue_figures(speaker, issue);
    struct str share = {0};
    if (!isnan(figures->share) && !isnan(figures->divergence)) {
        number_print_fixed(100 * figures->share, 0, &share);
        str_append(&share, " %");
    }
    document_ranked(speaker->document, rank, figures->divergence, figures->divergence_max,
                    str_get(&share));
    if (says_page(speaker))
        document_ranked_names(speaker->document, isnan(figures->divergence) ? NULL : "divergence",
                              share.length > 0 ? "share of all disagreement" : NULL);
    document_about(speaker->document, findings_issue(speaker->findings, issue)->question);
    document_say(speaker->document, "%s%s", issue_name(speaker, issue),
                 figures->weight > 0 ? "" : " (weight 0)");
    if (share.failed) speaker->document->failed = true;
    str_clear(&share);
}

static void say_issue_bounds(struct speaker *speaker, size_t issue)
{
    const stance_issue_figures *figures = issue_figures(speaker, issue);
    if (!(figures->divergence_low < figures->divergence_high)) return;
    document_paragraph(speaker->document);
    document_detail(speaker->document);
    document_say(speaker->document, "could be ");
    say_range(speaker, figures->divergence_low, figures->divergence_high);
    document_say(speaker->document, ": positions are vague");
}

static void say_issue_in_full(struct speaker *speaker, size_t issue)
{
    say_issue_bounds(speaker, issue);
    say_places(speaker, issue);
    say_evidence(speaker, issue, EVIDENCE_LINES);
}

static void say_divergence(struct speaker *speaker)
{
    const struct stance_findings *findings = speaker->findings;
    size_t rank = 0, in_full = says_page(speaker) ? ISSUES_ON_PAGE : ISSUES_IN_FULL;
    for (size_t n = 0; n < findings->snapshot->n_issues; n++) {
        size_t issue = findings->issue_order[n];
        if (!(findings->issues[issue].divergence > 0)) break;
        if (rank++ == 0)
            say_heading(
                speaker, "Where positions diverge",
                says_page(speaker)
                    ? "Bar beside a figure: of the most possible. On the scales: a dot is a "
                      "position, a bar a range, a dashed one disputed, a bracket what one "
                      "could live with, a diamond the status quo."
                    : "divergence (bar: of the most possible) and share of all "
                      "disagreement");
        say_ranked_issue(speaker, rank, issue);
        if (rank <= in_full) say_issue_in_full(speaker, issue);
    }
}

/* An entry with what is on record. */
static void say_issue_in_short(struct speaker *speaker, size_t i)
{
    document_entry(speaker->document, issue_name(speaker, i));
    size_t count = 0;
    for (size_t a = 0; a < speaker->findings->snapshot->n_actors; a++) {
        if (!actor_is_counted(speaker->findings, a) ||
            !standing_is_known(findings_standing(speaker->findings, a, i)))
            continue;
        if (count++ == EVIDENCE_LINES) document_say(speaker->document, "; and others");
        if (count > EVIDENCE_LINES) continue;
        document_say(speaker->document, "%s%s: ", count > 1 ? "; " : "", actor_name(speaker, a));
        say_standing(speaker, a, i);
    }
    const stance_issue_figures *figures = issue_figures(speaker, i);
    if (!(figures->divergence_high > figures->divergence)) return;
    document_say(speaker->document, ". Vague: they could diverge by up to ");
    say_number(speaker, figures->divergence_high, 2);
}

/* Issues of one kind: in short, on pages in full. */
static void say_issues_of_kind(struct speaker *speaker, const char *title, const char *legend,
                               bool (*is_so)(const struct speaker *speaker, size_t issue))
{
    size_t said = 0;
    bool in_full = says_page(speaker);
    for (size_t i = 0; i < speaker->findings->snapshot->n_issues; i++) {
        if (!is_so(speaker, i)) continue;
        if (said == 0) say_heading(speaker, title, legend);
        if (in_full && said < ISSUES_ON_PAGE) {
            say_ranked_issue(speaker, 0, i);
            say_issue_in_full(speaker, i);
        } else {
            if (said == (in_full ? ISSUES_ON_PAGE : 0)) document_entries(speaker->document);
            say_issue_in_short(speaker, i);
        }
        said++;
    }
}

static bool uses_city_block(const struct stance_findings *findings)
{
    return findings->matrix.measure == &measure_city_block;
}

static bool is_agreed(const struct speaker *speaker, size_t issue)
{
    return issue_figures(speaker, issue)->divergence == 0;
}

/* How many counted actors are on record, and how many of them have declared themselves. */
static size_t count_voices(const struct speaker *speaker, size_t issue, size_t *declared)
{
    size_t known = 0;
    *declared = 0;
    for (size_t a = 0; a < speaker->findings->snapshot->n_actors; a++) {
        const struct standing *standing = findings_standing(speaker->findings, a, issue);
        if (!actor_is_counted(speaker->findings, a)) continue;
        known += standing_is_known(standing);
        *declared += standing_is_declared(standing);
    }
    return known;
}

/* Nothing to compare, though a counted actor is on record: observers have a section of their own.
 */
static bool has_one_voice(const struct speaker *speaker, size_t issue)
{
    size_t declared;
    return count_voices(speaker, issue, &declared) > 0 && declared < 2;
}

/* Two voices or more, but nothing that the measure could compare. */
static bool is_beyond_measure(const struct speaker *speaker, size_t issue)
{
    size_t declared;
    count_voices(speaker, issue, &declared);
    return declared >= 2 && isnan(issue_figures(speaker, issue)->divergence);
}

/* Issues on which nobody is on record: only their names. */
static void say_empty_issues(struct speaker *speaker)
{
    size_t said = 0;
    for (size_t i = 0; i < speaker->findings->snapshot->n_issues; i++) {
        const stance_issue_figures *figures = issue_figures(speaker, i);
        if (figures->declared + figures->undeclared > 0) continue;
        if (said == 0) {
            document_paragraph(speaker->document);
            document_say(speaker->document, "Nobody is on record on: ");
        }
        document_say(speaker->document, "%s%s", said++ ? ", " : "", issue_name(speaker, i));
    }
    if (said > 0) document_say(speaker->document, ".");
}

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

static void say_gaps(struct speaker *speaker)
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
                     uses_city_block(speaker->findings) ? "both have declared themselves"
                                                        : "this measure can compare them");
    }
    say_incomparable(speaker);
    say_silences(speaker);
}

/* ---- disputes, conditions, observers */

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

static void say_disputes(struct speaker *speaker)
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

static void say_observers(struct speaker *speaker)
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

/* Figures that only pages show side by side. */
static void say_page_method(struct speaker *speaker)
{
    document_item(speaker->document);
    document_say(speaker->document,
                 "Cohesion: the mean agreement of all pairs that can be compared.");
    document_item(speaker->document);
    document_say(speaker->document,
                 "Share of all disagreement: how much of what cohesion lacks to 1 comes from an "
                 "issue. Two who alone are on record can diverge most on an issue, and yet make "
                 "little of all disagreement.");
}

static void say_method(struct speaker *speaker)
{
    say_heading(speaker, "How to read the figures", NULL);
    document_items(speaker->document);
    document_item(speaker->document);
    document_say(speaker->document,
                 "Agreement: 1 less the mean distance over the issues on which both have declared "
                 "themselves, weighted by the issue and by how much both care.");
    if (!uses_city_block(speaker->findings)) {
        document_item(speaker->document);
        document_say(speaker->document, "Distance is by the measure %s: %s.",
                     speaker->findings->matrix.measure->name,
                     speaker->findings->matrix.measure->summary);
    }
    document_item(speaker->document);
    document_say(speaker->document, "Chance: the agreement of two who answer the same issues at "
                                    "random: what a score has to beat.");
    document_item(speaker->document);
    document_say(speaker->document, "Divergence: the mean distance of all pairs on one issue; its "
                                    "most is two equal camps at the ends.");
    if (says_page(speaker)) say_page_method(speaker);
    document_item(speaker->document);
    document_say(speaker->document, "\"Could be\": the least and the most that the ranges and sets "
                                    "allow. Unknown positions are left out, not guessed.");
    document_item(speaker->document);
    document_say(speaker->document, "\"stance compare A B\" adds a score up line by line; \"stance "
                                    "show NAME\" gives every entry of an actor or issue with its "
                                    "source.");
}

static void say_pictures(struct speaker *speaker)
{
    struct gathering gathering;
    gathering_init(&gathering, speaker);
    say_heat_map(speaker, &gathering);
    say_agreement_details(speaker);
    say_position_matrix(speaker, &gathering);
    say_map_and_tree(speaker, &gathering);
    say_timelines(speaker, STANCE_NONE, STANCE_NONE);
    say_what_if(speaker, &gathering);
    gathering_clear(&gathering);
}

/* All that follows the head. */
static void say_findings(struct speaker *speaker)
{
    if (says_page(speaker)) say_key_figures(speaker);
    say_divergence(speaker);
    say_issues_of_kind(speaker, "Agreed",
                       uses_city_block(speaker->findings)
                           ? "all who have declared themselves say the same"
                           : "no distance by this measure",
                       is_agreed);
    if (says_page(speaker))
        say_pictures(speaker);
    else
        say_agreement(speaker);
    say_gaps(speaker);
    say_issues_of_kind(speaker, "Not compared by this measure", NULL, is_beyond_measure);
    say_issues_of_kind(speaker, "At most one voice", "nothing to compare with", has_one_voice);
    say_empty_issues(speaker);
    say_disputes(speaker);
    say_conditions(speaker, NULL, 0, STANCE_NONE);
    say_observers(speaker);
    say_method(speaker);
}

stance_result stance_say_report(const stance_findings *findings, stance_document_kind kind,
                                stance_document **out)
{
    struct speaker speaker;
    *out = NULL;
    if (!speaker_init(&speaker, kind, SUBJECT_REPORT, findings)) return STANCE_NO_MEMORY;
    say_head(&speaker, findings->snapshot->model->title, true);
    say_verdicts(&speaker);
    say_findings(&speaker);
    return speaker_finish(&speaker, out);
}

stance_result stance_say_report_since(const stance_changes *changes, stance_document_kind kind,
                                      stance_document **out)
{
    struct speaker speaker;
    *out = NULL;
    if (!speaker_init(&speaker, kind, SUBJECT_REPORT, changes->after)) return STANCE_NO_MEMORY;
    speaker.document->changes = changes;
    say_head(&speaker, changes->after->snapshot->model->title, true);
    say_heading(&speaker, "What changed", NULL);
    say_what_changed(&speaker);
    say_heading(&speaker, "What stands now", NULL);
    say_verdicts(&speaker);
    say_findings(&speaker);
    return speaker_finish(&speaker, out);
}
