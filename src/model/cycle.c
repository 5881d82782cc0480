/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which an actor's entries stand after a cycle is worked out here alone: the store
 * splices texts by it, and the model with the cycle on top has its stances in it. */
#include "model/cycle.h"

#include <stdlib.h>
#include <string.h>

#include "model/equal.h"
#include "model/merge.h"

/* ---- what is on file already */

/* An entry counts as known by the members that the row gave; when it was put on file is no news. */
static bool says_the_same(const struct stance_cycle *cycle, const struct cycle_entry *entry,
                          const struct stance *stance)
{
    return entry_equal(cycle->model, &entry->stance, cycle->model, stance,
                       entry->given & ~(unsigned)ENTRY_ENTERED);
}

static int by_cell(const void *a, const void *b)
{
    const struct cycle_entry *x = *(const struct cycle_entry *const *)a,
                             *y = *(const struct cycle_entry *const *)b;
    if (x->actor != y->actor) return x->actor < y->actor ? -1 : 1;
    if (x->stance.issue != y->stance.issue) return x->stance.issue < y->stance.issue ? -1 : 1;
    return (x > y) - (x < y);
}

static int by_place(const void *a, const void *b)
{
    const struct cycle_entry *x = *(const struct cycle_entry *const *)a,
                             *y = *(const struct cycle_entry *const *)b;
    if (x->actor != y->actor) return x->actor < y->actor ? -1 : 1;
    if (x->behind != y->behind) return x->behind < y->behind ? -1 : 1;
    if (x->leader != y->leader) return x->leader < y->leader ? -1 : 1;
    return (x > y) - (x < y);
}

/* The first entry of a day or later; the date of an entry is always given. */
static size_t first_of_day(const struct stance *const *history, size_t count, date_day day)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (history[middle]->date < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const struct stance *find_known(const struct stance_cycle *cycle,
                                       const struct cycle_entry *entry,
                                       const struct cycle_entry *const *earlier, size_t n_earlier)
{
    const struct actor *actor = &cycle->model->actors[entry->actor];
    size_t count;
    const struct stance *const *history = actor_history(actor, entry->stance.issue, &count);
    for (size_t h = first_of_day(history, count, entry->stance.date);
         h < count && history[h]->date == entry->stance.date; h++)
        if (says_the_same(cycle, entry, history[h])) return history[h];
    for (size_t e = 0; e < n_earlier; e++)
        if (earlier[e]->stance.date == entry->stance.date &&
            says_the_same(cycle, entry, &earlier[e]->stance))
            return &earlier[e]->stance;
    return NULL;
}

/* Behind the last entry of its issue, as they stand in the file: the same for a whole cell. */
static size_t find_place(const struct stance_cycle *cycle, const struct cycle_entry *entry)
{
    const struct actor *actor = &cycle->model->actors[entry->actor];
    const struct stance *last = NULL;
    size_t count;
    const struct stance *const *history = actor_history(actor, entry->stance.issue, &count);
    for (size_t h = 0; h < count; h++)
        if (!last || history[h] > last) last = history[h];
    return last ? (size_t)(last - actor->stances) : ENTRY_AT_END;
}

/* The entries of one cell; the new ones of them are moved to the front, and counted. */
static size_t settle_cell(struct stance_cycle *cycle, struct cycle_entry **cell, size_t count)
{
    size_t n_new = 0, place = find_place(cycle, cell[0]);
    for (size_t e = 0; e < count; e++) {
        struct cycle_entry *entry = cell[e];
        entry->known = find_known(cycle, entry, (const struct cycle_entry *const *)cell, n_new);
        entry->state = entry->known ? ENTRY_IS_KNOWN : ENTRY_IS_NEW;
        if (entry->known) continue;
        cell[n_new++] = entry;
        entry->leader = (size_t)(cell[0] - cycle->entries);
        entry->behind = place;
    }
    return n_new;
}

static bool put_in_order(struct stance_cycle *cycle)
{
    struct cycle_entry **all = arena_array(&cycle->arena, cycle->n_entries + 1, sizeof *all);
    if (!all) return false;
    for (size_t e = 0; e < cycle->n_entries; e++)
        all[e] = &cycle->entries[e];
    qsort(all, cycle->n_entries, sizeof *all, by_cell);
    for (size_t e = 0, end; e < cycle->n_entries; e = end) {
        for (end = e + 1; end < cycle->n_entries && all[end]->actor == all[e]->actor &&
                          all[end]->stance.issue == all[e]->stance.issue;)
            end++;
        size_t n_new = settle_cell(cycle, all + e, end - e);
        memmove(all + cycle->n_new, all + e, n_new * sizeof *all);
        cycle->n_new += n_new;
    }
    qsort(all, cycle->n_new, sizeof *all, by_place);
    cycle->order = (const struct cycle_entry **)all;
    return true;
}

const struct cycle_entry *const *cycle_entries_of(const struct stance_cycle *cycle, size_t actor,
                                                  size_t *count)
{
    size_t low = 0, high = cycle->n_new;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cycle->order[middle]->actor < actor)
            low = middle + 1;
        else
            high = middle;
    }
    for (high = low; high < cycle->n_new && cycle->order[high]->actor == actor;)
        high++;
    *count = high - low;
    return cycle->order + low;
}

