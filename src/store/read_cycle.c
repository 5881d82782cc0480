/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft held against a model. Rows of words were made into the JSON of an update first: there is
 * one reader for all, which reads entries as the reader of actors' files does, and besides writes
 * down each entry's text as a file would have it. */
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
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
    .what = "an update", .rows = update_rows, .count = UPDATE_MEMBERS, .is_strict = true};

/* Which bit of `given` each member sets. */
static const unsigned member_bits[UPDATE_MEMBERS] = {
    [MEMBER_DATE] = ENTRY_DATE,
    [MEMBER_ENTERED] = ENTRY_ENTERED,
    [MEMBER_UNTIL] = ENTRY_UNTIL,
    [MEMBER_VALUE] = ENTRY_VALUE,
    [MEMBER_CLAIMS] = ENTRY_VALUE | ENTRY_SPEAKER | ENTRY_OUTLET | ENTRY_URL | ENTRY_QUOTE,
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

static const char *print_entry(struct making *making, struct json_node object,
                               const struct json_node found[], const struct stance *stance)
{
    struct str out = {0};
    str_append_char(&out, '{');
    for (size_t m = 0; m < STANCE_MEMBERS; m++) {
        if (m == MEMBER_DATE)
            append_date(&out, "date", stance->date);
        else if (m == MEMBER_ENTERED)
            append_date(&out, "entered", stance->entered);
        else
            append_raw(&out, making, update_rows[m].name, found[m]);
        if (m == MEMBER_SOURCE && !json_is_there(found[m])) append_parts(&out, making, found);
    }
    append_own(&out, making, object);
    str_append_char(&out, '}');
    const char *copy =
        out.failed ? NULL : arena_text(&making->cycle->arena, str_get(&out), out.length);
    if (!copy) making->reader.failed = true;
    str_clear(&out);
    return copy;
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
    if (nearest)
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

/* A day before the entry's own date can be no day on which it was put on file. */
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

/* ---- a claim against what is on file */

/* The row of words becomes an entry with claims: those in force, and what the words say. */
static bool add_claims(struct making *making, const struct standing *standing)
{
    struct stance_cycle *cycle = making->cycle;
    struct cycle_entry *entry = &cycle->entries[0];
    size_t words = scale_words(&cycle->model->issues[entry->stance.issue].scale);
    const struct scale *scale = &cycle->model->issues[entry->stance.issue].scale;
    struct claim *claims = arena_array(&cycle->arena, standing->n_claims + 1, sizeof *claims);
    if (!claims) return false;
    memcpy(claims, standing->claims, standing->n_claims * sizeof *claims);
    claims[standing->n_claims] = entry->stance.claims[0];
    for (size_t c = 0; c < standing->n_claims; c++)
        if (claim_equal(&claims[c], &entry->stance.claims[0], words))
            entry->known = standing->stance;
    entry->stance.claims = claims;
    entry->stance.n_claims = standing->n_claims + 1;
    entry->stance.confidence = 1;
    entry->given |= ENTRY_VALUE | ENTRY_SPEAKER | ENTRY_OUTLET | ENTRY_URL | ENTRY_QUOTE;
    return scale_hull(scale, &claims->position, entry->stance.n_claims, sizeof *claims,
                      &cycle->arena, &entry->stance.position);
}

static void append_claims(struct str *out, const struct stance *stance, const struct scale *scale)
{
    str_append(out, ", \"claims\": [");
    for (size_t c = 0; c < stance->n_claims; c++) {
        str_append(out, c > 0 ? ", " : "");
        compose_claim(out, scale, &stance->claims[c]);
    }
    str_append(out, "]");
}

/* The text again, with claims in place of value, source and speaker. */
static bool print_disputed(struct making *making, struct json_node object)
{
    struct stance_cycle *cycle = making->cycle;
    struct cycle_entry *entry = &cycle->entries[0];
    struct json_node found[UPDATE_MEMBERS];
    struct str out = {0};
    members_read(&update_table, object, found, making->reader.diagnostics);
    str_append_char(&out, '{');
    append_raw(&out, making, "issue", found[MEMBER_ISSUE]);
    append_date(&out, "date", entry->stance.date);
    append_date(&out, "entered", entry->stance.entered);
    append_raw(&out, making, "until", found[MEMBER_UNTIL]);
    append_claims(&out, &entry->stance, &cycle->model->issues[entry->stance.issue].scale);
    append_raw(&out, making, "salience", found[MEMBER_SALIENCE]);
    append_raw(&out, making, "status", found[MEMBER_STATUS]);
    append_raw(&out, making, "accepts", found[MEMBER_ACCEPTS]);
    append_raw(&out, making, "note", found[MEMBER_NOTE]);
    str_append_char(&out, '}');
    entry->text = out.failed ? NULL : arena_text(&cycle->arena, str_get(&out), out.length);
    str_clear(&out);
    return entry->text != NULL;
}

static stance_result dispute(struct making *making, struct json_node object)
{
    struct stance_cycle *cycle = making->cycle;
    struct cycle_entry *entry = &cycle->entries[0];
    struct str date = {0};
    stance_snapshot *snapshot = NULL;
    date_print(entry->stance.date, &date);
    stance_result result =
        date.failed ? STANCE_NO_MEMORY
                    : stance_snapshot_new(cycle->model, &(stance_query){.as_of = str_get(&date)},
                                          making->reader.diagnostics, &snapshot);
    str_clear(&date);
    if (result != STANCE_OK) return result;
    const struct standing *standing =
        snapshot_standing(snapshot, entry->actor, entry->stance.issue);
    if (!standing_is_known(standing)) {
        diagnostics_error(making->reader.diagnostics, (struct place){0},
                          "%s has no position in force on %s that a claim could contradict: leave "
                          "out --claim",
                          cycle->model->actors[entry->actor].id,
                          cycle->model->issues[entry->stance.issue].id);
    } else if (standing->n_claims >= MODEL_MAX_CLAIMS) {
        diagnostics_error(making->reader.diagnostics, (struct place){0},
                          "%d claims in one entry are the limit", MODEL_MAX_CLAIMS);
    } else if (!add_claims(making, standing) || !print_disputed(making, object)) {
        result = STANCE_NO_MEMORY;
    }
    stance_snapshot_free(snapshot);
    return result;
}

/* ---- a draft */

static stance_result read_update(struct stance_cycle *cycle, const struct stance_draft *draft,
                                 const struct json *json, date_day today,
                                 struct stance_diagnostics *list)
{
    struct making making = {.cycle = cycle, .text = json->text};
    stance_result result = STANCE_OK;
    const char *file = draft->file ? arena_string(&cycle->arena, draft->file) : NULL;
    if (draft->file && !file) return STANCE_NO_MEMORY;
    reader_init(&making.reader, &cycle->arena, list, file, json);
    making.reader.model = cycle->model;
    making.reader.issues_are_known = true;
    making.reader.today = today;
    read_list(&making, json_root(json));
    if (draft->is_claim && cycle->n_entries == 1 && list->found[STANCE_ERROR] == 0)
        result = dispute(&making, json_first(json_root(json)));
    if (making.reader.failed || list->failed) result = STANCE_NO_MEMORY;
    reader_clear(&making.reader);
    return result;
}

/* Lines of a table's rows, instead of those of the text that was composed from it. */
static void place_rows(struct stance_cycle *cycle, const struct stance_draft *draft)
{
    struct text_cursor cursor;
    text_cursor_init(&cursor, str_get(&draft->text), draft->text.length);
    for (size_t e = 0; e < cycle->n_entries && e + 1 < draft->sheet.n_rows; e++) {
        text_cursor_move(&cursor, draft->sheet.rows[e + 1].offset);
        cycle->entries[e].stance.place.line = cursor.line;
        cycle->entries[e].stance.place.column = cursor.column;
    }
}

static stance_result read_composed(struct stance_cycle *cycle, const struct stance_draft *draft,
                                   date_day today, struct stance_diagnostics *list)
{
    struct composition composition = {0};
    struct json json = {0};
    stance_result result = STANCE_NO_MEMORY;
    if (!composition_make(&composition, draft, cycle->model)) goto done;
    result = STANCE_REFUSED;
    if (composition.text.length > JSON_MAX_BYTES) {
        diagnostics_error_at(list, 0, "too many rows at once: enter them in several files");
        goto done;
    }
    result = json_read(&json, str_get(&composition.text), composition.text.length, list);
    if (result == STANCE_OK) result = read_update(cycle, draft, &json, today, list);
done:
    diagnostics_translate(list, composition_origin, &composition);
    json_clear(&json);
    composition_clear(&composition);
    return result;
}

static stance_result fill(struct stance_cycle *cycle, const struct stance_draft *draft,
                          date_day today, struct stance_diagnostics *list)
{
    stance_result result = STANCE_OK;
    if (draft->kind != DRAFT_JSON)
        result = read_composed(cycle, draft, today, list);
    else if (draft->json.tree)
        result = read_update(cycle, draft, &draft->json, today, list);
    draft_check_strays(draft, list);
    if (draft->kind == DRAFT_WORDS)
        diagnostics_forget_places(list);
    else
        diagnostics_locate(list, draft->file, str_get(&draft->text), draft->text.length);
    if (result == STANCE_OK && list->found[STANCE_ERROR]) result = STANCE_REFUSED;
    if (result != STANCE_OK) return result;
    if (draft->kind == DRAFT_TABLE) place_rows(cycle, draft);
    if (!cycle_complete(cycle, list)) return STANCE_NO_MEMORY;
    return list->found[STANCE_ERROR] ? STANCE_REFUSED : STANCE_OK;
}

stance_result stance_cycle_new(const stance_model *model, const stance_draft *draft,
                               const char *today, stance_diagnostics *diagnostics,
                               stance_cycle **out)
{
    struct stance_diagnostics list;
    struct stance_cycle *cycle = calloc(1, sizeof *cycle);
    date_day day = DATE_NONE;
    *out = NULL;
    if (!cycle) return STANCE_NO_MEMORY;
    cycle->model = model;
    diagnostics_init(&list);
    stance_result result = STANCE_REFUSED;
    if (date_parse(today, &day))
        result = fill(cycle, draft, day, &list);
    else
        diagnostics_error(&list, (struct place){0}, "\"%s\" is no day of the calendar", today);
    diagnostics_absorb(diagnostics, &list);
    diagnostics_clear(&list);
    if (diagnostics->failed) result = STANCE_NO_MEMORY;
    if (result == STANCE_OK)
        *out = cycle;
    else
        stance_cycle_free(cycle);
    return result;
}
