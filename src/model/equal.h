/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Do two entries, two models say the same? Places in files do not count. */
#ifndef MODEL_EQUAL_H
#define MODEL_EQUAL_H

#include <stdbool.h>

#include "model/model.h"

/** NULL equals NULL only. */
bool text_equal(const char *a, const char *b);
bool source_equal(const struct source *a, const struct source *b);
/** `words` as of the scale that both are on. */
bool claim_equal(const struct claim *a, const struct claim *b, size_t words);
bool alternative_equal(const struct alternative *a, const struct alternative *b,
                       const struct stance_model *model, size_t words);

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

/** Entries of one issue of one model (or of two that are alike). */
bool entry_equal(const struct stance *a, const struct stance *b, const struct stance_model *model,
                 unsigned members);

/** Same title, issues, actors and entries in the same order. */
bool model_equal(const struct stance_model *a, const struct stance_model *b);

#endif
