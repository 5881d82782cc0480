/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every state in which a file and its staged text can be found, with a journal and without: what a
 * reader sees, what recovery makes of it, and that a second recovery finds nothing to do. */
#include "store/recover.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "store/in_model.h"

void suite_store_recover(void);

#define OLD    ACTOR_TEXT("old a")
#define NEW    ACTOR_TEXT("the new a")
#define EDITED ACTOR_TEXT("edited")
#define NONE   "(none)"

static void put_or_remove(const char *path, const char *text)
{
    if (strcmp(text, NONE) == 0)
        unlink(path);
    else
        put(path, text);
}

/* A folder with a journal on actor a (in the state given) and b (exchanged already). */
static const char *folder_in_state(const char *old_text, const char *target, const char *staged)
{
    const char *folder = small_model();
    struct journal_entry entries[] = {
        entry_of("actors/a.json", old_text, NEW),
        entry_of("actors/b.json", old_texts[1].text, new_texts[1].text)};
    put_or_remove(at(folder, "actors/a.json"), target);
    put_or_remove(staged_at(folder, &entries[0]), staged);
    put(at(folder, "actors/b.json"), new_texts[1].text);
    put(staged_at(folder, &entries[1]), old_texts[1].text);
    put_journal(folder, entries, 2);
    return folder;
}

#define WARNING                                                                                    \
    "-::0:0: unfinished: a batch is recorded but unfinished (it was interrupted); it is shown "    \
    "whole | \"stance update /dev/null\" finishes it\n"

/* expected: the file afterwards; NULL: a person has to decide. seen: the reader's name of a; NULL:
 * an error; "": there is none. */
static void check_state(const char *old_text, const char *target, const char *staged,
                        const char *expected, const char *seen)
{
    const char *folder = folder_in_state(old_text, target, staged), *listing;
    const char *file = at(folder, "actors/a.json");
    struct journal_entry entry = entry_of("actors/a.json", old_text, NEW);
    const char *waiting = staged_at(folder, &entry), *what = test_text("%s|%s", target, staged);
    stance_recovery found;
    if (seen)
        CHECK_TEXT(seen_in(folder), test_text("%s%sthe new b, " WARNING, seen, *seen ? ", " : ""));
    else
        CHECK_HOLDS(seen_in(folder), "keep one (delete that file, or move it over this one)");
    stance_result result = recover_folder(folder, &found, NULL, &listing);
    CHECK_INT(found, STANCE_RECOVERY_FINISHED);
    if (expected) {
        if (!CHECK_INT(result, STANCE_OK)) FAIL("%s: %s", what, listing);
        CHECK_TEXT(listing, "");
        CHECK_TEXT(get(file), expected);
        check_clean(folder);
        CHECK_TEXT(get(at(folder, "actors/b.json")), new_texts[1].text);
        CHECK_INT(recover_folder(folder, &found, NULL, NULL), STANCE_OK);
        CHECK_INT(found, STANCE_RECOVERY_NONE);
    } else {
        if (!CHECK_INT(result, STANCE_REFUSED)) FAIL("%s", what);
        CHECK_HOLDS(listing, "/actors/a.json:0:0: was edited");
        CHECK_HOLDS(listing, waiting);
        CHECK_TEXT(get(file), target);
        CHECK_TEXT(get(waiting), staged);
        CHECK_HOLDS(hidden_in(folder), JOURNAL_NAME);
    }
}

