/* SPDX-License-Identifier: GPL-3.0-or-later */
/** model.json: the title, and the issues with their scales. A scale is read by the fields that its
 *  kind lists; what they mean is the kind's business. An issue whose scale is broken keeps its
 * place, with a scale that has no kind, so that stances on it are not complained about as well. */
#include "model/words.h"
#include "store/read.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"

#define FORMAT "stance/1"

static void hint_nearest(struct reader *reader, const struct nearest *nearest)
{
    if (nearest->best) diagnostics_hint(reader->diagnostics, "Did you mean \"%s\"?", nearest->best);
}

/* Levels and choices */

enum { CHOICE_ID, CHOICE_LABEL, LEVEL_AT, LEVEL_MEMBERS };

static const struct member level_rows[LEVEL_MEMBERS] = {
    [CHOICE_ID] = {"id", JSON_TEXT, true, NULL},
    [CHOICE_LABEL] = {"label", JSON_TEXT, false, NULL},
    [LEVEL_AT] = {"at", JSON_NUMBER, false, "a number from 0 to 1"},
};
/* Choices have no `at`: their table is the same without its last row. */
static const struct member_table level_table = {
    .what = "a level", .rows = level_rows, .count = LEVEL_MEMBERS};
static const struct member_table choice_table = {
    .what = "a choice", .rows = level_rows, .count = LEVEL_AT};

/** An id that may be given once, and is no word with a meaning of its own. */
static bool read_choice_id(struct reader *reader, struct json_node node, const char *what,
                           struct map *ids, struct choice *out)
{
    if (!read_id(reader, node, what, &out->id)) return false;
    out->label = out->id;
    if (scale_is_reserved_word(out->id)) {
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "\"%s\" cannot be the id of %s: on the command line it has a meaning "
                             "of its own",
                             out->id, what);
        return false;
    }
    if (map_find(ids, out->id) != MAP_NONE) {
        diagnostics_error_at(reader->diagnostics, node.mark->begin, "%s \"%s\" is given twice",
                             what + strlen("a "), out->id);
        return false;
    }
    if (!map_put(ids, out->id, 0)) reader->failed = true;
    return true;
}

/** An id, or an object with an id. */
static bool read_choice(struct reader *reader, struct json_node node,
                        const struct member_table *table, struct map *ids, struct choice *out)
{
    struct json_node found[LEVEL_MEMBERS] = {{0}};
    bool ok;
    out->at = -1;
    if (json_type(node) == JSON_TEXT) return read_choice_id(reader, node, table->what, ids, out);
    if (json_type(node) != JSON_OBJECT) {
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "%s must be an id, or an object {\"id\": ..., \"label\": ...}, not %s",
                             table->what, json_type_words(json_type(node)));
        return false;
    }
    ok = members_read(table, node, found, reader->diagnostics);
    if (json_is_there(found[CHOICE_ID]))
        ok = read_choice_id(reader, found[CHOICE_ID], table->what, ids, out) && ok;
    read_text(reader, found[CHOICE_LABEL], &out->label);
    return read_share(reader, found[LEVEL_AT], "at", &out->at) && ok;
}

static bool read_choices(struct reader *reader, struct json_node list,
                         const struct member_table *table, struct scale *scale)
{
    size_t count = json_count(list);
    struct map ids = {0};
    bool ok = true;
    if (count > MODEL_MAX_CHOICES) {
        diagnostics_error_at(reader->diagnostics, list.mark->begin,
                             "%zu levels or choices: the limit is %d", count, MODEL_MAX_CHOICES);
        return false;
    }
    scale->choices = reader_array(reader, count, sizeof *scale->choices);
    if (!scale->choices) return false;
    for (struct json_node item = json_first(list); json_is_there(item); item = json_next(item))
        ok = read_choice(reader, item, table, &ids, &scale->choices[scale->n_choices++]) && ok;
    map_clear(&ids);
    return ok;
}

/* Fields of a scale: how each type is read */

static bool read_number_field(struct reader *reader, struct json_node node, struct scale *scale,
                              void *out)
{
    (void)reader, (void)scale;
    *(double *)out = json_number(node);
    return isfinite(json_number(node));
}

static bool read_text_field(struct reader *reader, struct json_node node, struct scale *scale,
                            void *out)
{
    (void)scale;
    return read_text(reader, node, out);
}

static bool read_flag_field(struct reader *reader, struct json_node node, struct scale *scale,
                            void *out)
{
    (void)reader, (void)scale;
    *(bool *)out = json_flag(node);
    return true;
}

static bool read_levels_field(struct reader *reader, struct json_node node, struct scale *scale,
                              void *out)
{
    (void)out;
    return read_choices(reader, node, &level_table, scale);
}

static bool read_choices_field(struct reader *reader, struct json_node node, struct scale *scale,
                               void *out)
{
    (void)out;
    return read_choices(reader, node, &choice_table, scale);
}

