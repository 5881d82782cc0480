/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The process is killed before and after each of its calls and amid each write; then recovery from
 * what that left is killed in the same way. What two kills leave alike is looked at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests.h"
#include "world.h"

/* Where to kill, in words. */
static const struct {
    enum trace_action action;
    const char *word;
} moments[] = {
    {TRACE_KILL_BEFORE, "before"},
    {TRACE_KILL_AFTER, "after"},
    {TRACE_KILL_AMID, "amid"},
};

enum { MOMENTS = sizeof moments / sizeof *moments };

struct totals {
    size_t calls, kills, in_recovery, states;
};

/* One sweep over a command. */
struct sweep {
    struct world *world;
    const struct task *task;
    enum world_command command;
    const struct tree *start;
    enum world_side expected; /* SIDE_NEITHER: either */
    const char *before;       /* words of the kill that led here */
    struct seen *seen;
    struct totals *totals;
};

/* A death between two calls that change nothing differs from its neighbours in nothing. */
static bool is_worth(const struct call *call, enum trace_action action, bool full)
{
    if (action == TRACE_KILL_AMID)
        return (call->type->flags & CALL_HAS_LENGTH) && call->changes && call->arguments[2] > 1;
    if (full || call->changes || (call->type->flags & CALL_NOTHING_DONE)) return true;
    return (call->type->flags & CALL_STILL_DONE) && strstr(call->path, ".stance");
}

static void sweep_recovery(const struct sweep *outer, enum world_side side, const char *again,
                           const struct tree *state);

/* There is something to recover; of batches not recorded a few show it as well as all. */
static bool is_worth_recovering(const struct sweep *sweep, const struct tree *state)
{
    const struct world *world = sweep->world;
    if (sweep->command != COMMAND_UPDATE || state->count == world->before.count) return false;
    if (world->full || sweep->task->n_words > 0) return true;
    bool recorded = tree_find(state, "model/.stance-commit");
    return !world->kind->never && !world->kind->linked &&
           sweep->totals->states % (recorded ? 2 : 10) == 0;
}

/* What the kill left, judged; and if there is something to recover, recovery killed in turn. */
static void judge(const struct sweep *sweep, const char *again)
{
    struct tree state;
    tree_read(sweep->world->room, &state);
    if (seen_add(sweep->seen, tree_hash(&state))) {
        sweep->totals->states++;
        enum world_side side = world_settle(sweep->world, sweep->expected, again);
        if (side != SIDE_NEITHER && is_worth_recovering(sweep, &state))
            sweep_recovery(sweep, side, again, &state);
    }
    tree_clear(&state);
}

static void kill_at(const struct sweep *sweep, const struct call *call, size_t moment)
{
    struct world *world = sweep->world;
    const struct trace_plan plan = {.action = moments[moment].action, .at = call->number};
    struct trace trace;
    char again[120];
    snprintf(again, sizeof again, "%s %zu %s", sweep->before, call->number, moments[moment].word);
    if (!task_wants(sweep->task, again)) return;
    tree_lay(world->room, sweep->start);
    world_trace(world, sweep->command, plan, &trace);
    sweep->totals->kills++;
    sweep->totals->in_recovery += sweep->command == COMMAND_RECOVER;
    if (!trace.reached) world_find(world, again, "its calls differ from run to run");
    trace_clear(&trace);
    judge(sweep, again);
}

static void sweep_calls(const struct sweep *sweep)
{
    struct trace trace;
    bool each = sweep->world->full && sweep->command == COMMAND_UPDATE;
    tree_lay(sweep->world->room, sweep->start);
    world_trace(sweep->world, sweep->command, (struct trace_plan){.action = TRACE_LIST}, &trace);
    if (run_exit(&trace.run) != 0)
        world_find(sweep->world, sweep->before, "fails: %s", trace.run.err);
    if (sweep->command == COMMAND_UPDATE) sweep->totals->calls += trace.count;
    for (size_t i = 0; i < trace.count; i++)
        for (size_t m = 0; m < MOMENTS; m++)
            if (is_worth(&trace.calls[i], moments[m].action, each))
                kill_at(sweep, &trace.calls[i], m);
    trace_clear(&trace);
}

static void sweep_recovery(const struct sweep *outer, enum world_side side, const char *again,
                           const struct tree *state)
{
    struct sweep inner = *outer;
    inner.command = COMMAND_RECOVER;
    inner.start = state;
    inner.expected = side;
    inner.before = again;
    sweep_calls(&inner);
}

static size_t kill_kind(const struct task *task, const struct world_kind *kind,
                        struct totals *totals)
{
    struct world world;
    struct seen seen = {0};
    if (!task_wants(task, kind->name)) return 0;
    if (!world_open(&world, task->program, task->name, task->full, kind)) {
        world_close(&world);
        return 1;
    }
    const struct sweep sweep = {.world = &world,
                                .task = task,
                                .command = COMMAND_UPDATE,
                                .start = &world.before,
                                .before = kind->name,
                                .seen = &seen,
                                .totals = totals};
    sweep_calls(&sweep);
    free(seen.hashes);
    size_t findings = world.findings;
    world_close(&world);
    return findings;
}

size_t fault_kill(const struct task *task)
{
    struct totals totals = {0};
    size_t findings = 0;
    for (size_t i = 0; i < WORLD_KINDS; i++)
        findings += kill_kind(task, &world_kinds[i], &totals);
    printf("kill: %zu system calls, %zu kills (%zu in recovery), %zu states: ", totals.calls,
           totals.kills, totals.in_recovery, totals.states);
    printf(findings ? "%zu findings\n" : "0 torn, 0 lost\n", findings);
    return findings;
}
