/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One issue in a picture and in words: the scale with everybody at their place, who is undeclared
 * or unknown, and the evidence for each position. */
#include "report/say.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"

/* An interval scale is marked at its ends and its middle. */
#define INTERVAL_TICKS  3
#define NAMES_IN_A_LINE 20

static double place(const struct scale *scale, double value)
{
    return scale->kind->normalise(scale, value);
}

static void put_ticks(struct speaker *speaker, const struct scale *scale, struct strip *strip)
{
    for (size_t t = 0; t < strip->n_ticks; t++) {
        double share = (double)t / (double)(strip->n_ticks - 1);
        double value =
            scale->n_choices ? (double)t : scale->min + share * (scale->max - scale->min);
        struct str label = {0};
        scale->kind->print(scale, value, &label);
        if (!scale->n_choices && scale->unit && t + 1 == strip->n_ticks)
            str_printf(&label, " %s", scale->unit);
        strip->ticks[t].at = place(scale, value);
        strip->ticks[t].label = keep_str(speaker, &label);
    }
}

static void put_mark(struct speaker *speaker, const char *label, const struct scale *scale,
                     const struct standing *standing, struct mark *mark)
{
    mark->label = document_copy(speaker->document, label);
    mark->place = keep_position_on(speaker, scale, &standing->position);
    mark->from = place(scale, standing->position.from);
    mark->to = place(scale, standing->position.to);
    mark->kind = standing->position.from < standing->position.to ? MARK_RANGE : MARK_POINT;
    if (standing->n_claims > 1) mark->kind = MARK_DISPUTED;
    if (!standing->accepts || standing->accepts->kind != POSITION_SPAN) return;
    mark->has_accepts = true;
    mark->accepts_place = keep_position_on(speaker, scale, standing->accepts);
    mark->accepts_from = place(scale, standing->accepts->from);
    mark->accepts_to = place(scale, standing->accepts->to);
}

/* Observers are shown apart: only who is counted stands on the strip. */
static bool stands_on_strip(const struct speaker *speaker, size_t actor, size_t issue)
{
    return actor_is_counted(speaker->findings, actor) &&
           standing_is_declared(findings_standing(speaker->findings, actor, issue));
}

static struct strip *open_strip(struct speaker *speaker, const struct scale *scale, size_t n_marks)
{
    size_t n_ticks = scale->n_choices ? scale->n_choices : INTERVAL_TICKS;
    struct strip *strip = document_strip(speaker->document, n_ticks, n_marks);
    if (strip) put_ticks(speaker, scale, strip);
    return strip;
}

static void put_status_quo(struct speaker *speaker, const struct issue *what, struct strip *strip)
{
    const struct scale *scale = &what->scale;
    if (!what->has_status_quo || what->status_quo.kind != POSITION_SPAN) return;
    strip->has_status_quo = true;
    strip->status_quo_place = keep_position_on(speaker, scale, &what->status_quo);
    strip->status_quo_from = place(scale, what->status_quo.from);
    strip->status_quo_to = place(scale, what->status_quo.to);
}

/* Those of the actors who have declared themselves. */
static void say_strip(struct speaker *speaker, size_t issue, const size_t *actors, size_t count,
                      size_t subject)
{
    const struct issue *what = findings_issue(speaker->findings, issue);
    struct strip *strip = open_strip(speaker, &what->scale, count);
    if (!strip) return;
    for (size_t n = 0; n < count; n++) {
        put_mark(speaker, actor_name(speaker, actors[n]), &what->scale,
                 findings_standing(speaker->findings, actors[n], issue), &strip->marks[n]);
        strip->marks[n].is_subject = actors[n] == subject;
    }
    put_status_quo(speaker, what, strip);
}

/* Unordered choices have no strip: each choice with who stands for it. */
static void say_choices(struct speaker *speaker, size_t issue, size_t *actors)
{
    const struct issue *what = findings_issue(speaker->findings, issue);
    document_entries(speaker->document);
    for (size_t c = 0; c < what->scale.n_choices; c++) {
        size_t count = 0;
        for (size_t a = 0; a < speaker->findings->snapshot->n_actors; a++)
            if (stands_on_strip(speaker, a, issue) &&
                set_has(findings_standing(speaker->findings, a, issue)->position.choices, c))
                actors[count++] = a;
        bool is_status_quo = what->has_status_quo && set_has(what->status_quo.choices, c);
        if (count == 0 && !is_status_quo) continue;
        document_entry(speaker->document, what->scale.choices[c].label);
        say_names(speaker, actors, count, NAMES_IN_A_LINE);
        if (is_status_quo)
            document_say(speaker->document, count ? " (status quo)" : "(status quo)");
    }
}

static bool is_unknown(const struct standing *standing)
{
    return !standing_is_known(standing);
}

static void say_silent(struct speaker *speaker, size_t issue, const char *word,
                       bool (*is_so)(const struct standing *), size_t *actors)
{
    size_t count = 0;
    for (size_t a = 0; a < speaker->findings->snapshot->n_actors; a++)
        if (actor_is_counted(speaker->findings, a) &&
            is_so(findings_standing(speaker->findings, a, issue)))
            actors[count++] = a;
    if (count == 0) return;
    document_entry(speaker->document, word);
    say_names(speaker, actors, count, NAMES_IN_A_LINE);
}

