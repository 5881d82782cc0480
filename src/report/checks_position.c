/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is doubtful about positions in force: against the actor's own word, against each other, on
 * their scales; and about the names of actors and issues. These checks are about the snapshot. */
#include <math.h>
#include <string.h>

#include "report/checks.h"

enum {
    IDS_NAMED = 12,  /* of a long list of issues; the rest is counted */
    SPAN_ACTORS = 3, /* fewer positions say nothing about the width of a scale */
    SPAN_PARTS = 4,  /* a scale is wide if all stand within one of so many equal parts */
};

/* Filed decimals are not exact in binary: a span that is a quarter on paper is not under it. */
static const double ROUNDING = 1e-9;

/* ---- salience */

/* Does any entry up to the day of the snapshot give it? What is carried counts as given. */
static bool has_salience(const struct check_run *run, const struct actor *actor, size_t issue)
{
    size_t count;
    const struct stance *const *history = actor_history(actor, issue, &count);
    for (size_t h = 0; h < count; h++)
        if (history[h]->date <= run->snapshot->as_of && history[h]->salience >= 0) return true;
    return false;
}

struct saliences {
    size_t given, left_out;
    struct place first; /* of the first entry without */
    struct str ids;     /* of the issues without */
};

static void count_salience(struct check_run *run, size_t actor, size_t issue,
                           struct saliences *counts)
{
    const struct stance *stance = findings_standing(run->findings, actor, issue)->stance;
    if (!stance) return;
    if (has_salience(run, findings_actor(run->findings, actor), stance->issue)) {
        counts->given++;
        return;
    }
    if (counts->left_out == 0 || stance->place.line < counts->first.line ||
        (stance->place.line == counts->first.line && stance->place.column < counts->first.column))
        counts->first = stance->place;
    if (counts->left_out < IDS_NAMED)
        str_printf(&counts->ids, "%s%s", counts->left_out ? ", " : "",
                   findings_issue(run->findings, issue)->id);
    counts->left_out++;
}

void check_salience(struct check_run *run, size_t actor)
{
    struct saliences counts = {0};
    for (size_t i = 0; i < run->snapshot->n_issues; i++)
        count_salience(run, actor, i, &counts);
    if (counts.left_out > IDS_NAMED)
        str_printf(&counts.ids, " and %zu more", counts.left_out - IDS_NAMED);
    if (counts.ids.failed) run->list.failed = true;
    if (counts.given > 0 && counts.left_out > 0)
        diagnostics_warn(&run->list, run->name, counts.first,
                         "%s gives its salience on %zu %s, not on %zu, where it counts as 1 (%s): "
                         "give it on all or on none",
                         findings_actor(run->findings, actor)->id, counts.given,
                         counts.given == 1 ? "issue" : "issues", counts.left_out,
                         str_get(&counts.ids));
    str_clear(&counts.ids);
}

/* ---- what it accepts */

/* Line of the entry that what is accepted is carried from; 0: it stands in the entry itself. */
static size_t carried_from(const struct actor *actor, const struct standing *standing)
{
    size_t count;
    const struct stance *const *history = actor_history(actor, standing->stance->issue, &count);
    if (standing->stance->has_accepts) return 0;
    for (size_t h = 0; h < count; h++)
        if (history[h]->has_accepts && history[h]->accepts == standing->accepts)
            return history[h]->place.line;
    return 0;
}

static void warn_of_accepts(struct check_run *run, const struct actor *actor,
                            const struct standing *standing)
{
    const struct issue *issue = &run->model->issues[standing->stance->issue];
    size_t line = carried_from(actor, standing);
    struct str value = {0}, accepts = {0}, where = {0};
    scale_print_position(&issue->scale, &standing->position, &value);
    scale_print_position(&issue->scale, standing->accepts, &accepts);
    if (line > 0) str_printf(&where, ", as line %zu says", line);
    if (value.failed || accepts.failed || where.failed) run->list.failed = true;
    diagnostics_warn(&run->list, run->name, standing->stance->place,
                     "%s on %s wants \"%s\", which is not within what it accepts (\"%s\"%s): "
                     "\"accepts\" holds all that it could live with, null ends it",
                     actor->id, issue->id, str_get(&value), str_get(&accepts), str_get(&where));
    str_clear(&value);
    str_clear(&accepts);
    str_clear(&where);
}

void check_accepts(struct check_run *run, size_t actor)
{
    for (size_t i = 0; i < run->snapshot->n_issues; i++) {
        const struct standing *standing = findings_standing(run->findings, actor, i);
        if (!standing_is_declared(standing) || !standing->accepts ||
            !position_is_declared(standing->accepts) ||
            position_holds(standing->accepts, &standing->position,
                           scale_words(&findings_issue(run->findings, i)->scale)))
            continue;
        warn_of_accepts(run, findings_actor(run->findings, actor), standing);
    }
}

/* ---- scales */

/* What of a scale is in use, in its own terms. */
struct reach {
    double from, to;
    size_t counted; /* declared actors with a weight */
};

