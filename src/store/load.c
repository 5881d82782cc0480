/* SPDX-License-Identifier: GPL-3.0-or-later */
/** model.json first, as the actors' files are held against its issues; then those, several at a
 * time, each into an arena and a list of its own. They are joined in the order of the actors' ids,
 * so that nothing depends on which thread was faster. */
#include "store/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/parallel.h"
#include "base/str.h"
#include "store/json.h"
#include "store/read.h"

#define ENDING      ".json"
#define BATCH_FILES 8
#define SMALL_BYTES ((off_t)1 << 20) /* below, threads cost more than they bring */

/** One file while it is read. */
struct file_job {
    const char *path; /* in the model's arena, as the others of `load` */
    struct load *load;
    struct arena arena;
    struct stance_diagnostics diagnostics;
    struct actor actor;
    bool is_whole; /* its groups are known */
    stance_result result;
};

struct load {
    struct stance_model *model;
    bool issues_are_known;
    struct file_job *jobs; /* heap; in the order of the actors' ids */
    size_t n_jobs;
};

static const int ranks[] = {
    [STANCE_OK] = 0, [STANCE_REFUSED] = 1, [STANCE_IO] = 2, [STANCE_NO_MEMORY] = 3};

static stance_result worse(stance_result a, stance_result b)
{
    return ranks[a] < ranks[b] ? b : a;
}

/* Paths and files */

/** "FOLDER/NAME" in an arena, without doubling a slash at the folder's end. */
static char *join_path(struct arena *arena, const char *folder, const char *name)
{
    size_t length = strlen(folder);
    struct str path = {0};
    char *copy;
    while (length > 1 && folder[length - 1] == '/')
        length--;
    str_append_bytes(&path, folder, length);
    if (length && folder[length - 1] != '/') str_append_char(&path, '/');
    str_append(&path, name);
    copy = path.failed ? NULL : arena_string(arena, str_get(&path));
    str_clear(&path);
    return copy;
}

/** An error about a whole file. The list outlives the model, so it gets a path of its own. */
static void complain_file(struct stance_diagnostics *list, const char *path, const char *before,
                          const char *words)
{
    struct place place = {diagnostics_copy(list, path), 0, 0};
    diagnostics_error(list, place, "%s%s", before, words);
}

/** There is nothing of that name, not even a link that leads nowhere. */
static bool is_absent(const char *path)
{
    struct stat status;
    return lstat(path, &status) && errno == ENOENT;
}

static bool is_dangling(const char *path)
{
    struct stat status;
    return !lstat(path, &status) && S_ISLNK(status.st_mode) && stat(path, &status) &&
           errno == ENOENT;
}

static stance_result read_file(const char *path, struct str *text, struct stance_diagnostics *list)
{
    struct str message = {0};
    stance_result result = file_read(path, JSON_MAX_BYTES, text, &message);
    if (result == STANCE_IO || result == STANCE_REFUSED)
        complain_file(list, path, "cannot be read: ",
                      is_dangling(path) ? "a symbolic link that leads nowhere" : str_get(&message));
    if (message.failed) result = STANCE_NO_MEMORY;
    str_clear(&message);
    return result;
}

/** Memory that is used again for file after file. */
struct scratch {
    struct str text;
    struct json json;
};

static void scratch_clear(struct scratch *scratch)
{
    json_clear(&scratch->json);
    str_clear(&scratch->text);
}

/** Read a file and hand its tree to `use`; then turn the list's offsets into places. */
static stance_result
read_json(struct scratch *scratch, const char *path, struct arena *arena,
          struct stance_diagnostics *list,
          void (*use)(struct reader *reader, struct json_node root, void *context), void *context)
{
    struct str *text = &scratch->text;
    struct json *json = &scratch->json;
    stance_result result;
    str_truncate(text, 0);
    result = read_file(path, text, list);
    if (result == STANCE_OK) result = json_read(json, str_get(text), text->length, list);
    if (result == STANCE_OK) {
        struct reader reader;
        reader_init(&reader, arena, list, path, json);
        use(&reader, json_root(json), context);
        if (reader.failed) result = STANCE_NO_MEMORY;
        reader_clear(&reader);
    }
    diagnostics_locate(list, path, str_get(text), text->length);
    if (list->failed) return STANCE_NO_MEMORY;
    return result == STANCE_OK && list->found[STANCE_ERROR] ? STANCE_REFUSED : result;
}

