/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batches on real files: what the files are like afterwards, who is refused, editors that come at
 * each step, readers in the middle. Calls that fail are tested by test_commit_faults.c. */
#include "store/commit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#ifdef __linux__
#include <sys/xattr.h>
#endif

#include "store/in_model.h"

void suite_store_commit(void);

enum { NOBODY = 65534 };

static void check_texts(const char *folder, const struct change *texts)
{
    for (size_t i = 0; i < N_TEXTS; i++)
        CHECK_TEXT(get(at(folder, texts[i].name)), texts[i].text);
}

static void replaced(void)
{
    const char *folder = small_model(), *listing;
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, NULL, &listing), STANCE_OK);
    CHECK_TEXT(listing, "");
    check_texts(folder, new_texts);
    check_clean(folder);
    CHECK_INT(commit_changes(folder, old_texts, 1, NULL, NULL), STANCE_OK); /* one alone */
    CHECK_TEXT(get(at(folder, "actors/a.json")), old_texts[0].text);
    check_clean(folder);
    CHECK_INT(commit_changes(folder, old_texts, 0, NULL, NULL), STANCE_OK); /* none */
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, NULL, NULL),
              STANCE_OK); /* some the same */
    check_texts(folder, new_texts);
    check_clean(folder);
}

static void made(void)
{
    static const struct change changes[] = {
        {"actors/z.json", "{}\n"}, {"actors/c.json", "{}\n"}, {"model.json", MODEL_TEXT " "}};
    for (size_t count = 1; count <= 3; count++) {
        const char *folder = test_model(MODEL_TEXT, NULL);
        mode_t mask = umask(027);
        struct stat status;
        CHECK_INT(rmdir(at(folder, "actors")), 0);
        CHECK_INT(commit_changes(folder, changes, count, NULL, NULL), STANCE_OK);
        umask(mask);
        for (size_t i = 0; i < count; i++)
            CHECK_TEXT(get(at(folder, changes[i].name)), changes[i].text);
        CHECK_INT(stat(at(folder, "actors/z.json"), &status), 0);
        CHECK_INT(status.st_mode & 07777, 0640);
        check_clean(folder);
    }
}

static void through_links(void)
{
    const char *folder = small_model(), *outside = at(test_folder(), "outside");
    const char *actors = at(test_folder(), "actors");
    struct stat status;
    CHECK_INT(mkdir(outside, 0777), 0);
    CHECK_INT(rename(at(folder, "actors/a.json"), at(outside, "other-name.json")), 0);
    CHECK_INT(symlink("../outside/other-name.json", at(folder, "actors/a.json")), 0);
    CHECK_INT(rename(at(folder, "actors"), actors), 0);
    CHECK_INT(symlink("../actors", at(folder, "actors")), 0);
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, NULL, NULL), STANCE_OK);
    CHECK_TEXT(get(at(outside, "other-name.json")), new_texts[0].text);
    CHECK_TEXT(get(at(actors, "b.json")), new_texts[1].text);
    check_texts(folder, new_texts);
    CHECK(lstat(at(folder, "actors/a.json"), &status) == 0 && S_ISLNK(status.st_mode));
    CHECK(lstat(at(folder, "actors"), &status) == 0 && S_ISLNK(status.st_mode));
    CHECK_TEXT(hidden_in(outside), "");
    CHECK_TEXT(hidden_in(actors), "");
    check_clean(folder);
}

static void the_same_file_twice(void)
{
    const char *folder = small_model(), *listing;
    unlink(at(folder, "actors/b.json"));
    CHECK_INT(symlink("a.json", at(folder, "actors/b.json")), 0);
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, NULL, &listing), STANCE_REFUSED);
    CHECK_HOLDS(listing, "is the same file as another one of this batch: nothing was changed");
    CHECK_TEXT(get(at(folder, "actors/a.json")), old_texts[0].text);
    check_clean(folder);
}

static void hard_links(void)
{
    const char *folder = small_model(), *listing, *other = at(folder, "other");
    CHECK_INT(link(at(folder, "actors/a.json"), other), 0);
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, NULL, &listing), STANCE_OK);
    CHECK_TEXT(listing,
               "/actors/a.json:0:0: hard-link: has other names (hard links): they keep the "
               "text as it was before\n");
    CHECK_TEXT(get(other), old_texts[0].text);
    check_texts(folder, new_texts);
}

