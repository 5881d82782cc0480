/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers: everything on record about one actor, or about one issue, with its history. */
#include <math.h>
#include <stdlib.h>

#include "report/say_page.h"

#define NEIGHBOURS        3 /* at either end */
#define NEIGHBOURS_IN_ALL 6

/* ---- history: every entry of one actor on one issue, oldest first */

/* What the entry says of the actor besides the position. */
static void say_given(struct speaker *speaker, size_t issue, const struct stance *stance)
{
    if (stance->n_claims == 1) document_say(speaker->document, ", %s", status_name(stance->status));
    if (stance->confidence < 1) {
        document_say(speaker->document, ", confidence ");
        say_plain(speaker, stance->confidence);
    }
    if (stance->salience >= 0) {
        document_say(speaker->document, ", salience ");
        say_plain(speaker, stance->salience);
    }
    if (stance->accepts) {
        document_say(speaker->document, "; could live with ");
        say_position(speaker, issue, stance->accepts);
    } else if (stance->has_accepts) {
        document_say(speaker->document, "; no longer says what it could live with");
    }
}

/* Claims one by one: what they span is nobody's position. */
static void say_claims_of(struct speaker *speaker, size_t issue, const struct stance *stance)
{
    size_t said = 0;
    for (size_t c = 0; c < stance->n_claims; c++) {
        const struct claim *claim = &stance->claims[c];
        if (!snapshot_takes_claim(speaker->findings->snapshot, claim)) continue;
        document_say(speaker->document, said++ > 0 ? "; " : ": ");
        say_position(speaker, issue, &claim->position);
        if (claim->confidence < 1) {
            document_say(speaker->document, " (confidence ");
            say_plain(speaker, claim->confidence);
            document_say(speaker->document, ")");
        }
        say_source(speaker, &claim->source, claim->speaker);
    }
    if (said < stance->n_claims)
        document_say(speaker->document, "; %zu %s left out", stance->n_claims - said,
                     stance->n_claims - said == 1 ? "claim" : "claims");
}

static void say_conditions_given(struct speaker *speaker, size_t issue, const struct stance *stance,
                                 bool in_words)
{
    if (!stance->has_alternatives) return;
    if (stance->n_alternatives == 0)
        document_say(speaker->document, " It ends the conditions before it.");
    else if (!in_words)
        document_say(speaker->document, " %zu %s.", stance->n_alternatives,
                     stance->n_alternatives == 1 ? "condition" : "conditions");
    for (size_t a = 0; in_words && a < stance->n_alternatives; a++) {
        document_say(speaker->document, " Condition:");
        say_alternative(speaker, issue, &stance->alternatives[a], false);
    }
}

void say_entry(struct speaker *speaker, size_t issue, const struct stance *stance, const char *word,
               date_day day, bool with_conditions)
{
    bool is_disputed = stance->n_claims > 1;
    if (is_disputed)
        document_say(speaker->document, "disputed");
    else
        say_position(speaker, issue, &stance->position);
    if (stance->until != DATE_NONE) {
        document_say(speaker->document, ", until ");
        say_date(speaker, stance->until);
    }
    if (day != DATE_NONE) {
        document_say(speaker->document, ", %s ", word);
        say_date(speaker, day);
    }
    say_given(speaker, issue, stance);
    if (is_disputed) say_claims_of(speaker, issue, stance);
    document_say(speaker->document, ".");
    if (!is_disputed) say_source(speaker, &stance->claims[0].source, stance->claims[0].speaker);
    say_conditions_given(speaker, issue, stance, with_conditions);
    if (stance->note) document_say(speaker->document, " Note: %s", stance->note);
}