static void widen(struct reach *reach, const struct position *position)
{
    if (position->kind != POSITION_SPAN) return;
    reach->from = fmin(reach->from, position->from);
    reach->to = fmax(reach->to, position->to);
}

/* A scale must hold more than the counted positions: those of observers, the status quo, what
 * actors accept, and where they would move. None of that makes it too wide. */
static struct reach find_reach(const struct check_run *run, size_t issue)
{
    const struct issue *what = findings_issue(run->findings, issue);
    struct reach reach = {INFINITY, -INFINITY, 0};
    if (what->has_status_quo) widen(&reach, &what->status_quo);
    for (size_t a = 0; a < run->snapshot->n_actors; a++) {
        const struct standing *standing = findings_standing(run->findings, a, issue);
        if (!standing_is_declared(standing)) continue;
        if (findings_actor(run->findings, a)->weight > 0) reach.counted++;
        widen(&reach, &standing->position);
        if (standing->accepts) widen(&reach, standing->accepts);
        for (size_t c = 0; c < standing->n_alternatives; c++)
            widen(&reach, &standing->alternatives[c].value);
    }
    return reach;
}

/* Where all say exactly the same they agree: that is no fault of the scale. */
void check_span(struct check_run *run, size_t issue)
{
    const struct issue *what = findings_issue(run->findings, issue);
    const struct scale *scale = &what->scale;
    if (scale->kind->geometry != GEOMETRY_SPAN) return;
    struct reach reach = find_reach(run, issue);
    if (reach.counted < SPAN_ACTORS || !(reach.from < reach.to) ||
        scale->kind->normalise(scale, reach.to) - scale->kind->normalise(scale, reach.from) >
            1.0 / SPAN_PARTS - ROUNDING)
        return;
    const struct position used = {.kind = POSITION_SPAN, .from = reach.from, .to = reach.to};
    const struct position whole = {.kind = POSITION_SPAN, .from = scale->min, .to = scale->max};
    struct str words = {0}, all = {0};
    scale_print_position(scale, &used, &words);
    scale_print_position(scale, &whole, &all);
    if (words.failed || all.failed) run->list.failed = true;
    diagnostics_warn(&run->list, run->name, what->place,
                     "all that is on record on %s lies within \"%s\", less than a quarter of its "
                     "scale (\"%s\"): on a narrower one %zu actors would differ more",
                     what->id, str_get(&words), str_get(&all), reach.counted);
    str_clear(&words);
    str_clear(&all);
}

void check_neutral(struct check_run *run, size_t issue)
{
    const struct issue *what = findings_issue(run->findings, issue);
    const struct scale *scale = &what->scale;
    if (!scale->has_neutral || (scale->neutral > scale->min && scale->neutral < scale->max)) return;
    diagnostics_warn(&run->list, run->name, what->place,
                     "the neutral point of %s is an end of its scale: there is no for and against",
                     what->id);
}

/* ---- gaps */

void check_comparable(struct check_run *run, size_t actor)
{
    const stance_actor_figures *figures = &run->findings->actors[actor];
    if (!(figures->weight > 0) || !isnan(figures->mean_agreement) || run->snapshot->n_actors < 2)
        return;
    diagnostics_warn(&run->list, run->name, findings_actor(run->findings, actor)->place,
                     "%s cannot be compared with any other counted actor",
                     findings_actor(run->findings, actor)->id);
}

/* All issues in one warning: with few actors there are many. */
void check_voices(struct check_run *run)
{
    struct str ids = {0};
    size_t count = 0, first = 0;
    for (size_t i = 0; i < run->snapshot->n_issues; i++) {
        if (run->findings->issues[i].declared >= 2) continue;
        if (count++ == 0) first = i;
        str_printf(&ids, "%s%s", count > 1 ? ", " : "", findings_issue(run->findings, i)->id);
    }
    if (ids.failed) run->list.failed = true;
    if (count > 0)
        diagnostics_warn(&run->list, run->name, findings_issue(run->findings, first)->place,
                         "%zu %s on which fewer than two actors have declared themselves: %s",
                         count, count == 1 ? "issue" : "issues", str_get(&ids));
    str_clear(&ids);
}

/* ---- ids that spreadsheets and statistics programs read as something else */

static void warn_of_id(struct check_run *run, const char *id, struct place place)
{
    static const char *const words[] = {"na",   "nan",   "null", "none", "nil",
                                        "true", "false", "inf",  "yes",  "no"};
    bool is_risky = id[0] >= '0' && id[0] <= '9';
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        is_risky = is_risky || strcmp(words[w], id) == 0;
    if (is_risky)
        diagnostics_warn(&run->list, run->name, place,
                         "spreadsheets may take the id \"%s\" for something else", id);
}

void check_actor_id(struct check_run *run, size_t actor)
{
    warn_of_id(run, findings_actor(run->findings, actor)->id,
               findings_actor(run->findings, actor)->place);
}

void check_issue_id(struct check_run *run, size_t issue)
{
    warn_of_id(run, findings_issue(run->findings, issue)->id,
               findings_issue(run->findings, issue)->place);
}
