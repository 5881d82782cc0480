/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row is compared field by field, in words that mean the same: ids for labels, numbers in their
 * shortest form. One edited field makes a new entry of the whole row, as nothing on file is ever
 * changed; what an entry carries on by itself (salience, accepts) is left out of it unless edited.
 */
#include "model/merge_sides.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/str.h"
#include "model/words.h"

void merge_clear(struct merge *merge)
{
    free(merge->differences);
    *merge = (struct merge){0};
}

/* ---- words that can be compared */

static const char *keep(struct merge *merge, const struct str *text)
{
    const char *copy = text->failed ? NULL : arena_text(merge->arena, str_get(text), text->length);
    if (!copy) merge->failed = true;
    return copy;
}

static void append_number(struct str *out, const char *text)
{
    double number;
    if (number_parse(text, strlen(text), &number) && isfinite(number))
        number_print(number, out);
    else
        str_append(out, text);
}

static const char *comparable(struct sides *sides, size_t field, const char *text)
{
    struct str trimmed = {0}, word = {0};
    const char *result = NULL;
    if (!text) return NULL;
    if (sides->merge->is_flat) {
        words_print_flat(text, &word);
        words_print_comparable(str_get(&word), &trimmed);
        str_truncate(&word, 0);
    } else {
        words_print_comparable(text, &trimmed);
    }
    if (field == STANCE_FIELD_VALUE || field == STANCE_FIELD_ACCEPTS)
        scale_word_to_ids(sides->scale, str_get(&trimmed), &word);
    else if (field == STANCE_FIELD_SALIENCE || field == STANCE_FIELD_CONFIDENCE)
        append_number(&word, str_get(&trimmed));
    else
        str_append(&word, str_get(&trimmed));
    if (trimmed.failed || word.failed || word.length > 0) result = keep(sides->merge, &word);
    if (trimmed.failed) sides->merge->failed = true;
    str_clear(&trimmed);
    str_clear(&word);
    return result;
}

static bool is_number_field(const struct sides *sides, size_t field)
{
    bool is_value = field == STANCE_FIELD_VALUE || field == STANCE_FIELD_ACCEPTS;
    if (is_value) return sides->scale->n_choices == 0;
    return field == STANCE_FIELD_SALIENCE || field == STANCE_FIELD_CONFIDENCE;
}

static bool is_same(const struct sides *sides, size_t field, const char *a, const char *b)
{
    if (!a || !b) return a == b;
    return strcmp(a, b) == 0 || (is_number_field(sides, field) && words_are_one_number(a, b));
}

/* ---- the base, and what is on file */

static void take_standing(struct sides *sides, const struct standing *standing,
                          const char *words[STANCE_FIELD_COUNT])
{
    struct long_row row;
    if (!long_row_make(sides->merge->model, sides->row->actor, sides->row->issue, standing,
                       WORDS_IDS, sides->merge->arena, &row))
        sides->merge->failed = true;
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++)
        words[f] = comparable(sides, f, row.words[f]);
    if (words == sides->base) memcpy(sides->originals, row.words, sizeof sides->originals);
}

/* An entry of the cell as if it were in force, with what it carries on from those before it. */
static struct standing stand_on(const struct stance *const *history, size_t at)
{
    struct standing standing = {.stance = history[at],
                                .position = history[at]->position,
                                .claims = history[at]->claims,
                                .n_claims = history[at]->n_claims,
                                .salience = 1};
    for (size_t h = 0; h <= at; h++) {
        if (history[h]->salience >= 0) standing.salience = history[h]->salience;
        if (history[h]->has_accepts) standing.accepts = history[h]->accepts;
    }
    return standing;
}

/* In how many fields a row is what it would be if it had been made from an entry. */
static size_t count_same(struct sides *sides, const struct standing *standing)
{
    const char *words[STANCE_FIELD_COUNT] = {0};
    size_t count = 0;
    take_standing(sides, standing, words);
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++)
        count += sides->theirs[f] && words[f] && is_same(sides, f, sides->theirs[f], words[f]);
    return count;
}

/* The entry that a row was made from: the newest of its date; if its date was edited, the one that
 * it has most in common with. */
