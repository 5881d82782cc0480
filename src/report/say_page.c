/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sections of a page share, and the key figures that open it: each with its definition,
 * since a figure without one misleads. */
#include "report/say_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

#define NAMES_NAMED 3

/* ---- texts */

const char *keep_text(struct speaker *speaker, const char *text)
{
    const char *copy = document_copy(speaker->document, text);
    return copy ? copy : "";
}

const char *keep_position(struct speaker *speaker, size_t issue, const struct position *position)
{
    return keep_position_on(speaker, &findings_issue(speaker->findings, issue)->scale, position);
}

const char *keep_count(struct speaker *speaker, size_t count)
{
    struct str text = {0};
    str_printf(&text, "%zu", count);
    return keep_str(speaker, &text);
}

const char *keep_number(struct speaker *speaker, double number)
{
    struct str text = {0};
    number_print_fixed(number, 2, &text);
    return keep_str(speaker, &text);
}

double place_of(const struct scale *scale, const struct position *position)
{
    if (position->kind != POSITION_SPAN) return NAN;
    return (scale->kind->normalise(scale, position->from) +
            scale->kind->normalise(scale, position->to)) /
           2;
}

/* ---- the actors of the pictures */

static bool fill_gathering(struct gathering *gathering, const struct stance_findings *findings)
{
    size_t n = gathering->n;
    gathering->distances = arena_array(&gathering->arena, n * n + 1, sizeof(double));
    gathering->ordered = arena_array(&gathering->arena, n + 1, sizeof(size_t));
    if (!gathering->distances || !gathering->ordered) return false;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (i != j)
                gathering->distances[i * n + j] =
                    1 - stance_findings_pair(findings, gathering->actors[i], gathering->actors[j])
                            ->agreement;
    if (!camps_init(&gathering->camps, gathering->distances, n, &gathering->arena)) return false;
    for (size_t i = 0; i < n; i++)
        gathering->ordered[i] = gathering->actors[gathering->camps.order[i]];
    return true;
}

void gathering_init(struct gathering *gathering, struct speaker *speaker)
{
    size_t n_actors = speaker->findings->snapshot->n_actors;
    *gathering = (struct gathering){0};
    gathering->actors = arena_array(&gathering->arena, n_actors + 1, sizeof(size_t));
    for (size_t a = 0; gathering->actors && a < n_actors; a++)
        if (actor_is_compared(speaker->findings, a)) gathering->actors[gathering->n++] = a;
    gathering->too_many = gathering->n > ACTORS_IN_PICTURES;
    if (!gathering->actors ||
        (!gathering->too_many && !fill_gathering(gathering, speaker->findings)))
        speaker->document->failed = true;
}

void gathering_clear(struct gathering *gathering)
{
    arena_clear(&gathering->arena);
}

/* ---- key figures */

/* Nothing where the printed figures would be one. */
static void say_bounds(struct speaker *speaker, double low, double high)
{
    if (!(low < high) || strcmp(keep_number(speaker, low), keep_number(speaker, high)) == 0) return;
    document_say(speaker->document, " Could be ");
    say_range(speaker, low, high);
    document_say(speaker->document, ", as positions are vague.");
}

static void say_cohesion_figure(struct speaker *speaker)
{
    const struct stance_findings *findings = speaker->findings;
    size_t comparable, all = count_pairs(findings, &comparable);
    bool is_defined = !isnan(findings->cohesion);
    document_figure(speaker->document, "Cohesion",
                    is_defined ? keep_number(speaker, findings->cohesion) : "undefined");
    document_say(speaker->document,
                 "Mean agreement of the pairs that can be compared (%zu of %zu): 1, all say the "
                 "same; 0, all stand at opposite ends.",
                 comparable, all);
    say_bounds(speaker, findings->cohesion_low, findings->cohesion_high);
}

/* Others at the same figure: by name while they are few. */
static void say_equal_issues(struct speaker *speaker, size_t issue)
{
    const struct stance_findings *findings = speaker->findings;
    size_t equal = 0, other = 0;
    for (size_t k = 0; k < findings->snapshot->n_issues; k++) {
        if (k == issue || !(findings->issues[k].weight > 0) ||
            !figures_alike(findings->issues[k].divergence, findings->issues[issue].divergence))
            continue;
        other = k;
        equal++;
    }
    if (equal == 1)
        document_say(speaker->document, " At the same figure: %s.", issue_name(speaker, other));
    if (equal > 1) document_say(speaker->document, " At the same figure: %zu others.", equal);
}

