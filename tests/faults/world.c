/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model is the shipped one, the batch a cycle on five of its actors. What a fault may leave
 * behind is judged by bytes and by what a reader prints, never by what the command believes. */
#include "world.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHIPPED "models/ukraine-force"

const struct world_kind world_kinds[WORLD_KINDS] = {
    {"five", 5, false, NULL, 0},
    {"one", 1, false, NULL, 0},
    {"linked", 5, true, NULL, 0},
    /* File systems that cannot exchange two files. */
    {"no-exchange", 5, false, "renameat2", EINVAL},
    {"no-renameat2", 2, false, "renameat2", ENOSYS},
};

/* The batch: two entries for the first, one for each other. */
static const struct {
    const char *actor, *entry;
} updates[] = {
    {"france",
     "\"issue\": \"ground-presence\", \"value\": \"limited\", \"quote\": \"un contingent limité\""},
    {"france", "\"issue\": \"force-size\", \"value\": {\"from\": 5000, \"to\": 8000}"},
    {"uk", "\"issue\": \"force-size\", \"value\": 12000, \"quote\": \"some 12,000\""},
    {"us", "\"issue\": \"us-backstop\", \"value\": \"partial\", \"confidence\": 0.6"},
    {"russia", "\"issue\": \"ground-presence\", \"value\": \"none\", \"status\": \"stated\""},
    {"ukraine", "\"issue\": \"talks\", \"value\": null"},
};

static bool make_batch(const struct world *world)
{
    FILE *file = fopen(world->batch, "we");
    if (!file) return false;
    size_t files = 0;
    const char *last = "", *separator = "[";
    for (size_t i = 0; i < sizeof updates / sizeof *updates; i++) {
        if (strcmp(updates[i].actor, last) != 0 && ++files > world->kind->files) break;
        last = updates[i].actor;
        fprintf(file,
                "%s\n  {\"actor\": \"%s\", %s, \"date\": \"2025-05-01\", \"outlet\": \"Le Monde\"}",
                separator, last, updates[i].entry);
        separator = ",";
    }
    fprintf(file, "\n]\n");
    return fclose(file) == 0;
}

/* Into memory, with "model/" before the names; one file behind a link if asked for. */
static void take_shipped(struct world *world)
{
    struct tree shipped;
    tree_read(SHIPPED, &shipped);
    for (size_t i = 0; i < shipped.count; i++) {
        const struct tree_file *file = &shipped.files[i];
        char name[TREE_NAME + 8];
        snprintf(name, sizeof name, "model/%s", file->name);
        mode_t mode = S_IFREG | 0640;
        if (world->kind->linked && strcmp(file->name, "actors/uk.json") == 0) {
            static const char there[] = "../../elsewhere/kingdom.json";
            tree_put(&world->before, "elsewhere/kingdom.json", mode, file->bytes, file->length);
            tree_put(&world->before, name, S_IFLNK | 0777, there, sizeof there - 1);
        } else {
            tree_put(&world->before, name, mode, file->bytes, file->length);
        }
    }
    tree_clear(&shipped);
}

/* Memory is a faster disk, and these tests need no real one. */
static bool make_top(struct world *world)
{
    const char *base = getenv("TMPDIR");
    if (access("/dev/shm", W_OK | X_OK) == 0) base = "/dev/shm";
    snprintf(world->top, sizeof world->top, "%s/stance-faults-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(world->top)) return false;
    char *real = realpath(world->top, NULL);
    snprintf(world->top, sizeof world->top, "%s", real ? real : world->top);
    free(real);
    snprintf(world->room, sizeof world->room, "%s/room", world->top);
    snprintf(world->model, sizeof world->model, "%s/model", world->room);
    snprintf(world->batch, sizeof world->batch, "%s/batch.json", world->top);
    return true;
}

static char *take_output(struct run *run)
{
    char *out = run->out;
    run->out = NULL;
    return out;
}

/* The command must do what it is for before it is hindered. */
static bool go_undisturbed(struct world *world)
{
    struct run first, update, second;
    world_run(world, COMMAND_READ, &first);
    world_run(world, COMMAND_UPDATE, &update);
    world_run(world, COMMAND_READ, &second);
    tree_read(world->room, &world->after);
    world->read_before = take_output(&first);
    world->read_after = take_output(&second);
    bool done = run_exit(&first) == 0 && run_exit(&update) == 0 && run_exit(&second) == 0 &&
                strcmp(world->read_before, world->read_after) != 0;
    if (!done)
        fprintf(stderr, "faults: undisturbed, the batch does not go in:\n%s%s%s", first.err,
                update.err, second.err);
    run_clear(&first);
    run_clear(&update);
    run_clear(&second);
    return done;
}

bool world_open(struct world *world, const char *program, const char *test, bool full,
                const struct world_kind *kind)
{
    *world = (struct world){.program = program, .test = test, .full = full, .kind = kind};
    if (!make_top(world) || !make_batch(world)) {
        perror("faults: no work folder");
        return false;
    }
    take_shipped(world);
    tree_lay(world->room, &world->before);
    return go_undisturbed(world);
}

void world_close(struct world *world)
{
    const struct tree empty = {0};
    if (world->top[0]) {
        tree_lay(world->top, &empty);
        rmdir(world->top);
    }
    tree_clear(&world->before);
    tree_clear(&world->after);
    free(world->read_before);
    free(world->read_after);
}

void world_find(struct world *world, const char *again, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "FAILED: faults: %s %s: ", world->test, again);
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\n  again: tests/faults/run.sh build %s %s\n", world->test, again);
    va_end(arguments);
    world->findings++;
}

