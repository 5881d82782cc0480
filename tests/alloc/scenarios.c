/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the allocation sweep runs: whole ways through the library, as a program would go them. To
 * add one: a function and a row of sweep_scenarios. */
#include "batch.h"
#include "scenarios.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "stance/diagnostics.h"
#include "stance/findings.h"
#include "stance/model.h"
#include "stance/report.h"
#include "stance/snapshot.h"

#define SHIPPED "models/ukraine-force"

static char broken[256], small[256];

/* Everything that the way from files to a document made; freed as a whole. */
struct way {
    stance_diagnostics *diagnostics;
    stance_model *model;
    stance_snapshot *snapshot;
    stance_findings *findings;
    stance_document *document;
};

static void way_clear(struct way *way)
{
    stance_document_free(way->document);
    stance_findings_free(way->findings);
    stance_snapshot_free(way->snapshot);
    stance_model_free(way->model);
    stance_diagnostics_free(way->diagnostics);
}

void note_diagnostics(struct sweep_output *output, const stance_diagnostics *list)
{
    for (size_t i = 0; i < stance_diagnostics_kept(list); i++) {
        const stance_diagnostic *item = stance_diagnostics_get(list, i);
        sweep_note(output, &item->line, sizeof item->line);
        sweep_note(output, &item->column, sizeof item->column);
        sweep_note_text(output, item->check);
        sweep_note_text(output, item->file);
        sweep_note_text(output, item->message);
        sweep_note_text(output, item->hint);
        sweep_note_text(output, item->excerpt);
    }
}

static bool take_bytes(void *context, const char *bytes, size_t length)
{
    sweep_note(context, bytes, length);
    return true;
}

/* What a call handed out must fit its result. */
void expect_handed(stance_result result, const void *out)
{
    if (result == STANCE_OK && !out) sweep_complain("STANCE_OK, and nothing handed out");
    if (result != STANCE_OK && out) sweep_complain("a failure handed something out");
}

/* From a folder to findings. */
static stance_result walk(struct way *way, const char *path, const stance_query *query,
                          struct sweep_output *output)
{
    way->diagnostics = stance_diagnostics_new();
    if (!way->diagnostics) return STANCE_NO_MEMORY;
    stance_result result = stance_model_load(path, way->diagnostics, &way->model);
    expect_handed(result, way->model);
    if (result == STANCE_OK) {
        result = stance_snapshot_new(way->model, query, way->diagnostics, &way->snapshot);
        expect_handed(result, way->snapshot);
    }
    if (result == STANCE_OK) {
        result = stance_findings_new(way->snapshot, NULL, way->diagnostics, &way->findings);
        expect_handed(result, way->findings);
    }
    if (result != STANCE_NO_MEMORY) note_diagnostics(output, way->diagnostics);
    return result;
}

static stance_result write_document(const struct way *way, const char *format,
                                    struct sweep_output *output)
{
    return stance_document_write(way->document, format, NULL, (stance_sink){take_bytes, output});
}

/* What documents are said for in a format. */
static stance_document_kind kind_for(const char *format)
{
    return strcmp(format, "html") == 0 ? STANCE_PAGE : STANCE_PROSE;
}

static stance_result report_in(const char *path, const char *format, struct sweep_output *output)
{
    struct way way = {0};
    stance_query query = {0};
    stance_result result = walk(&way, path, &query, output);
    if (result == STANCE_OK) {
        result = stance_say_report(way.findings, kind_for(format), &way.document);
        expect_handed(result, way.document);
    }
    if (result == STANCE_OK) result = write_document(&way, format, output);
    way_clear(&way);
    return result;
}

static stance_result report_text(struct sweep_output *output)
{
    return report_in(SHIPPED, "text", output);
}

static stance_result report_markdown(struct sweep_output *output)
{
    return report_in(small, "markdown", output);
}

static stance_result report_json(struct sweep_output *output)
{
    return report_in(small, "json", output);
}

static stance_result report_page(struct sweep_output *output)
{
    return report_in(small, "html", output);
}

