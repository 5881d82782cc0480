/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files of actors a folder has: those that are there, and those that a batch brings whose
 * files are not in place yet. */
#include "store/folder.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/file_path.h"

static const char actors[] = "actors/";

struct names {
    char **items;
    size_t count;
};

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_names(struct names *names)
{
    if (names->count) qsort(names->items, names->count, sizeof *names->items, by_bytes);
}

static bool is_among(const struct names *names, const char *name)
{
    return names->count &&
           bsearch(&name, names->items, names->count, sizeof *names->items, by_bytes);
}

/* Does a text wait beside a file that is not there? Be it the new one or not: folder_read tells. */
static bool is_waiting(const struct folder *folder, const struct journal_entry *entry)
{
    char *path = file_join(folder->path, entry->name), *staged = NULL;
    int error_number;
    bool waits = path && text_find_staged(path, entry, &staged) == 0 &&
                 text_look(staged, entry, NULL, NULL, &error_number) != TEXT_ABSENT;
    free(staged);
    free(path);
    return waits;
}

bool folder_brings(const struct folder *folder, const char *name)
{
    const struct journal_entry *entry =
        folder->has_journal ? journal_find(&folder->journal, name) : NULL;
    return folder_overlays(folder, name) || (entry && is_waiting(folder, entry));
}

/* Add "ID.json" of "actors/ID.json", if it is not among the first `listed`, which are sorted.
 * There is room. */
static bool bring(struct names *names, const struct names *listed, const char *name)
{
    const char *file = name + sizeof actors - 1;
    if (strncmp(name, actors, sizeof actors - 1) != 0 || is_among(listed, file)) return true;
    names->items[names->count] = strdup(file);
    if (!names->items[names->count]) return false;
    names->count++;
    return true;
}

static bool bring_all(const struct folder *folder, struct names *names)
{
    size_t n_entries = folder->journal.count, room, bytes;
    struct names listed;
    char **items;
    bool ok = true;
    if (!n_entries && !folder->n_overlays) return true;
    if (!size_add(names->count, n_entries, &room) || !size_add(room, folder->n_overlays, &room) ||
        !size_mul(room, sizeof *items, &bytes))
        return false;
    items = realloc(names->items, bytes);
    if (!items) return false;
    names->items = items;
    listed = *names;
    for (size_t i = 0; ok && i < n_entries; i++) {
        const struct journal_entry *entry = &folder->journal.entries[i];
        if (strncmp(entry->name, actors, sizeof actors - 1) != 0) continue;
        if (is_among(&listed, entry->name + sizeof actors - 1)) continue;
        if (is_waiting(folder, entry)) ok = bring(names, &listed, entry->name);
    }
    sort_names(names);
    listed = *names;
    for (size_t i = 0; ok && i < folder->n_overlays; i++)
        ok = bring(names, &listed, folder->overlays[i]->name);
    sort_names(names);
    return ok;
}

stance_result folder_list_actors(const struct folder *folder, char ***names, size_t *count,
                                 struct str *message)
{
    struct names found = {0};
    char *path = file_join(folder->path, "actors");
    stance_result result = path ? STANCE_OK : STANCE_NO_MEMORY;
    *names = NULL;
    *count = 0;
    if (path && !file_is_absent(path))
        result = file_list(path, ".json", MODEL_MAX_ACTORS, &found.items, &found.count, message);
    free(path);
    if (result == STANCE_OK && !bring_all(folder, &found)) result = STANCE_NO_MEMORY;
    if (result == STANCE_OK && found.count > MODEL_MAX_ACTORS) {
        str_printf(message, "holds more than the limit of %d files", MODEL_MAX_ACTORS);
        result = STANCE_REFUSED;
    }
    if (message->failed) result = STANCE_NO_MEMORY;
    if (result == STANCE_OK) {
        *names = found.items;
        *count = found.count;
    } else {
        file_names_free(found.items, found.count);
    }
    return result;
}
