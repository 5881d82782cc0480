/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage every text beside its file; look whether the files are still what they were; record the
 * batch, by renaming its journal, which commits it; put the files in place. Until the journal has
 * its name anything that fails is undone by unlinking, and a signal stops it; afterwards the batch
 * is taken back, or stays recorded until the next writer finishes it. One file alone needs no
 * journal. */
#include "store/commit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_stage.h"
#include "store/batch.h"

static const char actors_folder[] = "actors/";

struct commit {
    struct batch batch;
    const struct replacement **files; /* by name, as batch.files; heap */
    const struct lock *lock;
    bool has_journal_new;
    bool breaks_links, changes_owner, loses_attributes; /* of the file at hand */
};

/* Preparing */

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const struct replacement *const *)a)->name,
                  (*(const struct replacement *const *)b)->name);
}

static bool sort_files(struct commit *commit, const struct replacement *files, size_t count)
{
    commit->files = calloc(count, sizeof *commit->files);
    if (!commit->files) return batch_fail(&commit->batch, NULL, NULL, ENOMEM);
    for (size_t i = 0; i < count; i++)
        commit->files[i] = &files[i];
    qsort(commit->files, count, sizeof *commit->files, by_name);
    return true;
}

/* A new actor may be the first. */
static bool make_actors(struct batch *batch)
{
    struct str path = {0};
    struct stat status;
    int error_number = 0;
    str_printf(&path, "%s/actors", batch->home);
    if (path.failed) error_number = ENOMEM;
    if (!error_number && lstat(str_get(&path), &status) != 0 && errno == ENOENT) {
        if (mkdir(str_get(&path), 0777) != 0)
            error_number = errno;
        else
            batch->made_folder = str_take(&path);
        if (!batch->made_folder && !error_number) error_number = ENOMEM;
        if (batch->made_folder) batch->folders[0].holds_files = true;
    }
    str_clear(&path);
    return !error_number ||
           batch_fail(batch, NULL, "the folder \"actors\" cannot be made", error_number);
}

static bool add_file(struct batch *batch, const struct replacement *file)
{
    struct journal_entry entry = {.is_new = file->is_new};
    if (!journal_name_is_valid(file->name))
        return batch_refuse(batch, NULL, "a file that no model has cannot be written");
    memcpy(entry.name, file->name, strlen(file->name) + 1);
    if (!file->is_new) entry.old_text = journal_text_of(file->old_text, file->old_length);
    entry.new_text = journal_text_of(file->new_text, file->new_length);
    return batch_add(batch, &entry, file->is_new ? NULL : file->old_text);
}

static int by_target(const void *a, const void *b)
{
    return strcmp((*(const struct batch_file *const *)a)->target,
                  (*(const struct batch_file *const *)b)->target);
}

/* Two names for one file cannot both have their way. */
static bool are_apart(struct batch *batch)
{
    const struct batch_file **files = calloc(batch->count, sizeof *files), *twice = NULL;
    if (!files) return batch_fail(batch, NULL, NULL, ENOMEM);
    for (size_t i = 0; i < batch->count; i++)
        files[i] = &batch->files[i];
    qsort(files, batch->count, sizeof *files, by_target);
    for (size_t i = 1; i < batch->count; i++)
        if (strcmp(files[i - 1]->target, files[i]->target) == 0) twice = files[i];
    free(files);
    return !twice || batch_refuse(batch, twice, "is the same file as another one of this batch");
}

static bool prepare(struct commit *commit, const struct replacement *files, size_t count)
{
    struct batch *batch = &commit->batch;
    bool makes_actor = false;
    if (!sort_files(commit, files, count)) return false;
    for (size_t i = 0; i < count; i++)
        makes_actor = makes_actor || (files[i].is_new && strncmp(files[i].name, actors_folder,
                                                                 sizeof actors_folder - 1) == 0);
    if (makes_actor && !make_actors(batch)) return false;
    for (size_t i = 0; i < count; i++)
        if (!add_file(batch, commit->files[i])) return false;
    return are_apart(batch);
}

/* Staging */

static bool stopped(struct commit *commit)
{
    if (!lock_signal_is_pending(commit->lock)) return false;
    if (commit->batch.result == STANCE_OK) {
        batch_refuse(&commit->batch, NULL, "stopped by a signal");
        commit->batch.result = STANCE_IO;
    }
    return true;
}

/* May the old file be replaced at all? A rename could replace it even where nobody may write it. */
static bool check_old(struct commit *commit, const struct batch_file *file, struct stat *old)
{
    struct batch *batch = &commit->batch;
    if (stat(file->target, old) != 0) return batch_fail(batch, file, "cannot be written", errno);
    if (!S_ISREG(old->st_mode)) return batch_refuse(batch, file, "is not a regular file");
    if (faccessat(AT_FDCWD, file->target, W_OK, AT_EACCESS) != 0) {
        if (errno != EACCES) return batch_fail(batch, file, "cannot be written", errno);
        return batch_refuse(batch, file, "is write-protected");
    }
    commit->breaks_links = old->st_nlink > 1;
    return true;
}

