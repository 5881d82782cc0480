/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The divergence report: the finding first, then the evidence in the order of its weight. Each
 * section says nothing where there is nothing to say. */
#include <math.h>

#include "base/number.h"
#include "engine/measure.h"
#include "report/say_page.h"

/* With more issues than this only the first get their strips; the rest are lines. */
#define ISSUES_IN_FULL 12
#define ISSUES_ON_PAGE 250
/* With more positions than this an issue's evidence is left to `show`. */
#define EVIDENCE_LINES 8

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
    if (!findings_use_city_block(speaker->findings)) {
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
                       findings_use_city_block(speaker->findings)
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
