/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  New texts into the places of old ones, and back. Private to commit.c and recover.c. */
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

#include <stdbool.h>

#include "store/batch.h"

/** Put every file in place. False: failed; some may be. */
bool place_all(struct batch *batch);
/** The folders are on the disk; is what was there before still the old text? */
bool place_confirm(struct batch *batch);
/** Unlink the old texts, then the journal; fsync. False: failed, though the batch is in. */
bool place_clear(struct batch *batch);
/** Undo place_all; false: it cannot be, or not wholly. */
bool place_take_back(struct batch *batch);

#endif
