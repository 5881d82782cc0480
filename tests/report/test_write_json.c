/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of all four documents, from a small model that has every sort of entry. What is in it is
 * compared with the oracle elsewhere: here it is how things are written. */
#include <cjson/cJSON.h>

#include "printed.h"
#include "stance/findings.h"
#include "stance/model.h"
#include "stance/report.h"
#include "stance/snapshot.h"

static const char model_text[] =
    "{\"format\": \"stance/1\", \"title\": \"A \\\"title\\\" of \\u202e <b>\", \"issues\": ["
    "{\"id\": \"size\", \"name\": \"Size\", \"topic\": \"t\", \"question\": \"How large?\","
    " \"scale\": {\"type\": \"ordinal\", \"levels\": [\"none\", {\"id\": \"some\", \"label\": "
    "\"Some of it\"}, \"all\"], \"neutral\": \"some\"}, \"status-quo\": \"none\"},"
    "{\"id\": \"troops\", \"weight\": 0.5, \"scale\": {\"type\": \"interval\", \"min\": 0,"
    " \"max\": 50000, \"unit\": \"troops\"}},"
    "{\"id\": \"flag\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\", \"nato\", "
    "\"un\"]}}]}";

static const char a_text[] =
    "{\"name\": \"Atlantis\", \"kind\": \"state\", \"groups\": [\"west\"], \"stances\": ["
    "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": \"none\", \"salience\": 0.5,"
    " \"accepts\": {\"from\": \"none\", \"to\": \"some\"}, \"source\": {\"outlet\": \"Gazette\"}},"
    "{\"issue\": \"size\", \"date\": \"2025-03-01\", \"entered\": \"2025-04-01\", \"value\": "
    "{\"from\": \"some\"}, \"accepts\": null, \"confidence\": 0.7, \"status\": \"stated\","
    " \"note\": \"new\", \"until\": \"2025-12-31\"},"
    "{\"issue\": \"troops\", \"date\": \"2025-02-01\", \"claims\": ["
    "{\"value\": {\"from\": 10000, \"to\": 20000}, \"source\": {\"outlet\": \"Herald\", \"url\": "
    "\"https://h.example/1\", \"quote\": \"ten to twenty\"}, \"speaker\": \"A minister\"},"
    "{\"value\": 40000, \"confidence\": 0.4}]},"
    "{\"issue\": \"flag\", \"date\": \"2025-02-01\", \"value\": [\"eu\", \"un\"], \"if\": ["
    "{\"when\": [{\"any\": [{\"actor\": \"b\", \"issue\": \"size\", \"at-least\": \"all\"},"
    " {\"not\": {\"group\": \"west\", \"members\": 1, \"issue\": \"troops\", \"at-most\": 5}}]},"
    " {\"actor\": \"b\", \"issue\": \"flag\", \"is\": [\"eu\", \"nato\"]},"
    " {\"group\": \"west\", \"issue\": \"troops\", \"sum-at-least\": 100}],"
    " \"value\": \"nato\", \"strength\": \"more-likely\", \"confidence\": 0.25,"
    " \"source\": {\"outlet\": \"Gazette\"}}]}]}";

static const char b_text[] =
    "{\"stances\": ["
    "{\"issue\": \"size\", \"date\": \"2025-02-01\", \"value\": \"all\"},"
    "{\"issue\": \"troops\", \"date\": \"2025-02-01\", \"value\": {\"to\": 25000}},"
    "{\"issue\": \"flag\", \"date\": \"2025-02-01\", \"value\": null}]}";

/* What all tests here read; freed by close_case. */
struct open_case {
    stance_diagnostics *diagnostics;
    stance_model *model;
    stance_snapshot *snapshot;
    stance_findings *findings;
};

static bool open_case(struct open_case *open, const stance_query *query,
                      const stance_comparison *comparison)
{
    const char *path = test_model(model_text, "a", a_text, "b", b_text, NULL);
    *open = (struct open_case){.diagnostics = stance_diagnostics_new()};
    bool ok =
        stance_model_load(path, open->diagnostics, &open->model) == STANCE_OK &&
        stance_snapshot_new(open->model, query, open->diagnostics, &open->snapshot) == STANCE_OK &&
        stance_findings_new(open->snapshot, comparison, open->diagnostics, &open->findings) ==
            STANCE_OK;
    for (size_t i = 0; !ok && i < stance_diagnostics_kept(open->diagnostics); i++) {
        FAIL("%s", stance_diagnostics_get(open->diagnostics, i)->message);
    }
    return CHECK(ok);
}

