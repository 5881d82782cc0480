/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A staged text is known by its name, which says the CRC of the text before and after. One that has
 * either, or that is cut off, is a batch's own and can go. Any other was saved by an editor that
 * held the old file open: it is kept. In a folder outside of the model, to which a link leads, a
 * whole new text may belong to another model's recorded batch: it is kept there, too. */
#include "store/leftover.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/file_path.h"
#include "base/file_stage.h"
#include "store/journal.h"
#include "store/json_scan.h"

/* A folder that is searched. */
struct searched {
    char *path; /* free of links; heap */
    bool is_outside, is_synced;
};

struct search {
    struct stance_diagnostics *list;
    struct leftover *found;
    struct searched home, actors; /* actors may have no path */
    struct searched *folders;     /* outside, where links lead; heap */
    size_t n_folders, size;
    stance_result result;
};

static bool fail_memory(struct search *search)
{
    search->result = STANCE_NO_MEMORY;
    return false;
}

static bool fail(struct search *search, const char *path, const char *words, int error_number)
{
    struct leftover *found = search->found;
    if (error_number == ENOMEM) return fail_memory(search);
    search->result = STANCE_IO;
    found->place = (struct place){diagnostics_copy(search->list, path), 0, 0};
    str_printf(&found->words, "%s: ", words);
    file_print_error(error_number, &found->words);
    return false;
}

/* Judging one */

static bool is_whole_json(const struct str *text, struct search *search)
{
    struct json_marks marks = {0};
    struct stance_diagnostics unheard = {0};
    stance_result result = json_scan(str_get(text), text->length, &marks, &unheard);
    if (result == STANCE_NO_MEMORY || unheard.failed) search->result = STANCE_NO_MEMORY;
    json_marks_clear(&marks);
    diagnostics_clear(&unheard);
    return result == STANCE_OK;
}

enum verdict { OWN, KEEP_EDITORS, KEEP_ANOTHERS };

/* What cannot be read is kept like an editor's. */
static enum verdict judge(struct search *search, const char *path,
                          const struct journal_entry *entry, bool is_outside)
{
    struct str text = {0}, message = {0};
    enum verdict verdict = KEEP_EDITORS;
    stance_result result = file_read(path, JSON_MAX_BYTES, &text, &message);
    if (result == STANCE_NO_MEMORY) search->result = result;
    if (result == STANCE_OK) {
        unsigned crc = journal_text_of(str_get(&text), text.length).crc;
        if (crc == entry->new_text.crc)
            verdict = is_outside ? KEEP_ANOTHERS : OWN;
        else if ((!entry->is_new && crc == entry->old_text.crc) || !is_whole_json(&text, search))
            verdict = OWN;
    }
    str_clear(&message);
    str_clear(&text);
    return verdict;
}

static void keep(struct search *search, const char *path, enum verdict verdict)
{
    struct stance_diagnostics *list = search->list;
    struct place place = {diagnostics_copy(list, path), 0, 0};
    diagnostics_warn(
        list, "left-over", place, "%s",
        verdict == KEEP_ANOTHERS
            ? "an interrupted batch left this text, perhaps one of another model that "
              "links to this folder: entering the same again takes it up; else delete it, if "
              "there is no other model"
            : "an interrupted batch left this text, and somebody has changed it since: "
              "look at it, then delete it");
}

/* An exchange must be on the disk before the old text goes. All were made before this began: once
 * a folder is enough. */
static bool sync_before(struct search *search, struct searched *folder)
{
    int descriptor, error_number;
    if (folder->is_synced) return true;
    error_number = file_open_folder(folder->path, &descriptor);
    if (!error_number) {
        error_number = file_sync(descriptor);
        close(descriptor); /* only read: nothing can be lost */
    }
    folder->is_synced = !error_number || error_number == EINVAL || error_number == EOPNOTSUPP;
    return folder->is_synced || fail(search, folder->path, "cannot be cleared", error_number);
}

static bool remove_file(struct search *search, struct searched *folder, const char *path)
{
    if (!sync_before(search, folder)) return false;
    if (unlink(path) == 0)
        search->found->n_removed++;
    else if (errno != ENOENT)
        return fail(search, path, "what an interrupted batch left cannot be removed", errno);
    return true;
}

/* Searching */

static bool look_at(struct search *search, struct searched *folder, const char *name)
{
    struct journal_entry entry;
    enum verdict verdict;
    char *path;
    bool ok = true;
    if (!journal_parse_staged(name, &entry)) return true;
    path = file_join(folder->path, name);
    if (!path) return fail_memory(search);
    verdict = judge(search, path, &entry, folder->is_outside);
    if (search->result != STANCE_OK)
        ok = false;
    else if (verdict == OWN)
        ok = remove_file(search, folder, path);
    else
        keep(search, path, verdict);
    free(path);
    return ok;
}

