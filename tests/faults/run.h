/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Run a command and keep what it prints: through pipes, so that no limit of the command's
 * on files and no full disk stands in the way. */
#ifndef FAULTS_RUN_H
#define FAULTS_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/** A command that has ended. */
struct run {
    int status;      /* as of waitpid */
    bool hung;       /* was ended because it took too long */
    char *out, *err; /* NUL behind it; for run_clear */
    size_t out_length;
};

/** A command that runs. */
struct running {
    pid_t pid;
    int out, err; /* the pipes' reading ends */
};

/** Called in the new process before the command; returns false to give up. */
typedef bool run_prepare(const void *context);

/** Start. `prepare` may be NULL. */
struct running run_begin(const char *const argv[], run_prepare *prepare, const void *context);

/** Take what was printed, after the end, which the caller has waited for. */
void run_end(struct running *running, int status, struct run *out);

/** Start, wait, end. */
void run_command(const char *const argv[], run_prepare *prepare, const void *context,
                 struct run *out);

/** The exit status; -1 if a signal ended it. */
int run_exit(const struct run *run);

void run_clear(struct run *run);

/** "exit 1" or "signal 9", in words; in a buffer of the caller's. */
const char *run_say(const struct run *run, char *buffer, size_t size);

#endif
