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
#include <time.h>
#include <unistd.h>

#include "base/file.h"
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

static int open_file(const char *path, int flags, mode_t mode)
{
    int descriptor;
    do {
        descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode);
    } while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

/* Whoever may write model.json may open the lock. Not being allowed to say so does no harm. */
static void share_mode(int descriptor, const char *folder)
{
    struct stat model;
    struct str path = {0};
    str_printf(&path, "%s/model.json", folder);
    if (!path.failed && stat(str_get(&path), &model) == 0) {
        int ignored = fchmod(descriptor, model.st_mode & PERMISSIONS);
        (void)ignored;
    }
    str_clear(&path);
}

/* 0 or errno. */
static int open_lock(const struct lock_held *held, int *descriptor)
{
    for (int i = 0; i < TRIES_MOST; i++) {
        *descriptor = open_file(held->path, O_RDWR, 0);
        /* A lock can be taken without permission to write; NFS objects, and says so. */
        if (*descriptor < 0 && (errno == EACCES || errno == EROFS))
            *descriptor = open_file(held->path, O_RDONLY, 0);
        if (*descriptor >= 0) return 0;
        if (errno != ENOENT) return errno;
        *descriptor = open_file(held->path, O_RDWR | O_CREAT | O_EXCL, PERMISSIONS);
        if (*descriptor >= 0) {
            share_mode(*descriptor, held->folder);
            return 0;
        }
        if (errno != EEXIST) return errno;
    }
    return EBUSY;
}

/* Does the path still lead to the file that is locked? It is opened, as a network's file system
 * answers stat from memory. 0: yes; ESTALE: no; else errno: it cannot be told. */
static int check_current(const char *path, int descriptor)
{
    struct stat locked, there;
    int again = open_file(path, O_RDONLY, 0), error_number = 0;
    if (again < 0) return errno == ENOENT ? ESTALE : errno;
    if (fstat(again, &there) != 0 || fstat(descriptor, &locked) != 0)
        error_number = errno;
    else if (there.st_dev != locked.st_dev || there.st_ino != locked.st_ino)
        error_number = ESTALE;
    close(again);
    return error_number;
}

/* Taking */

/* 0, EWOULDBLOCK after the wait, or errno. */
static int take_one(struct lock_held *held, double until)
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
        if (error_number == EWOULDBLOCK) rest(&pause);
    }
}

/* The kernel's list of locks: "1: FLOCK  ADVISORY  WRITE 123 08:01:456 0 EOF". 0: not found. */
static long find_holder(const char *path)
{
    struct stat status;
    char line[256];
    long found = 0;
    FILE *list;
    if (stat(path, &status) != 0) return 0;
    list = fopen("/proc/locks", "re");
    while (list && !found && fgets(line, sizeof line, list)) {
        const char *kind = strstr(line, "FLOCK");
        const char *inode = strrchr(line, ':');
        char *end;
        if (!kind || !inode || strtoumax(inode + 1, &end, 10) != (uintmax_t)status.st_ino) continue;
        kind += strcspn(kind, "0123456789");
        found = strtol(kind, &end, 10);
    }
    if (list) fclose(list);
    return found;
}

static void explain(const struct lock_held *held, int error_number, double wait_seconds,
                    struct str *words)
{
    long holder = error_number == EWOULDBLOCK ? find_holder(held->path) : 0;
    if (error_number == EWOULDBLOCK) {
        str_append(words, "is busy: another process");
        if (holder > 0) str_printf(words, " (number %ld)", holder);
        str_printf(words,
                   " is writing to it, and was not done in %ld seconds; try again, or wait "
                   "longer (--wait)",
                   (long)wait_seconds);
    } else if (error_number == ENOLCK || error_number == EOPNOTSUPP || error_number == ENOSYS ||
               error_number == EINVAL || error_number == EBADF) {
        str_append(words, "cannot be locked here, so that two writers at once could not be kept "
                          "apart: ");
        file_print_error(error_number, words);
    } else {
        str_append(words, "cannot be written: ");
        file_print_error(error_number, words);
    }
    str_append(words, ": nothing was changed");
}

static void complain(const struct lock_held *held, const char *path, int error_number,
                     double wait_seconds, struct stance_diagnostics *list)
{
    struct str words = {0};
    struct place place = {0};
    /* The model as the user named it; a folder that a link leads to as it is. */
    place.file = diagnostics_copy(list, held->is_model ? path : held->folder);
    explain(held, error_number, wait_seconds, &words);
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
        int error_number = take_one(&lock->held[i], until);
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
    for (int i = 0; i < SETS_MOST; i++) {
        bool are_same = false;
        stance_result result;
        *lock = (struct lock){0};
        result = lock_folders_find(path, &lock->held, &lock->count, diagnostics);
        if (result == STANCE_OK) result = take_all(lock, path, wait_seconds, diagnostics);
        if (result == STANCE_OK) result = look_again(lock, path, &are_same, diagnostics);
        if (are_same) return STANCE_OK;
        let_go(lock);
        if (result != STANCE_OK) return result;
    }
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

static char *lock_path(const char *path)
{
    struct str whole = {0};
    str_printf(&whole, "%s/" LOCK_NAME, path);
    return str_take(&whole);
}

int lock_share(const char *path, double wait_seconds)
{
    double until = now_seconds() + wait_seconds;
    int pause = PAUSE_FIRST, descriptor = -1;
    char *file = lock_path(path);
    while (file) {
        int error_number;
        descriptor = open_file(file, O_RDONLY, 0);
        if (descriptor < 0) break;
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
    return descriptor;
}

bool lock_is_held(const char *path)
{
    char *file = lock_path(path);
    int descriptor = file ? open_file(file, O_RDONLY, 0) : -1;
    bool is_held = descriptor >= 0 && try_lock(descriptor, LOCK_SH) == EWOULDBLOCK;
    if (descriptor >= 0) close(descriptor);
    free(file);
    return is_held;
}