static stance_result compare_in(const char *format, struct sweep_output *output)
{
    struct way way = {0};
    stance_query query = {.actors = "group:g,c"};
    stance_result result = walk(&way, small, &query, output);
    if (result == STANCE_OK) {
        result = stance_say_comparison(way.findings, 0, 1, kind_for(format), &way.document);
        expect_handed(result, way.document);
    }
    if (result == STANCE_OK) result = write_document(&way, format, output);
    way_clear(&way);
    return result;
}

static stance_result compare(struct sweep_output *output)
{
    return compare_in("text", output);
}

static stance_result compare_page(struct sweep_output *output)
{
    return compare_in("html", output);
}

static stance_result show_in(const char *format, struct sweep_output *output)
{
    stance_result result = STANCE_OK;
    for (int issue = 0; issue < 2 && result == STANCE_OK; issue++) {
        struct way way = {0};
        stance_query query = {.as_of = "2025-02-01"};
        result = walk(&way, small, &query, output);
        if (result == STANCE_OK) {
            stance_document_kind kind = kind_for(format);
            result = issue ? stance_say_issue(way.findings, 0, kind, &way.document)
                           : stance_say_actor(way.findings, 0, kind, &way.document);
            expect_handed(result, way.document);
        }
        if (result == STANCE_OK) result = write_document(&way, format, output);
        way_clear(&way);
    }
    return result;
}

static stance_result show(struct sweep_output *output)
{
    return show_in("text", output);
}

static stance_result show_page(struct sweep_output *output)
{
    return show_in("html", output);
}

static stance_result check(struct sweep_output *output)
{
    struct way way = {0};
    stance_query query = {0};
    stance_result result = walk(&way, SHIPPED, &query, output);
    if (result == STANCE_OK) result = stance_check(way.findings, NULL, way.diagnostics);
    if (result == STANCE_OK) note_diagnostics(output, way.diagnostics);
    way_clear(&way);
    return result;
}

static stance_result load_broken(struct sweep_output *output)
{
    struct way way = {0};
    stance_query query = {0};
    stance_result result = walk(&way, broken, &query, output);
    way_clear(&way);
    return result;
}

static stance_result load_missing(struct sweep_output *output)
{
    struct way way = {0};
    stance_query query = {0};
    stance_result result = walk(&way, "models/no-such-model", &query, output);
    way_clear(&way);
    return result;
}

static stance_result ask_wrongly(struct sweep_output *output)
{
    struct way way = {0};
    stance_query query = {.actors = "a,nobody", .issues = "tpoic:x", .as_of = "2025-02-30"};
    stance_result result = walk(&way, small, &query, output);
    way_clear(&way);
    return result;
}

/* ---- what changed, and the log */

static stance_result look_back(struct sweep_output *output, const char *format, bool in_report)
{
    struct way before = {0}, after = {0};
    stance_query day = {.as_of = "2025-01-15", .as_known = "2025-01-15"}, now = {0};
    stance_changes *changes = NULL;
    stance_result result = walk(&before, small, &day, output);
    if (result == STANCE_OK) result = walk(&after, small, &now, output);
    if (result == STANCE_OK) {
        result = stance_changes_new(before.findings, after.findings, &changes);
        expect_handed(result, changes);
    }
    if (result == STANCE_OK) {
        result = in_report ? stance_say_report_since(changes, kind_for(format), &after.document)
                           : stance_say_changes(changes, kind_for(format), &after.document);
        expect_handed(result, after.document);
    }
    if (result == STANCE_OK) result = write_document(&after, format, output);
    stance_document_free(after.document);
    after.document = NULL;
    stance_changes_free(changes);
    way_clear(&after);
    way_clear(&before);
    return result;
}

static stance_result changes_text(struct sweep_output *output)
{
    return look_back(output, "text", false);
}

static stance_result changes_json(struct sweep_output *output)
{
    return look_back(output, "json", false);
}

static stance_result changes_page(struct sweep_output *output)
{
    return look_back(output, "html", false);
}

static stance_result report_since(struct sweep_output *output)
{
    return look_back(output, "markdown", true);
}

