/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in force on a date. One pass over each actor's history: the latest entry not after the
 * date counts, and what is true of the actor (salience, accepts, conditions) is carried from entry
 * to entry on the way. Filters act before that, selections after it. */
#include "model/snapshot.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/number.h"
#include "model/select.h"

/* A last date that rests on one entry is pointed out if it is this far behind all others. */
#define LONELY_DAYS 90

bool standing_is_known(const struct standing *standing)
{
    return standing->stance != NULL;
}

bool standing_is_declared(const struct standing *standing)
{
    return standing->stance && position_is_declared(&standing->position);
}

bool standing_is_undeclared(const struct standing *standing)
{
    return standing->stance && !position_is_declared(&standing->position);
}

bool standing_is_disputed(const struct standing *standing)
{
    return standing->stance && standing->n_claims > 1;
}

double standing_confidence(const struct standing *standing)
{
    return standing->n_claims == 1 ? standing->claims[0].confidence : standing->stance->confidence;
}

bool actor_is_in_group(const struct actor *actor, const char *group)
{
    for (size_t g = 0; g < actor->n_groups; g++)
        if (strcmp(actor->groups[g], group) == 0) return true;
    return false;
}

/* ---- the query */

static void read_date(const char *option, const char *text, date_day *out,
                      struct stance_diagnostics *diagnostics)
{
    *out = DATE_NONE;
    if (!text || date_parse(text, out)) return;
    diagnostics_error(diagnostics, (struct place){0},
                      "%s \"%s\" is no day of the calendar: write it as 2025-04-17", option, text);
}

static void read_status(const char *word, struct sieve *sieve,
                        struct stance_diagnostics *diagnostics)
{
    enum status status;
    if (status_find(word, &status)) {
        sieve->takes[status] = true;
        return;
    }
    struct nearest nearest;
    nearest_init(&nearest, word);
    for (size_t s = 0; s < STATUS_COUNT; s++)
        nearest_try(&nearest, status_name((enum status)s));
    diagnostics_error(diagnostics, (struct place){0},
                      "\"%s\" is no status to choose by (stated, reported, inferred)", word);
    if (nearest.best) diagnostics_hint(diagnostics, "Did you mean \"%s\"?", nearest.best);
}

static void read_sieve(const stance_query *query, struct sieve *sieve,
                       struct stance_diagnostics *diagnostics)
{
    sieve->min_confidence = query->min_confidence;
    sieve->by_confidence = query->min_confidence != 0;
    if (!(query->min_confidence >= 0 && query->min_confidence <= 1))
        diagnostics_error(diagnostics, (struct place){0}, "confidence runs from 0 to 1");
    if (!query->statuses) return;
    sieve->by_status = true;
    char *copy = strdup(query->statuses), *rest = copy, *word;
    if (!copy) diagnostics->failed = true;
    while (copy && (word = strsep(&rest, ",")) != NULL)
        read_status(word, sieve, diagnostics);
    free(copy);
}

/* The filter in words, for the head of a report. */
static bool word_filter(struct stance_snapshot *snapshot)
{
    const struct sieve *sieve = &snapshot->sieve;
    if (!sieve->by_status && !sieve->by_confidence) return true;
    struct str words = {0};
    if (sieve->by_status) {
        str_append(&words, "status ");
        bool first = true;
        for (size_t s = 0; s < STATUS_COUNT; s++) {
            if (!sieve->takes[s]) continue;
            str_printf(&words, "%s%s", first ? "" : " or ", status_name((enum status)s));
            first = false;
        }
    }
    if (sieve->by_confidence) {
        str_append(&words, sieve->by_status ? ", confidence at least " : "confidence at least ");
        number_print(sieve->min_confidence, &words);
    }
    snapshot->filter = words.failed ? NULL : arena_string(&snapshot->arena, str_get(&words));
    str_clear(&words);
    return snapshot->filter != NULL;
}

/* ---- what is known */

