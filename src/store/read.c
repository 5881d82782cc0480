/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Texts, ids, numbers, dates, sources and values: what both kinds of file are made of. */
#include "store/read.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/nearest.h"
#include "base/number.h"

void reader_init(struct reader *reader, struct arena *arena, struct stance_diagnostics *diagnostics,
                 const char *file, const struct json *json)
{
    *reader = (struct reader){
        .arena = arena, .diagnostics = diagnostics, .file = file, .today = DATE_NONE};
    text_cursor_init(&reader->cursor, json->text, json->length);
    reader->lines_end_in_lf = !memchr(json->text, '\r', json->length);
}

void reader_clear(struct reader *reader)
{
    free(reader->points);
    *reader = (struct reader){0};
}

/** Hop over whole lines before an offset, as text_cursor_move would walk, ten times as fast. */
static void skip_lines(struct text_cursor *cursor, size_t offset)
{
    const char *end;
    while ((end = memchr(cursor->text + cursor->offset, '\n', offset - cursor->offset))) {
        cursor->offset = (size_t)(end - cursor->text) + 1;
        cursor->line++;
        cursor->column = 1;
    }
}

struct place reader_place(struct reader *reader, size_t offset)
{
    assert(offset >= reader->cursor.offset);
    if (reader->lines_end_in_lf) skip_lines(&reader->cursor, offset);
    text_cursor_move(&reader->cursor, offset);
    return (struct place){reader->file, reader->cursor.line, reader->cursor.column};
}

void *reader_array(struct reader *reader, size_t count, size_t size)
{
    void *array = arena_array(reader->arena, count, size);
    if (!array) reader->failed = true;
    return array;
}

/* Texts, ids, numbers, dates */

bool read_text(struct reader *reader, struct json_node node, const char **out)
{
    const char *copy;
    if (!json_is_there(node)) return true;
    copy = arena_string(reader->arena, json_text(node));
    if (!copy) reader->failed = true;
    if (copy) *out = copy;
    return copy != NULL;
}

bool id_suggest(const char *text, char id[])
{
    size_t length = strlen(text);
    if (length > MODEL_MAX_ID) return false;
    for (size_t i = 0; i <= length; i++) {
        id[i] = text[i];
        if (text[i] >= 'A' && text[i] <= 'Z') id[i] = (char)(text[i] - 'A' + 'a');
        if (text[i] == ' ' || text[i] == '_') id[i] = '-';
    }
    return id_is_valid(id);
}

bool read_id(struct reader *reader, struct json_node node, const char *what, const char **out)
{
    struct json_quote quote;
    char id[MODEL_MAX_ID + 1];
    if (!json_is_there(node)) return true;
    if (id_is_valid(json_text(node))) return read_text(reader, node, out);
    diagnostics_error_at(reader->diagnostics, node.mark->begin,
                         "\"%s\" cannot be the id of %s: " ID_RULE,
                         json_quote(json_text(node), &quote), what);
    if (id_suggest(json_text(node), id))
        diagnostics_hint(reader->diagnostics, "Did you mean \"%s\"?", id);
    return false;
}

/** A number from 0 to a limit; `wants` says so in words. */
static bool read_number(struct reader *reader, struct json_node node, double limit,
                        const char *name, const char *wants, double *out)
{
    struct str given = {0};
    double number;
    if (!json_is_there(node)) return true;
    number = json_number(node);
    if (number >= 0 && number <= limit) {
        *out = number;
        return true;
    }
    if (!isfinite(number)) return false; /* json_read said so */
    number_print(number, &given);
    diagnostics_error_at(reader->diagnostics, node.mark->begin, "\"%s\" must be %s, not %s", name,
                         wants, str_get(&given));
    if (given.failed) reader->failed = true;
    str_clear(&given);
    return false;
}

bool read_share(struct reader *reader, struct json_node node, const char *name, double *out)
{
    return read_number(reader, node, 1, name, "a number from 0 to 1", out);
}