static const struct field_type {
    unsigned types;
    const char *wants;
    bool (*read)(struct reader *reader, struct json_node node, struct scale *scale, void *out);
} field_types[] = {
    [SCALE_NUMBER] = {JSON_NUMBER, NULL, read_number_field},
    [SCALE_TEXT] = {JSON_TEXT, NULL, read_text_field},
    [SCALE_FLAG] = {JSON_FLAG, NULL, read_flag_field},
    [SCALE_LEVELS] = {JSON_LIST, "a list of levels", read_levels_field},
    [SCALE_CHOICES] = {JSON_LIST, "a list of choices", read_choices_field},
    [SCALE_NEUTRAL] = {JSON_TEXT | JSON_NUMBER, "a point of the scale", NULL}, /* read last */
};

/* Scales */

static void complain_kind(struct reader *reader, struct json_node type)
{
    struct json_quote quote;
    struct nearest nearest;
    struct str names = {0};
    char *rest = NULL;
    scale_kind_print_names(&names);
    diagnostics_error_at(reader->diagnostics, type.mark->begin, "\"%s\" is no type of scale (%s)",
                         json_quote(json_text(type), &quote), str_get(&names));
    nearest_init(&nearest, json_text(type));
    for (char *name = names.bytes ? strtok_r(names.bytes, ", ", &rest) : NULL; name;
         name = strtok_r(NULL, ", ", &rest))
        nearest_try(&nearest, name);
    hint_nearest(reader, &nearest);
    if (names.failed) reader->failed = true;
    str_clear(&names);
}

static const struct scale_kind *read_kind(struct reader *reader, struct json_node object)
{
    static const struct member row = {"type", JSON_TEXT, true, "the type of a scale"};
    struct json_node type = json_first(object);
    const struct scale_kind *kind;
    while (json_is_there(type) && strcmp(json_key(type), row.name) != 0)
        type = json_next(type);
    if (!json_is_there(type)) {
        struct str names = {0};
        scale_kind_print_names(&names);
        diagnostics_error_at(reader->diagnostics, object.mark->begin,
                             "\"type\" is missing from a scale (%s)", str_get(&names));
        if (names.failed) reader->failed = true;
        str_clear(&names);
        return NULL;
    }
    if (!member_check_type(&row, type, reader->diagnostics)) return NULL;
    kind = scale_kind_find(json_text(type));
    if (!kind) complain_kind(reader, type);
    return kind;
}

/** The table of a kind's members: "type" and its fields. */
static struct member_table make_table(const struct scale_kind *kind, const char *what,
                                      struct member rows[])
{
    assert(kind->n_fields < MEMBERS_MOST);
    rows[0] = (struct member){"type", JSON_TEXT, true, NULL};
    for (size_t i = 0; i < kind->n_fields; i++) {
        const struct scale_field *field = &kind->fields[i];
        const struct field_type *type = &field_types[field->type];
        rows[i + 1] = (struct member){field->name, type->types, field->required, type->wants};
    }
    return (struct member_table){.what = what, .rows = rows, .count = kind->n_fields + 1};
}

static void read_neutral(struct reader *reader, const struct scale_kind *kind,
                         const struct json_node found[], struct scale *scale)
{
    for (size_t i = 0; i < kind->n_fields; i++)
        if (kind->fields[i].type == SCALE_NEUTRAL && json_is_there(found[i + 1]))
            scale->has_neutral = read_point(reader, found[i + 1], scale, &scale->neutral);
}

/** scale->kind is set only where all is well. */
static void read_scale(struct reader *reader, struct json_node object, struct scale *scale)
{
    const struct scale_kind *kind = read_kind(reader, object);
    struct member rows[MEMBERS_MOST];
    struct member_table table;
    char what[48];
    struct json_node found[MEMBERS_MOST];
    struct complaint complaint = {.offset = object.mark->begin};
    size_t errors = reader->diagnostics->found[STANCE_ERROR];
    bool ok;
    if (!kind) return;
    snprintf(what, sizeof what, "a scale of type %s", kind->name);
    table = make_table(kind, what, rows);
    ok = members_read(&table, object, found, reader->diagnostics);
    for (size_t i = 0; i < kind->n_fields; i++) {
        const struct scale_field *field = &kind->fields[i];
        const struct field_type *type = &field_types[field->type];
        if (!type->read || !json_is_there(found[i + 1])) continue;
        ok = type->read(reader, found[i + 1], scale, (char *)scale + field->offset) && ok;
    }
    if (!ok || reader->diagnostics->found[STANCE_ERROR] > errors) return;
    if (!kind->complete(scale, &complaint)) {
        reader_complain(reader, &complaint);
        return;
    }
    scale->kind = kind;
    scale_find_odd_labels(scale);
    read_neutral(reader, kind, found, scale);
}

/* Issues */

enum {
    ID,
    NAME,
    QUESTION,
    TOPIC,
    WEIGHT,
    ENTERED,
    SCALE,
    STATUS_QUO,
    ISSUE_MEMBERS,
};