static bool is_known(const struct stance_snapshot *snapshot, date_day entered)
{
    return snapshot->as_known == DATE_NONE || entered == DATE_NONE || entered <= snapshot->as_known;
}

static bool stance_is_known(const struct stance_snapshot *snapshot, const struct stance *stance)
{
    return is_known(snapshot, stance->entered) && snapshot->issue_is_known[stance->issue];
}

static bool mark_known(struct stance_snapshot *snapshot)
{
    const struct stance_model *model = snapshot->model;
    snapshot->actor_is_known = arena_array(&snapshot->arena, model->n_actors + 1, sizeof(bool));
    snapshot->issue_is_known = arena_array(&snapshot->arena, model->n_issues + 1, sizeof(bool));
    if (!snapshot->actor_is_known || !snapshot->issue_is_known) return false;
    for (size_t a = 0; a < model->n_actors; a++)
        snapshot->actor_is_known[a] = is_known(snapshot, model->actors[a].entered);
    for (size_t i = 0; i < model->n_issues; i++)
        snapshot->issue_is_known[i] = is_known(snapshot, model->issues[i].entered);
    return true;
}

/* The default date: the last one known. Also how many entries bear it, and the date before. */
static void default_date(struct stance_snapshot *snapshot)
{
    date_day before = DATE_NONE;
    size_t bearers = 0;
    snapshot->as_of_is_default = true;
    for (size_t a = 0; a < snapshot->model->n_actors; a++) {
        const struct actor *actor = &snapshot->model->actors[a];
        if (!snapshot->actor_is_known[a]) continue;
        for (size_t s = 0; s < actor->n_stances; s++) {
            date_day date = actor->stances[s].date;
            if (!stance_is_known(snapshot, &actor->stances[s])) continue;
            if (date > snapshot->as_of) {
                before = snapshot->as_of;
                snapshot->as_of = date;
                bearers = 1;
            } else if (date == snapshot->as_of) {
                bearers++;
            } else if (date > before) {
                before = date;
            }
        }
    }
    if (bearers == 1 && before != DATE_NONE && snapshot->as_of - before > LONELY_DAYS)
        snapshot->lonely_after = before;
}

/* ---- what is in force */

static bool takes_claim(const struct sieve *sieve, const struct claim *claim)
{
    return claim->confidence >= sieve->min_confidence;
}

bool snapshot_takes_claim(const struct stance_snapshot *snapshot, const struct claim *claim)
{
    return takes_claim(&snapshot->sieve, claim);
}

/* What a filter leaves of an entry's claims: how many, and (room for all of them) which. */
static size_t filter_claims(const struct sieve *sieve, const struct stance *stance,
                            struct claim *kept)
{
    if (sieve->by_status && (stance->n_claims > 1 || !sieve->takes[stance->status])) return 0;
    size_t count = 0;
    for (size_t c = 0; c < stance->n_claims; c++) {
        if (!takes_claim(sieve, &stance->claims[c])) continue;
        if (kept) kept[count] = stance->claims[c];
        count++;
    }
    return count;
}

bool snapshot_has_entry(const struct stance_snapshot *snapshot, const struct stance *stance)
{
    return stance->date <= snapshot->as_of && stance_is_known(snapshot, stance) &&
           filter_claims(&snapshot->sieve, stance, NULL) > 0;
}

static bool put_in_force(struct stance_snapshot *snapshot, const struct stance *stance,
                         struct standing *standing)
{
    const struct scale *scale = &snapshot->model->issues[stance->issue].scale;
    standing->stance = stance;
    standing->claims = stance->claims;
    standing->position = stance->position;
    standing->n_claims = filter_claims(&snapshot->sieve, stance, NULL);
    if (standing->n_claims == stance->n_claims) return true;
    struct claim *kept = arena_array(&snapshot->arena, standing->n_claims, sizeof *kept);
    if (!kept) return false;
    filter_claims(&snapshot->sieve, stance, kept);
    standing->claims = kept;
    return scale_hull(scale, &kept->position, standing->n_claims, sizeof *kept, &snapshot->arena,
                      &standing->position);
}

