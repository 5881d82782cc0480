/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch makes one rename to be recorded, then one for each file: the kill comes behind one of
 * them. */
#include "crash.h"

#include <string.h>

/* The number of the rename that puts the last of `placed` files in place; 0 if there is none. */
static size_t find_rename(const struct trace *trace, size_t placed)
{
    size_t seen = 0;
    for (size_t i = 0; i < trace->count; i++) {
        const struct call *call = &trace->calls[i];
        if (call->result < 0 || strncmp(call->type->name, "rename", 6) != 0) continue;
        if (seen++ == placed) return call->number;
    }
    return 0;
}

bool crash_make(const struct world *world, size_t placed, struct tree *out)
{
    struct trace trace;
    tree_lay(world->room, &world->before);
    world_trace(world, COMMAND_UPDATE, (struct trace_plan){.action = TRACE_LIST}, &trace);
    size_t at = find_rename(&trace, placed);
    trace_clear(&trace);
    if (!at) return false;
    tree_lay(world->room, &world->before);
    world_trace(world, COMMAND_UPDATE, (struct trace_plan){.action = TRACE_KILL_AFTER, .at = at},
                &trace);
    trace_clear(&trace);
    tree_read(world->room, out);
    return true;
}
