/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes as JSON: what is undefined is null, a position is as filed, parts bear ids. */
#include <cjson/cJSON.h>

#include "since.h"

static const char model_text[] =
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": ["
    "{\"id\": \"size\", \"scale\": {\"type\": \"ordinal\", \"levels\": [\"none\", \"some\", "
    "\"all\"]}},"
    "{\"id\": \"flag\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\", \"un\"]}}]}";
static const char a_text[] =
    "{\"stances\": ["
    "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": \"all\", \"if\": [{\"when\": "
    "[{\"actor\": \"b\", \"issue\": \"size\", \"is\": \"all\"}], \"value\": \"none\"}]},"
    "{\"issue\": \"size\", \"date\": \"2025-02-01\", \"value\": \"none\", \"source\": "
    "{\"outlet\": \"Gazette\"}},"
    "{\"issue\": \"flag\", \"date\": \"2025-02-01\", \"claims\": [{\"value\": \"eu\"}, {\"value\": "
    "\"un\"}]}]}";
static const char b_text[] = "{\"stances\": [{\"issue\": \"size\", \"date\": \"2025-01-01\", "
                             "\"value\": {\"from\": \"none\", \"to\": \"some\"}}]}";
static const char c_text[] =
    "{\"stances\": [{\"issue\": \"flag\", \"date\": \"2025-02-01\", \"value\": [\"eu\", \"un\"]}]}";

static const char *folder_of_three(void)
{
    return test_model(model_text, "a", a_text, "b", b_text, "c", c_text, NULL);
}

static void check_is_json(const char *text)
{
    cJSON *tree = cJSON_ParseWithOpts(text, NULL, true);
    CHECK(tree != NULL);
    cJSON_Delete(tree);
}

static void test_changes(void)
{
    struct since since;
    if (since_date(&since, folder_of_three(), "2025-01-01")) {
        const char *text = since_printed(&since, "json");
        check_is_json(text);
        CHECK_HOLDS(text, "{\n  \"schema\": \"stance-changes/1\",\n  \"title\": \"T\",\n  "
                          "\"as_of\": \"2025-02-01\",\n  \"measure\": \"city-block\",\n");
        CHECK_HOLDS(text, "  \"since\": \"2025-01-01\",\n  \"until\": \"2025-02-01\",\n  "
                          "\"against\": null,\n  \"moves\": [\n    {\"actor\": \"a\", \"issue\": "
                          "\"size\", \"kind\": \"moved\", \"from\": {\"value\": \"all\"}, \"to\": "
                          "{\"value\": \"none\"}, \"distance\": 1, \"effect\": ");
        CHECK_HOLDS(text, "\"entry\": {\"actor\": \"a\", \"issue\": \"size\", \"date\": "
                          "\"2025-02-01\", \"entered\": \"2025-02-01\", \"until\": null, "
                          "\"in_force\": true, \"value\": \"none\", ");
        CHECK_HOLDS(text, "\"kind\": \"new\", \"from\": null, \"to\": {\"claims\": [{\"value\": "
                          "\"eu\", \"confidence\": 1}, {\"value\": \"un\", \"confidence\": 1}]}, "
                          "\"distance\": null, ");
        CHECK_HOLDS(text, "  \"conditions\": [\n    {\"actor\": \"a\", \"issue\": \"size\", "
                          "\"kind\": \"fulfilled\", \"value\": \"none\", \"strength\": \"would\", "
                          "\"state\": \"fails\", \"when\": [{\"actor\": \"b\", ");
        CHECK_HOLDS(text, "  \"pairs\": [\n    {\"a\": \"a\", \"b\": \"b\", \"before\": 0.25, "
                          "\"after\": 0.75, \"parts\": [{\"actor\": \"a\", \"issue\": \"size\", "
                          "\"effect\": 0.5}]},\n    {\"a\": \"a\", \"b\": \"c\", \"before\": null, "
                          "\"after\": 1, \"parts\": []},\n    {\"a\": \"b\", \"b\": \"c\", "
                          "\"before\": null, \"after\": null, \"parts\": []}\n  ],\n  \"issues\": "
                          "[\n    {\"id\": \"size\", \"before\": 0.75, \"after\": 0.25, \"parts\": "
                          "[{");
        CHECK_HOLDS(text, "  \"cohesion\": {\"before\": 0.25, \"after\": 0.875, \"parts\": [{");
    }
    since_close(&since);
}

/* A report since holds the same members under one key, at its end. */
static void test_report_since(void)
{
    struct since since;
    stance_document *document = NULL;
    if (since_date(&since, folder_of_three(), "2025-01-01") &&
        CHECK_INT(stance_say_report_since(since.changes, STANCE_PROSE, &document), STANCE_OK)) {
        const char *text = printed_as(document, "json", (stance_layout){0});
        check_is_json(text);
        CHECK_HOLDS(text, "  \"schema\": \"stance-report/1\",\n");
        CHECK_HOLDS(text, "\n  \"changes\": {\n    \"since\": \"2025-01-01\",\n    \"until\": "
                          "\"2025-02-01\",\n    \"against\": null,\n    \"moves\": [\n");
        CHECK_HOLDS(text, "]}\n  }\n}\n");
    }
    since_close(&since);
}

/* Without cohesion on one side there is no effect on it either: null, never 0. */
static void test_undefined(void)
{
    struct since since;
    const char *path = test_model(model_text, "a", a_text, "b", "{}", NULL);
    if (since_date(&since, path, "2025-01-01")) {
        const char *text = since_printed(&since, "json");
        CHECK_HOLDS(text, "\"distance\": 1, \"effect\": null, \"reach\": null, ");
        CHECK_HOLDS(text,
                    "  \"cohesion\": {\"before\": null, \"after\": null, \"parts\": []}\n}\n");
    }
    since_close(&since);
}

/* Above 200 actors the pairs that did not change are left out, unless asked for. */
static void test_many_actors(void)
{
    struct since since;
    const char *path = folder_of_three();
    const char *inside = path + strlen(test_folder());
    for (size_t i = 0; i < 199; i++)
        test_write(test_text("%s/actors/x%03zu.json", inside, i) + 1, b_text);
    if (since_date(&since, path, "2025-01-01")) {
        stance_document *document = NULL;
        const char *text = since_printed(&since, "json");
        CHECK_HOLDS(text, "{\"a\": \"a\", \"b\": \"x000\", ");
        CHECK_HOLDS(text, "{\"a\": \"a\", \"b\": \"c\", \"before\": null, ");
        CHECK(strstr(text, "{\"a\": \"x000\", ") == NULL);
        CHECK_INT(stance_say_changes(since.changes, STANCE_PROSE, &document), STANCE_OK);
        text = printed_as(document, "json", (stance_layout){.full = true});
        CHECK_HOLDS(text, "{\"a\": \"x000\", ");
    }
    since_close(&since);
}

void suite_report_write_json_changes(void)
{
    CU_pSuite suite = CU_add_suite("report/write_json_changes", NULL, NULL);
    CU_add_test(suite, "changes", test_changes);
    CU_add_test(suite, "a report since", test_report_since);
    CU_add_test(suite, "undefined is null", test_undefined);
    CU_add_test(suite, "above 200 actors", test_many_actors);
}
