/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readers neither lock nor write: they read, look whether anything has moved meanwhile, and read
 * again if so. Where that takes long they share the writers' lock, if there is one to be had. A
 * folder in which nothing rests for fifty rounds is given up. */
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/file_path.h"
#include "base/map.h"
#include "store/load.h"
#include "store/load_round.h"
#include "store/lock.h"

enum {
    ROUNDS_FREE = 10, /* before a lock is tried */
    ROUNDS_MOST = 50,
    PAUSE_MOST = 16, /* milliseconds */
};

static const double share_seconds = 10; /* of all rounds together */

struct request {
    const char *path;
    size_t threads;
    const struct overlay *overlays;
    size_t n_overlays;
    bool hashes;
    struct stamp **stamps; /* NULL: not asked for */
};

static void empty_model(struct stance_model *model)
{
    map_clear(&model->issue_ids);
    map_clear(&model->actor_ids);
    map_clear(&model->group_ids);
    arena_clear(&model->arena);
    *model = (struct stance_model){0};
}

static bool journal_is_gone(const struct folder *folder, struct stance_diagnostics *list)
{
    char *path = file_join(folder->path, JOURNAL_NAME);
    bool is_gone = path && access(path, F_OK) != 0 && errno == ENOENT;
    if (!path) list->failed = true;
    free(path);
    return is_gone;
}

/* A batch that a living writer is just about to finish is nobody's business. */
static void warn_of_journal(const struct folder *folder, struct stance_diagnostics *list)
{
    if (!folder->has_journal || lock_is_held(folder->path)) return;
    if (journal_is_gone(folder, list)) return; /* finished, and the lock given back, since */
    diagnostics_warn(list, "unfinished", (struct place){0},
                     "a batch is recorded but unfinished (it was interrupted); it is shown whole");
    diagnostics_hint(list, "\"stance update /dev/null\" finishes it");
}

/* One round, from the journal on. *holds: it is to be believed. */
static stance_result read_once(const struct request *request, struct stance_model *model,
                               struct stance_diagnostics *list, bool *holds)
{
    struct folder folder;
    stance_result result =
        folder_open(&folder, request->path, request->overlays, request->n_overlays, list);
    *holds = true;
    if (result == STANCE_OK)
        result = load_round(&folder, request->threads, request->hashes, model, request->stamps,
                            list, holds);
    else if (result != STANCE_NO_MEMORY)
        *holds = folder_journal_holds(&folder);
    if (result == STANCE_OK) warn_of_journal(&folder, list);
    folder_close(&folder);
    return result;
}

static void rest(int round)
{
    long milliseconds = round < 5 ? 1L << round : PAUSE_MOST;
    struct timespec pause = {.tv_nsec = milliseconds * 1000000L};
    nanosleep(&pause, NULL);
}

static stance_result give_up(const char *path, struct stance_diagnostics *list)
{
    diagnostics_error(list, (struct place){diagnostics_copy(list, path), 0, 0},
                      "the model keeps changing while it is read: try again when whoever writes to "
                      "it is done");
    return list->failed ? STANCE_NO_MEMORY : STANCE_IO;
}

static stance_result load_requested(const struct request *request, struct stance_model *model,
                                    struct stance_diagnostics *diagnostics)
{
    double wait_seconds = share_seconds;
    for (int round = 0; round < ROUNDS_MOST; round++) {
        struct stance_diagnostics list = {0};
        int lock = round < ROUNDS_FREE ? -1 : lock_share(request->path, &wait_seconds);
        bool holds = true;
        stance_result result = read_once(request, model, &list, &holds);
        if (lock >= 0) close(lock);
        if (holds || result == STANCE_NO_MEMORY) {
            diagnostics_absorb(diagnostics, &list);
            return diagnostics->failed ? STANCE_NO_MEMORY : result;
        }
        diagnostics_clear(&list);
        empty_model(model);
        rest(round);
    }
    return give_up(request->path, diagnostics);
}

stance_result store_load_with(const char *path, size_t threads, const struct overlay *overlays,
                              size_t n_overlays, struct stance_model *model,
                              struct stance_diagnostics *diagnostics)
{
    const struct request request = {
        .path = path, .threads = threads, .overlays = overlays, .n_overlays = n_overlays};
    return load_requested(&request, model, diagnostics);
}

stance_result store_load_stamped(const char *path, struct stance_model *model,
                                 struct stamp **stamps, struct stance_diagnostics *diagnostics)
{
    const struct request request = {.path = path, .stamps = stamps};
    *stamps = NULL;
    return load_requested(&request, model, diagnostics);
}

stance_result store_load(const char *path, size_t threads, struct stance_model *model,
                         struct stance_diagnostics *diagnostics)
{
    return store_load_with(path, threads, NULL, 0, model, diagnostics);
}

static stance_result load_new(const struct request *request, stance_diagnostics *diagnostics,
                              stance_model **out)
{
    struct stance_model *model = calloc(1, sizeof *model);
    *out = NULL;
    if (!model) return STANCE_NO_MEMORY;
    stance_result result = load_requested(request, model, diagnostics);
    if (result == STANCE_OK)
        *out = model;
    else
        stance_model_free(model);
    return result;
}

stance_result stance_model_load(const char *path, stance_diagnostics *diagnostics,
                                stance_model **out)
{
    const struct request request = {.path = path};
    return load_new(&request, diagnostics, out);
}

stance_result stance_model_load_hashed(const char *path, stance_diagnostics *diagnostics,
                                       stance_model **out)
{
    const struct request request = {.path = path, .hashes = true};
    return load_new(&request, diagnostics, out);
}
