/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was in force from when to when. A picture needs two dates: of a cell whose entries all bear
 * one there is nothing to draw. */
#include <math.h>
#include <stdlib.h>

#include "report/say_page.h"

/* More than this is left to `show` and `log`. */
#define TIMELINES        8
#define ROWS_IN_TIMELINE 12

/* One cell's entries on file, in the order of their dates. */
struct run {
    const struct stance *const *history;
    size_t count;
};

static struct run history_of(const struct speaker *speaker, size_t actor, size_t issue)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    struct run run;
    run.history = actor_history(findings_actor(speaker->findings, actor), snapshot->issues[issue],
                                &run.count);
    return run;
}

/* Of entries of one date the last is in force. */
static const struct stance *entry_at(const struct speaker *speaker, const struct run *run,
                                     size_t *at)
{
    const struct stance *found = NULL;
    for (; *at < run->count; (*at)++) {
        const struct stance *entry = run->history[*at];
        if (!snapshot_has_entry(speaker->findings->snapshot, entry)) continue;
        if (found && entry->date != found->date) break;
        found = entry;
    }
    return found;
}

/* How many dates there are on file. */
static size_t count_dates(const struct speaker *speaker, size_t actor, size_t issue)
{
    struct run run = history_of(speaker, actor, issue);
    size_t count = 0;
    for (size_t at = 0; entry_at(speaker, &run, &at);)
        count++;
    return count;
}

static date_day earliest(date_day a, date_day b)
{
    return a < b ? a : b;
}

/* What the filters left of an entry's claims: how many, and the last of them. */
static size_t count_claims(const struct speaker *speaker, const struct stance *entry,
                           const struct claim **claim)
{
    size_t count = 0;
    for (size_t c = 0; c < entry->n_claims; c++) {
        if (!snapshot_takes_claim(speaker->findings->snapshot, &entry->claims[c])) continue;
        *claim = &entry->claims[c];
        count++;
    }
    return count;
}

static struct period period_of(struct speaker *speaker, size_t issue, const struct stance *entry,
                               date_day end)
{
    const struct scale *scale = &findings_issue(speaker->findings, issue)->scale;
    const struct claim *claim = NULL;
    struct period period = {.from = entry->date, .to = end, .at = NAN};
    if (entry->until != DATE_NONE) period.to = earliest(end, entry->until + 1);
    if (entry->n_claims > 1 && count_claims(speaker, entry, &claim) > 1) {
        period.kind = HEAT_PLAIN; /* what the claims span is nobody's position */
        period.words = "disputed";
        return period;
    }
    const struct position *position = claim ? &claim->position : &entry->position;
    period.at = place_of(scale, position);
    period.kind = !position_is_declared(position) ? HEAT_UNDECLARED
                  : isnan(period.at)              ? HEAT_PLAIN
                                                  : HEAT_SHADE;
    period.words = keep_position(speaker, issue, position);
    return period;
}

static void fill_row(struct speaker *speaker, size_t actor, size_t issue, struct timeline_row *row)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    struct run run = history_of(speaker, actor, issue);
    size_t room = count_dates(speaker, actor, issue), at = 0;
    row->periods = document_alloc(speaker->document, room, sizeof *row->periods);
    if (!row->periods) return;
    const struct stance *entry = entry_at(speaker, &run, &at);
    while (entry) {
        const struct stance *next = entry_at(speaker, &run, &at);
        row->periods[row->n_periods++] =
            period_of(speaker, issue, entry, next ? next->date : snapshot->as_of + 1);
        entry = next;
    }
}

/* ---- which cells */

struct cells {
    size_t actor, issue; /* one of both, or STANCE_NONE for all */
    date_day first;      /* the earliest date of those that have two */
};

static void widen(const struct speaker *speaker, struct cells *cells, size_t actor, size_t issue)
{
    struct run run = history_of(speaker, actor, issue);
    size_t at = 0;
    const struct stance *entry = entry_at(speaker, &run, &at);
    if (entry && (cells->first == DATE_NONE || entry->date < cells->first))
        cells->first = entry->date;
}