/* A new position fulfils those carried alternatives that are equal to it: they end there. */
static bool drop_fulfilled(struct stance_snapshot *snapshot, const struct stance *stance,
                           struct standing *standing)
{
    struct standing now = {0}; /* the new position as the filters leave it */
    if (standing->n_alternatives == 0) return true;
    if (!put_in_force(snapshot, stance, &now)) return false;
    size_t words = scale_words(&snapshot->model->issues[stance->issue].scale), left = 0;
    for (size_t c = 0; c < standing->n_alternatives; c++)
        left += !position_equal(&standing->alternatives[c].value, &now.position, words);
    if (left == standing->n_alternatives) return true;
    struct alternative *kept = arena_array(&snapshot->arena, left + 1, sizeof *kept);
    if (!kept) return false;
    left = 0;
    for (size_t c = 0; c < standing->n_alternatives; c++)
        if (!position_equal(&standing->alternatives[c].value, &now.position, words))
            kept[left++] = standing->alternatives[c];
    standing->alternatives = kept;
    standing->n_alternatives = left;
    return true;
}

/* One actor's history of one issue. */
static bool settle(struct stance_snapshot *snapshot, const struct stance *const *history,
                   size_t count, struct standing *standing)
{
    const struct stance *last = NULL;
    for (size_t h = 0; h < count; h++) {
        const struct stance *stance = history[h];
        if (stance->date > snapshot->as_of || !stance_is_known(snapshot, stance)) continue;
        size_t kept = filter_claims(&snapshot->sieve, stance, NULL);
        snapshot->n_left_out += kept == 0;
        if (kept == 0) continue;
        snapshot->n_claims_left_out += stance->n_claims - kept;
        last = stance;
        if (stance->salience >= 0) standing->salience = stance->salience;
        if (stance->has_accepts) standing->accepts = stance->accepts;
        if (stance->has_alternatives) {
            standing->alternatives = stance->alternatives;
            standing->n_alternatives = stance->n_alternatives;
        } else if (!drop_fulfilled(snapshot, stance, standing)) {
            return false;
        }
    }
    if (!last) return true;
    if (last->until == DATE_NONE || last->until >= snapshot->as_of)
        return put_in_force(snapshot, last, standing);
    *standing = (struct standing){.lapsed = last, .salience = 1}; /* nothing carried is in force */
    return true;
}

static bool settle_all(struct stance_snapshot *snapshot)
{
    const struct stance_model *model = snapshot->model;
    size_t cells;
    if (!size_mul(model->n_actors, model->n_issues, &cells)) return false;
    snapshot->standings = arena_array(&snapshot->arena, cells + 1, sizeof *snapshot->standings);
    if (!snapshot->standings) return false;
    for (size_t c = 0; c < cells; c++)
        snapshot->standings[c].salience = 1;
    for (size_t a = 0; a < model->n_actors; a++) {
        const struct actor *actor = &model->actors[a];
        if (!snapshot->actor_is_known[a]) continue;
        for (size_t h = 0; h < actor->n_stances;) {
            size_t issue = actor->history[h]->issue, end = h + 1;
            while (end < actor->n_stances && actor->history[end]->issue == issue)
                end++;
            struct standing *standing = &snapshot->standings[a * model->n_issues + issue];
            if (!settle(snapshot, actor->history + h, end - h, standing)) return false;
            h = end;
        }
    }
    return true;
}

/* ---- who is selected */

typedef bool select_function(const struct stance_model *model, const char *words, bool *chosen,
                             struct stance_diagnostics *diagnostics);

