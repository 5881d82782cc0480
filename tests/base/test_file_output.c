/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output is there whole or not at all: the old file stands until the new one is complete, keeps its
 * mode, owner and access list, is found through links; what fails or is abandoned leaves no
 * litter. What is written straight is tested by test_file_straight.c. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/xattr.h>
#endif

#include "support.h"

#include "base/file.h"
#include "in_folder.h"

static mode_t mode_of(const char *path)
{
    struct stat status = {0};
    CU_ASSERT_EQUAL(stat(path, &status), 0);
    return status.st_mode & 07777;
}

/* Names in a folder that hold ".stance-": staged files. */
static size_t litter(const char *path)
{
    DIR *stream = opendir(path);
    const struct dirent *entry;
    size_t count = 0;
    if (!stream) return 999;
    /* cppcheck-suppress readdirCalled ; the stream is ours alone, readdir_r is obsolete */
    while ((entry = readdir(stream)))
        count += strstr(entry->d_name, ".stance-") != NULL;
    closedir(stream);
    return count;
}

static void check_refused(const char *path, stance_result expected, const char *words)
{
    struct file_output output;
    struct str message = {0}, none = {0};
    CU_ASSERT_EQUAL(file_output_open(&output, path, &message), expected);
    CU_ASSERT_STRING_EQUAL(str_get(&message), words);
    CU_ASSERT_EQUAL(output.descriptor, -1);
    CU_ASSERT_PTR_NULL(output.path);
    CU_ASSERT_EQUAL(file_output_close(&output, &none), STANCE_IO); /* was never open */
    file_output_abandon(&output);
    str_clear(&message);
    str_clear(&none);
}

static void test_new_file(void)
{
    mode_t before = umask(027);
    check_write("new", "text\n");
    check_content("new", "text\n");
    CU_ASSERT_EQUAL(mode_of("new"), 0640);
    umask(before);
    check_write("./empty", "");
    check_content("empty", "");
    CU_ASSERT_EQUAL(litter("."), 0);
}

static void test_replace(void)
{
    struct file_output output;
    struct str message = {0};
    write_text("old", "old text");
    CU_ASSERT_EQUAL(chmod("old", 0604), 0);
    CU_ASSERT_EQUAL(file_output_open(&output, "old", &message), STANCE_OK);
    file_output_write(&output, "new", 3);
    check_content("old", "old text"); /* until the end */
    CU_ASSERT_EQUAL(litter("."), 1);
    CU_ASSERT_EQUAL(file_output_close(&output, &message), STANCE_OK);
    check_content("old", "new");
    CU_ASSERT_EQUAL(mode_of("old"), 0604);
    CU_ASSERT_EQUAL(litter("."), 0);
    CU_ASSERT_EQUAL(chmod("old", 0751), 0);
    check_write("old", "again");
    CU_ASSERT_EQUAL(mode_of("old"), 0751);
}

static void test_abandon(void)
{
    struct file_output output;
    struct str message = {0};
    write_text("kept", "kept text");
    CU_ASSERT_EQUAL(file_output_open(&output, "kept", &message), STANCE_OK);
    file_output_write(&output, "half", 4);
    file_output_abandon(&output);
    file_output_abandon(&output);
    check_content("kept", "kept text");
    CU_ASSERT_EQUAL(file_output_open(&output, "never", &message), STANCE_OK);
    file_output_abandon(&output);
    CU_ASSERT_NOT_EQUAL(access("never", F_OK), 0);
    CU_ASSERT_EQUAL(litter("."), 0);
}

/* Around the size of the buffer, in pieces of all kinds. */
static void test_pieces(void)
{
    static const size_t pieces[] = {1, 1000, 65535, 65536, 65537, 300000};
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        struct file_output output;
        struct str message = {0}, text = {0};
        for (int i = 0; i < 60000; i++)
            str_printf(&text, "%d,", i);
        CU_ASSERT_EQUAL(file_output_open(&output, "pieces", &message), STANCE_OK);
        for (size_t at = 0; at < text.length; at += pieces[p]) {
            size_t left = text.length - at;
            file_output_write(&output, text.bytes + at, left < pieces[p] ? left : pieces[p]);
            file_output_write(&output, "", 0);
        }
        CU_ASSERT_EQUAL(file_output_close(&output, &message), STANCE_OK);
        check_content("pieces", str_get(&text));
        str_clear(&text);
    }
}

static void check_is_link(const char *path)
{
    struct stat status = {0};
    CU_ASSERT_EQUAL(lstat(path, &status), 0);
    CU_ASSERT_TRUE(S_ISLNK(status.st_mode));
}