static void replaced(void)
{
    static const struct {
        const char *target, *staged, *expected, *seen;
    } rows[] = {
        {OLD, NEW, NEW, "the new a"},     {OLD, OLD, NULL, NULL},
        {OLD, EDITED, NULL, NULL},        {OLD, NONE, OLD, "old a"},
        {NEW, NEW, NEW, "the new a"},     {NEW, OLD, NEW, "the new a"},
        {NEW, EDITED, NULL, "the new a"}, {NEW, NONE, NEW, "the new a"},
        {EDITED, NEW, NULL, "the new a"}, {EDITED, OLD, NULL, NULL},
        {EDITED, EDITED, NULL, NULL},     {EDITED, NONE, EDITED, "edited"},
        {NONE, NEW, NULL, "the new a"},   {NONE, OLD, NULL, NULL},
        {NONE, EDITED, NULL, NULL},       {NONE, NONE, NONE, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_state(OLD, rows[i].target, rows[i].staged, rows[i].expected, rows[i].seen);
}

static void made(void)
{
    static const struct {
        const char *target, *staged, *expected, *seen;
    } rows[] = {
        {NONE, NEW, NEW, "the new a"},    {NONE, EDITED, NULL, NULL},
        {NONE, NONE, NONE, ""},           {NEW, NONE, NEW, "the new a"},
        {NEW, NEW, NEW, "the new a"},     {NEW, EDITED, NULL, "the new a"},
        {EDITED, NONE, EDITED, "edited"}, {EDITED, NEW, NULL, "the new a"},
        {EDITED, EDITED, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_state(NULL, rows[i].target, rows[i].staged, rows[i].expected, rows[i].seen);
}

/* The person's two ways out of a conflict. */
static void decided(void)
{
    struct journal_entry entry = entry_of("actors/a.json", OLD, NEW);
    for (int keeps = 0; keeps < 2; keeps++) {
        const char *folder = folder_in_state(OLD, EDITED, NEW), *file = at(folder, "actors/a.json");
        stance_recovery found;
        CHECK_INT(recover_folder(folder, &found, NULL, NULL), STANCE_REFUSED);
        if (keeps)
            unlink(staged_at(folder, &entry));
        else
            CHECK_INT(rename(staged_at(folder, &entry), file), 0);
        CHECK_INT(recover_folder(folder, &found, NULL, NULL), STANCE_OK);
        CHECK_TEXT(get(file), keeps ? EDITED : NEW);
        check_clean(folder);
    }
}

static void bad_journal(void)
{
    static const char *const texts[] = {
        "", "stance batch 1\n", "stance batch 1\nactors/../../x.json none 1:00000000\nend 1\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *folder = small_model(), *listing;
        stance_recovery found;
        put(at(folder, JOURNAL_NAME), texts[i]);
        CHECK_INT(recover_folder(folder, &found, NULL, &listing), STANCE_REFUSED);
        CHECK_HOLDS(listing, "/.stance-commit:0:0: the record of an unfinished batch is not whole");
        CHECK_HOLDS(seen_in(folder),
                    "/.stance-commit:0:0: the record of an unfinished batch is not");
        CHECK_TEXT(get(at(folder, JOURNAL_NAME)), texts[i]);
        CHECK_TEXT(get(at(folder, "actors/a.json")), OLD);
    }
}

/* The folder is gone with all that was staged in it. */
static void folder_removed(void)
{
    const char *folder = small_model();
    struct journal_entry entry = entry_of("actors/a.json", NULL, NEW);
    stance_recovery found;
    put_journal(folder, &entry, 1);
    unlink(at(folder, "actors/a.json"));
    unlink(at(folder, "actors/b.json"));
    CHECK_INT(rmdir(at(folder, "actors")), 0);
    CHECK_INT(recover_folder(folder, &found, NULL, NULL), STANCE_OK);
    check_clean(folder);
}

static void left_over(void)
{
    static const struct {
        const char *name, *text;
        bool is_kept;
    } rows[] = {
        {".stance-commit.new", "stance bat", false},
        {".stance-model.json-00000000-11111111.new", "", false},
        {".stance-model.json-00000000-11111111.new", "{\"cut", false},
        {".stance-model.json-11111111-cbf43926.new", "123456789", false},
        {".stance-model.json-cbf43926-11111111.new", "123456789", false},
        {".stance-model.json-11111111-22222222.new", "123456789", true},
        {"actors/.stance-a.json-none-22222222.new", "{}", true},
        {"actors/.stance-a.json-none-22222222.new", "{", false},
        {"actors/.stance-a.json-none-cbf43926.new", "123456789", false},
        {".stance-model.json.swp", "", true},
        {".stance-A.json-none-22222222.new", "", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *folder = small_model(), *listing;
        stance_recovery found;
        put(at(folder, rows[i].name), rows[i].text);
        CHECK_TEXT(seen_in(folder), "old a, old b, ");
        CHECK_INT(recover_folder(folder, &found, NULL, &listing), STANCE_OK);
        CHECK_INT(found, rows[i].is_kept ? STANCE_RECOVERY_NONE : STANCE_RECOVERY_CLEARED);
        if ((access(at(folder, rows[i].name), F_OK) == 0) != rows[i].is_kept)
            FAIL("%s: %s", rows[i].name, rows[i].is_kept ? "removed" : "kept");
        if (rows[i].is_kept && strstr(rows[i].name, "22222222") && rows[i].text[0])
            CHECK_HOLDS(listing, "left-over: an interrupted batch left this text, and somebody");
        else
            CHECK_TEXT(listing, "");
    }
}

/* Outside of the model a whole text may be another model's: kept, and said. */
static void left_over_outside(void)
{
    const char *folder = small_model(), *listing;
    const char *outside = at(test_folder(), "outside");
    stance_recovery found;
    CHECK_INT(mkdir(outside, 0777), 0);
    CHECK_INT(rename(at(folder, "actors/a.json"), at(outside, "a.json")), 0);
    CHECK_INT(symlink("../../outside/a.json", at(folder, "actors/a.json")), 0);
    put(at(outside, ".stance-a.json-none-cbf43926.new"), "123456789");
    put(at(outside, ".stance-a.json-none-11111111.new"), "{");
    CHECK_INT(recover_folder(folder, &found, NULL, &listing), STANCE_OK);
    CHECK_TEXT(hidden_in(outside), ".stance-a.json-none-cbf43926.new ");
    CHECK_HOLDS(listing, "left-over: an interrupted batch left this text, perhaps one of another");
    check_clean(folder);
}

/* Where a batch was finished the model is whole, whatever lies about beside it. */
static void cannot_be_cleared(void)
{
    for (int is_recorded = 0; is_recorded < 2; is_recorded++) {
        const char *folder = is_recorded ? folder_in_state(OLD, OLD, NEW) : small_model(), *listing;
        stance_recovery found;
        CHECK_INT(mkdir(at(folder, JOURNAL_NEW_NAME), 0777), 0);
        CHECK_INT(recover_folder(folder, &found, NULL, &listing),
                  is_recorded ? STANCE_OK : STANCE_IO);
        CHECK_INT(found, is_recorded ? STANCE_RECOVERY_FINISHED : STANCE_RECOVERY_NONE);
        CHECK_TEXT(listing, test_text("/.stance-commit.new:0:0: %swhat an interrupted batch left "
                                      "cannot be removed: is a folder%s\n",
                                      is_recorded ? "left-over: " : "",
                                      is_recorded ? "; the next command that writes tries again "
                                                    "(stance update /dev/null)"
                                                  : ": nothing was changed"));
        CHECK_TEXT(get(at(folder, "actors/a.json")), is_recorded ? NEW : OLD);
    }
}

/* The calls of a recovery fail: it stays recorded, and the next one finishes it. */
struct failing {
    size_t calls, fails_from, fails_to;
    int error_number;
};

static bool fails(struct failing *failing)
{
    size_t call = failing->calls++;
    errno = failing->error_number;
    return call >= failing->fails_from && call < failing->fails_to;
}

static int failing_rename(void *context, const char *from, const char *to, unsigned flags)
{
    if (fails(context)) return -1;
    return flags ? renameat2(AT_FDCWD, from, AT_FDCWD, to, flags) : rename(from, to);
}

static int failing_unlink(void *context, const char *path)
{
    return fails(context) ? -1 : unlink(path);
}

static int failing_sync(void *context, const char *folder)
{
    (void)folder;
    return fails(context) ? EIO : 0;
}

static void failing_calls(void)
{
    size_t failures = 0, warnings = 0;
    for (size_t from = 0; from < 30; from++) {
        struct failing failing = {.fails_from = from, .fails_to = from + 3, .error_number = EIO};
        struct batch_seam seam = {failing_rename, failing_sync, failing_unlink, NULL, &failing};
        const char *folder = folder_in_state(OLD, OLD, NEW), *listing;
        stance_recovery found;
        stance_result result = recover_folder(folder, &found, &seam, &listing);
        if (result != STANCE_OK) {
            failures++;
            CHECK_HOLDS(listing, "recorded but unfinished");
            CHECK_HOLDS(seen_in(folder), "the new a, the new b, ");
            CHECK_INT(recover_folder(folder, &found, NULL, NULL), STANCE_OK);
        } else if (listing[0]) { /* the model is whole, and nothing could be cleared away */
            warnings++;
            CHECK_HOLDS(listing, "left-over: ");
        }
        CHECK_TEXT(get(at(folder, "actors/a.json")), NEW);
        CHECK_TEXT(get(at(folder, "actors/b.json")), new_texts[1].text);
        check_clean(folder);
    }
    CHECK(failures > 3);
    CHECK(warnings > 1);
}

static void no_exchange(void)
{
    struct failing failing = {.fails_to = 1, .error_number = ENOSYS};
    struct batch_seam seam = {.rename = failing_rename, .context = &failing};
    const char *folder = folder_in_state(OLD, OLD, NEW);
    stance_recovery found;
    CHECK_INT(recover_folder(folder, &found, &seam, NULL), STANCE_OK);
    CHECK_TEXT(get(at(folder, "actors/a.json")), NEW);
    check_clean(folder);
}

void suite_store_recover(void)
{
    CU_pSuite suite = CU_add_suite("store/recover", NULL, NULL);
    CU_add_test(suite, "replaced files", replaced);
    CU_add_test(suite, "made files", made);
    CU_add_test(suite, "decided", decided);
    CU_add_test(suite, "bad journal", bad_journal);
    CU_add_test(suite, "folder removed", folder_removed);
    CU_add_test(suite, "left over", left_over);
    CU_add_test(suite, "left over outside", left_over_outside);
    CU_add_test(suite, "cannot be cleared", cannot_be_cleared);
    CU_add_test(suite, "failing calls", failing_calls);
    CU_add_test(suite, "no exchange", no_exchange);
}
