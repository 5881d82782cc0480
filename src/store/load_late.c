/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said only when all files are in: conditions that name actors and groups of other
 * files. What is found goes to the list of the file that it stands in. A file that could not be
 * read hides its groups: whoever counts on them is not called wrong. */
#include <string.h>

#include "store/load_round.h"

static const int ranks[] = {
    [STANCE_OK] = 0, [STANCE_REFUSED] = 1, [STANCE_IO] = 2, [STANCE_NO_MEMORY] = 3};

stance_result load_worse(stance_result a, stance_result b)
{
    return ranks[a] < ranks[b] ? b : a;
}

/** Add what was found late about a job's file to its list, with excerpts, in the order of places.
 *  @return how many items, from the first on, are about this file. */
static size_t add_late(struct file_job *job, const struct stance_diagnostics *late, size_t first)
{
    struct str text = {0}, message = {0};
    struct text_cursor cursor;
    struct stamp stamp; /* the first one counts: it tells if this is another text */
    size_t i = first;
    stance_result result = folder_read(job->load->folder, job->name, &text, &stamp, &message);
    if (result == STANCE_NO_MEMORY) job->diagnostics.failed = true;
    if (result != STANCE_OK) str_clear(&text); /* it went since: no excerpts */
    text_cursor_init(&cursor, str_get(&text), text.length);
    for (; i < late->count && strcmp(late->items[i].file, job->path) == 0; i++) {
        const stance_diagnostic *item = &late->items[i];
        text_cursor_seek(&cursor, item->line, item->column);
        if (item->severity == STANCE_ERROR)
            diagnostics_error_at(&job->diagnostics, cursor.offset, "%s", item->message);
        else
            diagnostics_warn_at(&job->diagnostics, item->check, cursor.offset, "%s", item->message);
        if (item->hint) diagnostics_hint(&job->diagnostics, "%s", item->hint);
    }
    diagnostics_locate(&job->diagnostics, job->path, str_get(&text), text.length);
    str_clear(&text);
    str_clear(&message);
    return i - first;
}

/** The late list is in the order of the actors, as the jobs are. */
static void spread_late(struct load *load, const struct stance_diagnostics *late)
{
    size_t kept[2] = {0, 0}, next = 0;
    for (size_t i = 0; i < load->n_jobs && next < late->count; i++)
        if (strcmp(late->items[next].file, load->jobs[i].path) == 0)
            next += add_late(&load->jobs[i], late, next);
    for (size_t i = 0; i < next; i++)
        kept[late->items[i].severity]++;
    /* What the limit left out is counted with the first file. */
    load->jobs[0].diagnostics.found[STANCE_ERROR] += late->found[STANCE_ERROR] - kept[STANCE_ERROR];
    load->jobs[0].diagnostics.found[STANCE_WARNING] +=
        late->found[STANCE_WARNING] - kept[STANCE_WARNING];
}

static stance_result gather_actors(struct load *load, bool *are_whole)
{
    struct stance_model *model = load->model;
    stance_result result = STANCE_OK;
    *are_whole = true;
    if (!load->n_jobs) return STANCE_OK;
    model->actors = arena_array(&model->arena, load->n_jobs, sizeof *model->actors);
    if (!model->actors) return STANCE_NO_MEMORY;
    for (size_t i = 0; i < load->n_jobs; i++) {
        struct file_job *job = &load->jobs[i];
        arena_absorb(&model->arena, &job->arena);
        model->actors[i] = job->actor;
        result = load_worse(result, job->result);
        *are_whole = *are_whole && job->is_whole;
    }
    model->n_actors = load->n_jobs;
    return result;
}

stance_result load_complete(struct load *load)
{
    struct stance_diagnostics late = {0};
    bool are_whole;
    stance_result result = gather_actors(load, &are_whole);
    if (result == STANCE_NO_MEMORY || !are_whole) return result;
    if (!model_complete(load->model, &late)) result = STANCE_NO_MEMORY;
    if (late.found[STANCE_ERROR]) result = load_worse(result, STANCE_REFUSED);
    if (late.count && load->n_jobs) spread_late(load, &late);
    diagnostics_clear(&late);
    return result;
}
