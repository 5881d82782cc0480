/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of an update: there is one reader for all, which reads entries as the reader of actors'
 * files does, and besides writes down each entry's text as a file would have it. */
#include "store/read_update.h"

#include <stdlib.h>
#include <string.h>

#include "model/cycle.h"
#include "model/equal.h"
#include "model/snapshot.h"
#include "store/draft.h"
#include "store/read.h"

/* Members of an update besides those of an entry. */
enum {
    UPDATE_ACTOR = STANCE_MEMBERS,
    UPDATE_OUTLET,
    UPDATE_URL,
    UPDATE_QUOTE,
    UPDATE_MEMBERS,
};

static const struct member update_rows[UPDATE_MEMBERS] = {
    STANCE_MEMBER_ROWS(false),
    [UPDATE_ACTOR] = {"actor", JSON_TEXT, true, "the id of an actor"},
    [UPDATE_OUTLET] = {"outlet", JSON_TEXT, false, NULL},
    [UPDATE_URL] = {"url", JSON_TEXT, false, NULL},
    [UPDATE_QUOTE] = {"quote", JSON_TEXT, false, NULL},
};
static const struct member_table update_table = {
    .what = "an update", .rows = update_rows, .count = UPDATE_MEMBERS};

/* Which bit of `given` each member sets. */
static const unsigned member_bits[UPDATE_MEMBERS] = {
    [MEMBER_DATE] = ENTRY_DATE,
    [MEMBER_ENTERED] = ENTRY_ENTERED,
    [MEMBER_UNTIL] = ENTRY_UNTIL,
    [MEMBER_VALUE] = ENTRY_VALUE,
    [MEMBER_CLAIMS] =
        ENTRY_VALUE | ENTRY_SPEAKER | ENTRY_OUTLET | ENTRY_URL | ENTRY_QUOTE | ENTRY_CONFIDENCE,
    [MEMBER_SALIENCE] = ENTRY_SALIENCE,
    [MEMBER_CONFIDENCE] = ENTRY_CONFIDENCE,
    [MEMBER_STATUS] = ENTRY_STATUS,
    [MEMBER_SPEAKER] = ENTRY_SPEAKER,
    [MEMBER_SOURCE] = ENTRY_OUTLET | ENTRY_URL | ENTRY_QUOTE,
    [MEMBER_ACCEPTS] = ENTRY_ACCEPTS,
    [MEMBER_IF] = ENTRY_IF,
    [MEMBER_NOTE] = ENTRY_NOTE,
    [UPDATE_OUTLET] = ENTRY_OUTLET,
    [UPDATE_URL] = ENTRY_URL,
    [UPDATE_QUOTE] = ENTRY_QUOTE,
};

/* What is being made of a draft. */
struct making {
    struct reader reader;
    struct stance_cycle *cycle;
    const char *text; /* of the update, as JSON */
    bool is_claim;    /* rows contradict what is on file */
};

/* ---- the entry's text */

static void append_raw(struct str *out, const struct making *making, const char *name,
                       struct json_node node)
{
    if (!json_is_there(node)) return;
    str_printf(out, "%s\"%s\": ", out->length > 1 ? ", " : "", name);
    str_append_bytes(out, making->text + node.mark->begin, node.mark->end - node.mark->begin);
}

static void append_date(struct str *out, const char *name, date_day day)
{
    str_printf(out, ", \"%s\": \"", name);
    date_print(day, out);
    str_append_char(out, '"');
}

/* The source from its three parts, where a row gave them one by one. */
static void append_parts(struct str *out, const struct making *making,
                         const struct json_node found[])
{
    static const size_t parts[] = {UPDATE_OUTLET, UPDATE_URL, UPDATE_QUOTE};
    struct str source = {0};
    str_append_char(&source, '{');
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
        append_raw(&source, making, update_rows[parts[p]].name, found[parts[p]]);
    str_append_char(&source, '}');
    if (source.length > 2) str_printf(out, ", \"source\": %s", str_get(&source));
    if (source.failed) out->failed = true;
    str_clear(&source);
}

