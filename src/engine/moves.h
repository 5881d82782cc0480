/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Which stances, and which conditions, are not what they were. */
#ifndef ENGINE_MOVES_H
#define ENGINE_MOVES_H

#include <stdbool.h>

#include "engine/change.h"

/** Fill in `moves`, by actor, issue, still without effect and reach. The changes have their actors,
 *  issues and `rescaled`. False if there is no memory. */
bool moves_find(struct stance_changes *changes);

/** Fill in `conditions`: alternatives in force on one side only; of a cell those that vanished come
 *  first. Likewise. */
bool moves_find_conditions(struct stance_changes *changes);

/** Room for one more item behind `count`, doubled where there is none: what is left behind stays in
 *  the arena. `room` is 0 at first.
 *  @return the list, wherever it lies now; NULL if there is no memory. */
void *list_room(struct arena *arena, void *list, size_t count, size_t *room, size_t item_bytes);

#endif
