/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the command line to findings: where the model is, what of it is asked for. */
#include "cli/context.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "cli/complain.h"

/* ---- where is the model? */

/* The nearest folder upwards with a model.json, as a relative path; false if there is none. */
static bool find_upwards(struct str *path)
{
    struct str file = {0};
    bool found = false;
    char *here = getcwd(NULL, 0);
    size_t levels = 0;
    for (const char *c = here; c && *c; c++)
        levels += *c == '/';
    for (size_t up = 0; here && up <= levels && !found; up++) {
        str_truncate(path, 0);
        str_append(path, up == 0 ? "." : "..");
        for (size_t n = 1; n < up; n++)
            str_append(path, "/..");
        str_truncate(&file, 0);
        str_printf(&file, "%s/model.json", str_get(path));
        found = access(str_get(&file), F_OK) == 0;
    }
    free(here);
    str_clear(&file);
    return found;
}

enum exit_status context_find_model(const struct settings *settings, struct str *path)
{
    const char *named = settings->model ? settings->model : getenv("STANCE_MODEL");
    if (settings->model && !*settings->model) { /* -m "$UNSET" must not mean some other model */
        say_error("-m names no folder: it is empty (stance help)");
        return EXIT_USAGE;
    }
    if (named && *named) {
        str_append(path, named);
        while (path->length > 1 && str_get(path)[path->length - 1] == '/') /* as shells complete */
            str_truncate(path, path->length - 1);
        return EXIT_DONE;
    }
    if (find_upwards(path)) return EXIT_DONE;
    say_error("no model here: neither this folder nor one above it holds a model.json; name the "
              "model's folder: stance -m models/ukraine-force report");
    return EXIT_USAGE;
}

/* ---- load and compare */

static enum exit_status judge_context(const struct context *context, stance_result result)
{
    if (context->is_quiet && (result == STANCE_REFUSED || result == STANCE_IO)) return EXIT_REFUSED;
    return judge(context->diagnostics, result, NOTHING_READ);
}

static enum exit_status take_snapshot(struct context *context, const struct settings *settings)
{
    /* What was on file at the end of a day is what was so and known on it. */
    const stance_query query = {
        .as_of = settings->until ? settings->until : settings->as_of,
        .not_before = settings->since, /* else what has lapsed since would come back */
        .as_known = settings->until ? settings->until : settings->as_known,
        .actors = settings->actors,
        .issues = settings->issues,
        .statuses = settings->statuses,
        .min_confidence = settings->min_confidence,
    };
    return judge_context(context, stance_snapshot_new(context->model, &query, context->diagnostics,
                                                      &context->snapshot));
}

static bool measure_is_known(const char *name)
{
    for (size_t m = 0; stance_measure_name(m); m++)
        if (strcmp(stance_measure_name(m), name) == 0) return true;
    return false;
}

static enum exit_status compare(struct context *context, const struct settings *settings)
{
    const stance_comparison comparison = {
        .measure = settings->measure,
        .salience = settings->salience,
    };
    if (stance_snapshot_actors(context->snapshot) > CONTEXT_MOST_ACTORS) {
        say_error("%zu actors are too many to compare all pairs (at most %d): choose some with "
                  "--actors",
                  stance_snapshot_actors(context->snapshot), CONTEXT_MOST_ACTORS);
        return EXIT_REFUSED;
    }
    enum exit_status status =
        judge_context(context, stance_findings_new(context->snapshot, &comparison,
                                                   context->diagnostics, &context->findings));
    /* A measure that there is not is no fault of the model. */
    bool is_usage = settings->measure && !measure_is_known(settings->measure);
    return status == EXIT_REFUSED && is_usage ? EXIT_USAGE : status;
}

static enum exit_status look(struct context *context, const struct settings *settings)
{
    enum exit_status status = take_snapshot(context, settings);
    return status == EXIT_DONE ? compare(context, settings) : status;
}

enum exit_status context_open(struct context *context, const struct settings *settings)
{
    struct str path = {0};
    *context =
        (struct context){.is_quiet = settings->quiet, .diagnostics = stance_diagnostics_new()};
    if (!context->diagnostics) return complain_of_memory();
    stance_result (*load)(const char *path, stance_diagnostics *diagnostics, stance_model **out) =
        settings->hashed ? stance_model_load_hashed : stance_model_load;
    enum exit_status status = context_find_model(settings, &path);
    if (status == EXIT_DONE && path.failed) status = complain_of_memory();
    if (status == EXIT_DONE)
        status =
            judge_context(context, load(str_get(&path), context->diagnostics, &context->model));
    context->path = str_take(&path);
    if (status == EXIT_DONE && !context->path) status = complain_of_memory();
    if (status == EXIT_DONE) status = look(context, settings);
    str_clear(&path);
    return status;
}

