/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  How a move is told: what it is to people, who may be looking at two copies. */
#ifndef REPORT_TELLING_H
#define REPORT_TELLING_H

#include <stdbool.h>

#include "engine/change.h"

/** The entry behind a side of a move: in force or lapsed; NULL: none is on file. */
const struct stance *move_entry(const struct move *move, bool after);

/** What a move is to people. Between two copies only what the later one has besides is a move: that
 *  one of them lacks an entry, or has it with another value, moved nobody. */
enum telling {
    TELL_AS_MOVE,
    TELL_ONLY_HERE,  /* copies: nothing is on record there */
    TELL_ONLY_THERE, /* copies: the earlier side's entry is not on file here */
    TELL_EDITED,     /* copies: one date, two values */
};
enum telling move_telling(const struct stance_changes *changes, const struct move *move);

/** The kind as if the entry had come in time: of one entered late, what it did to the position. */
enum move_kind move_direction(const struct move *move);
/** The position and, where sources contradict each other, all claims are what they were. */
bool move_is_in_place(const struct move *move);
/** Sources contradict each other now. */
bool move_is_disputed(const struct move *move);

#endif
