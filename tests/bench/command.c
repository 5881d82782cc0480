/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Median time of a whole process, and its peak memory: command REPETITIONS PROGRAM ARGUMENT... */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define REPETITIONS_MOST 1001

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    static double times[REPETITIONS_MOST];
    size_t repetitions = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
    if (repetitions < 1 || repetitions > REPETITIONS_MOST) {
        fputs("usage: command REPETITIONS PROGRAM ARGUMENT...\n", stderr);
        return 2;
    }
    long peak = 0;
    for (size_t i = 0; i < repetitions; i++) {
        struct timespec start, end;
        struct rusage usage;
        int status = 0;
        clock_gettime(CLOCK_MONOTONIC, &start);
        pid_t process = fork();
        if (process == 0) {
            int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
            if (nowhere >= 0) dup2(nowhere, STDOUT_FILENO);
            execv(argv[2], argv + 2);
            perror(argv[2]);
            _exit(127);
        }
        if (process < 0 || wait4(process, &status, 0, &usage) != process || status != 0) {
            fprintf(stderr, "%s ended with status %d\n", argv[2], status);
            return 1;
        }
        clock_gettime(CLOCK_MONOTONIC, &end);
        times[i] =
            (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
        if (usage.ru_maxrss > peak) peak = usage.ru_maxrss;
    }
    qsort(times, repetitions, sizeof *times, ascending);
    printf("  median %.2f ms of %zu runs (least %.2f), peak memory %.1f MiB\n",
           times[repetitions / 2], repetitions, times[0], (double)peak / 1024);
    return 0;
}
