/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts in words. A sentence is said only if its figures carry it over the whole interval that
 * vagueness leaves open; otherwise it is said that it cannot be told, and for want of what. */
#include <math.h>
#include <stdlib.h>

#include "engine/measure.h"
#include "engine/waiting.h"
#include "report/say.h"

/* More pairs, issues or stand-offs than this are counted instead of named. */
#define TIES_NAMED 3

/* ---- the issue that splits most */

static void say_divergence_of(struct speaker *speaker, size_t issue)
{
    const stance_issue_figures *figures = &speaker->findings->issues[issue];
    document_say(speaker->document, "divergence ");
    say_number(speaker, figures->divergence, 2);
    document_say(speaker->document, " of at most ");
    say_number(speaker, figures->divergence_max, 2);
    document_say(speaker->document, " between %zu actors",
                 count_divergent_actors(speaker->findings, issue));
}

/* "X is at 0.40 (0.20 to 0.60)". */
static void say_issue_at(struct speaker *speaker, size_t issue)
{
    const stance_issue_figures *figures = &speaker->findings->issues[issue];
    document_say_text(speaker->document, SPAN_STRONG, issue_name(speaker, issue));
    document_say(speaker->document, " is at ");
    say_number(speaker, figures->divergence, 2);
    if (!(figures->divergence_low < figures->divergence_high)) return;
    document_say(speaker->document, " (");
    say_range(speaker, figures->divergence_low, figures->divergence_high);
    document_say(speaker->document, ")");
}

/* No verdict: the largest figure, and what stands against it. `ties` are issues at the top. */
static void say_no_top_issue(struct speaker *speaker, size_t issue, size_t ties, size_t compared)
{
    if (compared == 1) {
        document_say(speaker->document, "On the one issue that can be compared it cannot be told "
                                        "whether they are split: ");
        say_issue_at(speaker, issue);
        document_say(speaker->document, ".");
        return;
    }
    document_say(speaker->document, "Which issue splits most cannot be told: ");
    say_issue_at(speaker, issue);
    if (ties > 0)
        document_say(speaker->document, ", and so are %zu others.", ties - 1);
    else
        document_say(speaker->document, ", and as positions are vague others could be higher.");
}

static bool is_alike(const stance_issue_figures *a, const stance_issue_figures *b)
{
    return a->divergence == b->divergence && a->divergence_max == b->divergence_max &&
           a->declared == b->declared && a->divergence_low == b->divergence_low;
}

/* Names with their figures; those that are alike in them share a parenthesis. */
static void say_top_issue_names(struct speaker *speaker, const size_t *issues, size_t count)
{
    const stance_issue_figures *figures = speaker->findings->issues;
    for (size_t t = 0; t < count; t++) {
        if (t > 0) document_say(speaker->document, t + 1 == count ? " and " : ", ");
        document_say_text(speaker->document, SPAN_STRONG, issue_name(speaker, issues[t]));
        if (t + 1 < count && is_alike(&figures[issues[t]], &figures[issues[t + 1]])) continue;
        document_say(speaker->document, " (");
        say_divergence_of(speaker, issues[t]);
        document_say(speaker->document, ")");
    }
}

static void say_top_issues(struct speaker *speaker)
{
    const struct stance_findings *findings = speaker->findings;
    struct stance_document *document = speaker->document;
    size_t top[TIES_NAMED], compared = count_compared_issues(findings);
    size_t largest = find_largest_issue(findings);
    char buffer[24];
    if (largest == STANCE_NONE) return;
    size_t count = find_top_issues(findings, top, TIES_NAMED);
    document_item(document);
    if (count == 0 || count > TIES_NAMED) {
        say_no_top_issue(speaker, largest, count, compared);
    } else if (compared == 1) {
        document_say(document, "On the one issue that can be compared, ");
        say_top_issue_names(speaker, top, count);
        document_say(document, ", they are split.");
    } else if (compared == 2) {
        document_say(document, "On the two issues that can be compared, most splits them over ");
        say_top_issue_names(speaker, top, count);
        document_say(document, ".");
    } else {
        document_say(document, "Of %s issues that can be compared, the actors are split most over ",
                     count_word(compared, buffer));
        say_top_issue_names(speaker, top, count);
        document_say(document, ".");
    }
}

/* ---- the pairs at the ends */

