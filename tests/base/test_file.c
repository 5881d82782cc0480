/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What file_read takes and what it refuses, each in a folder of its own: sizes around the limit and
 * files that grow meanwhile, fifos that would wait forever, links, folders, permissions; and the
 * order and limits of file_list. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "support.h"

#include "base/file.h"
#include "in_folder.h"

enum { MIB = 1024 * 1024 };

/* Reading fails in this way, with these words, and gives nothing. */
static void check_refused(const char *path, size_t limit_bytes, stance_result expected,
                          const char *words)
{
    struct str out = {0}, message = {0};
    CU_ASSERT_EQUAL(file_read(path, limit_bytes, &out, &message), expected);
    CU_ASSERT_STRING_EQUAL(str_get(&message), words);
    CU_ASSERT_EQUAL(out.length, 0);
    str_clear(&out);
    str_clear(&message);
}

static void check_read(const char *path, size_t limit_bytes, const char *bytes, size_t length)
{
    struct str out = {0}, message = {0};
    CU_ASSERT_EQUAL(file_read(path, limit_bytes, &out, &message), STANCE_OK);
    CU_ASSERT_EQUAL(out.length, length);
    CU_ASSERT_EQUAL(memcmp(str_get(&out), bytes, length + 1), 0); /* and the 0 */
    CU_ASSERT_EQUAL(message.length, 0);
    str_clear(&out);
    str_clear(&message);
}

static void test_reading(void)
{
    write_bytes("empty", "", 0);
    write_bytes("some", "a\0b\r\n\xFF", 6);
    check_read("empty", 10, "", 0);
    check_read("empty", 0, "", 0);
    check_read("some", 100, "a\0b\r\n\xFF", 6);
    check_read("some", SIZE_MAX, "a\0b\r\n\xFF", 6);
}

static void test_limits(void)
{
    enum { LENGTH = 3 * MIB };
    static char bytes[LENGTH + 2];
    for (size_t i = 0; i < LENGTH + 1; i++)
        bytes[i] = (char)(i * 31 % 251 + 1);
    bytes[LENGTH + 1] = '\0';
    write_bytes("over", bytes, LENGTH + 1);
    check_refused("over", LENGTH, STANCE_REFUSED, "larger than the limit of 3 MiB");
    check_refused("over", 2048, STANCE_REFUSED, "larger than the limit of 2 KiB");
    check_refused("over", 1500, STANCE_REFUSED, "larger than the limit of 1500 bytes");
    check_refused("over", 10, STANCE_REFUSED, "larger than the limit of 10 bytes");
    check_refused("over", 0, STANCE_REFUSED, "larger than the limit of 0 bytes");
    check_read("over", LENGTH + 1, bytes, LENGTH + 1);
    bytes[LENGTH] = '\0';
    write_bytes("full", bytes, LENGTH);
    check_read("full", LENGTH, bytes, LENGTH);
}

/* Files of /proc say that they are empty, and are not: what is read decides. */
static void test_size_unknown(void)
{
    struct str out = {0}, message = {0};
    if (access("/proc/self/status", R_OK) != 0) {
        test_skip("no /proc");
        return;
    }
    CU_ASSERT_EQUAL(file_read("/proc/self/status", MIB, &out, &message), STANCE_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(str_get(&out), "Pid:"));
    str_clear(&out);
    check_refused("/proc/self/status", 100, STANCE_REFUSED, "larger than the limit of 100 bytes");
}

struct writer {
    int descriptor;
    atomic_bool stop;
};

static void *keep_writing(void *data)
{
    struct writer *writer = data;
    static char bytes[65536];
    memset(bytes, 'g', sizeof bytes);
    for (int i = 0; i < 4000 && !atomic_load(&writer->stop); i++) {
        if (write(writer->descriptor, bytes, sizeof bytes) < 0) break;
        if (i % 64 == 0 && ftruncate(writer->descriptor, 0) != 0) break;
    }
    return NULL;
}

/* A file that grows and shrinks while it is read is read to some end, or hits the limit. */
static void test_growing(void)
{
    struct writer writer = {.stop = false};
    pthread_t thread;
    writer.descriptor = open("growing", O_WRONLY | O_CREAT | O_APPEND, 0600);
    CU_ASSERT_TRUE_FATAL(writer.descriptor >= 0);
    CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, keep_writing, &writer), 0);
    for (int i = 0; i < 200; i++) {
        struct str out = {0}, message = {0};
        stance_result result = file_read("growing", MIB, &out, &message);
        CU_ASSERT_TRUE(result == STANCE_OK || result == STANCE_REFUSED);
        CU_ASSERT_TRUE(out.length <= MIB);
        str_clear(&out);
        str_clear(&message);
    }
    atomic_store(&writer.stop, true);
    pthread_join(thread, NULL);
    close(writer.descriptor);
}

