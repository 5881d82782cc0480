/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as an update of a small model: the first byte says whether as csv, tsv, json, or as a
 * file whose name tells nothing. Refused with an error, or entered; and then all of it is on file,
 * the model can be read, and every old byte is still there. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stance/edit.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char MODEL[] =
    "{\"format\":\"stance/1\",\"title\":\"T\",\"issues\":["
    "{\"id\":\"o\",\"scale\":{\"type\":\"ordinal\",\"levels\":[\"a\",\"b\",\"c\"]}},"
    "{\"id\":\"i\",\"scale\":{\"type\":\"interval\",\"min\":0,\"max\":10}},"
    "{\"id\":\"n\",\"scale\":{\"type\":\"nominal\",\"choices\":[\"x\",\"y\",\"z\"]}},"
    "{\"id\":\"s\",\"scale\":{\"type\":\"nominal\",\"choices\":[\"x\",\"y\"],\"several\":true}}]}";
static const char *const ACTORS[] = {
    "{\"stances\":[{\"issue\":\"o\",\"date\":\"2025-01-01\",\"value\":\"a\"}]}",
    "{\n  \"groups\": [\"g\"],\n  \"stances\": [\n    {\n      \"issue\": \"i\",\n"
    "      \"date\": \"2025-01-01\",\n      \"value\": {\"from\": 1}\n    },\n    {\n"
    "      \"issue\": \"n\",\n      \"date\": \"2025-01-01\",\n      \"value\": [\"x\"]\n    }\n"
    "  ],\n  \"x-mine\": [1,  2]\n}\n",
    "{}",
};
enum { N_ACTORS = sizeof ACTORS / sizeof *ACTORS };
static const char *const NAMES[] = {"u.csv", "u.tsv", "u.json", "u"};

static char folder[64];

static void demand(bool holds)
{
    if (!holds) abort();
}

static const char *path_of(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const void *bytes, size_t length)
{
    FILE *stream = fopen(path_of(name), "wb");
    demand(stream != NULL);
    demand(fwrite(bytes, 1, length, stream) == length);
    demand(fclose(stream) == 0);
}

static const char *actor_name(size_t actor)
{
    static char name[32];
    snprintf(name, sizeof name, "actors/a%zu.json", actor);
    return name;
}

static void put_model(void)
{
    put("model.json", MODEL, sizeof MODEL - 1);
    for (size_t a = 0; a < N_ACTORS; a++)
        put(actor_name(a), ACTORS[a], strlen(ACTORS[a]));
}

static void remove_folder(void)
{
    for (size_t n = 0; n < sizeof NAMES / sizeof *NAMES; n++)
        unlink(path_of(NAMES[n]));
    for (size_t a = 0; a < N_ACTORS; a++)
        unlink(path_of(actor_name(a)));
    unlink(path_of("model.json"));
    rmdir(path_of("actors"));
    rmdir(folder); /* fails, and is seen, if anything else was left there */
}

static void make_folder(void)
{
    snprintf(folder, sizeof folder, "%s/stance-fuzz-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    demand(mkdtemp(folder) != NULL);
    demand(mkdir(path_of("actors"), 0777) == 0);
    put_model();
    atexit(remove_folder);
}

/* Every byte of an actor's first text is in its file, in order. */
static void demand_old_bytes(size_t actor)
{
    FILE *stream = fopen(path_of(actor_name(actor)), "rb");
    demand(stream != NULL);
    for (const char *byte = ACTORS[actor]; *byte; byte++) {
        int c;
        while ((c = fgetc(stream)) != (unsigned char)*byte)
            demand(c != EOF);
    }
    fclose(stream);
}

static stance_cycle *hold(const stance_model *model, const stance_draft *draft)
{
    stance_diagnostics *list = stance_diagnostics_new();
    stance_cycle *cycle = NULL;
    stance_result result = stance_cycle_new(model, draft, "2025-06-01", list, &cycle);
    demand(result == STANCE_OK || stance_diagnostics_count(list, STANCE_ERROR) > 0);
    stance_diagnostics_free(list);
    return cycle;
}

static void demand_on_file(const stance_draft *draft)
{
    stance_diagnostics *list = stance_diagnostics_new();
    stance_model *model = NULL;
    demand(stance_model_load(folder, list, &model) == STANCE_OK);
    stance_cycle *cycle = hold(model, draft);
    demand(cycle && stance_cycle_new_entries(cycle) == 0);
    for (size_t a = 0; a < N_ACTORS; a++)
        demand_old_bytes(a);
    stance_cycle_free(cycle);
    stance_model_free(model);
    stance_diagnostics_free(list);
}

static void enter(const stance_draft *draft)
{
    stance_diagnostics *list = stance_diagnostics_new();
    stance_edit *edit = NULL;
    demand(stance_edit_open(folder, 0, list, &edit) == STANCE_OK);
    stance_cycle *cycle = hold(stance_edit_model(edit), draft);
    bool is_new = cycle && stance_cycle_new_entries(cycle) > 0;
    if (is_new) demand(stance_edit_commit(edit, cycle, list) == STANCE_OK);
    stance_cycle_free(cycle);
    stance_edit_close(edit);
    stance_diagnostics_free(list);
    if (!is_new) return;
    demand_on_file(draft);
    put_model();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (!folder[0]) make_folder();
    if (length == 0) return 0;
    const char *name = NAMES[bytes[0] % 4];
    put(name, bytes + 1, length - 1);
    stance_diagnostics *list = stance_diagnostics_new();
    stance_draft *draft = NULL;
    stance_result result = stance_draft_read(path_of(name), list, &draft);
    demand((result == STANCE_OK) == (draft != NULL));
    demand(result == STANCE_OK || stance_diagnostics_count(list, STANCE_ERROR) > 0);
    if (draft) enter(draft);
    stance_draft_free(draft);
    stance_diagnostics_free(list);
    return 0;
}
