/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Run a command under ptrace: list its calls on a folder, and at one of them end the
 * process, make the call fail, cut it short, send a signal, or let somebody else in. */
#ifndef FAULTS_TRACE_H
#define FAULTS_TRACE_H

#include <stdio.h>

#include "calls.h"
#include "run.h"

enum trace_action {
    TRACE_LIST,        /* only watch */
    TRACE_KILL_BEFORE, /* SIGKILL; the call is not made */
    TRACE_KILL_AFTER,
    TRACE_KILL_AMID, /* after half of the bytes */
    TRACE_FAIL,      /* report an error, without making the call */
    TRACE_SHORT,     /* half of the bytes, once */
    TRACE_SIGNAL,    /* before the call */
    TRACE_INTRUDE,   /* call `intrude` before the call */
};

/** From the call on at which it begins, a failure meets: */
enum trace_reach {
    REACH_ONCE, /* that call */
    REACH_PATH, /* each call of its name on its path */
    REACH_NAME, /* each call of its name */
    REACH_DISK, /* each that changes anything: a disk that has become read-only */
};

struct trace_plan {
    const char *folder; /* absolute, no links */
    enum trace_action action;
    size_t at; /* number of the call, from 1 */
    int error;
    enum trace_reach reach;
    int signal;
    void (*intrude)(const void *context);
    const void *context;
    const char *never; /* a call that fails all along, with never_error; NULL: none */
    int never_error;
    FILE *bytes; /* what is written, or NULL */
};

/** What happened. */
struct trace {
    struct run run;
    struct call *calls; /* all on the folder, in order; an unfinished last one has result -1 */
    size_t count;
    bool reached; /* the call was made, or would have been */
};

/** Run. NULL, or why this machine does not allow it. */
const char *trace_run(const char *const argv[], const struct trace_plan *plan, struct trace *out);

void trace_clear(struct trace *trace);

#endif
