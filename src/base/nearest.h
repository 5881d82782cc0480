/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  "Did you mean": the nearest of some words. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stddef.h>

/** Collects the nearest of the candidates shown to it. */
struct nearest {
    const char *word; /* what was typed; borrowed */
    const char *best; /* the nearest so far, NULL if none is near enough; borrowed */
    size_t distance;  /* edits (insert, delete, replace, swap of neighbours) to best */
};

void nearest_init(struct nearest *nearest, const char *word);

/** Near enough is at most a third of the longer word, one edit at least, and something must be left
 * of it; letters' case, and '_' or ' ' for '-', cost nothing. The first of equally near candidates
 * stays. Words over 64 bytes are never near. */
void nearest_try(struct nearest *nearest, const char *candidate);

#endif
