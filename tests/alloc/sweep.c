/* SPDX-License-Identifier: GPL-3.0-or-later */
/* malloc and its family are ours here, on top of glibc's own, so that the allocations of cJSON,
 * GSL, utf8proc and the C library itself are counted and failed as well. Excludes AddressSanitizer.
 *   tests/sweep [SCENARIO]             all n: once failing the n-th alone, once it and all later
 * ones tests/sweep SCENARIO N one|rest    a single run, for the debugger Each processor has a
 * process of its own for its share of n, so a crash costs one n. */
#include "sweep.h"

#include <errno.h>
#include <ftw.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* The allocator: visible, so that shared libraries call it too -----------------------------------
 */

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *memory);

static atomic_bool armed;     /* a scenario runs: count, and fail */
static atomic_size_t counted; /* allocations since arming */
static atomic_size_t failing; /* which one is to fail; 0: none */
static atomic_bool and_later; /* so are all behind it */
static atomic_bool has_failed;
static atomic_long live; /* blocks handed out and not yet freed */

static bool must_fail(void)
{
    if (!atomic_load(&armed)) return false;
    size_t number = atomic_fetch_add(&counted, 1) + 1, n = atomic_load(&failing);
    if (n == 0 || number < n || (number > n && !atomic_load(&and_later))) return false;
    atomic_store(&has_failed, true);
    errno = ENOMEM;
    return true;
}

static void *handed_out(void *memory)
{
    if (memory) atomic_fetch_add(&live, 1);
    return memory;
}

#pragma GCC visibility push(default)
/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */

