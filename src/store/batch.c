/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of which commit and recovery are made: paths worked out beforehand, folders held open,
 * so that after the batch is recorded nothing but the calls themselves can fail. */
#include "store/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/file_path.h"
#include "base/file_stage.h"

enum { TRIES = 3 };

void batch_step(const struct batch *batch, const char *step)
{
    if (batch->seam && batch->seam->step) batch->seam->step(batch->seam->context, step);
}

/* Failing */

bool batch_fail(struct batch *batch, const struct batch_file *file, const char *words,
                int error_number)
{
    if (batch->result != STANCE_OK) return false;
    batch->result = error_number == ENOMEM ? STANCE_NO_MEMORY : STANCE_IO;
    batch->cause_file = file;
    if (words) str_printf(&batch->cause, "%s: ", words);
    file_print_error(error_number, &batch->cause);
    return false;
}

bool batch_refuse(struct batch *batch, const struct batch_file *file, const char *words)
{
    if (batch->result != STANCE_OK) return false;
    batch->result = STANCE_REFUSED;
    batch->cause_file = file;
    str_append(&batch->cause, words);
    return false;
}

static const char *const outcomes[] = {
    [BATCH_NOTHING] = "nothing was changed",
    [BATCH_UNSURE] = "nothing was changed, but what was staged may lie about; the "
                     "next command that writes clears up (stance update /dev/null)",
    [BATCH_RECORDED] = "recorded but unfinished; the next command that writes finishes it (stance "
                       "update /dev/null)",
    [BATCH_WRITTEN] = "written, but not confirmed by the disk",
};

struct place batch_place(const struct batch *batch, const struct batch_file *file)
{
    struct str path = {0};
    struct place place = {0};
    file_print_join(batch->path, file->entry.name, &path);
    place.file = diagnostics_copy(batch->diagnostics, str_get(&path));
    if (path.failed) batch->diagnostics->failed = true;
    str_clear(&path);
    return place;
}

void batch_warn(const struct batch *batch, const char *check, const struct batch_file *file,
                const char *words)
{
    struct stance_diagnostics *list = batch->diagnostics;
    bool had_failed = list->failed;
    struct place place = file ? batch_place(batch, file) : (struct place){0};
    diagnostics_warn(list, check, place, "%s", words);
    list->failed = had_failed;
}

void batch_forgive(struct batch *batch)
{
    struct str words = {0};
    str_printf(&words,
               "%s: the batch is in; the next command that writes clears up (stance update "
               "/dev/null)",
               str_get(&batch->cause));
    batch_warn(batch, "left-over", batch->cause_file,
               str_get(words.failed ? &batch->cause : &words));
    str_clear(&words);
    str_clear(&batch->cause);
    batch->cause_file = NULL;
    batch->result = STANCE_OK;
}

stance_result batch_end(struct batch *batch, enum batch_outcome outcome)
{
    struct stance_diagnostics *list = batch->diagnostics;
    struct place place = {0};
    if (batch->result == STANCE_OK) return list->failed ? STANCE_NO_MEMORY : STANCE_OK;
    /* "Out of memory" alone says that nothing was changed: here the list must be read. */
    if (outcome != BATCH_NOTHING && batch->result == STANCE_NO_MEMORY) batch->result = STANCE_IO;
    if (batch->cause_file) place = batch_place(batch, batch->cause_file);
    diagnostics_error(list, place, "%s: %s", str_get(&batch->cause), outcomes[outcome]);
    if (batch->cause.failed) list->failed = true;
    return list->failed ? STANCE_NO_MEMORY : batch->result;
}

/* Making */

/* The open folder of a path; made if there is none yet. 0 or errno. */
static int use_folder(struct batch *batch, const char *path, struct batch_folder **out)
{
    struct batch_folder *folders = batch->folders, folder = {.descriptor = -1};
    size_t bytes, known = map_find(&batch->folder_ids, path);
    int error_number;
    if (known != MAP_NONE) {
        *out = &folders[known];
        return 0;
    }
    if (!size_mul(batch->n_folders + 1, sizeof *folders, &bytes)) return ENOMEM;
    folders = realloc(folders, bytes);
    if (!folders) return ENOMEM;
    batch->folders = folders;
    folder.path = strdup(path);
    if (!folder.path) return ENOMEM;
    error_number = file_open_folder(path, &folder.descriptor);
    if (!error_number && !map_put(&batch->folder_ids, folder.path, batch->n_folders))
        error_number = ENOMEM;
    if (error_number) {
        if (folder.descriptor >= 0) close(folder.descriptor);
        free(folder.path);
        return error_number;
    }
    *out = &folders[batch->n_folders];
    folders[batch->n_folders++] = folder;
    return 0;
}

bool batch_init(struct batch *batch, const char *path, size_t count,
                struct stance_diagnostics *diagnostics)
{
    struct batch_folder *home;
    int error_number;
    *batch = (struct batch){.path = path, .diagnostics = diagnostics};
    batch->home = realpath(path, NULL);
    if (!batch->home) return batch_fail(batch, NULL, path, errno);
    batch->journal = file_join(batch->home, JOURNAL_NAME);
    batch->journal_new = file_join(batch->home, JOURNAL_NEW_NAME);
    batch->files = calloc(count ? count : 1, sizeof *batch->files);
    if (!batch->journal || !batch->journal_new || !batch->files)
        return batch_fail(batch, NULL, NULL, ENOMEM);
    error_number = use_folder(batch, batch->home, &home);
    return !error_number || batch_fail(batch, NULL, path, error_number);
}

