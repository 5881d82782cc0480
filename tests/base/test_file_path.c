/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths that are joined and taken apart; what links lead to is tested through those who follow them
 * (test_file_output.c, store/test_commit.c). A file that must be new replaces none. */
#include "base/file_path.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/file_stage.h"
#include "support.h"

void suite_base_file_path(void);

static const char *lent(char *heap)
{
    const char *copy = test_text("%s", heap ? heap : "(none)");
    free(heap);
    return copy;
}

static void joined(void)
{
    static const struct {
        const char *folder, *name, *path;
    } rows[] = {{"r", "x", "r/x"},           {"r/", "x", "r/x"},
                {"r//", "x", "r/x"},         {"/", "x", "/x"},
                {"//", "x", "/x"},           {"", "x", "x"},
                {"/a/b", "c/d", "/a/b/c/d"}, {".", "x.json", "./x.json"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_TEXT(lent(file_join(rows[i].folder, rows[i].name)), rows[i].path);
}

static void folders(void)
{
    CHECK_TEXT(lent(file_folder_of("a/b/c")), "a/b");
    CHECK_TEXT(lent(file_folder_of("/a")), "/");
    CHECK_TEXT(lent(file_folder_of("a")), ".");
}

static void absent(void)
{
    const char *link = test_text("%s/link", test_folder());
    CHECK(file_is_absent(link));
    CHECK(!file_is_dangling(link));
    CHECK_INT(symlink("nowhere", link), 0);
    CHECK(!file_is_absent(link));
    CHECK(file_is_dangling(link));
    test_write("nowhere", "");
    CHECK(!file_is_dangling(link));
    CHECK(!file_is_absent(test_text("%s/nowhere/x", test_folder()))); /* it cannot be told */
}

static void old_files(void)
{
    const char *refusal, *file = test_write("file", ""),
                         *fifo = test_text("%s/fifo", test_folder());
    struct stat old;
    CHECK_INT(mkfifo(fifo, 0600), 0);
    CHECK_INT(file_check_old(file, &old, &refusal), 0);
    CHECK(!refusal && S_ISREG(old.st_mode));
    CHECK_INT(file_check_old(test_folder(), &old, &refusal), 0);
    CHECK_TEXT(refusal, "is a folder");
    CHECK_INT(file_check_old(fifo, &old, &refusal), 0);
    CHECK_TEXT(refusal, "is not a regular file");
    CHECK_INT(file_check_old(test_text("%s/none", test_folder()), &old, &refusal), ENOENT);
}

static void new_files(void)
{
    const char *path = test_text("%s/new", test_folder());
    for (int is_made_meanwhile = 0; is_made_meanwhile < 2; is_made_meanwhile++) {
        struct file_output output;
        struct str message = {0};
        unlink(path);
        CHECK_INT(file_output_open_new(&output, path, &message), STANCE_OK);
        file_output_write(&output, "ours", 4);
        if (is_made_meanwhile) test_write("new", "theirs");
        CHECK_INT(file_output_close(&output, &message),
                  is_made_meanwhile ? STANCE_REFUSED : STANCE_OK);
        CHECK_TEXT(str_get(&message), is_made_meanwhile ? "is there already" : "");
        CHECK_TEXT(test_read(path, NULL), is_made_meanwhile ? "theirs" : "ours");
        str_truncate(&message, 0);
        CHECK_INT(file_output_open_new(&output, path, &message), STANCE_REFUSED);
        CHECK_TEXT(str_get(&message), "is there already");
        str_clear(&message);
    }
    CHECK_INT(file_rename_new(path, test_text("%s/moved", test_folder())), 0);
    CHECK_INT(file_rename_new(test_write("new", ""), test_text("%s/moved", test_folder())), EEXIST);
}

/* A helper file is for those who may use the file that it helps with. */
static void lent_access(void)
{
    const char *model = test_write("model", ""), *helper = test_text("%s/helper", test_folder());
    struct stat status;
    int descriptor;
    CHECK_INT(chmod(model, 0640), 0);
    CHECK_INT(file_create(helper, 0666, &descriptor), 0);
    CHECK_INT(file_lend_access(descriptor, model), 0);
    CHECK_INT(fstat(descriptor, &status), 0);
    CHECK_INT(status.st_mode & 07777, 0640);
    CHECK_INT(file_lend_access(descriptor, test_text("%s/none", test_folder())), 0);
    CHECK_INT(file_close(descriptor), 0);
}

void suite_base_file_path(void)
{
    CU_pSuite suite = CU_add_suite("base/file_path", NULL, NULL);
    CU_add_test(suite, "joined", joined);
    CU_add_test(suite, "folders", folders);
    CU_add_test(suite, "absent and dangling", absent);
    CU_add_test(suite, "old files", old_files);
    CU_add_test(suite, "new files", new_files);
    CU_add_test(suite, "lent access", lent_access);
}
