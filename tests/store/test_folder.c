/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read where a journal or overlays have a say, and what is noticed when one looks again.
 * What recovery and readers make of each state of a batch is tested by test_recover.c. */
#include "store/folder.h"

#include <errno.h>
#include <fcntl.h>

#include "base/file.h"
#include "store/in_model.h"

void suite_store_folder(void);

static const char *read_of(const struct folder *folder, const char *name, struct stamp *stamp)
{
    struct str text = {0}, message = {0};
    const char *lent;
    stance_result result = folder_read(folder, name, &text, stamp, &message);
    lent = result == STANCE_OK ? test_text("%s", str_get(&text))
                               : test_text("%d: %s", (int)result, str_get(&message));
    str_clear(&text);
    str_clear(&message);
    return lent;
}

static struct folder open_folder_at(const char *path, const struct overlay *overlays, size_t count)
{
    struct folder folder;
    stance_diagnostics *list = stance_diagnostics_new();
    CHECK_INT(folder_open(&folder, path, overlays, count, list), STANCE_OK);
    stance_diagnostics_free(list);
    return folder;
}

static const char *listed(const struct folder *folder)
{
    struct str message = {0};
    char **names;
    size_t count;
    const char *all = "";
    CHECK_INT(folder_list_actors(folder, &names, &count, &message), STANCE_OK);
    for (size_t i = 0; i < count; i++)
        all = test_text("%s%s ", all, names[i]);
    file_names_free(names, count);
    str_clear(&message);
    return all;
}

static void plain(void)
{
    const char *path = small_model();
    struct folder folder = open_folder_at(test_text("%s//", path), NULL, 0);
    struct stamp stamp;
    CHECK_TEXT(folder.path, path);
    CHECK(!folder.has_journal);
    CHECK_TEXT(read_of(&folder, "model.json", &stamp), MODEL_TEXT);
    CHECK(stamp.target.is_there && !stamp.has_staged);
    CHECK_TEXT(read_of(&folder, "actors/x.json", &stamp),
               test_text("%d: cannot be read: no such file", (int)STANCE_IO));
    CHECK(!stamp.target.is_there);
    CHECK(folder_stamp_holds(&folder, "actors/x.json", &stamp));
    CHECK_TEXT(listed(&folder), "a.json b.json ");
    folder_close(&folder);
    folder = open_folder_at(at(path, "nowhere"), NULL, 0);
    CHECK_TEXT(listed(&folder), "");
    folder_close(&folder);
}

/* Each way in which a file can change shows; looking at it does not. */
static void looking_again(void)
{
    const char *path = small_model(), *file = at(path, "actors/a.json");
    struct folder folder = open_folder_at(path, NULL, 0);
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = 1}};
    struct stamp stamp;
    for (int way = 0; way < 6; way++) {
        put(file, "{}\n");
        read_of(&folder, "actors/a.json", &stamp);
        CHECK(folder_stamp_holds(&folder, "actors/a.json", &stamp));
        CHECK_TEXT(test_read(file, NULL), "{}\n");
        CHECK(folder_stamp_holds(&folder, "actors/a.json", &stamp));
        switch (way) {
        case 0: /* another size */
            put(file, "{}");
            break;
        case 1: /* another file of the same text */
            put(at(path, "other"), "{}\n");
            CHECK_INT(rename(at(path, "other"), file), 0);
            break;
        case 2: /* gone */
            unlink(file);
            break;
        case 3: /* another time */
            CHECK_INT(utimensat(AT_FDCWD, file, times, 0), 0);
            break;
        case 4: /* behind another link */
            CHECK_INT(rename(file, at(path, "other")), 0);
            put(at(path, "third"), "{}\n");
            CHECK_INT(symlink("../third", file), 0);
            break;
        default: /* a folder */
            unlink(file);
            CHECK_INT(mkdir(file, 0777), 0);
            break;
        }
        if (folder_stamp_holds(&folder, "actors/a.json", &stamp)) FAIL("way %d", way);
        if (way == 4) unlink(file);
    }
    folder_close(&folder);
}

static void journal_comes_and_goes(void)
{
    const char *path = small_model();
    struct journal_entry entry = entry_of("actors/a.json", "x", "y");
    struct folder folder = open_folder_at(path, NULL, 0);
    CHECK(folder_journal_holds(&folder));
    put_journal(path, &entry, 1);
    CHECK(!folder_journal_holds(&folder));
    folder_close(&folder);
    folder = open_folder_at(path, NULL, 0);
    CHECK(folder.has_journal && folder_journal_holds(&folder));
    put_journal(path, &entry, 1);
    put(at(path, "second"), test_read(at(path, JOURNAL_NAME), NULL));
    CHECK_INT(rename(at(path, "second"), at(path, JOURNAL_NAME)), 0);
    CHECK(!folder_journal_holds(&folder)); /* the same text in another file */
    unlink(at(path, JOURNAL_NAME));
    CHECK(!folder_journal_holds(&folder));
    folder_close(&folder);
}