/* Where the pair is parted most: both positions on the issue that weighs most in that. */
static void say_main_issue(struct speaker *speaker, const struct ranked_pair *ranked)
{
    const struct stance_findings *findings = speaker->findings;
    stance_pair_issue *rows = calloc(findings->snapshot->n_issues + 1, sizeof *rows);
    if (!rows) {
        speaker->document->failed = true;
        return;
    }
    size_t count = stance_findings_pair_issues(findings, ranked->a, ranked->b, rows), most = count;
    for (size_t r = 0; r < count; r++)
        if (rows[r].share > 0.5) most = r; /* more than half of it, or there is no main issue */
    if (most < count) {
        size_t issue = rows[most].issue;
        document_say(speaker->document,
                     ranked->pair->issues == 1 ? " On %s, %s: " : " Most of it is %s; %s: ",
                     issue_name(speaker, issue), actor_name(speaker, ranked->a));
        say_position(speaker, issue, &findings_standing(findings, ranked->a, issue)->position);
        document_say(speaker->document, "; %s: ", actor_name(speaker, ranked->b));
        say_position(speaker, issue, &findings_standing(findings, ranked->b, issue)->position);
        document_say(speaker->document, ".");
    }
    free(rows);
}

static void say_pair_names(struct speaker *speaker, const struct ranked_pair *ranked)
{
    document_say_text(speaker->document, SPAN_STRONG, actor_name(speaker, ranked->a));
    document_say(speaker->document, " and ");
    document_say_text(speaker->document, SPAN_STRONG, actor_name(speaker, ranked->b));
}

/* "On the one issue known to both, A and B": what a verdict rests on comes first if it is little.
 */
static void say_pair_with_basis(struct speaker *speaker, const struct ranked_pair *ranked)
{
    if (ranked->pair->issues == 1)
        document_say(speaker->document, "On the one issue known to both, ");
    else if (ranked->pair->issues == 2)
        document_say(speaker->document, "On the two issues known to both, ");
    say_pair_names(speaker, ranked);
}

static void say_agreement_of(struct speaker *speaker, const stance_pair *pair)
{
    static const char *const words[] = {
        [CHANCE_MORE] = ", more than chance",
        [CHANCE_LESS] = ", less than chance",
        [CHANCE_CANNOT_TELL] = "; whether that is more than chance cannot be told",
    };
    say_number(speaker, pair->agreement, 2);
    if (pair->issues > 2) document_say(speaker->document, " on %zu issues", pair->issues);
    if (isnan(pair->chance)) return;
    document_say(speaker->document, "%s (", words[pair_against_chance(pair)]);
    say_number(speaker, pair->chance, 2);
    document_say(speaker->document, ")");
}

static void say_cannot_rank(struct speaker *speaker, const struct ranked_pair *first, bool greatest)
{
    struct stance_document *document = speaker->document;
    document_say(document, "Who is %s cannot be told: ", greatest ? "closest" : "farthest apart");
    say_pair_names(speaker, first);
    document_say(document, " are at ");
    say_number(speaker, first->pair->agreement, 2);
    if (first->pair->low < first->pair->high) {
        document_say(document, " (");
        say_range(speaker, first->pair->low, first->pair->high);
        document_say(document, ")");
    }
    document_say(document, ", and as positions are vague other pairs could be %s.",
                 greatest ? "closer" : "farther apart");
}

static bool has_same_basis(const stance_pair *a, const stance_pair *b)
{
    return a->issues == b->issues && a->chance == b->chance &&
           pair_against_chance(a) == pair_against_chance(b);
}

/* Tied pairs: those of one basis and chance in one sentence, each other in its own. */
static void say_pairs_at_end(struct speaker *speaker, const struct ranked_pair *ends, size_t ties,
                             bool greatest)
{
    say_pair_with_basis(speaker, &ends[0]);
    document_say(speaker->document, " are %s: agreement ", greatest ? "closest" : "farthest apart");
    say_agreement_of(speaker, ends[0].pair);
    for (size_t t = 1; t < ties; t++) {
        if (!has_same_basis(ends[0].pair, ends[t].pair)) continue;
        document_say(speaker->document, "; likewise ");
        say_pair_names(speaker, &ends[t]);
    }
    document_say(speaker->document, ".");
    for (size_t t = 1; t < ties; t++) {
        if (has_same_basis(ends[0].pair, ends[t].pair)) continue;
        document_say(speaker->document, " ");
        say_pair_with_basis(speaker, &ends[t]);
        document_say(speaker->document, " are as %s: agreement ", greatest ? "close" : "far apart");
        say_agreement_of(speaker, ends[t].pair);
        document_say(speaker->document, ".");
    }
    if (ties == 1 && !greatest) say_main_issue(speaker, &ends[0]);
}

/* All pairs alike: there is no end, but that is a finding too. */
static void say_all_alike(struct speaker *speaker, const struct ranked_pair *ends, size_t count)
{
    char buffer[24];
    bool is_vague = false;
    for (size_t t = 0; t < count; t++)
        is_vague = is_vague || ends[t].pair->low < ends[t].pair->high;
    document_item(speaker->document);
    document_say(speaker->document, "All %s pairs that can be compared are at ",
                 count_word(count, buffer));
    say_number(speaker, ends[0].pair->agreement, 2);
    document_say(speaker->document, is_vague ? "; as positions are vague, who is closest cannot be "
                                               "told."
                                             : ".");
}

