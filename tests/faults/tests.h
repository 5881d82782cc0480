/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The fault tests: each prints a line that sums it up and returns the number of findings.
 */
#ifndef FAULTS_TESTS_H
#define FAULTS_TESTS_H

#include <stdbool.h>
#include <stddef.h>

/** What a test is to do. */
struct task {
    const char *name; /* of the test */
    const char *program;
    bool full;
    /** To repeat one case: its words; none: all. */
    const char *const *words;
    size_t n_words;
};

size_t fault_kill(const struct task *task);
size_t fault_errors(const struct task *task);
size_t fault_readers(const struct task *task);
size_t fault_editors(const struct task *task);
size_t fault_race(const struct task *task);
size_t fault_disk(const struct task *task);

/** Trace a command; for people and for power.py.
 *  @return the exit status for main. */
int trace_main(int argc, char **argv);

/** Is this the case to run? The words are compared as far as the task has them; "" matches all. */
bool task_wants(const struct task *task, const char *again);

#endif
