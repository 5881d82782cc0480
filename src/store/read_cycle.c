/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft held against a model. Rows of words are made into the JSON of an update first; what is
 * wrong in that is told where the words stand. */
#include <stdlib.h>
#include <string.h>

#include "model/cycle.h"
#include "store/draft.h"
#include "store/read_update.h"

/* The rows that a draft makes, whatever it was read from. */
static stance_result take_rows(struct stance_cycle *cycle, const struct stance_draft *draft,
                               struct stance_diagnostics *list, struct entry_words **rows,
                               size_t *n_rows)
{
    bool is_words = draft->kind == DRAFT_WORDS;
    size_t count = is_words ? 1 : draft->sheet.n_rows;
    if (draft->kind == DRAFT_MERGE) return draft_merge(draft, cycle, list, rows, n_rows);
    *n_rows = 0;
    *rows = calloc(count + 1, sizeof **rows);
    if (!*rows) return STANCE_NO_MEMORY;
    if (is_words) memcpy((*rows)[(*n_rows)++].text, draft->words, sizeof draft->words);
    for (size_t r = 1; !is_words && r < count; r++)
        draft_take_row(draft, r, &(*rows)[(*n_rows)++]);
    return STANCE_OK;
}

/* Lines of a table's rows, instead of those of the text that was composed from it. In a workbook a
 * line is a row. */
static void place_rows(struct stance_cycle *cycle, const struct stance_draft *draft,
                       const struct entry_words *rows, size_t n_rows)
{
    struct text_cursor cursor;
    text_cursor_init(&cursor, str_get(&draft->text), draft->text.length);
    for (size_t e = 0; e < cycle->n_entries && e < n_rows; e++) {
        struct place *place = &cycle->entries[e].stance.place;
        *place = (struct place){place->file, rows[e].row / sheet_offset(1, 0) + 1, 1};
        if (draft->sheet.name) continue;
        text_cursor_move(&cursor, rows[e].row);
        place->line = cursor.line;
        place->column = cursor.column;
    }
}

static stance_result compose_and_read(struct stance_cycle *cycle, const struct stance_draft *draft,
                                      const struct entry_words *rows, size_t n_rows, date_day today,
                                      struct stance_diagnostics *list)
{
    struct composition composition = {0};
    struct stance_diagnostics own; /* with offsets of the composed text */
    struct json json = {0};
    stance_result result = STANCE_NO_MEMORY;
    diagnostics_init(&own);
    if (!composition_make(&composition, rows, n_rows, cycle->model)) goto done;
    result = STANCE_REFUSED;
    if (composition.text.length > JSON_MAX_BYTES) {
        diagnostics_error_at(&own, 0, "too many rows at once: enter them in several files");
        goto done;
    }
    result = json_read(&json, str_get(&composition.text), composition.text.length, &own);
    if (result == STANCE_OK) result = read_update(cycle, draft, &json, today, &own);
done:
    diagnostics_translate(&own, composition_origin, &composition);
    diagnostics_absorb(list, &own);
    diagnostics_clear(&own);
    json_clear(&json);
    composition_clear(&composition);
    return result;
}

static stance_result read_composed(struct stance_cycle *cycle, const struct stance_draft *draft,
                                   date_day today, struct stance_diagnostics *list)
{
    struct entry_words *rows = NULL;
    size_t n_rows = 0;
    stance_result result = take_rows(cycle, draft, list, &rows, &n_rows);
    if (result == STANCE_OK) result = compose_and_read(cycle, draft, rows, n_rows, today, list);
    if (result == STANCE_OK && draft->kind != DRAFT_WORDS) place_rows(cycle, draft, rows, n_rows);
    free(rows);
    return result;
}

/* The offset of a line and column in what the draft was read from. */
static size_t find_offset(const struct stance_draft *draft, struct text_cursor *cursor, size_t line,
                          size_t column)
{
    if (draft->sheet.name) return sheet_offset(line > 0 ? line - 1 : 0, 0);
    text_cursor_seek(cursor, line, column);
    return cursor->offset;
}

/* What only the whole cycle shows (a test that asks for nobody) has a line and column of the
 * draft's text, which only lives in the cycle: give it a place that lasts. */
static stance_result complete(struct stance_cycle *cycle, const struct stance_draft *draft,
                              struct stance_diagnostics *list)
{
    struct stance_diagnostics late;
    struct text_cursor cursor;
    diagnostics_init(&late);
    text_cursor_init(&cursor, str_get(&draft->text), draft->text.length);
    bool ok = cycle_complete(cycle, &late);
    for (size_t i = 0; ok && i < late.count; i++) {
        size_t offset = find_offset(draft, &cursor, late.items[i].line, late.items[i].column);
        diagnostics_error_at(list, offset, "%s", late.items[i].message);
        if (late.items[i].hint) diagnostics_hint(list, "%s", late.items[i].hint);
    }
    list->found[STANCE_ERROR] += late.found[STANCE_ERROR] - late.count; /* beyond the limit */
    if (late.failed) list->failed = true;
    diagnostics_clear(&late);
    sheet_locate(&draft->sheet, list, draft->file, str_get(&draft->text), draft->text.length);
    if (!ok) return STANCE_NO_MEMORY;
    return list->found[STANCE_ERROR] ? STANCE_REFUSED : STANCE_OK;
}

static stance_result fill(struct stance_cycle *cycle, const struct stance_draft *draft,
                          date_day today, struct stance_diagnostics *list)
{
    stance_result result = STANCE_OK;
    if (draft->kind != DRAFT_JSON)
        result = read_composed(cycle, draft, today, list);
    else if (draft->json.tree)
        result = read_update(cycle, draft, &draft->json, today, list);
    draft_check_strays(draft, list);
    diagnostics_promote(list, "unknown-member"); /* what is entered must not be lost in silence */
    if (draft->kind == DRAFT_WORDS)
        diagnostics_forget_places(list);
    else
        sheet_locate(&draft->sheet, list, draft->file, str_get(&draft->text), draft->text.length);
    if (result == STANCE_OK && list->found[STANCE_ERROR]) result = STANCE_REFUSED;
    if (result != STANCE_OK) return result;
    return complete(cycle, draft, list);
}

stance_result stance_cycle_new(const stance_model *model, const stance_draft *draft,
                               const char *today, stance_diagnostics *diagnostics,
                               stance_cycle **out)
{
    struct stance_diagnostics list;
    struct stance_cycle *cycle = calloc(1, sizeof *cycle);
    date_day day = DATE_NONE;
    *out = NULL;
    if (!cycle) return STANCE_NO_MEMORY;
    cycle->model = model;
    diagnostics_init(&list);
    stance_result result = STANCE_REFUSED;
    if (date_parse(today, &day))
        result = fill(cycle, draft, day, &list);
    else
        diagnostics_error(&list, (struct place){0}, "\"%s\" is no day of the calendar", today);
    diagnostics_absorb(diagnostics, &list);
    diagnostics_clear(&list);
    if (diagnostics->failed) result = STANCE_NO_MEMORY;
    if (result == STANCE_OK)
        *out = cycle;
    else
        stance_cycle_free(cycle);
    return result;
}