void *malloc(size_t size)
{
    return must_fail() ? NULL : handed_out(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return must_fail() ? NULL : handed_out(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
    if (!old) return malloc(size);
    if (size == 0) {
        free(old);
        return NULL;
    }
    return must_fail() ? NULL : __libc_realloc(old, size);
}

void *reallocarray(void *old, size_t count, size_t size)
{
    size_t product = 0;
    if (__builtin_mul_overflow(count, size, &product)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(old, product);
}

void *memalign(size_t alignment, size_t size);
void *memalign(size_t alignment, size_t size)
{
    return must_fail() ? NULL : handed_out(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    void *memory = memalign(alignment, size);
    if (!memory) return ENOMEM;
    *out = memory;
    return 0;
}

void free(void *memory)
{
    if (!memory) return;
    atomic_fetch_sub(&live, 1);
    __libc_free(memory);
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
#pragma GCC visibility pop

/* One run ----------------------------------------------------------------------------------------
 */

static const char *complaint;

void sweep_complain(const char *words)
{
    complaint = words;
}

void sweep_note(struct sweep_output *output, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < length; i++) {
        output->hash = (output->hash ^ byte[i]) * UINT64_C(0x100000001b3); /* FNV-1a */
    }
    output->length += length;
}

void sweep_note_text(struct sweep_output *output, const char *text)
{
    if (text) {
        sweep_note(output, text, strlen(text) + 1);
    } else {
        sweep_note(output, "\xff", 1);
    }
}

struct outcome {
    stance_result result;
    struct sweep_output output;
    size_t allocations;
    long left; /* blocks */
    bool failed;
};

static struct outcome run(const struct sweep_scenario *scenario, size_t n, bool rest)
{
    struct outcome outcome = {.output = {.hash = UINT64_C(0xcbf29ce484222325)}};
    complaint = NULL;
    long before = atomic_load(&live);
    atomic_store(&counted, 0);
    atomic_store(&failing, n);
    atomic_store(&and_later, rest);
    atomic_store(&has_failed, false);
    atomic_store(&armed, true);
    outcome.result = scenario->run(&outcome.output);
    atomic_store(&armed, false);
    outcome.allocations = atomic_load(&counted);
    outcome.left = atomic_load(&live) - before;
    outcome.failed = atomic_load(&has_failed);
    return outcome;
}

static bool same_output(struct sweep_output a, struct sweep_output b)
{
    return a.hash == b.hash && a.length == b.length;
}

/* What is wrong with a run; NULL if nothing is. The C library keeps some memory when it first needs
 * it (for a thread, say): only what the same run leaves behind again and again is a leak. */
static const char *judge(const struct sweep_scenario *scenario, size_t n, bool rest,
                         const struct outcome *right, bool *reached)
{
    struct outcome outcome = run(scenario, n, rest);
    *reached = outcome.failed;
    if (complaint) return complaint;
    bool same = outcome.result == right->result && same_output(outcome.output, right->output);
    if (!same && !outcome.failed) return "without any failure, not the same as before";
    if (!same && outcome.result == right->result) return "a failure went unnoticed: other output";
    if (!same && outcome.result != STANCE_NO_MEMORY)
        return "neither STANCE_NO_MEMORY nor the right result";
    for (int again = 0; outcome.left != 0; again++) {
        if (again == 3)
            return outcome.left > 0 ? "memory is left behind" : "more is freed than was allocated";
        outcome = run(scenario, n, rest);
    }
    return NULL;
}

/* All runs ---------------------------------------------------------------------------------------
 */

#define WORKERS_MOST 16
#define WRONG_MOST   5  /* a scenario, printed; then it is given up */
#define SECONDS_MOST 60 /* a run */

static struct share { /* what a process is at, seen by its parent */
    size_t n;
    bool rest;
    size_t wrong;
} * shares;

static void print_wrong(const char *name, size_t n, bool rest, const char *words)
{
    fprintf(stderr, "FAILED: allocations: %s: %s\n    (gdb --args build/tests/sweep %s %zu %s)\n",
            name, words, name, n, rest ? "rest" : "one");
}

/* The share of one process: n, n + step, ... up to the last allocation there is. */
static void sweep_share(const struct sweep_scenario *scenario, struct share *share, size_t step,
                        const struct outcome *right)
{
    for (size_t n = share->n; share->wrong < WRONG_MOST; n += step) {
        bool reached = false;
        for (int rest = share->n == n && share->rest; rest < 2; rest++) {
            share->n = n;
            share->rest = rest;
            alarm(SECONDS_MOST);
            bool now = false;
            const char *words = judge(scenario, n, rest, right, &now);
            reached = reached || now;
            if (!words) continue;
            share->wrong++;
            print_wrong(scenario->name, n, rest, words);
        }
        /* Threads make the number of allocations vary a little. */
        if (!reached && n > right->allocations) break;
    }
}

static bool sweep(const struct sweep_scenario *scenario, size_t workers)
{
    run(scenario, 0, false); /* the C library warms up */
    struct outcome right = run(scenario, 0, false);
    if (right.result != scenario->expected || complaint) {
        fprintf(stderr, "FAILED: allocations: %s: without any failure: result %d, expected %d %s\n",
                scenario->name, (int)right.result, (int)scenario->expected,
                complaint ? complaint : "");
        return false;
    }
    pid_t process[WORKERS_MOST] = {0};
    for (size_t i = 0; i < workers; i++)
        shares[i] = (struct share){.n = i + 1};
    fflush(NULL);
    for (size_t i = 0; i < workers; i++) {
        if ((process[i] = fork()) != 0) continue;
        sweep_share(scenario, &shares[i], workers, &right);
        _exit(0);
    }
    size_t wrong = 0;
    for (size_t i = 0; i < workers; i++) {
        int status = 0;
        while (waitpid(process[i], &status, 0) < 0 && errno == EINTR) {
        }
        while (!WIFEXITED(status) &&
               shares[i].wrong < WRONG_MOST) { /* died: note it, go on behind it */
            char words[64];
            snprintf(words, sizeof words, "ended by signal %d (%s)", WTERMSIG(status),
                     WTERMSIG(status) == SIGALRM ? "took too long" : strsignal(WTERMSIG(status)));
            print_wrong(scenario->name, shares[i].n, shares[i].rest, words);
            shares[i].wrong++;
            if (!shares[i].rest) {
                shares[i].rest = true;
            } else {
                shares[i].rest = false;
                shares[i].n += workers;
            }
            fflush(NULL);
            if ((process[i] = fork()) == 0) {
                sweep_share(scenario, &shares[i], workers, &right);
                _exit(0);
            }
            while (waitpid(process[i], &status, 0) < 0 && errno == EINTR) {
            }
        }
        wrong += shares[i].wrong;
    }
    printf("allocations: %s: %zu, each failed alone and with all later ones: %s\n", scenario->name,
           right.allocations, wrong ? "NOT fine" : "fine");
    return wrong == 0;
}

static int sweep_one(const struct sweep_scenario *scenario, size_t n, bool rest)
{
    run(scenario, 0, false);
    struct outcome right = run(scenario, 0, false);
    bool reached = false;
    const char *words = judge(scenario, n, rest, &right, &reached);
    printf("%s: %s\n", scenario->name, words ? words : reached ? "fine" : "fine; not reached");
    return words ? 1 : 0;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return remove(path);
}

int main(int argc, char **argv)
{
    char folder[] = "/tmp/stance-sweep-XXXXXX";
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = processors < 1              ? 1
                     : processors > WORKERS_MOST ? WORKERS_MOST
                                                 : (size_t)processors;
    shares = mmap(NULL, WORKERS_MOST * sizeof *shares, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shares == MAP_FAILED || !mkdtemp(folder)) {
        perror("sweep");
        return 1;
    }
    sweep_prepare(folder);
    size_t passed = 0, failed = 0;
    for (const struct sweep_scenario *scenario = sweep_scenarios; scenario->name; scenario++) {
        if (argc > 1 && !strstr(scenario->name, argv[1]) && !strstr("allocations", argv[1]))
            continue;
        if (argc > 3) {
            failed += (size_t)sweep_one(scenario, strtoul(argv[2], NULL, 10),
                                        strcmp(argv[3], "rest") == 0);
        } else if (sweep(scenario, workers)) {
            passed++;
        } else {
            failed++;
        }
        fflush(NULL);
    }
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    const char *path = getenv("STANCE_TEST_COUNTS");
    FILE *stream = path ? fopen(path, "w") : NULL;
    if (stream) {
        fprintf(stream, "%zu %zu 0\n", passed, failed);
        fclose(stream);
    }
    return failed == 0 ? 0 : 1;
}
