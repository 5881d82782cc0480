/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  One writer at a time: a lock on `.stance-lock` in the model's folder, and in the folders
 *  that links lead its files to. It ends with the process that holds it. */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "stance/result.h"

#define LOCK_NAME ".stance-lock"

struct lock_held;

/** All zero holds nothing. */
struct lock {
    struct lock_held *held; /* heap; in order of device and inode */
    size_t count;
    bool holds_signals;
    sigset_t old_mask;
};

/** Take the lock of a model's folder. Signals that would end the process are held back until
 *  lock_release, but for the time of waiting.
 *  @param wait_seconds  how long to wait for another writer; 0: not at all.
 *  @param[out] lock     for lock_release; holds nothing on failure.
 *  @return OK; IO with an error in the list (busy, and by whom; read-only; no locks there);
 *          NO_MEMORY. */
stance_result lock_take(const char *path, double wait_seconds, struct lock *lock,
                        struct stance_diagnostics *diagnostics);

/** Let other writers in: removes the lock's file. Lets signals through again that commit held back.
 */
void lock_release(struct lock *lock);

/** Hold back the signals that would end the process, until lock_release. Doing so twice is fine. */
void lock_hold_signals(struct lock *lock);
/** Has one of them come meanwhile (and is not ignored)? */
bool lock_signal_is_pending(const struct lock *lock);

/** For readers, who never make the file: take the lock together with other readers.
 *  @param[in,out] wait_seconds  how long to wait for a writer; less what was waited.
 *  @return a descriptor, to be closed; -1: there is no lock's file, or it cannot be had. */
int lock_share(const char *path, double *wait_seconds);

/** Is a writer at work just now? */
bool lock_is_held(const char *path);

#endif
