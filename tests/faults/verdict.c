/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status 0: the batch is in. Status 1: a message with one of three phrases, or of an error before
 * anything was touched, which says itself what it is. Nothing else is right. */
#include "verdict.h"

#include <string.h>

static const struct {
    const char *words;
    enum verdict verdict;
} phrases[] = {
    {"nothing was changed", VERDICT_NOTHING},
    {"recorded but unfinished", VERDICT_UNFINISHED},
    {"written, but not confirmed", VERDICT_UNCONFIRMED},
};

static enum verdict read_verdict(const struct run *run)
{
    if (run_exit(run) == 0) return VERDICT_IN;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (strstr(run->err, phrases[i].words)) return phrases[i].verdict;
    return VERDICT_NONE;
}

static void count(struct verdict_counts *counts, enum verdict verdict)
{
    counts->in += verdict == VERDICT_IN;
    counts->nothing += verdict == VERDICT_NOTHING || verdict == VERDICT_NONE;
    counts->unfinished += verdict == VERDICT_UNFINISHED;
    counts->unconfirmed += verdict == VERDICT_UNCONFIRMED;
}

void verdict_check_litter(struct world *world, const char *litter, enum litter_allowed allowed,
                          const char *again)
{
    const char *name = strrchr(litter, '/');
    bool is_lock = strcmp(name ? name + 1 : litter, ".stance-lock") == 0;
    if (!litter[0] || allowed == LITTER_ANY || (is_lock && allowed == LITTER_LOCK)) return;
    world_find(world, again, "litter: %s", litter);
}

static void check_side(struct world *world, const struct run *run, enum world_side side,
                       enum world_side should, const char *why, const char *again)
{
    char end[40];
    if (side == should) return;
    world_find(world, again, "says \"%s\" with %s, but %s", run->err, run_say(run, end, sizeof end),
               side == SIDE_NEITHER  ? why
               : side == SIDE_BEFORE ? "nothing of the batch is in"
                                     : "all of it is in");
}

enum world_side verdict_check(struct world *world, const struct run *run, enum world_side from,
                              enum litter_allowed allowed, struct verdict_counts *counts,
                              const char *again)
{
    const char *litter = NULL;
    char why[400] = "", end[40];
    enum verdict verdict = read_verdict(run);
    enum world_side side = world_files(world, &litter, why);
    count(counts, verdict);
    if (run->hung || run_exit(run) < 0 || run_exit(run) > 1 || (run_exit(run) == 1 && !run->err[0]))
        world_find(world, again, "%s, and says \"%s\"", run_say(run, end, sizeof end), run->err);
    switch (verdict) {
    case VERDICT_IN:
        verdict_check_litter(world, litter, allowed, again);
        check_side(world, run, side, SIDE_AFTER, why, again);
        return SIDE_AFTER;
    case VERDICT_NOTHING:
    case VERDICT_NONE:
        /* Recovery of a recorded batch that changes nothing leaves it recorded. */
        if (from == SIDE_NEITHER) return SIDE_NEITHER;
        if (strstr(run->err, "may lie about")) allowed = LITTER_ANY;
        verdict_check_litter(world, litter, allowed, again);
        check_side(world, run, side, from, why, again);
        return from;
    case VERDICT_UNFINISHED:
        return SIDE_AFTER;
    case VERDICT_UNCONFIRMED:
        check_side(world, run, side, SIDE_AFTER, why, again);
        return SIDE_AFTER;
    }
    return SIDE_NEITHER;
}
