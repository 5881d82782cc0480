/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First everything is looked at and nothing touched: a file that somebody has edited since the
 * batch was recorded is for a person to decide. Then the files that are still old are put in
 * place, as the commit would have. Whatever this does, doing it again after a crash is right. */
#include "store/recover.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file_stage.h"
#include "store/leftover.h"
#include "store/place.h"

static bool add_entries(struct batch *batch, const struct journal *journal)
{
    for (size_t i = 0; i < journal->count; i++)
        if (!batch_add(batch, &journal->entries[i], NULL)) return false;
    return true;
}

static void complain(struct batch *batch, const struct batch_file *file, enum text_state staged)
{
    struct stance_diagnostics *list = batch->diagnostics;
    struct str words = {0};
    text_explain_conflict(file->staged, staged, &words);
    diagnostics_error(list, batch_place(batch, file), "%s", str_get(&words));
    if (words.failed) list->failed = true;
    str_clear(&words);
}

/* What is to be done with one file. False: it cannot be told, or a person has to.
 * @param[out] needs_person  the latter; it is in the list. */
static bool classify(struct batch *batch, struct batch_file *file, bool *needs_person)
{
    int target_error, staged_error;
    enum text_state target, staged, before = file->entry.is_new ? TEXT_ABSENT : TEXT_OLD;
    if (file->is_settled) return true;
    target = batch_look(file->target, file, NULL, &target_error);
    staged = batch_look(file->staged, file, NULL, &staged_error);
    if (target == TEXT_UNREADABLE) return batch_fail(batch, file, "cannot be read", target_error);
    if (staged == TEXT_UNREADABLE)
        return batch_fail(batch, file, "its new text cannot be read", staged_error);
    file->is_placed = target == TEXT_NEW;
    file->is_settled = !file->is_placed && staged == TEXT_ABSENT;
    if (file->is_settled || (file->is_placed && staged != TEXT_OTHER)) return true;
    if (target == before && staged == TEXT_NEW) return true;
    complain(batch, file, staged);
    *needs_person = true;
    return false;
}

static bool classify_all(struct batch *batch, bool *needs_person)
{
    for (size_t i = 0; i < batch->count; i++)
        if (!classify(batch, &batch->files[i], needs_person) && batch->result != STANCE_OK)
            return false;
    return !*needs_person;
}

/* It was fsynced before the batch was recorded; once more does no harm, should a copy of the folder
 * have been made meanwhile. */
static bool sync_staged(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        const struct batch_file *file = &batch->files[i];
        int descriptor, error_number;
        if (file->is_placed || file->is_settled) continue;
        error_number = file_open(file->staged, O_RDONLY | O_NOFOLLOW, 0, &descriptor);
        if (!error_number) {
            error_number = file_sync(descriptor);
            close(descriptor); /* only read: nothing can be lost */
        }
        if (error_number)
            return batch_fail(batch, file, "its new text cannot be read", error_number);
    }
    return true;
}

static enum batch_outcome finish(struct batch *batch)
{
    if (!sync_staged(batch) || !place_all(batch) || !place_confirm(batch)) return BATCH_RECORDED;
    if (place_clear(batch)) return BATCH_WRITTEN;
    /* While there is a journal, its files count with its texts: nothing else can be entered. */
    if (batch->has_journal) return BATCH_RECORDED;
    batch_forgive(batch);
    return BATCH_WRITTEN;
}

static stance_result finish_journal(const char *path, const struct journal *journal,
                                    struct stance_diagnostics *list, const struct batch_seam *seam)
{
    struct batch batch;
    enum batch_outcome outcome = BATCH_RECORDED;
    bool needs_person = false;
    stance_result result;
    if (batch_init(&batch, path, journal->count, list)) {
        batch.seam = seam;
        batch.has_journal = true;
        if (add_entries(&batch, journal) && classify_all(&batch, &needs_person))
            outcome = finish(&batch);
    }
    result = batch_end(&batch, outcome);
    if (result == STANCE_OK && needs_person) result = STANCE_REFUSED;
    batch_clear(&batch);
    return result;
}

/* Where a batch was finished the model is whole, be it that something lies about beside it. */
static stance_result clear_left_overs(const char *path, stance_recovery *recovery,
                                      struct stance_diagnostics *list)
{
    struct leftover leftover = {0};
    stance_result result = leftover_clear(path, &leftover, list);
    if (leftover.n_removed && *recovery == STANCE_RECOVERY_NONE)
        *recovery = STANCE_RECOVERY_CLEARED;
    if (result == STANCE_IO && *recovery == STANCE_RECOVERY_FINISHED) {
        diagnostics_warn(list, "left-over", leftover.place,
                         "%s; the next command that writes tries again (stance update /dev/null)",
                         str_get(&leftover.words));
        result = STANCE_OK;
    } else if (result == STANCE_IO) {
        diagnostics_error(list, leftover.place, "%s: nothing was changed",
                          str_get(&leftover.words));
    }
    if (leftover.words.failed) list->failed = true;
    str_clear(&leftover.words);
    return list->failed ? STANCE_NO_MEMORY : result;
}

stance_result store_recover(const char *path, struct lock *lock, stance_recovery *recovery,
                            struct stance_diagnostics *diagnostics, const struct batch_seam *seam)
{
    struct folder folder;
    stance_result result = folder_open(&folder, path, NULL, 0, diagnostics);
    *recovery = STANCE_RECOVERY_NONE;
    if (result == STANCE_OK && folder.has_journal) {
        *recovery = STANCE_RECOVERY_FINISHED;
        lock_hold_signals(lock);
        result = finish_journal(path, &folder.journal, diagnostics, seam);
    }
    if (result == STANCE_OK) result = clear_left_overs(path, recovery, diagnostics);
    folder_close(&folder);
    return result;
}