static void test_links(void)
{
    CU_ASSERT_EQUAL(mkdir("deep", 0700), 0);
    CU_ASSERT_EQUAL(mkdir("other", 0700), 0);
    write_text("deep/target", "old");
    CU_ASSERT_EQUAL(symlink("../deep/target", "other/link"), 0);
    CU_ASSERT_EQUAL(symlink("other", "folder-link"), 0);
    check_write("folder-link/link", "through two links");
    check_content("deep/target", "through two links");
    check_is_link("other/link");
    CU_ASSERT_EQUAL(symlink("../deep/made", "other/dangling"), 0); /* the target is still to come */
    check_write("other/dangling", "made");
    check_content("deep/made", "made");
    check_is_link("other/dangling");
    CU_ASSERT_EQUAL(litter("deep") + litter("other") + litter("."), 0);
    CU_ASSERT_EQUAL(symlink("ring2", "ring1"), 0);
    CU_ASSERT_EQUAL(symlink("ring1", "ring2"), 0);
    CU_ASSERT_EQUAL(symlink("missing/file", "astray"), 0);
    check_refused("ring1", STANCE_IO, "symbolic links lead in a circle");
    check_refused("astray", STANCE_IO, "no such folder");
}

static void test_no_targets(void)
{
    char name[300];
    CU_ASSERT_EQUAL(mkdir("some-folder", 0700), 0);
    write_text("plain", "");
    check_refused("some-folder", STANCE_REFUSED, "is a folder");
    check_refused("some-folder/", STANCE_REFUSED, "is a folder");
    check_refused("/", STANCE_REFUSED, "is a folder");
    check_refused("..", STANCE_REFUSED, "is a folder");
    check_refused("", STANCE_IO, "no such folder");
    check_refused("missing/file", STANCE_IO, "no such folder");
    check_refused("missing/", STANCE_IO, "no such folder");
    check_refused("plain/file", STANCE_IO, "a part of the path is no folder");
    check_refused("plain/", STANCE_IO, "a part of the path is no folder");
    memset(name, 'n', sizeof name);
    name[256] = '\0';
    check_refused(name, STANCE_IO, "the name is too long");
    CU_ASSERT_EQUAL(litter("."), 0);
}

/* The longest name there may be, also where it must be cut within a character. */
static void test_long_names(void)
{
    char name[256];
    for (size_t shift = 0; shift < 3; shift++) {
        memset(name, 'n', sizeof name);
        for (size_t i = shift; i + 3 < sizeof name; i += 3)
            memcpy(name + i, "\xE4\xB8\xAD", 3);
        name[255] = '\0';
        check_write(name, "long");
        check_content(name, "long");
    }
    CU_ASSERT_EQUAL(litter("."), 0);
}

/* What a dead process of our number left must neither stop us nor be touched. */
static void test_staged_name_is_taken(void)
{
    char name[64];
    snprintf(name, sizeof name, ".taken.stance-%ld.new", (long)getpid());
    write_text(name, "another's");
    check_write("taken", "ours");
    check_content("taken", "ours");
    check_content(name, "another's");
    CU_ASSERT_EQUAL(unlink(name), 0);
    CU_ASSERT_EQUAL(symlink("elsewhere", name), 0); /* a trap: it must not be followed */
    check_write("taken", "again");
    CU_ASSERT_NOT_EQUAL(access("elsewhere", F_OK), 0);
    CU_ASSERT_EQUAL(unlink(name), 0);
    CU_ASSERT_EQUAL(litter("."), 0);
}

static void test_owner(void)
{
    struct stat status = {0};
    if (geteuid() != 0) {
        test_skip("only root gives files away");
        return;
    }
    write_text("owned", "old");
    CU_ASSERT_EQUAL(chown("owned", 12345, 23456), 0);
    CU_ASSERT_EQUAL(chmod("owned", 06755), 0);
    check_write("owned", "new");
    CU_ASSERT_EQUAL(stat("owned", &status), 0);
    CU_ASSERT_EQUAL(status.st_uid, 12345);
    CU_ASSERT_EQUAL(status.st_gid, 23456);
    CU_ASSERT_EQUAL(status.st_mode & 07777, 06755);
}

/* Who may write a file but not give it back to its owner does not replace it. */
static void test_owner_cannot_be_kept(void)
{
    if (geteuid() != 0) {
        test_skip("only root gives files away");
        return;
    }
    write_text("roots", "old");
    CU_ASSERT_EQUAL(chmod("roots", 0666), 0);
    bool was_root = become_nobody();
    check_refused("roots", STANCE_REFUSED, "its owner and permissions cannot be kept");
    become_root(was_root);
    check_content("roots", "old");
    CU_ASSERT_EQUAL(litter("."), 0);
}

/* Access lists in the kernel's form: version 2, then tag, permissions and id of each entry. Without
 * it the owning group would get what the mask allows the named user. */