static size_t find_origin(struct sides *sides, const struct stance *const *history, size_t count)
{
    const char *date = sides->theirs[STANCE_FIELD_DATE];
    size_t best = count, most = 0;
    date_day day = DATE_NONE;
    if (date && !date_parse(date, &day)) day = DATE_NONE;
    for (size_t h = count; h-- > 0;)
        if (day != DATE_NONE && history[h]->date == day) return h;
    for (size_t h = count; h-- > 0;) {
        const struct standing standing = stand_on(history, h);
        size_t same = count_same(sides, &standing);
        if (same > most) best = h;
        if (same > most) most = same;
    }
    return best;
}

/* A table that carries no base: where the entry that the row seems to be made from has been
 * superseded since, the cell has moved on. */
static void guess_base(struct sides *sides)
{
    const struct returned_row *row = sides->row;
    const struct standing *now = snapshot_standing(sides->merge->now, row->actor, row->issue);
    size_t count = 0;
    const struct stance *const *history =
        actor_history(&sides->merge->model->actors[row->actor], row->issue, &count);
    size_t origin = find_origin(sides, history, count);
    if (origin == count) {
        take_standing(sides, now, sides->base);
        return;
    }
    const struct standing standing = stand_on(history, origin);
    take_standing(sides, &standing, sides->base);
    sides->has_moved = now->stance != history[origin];
}

static void take_base(struct sides *sides)
{
    const struct returned_row *row = sides->row;
    struct merge *merge = sides->merge;
    struct row_base base;
    struct str now = {0};
    if (!row->base || !long_row_parse_base(row->base, merge->arena, &base)) {
        guess_base(sides);
        return;
    }
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++)
        sides->base[f] = comparable(sides, f, base.words[f]);
    memcpy(sides->digests, base.digests, sizeof sides->digests);
    memcpy(sides->originals, base.words, sizeof sides->originals);
    long_row_print_history(merge->model, row->actor, row->issue, &now);
    sides->has_moved = strcmp(base.history, str_get(&now)) != 0;
    if (now.failed) merge->failed = true;
    str_clear(&now);
}

/* A long text is only known by its digest: where that holds, the text is the one at hand. */
static void take_long_text(struct sides *sides, size_t field)
{
    const char *theirs = sides->theirs[field];
    struct str digest = {0};
    if (!sides->digests[field]) return;
    words_print_digest(theirs ? theirs : "", &digest);
    bool holds = strcmp(str_get(&digest), sides->digests[field]) == 0;
    sides->base[field] = holds ? theirs : "(a long text)";
    if (digest.failed) sides->merge->failed = true;
    str_clear(&digest);
}

static void take_sides(struct sides *sides)
{
    const struct returned_row *row = sides->row;
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++)
        sides->theirs[f] = comparable(sides, f, row->words.text[f]);
    take_standing(sides, snapshot_standing(sides->merge->now, row->actor, row->issue), sides->ours);
    take_base(sides);
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++) {
        if (row->has_column[f])
            take_long_text(sides, f);
        else
            sides->theirs[f] = sides->base[f];
        sides->is_edited[f] = !is_same(sides, f, sides->theirs[f], sides->base[f]);
    }
    /* When it was put on file is no position: an emptied one only means "today". */
    if (!sides->theirs[STANCE_FIELD_ENTERED]) sides->is_edited[STANCE_FIELD_ENTERED] = false;
}

/* ---- differences */

static bool is_edited(const struct sides *sides)
{
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++)
        if (sides->is_edited[f]) return true;
    return false;
}

static bool is_on_file(const struct sides *sides)
{
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++)
        if (sides->is_edited[f] && !is_same(sides, f, sides->theirs[f], sides->ours[f]))
            return false;
    return true;
}

static bool keeps_source(const struct sides *sides)
{
    static const enum stance_field source[] = {STANCE_FIELD_SPEAKER, STANCE_FIELD_OUTLET,
                                               STANCE_FIELD_URL, STANCE_FIELD_QUOTE};
    bool has_source = false;
    for (size_t s = 0; s < sizeof source / sizeof *source; s++) {
        if (sides->is_edited[source[s]]) return false;
        has_source = has_source || sides->theirs[source[s]];
    }
    return has_source && sides->is_edited[STANCE_FIELD_VALUE];
}