static bool keep_access(struct commit *commit, const struct batch_file *file, int descriptor,
                        const struct stat *old)
{
    struct batch *batch = &commit->batch;
    int error_number =
        file_keep_access_in_effect(descriptor, file->target, old, &commit->changes_owner);
    if (error_number == EPERM)
        return batch_refuse(batch, file, "its owner and permissions cannot be kept");
    if (error_number)
        return batch_fail(batch, file, "its owner and permissions cannot be kept", error_number);
    error_number = file_keep_attributes(descriptor, file->target);
    commit->loses_attributes = error_number == ENOTSUP;
    if (!error_number || commit->loses_attributes) return true;
    return batch_fail(batch, file, "its attributes cannot be kept", error_number);
}

static void warn(struct commit *commit, const struct batch_file *file)
{
    struct stance_diagnostics *list = commit->batch.diagnostics;
    const struct {
        bool is_true;
        const char *check, *words;
    } rows[] = {
        {commit->breaks_links, "hard-link",
         "has other names (hard links): they keep the text as it was before"},
        {commit->changes_owner, "other-owner",
         "belongs to you from now on; who may read and write it stays the same"},
        {commit->loses_attributes, "attributes", "some of its extended attributes cannot be kept"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str path = {0};
        if (!rows[i].is_true) continue;
        str_printf(&path, "%s/%s", commit->batch.path, file->entry.name);
        if (path.failed) list->failed = true;
        diagnostics_warn(list, rows[i].check,
                         (struct place){diagnostics_copy(list, str_get(&path)), 0, 0}, "%s",
                         rows[i].words);
        str_clear(&path);
    }
}

static bool write_text(struct commit *commit, const struct batch_file *file, int descriptor,
                       const struct replacement *replacement)
{
    int error_number = file_write_all(descriptor, replacement->new_text, replacement->new_length);
    if (!error_number) error_number = file_sync(descriptor);
    return !error_number || batch_fail(&commit->batch, file, "cannot be written", error_number);
}

/* Recovery kept it, as it may be an editor's or another model's. */
static bool refuse_left_over(struct batch *batch, const struct batch_file *file)
{
    struct str words = {0};
    str_printf(&words, "a left-over text is in the way: look at %s, then delete it", file->staged);
    if (words.failed)
        batch_fail(batch, file, NULL, ENOMEM);
    else
        batch_refuse(batch, file, str_get(&words));
    str_clear(&words);
    return false;
}

static bool stage(struct commit *commit, struct batch_file *file,
                  const struct replacement *replacement)
{
    struct batch *batch = &commit->batch;
    struct stat old;
    int descriptor, error_number;
    bool ok;
    batch_step(batch, "stage");
    if (stopped(commit)) return false;
    commit->breaks_links = commit->changes_owner = commit->loses_attributes = false;
    if (!file->entry.is_new && !check_old(commit, file, &old)) return false;
    error_number = file_create(file->staged, file->entry.is_new ? 0666 : 0600, &descriptor);
    if (error_number == EEXIST) return refuse_left_over(batch, file);
    if (error_number) return batch_fail(batch, file, "cannot be written", error_number);
    file->is_staged = true;
    ok = file->entry.is_new || keep_access(commit, file, descriptor, &old);
    ok = ok && write_text(commit, file, descriptor, replacement);
    error_number = file_close(descriptor);
    if (ok && error_number) ok = batch_fail(batch, file, "cannot be written", error_number);
    if (ok) warn(commit, file);
    return ok;
}

/* Is the file what it was when it was read? */
static bool look_again(struct commit *commit, const struct batch_file *file,
                       const struct replacement *replacement)
{
    struct batch *batch = &commit->batch;
    struct mark mark;
    int error_number;
    enum text_state expected = file->entry.is_new ? TEXT_ABSENT : TEXT_OLD;
    enum text_state state = batch_look(file->target, file, &mark, &error_number);
    if (state == TEXT_UNREADABLE)
        return batch_fail(batch, file, "cannot be read again", error_number);
    /* Nothing to be done to a text that stays as it is; it is old and new at once. */
    if (state == TEXT_NEW && !file->entry.is_new &&
        journal_text_equals(file->entry.old_text, file->entry.new_text))
        state = TEXT_OLD;
    if (state == expected && folder_mark_equals(&mark, &replacement->stamp.target)) return true;
    return batch_refuse(batch, file, "was changed by another program meanwhile; try again");
}

/* Recording */

static bool fail_journal(struct commit *commit, int error_number)
{
    return batch_fail(&commit->batch, NULL, "the batch cannot be recorded", error_number);
}

/* Whoever may read the model must be able to read which batch is on its way. */
static int share_journal(const struct batch *batch, int descriptor)
{
    struct str path = {0};
    struct stat model;
    bool changes_owner;
    int error_number = 0;
    str_printf(&path, "%s/model.json", batch->home);
    if (path.failed) error_number = ENOMEM;
    if (!error_number && stat(str_get(&path), &model) == 0) {
        error_number =
            file_keep_access_in_effect(descriptor, str_get(&path), &model, &changes_owner);
        if (error_number == EPERM)
            error_number = fchmod(descriptor, model.st_mode & 0666) == 0 ? 0 : errno;
    }
    str_clear(&path);
    return error_number;
}

static bool write_journal(struct commit *commit, const struct str *text)
{
    int descriptor, error_number = file_create(commit->batch.journal_new, 0666, &descriptor);
    int close_error;
    if (error_number) return fail_journal(commit, error_number);
    commit->has_journal_new = true;
    error_number = share_journal(&commit->batch, descriptor);
    if (!error_number) error_number = file_write_all(descriptor, str_get(text), text->length);
    if (!error_number) error_number = file_sync(descriptor);
    close_error = file_close(descriptor);
    if (!error_number) error_number = close_error;
    return !error_number || fail_journal(commit, error_number);
}

static bool print_journal(struct commit *commit, struct str *out)
{
    struct journal journal = {.count = commit->batch.count};
    journal.entries = calloc(journal.count, sizeof *journal.entries);
    if (!journal.entries) return fail_journal(commit, ENOMEM);
    for (size_t i = 0; i < journal.count; i++)
        journal.entries[i] = commit->batch.files[i].entry;
    journal_print(&journal, out); /* the files are in order */
    journal_clear(&journal);
    return !out->failed || fail_journal(commit, ENOMEM);
}

/* All that the journal counts on is on the disk before it gets its name. */
static bool record(struct commit *commit)
{
    struct batch *batch = &commit->batch;
    struct str text = {0};
    int error_number;
    bool ok = print_journal(commit, &text) && write_journal(commit, &text);
    str_clear(&text);
    batch_step(batch, "record");
    if (!ok || !batch_sync(batch) || stopped(commit)) return false;
    error_number = batch_rename(batch, batch->journal_new, batch->journal, 0);
    if (error_number) return fail_journal(commit, error_number);
    commit->has_journal_new = false;
    batch->has_journal = true;
    batch_step(batch, "recorded");
    return batch_sync_home(batch);
}

/* Ending */

/* Before the batch is recorded: as if it had never been. */
static enum batch_outcome undo(struct commit *commit)
{
    struct batch *batch = &commit->batch;
    bool is_clean = !commit->has_journal_new || batch_unlink(batch, batch->journal_new) == 0;
    is_clean = batch_clear_staged(batch) && is_clean;
    return is_clean ? BATCH_NOTHING : BATCH_UNSURE;
}

static enum batch_outcome take_back(struct batch *batch)
{
    bool is_placed = false;
    if (place_take_back(batch)) return BATCH_NOTHING;
    for (size_t i = 0; i < batch->count; i++)
        is_placed = is_placed || batch->files[i].is_placed;
    if (batch->has_journal) return BATCH_RECORDED;
    return is_placed ? BATCH_WRITTEN : BATCH_UNSURE;
}

static bool stage_all(struct commit *commit)
{
    struct batch *batch = &commit->batch;
    for (size_t i = 0; i < batch->count; i++)
        if (!stage(commit, &batch->files[i], commit->files[i])) return false;
    batch_step(batch, "look again");
    for (size_t i = 0; i < batch->count; i++)
        if (stopped(commit) || !look_again(commit, &batch->files[i], commit->files[i]))
            return false;
    if (batch->diagnostics->failed) return batch_fail(batch, NULL, NULL, ENOMEM);
    return !stopped(commit);
}

static enum batch_outcome run(struct commit *commit, const struct replacement *files, size_t count)
{
    struct batch *batch = &commit->batch;
    if (!prepare(commit, files, count) || !stage_all(commit)) return undo(commit);
    if (count > 1 && !record(commit)) return batch->has_journal ? take_back(batch) : undo(commit);
    if (!place_all(batch) || !place_confirm(batch)) return take_back(batch);
    place_clear(batch);
    return BATCH_WRITTEN;
}

stance_result batch_commit(const char *path, struct lock *lock, const struct replacement *files,
                           size_t count, struct stance_diagnostics *diagnostics,
                           const struct batch_seam *seam)
{
    struct commit commit = {.lock = lock};
    enum batch_outcome outcome = BATCH_NOTHING;
    stance_result result;
    if (!count) return STANCE_OK;
    lock_hold_signals(lock);
    if (batch_init(&commit.batch, path, count, diagnostics)) {
        commit.batch.seam = seam;
        outcome = run(&commit, files, count);
    }
    result = batch_end(&commit.batch, outcome);
    free(commit.files);
    batch_clear(&commit.batch);
    return result;
}

stance_result store_commit(const char *path, struct lock *lock, const struct replacement *files,
                           size_t count, struct stance_diagnostics *diagnostics)
{
    return batch_commit(path, lock, files, count, diagnostics, NULL);
}
