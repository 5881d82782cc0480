/* SPDX-License-Identifier: GPL-3.0-or-later */
/** An actor's file: who it is, and its stances in the order of the file. */
#include "store/read.h"

#include <string.h>

#define WEIGHT_WANTS "a number, 0 or more"

/* Stances */

static const struct member stance_rows[STANCE_MEMBERS] = {STANCE_MEMBER_ROWS(true)};
static const struct member_table stance_table = {
    .what = "a stance", .rows = stance_rows, .count = STANCE_MEMBERS};

/** False if there is no issue or date to keep the entry under; its errors are listed all the same.
 */
static bool read_stance(struct reader *reader, struct json_node object, struct stance *stance)
{
    struct json_node found[STANCE_MEMBERS];
    size_t errors = reader->diagnostics->found[STANCE_ERROR];
    stance_init(stance);
    stance->place = reader_place(reader, object.mark->begin);
    bool ok = members_read(&stance_table, object, found, reader->diagnostics);
    if (json_type(object) != JSON_OBJECT) return false;
    bool mistyped = reader->diagnostics->found[STANCE_ERROR] > errors;
    return read_stance_members(reader, object, found, mistyped, stance) && ok;
}

static void read_stances(struct reader *reader, struct json_node list, struct actor *actor)
{
    size_t count;
    if (!json_is_there(list)) return;
    count = json_count(list);
    actor->stances = reader_array(reader, count, sizeof *actor->stances);
    if (!actor->stances) return;
    for (struct json_node item = json_first(list); json_is_there(item); item = json_next(item)) {
        if (reader->failed) return;
        if (read_stance(reader, item, &actor->stances[actor->n_stances])) actor->n_stances++;
    }
}

/* Actors */

enum {
    NAME,
    KIND,
    GROUPS,
    WEIGHT,
    ACTOR_ENTERED,
    STANCES,
    ACTOR_MEMBERS,
};

static const struct member actor_rows[ACTOR_MEMBERS] = {
    [NAME] = {"name", JSON_TEXT, false, NULL},
    [KIND] = {"kind", JSON_TEXT, false, "a text such as \"state\""},
    [GROUPS] = {"groups", JSON_LIST, false, "a list of ids"},
    [WEIGHT] = {"weight", JSON_NUMBER, false, WEIGHT_WANTS},
    [ACTOR_ENTERED] = {"entered", JSON_TEXT, false, DATE_WANTS},
    [STANCES] = {"stances", JSON_LIST, false, "a list of stances"},
};
static const struct member_table actor_table = {
    .what = "an actor", .rows = actor_rows, .count = ACTOR_MEMBERS};

static void read_group(struct reader *reader, struct json_node node, struct map *given,
                       struct actor *actor)
{
    const char *id = NULL;
    if (json_type(node) != JSON_TEXT)
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "a group must be an id, a text, not %s",
                             json_type_words(json_type(node)));
    else if (read_id(reader, node, "a group", &id) && map_find(given, id) != MAP_NONE)
        diagnostics_error_at(reader->diagnostics, node.mark->begin, "group \"%s\" is given twice",
                             id);
    else if (id && map_put(given, id, 0))
        actor->groups[actor->n_groups++] = id;
    else if (id)
        reader->failed = true;
}

static void read_groups(struct reader *reader, struct json_node list, struct actor *actor)
{
    struct map given = {0};
    if (!json_is_there(list)) return;
    actor->groups = reader_array(reader, json_count(list), sizeof *actor->groups);
    if (!actor->groups) return;
    for (struct json_node item = json_first(list); json_is_there(item); item = json_next(item))
        read_group(reader, item, &given, actor);
    map_clear(&given);
}

/** A fact that is nobody's position has no weight. */
static void read_actor_weight(struct reader *reader, struct json_node node, struct actor *actor)
{
    bool is_event = actor->kind && strcmp(actor->kind, "event") == 0;
    actor->weight = is_event ? 0 : 1;
    if (!read_weight(reader, node, &actor->weight)) return;
    if (is_event && actor->weight != 0)
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "an actor of kind \"event\" has weight 0: it takes no part");
}

void read_actor(struct reader *reader, struct json_node root, struct actor *actor)
{
    struct json_node found[ACTOR_MEMBERS];
    actor->name = actor->id;
    actor->weight = 1;
    actor->entered = DATE_NONE;
    actor->place = reader_place(reader, root.mark->begin);
    members_read(&actor_table, root, found, reader->diagnostics);
    read_text(reader, found[NAME], &actor->name);
    read_text(reader, found[KIND], &actor->kind);
    read_groups(reader, found[GROUPS], actor);
    read_actor_weight(reader, found[WEIGHT], actor);
    read_date(reader, found[ACTOR_ENTERED], &actor->entered);
    read_stances(reader, found[STANCES], actor);
}
