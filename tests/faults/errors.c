/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each call of a batch, of a recovery and of a reader reports each error that fits it: once, or
 * from then on; writes and reads come short; a signal arrives. Afterwards all of the batch is in or
 * nothing, the command has said which, and what it left is in order. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "crash.h"
#include "tests.h"
#include "verdict.h"
#include "world.h"

struct totals {
    size_t calls, errors, shorts, signals, states;
    struct verdict_counts said;
};

/* What is swept over. */
struct sweep {
    struct world *world;
    const struct task *task;
    enum world_command command;
    const char *name;
    const struct tree *start;
    struct seen *seen;
    struct totals *totals;
};

/* Something may lie about where it is the removal itself that failed; the lock's empty file also
 * where the lock could not be had. */
static enum litter_allowed litter_allowed(const struct call *call, const struct trace_plan *plan)
{
    if (plan->reach == REACH_DISK) return LITTER_ANY;
    if (plan->action == TRACE_FAIL && strncmp(call->type->name, "unlink", 6) == 0)
        return LITTER_ANY;
    /* Whoever cannot look whose lock it is lets it lie. */
    if (plan->action == TRACE_FAIL && plan->reach == REACH_NAME) return LITTER_LOCK;
    return strstr(call->path, ".stance-lock") ? LITTER_LOCK : LITTER_NONE;
}

/* A process that a signal has ended says nothing; ended before it held signals back, it leaves the
 * lock's empty file. */
static enum world_side check_ended(const struct sweep *sweep, const char *again)
{
    const char *litter = NULL;
    char why[400] = "";
    if (sweep->command == COMMAND_RECOVER) return SIDE_NEITHER;
    enum world_side side = world_files(sweep->world, &litter, why);
    if (side == SIDE_NEITHER) world_find(sweep->world, again, "%s", why);
    verdict_check_litter(sweep->world, litter, LITTER_LOCK, again);
    return side;
}

/* Faults that leave the same behind need to be settled once. */
static void settle_once(const struct sweep *sweep, enum world_side side, const char *again)
{
    struct tree state;
    tree_read(sweep->world->room, &state);
    uint64_t hash = tree_hash(&state) * 4 + side;
    tree_clear(&state);
    if (!seen_add(sweep->seen, hash)) return;
    sweep->totals->states++;
    world_settle(sweep->world, side, again);
}

static void run_fault(const struct sweep *sweep, const struct call *call,
                      const struct trace_plan *plan, const char *again)
{
    struct world *world = sweep->world;
    struct trace trace;
    tree_lay(world->room, sweep->start);
    world_trace(world, sweep->command, *plan, &trace);
    if (!trace.reached) world_find(world, again, "its calls differ from run to run");
    bool ended = WIFSIGNALED(trace.run.status) && plan->action == TRACE_SIGNAL && !trace.run.hung;
    bool recovers = sweep->command == COMMAND_RECOVER;
    enum world_side side =
        ended ? check_ended(sweep, again)
              : verdict_check(world, &trace.run, recovers ? SIDE_NEITHER : SIDE_BEFORE,
                              litter_allowed(call, plan), &sweep->totals->said, again);
    if (recovers) side = SIDE_AFTER;
    trace_clear(&trace);
    settle_once(sweep, side, again);
}

static void fail_with(const struct sweep *sweep, const struct call *call, int error,
                      enum trace_reach reach)
{
    static const char *const words[] = {"once", "on-path", "on-name", "on-disk"};
    const struct trace_plan plan = {
        .action = TRACE_FAIL, .at = call->number, .error = error, .reach = reach};
    char again[120];
    snprintf(again, sizeof again, "%s %zu %s %s", sweep->name, call->number, call_error_name(error),
             words[reach]);
    if (!task_wants(sweep->task, again)) return;
    sweep->totals->errors++;
    run_fault(sweep, call, &plan, again);
}

/* EINTR for ever would keep any program busy for ever; so would a lock that is never free. */
static bool may_last(const struct call *call, int error)
{
    return call->changes && error != EINTR;
}

/* In a selection: one error a call, in turn, so that all come up; lasting for every third. */
static void fail_call(const struct sweep *sweep, const struct call *call)
{
    bool all = sweep->world->full || sweep->task->n_words > 0;
    size_t n = 0;
    while (call->type->errors[n])
        n++;
    for (size_t i = 0; i < n; i++) {
        int error = call->type->errors[i];
        if (!all && (i + call->number) % n != 0) continue;
        fail_with(sweep, call, error, REACH_ONCE);
        if (may_last(call, error)) fail_with(sweep, call, error, REACH_PATH);
    }
    if (!call->changes) return;
    if (all || call->number % 3 == 0) fail_with(sweep, call, ENOSPC, REACH_NAME);
    if (all || call->number % 3 == 1) fail_with(sweep, call, EROFS, REACH_DISK);
    if (all || call->number % 3 == 2) fail_with(sweep, call, EIO, REACH_DISK);
}

