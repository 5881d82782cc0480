/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk with room for 0, 1, 2 .. more pages, or files; one that is read-only; folders without
 * write permission; limits on the size of a file and on open files. Mounts are seen by this process
 * and its commands only. */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "tests.h"
#include "verdict.h"
#include "world.h"

enum { NOBODY = 65534, SPARE_MOST = 80 };

struct totals {
    size_t full_disks, read_only, limits;
    struct verdict_counts said;
};

static void require(bool done, const char *what)
{
    if (done) return;
    fprintf(stderr, "faults: disk: %s: %s\n", what, strerror(errno));
    exit(3);
}

/* A limit on a resource for the command alone. */
struct limit {
    int resource;
    rlim_t value;
};

static bool set_limit(const void *context)
{
    const struct limit *limit = context;
    const struct rlimit both = {limit->value, limit->value};
    return setrlimit((__rlimit_resource_t)limit->resource, &both) == 0;
}

static bool become_nobody(const void *context)
{
    (void)context;
    return geteuid() != 0 || (setgid(NOBODY) == 0 && setuid(NOBODY) == 0);
}

/* A permission taken away while the command runs: what is judged is the batch, not the mode. */
struct denial {
    const char *path;
    mode_t mode, usual;
};

/* Update in hindered circumstances: what it says must hold. And a reader must see one side, or say
 * what it lacks. */
static bool hindered(struct world *world, run_prepare *prepare, const void *context,
                     const struct denial *denial, struct totals *totals, enum world_side *side,
                     const char *again)
{
    const char *argv[8];
    struct run run;
    world_command(world, COMMAND_UPDATE, argv);
    if (denial) require(chmod(denial->path, denial->mode) == 0, "chmod");
    run_command(argv, prepare, context, &run);
    if (denial) require(chmod(denial->path, denial->usual) == 0, "chmod");
    bool starts = run_exit(&run) < 125; /* else the loader of programs has failed */
    *side = SIDE_BEFORE;
    if (starts) *side = verdict_check(world, &run, SIDE_BEFORE, LITTER_LOCK, &totals->said, again);
    bool in = run_exit(&run) == 0;
    run_clear(&run);
    world_command(world, COMMAND_READ, argv);
    if (denial) require(chmod(denial->path, denial->mode) == 0, "chmod");
    run_command(argv, prepare, context, &run);
    if (denial) require(chmod(denial->path, denial->usual) == 0, "chmod");
    const char *expected = *side == SIDE_AFTER ? world->read_after : world->read_before;
    if (run_exit(&run) == 0 && strcmp(run.out, expected) != 0)
        world_find(world, again, "a reader sees another model than the command said");
    if (run_exit(&run) < 0 || (run_exit(&run) != 0 && !run.err[0]))
        world_find(world, again, "a reader ends with status %d and says nothing", run_exit(&run));
    run_clear(&run);
    return in;
}

/* Full disks ------------------------------------------------------------------------------------
 */

static void resize(const struct world *world, unsigned long flags, unsigned long pages,
                   unsigned long inodes)
{
    char options[100];
    snprintf(options, sizeof options, "size=%lu,nr_inodes=%lu",
             pages * (unsigned long)sysconf(_SC_PAGESIZE), inodes);
    require(mount("tmpfs", world->room, "tmpfs", MS_REMOUNT | flags, options) == 0, "remount");
}

static bool mount_room(const struct world *world)
{
    return unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("tmpfs", world->room, "tmpfs", 0, "size=16m,nr_inodes=1000") == 0;
}

/* Room for more and more, until the batch has gone in twice. */
static void fill(struct world *world, const struct task *task, bool inodes, struct totals *totals)
{
    const char *word = inodes ? "inodes" : "pages";
    for (unsigned long spare = 0, in = 0; spare < SPARE_MOST && in < 2; spare++) {
        struct statfs now;
        char again[80];
        snprintf(again, sizeof again, "%s %s %lu", world->kind->name, word, spare);
        if (!task_wants(task, again)) continue;
        resize(world, 0, 4096, 1000);
        tree_lay(world->room, &world->before);
        require(statfs(world->room, &now) == 0, "statfs");
        unsigned long pages = now.f_blocks - now.f_bfree, files = now.f_files - now.f_ffree;
        resize(world, 0, inodes ? 4096 : pages + spare, inodes ? files + spare : 1000);
        enum world_side side;
        in += hindered(world, NULL, NULL, NULL, totals, &side, again);
        totals->full_disks++;
        resize(world, 0, 4096, 1000);
        world_settle(world, side, again);
    }
}

static void mount_read_only(struct world *world, const struct task *task, struct totals *totals)
{
    enum world_side side;
    if (!task_wants(task, "read-only mount")) return;
    tree_lay(world->room, &world->before);
    resize(world, MS_RDONLY, 4096, 1000);
    if (hindered(world, NULL, NULL, NULL, totals, &side, "read-only mount"))
        world_find(world, "read-only mount", "the batch is said to be in");
    char why[400] = "";
    if (world_reader(world, why) != SIDE_BEFORE) world_find(world, "read-only mount", "%s", why);
    totals->read_only++;
    resize(world, 0, 4096, 1000);
    world_settle(world, SIDE_BEFORE, "read-only mount");
}

