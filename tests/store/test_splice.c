/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New items in texts of every style: all old bytes stay in their order, what is new looks like its
 * neighbour, and the whole is JSON with the item where it should be. */
#include "store/splice.h"

#include <stdlib.h>
#include <string.h>

#include "store/json.h"
#include "support.h"

void suite_store_splice(void);

static const char ENTRY[] =
    "{\"issue\": \"x\", \"value\": {\"from\": 1, \"to\": 2}, \"quote\": \"a, \\\"b\\\": {c}\"}";

static const char *splice_at(const char *text, size_t behind)
{
    const struct insertion insertion = {.behind = behind, .text = ENTRY};
    struct spliced out = {0};
    stance_result result = splice_list(text, strlen(text), "stances", &insertion, 1, &out);
    const char *lent = result == STANCE_OK ? test_text("%s", str_get(&out.text)) : "refused";
    spliced_clear(&out);
    return lent;
}

static void opens_an_empty_list(void)
{
    CHECK_TEXT(splice_at("{\n  \"stances\": []\n}\n", INSERT_AT_END),
               "{\n  \"stances\": [\n    {\"issue\": \"x\", \"value\": {\"from\": 1, \"to\": 2}, "
               "\"quote\": \"a, \\\"b\\\": {c}\"}\n  ]\n}\n");
    CHECK_TEXT(splice_at("{\"stances\":[]}", INSERT_AT_END),
               "{\"stances\":[{\"issue\": \"x\", \"value\": {\"from\": 1, \"to\": 2}, \"quote\": "
               "\"a, \\\"b\\\": {c}\"}]}");
    /* The list's own line break closes it. */
    CHECK_TEXT(splice_at("{\r\n\t\"stances\": [\r\n\t]\r\n}", INSERT_AT_END),
               "{\r\n\t\"stances\": [\r\n\t\t{\"issue\": \"x\", \"value\": {\"from\": 1, \"to\": "
               "2}, \"quote\": \"a, \\\"b\\\": {c}\"}\r\n\t]\r\n}");
}

static void makes_a_list(void)
{
    CHECK_TEXT(splice_at("{\n  \"name\": \"N\"\n}", INSERT_AT_END),
               "{\n  \"name\": \"N\",\n  \"stances\": [\n    {\"issue\": \"x\", \"value\": "
               "{\"from\": 1, \"to\": 2}, \"quote\": \"a, \\\"b\\\": {c}\"}\n  ]\n}");
    CHECK_TEXT(splice_at("{}", INSERT_AT_END),
               "{\n  \"stances\": [\n    {\"issue\": \"x\", \"value\": {\"from\": 1, \"to\": 2}, "
               "\"quote\": \"a, \\\"b\\\": {c}\"}\n  ]\n}");
}

/* A name written with escapes is the same name. */
static void finds_an_escaped_name(void)
{
    CHECK_TEXT(splice_at("{\"st\\u0061nces\":[{\"a\":1}]}", 0),
               "{\"st\\u0061nces\":[{\"a\":1},{\"issue\":\"x\",\"value\":{\"from\":1,\"to\":2},"
               "\"quote\":\"a, \\\"b\\\": {c}\"}]}");
}

