/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance add actor, stance add issue: a model grows. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/context.h"
#include "cli/enter.h"
#include "stance/edit.h"

typedef stance_result add_function(stance_edit *edit, const struct settings *settings,
                                   const char *entered, stance_diagnostics *diagnostics);

static stance_result add_actor(stance_edit *edit, const struct settings *settings,
                               const char *entered, stance_diagnostics *diagnostics)
{
    const stance_new_actor actor = {
        .id = settings->arguments[1],
        .name = settings->name,
        .kind = settings->kind,
        .groups = settings->groups,
        .weight = settings->weight,
        .entered = entered,
    };
    return stance_edit_add_actor(edit, &actor, diagnostics);
}

static stance_result add_issue(stance_edit *edit, const struct settings *settings,
                               const char *entered, stance_diagnostics *diagnostics)
{
    const stance_new_issue issue = {
        .id = settings->arguments[1],
        .name = settings->name,
        .question = settings->question,
        .topic = settings->topic,
        .weight = settings->weight,
        .levels = settings->levels,
        .choices = settings->choices,
        .several = settings->several,
        .min = settings->least,
        .max = settings->most,
        .unit = settings->unit,
        .neutral = settings->neutral,
        .status_quo = settings->status_quo,
        .entered = entered,
    };
    return stance_edit_add_issue(edit, &issue, diagnostics);
}

/* Options that belong to the other kind are refused, not passed over. */
static const char *find_misplaced(const struct settings *settings, bool is_actor)
{
    const struct {
        const char *name;
        bool is_given, is_of_actor;
    } given[] = {
        {"--kind", settings->kind != NULL, true},
        {"--groups", settings->groups != NULL, true},
        {"--question", settings->question != NULL, false},
        {"--topic", settings->topic != NULL, false},
        {"--levels", settings->levels != NULL, false},
        {"--choices", settings->choices != NULL, false},
        {"--several", settings->several, false},
        {"--min", settings->least != NULL, false},
        {"--max", settings->most != NULL, false},
        {"--unit", settings->unit != NULL, false},
        {"--neutral", settings->neutral != NULL, false},
        {"--status-quo", settings->status_quo != NULL, false},
    };
    for (size_t g = 0; g < sizeof given / sizeof *given; g++)
        if (given[g].is_given && given[g].is_of_actor != is_actor) return given[g].name;
    return NULL;
}

static void print_next(const char *path, const struct settings *settings, bool is_actor)
{
    struct str shown = {0};
    const char *id = settings->arguments[1];
    utf8_append_visible(&shown, path, false);
    if (is_actor)
        printf("Added %s in %s/actors/%s.json. Next: stance set %s ISSUE VALUE\n", id,
               str_get(&shown), id, id);
    else
        printf("Added %s to %s/model.json. Next: stance set ACTOR %s VALUE\n", id, str_get(&shown),
               id);
    str_clear(&shown);
}

static enum exit_status add_to(const char *path, const struct settings *settings, add_function *add)
{
    char today[DATE_BYTES];
    stance_edit *edit = NULL;
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    enum exit_status status = diagnostics ? print_today(today) : complain_of_memory();
    if (status == EXIT_DONE)
        status =
            judge(diagnostics, stance_edit_open(path, settings->wait_seconds, diagnostics, &edit),
                  NOTHING_ENTERED);
    if (status == EXIT_DONE) {
        const char *entered = settings->entered ? settings->entered : today;
        mention_recovery(edit);
        status = judge(diagnostics, add(edit, settings, entered, diagnostics), NULL);
    }
    stance_edit_close(edit);
    if (status == EXIT_DONE) {
        print_next(path, settings, add == add_actor);
        mention_warnings(diagnostics);
    }
    stance_diagnostics_free(diagnostics);
    return status;
}

static enum exit_status run(const struct settings *settings)
{
    struct str complaint = {0}, path = {0};
    bool is_actor = strcmp(settings->arguments[0], "actor") == 0;
    bool is_issue = strcmp(settings->arguments[0], "issue") == 0;
    const char *misplaced = find_misplaced(settings, is_actor);
    if (!is_actor && !is_issue)
        str_printf(&complaint, "add actor or add issue, not \"%s\"", settings->arguments[0]);
    else if (misplaced)
        str_printf(&complaint, "%s belongs to add %s", misplaced, is_actor ? "issue" : "actor");
    enum exit_status status = complaint.length > 0
                                  ? complain_of_usage(&command_add, str_get(&complaint))
                                  : context_find_model(settings, &path);
    if (status == EXIT_DONE)
        status = add_to(str_get(&path), settings, is_actor ? add_actor : add_issue);
    str_clear(&complaint);
    str_clear(&path);
    return status;
}

static const struct option_table *const options[] = {&options_common, &options_add, NULL};

const struct command command_add = {
    .name = "add",
    .arguments = "actor|issue ID",
    .summary = "add an actor or an issue to the model",
    .details = "An actor gets a file of its own; an issue goes behind the last one of model.json.\n"
               "Levels and choices are ids, with a label where prose wants more words: id=Label.",
    .examples = "  stance add actor france --name France --kind state --groups europe,nato\n"
                "  stance add issue ground-presence --levels none,limited=\"A limited one\",full\n"
                "  stance add issue force-size --min 0 --max 50000 --unit troops\n"
                "  stance add issue flag --choices coalition,eu,nato,un\n",
    .least_arguments = 2,
    .most_arguments = 2,
    .options = options,
    .run = run,
};