/* Mode, owner, access list and other attributes stay. */
static void access_kept(void)
{
    const char *folder = small_model(), *file = at(folder, "actors/a.json");
    struct stat status;
    char value[16] = "";
    bool has_attributes = false;
    CHECK_INT(chmod(file, 0604), 0);
    if (geteuid() == 0) CHECK_INT(chown(file, 1234, 2345), 0);
#ifdef __linux__
    has_attributes = setxattr(file, "user.note", "hello", 5, 0) == 0;
#endif
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, NULL, NULL), STANCE_OK);
    CHECK_INT(stat(file, &status), 0);
    CHECK_INT(status.st_mode & 07777, 0604);
    if (geteuid() == 0) CHECK(status.st_uid == 1234 && status.st_gid == 2345);
#ifdef __linux__
    if (has_attributes) CHECK_INT(getxattr(file, "user.note", value, sizeof value), 5);
#endif
    if (has_attributes) CHECK_TEXT(value, "hello");
}

/* As somebody who is not root. */
static stance_result commit_as_nobody(const char *folder, const char **listing)
{
    stance_result result;
    CHECK_INT(chmod(test_folder(), 0777), 0);
    CHECK_INT(seteuid(NOBODY), 0);
    result = commit_changes(folder, new_texts, N_TEXTS, NULL, listing);
    CHECK_INT(seteuid(0), 0);
    return result;
}

static void permissions(void)
{
    static const struct {
        uid_t owner; /* its group is root's, and so is ours */
        mode_t file, actors;
        stance_result expected;
        const char *words;
    } rows[] = {
        {0, 0666, 0777, STANCE_OK, "other-owner: belongs to you from now on"},
        {0, 0664, 0777, STANCE_OK, "other-owner: belongs to you from now on"},
        {0, 0644, 0777, STANCE_REFUSED, "is write-protected: nothing was changed"},
        /* The owner would lose what only the owner may do, being no member of the group. */
        {1234, 0664, 0777, STANCE_REFUSED,
         "its owner and permissions cannot be kept: nothing was changed"},
        {0, 0666, 0755, STANCE_IO, "cannot be written: permission denied: nothing was changed"},
    };
    if (geteuid() != 0) {
        test_skip("only root can be somebody else");
        return;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *folder = small_model(), *listing;
        for (size_t n = 0; n < N_TEXTS; n++)
            CHECK_INT(chmod(at(folder, old_texts[n].name), n ? 0666 : rows[i].file), 0);
        CHECK_INT(chown(at(folder, "actors/a.json"), rows[i].owner, 0), 0);
        CHECK_INT(chmod(at(folder, "actors"), rows[i].actors), 0);
        CHECK_INT(chmod(folder, 0777), 0);
        if (!CHECK_INT(commit_as_nobody(folder, &listing), rows[i].expected)) FAIL("row %zu", i);
        CHECK_HOLDS(listing, rows[i].words);
        check_texts(folder, rows[i].expected == STANCE_OK ? new_texts : old_texts);
        check_clean(folder);
    }
}

/* An editor comes at a step. */
enum edit { APPEND, TRUNCATE, REPLACE, REMOVE, MAKE };

struct editor {
    const char *folder, *file, *step;
    size_t number; /* at the how manieth step of that name, from 0 */
    enum edit edit;
    size_t steps;
    bool has_edited;
};

#define EDITED ACTOR_TEXT("edited")

static void edit(void *context, const char *step)
{
    struct editor *editor = context;
    const char *file = at(editor->folder, editor->file), *other = at(editor->folder, "other");
    if (strcmp(step, editor->step) != 0 || editor->steps++ != editor->number) return;
    editor->has_edited = true;
    switch (editor->edit) {
    case APPEND:
        put(file, test_text("%s ", get(file)));
        break;
    case TRUNCATE:
        CHECK_INT(truncate(file, 5), 0);
        break;
    case REMOVE:
        unlink(file);
        break;
    default:
        put(other, EDITED);
        CHECK_INT(rename(other, file), 0);
        break;
    }
}

/* Until the batch is recorded and a file in place, an editor's text stands and nothing else is
 * changed. */
