/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A counter hands out the indices one by one, so that a thread with little work takes more. The
 * caller works as well: where no thread can be had it simply does it all. Signals are kept from
 * the helpers; whoever handles them finds them in the calling thread, as without threads. */
#include "base/parallel.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

enum { THREADS_MOST = 256 };

struct job {
    size_t count;
    atomic_size_t next;
    void (*work)(void *context, size_t i);
    void *context;
};

static void *help(void *data)
{
    struct job *job = data;
    for (;;) {
        /* Relaxed: what the work wrote is published by pthread_join. */
        size_t i = atomic_fetch_add_explicit(&job->next, 1, memory_order_relaxed);
        if (i >= job->count) return NULL;
        job->work(job->context, i);
    }
}

static size_t threads_for(size_t count, size_t threads)
{
    if (threads == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        threads = processors > 0 ? (size_t)processors : 1;
    }
    if (threads > THREADS_MOST) threads = THREADS_MOST;
    return threads < count ? threads : count;
}

/* All signals but those of faults, which belong to the thread that made them. */
static void fill_with_signals_to_block(sigset_t *set)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP};
    sigfillset(set);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        sigdelset(set, faults[i]);
}

void parallel_for(size_t count, size_t threads, void (*work)(void *context, size_t i),
                  void *context)
{
    struct job job = {.count = count, .next = 0, .work = work, .context = context};
    pthread_t helpers[THREADS_MOST];
    size_t helping = 0;
    sigset_t blocked, before;
    threads = threads_for(count, threads);
    if (threads > 1) {
        fill_with_signals_to_block(&blocked);
        pthread_sigmask(SIG_BLOCK, &blocked, &before);
        while (helping + 1 < threads && pthread_create(&helpers[helping], NULL, help, &job) == 0) {
            helping++;
        }
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    help(&job);
    for (size_t i = 0; i < helping; i++)
        pthread_join(helpers[i], NULL);
}