static struct difference *add_difference(struct merge *merge)
{
    if (merge->n_differences == merge->size) {
        size_t size = merge->size ? merge->size * 2 : 64;
        struct difference *items = realloc(merge->differences, size * sizeof *items);
        if (!items) {
            merge->failed = true;
            return NULL;
        }
        merge->differences = items;
        merge->size = size;
    }
    return &merge->differences[merge->n_differences++];
}

static void record(struct sides *sides, enum difference_state state)
{
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++) {
        struct difference *difference;
        if (!sides->is_edited[f] || !(difference = add_difference(sides->merge))) continue;
        *difference = (struct difference){
            .state = state,
            .actor = sides->row->actor,
            .issue = sides->row->issue,
            .field = (enum stance_field)f,
            .from = sides->base[f],
            .to = sides->theirs[f],
            .now = state == DIFFERENCE_CONFLICT ? sides->ours[f] : NULL,
            .offset = sides->row->words.offset[f],
            .keeps_source = f == STANCE_FIELD_VALUE && keeps_source(sides),
        };
    }
}

/* ---- the entry */

/* What is the default goes without saying; what holds on by itself too. */
static bool is_left_out(const struct sides *sides, size_t field)
{
    const char *word = sides->theirs[field];
    if (sides->is_edited[field]) return false;
    switch (field) {
    case STANCE_FIELD_SALIENCE:
    case STANCE_FIELD_ACCEPTS:
    case STANCE_FIELD_ENTERED:
        return true;
    case STANCE_FIELD_CONFIDENCE:
        return word && strcmp(word, "1") == 0;
    case STANCE_FIELD_STATUS:
        return word && (strcmp(word, DISPUTED) == 0 || strcmp(word, "reported") == 0);
    default:
        return false;
    }
}

static void make_entry(const struct sides *sides, struct entry_words *entry)
{
    const struct returned_row *row = sides->row;
    bool takes_date = !sides->theirs[STANCE_FIELD_DATE] || (sides->is_edited[STANCE_FIELD_VALUE] &&
                                                            !sides->is_edited[STANCE_FIELD_DATE]);
    *entry = row->words;
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++) {
        bool is_text = f == STANCE_FIELD_SPEAKER || f == STANCE_FIELD_OUTLET ||
                       f == STANCE_FIELD_URL || f == STANCE_FIELD_QUOTE || f == STANCE_FIELD_NOTE;
        entry->text[f] = is_left_out(sides, f) ? NULL : sides->theirs[f];
        /* Texts that nobody edited stay as they are, to the last blank. */
        if (is_text && !sides->is_edited[f] && sides->originals[f])
            entry->text[f] = sides->originals[f];
    }
    entry->text[STANCE_FIELD_ACTOR] = sides_actor(sides);
    entry->text[STANCE_FIELD_ISSUE] = sides_issue(sides);
    if (takes_date) entry->text[STANCE_FIELD_DATE] = sides->merge->date;
    if (sides->is_edited[STANCE_FIELD_ACCEPTS] && !entry->text[STANCE_FIELD_ACCEPTS])
        entry->text[STANCE_FIELD_ACCEPTS] = "none-stated";
}

bool merge_row(struct merge *merge, const struct returned_row *row,
               struct stance_diagnostics *diagnostics, struct entry_words *entry)
{
    struct sides sides = {.merge = merge,
                          .row = row,
                          .diagnostics = diagnostics,
                          .scale = &merge->model->issues[row->issue].scale};
    merge->n_rows++;
    take_sides(&sides);
    if (merge->failed || !is_edited(&sides)) return false;
    if (sides.has_moved) {
        bool same = is_on_file(&sides);
        record(&sides, same ? DIFFERENCE_ON_FILE : DIFFERENCE_CONFLICT);
        if (!same) merge->n_conflicts++;
        return false;
    }
    record(&sides, DIFFERENCE_EDITED);
    if (!sides_can_be_entered(&sides) || merge->failed) return false;
    make_entry(&sides, entry);
    return true;
}