static bool search_folder(struct search *search, struct searched *folder)
{
    DIR *stream = opendir(folder->path);
    bool ok = true;
    int error_number = 0;
    if (!stream) return fail(search, folder->path, "cannot be read", errno);
    while (ok) {
        const struct dirent *entry;
        errno = 0; /* tells the end from an error */
        /* cppcheck-suppress readdirCalled ; the stream is ours alone, readdir_r is obsolete */
        entry = readdir(stream);
        if (!entry) {
            error_number = errno;
            break;
        }
        if (entry->d_name[0] == '.') ok = look_at(search, folder, entry->d_name);
    }
    closedir(stream);
    return error_number ? fail(search, folder->path, "cannot be read", error_number) : ok;
}

/* Takes the folder. Often it is that of the link before. */
static bool add_outside(struct search *search, char *path)
{
    struct searched *folders = search->folders;
    if (!path) return fail_memory(search);
    if (search->n_folders && strcmp(folders[search->n_folders - 1].path, path) == 0) {
        free(path);
        return true;
    }
    if (search->n_folders == search->size) {
        size_t size = search->size ? search->size * 2 : 8, bytes;
        folders = size_mul(size, sizeof *folders, &bytes) ? realloc(folders, bytes) : NULL;
        if (!folders) {
            free(path);
            return fail_memory(search);
        }
        search->folders = folders;
        search->size = size;
    }
    folders[search->n_folders++] = (struct searched){.path = path, .is_outside = true};
    return true;
}

static bool follow(struct search *search, const char *folder, const char *name)
{
    struct stat status;
    char *path = file_join(folder, name), *target = NULL;
    bool ok = true;
    if (!path) return fail_memory(search);
    if (lstat(path, &status) == 0 && S_ISLNK(status.st_mode)) {
        int error_number = file_resolve(path, &target);
        if (error_number == ENOMEM) ok = fail_memory(search);
        if (!error_number) ok = add_outside(search, file_folder_of(target));
    }
    free(target);
    free(path);
    return ok;
}

static bool follow_actors(struct search *search)
{
    struct str message = {0};
    char **names = NULL;
    size_t count = 0;
    bool ok = true;
    stance_result result =
        file_list(search->actors.path, ".json", MODEL_MAX_ACTORS, &names, &count, &message);
    if (result == STANCE_NO_MEMORY) ok = fail_memory(search);
    for (size_t i = 0; ok && i < count; i++)
        ok = follow(search, search->actors.path, names[i]);
    file_names_free(names, count);
    str_clear(&message);
    return ok;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct searched *)a)->path, ((const struct searched *)b)->path);
}

static bool search_outside(struct search *search)
{
    struct searched *folders = search->folders;
    if (search->n_folders) qsort(folders, search->n_folders, sizeof *folders, by_path);
    for (size_t i = 0; i < search->n_folders; i++) {
        if (i > 0 && by_path(&folders[i - 1], &folders[i]) == 0) continue;
        if (by_path(&search->home, &folders[i]) == 0) continue;
        if (search->actors.path && by_path(&search->actors, &folders[i]) == 0) continue;
        if (!search_folder(search, &folders[i])) return false;
    }
    return true;
}

static bool find_home(struct search *search, const char *path)
{
    char *actors;
    search->home.path = realpath(path, NULL);
    if (!search->home.path) return fail(search, path, "cannot be read", errno);
    actors = file_join(search->home.path, "actors");
    if (!actors) return fail_memory(search);
    errno = 0;
    search->actors.path = realpath(actors, NULL);
    search->actors.is_outside = search->actors.path && strcmp(search->actors.path, actors) != 0;
    free(actors);
    return search->actors.path || errno != ENOMEM || fail_memory(search);
}

static bool remove_journal_new(struct search *search)
{
    char *path = file_join(search->home.path, JOURNAL_NEW_NAME);
    bool ok = path || fail_memory(search);
    if (path && !file_is_absent(path)) ok = remove_file(search, &search->home, path);
    free(path);
    return ok;
}

static bool clear_all(struct search *search, const char *path)
{
    if (!find_home(search, path) || !remove_journal_new(search)) return false;
    if (!search_folder(search, &search->home)) return false;
    if (!follow(search, search->home.path, "model.json")) return false;
    if (search->actors.path && (!search_folder(search, &search->actors) || !follow_actors(search)))
        return false;
    return search_outside(search);
}

stance_result leftover_clear(const char *path, struct leftover *leftover,
                             struct stance_diagnostics *diagnostics)
{
    struct search search = {.list = diagnostics, .found = leftover};
    clear_all(&search, path);
    for (size_t i = 0; i < search.n_folders; i++)
        free(search.folders[i].path);
    free(search.folders);
    free(search.home.path);
    free(search.actors.path);
    return diagnostics->failed ? STANCE_NO_MEMORY : search.result;
}
