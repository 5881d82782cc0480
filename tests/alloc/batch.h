/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Scenarios that write: each run begins with a folder of its own, made anew. */
#ifndef TESTS_ALLOC_BATCH_H
#define TESTS_ALLOC_BATCH_H

#include "sweep.h"

/** Lock, read, commit three files. */
stance_result sweep_commit(struct sweep_output *output);
/** Finish a recorded batch of which one file is in place. */
stance_result sweep_recover(struct sweep_output *output);
/** Clear away what was only staged. */
stance_result sweep_left_over(struct sweep_output *output);
/** Read a model in the middle of a batch. */
stance_result sweep_unfinished(struct sweep_output *output);

/** Where their folders are made. */
void sweep_batch_prepare(const char *folder);

#endif