static void close_case(struct open_case *open)
{
    stance_findings_free(open->findings);
    stance_snapshot_free(open->snapshot);
    stance_model_free(open->model);
    stance_diagnostics_free(open->diagnostics);
}

/* A document of a subject as JSON, which must be JSON. */
static const char *json_of(struct open_case *open, enum subject subject, size_t a, size_t b)
{
    struct stance_document *document = document_new(STANCE_PROSE, subject, open->findings);
    document->a = a;
    document->b = b;
    const char *text = printed_as(document, "json", (stance_layout){0});
    cJSON *tree = cJSON_ParseWithOpts(text, NULL, true);
    CHECK(tree != NULL);
    cJSON_Delete(tree);
    return text;
}

static void test_report(void)
{
    struct open_case open;
    if (open_case(&open, NULL, NULL)) {
        const char *text = json_of(&open, SUBJECT_REPORT, 0, 0);
        CHECK(strstr(text, "{\n"
                           "  \"schema\": \"stance-report/1\",\n"
                           "  \"title\": \"A \\\"title\\\" of \\u202e <b>\",\n"
                           "  \"as_of\": \"2025-03-01\",\n"
                           "  \"measure\": \"city-block\",\n"
                           "  \"salience\": \"both\",\n"
                           "  \"filter\": null,\n"
                           "  \"left_out\": 0,\n"
                           "  \"claims_left_out\": 0,\n"
                           "  \"actors\": [\n"
                           "    {\"id\": \"a\", \"name\": \"Atlantis\", \"weight\": 1, "
                           "\"stances\": 3, \"mean_agreement\": ") == text);
        CHECK_HOLDS(text,
                    "\n    {\"id\": \"flag\", \"name\": \"flag\", \"weight\": 1, \"declared\": 1, "
                    "\"undeclared\": 1, \"divergence\": null, ");
        CHECK_HOLDS(text, "\n    {\"a\": \"a\", \"b\": \"b\", \"agreement\": ");
        CHECK_HOLDS(text,
                    ", \"issues\": [\n      {\"id\": \"size\", \"distance\": 0.25, \"weight\": "
                    "0.7071067811865476, \"share\": ");
        CHECK_HOLDS(text, "}\n    ]}\n  ],\n  \"cohesion\": ");
        CHECK_HOLDS(text,
                    "\n  \"groups\": [\n    {\"id\": \"west\", \"members\": 1, \"cohesion\": null");
    }
    close_case(&open);
}

static void test_positions(void)
{
    struct open_case open;
    if (open_case(&open, NULL, NULL)) {
        const char *text = json_of(&open, SUBJECT_REPORT, 0, 0);
        CHECK_HOLDS(text,
                    "  \"positions\": [\n"
                    "    {\"actor\": \"a\", \"issue\": \"size\", \"value\": {\"from\": \"some\"}, "
                    "\"low\": 0.5, \"high\": 1, \"date\": \"2025-03-01\", \"status\": "
                    "\"stated\", \"confidence\": 0.7, \"salience\": 0.5, \"sources\": [], "
                    "\"note\": \"new\"},\n");
        CHECK_HOLDS(
            text, "\"claims\": [{\"value\": {\"from\": 10000, \"to\": 20000}, \"source\": "
                  "{\"outlet\": \"Herald\", \"url\": \"https://h.example/1\", \"quote\": \"ten to "
                  "twenty\"}, \"speaker\": \"A minister\", \"confidence\": 1}, {\"value\": 40000, "
                  "\"confidence\": 0.4}], \"low\": 0.2, \"high\": 0.8, \"date\": \"2025-02-01\", "
                  "\"status\": \"disputed\"");
        CHECK_HOLDS(text,
                    "\"sources\": [{\"outlet\": \"Herald\", \"url\": \"https://h.example/1\", "
                    "\"quote\": \"ten to twenty\", \"speaker\": \"A minister\"}, {\"outlet\": "
                    "null, \"url\": null, \"quote\": null, \"speaker\": null}]}");
        CHECK_HOLDS(text,
                    "\"issue\": \"flag\", \"value\": [\"eu\", \"un\"], \"low\": null, \"high\": "
                    "null, ");
        CHECK_HOLDS(text, "\"value\": {\"to\": 25000}, \"low\": 0, \"high\": 0.5, ");
        CHECK_HOLDS(text, "\"issue\": \"flag\", \"value\": null, \"low\": null, ");
    }
    close_case(&open);
}