bool read_weight(struct reader *reader, struct json_node node, double *out)
{
    return read_number(reader, node, DBL_MAX, "weight", "a number, 0 or more", out);
}

static bool looks_like_date(const char *text)
{
    static const char pattern[] = "0000-00-00";
    size_t i = 0;
    for (; pattern[i]; i++) {
        bool is_digit = text[i] >= '0' && text[i] <= '9';
        if (pattern[i] == '0' ? !is_digit : text[i] != '-') return false;
    }
    return !text[i];
}

bool read_date(struct reader *reader, struct json_node node, date_day *out)
{
    struct json_quote quote;
    const char *text;
    if (!json_is_there(node)) return true;
    text = json_text(node);
    if (date_parse(text, out)) return true;
    if (looks_like_date(text))
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "\"%s\" is no day of the calendar", text);
    else
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "\"%s\" is no date: dates are written year-month-day, 2025-04-17",
                             json_quote(text, &quote));
    return false;
}

void read_source(struct reader *reader, struct json_node node, struct source *out)
{
    static const struct member rows[] = {
        {"outlet", JSON_TEXT, false, NULL},
        {"url", JSON_TEXT, false, NULL},
        {"quote", JSON_TEXT, false, NULL},
    };
    static const struct member_table table = {
        .what = "a source", .rows = rows, .count = sizeof rows / sizeof *rows};
    struct json_node found[sizeof rows / sizeof *rows];
    if (!json_is_there(node)) return;
    if (!members_read(&table, node, found, reader->diagnostics)) return;
    read_text(reader, found[0], &out->outlet);
    read_text(reader, found[1], &out->url);
    read_text(reader, found[2], &out->quote);
}

/* Values */

static bool is_point(struct json_node node)
{
    return json_type(node) & (JSON_TEXT | JSON_NUMBER);
}

/** Room for one more point, zeroed; NULL if there is no memory. */
static struct raw_point *new_point(struct reader *reader)
{
    if (reader->n_points == reader->points_size) {
        size_t size = reader->points_size ? reader->points_size * 2 : 16;
        struct raw_point *points = realloc(reader->points, size * sizeof *points);
        if (!points) {
            reader->failed = true;
            return NULL;
        }
        reader->points = points;
        reader->points_size = size;
    }
    reader->points[reader->n_points] = (struct raw_point){0};
    return &reader->points[reader->n_points++];
}

static bool add_point(struct reader *reader, struct json_node node)
{
    struct raw_point *point;
    if (!is_point(node)) {
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "a value is made of ids (texts) or numbers, not of %s",
                             json_type_words(json_type(node)));
        return false;
    }
    point = new_point(reader);
    if (!point) return false;
    point->offset = node.mark->begin;
    if (json_type(node) == JSON_TEXT)
        point->text = json_text(node);
    else
        point->number = json_number(node);
    return point->text || isfinite(point->number);
}

static bool read_range(struct reader *reader, struct json_node node, struct raw_value *value)
{
    static const struct member rows[] = {
        {"from", JSON_TEXT | JSON_NUMBER, false, "an id or a number"},
        {"to", JSON_TEXT | JSON_NUMBER, false, "an id or a number"},
    };
    static const struct member_table table = {.what = "a range", .rows = rows, .count = 2};
    struct json_node found[2];
    size_t errors = reader->diagnostics->found[STANCE_ERROR];
    value->kind = RAW_RANGE;
    members_read(&table, node, found, reader->diagnostics);
    if (reader->diagnostics->found[STANCE_ERROR] > errors) return false;
    value->has_from = json_is_there(found[0]);
    value->has_to = json_is_there(found[1]);
    if (!value->has_from && !value->has_to) {
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "a range needs \"from\" or \"to\", or both");
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        if (json_is_there(found[i]) ? !add_point(reader, found[i]) : !new_point(reader))
            return false;
    }
    return true;
}

