/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few dozen files of a few kilobytes: searching is linear, and what cannot be done ends the test
 * program, for then it proves nothing. */
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void die(const char *what, const char *name)
{
    fprintf(stderr, "faults: %s %s: %s\n", what, name, strerror(errno));
    exit(3);
}

void tree_clear(struct tree *tree)
{
    for (size_t i = 0; i < tree->count; i++)
        free(tree->files[i].bytes);
    free(tree->files);
    *tree = (struct tree){0};
}

const struct tree_file *tree_find(const struct tree *tree, const char *name)
{
    for (size_t i = 0; i < tree->count; i++)
        if (strcmp(tree->files[i].name, name) == 0) return &tree->files[i];
    return NULL;
}

bool tree_file_equals(const struct tree_file *a, const struct tree_file *b)
{
    return a && b && a->mode == b->mode && a->length == b->length &&
           memcmp(a->bytes, b->bytes, a->length) == 0;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct tree_file *)a)->name, ((const struct tree_file *)b)->name);
}

void tree_remove(struct tree *tree, const char *name)
{
    for (size_t i = 0; i < tree->count; i++) {
        if (strcmp(tree->files[i].name, name) != 0) continue;
        free(tree->files[i].bytes);
        memmove(&tree->files[i], &tree->files[i + 1], (tree->count - i - 1) * sizeof *tree->files);
        tree->count--;
        return;
    }
}

void tree_put(struct tree *tree, const char *name, mode_t mode, const void *bytes, size_t length)
{
    tree_remove(tree, name);
    tree->files = realloc(tree->files, (tree->count + 1) * sizeof *tree->files);
    char *copy = malloc(length + 1);
    if (!tree->files || !copy) die("no memory for", name);
    if (length > 0) memcpy(copy, bytes, length);
    copy[length] = '\0';
    struct tree_file *file = &tree->files[tree->count++];
    *file = (struct tree_file){.bytes = copy, .length = length, .mode = mode};
    snprintf(file->name, sizeof file->name, "%s", name);
    qsort(tree->files, tree->count, sizeof *tree->files, compare_names);
}

static void read_file(int folder, const char *name, const struct stat *status, const char *as,
                      struct tree *out)
{
    char *bytes = malloc((size_t)status->st_size + 1);
    if (!bytes) die("no memory for", as);
    ssize_t length = 0;
    if (S_ISLNK(status->st_mode)) {
        length = readlinkat(folder, name, bytes, (size_t)status->st_size);
    } else {
        int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
        if (fd >= 0) length = read(fd, bytes, (size_t)status->st_size);
        if (fd < 0 || length < 0) die("cannot read", as);
        close(fd);
    }
    tree_put(out, as, status->st_mode, bytes, (size_t)length);
    free(bytes);
}

static void read_below(const char *folder, const char *prefix, struct tree *out)
{
    DIR *directory = opendir(folder);
    if (!directory) die("cannot read", folder);
    for (const struct dirent *entry; (entry = readdir(directory));) {
        char name[2 * TREE_NAME + 20], path[4096];
        struct stat status;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        snprintf(name, sizeof name, "%s%s", prefix, entry->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        /* In a race a name may go meanwhile. */
        if (lstat(path, &status) != 0) continue;
        if (S_ISDIR(status.st_mode)) {
            char below[2 * TREE_NAME + 22];
            snprintf(below, sizeof below, "%s/", name);
            read_below(path, below, out);
        } else {
            read_file(dirfd(directory), entry->d_name, &status, name, out);
        }
    }
    closedir(directory);
}

void tree_read(const char *folder, struct tree *out)
{
    *out = (struct tree){0};
    read_below(folder, "", out);
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status;
    (void)kind;
    return walk->level == 0 ? 0 : remove(path);
}

static void make_folders(char *path, size_t from)
{
    for (char *slash = strchr(path + from, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0755) != 0 && errno != EEXIST) die("cannot make", path);
        *slash = '/';
    }
}

void tree_write_file(const char *path, const struct tree_file *file)
{
    if (S_ISLNK(file->mode)) {
        if (symlink(file->bytes, path) != 0) die("cannot link", path);
        return;
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, file->bytes, file->length) != (ssize_t)file->length ||
        fchmod(fd, file->mode & 07777) != 0 || close(fd) != 0)
        die("cannot write", path);
}

void tree_rename_file(const char *from, const char *to)
{
    if (rename(from, to) != 0) die("cannot rename", from);
}

void tree_unlink_file(const char *path)
{
    if (unlink(path) != 0) die("cannot remove", path);
}

void tree_lay(const char *folder, const struct tree *tree)
{
    if (mkdir(folder, 0755) != 0 && errno != EEXIST) die("cannot make", folder);
    if (nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0) die("cannot empty", folder);
    for (size_t i = 0; i < tree->count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, tree->files[i].name);
        make_folders(path, strlen(folder) + 1);
        tree_write_file(path, &tree->files[i]);
    }
}

uint64_t tree_hash(const struct tree *tree)
{
    uint64_t hash = 14695981039346656037U; /* FNV-1a */
    for (size_t i = 0; i < tree->count; i++) {
        const struct tree_file *file = &tree->files[i];
        for (const char *c = file->name; *c; c++)
            hash = (hash ^ (unsigned char)*c) * 1099511628211U;
        hash = (hash ^ file->mode) * 1099511628211U;
        for (size_t k = 0; k < file->length; k++)
            hash = (hash ^ (unsigned char)file->bytes[k]) * 1099511628211U;
    }
    return hash;
}

bool seen_add(struct seen *seen, uint64_t hash)
{
    for (size_t i = 0; i < seen->count; i++)
        if (seen->hashes[i] == hash) return false;
    seen->hashes = realloc(seen->hashes, (seen->count + 1) * sizeof *seen->hashes);
    if (!seen->hashes) die("no memory", "");
    seen->hashes[seen->count++] = hash;
    return true;
}
