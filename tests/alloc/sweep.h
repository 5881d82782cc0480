/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The allocation sweep: fail the n-th allocation, for all n, and see what becomes of it. */
#ifndef TESTS_ALLOC_SWEEP_H
#define TESTS_ALLOC_SWEEP_H

#include <stddef.h>
#include <stdint.h>

#include "stance/result.h"

/** What a run gives, summed up without memory of its own. */
struct sweep_output {
    uint64_t hash;
    size_t length;
};
void sweep_note(struct sweep_output *output, const void *bytes, size_t length);
void sweep_note_text(struct sweep_output *output, const char *text); /* NULL is noted as such */

/** One thing to do, again and again. Its first runs, without a failure, say what result and output
 *  are right. Every later one must give these, or STANCE_NO_MEMORY, and leave no memory behind. */
struct sweep_scenario {
    const char *name;
    stance_result (*run)(struct sweep_output *output);
    stance_result expected; /* without a failure */
};

/** Ends with a row without a name; in scenarios.c. */
extern const struct sweep_scenario sweep_scenarios[];

/** Before all runs: files that the scenarios need, in a folder that is removed afterwards. */
void sweep_prepare(const char *folder);

/** Something is wrong that the result does not show (a pointer handed out by a failure, say). */
void sweep_complain(const char *words);

#endif