static bool has_weightless(const struct stance_findings *findings)
{
    for (size_t k = 0; k < findings->snapshot->n_issues; k++)
        if (!(findings->issues[k].weight > 0)) return true;
    return false;
}

static void say_divergence_figure(struct speaker *speaker)
{
    size_t issue = find_largest_issue(speaker->findings), top;
    if (issue == STANCE_NONE) {
        document_figure(speaker->document, "Largest divergence", "none");
        document_say(speaker->document,
                     "No issue of any weight on which two actors are on record apart.");
        return;
    }
    const stance_issue_figures *figures = &speaker->findings->issues[issue];
    document_figure(speaker->document, "Largest divergence",
                    keep_number(speaker, figures->divergence));
    document_say_text(speaker->document, SPAN_STRONG, issue_name(speaker, issue));
    document_say(speaker->document, ": mean distance of all pairs on the issue, at most ");
    say_number(speaker, figures->divergence_max, 2);
    document_say(speaker->document, " with these %zu actors.",
                 count_divergent_actors(speaker->findings, issue));
    say_equal_issues(speaker, issue);
    if (has_weightless(speaker->findings))
        document_say(speaker->document, " Issues of weight 0 are left out.");
    say_bounds(speaker, figures->divergence_low, figures->divergence_high);
    if (find_top_issues(speaker->findings, &top, 1) == 0)
        document_say(speaker->document, " Others could be higher.");
}

/* Others at the same figure, over fewer pairs or as many. */
static void say_equals(struct speaker *speaker, size_t actor)
{
    const struct stance_findings *findings = speaker->findings;
    size_t *equals = calloc(findings->snapshot->n_actors + 1, sizeof *equals), count = 0;
    if (!equals) speaker->document->failed = true;
    for (size_t a = 0; equals && a < findings->snapshot->n_actors; a++)
        if (a != actor && actor_is_compared(findings, a) &&
            figures_alike(findings->actors[a].mean_agreement,
                          findings->actors[actor].mean_agreement))
            equals[count++] = a;
    if (count > 0) {
        document_say(speaker->document, " At the same figure: ");
        say_names(speaker, equals, count, NAMES_NAMED);
        document_say(speaker->document, ".");
    }
    free(equals);
}

static void say_apart_figure(struct speaker *speaker)
{
    size_t actor = find_lowest_actor(speaker->findings);
    double low, high;
    if (actor == STANCE_NONE) {
        document_figure(speaker->document, "Lowest mean agreement", "none");
        document_say(speaker->document,
                     "No two actors have declared themselves on one issue of any weight.");
        return;
    }
    double mean = speaker->findings->actors[actor].mean_agreement;
    size_t others = findings_mean_bounds(speaker->findings, actor, &low, &high);
    document_figure(speaker->document, "Lowest mean agreement", keep_number(speaker, mean));
    document_say_text(speaker->document, SPAN_STRONG, actor_name(speaker, actor));
    document_say(speaker->document, ": its mean agreement with all others, over ");
    if (others == 1)
        document_say(speaker->document, "the one actor it can be compared with.");
    else
        document_say(speaker->document, "the %zu actors it can be compared with.", others);
    say_equals(speaker, actor);
    say_bounds(speaker, low, high);
    if (!actor_is_at_the_end(speaker->findings, actor))
        document_say(speaker->document, " Others could be lower.");
}

static void say_record_figure(struct speaker *speaker)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    size_t stances = 0, cells = snapshot->n_actors * snapshot->n_issues;
    struct str share = {0};
    for (size_t a = 0; a < snapshot->n_actors; a++)
        stances += speaker->findings->actors[a].stances;
    number_print_fixed(cells ? 100 * (double)stances / (double)cells : 0, 0, &share);
    str_append(&share, " %");
    document_figure(speaker->document, "On record", keep_str(speaker, &share));
    document_say(speaker->document,
                 "%zu of %zu positions that %zu %s could have on %zu %s. What is unknown is left "
                 "out of every figure, not guessed.",
                 stances, cells, snapshot->n_actors, snapshot->n_actors == 1 ? "actor" : "actors",
                 snapshot->n_issues, snapshot->n_issues == 1 ? "issue" : "issues");
}

void say_key_figures(struct speaker *speaker)
{
    document_figures(speaker->document);
    say_divergence_figure(speaker);
    say_apart_figure(speaker);
    say_cohesion_figure(speaker);
    say_record_figure(speaker);
}