/* Cells of an issue with two dates or more: how many. */
static size_t count_rows(const struct speaker *speaker, struct cells *cells, size_t issue)
{
    size_t rows = 0;
    for (size_t a = 0; a < speaker->findings->snapshot->n_actors; a++) {
        if (cells->actor != STANCE_NONE && cells->actor != a) continue;
        if (count_dates(speaker, a, issue) < 2) continue;
        widen(speaker, cells, a, issue);
        rows++;
    }
    return rows;
}

static struct timeline *open_timeline(struct speaker *speaker, const struct cells *cells,
                                      size_t n_rows)
{
    struct block *block = document_picture(speaker->document, BLOCK_TIMELINE);
    struct timeline *timeline = document_alloc(speaker->document, 1, sizeof *timeline);
    struct timeline_row *rows = document_alloc(speaker->document, n_rows, sizeof *rows);
    if (!block || !timeline || !rows) return NULL;
    timeline->from = cells->first;
    timeline->to = speaker->findings->snapshot->as_of + 1;
    timeline->rows = rows;
    block->picture.timeline = timeline;
    return timeline;
}

static const char *name_of(struct speaker *speaker, size_t actor)
{
    struct str name = {0};
    str_append(&name, actor_name(speaker, actor));
    if (!actor_is_counted(speaker->findings, actor)) str_append(&name, " (observer)");
    return keep_str(speaker, &name);
}

static void say_timeline(struct speaker *speaker, const struct cells *cells, size_t issue,
                         size_t n_rows)
{
    size_t room = n_rows < ROWS_IN_TIMELINE ? n_rows : ROWS_IN_TIMELINE;
    struct timeline *timeline = open_timeline(speaker, cells, room);
    if (!timeline) return;
    document_say(speaker->document, "%s", issue_name(speaker, issue));
    if (room < n_rows)
        document_say(speaker->document, " (the first %zu of %zu actors)", room, n_rows);
    for (size_t a = 0; a < speaker->findings->snapshot->n_actors; a++) {
        if (cells->actor != STANCE_NONE && cells->actor != a) continue;
        if (count_dates(speaker, a, issue) < 2 || timeline->n_rows == room) continue;
        struct timeline_row *row = &timeline->rows[timeline->n_rows++];
        row->label = name_of(speaker, a);
        fill_row(speaker, a, issue, row);
    }
}

/* ---- the section */

static void say_one_date(struct speaker *speaker)
{
    document_paragraph(speaker->document);
    document_say(speaker->document,
                 "Nobody has more than one dated position on an issue yet: there is no timeline to "
                 "draw.");
}

void say_timelines(struct speaker *speaker, size_t actor, size_t issue)
{
    const struct stance_findings *findings = speaker->findings;
    struct cells cells = {actor, issue, DATE_NONE};
    size_t n_issues = findings->snapshot->n_issues, moved = 0, said = 0;
    size_t *rows = calloc(n_issues + 1, sizeof *rows);
    if (!rows) speaker->document->failed = true;
    for (size_t i = 0; rows && i < n_issues; i++) {
        if (issue == STANCE_NONE || issue == i) rows[i] = count_rows(speaker, &cells, i);
        moved += rows[i] > 0;
    }
    if (moved > 0 || (actor == STANCE_NONE && issue == STANCE_NONE))
        say_heading(speaker, "Over time", NULL);
    if (moved == 0 && actor == STANCE_NONE && issue == STANCE_NONE) say_one_date(speaker);
    for (size_t n = 0; rows && n < n_issues && said < TIMELINES; n++) {
        size_t i = findings->issue_order[n];
        if (rows[i] == 0) continue;
        say_timeline(speaker, &cells, i, rows[i]);
        said++;
    }
    if (said < moved) {
        document_paragraph(speaker->document);
        document_say(speaker->document, "%zu more %s a history (stance log has all).", moved - said,
                     moved - said == 1 ? "issue has" : "issues have");
    }
    free(rows);
}