static size_t say_history(struct speaker *speaker, size_t actor, size_t issue)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    size_t count, said = 0;
    const struct stance *const *history =
        actor_history(findings_actor(speaker->findings, actor), snapshot->issues[issue], &count);
    for (size_t h = 0; h < count; h++) {
        if (!snapshot_has_entry(snapshot, history[h])) continue;
        if (said++ == 0) document_items(speaker->document), document_detail(speaker->document);
        document_item(speaker->document);
        say_date(speaker, history[h]->date);
        document_say(speaker->document, ": ");
        say_entry(speaker, issue, history[h], "entered",
                  history[h]->entered == history[h]->date ? DATE_NONE : history[h]->entered, false);
    }
    return said;
}

/* ---- an actor */

static void say_profile(struct speaker *speaker, size_t actor)
{
    const struct actor *who = findings_actor(speaker->findings, actor);
    document_paragraph(speaker->document);
    document_say(speaker->document, "%s", who->kind ? who->kind : "actor");
    for (size_t g = 0; g < who->n_groups; g++)
        document_say(speaker->document, "%s%s", g ? ", " : "; groups: ", who->groups[g]);
    if (who->weight != 1) {
        document_say(speaker->document, "; weight ");
        say_plain(speaker, who->weight);
        if (!(who->weight > 0)) document_say(speaker->document, ": an observer, not counted");
    }
    if (who->entered != DATE_NONE) {
        document_say(speaker->document, "; on file since ");
        say_date(speaker, who->entered);
    }
    document_say(speaker->document, ". ");
    double mean = speaker->findings->actors[actor].mean_agreement;
    if (isnan(mean)) {
        document_say(speaker->document, "Cannot be compared with any other actor.");
        return;
    }
    document_say(speaker->document, "Mean agreement with all others: ");
    say_number(speaker, mean, 2);
    document_say(speaker->document, ".");
}

struct neighbour {
    size_t actor;
    const stance_pair *pair;
};

/* The nearest or farthest of the others who are counted, in order; ties in the model's order.
 * @return how many others there are; `out` holds the first `room` of them. */
static size_t rank_neighbours(const struct stance_findings *findings, size_t actor, bool nearest,
                              struct neighbour *out, size_t room)
{
    size_t count = 0;
    for (size_t other = 0; other < findings->snapshot->n_actors; other++) {
        if (other == actor || !actor_is_counted(findings, other)) continue;
        const stance_pair *pair = stance_findings_pair(findings, actor, other);
        if (isnan(pair->agreement)) continue;
        size_t at = count < room ? count : room;
        count++;
        for (; at > 0; at--) {
            double above = out[at - 1].pair->agreement;
            if (nearest ? above >= pair->agreement : above <= pair->agreement) break;
            if (at < room) out[at] = out[at - 1];
        }
        if (at < room) out[at] = (struct neighbour){other, pair};
    }
    return count;
}

static void say_end_of_ranking(struct speaker *speaker, const char *words,
                               const struct neighbour *neighbours, size_t count)
{
    document_entry(speaker->document, words);
    for (size_t n = 0; n < count; n++) {
        document_say(speaker->document, "%s%s ", n ? ", " : "",
                     actor_name(speaker, neighbours[n].actor));
        say_number(speaker, neighbours[n].pair->agreement, 2);
        document_say(speaker->document, " (%zu %s)", neighbours[n].pair->issues,
                     neighbours[n].pair->issues == 1 ? "issue" : "issues");
    }
}

/* Both ends; where they would meet, one list. */
static void say_neighbours(struct speaker *speaker, size_t actor)
{
    struct neighbour neighbours[NEIGHBOURS_IN_ALL];
    size_t count = rank_neighbours(speaker->findings, actor, true, neighbours, NEIGHBOURS_IN_ALL);
    if (count == 0) return;
    document_entries(speaker->document);
    if (count <= NEIGHBOURS_IN_ALL) {
        say_end_of_ranking(speaker, count > 1 ? "nearest first" : "nearest", neighbours, count);
        return;
    }
    say_end_of_ranking(speaker, "nearest", neighbours, NEIGHBOURS);
    rank_neighbours(speaker->findings, actor, false, neighbours, NEIGHBOURS);
    say_end_of_ranking(speaker, "farthest", neighbours, NEIGHBOURS);
}