/* Members of the user's own go with the entry. */
static void append_own(struct str *out, const struct making *making, struct json_node object)
{
    for (struct json_node node = json_first(object); json_is_there(node); node = json_next(node)) {
        const char *name = json_key(node);
        if (name[0] != '$' && strncmp(name, "x-", 2) != 0) continue;
        str_append(out, ", ");
        str_append_bytes(out, making->text + node.mark->key, node.mark->end - node.mark->key);
    }
}

static void append_claims(struct str *out, const struct stance *stance, const struct scale *scale)
{
    str_append(out, ", \"claims\": [");
    for (size_t c = 0; c < stance->n_claims; c++) {
        str_append(out, c > 0 ? ", " : "");
        compose_claim(out, scale, &stance->claims[c]);
    }
    str_append_char(out, ']');
}

static void append_source(struct str *out, const struct making *making,
                          const struct json_node found[])
{
    append_raw(out, making, "speaker", found[MEMBER_SPEAKER]);
    if (json_is_there(found[MEMBER_SOURCE]))
        append_raw(out, making, "source", found[MEMBER_SOURCE]);
    else
        append_parts(out, making, found);
}

/* What of an entry stands in the row, in the order of the manual. Against what is on file the row's
 * value is one of several claims. */
static const char *print_entry(struct making *making, struct json_node object,
                               const struct json_node found[], const struct stance *stance)
{
    struct stance_cycle *cycle = making->cycle;
    bool is_dispute = making->is_claim && stance->n_claims > 1;
    struct str out = {0};
    str_append_char(&out, '{');
    append_raw(&out, making, "issue", found[MEMBER_ISSUE]);
    append_date(&out, "date", stance->date);
    append_date(&out, "entered", stance->entered);
    if (stance->until != DATE_NONE) append_date(&out, "until", stance->until);
    if (is_dispute)
        append_claims(&out, stance, &cycle->model->issues[stance->issue].scale);
    else
        append_raw(&out, making, "value", found[MEMBER_VALUE]);
    append_raw(&out, making, "claims", found[MEMBER_CLAIMS]);
    append_raw(&out, making, "salience", found[MEMBER_SALIENCE]);
    if (!is_dispute) append_raw(&out, making, "confidence", found[MEMBER_CONFIDENCE]);
    append_raw(&out, making, "status", found[MEMBER_STATUS]);
    if (!is_dispute) append_source(&out, making, found);
    append_raw(&out, making, "accepts", found[MEMBER_ACCEPTS]);
    append_raw(&out, making, "if", found[MEMBER_IF]);
    append_raw(&out, making, "note", found[MEMBER_NOTE]);
    append_own(&out, making, object);
    str_append_char(&out, '}');
    const char *copy = out.failed ? NULL : arena_text(&cycle->arena, str_get(&out), out.length);
    if (!copy) making->reader.failed = true;
    str_clear(&out);
    return copy;
}

/* ---- a claim against what is on file */

/* Those in force, and what the row says; nothing is added where that is claimed already. */
static bool add_claim(struct making *making, const struct standing *standing,
                      struct cycle_entry *entry)
{
    struct arena *arena = &making->cycle->arena;
    struct stance *stance = &entry->stance;
    const struct scale *scale = &making->cycle->model->issues[stance->issue].scale;
    size_t count = standing->n_claims;
    struct claim *claims = arena_array(arena, count + 1, sizeof *claims);
    if (!claims) return false;
    memcpy(claims, standing->claims, count * sizeof *claims);
    claims[count] = stance->claims[0];
    for (size_t c = 0; c < standing->n_claims; c++)
        if (claim_equal(scale, &claims[c], scale, &stance->claims[0]))
            count = standing->n_claims - 1;
    stance->claims = claims;
    stance->n_claims = count + 1;
    stance->confidence = standing->n_claims > 1 || count > 0 ? 1 : stance->confidence;
    if (stance->until == DATE_NONE) stance->until = standing->stance->until;
    entry->given |= ENTRY_VALUE | ENTRY_SPEAKER | ENTRY_OUTLET | ENTRY_URL | ENTRY_QUOTE;
    return scale_hull(scale, &claims->position, stance->n_claims, sizeof *claims, arena,
                      &stance->position);
}

