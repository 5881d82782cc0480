/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft from a file is only read here, and its columns are found; what its cells mean is decided
 * when it is held against a model. */
#include "store/draft.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/nearest.h"

static const char *const field_names[STANCE_FIELD_COUNT] = {
#define NAME(constant, name, argument, summary) [STANCE_FIELD_##constant] = (name),
    STANCE_FIELDS(NAME)
#undef NAME
};

stance_result stance_draft_of_words(const char *const *words, bool claim, stance_draft **out)
{
    struct stance_draft *draft = calloc(1, sizeof *draft);
    bool ok = draft != NULL;
    *out = NULL;
    for (size_t f = 0; ok && f < STANCE_FIELD_COUNT; f++) {
        draft->words[f] = arena_string(&draft->arena, words[f]);
        ok = draft->words[f] || !words[f];
    }
    if (!ok) {
        stance_draft_free(draft);
        return STANCE_NO_MEMORY;
    }
    draft->is_claim = claim;
    *out = draft;
    return STANCE_OK;
}

/* ---- tables */

static size_t find_field(const char *name, size_t length)
{
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++)
        if (strlen(field_names[f]) == length && strncasecmp(field_names[f], name, length) == 0)
            return f;
    return NO_COLUMN;
}

static void complain_of_column(const char *name, size_t offset,
                               struct stance_diagnostics *diagnostics)
{
    struct nearest nearest;
    if (strcmp(name, "if") == 0 || strcmp(name, "claims") == 0) {
        diagnostics_error_at(diagnostics, offset,
                             "a table has no column \"%s\": write such entries as JSON", name);
        return;
    }
    diagnostics_error_at(diagnostics, offset,
                         "\"%s\" is no column of an update (stance help update)", name);
    nearest_init(&nearest, name);
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++)
        nearest_try(&nearest, field_names[f]);
    if (strcasecmp(name, "source") == 0)
        diagnostics_hint(diagnostics, "The source is given by outlet, url and quote");
    else if (nearest.best)
        diagnostics_hint(diagnostics, "Did you mean \"%s\"?", nearest.best);
    else
        diagnostics_hint(diagnostics, "A column of your own begins with x-");
}

static void find_column(struct stance_draft *draft, size_t column,
                        struct stance_diagnostics *diagnostics)
{
    const struct cell_text *cell = &draft->sheet.rows[0].cells[column];
    if (!cell->text) return; /* a column without a name: refused where it holds something */
    const char *name = cell->text + strspn(cell->text, " \t");
    size_t length = strlen(name);
    while (length > 0 && (name[length - 1] == ' ' || name[length - 1] == '\t'))
        length--;
    if (length >= 2 && strncasecmp(name, "x-", 2) == 0) return; /* the user's own */
    size_t field = find_field(name, length);
    if (field == NO_COLUMN)
        complain_of_column(name, cell->offset, diagnostics);
    else if (draft->columns[field] != NO_COLUMN)
        diagnostics_error_at(diagnostics, cell->offset, "there are two columns \"%s\"",
                             field_names[field]);
    else
        draft->columns[field] = column;
}

static void check_needed(const struct stance_draft *draft, struct stance_diagnostics *diagnostics)
{
    static const enum stance_field needed[] = {STANCE_FIELD_ACTOR, STANCE_FIELD_ISSUE,
                                               STANCE_FIELD_VALUE};
    for (size_t n = 0; n < sizeof needed / sizeof *needed; n++)
        if (draft->columns[needed[n]] == NO_COLUMN)
            diagnostics_error_at(diagnostics, draft->sheet.rows[0].offset,
                                 "no column is named \"%s\": the first line names the columns",
                                 field_names[needed[n]]);
}

/* A cell to the right of all names, or under a column without one. */
void draft_check_strays(const struct stance_draft *draft, struct stance_diagnostics *diagnostics)
{
    for (size_t r = 1; r < draft->sheet.n_rows; r++) {
        const struct sheet_row *head = &draft->sheet.rows[0];
        const struct sheet_row *row = &draft->sheet.rows[r];
        for (size_t c = 0; c < row->n_cells; c++) {
            bool has_name = c < head->n_cells && head->cells[c].text;
            if (has_name || !row->cells[c].text) continue;
            diagnostics_error_at(diagnostics, row->cells[c].offset,
                                 "no column name stands above this field: is there a delimiter "
                                 "too many, or text that wants quotation marks?");
            break;
        }
    }
}

/* Is there one name of a column in the first line? Else it is a row like the others. */
static bool names_columns(const struct stance_draft *draft)
{
    const struct sheet_row *head = &draft->sheet.rows[0];
    for (size_t c = 0; c < head->n_cells; c++) {
        const char *name = head->cells[c].text;
        if (!name) continue;
        name += strspn(name, " \t");
        if (find_field(name, strcspn(name, " \t")) != NO_COLUMN) return true;
    }
    return false;
}