static void editors_before(void)
{
    static const char *const steps[] = {"stage", "look again", "record", "recorded", "place"};
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
        for (int way = APPEND; way <= REMOVE; way++) {
            const char *folder = small_model(), *listing;
            struct editor editor = {folder, "actors/a.json", steps[s], 0, (enum edit)way, 0, false};
            struct batch_seam seam = {.step = edit, .context = &editor};
            CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, &seam, &listing),
                      way == REMOVE && s == 0 ? STANCE_IO : STANCE_REFUSED);
            CHECK(editor.has_edited);
            CHECK_HOLDS(listing, "/actors/a.json:0:0: ");
            CHECK_HOLDS(listing, ": nothing was changed\n");
            CHECK_TEXT(get(at(folder, "actors/b.json")), old_texts[1].text);
            CHECK_TEXT(get(at(folder, "model.json")), old_texts[2].text);
            const char *text = get(at(folder, "actors/a.json"));
            if (way == APPEND) CHECK_TEXT(text, test_text("%s ", old_texts[0].text));
            if (way == TRUNCATE) CHECK_TEXT(text, "{\"nam");
            if (way == REPLACE) CHECK_TEXT(text, EDITED);
            if (way == REMOVE) CHECK_TEXT(text, "(none)");
            check_clean(folder);
        }
    }
}

/* The first file is in place when the second one turns out to be edited: it is taken back. */
static void editors_of_the_second(void)
{
    const char *folder = small_model(), *listing;
    struct editor editor = {folder, "actors/b.json", "place", 1, REPLACE, 0, false};
    struct batch_seam seam = {.step = edit, .context = &editor};
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, &seam, &listing), STANCE_REFUSED);
    CHECK_HOLDS(listing, "/actors/b.json:0:0: was changed by another program meanwhile; try again: "
                         "nothing was changed");
    CHECK_TEXT(get(at(folder, "actors/a.json")), old_texts[0].text);
    CHECK_TEXT(get(at(folder, "actors/b.json")), EDITED);
    check_clean(folder);
}

static void edit_in_place(void *context, const char *step)
{
    struct editor *editor = context;
    if (strcmp(step, editor->step) != 0) return;
    CHECK_INT(pwrite(editor->steps ? (int)editor->number : -1, "[", 1, 0), 1);
}

/* An editor that holds the old file open writes into it after the exchange. */
static void editors_in_place(void)
{
    const char *folder = small_model(), *listing;
    int descriptor = open(at(folder, "actors/b.json"), O_RDWR | O_CLOEXEC);
    struct editor editor = {.step = "old texts", .number = (size_t)descriptor, .steps = 1};
    struct batch_seam seam = {.step = edit_in_place, .context = &editor};
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, &seam, &listing), STANCE_REFUSED);
    close(descriptor);
    CHECK_HOLDS(listing, ": nothing was changed");
    CHECK_TEXT(get(at(folder, "actors/a.json")), old_texts[0].text);
    CHECK_TEXT(get(at(folder, "actors/b.json")), test_text("[%s", old_texts[1].text + 1));
    check_clean(folder);
}

/* An editor makes the file that the batch makes; another saves over a new text. */
static void editors_on_top(void)
{
    const char *folder = small_model(), *listing;
    struct editor editor = {folder, "actors/a.json", "place", 1, REPLACE, 0, false};
    struct batch_seam seam = {.step = edit, .context = &editor};
    stance_recovery found;
    /* The new file of a batch is made by somebody else, too. */
    unlink(at(folder, "actors/b.json"));
    struct change changes[] = {new_texts[0], new_texts[1]};
    struct editor maker = {folder, "actors/b.json", "place", 1, MAKE, 0, false};
    struct batch_seam making = {.step = edit, .context = &maker};
    CHECK_INT(commit_changes(folder, changes, 2, &making, &listing), STANCE_REFUSED);
    CHECK_HOLDS(listing, "/actors/b.json:0:0: was made by another program meanwhile; try again: "
                         "nothing was changed");
    CHECK_TEXT(get(at(folder, "actors/b.json")), EDITED);
    CHECK_TEXT(get(at(folder, "actors/a.json")), old_texts[0].text);
    check_clean(folder);
    /* Over the new text of a. */
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, &seam, &listing), STANCE_OK);
    CHECK(editor.has_edited);
    CHECK_TEXT(get(at(folder, "actors/a.json")), EDITED); /* built on the new text: it stays */
    CHECK_INT(recover_folder(folder, &found, NULL, NULL), STANCE_OK);
    CHECK_INT(found, STANCE_RECOVERY_NONE);
    check_clean(folder);
}

