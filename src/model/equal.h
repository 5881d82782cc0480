/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Do two entries, two models say the same? Those of two models are held against each other
 *  as well: issues, levels and choices are matched by their ids, for the indices of one model mean
 *  nothing in another. Places in files do not count. */
#ifndef MODEL_EQUAL_H
#define MODEL_EQUAL_H

#include <stdbool.h>

#include "model/model.h"

/** NULL equals NULL only. */
bool text_equal(const char *a, const char *b);
bool source_equal(const struct source *a, const struct source *b);

/** Positions on them can be held against each other: same kind, ends, choices in the same order and
 *  at the same places, same meaning of a set, same neutral point. Labels and units are words. */
bool scale_equal(const struct scale *a, const struct scale *b);
/** Unit and labels, of scales that are equal. */
bool scale_labels_equal(const struct scale *a, const struct scale *b);
/** The same groups, in the same order. */
bool actor_groups_equal(const struct actor *a, const struct actor *b);
/** Same value on either scale, however it was written. */
bool value_equal(const struct scale *scale_a, const struct position *a, const struct scale *scale_b,
                 const struct position *b);
bool claim_equal(const struct scale *scale_a, const struct claim *a, const struct scale *scale_b,
                 const struct claim *b);
/** Same value, tests and source. `issue_a`, `issue_b`: what they are about, in either model. */
bool alternative_equal(const struct stance_model *model_a, size_t issue_a,
                       const struct alternative *a, const struct stance_model *model_b,
                       size_t issue_b, const struct alternative *b);

/** Members of an entry, as bits: what `entry_equal` looks at. */
enum entry_member {
    ENTRY_DATE = 1,
    ENTRY_ENTERED = 2,
    ENTRY_UNTIL = 4,
    ENTRY_VALUE = 8, /* value, or values and number of claims */
    ENTRY_SALIENCE = 16,
    ENTRY_CONFIDENCE = 32,
    ENTRY_STATUS = 64,
    ENTRY_SPEAKER = 128,
    ENTRY_OUTLET = 256,
    ENTRY_URL = 512,
    ENTRY_QUOTE = 1024,
    ENTRY_ACCEPTS = 2048,
    ENTRY_IF = 4096,
    ENTRY_NOTE = 8192,
    ENTRY_ALL = 16383,
};

/** Two entries of one issue that say the same, as far as the members go. */
bool entry_equal(const struct stance_model *model_a, const struct stance *a,
                 const struct stance_model *model_b, const struct stance *b, unsigned members);

/** Same title, issues, actors and entries in the same order, names and labels included. */
bool model_equal(const struct stance_model *a, const struct stance_model *b);

#endif
