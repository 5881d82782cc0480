/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which checks run, in which order what they found is listed, and how it is written as JSON. What
 * each check looks for is tested by its group: test_checks_entry.c and its neighbours. */
#include <cjson/cJSON.h>

#include "checking.h"
#include "printed.h"

static const char *misspelt(void)
{
    return entries(ON("size", DAY, "1") ", \"salence\": 1}", NULL);
}

static void choice(void)
{
    const char *path = misspelt();
    CHECK_TEXT(found(path, "unknown-member"), "a.json:1:66: \"salence\" is no member of a stance: "
                                              "nothing reads it [unknown-member]\n");
    CHECK_TEXT(found(path, "byte-order-mark,stale"), "");
    CHECK_TEXT(found_with(path, (stance_query){0},
                          (stance_check_options){
                              .only = "no-source,unknown-member,one-voice",
                              .skip = "one-voice,unknown-member",
                          }),
               "a.json:1:14: a on size has no source: name its outlet [no-source]\n");
    CHECK_TEXT(
        found_with(path, (stance_query){0},
                   (stance_check_options){.only = "unknown-member,no-source", .strict = true}),
        "a.json:1:14: error: a on size has no source: name its outlet [no-source]\n"
        "a.json:1:66: error: \"salence\" is no member of a stance: nothing reads it "
        "[unknown-member]\n");
}

static void unknown_names(void)
{
    struct open_model open = open_model(misspelt(), (stance_query){0});
    static const char *const wrong[] = {"", "stal", "stale,", ",stale", "stale,no", "stale no"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        stance_check_options only = {.only = wrong[i]}, skip = {.skip = wrong[i]};
        CHECK_INT(stance_check(open.findings, &only, open.diagnostics), STANCE_REFUSED);
        CHECK_INT(stance_check(open.findings, &skip, open.diagnostics), STANCE_REFUSED);
    }
    CHECK_SIZE(stance_diagnostics_kept(open.diagnostics), 1);
    for (size_t c = 0; stance_check_name(c);
         c++) { /* each name is one, has a line, is there once */
        stance_check_options only = {.only = stance_check_name(c)};
        CHECK_INT(stance_check(open.findings, &only, open.diagnostics), STANCE_OK);
        CHECK(stance_check_summary(c) != NULL);
        for (size_t d = 0; d < c; d++)
            CHECK(strcmp(stance_check_name(c), stance_check_name(d)) != 0);
    }
    close_model(&open);
}

/* What the limit per file left out is counted with misspelt members, and with them alone. */
static void limit(void)
{
    struct str members = {0};
    for (size_t i = 0; i < 60; i++)
        str_printf(&members, ", \"member%zu\": 1", i);
    const char *path = entries(test_text(ON("size", DAY, "1") "%s}", str_get(&members)), NULL);
    static const struct {
        const char *only;
        size_t kept, found;
    } cases[] = {{"unknown-member", 50, 60}, {"no-source", 1, 1}};
    for (size_t c = 0; c < 2; c++) {
        struct open_model open = open_model(path, (stance_query){0});
        stance_check_options options = {.only = cases[c].only};
        CHECK_INT(stance_check(open.findings, &options, open.diagnostics), STANCE_OK);
        CHECK_SIZE(stance_diagnostics_kept(open.diagnostics), cases[c].kept);
        CHECK_SIZE(stance_diagnostics_count(open.diagnostics, STANCE_WARNING), cases[c].found);
        close_model(&open);
    }
    str_clear(&members);
}

/* Checked twice, the list holds each thing once. */
static void twice(void)
{
    struct open_model open = open_model(misspelt(), (stance_query){0});
    CHECK_INT(stance_check(open.findings, NULL, open.diagnostics), STANCE_OK);
    size_t kept = stance_diagnostics_kept(open.diagnostics);
    const char *words = words_of(open.diagnostics);
    CHECK_INT(stance_check(open.findings, NULL, open.diagnostics), STANCE_OK);
    CHECK_SIZE(stance_diagnostics_kept(open.diagnostics), kept);
    CHECK_SIZE(stance_diagnostics_count(open.diagnostics, STANCE_WARNING), kept);
    CHECK_TEXT(words_of(open.diagnostics), words);
    close_model(&open);
}

/* ---- json */

static const char *json_of(const stance_diagnostics *diagnostics)
{
    struct str out = {0};
    CHECK_INT(stance_diagnostics_write_json(diagnostics, (stance_sink){printed_take, &out}),
              STANCE_OK);
    const char *text = test_text("%s", str_get(&out));
    str_clear(&out);
    return text;
}

static bool refuse(void *context, const char *bytes, size_t length)
{
    (void)context, (void)bytes, (void)length;
    return false;
}

static void json(void)
{
    struct open_model open =
        open_model(entries(ON("size", DAY, "\"ten\"") "}", NULL), (stance_query){0});
    stance_check_options options = {.strict = true};
    CHECK_INT(open.result, STANCE_REFUSED);
    CHECK_INT(stance_check(open.findings, &options, open.diagnostics), STANCE_OK);
    const char *text = json_of(open.diagnostics);
    cJSON *tree = cJSON_Parse(text);
    const cJSON *list = cJSON_GetObjectItem(tree, "diagnostics");
    CHECK_INT(cJSON_GetArraySize(list), 1);
    CHECK_HOLDS(text, "\"errors\": 1,\n  \"warnings\": 0,\n");
    CHECK_HOLDS(text, "{\"severity\": \"error\", \"check\": \"error\", \"file\": ");
    CHECK_HOLDS(text, "\"line\": 1, \"column\": 63, \"message\": ");
    cJSON_Delete(tree);
    CHECK_INT(stance_diagnostics_write_json(open.diagnostics, (stance_sink){refuse, NULL}),
              STANCE_IO);
    close_model(&open);
    stance_diagnostics *none = stance_diagnostics_new();
    CHECK_TEXT(json_of(none), "{\n  \"schema\": \"stance-check/1\",\n  \"errors\": 0,\n"
                              "  \"warnings\": 0,\n  \"diagnostics\": []\n}\n");
    stance_diagnostics_free(none);
}

/* The shipped model: one thing to say, in one place; nothing in the way of its checks. */
static void shipped(void)
{
    stance_check_options options = {.skip = "one-voice"};
    CHECK_TEXT(found_with(test_source("models/ukraine-force"), (stance_query){0}, options), "");
}

void suite_report_checks(void)
{
    CU_pSuite suite = CU_add_suite("report/checks", NULL, NULL);
    CU_add_test(suite, "choice", choice);
    CU_add_test(suite, "unknown names", unknown_names);
    CU_add_test(suite, "limit", limit);
    CU_add_test(suite, "twice", twice);
    CU_add_test(suite, "json", json);
    CU_add_test(suite, "the shipped model", shipped);
}
