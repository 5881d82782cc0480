/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A snapshot: the positions in force on a date, of the actors and issues selected. */
#ifndef STANCE_SNAPSHOT_H
#define STANCE_SNAPSHOT_H

#include "stance/diagnostics.h"
#include "stance/model.h"
#include "stance/result.h"

#pragma GCC visibility push(default)

typedef struct stance_snapshot stance_snapshot;

/** What to look at. All zero asks for everything as of the last date in the model. */
typedef struct {
    const char *as_of;      /**< "YYYY-MM-DD"; NULL: the last date among the entries known */
    const char *not_before; /**< the default of as_of is at least this day; NULL: whatever it is */
    const char *as_known;   /**< leave out what was entered after this day; NULL: know all */
    const char *actors;     /**< "a,b,group:europe"; NULL: all */
    const char *issues;     /**< "x,y,topic:mission"; NULL: all */
    const char *statuses;   /**< "stated", "stated,reported": leave other entries out; NULL: all */
    double min_confidence;  /**< leave out entries that are less sure, 0 to 1; 0: none */
} stance_query;

/** Take a snapshot. Filters (statuses, min_confidence) treat an entry as if it were not in the
 *  file; selections (actors, issues) only choose what is shown: conditions still see everybody.
 *  @param model        borrowed, until the snapshot is freed.
 *  @param diagnostics  told of a date that is none, an unknown word in a selection, and so on.
 *  @param[out] out     new, for stance_snapshot_free; NULL on failure.
 *  @return STANCE_OK, STANCE_REFUSED (read the diagnostics) or STANCE_NO_MEMORY. */
stance_result stance_snapshot_new(const stance_model *model, const stance_query *query,
                                  stance_diagnostics *diagnostics, stance_snapshot **out);

/** Actors and issues selected, in the model's order. */
size_t stance_snapshot_actors(const stance_snapshot *snapshot);
size_t stance_snapshot_issues(const stance_snapshot *snapshot);

/** Place among the selected of an actor's or issue's index in the model; STANCE_NONE if left out.
 */
size_t stance_snapshot_place_of_actor(const stance_snapshot *snapshot, size_t actor);
size_t stance_snapshot_place_of_issue(const stance_snapshot *snapshot, size_t issue);

void stance_snapshot_free(stance_snapshot *snapshot); /* NULL is fine */

#pragma GCC visibility pop
#endif
