/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long table that went out and came back. Its cells are read here; what of them was edited is
 * decided by merge_row, row for row. */
#include <stdlib.h>
#include <string.h>

#include "model/cycle.h"
#include "model/words.h"
#include "store/draft.h"

/* ---- reading */

static bool is_workbook(const struct stance_draft *draft, const char *path)
{
    static const char *const endings[] = {".xlsx", ".xlsm", ".ods", ".xls", ".xlsb"};
    for (size_t e = 0; e < sizeof endings / sizeof *endings; e++)
        if (draft_ends_with(path, endings[e])) return true;
    return workbook_is_one(str_get(&draft->text), draft->text.length);
}

static stance_result read_cells(struct stance_draft *draft, const char *path, const char *sheet,
                                struct stance_diagnostics *list)
{
    const char *text = str_get(&draft->text);
    size_t length = draft->text.length;
    stance_result result;
    draft->kind = DRAFT_MERGE;
    draft->is_tsv = draft_ends_with(path, ".tsv");
    if (is_workbook(draft, path))
        result = workbook_read(text, length, sheet, &draft->sheet, list);
    else
        result = csv_read(text, length, draft->is_tsv, &draft->sheet, list);
    if (result == STANCE_OK && draft->sheet.n_rows == 0) {
        diagnostics_error_at(list, 0, "there is nothing in it: the first row names the columns");
        result = STANCE_REFUSED;
    }
    if (result == STANCE_OK) draft_find_columns(draft, list);
    sheet_locate(&draft->sheet, list, draft->file, text, length);
    if (list->failed) return STANCE_NO_MEMORY;
    return result == STANCE_OK && list->found[STANCE_ERROR] ? STANCE_REFUSED : result;
}

stance_result stance_draft_import(const char *path, const stance_import_options *options,
                                  stance_diagnostics *diagnostics, stance_draft **out)
{
    static const stance_import_options plain = {0};
    struct stance_diagnostics list;
    struct stance_draft *draft = calloc(1, sizeof *draft);
    *out = NULL;
    if (!draft) return STANCE_NO_MEMORY;
    if (!options) options = &plain;
    diagnostics_init(&list);
    draft->date = arena_string(&draft->arena, options->date);
    stance_result result =
        options->date && !draft->date ? STANCE_NO_MEMORY : draft_read_text(draft, path, &list);
    if (result == STANCE_OK) result = read_cells(draft, path, options->sheet, &list);
    diagnostics_absorb(diagnostics, &list);
    diagnostics_clear(&list);
    if (diagnostics->failed) result = STANCE_NO_MEMORY;
    if (result == STANCE_OK)
        *out = draft;
    else
        stance_draft_free(draft);
    return result;
}

/* ---- one row */

typedef const char *find_nearest(const stance_model *model, const char *word);

/* What was meant is only looked for where somebody will read it. */
static bool find_name(const struct entry_words *words, enum stance_field field,
                      const struct stance_model *model, find_nearest *nearest, size_t *out,
                      struct stance_diagnostics *list)
{
    bool is_actor = field == STANCE_FIELD_ACTOR;
    const char *word = words->text[field], *what = is_actor ? "actor" : "issue", *found = NULL;
    if (!word) {
        diagnostics_error_at(list, words->offset[field], "the row names no %s", what);
        return false;
    }
    *out = map_find(is_actor ? &model->actor_ids : &model->issue_ids, word);
    if (*out != MAP_NONE) return true;
    diagnostics_error_at(list, words->offset[field], "there is no %s \"%s\" in the model", what,
                         word);
    if (list->hintable) found = nearest(model, word);
    if (found)
        diagnostics_hint(list, "Did you mean \"%s\"?", found);
    else
        diagnostics_hint(list, "Ids are not edited here; a new one is made by: stance add %s ID",
                         what);
    return false;
}

static bool find_cell(const struct stance_model *model, struct returned_row *row,
                      struct stance_diagnostics *list)
{
    bool ok = find_name(&row->words, STANCE_FIELD_ACTOR, model, stance_model_nearest_actor,
                        &row->actor, list);
    return find_name(&row->words, STANCE_FIELD_ISSUE, model, stance_model_nearest_issue,
                     &row->issue, list) &&
           ok;
}