static void say_all_of_actor(struct speaker *speaker, size_t actor)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    for (size_t i = 0; i < snapshot->n_issues; i++) {
        const struct standing *standing = findings_standing(speaker->findings, actor, i);
        if (!standing->stance && !standing->lapsed) continue;
        say_subheading(speaker, issue_name(speaker, i));
        document_say(speaker->document, ": ");
        if (standing->stance)
            say_position(speaker, i, &standing->position);
        else
            document_say(speaker->document, "unknown, the last entry has lapsed");
        if (standing->stance && standing->accepts) {
            document_say(speaker->document, "; could live with ");
            say_position(speaker, i, standing->accepts);
        }
        if (says_page(speaker)) say_place_of(speaker, actor, i);
        say_history(speaker, actor, i);
    }
}

static void say_unknown_issues(struct speaker *speaker, size_t actor)
{
    size_t said = 0;
    for (size_t i = 0; i < speaker->findings->snapshot->n_issues; i++) {
        const struct standing *standing = findings_standing(speaker->findings, actor, i);
        if (standing->stance || standing->lapsed) continue;
        if (said == 0) {
            document_paragraph(speaker->document);
            document_say(speaker->document, "Unknown: ");
        }
        document_say(speaker->document, "%s%s", said++ ? ", " : "", issue_name(speaker, i));
    }
    if (said > 0) document_say(speaker->document, ".");
}

stance_result stance_say_actor(const stance_findings *findings, size_t actor,
                               stance_document_kind kind, stance_document **out)
{
    struct speaker speaker;
    *out = NULL;
    if (!speaker_init(&speaker, kind, SUBJECT_ACTOR, findings)) return STANCE_NO_MEMORY;
    speaker.document->a = actor;
    say_head(&speaker, actor_name(&speaker, actor), false);
    say_profile(&speaker, actor);
    say_neighbours(&speaker, actor);
    say_heading(&speaker, "Positions", "with every entry on file");
    say_all_of_actor(&speaker, actor);
    say_unknown_issues(&speaker, actor);
    if (says_page(&speaker)) say_timelines(&speaker, actor, STANCE_NONE);
    say_conditions(&speaker, &actor, 1, STANCE_NONE);
    say_how_to_read_part(&speaker, false);
    return speaker_finish(&speaker, out);
}

/* ---- an issue */

static void say_question(struct speaker *speaker, size_t issue)
{
    const struct issue *what = findings_issue(speaker->findings, issue);
    struct str choices = {0};
    document_paragraph(speaker->document);
    if (what->question) document_say(speaker->document, "%s ", what->question);
    document_say(speaker->document, "The scale is %s", what->scale.kind->name);
    for (size_t c = 0; c < what->scale.n_choices; c++) {
        const struct choice *choice = &what->scale.choices[c];
        str_printf(&choices, "%s%s", c ? ", " : ": ", choice->id);
        if (choice->label != choice->id) str_printf(&choices, " (%s)", choice->label);
    }
    if (what->scale.n_choices == 0) {
        str_append(&choices, ": ");
        scale_print_choices(&what->scale, &choices);
    }
    if (choices.failed) speaker->document->failed = true;
    document_say(speaker->document, "%s.", str_get(&choices));
    str_clear(&choices);
    if (what->scale.several) document_say(speaker->document, " Several at once may be wanted.");
    if (what->has_status_quo) {
        document_say(speaker->document, " Status quo: ");
        say_position(speaker, issue, &what->status_quo);
        document_say(speaker->document, ".");
    }
    if (what->topic) document_say(speaker->document, " Topic: %s.", what->topic);
    if (what->weight != 1) {
        document_say(speaker->document, " Weight: ");
        say_plain(speaker, what->weight);
        document_say(speaker->document, ".");
    }
}