static void with_journal(void)
{
    const char *path = small_model();
    struct journal_entry entries[] = {entry_of("actors/a.json", old_texts[0].text, "new a"),
                                      entry_of("actors/c.json", NULL, "new c")};
    struct stamp stamp;
    put(staged_at(path, &entries[0]), "new a");
    put(staged_at(path, &entries[1]), "new c");
    put_journal(path, entries, 2);
    struct folder folder = open_folder_at(path, NULL, 0);
    CHECK_TEXT(read_of(&folder, "actors/a.json", &stamp), "new a");
    CHECK(stamp.has_staged && stamp.staged.is_there && stamp.target.is_there);
    CHECK(folder_stamp_holds(&folder, "actors/a.json", &stamp));
    put(staged_at(path, &entries[0]), "new a, edited");
    CHECK(!folder_stamp_holds(&folder, "actors/a.json", &stamp));
    CHECK_TEXT(read_of(&folder, "actors/b.json", &stamp), old_texts[1].text);
    CHECK(!stamp.has_staged);
    CHECK_TEXT(read_of(&folder, "actors/c.json", &stamp), "new c");
    CHECK_TEXT(listed(&folder), "a.json b.json c.json ");
    CHECK(folder_brings(&folder, "actors/c.json") && !folder_brings(&folder, "actors/b.json"));
    unlink(staged_at(path, &entries[1])); /* settled: there is no c */
    CHECK_TEXT(listed(&folder), "a.json b.json ");
    CHECK(!folder_brings(&folder, "actors/c.json"));
    folder_close(&folder);
}

static void with_overlays(void)
{
    const char *path = small_model();
    const struct overlay overlays[] = {{"model.json", "m", 1},
                                       {"actors/0.json", "zero", 4},
                                       {"actors/b.json", "bee", 3},
                                       {"actors/b2.json", "", 0}};
    struct folder folder = open_folder_at(path, overlays, 4);
    struct stamp stamp;
    CHECK_TEXT(listed(&folder), "0.json a.json b.json b2.json ");
    CHECK_TEXT(read_of(&folder, "model.json", &stamp), "m");
    CHECK_TEXT(read_of(&folder, "actors/b.json", &stamp), "bee");
    CHECK(folder_stamp_holds(&folder, "actors/b.json", &stamp));
    CHECK_TEXT(read_of(&folder, "actors/b2.json", &stamp), "");
    CHECK_TEXT(read_of(&folder, "actors/a.json", &stamp), old_texts[0].text);
    CHECK(folder_overlays(&folder, "actors/0.json") && !folder_overlays(&folder, "actors/a.json"));
    CHECK(folder_brings(&folder, "model.json"));
    folder_close(&folder);
}

/* The ordinary loader on texts that are not written yet. */
static void loaded_with_overlays(void)
{
    const char *path = small_model();
    const struct overlay good[] = {{"actors/c.json", "{\"name\": \"C\"}", 13}};
    const struct overlay bad[] = {{"actors/a.json", "{\"name\": 7}", 11}};
    stance_diagnostics *list = stance_diagnostics_new();
    stance_model *model = calloc(1, sizeof *model);
    CHECK_INT(store_load_with(path, 0, good, 1, model, list), STANCE_OK);
    CHECK_SIZE(model->n_actors, 3);
    CHECK_TEXT(model->actors[2].name, "C");
    stance_model_free(model);
    model = calloc(1, sizeof *model);
    CHECK_INT(store_load_with(path, 0, bad, 1, model, list), STANCE_REFUSED);
    CHECK_HOLDS(listing_of(list, path), "/actors/a.json:1:10: \"name\"");
    stance_model_free(model);
    stance_diagnostics_free(list);
    check_clean(path);
}

static void looks(void)
{
    const char *path = at(test_folder(), "file");
    struct journal_entry entry = entry_of("model.json", "old", "new");
    struct mark mark;
    int error_number;
    CHECK_INT(text_look(path, &entry, "old", &mark, &error_number), TEXT_ABSENT);
    CHECK(!mark.is_there);
    put(path, "old");
    CHECK_INT(text_look(path, &entry, "old", &mark, &error_number), TEXT_OLD);
    CHECK(mark.is_there && mark.size == 3);
    CHECK_INT(text_look(path, &entry, NULL, NULL, &error_number), TEXT_OLD);
    CHECK_INT(text_look(path, &entry, "olD", NULL, &error_number), TEXT_OTHER);
    put(path, "new");
    CHECK_INT(text_look(path, &entry, "old", NULL, &error_number), TEXT_NEW);
    put(path, "older");
    CHECK_INT(text_look(path, &entry, "old", NULL, &error_number), TEXT_OTHER);
    put(path, "");
    CHECK_INT(text_look(path, &entry, "old", NULL, &error_number), TEXT_OTHER);
    unlink(path);
    CHECK_INT(mkdir(path, 0777), 0);
    CHECK_INT(text_look(path, &entry, "old", NULL, &error_number), TEXT_UNREADABLE);
    CHECK_INT(error_number, EISDIR);
}

void suite_store_folder(void)
{
    CU_pSuite suite = CU_add_suite("store/folder", NULL, NULL);
    CU_add_test(suite, "plain", plain);
    CU_add_test(suite, "looking again", looking_again);
    CU_add_test(suite, "journal comes and goes", journal_comes_and_goes);
    CU_add_test(suite, "with journal", with_journal);
    CU_add_test(suite, "with overlays", with_overlays);
    CU_add_test(suite, "loaded with overlays", loaded_with_overlays);
    CU_add_test(suite, "looks", looks);
}
