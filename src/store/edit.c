/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch on its way into the files: lock, recover, load; splice, check, commit. The check reads
 * the new texts with the ordinary loader and wants the model that the cycle made in memory. */
#include "store/edit.h"

#include <stdlib.h>
#include <string.h>

#include "model/cycle.h"
#include "model/equal.h"
#include "store/load.h"
#include "store/recover.h"
#include "store/splice.h"

/* ---- opening and closing */

static stance_result open_locked(struct stance_edit *edit, struct stance_diagnostics *diagnostics)
{
    stance_result result = store_recover(edit->path, &edit->lock, &edit->recovered, diagnostics);
    if (result != STANCE_OK) return result;
    return stance_model_load(edit->path, diagnostics, &edit->model);
}

stance_result stance_edit_open(const char *path, double wait_seconds,
                               stance_diagnostics *diagnostics, stance_edit **out)
{
    struct stance_edit *edit = calloc(1, sizeof *edit);
    stance_result result = STANCE_NO_MEMORY;
    *out = NULL;
    if (!edit) return result;
    edit->path = strdup(path);
    if (edit->path) result = lock_take(path, wait_seconds, &edit->lock, diagnostics);
    if (result == STANCE_OK) result = open_locked(edit, diagnostics);
    if (result == STANCE_OK)
        *out = edit;
    else
        stance_edit_close(edit);
    return result;
}

const stance_model *stance_edit_model(const stance_edit *edit)
{
    return edit->model;
}

bool stance_edit_recovered(const stance_edit *edit)
{
    return edit->recovered;
}

void stance_edit_close(stance_edit *edit)
{
    if (!edit) return;
    lock_release(&edit->lock);
    stance_model_free(edit->model);
    free(edit->path);
    free(edit);
}

/* ---- files */

void edited_file_clear(struct edited_file *file)
{
    free(file->name);
    str_clear(&file->old_text);
    str_clear(&file->new_text);
}

static void complain_of_file(const struct folder *folder, const char *name, const char *words,
                             struct stance_diagnostics *diagnostics)
{
    struct str path = {0};
    folder_print_path(folder, name, &path);
    diagnostics_error(diagnostics,
                      (struct place){.file = diagnostics_copy(diagnostics, str_get(&path))},
                      "%s; nothing was changed", words);
    if (path.failed) diagnostics->failed = true;
    str_clear(&path);
}

stance_result edited_file_read(const struct stance_edit *edit, struct edited_file *file,
                               struct stance_diagnostics *diagnostics)
{
    struct folder folder;
    struct str message = {0};
    stance_result result = folder_open(&folder, edit->path, NULL, 0, diagnostics);
    if (result == STANCE_OK) {
        result = folder_read(&folder, file->name, &file->old_text, &file->stamp, &message);
        if (result == STANCE_IO || result == STANCE_REFUSED)
            complain_of_file(&folder, file->name, str_get(&message), diagnostics);
    }
    if (message.failed || diagnostics->failed) result = STANCE_NO_MEMORY;
    str_clear(&message);
    folder_close(&folder);
    return result;
}

/* ---- checking */

/* Every old byte is still there, in its order. */
static bool holds_all_of(const struct str *text, const struct str *old)
{
    const char *at = str_get(text), *end = at + text->length;
    const char *byte = str_get(old), *old_end = byte + old->length;
    for (; byte < old_end; byte++) {
        while (at < end && *at != *byte)
            at++;
        if (at++ == end) return false;
    }
    return true;
}

static stance_result complain_of_check(const struct stance_edit *edit,
                                       struct stance_diagnostics *diagnostics)
{
    struct stance_diagnostics scratch;
    struct stance_model *now = NULL;
    diagnostics_init(&scratch);
    stance_result result = stance_model_load(edit->path, &scratch, &now);
    diagnostics_clear(&scratch);
    bool is_same = result == STANCE_OK && model_equal(now, edit->model);
    stance_model_free(now);
    if (result == STANCE_NO_MEMORY) return result;
    diagnostics_error(diagnostics, (struct place){0},
                      is_same ? "the new text would not read back as it should, which is a defect "
                                "of this program; nothing was changed"
                              : "somebody changed the model meanwhile; nothing was changed: look "
                                "at the model and try again");
    return STANCE_REFUSED;
}

