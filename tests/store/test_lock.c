/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One writer at a time, and nothing left of it: waiting, lock files that are removed and made again
 * under one's hands, links into other folders, signals held back. */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <time.h>

#include "store/in_model.h"

void suite_store_lock(void);

enum { NOBODY = 65534 };

static stance_result take(const char *folder, double wait, struct lock *lock, const char **listing)
{
    stance_diagnostics *list = stance_diagnostics_new();
    stance_result result = lock_take(folder, wait, lock, list);
    if (listing) *listing = listing_of(list, folder);
    stance_diagnostics_free(list);
    return result;
}

/* As a reader does, without waiting. */
static int share(const char *folder)
{
    double wait_seconds = 0;
    return lock_share(folder, &wait_seconds);
}

static bool can_take(const char *folder)
{
    struct lock lock;
    stance_result result = take(folder, 0, &lock, NULL);
    lock_release(&lock);
    return result == STANCE_OK;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void taken_and_released(void)
{
    const char *folder = small_model(), *listing;
    struct lock lock, other;
    struct stat status;
    CHECK_INT(chmod(at(folder, "model.json"), 0640), 0);
    CHECK_INT(take(folder, 0, &lock, NULL), STANCE_OK);
    CHECK_INT(stat(at(folder, LOCK_NAME), &status), 0);
    CHECK_INT(status.st_mode & 07777, 0640);
    CHECK_INT(status.st_size, 0);
    CHECK(lock_is_held(folder));
    double begin = seconds();
    CHECK_INT(take(test_text("%s/.", folder), 0.05, &other, &listing), STANCE_IO);
    CHECK(seconds() - begin >= 0.05);
    CHECK_HOLDS(listing, test_text("0:0: the model is busy: process %ld is writing to it; not done "
                                   "in 0.05 seconds, so nothing was changed\n",
                                   (long)getpid()));
    lock_release(&other);
    CHECK_INT(share(folder), -1);
    lock_release(&lock);
    lock_release(&lock); /* does nothing */
    check_clean(folder);
    CHECK(!lock_is_held(folder));
    CHECK_INT(share(folder), -1); /* a reader does not make it */
    check_clean(folder);
    CHECK(can_take(folder));
}

/* What a reader waits for a writer is taken off what it may wait in all. */
static void a_bounded_wait(void)
{
    const char *folder = small_model();
    struct lock lock;
    double left = 0.03, begin = seconds();
    CHECK_INT(take(folder, 0, &lock, NULL), STANCE_OK);
    for (int i = 0; i < 10; i++)
        CHECK_INT(lock_share(folder, &left), -1);
    CHECK(left <= 0);
    CHECK(seconds() - begin < 1);
    lock_release(&lock);
}

/* A dead process left its file. */
static void stale_file(void)
{
    const char *folder = small_model(), *listing;
    struct lock lock;
    put(at(folder, LOCK_NAME), "");
    int shared = share(folder);
    CHECK(shared >= 0);
    CHECK(!lock_is_held(folder));
    CHECK(!can_take(folder)); /* while a reader shares it */
    CHECK_INT(take(folder, 0, &lock, &listing), STANCE_IO);
    CHECK_TEXT(listing, test_text("0:0: the model is busy: process %ld is reading it, so nothing "
                                  "was changed\n",
                                  (long)getpid()));
    close(shared);
    CHECK(can_take(folder));
    check_clean(folder);
}

static int hold_by_hand(const char *folder)
{
    int descriptor = open(at(folder, LOCK_NAME), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    CHECK_INT(flock(descriptor, LOCK_EX | LOCK_NB), 0);
    return descriptor;
}

/* Removed while it is held: another writer makes its own, and the first leaves that alone. */
static void removed_by_hand(void)
{
    const char *folder = small_model();
    struct lock lock, second;
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    CHECK_INT(take(folder, 0, &lock, NULL), STANCE_OK);
    unlink(at(folder, LOCK_NAME));
    CHECK_INT(take(folder, 0, &second, NULL), STANCE_OK);
    lock_release(&lock);
    CHECK(!can_take(folder));
    lock_release(&second);
    check_clean(folder);
    pthread_sigmask(SIG_SETMASK, &mask, NULL); /* two locks of one process, released crosswise */
}

/* The holder removes the file, as it does at its end; another one is there when the lock is had. */
struct change_of_file {
    const char *folder;
    int descriptor;
    bool is_made_again;
};

static void *change_file(void *data)
{
    const struct change_of_file *change = data;
    const struct timespec pause = {.tv_nsec = 30000000};
    char path[512];
    snprintf(path, sizeof path, "%s/" LOCK_NAME, change->folder);
    nanosleep(&pause, NULL);
    unlink(path);
    if (change->is_made_again) close(open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    close(change->descriptor);
    return NULL;
}

static void file_changes_while_waiting(void)
{
    for (int is_made_again = 0; is_made_again < 2; is_made_again++) {
        const char *folder = small_model();
        struct change_of_file change = {folder, hold_by_hand(folder), is_made_again};
        struct lock lock;
        pthread_t thread;
        CHECK_INT(pthread_create(&thread, NULL, change_file, &change), 0);
        CHECK_INT(take(folder, 5, &lock, NULL), STANCE_OK);
        pthread_join(thread, NULL);
        CHECK(lock_is_held(folder));
        lock_release(&lock);
        check_clean(folder);
    }
}

/* Linked files and folders are locked where they are; a model's actors by that model's lock. */
static void links(void)
{
    const char *a = small_model(), *b = small_model(), *outside = at(test_folder(), "outside");
    const char *listing;
    struct lock lock, second;
    CHECK_INT(mkdir(outside, 0777), 0);
    CHECK_INT(rename(at(a, "actors/a.json"), at(outside, "a.json")), 0);
    CHECK_INT(symlink("../../outside/a.json", at(a, "actors/a.json")), 0);
    CHECK_INT(symlink("nowhere/x", at(a, "actors/x.json")), 0); /* the loader names it */
    unlink(at(b, "actors/a.json"));
    unlink(at(b, "actors/b.json"));
    CHECK_INT(rmdir(at(b, "actors")), 0);
    CHECK_INT(symlink(at(a, "actors"), at(b, "actors")), 0);
    CHECK_INT(take(b, 0, &lock, NULL), STANCE_OK);
    CHECK_SIZE(lock.count, 3);
    CHECK_TEXT(hidden_in(outside), LOCK_NAME " ");
    CHECK_TEXT(hidden_in(a), LOCK_NAME " ");
    CHECK_TEXT(hidden_in(at(a, "actors")), "");
    CHECK(!can_take(a));
    lock_release(&lock);
    CHECK_TEXT(hidden_in(outside), "");
    check_clean(a);
    check_clean(b);
    CHECK_INT(take(a, 0, &lock, NULL), STANCE_OK);
    CHECK_SIZE(lock.count, 2);
    CHECK_INT(take(b, 1, &second, &listing), STANCE_IO);
    CHECK_HOLDS(listing, "the folder of a linked file is busy: process ");
    CHECK_HOLDS(listing, "; not done in 1 second, so");
    CHECK_TEXT(hidden_in(b), ""); /* what it had taken already is let go */
    lock_release(&lock);
}

static void refused(void)
{
    const char *folder = small_model(), *listing;
    struct lock lock;
    CHECK_INT(take(at(folder, "nowhere"), 0, &lock, &listing), STANCE_IO);
    CHECK_HOLDS(listing, "no such folder: a model is a folder that holds a model.json");
    CHECK_INT(take(at(folder, "model.json"), 0, &lock, &listing), STANCE_IO);
    CHECK_HOLDS(listing, "is not a folder: a model is");
    CHECK_INT(mkdir(at(folder, LOCK_NAME), 0777), 0);
    CHECK_INT(take(folder, 0, &lock, &listing), STANCE_IO);
    CHECK_HOLDS(listing, "cannot be written: is a folder: nothing was changed");
    CHECK_INT(rmdir(at(folder, LOCK_NAME)), 0);
    CHECK_INT(symlink("elsewhere", at(folder, LOCK_NAME)), 0);
    CHECK_INT(take(folder, 0, &lock, &listing), STANCE_IO); /* never through a link */
    CHECK(access(at(folder, "elsewhere"), F_OK) != 0);
    unlink(at(folder, LOCK_NAME));
}

static void read_only(void)
{
    const char *folder = small_model(), *listing;
    struct lock lock;
    if (geteuid() != 0) {
        test_skip("only root can be somebody else");
        return;
    }
    CHECK_INT(chmod(test_folder(), 0755), 0);
    CHECK_INT(seteuid(NOBODY), 0);
    CHECK_INT(take(folder, 0, &lock, &listing), STANCE_IO);
    CHECK_HOLDS(listing, "cannot be written: permission denied: nothing was changed");
    CHECK_TEXT(seen_in(folder), "old a, old b, ");
    CHECK_INT(seteuid(0), 0);
    put(at(folder, LOCK_NAME), ""); /* one that may only be read will do */
    CHECK_INT(chmod(at(folder, LOCK_NAME), 0444), 0);
    CHECK_INT(seteuid(NOBODY), 0);
    CHECK_INT(take(folder, 0, &lock, NULL), STANCE_OK);
    CHECK(lock_is_held(folder));
    lock_release(&lock);
    CHECK_INT(seteuid(0), 0);
    CHECK_TEXT(hidden_in(folder), LOCK_NAME " "); /* it was not ours to remove */
}

static volatile sig_atomic_t caught;

static void catch (int signal_number)
{
    caught = signal_number;
}

static void signals(void)
{
    const char *folder = small_model();
    struct sigaction catching = {.sa_handler = catch}, ignoring = {.sa_handler = SIG_IGN}, before;
    struct lock lock;
    sigset_t mask, now;
    caught = 0;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    CHECK_INT(sigaction(SIGTERM, &catching, &before), 0);
    CHECK_INT(take(folder, 0, &lock, NULL), STANCE_OK);
    CHECK(!lock_signal_is_pending(&lock));
    lock_hold_signals(&lock);
    lock_hold_signals(&lock);
    CHECK(!lock_signal_is_pending(&lock));
    raise(SIGTERM);
    CHECK_INT(caught, 0);
    CHECK(lock_signal_is_pending(&lock));
    lock_release(&lock);
    CHECK_INT(caught, SIGTERM);
    pthread_sigmask(SIG_BLOCK, NULL, &now);
    CHECK_INT(sigismember(&now, SIGTERM), sigismember(&mask, SIGTERM));
    /* What the process ignores, as under nohup, stops nothing. */
    CHECK_INT(sigaction(SIGTERM, &ignoring, NULL), 0);
    CHECK_INT(take(folder, 0, &lock, NULL), STANCE_OK);
    lock_hold_signals(&lock);
    raise(SIGTERM);
    CHECK(!lock_signal_is_pending(&lock));
    lock_release(&lock);
    CHECK_INT(sigaction(SIGTERM, &before, NULL), 0);
}

void suite_store_lock(void)
{
    CU_pSuite suite = CU_add_suite("store/lock", NULL, NULL);
    CU_add_test(suite, "taken and released", taken_and_released);
    CU_add_test(suite, "a bounded wait", a_bounded_wait);
    CU_add_test(suite, "stale file", stale_file);
    CU_add_test(suite, "removed by hand", removed_by_hand);
    CU_add_test(suite, "file changes while waiting", file_changes_while_waiting);
    CU_add_test(suite, "links", links);
    CU_add_test(suite, "refused", refused);
    CU_add_test(suite, "read-only", read_only);
    CU_add_test(suite, "signals", signals);
}
