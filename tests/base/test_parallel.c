/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every index is worked on exactly once, whatever the number of threads, and all is done, and seen,
 * when the call returns; also where no thread can be had. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

#include "base/parallel.h"

enum { COUNT = 10000 };

static void count_up(void *context, size_t i)
{
    unsigned char *times = context;
    times[i]++;
}

static void test_each_once(void)
{
    static const size_t threads[] = {0, 1, 2, 3, 8, 64, 1000, (size_t)-1};
    static const size_t counts[] = {0, 1, 2, 7, 100, COUNT};
    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            static unsigned char times[COUNT];
            size_t wrong = 0;
            memset(times, 0, sizeof times);
            parallel_for(counts[c], threads[t], count_up, times);
            for (size_t i = 0; i < COUNT; i++)
                wrong += times[i] != (i < counts[c]);
            CU_ASSERT_EQUAL(wrong, 0);
        }
    }
}

struct order {
    size_t seen;
    pthread_t caller;
    bool ascending, inline_;
};

static void note_order(void *context, size_t i)
{
    struct order *order = context;
    order->ascending = order->ascending && i == order->seen;
    order->inline_ = order->inline_ && pthread_equal(pthread_self(), order->caller);
    order->seen++;
}

static void test_one_thread_is_the_caller(void)
{
    struct order order = {.caller = pthread_self(), .ascending = true, .inline_ = true};
    parallel_for(1000, 1, note_order, &order);
    CU_ASSERT_TRUE(order.ascending);
    CU_ASSERT_TRUE(order.inline_);
    CU_ASSERT_EQUAL(order.seen, 1000);
}

static void wait_for_others(void *context, size_t i)
{
    atomic_int *here = context;
    (void)i;
    atomic_fetch_add(here, 1);
    for (int tries = 0; atomic_load(here) < 4 && tries < 5000; tries++)
        usleep(1000);
}

static void test_threads_run_at_once(void)
{
    atomic_int here = 0;
    parallel_for(4, 4, wait_for_others, &here); /* each waits until all four are at work */
    CU_ASSERT_EQUAL(atomic_load(&here), 4);
}

static void test_signals_stay_with_the_caller(void)
{
    sigset_t before, after;
    atomic_int here = 4; /* nobody waits */
    pthread_sigmask(SIG_SETMASK, NULL, &before);
    parallel_for(10, 4, wait_for_others, &here);
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    for (int signal = 1; signal < 32; signal++) {
        CU_ASSERT_EQUAL(sigismember(&before, signal), sigismember(&after, signal));
    }
}

static void *do_nothing(void *data)
{
    return data;
}

/* In a child, as it cannot be taken back: nobody, allowed no process. The exit status says 0: all
 * done by the caller, 1: not, 2: there still are threads to be had. */
static int status_without_threads(void)
{
    struct order order = {.caller = pthread_self(), .ascending = true, .inline_ = true};
    struct rlimit none = {0, 0};
    pthread_t thread;
    if (setrlimit(RLIMIT_NPROC, &none) != 0) return 2;
    if (getuid() == 0 && setuid(65534) != 0) return 2; /* root is asked for no limit */
    if (pthread_create(&thread, NULL, do_nothing, NULL) == 0) return 2;
    parallel_for(1000, 8, note_order, &order);
    return order.ascending && order.inline_ && order.seen == 1000 ? 0 : 1;
}

static void test_no_threads_to_be_had(void)
{
    int status = 1;
    pid_t child;
    fflush(NULL);
    child = fork();
    if (child == 0) _exit(status_without_threads());
    CU_ASSERT_TRUE(child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status));
    if (WEXITSTATUS(status) == 2) {
        test_skip("threads cannot be forbidden here");
    } else {
        CHECK_INT(WEXITSTATUS(status), 0);
    }
}

void suite_base_parallel(void)
{
    CU_pSuite suite = CU_add_suite("base/parallel", NULL, NULL);
    CU_add_test(suite, "each index once", test_each_once);
    CU_add_test(suite, "one thread is the caller", test_one_thread_is_the_caller);
    CU_add_test(suite, "threads run at once", test_threads_run_at_once);
    CU_add_test(suite, "the signal mask is as before", test_signals_stay_with_the_caller);
    CU_add_test(suite, "no threads to be had", test_no_threads_to_be_had);
}