void batch_clear(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        free(batch->files[i].target);
        free(batch->files[i].staged);
    }
    for (size_t i = 0; i < batch->n_folders; i++) {
        close(batch->folders[i].descriptor); /* only read: nothing can be lost */
        free(batch->folders[i].path);
    }
    map_clear(&batch->folder_ids);
    free(batch->files);
    free(batch->folders);
    free(batch->home);
    free(batch->journal);
    free(batch->journal_new);
    free(batch->made_folder);
    str_clear(&batch->cause);
    *batch = (struct batch){0};
}

static int find_target(struct batch *batch, struct batch_file *file)
{
    char *path = file_join(batch->home, file->entry.name), *folder_path = NULL;
    struct str staged = {0};
    struct batch_folder *folder;
    int error_number = path ? file_resolve(path, &file->target) : ENOMEM;
    free(path);
    /* Recorded, and the folder is gone since: whoever removed it settled it. */
    file->is_settled = error_number == ENOENT && batch->has_journal;
    if (file->is_settled) return 0;
    if (error_number) return error_number;
    text_print_staged(file->target, &file->entry, &staged);
    file->staged = str_take(&staged);
    folder_path = file_folder_of(file->target);
    if (!file->staged || !folder_path) {
        free(folder_path);
        return ENOMEM;
    }
    error_number = use_folder(batch, folder_path, &folder);
    if (!error_number) folder->holds_files = true;
    free(folder_path);
    return error_number;
}

bool batch_add(struct batch *batch, const struct journal_entry *entry, const char *old_bytes)
{
    struct batch_file *file = &batch->files[batch->count++];
    int error_number;
    *file = (struct batch_file){.entry = *entry, .old_bytes = old_bytes};
    error_number = find_target(batch, file);
    return !error_number || batch_fail(batch, file, "cannot be written", error_number);
}

/* Calls */

static int rename_once(const struct batch *batch, const char *from, const char *to, unsigned flags)
{
    const struct batch_seam *seam = batch->seam;
    if (seam && seam->rename) return seam->rename(seam->context, from, to, flags);
    if (!flags) return rename(from, to);
#ifdef RENAME_EXCHANGE
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, flags);
#else
    errno = ENOSYS;
    return -1;
#endif
}

/* What another try cannot change. */
static bool is_settled_error(int error_number)
{
    return error_number == EEXIST || error_number == ENOENT || error_number == EINVAL ||
           error_number == ENOSYS || error_number == EOPNOTSUPP;
}

int batch_rename(const struct batch *batch, const char *from, const char *to, unsigned flags)
{
    int error_number = 0;
    for (int i = 0; i < TRIES; i++) {
        if (rename_once(batch, from, to, flags) == 0) return 0;
        error_number = errno;
        if (is_settled_error(error_number)) break;
    }
    return error_number;
}

int batch_unlink(const struct batch *batch, const char *path)
{
    const struct batch_seam *seam = batch->seam;
    int error_number = 0;
    for (int i = 0; i < TRIES; i++) {
        int result = seam && seam->unlink ? seam->unlink(seam->context, path) : unlink(path);
        if (result == 0 || errno == ENOENT) return 0;
        error_number = errno;
    }
    return error_number;
}

bool batch_clear_staged(const struct batch *batch)
{
    bool ok = true;
    for (size_t i = 0; i < batch->count; i++)
        if (batch->files[i].is_staged) ok = batch_unlink(batch, batch->files[i].staged) == 0 && ok;
    if (batch->made_folder) rmdir(batch->made_folder); /* somebody may use it by now */
    return ok;
}

enum text_state batch_look(const char *path, const struct batch_file *file, struct mark *mark,
                           int *error_number)
{
    enum text_state state = TEXT_UNREADABLE;
    for (int i = 0; i < TRIES && state == TEXT_UNREADABLE; i++)
        state = text_look(path, &file->entry, file->old_bytes, mark, error_number);
    return state;
}

static bool sync_one(struct batch *batch, const struct batch_folder *folder)
{
    const struct batch_seam *seam = batch->seam;
    int error_number = seam && seam->sync ? seam->sync(seam->context, folder->path)
                                          : file_sync(folder->descriptor);
    /* A file system that knows no fsync of folders keeps its own order. */
    if (!error_number || error_number == EINVAL || error_number == EOPNOTSUPP) return true;
    return batch_fail(batch, NULL, folder->path, error_number);
}

bool batch_sync(struct batch *batch)
{
    bool ok = true;
    for (size_t i = 0; i < batch->n_folders; i++)
        if (batch->folders[i].holds_files) ok = sync_one(batch, &batch->folders[i]) && ok;
    return ok;
}

bool batch_sync_home(struct batch *batch)
{
    return sync_one(batch, &batch->folders[0]);
}
