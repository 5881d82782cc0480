/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After every failed allocation the files hold the whole batch or nothing of it, or a journal says
 * which. What is needed to set the folder up allocates nothing. */
#include "batch.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/commit.h"
#include "store/load.h"
#include "store/recover.h"

#define OLD "{\"name\": \"old\"}\n"
#define NEW "{\"name\": \"the new\"}\n"
#define MODEL                                                                                      \
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [{\"id\": \"a\", \"scale\": "        \
    "{\"type\": \"interval\", \"min\": 0, \"max\": 1}}]}\n"
/* CRC-32 of OLD and NEW, and the journal that names them. */
#define STAGED(id) "actors/.stance-" id ".json-4b523aee-a749609c.new"
#define ENTRY(id)  "actors/" id ".json 16:4b523aee 20:a749609c\n"

static char base[128];

void sweep_batch_prepare(const char *folder)
{
    snprintf(base, sizeof base, "%s", folder);
}

/* Every process works in a folder of its own. */
static const char *home(void)
{
    static char path[192];
    snprintf(path, sizeof path, "%s/batch-%ld", base, (long)getpid());
    return path;
}

static const char *at(const char *name)
{
    static char path[320];
    snprintf(path, sizeof path, "%s/%s", home(), name);
    return path;
}

static void put(const char *name, const char *text)
{
    int descriptor = open(at(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0 || write(descriptor, text, strlen(text)) != (ssize_t)strlen(text))
        sweep_complain("cannot write a file");
    if (descriptor >= 0) close(descriptor);
}

static bool holds(const char *name, const char *text)
{
    char bytes[512];
    int descriptor = open(at(name), O_RDONLY | O_CLOEXEC);
    ssize_t got = descriptor < 0 ? -1 : read(descriptor, bytes, sizeof bytes);
    if (descriptor >= 0) close(descriptor);
    return got == (ssize_t)strlen(text) && memcmp(bytes, text, strlen(text)) == 0;
}

static void make_folder(void)
{
    static const char *const hidden[] = {".stance-commit", ".stance-commit.new", STAGED("a"),
                                         STAGED("b"), ".stance-lock"};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        unlink(at(hidden[i]));
    mkdir(home(), 0777);
    mkdir(at("actors"), 0777);
    unlink(at("actors/c.json"));
    unlink(at("actors/l.json"));
    put("model.json", MODEL);
    put("actors/a.json", OLD);
    put("actors/b.json", OLD);
}

static void make_unfinished(void)
{
    make_folder();
    put("actors/a.json", NEW);
    put(STAGED("a"), OLD);
    put(STAGED("b"), NEW);
    put(".stance-commit", "stance batch 1\n" ENTRY("a") ENTRY("b") "end 3a6ede1f\n");
}

static bool is_there(const char *name)
{
    return access(at(name), F_OK) == 0;
}

/* Whole, or a journal says what is to be. */
static void check_whole(stance_result result, const char *third)
{
    bool a = holds("actors/a.json", NEW), b = holds("actors/b.json", NEW);
    bool is_new = a && b && holds("actors/c.json", third);
    if (is_there(".stance-commit")) return;
    if (result == STANCE_OK && !is_new) sweep_complain("STANCE_OK, and the batch is not there");
    if (a != b) sweep_complain("torn");
    if (result != STANCE_OK && !is_new && (is_there(STAGED("a")) || is_there(STAGED("b"))))
        sweep_complain("something was left over");
}

static stance_result read_and_commit(struct lock *lock, stance_diagnostics *list)
{
    struct folder folder;
    struct replacement files[3] = {{.name = "actors/a.json", .new_text = NEW},
                                   {.name = "actors/b.json", .new_text = NEW},
                                   {.name = "actors/c.json", .new_text = NEW, .is_new = true}};
    struct str texts[2] = {{0}}, message = {0};
    stance_result result = folder_open(&folder, home(), NULL, 0, list);
    for (size_t i = 0; i < 3; i++)
        files[i].new_length = strlen(NEW);
    for (size_t i = 0; result == STANCE_OK && i < 2; i++) {
        result = folder_read(&folder, files[i].name, &texts[i], &files[i].stamp, &message);
        files[i].old_text = str_get(&texts[i]);
        files[i].old_length = texts[i].length;
    }
    if (result == STANCE_OK) result = store_commit(home(), lock, files, 3, list, NULL);
    folder_close(&folder);
    str_clear(&texts[0]);
    str_clear(&texts[1]);
    str_clear(&message);
    return result;
}

stance_result sweep_commit(struct sweep_output *output)
{
    struct lock lock = {0};
    stance_result result = STANCE_NO_MEMORY;
    make_folder();
    stance_diagnostics *list = stance_diagnostics_new();
    if (list) result = lock_take(home(), 0, &lock, list);
    if (result == STANCE_OK) result = read_and_commit(&lock, list);
    lock_release(&lock);
    check_whole(result, NEW);
    sweep_note(output, NEW, is_there("actors/c.json"));
    stance_diagnostics_free(list);
    return result;
}

static bool says_memory(const stance_diagnostics *list)
{
    for (size_t i = 0; i < stance_diagnostics_kept(list); i++)
        if (strstr(stance_diagnostics_get(list, i)->message, "not enough memory")) return true;
    return false;
}

static stance_result recover(struct sweep_output *output)
{
    struct lock lock = {0};
    stance_recovery found = STANCE_RECOVERY_NONE;
    stance_result result = STANCE_NO_MEMORY;
    stance_diagnostics *list = stance_diagnostics_new();
    if (list) result = lock_take(home(), 0, &lock, list);
    if (result == STANCE_OK) result = store_recover(home(), &lock, &found, list, NULL);
    lock_release(&lock);
    /* What is recorded stays so: the list says it, and that memory was the cause. */
    if (result == STANCE_IO && says_memory(list)) result = STANCE_NO_MEMORY;
    sweep_note(output, NEW, found);
    stance_diagnostics_free(list);
    return result;
}

stance_result sweep_recover(struct sweep_output *output)
{
    make_unfinished();
    put("actors/c.json", NEW);
    stance_result result = recover(output);
    check_whole(result, NEW);
    return result;
}

stance_result sweep_left_over(struct sweep_output *output)
{
    make_folder();
    put(STAGED("a"), NEW);
    put(STAGED("b"), "{\"cut");
    put(".stance-commit.new", "stance b");
    /* Outside: one is kept, one goes. */
    mkdir(at("outside"), 0777);
    put("outside/l.json", OLD);
    if (symlink("../outside/l.json", at("actors/l.json")) != 0)
        sweep_complain("cannot make a link");
    put("outside/.stance-l.json-4b523aee-a749609c.new", NEW);
    put("outside/.stance-m.json-4b523aee-a749609c.new", "{\"cut");
    return recover(output);
}

stance_result sweep_unfinished(struct sweep_output *output)
{
    stance_model *model = NULL;
    stance_result result = STANCE_NO_MEMORY;
    make_unfinished();
    stance_diagnostics *list = stance_diagnostics_new();
    if (list) result = stance_model_load(home(), list, &model);
    for (size_t i = 0; model && i < model->n_actors; i++)
        sweep_note_text(output, model->actors[i].name);
    if (result == STANCE_OK) sweep_note(output, MODEL, stance_diagnostics_kept(list));
    stance_model_free(model);
    stance_diagnostics_free(list);
    return result;
}