/* The other side of a comparison: the same model as it was on file at the end of a day. */
static enum exit_status open_day(struct context *before, struct context *context,
                                 const struct settings *settings)
{
    struct settings day = *settings;
    day.until = settings->since;
    *before = (struct context){
        .is_borrowed = true, .diagnostics = context->diagnostics, .model = context->model};
    return look(before, &day);
}

static enum exit_status open_copy(struct context *before, const struct settings *settings)
{
    struct settings copy = *settings;
    copy.model = settings->from;
    return context_open(before, &copy);
}

enum exit_status context_look_back(struct context *context, const struct settings *settings)
{
    context->before = calloc(1, sizeof *context->before);
    if (!context->before) return complain_of_memory();
    enum exit_status status = settings->from ? open_copy(context->before, settings)
                                             : open_day(context->before, context, settings);
    if (status != EXIT_DONE) return status;
    return judge_context(context, stance_changes_new(context->before->findings, context->findings,
                                                     &context->changes));
}

void context_clear(struct context *context)
{
    stance_changes_free(context->changes);
    if (context->before) context_clear(context->before);
    free(context->before);
    stance_findings_free(context->findings);
    stance_snapshot_free(context->snapshot);
    if (!context->is_borrowed) {
        stance_model_free(context->model);
        stance_diagnostics_free(context->diagnostics);
    }
    free(context->path);
}

/* ---- words that name actors and issues */

static bool takes_prefix(const char **word, const char *prefix)
{
    size_t length = strlen(prefix);
    if (strncmp(*word, prefix, length) != 0) return false;
    *word += length;
    return true;
}

static enum exit_status refuse_word(const char *word, const char *what, const char *nearest)
{
    if (nearest)
        say_error("this model has no %s \"%s\". Did you mean \"%s\"?", what, word, nearest);
    else
        say_error("this model has no %s \"%s\". (stance show lists all names)", what, word);
    return EXIT_REFUSED;
}

static enum exit_status refuse_unselected(const char *word)
{
    say_error("\"%s\" is left out by --actors, --issues or --as-known", word);
    return EXIT_REFUSED;
}

enum exit_status context_find_actor(const struct context *context, const char *word, size_t *place)
{
    takes_prefix(&word, "actor:");
    size_t actor = stance_model_find_actor(context->model, word);
    if (actor == STANCE_NONE)
        return refuse_word(word, "actor", stance_model_nearest_actor(context->model, word));
    *place = stance_snapshot_place_of_actor(context->snapshot, actor);
    return *place == STANCE_NONE ? refuse_unselected(word) : EXIT_DONE;
}

enum exit_status context_find_issue(const struct context *context, const char *word, size_t *place)
{
    takes_prefix(&word, "issue:");
    size_t issue = stance_model_find_issue(context->model, word);
    if (issue == STANCE_NONE)
        return refuse_word(word, "issue", stance_model_nearest_issue(context->model, word));
    *place = stance_snapshot_place_of_issue(context->snapshot, issue);
    return *place == STANCE_NONE ? refuse_unselected(word) : EXIT_DONE;
}

enum exit_status context_find_any(const struct context *context, const char *word, size_t *actor,
                                  size_t *issue)
{
    const char *typed = word;
    bool only_actor = takes_prefix(&word, "actor:");
    bool only_issue = !only_actor && takes_prefix(&word, "issue:");
    size_t a = only_issue ? STANCE_NONE : stance_model_find_actor(context->model, word);
    size_t i = only_actor ? STANCE_NONE : stance_model_find_issue(context->model, word);
    *actor = *issue = STANCE_NONE;
    if (a != STANCE_NONE && i != STANCE_NONE) {
        say_error("\"%s\" is an actor and an issue: say actor:%s or issue:%s", word, word, word);
        return EXIT_REFUSED;
    }
    if (a == STANCE_NONE && i == STANCE_NONE) {
        const char *nearest = only_issue ? NULL : stance_model_nearest_actor(context->model, word);
        if (!nearest && !only_actor) nearest = stance_model_nearest_issue(context->model, word);
        return refuse_word(word,
                           only_issue   ? "issue"
                           : only_actor ? "actor"
                                        : "actor or issue",
                           nearest);
    }
    if (a != STANCE_NONE) *actor = stance_snapshot_place_of_actor(context->snapshot, a);
    if (i != STANCE_NONE) *issue = stance_snapshot_place_of_issue(context->snapshot, i);
    return *actor == STANCE_NONE && *issue == STANCE_NONE ? refuse_unselected(typed) : EXIT_DONE;
}
