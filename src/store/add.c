/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New actors, issues and models. What is asked for is composed as JSON and held against the readers
 * of the files, so that the rules stand in one place. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "model/equal.h"
#include "store/draft.h"
#include "store/edit.h"
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

/* "a,b=Label of b": ids, with labels where they are given. */
static void add_ids(struct str *out, const char *name, const char *list, bool with_labels)
{
    if (!list) return;
    add_name(out, name);
    str_append_char(out, '[');
    for (bool is_first = true;; is_first = false) {
        size_t length = strcspn(list, ","), id = with_labels ? strcspn(list, ",=") : length;
        char *word = strndup(list, id), *label = NULL;
        if (id < length) label = strndup(list + id + 1, length - id - 1);
        if (!word || (id < length && !label)) out->failed = true;
        str_append(out, is_first ? "" : ", ");
        str_append(out, label ? "{\"id\": " : "");
        if (word) compose_text(out, word);
        if (label) {
            str_append(out, ", \"label\": ");
            compose_text(out, label);
            str_append_char(out, '}');
        }
        free(word);
        free(label);
        if (list[length] == '\0') break;
        list += length + 1;
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

static void print_file(const char *object, struct str *out)
{
    static const struct layout layout = {
        .colon = {": ", 2},
        .comma = {", ", 2},
        .pad = {"", 0},
        .is_expanded = true,
        .member_gap = {"\n  ", 3},
        .close_gap = {"\n", 1},
    };
    layout_print(&layout, object, 0, out);
    str_append_char(out, '\n');
}

struct expected_actor {
    const struct stance_model *model;
    const char *id;
};

static bool has_new_actor(const void *context, const struct stance_model *loaded)
{
    const struct expected_actor *expected = context;
    return loaded->n_actors == expected->model->n_actors + 1 &&
           map_find(&loaded->actor_ids, expected->id) != MAP_NONE;
}

static stance_result write_actor(struct stance_edit *edit, const char *id, const char *object,
                                 struct stance_diagnostics *diagnostics)
{
    const struct expected_actor expected = {.model = edit->model, .id = id};
    struct edited_file file = {.is_new = true};
    struct str name = {0};
    str_printf(&name, "actors/%s.json", id);
    file.name = str_take(&name);
    print_file(object, &file.spliced.text);
    stance_result result = STANCE_NO_MEMORY;
    if (file.name && !file.spliced.text.failed)
        result = edit_write(edit, &file, 1, has_new_actor, &expected, diagnostics);
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
    if (result == STANCE_OK) result = write_actor(edit, actor->id, str_get(&object), diagnostics);
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

static stance_result judge_issue(const char *object, struct stance_diagnostics *diagnostics)
{
    struct issue room;
    struct stance_model alone = {.issues = &room};
    stance_result result = judge(object, read_new_issue, &alone, &alone.arena, diagnostics);
    map_clear(&alone.issue_ids);
    arena_clear(&alone.arena);
    return result;
}

static bool has_new_issue(const void *context, const struct stance_model *loaded)
{
    const struct stance_model *model = context;
    return loaded->n_issues == model->n_issues + 1 && loaded->n_actors == model->n_actors;
}

static stance_result write_issue(struct stance_edit *edit, const char *object,
                                 struct stance_diagnostics *diagnostics)
{
    struct edited_file file = {.name = strdup("model.json")};
    const struct insertion insertion = {.behind = INSERT_AT_END, .text = object};
    stance_result result =
        file.name ? edited_file_read(edit, &file, diagnostics) : STANCE_NO_MEMORY;
    if (result == STANCE_OK)
        result = splice_list(str_get(&file.old_text), file.old_text.length, "issues", &insertion, 1,
                             &file.spliced);
    if (result == STANCE_OK)
        result = edit_write(edit, &file, 1, has_new_issue, edit->model, diagnostics);
    edited_file_clear(&file);
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
    if (result == STANCE_OK) {
        scale.n_choices = scale.kind == &scale_interval ? 0 : 1;
        compose_issue(issue, &scale, &object);
        result = object.failed ? STANCE_NO_MEMORY : judge_issue(str_get(&object), diagnostics);
    }
    if (result == STANCE_OK) result = write_issue(edit, str_get(&object), diagnostics);
    str_clear(&object);
    return result;
}

/* ---- models */

static stance_result make_folder(const char *path, struct stance_diagnostics *diagnostics)
{
    struct str message = {0};
    struct stat status;
    if (mkdir(path, 0777) == 0) return STANCE_OK;
    int reason = errno;
    if (reason == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode)) return STANCE_OK;
    if (reason == EEXIST)
        str_append(&message, "is there already, and is no folder");
    else if (reason == ENOENT)
        str_append(&message, "cannot be made: the folder that it would lie in does not exist");
    else
        file_print_error(reason, &message);
    diagnostics_error(diagnostics, (struct place){.file = diagnostics_copy(diagnostics, path)},
                      "%s", str_get(&message));
    if (message.failed) diagnostics->failed = true;
    str_clear(&message);
    return diagnostics->failed ? STANCE_NO_MEMORY : STANCE_IO;
}

static stance_result write_model(const char *path, const char *title,
                                 struct stance_diagnostics *diagnostics)
{
    struct str object = {0}, text = {0}, message = {0};
    struct file_output output;
    str_append_char(&object, '{');
    add_text(&object, "format", "stance/1");
    add_text(&object, "title", title);
    add_name(&object, "issues");
    str_append(&object, "[]}");
    print_file(str_get(&object), &text);
    stance_result result =
        object.failed || text.failed ? STANCE_NO_MEMORY : file_output_open(&output, path, &message);
    if (result == STANCE_OK) {
        file_output_write(&output, str_get(&text), text.length);
        result = file_output_close(&output, &message);
    }
    if (result == STANCE_IO || result == STANCE_REFUSED)
        diagnostics_error(diagnostics, (struct place){.file = diagnostics_copy(diagnostics, path)},
                          "%s", str_get(&message));
    str_clear(&object);
    str_clear(&text);
    str_clear(&message);
    return diagnostics->failed ? STANCE_NO_MEMORY : result;
}

stance_result stance_model_create(const char *path, const char *title,
                                  stance_diagnostics *diagnostics)
{
    struct str file = {0}, actors = {0};
    struct stat status;
    str_printf(&file, "%s/model.json", path);
    str_printf(&actors, "%s/actors", path);
    stance_result result = STANCE_NO_MEMORY;
    if (!file.failed && !actors.failed) result = make_folder(path, diagnostics);
    if (result == STANCE_OK && lstat(str_get(&file), &status) == 0)
        result =
            refuse(diagnostics, "%s is there already: this folder holds a model", str_get(&file));
    if (result == STANCE_OK) result = make_folder(str_get(&actors), diagnostics);
    if (result == STANCE_OK) result = write_model(str_get(&file), title, diagnostics);
    str_clear(&file);
    str_clear(&actors);
    return result;
}
