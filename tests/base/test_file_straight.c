/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output that cannot be staged and renamed: devices, fifos and the descriptors that we were given.
 * It arrives whole through short writes and pipes that do not block, and behind what is there. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

#include "base/file.h"
#include "in_folder.h"

static void test_full_device(void)
{
    struct file_output output;
    struct str message = {0};
    if (access("/dev/full", W_OK) != 0) {
        test_skip("no /dev/full");
        return;
    }
    CU_ASSERT_EQUAL(file_output_open(&output, "/dev/full", &message), STANCE_OK);
    CU_ASSERT_PTR_NULL(output.staged);
    file_output_write(&output, "text", 4);
    CU_ASSERT_EQUAL(file_output_close(&output, &message), STANCE_IO);
    CU_ASSERT_STRING_EQUAL(str_get(&message), "no space left on the device");
    str_clear(&message);
    check_write("/dev/null", "text");
}

struct reader {
    int descriptor; /* or -1: open the fifo */
    struct str text;
};

static void *read_slowly(void *data)
{
    struct reader *reader = data;
    char bytes[5000];
    ssize_t got;
    if (reader->descriptor < 0) reader->descriptor = open("pipe", O_RDONLY);
    while ((got = read(reader->descriptor, bytes, sizeof bytes)) > 0) {
        str_append_bytes(&reader->text, bytes, (size_t)got);
        usleep(200);
    }
    close(reader->descriptor);
    return NULL;
}

static void fill(struct str *text)
{
    for (int i = 0; i < 60000; i++)
        str_printf(text, "%d,", i);
}

static void test_fifo(void)
{
    struct reader reader = {.descriptor = -1};
    struct str text = {0};
    pthread_t thread;
    CU_ASSERT_EQUAL(mkfifo("pipe", 0600), 0);
    CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, read_slowly, &reader), 0);
    fill(&text);
    check_write("pipe", str_get(&text));
    pthread_join(thread, NULL);
    CU_ASSERT_STRING_EQUAL(str_get(&reader.text), str_get(&text));
    str_clear(&reader.text);
    str_clear(&text);
}

/* Our own descriptors by name: a pipe that does not block, and a file that was begun already. */
static void test_own_descriptors(void)
{
    struct reader reader = {0};
    struct file_output closed;
    struct str text = {0}, message = {0};
    char name[64];
    int ends[2], file;
    pthread_t thread;
    if (access("/proc/self/fd", X_OK) != 0 || access("/dev/fd", X_OK) != 0) {
        test_skip("no /dev/fd");
        return;
    }
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    CU_ASSERT_EQUAL(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
    reader.descriptor = ends[0];
    CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, read_slowly, &reader), 0);
    fill(&text);
    snprintf(name, sizeof name, "/dev/fd/%d", ends[1]);
    check_write(name, str_get(&text));
    close(ends[1]);
    pthread_join(thread, NULL);
    CU_ASSERT_STRING_EQUAL(str_get(&reader.text), str_get(&text));
    str_clear(&reader.text);
    str_clear(&text);

    file = open("begun", O_WRONLY | O_CREAT, 0600);
    CU_ASSERT_TRUE_FATAL(file >= 0);
    CU_ASSERT_EQUAL(write(file, "begun, ", 7), 7);
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    CU_ASSERT_EQUAL(symlink(name, "like-stdout"), 0); /* as /dev/stdout is */
    check_write("like-stdout", "continued, ");
    CU_ASSERT_EQUAL(write(file, "ended", 5), 5);
    close(file);
    check_content("begun", "begun, continued, ended");
    CU_ASSERT_EQUAL(file_output_open(&closed, "like-stdout", &message), STANCE_IO);
    CU_ASSERT_STRING_EQUAL(str_get(&message), "is not open");
    str_clear(&message);
}

static void test_nobody_reads(void)
{
    void (*handler)(int) = signal(SIGPIPE, SIG_IGN);
    struct file_output output;
    struct str message = {0};
    char name[64];
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    snprintf(name, sizeof name, "/dev/fd/%d", ends[1]);
    CU_ASSERT_EQUAL(file_output_open(&output, name, &message), STANCE_OK);
    close(ends[0]);
    file_output_write(&output, "text", 4);
    CU_ASSERT_EQUAL(file_output_close(&output, &message), STANCE_IO);
    CU_ASSERT_STRING_EQUAL(str_get(&message), "nobody reads any more");
    close(ends[1]);
    str_clear(&message);
    signal(SIGPIPE, handler);
}

void suite_base_file_straight(void)
{
    CU_pSuite suite = CU_add_suite("base/file_straight", enter_folder, leave_folder);
    CU_add_test(suite, "a full device", test_full_device);
    CU_add_test(suite, "a fifo", test_fifo);
    CU_add_test(suite, "our own descriptors", test_own_descriptors);
    CU_add_test(suite, "nobody reads", test_nobody_reads);
}
