/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is lent to a test hangs on one list, and is freed when the test ends; so does its folder. */
#include "support.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct lent {
    struct lent *next;
    void *memory;
};

static struct {
    const char *suite, *test;
    struct lent *lent;
    char *folder;
    size_t skipped;
} running;

static void die(const char *what)
{
    fprintf(stderr, "tests: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void *lend(void *memory)
{
    struct lent *lent = malloc(sizeof *lent);
    if (!memory || !lent) die("no memory");
    *lent = (struct lent){running.lent, memory};
    running.lent = lent;
    return memory;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return remove(path);
}

static int open_folder(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)place;
    if (kind == FTW_D || kind == FTW_DNR) (void)chmod(path, 0700); /* a test may have closed it */
    return 0;
}

void test_begin(const char *suite, const char *test)
{
    running.suite = suite;
    running.test = test;
}

void test_end(void)
{
    while (running.lent) {
        struct lent *next = running.lent->next;
        free(running.lent->memory);
        free(running.lent);
        running.lent = next;
    }
    if (!running.folder) return;
    if (nftw(running.folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0) {
        nftw(running.folder, open_folder, 16, FTW_PHYS);
        nftw(running.folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    }
    free(running.folder);
    running.folder = NULL;
}

size_t test_skipped(void)
{
    return running.skipped;
}

void test_skip(const char *why)
{
    printf("skipped: %s: %s: %s\n", running.suite, running.test, why);
    running.skipped++;
}

const char *test_text(const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    return lend(length < 0 ? NULL : text);
}

/* Assertions --------------------------------------------------------------------------------- */

static bool record(const char *file, unsigned line, bool holds, const char *words)
{
    CU_assertImplementation(holds, line, words, file, "", CU_FALSE);
    return holds;
}

void test_fail(const char *file, unsigned line, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    record(file, line, false, lend(length < 0 ? NULL : text));
}

bool test_check(const char *file, unsigned line, const char *what, bool holds)
{
    return record(file, line, holds, what);
}

/* Where two long texts part: the line, from both. */
static const char *difference(const char *actual, const char *expected)
{
    size_t at = 0, start = 0, line = 1;
    for (; actual[at] && actual[at] == expected[at]; at++) {
        if (actual[at] != '\n') continue;
        start = at + 1;
        line++;
    }
    return test_text("from line %zu on\n        was       %.*s\n        expected  %.*s", line,
                     (int)strcspn(actual + start, "\n"), actual + start,
                     (int)strcspn(expected + start, "\n"), expected + start);
}

bool test_check_text(const char *file, unsigned line, const char *what, const char *actual,
                     const char *expected)
{
    if (actual && expected && strcmp(actual, expected) == 0) return record(file, line, true, what);
    if (!actual || !expected) {
        return record(file, line, false,
                      test_text("%s: was %s, expected %s", what, actual ? actual : "NULL",
                                expected ? expected : "NULL"));
    }
    if (strchr(actual, '\n') || strchr(expected, '\n')) {
        return record(file, line, false,
                      test_text("%s: differs %s", what, difference(actual, expected)));
    }
    return record(file, line, false,
                  test_text("%s: was \"%s\", expected \"%s\"", what, actual, expected));
}

bool test_check_size(const char *file, unsigned line, const char *what, size_t actual,
                     size_t expected)
{
    if (actual == expected) return record(file, line, true, what);
    return record(file, line, false,
                  test_text("%s: was %zu, expected %zu", what, actual, expected));
}

bool test_check_int(const char *file, unsigned line, const char *what, long long actual,
                    long long expected)
{
    if (actual == expected) return record(file, line, true, what);
    return record(file, line, false,
                  test_text("%s: was %lld, expected %lld", what, actual, expected));
}

bool test_check_near(const char *file, unsigned line, const char *what, double actual,
                     double expected, double eps)
{
    bool holds = isnan(expected)   ? isnan(actual)
                 : isinf(expected) ? actual == expected
                                   : fabs(actual - expected) <= eps;
    if (holds) return record(file, line, true, what);
    return record(
        file, line, false,
        test_text("%s: was %.17g, expected %.17g within %g", what, actual, expected, eps));
}

bool test_check_holds(const char *file, unsigned line, const char *what, const char *text,
                      const char *piece)
{
    if (text && strstr(text, piece)) return record(file, line, true, what);
    return record(file, line, false,
                  test_text("%s: \"%s\" is not in\n%s", what, piece, text ? text : "NULL"));
}

bool test_check_golden(const char *file, unsigned line, const char *name, const char *bytes,
                       size_t length)
{
    const char *path = test_source(test_text("tests/golden/%s", name));
    if (getenv("STANCE_GOLDEN")) {
        FILE *stream = fopen(path, "wb");
        if (!stream || fwrite(bytes, 1, length, stream) != length || fclose(stream) != 0) die(path);
        return true;
    }
    if (access(path, R_OK) != 0) {
        return record(file, line, false, test_text("%s is missing: make golden", path));
    }
    size_t expected_length = 0;
    const char *expected = test_read(path, &expected_length);
    if (length == expected_length && memcmp(bytes, expected, length) == 0) {
        return record(file, line, true, name);
    }
    char *actual = calloc(length + 1, 1);
    if (!actual) die("no memory");
    memcpy(actual, bytes, length);
    return record(
        file, line, false,
        test_text("tests/golden/%s: differs %s", name, difference(lend(actual), expected)));
}

/* Files -------------------------------------------------------------------------------------- */

const char *test_folder(void)
{
    if (running.folder) return running.folder;
    const char *parent = getenv("TMPDIR");
    if (asprintf(&running.folder, "%s/stance-test-XXXXXX", parent ? parent : "/tmp") < 0 ||
        !mkdtemp(running.folder)) {
        die("cannot make a folder");
    }
    return running.folder;
}

const char *test_write_bytes(const char *name, const char *bytes, size_t length)
{
    char *path = lend(strdup(test_text("%s/%s", test_folder(), name)));
    for (char *slash = path + strlen(test_folder()) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST) die(path);
        *slash = '/';
    }
    FILE *stream = fopen(path, "wb");
    if (!stream || fwrite(bytes, 1, length, stream) != length || fclose(stream) != 0) die(path);
    return path;
}

const char *test_write(const char *name, const char *text)
{
    return test_write_bytes(name, text, strlen(text));
}

const char *test_read(const char *path, size_t *length)
{
    FILE *stream = fopen(path, "rb");
    if (!stream) {
        test_fail(__FILE__, __LINE__, "%s: %s", path, strerror(errno));
        return NULL;
    }
    char *bytes = NULL;
    size_t count = 0, size = 0, got;
    do {
        if (count + 65536 > size) size = 2 * size + 65536;
        bytes = realloc(bytes, size + 1);
        if (!bytes) die("no memory");
        got = fread(bytes + count, 1, size - count, stream);
        count += got;
    } while (got > 0);
    fclose(stream);
    bytes[count] = '\0';
    if (length) *length = count;
    return lend(bytes);
}

const char *test_model(const char *model_json, ...)
{
    static size_t number; /* a test may make several */
    const char *name = test_text("model-%zu", ++number);
    test_write(test_text("%s/model.json", name), model_json);
    const char *path = test_text("%s/%s", test_folder(), name);
    if (mkdir(test_text("%s/actors", path), 0777) != 0) die(path);
    va_list arguments;
    va_start(arguments, model_json);
    for (const char *id; (id = va_arg(arguments, const char *));) {
        test_write(test_text("%s/actors/%s.json", name, id), va_arg(arguments, const char *));
    }
    va_end(arguments);
    return path;
}

const char *test_source(const char *name)
{
    static char top[4096]; /* a test may change its folder later */
    if (!top[0] && !getcwd(top, sizeof top)) die("getcwd");
    return test_text("%s/%s", top, name);
}

const char *test_data(const char *name)
{
    const char *folder = getenv("STANCE_TEST_DATA");
    if (!folder || !folder[0]) {
        test_skip("STANCE_TEST_DATA is not set");
        return NULL;
    }
    const char *path = test_text("%s/%s", folder, name);
    if (access(path, R_OK) == 0) return path;
    test_skip(test_text("no %s", path));
    return NULL;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

const char *const *test_list(const char *folder)
{
    const char **names = calloc(1, sizeof *names);
    size_t count = 0;
    DIR *stream = opendir(folder);
    if (!names || !stream) die(folder);
    for (struct dirent *entry; (entry = readdir(stream));) {
        if (entry->d_name[0] == '.') continue;
        const char **more = realloc(names, (count + 2) * sizeof *names);
        if (!more) die("no memory");
        names = more;
        names[count++] = lend(strdup(entry->d_name));
        names[count] = NULL;
    }
    closedir(stream);
    if (count > 1) qsort(names, count, sizeof *names, by_name);
    return lend(names);
}

/* Random numbers: Steele, Lea and Flood 2014 (splitmix64) ------------------------------------- */

uint64_t test_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

double test_random_unit(uint64_t *state)
{
    return (double)(test_random(state) >> 11) * 0x1p-53;
}

size_t test_random_below(uint64_t *state, size_t bound)
{
    return (size_t)(test_random(state) % bound); /* the bias is far below what a test can see */
}