static void looks_like_its_neighbour(void)
{
    static const struct {
        const char *neighbour, *entry;
    } styles[] = {
        {"{\"issue\":\"a\",\"date\":\"b\"}",
         "{\"issue\":\"x\",\"value\":{\"from\":1,\"to\":2},\"quote\":\"a, \\\"b\\\": {c}\"}"},
        {"{ \"issue\": \"a\", \"date\": \"b\" }",
         "{ \"issue\": \"x\", \"value\": {\"from\": 1, \"to\": 2}, \"quote\": \"a, \\\"b\\\": "
         "{c}\" }"},
        {"{\n      \"issue\": \"a\",\n      \"source\": {\"outlet\": \"o\"}\n    }",
         "{\n      \"issue\": \"x\",\n      \"value\": {\"from\": 1, \"to\": 2},\n      \"quote\": "
         "\"a, \\\"b\\\": {c}\"\n    }"},
        {"{\n      \"issue\": \"a\",\n      \"source\": {\n        \"outlet\": \"o\"\n      }\n"
         "    }",
         "{\n      \"issue\": \"x\",\n      \"value\": {\n        \"from\": 1,\n        \"to\": "
         "2\n      },\n      \"quote\": \"a, \\\"b\\\": {c}\"\n    }"},
        {"{\r\n\t\t\t\"issue\": \"a\"\r\n\t\t}",
         "{\r\n\t\t\t\"issue\": \"x\",\r\n\t\t\t\"value\": {\r\n\t\t\t\t\"from\": 1,\r\n\t\t\t\t"
         "\"to\": 2\r\n\t\t\t},\r\n\t\t\t\"quote\": \"a, \\\"b\\\": {c}\"\r\n\t\t}"},
    };
    for (size_t s = 0; s < sizeof styles / sizeof *styles; s++) {
        const char *text = test_text("{\"stances\": [\n    %s\n  ]}", styles[s].neighbour);
        CHECK_TEXT(splice_at(text, INSERT_AT_END),
                   test_text("{\"stances\": [\n    %s,\n    %s\n  ]}", styles[s].neighbour,
                             styles[s].entry));
    }
}

/* Several members a line: wrapped as the neighbour is, and not much wider. */
static void wraps_like_its_neighbour(void)
{
    char quote[200];
    struct str entry = {0};
    struct spliced out = {0};
    static const char text[] = "{\"stances\": [\n  {\"issue\": \"a\", \"date\": \"b\",\n"
                               "   \"value\": 1},\n  {\"issue\": \"c\"}\n]}";
    memset(quote, 'q', 80);
    quote[80] = '\0';
    str_printf(&entry, "{\"issue\": \"x\", \"value\": 1, \"quote\": \"%s\", \"note\": \"n\"}",
               quote);
    const struct insertion insertion = {.behind = 0, .text = str_get(&entry)};
    CHECK_INT(splice_list(text, sizeof text - 1, "stances", &insertion, 1, &out), STANCE_OK);
    CHECK_TEXT(str_get(&out.text),
               test_text("{\"stances\": [\n  {\"issue\": \"a\", \"date\": \"b\",\n   \"value\": "
                         "1},\n  {\"issue\": \"x\", \"value\": 1,\n   \"quote\": \"%s\",\n"
                         "   \"note\": \"n\"},\n  {\"issue\": \"c\"}\n]}",
                         quote));
    str_clear(&entry);
    spliced_clear(&out);
}

/* A line goes on where the item before has left it, counted in characters. */
static void carries_the_column_along(void)
{
    static const char text[] = "{\"stances\": [{\"é\": 1,\n \"b\": 2}, {\"c\": 3,\n \"d\": 4}]}";
    const char *entry = test_text("{\"x\": \"%s\", \"y\": 1}", "éééééééééééééééééééééééééééééé");
    const struct insertion insertions[] = {
        {0, entry}, {0, entry}, {0, entry}, {1, entry}, {1, entry}};
    struct spliced out = {0};
    CHECK_INT(splice_list(text, sizeof text - 1, "stances", insertions, 5, &out), STANCE_OK);
    const char *broken = test_text("{\"x\": \"%s\",\n \"y\": 1}", "éééééééééééééééééééééééééééééé");
    /* The second would end in column 106, the last one as well. */
    CHECK_TEXT(str_get(&out.text),
               test_text("{\"stances\": [{\"é\": 1,\n \"b\": 2}, %s, %s, %s, {\"c\": 3,\n "
                         "\"d\": 4}, %s, %s]}",
                         entry, broken, entry, entry, broken));
    CHECK_SIZE(out.n_pieces, 2);
    spliced_clear(&out);
}

static void refuses_other_texts(void)
{
    CHECK_TEXT(splice_at("[]", 0), "refused");
    CHECK_TEXT(splice_at("{\"stances\": {}}", 0), "refused");
    CHECK_TEXT(splice_at("{\"stances\": [}", 0), "refused");
}

/* ---- any style */

static void add_white(struct str *text, uint64_t *random)
{
    static const char *const pieces[] = {"", "", " ", "  ", "\n", "\r\n", "\t", "\n    "};
    str_append(text, pieces[test_random_below(random, sizeof pieces / sizeof *pieces)]);
}