/* Folders and files without permission --------------------------------------------------------- */

static void own_room(const struct world *world)
{
    char path[600];
    for (size_t i = 0; i < world->before.count; i++) {
        snprintf(path, sizeof path, "%s/%s", world->room, world->before.files[i].name);
        require(lchown(path, NOBODY, NOBODY) == 0, "chown");
    }
    snprintf(path, sizeof path, "%s/actors", world->model);
    require(chown(path, NOBODY, NOBODY) == 0 && chown(world->model, NOBODY, NOBODY) == 0, "chown");
}

/* root may write everywhere: the command runs as nobody, to whom all belongs. */
static void deny(struct world *world, const struct task *task, const char *name, mode_t mode,
                 struct totals *totals)
{
    char path[400], again[80];
    enum world_side side;
    snprintf(again, sizeof again, "read-only %s", name[0] ? name : "model");
    if (!task_wants(task, again)) return;
    tree_lay(world->room, &world->before);
    if (geteuid() == 0) own_room(world);
    snprintf(path, sizeof path, "%s/%s", world->model, name);
    const struct denial denial = {path, mode & 07777, S_ISREG(mode) ? 0640 : 0755};
    if (hindered(world, become_nobody, NULL, &denial, totals, &side, again))
        world_find(world, again, "the batch is said to be in");
    totals->read_only++;
    world_settle(world, side, again);
}

static bool can_become_nobody(const struct world *world)
{
    const char *argv[] = {world->program, "version", NULL};
    struct run run;
    require(chmod(world->top, 0755) == 0, "chmod");
    run_command(argv, become_nobody, NULL, &run);
    bool can = run_exit(&run) == 0;
    run_clear(&run);
    return can;
}

/* Limits ----------------------------------------------------------------------------------------
 */

static void limit_to(struct world *world, const struct task *task, int resource, rlim_t value,
                     struct totals *totals)
{
    const struct limit limit = {resource, value};
    char again[80];
    enum world_side side;
    snprintf(again, sizeof again, "%s %s %llu", world->kind->name,
             resource == RLIMIT_FSIZE ? "file-size" : "open-files", (unsigned long long)value);
    if (!task_wants(task, again)) return;
    tree_lay(world->room, &world->before);
    hindered(world, set_limit, &limit, NULL, totals, &side, again);
    totals->limits++;
    world_settle(world, side, again);
}

static void limit_all(struct world *world, const struct task *task, struct totals *totals)
{
    size_t largest = 0;
    for (size_t i = 0; i < world->after.count; i++)
        if (!tree_file_equals(&world->after.files[i],
                              tree_find(&world->before, world->after.files[i].name)) &&
            world->after.files[i].length > largest)
            largest = world->after.files[i].length;
    size_t step = task->n_words > 0 ? 1 : task->full ? 8 : 320;
    for (size_t bytes = 0; bytes <= largest + step; bytes += step)
        limit_to(world, task, RLIMIT_FSIZE, bytes, totals);
    limit_to(world, task, RLIMIT_FSIZE, largest - 1, totals);
    for (rlim_t files = 3; files < (task->full ? 40 : 20); files++)
        limit_to(world, task, RLIMIT_NOFILE, files, totals);
}

static size_t disk_kind(const struct task *task, const struct world_kind *kind,
                        struct totals *totals, bool *mounted)
{
    struct world world;
    bool first = kind == &world_kinds[0];
    if (!world_open(&world, task->program, task->name, task->full, kind)) {
        world_close(&world);
        return 1;
    }
    limit_all(&world, task, totals);
    if (first && can_become_nobody(&world)) {
        deny(&world, task, "", S_IFDIR | 0555, totals);
        deny(&world, task, "actors", S_IFDIR | 0555, totals);
        deny(&world, task, "actors/france.json", S_IFREG | 0440, totals);
    }
    *mounted = geteuid() == 0 && mount_room(&world);
    if (*mounted) {
        fill(&world, task, false, totals);
        fill(&world, task, true, totals);
        if (first) mount_read_only(&world, task, totals);
        umount2(world.room, MNT_DETACH);
    }
    size_t findings = world.findings;
    world_close(&world);
    return findings;
}

size_t fault_disk(const struct task *task)
{
    struct totals totals = {0};
    bool mounted = false;
    size_t findings = 0;
    for (size_t i = 0; i < WORLD_KINDS; i++) /* the exchange is not a question of room */
        if (!world_kinds[i].never && !world_kinds[i].linked)
            findings += disk_kind(task, &world_kinds[i], &totals, &mounted);
    printf("disk: %zu full disks, %zu read-only, %zu limits (%zu in, %zu nothing changed, %zu "
           "unfinished, %zu unconfirmed): ",
           totals.full_disks, totals.read_only, totals.limits, totals.said.in, totals.said.nothing,
           totals.said.unfinished, totals.said.unconfirmed);
    printf(findings ? "%zu findings\n" : "all whole, all said\n", findings);
    if (findings == 0 && !mounted)
        world_skip("disk", "full disks: a small one can be mounted by root only");
    return findings;
}
