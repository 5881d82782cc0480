/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two actors, issue by issue, as a bill: distance times weight, added up to the score, so that a
 * reader can check it by hand. Then what is vague, silent and unknown, and what decides. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/measure.h"
#include "engine/pair.h"
#include "engine/robust.h"
#include "report/say.h"

struct bill {
    struct speaker *speaker;
    size_t a, b;
    const stance_pair *pair;
    stance_pair_issue *rows;
    size_t count;
};

static void say_both_positions(const struct bill *bill, size_t issue)
{
    const struct stance_findings *findings = bill->speaker->findings;
    const size_t both[] = {bill->a, bill->b};
    for (size_t n = 0; n < 2; n++) {
        const struct standing *standing = findings_standing(findings, both[n], issue);
        document_cell_text(bill->speaker->document);
        say_position(bill->speaker, issue, &standing->position);
        if (standing_is_disputed(standing)) document_say(bill->speaker->document, " (disputed)");
        if (standing->stance->date == findings->snapshot->as_of) continue;
        struct str date = {0};
        date_print(standing->stance->date, &date);
        if (date.failed) bill->speaker->document->failed = true;
        document_say(bill->speaker->document, ", %s", str_get(&date));
        str_clear(&date);
    }
}

/* Small weights need more places to add up. */
static int decimals(const struct bill *bill)
{
    return bill->pair->weight < 0.5 ? 6 : 3;
}

static void say_row(const struct bill *bill, const stance_pair_issue *row)
{
    struct stance_document *document = bill->speaker->document;
    document_row(document, false);
    document_cell_text(document);
    document_say(document, "%s", issue_name(bill->speaker, row->issue));
    say_both_positions(bill, row->issue);
    document_cell_number(document, row->distance, decimals(bill));
    document_cell_number(document, row->weight, decimals(bill));
    document_cell_number(document, row->distance * row->weight, decimals(bill));
}

static void say_bill(const struct bill *bill)
{
    struct stance_document *document = bill->speaker->document;
    const struct column columns[] = {
        {.head = "issue", .wraps = true},
        {.head = actor_name(bill->speaker, bill->a), .wraps = true},
        {.head = actor_name(bill->speaker, bill->b), .wraps = true},
        {.head = "distance", .alignment = ALIGN_RIGHT},
        {.head = "x weight", .alignment = ALIGN_RIGHT},
        {.head = "=", .alignment = ALIGN_RIGHT},
    };
    document_heading(document, "distance: 0 the same, 1 opposite ends");
    document_say(document, "How the score is made up");
    document_table(document, columns, sizeof columns / sizeof *columns, "");
    for (size_t r = 0; r < bill->count; r++)
        if (bill->rows[r].declared) say_row(bill, &bill->rows[r]);
    document_row(document, true);
    document_cell_text(document);
    document_say(document, "sum");
    document_cell_blank(document);
    document_cell_blank(document);
    document_cell_blank(document);
    document_cell_number(document, bill->pair->weight, decimals(bill));
    document_cell_number(document, pair_disagreement(bill->rows, bill->count), decimals(bill));
    document_paragraph(document);
    document_say(document, "Agreement = 1 - ");
    say_number(bill->speaker, pair_disagreement(bill->rows, bill->count), decimals(bill));
    document_say(document, " / ");
    say_number(bill->speaker, bill->pair->weight, decimals(bill));
    document_say(document, " = ");
    say_number(bill->speaker, bill->pair->agreement, 3);
    document_say(document,
                 ". (Printed figures are rounded; the score is computed from the full ones.)");
}

/* ---- the finding */

static void say_against_chance(const struct bill *bill)
{
    static const char *const words[] = {
        [CHANCE_MORE] = "They agree more than two who answer the same issues at random",
        [CHANCE_LESS] = "They agree less than two who answer the same issues at random",
        [CHANCE_CANNOT_TELL] = "Whether that is more or less than two who answer the same issues "
                               "at random would agree cannot be told",
    };
    if (isnan(bill->pair->chance)) return;
    document_item(bill->speaker->document);
    document_say(bill->speaker->document, "%s (", words[pair_against_chance(bill->pair)]);
    say_number(bill->speaker, bill->pair->chance, 2);
    document_say(bill->speaker->document, ").");
}

static void say_bounds(const struct bill *bill)
{
    struct stance_document *document = bill->speaker->document;
    const stance_pair *pair = bill->pair;
    double low, high;
    if (pair->low < pair->high) {
        document_item(document);
        document_say(document, "Some of their positions are vague: it could be ");
        say_range(bill->speaker, pair->low, pair->high);
        document_say(document, ".");
    }
    if (pair->silent_issues > 0 && !isnan(pair->silence_low)) {
        document_item(document);
        document_say(document, "If the undeclared spoke (%zu %s): ", pair->silent_issues,
                     pair->silent_issues == 1 ? "issue" : "issues");
        say_range(bill->speaker, pair->silence_low, pair->silence_high);
        document_say(document, ".");
    }
    robust_confidence(bill->speaker->findings, bill->a, bill->b, bill->rows, bill->count, &low,
                      &high);
    if (!(low < high)) return;
    document_item(document);
    document_say(document, "The entries are not certain: with their confidence taken into account, "
                           "the expected agreement is ");
    say_range(bill->speaker, low, high);
    document_say(document, ".");
}

