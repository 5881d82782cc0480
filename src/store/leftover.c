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

#include "base/file.h"
#include "base/file_stage.h"
#include "base/str.h"
#include "store/journal.h"
#include "store/json_scan.h"

struct search {
    struct stance_diagnostics *list;
    char *home, *actors;     /* free of links; heap; actors may be NULL */
    bool actors_are_outside; /* they are a link */
    char **folders;          /* outside, where links lead; heap */
    size_t n_folders;
    size_t n_removed;
    stance_result result;
};

static bool fail(struct search *search, const char *path, const char *words, int error_number)
{
    struct stance_diagnostics *list = search->list;
    struct str message = {0};
    search->result = error_number == ENOMEM ? STANCE_NO_MEMORY : STANCE_IO;
    if (error_number == ENOMEM) return false;
    file_print_error(error_number, &message);
    diagnostics_error(list, (struct place){diagnostics_copy(list, path), 0, 0},
                      "%s: %s: nothing was changed", words, str_get(&message));
    if (message.failed) list->failed = true;
    str_clear(&message);
    return false;
}

static char *joined(const char *folder, const char *name)
{
    struct str path = {0};
    str_printf(&path, "%s%s%s", folder, strcmp(folder, "/") == 0 ? "" : "/", name);
    return str_take(&path);
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
              "links to this folder: if there is none, delete it"
            : "an interrupted batch left this text, and somebody has changed it since: "
              "look at it, then delete it");
}

/* An exchange must be on the disk before the old text goes. */
static bool remove_file(struct search *search, const char *folder, const char *path)
{
    int descriptor, error_number = file_open_folder(folder, &descriptor);
    if (!error_number) {
        error_number = file_sync(descriptor);
        close(descriptor); /* only read: nothing can be lost */
    }
    if (error_number && error_number != EINVAL && error_number != EOPNOTSUPP)
        return fail(search, folder, "cannot be cleared", error_number);
    if (unlink(path) != 0 && errno != ENOENT)
        return fail(search, path, "what an interrupted batch left cannot be removed", errno);
    search->n_removed++;
    return true;
}

/* Searching */

static bool look_at(struct search *search, const char *folder, const char *name, bool is_outside)
{
    struct journal_entry entry;
    enum verdict verdict;
    char *path;
    bool ok = true;
    if (!journal_parse_staged(name, &entry)) return true;
    path = joined(folder, name);
    if (!path) return fail(search, folder, "", ENOMEM);
    verdict = judge(search, path, &entry, is_outside);
    if (search->result != STANCE_OK)
        ok = false;
    else if (verdict == OWN)
        ok = remove_file(search, folder, path);
    else
        keep(search, path, verdict);
    free(path);
    return ok;
}

static bool search_folder(struct search *search, const char *folder, bool is_outside)
{
    DIR *stream = opendir(folder);
    bool ok = true;
    int error_number = 0;
    if (!stream) return fail(search, folder, "cannot be read", errno);
    while (ok) {
        const struct dirent *entry;
        errno = 0; /* tells the end from an error */
        /* cppcheck-suppress readdirCalled ; the stream is ours alone, readdir_r is obsolete */
        entry = readdir(stream);
        if (!entry) {
            error_number = errno;
            break;
        }
        if (entry->d_name[0] == '.') ok = look_at(search, folder, entry->d_name, is_outside);
    }
    closedir(stream);
    return error_number ? fail(search, folder, "cannot be read", error_number) : ok;
}

static bool is_known(const struct search *search, const char *folder)
{
    if (strcmp(folder, search->home) == 0) return true;
    if (search->actors && strcmp(folder, search->actors) == 0) return true;
    for (size_t i = search->n_folders; i-- > 0;)
        if (strcmp(folder, search->folders[i]) == 0) return true;
    return false;
}

/* Takes the folder. */
static bool add_outside(struct search *search, char *folder)
{
    char **folders;
    if (!folder) return fail(search, "", "", ENOMEM);
    if (is_known(search, folder)) {
        free(folder);
        return true;
    }
    folders = realloc(search->folders, (search->n_folders + 1) * sizeof *folders);
    if (!folders) {
        free(folder);
        return fail(search, "", "", ENOMEM);
    }
    search->folders = folders;
    folders[search->n_folders++] = folder;
    return true;
}

static bool follow(struct search *search, const char *folder, const char *name)
{
    struct stat status;
    char *path = joined(folder, name), *target = NULL;
    bool ok = true;
    if (!path) return fail(search, "", "", ENOMEM);
    if (lstat(path, &status) == 0 && S_ISLNK(status.st_mode)) {
        int error_number = file_resolve(path, &target);
        if (error_number == ENOMEM) ok = fail(search, "", "", ENOMEM);
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
        file_list(search->actors, ".json", MODEL_MAX_ACTORS, &names, &count, &message);
    if (result == STANCE_NO_MEMORY) ok = fail(search, "", "", ENOMEM);
    for (size_t i = 0; ok && i < count; i++)
        ok = follow(search, search->actors, names[i]);
    file_names_free(names, count);
    str_clear(&message);
    return ok;
}

static bool find_home(struct search *search, const char *path)
{
    char *actors;
    search->home = realpath(path, NULL);
    if (!search->home) return fail(search, path, "cannot be read", errno);
    actors = joined(search->home, "actors");
    if (!actors) return fail(search, path, "", ENOMEM);
    errno = 0;
    search->actors = realpath(actors, NULL);
    search->actors_are_outside = search->actors && strcmp(search->actors, actors) != 0;
    free(actors);
    return search->actors || errno != ENOMEM || fail(search, path, "", ENOMEM);
}

static bool remove_journal_new(struct search *search)
{
    struct stat status;
    char *path = joined(search->home, JOURNAL_NEW_NAME);
    bool ok = path || fail(search, "", "", ENOMEM);
    if (path && lstat(path, &status) == 0) ok = remove_file(search, search->home, path);
    free(path);
    return ok;
}

static bool clear_all(struct search *search, const char *path)
{
    if (!find_home(search, path) || !remove_journal_new(search)) return false;
    if (!search_folder(search, search->home, false)) return false;
    if (!follow(search, search->home, "model.json")) return false;
    if (search->actors && (!search_folder(search, search->actors, search->actors_are_outside) ||
                           !follow_actors(search)))
        return false;
    for (size_t i = 0; i < search->n_folders; i++)
        if (!search_folder(search, search->folders[i], true)) return false;
    return true;
}

stance_result leftover_clear(const char *path, bool *found, struct stance_diagnostics *diagnostics)
{
    struct search search = {.list = diagnostics};
    clear_all(&search, path);
    if (search.n_removed) *found = true;
    for (size_t i = 0; i < search.n_folders; i++)
        free(search.folders[i]);
    free(search.folders);
    free(search.home);
    free(search.actors);
    return diagnostics->failed ? STANCE_NO_MEMORY : search.result;
}
