/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A folder of small files, held in memory: taken from the disk, laid down, compared. */
#ifndef FAULTS_TREE_H
#define FAULTS_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { TREE_NAME = 240 };

struct tree_file {
    char name[TREE_NAME]; /* from the folder on */
    char *bytes;          /* a link: where it leads */
    size_t length;
    mode_t mode; /* kind and permissions */
};

/** All zero is empty; sorted by name. */
struct tree {
    struct tree_file *files;
    size_t count;
};

void tree_read(const char *folder, struct tree *out);
void tree_clear(struct tree *tree);

/** Make the folder hold just this: what is in it goes. */
void tree_lay(const char *folder, const struct tree *tree);

/** One file on the disk: made anew, renamed over another, removed. */
void tree_write_file(const char *path, const struct tree_file *file);
void tree_rename_file(const char *from, const char *to);
void tree_unlink_file(const char *path);

/** Add a file, or replace its bytes. */
void tree_put(struct tree *tree, const char *name, mode_t mode, const void *bytes, size_t length);
void tree_remove(struct tree *tree, const char *name);

const struct tree_file *tree_find(const struct tree *tree, const char *name);
bool tree_file_equals(const struct tree_file *a, const struct tree_file *b);

/** A number for what the tree holds, to tell known ones. */
uint64_t tree_hash(const struct tree *tree);

/** Numbers met so far. All zero is empty; free(hashes) clears it. */
struct seen {
    uint64_t *hashes;
    size_t count;
};

/** Remember a number; false if it was there already. */
bool seen_add(struct seen *seen, uint64_t hash);

#endif
