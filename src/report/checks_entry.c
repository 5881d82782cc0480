/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is doubtful about an entry by itself: where it comes from, and when it was so. These checks
 * are about the file: they look at all entries, whatever is in force. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "report/checks.h"

enum {
    QUOTE_LEAST = 12, /* characters: shorter ones are the same by chance */
    LONELY_DAYS = 90, /* an only entry that is this far behind all others may be mistyped */
};

static const char *issue_id(const struct check_run *run, const struct stance *stance)
{
    return run->model->issues[stance->issue].id;
}

/* ---- sources */

void check_source(struct check_run *run, const struct actor *actor, const struct stance *stance)
{
    for (size_t c = 0; c < stance->n_claims; c++) {
        const struct source *source = &stance->claims[c].source;
        if (source->outlet || source->url) continue;
        diagnostics_warn(&run->list, run->name, stance->place,
                         "%s on %s has no source: name its outlet", actor->id,
                         issue_id(run, stance));
        return;
    }
}

void check_quote(struct check_run *run, const struct actor *actor, const struct stance *stance)
{
    if (stance->status == STATUS_INFERRED) return; /* the analyst's own reading quotes nobody */
    for (size_t c = 0; c < stance->n_claims; c++) {
        const struct source *source = &stance->claims[c].source;
        if (source->quote || (!source->outlet && !source->url)) continue; /* else: no-source */
        diagnostics_warn(&run->list, run->name, stance->place,
                         "%s on %s has no quote to show for it", actor->id, issue_id(run, stance));
        return;
    }
}

/* ---- the same quote twice */

struct quote_use {
    const struct actor *actor;
    const struct stance *stance;
    const struct source *source;
};

void quotes_clear(struct quotes *quotes)
{
    map_clear(&quotes->uses);
    arena_clear(&quotes->arena);
    free(quotes->first);
    *quotes = (struct quotes){0};
}

/* The quote in small letters and without blanks; how many characters that leaves. */
static size_t fold_quote(const char *quote, struct str *out)
{
    size_t length = strlen(quote), characters = 0;
    for (size_t i = 0; i < length;) {
        utf8proc_uint8_t bytes[4];
        int32_t code;
        size_t read = utf8_decode(quote + i, length - i, &code);
        if (read == 0) break; /* the readers refuse such text */
        i += read;
        if (utf8proc_category(code) == UTF8PROC_CATEGORY_ZS || (code >= '\t' && code <= '\r'))
            continue;
        utf8proc_ssize_t written = utf8proc_encode_char(utf8proc_tolower(code), bytes);
        str_append_bytes(out, (const char *)bytes, (size_t)written);
        characters++;
    }
    return characters;
}

static bool put_first(struct quotes *quotes, const char *folded, struct quote_use use)
{
    const char *key = arena_string(&quotes->arena, folded);
    if (!key) return false;
    if (quotes->count == quotes->size) {
        size_t size = quotes->size ? quotes->size : 64, bytes;
        if (!size_mul(size, 2, &size) || !size_mul(size, sizeof use, &bytes)) return false;
        struct quote_use *first = realloc(quotes->first, bytes);
        if (!first) return false;
        quotes->first = first;
        quotes->size = size;
    }
    if (!map_put(&quotes->uses, key, quotes->count)) return false;
    quotes->first[quotes->count++] = use;
    return true;
}

