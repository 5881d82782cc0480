/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a model: model.json, then its actors' files, parted by lines that hold a record
 * separator (0x1E). Refused with an error at a place, or every report can be made of it. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stance/diagnostics.h"
#include "stance/findings.h"
#include "stance/model.h"
#include "stance/report.h"
#include "stance/snapshot.h"

#define ACTORS_MOST 4
#define SEPARATOR   "\n\x1e\n"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static char folder[64];

static void demand(bool holds)
{
    if (!holds) abort();
}

static void remove_folder(void)
{
    char path[96];
    for (int i = -1; i < ACTORS_MOST; i++) {
        snprintf(path, sizeof path, i < 0 ? "%s/model.json" : "%s/actors/a%d.json", folder, i);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/actors", folder);
    rmdir(path);
    rmdir(folder);
}

static void make_folder(void)
{
    char path[96];
    snprintf(folder, sizeof folder, "%s/stance-fuzz-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"); /* memory, where there is such */
    demand(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/actors", folder);
    demand(mkdir(path, 0777) == 0);
    atexit(remove_folder);
}

static void put(int number, const uint8_t *bytes, size_t length)
{
    char path[96];
    snprintf(path, sizeof path, number < 0 ? "%s/model.json" : "%s/actors/a%d.json", folder,
             number);
    FILE *stream = fopen(path, "wb");
    demand(stream != NULL);
    demand(fwrite(bytes, 1, length, stream) == length);
    demand(fclose(stream) == 0);
}

static void put_all(const uint8_t *bytes, size_t length)
{
    char path[96];
    int number = -1;
    for (; number < ACTORS_MOST; number++) {
        const uint8_t *end = memmem(bytes, length, SEPARATOR, strlen(SEPARATOR));
        size_t piece = end ? (size_t)(end - bytes) : length;
        put(number, bytes, piece);
        if (!end) break;
        bytes = end + strlen(SEPARATOR);
        length -= piece + strlen(SEPARATOR);
    }
    for (number++; number < ACTORS_MOST; number++) {
        snprintf(path, sizeof path, "%s/actors/a%d.json", folder, number);
        unlink(path);
    }
}

static bool drop(void *context, const char *bytes, size_t length)
{
    (void)bytes;
    *(size_t *)context += length;
    return true;
}

static void write_all_formats(stance_document *document)
{
    const stance_format *format;
    for (size_t i = 0; (format = stance_format_get(i)); i++) {
        size_t written = 0;
        stance_layout layout = {.width_columns = 60, .ascii = i % 2};
        stance_result result =
            stance_document_write(document, format->name, &layout, (stance_sink){drop, &written});
        /* A format may be for some documents only, and say so; it never writes half of one. */
        demand((result == STANCE_OK && written > 0) || (result == STANCE_REFUSED && written == 0));
    }
    stance_document_free(document);
}

static void report_as(stance_document_kind kind, const stance_snapshot *snapshot,
                      const stance_findings *findings)
{
    stance_document *document = NULL;
    size_t actors = stance_snapshot_actors(snapshot);
    demand(stance_say_report(findings, kind, &document) == STANCE_OK);
    write_all_formats(document);
    for (size_t a = 0; a < actors; a++) {
        demand(stance_say_actor(findings, a, kind, &document) == STANCE_OK);
        write_all_formats(document);
        for (size_t b = a + 1; b < actors; b++) {
            const stance_pair *pair = stance_findings_pair(findings, a, b);
            demand(!(pair->low > pair->agreement + 1e-9) && !(pair->agreement > pair->high + 1e-9));
            demand(stance_say_comparison(findings, a, b, kind, &document) == STANCE_OK);
            write_all_formats(document);
        }
    }
    for (size_t k = 0; k < stance_snapshot_issues(snapshot) && k < 4; k++) {
        demand(stance_say_issue(findings, k, kind, &document) == STANCE_OK);
        write_all_formats(document);
    }
}

static void report_all(const stance_snapshot *snapshot, const stance_findings *findings,
                       stance_diagnostics *diagnostics)
{
    report_as(STANCE_PROSE, snapshot, findings);
    report_as(STANCE_PAGE, snapshot, findings);
    demand(stance_check(findings, NULL, diagnostics) == STANCE_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (!folder[0]) make_folder();
    put_all(bytes, length);
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    stance_model *model = NULL;
    stance_snapshot *snapshot = NULL;
    stance_findings *findings = NULL;
    stance_result result = stance_model_load(folder, diagnostics, &model);
    demand((result == STANCE_OK) == (stance_diagnostics_count(diagnostics, STANCE_ERROR) == 0));
    if (result == STANCE_OK) {
        demand(stance_snapshot_new(model, &(stance_query){0}, diagnostics, &snapshot) == STANCE_OK);
        demand(stance_findings_new(snapshot, NULL, diagnostics, &findings) == STANCE_OK);
        report_all(snapshot, findings, diagnostics);
    }
    stance_findings_free(findings);
    stance_snapshot_free(snapshot);
    stance_model_free(model);
    stance_diagnostics_free(diagnostics);
    return 0;
}
