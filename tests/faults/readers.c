/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At each call of a reader a writer comes in between: with a whole batch, with one that is killed
 * when recorded or half in place, with a recovery. The reader sees the model before or after,
 * whole, and says nothing of an error. */
#include <stdio.h>
#include <string.h>

#include "crash.h"
#include "tests.h"
#include "world.h"

enum { PLACED = 3 }; /* files in place when the batch is killed half way */

/* What lies there when the reader begins, and what the writer makes of it. */
enum scene_state { BEFORE, RECORDED, HALF, AFTER };

static const struct scene {
    const char *name;
    enum scene_state from, to;
} scenes[] = {
    {"batch", BEFORE, AFTER},   {"recorded", BEFORE, RECORDED}, {"half", BEFORE, HALF},
    {"placed", RECORDED, HALF}, {"recovered", RECORDED, AFTER}, {"half-recovered", HALF, AFTER},
};

struct stage {
    const struct world *world;
    const struct tree *states[4];
    const struct scene *scene;
};

struct totals {
    size_t calls, visits, before, after;
};

/* Names keep their files, as far as they hold the same: a reader must not be told by chance that
 * all has changed. */
static void change_to(const struct world *world, const struct tree *from, const struct tree *to)
{
    char path[2 * TREE_NAME], beside[2 * TREE_NAME + 8];
    for (size_t i = 0; i < to->count; i++) {
        const struct tree_file *file = &to->files[i];
        if (tree_file_equals(file, tree_find(from, file->name))) continue;
        snprintf(path, sizeof path, "%s/%s", world->room, file->name);
        snprintf(beside, sizeof beside, "%s.beside", path);
        tree_write_file(beside, file);
        tree_rename_file(beside, path);
    }
    for (size_t i = 0; i < from->count; i++) {
        if (tree_find(to, from->files[i].name)) continue;
        snprintf(path, sizeof path, "%s/%s", world->room, from->files[i].name);
        tree_unlink_file(path);
    }
}

static void let_writer_in(const void *context)
{
    const struct stage *stage = context;
    struct run run;
    if (stage->scene->to != AFTER) {
        change_to(stage->world, stage->states[stage->scene->from], stage->states[stage->scene->to]);
        return;
    }
    world_run(stage->world, stage->scene->from == BEFORE ? COMMAND_UPDATE : COMMAND_RECOVER, &run);
    run_clear(&run);
}

static void read_at(struct world *world, const struct task *task, const struct stage *stage,
                    size_t number, struct totals *totals)
{
    char again[80], end[40];
    struct trace trace;
    snprintf(again, sizeof again, "%s %zu", stage->scene->name, number);
    if (!task_wants(task, again)) return;
    tree_lay(world->room, stage->states[stage->scene->from]);
    world_trace(
        world, COMMAND_READ,
        (struct trace_plan){
            .action = TRACE_INTRUDE, .at = number, .intrude = let_writer_in, .context = stage},
        &trace);
    bool before = strcmp(trace.run.out, world->read_before) == 0;
    bool after = strcmp(trace.run.out, world->read_after) == 0;
    totals->visits++;
    totals->before += before;
    totals->after += after;
    if (run_exit(&trace.run) != 0)
        world_find(world, again, "the reader failed (%s): %s", run_say(&trace.run, end, sizeof end),
                   trace.run.err);
    else if (!after && !(before && stage->scene->from == BEFORE))
        world_find(world, again, "the reader saw %s",
                   before ? "the model before a batch that was recorded"
                          : "a model that is neither the old nor the new one");
    trace_clear(&trace);
}

static void play(struct world *world, const struct task *task, const struct stage *stage,
                 struct totals *totals)
{
    struct trace trace;
    tree_lay(world->room, stage->states[stage->scene->from]);
    world_trace(world, COMMAND_READ, (struct trace_plan){.action = TRACE_LIST}, &trace);
    size_t step = task->full || task->n_words > 0 ? 1 : 6;
    totals->calls += trace.count;
    for (size_t i = 0; i < trace.count; i++) {
        bool of_batch =
            strstr(trace.calls[i].path, ".stance") || strstr(trace.calls[i].path, "france");
        if (i % step == 0 || of_batch) read_at(world, task, stage, i + 1, totals);
    }
    trace_clear(&trace);
}

size_t fault_readers(const struct task *task)
{
    struct world world;
    struct tree recorded = {0}, half = {0};
    struct totals totals = {0};
    if (!world_open(&world, task->program, task->name, task->full, &world_kinds[0])) {
        world_close(&world);
        return 1;
    }
    if (!crash_make(&world, 0, &recorded) || !crash_make(&world, PLACED, &half))
        world_find(&world, "", "a batch is not recorded by a rename");
    for (size_t i = 0; recorded.count > 0 && i < sizeof scenes / sizeof *scenes; i++) {
        const struct stage stage = {
            &world, {&world.before, &recorded, &half, &world.after}, &scenes[i]};
        play(&world, task, &stage, &totals);
    }
    size_t findings = world.findings;
    printf(
        "readers: %zu system calls, %zu writers amid a reading (%zu saw the old model, %zu the new "
        "one): ",
        totals.calls, totals.visits, totals.before, totals.after);
    printf(findings ? "%zu findings\n" : "all whole\n", findings);
    tree_clear(&recorded);
    tree_clear(&half);
    world_close(&world);
    return findings;
}
