/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What tests share. Everything lent here lives until the running test ends. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <CUnit/CUnit.h>

/* Assertions that say what was expected and what came. They go on after a failure, like CU_ASSERT,
 * and tell whether they held: `if (!CHECK_SIZE(count, 2)) return;`. */
#define CHECK(condition) test_check(__FILE__, __LINE__, #condition, (condition))
#define CHECK_TEXT(actual, expected)                                                               \
    test_check_text(__FILE__, __LINE__, #actual, (actual), (expected))
#define CHECK_SIZE(actual, expected)                                                               \
    test_check_size(__FILE__, __LINE__, #actual, (actual), (expected))
#define CHECK_INT(actual, expected)                                                                \
    test_check_int(__FILE__, __LINE__, #actual, (actual), (expected))
/** Equal within eps; two NANs are equal, and two equal infinities. */
#define CHECK_NEAR(actual, expected, eps)                                                          \
    test_check_near(__FILE__, __LINE__, #actual, (actual), (expected), (eps))
/** The text holds the piece. */
#define CHECK_HOLDS(text, piece) test_check_holds(__FILE__, __LINE__, #text, (text), (piece))
/** The bytes are those of tests/golden/NAME; `make golden` writes them there. */
#define CHECK_GOLDEN(name, bytes, length)                                                          \
    test_check_golden(__FILE__, __LINE__, (name), (bytes), (length))

bool test_check(const char *file, unsigned line, const char *what, bool holds);
bool test_check_text(const char *file, unsigned line, const char *what, const char *actual,
                     const char *expected);
bool test_check_size(const char *file, unsigned line, const char *what, size_t actual,
                     size_t expected);
bool test_check_int(const char *file, unsigned line, const char *what, long long actual,
                    long long expected);
bool test_check_near(const char *file, unsigned line, const char *what, double actual,
                     double expected, double eps);
bool test_check_holds(const char *file, unsigned line, const char *what, const char *text,
                      const char *piece);
bool test_check_golden(const char *file, unsigned line, const char *name, const char *bytes,
                       size_t length);

/** Fail with words of one's own, as printf. */
void test_fail(const char *file, unsigned line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
#define FAIL(...) test_fail(__FILE__, __LINE__, __VA_ARGS__)

/** As sprintf, lent. */
const char *test_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** A folder of the running test's own, made when first asked for, removed with all in it. */
const char *test_folder(void);

/** Write a file below test_folder(), folders on the way included; lends its full path. */
const char *test_write(const char *name, const char *text);
const char *test_write_bytes(const char *name, const char *bytes, size_t length);

/** The bytes of a file with a 0 behind them, lent; NULL and a failure if it cannot be read.
 *  @param[out] length  may be NULL. */
const char *test_read(const char *path, size_t *length);

/** Make a model's folder: model.json's text, then pairs of an actor's id and text, then NULL.
 *  test_model(issues, "france", "{...}", "uk", "{...}", NULL). Lends its path. */
const char *test_model(const char *model_json, ...) __attribute__((sentinel));

/** Path of a file of the repository ("models/ukraine-force"), lent. */
const char *test_source(const char *name);

/** Path below STANCE_TEST_DATA, lent. Where that is not set or has no such file the test says
 *  "skipped" and gets NULL. */
const char *test_data(const char *name);

/** Say that the running test is skipped, and why. */
void test_skip(const char *why);

/** Names in a folder, sorted, without hidden ones; lent, ended by NULL. */
const char *const *test_list(const char *folder);

/** Random numbers that are the same on every machine (splitmix64): start from any seed. */
uint64_t test_random(uint64_t *state);
double test_random_unit(uint64_t *state);                /* 0 <= x < 1 */
size_t test_random_below(uint64_t *state, size_t bound); /* 0 <= x < bound */

/* For main.c. */
void test_begin(const char *suite, const char *test);
void test_end(void);
size_t test_skipped(void);

#endif