/* model.json */

/** What keeps a path from being a folder, in words; nothing if it is one. */
static void describe_folder(const char *path, struct str *words)
{
    static const char what[] = ": a model is a folder that holds a model.json (stance help files)";
    struct stat status;
    if (is_absent(path))
        str_printf(words, "no such folder%s", what);
    else if (is_dangling(path))
        str_append(words, "is a symbolic link that leads nowhere");
    else if (stat(path, &status))
        file_print_error(errno, words);
    else if (!S_ISDIR(status.st_mode))
        str_printf(words, "is not a folder%s", what);
}

static stance_result check_folder(const char *path, const char *model_path,
                                  struct stance_diagnostics *list)
{
    struct str words = {0};
    stance_result result = STANCE_IO;
    describe_folder(path, &words);
    if (words.length)
        complain_file(list, path, "", str_get(&words));
    else if (is_absent(model_path))
        diagnostics_error(list, (struct place){0},
                          "no model.json in %s: a model is a folder that holds one "
                          "(stance help files)",
                          path);
    else
        result = STANCE_OK;
    if (words.failed || list->failed) result = STANCE_NO_MEMORY;
    str_clear(&words);
    return result;
}

static void use_model(struct reader *reader, struct json_node root, void *context)
{
    struct load *load = context;
    read_model(reader, root, load->model, &load->issues_are_known);
}

static stance_result load_model_file(struct load *load, const char *path,
                                     struct stance_diagnostics *list)
{
    struct stance_diagnostics own = {0};
    struct scratch scratch = {0};
    stance_result result = read_json(&scratch, path, &load->model->arena, &own, use_model, load);
    scratch_clear(&scratch);
    diagnostics_absorb(list, &own);
    return list->failed ? STANCE_NO_MEMORY : result;
}

/* actors/ID.json */

static void use_actor(struct reader *reader, struct json_node root, void *context)
{
    struct file_job *job = context;
    reader->model = job->load->model;
    reader->issues_are_known = job->load->issues_are_known;
    read_actor(reader, root, &job->actor);
    job->is_whole = json_type(root) == JSON_OBJECT;
}

/** The id that a file's name gives is checked, the file is read in any case. */
static bool name_is_id(struct file_job *job)
{
    char id[MODEL_MAX_ID + 1];
    if (id_is_valid(job->actor.id)) return true;
    complain_file(&job->diagnostics, job->path, "the file's name is the actor's id, and ", ID_RULE);
    if (id_suggest(job->actor.id, id))
        diagnostics_hint(&job->diagnostics, "Rename it to %s" ENDING, id);
    return false;
}

static void run_job(struct file_job *job, struct scratch *scratch)
{
    bool is_id = name_is_id(job);
    job->result = read_json(scratch, job->path, &job->arena, &job->diagnostics, use_actor, job);
    if (!is_id) job->result = worse(job->result, STANCE_REFUSED);
}

/** A few files one after the other, so that they share their scratch memory. */
static void run_batch(void *context, size_t batch)
{
    struct load *load = context;
    struct scratch scratch = {0};
    for (size_t i = batch * BATCH_FILES; i < load->n_jobs && i < (batch + 1) * BATCH_FILES; i++)
        run_job(&load->jobs[i], &scratch);
    scratch_clear(&scratch);
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct file_job *)a)->actor.id, ((const struct file_job *)b)->actor.id);
}