static stance_result check(const struct stance_edit *edit, const struct edited_file *files,
                           size_t count,
                           bool (*is_right)(const void *, const struct stance_model *),
                           const void *context, struct stance_diagnostics *diagnostics)
{
    struct stance_diagnostics scratch;
    struct stance_model *loaded = calloc(1, sizeof *loaded);
    struct overlay *overlays = calloc(count + 1, sizeof *overlays);
    stance_result result = STANCE_NO_MEMORY;
    bool is_whole = true;
    diagnostics_init(&scratch);
    for (size_t f = 0; overlays && f < count; f++) {
        overlays[f] =
            (struct overlay){files[f].name, str_get(&files[f].new_text), files[f].new_text.length};
        is_whole = is_whole && holds_all_of(&files[f].new_text, &files[f].old_text);
    }
    if (loaded && overlays)
        result = store_load_with(edit->path, 0, overlays, count, loaded, &scratch);
    bool ok = result == STANCE_OK && is_whole && is_right(context, loaded);
    if (result != STANCE_NO_MEMORY) result = ok ? STANCE_OK : complain_of_check(edit, diagnostics);
    diagnostics_clear(&scratch);
    stance_model_free(loaded);
    free(overlays);
    return result;
}

stance_result edit_write(struct stance_edit *edit, const struct edited_file *files, size_t count,
                         bool (*is_right)(const void *, const struct stance_model *),
                         const void *context, struct stance_diagnostics *diagnostics)
{
    stance_result result = check(edit, files, count, is_right, context, diagnostics);
    if (result != STANCE_OK) return result;
    struct replacement *replacements = calloc(count + 1, sizeof *replacements);
    if (!replacements) return STANCE_NO_MEMORY;
    for (size_t f = 0; f < count; f++)
        replacements[f] = (struct replacement){
            .name = files[f].name,
            .old_text = str_get(&files[f].old_text),
            .old_length = files[f].old_text.length,
            .is_new = files[f].is_new,
            .new_text = str_get(&files[f].new_text),
            .new_length = files[f].new_text.length,
            .stamp = files[f].stamp,
        };
    result = store_commit(edit->path, &edit->lock, replacements, count, diagnostics);
    free(replacements);
    return result;
}

/* ---- a cycle */

static stance_result splice_entries(const struct stance_cycle *cycle, size_t actor,
                                    struct edited_file *file)
{
    size_t count;
    const struct cycle_entry *const *order = cycle_entries_of(cycle, actor, &count);
    struct insertion *insertions = calloc(count + 1, sizeof *insertions);
    if (!insertions) return STANCE_NO_MEMORY;
    for (size_t n = 0; n < count; n++) {
        size_t behind = order[n]->behind;
        insertions[n].behind = behind == ENTRY_AT_END ? INSERT_AT_END : behind;
        insertions[n].text = order[n]->text;
    }
    stance_result result = splice_list(str_get(&file->old_text), file->old_text.length, "stances",
                                       insertions, count, &file->new_text);
    free(insertions);
    return result;
}

static stance_result edit_actor(const struct stance_edit *edit, const struct stance_cycle *cycle,
                                size_t actor, struct edited_file *file,
                                struct stance_diagnostics *diagnostics)
{
    struct str name = {0};
    str_printf(&name, "actors/%s.json", cycle->model->actors[actor].id);
    file->name = str_take(&name);
    if (!file->name) return STANCE_NO_MEMORY;
    stance_result result = edited_file_read(edit, file, diagnostics);
    if (result == STANCE_OK) result = splice_entries(cycle, actor, file);
    /* The loader has read it a moment ago: another text stands there now. */
    if (result == STANCE_REFUSED && diagnostics->found[STANCE_ERROR] == 0)
        result = complain_of_check(edit, diagnostics);
    return result;
}

static bool is_as_the_cycle(const void *context, const struct stance_model *loaded)
{
    return model_equal(loaded, context);
}

static size_t count_actors(const struct stance_cycle *cycle)
{
    size_t count = 0;
    for (size_t n = 0; n < cycle->n_new; n++)
        count += n == 0 || cycle->order[n]->actor != cycle->order[n - 1]->actor;
    return count;
}

stance_result stance_edit_commit(stance_edit *edit, const stance_cycle *cycle,
                                 stance_diagnostics *diagnostics)
{
    size_t count = count_actors(cycle), n_files = 0;
    stance_result result = STANCE_OK;
    if (count == 0) return result;
    struct edited_file *files = calloc(count, sizeof *files);
    if (!files) return STANCE_NO_MEMORY;
    for (size_t n = 0; n < cycle->n_new && result == STANCE_OK; n++) {
        size_t actor = cycle->order[n]->actor;
        if (n > 0 && actor == cycle->order[n - 1]->actor) continue;
        result = edit_actor(edit, cycle, actor, &files[n_files++], diagnostics);
    }
    if (result == STANCE_OK)
        result = edit_write(edit, files, n_files, is_as_the_cycle, &cycle->after, diagnostics);
    for (size_t f = 0; f < n_files; f++)
        edited_file_clear(&files[f]);
    free(files);
    return result;
}
