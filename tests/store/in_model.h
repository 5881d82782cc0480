/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  For suites that write into a model's folder: a small model, batches of whole texts, what
 *  lies about afterwards. */
#ifndef TESTS_STORE_IN_MODEL_H
#define TESTS_STORE_IN_MODEL_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "store/batch.h"
#include "store/commit.h"
#include "store/listing.h"
#include "store/load.h"
#include "store/recover.h"

#define MODEL_TEXT                                                                                 \
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [\n"                                 \
    "{\"id\": \"size\", \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 10}}]}\n"
#define ACTOR_TEXT(name) "{\"name\": \"" name "\"}\n"

/** A text for a file. */
struct change {
    const char *name, *text;
};

/** The texts of two actors and of model.json, before and after. */
static const struct change old_texts[] = {{"actors/a.json", ACTOR_TEXT("old a")},
                                          {"actors/b.json", ACTOR_TEXT("old b")},
                                          {"model.json", MODEL_TEXT}};
static const struct change new_texts[] = {{"actors/a.json", ACTOR_TEXT("the new a")},
                                          {"actors/b.json", ACTOR_TEXT("the new b")},
                                          {"model.json", MODEL_TEXT "\n"}};
enum { N_TEXTS = sizeof old_texts / sizeof *old_texts };

static inline const char *small_model(void)
{
    return test_model(MODEL_TEXT, "a", old_texts[0].text, "b", old_texts[1].text, NULL);
}

static inline const char *at(const char *folder, const char *name)
{
    return test_text("%s/%s", folder, name);
}

static inline void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wbe");
    if (!file) {
        FAIL("cannot write %s", path);
        return;
    }
    CHECK(fputs(text, file) >= 0);
    CHECK_INT(fclose(file), 0);
}

/** A text, "(none)" if there is no such file; lent. */
static inline const char *get(const char *path)
{
    return access(path, F_OK) == 0 ? test_read(path, NULL) : "(none)";
}

static inline int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/** Hidden names in a folder, sorted, a blank behind each; lent. */
static inline const char *hidden_in(const char *folder)
{
    DIR *stream = opendir(folder);
    const struct dirent *entry;
    const char *names[64];
    size_t count = 0;
    const char *all = "";
    if (!stream) return "(no folder)";
    /* cppcheck-suppress readdirCalled ; the stream is ours alone, readdir_r is obsolete */
    while ((entry = readdir(stream)) && count < 64)
        if (entry->d_name[0] == '.' && strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0)
            names[count++] = test_text("%s", entry->d_name);
    closedir(stream);
    if (count) qsort(names, count, sizeof *names, by_text);
    for (size_t i = 0; i < count; i++)
        all = test_text("%s%s ", all, names[i]);
    return all;
}

/** Nothing lies about in a model's folder. */
static inline void check_clean(const char *folder)
{
    CHECK_TEXT(hidden_in(folder), "");
    if (access(at(folder, "actors"), F_OK) == 0) CHECK_TEXT(hidden_in(at(folder, "actors")), "");
}

/** What a reader finds: the names of actors a and b, "..." for the rest of it, or the errors. */
static inline const char *seen_in(const char *folder)
{
    stance_diagnostics *list = stance_diagnostics_new();
    stance_model *model = NULL;
    const char *seen = "";
    stance_model_load(folder, list, &model);
    for (size_t i = 0; model && i < model->n_actors; i++)
        seen = test_text("%s%s, ", seen, model->actors[i].name);
    stance_model_free(model);
    seen = test_text("%s%s", seen, listing_of(list, folder));
    stance_diagnostics_free(list);
    return seen;
}

/** Read the files, hold the lock, commit.
 *  @param[out] listing  lent; may be NULL. */
static inline stance_result commit_changes(const char *folder, const struct change *changes,
                                           size_t count, const struct batch_seam *seam,
                                           const char **listing)
{
    stance_diagnostics *list = stance_diagnostics_new();
    struct str texts[8] = {{0}}, message = {0};
    struct replacement files[8] = {{0}};
    struct lock lock;
    struct folder open;
    stance_result result = lock_take(folder, 1, &lock, list);
    if (CHECK_INT(result, STANCE_OK) &&
        CHECK_INT(folder_open(&open, folder, NULL, 0, list), STANCE_OK)) {
        for (size_t i = 0; i < count; i++) {
            files[i].is_new = folder_read(&open, changes[i].name, &texts[i], &files[i].stamp,
                                          &message) != STANCE_OK;
            files[i].name = changes[i].name;
            files[i].old_text = str_get(&texts[i]);
            files[i].old_length = texts[i].length;
            files[i].new_text = changes[i].text;
            files[i].new_length = strlen(changes[i].text);
        }
        folder_close(&open);
        result = store_commit(folder, &lock, files, count, list, seam);
    }
    lock_release(&lock);
    for (size_t i = 0; i < count; i++)
        str_clear(&texts[i]);
    str_clear(&message);
    if (listing) *listing = listing_of(list, folder);
    stance_diagnostics_free(list);
    return result;
}

/** Recover under the lock. */
static inline stance_result recover_folder(const char *folder, stance_recovery *found,
                                           const struct batch_seam *seam, const char **listing)
{
    stance_diagnostics *list = stance_diagnostics_new();
    struct lock lock;
    stance_result result = lock_take(folder, 1, &lock, list);
    *found = STANCE_RECOVERY_NONE;
    if (CHECK_INT(result, STANCE_OK)) result = store_recover(folder, &lock, found, list, seam);
    lock_release(&lock);
    if (listing) *listing = listing_of(list, folder);
    stance_diagnostics_free(list);
    return result;
}

/** The entry of a batch that makes one text of another; old_text NULL: a new file. */
static inline struct journal_entry entry_of(const char *name, const char *old_text,
                                            const char *new_text)
{
    struct journal_entry entry = {.is_new = !old_text};
    memcpy(entry.name, name, strlen(name) + 1);
    if (old_text) entry.old_text = journal_text_of(old_text, strlen(old_text));
    entry.new_text = journal_text_of(new_text, strlen(new_text));
    return entry;
}

/** Where an entry's text is staged; lent. */
static inline const char *staged_at(const char *folder, const struct journal_entry *entry)
{
    struct str path = {0};
    const char *lent;
    text_print_staged(at(folder, entry->name), entry, &path);
    lent = test_text("%s", str_get(&path));
    str_clear(&path);
    return lent;
}

static inline int by_entry(const void *a, const void *b)
{
    return strcmp(((const struct journal_entry *)a)->name, ((const struct journal_entry *)b)->name);
}

static inline void put_journal(const char *folder, struct journal_entry *entries, size_t count)
{
    struct journal journal = {entries, count};
    struct str text = {0};
    qsort(entries, count, sizeof *entries, by_entry);
    journal_print(&journal, &text);
    put(at(folder, JOURNAL_NAME), str_get(&text));
    str_clear(&text);
}

#endif