static bool make_jobs(struct load *load, const char *folder, char **names, size_t count)
{
    struct arena *arena = &load->model->arena;
    load->jobs = calloc(count ? count : 1, sizeof *load->jobs);
    if (!load->jobs) return false;
    for (size_t i = 0; i < count; i++) {
        struct file_job *job = &load->jobs[i];
        job->load = load;
        job->path = join_path(arena, folder, names[i]);
        job->actor.id = arena_text(arena, names[i], strlen(names[i]) - strlen(ENDING));
        if (!job->path || !job->actor.id) return false;
    }
    load->n_jobs = count;
    qsort(load->jobs, count, sizeof *load->jobs, by_id);
    return true;
}

static bool ends_like(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcasecmp(name + length - tail, ending) == 0;
}

/** A file that is all but named as an actor's would be missed without a word: say so. Others are
 *  none of our business. */
static bool warn_of_near_names(struct stance_diagnostics *list, const char *folder)
{
    struct str message = {0}, path = {0};
    char **names = NULL;
    size_t count = 0;
    stance_result result = file_list(folder, "", MODEL_MAX_ACTORS, &names, &count, &message);
    for (size_t n = 0; result == STANCE_OK && n < count; n++) {
        bool is_read = strlen(names[n]) > 5 && strcmp(names[n] + strlen(names[n]) - 5, ENDING) == 0;
        if (is_read || (!ends_like(names[n], ENDING) && !ends_like(names[n], ENDING ".txt")))
            continue;
        str_truncate(&path, 0);
        str_printf(&path, "%s/%s", folder, names[n]);
        struct place place = {.file = diagnostics_copy(list, str_get(&path))};
        diagnostics_warn(list, "not-read", place,
                         "is not read: the file of an actor is called ID.json");
    }
    bool ok = result != STANCE_NO_MEMORY && !path.failed && !message.failed;
    file_names_free(names, count);
    str_clear(&message);
    str_clear(&path);
    return ok;
}

/** Find the actors' files. No folder of actors is fine: a model may be without. */
static stance_result find_actors(struct load *load, struct stance_diagnostics *list)
{
    const char *folder = join_path(&load->model->arena, load->model->path, "actors");
    struct str message = {0};
    char **names = NULL;
    size_t count = 0;
    stance_result result;
    if (!folder) return STANCE_NO_MEMORY;
    if (is_absent(folder)) {
        diagnostics_warn(list, "no-actors", (struct place){.file = diagnostics_copy(list, folder)},
                         "there is no such folder: it holds the actors' files, ID.json");
        return STANCE_OK;
    }
    result = file_list(folder, ENDING, MODEL_MAX_ACTORS, &names, &count, &message);
    if (result == STANCE_IO || result == STANCE_REFUSED)
        complain_file(list, folder, "",
                      is_dangling(folder) ? "is a symbolic link that leads nowhere"
                                          : str_get(&message));
    if (result == STANCE_OK &&
        (!make_jobs(load, folder, names, count) || !warn_of_near_names(list, folder)))
        result = STANCE_NO_MEMORY;
    if (message.failed || list->failed) result = STANCE_NO_MEMORY;
    file_names_free(names, count);
    str_clear(&message);
    return result;
}

static bool is_small(const struct load *load)
{
    struct stat status;
    off_t bytes = 0;
    for (size_t i = 0; i < load->n_jobs && bytes < SMALL_BYTES; i++)
        if (!stat(load->jobs[i].path, &status)) bytes += status.st_size;
    return bytes < SMALL_BYTES;
}

/* What can be said only when all files are in */

/** Put the cursor on a line and column. The text is the one in which they were counted. */
static void seek_place(struct text_cursor *cursor, size_t line, size_t column)
{
    if (cursor->line > line || (cursor->line == line && cursor->column > column))
        text_cursor_init(cursor, cursor->text, cursor->length);
    while (cursor->offset < cursor->length &&
           (cursor->line < line || (cursor->line == line && cursor->column < column)))
        text_cursor_move(cursor, cursor->offset + 1);
}