static bool choose(struct stance_snapshot *snapshot, select_function *choose_by, const char *words,
                   const bool *known, size_t count, size_t **out, size_t *n_out,
                   struct stance_diagnostics *diagnostics)
{
    bool *chosen = arena_array(&snapshot->arena, count + 1, sizeof *chosen);
    *out = arena_array(&snapshot->arena, count + 1, sizeof **out);
    if (!chosen || !*out) return false;
    if (words)
        choose_by(snapshot->model, words, chosen, diagnostics);
    else
        memset(chosen, true, count);
    for (size_t i = 0; i < count; i++)
        if (chosen[i] && known[i]) (*out)[(*n_out)++] = i;
    return true;
}

static bool fill(struct stance_snapshot *snapshot, const stance_query *query,
                 struct stance_diagnostics *diagnostics)
{
    const struct stance_model *model = snapshot->model;
    date_day not_before;
    read_date("--as-of", query->as_of, &snapshot->as_of, diagnostics);
    read_date("--since", query->not_before, &not_before, diagnostics);
    read_date("--as-known", query->as_known, &snapshot->as_known, diagnostics);
    read_sieve(query, &snapshot->sieve, diagnostics);
    if (!mark_known(snapshot) || !word_filter(snapshot)) return false;
    if (!query->as_of) default_date(snapshot);
    if (!query->as_of && snapshot->as_of != DATE_NONE && snapshot->as_of < not_before)
        snapshot->as_of = not_before;
    return choose(snapshot, select_actors, query->actors, snapshot->actor_is_known, model->n_actors,
                  &snapshot->actors, &snapshot->n_actors, diagnostics) &&
           choose(snapshot, select_issues, query->issues, snapshot->issue_is_known, model->n_issues,
                  &snapshot->issues, &snapshot->n_issues, diagnostics) &&
           settle_all(snapshot) && !diagnostics->failed;
}

stance_result stance_snapshot_new(const stance_model *model, const stance_query *query,
                                  stance_diagnostics *diagnostics, stance_snapshot **out)
{
    static const stance_query everything = {0};
    size_t errors = stance_diagnostics_count(diagnostics, STANCE_ERROR);
    *out = NULL;
    struct stance_snapshot *snapshot = calloc(1, sizeof *snapshot);
    if (!snapshot) return STANCE_NO_MEMORY;
    snapshot->model = model;
    snapshot->as_of = snapshot->as_known = snapshot->lonely_after = DATE_NONE;
    stance_result result = STANCE_OK;
    if (!fill(snapshot, query ? query : &everything, diagnostics))
        result = STANCE_NO_MEMORY;
    else if (stance_diagnostics_count(diagnostics, STANCE_ERROR) > errors)
        result = STANCE_REFUSED;
    if (result == STANCE_OK)
        *out = snapshot;
    else
        stance_snapshot_free(snapshot);
    return result;
}

const struct standing *snapshot_standing(const struct stance_snapshot *snapshot, size_t actor,
                                         size_t issue)
{
    assert(actor < snapshot->model->n_actors && issue < snapshot->model->n_issues);
    return &snapshot->standings[actor * snapshot->model->n_issues + issue];
}

size_t stance_snapshot_actors(const stance_snapshot *snapshot)
{
    return snapshot->n_actors;
}

size_t stance_snapshot_issues(const stance_snapshot *snapshot)
{
    return snapshot->n_issues;
}

static size_t place_of(const size_t *selected, size_t count, size_t index)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (selected[middle] < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && selected[low] == index ? low : STANCE_NONE;
}

size_t stance_snapshot_place_of_actor(const stance_snapshot *snapshot, size_t actor)
{
    return place_of(snapshot->actors, snapshot->n_actors, actor);
}

size_t stance_snapshot_place_of_issue(const stance_snapshot *snapshot, size_t issue)
{
    return place_of(snapshot->issues, snapshot->n_issues, issue);
}

void stance_snapshot_free(stance_snapshot *snapshot)
{
    if (!snapshot) return;
    arena_clear(&snapshot->arena);
    free(snapshot);
}
