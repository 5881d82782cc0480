/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a draft to the model's files. The review is made of two pictures, that of the model as it is
 * on file and that of the model with the cycle on top. */
#include "cli/enter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/complain.h"
#include "cli/context.h"
#include "cli/output.h"
#include "stance/edit.h"
#include "stance/report.h"

/* Above this the review compares only the cycle's own actors: a picture of all pairs would take
 * longer than all else. */
enum { ACTORS_IN_PICTURE = 1000 };

const char *print_today(char buffer[16])
{
    struct str text = {0};
    date_print(date_today(), &text);
    snprintf(buffer, 16, "%s", str_get(&text));
    str_clear(&text);
    return buffer;
}

/* ---- two pictures */

struct picture {
    stance_snapshot *snapshots[2];
    stance_findings *findings[2];
    stance_changes *changes;
};

static void picture_clear(struct picture *picture)
{
    stance_changes_free(picture->changes);
    for (size_t n = 0; n < 2; n++) {
        stance_findings_free(picture->findings[n]);
        stance_snapshot_free(picture->snapshots[n]);
    }
}

static stance_result picture_take(struct picture *picture, const stance_cycle *cycle,
                                  const stance_model *before, stance_diagnostics *diagnostics)
{
    const stance_model *models[2] = {before, stance_cycle_model(cycle)};
    char *actors = NULL;
    stance_result result = STANCE_OK;
    if (stance_model_actors(before) > ACTORS_IN_PICTURE)
        result = stance_cycle_actors(cycle, &actors);
    const stance_query query = {.actors = actors};
    for (size_t n = 0; n < 2 && result == STANCE_OK; n++) {
        result = stance_snapshot_new(models[n], &query, diagnostics, &picture->snapshots[n]);
        if (result == STANCE_OK)
            result = stance_findings_new(picture->snapshots[n], NULL, diagnostics,
                                         &picture->findings[n]);
    }
    if (result == STANCE_OK)
        result = stance_changes_new(picture->findings[0], picture->findings[1], &picture->changes);
    free(actors);
    return result;
}

/* ---- the cycle */

static stance_result review(const struct settings *settings, const stance_cycle *cycle,
                            const stance_model *model, stance_diagnostics *diagnostics,
                            struct picture *picture, stance_document **document)
{
    stance_result result = picture_take(picture, cycle, model, diagnostics);
    if (result != STANCE_OK) return result;
    return stance_say_cycle(cycle, picture->changes, !settings->dry_run, document);
}

/* The review is made before anything is written, so that no lack of memory can come between. */
static enum exit_status write_and_print(const struct command *command,
                                        const struct settings *settings, stance_edit *edit,
                                        const stance_cycle *cycle, const stance_model *model,
                                        stance_diagnostics *diagnostics)
{
    struct picture picture = {0};
    stance_document *document = NULL;
    stance_result result = review(settings, cycle, model, diagnostics, &picture, &document);
    if (result == STANCE_OK && edit) result = stance_edit_commit(edit, cycle, diagnostics);
    enum exit_status status = judge(diagnostics, result, NULL);
    if (status == EXIT_DONE) status = output_write(command, settings, document);
    if (status == EXIT_DONE) mention_warnings(diagnostics);
    stance_document_free(document);
    picture_clear(&picture);
    return status;
}

static enum exit_status enter(const struct command *command, const struct settings *settings,
                              const stance_draft *draft, stance_edit *edit,
                              const stance_model *model, stance_diagnostics *diagnostics)
{
    char today[16];
    stance_cycle *cycle = NULL;
    enum exit_status status =
        judge(diagnostics, stance_cycle_new(model, draft, print_today(today), diagnostics, &cycle),
              NOTHING_ENTERED);
    if (status == EXIT_DONE)
        status = write_and_print(command, settings, edit, cycle, model, diagnostics);
    stance_cycle_free(cycle);
    return status;
}

static enum exit_status enter_for_good(const struct command *command,
                                       const struct settings *settings, const char *path,
                                       const stance_draft *draft, stance_diagnostics *diagnostics)
{
    stance_edit *edit = NULL;
    enum exit_status status =
        judge(diagnostics, stance_edit_open(path, settings->wait_seconds, diagnostics, &edit),
              NOTHING_ENTERED);
    if (status == EXIT_DONE && stance_edit_recovered(edit))
        fputs("stance: an interrupted update was finished first\n", stderr);
    if (status == EXIT_DONE)
        status = enter(command, settings, draft, edit, stance_edit_model(edit), diagnostics);
    stance_edit_close(edit);
    return status;
}

static enum exit_status enter_for_show(const struct command *command,
                                       const struct settings *settings, const char *path,
                                       const stance_draft *draft, stance_diagnostics *diagnostics)
{
    stance_model *model = NULL;
    enum exit_status status =
        judge(diagnostics, stance_model_load(path, diagnostics, &model), NOTHING_ENTERED);
    if (status == EXIT_DONE) status = enter(command, settings, draft, NULL, model, diagnostics);
    stance_model_free(model);
    return status;
}

enum exit_status enter_draft(const struct command *command, const struct settings *settings,
                             stance_draft *draft)
{
    struct str path = {0};
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    enum exit_status status =
        diagnostics ? context_find_model(settings, &path) : complain_of_memory();
    if (status == EXIT_DONE && path.failed) status = complain_of_memory();
    if (status == EXIT_DONE) status = output_check(command, settings, str_get(&path));
    if (status == EXIT_DONE && settings->dry_run)
        status = enter_for_show(command, settings, str_get(&path), draft, diagnostics);
    else if (status == EXIT_DONE)
        status = enter_for_good(command, settings, str_get(&path), draft, diagnostics);
    stance_draft_free(draft);
    stance_diagnostics_free(diagnostics);
    str_clear(&path);
    return status;
}