static void say_end_of_ranking(struct speaker *speaker, bool greatest)
{
    struct ranked_pair ends[TIES_NAMED + 1];
    size_t count = rank_pairs(speaker->findings, greatest, ends, TIES_NAMED + 1), ties = 1;
    if (count < 2) return; /* one pair alone is neither */
    while (ties < count && ends[ties].pair->agreement == ends[0].pair->agreement)
        ties++;
    if (ties == count && count <= TIES_NAMED) {
        if (greatest) say_all_alike(speaker, ends, count);
        return;
    }
    document_item(speaker->document);
    if (!pair_is_at_the_end(speaker->findings, &ends[0], greatest)) {
        say_cannot_rank(speaker, &ends[0], greatest);
    } else if (ties > TIES_NAMED) {
        document_say(speaker->document, "More than %d pairs share the %s agreement, ", TIES_NAMED,
                     greatest ? "highest" : "lowest");
        say_number(speaker, ends[0].pair->agreement, 2);
        document_say(speaker->document, ".");
    } else {
        size_t certain = 1; /* the others of the tie may hide something else */
        while (certain < ties && pair_is_at_the_end(speaker->findings, &ends[certain], greatest))
            certain++;
        say_pairs_at_end(speaker, ends, certain, greatest);
    }
}

static void say_only_pair(struct speaker *speaker)
{
    struct ranked_pair only[2];
    size_t count = rank_pairs(speaker->findings, true, only, 2);
    if (count == 0) {
        document_item(speaker->document);
        document_say(speaker->document,
                     "No two actors can be compared: there is no issue of any weight on which %s.",
                     speaker->findings->matrix.measure == &measure_city_block
                         ? "two of them have declared themselves"
                         : "this measure could compare two of them");
    }
    if (count != 1) return;
    document_item(speaker->document);
    say_pair_with_basis(speaker, &only[0]);
    document_say(speaker->document, " agree at ");
    say_agreement_of(speaker, only[0].pair);
    document_say(speaker->document, ".");
    say_main_issue(speaker, &only[0]);
}

/* ---- who waits for whom, who is silent */

static void say_waiting(struct speaker *speaker)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    const struct stance_model *model = snapshot->model;
    struct waiting found[TIES_NAMED];
    size_t count = find_waiting(snapshot, found, TIES_NAMED);
    for (size_t w = 0; w < count && w < TIES_NAMED; w++) {
        document_item(speaker->document);
        document_say_text(speaker->document, SPAN_STRONG, model->actors[found[w].actor].name);
        document_say(speaker->document, " on %s and ", model->issues[found[w].issue].name);
        document_say_text(speaker->document, SPAN_STRONG, model->actors[found[w].other].name);
        document_say(speaker->document, " on %s wait for each other (see Conditions).",
                     model->issues[found[w].other_issue].name);
    }
    if (count > TIES_NAMED) {
        document_item(speaker->document);
        document_say(speaker->document, "%zu more such pairs wait for each other (see Conditions).",
                     count - TIES_NAMED);
    }
}

static void say_undeclared(struct speaker *speaker)
{
    const struct stance_findings *findings = speaker->findings;
    size_t actor = 0, issue = 0, count = 0;
    for (size_t a = 0; a < findings->snapshot->n_actors; a++)
        for (size_t i = 0; i < findings->snapshot->n_issues; i++) {
            if (!standing_is_undeclared(findings_standing(findings, a, i))) continue;
            if (count++ == 0) actor = a, issue = i;
        }
    if (count == 0) return;
    document_item(speaker->document);
    document_say_text(speaker->document, SPAN_STRONG, actor_name(speaker, actor));
    document_say(speaker->document, " is on record as undeclared on ");
    document_say_text(speaker->document, SPAN_STRONG, issue_name(speaker, issue));
    if (findings_issue(findings, issue)->question)
        document_say(speaker->document, " (%s)", findings_issue(findings, issue)->question);
    document_say(speaker->document, ".");
    if (count > 1)
        document_say(speaker->document, " %zu more such silences are named below.", count - 1);
}

void say_verdicts(struct speaker *speaker)
{
    document_items(speaker->document);
    document_lead(speaker->document);
    say_top_issues(speaker);
    say_only_pair(speaker);
    say_end_of_ranking(speaker, false);
    say_end_of_ranking(speaker, true);
    say_waiting(speaker);
    say_undeclared(speaker);
}
