/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  For suites that work in a folder of their own, so that paths can be relative. */
#ifndef TESTS_BASE_IN_FOLDER_H
#define TESTS_BASE_IN_FOLDER_H

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

#include "base/file.h"

enum { NOBODY = 65534 };

/* Where the suite came from, and its folder. */
static int start = -1;
static char folder[64];

/* The suite's set-up and clean-up. */
static inline int enter_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/stance-test-XXXXXX");
    start = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (start < 0 || !mkdtemp(folder)) return 1;
    /* Anyone may work in it: see become_nobody. */
    return chmod(folder, 0777) != 0 || chdir(folder) != 0;
}

static inline int open_up(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)status;
    (void)at;
    return type == FTW_D || type == FTW_DNR ? chmod(path, 0700) : 0;
}

static inline int remove_entry(const char *path, const struct stat *status, int type,
                               struct FTW *at)
{
    (void)status;
    (void)type;
    (void)at;
    return remove(path);
}

static inline int leave_folder(void)
{
    int result = fchdir(start);
    close(start);
    result |= nftw(folder, open_up, 16, FTW_PHYS);
    return result | nftw(folder, remove_entry, 16, FTW_PHYS | FTW_DEPTH);
}

/* Root may read and write all: be somebody else for a while. */
static inline bool become_nobody(void)
{
    return geteuid() == 0 && seteuid(NOBODY) == 0;
}

static inline void become_root(bool was_root)
{
    if (was_root && seteuid(0) != 0) abort();
}

static inline void write_bytes(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (!file) {
        FAIL("cannot write %s", path);
        return;
    }
    CU_ASSERT_EQUAL(fwrite(bytes, 1, length, file), length);
    CU_ASSERT_EQUAL(fclose(file), 0);
}

static inline void write_text(const char *path, const char *text)
{
    write_bytes(path, text, strlen(text));
}

static inline void check_content(const char *path, const char *text)
{
    struct str out = {0}, message = {0};
    CU_ASSERT_EQUAL(file_read(path, (size_t)1 << 26, &out, &message), STANCE_OK);
    CHECK_TEXT(str_get(&out), text);
    str_clear(&out);
    str_clear(&message);
}

/* Written in two pieces, without complaint. */
static inline void check_write(const char *path, const char *text)
{
    struct file_output output;
    struct str message = {0};
    size_t half = strlen(text) / 2;
    if (!CHECK_INT(file_output_open(&output, path, &message), STANCE_OK)) goto done;
    file_output_write(&output, text, half);
    file_output_write(&output, text + half, strlen(text) - half);
    CHECK_INT(file_output_close(&output, &message), STANCE_OK);
    CU_ASSERT_EQUAL(output.descriptor, -1);
done:
    CHECK_TEXT(str_get(&message), "");
    str_clear(&message);
}

#endif
