/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a draft to the model's files. The review is made of two pictures, that of the model as it is
 * on file and that of the model with the cycle on top. */
#include "cli/enter.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/complain.h"
#include "cli/context.h"
#include "cli/output.h"
#include "stance/edit.h"
#include "stance/report.h"

/* Above this the review compares only some of the cycle's own actors: a picture of all pairs would
 * take longer than all else, and the lock is held. */
enum { ACTORS_IN_PICTURE = 1000, ACTORS_IN_SHORT = 100 };

enum exit_status print_today(char buffer[DATE_BYTES])
{
    struct str text = {0};
    date_day today;
    if (!date_today(&today)) {
        say_error("SOURCE_DATE_EPOCH is \"%s\", and no number of seconds since 1970",
                  getenv("SOURCE_DATE_EPOCH"));
        return EXIT_USAGE;
    }
    date_print(today, &text);
    bool ok = !text.failed && text.length < DATE_BYTES;
    if (ok) memcpy(buffer, str_get(&text), text.length + 1);
    str_clear(&text);
    return ok ? EXIT_DONE : complain_of_memory();
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
    size_t n_actors = stance_model_actors(before);
    bool is_as_before = stance_cycle_new_entries(cycle) == 0; /* only names, dates are asked for */
    if (n_actors > ACTORS_IN_PICTURE || (is_as_before && n_actors > 0))
        result = stance_cycle_actors(cycle, ACTORS_IN_SHORT, &actors);
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

/* A table that came back in conflict with the model is not entered in part, unless that is asked
 * for. */
static bool is_held_up(const struct settings *settings, const stance_cycle *cycle)
{
    return stance_cycle_conflicts(cycle) > 0 && !settings->skip_conflicts;
}

static stance_result review(const struct settings *settings, const stance_cycle *cycle,
                            const stance_model *model, stance_diagnostics *diagnostics,
                            struct picture *picture, stance_document **document)
{
    stance_result result = picture_take(picture, cycle, model, diagnostics);
    if (result != STANCE_OK) return result;
    bool is_written = !settings->dry_run && !is_held_up(settings, cycle);
    return stance_say_cycle(cycle, picture->changes, is_written, document);
}

/* The commit holds signals back until the lock is given back. */
static bool a_signal_waits(void)
{
    static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t pending;
    if (sigpending(&pending) != 0) return false;
    for (size_t s = 0; s < sizeof stopping / sizeof *stopping; s++)
        if (sigismember(&pending, stopping[s]) == 1) return true;
    return false;
}

/* Everything that can fail is done before the commit, the printing of the review too: only showing
 * it is left. The lock is given back first, as whoever reads the review may take long. */
static enum exit_status write_and_show(const struct settings *settings, stance_edit *edit,
                                       const stance_cycle *cycle, struct prepared *prepared,
                                       stance_diagnostics *diagnostics)
{
    enum exit_status status = EXIT_DONE;
    if (edit) status = judge(diagnostics, stance_edit_commit(edit, cycle, diagnostics), NULL);
    if (status != EXIT_DONE) return status;
    if (edit && a_signal_waits())
        say_error("stopped by a signal, after the entries were written"); /* it ends us now */
    if (edit) stance_edit_unlock(edit);
    status = output_show(prepared, settings,
                         edit && stance_cycle_new_entries(cycle) > 0 ? "the entries are written"
                                                                     : "nothing was written");
    mention_warnings(diagnostics);
    return status;
}

static enum exit_status refuse_conflicts(const stance_cycle *cycle)
{
    size_t count = stance_cycle_conflicts(cycle);
    say_error("%zu %s in conflict with what is on file by now; nothing was entered "
              "(--skip-conflicts enters the rest)",
              count, count == 1 ? "row is" : "rows are");
    return EXIT_REFUSED;
}

static enum exit_status enter_cycle(const struct command *command, const struct settings *settings,
                                    stance_edit *edit, const stance_cycle *cycle,
                                    const stance_model *model, stance_diagnostics *diagnostics)
{
    struct picture picture = {0};
    struct prepared prepared = {.file = {.descriptor = -1}};
    stance_document *document = NULL;
    enum exit_status status =
        judge(diagnostics, review(settings, cycle, model, diagnostics, &picture, &document),
              NOTHING_ENTERED);
    if (status == EXIT_DONE) status = output_prepare(command, settings, document, &prepared);
    bool held_up = is_held_up(settings, cycle);
    if (status == EXIT_DONE)
        status = write_and_show(settings, held_up ? NULL : edit, cycle, &prepared, diagnostics);
    if (status == EXIT_DONE && held_up) status = refuse_conflicts(cycle);
    prepared_clear(&prepared);
    stance_document_free(document);
    picture_clear(&picture);
    return status;
}

static enum exit_status enter(const struct command *command, const struct settings *settings,
                              const stance_draft *draft, stance_edit *edit,
                              const stance_model *model, stance_diagnostics *diagnostics)
{
    char today[DATE_BYTES];
    stance_cycle *cycle = NULL;
    enum exit_status status = print_today(today);
    if (status == EXIT_DONE)
        status = judge(diagnostics, stance_cycle_new(model, draft, today, diagnostics, &cycle),
                       NOTHING_ENTERED);
    if (status == EXIT_DONE)
        status = enter_cycle(command, settings, edit, cycle, model, diagnostics);
    stance_cycle_free(cycle);
    return status;
}

void mention_recovery(const stance_edit *edit)
{
    switch (stance_edit_recovery(edit)) {
    case STANCE_RECOVERY_NONE:
        break;
    case STANCE_RECOVERY_CLEARED:
        say_error("an update that was interrupted before it was recorded was cleared away: nothing "
                  "of it is in the model");
        break;
    case STANCE_RECOVERY_FINISHED:
        say_error("an update that had been interrupted was finished first: it is in the model");
        break;
    }
}

static enum exit_status enter_for_good(const struct command *command,
                                       const struct settings *settings, const char *path,
                                       const stance_draft *draft, stance_diagnostics *diagnostics)
{
    stance_edit *edit = NULL;
    enum exit_status status =
        judge(diagnostics, stance_edit_open(path, settings->wait_seconds, diagnostics, &edit),
              NOTHING_ENTERED);
    if (status == EXIT_DONE) {
        mention_recovery(edit);
        status = enter(command, settings, draft, edit, stance_edit_model(edit), diagnostics);
    }
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
    if (status == EXIT_DONE) status = output_check(command, settings, NULL);
    if (status == EXIT_DONE && settings->dry_run)
        status = enter_for_show(command, settings, str_get(&path), draft, diagnostics);
    else if (status == EXIT_DONE)
        status = enter_for_good(command, settings, str_get(&path), draft, diagnostics);
    stance_draft_free(draft);
    stance_diagnostics_free(diagnostics);
    str_clear(&path);
    return status;
}