/** Add what was found late about a job's file to its list, with excerpts, in the order of places.
 *  @return how many items, from the first on, are about this file. */
static size_t add_late(struct file_job *job, const struct stance_diagnostics *late, size_t first)
{
    struct str text = {0}, message = {0};
    struct text_cursor cursor;
    size_t i = first;
    stance_result result = file_read(job->path, JSON_MAX_BYTES, &text, &message);
    if (result == STANCE_NO_MEMORY) job->diagnostics.failed = true;
    if (result != STANCE_OK) str_clear(&text); /* it went since: no excerpts */
    text_cursor_init(&cursor, str_get(&text), text.length);
    for (; i < late->count && strcmp(late->items[i].file, job->path) == 0; i++) {
        const stance_diagnostic *item = &late->items[i];
        seek_place(&cursor, item->line, item->column);
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
        result = worse(result, job->result);
        *are_whole = *are_whole && job->is_whole;
    }
    model->n_actors = load->n_jobs;
    return result;
}

/** A file that could not be read hides its groups: whoever counts on them is not called wrong. */
static stance_result complete(struct load *load)
{
    struct stance_diagnostics late = {0};
    bool are_whole;
    stance_result result = gather_actors(load, &are_whole);
    if (result == STANCE_NO_MEMORY || !are_whole) return result;
    if (!model_complete(load->model, &late)) result = STANCE_NO_MEMORY;
    if (late.found[STANCE_ERROR]) result = worse(result, STANCE_REFUSED);
    if (late.count && load->n_jobs) spread_late(load, &late);
    diagnostics_clear(&late);
    return result;
}

static stance_result check_size(const struct load *load, struct stance_diagnostics *list)
{
    size_t stances = 0;
    for (size_t i = 0; i < load->n_jobs; i++)
        stances += load->jobs[i].actor.n_stances;
    if (stances <= MODEL_MAX_STANCES) return STANCE_OK;
    diagnostics_error(list, (struct place){0}, "%zu stances in one model: the limit is %d", stances,
                      MODEL_MAX_STANCES);
    return STANCE_REFUSED;
}

static stance_result load_actors(struct load *load, size_t threads, struct stance_diagnostics *list)
{
    stance_result result = find_actors(load, list);
    if (result != STANCE_OK) return result;
    parallel_for(load->n_jobs / BATCH_FILES + 1, is_small(load) ? 1 : threads, run_batch, load);
    result = complete(load);
    for (size_t i = 0; i < load->n_jobs; i++) {
        diagnostics_absorb(list, &load->jobs[i].diagnostics);
        arena_clear(&load->jobs[i].arena); /* empty, unless memory failed before */
    }
    return list->failed ? STANCE_NO_MEMORY : worse(result, check_size(load, list));
}

stance_result store_load(const char *path, size_t threads, struct stance_model *model,
                         struct stance_diagnostics *diagnostics)
{
    struct load load = {.model = model};
    const char *model_path = join_path(&model->arena, path, "model" ENDING);
    stance_result result;
    model->path = arena_string(&model->arena, path);
    if (!model->path || !model_path) return STANCE_NO_MEMORY;
    result = check_folder(path, model_path, diagnostics);
    if (result != STANCE_OK) return result;
    result = load_model_file(&load, model_path, diagnostics);
    if (result != STANCE_NO_MEMORY)
        result = worse(result, load_actors(&load, threads, diagnostics));
    free(load.jobs);
    return result;
}

stance_result stance_model_load(const char *path, stance_diagnostics *diagnostics,
                                stance_model **out)
{
    struct stance_model *model = calloc(1, sizeof *model);
    stance_result result = STANCE_NO_MEMORY;
    *out = NULL;
    if (!model) return result;
    result = store_load(path, 0, model, diagnostics);
    if (result == STANCE_OK)
        *out = model;
    else
        stance_model_free(model);
    return result;
}
