/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch on its way into the files: lock, recover, load; splice, check, commit. The check reads
 * the new texts with the ordinary loader and wants the model that the cycle made in memory. */
#include "store/edit.h"

#include <stdlib.h>
#include <string.h>

#include "model/cycle.h"
#include "model/equal.h"
#include "store/load.h"
#include "store/proof.h"
#include "store/recover.h"
#include "store/splice.h"

/* ---- opening and closing */

static stance_result open_locked(struct stance_edit *edit, struct stance_diagnostics *diagnostics)
{
    stance_result result = store_recover(edit->path, &edit->lock, &edit->recovered, diagnostics);
    if (result != STANCE_OK) return result;
    edit->model = calloc(1, sizeof *edit->model);
    if (!edit->model) return STANCE_NO_MEMORY;
    return store_load_stamped(edit->path, edit->model, &edit->stamps, diagnostics);
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
    free(edit->stamps);
    free(edit->path);
    free(edit);
}

/* ---- files */

void edited_file_clear(struct edited_file *file)
{
    free(file->name);
    str_clear(&file->old_text);
    spliced_clear(&file->spliced);
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

/* The new texts are read by the ordinary loader. */
static stance_result check(const struct stance_edit *edit, const struct edited_file *files,
                           size_t count,
                           bool (*is_right)(const void *, const struct stance_model *),
                           const void *context, struct stance_diagnostics *diagnostics)
{
    struct stance_diagnostics scratch;
    struct stance_model *loaded = calloc(1, sizeof *loaded);
    struct overlay *overlays = calloc(count + 1, sizeof *overlays);
    stance_result result = STANCE_NO_MEMORY;
    diagnostics_init(&scratch);
    for (size_t f = 0; overlays && f < count; f++)
        overlays[f] = (struct overlay){.name = files[f].name,
                                       .text = str_get(&files[f].spliced.text),
                                       .length = files[f].spliced.text.length};
    if (loaded && overlays)
        result = store_load_with(edit->path, 0, overlays, count, loaded, &scratch);
    bool ok = result == STANCE_OK && is_right(context, loaded);
    if (result != STANCE_NO_MEMORY) result = ok ? STANCE_OK : complain_of_check(edit, diagnostics);
    diagnostics_clear(&scratch);
    stance_model_free(loaded);
    free(overlays);
    return result;
}

static stance_result commit(struct stance_edit *edit, const struct edited_file *files, size_t count,
                            struct stance_diagnostics *diagnostics)
{
    struct replacement *replacements = calloc(count + 1, sizeof *replacements);
    if (!replacements) return STANCE_NO_MEMORY;
    for (size_t f = 0; f < count; f++)
        replacements[f] = (struct replacement){
            .name = files[f].name,
            .old_text = str_get(&files[f].old_text),
            .old_length = files[f].old_text.length,
            .is_new = files[f].is_new,
            .new_text = str_get(&files[f].spliced.text),
            .new_length = files[f].spliced.text.length,
            .stamp = files[f].stamp,
        };
    stance_result result = store_commit(edit->path, &edit->lock, replacements, count, diagnostics);
    free(replacements);
    return result;
}

stance_result edit_write(struct stance_edit *edit, const struct edited_file *files, size_t count,
                         bool (*is_right)(const void *, const struct stance_model *),
                         const void *context, struct stance_diagnostics *diagnostics)
{
    stance_result result = check(edit, files, count, is_right, context, diagnostics);
    return result == STANCE_OK ? commit(edit, files, count, diagnostics) : result;
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
                                       insertions, count, &file->spliced);
    free(insertions);
    return result;
}

static stance_result edit_actor(const struct stance_edit *edit, const struct stance_cycle *cycle,
                                size_t actor, struct edited_file *file,
                                struct stance_diagnostics *diagnostics)
{
    size_t errors = diagnostics->found[STANCE_ERROR];
    struct str name = {0};
    bool holds = false;
    str_printf(&name, "actors/%s.json", cycle->model->actors[actor].id);
    file->name = str_take(&name);
    if (!file->name) return STANCE_NO_MEMORY;
    stance_result result = edited_file_read(edit, file, diagnostics);
    /* It is as it was when it was loaded: the numbers of its entries mean these very ones. */
    if (result == STANCE_OK && !folder_stamp_equals(&file->stamp, &edit->stamps[actor]))
        return complain_of_check(edit, diagnostics);
    if (result == STANCE_OK) result = splice_entries(cycle, actor, file);
    if (result == STANCE_OK)
        result = proof_of_splice(cycle, actor, &file->old_text, &file->spliced, &holds);
    if (result == STANCE_REFUSED && diagnostics->found[STANCE_ERROR] > errors) return result;
    return result == STANCE_REFUSED || (result == STANCE_OK && !holds)
               ? complain_of_check(edit, diagnostics)
               : result;
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
    if (result == STANCE_OK) result = commit(edit, files, n_files, diagnostics);
    for (size_t f = 0; f < n_files; f++)
        edited_file_clear(&files[f]);
    free(files);
    return result;
}