static stance_result read_table(struct stance_draft *draft, bool is_tsv,
                                struct stance_diagnostics *diagnostics)
{
    stance_result result =
        csv_read(str_get(&draft->text), draft->text.length, is_tsv, &draft->sheet, diagnostics);
    draft->kind = DRAFT_TABLE;
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++)
        draft->columns[f] = NO_COLUMN;
    if (result != STANCE_OK || draft->sheet.n_rows == 0) return result;
    if (!names_columns(draft)) {
        diagnostics_error_at(diagnostics, draft->sheet.rows[0].offset,
                             "the first line must name the columns: actor,issue,value,date, ... "
                             "(stance help update)");
        return STANCE_OK;
    }
    for (size_t c = 0; c < draft->sheet.rows[0].n_cells; c++)
        find_column(draft, c, diagnostics);
    if (diagnostics->found[STANCE_ERROR] == 0) check_needed(draft, diagnostics);
    return STANCE_OK;
}

/* ---- JSON */

static stance_result read_list(struct stance_draft *draft, struct stance_diagnostics *diagnostics)
{
    stance_result result =
        json_read(&draft->json, str_get(&draft->text), draft->text.length, diagnostics);
    draft->kind = DRAFT_JSON;
    if (result == STANCE_OK && json_type(json_root(&draft->json)) != JSON_LIST)
        diagnostics_error_at(diagnostics, json_root(&draft->json).mark->begin,
                             "an update is a list [ ] of entries, not %s",
                             json_type_words(json_type(json_root(&draft->json))));
    return result;
}

/* ---- files */

static bool ends_with(const char *path, const char *ending)
{
    size_t length = strlen(path), tail = strlen(ending);
    return length > tail && strcasecmp(path + length - tail, ending) == 0;
}

static bool begins_like_json(const char *text)
{
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0) text += 3;
    text += strspn(text, " \t\r\n");
    return *text == '[' || *text == '{';
}

static bool is_empty(const char *text)
{
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0) text += 3;
    return text[strspn(text, " \t\r\n")] == '\0';
}

static stance_result read_text_of(struct stance_draft *draft, const char *path,
                                  struct stance_diagnostics *diagnostics)
{
    struct str message = {0};
    stance_result result = file_read_stream(strcmp(path, "-") == 0 ? NULL : path, SHEET_MAX_BYTES,
                                            &draft->text, &message);
    draft->file = arena_string(&draft->arena, strcmp(path, "-") == 0 ? "standard input" : path);
    if (draft->file && (result == STANCE_IO || result == STANCE_REFUSED))
        diagnostics_error(diagnostics,
                          (struct place){.file = diagnostics_copy(diagnostics, draft->file)},
                          "cannot be read: %s", str_get(&message));
    if (message.failed || !draft->file) result = STANCE_NO_MEMORY;
    str_clear(&message);
    return result;
}

static stance_result read_rows(struct stance_draft *draft, const char *path,
                               struct stance_diagnostics *list)
{
    const char *text = str_get(&draft->text);
    bool is_table = ends_with(path, ".csv") || ends_with(path, ".tsv");
    stance_result result;
    if (strlen(text) == draft->text.length && is_empty(text)) {
        draft->kind = DRAFT_JSON;
        return STANCE_OK;
    }
    if (ends_with(path, ".json") || (!is_table && begins_like_json(text)))
        result = read_list(draft, list);
    else
        result = read_table(draft, ends_with(path, ".tsv"), list);
    diagnostics_locate(list, draft->file, text, draft->text.length);
    if (list->failed) return STANCE_NO_MEMORY;
    return result == STANCE_OK && list->found[STANCE_ERROR] ? STANCE_REFUSED : result;
}

stance_result stance_draft_read(const char *path, stance_diagnostics *diagnostics,
                                stance_draft **out)
{
    struct stance_diagnostics list;
    struct stance_draft *draft = calloc(1, sizeof *draft);
    *out = NULL;
    if (!draft) return STANCE_NO_MEMORY;
    diagnostics_init(&list);
    stance_result result = read_text_of(draft, path, &list);
    if (result == STANCE_OK) result = read_rows(draft, path, &list);
    diagnostics_absorb(diagnostics, &list);
    diagnostics_clear(&list);
    if (diagnostics->failed) result = STANCE_NO_MEMORY;
    if (result == STANCE_OK)
        *out = draft;
    else
        stance_draft_free(draft);
    return result;
}

size_t stance_draft_rows(const stance_draft *draft)
{
    switch (draft->kind) {
    case DRAFT_WORDS:
        return 1;
    case DRAFT_TABLE:
        return draft->sheet.n_rows > 0 ? draft->sheet.n_rows - 1 : 0;
    case DRAFT_JSON:
        break;
    }
    return draft->json.tree ? json_count(json_root(&draft->json)) : 0;
}

void stance_draft_free(stance_draft *draft)
{
    if (!draft) return;
    json_clear(&draft->json);
    sheet_clear(&draft->sheet);
    str_clear(&draft->text);
    arena_clear(&draft->arena);
    free(draft);
}