static void test_conditions(void)
{
    struct open_case open;
    if (open_case(&open, NULL, NULL)) {
        CHECK_HOLDS(
            json_of(&open, SUBJECT_REPORT, 0, 0),
            "  \"conditions\": [\n"
            "    {\"actor\": \"a\", \"issue\": \"flag\", \"value\": \"nato\", \"strength\": "
            "\"more-likely\", \"state\": \"open\", \"when\": [{\"any\": [{\"actor\": \"b\", "
            "\"issue\": \"size\", \"at-least\": \"all\"}, {\"not\": {\"group\": \"west\", "
            "\"members\": 1, \"issue\": \"troops\", \"at-most\": 5}}]}, {\"actor\": \"b\", "
            "\"issue\": \"flag\", \"is\": [\"eu\", \"nato\"]}, {\"group\": \"west\", \"issue\": "
            "\"troops\", \"sum-at-least\": 100}], \"confidence\": 0.25, \"source\": {\"outlet\": "
            "\"Gazette\"}}\n"
            "  ]\n"
            "}\n");
    }
    close_case(&open);
}

static void test_comparison(void)
{
    struct open_case open;
    if (open_case(&open, NULL, &(stance_comparison){.salience = "none"})) {
        const char *text = json_of(&open, SUBJECT_COMPARISON, 1, 0);
        CHECK_HOLDS(text, "  \"schema\": \"stance-comparison/1\",\n");
        CHECK_HOLDS(text, "  \"salience\": \"none\",\n");
        CHECK_HOLDS(text, "  \"actors\": [\n    {\"id\": \"b\", ");
        CHECK_HOLDS(text,
                    "  \"pair\": {\n    \"a\": \"b\",\n    \"b\": \"a\",\n    \"agreement\": ");
        CHECK_HOLDS(text,
                    "      {\"id\": \"size\", \"name\": \"Size\", \"a\": {\"value\": \"all\"}, "
                    "\"b\": {\"value\": {\"from\": \"some\"}}, \"declared\": true, \"distance\": "
                    "0.25, \"distance_min\": 0, \"distance_max\": 0.5, \"weight\": 1, ");
        CHECK_HOLDS(text, "\"a\": {\"value\": null}, \"b\": {\"value\": [\"eu\", \"un\"]}, "
                          "\"declared\": false, \"distance\": null, ");
        CHECK_HOLDS(text, "\n  \"positions\": [\n    {\"actor\": \"b\", \"issue\": \"size\", ");
        CHECK_HOLDS(text, "\n  \"conditions\": [\n    {\"actor\": \"a\", \"issue\": \"flag\", ");
    }
    close_case(&open);
}

static void test_actor(void)
{
    struct open_case open;
    if (open_case(&open, NULL, NULL)) {
        const char *text = json_of(&open, SUBJECT_ACTOR, 0, 0);
        CHECK_HOLDS(text, "  \"schema\": \"stance-actor/1\",\n");
        CHECK_HOLDS(text, "    \"kind\": \"state\",\n    \"groups\": [\"west\"]\n  },\n");
        CHECK_HOLDS(
            text, "  \"entries\": [\n"
                  "    {\"actor\": \"a\", \"issue\": \"size\", \"date\": \"2025-01-01\", "
                  "\"entered\": \"2025-01-01\", \"until\": null, \"in_force\": false, \"value\": "
                  "\"none\", \"status\": \"reported\", \"confidence\": 1, \"salience\": 0.5, "
                  "\"accepts\": {\"from\": \"none\", \"to\": \"some\"}, \"sources\": [{\"outlet\": "
                  "\"Gazette\", \"url\": null, \"quote\": null, \"speaker\": null}]},\n"
                  "    {\"actor\": \"a\", \"issue\": \"size\", \"date\": \"2025-03-01\", "
                  "\"entered\": \"2025-04-01\", \"until\": \"2025-12-31\", \"in_force\": true, "
                  "\"value\": {\"from\": \"some\"}, \"status\": \"stated\", \"confidence\": 0.7, "
                  "\"accepts\": null, \"sources\": [], \"note\": \"new\"},\n");
        CHECK_HOLDS(text, "\"if\": [{\"when\": [{\"any\": [");
        CHECK(strstr(text, "\"actor\": \"b\", \"issue\": \"size\", \"date\"") == NULL);
    }
    close_case(&open);
}

