/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readers while another process writes: they see whole batches, take turns with a writer who never
 * rests, and give up on a folder that nobody locks. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "store/in_model.h"

void suite_store_load_rounds(void);

enum { BATCHES = 60 };

/* In a process of its own, which ends here. */
static void write_batches(const char *folder)
{
    int failed = 0;
    for (int i = 0; i < BATCHES; i++)
        failed +=
            commit_changes(folder, i % 2 ? old_texts : new_texts, N_TEXTS, NULL, NULL) != STANCE_OK;
    _exit(failed ? 1 : 0);
}

static void whole_batches(void)
{
    const char *folder = small_model();
    size_t seen[2] = {0};
    int status = 0;
    pid_t child = fork();
    if (child == 0) write_batches(folder);
    while (child > 0 && waitpid(child, &status, WNOHANG) == 0) {
        const char *text = seen_in(folder);
        if (strcmp(text, "old a, old b, ") == 0)
            seen[0]++;
        else if (strcmp(text, "the new a, the new b, ") == 0)
            seen[1]++;
        else
            FAIL("%s", text);
    }
    CHECK_INT(status, 0);
    CHECK(seen[0] + seen[1] > 0);
    CHECK_TEXT(seen_in(folder), "old a, old b, ");
    check_clean(folder);
}

/* Replaces a file again and again; under the lock, if there is one. */
static void never_rest(const char *file, const char *other, int lock)
{
    for (size_t round = 0;; round++) {
        if (lock >= 0) flock(lock, LOCK_EX);
        for (int i = 0; i < 200; i++) {
            int descriptor = open(other, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
            if (write(descriptor, "{}\n\n", i % 2 ? 3 : 4) < 0 || close(descriptor) != 0) _exit(1);
            if (rename(other, file) != 0) _exit(1);
        }
        if (lock >= 0) flock(lock, LOCK_UN);
        if (lock >= 0) usleep(1000); /* let the reader in */
    }
}

static const char *seen_meanwhile(const char *folder, bool has_lock)
{
    int lock = has_lock ? open(at(folder, LOCK_NAME), O_RDWR | O_CREAT | O_CLOEXEC, 0666) : -1;
    const char *file = at(folder, "actors/b.json"), *other = at(folder, "other"), *seen;
    pid_t child = fork();
    if (child == 0) never_rest(file, other, lock);
    usleep(20000);
    seen = seen_in(folder);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    if (lock >= 0) close(lock);
    return seen;
}

static void shares_the_lock(void)
{
    const char *folder = small_model();
    CHECK_TEXT(seen_meanwhile(folder, true), "old a, b, ");
}

static void gives_up(void)
{
    const char *folder = small_model();
    const char *seen = seen_meanwhile(folder, false);
    /* It may have been lucky once. */
    if (strcmp(seen, "old a, b, ") != 0)
        CHECK_HOLDS(seen, "the model keeps changing while it is read: try again");
}

void suite_store_load_rounds(void)
{
    CU_pSuite suite = CU_add_suite("store/load_rounds", NULL, NULL);
    CU_add_test(suite, "whole batches", whole_batches);
    CU_add_test(suite, "shares the lock", shares_the_lock);
    CU_add_test(suite, "gives up", gives_up);
}
