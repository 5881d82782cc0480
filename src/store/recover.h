/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What an interrupted batch left: finished if it was recorded, cleared away if not. */
#ifndef STORE_RECOVER_H
#define STORE_RECOVER_H

#include "base/diagnostics.h"
#include "stance/edit.h"
#include "stance/result.h"
#include "store/lock.h"

struct batch_seam;

/** Finish a recorded batch, clear away what was only staged. The first thing that every writer does
 *  once it has the lock; may be interrupted anywhere and run again.
 *  @param lock  held; signals are held back by it while files are put in place.
 *  @param[out] recovery  what was found; set also where the result is not OK.
 *  @param diagnostics  errors; a warning ("left-over") for each file that was kept because it may
 *                      be an editor's.
 *  @return OK; REFUSED: the journal is not whole, or somebody edited a file of the batch: nothing
 *          was touched, the list says what to do; IO: still unfinished; NO_MEMORY: likewise. */
stance_result store_recover(const char *path, struct lock *lock, stance_recovery *recovery,
                            struct stance_diagnostics *diagnostics, const struct batch_seam *seam);

#endif