static void test_no_regular_files(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
    int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    CU_ASSERT_EQUAL(mkfifo("fifo", 0600), 0);
    CU_ASSERT_EQUAL(mkdir("dir", 0700), 0);
    check_refused("fifo", 10, STANCE_REFUSED, "is not a regular file"); /* and does not wait */
    check_refused("dir", 10, STANCE_REFUSED, "is a folder");
    check_refused("/dev/null", 10, STANCE_REFUSED, "is not a regular file");
    check_refused("/dev/zero", 10, STANCE_REFUSED, "is not a regular file");
    CU_ASSERT_EQUAL(bind(descriptor, (struct sockaddr *)&address, sizeof address), 0);
    check_refused("socket", 10, STANCE_REFUSED, "is not a regular file");
    close(descriptor);
}

static void test_links_and_paths(void)
{
    char name[300];
    write_bytes("target", "text", 4);
    CU_ASSERT_EQUAL(symlink("target", "link"), 0);
    CU_ASSERT_EQUAL(symlink("link", "link2"), 0);
    CU_ASSERT_EQUAL(symlink("nothing", "dangling"), 0);
    CU_ASSERT_EQUAL(symlink("loop2", "loop1"), 0);
    CU_ASSERT_EQUAL(symlink("loop1", "loop2"), 0);
    check_read("link2", 10, "text", 4);
    check_refused("missing", 10, STANCE_IO, "no such file");
    check_refused("", 10, STANCE_IO, "no such file");
    check_refused("dangling", 10, STANCE_IO, "no such file");
    check_refused("loop1", 10, STANCE_IO, "symbolic links lead in a circle");
    check_refused("target/x", 10, STANCE_IO, "a part of the path is no folder");
    memset(name, 'n', sizeof name);
    name[sizeof name - 1] = '\0';
    check_refused(name, 10, STANCE_IO, "the name is too long");
}

static void test_permissions(void)
{
    bool was_root = become_nobody();
    write_bytes("secret", "text", 4);
    CU_ASSERT_EQUAL(chmod("secret", 0), 0);
    check_refused("secret", 10, STANCE_IO, "permission denied");
    CU_ASSERT_EQUAL(mkdir("closed", 0700), 0);
    write_bytes("closed/file", "text", 4);
    CU_ASSERT_EQUAL(chmod("closed", 0), 0);
    check_refused("closed/file", 10, STANCE_IO, "permission denied");
    become_root(was_root);
}

