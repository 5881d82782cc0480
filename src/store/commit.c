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

#include "base/file_path.h"
#include "base/file_stage.h"
#include "store/place.h"

static const char actors_folder[] = "actors/";

struct commit {
    struct batch batch;
    const struct replacement **files; /* by name, as batch.files; heap */
    const struct lock *lock;
    bool has_journal_new;
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
    char *path = file_join(batch->home, "actors");
    int error_number = path ? 0 : ENOMEM;
    if (path && file_is_absent(path)) {
        if (mkdir(path, 0777) != 0) {
            error_number = errno;
        } else {
            batch->made_folder = path;
            batch->folders[0].holds_files = true;
            path = NULL;
        }
    }
    free(path);
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
    if (!file_is_absent(batch->journal)) /* the files of that one count with its texts */
        return batch_refuse(batch, NULL,
                            "another batch is recorded, and has to be finished first (stance "
                            "update /dev/null)");
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

static bool check_old(struct commit *commit, struct batch_file *file, struct stat *old)
{
    struct batch *batch = &commit->batch;
    const char *refusal;
    int error_number = file_check_old(file->target, old, &refusal);
    if (error_number) return batch_fail(batch, file, "cannot be written", error_number);
    if (refusal) return batch_refuse(batch, file, refusal);
    file->breaks_links = old->st_nlink > 1;
    return true;
}

static bool keep_access(struct commit *commit, struct batch_file *file, int descriptor,
                        const struct stat *old)
{
    struct batch *batch = &commit->batch;
    int error_number =
        file_keep_access_in_effect(descriptor, file->target, old, &file->changes_owner);
    if (error_number == EPERM)
        return batch_refuse(batch, file, "its owner and permissions cannot be kept");
    if (error_number)
        return batch_fail(batch, file, "its owner and permissions cannot be kept", error_number);
    error_number = file_keep_attributes(descriptor, file->target);
    file->loses_attributes = error_number == ENOTSUP;
    if (!error_number || file->loses_attributes) return true;
    return batch_fail(batch, file, "its attributes cannot be kept", error_number);
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

static bool holds_text(int descriptor, const char *text, size_t length)
{
    char piece[16 * 1024];
    for (size_t at = 0;;) {
        ssize_t got = read(descriptor, piece, sizeof piece);
        if (got == 0) return at == length;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 || (size_t)got > length - at || memcmp(piece, text + at, (size_t)got) != 0)
            return false;
        at += (size_t)got;
    }
}

/* A text that lies there already, in a folder outside of the model, where recovery keeps it, as it
 * may be one that another model's recorded batch counts on. If it is ours to give and the very text
 * to be staged, both batches want the same: it is used as it is, and goes only into its place. To
 * unlink it and write it anew would leave an instant at which that other batch has lost it. */
static bool take_over(const struct batch_file *file, const struct replacement *replacement,
                      int *descriptor)
{
    struct stat status;
    if (file_open(file->staged, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0, descriptor) != 0)
        return false;
    if (fstat(*descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1 &&
        status.st_uid == geteuid() &&
        holds_text(*descriptor, replacement->new_text, replacement->new_length))
        return true;
    close(*descriptor); /* only read: nothing can be lost */
    return false;
}

static bool open_staged(struct batch *batch, struct batch_file *file,
                        const struct replacement *replacement, int *descriptor)
{
    int error_number = file_create(file->staged, file->entry.is_new ? 0666 : 0600, descriptor);
    file->is_staged = !error_number;
    if (!error_number) return true;
    if (error_number != EEXIST) return batch_fail(batch, file, "cannot be written", error_number);
    return take_over(file, replacement, descriptor) || refuse_left_over(batch, file);
}

/* What was taken over is on the disk or not: fsync in any case. */
static bool write_text(struct batch *batch, const struct batch_file *file, int descriptor,
                       const struct replacement *replacement)
{
    int error_number = 0;
    if (file->is_staged)
        error_number = file_write_all(descriptor, replacement->new_text, replacement->new_length);
    if (!error_number) error_number = file_sync(descriptor);
    return !error_number || batch_fail(batch, file, "cannot be written", error_number);
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
    if (!file->entry.is_new && !check_old(commit, file, &old)) return false;
    if (!open_staged(batch, file, replacement, &descriptor)) return false;
    ok = file->entry.is_new || keep_access(commit, file, descriptor, &old);
    ok = ok && write_text(batch, file, descriptor, replacement);
    error_number = file_close(descriptor);
    if (ok && error_number) ok = batch_fail(batch, file, "cannot be written", error_number);
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
    if (state == expected && mark_equals(&mark, &replacement->stamp.target)) return true;
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
    char *model = file_join(batch->home, "model.json");
    int error_number = model ? file_lend_access(descriptor, model) : ENOMEM;
    free(model);
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
    journal.entries = calloc(journal.count + 1, sizeof *journal.entries);
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

/* What is true now that the batch is in. */
static void warn(const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        const struct batch_file *file = &batch->files[i];
        if (file->breaks_links)
            batch_warn(batch, "hard-link", file,
                       "has other names (hard links): they keep the text as it was before");
        if (file->changes_owner)
            batch_warn(batch, "other-owner", file,
                       "belongs to you from now on; who may read and write it stays the same");
        if (file->loses_attributes)
            batch_warn(batch, "attributes", file, "has lost some of its extended attributes");
    }
}

static enum batch_outcome run(struct commit *commit, const struct replacement *files, size_t count)
{
    struct batch *batch = &commit->batch;
    if (!prepare(commit, files, count) || !stage_all(commit)) return undo(commit);
    if (count > 1 && !record(commit)) return batch->has_journal ? take_back(batch) : undo(commit);
    if (!place_all(batch) || !place_confirm(batch)) return take_back(batch);
    if (!place_clear(batch)) batch_forgive(batch);
    warn(batch);
    return BATCH_WRITTEN;
}

stance_result store_commit(const char *path, struct lock *lock, const struct replacement *files,
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