static stance_result history(struct sweep_output *output)
{
    struct way way = {0};
    stance_query query = {0};
    stance_result result = walk(&way, small, &query, output);
    if (result == STANCE_OK)
        result = stance_say_log(way.findings, STANCE_NONE, STANCE_NONE, &way.document);
    if (result == STANCE_OK) result = write_document(&way, "text", output);
    way_clear(&way);
    return result;
}

const struct sweep_scenario sweep_scenarios[] = {
    {"report-text", report_text, STANCE_OK},
    {"report-markdown", report_markdown, STANCE_OK},
    {"report-json", report_json, STANCE_OK},
    {"report-page", report_page, STANCE_OK},
    {"compare", compare, STANCE_OK},
    {"compare-page", compare_page, STANCE_OK},
    {"show", show, STANCE_OK},
    {"show-page", show_page, STANCE_OK},
    {"check", check, STANCE_OK},
    {"load-broken", load_broken, STANCE_REFUSED},
    {"load-missing", load_missing, STANCE_IO},
    {"ask-wrongly", ask_wrongly, STANCE_REFUSED},
    {"changes-text", changes_text, STANCE_OK},
    {"changes-json", changes_json, STANCE_OK},
    {"changes-page", changes_page, STANCE_OK},
    {"report-since", report_since, STANCE_OK},
    {"log", history, STANCE_OK},
    {"update-table", update_table, STANCE_OK},
    {"update-list", update_list, STANCE_OK},
    {"update-badly", update_badly, STANCE_REFUSED},
    {"import-table", import_table, STANCE_OK},
    {"import-badly", import_badly, STANCE_REFUSED},
    {"set-claim", set_claim, STANCE_OK},
    {"grow", grow, STANCE_OK},
    {"commit", sweep_commit, STANCE_OK},
    {"recover", sweep_recover, STANCE_OK},
    {"left-over", sweep_left_over, STANCE_OK},
    {"unfinished", sweep_unfinished, STANCE_OK},
    {NULL, NULL, STANCE_OK},
};

/* Files ------------------------------------------------------------------------------------------
 */

static void put(const char *folder, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "w");
    if (!stream || fputs(text, stream) < 0 || fclose(stream) != 0) {
        perror(path);
        exit(1);
    }
}

static void make_model_folder(char *path, size_t size, const char *folder, const char *name)
{
    char actors[300];
    snprintf(path, size, "%s/%s", folder, name);
    snprintf(actors, sizeof actors, "%s/actors", path);
    if (mkdir(path, 0777) != 0 || mkdir(actors, 0777) != 0) {
        perror(path);
        exit(1);
    }
}