static void test_too_many_open(void)
{
    struct rlimit before, none;
    write_bytes("file", "text", 4);
    CU_ASSERT_EQUAL_FATAL(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = 3;
    CU_ASSERT_EQUAL(setrlimit(RLIMIT_NOFILE, &none), 0);
    check_refused("file", 10, STANCE_IO, "too many files are open");
    CU_ASSERT_EQUAL(setrlimit(RLIMIT_NOFILE, &before), 0);
}

static void test_no_descriptor_is_lost(void)
{
    int before = dup(0), after;
    close(before);
    check_read("file", 10, "text", 4);
    check_refused("fifo", 10, STANCE_REFUSED, "is not a regular file");
    check_refused("dir", 10, STANCE_REFUSED, "is a folder");
    check_refused("over", 10, STANCE_REFUSED, "larger than the limit of 10 bytes");
    after = dup(0);
    close(after);
    CU_ASSERT_EQUAL(before, after);
}

static void check_words(int error_number, const char *words)
{
    struct str out = {0};
    file_print_error(error_number, &out);
    CU_ASSERT_STRING_EQUAL(str_get(&out), words);
    str_clear(&out);
}

static void test_words(void)
{
    check_words(ENOSPC, "no space left on the device");
    check_words(EDOM, "Numerical argument out of domain"); /* the C library's */
    check_words(9999, "error 9999");
}

static void check_list(const char *path, const char *ending, const char *expected)
{
    struct str joined = {0}, message = {0};
    char **names;
    size_t count;
    CU_ASSERT_EQUAL(file_list(path, ending, 100, &names, &count, &message), STANCE_OK);
    for (size_t i = 0; i < count; i++) {
        str_append(&joined, names[i]);
        str_append_char(&joined, ' ');
    }
    CU_ASSERT_STRING_EQUAL(str_get(&joined), expected);
    file_names_free(names, count);
    str_clear(&joined);
    str_clear(&message);
}

static void check_list_refused(const char *path, size_t limit, stance_result expected,
                               const char *words)
{
    struct str message = {0};
    char **names = &(char *){"x"};
    size_t count = 7;
    CU_ASSERT_EQUAL(file_list(path, ".json", limit, &names, &count, &message), expected);
    CU_ASSERT_STRING_EQUAL(str_get(&message), words);
    CU_ASSERT_PTR_NULL(names);
    CU_ASSERT_EQUAL(count, 0);
    str_clear(&message);
}

static void test_listing(void)
{
    static const char *const files[] = {"b.json",        "a.json", "B.json", "a-b.json",
                                        ".hidden.json",  ".json",  "json",   "c.json.bak",
                                        "\xC3\xB6.json", "d.JSON"};
    CU_ASSERT_EQUAL(mkdir("list", 0700), 0);
    CU_ASSERT_EQUAL(chdir("list"), 0);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        write_bytes(files[i], "", 0);
    CU_ASSERT_EQUAL(mkdir("z.json", 0700), 0); /* its reader will say what is wrong with it */
    CU_ASSERT_EQUAL(chdir(".."), 0);
    check_list("list", ".json", "B.json a-b.json a.json b.json z.json \xC3\xB6.json ");
    check_list("list", ".xlsx", "");
    check_list("list", "",
               "B.json a-b.json a.json b.json c.json.bak d.JSON json z.json \xC3\xB6.json ");
    check_list_refused("list", 5, STANCE_REFUSED, "holds more than the limit of 5 files");
    check_list_refused("missing", 10, STANCE_IO, "no such folder");
    check_list_refused("list/json", 10, STANCE_IO, "is not a folder");
    check_list_refused("loop1", 10, STANCE_IO, "symbolic links lead in a circle");
    file_names_free(NULL, 0);
}

static void test_list_many(void)
{
    struct str message = {0};
    char **names, name[32];
    size_t count, wrong = 0;
    CU_ASSERT_EQUAL(mkdir("many", 0700), 0);
    for (int i = 999; i >= 0; i--) {
        snprintf(name, sizeof name, "many/%04d.json", i * 7 % 1000);
        write_bytes(name, "", 0);
    }
    CU_ASSERT_EQUAL(file_list("many", ".json", 1000, &names, &count, &message), STANCE_OK);
    CU_ASSERT_EQUAL(count, 1000);
    for (size_t i = 0; i < count; i++) {
        snprintf(name, sizeof name, "%04zu.json", i);
        wrong += strcmp(names[i], name) != 0;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    file_names_free(names, count);
    check_list_refused("many", 999, STANCE_REFUSED, "holds more than the limit of 999 files");
}

/* What file_read refuses, a stream takes: it is waited for. */
static void test_streams(void)
{
    struct str text = {0}, message = {0};
    CHECK_INT(file_read_stream("/dev/null", 10, &text, &message), STANCE_OK);
    CHECK_SIZE(text.length, 0);
    CHECK_INT(mkfifo("stream", 0600), 0);
    int both = open("stream", O_RDWR | O_NONBLOCK);
    CHECK_INT(write(both, "12345", 5), 5);
    int reader = dup(STDIN_FILENO), fifo = open("stream", O_RDONLY | O_NONBLOCK);
    close(both); /* no writer is left: the end follows the bytes */
    dup2(fifo, STDIN_FILENO);
    CHECK_INT(file_read_stream(NULL, 10, &text, &message), STANCE_OK);
    dup2(reader, STDIN_FILENO);
    close(reader);
    close(fifo);
    CHECK_TEXT(str_get(&text), "12345");
    CHECK_INT(file_read_stream(".", 10, &text, &message), STANCE_IO);
    CHECK_TEXT(str_get(&message), "is a folder");
    str_truncate(&message, 0);
    CHECK_INT(file_read_stream("none", 10, &text, &message), STANCE_IO);
    CHECK_TEXT(str_get(&message), "no such file");
    str_truncate(&message, 0);
    str_truncate(&text, 0);
    CHECK_INT(file_read_stream("/dev/zero", 100000, &text, &message), STANCE_REFUSED);
    CHECK_HOLDS(str_get(&message), "larger than the limit");
    str_clear(&message);
    str_clear(&text);
}

void suite_base_file(void)
{
    CU_pSuite suite = CU_add_suite("base/file", enter_folder, leave_folder);
    CU_add_test(suite, "read", test_reading);
    CU_add_test(suite, "limits", test_limits);
    CU_add_test(suite, "a size that is not known", test_size_unknown);
    CU_add_test(suite, "a growing file", test_growing);
    CU_add_test(suite, "what is no regular file", test_no_regular_files);
    CU_add_test(suite, "links and paths", test_links_and_paths);
    CU_add_test(suite, "permissions", test_permissions);
    CU_add_test(suite, "too many open files", test_too_many_open);
    CU_add_test(suite, "no descriptor is lost", test_no_descriptor_is_lost);
    CU_add_test(suite, "words for errors", test_words);
    CU_add_test(suite, "streams", test_streams);
    CU_add_test(suite, "list", test_listing);
    CU_add_test(suite, "list of many", test_list_many);
}
