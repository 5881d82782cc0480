/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new model is a folder with two things in it. What could not be finished is taken back, and what
 * somebody else makes meanwhile is never touched. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diagnostics.h"
#include "base/file.h"
#include "base/file_path.h"
#include "stance/edit.h"
#include "store/draft.h"
#include "store/layout.h"

static const char already[] = "is there already: this folder holds a model";

static stance_result complain(const char *path, stance_result result, const char *words,
                              struct stance_diagnostics *diagnostics)
{
    diagnostics_error(diagnostics, (struct place){.file = diagnostics_copy(diagnostics, path)},
                      "%s", words);
    return diagnostics->failed ? STANCE_NO_MEMORY : result;
}

/* @param[out] is_made  there was none. */
static stance_result make_folder(const char *path, bool *is_made,
                                 struct stance_diagnostics *diagnostics)
{
    struct str message = {0};
    struct stat status;
    *is_made = mkdir(path, 0777) == 0;
    if (*is_made) return STANCE_OK;
    int reason = errno;
    if (reason == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode)) return STANCE_OK;
    if (reason == EEXIST)
        str_append(&message, "is there already, and is no folder");
    else if (reason == ENOENT)
        str_append(&message, "cannot be made: the folder that it would lie in does not exist");
    else
        file_print_error(reason, &message);
    if (message.failed) diagnostics->failed = true;
    stance_result result = complain(path, STANCE_IO, str_get(&message), diagnostics);
    str_clear(&message);
    return result;
}

static void print_model(const char *title, struct str *out)
{
    struct str object = {0};
    str_append(&object, "{\"format\": \"stance/1\", \"title\": ");
    compose_text(&object, title);
    str_append(&object, ", \"issues\": []}");
    if (object.failed)
        out->failed = true;
    else
        layout_print_file(str_get(&object), out);
    str_clear(&object);
}

static stance_result write_model(const char *path, const char *title,
                                 struct stance_diagnostics *diagnostics)
{
    struct str text = {0}, message = {0};
    struct file_output output;
    print_model(title, &text);
    stance_result result =
        text.failed ? STANCE_NO_MEMORY : file_output_open_new(&output, path, &message);
    if (result == STANCE_OK) {
        file_output_write(&output, str_get(&text), text.length);
        result = file_output_close(&output, &message);
    }
    if (result == STANCE_REFUSED)
        result = complain(path, result, already, diagnostics);
    else if (result == STANCE_IO)
        result = complain(path, result, str_get(&message), diagnostics);
    if (message.failed) result = STANCE_NO_MEMORY;
    str_clear(&text);
    str_clear(&message);
    return result;
}

static stance_result create_in(const char *path, const char *model, const char *actors,
                               const char *title, struct stance_diagnostics *diagnostics)
{
    bool has_made_folder, has_made_actors = false;
    stance_result result = make_folder(path, &has_made_folder, diagnostics);
    if (result != STANCE_OK) return result;
    if (!file_is_absent(model)) return complain(model, STANCE_REFUSED, already, diagnostics);
    result = make_folder(actors, &has_made_actors, diagnostics);
    if (result == STANCE_OK) result = write_model(model, title, diagnostics);
    /* Where there is a model now, somebody counts on the folders. */
    if (result != STANCE_OK && file_is_absent(model)) {
        if (has_made_actors) rmdir(actors);
        if (has_made_folder) rmdir(path);
    }
    return result;
}

stance_result stance_model_create(const char *path, const char *title,
                                  stance_diagnostics *diagnostics)
{
    char *model = file_join(path, "model.json"), *actors = file_join(path, "actors");
    stance_result result = STANCE_NO_MEMORY;
    if (model && actors) result = create_in(path, model, actors, title, diagnostics);
    free(model);
    free(actors);
    return result;
}