static void refuse_claim(struct making *making, const struct cycle_entry *entry,
                         const struct standing *standing)
{
    const struct stance_model *model = making->cycle->model;
    struct stance_diagnostics *list = making->reader.diagnostics;
    if (!standing_is_known(standing))
        diagnostics_error(list, (struct place){0},
                          "%s has no position in force on %s that a claim could contradict: leave "
                          "out --claim",
                          model->actors[entry->actor].id, model->issues[entry->stance.issue].id);
    else if (standing->n_claims >= MODEL_MAX_CLAIMS)
        diagnostics_error(list, (struct place){0}, "%d claims in one entry are the limit",
                          MODEL_MAX_CLAIMS);
    else if (!standing_is_declared(standing) &&
             !position_is_declared(&entry->stance.claims[0].position))
        diagnostics_error(list, (struct place){0},
                          "%s is undeclared on %s already: that is no claim against it",
                          model->actors[entry->actor].id, model->issues[entry->stance.issue].id);
}

/* The row against what is in force on its day. */
static bool dispute(struct making *making, struct cycle_entry *entry)
{
    struct stance_diagnostics *list = making->reader.diagnostics;
    struct str date = {0};
    stance_snapshot *snapshot = NULL;
    size_t errors = list->found[STANCE_ERROR];
    date_print(entry->stance.date, &date);
    stance_result result =
        date.failed
            ? STANCE_NO_MEMORY
            : stance_snapshot_new(making->cycle->model, &(stance_query){.as_of = str_get(&date)},
                                  list, &snapshot);
    str_clear(&date);
    if (result == STANCE_OK) {
        const struct standing *standing =
            snapshot_standing(snapshot, entry->actor, entry->stance.issue);
        refuse_claim(making, entry, standing);
        if (list->found[STANCE_ERROR] == errors && !add_claim(making, standing, entry))
            making->reader.failed = true;
    }
    if (result == STANCE_NO_MEMORY) making->reader.failed = true;
    stance_snapshot_free(snapshot);
    return result == STANCE_OK && list->found[STANCE_ERROR] == errors && !making->reader.failed;
}

/* ---- one row */

static bool read_actor_name(struct making *making, struct json_node node, size_t *actor)
{
    const struct stance_model *model = making->cycle->model;
    struct stance_diagnostics *list = making->reader.diagnostics;
    struct json_quote quote;
    if (!json_is_there(node)) return false;
    *actor = map_find(&model->actor_ids, json_text(node));
    if (*actor != MAP_NONE) return true;
    const char *nearest = stance_model_nearest_actor(model, json_text(node));
    diagnostics_error_at(list, node.mark->begin, "there is no actor \"%s\"",
                         json_quote(json_text(node), &quote));
    if (map_find(&model->issue_ids, json_text(node)) != MAP_NONE)
        diagnostics_hint(list, "That is an issue: the actor comes first, then the issue");
    else if (nearest)
        diagnostics_hint(list, "Did you mean \"%s\"?", nearest);
    else if (id_is_valid(json_text(node)))
        diagnostics_hint(list, "A new one is made by: stance add actor %s", json_text(node));
    return false;
}

