/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an earlier batch left is in the way of the next one. A text in a folder to which a link
 * leads is taken up by the same batch; another model's recorded batch that counts on it loses
 * nothing, as it never goes before its text is in place. */
#include "store/commit.h"

#include "store/in_model.h"

void suite_store_commit_left_over(void);

enum { NOBODY = 65534 };

static void check_texts(const char *folder, const struct change *texts)
{
    for (size_t i = 0; i < N_TEXTS; i++)
        CHECK_TEXT(get(at(folder, texts[i].name)), texts[i].text);
}

static void in_the_way(void)
{
    const char *folder = small_model(), *listing;
    struct journal_entry entry = entry_of("actors/a.json", old_texts[0].text, new_texts[0].text);
    put(staged_at(folder, &entry), "{}");
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, NULL, &listing), STANCE_REFUSED);
    CHECK_HOLDS(listing, test_text("a left-over text is in the way: look at %s, then delete it: "
                                   "nothing was changed",
                                   staged_at(folder, &entry)));
    CHECK_TEXT(get(staged_at(folder, &entry)), "{}");
    check_texts(folder, old_texts);
    struct change outside[] = {{"../x.json", "x"}};
    CHECK_INT(commit_changes(folder, outside, 1, NULL, &listing), STANCE_REFUSED);
    CHECK_HOLDS(listing, "a file that no model has cannot be written: nothing was changed");
}

/* What is recorded counts: nothing can be put on top of it. */
static void another_is_recorded(void)
{
    const char *folder = small_model(), *listing;
    struct journal_entry entry = entry_of("actors/b.json", old_texts[1].text, new_texts[1].text);
    put_journal(folder, &entry, 1);
    CHECK_INT(commit_changes(folder, new_texts, 1, NULL, &listing), STANCE_REFUSED);
    CHECK_HOLDS(listing, "another batch is recorded, and has to be finished first (stance update "
                         "/dev/null): nothing was changed");
    check_texts(folder, old_texts);
}

static const char *model_with_link(void)
{
    const char *folder = small_model(), *outside = at(test_folder(), "outside");
    mkdir(outside, 0777);
    CHECK_INT(rename(at(folder, "actors/a.json"), at(outside, "a.json")), 0);
    CHECK_INT(symlink("../../outside/a.json", at(folder, "actors/a.json")), 0);
    return folder;
}

static const char *staged_outside(const char *text)
{
    struct journal_entry entry = entry_of("a.json", old_texts[0].text, new_texts[0].text);
    const char *path = staged_at(at(test_folder(), "outside"), &entry);
    put(path, text);
    CHECK_INT(chmod(path, 0600), 0);
    return path;
}

/* At every step the text is where the other model's journal looks for it. */
struct watched {
    const char *staged;
};

static void watch(void *context, const char *step)
{
    const struct watched *watched = context;
    const char *target = get(at(test_folder(), "outside/a.json"));
    if (strcmp(target, new_texts[0].text) != 0 &&
        strcmp(get(watched->staged), new_texts[0].text) != 0)
        FAIL("at %s the new text is nowhere", step);
}

static void taken_over(void)
{
    const char *folder = model_with_link(), *staged = staged_outside(new_texts[0].text), *listing;
    struct watched watched = {staged};
    struct batch_seam seam = {.step = watch, .context = &watched};
    stance_recovery found;
    struct stat status;
    CHECK_INT(chmod(at(folder, "actors/a.json"), 0604), 0);
    CHECK_INT(recover_folder(folder, &found, NULL, &listing), STANCE_OK);
    CHECK_INT(found, STANCE_RECOVERY_NONE);
    CHECK_HOLDS(listing, "entering the same again takes it up; else delete it");
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, &seam, &listing), STANCE_OK);
    CHECK_TEXT(listing, "");
    check_texts(folder, new_texts);
    CHECK_TEXT(hidden_in(at(test_folder(), "outside")), "");
    CHECK_INT(stat(at(folder, "actors/a.json"), &status), 0);
    CHECK_INT(status.st_mode & 0777, 0604);
    check_clean(folder);
}

/* The first file is in place when an editor saves the second. */
struct saver {
    const char *file;
    size_t places;
};

static void save(void *context, const char *step)
{
    struct saver *saver = context;
    if (strcmp(step, "place") == 0 && saver->places++ == 1) put(saver->file, ACTOR_TEXT("edited"));
}

static void taken_over_in_vain(void)
{
    const char *folder = model_with_link(), *staged = staged_outside(new_texts[0].text), *listing;
    struct saver saver = {.file = at(folder, "actors/b.json")};
    struct batch_seam seam = {.step = save, .context = &saver};
    CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, &seam, &listing), STANCE_REFUSED);
    CHECK_HOLDS(listing, "actors/b.json:0:0: was changed by another program meanwhile");
    CHECK_TEXT(get(at(folder, "actors/a.json")), old_texts[0].text);
    CHECK_TEXT(get(staged), new_texts[0].text); /* it was not ours to remove */
    check_clean(folder);
}

static void not_taken_over(void)
{
    static const struct {
        const char *text;
        bool is_linked, is_link, is_others;
    } rows[] = {{"{}", false, false, false},
                {ACTOR_TEXT("the new b"), false, false, false}, /* as long */
                {ACTOR_TEXT("the new a"), true, false, false},
                {ACTOR_TEXT("the new a"), false, true, false},
                {ACTOR_TEXT("the new a"), false, false, true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *folder = model_with_link(), *staged = staged_outside(rows[i].text), *listing;
        const char *other = at(test_folder(), test_text("other-%zu", i));
        if (rows[i].is_others && (geteuid() != 0 || chown(staged, NOBODY, 0) != 0)) break;
        if (rows[i].is_linked) CHECK_INT(link(staged, other), 0);
        if (rows[i].is_link) CHECK(rename(staged, other) == 0 && symlink(other, staged) == 0);
        CHECK_INT(commit_changes(folder, new_texts, N_TEXTS, NULL, &listing), STANCE_REFUSED);
        CHECK_HOLDS(listing, "a left-over text is in the way: look at ");
        CHECK_TEXT(get(staged), rows[i].text);
        check_texts(folder, old_texts);
        unlink(staged);
    }
}

void suite_store_commit_left_over(void)
{
    CU_pSuite suite = CU_add_suite("store/commit_left_over", NULL, NULL);
    CU_add_test(suite, "in the way", in_the_way);
    CU_add_test(suite, "another is recorded", another_is_recorded);
    CU_add_test(suite, "taken over", taken_over);
    CU_add_test(suite, "taken over in vain", taken_over_in_vain);
    CU_add_test(suite, "not taken over", not_taken_over);
}