static const struct member issue_rows[ISSUE_MEMBERS] = {
    [ID] = {"id", JSON_TEXT, true, NULL},
    [NAME] = {"name", JSON_TEXT, false, NULL},
    [QUESTION] = {"question", JSON_TEXT, false, NULL},
    [TOPIC] = {"topic", JSON_TEXT, false, "the id of a topic"},
    [WEIGHT] = {"weight", JSON_NUMBER, false, "a number, 0 or more"},
    [ENTERED] = {"entered", JSON_TEXT, false, "a date such as \"2025-04-17\""},
    [SCALE] = {"scale", JSON_OBJECT, true, NULL},
    [STATUS_QUO] = {"status-quo", VALUE_TYPES & ~JSON_NULL, false, "a value of the scale"},
};
static const struct member_table issue_table = {
    .what = "an issue", .rows = issue_rows, .count = ISSUE_MEMBERS};

/** Also an id that is none is kept, so that stances which name it are not called wrong as well.
 *  @return false if the issue cannot be kept: no id, or one that another issue has. */
static bool read_issue_id(struct reader *reader, struct json_node node, struct stance_model *model,
                          struct issue *issue, bool *issues_are_known)
{
    if (!json_is_there(node)) {
        *issues_are_known = false;
        return false;
    }
    if (!read_id(reader, node, "an issue", &issue->id) && !read_text(reader, node, &issue->id))
        return false;
    if (map_find(&model->issue_ids, issue->id) != MAP_NONE) {
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "issue \"%s\" is given twice: first on line %zu", issue->id,
                             model->issues[map_find(&model->issue_ids, issue->id)].place.line);
        return false;
    }
    if (!map_put(&model->issue_ids, issue->id, model->n_issues)) reader->failed = true;
    return true;
}

void read_issue(struct reader *reader, struct json_node object, struct stance_model *model,
                bool *issues_are_known)
{
    struct issue *issue = &model->issues[model->n_issues];
    struct json_node found[ISSUE_MEMBERS];
    bool is_kept;
    *issue = (struct issue){.weight = 1, .entered = DATE_NONE};
    issue->place = reader_place(reader, object.mark->begin);
    members_read(&issue_table, object, found, reader->diagnostics);
    is_kept = read_issue_id(reader, found[ID], model, issue, issues_are_known);
    issue->name = issue->scale.issue = issue->id ? issue->id : "the issue";
    read_text(reader, found[NAME], &issue->name);
    read_text(reader, found[QUESTION], &issue->question);
    read_id(reader, found[TOPIC], "a topic", &issue->topic);
    read_weight(reader, found[WEIGHT], &issue->weight);
    read_date(reader, found[ENTERED], &issue->entered);
    if (json_is_there(found[SCALE])) read_scale(reader, found[SCALE], &issue->scale);
    if (json_is_there(found[STATUS_QUO]))
        issue->has_status_quo =
            read_value(reader, found[STATUS_QUO], &issue->scale, &issue->status_quo);
    if (is_kept) model->n_issues++;
}

static void read_issues(struct reader *reader, struct json_node list, struct stance_model *model,
                        bool *issues_are_known)
{
    size_t count = json_count(list);
    if (count > MODEL_MAX_ISSUES) {
        diagnostics_error_at(reader->diagnostics, list.mark->begin, "%zu issues: the limit is %d",
                             count, MODEL_MAX_ISSUES);
        return;
    }
    model->issues = reader_array(reader, count, sizeof *model->issues);
    if (!model->issues) return;
    *issues_are_known = true;
    for (struct json_node item = json_first(list); json_is_there(item); item = json_next(item)) {
        if (reader->failed) return;
        if (json_type(item) != JSON_OBJECT) *issues_are_known = false;
        read_issue(reader, item, model, issues_are_known);
    }
}

/* The model */

enum { MODEL_FORMAT, MODEL_TITLE, MODEL_DESCRIPTION, MODEL_ISSUES, MODEL_MEMBERS };

static const struct member model_rows[MODEL_MEMBERS] = {
    [MODEL_FORMAT] = {"format", JSON_TEXT, true, "\"" FORMAT "\""},
    [MODEL_TITLE] = {"title", JSON_TEXT, true, NULL},
    [MODEL_DESCRIPTION] = {"description", JSON_TEXT, false, NULL},
    [MODEL_ISSUES] = {"issues", JSON_LIST, true, "a list of issues"},
};
static const struct member_table model_table = {
    .what = "the model", .rows = model_rows, .count = MODEL_MEMBERS};

void read_model(struct reader *reader, struct json_node root, struct stance_model *model,
                bool *issues_are_known)
{
    struct json_node found[MODEL_MEMBERS];
    struct json_quote quote;
    *issues_are_known = false;
    members_read(&model_table, root, found, reader->diagnostics);
    if (json_is_there(found[MODEL_FORMAT]) && strcmp(json_text(found[MODEL_FORMAT]), FORMAT) != 0)
        diagnostics_error_at(reader->diagnostics, found[MODEL_FORMAT].mark->begin,
                             "\"%s\" is no format that this program understands (\"" FORMAT "\")",
                             json_quote(json_text(found[MODEL_FORMAT]), &quote));
    read_text(reader, found[MODEL_TITLE], &model->title);
    read_text(reader, found[MODEL_DESCRIPTION], &model->description);
    if (json_is_there(found[MODEL_ISSUES]))
        read_issues(reader, found[MODEL_ISSUES], model, issues_are_known);
}
