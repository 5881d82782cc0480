/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cycle as JSON: the entries of its rows, what became of each, and what the new ones changed. */
#include "model/cycle.h"
#include "model/merge.h"
#include "report/write_json.h"

static const char *const roles[] = {
    [ROLE_NEWEST] = "new",
    [ROLE_HISTORY] = "history",
    [ROLE_ON_FILE] = "on-file",
    [ROLE_TWICE] = "twice",
};

static bool is_in_force(const struct stance_changes *changes, const struct cycle_entry *entry)
{
    const struct standing *standing =
        snapshot_standing(changes->after->snapshot, entry->actor, entry->stance.issue);
    return standing->stance && cycle_entry_is(entry, standing->stance);
}

static const char *const states[] = {
    [DIFFERENCE_EDITED] = "edited",
    [DIFFERENCE_CONFLICT] = "conflict",
    [DIFFERENCE_ON_FILE] = "on-file",
};

/* What was edited in a table that came back. */
static void record_differences(struct json_out *out, const struct merge *merge)
{
    out_member_count(out, "rows_compared", merge->n_rows);
    out_key(out, "differences");
    out_begin(out, '[', JSON_LINES);
    for (size_t d = 0; d < merge->n_differences; d++) {
        const struct difference *difference = &merge->differences[d];
        out_begin(out, '{', JSON_LINE);
        out_member_text(out, "state", states[difference->state]);
        out_member_text(out, "place", difference->place);
        out_member_text(out, "actor", merge->model->actors[difference->actor].id);
        out_member_text(out, "issue", merge->model->issues[difference->issue].id);
        out_member_text(out, "field", stance_field_name(difference->field));
        out_member_text(out, "from", difference->from);
        out_member_text(out, "to", difference->to);
        if (difference->state == DIFFERENCE_CONFLICT) out_member_text(out, "now", difference->now);
        out_end(out);
    }
    out_end(out);
}

void record_cycle(struct json_out *out, const struct stance_cycle *cycle,
                  const struct stance_changes *changes)
{
    if (cycle->merge) record_differences(out, cycle->merge);
    out_key(out, "entries");
    out_begin(out, '[', JSON_LINES);
    for (size_t e = 0; e < cycle->n_entries; e++) {
        const struct cycle_entry *entry = &cycle->entries[e];
        out_begin(out, '{', JSON_LINE);
        out_member_text(out, "state", roles[cycle_entry_role(cycle, entry)]);
        out_key(out, "entry");
        record_entry(out, cycle->model, &cycle->model->actors[entry->actor], &entry->stance,
                     is_in_force(changes, entry));
        out_end(out);
    }
    out_end(out);
    out_key(out, "changes");
    out_begin(out, '{', JSON_LINES);
    record_changes(out, changes, false);
    out_end(out);
}