/** The value as it is written, in the reader's points. */
static bool read_raw(struct reader *reader, struct json_node node, struct raw_value *value)
{
    bool ok = true;
    *value = (struct raw_value){.kind = RAW_NULL, .offset = node.mark->begin};
    reader->n_points = 0;
    if (json_type(node) == JSON_NULL) return true;
    if (json_type(node) == JSON_OBJECT) {
        ok = read_range(reader, node, value);
    } else if (json_type(node) == JSON_LIST) {
        value->kind = RAW_LIST;
        for (struct json_node item = json_first(node); json_is_there(item); item = json_next(item))
            ok = add_point(reader, item) && ok;
    } else {
        value->kind = RAW_POINT;
        ok = add_point(reader, node);
    }
    value->points = reader->points;
    value->n_points = reader->n_points;
    return ok;
}

void reader_complain(struct reader *reader, struct complaint *complaint)
{
    if (complaint->message.failed || complaint->hint.failed || !complaint->message.length) {
        reader->failed = true;
    } else {
        diagnostics_error_at(reader->diagnostics, complaint->offset, "%s",
                             str_get(&complaint->message));
        if (complaint->hint.length)
            diagnostics_hint(reader->diagnostics, "%s", str_get(&complaint->hint));
    }
    complaint_clear(complaint);
}

bool read_value(struct reader *reader, struct json_node node, const struct scale *scale,
                struct position *out)
{
    struct raw_value value;
    struct complaint complaint = {
        .offset = node.mark->begin,
        .brief = reader->diagnostics->found[STANCE_ERROR] >= DIAGNOSTICS_LIMIT,
    };
    if (!read_raw(reader, node, &value)) return false;
    if (!scale || !scale->kind) return true;
    if (scale_read(scale, &value, reader->arena, out, &complaint)) return true;
    reader_complain(reader, &complaint);
    return false;
}

bool read_point(struct reader *reader, struct json_node node, const struct scale *scale,
                double *out)
{
    struct raw_value value;
    struct complaint complaint = {
        .offset = node.mark->begin,
        .brief = reader->diagnostics->found[STANCE_ERROR] >= DIAGNOSTICS_LIMIT,
    };
    if (!read_raw(reader, node, &value)) return false;
    if (scale->kind->find(scale, &value.points[0], out, &complaint)) return true;
    reader_complain(reader, &complaint);
    return false;
}

/* Issues */

static void complain_issue(struct reader *reader, struct json_node node)
{
    const struct stance_model *model = reader->model;
    struct json_quote quote;
    struct nearest nearest;
    diagnostics_error_at(reader->diagnostics, node.mark->begin, "\"%s\" is no issue of model.json",
                         json_quote(json_text(node), &quote));
    if (reader->diagnostics->found[STANCE_ERROR] > DIAGNOSTICS_LIMIT) return; /* only counted */
    nearest_init(&nearest, json_text(node));
    for (size_t i = 0; i < model->n_issues; i++) {
        nearest_try(&nearest, model->issues[i].id);
        if (strcasecmp(model->issues[i].name, json_text(node)) == 0) {
            nearest.best = model->issues[i].id; /* its name in place of its id */
            break;
        }
    }
    if (nearest.best)
        diagnostics_hint(reader->diagnostics, "Did you mean \"%s\"?", nearest.best);
    else if (reader->today != DATE_NONE) /* an update: the model itself is fine */
        diagnostics_hint(reader->diagnostics, "stance show lists all names");
}

bool read_issue_name(struct reader *reader, struct json_node node, size_t *issue,
                     const struct scale **scale)
{
    size_t index;
    *scale = NULL;
    if (!json_is_there(node)) return false;
    index = map_find(&reader->model->issue_ids, json_text(node));
    if (index == MAP_NONE) {
        if (reader->issues_are_known) complain_issue(reader, node);
        return false;
    }
    *issue = index;
    if (reader->model->issues[index].scale.kind) *scale = &reader->model->issues[index].scale;
    return true;
}
