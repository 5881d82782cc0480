/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Which folders a writer must lock: the model's own, and those that links lead to. */
#ifndef STORE_LOCK_FOLDERS_H
#define STORE_LOCK_FOLDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/diagnostics.h"
#include "stance/result.h"

struct lock_held {
    char *folder; /* free of links; heap */
    char *path;   /* of the lock's file; heap */
    dev_t device; /* of the folder */
    ino_t inode;
    bool is_model;  /* the model's own folder */
    int descriptor; /* -1: not taken */
};

/** All of them, in order of device and inode, so that two writers never wait for each other.
 *  @param[out] held  heap, for lock_folders_free; NULL on failure.
 *  @return OK; IO with an error in the list; NO_MEMORY. */
stance_result lock_folders_find(const char *path, struct lock_held **held, size_t *count,
                                struct stance_diagnostics *diagnostics);
bool lock_folders_equal(const struct lock_held *a, const struct lock_held *b);
void lock_folders_free(struct lock_held *held, size_t count);

#endif