/* Every member and kind of value once, so that the sweep is short and meets all of it. */
void sweep_prepare(const char *folder)
{
    prepare_entering(folder);
    sweep_batch_prepare(folder);
    make_model_folder(small, sizeof small, folder, "small");
    put(small, "model.json",
        "{\"format\": \"stance/1\", \"title\": \"Small\", \"description\": \"d\", \"issues\": [\n"
        "  {\"id\": \"level\", \"topic\": \"x\", \"status-quo\": \"low\", \"scale\":\n"
        "    {\"type\": \"ordinal\", \"levels\": [{\"id\": \"low\", \"label\": \"Low down\", "
        "\"at\": 0},\n"
        "      {\"id\": \"middle\", \"at\": 0.2}, {\"id\": \"high\", \"at\": 1}], \"neutral\": "
        "\"middle\"}},\n"
        "  {\"id\": \"number\", \"weight\": 0.5, \"question\": \"How many?\", \"scale\":\n"
        "    {\"type\": \"interval\", \"min\": 0, \"max\": 50000, \"unit\": \"troops\"}},\n"
        "  {\"id\": \"choice\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\", \"nato\", "
        "\"un\"]}},\n"
        "  {\"id\": \"means\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"ground\", "
        "\"air\"], "
        "\"several\": true}}\n]}\n");
    put(small, "actors/a.json",
        "{\"name\": \"Actor A\", \"kind\": \"state\", \"groups\": [\"g\"], \"weight\": 2, "
        "\"stances\": [\n"
        "  {\"issue\": \"level\", \"date\": \"2025-01-02\", \"value\": \"high\", \"salience\": "
        "0.9,\n"
        "   \"confidence\": 0.8, \"status\": \"reported\", \"speaker\": \"The minister\",\n"
        "   \"source\": {\"outlet\": \"Paper\", \"url\": \"https://example.org/1\", \"quote\": "
        "\"h\xc3\xb6her\"},\n"
        "   \"accepts\": {\"from\": \"middle\"}, \"note\": \"n\",\n"
        "   \"if\": [{\"when\": [{\"actor\": \"b\", \"issue\": \"number\", \"at-least\": 100},\n"
        "     {\"any\": [{\"group\": \"g\", \"issue\": \"choice\", \"is\": [\"eu\", \"un\"], "
        "\"members\": 1},\n"
        "       {\"not\": {\"group\": \"g\", \"issue\": \"number\", \"sum-at-least\": 5000}}]}],\n"
        "     \"value\": \"low\", \"strength\": \"more-likely\", \"confidence\": 0.4,\n"
        "     \"source\": {\"outlet\": \"Paper\"}, \"note\": \"n\"}]},\n"
        "  {\"issue\": \"number\", \"date\": \"2025-01-02\", \"value\": {\"from\": 25000, \"to\": "
        "30000}},\n"
        "  {\"issue\": \"choice\", \"date\": \"2025-01-02\", \"value\": [\"eu\", \"un\"], "
        "\"until\": \"2025-03-01\"},\n"
        "  {\"issue\": \"means\", \"date\": \"2025-01-02\", \"entered\": \"2025-01-05\", "
        "\"value\": [\"ground\", \"air\"]}\n]}\n");
    put(small, "actors/b.json",
        "{\"name\": \"B\", \"groups\": [\"g\", \"h\"], \"mispelt\": 1, \"stances\": [\n"
        "  {\"issue\": \"level\", \"date\": \"2025-01-03\", \"claims\": [\n"
        "    {\"value\": \"low\", \"source\": {\"outlet\": \"One\"}, \"speaker\": \"S\", "
        "\"confidence\": 0.3},\n"
        "    {\"value\": \"middle\", \"source\": {\"outlet\": \"Two\"}}]},\n"
        "  {\"issue\": \"number\", \"date\": \"2025-01-03\", \"value\": 10000, \"status\": "
        "\"stated\"},\n"
        "  {\"issue\": \"choice\", \"date\": \"2025-01-03\", \"value\": null},\n"
        "  {\"issue\": \"means\", \"date\": \"2025-01-03\", \"value\": \"air\", \"status\": "
        "\"inferred\"}\n]}\n");
    put(small, "actors/c.json",
        "{\"name\": \"C\", \"kind\": \"person\", \"weight\": 0, \"stances\": [\n"
        "  {\"issue\": \"number\", \"date\": \"2025-01-04\", \"value\": {\"to\": 100}}\n]}\n");

    make_model_folder(broken, sizeof broken, folder, "broken");
    put(broken, "model.json",
        "{\"format\": \"stance/1\", \"title\": \"Broken\", \"isues\": 1, \"issues\": [\n"
        "  {\"id\": \"level\", \"scale\": {\"type\": \"ordinal\", \"levels\": [\"low\", "
        "\"high\"]}}\n]}\n");
    put(broken, "actors/a.json",
        "{\"stances\": [\n  {\"issue\": \"level\", \"date\": \"2025-01-32\", \"value\": "
        "\"hihg\"},\n"
        "  {\"issue\": \"levle\", \"date\": \"2025-01-02\", \"value\": \"low\", \"salience\": 2},\n"
        "  {\"issue\": \"level\", \"value\": \"low\"}\n]}\n");
    put(broken, "actors/b.json", "{\"stances\": [{]}\n");
    put(broken, "actors/c.json", "{\"name\": \"C\", \"name\": \"D\"}\n");
}
