/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that lies in another folder may belong to another model, too. Where that folder is the
 * `actors` of a model, that model's folder is the one to lock, as its own writers do. Links that
 * lead nowhere are left to the loader, which names them. */
#include "store/lock_folders.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/file_path.h"
#include "base/str.h"
#include "store/folder.h"
#include "store/lock.h"

struct found {
    struct lock_held *items;
    size_t count, size;
    bool failed; /* no memory */
};

static bool exists(const char *folder, const char *name)
{
    struct stat status;
    char *path = file_join(folder, name);
    bool is_there = path && stat(path, &status) == 0;
    free(path);
    return is_there;
}

/* The folder to lock for a file in `folder`; for free. */
static char *guard_of(const char *folder)
{
    const char *name = strrchr(folder, '/');
    char *parent;
    if (!name || strcmp(name + 1, "actors") != 0) return strdup(folder);
    parent = file_folder_of(folder);
    if (!parent || exists(parent, "model.json")) return parent;
    free(parent);
    return strdup(folder);
}

static bool make_room(struct found *found)
{
    size_t size = found->size ? found->size * 2 : 4, bytes;
    struct lock_held *items;
    if (found->count < found->size) return true;
    if (!size_mul(size, sizeof *items, &bytes)) return false;
    items = realloc(found->items, bytes);
    if (!items) return false;
    found->items = items;
    found->size = size;
    return true;
}

static void add_folder(struct found *found, const char *folder, bool is_model)
{
    struct stat status;
    struct lock_held held = {.descriptor = -1, .is_model = is_model};
    if (stat(folder, &status) != 0) return; /* gone: looked for again once the rest is locked */
    held.device = status.st_dev;
    held.inode = status.st_ino;
    /* Links often lead to the folder of the link before; what else comes twice goes at the end. */
    if (found->count && lock_folders_equal(&found->items[found->count - 1], &held)) return;
    held.folder = strdup(folder);
    held.path = file_join(folder, LOCK_NAME);
    if (!held.folder || !held.path || !make_room(found)) {
        free(held.folder);
        free(held.path);
        found->failed = true;
        return;
    }
    found->items[found->count++] = held;
}

static void add_guard(struct found *found, const char *folder)
{
    char *guard = guard_of(folder);
    if (guard)
        add_folder(found, guard, false);
    else
        found->failed = true;
    free(guard);
}

/* The folder of the file that a link leads to. */
static void follow_file(struct found *found, const char *path)
{
    struct stat status;
    char *target, *folder;
    int error_number;
    if (lstat(path, &status) != 0 || !S_ISLNK(status.st_mode)) return;
    error_number = file_resolve(path, &target);
    if (error_number == ENOMEM) found->failed = true;
    if (error_number) return;
    folder = file_folder_of(target);
    if (folder)
        add_guard(found, folder);
    else
        found->failed = true;
    free(folder);
    free(target);
}

static void follow_actors(struct found *found, const char *actors)
{
    struct str message = {0};
    char **names;
    size_t count;
    stance_result result = file_list(actors, ".json", MODEL_MAX_ACTORS, &names, &count, &message);
    for (size_t i = 0; result == STANCE_OK && i < count && !found->failed; i++) {
        char *path = file_join(actors, names[i]);
        if (path)
            follow_file(found, path);
        else
            found->failed = true;
        free(path);
    }
    if (result == STANCE_NO_MEMORY) found->failed = true;
    if (result == STANCE_OK) file_names_free(names, count);
    str_clear(&message);
}

static void follow_all(struct found *found, const char *real)
{
    char *model = file_join(real, "model.json"), *actors = file_join(real, "actors"),
         *target = NULL;
    if (!model || !actors) found->failed = true;
    if (model) follow_file(found, model);
    if (actors) target = realpath(actors, NULL);
    if (target && strcmp(target, actors) != 0) add_guard(found, target);
    if (target) follow_actors(found, target);
    if (!target && errno == ENOMEM) found->failed = true;
    free(target);
    free(actors);
    free(model);
}

static int by_identity(const void *a, const void *b)
{
    const struct lock_held *x = a, *y = b;
    if (x->device != y->device) return x->device < y->device ? -1 : 1;
    if (x->inode != y->inode) return x->inode < y->inode ? -1 : 1;
    return y->is_model - x->is_model;
}

/* In order, and each folder once: as the model's own, if it is that as well. */
static void settle(struct found *found)
{
    size_t kept = 0;
    if (!found->count) return;
    qsort(found->items, found->count, sizeof *found->items, by_identity);
    for (size_t i = 1; i < found->count; i++) {
        if (lock_folders_equal(&found->items[i], &found->items[kept])) {
            free(found->items[i].folder);
            free(found->items[i].path);
        } else {
            found->items[++kept] = found->items[i];
        }
    }
    found->count = kept + 1;
}

static stance_result refuse_folder(const char *path, int error_number,
                                   struct stance_diagnostics *list)
{
    struct str words = {0};
    if (error_number == ENOMEM) return STANCE_NO_MEMORY;
    if (error_number == ENOENT)
        str_append(&words, "no such folder");
    else if (error_number == ENOTDIR)
        str_append(&words, "is not a folder");
    else
        file_print_error(error_number, &words);
    if (error_number == ENOENT || error_number == ENOTDIR)
        str_append(&words, ": a model is a folder that holds a model.json (stance help files)");
    diagnostics_error(list, (struct place){diagnostics_copy(list, path), 0, 0}, "%s",
                      str_get(&words));
    if (words.failed) list->failed = true;
    str_clear(&words);
    return list->failed ? STANCE_NO_MEMORY : STANCE_IO;
}

/* 0 or errno. */
static int find_real(const char *path, char **real)
{
    struct stat status;
    *real = realpath(path, NULL);
    if (!*real) return errno;
    if (stat(*real, &status) != 0) return errno;
    return S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
}

stance_result lock_folders_find(const char *path, struct lock_held **held, size_t *count,
                                struct stance_diagnostics *diagnostics)
{
    struct found found = {0};
    char *real;
    int error_number = find_real(path, &real);
    *held = NULL;
    *count = 0;
    if (error_number) {
        free(real);
        return refuse_folder(path, error_number, diagnostics);
    }
    add_folder(&found, real, true);
    follow_all(&found, real);
    free(real);
    if (found.failed) {
        lock_folders_free(found.items, found.count);
        return STANCE_NO_MEMORY;
    }
    settle(&found);
    *held = found.items;
    *count = found.count;
    return STANCE_OK;
}

bool lock_folders_equal(const struct lock_held *a, const struct lock_held *b)
{
    return a->device == b->device && a->inode == b->inode;
}

void lock_folders_free(struct lock_held *held, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(held[i].folder);
        free(held[i].path);
    }
    free(held);
}
