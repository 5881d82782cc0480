/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flock on a file that is removed while it is still held: so in rest nothing lies about, and a
 * writer that got the lock of a file which is gone, or another one by now, begins again. Waiting is
 * polling, as a signal handler to end a blocking wait is not a library's to install. */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/file_path.h"
#include "base/file_stage.h"
#include "base/number.h"
#include "base/str.h"
#include "store/lock_folders.h"

enum {
    TRIES_MOST = 1000, /* files that vanish or come between two calls */
    SETS_MOST = 10,    /* links that change while locks are taken */
    PAUSE_FIRST = 1,   /* milliseconds */
    PAUSE_MOST = 16,
    PERMISSIONS = 0666,
};

/* Waiting */

static double now_seconds(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Doubling, so that a short wait stays short and a long one costs nothing. */
static void rest(int *milliseconds)
{
    struct timespec pause = {.tv_nsec = *milliseconds * 1000000L};
    nanosleep(&pause, NULL);
    if (*milliseconds < PAUSE_MOST) *milliseconds *= 2;
}

/* 0, EWOULDBLOCK, or why there are no locks. */
static int try_lock(int descriptor, int operation)
{
    while (flock(descriptor, operation | LOCK_NB) != 0)
        if (errno != EINTR) return errno;
    return 0;
}

/* The lock's file */

static int open_file(const char *path, int flags, mode_t mode, int *descriptor)
{
    return file_open(path, flags | O_NOFOLLOW | O_NONBLOCK, mode, descriptor);
}

/* Whoever may write model.json may open the lock. Not being allowed to say so does no harm. */
static void share_mode(int descriptor, const char *folder)
{
    char *model = file_join(folder, "model.json");
    if (model) file_lend_access(descriptor, model);
    free(model);
}

/* 0 or errno. */
static int open_lock(const struct lock_held *held, int *descriptor)
{
    for (int i = 0; i < TRIES_MOST; i++) {
        int error_number = open_file(held->path, O_RDWR, 0, descriptor);
        /* A lock can be taken without permission to write; NFS objects, and says so. */
        if (error_number == EACCES || error_number == EROFS)
            error_number = open_file(held->path, O_RDONLY, 0, descriptor);
        if (error_number != ENOENT) return error_number;
        error_number = open_file(held->path, O_RDWR | O_CREAT | O_EXCL, PERMISSIONS, descriptor);
        if (!error_number) share_mode(*descriptor, held->folder);
        if (error_number != EEXIST) return error_number;
    }
    return EBUSY;
}

/* Does the path still lead to the file that is locked? It is opened, as a network's file system
 * answers stat from memory. 0: yes; ESTALE: no; else errno: it cannot be told. */
static int check_current(const char *path, int descriptor)
{
    struct stat locked, there;
    int again, error_number = open_file(path, O_RDONLY, 0, &again);
    if (error_number) return error_number == ENOENT ? ESTALE : error_number;
    if (fstat(again, &there) != 0 || fstat(descriptor, &locked) != 0)
        error_number = errno;
    else if (there.st_dev != locked.st_dev || there.st_ino != locked.st_ino)
        error_number = ESTALE;
    close(again);
    return error_number;
}

/* Taking */

/* Whoever waits can be stopped. */
static void rest_in_reach(const struct lock *lock, int *milliseconds)
{
    sigset_t held;
    bool lets_through =
        lock->holds_signals && pthread_sigmask(SIG_SETMASK, &lock->old_mask, &held) == 0;
    rest(milliseconds);
    if (lets_through) pthread_sigmask(SIG_SETMASK, &held, NULL);
}

/* 0, EWOULDBLOCK after the wait, or errno. */
static int take_one(const struct lock *lock, struct lock_held *held, double until)
{
    int pause = PAUSE_FIRST;
    for (;;) {
        int descriptor, error_number = open_lock(held, &descriptor);
        if (error_number) return error_number;
        error_number = try_lock(descriptor, LOCK_EX);
        if (!error_number) error_number = check_current(held->path, descriptor);
        if (!error_number) {
            held->descriptor = descriptor;
            return 0;
        }
        close(descriptor);
        if (error_number != EWOULDBLOCK && error_number != ESTALE) return error_number;
        if (now_seconds() >= until) return EWOULDBLOCK;
        if (error_number == EWOULDBLOCK) rest_in_reach(lock, &pause);
    }
}

/* Who keeps a writer waiting. */
struct holder {
    long process; /* 0: not found */
    bool is_reader;
};

/* A line of the kernel's list: "1: FLOCK  ADVISORY  WRITE 123 08:01:456 0 EOF"; device in hex. */
static bool parse_holder(const char *line, const struct stat *status, struct holder *holder)
{
    char kind[8];
    long process;
    unsigned device[2];
    uintmax_t inode;
    /* NOLINTNEXTLINE(cert-err34-c): what does not fit is compared and found to differ */
    if (sscanf(line, "%*s FLOCK %*s %7s %ld %x:%x:%ju", kind, &process, &device[0], &device[1],
               &inode) != 5)
        return false;
    if (inode != status->st_ino || device[0] != major(status->st_dev) ||
        device[1] != minor(status->st_dev))
        return false;
    *holder = (struct holder){.process = process, .is_reader = strcmp(kind, "READ") == 0};
    return true;
}

/* Readers may hold the lock together; one of them is named. */
static struct holder find_holder(const char *path)
{
    struct holder holder = {0};
    struct stat status;
    char line[256];
    FILE *list;
    if (stat(path, &status) != 0) return holder;
    list = fopen("/proc/locks", "re");
    while (list && fgets(line, sizeof line, list))
        if (parse_holder(line, &status, &holder)) break;
    if (list) fclose(list);
    return holder;
}

static void explain_busy(const struct lock_held *held, double wait_seconds, struct str *words)
{
    struct holder holder = find_holder(held->path);
    str_printf(words, "the %s is busy: ", held->is_model ? "model" : "folder of a linked file");
    if (holder.process > 0)
        str_printf(words, "process %ld", holder.process);
    else
        str_append(words, "another process");
    str_append(words, holder.is_reader ? " is reading it" : " is writing to it");
    if (wait_seconds > 0) {
        str_append(words, "; not done in ");
        number_print(wait_seconds, words);
        str_append(words, wait_seconds == 1 ? " second" : " seconds");
    }
    str_append(words, ", so nothing was changed");
}

static void explain(int error_number, struct str *words)
{
    bool has_no_locks = error_number == ENOLCK || error_number == EOPNOTSUPP ||
                        error_number == ENOSYS || error_number == EINVAL || error_number == EBADF;
    str_append(words, has_no_locks ? "cannot be locked here, so that two writers at once could not "
                                     "be kept apart: "
                                   : "cannot be written: ");
    file_print_error(error_number, words);
    str_append(words, ": nothing was changed");
}

static void complain(const struct lock_held *held, const char *path, int error_number,
                     double wait_seconds, struct stance_diagnostics *list)
{
    struct str words = {0};
    struct place place = {0};
    /* The model as the user named it; a folder that a link leads to as it is. */
    place.file = diagnostics_copy(list, held->is_model ? path : held->folder);
    if (error_number == EWOULDBLOCK)
        explain_busy(held, wait_seconds, &words);
    else
        explain(error_number, &words);
    diagnostics_error(list, place, "%s", str_get(&words));
    if (words.failed) list->failed = true;
    str_clear(&words);
}

static void let_go(struct lock *lock)
{
    for (size_t i = lock->count; i-- > 0;) {
        const struct lock_held *held = &lock->held[i];
        if (held->descriptor < 0) continue;
        /* Somebody may have removed it by hand, and another writer made one of its own. */
        if (check_current(held->path, held->descriptor) == 0) unlink(held->path);
        close(held->descriptor);
    }
    lock_folders_free(lock->held, lock->count);
    lock->held = NULL;
    lock->count = 0;
}

static stance_result take_all(struct lock *lock, const char *path, double wait_seconds,
                              struct stance_diagnostics *list)
{
    double until = now_seconds() + wait_seconds;
    for (size_t i = 0; i < lock->count; i++) {
        int error_number = take_one(lock, &lock->held[i], until);
        if (!error_number) continue;
        if (error_number == ENOMEM) return STANCE_NO_MEMORY;
        complain(&lock->held[i], path, error_number, wait_seconds, list);
        return list->failed ? STANCE_NO_MEMORY : STANCE_IO;
    }
    return STANCE_OK;
}

/* Now that nobody else writes: do links still lead where they led? */
static stance_result look_again(const struct lock *lock, const char *path, bool *are_same,
                                struct stance_diagnostics *list)
{
    struct lock_held *now;
    size_t count;
    stance_result result = lock_folders_find(path, &now, &count, list);
    *are_same = result == STANCE_OK && count == lock->count;
    for (size_t i = 0; *are_same && i < count; i++)
        *are_same = lock_folders_equal(&now[i], &lock->held[i]);
    if (result == STANCE_OK) lock_folders_free(now, count);
    return result;
}

stance_result lock_take(const char *path, double wait_seconds, struct lock *lock,
                        struct stance_diagnostics *diagnostics)
{
    *lock = (struct lock){0};
    lock_hold_signals(lock); /* one of them would leave the lock's file behind */
    for (int i = 0; i < SETS_MOST; i++) {
        bool are_same = false;
        stance_result result = lock_folders_find(path, &lock->held, &lock->count, diagnostics);
        if (result == STANCE_OK) result = take_all(lock, path, wait_seconds, diagnostics);
        if (result == STANCE_OK) result = look_again(lock, path, &are_same, diagnostics);
        if (are_same) return STANCE_OK;
        let_go(lock);
        if (result == STANCE_OK) continue;
        lock_release(lock);
        return result;
    }
    lock_release(lock);
    diagnostics_error(diagnostics, (struct place){diagnostics_copy(diagnostics, path), 0, 0},
                      "the symbolic links in it keep changing: nothing was changed");
    return diagnostics->failed ? STANCE_NO_MEMORY : STANCE_IO;
}

void lock_release(struct lock *lock)
{
    bool holds_signals = lock->holds_signals;
    let_go(lock);
    lock->holds_signals = false;
    if (holds_signals) pthread_sigmask(SIG_SETMASK, &lock->old_mask, NULL);
}

/* Signals */

static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
enum { N_STOPPING = sizeof stopping / sizeof *stopping };

void lock_hold_signals(struct lock *lock)
{
    sigset_t set;
    if (lock->holds_signals) return;
    sigemptyset(&set);
    for (int i = 0; i < N_STOPPING; i++)
        sigaddset(&set, stopping[i]);
    sigaddset(&set, SIGPIPE);
    lock->holds_signals = pthread_sigmask(SIG_BLOCK, &set, &lock->old_mask) == 0;
}

bool lock_signal_is_pending(const struct lock *lock)
{
    sigset_t pending;
    if (!lock->holds_signals || sigpending(&pending) != 0) return false;
    for (int i = 0; i < N_STOPPING; i++) {
        struct sigaction action;
        if (sigismember(&pending, stopping[i]) != 1) continue;
        if (sigismember(&lock->old_mask, stopping[i]) == 1) continue; /* the caller holds it back */
        if (sigaction(stopping[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN) return true;
    }
    return false;
}

/* Readers */

int lock_share(const char *path, double *wait_seconds)
{
    double begin = now_seconds(), until = begin + *wait_seconds;
    int pause = PAUSE_FIRST, descriptor = -1;
    char *file = file_join(path, LOCK_NAME);
    while (file) {
        int error_number = open_file(file, O_RDONLY, 0, &descriptor);
        if (error_number) break;
        error_number = try_lock(descriptor, LOCK_SH);
        if (!error_number) error_number = check_current(file, descriptor);
        if (!error_number) break;
        close(descriptor);
        descriptor = -1;
        if (error_number != EWOULDBLOCK && error_number != ESTALE) break;
        if (now_seconds() >= until) break;
        rest(&pause);
    }
    free(file);
    *wait_seconds -= now_seconds() - begin;
    return descriptor;
}

bool lock_is_held(const char *path)
{
    char *file = file_join(path, LOCK_NAME);
    int descriptor = -1;
    if (file) open_file(file, O_RDONLY, 0, &descriptor);
    bool is_held = descriptor >= 0 && try_lock(descriptor, LOCK_SH) == EWOULDBLOCK;
    if (descriptor >= 0) close(descriptor);
    free(file);
    return is_held;
}
