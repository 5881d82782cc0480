/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance init: a new, empty model. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "stance/edit.h"

/* The title where none is given: the folder's name. */
static char *title_of(const char *path)
{
    char *whole = realpath(path, NULL);
    const char *from = whole ? whole : path, *slash;
    size_t length = strlen(from);
    while (length > 1 && from[length - 1] == '/')
        length--;
    slash = memrchr(from, '/', length);
    const char *name = slash && length > 1 ? slash + 1 : from;
    char *title = strndup(name, length - (size_t)(name - from));
    free(whole);
    return title;
}

static enum exit_status create(const char *path, const char *title)
{
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    struct str shown = {0};
    if (!diagnostics) return complain_of_memory();
    enum exit_status status =
        judge(diagnostics, stance_model_create(path, title, diagnostics), NULL);
    utf8_append_visible(&shown, path, false);
    if (status == EXIT_DONE)
        printf("A new model: %s/model.json. Next, an issue and an actor:\n"
               "  stance -m %s add issue ID --levels none,some,full\n"
               "  stance -m %s add actor ID\n",
               str_get(&shown), str_get(&shown), str_get(&shown));
    str_clear(&shown);
    stance_diagnostics_free(diagnostics);
    return status;
}

static enum exit_status run(const struct settings *settings)
{
    const char *path = settings->n_arguments > 0 ? settings->arguments[0] : settings->model;
    if (!path || !*path) path = ".";
    if (settings->n_arguments > 0 && settings->model)
        return complain_of_usage(&command_init, "the folder is named once: by DIR or by -m");
    char *title = settings->title ? strdup(settings->title) : title_of(path);
    enum exit_status status = title ? create(path, title) : complain_of_memory();
    free(title);
    return status;
}

static const struct option_table *const options[] = {&options_common, &options_init, NULL};

const struct command command_init = {
    .name = "init",
    .arguments = "[DIR]",
    .summary = "start a model: a folder with a model.json and actors/",
    .examples = "  stance init models/fishing-rights --title \"Fishing rights after 2026\"\n",
    .most_arguments = 1,
    .options = options,
    .run = run,
};
