/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New actors and issues. What is asked for is composed as JSON and held against the readers of the
 * files, so that the rules stand in one place. */
#include <stdlib.h>
#include <string.h>

#include "store/draft.h"
#include "store/edit.h"
#include "store/layout.h"
#include "store/read.h"
#include "store/splice.h"

/* ---- composing */

static void add_name(struct str *out, const char *name)
{
    str_printf(out, "%s\"%s\": ", out->length > 1 ? ", " : "", name);
}

static void add_text(struct str *out, const char *name, const char *text)
{
    if (!text) return;
    add_name(out, name);
    compose_text(out, text);
}

/* As number or text, whichever the word is: the reader judges. */
static void add_number(struct str *out, const char *name, const char *word)
{
    if (!word) return;
    add_name(out, name);
    compose_word(out, NULL, word);
}

/* One of "a, b=Label of b": an id, with a label where it is given; blanks around them do not count.
 */
struct piece {
    struct slice id, label;
    bool has_label, is_set_off; /* by a blank from the comma before it */
};

static struct slice trimmed(const char *begin, const char *end)
{
    while (begin < end && strchr(" \t", *begin))
        begin++;
    while (end > begin && strchr(" \t", end[-1]))
        end--;
    return (struct slice){begin, (size_t)(end - begin)};
}

/* @param[in,out] list  what is left of it; NULL: nothing. */
static struct piece take_piece(const char **list, bool with_labels)
{
    const char *text = *list, *end = text + strcspn(text, ",");
    const char *equals = with_labels ? memchr(text, '=', (size_t)(end - text)) : NULL;
    struct piece piece = {.id = trimmed(text, equals ? equals : end),
                          .has_label = equals != NULL,
                          .is_set_off = *text == ' ' || *text == '\t'};
    if (equals) piece.label = trimmed(equals + 1, end);
    *list = *end ? end + 1 : NULL;
    return piece;
}

static void compose_slice(struct str *out, struct slice slice)
{
    char *text = strndup(slice.bytes, slice.length);
    if (text)
        compose_text(out, text);
    else
        out->failed = true;
    free(text);
}

static void add_ids(struct str *out, const char *name, const char *list, bool with_labels)
{
    if (!list) return;
    add_name(out, name);
    str_append_char(out, '[');
    for (bool is_first = true; list; is_first = false) {
        struct piece piece = take_piece(&list, with_labels);
        str_append(out, is_first ? "" : ", ");
        str_append(out, piece.has_label ? "{\"id\": " : "");
        compose_slice(out, piece.id);
        if (!piece.has_label) continue;
        str_append(out, ", \"label\": ");
        compose_slice(out, piece.label);
        str_append_char(out, '}');
    }
    str_append_char(out, ']');
}

/* ---- judging */

/* Read an object that has no file: errors bear no place. */
static stance_result judge(const char *text,
                           void (*read)(struct reader *reader, struct json_node root, void *into),
                           void *into, struct arena *arena, struct stance_diagnostics *diagnostics)
{
    struct stance_diagnostics list;
    struct json json = {0};
    diagnostics_init(&list);
    stance_result result = json_read(&json, text, strlen(text), &list);
    if (result == STANCE_OK) {
        struct reader reader;
        reader_init(&reader, arena, &list, NULL, &json);
        read(&reader, json_root(&json), into);
        if (reader.failed) result = STANCE_NO_MEMORY;
        reader_clear(&reader);
    }
    diagnostics_promote(&list, "unknown-member"); /* an option that the scale has no use for */
    diagnostics_forget_places(&list);
    if (result == STANCE_OK && list.found[STANCE_ERROR]) result = STANCE_REFUSED;
    diagnostics_absorb(diagnostics, &list);
    diagnostics_clear(&list);
    json_clear(&json);
    return diagnostics->failed ? STANCE_NO_MEMORY : result;
}

static stance_result refuse(struct stance_diagnostics *diagnostics, const char *format,
                            const char *word)
{
    diagnostics_error(diagnostics, (struct place){0}, format, word);
    return diagnostics->failed ? STANCE_NO_MEMORY : STANCE_REFUSED;
}

static stance_result check_id(const char *id, const char *what,
                              struct stance_diagnostics *diagnostics)
{
    char better[MODEL_MAX_ID + 1];
    if (id_is_valid(id)) return STANCE_OK;
    diagnostics_error(diagnostics, (struct place){0}, "\"%s\" cannot be the id of %s: " ID_RULE, id,
                      what);
    if (id_suggest(id, better)) diagnostics_hint(diagnostics, "Did you mean \"%s\"?", better);
    return diagnostics->failed ? STANCE_NO_MEMORY : STANCE_REFUSED;
}

