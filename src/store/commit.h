/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  All files of a batch replaced, or none, at whatever instant the machine stops. */
#ifndef STORE_COMMIT_H
#define STORE_COMMIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "stance/result.h"
#include "store/folder.h"
#include "store/lock.h"

struct batch_seam;

/** One file of a batch. All is borrowed. */
struct replacement {
    const char *name;     /* "model.json", "actors/ID.json" */
    const char *old_text; /* as read; is_new: nothing */
    size_t old_length;
    bool is_new; /* there is no such file yet */
    const char *new_text;
    size_t new_length;
    struct stamp stamp; /* as folder_read gave it with old_text */
};

/** Replace files. The lock is held, store_recover was called, the texts were read since and the
 *  new ones have been checked.
 *
 *  Holds back SIGINT, SIGTERM, SIGHUP and SIGPIPE until lock_release; one that comes before the
 *  batch is recorded stops it. Makes PATH/actors where a new actor needs it.
 *  @param diagnostics  on failure one error that says which holds: "nothing was changed", "recorded
 *         but unfinished", "written, but not confirmed by the disk"; on success warnings:
 *         "hard-link", "other-owner", "attributes"; "left-over", if old texts could not be removed.
 *  @param seam  where tests stand between the batch and the system; NULL: nobody does.
 *  @return OK: all is on the disk. REFUSED (a file is write-protected, changed meanwhile, its owner
 *          cannot be kept), IO, NO_MEMORY. */
stance_result store_commit(const char *path, struct lock *lock, const struct replacement *files,
                           size_t count, struct stance_diagnostics *diagnostics,
                           const struct batch_seam *seam);

#endif
