/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rename, fsync of a folder and unlink of a batch fails, once, three times or from then on:
 * what is said holds, readers see all or nothing, and the next writer clears up. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "store/in_model.h"

void suite_store_commit_faults(void);

struct failing {
    size_t calls, fails_from, fails_to;
    int error_number;
    bool knows_no_exchange;
};

static bool fails(struct failing *failing)
{
    size_t call = failing->calls++;
    errno = failing->error_number;
    return call >= failing->fails_from && call < failing->fails_to;
}

static int failing_rename(void *context, const char *from, const char *to, unsigned flags)
{
    const struct failing *failing = context;
    if (fails(context)) return -1;
    if (flags && failing->knows_no_exchange) {
        errno = EINVAL;
        return -1;
    }
    return flags ? renameat2(AT_FDCWD, from, AT_FDCWD, to, flags) : rename(from, to);
}

static int failing_sync(void *context, const char *folder)
{
    (void)folder;
    return fails(context) ? EIO : 0;
}

static int failing_unlink(void *context, const char *path)
{
    return fails(context) ? -1 : unlink(path);
}

static bool holds_all(const char *folder, const struct change *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(get(at(folder, texts[i].name)), texts[i].text) != 0) return false;
    return true;
}

static const char *const words[] = {": nothing was changed", ": recorded but unfinished; the next",
                                    ": written, but not confirmed by the disk"};
enum { NOTHING, RECORDED, WRITTEN, N_WORDS };

static size_t which(const char *listing)
{
    size_t said = N_WORDS, count = 0;
    for (size_t i = 0; i < N_WORDS; i++)
        if (strstr(listing, words[i])) said = i, count++;
    return count == 1 ? said : N_WORDS;
}

#define UNFINISHED                                                                                 \
    "-::0:0: unfinished: a batch is recorded but unfinished (it was interrupted); it is shown "    \
    "whole | \"stance update /dev/null\" finishes it\n"

/* The batch is in. What could not be cleared away is told, and cleared by the next writer. */
static void check_left_over(const char *folder, const char *listing)
{
    stance_recovery found;
    if (listing[0]) {
        CHECK_HOLDS(listing, "left-over: ");
        CHECK_HOLDS(listing, ": the batch is in; the next command that writes clears up");
        CHECK_INT(recover_folder(folder, &found, NULL, NULL), STANCE_OK);
    }
    check_clean(folder);
}

/* said[]: how often each was said. Of several files it is always known: a journal says which. */
static bool run(const struct change *changes, size_t count, bool makes, struct failing failing,
                size_t said[])
{
    struct batch_seam seam = {failing_rename, failing_sync, failing_unlink, NULL, &failing};
    const char *folder = small_model(), *listing, *seen;
    const char *old_seen = makes ? "old a, " : "old a, old b, ";
    const char *new_seen = count == 1 ? "the new a, old b, " : "the new a, the new b, ";
    stance_recovery found;
    if (makes) unlink(at(folder, "actors/b.json"));
    stance_result result = commit_changes(folder, changes, count, &seam, &listing);
    seen = seen_in(folder);
    if (result == STANCE_OK) {
        CHECK_TEXT(seen,
                   test_text("%s%s", new_seen, strstr(seen, "unfinished:") ? UNFINISHED : ""));
        CHECK(holds_all(folder, changes, count));
        check_left_over(folder, listing);
        return failing.calls > failing.fails_from;
    }
    size_t is = which(listing);
    if (is == N_WORDS) {
        FAIL("says nothing: %s", listing);
        return true;
    }
    said[is]++;
    CHECK_HOLDS(seen, is == NOTHING ? old_seen : new_seen);
    if (is == NOTHING && !strstr(listing, "may lie about") && failing.fails_to < 1000)
        check_clean(folder);
    if (!CHECK_INT(recover_folder(folder, &found, NULL, NULL), STANCE_OK)) FAIL("%s", listing);
    CHECK_TEXT(seen_in(folder), is == NOTHING ? old_seen : new_seen);
    CHECK(is == NOTHING || holds_all(folder, changes, count));
    check_clean(folder);
    return true;
}

static void sweep(const struct change *changes, size_t count, bool makes, bool knows_no_exchange,
                  const size_t expected[])
{
    static const size_t lengths[] = {1, 3, 4, 1000};
    size_t said[N_WORDS] = {0};
    for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
        bool goes_on = true;
        for (size_t from = 0; goes_on && from < 100; from++)
            goes_on = run(changes, count, makes,
                          (struct failing){.fails_from = from,
                                           .fails_to = from + lengths[l],
                                           .error_number = EIO,
                                           .knows_no_exchange = knows_no_exchange},
                          said);
        CHECK(!goes_on);
    }
    for (size_t i = 0; i < N_WORDS; i++)
        if ((said[i] > 0) != (expected[i] > 0)) FAIL("\"%s\": %zu times", words[i], said[i]);
}

static void several(void)
{
    sweep(new_texts, N_TEXTS, false, false, (const size_t[]){1, 1, 0});
}

static void one(void)
{
    sweep(new_texts, 1, false, false, (const size_t[]){1, 0, 1});
}

static void with_a_new_one(void)
{
    sweep(new_texts, 2, true, false, (const size_t[]){1, 1, 0});
}

/* As on network file systems. */
static void without_exchange(void)
{
    sweep(new_texts, N_TEXTS, false, true, (const size_t[]){1, 1, 0});
    sweep(new_texts, 1, false, true, (const size_t[]){1, 0, 1});
    sweep(new_texts, 2, true, true, (const size_t[]){1, 1, 0});
}

void suite_store_commit_faults(void)
{
    CU_pSuite suite = CU_add_suite("store/commit_faults", NULL, NULL);
    CU_add_test(suite, "several", several);
    CU_add_test(suite, "one", one);
    CU_add_test(suite, "with a new one", with_a_new_one);
    CU_add_test(suite, "without exchange", without_exchange);
}