/* Commands --------------------------------------------------------------------------------------
 */

void world_command(const struct world *world, enum world_command command, const char *argv[8])
{
    static const char *const last[][3] = {
        [COMMAND_UPDATE] = {"update", NULL, NULL},
        [COMMAND_RECOVER] = {"update", "/dev/null", NULL},
        [COMMAND_READ] = {"report", "--format", "json"},
    };
    size_t n = 0;
    argv[n++] = world->program;
    argv[n++] = "-m";
    argv[n++] = world->model;
    for (size_t i = 0; i < 3 && last[command][i]; i++)
        argv[n++] = last[command][i];
    if (command == COMMAND_UPDATE) argv[n++] = world->batch;
    argv[n] = NULL;
}

void world_run(const struct world *world, enum world_command command, struct run *out)
{
    const char *argv[8];
    world_command(world, command, argv);
    run_command(argv, NULL, NULL, out);
}

void world_trace(const struct world *world, enum world_command command, struct trace_plan plan,
                 struct trace *out)
{
    const char *argv[8];
    world_command(world, command, argv);
    plan.folder = world->room;
    plan.never = world->kind->never;
    plan.never_error = world->kind->never_error;
    const char *problem = trace_run(argv, &plan, out);
    if (problem) world_skip(world->test, problem);
}

_Noreturn void world_skip(const char *test, const char *why)
{
    const char *ci = getenv("CI");
    bool must = ci && *ci;
    printf("%s: %s: %s\n", test, must ? "cannot be skipped in CI" : "skipped", why);
    fflush(stdout);
    exit(must ? 1 : 77);
}

/* Judgement -------------------------------------------------------------------------------------
 */

static enum world_side file_side(const struct world *world, const struct tree *now,
                                 const char *name)
{
    const struct tree_file *here = tree_find(now, name);
    if (!here) return SIDE_NEITHER;
    if (tree_file_equals(here, tree_find(&world->before, name))) return SIDE_BEFORE;
    if (tree_file_equals(here, tree_find(&world->after, name))) return SIDE_AFTER;
    return SIDE_NEITHER;
}

/* The batch changed it: only of such files does the side tell anything. */
static bool is_changed(const struct world *world, const char *name)
{
    return !tree_file_equals(tree_find(&world->before, name), tree_find(&world->after, name));
}

/* Each file is one of both texts, byte for byte: nothing old is lost, though the batch be half in.
 */
static bool files_are_whole(const struct world *world, const struct tree *now, char why[400])
{
    for (size_t i = 0; i < world->before.count; i++) {
        const char *name = world->before.files[i].name;
        if (file_side(world, now, name) != SIDE_NEITHER) continue;
        snprintf(why, 400, "%s is %s", name,
                 tree_find(now, name) ? "neither the old text nor the new one" : "gone");
        return false;
    }
    return true;
}