/* Where semicolons part the fields, numbers may have a comma for their decimal mark. */
static void take_commas(struct merge *merge, const struct scale *scale, struct entry_words *words)
{
    static const enum stance_field numbers[] = {STANCE_FIELD_VALUE, STANCE_FIELD_ACCEPTS,
                                                STANCE_FIELD_SALIENCE, STANCE_FIELD_CONFIDENCE};
    for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++) {
        const char *word = words->text[numbers[n]];
        bool is_value = numbers[n] == STANCE_FIELD_VALUE || numbers[n] == STANCE_FIELD_ACCEPTS;
        struct str text = {0};
        if (!word || (is_value && scale->n_choices > 0)) continue;
        if (print_comma_number(word, &text))
            words->text[numbers[n]] = arena_text(merge->arena, str_get(&text), text.length);
        if (text.failed || !words->text[numbers[n]]) merge->failed = true;
        str_clear(&text);
    }
}

/* A formula's result is not what somebody entered, and may be missing or stale. */
static bool check_cells(const struct stance_draft *draft, size_t at,
                        struct stance_diagnostics *list)
{
    const struct sheet_row *row = &draft->sheet.rows[at];
    bool ok = true;
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++) {
        size_t column = draft->columns[f];
        if (column >= row->n_cells || row->cells[column].flaw == CELL_FINE) continue;
        bool is_formula = row->cells[column].flaw == CELL_FORMULA;
        diagnostics_error_at(list, draft_cell_offset(draft, at, column),
                             is_formula ? "holds a formula, and positions are entered as values"
                                        : "holds an error value");
        if (is_formula) diagnostics_hint(list, "Copy it, and paste it as a value in its place");
        ok = false;
    }
    return ok;
}

static bool says_end(const struct scale *scale, const char *word, const char *end,
                     struct stance_diagnostics *list)
{
    struct str ids = {0};
    if (scale->n_choices > 0 || !print_comma_number(end, &ids)) scale_word_to_ids(scale, end, &ids);
    bool same = strcmp(word, str_get(&ids)) == 0 || words_are_one_number(word, str_get(&ids));
    if (ids.failed) list->failed = true;
    str_clear(&ids);
    return same;
}

/* "from" and "to" only tell the value once more: where they were edited instead of it, the edit
 * would be lost without a word. An open end of the value says nothing of them. */
static bool check_ends(const struct stance_draft *draft, size_t at, const char *value,
                       const struct scale *scale, struct stance_diagnostics *list)
{
    const size_t columns[] = {draft->from_column, draft->to_column};
    struct str word = {0};
    bool ok = true;
    if (!value || scale->kind->geometry == GEOMETRY_SET) return true;
    scale_word_to_ids(scale, value, &word);
    if (word.failed) list->failed = true;
    char *first = word.failed ? NULL : word.bytes, *dots = first ? strstr(first, "..") : NULL;
    const char *ends[] = {first, dots ? dots + 2 : first};
    if (dots) *dots = '\0';
    for (size_t e = 0; first && e < 2 && ok; e++) {
        const char *end =
            columns[e] == NO_COLUMN ? NULL : sheet_text(&draft->sheet, at, columns[e]);
        if (!end || ends[e][0] == '\0' || says_end(scale, ends[e], end, list)) continue;
        diagnostics_error_at(list, draft_cell_offset(draft, at, columns[e]),
                             "\"%s\" is not what value says (%s)", end, value);
        diagnostics_hint(list, "Edit value (25000, 25000..30000): from and to follow it");
        ok = false;
    }
    str_clear(&word);
    return ok;
}

/* A row that was copied as a whole over another, or whose ids were edited, brings the base of the
 * cell that it went out from. */
static bool check_key(const struct stance_draft *draft, size_t at, const struct stance_model *model,
                      const struct returned_row *row, struct stance_diagnostics *list)
{
    const char *key =
        draft->key_column == NO_COLUMN ? NULL : sheet_text(&draft->sheet, at, draft->key_column);
    const char *actor = model->actors[row->actor].id, *issue = model->issues[row->issue].id;
    size_t length = strlen(actor);
    if (!key || (strncmp(key, actor, length) == 0 && key[length] == '|' &&
                 strcmp(key + length + 1, issue) == 0))
        return true;
    diagnostics_error_at(list, row->words.offset[STANCE_FIELD_ACTOR],
                         "the row went out as that of %s, and says %s and %s now", key, actor,
                         issue);
    diagnostics_hint(list, "Copy single cells from row to row; actor and issue are not edited");
    return false;
}

