/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the suites of tests/LAYER/test_NAME.c: tests/run [-v] [WORD...]. With words, only those
 * whose name (base/str) holds one. The list of suites is made from the file names (suites.h). Fails
 * if a test fails, and if none has run. */
#include "support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/Basic.h>

#include "suites.h"

#define DECLARE(name) void suite_##name(void);
SUITES(DECLARE)

#define ENTRY(name) {#name, suite_##name},
static const struct {
    const char *name; /* base_str */
    void (*add)(void);
} suites[] = {SUITES(ENTRY){NULL, NULL}};

#define SECONDS_MOST 300 /* a test; one that hangs is named, like one that crashes */
static char now[256];    /* the running test's name, for a signal's last words */
static bool verbose;

/* A word is a part of the name, with '/' or '_' between layer and module. */
static bool asked_for(const char *name, char **words)
{
    if (!*words) return true;
    for (; *words; words++) {
        char word[128];
        snprintf(word, sizeof word, "%s", *words);
        for (char *slash = word; (slash = strchr(slash, '/'));)
            *slash = '_';
        if (strstr(name, word)) return true;
    }
    return false;
}

static void on_start(const CU_pTest test, const CU_pSuite suite)
{
    snprintf(now, sizeof now, "%s: %s", suite->pName, test->pName);
    test_begin(suite->pName, test->pName);
    if (verbose) printf("%s ...\n", now);
    fflush(stdout);
    alarm(SECONDS_MOST);
}

static void on_complete(const CU_pTest test, const CU_pSuite suite, const CU_pFailureRecord failure)
{
    for (CU_pFailureRecord f = failure; f; f = f->pNext) {
        printf("FAILED: %s: %s\n    %s:%u: %s\n", suite->pName, test->pName,
               f->strFileName ? f->strFileName : "?", f->uiLineNumber,
               f->strCondition ? f->strCondition : "");
    }
    test_end();
    fflush(stdout);
}

static void on_init_failure(const CU_pSuite suite)
{
    printf("FAILED: %s: the suite could not start\n", suite->pName);
}

/* What a signal handler may do. */
static void say_raw(const char *words)
{
    ssize_t written = write(STDERR_FILENO, words, strlen(words));
    (void)written;
}

/* Which test died: an assert of the library, a crash (the sanitizer says more), or no end. */
static void on_signal(int number)
{
    say_raw("\nFAILED: died in ");
    say_raw(now);
    say_raw("\n");
    signal(number, SIG_DFL);
    raise(number);
}

static void write_counts(size_t passed, size_t failed, size_t skipped)
{
    const char *path = getenv("STANCE_TEST_COUNTS");
    FILE *stream = path ? fopen(path, "w") : NULL;
    if (!stream) return;
    fprintf(stream, "%zu %zu %zu\n", passed, failed, skipped);
    fclose(stream);
}

int main(int argc, char **argv)
{
    char **words = argv + (argc > 0);
    if (*words && strcmp(*words, "-v") == 0) {
        verbose = true;
        words++;
    }
    if (CU_initialize_registry() != CUE_SUCCESS) return 1;
    for (size_t i = 0; suites[i].name; i++) {
        if (asked_for(suites[i].name, words)) suites[i].add();
    }
    CU_set_test_start_handler(on_start);
    CU_set_test_complete_handler(on_complete);
    CU_set_suite_init_failure_handler(on_init_failure);
    signal(SIGALRM, on_signal);
#ifndef __SANITIZE_ADDRESS__
    signal(SIGABRT, on_signal);
    signal(SIGSEGV, on_signal);
#endif
    bool ran = CU_get_registry()->uiNumberOfTests > 0 && CU_run_all_tests() == CUE_SUCCESS;
    size_t run = CU_get_number_of_tests_run(), failed = CU_get_number_of_tests_failed();
    failed += CU_get_number_of_suites_failed();
    size_t skipped = test_skipped();
    if (run) CU_print_run_results(stdout);
    printf("\nunit tests: %zu as expected, %zu not\n", run - CU_get_number_of_tests_failed(),
           failed);
    write_counts(run - CU_get_number_of_tests_failed(), failed, skipped);
    CU_cleanup_registry();
    return ran && run > 0 && failed == 0 ? 0 : 1;
}
