/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What a hindered command says against what it did. */
#ifndef FAULTS_VERDICT_H
#define FAULTS_VERDICT_H

#include "world.h"

/** What the command said holds, by its exit status and its words. */
enum verdict { VERDICT_IN, VERDICT_NOTHING, VERDICT_UNFINISHED, VERDICT_UNCONFIRMED, VERDICT_NONE };

/** How often each was said; VERDICT_NONE counts as nothing changed. */
struct verdict_counts {
    size_t in, nothing, unfinished, unconfirmed;
};

/** What may lie about after an error that did not announce it. */
enum litter_allowed { LITTER_NONE, LITTER_LOCK, LITTER_ANY };

/** Check an update: it ended in order, and the files are as it said. Reports what it finds.
 *  @param from  on which side they were before; SIDE_NEITHER: a recorded batch to be finished.
 *  @return the side that a reader must see now; SIDE_NEITHER: any. */
enum world_side verdict_check(struct world *world, const struct run *run, enum world_side from,
                              enum litter_allowed allowed, struct verdict_counts *counts,
                              const char *again);

/** Complain of litter that is not allowed. */
void verdict_check_litter(struct world *world, const char *litter, enum litter_allowed allowed,
                          const char *again);

#endif