static void test_access_list(void)
{
#ifdef __linux__
    static const unsigned char list[] = {2,   0,   0,   0,   1,   0,   6,  0,   255, 255, 255,
                                         255, 2,   0,   6,   0,   7,   0,  0,   0,   4,   0,
                                         0,   0,   255, 255, 255, 255, 16, 0,   6,   0,   255,
                                         255, 255, 255, 32,  0,   0,   0,  255, 255, 255, 255};
    static const char access_name[] = "system.posix_acl_access";
    unsigned char kept[256];
    write_text("listed", "old");
    if (setxattr("listed", access_name, list, sizeof list, 0) != 0) {
        test_skip("no access lists here");
        return;
    }
    check_write("listed", "new");
    CU_ASSERT_EQUAL(getxattr("listed", access_name, kept, sizeof kept), (ssize_t)sizeof list);
    CU_ASSERT_EQUAL(memcmp(kept, list, sizeof list), 0);
    CU_ASSERT_EQUAL(mode_of("listed"), 0660);
    /* A folder that hands a list down gives it to no file that has none. */
    CU_ASSERT_EQUAL(mkdir("handing", 0700), 0);
    write_text("handing/unlisted", "old");
    CU_ASSERT_EQUAL(chmod("handing/unlisted", 0640), 0);
    CU_ASSERT_EQUAL(setxattr("handing", "system.posix_acl_default", list, sizeof list, 0), 0);
    check_write("handing/unlisted", "new");
    CU_ASSERT_EQUAL(getxattr("handing/unlisted", access_name, kept, sizeof kept), -1);
    CU_ASSERT_EQUAL(mode_of("handing/unlisted"), 0640);
#else
    test_skip("access lists are asked on Linux only");
#endif
}

static void test_permissions(void)
{
    bool was_root = become_nobody();
    write_text("protected", "old");
    CU_ASSERT_EQUAL(chmod("protected", 0444), 0);
    check_refused("protected", STANCE_REFUSED, "is write-protected");
    check_content("protected", "old");
    CU_ASSERT_EQUAL(mkdir("read-only", 0700), 0);
    write_text("read-only/file", "old");
    CU_ASSERT_EQUAL(chmod("read-only", 0500), 0);
    check_refused("read-only/file", STANCE_IO, "permission denied");
    check_refused("read-only/new", STANCE_IO, "permission denied");
    check_content("read-only/file", "old");
    CU_ASSERT_EQUAL(mkdir("blind", 0300), 0); /* may be written, but not read: no fsync of it */
    check_write("blind/file", "text");
    check_content("blind/file", "text");
    become_root(was_root);
}

/* Too large amid the writing, both for what was there and for what is new. */
static void test_failure_leaves_the_old_file(void)
{
    struct rlimit before, small;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    static const char *const targets[] = {"stays", "never-made"};
    static char bytes[200000];
    write_text("stays", "old text");
    memset(bytes, 'x', sizeof bytes);
    CU_ASSERT_EQUAL_FATAL(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 100000;
    for (size_t i = 0; i < 2; i++) {
        struct file_output output;
        struct str message = {0};
        CU_ASSERT_EQUAL(file_output_open(&output, targets[i], &message), STANCE_OK);
        CU_ASSERT_EQUAL(setrlimit(RLIMIT_FSIZE, &small), 0);
        file_output_write(&output, bytes, sizeof bytes); /* the first part is a short write */
        CU_ASSERT_TRUE(output.failed);
        CU_ASSERT_EQUAL(output.error_number, EFBIG);
        file_output_write(&output, bytes, sizeof bytes); /* does nothing any more */
        file_output_write(&output, "x", 1);
        CU_ASSERT_EQUAL(setrlimit(RLIMIT_FSIZE, &before), 0);
        CU_ASSERT_EQUAL(file_output_close(&output, &message), STANCE_IO);
        CU_ASSERT_STRING_EQUAL(str_get(&message), "larger than a file may be here");
        str_clear(&message);
    }
    check_content("stays", "old text");
    CU_ASSERT_NOT_EQUAL(access("never-made", F_OK), 0);
    CU_ASSERT_EQUAL(litter("."), 0);
    signal(SIGXFSZ, handler);
}

/* The target became a folder meanwhile: the rename fails, the folder stands. */
static void test_rename_fails(void)
{
    struct file_output output;
    struct str message = {0};
    CU_ASSERT_EQUAL(file_output_open(&output, "becomes", &message), STANCE_OK);
    file_output_write(&output, "text", 4);
    CU_ASSERT_EQUAL(mkdir("becomes", 0700), 0);
    CU_ASSERT_EQUAL(file_output_close(&output, &message), STANCE_IO);
    CU_ASSERT_STRING_EQUAL(str_get(&message), "is a folder");
    CU_ASSERT_EQUAL(litter("."), 0);
    str_clear(&message);
}

void suite_base_file_output(void)
{
    CU_pSuite suite = CU_add_suite("base/file_output", enter_folder, leave_folder);
    CU_add_test(suite, "a new file", test_new_file);
    CU_add_test(suite, "replace", test_replace);
    CU_add_test(suite, "abandon", test_abandon);
    CU_add_test(suite, "pieces of all sizes", test_pieces);
    CU_add_test(suite, "links are written through", test_links);
    CU_add_test(suite, "what is no target", test_no_targets);
    CU_add_test(suite, "the longest names", test_long_names);
    CU_add_test(suite, "a staged name that is taken", test_staged_name_is_taken);
    CU_add_test(suite, "owner", test_owner);
    CU_add_test(suite, "an owner that cannot be kept", test_owner_cannot_be_kept);
    CU_add_test(suite, "access list", test_access_list);
    CU_add_test(suite, "permissions", test_permissions);
    CU_add_test(suite, "a failure leaves the old file", test_failure_leaves_the_old_file);
    CU_add_test(suite, "the rename fails", test_rename_fails);
}