/* Those on the strip, with one more whom the document is about; `actors` has room for all. */
static size_t list_declared(const struct speaker *speaker, size_t issue, size_t subject,
                            size_t *actors)
{
    size_t count = 0;
    for (size_t a = 0; a < speaker->findings->snapshot->n_actors; a++)
        if (stands_on_strip(speaker, a, issue) ||
            (a == subject && standing_is_declared(findings_standing(speaker->findings, a, issue))))
            actors[count++] = a;
    return count;
}

static bool has_strip(const struct speaker *speaker, size_t issue)
{
    return findings_issue(speaker->findings, issue)->scale.kind->geometry == GEOMETRY_SPAN;
}

void say_place_of(struct speaker *speaker, size_t actor, size_t issue)
{
    size_t *actors = calloc(speaker->findings->snapshot->n_actors + 1, sizeof *actors);
    if (!actors) speaker->document->failed = true;
    if (actors && has_strip(speaker, issue) &&
        standing_is_declared(findings_standing(speaker->findings, actor, issue))) {
        say_strip(speaker, issue, actors, list_declared(speaker, issue, actor, actors), actor);
        document_detail(speaker->document);
    }
    free(actors);
}

void say_places_of_both(struct speaker *speaker, const size_t both[2], size_t issue)
{
    if (!has_strip(speaker, issue)) return;
    say_strip(speaker, issue, both, 2, STANCE_NONE);
    document_detail(speaker->document);
}

static bool is_on_span(const struct standing *standing)
{
    return standing && standing_is_declared(standing) && standing->position.kind == POSITION_SPAN;
}

void say_place_moved(struct speaker *speaker, const struct move *move, const char *before,
                     const char *now)
{
    if (move->kind == MOVE_RESCALED || !is_on_span(move->after)) return;
    bool both = is_on_span(move->before);
    struct strip *strip = open_strip(speaker, move->scales[AFTER], both ? 2 : 1);
    document_detail(speaker->document);
    if (!strip) return;
    put_mark(speaker, now, move->scales[AFTER], move->after, &strip->marks[0]);
    if (!both) return;
    put_mark(speaker, before, move->scales[BEFORE], move->before, &strip->marks[1]);
    strip->marks[1].is_past = true;
}

/* What actors could live with, where no strip shows it. */
static void say_red_lines(struct speaker *speaker, size_t issue)
{
    size_t said = 0;
    for (size_t a = 0; a < speaker->findings->snapshot->n_actors; a++) {
        const struct standing *standing = findings_standing(speaker->findings, a, issue);
        if (!actor_is_counted(speaker->findings, a) || !standing->accepts) continue;
        if (has_strip(speaker, issue) && standing_is_declared(standing)) continue;
        if (said++ == 0) document_entry(speaker->document, "red lines");
        document_say(speaker->document, "%s%s could live with ", said > 1 ? "; " : "",
                     actor_name(speaker, a));
        say_position(speaker, issue, standing->accepts);
    }
}

void say_places(struct speaker *speaker, size_t issue)
{
    size_t *actors = calloc(speaker->findings->snapshot->n_actors + 1, sizeof *actors);
    if (!actors) {
        speaker->document->failed = true;
        return;
    }
    if (has_strip(speaker, issue)) {
        say_strip(speaker, issue, actors, list_declared(speaker, issue, STANCE_NONE, actors),
                  STANCE_NONE);
        document_detail(speaker->document);
        document_entries(speaker->document);
    } else {
        say_choices(speaker, issue, actors);
    }
    document_detail(speaker->document);
    say_silent(speaker, issue, "undeclared", standing_is_undeclared, actors);
    say_silent(speaker, issue, "unknown", is_unknown, actors);
    if (says_page(speaker)) say_red_lines(speaker, issue);
    free(actors);
}

static void fold_evidence(struct speaker *speaker, size_t count)
{
    char words[48];
    snprintf(words, sizeof words, "Quotes and sources (%zu)", count);
    document_fold(speaker->document, words);
}

void say_evidence(struct speaker *speaker, size_t issue, size_t limit)
{
    size_t n_actors = speaker->findings->snapshot->n_actors, count = 0;
    for (size_t a = 0; a < n_actors; a++)
        count += standing_is_known(findings_standing(speaker->findings, a, issue));
    if (count == 0) return;
    if (count > limit && !says_page(speaker)) {
        document_paragraph(speaker->document);
        document_detail(speaker->document);
        document_say(speaker->document, "every value with its source: stance show %s",
                     findings_issue(speaker->findings, issue)->id);
        return;
    }
    document_entries(speaker->document);
    document_detail(speaker->document);
    fold_evidence(speaker, count);
    for (size_t a = 0; a < n_actors; a++) {
        if (!standing_is_known(findings_standing(speaker->findings, a, issue))) continue;
        document_entry(speaker->document, actor_name(speaker, a));
        say_standing(speaker, a, issue);
        if (!actor_is_counted(speaker->findings, a))
            document_say(speaker->document, " (observer, not counted)");
    }
}
