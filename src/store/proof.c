/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof costs a scan of the new text, and not a load of it: what is proven to be the old bytes
 * need not be read again. */
#include "store/proof.h"

#include <stdlib.h>
#include <string.h>

#include "model/equal.h"
#include "store/json.h"
#include "store/read.h"

static bool is_old_without_pieces(const struct str *old, const struct spliced *spliced)
{
    const char *text = str_get(&spliced->text), *rest = str_get(old);
    size_t at = 0, left = old->length;
    for (size_t p = 0; p <= spliced->n_pieces; p++) {
        bool is_last = p == spliced->n_pieces;
        size_t end = is_last ? spliced->text.length : spliced->pieces[p].offset;
        if (end < at || end - at > left || memcmp(text + at, rest, end - at) != 0) return false;
        rest += end - at;
        left -= end - at;
        at = is_last ? end : end + spliced->pieces[p].length;
    }
    return left == 0;
}

/* ---- the list of the new text */

/* The items of the list "stances", which the text has now; their number. */
static size_t find_items(const char *text, const struct json_marks *marks,
                         const struct json_mark **items)
{
    const struct json_mark *list = splice_find_list(text, marks, "stances");
    size_t count = 0;
    if (!list) return 0;
    for (const struct json_mark *item = list + 1; item < list + list->span; item += item->span)
        items[count++] = item;
    return count;
}

/* @param[in,out] piece  where to look from; items come in the order of the text, as pieces do. */
static bool is_in_a_piece(const struct spliced *spliced, const struct json_mark *item,
                          size_t *piece)
{
    const struct inserted *pieces = spliced->pieces;
    while (*piece < spliced->n_pieces && pieces[*piece].offset + pieces[*piece].length < item->end)
        ++*piece;
    return *piece < spliced->n_pieces && pieces[*piece].offset <= item->begin;
}

/* The new items, in order, as a file of their own. False: one stands where none should, or an old
 * one where a new one should. */
static bool gather(const struct stance_cycle *cycle, size_t actor, const struct spliced *spliced,
                   const struct json_mark *const *items, size_t count, struct str *gathered)
{
    size_t n_new, next = 0, n_old = cycle->model->actors[actor].n_stances, old = 0, piece = 0;
    const struct cycle_entry *const *order = cycle_entries_of(cycle, actor, &n_new);
    const char *text = str_get(&spliced->text);
    if (count != n_old + n_new) return false;
    str_append(gathered, "{\"stances\": [");
    for (size_t i = 0; i < count; i++) {
        bool is_due =
            next < n_new &&
            (order[next]->behind == ENTRY_AT_END ? old == n_old : order[next]->behind < old);
        if (!is_due) {
            old++;
            continue;
        }
        if (!is_in_a_piece(spliced, items[i], &piece)) return false;
        str_append(gathered, next++ > 0 ? "," : "");
        str_append_bytes(gathered, text + items[i]->begin, items[i]->end - items[i]->begin);
    }
    str_append(gathered, "]}");
    return next == n_new;
}

/* ---- what the new items say */

static bool says_the_entries(const struct stance_cycle *cycle, size_t actor,
                             const struct actor *read)
{
    size_t n_new;
    const struct cycle_entry *const *order = cycle_entries_of(cycle, actor, &n_new);
    if (read->n_stances != n_new) return false;
    for (size_t n = 0; n < n_new; n++)
        if (!entry_equal(cycle->model, &read->stances[n], cycle->model, &order[n]->stance,
                         ENTRY_ALL))
            return false;
    return true;
}

static stance_result read_back(const struct stance_cycle *cycle, size_t actor,
                               const struct str *gathered, bool *holds)
{
    struct stance_diagnostics list;
    struct arena arena = {0};
    struct json json = {0};
    struct actor read = {.id = cycle->model->actors[actor].id};
    diagnostics_init(&list);
    stance_result result = json_read(&json, str_get(gathered), gathered->length, &list);
    if (result == STANCE_OK) {
        struct reader reader;
        reader_init(&reader, &arena, &list, NULL, &json);
        reader.model = cycle->model;
        reader.issues_are_known = true;
        read_actor(&reader, json_root(&json), &read);
        if (reader.failed) result = STANCE_NO_MEMORY;
        reader_clear(&reader);
    }
    if (list.failed) result = STANCE_NO_MEMORY;
    *holds = result == STANCE_OK && list.found[STANCE_ERROR] == 0 &&
             says_the_entries(cycle, actor, &read);
    json_clear(&json);
    diagnostics_clear(&list);
    arena_clear(&arena);
    return result == STANCE_NO_MEMORY ? result : STANCE_OK;
}

static stance_result prove_items(const struct stance_cycle *cycle, size_t actor,
                                 const struct spliced *spliced, const struct json_marks *marks,
                                 bool *holds)
{
    struct str gathered = {0};
    const struct json_mark **items = calloc(marks->count + 1, sizeof *items);
    stance_result result = STANCE_NO_MEMORY;
    if (items) {
        size_t count = find_items(str_get(&spliced->text), marks, items);
        *holds = gather(cycle, actor, spliced, items, count, &gathered);
        result = gathered.failed ? STANCE_NO_MEMORY : STANCE_OK;
    }
    if (result == STANCE_OK && *holds) result = read_back(cycle, actor, &gathered, holds);
    free(items);
    str_clear(&gathered);
    return result;
}

stance_result proof_of_splice(const struct stance_cycle *cycle, size_t actor, const struct str *old,
                              const struct spliced *spliced, bool *holds)
{
    struct stance_diagnostics list;
    struct json_marks marks = {0};
    *holds = spliced->text.length <= JSON_MAX_BYTES && is_old_without_pieces(old, spliced);
    if (!*holds) return STANCE_OK;
    diagnostics_init(&list);
    stance_result result = json_scan(str_get(&spliced->text), spliced->text.length, &marks, &list);
    diagnostics_clear(&list);
    *holds = result == STANCE_OK;
    if (result == STANCE_OK) result = prove_items(cycle, actor, spliced, &marks, holds);
    json_marks_clear(&marks);
    return result == STANCE_NO_MEMORY ? result : STANCE_OK;
}