static bool same_text(const char *a, const char *b)
{
    return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

/* One sentence may answer two questions, and an old one may still stand: neither is doubtful in one
 * actor's file. Words put into two mouths are, or words that two sources, two days are to have
 * brought about two issues: one of them was copied. */
static bool is_doubtful(const struct quote_use *a, const struct quote_use *b)
{
    if (a->actor != b->actor) return true;
    if (a->stance->issue == b->stance->issue) return false;
    return a->stance->date != b->stance->date || !same_text(a->source->outlet, b->source->outlet) ||
           !same_text(a->source->url, b->source->url);
}

static void warn_of_quote(struct check_run *run, const struct quote_use *use,
                          const struct quote_use *first)
{
    diagnostics_warn(&run->list, run->name, use->stance->place,
                     "the quote of %s on %s also stands behind %s on %s (%s:%zu): one quote can "
                     "support two entries; else give each its own",
                     use->actor->id, issue_id(run, use->stance), first->actor->id,
                     issue_id(run, first->stance), first->stance->place.file,
                     first->stance->place.line);
}

static void look_quote_up(struct check_run *run, const struct quote_use *use, struct str *folded)
{
    str_truncate(folded, 0);
    if (fold_quote(use->source->quote, folded) < QUOTE_LEAST) return;
    if (folded->failed) return;
    size_t at = map_find(&run->quotes.uses, str_get(folded));
    if (at == MAP_NONE) {
        if (!put_first(&run->quotes, str_get(folded), *use)) run->list.failed = true;
    } else if (is_doubtful(use, &run->quotes.first[at])) {
        warn_of_quote(run, use, &run->quotes.first[at]);
    }
}

void check_quote_twice(struct check_run *run, const struct actor *actor,
                       const struct stance *stance)
{
    struct str folded = {0};
    for (size_t c = 0; c < stance->n_claims; c++) {
        const struct quote_use use = {actor, stance, &stance->claims[c].source};
        if (use.source->quote) look_quote_up(run, &use, &folded);
    }
    if (folded.failed) run->list.failed = true;
    str_clear(&folded);
}

/* ---- time */

void check_entered(struct check_run *run, const struct actor *actor, const struct stance *stance)
{
    if (stance->date <= stance->entered) return;
    struct str date = {0}, entered = {0};
    date_print(stance->date, &date);
    date_print(stance->entered, &entered);
    if (date.failed || entered.failed) run->list.failed = true;
    diagnostics_warn(&run->list, run->name, stance->place,
                     "%s on %s is dated %s, after it was entered (%s): the date is the day on "
                     "which the position was taken",
                     actor->id, issue_id(run, stance), str_get(&date), str_get(&entered));
    str_clear(&date);
    str_clear(&entered);
}

/* The last date, if one entry alone bears it. */
struct newest {
    const struct actor *actor;
    const struct stance *stance;
    date_day before; /* the date before it */
    size_t bearers;
};

static void find_newest(const struct stance_model *model, struct newest *newest)
{
    date_day last = DATE_NONE;
    *newest = (struct newest){.before = DATE_NONE};
    for (size_t a = 0; a < model->n_actors; a++)
        for (size_t s = 0; s < model->actors[a].n_stances; s++) {
            const struct stance *stance = &model->actors[a].stances[s];
            if (stance->date > last) {
                *newest = (struct newest){&model->actors[a], stance, last, 1};
                last = stance->date;
            } else if (stance->date == last) {
                newest->bearers++;
            } else if (stance->date > newest->before) {
                newest->before = stance->date;
            }
        }
}

/* The clock is not asked: what is far beyond all else in the model may be of a mistyped year,
 * unless the tool itself put it on file later still. */
void check_newest(struct check_run *run)
{
    struct newest newest;
    struct str date = {0}, before = {0};
    find_newest(run->model, &newest);
    if (newest.bearers != 1 || newest.before == DATE_NONE ||
        newest.stance->date - newest.before <= LONELY_DAYS ||
        newest.stance->entered != newest.stance->date || !run->has_issue[newest.stance->issue] ||
        stance_snapshot_place_of_actor(run->snapshot,
                                       (size_t)(newest.actor - run->model->actors)) == STANCE_NONE)
        return;
    date_print(newest.stance->date, &date);
    date_print(newest.before, &before);
    if (date.failed || before.failed) run->list.failed = true;
    diagnostics_warn(&run->list, run->name, newest.stance->place,
                     "%s on %s is dated %s, %d days after all other entries (%s): is the year "
                     "right?",
                     newest.actor->id, issue_id(run, newest.stance), str_get(&date),
                     (int)(newest.stance->date - newest.before), str_get(&before));
    str_clear(&date);
    str_clear(&before);
}

void check_same_day(struct check_run *run, size_t actor)
{
    const struct actor *who = findings_actor(run->findings, actor);
    for (size_t h = 0; h + 1 < who->n_stances; h++) {
        const struct stance *stance = who->history[h], *next = who->history[h + 1];
        if (stance->issue != next->issue || stance->date != next->date ||
            !run->has_issue[stance->issue])
            continue;
        struct str date = {0};
        date_print(stance->date, &date);
        if (date.failed) run->list.failed = true;
        diagnostics_warn(&run->list, run->name, stance->place,
                         "%s on %s has another entry of %s on line %zu: the later line wins",
                         who->id, issue_id(run, stance), str_get(&date), next->place.line);
        str_clear(&date);
    }
}

void check_age(struct check_run *run, size_t actor)
{
    struct str as_of = {0};
    date_print(run->snapshot->as_of, &as_of);
    for (size_t i = 0; i < run->snapshot->n_issues; i++) {
        const struct stance *stance = findings_standing(run->findings, actor, i)->stance;
        if (!stance || run->snapshot->as_of - stance->date <= run->stale_days) continue;
        diagnostics_warn(&run->list, run->name, stance->place,
                         "%s on %s is %d days older than %s: is it still so? (a new entry says so, "
                         "\"until\" ends it)",
                         findings_actor(run->findings, actor)->id, issue_id(run, stance),
                         (int)(run->snapshot->as_of - stance->date), str_get(&as_of));
    }
    if (as_of.failed) run->list.failed = true;
    str_clear(&as_of);
}
