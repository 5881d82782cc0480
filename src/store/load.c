/* SPDX-License-Identifier: GPL-3.0-or-later */
/** model.json first, as the actors' files are held against its issues; then those, several at a
 * time, each into an arena and a list of its own. They are joined in the order of the actors' ids,
 * so that nothing depends on which thread was faster. */
#include "store/load_round.h"

#include <errno.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/file_path.h"
#include "base/parallel.h"
#include "base/str.h"
#include "store/json.h"
#include "store/read.h"

#define ENDING      ".json"
#define MODEL_FILE  "model" ENDING
#define ACTORS      "actors"
#define BATCH_FILES 8
#define SMALL_BYTES ((off_t)1 << 20) /* below, threads cost more than they bring */

/* Paths and files */

static char *join_path(struct arena *arena, const char *folder, const char *name)
{
    struct str path = {0};
    file_print_join(folder, name, &path);
    char *copy = path.failed ? NULL : arena_string(arena, str_get(&path));
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

static stance_result read_file(const struct folder *folder, const char *name, const char *path,
                               struct str *text, struct stamp *stamp,
                               struct stance_diagnostics *list)
{
    struct str message = {0};
    stance_result result = folder_read(folder, name, text, stamp, &message);
    if (result == STANCE_IO || result == STANCE_REFUSED)
        complain_file(list, path, "", str_get(&message));
    if (message.failed) result = STANCE_NO_MEMORY;
    str_clear(&message);
    return result;
}

/** Which file to read, and how it stood. */
struct source_file {
    const struct folder *folder;
    const char *name, *path;
    struct stamp *stamp;
    char *digest; /* room for DIGEST_SIZE; NULL: not wanted */
};

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
read_json(struct scratch *scratch, struct source_file file, struct arena *arena,
          struct stance_diagnostics *list,
          void (*use)(struct reader *reader, struct json_node root, void *context), void *context)
{
    struct str *text = &scratch->text;
    struct json *json = &scratch->json;
    stance_result result;
    str_truncate(text, 0);
    result = read_file(file.folder, file.name, file.path, text, file.stamp, list);
    if (result == STANCE_OK && file.digest)
        SHA256Data((const uint8_t *)str_get(text), text->length, file.digest);
    if (result == STANCE_OK) result = json_read(json, str_get(text), text->length, list);
    if (result == STANCE_OK) {
        struct reader reader;
        reader_init(&reader, arena, list, file.path, json);
        use(&reader, json_root(json), context);
        if (reader.failed) result = STANCE_NO_MEMORY;
        reader_clear(&reader);
    }
    diagnostics_locate(list, file.path, str_get(text), text->length);
    if (list->failed) return STANCE_NO_MEMORY;
    return result == STANCE_OK && list->found[STANCE_ERROR] ? STANCE_REFUSED : result;
}

/* model.json */

/** What keeps a path from being a folder, in words; nothing if it is one. */
static void describe_folder(const char *path, struct str *words)
{
    static const char what[] = ": a model is a folder that holds a model.json (stance help files)";
    struct stat status;
    if (file_is_absent(path))
        str_printf(words, "no such folder%s", what);
    else if (file_is_dangling(path))
        str_append(words, "is a symbolic link that leads nowhere");
    else if (stat(path, &status))
        file_print_error(errno, words);
    else if (!S_ISDIR(status.st_mode))
        str_printf(words, "is not a folder%s", what);
}

static stance_result check_folder(const struct folder *folder, const char *model_path,
                                  struct stance_diagnostics *list)
{
    const char *path = folder->path;
    struct str words = {0};
    stance_result result = STANCE_IO;
    describe_folder(path, &words);
    if (words.length)
        complain_file(list, path, "", str_get(&words));
    else if (file_is_absent(model_path) && !folder_brings(folder, MODEL_FILE))
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
    struct source_file file = {load->folder, MODEL_FILE, path, &load->model_stamp,
                               load->hashes ? load->model_digest : NULL};
    stance_result result = read_json(&scratch, file, &load->model->arena, &own, use_model, load);
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
    struct source_file file = {job->load->folder, job->name, job->path, &job->stamp,
                               job->load->hashes ? job->digest : NULL};
    job->result = read_json(scratch, file, &job->arena, &job->diagnostics, use_actor, job);
    if (!is_id) job->result = load_worse(job->result, STANCE_REFUSED);
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

static bool make_jobs(struct load *load)
{
    struct arena *arena = &load->model->arena;
    char **names = load->names;
    size_t count = load->n_names;
    load->jobs = calloc(count ? count : 1, sizeof *load->jobs);
    if (!load->jobs) return false;
    for (size_t i = 0; i < count; i++) {
        struct file_job *job = &load->jobs[i];
        job->load = load;
        job->name = join_path(arena, ACTORS, names[i]);
        job->path = job->name ? join_path(arena, load->model->path, job->name) : NULL;
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
        file_print_join(folder, names[n], &path);
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
    const char *folder = join_path(&load->model->arena, load->model->path, ACTORS);
    struct str message = {0};
    stance_result result;
    if (!folder) return STANCE_NO_MEMORY;
    result = folder_list_actors(load->folder, &load->names, &load->n_names, &message);
    if (result == STANCE_IO || result == STANCE_REFUSED)
        complain_file(list, folder, "",
                      file_is_dangling(folder) ? "is a symbolic link that leads nowhere"
                                               : str_get(&message));
    else if (result == STANCE_OK && !load->n_names && file_is_absent(folder))
        diagnostics_warn(list, "no-actors", (struct place){.file = diagnostics_copy(list, folder)},
                         "there is no such folder: it holds the actors' files, ID.json");
    if (result == STANCE_OK && (!make_jobs(load) || !warn_of_near_names(list, folder)))
        result = STANCE_NO_MEMORY;
    if (message.failed || list->failed) result = STANCE_NO_MEMORY;
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
    result = load_complete(load);
    for (size_t i = 0; i < load->n_jobs; i++) {
        diagnostics_absorb(list, &load->jobs[i].diagnostics);
        arena_clear(&load->jobs[i].arena); /* empty, unless memory failed before */
    }
    return list->failed ? STANCE_NO_MEMORY : load_worse(result, check_size(load, list));
}

/* Looking again */

/** The files of actors are still these. */
static bool names_hold(const struct load *load)
{
    struct str message = {0};
    char **names;
    size_t count;
    stance_result result = folder_list_actors(load->folder, &names, &count, &message);
    bool are_same = (result == STANCE_OK ? count : 0) == load->n_names;
    for (size_t i = 0; are_same && i < load->n_names; i++)
        are_same = strcmp(names[i], load->names[i]) == 0;
    if (result == STANCE_OK) file_names_free(names, count);
    str_clear(&message);
    return are_same;
}

static bool files_hold(const struct load *load)
{
    if (!folder_journal_holds(load->folder) || !names_hold(load)) return false;
    if (!folder_stamp_holds(load->folder, MODEL_FILE, &load->model_stamp)) return false;
    for (size_t i = 0; i < load->n_jobs; i++)
        if (!folder_stamp_holds(load->folder, load->jobs[i].name, &load->jobs[i].stamp))
            return false;
    return true;
}

static bool keep_stamps(const struct load *load, struct stamp **stamps)
{
    *stamps = calloc(load->n_jobs + 1, sizeof **stamps);
    for (size_t i = 0; *stamps && i < load->n_jobs; i++)
        (*stamps)[i] = load->jobs[i].stamp;
    return *stamps != NULL;
}

/* The digest of the lines that sha256sum prints of the files. */
static bool keep_digest(const struct load *load)
{
    char digest[DIGEST_SIZE];
    struct str lines = {0};
    str_printf(&lines, "%s  %s\n", load->model_digest, MODEL_FILE);
    for (size_t i = 0; i < load->n_jobs; i++)
        str_printf(&lines, "%s  %s\n", load->jobs[i].digest, load->jobs[i].name);
    SHA256Data((const uint8_t *)str_get(&lines), lines.length, digest);
    load->model->digest = arena_string(&load->model->arena, digest);
    bool ok = !lines.failed && load->model->digest;
    str_clear(&lines);
    return ok;
}

stance_result load_round(const struct folder *folder, size_t threads, bool hashes,
                         struct stance_model *model, struct stamp **stamps,
                         struct stance_diagnostics *diagnostics, bool *holds)
{
    struct load load = {.folder = folder, .model = model, .hashes = hashes};
    const char *path = folder->path, *model_path = join_path(&model->arena, path, MODEL_FILE);
    stance_result result;
    *holds = true;
    model->path = arena_string(&model->arena, path);
    if (!model->path || !model_path) return STANCE_NO_MEMORY;
    result = check_folder(folder, model_path, diagnostics);
    if (result != STANCE_OK) return result;
    result = load_model_file(&load, model_path, diagnostics);
    if (result != STANCE_NO_MEMORY)
        result = load_worse(result, load_actors(&load, threads, diagnostics));
    if (result != STANCE_NO_MEMORY) *holds = files_hold(&load);
    if (result == STANCE_OK && *holds && stamps && !keep_stamps(&load, stamps))
        result = STANCE_NO_MEMORY;
    if (result == STANCE_OK && hashes && !keep_digest(&load)) result = STANCE_NO_MEMORY;
    file_names_free(load.names, load.n_names);
    free(load.jobs);
    return result;
}
