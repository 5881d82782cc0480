/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes as JSON: moves with the entries behind them, conditions, and every figure before and
 * after with its parts. A position is written with the scale and the ids of its own side. */
#include <math.h>

#include "engine/pair.h"
#include "report/changed.h"
#include "report/write_json.h"

/** Changes on their way out. */
struct telling {
    struct json_out *out;
    const struct stance_changes *changes;
};

static void begin_list(const struct telling *telling, const char *key)
{
    out_key(telling->out, key);
    out_begin(telling->out, '[', JSON_LINES);
}

static void member_date(struct json_out *out, const char *key, date_day day)
{
    out_key(out, key);
    record_date(out, day);
}

static void member_actor(const struct telling *telling, const char *key, size_t actor)
{
    out_member_text(telling->out, key,
                    actor == STANCE_NONE ? NULL : telling->changes->actors[actor].id);
}

static void member_issue(const struct telling *telling, const char *key, size_t issue)
{
    out_member_text(telling->out, key,
                    issue == STANCE_NONE ? NULL : telling->changes->issues[issue].id);
}

/* ---- moves */

/* {"value": ...} or {"claims": ...}; null for unknown. */
static void member_side(const struct telling *telling, const struct move *move, const char *key,
                        bool after)
{
    const struct standing *standing = after ? move->after : move->before;
    const struct issue *issue = issue_of_side(telling->changes, move->issue, after);
    out_key(telling->out, key);
    if (!issue || !standing || !standing_is_known(standing)) {
        out_text(telling->out, NULL);
        return;
    }
    out_begin(telling->out, '{', JSON_LINE);
    record_member_claims(telling->out, &issue->scale, standing->claims, standing->n_claims);
    out_end(telling->out);
}

static void member_entries(const struct telling *telling, const struct move *move)
{
    const struct stance_model *model = telling->changes->after->snapshot->model;
    const struct actor *actor = actor_of_side(telling->changes, move->actor, true);
    const struct stance *in_force = move->after ? move->after->stance : NULL;
    out_key(telling->out, "entry");
    if (actor && in_force)
        record_entry(telling->out, model, actor, in_force, true);
    else
        out_text(telling->out, NULL);
    out_key(telling->out, "entries");
    out_begin(telling->out, '[', JSON_LINE);
    for (size_t e = 0; actor && e < move->n_entries; e++)
        record_entry(telling->out, model, actor, move->entries[e], move->entries[e] == in_force);
    out_end(telling->out);
}

static void write_move(const struct telling *telling, const struct move *move)
{
    bool has_effect = cohesion_is_split(telling->changes);
    struct json_out *out = telling->out;
    out_begin(out, '{', JSON_LINE);
    member_actor(telling, "actor", move->actor);
    member_issue(telling, "issue", move->issue);
    out_member_text(out, "kind", move_kind_name(move->kind));
    member_side(telling, move, "from", false);
    member_side(telling, move, "to", true);
    out_member_number(out, "distance", move->figures.distance);
    out_member_number(out, "effect", has_effect ? move->figures.effect : NAN);
    out_member_number(out, "reach", has_effect ? move->figures.reach : NAN);
    member_entries(telling, move);
    out_end(out);
}

/* ---- conditions */

/* A condition that is gone is told as the earlier side has it, its state included. */
static void write_condition(const struct telling *telling, const struct condition_change *condition)
{
    const struct stance_changes *changes = telling->changes;
    const struct matched *issue = &changes->issues[condition->issue];
    struct json_out *out = telling->out;
    out_begin(out, '{', JSON_LINE);
    member_actor(telling, "actor", condition->actor);
    member_issue(telling, "issue", condition->issue);
    out_member_text(out, "kind",
                    condition->appeared    ? "appeared"
                    : condition->fulfilled ? "fulfilled"
                                           : "vanished");
    record_alternative_members(out, condition->appeared ? changes->after : changes->before,
                               condition->appeared ? issue->after : issue->before,
                               condition->alternative);
    out_end(out);
}

/* ---- figures */

static void change_members(const struct telling *telling, const struct change *change)
{
    struct json_out *out = telling->out;
    out_member_number(out, "before", change->before);
    out_member_number(out, "after", change->after);
    out_key(out, "parts");
    out_begin(out, '[', JSON_LINE);
    for (size_t p = 0; p < change->n_parts; p++) {
        const struct part *part = &change->parts[p];
        out_begin(out, '{', JSON_LINE);
        member_actor(telling, "actor", part->actor);
        member_issue(telling, "issue", part->issue);
        out_member_number(out, "effect", part->effect);
        out_end(out);
    }
    out_end(out);
}

static void write_pairs(const struct telling *telling, bool all_pairs)
{
    const struct stance_changes *changes = telling->changes;
    size_t n = changes->n_actors;
    begin_list(telling, "pairs");
    for (size_t a = 0; a < n && output_is_open(telling->out->output); a++)
        for (size_t b = a + 1; b < n; b++) {
            const struct change *change = &changes->pairs[pair_place(n, a, b)];
            if (!all_pairs && !figure_changed(change)) continue;
            out_begin(telling->out, '{', JSON_LINE);
            member_actor(telling, "a", a);
            member_actor(telling, "b", b);
            change_members(telling, change);
            out_end(telling->out);
        }
    out_end(telling->out);
}

static void write_issues(const struct telling *telling)
{
    begin_list(telling, "issues");
    for (size_t i = 0; i < telling->changes->n_issues; i++) {
        out_begin(telling->out, '{', JSON_LINE);
        member_issue(telling, "id", i);
        change_members(telling, &telling->changes->divergences[i]);
        out_end(telling->out);
    }
    out_end(telling->out);
}

void record_changes(struct json_out *out, const struct stance_changes *changes, bool all_pairs)
{
    const struct telling telling = {out, changes};
    member_date(out, "since", changes->before->snapshot->as_of);
    member_date(out, "until", changes->after->snapshot->as_of);
    out_member_text(out, "against",
                    changes_are_of_copies(changes) ? changes->before->snapshot->model->path : NULL);
    begin_list(&telling, "moves");
    for (size_t m = 0; m < changes->n_moves && output_is_open(out->output); m++)
        write_move(&telling, &changes->moves[m]);
    out_end(out);
    begin_list(&telling, "conditions");
    for (size_t c = 0; c < changes->n_conditions; c++)
        write_condition(&telling, &changes->conditions[c]);
    out_end(out);
    write_pairs(&telling, all_pairs);
    write_issues(&telling);
    out_key(out, "cohesion");
    out_begin(out, '{', JSON_LINE);
    change_members(&telling, &changes->cohesion);
    out_end(out);
}