/* "full=Full, really" would be an id "really" without a word. */
static stance_result check_labels(const char *list, const char *what,
                                  struct stance_diagnostics *diagnostics)
{
    struct piece before = {0};
    while (list) {
        struct piece piece = take_piece(&list, true);
        if (before.has_label && piece.is_set_off && !piece.has_label) {
            diagnostics_error(
                diagnostics, (struct place){0},
                "\"%.*s, %.*s\": a label cannot hold a comma here: write it into "
                "model.json afterwards; or, if \"%.*s\" is a %s of its own, leave out "
                "the blank before it",
                (int)before.label.length, before.label.bytes, (int)piece.id.length, piece.id.bytes,
                (int)piece.id.length, piece.id.bytes, what);
            return diagnostics->failed ? STANCE_NO_MEMORY : STANCE_REFUSED;
        }
        before = piece;
    }
    return STANCE_OK;
}

/* ---- actors */

static void read_new_actor(struct reader *reader, struct json_node root, void *into)
{
    read_actor(reader, root, into);
}

/* The order of members is that of the manual; a line each. */
static void compose_actor(const stance_new_actor *new_actor, struct str *out)
{
    str_append_char(out, '{');
    add_text(out, "name", new_actor->name ? new_actor->name : new_actor->id);
    add_text(out, "kind", new_actor->kind);
    add_ids(out, "groups", new_actor->groups, false);
    add_number(out, "weight", new_actor->weight);
    add_text(out, "entered", new_actor->entered);
    add_name(out, "stances");
    str_append(out, "[]}");
}

/* The model with the actor in its place; shares all else. False: no memory. */
static bool expect_actor(const struct stance_model *model, const struct actor *actor,
                         struct stance_model *expected)
{
    size_t place = 0, count = model->n_actors;
    *expected = *model;
    expected->actors = calloc(count + 1, sizeof *expected->actors);
    if (!expected->actors) return false;
    while (place < count && strcmp(model->actors[place].id, actor->id) < 0)
        place++;
    for (size_t n = 0; n < count; n++)
        expected->actors[n < place ? n : n + 1] = model->actors[n];
    expected->actors[place] = *actor;
    expected->n_actors = count + 1;
    return true;
}

static stance_result write_actor(struct stance_edit *edit, const struct actor *actor,
                                 const char *object, struct stance_diagnostics *diagnostics)
{
    struct stance_model expected;
    struct edited_file file = {.is_new = true};
    struct str name = {0};
    str_printf(&name, "actors/%s.json", actor->id);
    file.name = str_take(&name);
    layout_print_file(object, &file.spliced.text);
    stance_result result = STANCE_NO_MEMORY;
    bool ok = expect_actor(edit->model, actor, &expected);
    if (ok && file.name && !file.spliced.text.failed)
        result = edit_write(edit, &file, &expected, diagnostics);
    free(expected.actors);
    edited_file_clear(&file);
    return result;
}

stance_result stance_edit_add_actor(stance_edit *edit, const stance_new_actor *actor,
                                    stance_diagnostics *diagnostics)
{
    struct str object = {0};
    struct arena arena = {0};
    struct actor read = {.id = actor->id};
    stance_result result = check_id(actor->id, "an actor", diagnostics);
    if (result == STANCE_OK && map_find(&edit->model->actor_ids, actor->id) != MAP_NONE)
        result = refuse(diagnostics, "the model has an actor \"%s\" already", actor->id);
    compose_actor(actor, &object);
    if (object.failed) result = STANCE_NO_MEMORY;
    if (result == STANCE_OK)
        result = judge(str_get(&object), read_new_actor, &read, &arena, diagnostics);
    if (result == STANCE_OK) result = write_actor(edit, &read, str_get(&object), diagnostics);
    str_clear(&object);
    arena_clear(&arena);
    return result;
}

/* ---- issues */

/* The kind of scale that the options name; NULL, with a complaint, if none or several. */
static const struct scale_kind *find_kind(const stance_new_issue *issue,
                                          struct stance_diagnostics *diagnostics)
{
    bool is_interval = issue->min || issue->max;
    int kinds = (issue->levels != NULL) + (issue->choices != NULL) + is_interval;
    if (kinds != 1) {
        diagnostics_error(diagnostics, (struct place){0},
                          kinds ? "one scale only: --levels, --choices, or --min and --max"
                                : "which answers does \"%s\" allow? Give --levels a,b,c (ordered), "
                                  "--choices a,b,c (without order), or --min N --max N",
                          issue->id);
        return NULL;
    }
    if (issue->levels) return &scale_ordinal;
    return issue->choices ? &scale_nominal : &scale_interval;
}