/* Outlet, url and quote may be given by themselves or inside of a source, not both. */
static void read_parts(struct making *making, const struct json_node found[], struct stance *stance)
{
    static const size_t parts[] = {UPDATE_OUTLET, UPDATE_URL, UPDATE_QUOTE};
    struct reader *reader = &making->reader;
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        struct json_node node = found[parts[p]];
        bool in_source = json_is_there(found[MEMBER_SOURCE]);
        if (!json_is_there(node) || (!in_source && !json_is_there(found[MEMBER_CLAIMS]))) continue;
        diagnostics_error_at(reader->diagnostics, node.mark->key,
                             in_source ? "\"%s\" belongs into \"source\" where there is one"
                                       : "\"%s\" cannot stand beside \"claims\": each claim has "
                                         "its own \"source\"",
                             json_key(node));
    }
    if (json_is_there(found[MEMBER_CLAIMS]) || json_is_there(found[MEMBER_SOURCE]) ||
        stance->n_claims != 1)
        return;
    struct claim *claim = reader_array(reader, 1, sizeof *claim);
    if (!claim) return;
    *claim = stance->claims[0];
    read_text(reader, found[UPDATE_OUTLET], &claim->source.outlet);
    read_text(reader, found[UPDATE_URL], &claim->source.url);
    read_text(reader, found[UPDATE_QUOTE], &claim->source.quote);
    stance->claims = claim;
}

static void read_row(struct making *making, struct json_node object)
{
    struct json_node found[UPDATE_MEMBERS];
    struct reader *reader = &making->reader;
    struct stance_cycle *cycle = making->cycle;
    struct cycle_entry *entry = &cycle->entries[cycle->n_entries];
    size_t errors = reader->diagnostics->found[STANCE_ERROR];
    *entry = (struct cycle_entry){.given = ENTRY_DATE};
    stance_init(&entry->stance);
    entry->stance.place = reader_place(reader, object.mark->begin);
    bool ok = members_read(&update_table, object, found, reader->diagnostics);
    if (json_type(object) != JSON_OBJECT) return;
    bool mistyped = reader->diagnostics->found[STANCE_ERROR] > errors;
    ok = read_actor_name(making, found[UPDATE_ACTOR], &entry->actor) && ok;
    ok = read_stance_members(reader, object, found, mistyped, &entry->stance) && ok;
    if (!ok) return;
    read_parts(making, found, &entry->stance);
    if (making->is_claim && reader->diagnostics->found[STANCE_ERROR] > errors) return;
    if (making->is_claim && !dispute(making, entry)) return;
    for (size_t m = 0; m < UPDATE_MEMBERS; m++)
        if (json_is_there(found[m])) entry->given |= member_bits[m];
    entry->text = print_entry(making, object, found, &entry->stance);
    cycle->n_entries++;
}

static void read_list(struct making *making, struct json_node list)
{
    making->cycle->entries =
        reader_array(&making->reader, json_count(list) + 1, sizeof *making->cycle->entries);
    if (!making->cycle->entries) return;
    for (struct json_node row = json_first(list); json_is_there(row); row = json_next(row)) {
        if (making->reader.failed) return;
        making->reader.n_alternatives = 0;
        read_row(making, row);
    }
}

/* ---- all rows */

stance_result read_update(struct stance_cycle *cycle, const struct stance_draft *draft,
                          const struct json *json, date_day today, struct stance_diagnostics *list)
{
    struct making making = {.cycle = cycle, .text = json->text, .is_claim = draft->is_claim};
    stance_result result = STANCE_OK;
    const char *file = draft->file ? arena_string(&cycle->arena, draft->file) : NULL;
    if (draft->file && !file) return STANCE_NO_MEMORY;
    reader_init(&making.reader, &cycle->arena, list, file, json);
    making.reader.model = cycle->model;
    making.reader.issues_are_known = true;
    making.reader.today = today;
    making.reader.is_of_words = draft->kind != DRAFT_JSON;
    read_list(&making, json_root(json));
    if (making.reader.failed || list->failed) result = STANCE_NO_MEMORY;
    reader_clear(&making.reader);
    return result;
}
