/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch on its way into the files: lock, recover, load; splice, check, commit. The check reads
 * the new texts with the ordinary loader and wants the model that the cycle made in memory. */
#include "store/edit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_path.h"
#include "model/cycle.h"
#include "model/equal.h"
#include "store/json_scan.h"
#include "store/load.h"
#include "store/proof.h"
#include "store/recover.h"
#include "store/splice.h"

/* ---- opening and closing */

static stance_result open_locked(struct stance_edit *edit, struct stance_diagnostics *diagnostics)
{
    stance_result result =
        store_recover(edit->path, &edit->lock, &edit->recovery, diagnostics, NULL);
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

stance_recovery stance_edit_recovery(const stance_edit *edit)
{
    return edit->recovery;
}

void stance_edit_unlock(stance_edit *edit)
{
    lock_release(&edit->lock);
}

void stance_edit_close(stance_edit *edit)
{
    if (!edit) return;
    stance_edit_unlock(edit);
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

/* Refuse because of a file of the model, as folder->path or the user named it. */
static stance_result refuse_file(const char *folder, const char *name, const char *words,
                                 struct stance_diagnostics *diagnostics)
{
    struct str path = {0};
    file_print_join(folder, name, &path);
    diagnostics_error(diagnostics,
                      (struct place){.file = diagnostics_copy(diagnostics, str_get(&path))},
                      "%s; nothing was changed", words);
    if (path.failed) diagnostics->failed = true;
    str_clear(&path);
    return diagnostics->failed ? STANCE_NO_MEMORY : STANCE_REFUSED;
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
            refuse_file(folder.path, file->name, str_get(&message), diagnostics);
    }
    if (message.failed || diagnostics->failed) result = STANCE_NO_MEMORY;
    str_clear(&message);
    folder_close(&folder);
    return result;
}

/* ---- checking */

static stance_result refuse_changed(struct stance_diagnostics *diagnostics)
{
    diagnostics_error(diagnostics, (struct place){0},
                      "somebody changed the model meanwhile; nothing was changed: look at the "
                      "model and try again");
    return diagnostics->failed ? STANCE_NO_MEMORY : STANCE_REFUSED;
}

/* A new text will not do. If the model is what it was, the text itself is wrong.
 * @param name   of its file.
 * @param fault  what the readers say against it; NULL: nothing. */
static stance_result refuse_text(const struct stance_edit *edit, const char *name,
                                 const char *fault, struct stance_diagnostics *diagnostics)
{
    struct stance_diagnostics scratch;
    struct stance_model *now = NULL;
    struct str words = {0};
    diagnostics_init(&scratch);
    stance_result result = stance_model_load(edit->path, &scratch, &now);
    diagnostics_clear(&scratch);
    bool is_same = result == STANCE_OK && model_equal(now, edit->model);
    stance_model_free(now);
    if (result == STANCE_NO_MEMORY) return result;
    if (!is_same) return refuse_changed(diagnostics);
    if (fault)
        str_printf(&words, "the model could not be read with it: %s", fault);
    else
        str_append(&words, "would not read back as it should, which is a defect of this program");
    if (words.failed) diagnostics->failed = true;
    result = refuse_file(edit->path, name, str_get(&words), diagnostics);
    str_clear(&words);
    return result;
}

/* No reader takes a longer one. */
static stance_result check_length(const struct stance_edit *edit, const struct edited_file *file,
                                  struct stance_diagnostics *diagnostics)
{
    if (file->spliced.text.length <= JSON_MAX_BYTES) return STANCE_OK;
    return refuse_file(edit->path, file->name, "would become larger than the limit of 64 MiB",
                       diagnostics);
}

/* "actors/uk.json:3:5: ..." */
static void print_first_error(const struct stance_diagnostics *list, struct str *out)
{
    for (size_t i = 0; i < list->count; i++) {
        const stance_diagnostic *item = &list->items[i];
        if (item->severity != STANCE_ERROR) continue;
        if (item->file) str_printf(out, "%s:%zu:%zu: ", item->file, item->line, item->column);
        str_append(out, item->message);
        return;
    }
}

/* The new text is read by the ordinary loader. */
static stance_result check(const struct stance_edit *edit, const struct edited_file *file,
                           const struct stance_model *expected,
                           struct stance_diagnostics *diagnostics)
{
    const struct str *text = &file->spliced.text;
    const struct overlay overlay = {file->name, str_get(text), text->length};
    stance_result result = check_length(edit, file, diagnostics);
    if (result != STANCE_OK) return result;
    struct stance_diagnostics list;
    struct stance_model *loaded = calloc(1, sizeof *loaded);
    if (!loaded) return STANCE_NO_MEMORY;
    diagnostics_init(&list);
    result = store_load_with(edit->path, 0, &overlay, 1, loaded, &list);
    bool is_readable = result == STANCE_OK;
    if (result != STANCE_NO_MEMORY && !(is_readable && model_equal(expected, loaded))) {
        struct str fault = {0};
        if (!is_readable) print_first_error(&list, &fault);
        result = refuse_text(edit, file->name, is_readable ? NULL : str_get(&fault), diagnostics);
        str_clear(&fault);
    }
    diagnostics_clear(&list);
    stance_model_free(loaded);
    return result;
}

static stance_result commit(struct stance_edit *edit, const struct edited_file *files, size_t count,
                            struct stance_diagnostics *diagnostics)
{
    struct replacement *replacements = calloc(count + 1, sizeof *replacements);
    assert(edit->lock.count > 0); /* not unlocked */
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
    stance_result result =
        store_commit(edit->path, &edit->lock, replacements, count, diagnostics, NULL);
    free(replacements);
    return result;
}

stance_result edit_write(struct stance_edit *edit, const struct edited_file *file,
                         const struct stance_model *expected,
                         struct stance_diagnostics *diagnostics)
{
    stance_result result = check(edit, file, expected, diagnostics);
    return result == STANCE_OK ? commit(edit, file, 1, diagnostics) : result;
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

/* The reader of files has a limit for an actor that the reader of updates cannot know. */
static stance_result check_alternatives(const struct stance_edit *edit,
                                        const struct stance_cycle *cycle, size_t actor,
                                        const struct edited_file *file,
                                        struct stance_diagnostics *diagnostics)
{
    const struct actor *old = &cycle->model->actors[actor];
    size_t n_new, count = 0;
    const struct cycle_entry *const *order = cycle_entries_of(cycle, actor, &n_new);
    for (size_t s = 0; s < old->n_stances; s++)
        count += old->stances[s].n_alternatives;
    for (size_t n = 0; n < n_new; n++)
        count += order[n]->stance.n_alternatives;
    if (count <= MODEL_MAX_CONDITIONS) return STANCE_OK;
    struct str words = {0};
    str_printf(&words, "would hold %zu alternatives (\"if\"): the limit for an actor is %d", count,
               MODEL_MAX_CONDITIONS);
    if (words.failed) diagnostics->failed = true;
    stance_result result = refuse_file(edit->path, file->name, str_get(&words), diagnostics);
    str_clear(&words);
    return result;
}

/* The new text of an actor's file, and its proof. */
static stance_result make_text(const struct stance_edit *edit, const struct stance_cycle *cycle,
                               size_t actor, struct edited_file *file,
                               struct stance_diagnostics *diagnostics)
{
    bool holds = false;
    stance_result result = check_alternatives(edit, cycle, actor, file, diagnostics);
    if (result != STANCE_OK) return result;
    result = splice_entries(cycle, actor, file);
    if (result == STANCE_REFUSED) return refuse_text(edit, file->name, NULL, diagnostics);
    if (result == STANCE_OK) result = check_length(edit, file, diagnostics);
    if (result != STANCE_OK) return result;
    result = proof_of_splice(cycle, actor, &file->old_text, &file->spliced, &holds);
    if (result != STANCE_OK || holds) return result;
    return refuse_text(edit, file->name, NULL, diagnostics);
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
    if (result != STANCE_OK) return result;
    /* As it was when it was loaded: the numbers of its entries mean these very ones. */
    if (!folder_stamp_equals(&file->stamp, &edit->stamps[actor]))
        return refuse_changed(diagnostics);
    return make_text(edit, cycle, actor, file, diagnostics);
}

static stance_result check_stances(const struct stance_edit *edit, const struct stance_cycle *cycle,
                                   struct stance_diagnostics *diagnostics)
{
    size_t count = cycle->n_new;
    for (size_t n = 0; n < edit->model->n_actors; n++)
        count += edit->model->actors[n].n_stances;
    if (count <= MODEL_MAX_STANCES) return STANCE_OK;
    diagnostics_error(diagnostics, (struct place){0},
                      "the model would hold %zu stances: the limit is %d; nothing was changed",
                      count, MODEL_MAX_STANCES);
    return diagnostics->failed ? STANCE_NO_MEMORY : STANCE_REFUSED;
}

stance_result stance_edit_commit(stance_edit *edit, const stance_cycle *cycle,
                                 stance_diagnostics *diagnostics)
{
    size_t count = cycle_count_actors(cycle), n_files = 0;
    if (count == 0) return STANCE_OK;
    stance_result result = check_stances(edit, cycle, diagnostics);
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
