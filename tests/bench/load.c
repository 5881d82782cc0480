/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long loading a model takes beside cJSON alone on the same bytes, in one run: load FOLDER
 * [REPETITIONS]. Medians; cJSON parses and frees on one thread, from memory; the library reads
 * files, checks everything and keeps a model. Machines differ and so do hours: only the ratio
 * counts. */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <cjson/cJSON.h>

#include "stance/diagnostics.h"
#include "stance/findings.h"
#include "stance/model.h"
#include "stance/report.h"
#include "stance/snapshot.h"

struct text {
    char *bytes;
    size_t length;
};

struct texts {
    struct text *items;
    size_t count, size, bytes;
};

#define REPETITIONS_MOST 101
enum stage { CJSON, LOAD, SNAPSHOT, FINDINGS, DOCUMENT, WRITE, STAGES };
static const char *const stage_names[STAGES] = {
    "cJSON alone, parse and free",
    "stance: load",
    "stance: snapshot",
    "stance: findings",
    "stance: the report",
    "stance: written as text",
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void add_file(struct texts *texts, const char *path)
{
    FILE *stream = fopen(path, "rb");
    if (!stream || fseek(stream, 0, SEEK_END) != 0) die(path);
    long length = ftell(stream);
    rewind(stream);
    if (length < 0) die(path);
    struct text text = {malloc((size_t)length + 1), (size_t)length};
    if (!text.bytes || fread(text.bytes, 1, text.length, stream) != text.length) die(path);
    text.bytes[text.length] = '\0';
    fclose(stream);
    if (texts->count == texts->size) {
        texts->size = 2 * texts->size + 16;
        texts->items = realloc(texts->items, texts->size * sizeof *texts->items);
        if (!texts->items) die("no memory");
    }
    texts->items[texts->count++] = text;
    texts->bytes += text.length;
}

static void add_folder(struct texts *texts, const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/model.json", folder);
    add_file(texts, path);
    snprintf(path, sizeof path, "%s/actors", folder);
    DIR *stream = opendir(path);
    if (!stream) die(path);
    for (struct dirent *entry; (entry = readdir(stream));) {
        const char *dot = strrchr(entry->d_name, '.');
        if (entry->d_name[0] == '.' || !dot || strcmp(dot, ".json") != 0) continue;
        snprintf(path, sizeof path, "%s/actors/%s", folder, entry->d_name);
        add_file(texts, path);
    }
    closedir(stream);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static double parse_all(const struct texts *texts)
{
    double start = now();
    for (size_t i = 0; i < texts->count; i++) {
        cJSON *tree = cJSON_ParseWithLength(texts->items[i].bytes, texts->items[i].length);
        if (!tree) {
            fputs("load: cJSON refuses a file\n", stderr);
            exit(1);
        }
        cJSON_Delete(tree);
    }
    return now() - start;
}

static bool drop(void *context, const char *bytes, size_t length)
{
    (void)bytes;
    *(size_t *)context += length;
    return true;
}

static void demand(stance_result result, const stance_diagnostics *diagnostics)
{
    if (result == STANCE_OK) return;
    fprintf(stderr, "load: result %d\n", (int)result);
    for (size_t i = 0; i < stance_diagnostics_kept(diagnostics) && i < 10; i++) {
        const stance_diagnostic *item = stance_diagnostics_get(diagnostics, i);
        fprintf(stderr, "%s:%zu:%zu: %s\n", item->file ? item->file : "", item->line, item->column,
                item->message);
    }
    exit(1);
}

static void go_through(const char *folder, double times[STAGES])
{
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    stance_model *model = NULL;
    stance_snapshot *snapshot = NULL;
    stance_findings *findings = NULL;
    stance_document *document = NULL;
    size_t written = 0;
    double at[STAGES + 1];
    at[LOAD] = now();
    demand(stance_model_load(folder, diagnostics, &model), diagnostics);
    at[SNAPSHOT] = now();
    demand(stance_snapshot_new(model, &(stance_query){0}, diagnostics, &snapshot), diagnostics);
    at[FINDINGS] = now();
    demand(stance_findings_new(snapshot, NULL, diagnostics, &findings), diagnostics);
    at[DOCUMENT] = now();
    demand(stance_say_report(findings, STANCE_PROSE, &document), diagnostics);
    at[WRITE] = now();
    demand(stance_document_write(document, "text", NULL, (stance_sink){drop, &written}),
           diagnostics);
    at[STAGES] = now();
    for (int stage = LOAD; stage < STAGES; stage++)
        times[stage] = at[stage + 1] - at[stage];
    stance_document_free(document);
    stance_findings_free(findings);
    stance_snapshot_free(snapshot);
    double start = now();
    stance_model_free(model); /* freeing belongs to loading, as it does for cJSON */
    times[LOAD] += now() - start;
    stance_diagnostics_free(diagnostics);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    static double times[STAGES][REPETITIONS_MOST];
    if (argc < 2) {
        fputs("usage: load FOLDER [REPETITIONS]\n", stderr);
        return 2;
    }
    size_t repetitions = argc > 2 ? strtoul(argv[2], NULL, 10) : 9;
    if (repetitions < 1 || repetitions > REPETITIONS_MOST) repetitions = 9;
    struct texts texts = {0};
    add_folder(&texts, argv[1]);
    for (size_t i = 0; i < repetitions; i++) {
        double once[STAGES];
        go_through(argv[1], once);
        once[CJSON] = parse_all(&texts);
        for (int stage = 0; stage < STAGES; stage++)
            times[stage][i] = once[stage];
    }
    printf("%zu files, %.1f MB; medians of %zu\n", texts.count, (double)texts.bytes / 1e6,
           repetitions);
    for (int stage = 0; stage < STAGES; stage++) {
        qsort(times[stage], repetitions, sizeof(double), ascending);
        printf("  %-28s %9.2f ms", stage_names[stage], times[stage][repetitions / 2]);
        if (stage <= LOAD) {
            printf("  %6.0f MB/s", (double)texts.bytes / 1e3 / times[stage][repetitions / 2]);
        }
        putchar('\n');
    }
    printf("  load / cJSON: %.2f (goal: at most 1.5)\n",
           times[LOAD][repetitions / 2] / times[CJSON][repetitions / 2]);
    for (size_t i = 0; i < texts.count; i++)
        free(texts.items[i].bytes);
    free(texts.items);
    return 0;
}