/* ---- the model with the entries on top */

static bool add_to_actor(struct stance_cycle *cycle, size_t actor)
{
    size_t n_order;
    const struct cycle_entry *const *order = cycle_entries_of(cycle, actor, &n_order);
    const struct actor *old = &cycle->model->actors[actor];
    struct actor *now = &cycle->after.actors[actor];
    size_t next = 0;
    if (n_order == 0) return true;
    now->stances = arena_array(&cycle->after.arena, old->n_stances + n_order, sizeof *now->stances);
    if (!now->stances) return false;
    now->n_stances = 0;
    for (size_t s = 0; s < old->n_stances; s++) {
        now->stances[now->n_stances++] = old->stances[s];
        while (next < n_order && order[next]->behind == s)
            now->stances[now->n_stances++] = order[next++]->stance;
    }
    while (next < n_order)
        now->stances[now->n_stances++] = order[next++]->stance;
    return true;
}

bool cycle_complete(struct stance_cycle *cycle, struct stance_diagnostics *diagnostics)
{
    const struct stance_model *model = cycle->model;
    struct stance_model *after = &cycle->after;
    if (!put_in_order(cycle)) return false;
    *after = (struct stance_model){
        .path = model->path,
        .title = model->title,
        .description = model->description,
        .issues = model->issues,
        .n_issues = model->n_issues,
        .n_actors = model->n_actors,
    };
    after->actors = arena_array(&after->arena, model->n_actors + 1, sizeof *after->actors);
    if (!after->actors) return false;
    if (model->n_actors > 0)
        memcpy(after->actors, model->actors, model->n_actors * sizeof *after->actors);
    for (size_t a = 0; a < model->n_actors; a++)
        if (!add_to_actor(cycle, a)) return false;
    return model_complete(after, diagnostics);
}

/* ---- questions */

/* A copy of the entry's stance has its very array of claims. */
bool cycle_entry_is(const struct cycle_entry *entry, const struct stance *stance)
{
    return stance->claims == entry->stance.claims;
}

static bool is_of_cycle(const struct stance_cycle *cycle, const struct stance *stance)
{
    for (size_t n = 0; n < cycle->n_new; n++)
        if (stance == &cycle->order[n]->stance) return true;
    return false;
}

enum entry_role cycle_entry_role(const struct stance_cycle *cycle, const struct cycle_entry *entry)
{
    size_t count;
    const struct stance *const *history =
        actor_history(&cycle->after.actors[entry->actor], entry->stance.issue, &count);
    if (entry->state == ENTRY_IS_KNOWN)
        return is_of_cycle(cycle, entry->known) ? ROLE_TWICE : ROLE_ON_FILE;
    return count > 0 && cycle_entry_is(entry, history[count - 1]) ? ROLE_NEWEST : ROLE_HISTORY;
}

size_t cycle_count_actors(const struct stance_cycle *cycle)
{
    size_t count = 0;
    for (size_t n = 0; n < cycle->n_new; n++)
        count += n == 0 || cycle->order[n]->actor != cycle->order[n - 1]->actor;
    return count;
}

size_t stance_cycle_new_entries(const stance_cycle *cycle)
{
    return cycle->n_new;
}

size_t stance_cycle_known_entries(const stance_cycle *cycle)
{
    return cycle->n_entries - cycle->n_new;
}

const char *stance_field_name(size_t field)
{
    static const char *const names[STANCE_FIELD_COUNT] = {
#define NAME(constant, name, argument, summary) [STANCE_FIELD_##constant] = (name),
        STANCE_FIELDS(NAME)
#undef NAME
    };
    return names[field];
}

size_t stance_cycle_conflicts(const stance_cycle *cycle)
{
    return cycle->merge ? cycle->merge->n_conflicts : 0;
}

stance_result stance_cycle_actors(const stance_cycle *cycle, size_t most, char **out)
{
    struct str ids = {0};
    bool *has_entry = calloc(cycle->model->n_actors + 1, sizeof *has_entry);
    for (size_t e = 0; has_entry && e < cycle->n_entries; e++)
        has_entry[cycle->entries[e].actor] = true;
    for (size_t a = 0, named = 0; has_entry && a < cycle->model->n_actors; a++)
        if (has_entry[a] && named++ < most)
            str_printf(&ids, "%sactor:%s", ids.length > 0 ? "," : "", cycle->model->actors[a].id);
    if (ids.length == 0 && cycle->model->n_actors > 0) /* a picture needs somebody */
        str_printf(&ids, "actor:%s", cycle->model->actors[0].id);
    *out = has_entry ? str_take(&ids) : NULL;
    str_clear(&ids);
    free(has_entry);
    return *out ? STANCE_OK : STANCE_NO_MEMORY;
}

const stance_model *stance_cycle_model(const stance_cycle *cycle)
{
    return &cycle->after;
}

void stance_cycle_free(stance_cycle *cycle)
{
    if (!cycle) return;
    map_clear(&cycle->after.issue_ids);
    map_clear(&cycle->after.actor_ids);
    map_clear(&cycle->after.group_ids);
    arena_clear(&cycle->after.arena);
    arena_clear(&cycle->arena);
    free(cycle);
}
