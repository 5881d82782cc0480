/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A folder in which a batch is recorded and not finished. */
#ifndef FAULTS_CRASH_H
#define FAULTS_CRASH_H

#include "world.h"

/** What a batch leaves that is killed just after it was recorded and `placed` of its files were put
 * in place.
 *  @param[out] out  for tree_clear.
 *  @return false: the batch makes no such rename. */
bool crash_make(const struct world *world, size_t placed, struct tree *out);

#endif
