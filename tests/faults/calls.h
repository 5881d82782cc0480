/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The system calls that a fault can be put into: which they are, what they touch, how they
 *  may fail. */
#ifndef FAULTS_CALLS_H
#define FAULTS_CALLS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

enum {
    CALL_CHANGES = 1,       /* may change what is on the disk, or settles it there */
    CALL_OPENS = 2,         /* changes if its flags say so */
    CALL_HAS_LENGTH = 4,    /* its third argument is a length, which may be cut */
    CALL_STILL_DONE = 8,    /* when it reports an error it has been done all the same: close */
    CALL_NOTHING_DONE = 16, /* changes nothing, but a death there is of interest: flock */
};

/** Arguments are numbered from 1; 0: has none. */
struct call_type {
    long number;
    const char *name;
    unsigned char directory, path, directory2, path2, fd;
    unsigned flags;
    const int *errors; /* fitting ones, closed by 0 */
};

enum { CALL_PATH = 320 };

/** One call on the model's folder, as it was made. */
struct call {
    size_t number; /* from 1 */
    const struct call_type *type;
    char path[CALL_PATH], other[CALL_PATH]; /* within the folder; "." is itself; else absolute */
    bool changes;
    uint64_t arguments[6];
    uint64_t inode; /* of the open file; of a path only where it was opened */
    uint64_t at;    /* where a write begins */
    long bytes_at;  /* where the trace keeps the bytes written; -1: none */
    int64_t result;
};

/** The type of a call by the system's number; NULL if it is none on files. */
const struct call_type *call_type_find(long number);

/** Fill in what a call that is about to be made touches. False if that is not below `folder` (an
 *  absolute path without links). */
bool call_decode(pid_t pid, const struct call_type *type, const uint64_t arguments[6],
                 const char *folder, struct call *out);

/** Fill in what is known only once it has been made: the inode of a file that it opened. */
void call_finish(pid_t pid, struct call *call, int64_t result);

/** As a line of text: number, name, and key=value, separated by tabs. */
void call_print(const struct call *call, FILE *file);

/** "ENOSPC" for ENOSPC, and back (0 if there is no such). */
const char *call_error_name(int error);
int call_error_find(const char *name);

#endif
