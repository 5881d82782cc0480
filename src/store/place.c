/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a new text takes the place of an old one. The two names are exchanged, so that at every
 * instant both texts are there, and what was really in the file, which an editor may have saved a
 * moment ago, is looked at before it is let go. Old texts are unlinked only when the exchange is on
 * the disk: else a power cut might keep the unlink and drop the exchange. */
#include "store/place.h"

#include <errno.h>
#include <stdio.h>

#ifdef RENAME_EXCHANGE
enum { EXCHANGE = RENAME_EXCHANGE, NO_REPLACE = RENAME_NOREPLACE };
#else
enum { EXCHANGE = 2, NO_REPLACE = 1 }; /* answered by ENOSYS */
#endif

static const char changed[] = "was changed by another program meanwhile; try again";

/* The file system or kernel does not know how to exchange. */
static bool is_unknown(int error_number)
{
    return error_number == EINVAL || error_number == ENOSYS || error_number == EOPNOTSUPP;
}

/* Taking one file back */

static bool take_back_exchanged(const struct batch *batch, const struct batch_file *file)
{
    int error_number;
    if (batch_rename(batch, file->staged, file->target, EXCHANGE) != 0) return false;
    if (batch_look(file->staged, file, NULL, &error_number) == TEXT_NEW) return true;
    /* Somebody saved it at that very instant: what they saved stays in the file. */
    batch_rename(batch, file->staged, file->target, EXCHANGE);
    return false;
}

static bool take_back_new(const struct batch *batch, const struct batch_file *file)
{
    int error_number = batch_rename(batch, file->target, file->staged, NO_REPLACE);
    if (is_unknown(error_number)) error_number = batch_rename(batch, file->target, file->staged, 0);
    if (error_number) return false;
    if (batch_look(file->staged, file, NULL, &error_number) == TEXT_NEW) return true;
    batch_rename(batch, file->staged, file->target, NO_REPLACE);
    return false;
}

/* An editor's text that was built on the new one is not thrown away. */
static bool take_back_one(const struct batch *batch, struct batch_file *file)
{
    int error_number;
    if (file->is_final) return false;
    if (batch_look(file->target, file, NULL, &error_number) != TEXT_NEW) return false;
    batch_step(batch, "take back");
    if (!(file->entry.is_new ? take_back_new(batch, file) : take_back_exchanged(batch, file)))
        return false;
    file->is_placed = false;
    return true;
}

/* Placing */

/* Without an exchange an editor's text could be lost between the look and the rename: the shortest
 * way between the two. */
static bool place_plainly(struct batch *batch, struct batch_file *file)
{
    int error_number;
    enum text_state expected = file->entry.is_new ? TEXT_ABSENT : TEXT_OLD;
    enum text_state state = batch_look(file->target, file, NULL, &error_number);
    if (state == TEXT_UNREADABLE)
        return batch_fail(batch, file, "cannot be read again", error_number);
    if (state != expected) return batch_refuse(batch, file, changed);
    error_number = batch_rename(batch, file->staged, file->target, 0);
    if (error_number) return batch_fail(batch, file, "cannot be replaced", error_number);
    file->is_placed = true;
    file->is_final = !file->entry.is_new;
    return true;
}

static bool place_new(struct batch *batch, struct batch_file *file)
{
    int error_number = batch_rename(batch, file->staged, file->target, NO_REPLACE);
    if (is_unknown(error_number)) return place_plainly(batch, file);
    if (error_number == EEXIST)
        return batch_refuse(batch, file, "was made by another program meanwhile; try again");
    if (error_number) return batch_fail(batch, file, "cannot be made", error_number);
    file->is_placed = true;
    return true;
}

/* The staged name now holds what was there. Twice the same text is nobody's loss. */
static bool old_text_stands(struct batch *batch, const struct batch_file *file)
{
    int error_number;
    switch (batch_look(file->staged, file, NULL, &error_number)) {
    case TEXT_UNREADABLE:
        return batch_fail(batch, file, "what was there before cannot be read again", error_number);
    case TEXT_OTHER:
        return batch_refuse(batch, file, changed);
    default:
        return true;
    }
}

static bool place_old(struct batch *batch, struct batch_file *file)
{
    int error_number = batch_rename(batch, file->staged, file->target, EXCHANGE);
    if (is_unknown(error_number)) return place_plainly(batch, file);
    if (error_number == ENOENT)
        return batch_refuse(batch, file, "was removed by another program meanwhile; try again");
    if (error_number) return batch_fail(batch, file, "cannot be replaced", error_number);
    file->is_placed = true;
    batch_step(batch, "exchanged");
    if (old_text_stands(batch, file)) return true;
    take_back_one(batch, file); /* at once: an editor's text belongs into its file */
    return false;
}

bool place_all(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        struct batch_file *file = &batch->files[i];
        if (file->is_placed || file->is_settled) continue;
        batch_step(batch, "place");
        if (!(file->entry.is_new ? place_new(batch, file) : place_old(batch, file))) return false;
    }
    return true;
}

bool place_confirm(struct batch *batch)
{
    batch_step(batch, "confirm");
    if (!batch_sync(batch)) return false;
    batch_step(batch, "old texts");
    for (size_t i = 0; i < batch->count; i++) {
        const struct batch_file *file = &batch->files[i];
        if (file->is_settled || file->is_final) continue;
        if (!old_text_stands(batch, file)) return false;
    }
    return true;
}

bool place_clear(struct batch *batch)
{
    int error_number, first = 0;
    bool ok;
    batch_step(batch, "clear");
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->files[i].is_settled) continue;
        error_number = batch_unlink(batch, batch->files[i].staged);
        if (!first) first = error_number;
    }
    /* While an old text lies there, the journal says what it is. */
    bool had_journal = batch->has_journal;
    if (!first && had_journal) {
        first = batch_unlink(batch, batch->journal);
        batch->has_journal = first != 0;
    }
    ok = !first || batch_fail(batch, NULL, "what is left over cannot be removed", first);
    if (had_journal && !batch->folders[0].holds_files) ok = batch_sync_home(batch) && ok;
    return batch_sync(batch) && ok;
}

/* Taking a batch back */

bool place_take_back(struct batch *batch)
{
    bool was_placed = false;
    for (size_t i = batch->count; i-- > 0;) {
        struct batch_file *file = &batch->files[i];
        if (!file->is_placed) continue;
        was_placed = true;
        if (!take_back_one(batch, file)) return false;
    }
    if (was_placed && !batch_sync(batch)) return false;
    if (batch->has_journal) {
        if (batch_unlink(batch, batch->journal) != 0) return false;
        batch->has_journal = false;
        batch_step(batch, "taken back");
        /* Staged texts may go only when the journal that counts on them is gone for good. */
        if (!batch_sync_home(batch)) return false;
    }
    return batch_clear_staged(batch);
}