/* What was entered later was not on record then. */
static void test_as_known(void)
{
    struct open_case open;
    if (open_case(&open, &(stance_query){.as_known = "2025-03-15"}, NULL)) {
        const char *text = json_of(&open, SUBJECT_ACTOR, 0, 0);
        CHECK(strstr(text, "as_known") == NULL); /* it repeats what did not say so */
        CHECK(strstr(text, "2025-04-01") == NULL);
        CHECK_HOLDS(text, "\"date\": \"2025-01-01\", \"entered\": \"2025-01-01\", \"until\": null, "
                          "\"in_force\": true, ");
        CHECK_HOLDS(text, "\"accepts\": {\"from\": \"none\", \"to\": \"some\"}}");
    }
    close_case(&open);
}

static void test_issue(void)
{
    struct open_case open;
    if (open_case(&open, NULL, NULL)) {
        CHECK_HOLDS(json_of(&open, SUBJECT_ISSUE, 0, 0),
                    "    \"question\": \"How large?\",\n"
                    "    \"topic\": \"t\",\n"
                    "    \"scale\": {\n"
                    "      \"type\": \"ordinal\",\n"
                    "      \"levels\": [\n"
                    "        {\"id\": \"none\", \"label\": \"none\", \"at\": 0},\n"
                    "        {\"id\": \"some\", \"label\": \"Some of it\", \"at\": 0.5},\n"
                    "        {\"id\": \"all\", \"label\": \"all\", \"at\": 1}\n"
                    "      ],\n"
                    "      \"neutral\": \"some\"\n"
                    "    },\n"
                    "    \"status_quo\": \"none\"\n"
                    "  },\n");
        CHECK_HOLDS(json_of(&open, SUBJECT_ISSUE, 1, 0), "    \"question\": null,\n"
                                                         "    \"topic\": null,\n"
                                                         "    \"scale\": {\n"
                                                         "      \"type\": \"interval\",\n"
                                                         "      \"min\": 0,\n"
                                                         "      \"max\": 50000,\n"
                                                         "      \"unit\": \"troops\"\n"
                                                         "    }\n");
        const char *text = json_of(&open, SUBJECT_ISSUE, 2, 0);
        CHECK_HOLDS(text, "        {\"id\": \"eu\", \"label\": \"eu\"},\n");
        CHECK_HOLDS(text, "      \"several\": false\n");
        CHECK_HOLDS(text, "  \"entries\": [\n    {\"actor\": \"a\", \"issue\": \"flag\", ");
    }
    close_case(&open);
}

/* Above 200 actors the issues of pairs are left out, unless asked for. */
static void test_many_actors(void)
{
    struct stance_document *document;
    struct open_case open = {.diagnostics = stance_diagnostics_new()};
    const char *path = test_model(model_text, "a", a_text, "b", b_text, NULL);
    const char *inside = path + strlen(test_folder()); /* "" or "/NAME" */
    for (size_t i = 0; i < 199; i++) {
        test_write(test_text("%s/actors/x%03zu.json", inside, i) + 1, b_text);
    }
    bool ok =
        stance_model_load(path, open.diagnostics, &open.model) == STANCE_OK &&
        stance_snapshot_new(open.model, NULL, open.diagnostics, &open.snapshot) == STANCE_OK &&
        stance_findings_new(open.snapshot, NULL, open.diagnostics, &open.findings) == STANCE_OK;
    if (CHECK(ok) && CHECK_SIZE(stance_snapshot_actors(open.snapshot), 201)) {
        document = document_new(STANCE_PROSE, SUBJECT_REPORT, open.findings);
        CHECK(strstr(printed_as(document, "json", (stance_layout){0}), "\"distance\"") == NULL);
        document = document_new(STANCE_PROSE, SUBJECT_REPORT, open.findings);
        CHECK(strstr(printed_as(document, "json", (stance_layout){.full = true}), "\"distance\""));
    }
    close_case(&open);
}

void suite_report_write_json(void)
{
    CU_pSuite suite = CU_add_suite("report/write_json", NULL, NULL);
    CU_add_test(suite, "a report", test_report);
    CU_add_test(suite, "positions as filed", test_positions);
    CU_add_test(suite, "conditions as filed", test_conditions);
    CU_add_test(suite, "a comparison", test_comparison);
    CU_add_test(suite, "an actor", test_actor);
    CU_add_test(suite, "as known", test_as_known);
    CU_add_test(suite, "an issue", test_issue);
    CU_add_test(suite, "above 200 actors", test_many_actors);
}
