/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four writers enter batches into the same five files, one command in ten is killed at a random
 * moment, two readers look on. In the end each batch whose command said success is in each file
 * exactly once, none that failed is in any, and those killed are whole or not in. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests.h"
#include "world.h"

enum { WRITERS = 4, READERS = 2, MOST = 250 };

#define ISSUE "extra-troops"

static const char *const actors[] = {"france", "uk", "estonia", "russia", "ukraine"};

enum { ACTORS = sizeof actors / sizeof *actors };

enum outcome { NOT_RUN, SUCCESS, FAILURE, KILLED };

/* Shared by all processes; each writes its own part. */
struct board {
    volatile sig_atomic_t done;
    unsigned char outcomes[WRITERS][MOST];
    size_t reads[READERS], bad_reads[READERS];
    char complaint[WRITERS + READERS][400];
};

struct race {
    const struct world *world;
    struct board *board;
    size_t batches;
};

static size_t batch_number(size_t writer, size_t batch)
{
    return batch * WRITERS + writer;
}

/* Each batch has a date of its own: the five positions in force must be of one batch. */
static void write_batch(const char *path, size_t number)
{
    time_t day = (time_t)(946684800 + 86400 * (long)number); /* from 1 January 2000 on */
    struct tm date;
    char text[20];
    gmtime_r(&day, &date);
    strftime(text, sizeof text, "%Y-%m-%d", &date);
    FILE *file = fopen(path, "we");
    if (!file) exit(3);
    for (size_t i = 0; i < ACTORS; i++)
        fprintf(file,
                "%s{\"actor\": \"%s\", \"issue\": \"" ISSUE
                "\", \"value\": %zu, \"date\": \"%s\", \"note\": \"race %zu.\"}",
                i == 0 ? "[" : ",\n", actors[i], number, text, number);
    fputs("]\n", file);
    if (fclose(file) != 0) exit(3);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void pause_for(double seconds)
{
    const struct timespec pause = {(time_t)seconds,
                                   (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&pause, NULL);
}

static enum outcome enter_batch(const struct race *race, const char *path, double kill_after,
                                char *complaint)
{
    const char *const argv[] = {
        race->world->program, "-m", race->world->model, "update", path, NULL};
    struct run run = {0};
    if (kill_after < 0) {
        run_command(argv, NULL, NULL, &run);
    } else {
        struct running running = run_begin(argv, NULL, NULL);
        int status = 0;
        pause_for(kill_after);
        kill(running.pid, SIGKILL);
        while (waitpid(running.pid, &status, 0) != running.pid)
            ;
        run_end(&running, status, &run);
    }
    bool killed = WIFSIGNALED(run.status) && WTERMSIG(run.status) == SIGKILL && !run.hung;
    enum outcome outcome = killed ? KILLED : run_exit(&run) == 0 ? SUCCESS : FAILURE;
    /* Recorded, or in without the disk's word for it: either is whole. */
    bool open = strstr(run.err, "recorded but") || strstr(run.err, "not confirmed");
    if (outcome == FAILURE && open) outcome = KILLED;
    if (outcome == FAILURE && !complaint[0]) snprintf(complaint, 400, "%s", run.err);
    run_clear(&run);
    return outcome;
}

_Noreturn static void write_batches(const struct race *race, size_t writer)
{
    char path[sizeof race->world->top + 40];
    unsigned short seed[3] = {330, 77, (unsigned short)(writer * 17389 + 1)};
    snprintf(path, sizeof path, "%.150s/batch-%zu.json", race->world->top, writer);
    double usual = 0.005; /* seconds that a command takes, a sliding mean */
    for (size_t b = 0; b < race->batches; b++) {
        double kill_after = b % 10 == 2 * writer + 1 ? erand48(seed) * usual : -1;
        write_batch(path, batch_number(writer, b));
        double start = seconds();
        race->board->outcomes[writer][b] =
            (unsigned char)enter_batch(race, path, kill_after, race->board->complaint[writer]);
        if (kill_after < 0) usual += (seconds() - start - usual) / 4;
    }
    _exit(0);
}

/* The values that the five have on the issue, all alike: else what is wrong. */
static const char *judge_reading(const struct run *run)
{
    long first = -1;
    size_t found = 0;
    if (run_exit(run) != 0) return run->err[0] ? run->err : "failed";
    const char *positions = strstr(run->out, "\"positions\"");
    if (!positions) return "no positions";
    for (size_t i = 0; i < ACTORS; i++) {
        char start[120];
        int length =
            snprintf(start, sizeof start,
                     "\"actor\": \"%s\", \"issue\": \"" ISSUE "\", \"value\": ", actors[i]);
        const char *at = strstr(positions, start);
        if (!at) continue;
        long value = strtol(at + length, NULL, 10);
        if (found++ == 0)
            first = value;
        else if (value != first)
            return "torn: positions of two batches";
    }
    if (found != 0 && found != ACTORS) return "torn: positions of some actors";
    return NULL;
}

_Noreturn static void read_on(const struct race *race, size_t reader)
{
    const char *const argv[] = {race->world->program,
                                "-m",
                                race->world->model,
                                "report",
                                "--format",
                                "json",
                                "--issues",
                                ISSUE,
                                NULL};
    while (!race->board->done) {
        struct run run;
        run_command(argv, NULL, NULL, &run);
        const char *wrong = judge_reading(&run);
        race->board->reads[reader]++;
        if (wrong && race->board->bad_reads[reader]++ == 0)
            snprintf(race->board->complaint[WRITERS + reader], 400, "%.390s", wrong);
        run_clear(&run);
    }
    _exit(0);
}

/* How often a batch is in a file. */
static size_t count_in(const struct tree *now, const char *actor, size_t number)
{
    char name[80], mark[40];
    size_t found = 0;
    snprintf(name, sizeof name, "model/actors/%s.json", actor);
    snprintf(mark, sizeof mark, "\"race %zu.\"", number);
    const struct tree_file *file = tree_find(now, name);
    for (const char *at = file ? file->bytes : ""; (at = strstr(at, mark)); at++)
        found++;
    return found;
}

static void judge_batch(struct world *world, const struct tree *now, size_t number,
                        enum outcome outcome)
{
    size_t in = 0;
    bool twice = false;
    for (size_t i = 0; i < ACTORS; i++) {
        size_t n = count_in(now, actors[i], number);
        in += n > 0;
        twice |= n > 1;
    }
    if (twice) world_find(world, "", "batch %zu is in a file twice", number);
    if (outcome == SUCCESS && in != ACTORS)
        world_find(world, "", "batch %zu said success, but is in %zu of %d files", number, in,
                   ACTORS);
    if (outcome == FAILURE && in != 0)
        world_find(world, "", "batch %zu failed, but is in %zu of %d files", number, in, ACTORS);
    if (outcome == KILLED && in != 0 && in != ACTORS)
        world_find(world, "", "batch %zu was killed and is in %zu of %d files", number, in, ACTORS);
}

static void run_all(const struct race *race)
{
    pid_t writers[WRITERS], readers[READERS];
    for (size_t i = 0; i < READERS; i++)
        if ((readers[i] = fork()) == 0) read_on(race, i);
    for (size_t i = 0; i < WRITERS; i++)
        if ((writers[i] = fork()) == 0) write_batches(race, i);
    for (size_t i = 0; i < WRITERS; i++)
        waitpid(writers[i], NULL, 0);
    race->board->done = 1;
    for (size_t i = 0; i < READERS; i++)
        waitpid(readers[i], NULL, 0);
}

static void judge_all(struct world *world, const struct race *race)
{
    const struct board *board = race->board;
    struct tree now;
    size_t outcomes[4] = {0}, reads = 0;
    struct run run;
    world_run(world, COMMAND_RECOVER, &run);
    if (run_exit(&run) != 0) world_find(world, "", "recovery at the end: %s", run.err);
    run_clear(&run);
    tree_read(world->room, &now);
    for (size_t w = 0; w < WRITERS; w++) {
        for (size_t b = 0; b < race->batches; b++) {
            enum outcome outcome = board->outcomes[w][b];
            outcomes[outcome]++;
            judge_batch(world, &now, batch_number(w, b), outcome);
        }
    }
    for (size_t r = 0; r < READERS; r++) {
        reads += board->reads[r];
        if (board->bad_reads[r] > 0)
            world_find(world, "", "%zu of %zu readings went wrong, the first: %s",
                       board->bad_reads[r], board->reads[r], board->complaint[WRITERS + r]);
    }
    for (size_t i = 0; i < now.count; i++)
        if (!tree_find(&world->before, now.files[i].name))
            world_find(world, "", "litter: %s", now.files[i].name);
    /* Taking turns is not failing: whoever waits gets in. */
    for (size_t w = 0; w < WRITERS; w++)
        if (board->complaint[w][0])
            world_find(world, "", "a writer failed: %s", board->complaint[w]);
    if (outcomes[NOT_RUN] > 0) world_find(world, "", "a writer died");
    tree_clear(&now);
    printf("race: %zu batches of %d writers (%zu in, %zu refused, %zu killed), %zu readings: ",
           WRITERS * race->batches, WRITERS, outcomes[SUCCESS], outcomes[FAILURE], outcomes[KILLED],
           reads);
}

size_t fault_race(const struct task *task)
{
    struct world world;
    struct board *board =
        mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (board == MAP_FAILED) return 1;
    memset(board, 0, sizeof *board);
    if (!world_open(&world, task->program, task->name, task->full, &world_kinds[0])) {
        world_close(&world);
        munmap(board, sizeof *board);
        return 1;
    }
    const struct race race = {&world, board, task->full ? MOST : 10};
    tree_lay(world.room, &world.before);
    run_all(&race);
    judge_all(&world, &race);
    size_t findings = world.findings;
    printf(findings ? "%zu findings\n" : "all whole\n", findings);
    munmap(board, sizeof *board);
    world_close(&world);
    return findings;
}
