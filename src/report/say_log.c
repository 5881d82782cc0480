/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log: every entry with its source, by the day on which it was put on file, the newest day
 * first. An entry that a later one supersedes stays in it: that is what a log is for. */
#include <stdlib.h>

#include "report/say.h"

/* One entry of the log: whose, on what, and the place in that history. */
struct logged {
    size_t actor, issue, place;
    const struct stance *stance;
    bool is_last; /* none of the history's known entries supersedes it */
};

/* What is asked for: all actors, all issues, or one. */
struct log_request {
    size_t actors[2], issues[2]; /* first, end */
};

static void read_range(size_t chosen, size_t count, size_t out[2])
{
    out[0] = chosen == STANCE_NONE ? 0 : chosen;
    out[1] = chosen == STANCE_NONE ? count : chosen + 1;
}

/* Whether the filters have left an entry out that else would be listed. */
static bool is_left_out(const struct stance_snapshot *snapshot, const struct stance *stance)
{
    return stance->date <= snapshot->as_of &&
           (snapshot->as_known == DATE_NONE || stance->entered <= snapshot->as_known) &&
           !snapshot_has_entry(snapshot, stance);
}

/* One history into the list (NULL: only count). */
static size_t collect_history(const struct stance_findings *findings, size_t actor, size_t issue,
                              struct logged *out, size_t *left_out)
{
    size_t count, found = 0;
    const struct stance *const *history =
        actor_history(findings_actor(findings, actor), findings->snapshot->issues[issue], &count);
    for (size_t h = 0; h < count; h++) {
        *left_out += is_left_out(findings->snapshot, history[h]);
        if (!snapshot_has_entry(findings->snapshot, history[h])) continue;
        if (out) out[found] = (struct logged){actor, issue, h, history[h], false};
        found++;
    }
    if (out && found > 0) out[found - 1].is_last = true;
    return found;
}

static size_t collect(const struct stance_findings *findings, const struct log_request *request,
                      struct logged *out, size_t *left_out)
{
    size_t found = 0;
    *left_out = 0;
    for (size_t a = request->actors[0]; a < request->actors[1]; a++)
        for (size_t i = request->issues[0]; i < request->issues[1]; i++)
            found += collect_history(findings, a, i, out ? out + found : NULL, left_out);
    return found;
}

static int order_by(size_t a, size_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_logged(const void *left, const void *right)
{
    const struct logged *a = left, *b = right;
    int order = 0;
    if (a->stance->entered != b->stance->entered)
        return a->stance->entered > b->stance->entered ? -1 : 1;
    order = order_by(a->actor, b->actor);
    if (order == 0) order = order_by(a->issue, b->issue);
    if (order == 0) order = order_by(a->place, b->place);
    return order;
}

/* ---- in words */

static void say_logged(struct speaker *speaker, const struct logged *logged)
{
    const struct stance *stance = logged->stance;
    bool has_lapsed =
        stance->until != DATE_NONE && stance->until < speaker->findings->snapshot->as_of;
    document_item(speaker->document);
    document_say_text(speaker->document, SPAN_STRONG, actor_name(speaker, logged->actor));
    document_say(speaker->document, " on ");
    document_say_text(speaker->document, SPAN_STRONG, issue_name(speaker, logged->issue));
    if (!logged->is_last)
        document_say(speaker->document, " (superseded)");
    else if (has_lapsed)
        document_say(speaker->document, " (lapsed)");
    document_say(speaker->document, ": ");
    say_entry(speaker, logged->issue, stance, "dated",
              stance->date == stance->entered ? DATE_NONE : stance->date, true);
}

static void say_day(struct speaker *speaker, const struct logged *logged, size_t count)
{
    struct str legend = {0};
    str_printf(&legend, "%zu %s", count, count == 1 ? "entry" : "entries");
    if (legend.failed) speaker->document->failed = true;
    document_heading(speaker->document, str_get(&legend));
    say_date(speaker, logged->stance->entered);
    document_items(speaker->document);
    for (size_t n = 0; n < count; n++)
        say_logged(speaker, &logged[n]);
    str_clear(&legend);
}

/* How many entries were put on file on the day of the first. */
static size_t count_day(const struct logged *logged, size_t count)
{
    size_t n = 1;
    while (n < count && logged[n].stance->entered == logged->stance->entered)
        n++;
    return n;
}

/* "17 entries of France on Ground presence, put on file on two days, the newest first." */
static void say_summary(struct speaker *speaker, const struct logged *logged, size_t count)
{
    const struct stance_document *document = speaker->document;
    size_t days = 0;
    char buffer[24];
    for (size_t n = 0; n < count; n += count_day(logged + n, count - n))
        days++;
    if (count > 1)
        document_say(speaker->document, "%zu entries", count);
    else
        document_say(speaker->document, count == 1 ? "One entry" : "No entry");
    if (document->a != STANCE_NONE)
        document_say(speaker->document, " of %s", actor_name(speaker, document->a));
    if (document->b != STANCE_NONE)
        document_say(speaker->document, " on %s", issue_name(speaker, document->b));
    if (days > 1)
        document_say(speaker->document, ", put on file on %s days, the newest first",
                     count_word(days, buffer));
    document_say(speaker->document, count > 0 ? "." : " is on file.");
}

static void say_left_out(struct speaker *speaker, size_t left_out)
{
    document_say(speaker->document, " Only %s", speaker->findings->snapshot->filter);
    if (left_out > 0)
        document_say(speaker->document, ": %zu %s left out", left_out,
                     left_out == 1 ? "entry is" : "entries are");
    document_say(speaker->document, ".");
}

static void say_all_days(struct speaker *speaker)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    struct log_request request = {{0}, {0}};
    read_range(speaker->document->a, snapshot->n_actors, request.actors);
    read_range(speaker->document->b, snapshot->n_issues, request.issues);
    size_t left_out, count = collect(speaker->findings, &request, NULL, &left_out);
    struct logged *logged = calloc(count + 1, sizeof *logged);
    if (!logged) {
        speaker->document->failed = true;
        return;
    }
    collect(speaker->findings, &request, logged, &left_out);
    qsort(logged, count, sizeof *logged, compare_logged);
    document_paragraph(speaker->document);
    if (count > 0 || left_out == 0) say_summary(speaker, logged, count);
    if (snapshot->filter) say_left_out(speaker, left_out);
    if (count + left_out == 0)
        document_say(speaker->document, " \"stance set\" and \"stance update\" add entries.");
    for (size_t n = 0; n < count;) {
        size_t of_day = count_day(logged + n, count - n);
        say_day(speaker, logged + n, of_day);
        n += of_day;
    }
    free(logged);
}

stance_result stance_say_log(const stance_findings *findings, size_t actor, size_t issue,
                             stance_document **out)
{
    struct speaker speaker;
    *out = NULL;
    if (!speaker_init(&speaker, STANCE_PROSE, SUBJECT_LOG, findings)) return STANCE_NO_MEMORY;
    speaker.document->a = actor;
    speaker.document->b = issue;
    say_title(&speaker, findings->snapshot->model->title, "as of ", findings->snapshot->as_of);
    say_all_days(&speaker);
    return speaker_finish(&speaker, out);
}