static void say_what_decides(const struct bill *bill)
{
    double most = 0;
    const stance_pair_issue *decides = NULL;
    for (size_t r = 0; r < bill->count; r++) {
        double influence = robust_influence(bill->pair, &bill->rows[r]);
        if (!(fabs(influence) > fabs(most))) continue;
        most = influence;
        decides = &bill->rows[r];
    }
    if (!decides) return;
    document_item(bill->speaker->document);
    document_say(bill->speaker->document, "Leaving out ");
    document_say_text(bill->speaker->document, SPAN_STRONG,
                      issue_name(bill->speaker, decides->issue));
    document_say(bill->speaker->document, " would change it most: to ");
    say_number(bill->speaker, bill->pair->agreement + most, 2);
    document_say(bill->speaker->document, ".");
}

static void say_finding(const struct bill *bill)
{
    struct stance_document *document = bill->speaker->document;
    document_items(document);
    document_lead(document);
    document_item(document);
    if (isnan(bill->pair->agreement)) {
        document_say(document,
                     "They cannot be compared: there is no issue of any weight on which %s.",
                     bill->speaker->findings->matrix.measure == &measure_city_block
                         ? "both have declared themselves"
                         : "this measure can compare them");
        say_bounds(bill);
        return;
    }
    document_say(document, "Their agreement is ");
    say_number(bill->speaker, bill->pair->agreement, 2);
    document_say(document, ", on %zu of %zu %s (coverage ", bill->pair->issues,
                 bill->speaker->findings->snapshot->n_issues,
                 bill->speaker->findings->snapshot->n_issues == 1 ? "issue" : "issues");
    say_number(bill->speaker, bill->pair->coverage, 2);
    document_say(document, ").");
    say_against_chance(bill);
    say_bounds(bill);
    say_what_decides(bill);
}

/* ---- evidence, silence, gaps */

static void say_sources_of_both(const struct bill *bill)
{
    const size_t both[] = {bill->a, bill->b};
    size_t said = 0;
    for (size_t r = 0; r < bill->count; r++) {
        if (said++ == 0) {
            document_heading(bill->speaker->document, NULL);
            document_say(bill->speaker->document, "On record");
        }
        say_subheading(bill->speaker, issue_name(bill->speaker, bill->rows[r].issue));
        if (!bill->rows[r].declared)
            document_say(bill->speaker->document, " (not compared: undeclared)");
        else if (says_page(bill->speaker))
            say_places_of_both(bill->speaker, both, bill->rows[r].issue);
        document_entries(bill->speaker->document);
        document_detail(bill->speaker->document);
        for (size_t n = 0; n < 2; n++) {
            document_entry(bill->speaker->document, actor_name(bill->speaker, both[n]));
            say_standing(bill->speaker, both[n], bill->rows[r].issue);
        }
    }
}

/* The issues known as said of both; the heading goes before the first of all. */
static void say_gap(const struct bill *bill, bool a_known, bool b_known, const char *words,
                    const char *name, size_t *all_said)
{
    const struct stance_findings *findings = bill->speaker->findings;
    size_t said = 0;
    for (size_t i = 0; i < findings->snapshot->n_issues; i++) {
        if (standing_is_known(findings_standing(findings, bill->a, i)) != a_known) continue;
        if (standing_is_known(findings_standing(findings, bill->b, i)) != b_known) continue;
        if ((*all_said)++ == 0) {
            say_heading(bill->speaker, "What is unknown", NULL);
            document_items(bill->speaker->document);
        }
        if (said == 0) {
            document_item(bill->speaker->document);
            document_say(bill->speaker->document, "%s%s: ", words, name);
        }
        document_say(bill->speaker->document, "%s%s", said++ ? ", " : "",
                     issue_name(bill->speaker, i));
    }
    if (said > 0) document_say(bill->speaker->document, ".");
}

static void say_unknown(const struct bill *bill)
{
    size_t said = 0;
    say_gap(bill, true, false, "Known only of ", actor_name(bill->speaker, bill->a), &said);
    say_gap(bill, false, true, "Known only of ", actor_name(bill->speaker, bill->b), &said);
    say_gap(bill, false, false, "Known of neither", "", &said);
}

stance_result stance_say_comparison(const stance_findings *findings, size_t a, size_t b,
                                    stance_document_kind kind, stance_document **out)
{
    struct speaker speaker;
    *out = NULL;
    stance_pair_issue *rows = calloc(findings->snapshot->n_issues + 1, sizeof *rows);
    if (!rows || !speaker_init(&speaker, kind, SUBJECT_COMPARISON, findings)) {
        free(rows);
        return STANCE_NO_MEMORY;
    }
    speaker.document->a = a;
    speaker.document->b = b;
    struct bill bill = {&speaker, a, b, stance_findings_pair(findings, a, b), rows, 0};
    bill.count = stance_findings_pair_issues(findings, a, b, rows);
    struct str title = {0};
    str_printf(&title, "%s and %s", actor_name(&speaker, a), actor_name(&speaker, b));
    if (title.failed) speaker.document->failed = true;
    say_head(&speaker, str_get(&title), false);
    str_clear(&title);
    say_finding(&bill);
    if (bill.pair->issues > 0) say_bill(&bill);
    say_sources_of_both(&bill);
    say_conditions(&speaker, (const size_t[]){a, b}, 2, STANCE_NONE);
    say_unknown(&bill);
    say_how_to_read_part(&speaker, true);
    free(rows);
    return speaker_finish(&speaker, out);
}
