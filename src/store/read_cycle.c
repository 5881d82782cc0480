/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft held against a model. Rows of words are made into the JSON of an update first; what is
 * wrong in that is told where the words stand. */
#include <stdlib.h>

#include "model/cycle.h"
#include "store/draft.h"
#include "store/read_update.h"

/* Lines of a table's rows, instead of those of the text that was composed from it. */
static void place_rows(struct stance_cycle *cycle, const struct stance_draft *draft)
{
    struct text_cursor cursor;
    text_cursor_init(&cursor, str_get(&draft->text), draft->text.length);
    for (size_t e = 0; e < cycle->n_entries && e + 1 < draft->sheet.n_rows; e++) {
        text_cursor_move(&cursor, draft->sheet.rows[e + 1].offset);
        cycle->entries[e].stance.place.line = cursor.line;
        cycle->entries[e].stance.place.column = cursor.column;
    }
}

static stance_result read_composed(struct stance_cycle *cycle, const struct stance_draft *draft,
                                   date_day today, struct stance_diagnostics *list)
{
    struct composition composition = {0};
    struct json json = {0};
    stance_result result = STANCE_NO_MEMORY;
    if (!composition_make(&composition, draft, cycle->model)) goto done;
    result = STANCE_REFUSED;
    if (composition.text.length > JSON_MAX_BYTES) {
        diagnostics_error_at(list, 0, "too many rows at once: enter them in several files");
        goto done;
    }
    result = json_read(&json, str_get(&composition.text), composition.text.length, list);
    if (result == STANCE_OK) result = read_update(cycle, draft, &json, today, list);
done:
    diagnostics_translate(list, composition_origin, &composition);
    json_clear(&json);
    composition_clear(&composition);
    return result;
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
        text_cursor_seek(&cursor, late.items[i].line, late.items[i].column);
        diagnostics_error_at(list, cursor.offset, "%s", late.items[i].message);
        if (late.items[i].hint) diagnostics_hint(list, "%s", late.items[i].hint);
    }
    list->found[STANCE_ERROR] += late.found[STANCE_ERROR] - late.count; /* beyond the limit */
    if (late.failed) list->failed = true;
    diagnostics_clear(&late);
    diagnostics_locate(list, draft->file, str_get(&draft->text), draft->text.length);
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
        diagnostics_locate(list, draft->file, str_get(&draft->text), draft->text.length);
    if (result == STANCE_OK && list->found[STANCE_ERROR]) result = STANCE_REFUSED;
    if (result != STANCE_OK) return result;
    if (draft->kind == DRAFT_TABLE) place_rows(cycle, draft);
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
