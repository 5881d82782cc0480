/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Do two models say the same? Issues, levels and choices are matched by their ids, for the
 *  indices of one model mean nothing in another. Places in files do not count. */
#ifndef ENGINE_ALIKE_H
#define ENGINE_ALIKE_H

#include <stdbool.h>

#include "model/model.h"

/** Positions on them can be held against each other: same kind, ends, choices in the same order and
 *  at the same places, same meaning of a set, same neutral point. Labels and units are words. */
bool alike_scales(const struct scale *a, const struct scale *b);

/** Same value on either scale, however it was written. */
bool alike_positions(const struct scale *scale_a, const struct position *a,
                     const struct scale *scale_b, const struct position *b);

/** Same value, tests and source. `issue_a`, `issue_b`: the issue that they are about, in either
 *  model. */
bool alike_alternatives(const struct stance_model *model_a, size_t issue_a,
                        const struct alternative *a, const struct stance_model *model_b,
                        size_t issue_b, const struct alternative *b);

/** Two entries of one actor and one issue: equal in every member. */
bool alike_entries(const struct stance_model *model_a, const struct stance *a,
                   const struct stance_model *model_b, const struct stance *b);

#endif
