/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft from a file is only read here; what its cells mean is decided when it is held against a
 * model. */
#include "store/draft.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"

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

bool draft_ends_with(const char *path, const char *ending)
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

stance_result draft_read_text(struct stance_draft *draft, const char *path,
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
    bool is_table = draft_ends_with(path, ".csv") || draft_ends_with(path, ".tsv");
    stance_result result;
    if (strlen(text) == draft->text.length && is_empty(text)) {
        draft->kind = DRAFT_JSON;
        return STANCE_OK;
    }
    if (draft_ends_with(path, ".json") || (!is_table && begins_like_json(text)))
        result = read_list(draft, list);
    else
        result = draft_read_table(draft, draft_ends_with(path, ".tsv"), list);
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
    stance_result result = draft_read_text(draft, path, &list);
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
    case DRAFT_MERGE:
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
