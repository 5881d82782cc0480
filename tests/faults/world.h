/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A model under test: the folder before and after a batch, what readers print of both, and
 * the judgement of what a fault has left: all of the batch, nothing of it, or something worse. */
#ifndef FAULTS_WORLD_H
#define FAULTS_WORLD_H

#include <stdbool.h>
#include <stddef.h>

#include "run.h"
#include "trace.h"
#include "tree.h"

/** How the batch lies in the folder. */
struct world_kind {
    const char *name;
    size_t files;      /* how many of the five it changes */
    bool linked;       /* one of them lies in another folder, behind a link */
    const char *never; /* a call that this file system does not know; NULL: knows all */
    int never_error;
};

enum { WORLD_KINDS = 5 };
extern const struct world_kind world_kinds[WORLD_KINDS];

struct world {
    const char *program;
    const struct world_kind *kind;
    bool full;                 /* all that can be tried, not a selection */
    char top[160];             /* the work folder */
    char room[180];            /* holds the model, and where its links lead; watched */
    char model[200];           /* the folder under test */
    char batch[200];           /* the update */
    struct tree before, after; /* of the room */
    char *read_before, *read_after;
    const char *test; /* the name of the test that runs */
    size_t findings;
};

/** In between: neither the one nor the other. */
enum world_side { SIDE_NEITHER, SIDE_BEFORE, SIDE_AFTER };

/** Lay out a world and let the batch go undisturbed. False: it says why on stderr. */
bool world_open(struct world *world, const char *program, const char *test, bool full,
                const struct world_kind *kind);
void world_close(struct world *world);

/** Report a finding. `again`: the arguments that repeat it alone, behind the test's name. */
void world_find(struct world *world, const char *again, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** The commands: update with the batch, update of nothing, a reader. Each argv lies in `argv`. */
enum world_command { COMMAND_UPDATE, COMMAND_RECOVER, COMMAND_READ };
void world_command(const struct world *world, enum world_command command, const char *argv[8]);
void world_run(const struct world *world, enum world_command command, struct run *out);

/** Trace one of them with the plan's folder and never set. Ends the program ("skipped") where
 *  ptrace is not allowed. */
void world_trace(const struct world *world, enum world_command command, struct trace_plan plan,
                 struct trace *out);

/** On which side do the files lie? Files that only one side has are looked at too; others are
 *  litter: the first one's name, or "" if there is none. Torn: what is wrong goes to `why`. */
enum world_side world_files(const struct world *world, const char **litter, char why[400]);

/** On which side a reader finds the model. */
enum world_side world_reader(const struct world *world, char why[400]);

/** After any fault: each file is whole; a reader sees one side (`expected`, or any:
 *  SIDE_NEITHER), recovery agrees and leaves no litter, a second update succeeds. Reports what it
 * finds.
 *  @return the side seen. */
enum world_side world_settle(struct world *world, enum world_side expected, const char *again);

/** The end of a skipped test: status 0 and a word why, or a failure where CI is set. */
_Noreturn void world_skip(const char *test, const char *why);

#endif