/* What a reader sees at every step is all old or all new. */
struct watching {
    const char *folder;
    size_t seen[2];
};

static void watch(void *context, const char *step)
{
    struct watching *watching = context;
    const char *seen = seen_in(watching->folder);
    if (strcmp(seen, "old a, old b, ") == 0)
        watching->seen[0]++;
    else if (strcmp(seen, "the new a, the new b, ") == 0)
        watching->seen[1]++;
    else
        FAIL("at %s: %s", step, seen);
}

static void readers(void)
{
    const char *folder = small_model();
    struct watching watching = {.folder = folder};
    struct batch_seam seam = {.step = watch, .context = &watching};
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, &seam, NULL), STANCE_OK);
    CHECK(watching.seen[0] >= 4 && watching.seen[1] >= 4);
}

static void raise_at(void *context, const char *step)
{
    if (strcmp(step, context) == 0) raise(SIGTERM);
}

static volatile sig_atomic_t caught;

static void catch (int signal_number)
{
    caught = signal_number;
}

static void signals(void)
{
    static char steps[][16] = {"stage", "look again", "record", "recorded", "place", "clear"};
    struct sigaction catching = {.sa_handler = catch}, before;
    CHECK_INT(sigaction(SIGTERM, &catching, &before), 0);
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
        const char *folder = small_model(), *listing;
        struct batch_seam seam = {.step = raise_at, .context = steps[s]};
        stance_result expected = s < 3 ? STANCE_IO : STANCE_OK;
        caught = 0;
        CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, &seam, &listing), expected);
        CHECK_INT(caught, SIGTERM); /* it came when all was done */
        if (s < 3) CHECK_TEXT(listing, "-::0:0: stopped by a signal: nothing was changed\n");
        check_texts(folder, s < 3 ? old_texts : new_texts);
        check_clean(folder);
    }
    CHECK_INT(sigaction(SIGTERM, &before, NULL), 0);
}

/* Warnings are about a batch that is in; the path of the model may end in a slash. */
static void no_warnings_in_vain(void)
{
    const char *folder = small_model(), *listing;
    struct editor editor = {folder, "actors/b.json", "place", 1, REPLACE, 0, false};
    struct batch_seam seam = {.step = edit, .context = &editor};
    CHECK_INT(link(at(folder, "actors/a.json"), at(folder, "other-name")), 0);
    CHECK_INT(commit_changes(test_text("%s//", folder), new_texts, N_TEXTS, &seam, &listing),
              STANCE_REFUSED);
    CHECK(!strstr(listing, "hard-link"));
    CHECK_HOLDS(listing, test_text("%s/actors/b.json:0:0: was changed", folder));
    put(at(folder, "actors/b.json"), old_texts[1].text);
    CHECK_INT(commit_changes(test_text("%s//", folder), new_texts, N_TEXTS, NULL, &listing),
              STANCE_OK);
    CHECK_HOLDS(listing, test_text("%s/actors/a.json:0:0: hard-link: ", folder));
}

void suite_store_commit(void)
{
    CU_pSuite suite = CU_add_suite("store/commit", NULL, NULL);
    CU_add_test(suite, "replaced", replaced);
    CU_add_test(suite, "made", made);
    CU_add_test(suite, "through links", through_links);
    CU_add_test(suite, "the same file twice", the_same_file_twice);
    CU_add_test(suite, "hard links", hard_links);
    CU_add_test(suite, "access kept", access_kept);
    CU_add_test(suite, "permissions", permissions);
    CU_add_test(suite, "editors before", editors_before);
    CU_add_test(suite, "editors of the second", editors_of_the_second);
    CU_add_test(suite, "editors in place", editors_in_place);
    CU_add_test(suite, "editors on top", editors_on_top);
    CU_add_test(suite, "readers", readers);
    CU_add_test(suite, "signals", signals);
    CU_add_test(suite, "no warnings in vain", no_warnings_in_vain);
}