static bool is_blank_row(const struct entry_words *words)
{
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++)
        if (words->text[f]) return false;
    return true;
}

static bool take_row(const struct stance_draft *draft, struct merge *merge, size_t at,
                     struct returned_row *row, struct stance_diagnostics *list)
{
    const struct stance_model *model = merge->model;
    *row = (struct returned_row){0};
    draft_take_row(draft, at, &row->words);
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++)
        row->has_column[f] = draft->columns[f] != NO_COLUMN;
    if (draft->base_column != NO_COLUMN)
        row->base = sheet_text(&draft->sheet, at, draft->base_column);
    bool is_whole = check_cells(draft, at, list);
    if (is_whole && is_blank_row(&row->words)) return false;
    if (!find_cell(model, row, list) || !is_whole) return false;
    if (!check_key(draft, at, model, row, list)) return false;
    const struct scale *scale = &model->issues[row->issue].scale;
    if (draft->sheet.has_semicolons) take_commas(merge, scale, &row->words);
    return check_ends(draft, at, row->words.text[STANCE_FIELD_VALUE], scale, list);
}

/* ---- all rows */

static const char *print_place(const struct stance_draft *draft, struct text_cursor *cursor,
                               size_t offset, struct arena *arena)
{
    struct str place = {0};
    if (draft->sheet.name) {
        sheet_print_cell(&draft->sheet, offset, &place);
    } else {
        text_cursor_move(cursor, offset < cursor->offset ? cursor->offset : offset);
        str_printf(&place, "line %zu", cursor->line);
    }
    const char *copy = place.failed ? NULL : arena_text(arena, str_get(&place), place.length);
    str_clear(&place);
    return copy;
}

static void place_differences(const struct stance_draft *draft, struct merge *merge)
{
    struct text_cursor cursor;
    text_cursor_init(&cursor, str_get(&draft->text), draft->text.length);
    for (size_t d = 0; d < merge->n_differences; d++) {
        struct difference *difference = &merge->differences[d];
        difference->place = print_place(draft, &cursor, difference->offset, merge->arena);
        if (!difference->place) merge->failed = true;
    }
}

/* The differences go with the cycle, for its review. */
static bool keep_merge(struct stance_cycle *cycle, struct merge *merge)
{
    struct merge *copy = arena_alloc(&cycle->arena, sizeof *copy);
    size_t count = merge->n_differences;
    struct difference *differences =
        copy ? arena_array(&cycle->arena, count + 1, sizeof *differences) : NULL;
    if (!differences) return false;
    if (count > 0) memcpy(differences, merge->differences, count * sizeof *differences);
    *copy = *merge;
    copy->differences = differences;
    copy->now = NULL;
    cycle->merge = copy;
    return true;
}

static void merge_rows(const struct stance_draft *draft, struct merge *merge,
                       struct stance_diagnostics *list, struct entry_words *rows, size_t *n_rows)
{
    for (size_t r = 1; r < draft->sheet.n_rows && !merge->failed; r++) {
        struct returned_row row;
        if (take_row(draft, merge, r, &row, list) && merge_row(merge, &row, list, &rows[*n_rows]))
            ++*n_rows;
    }
}

stance_result draft_merge(const struct stance_draft *draft, struct stance_cycle *cycle,
                          struct stance_diagnostics *list, struct entry_words **rows,
                          size_t *n_rows)
{
    stance_snapshot *now = NULL;
    struct merge merge = {.model = cycle->model,
                          .date = draft->date,
                          .is_flat = draft->is_tsv,
                          .arena = &cycle->arena};
    stance_result result = stance_snapshot_new(cycle->model, NULL, list, &now);
    *n_rows = 0;
    *rows = calloc(draft->sheet.n_rows + 1, sizeof **rows);
    merge.now = now;
    if (result == STANCE_OK && *rows) {
        merge_rows(draft, &merge, list, *rows, n_rows);
        place_differences(draft, &merge);
        if (!keep_merge(cycle, &merge)) merge.failed = true;
    }
    if (!*rows || merge.failed) result = STANCE_NO_MEMORY;
    merge_clear(&merge);
    stance_snapshot_free(now);
    return result;
}
