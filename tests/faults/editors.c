/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At each call of a batch somebody saves one of its files from an editor: by a new file renamed
 * over it, by truncating and writing, by appending; and once more through a file kept open all the
 * time. What was saved must be in the file afterwards, or in one that the command has named. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests.h"
#include "world.h"

#define EDITED "model/actors/france.json"
#define MARK   "saved meanwhile"

/* Someone about to save. */
struct edit {
    const struct world *world;
    const struct way *way;
    int held; /* open since before the command began */
};

struct way {
    const char *name;
    void (*save)(const void *edit);
    bool holds; /* keeps the file open */
};

struct totals {
    size_t calls, edits, kept, refused, named, beyond;
};

static void require(bool done, const char *what)
{
    if (done) return;
    perror(what);
    exit(3);
}

static void write_text(int fd, const char *text, size_t length)
{
    require(fd >= 0 && write(fd, text, length) == (ssize_t)length,
            "faults: the editor cannot write");
}

static void print_paths(const struct world *world, char path[400], char beside[400])
{
    snprintf(path, 400, "%s/%s", world->room, EDITED);
    snprintf(beside, 400, "%s/france.json.swap", world->room);
}

/* What is there, with a line in it that no batch writes: an editor that has read the file just now.
 */
static char *edited_text(const char *path, size_t *length)
{
    char *text = malloc(65536);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0 && text ? read(fd, text, 60000) : -1;
    require(got > 0, "faults: the editor cannot read");
    close(fd);
    text[got] = '\0';
    static const char line[] = "\n  \"x-note\": \"" MARK "\",";
    char *brace = strchr(text, '{') + 1;
    memmove(brace + sizeof line - 1, brace, strlen(brace) + 1);
    memcpy(brace, line, sizeof line - 1);
    *length = strlen(text);
    return text;
}

static void save_by_rename(const void *data)
{
    const struct edit *edit = data;
    char path[400], beside[400];
    size_t length = 0;
    print_paths(edit->world, path, beside);
    char *text = edited_text(path, &length);
    int fd = open(beside, O_WRONLY | O_CREAT | O_CLOEXEC, 0640);
    write_text(fd, text, length);
    close(fd);
    free(text);
    require(rename(beside, path) == 0, "faults: the editor cannot rename");
}

static void save_in_place(const void *data)
{
    const struct edit *edit = data;
    char path[400], beside[400];
    size_t length = 0;
    print_paths(edit->world, path, beside);
    char *text = edited_text(path, &length);
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    write_text(fd, text, length);
    close(fd);
    free(text);
}

/* Behind the last brace only white space is JSON: the mark is its pattern. */
static const char spaces[] = "\n\t \t\t \t \n";

static void save_at_end(const void *data)
{
    const struct edit *edit = data;
    char path[400], beside[400];
    print_paths(edit->world, path, beside);
    int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    write_text(fd, spaces, sizeof spaces - 1);
    close(fd);
}

static void save_held(const void *data)
{
    const struct edit *edit = data;
    write_text(edit->held, spaces, sizeof spaces - 1);
}

static const struct way ways[] = {
    {"replaced", save_by_rename, false},
    {"rewritten", save_in_place, false},
    {"appended", save_at_end, false},
    {"held", save_held, true},
};

static bool has_mark(const struct tree_file *file)
{
    return memmem(file->bytes, file->length, MARK, strlen(MARK)) ||
           memmem(file->bytes, file->length, spaces, sizeof spaces - 1);
}

/* Where is what was saved? In its place, or in a file whose name the command has printed. */
static bool find_mark(const struct tree *now, const struct run *run, bool *named)
{
    for (size_t i = 0; i < now->count; i++) {
        const struct tree_file *file = &now->files[i];
        const char *name = strrchr(file->name, '/');
        *named = strcmp(file->name, EDITED) != 0;
        if (has_mark(file) && (!*named || strstr(run->err, name ? name + 1 : file->name)))
            return true;
    }
    return false;
}

/* The files that nobody edited: all on one side, that which the command's status says. */
static void check_others(struct world *world, const struct tree *now, const struct run *run,
                         const char *again)
{
    size_t changed = 0, in = 0, out = 0;
    for (size_t i = 0; i < world->before.count; i++) {
        const struct tree_file *old = &world->before.files[i];
        const struct tree_file *new = tree_find(&world->after, old->name);
        const struct tree_file *here = tree_find(now, old->name);
        if (tree_file_equals(old, new) || strcmp(old->name, EDITED) == 0) continue;
        changed++;
        in += tree_file_equals(here, new);
        out += tree_file_equals(here, old);
    }
    bool unfinished = strstr(run->err, "recorded but unfinished") != NULL;
    if (unfinished && in + out == changed) return;
    size_t should = run_exit(run) == 0 ? in : out;
    if (should != changed)
        world_find(world, again, "exit %d, but the batch is in %zu of %zu other files: %s",
                   run_exit(run), in, changed, run->err);
}

/* The calls between which a save is out of reach of any program. */
struct window {
    size_t last_look, rename; /* numbers of calls */
    bool closes;              /* behind the rename saves are safe again */
};

static bool is_look(const struct call *call)
{
    return !call->changes && !(call->type->flags & CALL_STILL_DONE);
}