static void compose_scale(const stance_new_issue *issue, const struct scale *scale, struct str *out)
{
    struct str inner = {0};
    str_append_char(&inner, '{');
    add_text(&inner, "type", scale->kind->name);
    add_ids(&inner, "levels", issue->levels, true);
    add_ids(&inner, "choices", issue->choices, true);
    if (issue->several) {
        add_name(&inner, "several");
        str_append(&inner, "true");
    }
    add_number(&inner, "min", issue->min);
    add_number(&inner, "max", issue->max);
    add_text(&inner, "unit", issue->unit);
    if (issue->neutral) {
        add_name(&inner, "neutral");
        compose_word(&inner, scale, issue->neutral);
    }
    str_append_char(&inner, '}');
    add_name(out, "scale");
    str_append(out, str_get(&inner));
    if (inner.failed) out->failed = true;
    str_clear(&inner);
}

static void compose_issue(const stance_new_issue *issue, const struct scale *scale, struct str *out)
{
    str_append_char(out, '{');
    add_text(out, "id", issue->id);
    add_text(out, "name", issue->name);
    add_text(out, "question", issue->question);
    add_text(out, "topic", issue->topic);
    add_number(out, "weight", issue->weight);
    add_text(out, "entered", issue->entered);
    compose_scale(issue, scale, out);
    if (issue->status_quo) {
        add_name(out, "status-quo");
        compose_word(out, scale, issue->status_quo);
    }
    str_append_char(out, '}');
}

static void read_new_issue(struct reader *reader, struct json_node root, void *into)
{
    bool issues_are_known = true;
    read_issue(reader, root, into, &issues_are_known);
}

/* The model with the issue behind its others; shares all else. False: no memory. */
static bool expect_issue(const struct stance_model *model, const struct issue *issue,
                         struct stance_model *expected)
{
    size_t count = model->n_issues;
    *expected = *model;
    expected->issues = calloc(count + 1, sizeof *expected->issues);
    if (!expected->issues) return false;
    for (size_t i = 0; i < count; i++)
        expected->issues[i] = model->issues[i];
    expected->issues[count] = *issue;
    expected->n_issues = count + 1;
    return true;
}

static stance_result write_issue(struct stance_edit *edit, const struct issue *issue,
                                 const char *object, struct stance_diagnostics *diagnostics)
{
    struct stance_model expected;
    struct edited_file file = {.name = strdup("model.json")};
    const struct insertion insertion = {.behind = INSERT_AT_END, .text = object};
    bool ok = expect_issue(edit->model, issue, &expected) && file.name;
    stance_result result = ok ? edited_file_read(edit, &file, diagnostics) : STANCE_NO_MEMORY;
    if (result == STANCE_OK)
        result = splice_list(str_get(&file.old_text), file.old_text.length, "issues", &insertion, 1,
                             &file.spliced);
    if (result == STANCE_OK) result = edit_write(edit, &file, &expected, diagnostics);
    free(expected.issues);
    edited_file_clear(&file);
    return result;
}

/* It is read into a model of its own, then put into the file. */
static stance_result judge_and_write_issue(struct stance_edit *edit, const char *object,
                                           struct stance_diagnostics *diagnostics)
{
    struct issue room = {0};
    struct stance_model alone = {.issues = &room};
    stance_result result = judge(object, read_new_issue, &alone, &alone.arena, diagnostics);
    if (result == STANCE_OK) result = write_issue(edit, &room, object, diagnostics);
    map_clear(&alone.issue_ids);
    arena_clear(&alone.arena);
    return result;
}

stance_result stance_edit_add_issue(stance_edit *edit, const stance_new_issue *issue,
                                    stance_diagnostics *diagnostics)
{
    struct str object = {0};
    stance_result result = check_id(issue->id, "an issue", diagnostics);
    if (result == STANCE_OK && map_find(&edit->model->issue_ids, issue->id) != MAP_NONE)
        result = refuse(diagnostics, "the model has an issue \"%s\" already", issue->id);
    struct scale scale = {.kind = find_kind(issue, diagnostics), .issue = issue->id};
    if (!scale.kind) result = result == STANCE_OK ? STANCE_REFUSED : result;
    if (result == STANCE_OK) result = check_labels(issue->levels, "level", diagnostics);
    if (result == STANCE_OK) result = check_labels(issue->choices, "choice", diagnostics);
    if (result == STANCE_OK) {
        scale.n_choices = scale.kind == &scale_interval ? 0 : 1;
        compose_issue(issue, &scale, &object);
        result = object.failed ? STANCE_NO_MEMORY
                               : judge_and_write_issue(edit, str_get(&object), diagnostics);
    }
    str_clear(&object);
    return result;
}