static void cut_call(const struct sweep *sweep, const struct call *call)
{
    const struct trace_plan plan = {.action = TRACE_SHORT, .at = call->number};
    char again[80];
    if (!(call->type->flags & CALL_HAS_LENGTH) || call->arguments[2] < 2) return;
    snprintf(again, sizeof again, "%s %zu short", sweep->name, call->number);
    if (!task_wants(sweep->task, again)) return;
    sweep->totals->shorts++;
    run_fault(sweep, call, &plan, again);
}

static void signal_call(const struct sweep *sweep, const struct call *call, size_t turn)
{
    static const struct {
        int number;
        const char *word;
    } signals[] = {{SIGINT, "INT"}, {SIGTERM, "TERM"}, {SIGHUP, "HUP"}};
    for (size_t i = 0; i < 3; i++) {
        const struct trace_plan plan = {
            .action = TRACE_SIGNAL, .at = call->number, .signal = signals[i].number};
        char again[80];
        if (!sweep->world->full && sweep->task->n_words == 0 && (i != turn % 3 || turn % 2))
            continue;
        snprintf(again, sizeof again, "%s %zu %s", sweep->name, call->number, signals[i].word);
        if (!task_wants(sweep->task, again)) continue;
        sweep->totals->signals++;
        run_fault(sweep, call, &plan, again);
    }
}

/* Reading the model again and again: one call is as good as the other. All of them once, for five
 * files. */
static bool is_worth(const struct world *world, const struct call *call)
{
    bool like = world->kind != &world_kinds[0]; /* five files show nearly the same */
    if (world->full) return !like || call->changes || call->number % 8 == 0;
    size_t every = call->changes                           ? 1
                   : strstr(call->path, ".stance-commit")  ? 3
                   : call->type->flags & CALL_NOTHING_DONE ? 1
                                                           : 17;
    if (like) every *= 2;
    return call->number % every == 0;
}

static void sweep_calls(const struct sweep *sweep)
{
    struct trace trace;
    tree_lay(sweep->world->room, sweep->start);
    world_trace(sweep->world, sweep->command, (struct trace_plan){.action = TRACE_LIST}, &trace);
    if (run_exit(&trace.run) != 0)
        world_find(sweep->world, sweep->name, "fails: %s", trace.run.err);
    sweep->totals->calls += trace.count;
    size_t turn = 0;
    for (size_t i = 0; i < trace.count; i++) {
        if (!is_worth(sweep->world, &trace.calls[i]) && sweep->task->n_words == 0) continue;
        fail_call(sweep, &trace.calls[i]);
        cut_call(sweep, &trace.calls[i]);
        signal_call(sweep, &trace.calls[i], turn++);
    }
    trace_clear(&trace);
}

static void sweep_recovery(const struct sweep *outer, size_t exchanges, const char *name)
{
    struct tree crashed;
    struct sweep sweep = *outer;
    if (!crash_make(sweep.world, exchanges, &crashed)) {
        world_find(sweep.world, name, "the batch is not recorded by a rename");
        return;
    }
    sweep.command = COMMAND_RECOVER;
    sweep.name = name;
    sweep.start = &crashed;
    sweep_calls(&sweep);
    tree_clear(&crashed);
}

static size_t errors_kind(const struct task *task, const struct world_kind *kind,
                          struct totals *totals)
{
    struct world world;
    struct seen seen = {0};
    const struct sweep sweep = {.world = &world,
                                .task = task,
                                .command = COMMAND_UPDATE,
                                .name = kind->name,
                                .start = &world.before,
                                .seen = &seen,
                                .totals = totals};
    bool recovers = task->n_words == 0 || strncmp(task->words[0], "recovery", 8) == 0;
    if (!task_wants(task, kind->name) && !recovers) return 0;
    if (!task->full && (kind->linked || kind->files == 2) && task->n_words == 0) return 0;
    if (!world_open(&world, task->program, task->name, task->full, kind)) {
        world_close(&world);
        return 1;
    }
    if (task_wants(task, kind->name)) sweep_calls(&sweep);
    if (kind->files == 5 && !kind->never && !kind->linked && recovers) {
        sweep_recovery(&sweep, 0, "recovery");
        sweep_recovery(&sweep, 3, "recovery-half");
    }
    free(seen.hashes);
    size_t findings = world.findings;
    world_close(&world);
    return findings;
}

size_t fault_errors(const struct task *task)
{
    struct totals totals = {0};
    size_t findings = 0;
    for (size_t i = 0; i < WORLD_KINDS; i++)
        findings += errors_kind(task, &world_kinds[i], &totals);
    printf("errors: %zu system calls, %zu errors, %zu short, %zu signals, %zu states (%zu in, %zu "
           "nothing changed, "
           "%zu unfinished, %zu unconfirmed): ",
           totals.calls, totals.errors, totals.shorts, totals.signals, totals.states,
           totals.said.in, totals.said.nothing, totals.said.unfinished, totals.said.unconfirmed);
    printf(findings ? "%zu findings\n" : "all whole, all said\n", findings);
    return findings;
}