/* Where two files cannot be exchanged, all that is saved between the last look and the rename is
 * overwritten. */
static struct window find_gap(const struct trace *trace)
{
    struct window window = {.closes = true};
    for (size_t i = 0; i < trace->count; i++) {
        const struct call *call = &trace->calls[i];
        bool renames = strncmp(call->type->name, "rename", 6) == 0;
        if (renames && strcmp(call->other, EDITED) == 0) window.rename = call->number;
    }
    /* When it was last opened: what is read then may have lost its name meanwhile. */
    for (size_t i = 0; i < window.rename; i++) {
        const struct call *call = &trace->calls[i];
        if (is_look(call) && (call->type->flags & CALL_OPENS) && strcmp(call->path, EDITED) == 0)
            window.last_look = call->number;
    }
    return window;
}

/* What is written through a file held open is lost once that has no name any more and nobody looks
 * at it again. */
static struct window find_end(const struct trace *trace, const struct world *world)
{
    struct window window = {0};
    if (world->kind->never) window = find_gap(trace);
    window.closes = false;
    for (size_t i = 0; i < trace->count && !world->kind->never; i++)
        if (is_look(&trace->calls[i]) && strstr(trace->calls[i].path, ".stance-france.json"))
            window.last_look = i + 1;
    return window;
}

static bool is_in(struct window window, size_t number)
{
    if (window.last_look == 0 || number <= window.last_look) return false;
    return !window.closes || number <= window.rename;
}

static void check_litter(struct world *world, const struct tree *now, const struct run *run,
                         const char *again)
{
    for (size_t i = 0; i < now->count; i++) {
        const char *name = strrchr(now->files[i].name, '/') + 1;
        if (tree_find(&world->before, now->files[i].name) || strstr(run->err, name) ||
            strstr(run->err, "recorded but unfinished"))
            continue;
        world_find(world, again, "litter: %s", name);
    }
}

static void edit_at(struct world *world, const struct task *task, const struct way *way,
                    size_t number, struct window window, struct totals *totals)
{
    char again[80], path[400], beside[400];
    snprintf(again, sizeof again, "%s %zu %s", world->kind->name, number, way->name);
    if (!task_wants(task, again)) return;
    tree_lay(world->room, &world->before);
    print_paths(world, path, beside);
    struct edit edit = {world, way, -1};
    if (way->holds) edit.held = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    struct trace trace;
    world_trace(world, COMMAND_UPDATE,
                (struct trace_plan){
                    .action = TRACE_INTRUDE, .at = number, .intrude = way->save, .context = &edit},
                &trace);
    if (edit.held >= 0) close(edit.held);
    if (!trace.reached) world_find(world, again, "its calls differ from run to run");
    struct tree now;
    bool named = false;
    tree_read(world->room, &now);
    bool kept = find_mark(&now, &trace.run, &named);
    bool beyond = !kept && is_in(window, number);
    if (!kept && !beyond) world_find(world, again, "what was saved is lost: %s", trace.run.err);
    check_others(world, &now, &trace.run, again);
    check_litter(world, &now, &trace.run, again);
    totals->edits++;
    totals->beyond += beyond;
    totals->named += kept && named;
    totals->kept += kept && !named && run_exit(&trace.run) == 0;
    totals->refused += kept && !named && run_exit(&trace.run) != 0;
    tree_clear(&now);
    trace_clear(&trace);
}

/* In a selection: each way around each change to that file or to the folder; else now and then. */
static bool is_worth(const struct call *call, size_t way)
{
    bool changes = call->changes && !strstr(call->path, ".lock");
    if (changes && strstr(call->path, "france")) return true;
    return call->number % (changes ? 4 : 24) == way;
}

static size_t editors_kind(const struct task *task, const struct world_kind *kind,
                           struct totals *totals)
{
    struct world world;
    struct trace trace;
    if (!task_wants(task, kind->name) || kind->linked) return 0;
    if (!task->full && kind->files == 2) return 0;
    if (!world_open(&world, task->program, task->name, task->full, kind)) {
        world_close(&world);
        return 1;
    }
    tree_lay(world.room, &world.before);
    world_trace(&world, COMMAND_UPDATE, (struct trace_plan){.action = TRACE_LIST}, &trace);
    struct window gap = {0}, end = find_end(&trace, &world);
    if (kind->never) gap = find_gap(&trace);
    totals->calls += trace.count;
    for (size_t i = 0; i < trace.count; i++)
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++)
            if (task->full || task->n_words > 0 || is_worth(&trace.calls[i], w))
                edit_at(&world, task, &ways[w], i + 1, ways[w].holds ? end : gap, totals);
    trace_clear(&trace);
    size_t findings = world.findings;
    world_close(&world);
    return findings;
}

size_t fault_editors(const struct task *task)
{
    struct totals totals = {0};
    size_t findings = 0;
    for (size_t i = 0; i < WORLD_KINDS; i++)
        findings += editors_kind(task, &world_kinds[i], &totals);
    printf(
        "editors: %zu system calls, %zu edits amid a batch (%zu kept, %zu refused, %zu in a file "
        "named, %zu out of reach): ",
        totals.calls, totals.edits, totals.kept, totals.refused, totals.named, totals.beyond);
    printf(findings ? "%zu findings\n" : "0 lost\n", findings);
    return findings;
}