static void say_issue_figures(struct speaker *speaker, size_t issue)
{
    const stance_issue_figures *figures = &speaker->findings->issues[issue];
    document_paragraph(speaker->document);
    document_say(speaker->document, "%zu declared, %zu undeclared. ", figures->declared,
                 figures->undeclared);
    if (isnan(figures->divergence)) {
        document_say(speaker->document, "Divergence needs two counted actors who have declared "
                                        "themselves.");
        return;
    }
    document_say(speaker->document, "Divergence ");
    say_number(speaker, figures->divergence, 2);
    if (figures->divergence_low < figures->divergence_high) {
        document_say(speaker->document, ", could be ");
        say_range(speaker, figures->divergence_low, figures->divergence_high);
    }
    document_say(speaker->document, "; at most ");
    say_number(speaker, figures->divergence_max, 2);
    document_say(speaker->document, " with these actors.");
}

stance_result stance_say_issue(const stance_findings *findings, size_t issue,
                               stance_document_kind kind, stance_document **out)
{
    struct speaker speaker;
    *out = NULL;
    if (!speaker_init(&speaker, kind, SUBJECT_ISSUE, findings)) return STANCE_NO_MEMORY;
    speaker.document->a = issue;
    say_head(&speaker, issue_name(&speaker, issue), false);
    say_question(&speaker, issue);
    say_issue_figures(&speaker, issue);
    say_heading(&speaker, "Who stands where", NULL);
    say_places(&speaker, issue);
    say_heading(&speaker, "On record", "with every entry on file");
    for (size_t a = 0; a < findings->snapshot->n_actors; a++) {
        const struct standing *standing = findings_standing(findings, a, issue);
        if (!standing->stance && !standing->lapsed) continue;
        say_subheading(&speaker, actor_name(&speaker, a));
        if (!standing->stance) document_say(speaker.document, " (lapsed)");
        if (!(findings->actors[a].weight > 0))
            document_say(speaker.document, " (observer, not counted)");
        say_history(&speaker, a, issue);
    }
    if (says_page(&speaker)) say_timelines(&speaker, STANCE_NONE, issue);
    say_conditions(&speaker, NULL, 0, issue);
    say_how_to_read_part(&speaker, false);
    return speaker_finish(&speaker, out);
}

/* ---- all names */

static void say_actor_names(struct speaker *speaker)
{
    say_heading(speaker, "Actors", NULL);
    document_entries(speaker->document);
    for (size_t a = 0; a < speaker->findings->snapshot->n_actors; a++) {
        const struct actor *actor = findings_actor(speaker->findings, a);
        document_entry(speaker->document, actor->id);
        document_say(speaker->document, "%s%s%s", actor->name, actor->kind ? ", " : "",
                     actor->kind ? actor->kind : "");
        for (size_t g = 0; g < actor->n_groups; g++)
            document_say(speaker->document, "%s%s", g ? ", " : "; groups: ", actor->groups[g]);
    }
}

static void say_issue_names(struct speaker *speaker)
{
    say_heading(speaker, "Issues", NULL);
    document_entries(speaker->document);
    for (size_t i = 0; i < speaker->findings->snapshot->n_issues; i++) {
        const struct issue *issue = findings_issue(speaker->findings, i);
        document_entry(speaker->document, issue->id);
        document_say(speaker->document, "%s", issue->question ? issue->question : issue->name);
        if (issue->topic) document_say(speaker->document, " Topic: %s.", issue->topic);
    }
}

stance_result stance_say_names(const stance_findings *findings, stance_document **out)
{
    struct speaker speaker;
    *out = NULL;
    if (!speaker_init(&speaker, STANCE_PROSE, SUBJECT_REPORT, findings)) return STANCE_NO_MEMORY;
    say_head(&speaker, findings->snapshot->model->title, true);
    say_actor_names(&speaker);
    say_issue_names(&speaker);
    return speaker_finish(&speaker, out);
}
