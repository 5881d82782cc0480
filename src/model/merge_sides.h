/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The sides of one row. Private to model/merge*.c. */
#ifndef MODEL_MERGE_SIDES_H
#define MODEL_MERGE_SIDES_H

#include "model/merge.h"

#define DISPUTED "disputed" /* the status of a row whose entry holds several claims */

/* All sides of one row, their words made comparable. */
struct sides {
    struct merge *merge;
    const struct returned_row *row;
    struct stance_diagnostics *diagnostics;
    const struct scale *scale;
    const char *digests[STANCE_FIELD_COUNT];   /* of the base, in place of long texts */
    const char *originals[STANCE_FIELD_COUNT]; /* of the base, before they were made comparable */
    const char *base[STANCE_FIELD_COUNT], *theirs[STANCE_FIELD_COUNT], *ours[STANCE_FIELD_COUNT];
    bool is_edited[STANCE_FIELD_COUNT];
    bool has_moved; /* what is on file of the cell is not what it was */
};

const char *sides_actor(const struct sides *sides);
const char *sides_issue(const struct sides *sides);

/** Can the edited row become an entry? Else the list says why not. */
bool sides_can_be_entered(const struct sides *sides);

#endif