enum world_side world_files(const struct world *world, const char **litter, char why[400])
{
    static char name[TREE_NAME];
    struct tree now;
    tree_read(world->room, &now);
    size_t changed = 0, in = 0;
    bool whole = files_are_whole(world, &now, why);
    for (size_t i = 0; i < world->before.count; i++) {
        if (!is_changed(world, world->before.files[i].name)) continue;
        changed++;
        in += file_side(world, &now, world->before.files[i].name) == SIDE_AFTER;
    }
    name[0] = '\0';
    for (size_t i = 0; i < now.count && !name[0]; i++)
        if (!tree_find(&world->before, now.files[i].name))
            snprintf(name, sizeof name, "%s", now.files[i].name);
    tree_clear(&now);
    if (litter) *litter = name;
    if (!whole) return SIDE_NEITHER;
    if (in == 0) return SIDE_BEFORE;
    if (in == changed) return SIDE_AFTER;
    snprintf(why, 400, "torn: the batch is in %zu of %zu files", in, changed);
    return SIDE_NEITHER;
}

static const char *first_line(char *text)
{
    text[strcspn(text, "\n")] = '\0';
    return text;
}

enum world_side world_reader(const struct world *world, char why[400])
{
    struct run run;
    char end[40];
    enum world_side side = SIDE_NEITHER;
    world_run(world, COMMAND_READ, &run);
    if (run_exit(&run) != 0)
        snprintf(why, 400, "a reader failed (%s): %.300s", run_say(&run, end, sizeof end),
                 first_line(run.err));
    else if (strcmp(run.out, world->read_before) == 0)
        side = SIDE_BEFORE;
    else if (strcmp(run.out, world->read_after) == 0)
        side = SIDE_AFTER;
    else
        snprintf(why, 400, "a reader saw a model that is neither the old nor the new one");
    run_clear(&run);
    return side;
}

/* Outside of the model, recovery lets a text lie that might be another model's, and says so: a
 * person who has looked deletes it. */
static void delete_named(const struct world *world, const char *err)
{
    struct tree now;
    tree_read(world->room, &now);
    for (size_t i = 0; i < now.count; i++) {
        const char *name = now.files[i].name, *base = strrchr(name, '/');
        char path[sizeof world->room + TREE_NAME + 2];
        if (tree_find(&world->before, name) || strncmp(name, "model/", 6) == 0) continue;
        snprintf(path, sizeof path, "%s/%s", world->room, name);
        if (base && (strstr(err, base + 1) || strstr(err, "doubtful"))) unlink(path);
    }
    tree_clear(&now);
}

static bool run_fine(struct world *world, enum world_command command, const char *what,
                     const char *again)
{
    struct run run;
    char end[40];
    world_run(world, command, &run);
    bool fine = run_exit(&run) == 0;
    if (!fine)
        world_find(world, again, "%s failed (%s): %.300s", what, run_say(&run, end, sizeof end),
                   first_line(run.err));
    if (command == COMMAND_RECOVER) delete_named(world, run.err);
    run_clear(&run);
    return fine;
}

/* In rest: all on one side and nothing beside the model. */
static bool is_at_rest(struct world *world, enum world_side expected, const char *what,
                       const char *again)
{
    static const char *const words[] = {"neither", "nothing of the batch", "all of the batch"};
    const char *litter = NULL;
    char why[400] = "";
    enum world_side side = world_files(world, &litter, why);
    if (side == SIDE_NEITHER) {
        world_find(world, again, "%s: %s", what, why);
    } else if (side != expected) {
        world_find(world, again, "%s: %s is in, though %s should be", what, words[side],
                   words[expected]);
    } else if (litter[0]) {
        world_find(world, again, "%s: litter: %s", what, litter);
    } else {
        return true;
    }
    return false;
}

enum world_side world_settle(struct world *world, enum world_side expected, const char *again)
{
    char why[400] = "";
    struct tree now;
    tree_read(world->room, &now);
    bool whole = files_are_whole(world, &now, why);
    tree_clear(&now);
    enum world_side side = whole ? world_reader(world, why) : SIDE_NEITHER;
    if (side == SIDE_NEITHER) {
        world_find(world, again, "%s", why);
        return side;
    }
    if (expected != SIDE_NEITHER && side != expected) {
        world_find(world, again, "a reader sees %s",
                   side == SIDE_AFTER ? "the batch, which was not to be in"
                                      : "nothing of the batch, which was in");
        return SIDE_NEITHER;
    }
    if (!run_fine(world, COMMAND_RECOVER, "recovery", again) ||
        !is_at_rest(world, side, "after recovery", again))
        return SIDE_NEITHER;
    if (world_reader(world, why) != side) {
        world_find(world, again, "after recovery a reader sees something else: %s", why);
        return SIDE_NEITHER;
    }
    if (!run_fine(world, COMMAND_UPDATE, "a second update", again) ||
        !is_at_rest(world, SIDE_AFTER, "after a second update", again))
        return SIDE_NEITHER;
    return side;
}