static void add_token(struct str *text, const char *token, uint64_t *random)
{
    add_white(text, random);
    str_append(text, token);
    add_white(text, random);
}

static void add_object(struct str *text, size_t number, uint64_t *random)
{
    size_t members = test_random_below(random, 4);
    add_token(text, "{", random);
    str_printf(text, "\"n\": %zu", number);
    for (size_t m = 0; m < members; m++) {
        add_token(text, ",", random);
        str_printf(text, "\"m%zu\"", m);
        add_token(text, ":", random);
        str_append(text, m % 2 ? "[1, {\"a\": \"}]\"}]" : "\"\\\"{[\"");
    }
    add_token(text, "}", random);
}

static void make_text(struct str *text, size_t n_items, uint64_t *random)
{
    add_token(text, "{", random);
    if (test_random_below(random, 2)) str_append(text, "\"name\": \"[{\",");
    add_token(text, "\"stances\"", random);
    add_token(text, ":", random);
    add_token(text, "[", random);
    for (size_t i = 0; i < n_items; i++) {
        if (i > 0) add_token(text, ",", random);
        add_object(text, i, random);
    }
    add_token(text, "]", random);
    if (test_random_below(random, 2)) str_append(text, ", \"x-own\": [1,2]");
    add_token(text, "}", random);
}

/* With the new items taken out again the old bytes are left: commas and white space aside, which
 * belong to the new ones as well. */
static bool holds_in_order(const char *text, const char *old)
{
    for (; *old; old++, text++) {
        text = strchr(text, *old);
        if (!text) return false;
    }
    return true;
}

static int number_of(const cJSON *item)
{
    const cJSON *number = cJSON_GetObjectItem(item, "n");
    return cJSON_IsNumber(number) ? number->valueint : -1;
}

static void keeps_all_bytes(void)
{
    uint64_t random = 7;
    for (size_t round = 0; round < 3000; round++) {
        struct str text = {0};
        struct spliced out = {0};
        size_t n_items = test_random_below(&random, 4);
        make_text(&text, n_items, &random);
        size_t behind = n_items ? test_random_below(&random, n_items) : 0;
        const struct insertion two[2] = {{behind, ENTRY}, {behind, "{\"n\": 77}"}};
        CHECK_INT(splice_list(str_get(&text), text.length, "stances", two, 2, &out), STANCE_OK);
        cJSON *tree = cJSON_Parse(str_get(&out.text));
        const cJSON *list = cJSON_GetObjectItem(tree, "stances");
        bool ok = CHECK(holds_in_order(str_get(&out.text), str_get(&text)));
        ok = CHECK_INT(cJSON_GetArraySize(list), (int)n_items + 2) && ok;
        size_t first = n_items ? behind + 1 : 0;
        ok = CHECK_INT(number_of(cJSON_GetArrayItem(list, (int)first)), -1) && ok;
        ok = CHECK_INT(number_of(cJSON_GetArrayItem(list, (int)first + 1)), 77) && ok;
        for (size_t i = 0; i < n_items; i++) {
            size_t at = i <= behind ? i : i + 2;
            ok = CHECK_INT(number_of(cJSON_GetArrayItem(list, (int)at)), (int)i) && ok;
        }
        if (!ok) FAIL("round %zu: %s became %s", round, str_get(&text), str_get(&out.text));
        cJSON_Delete(tree);
        str_clear(&text);
        spliced_clear(&out);
        if (!ok) return;
    }
}

void suite_store_splice(void)
{
    CU_pSuite suite = CU_add_suite("store/splice", NULL, NULL);
    CU_add_test(suite, "opens an empty list", opens_an_empty_list);
    CU_add_test(suite, "makes a list where there is none", makes_a_list);
    CU_add_test(suite, "finds a name written with escapes", finds_an_escaped_name);
    CU_add_test(suite, "looks like its neighbour", looks_like_its_neighbour);
    CU_add_test(suite, "wraps like its neighbour", wraps_like_its_neighbour);
    CU_add_test(suite, "carries the column along", carries_the_column_along);
    CU_add_test(suite, "refuses other texts", refuses_other_texts);
    CU_add_test(suite, "keeps all bytes, whatever the style", keeps_all_bytes);
}
