/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tree and marks together, and what cJSON takes without a word. */
#include "store/json.h"

#include <math.h>

#include "store/listing.h"

void suite_store_json(void);

struct fixture {
    struct json json;
    struct stance_diagnostics list;
};

static stance_result read(struct fixture *fixture, const char *text)
{
    size_t length = strlen(text);
    stance_result result;
    diagnostics_clear(&fixture->list);
    result = json_read(&fixture->json, text, length, &fixture->list);
    diagnostics_locate(&fixture->list, "f", text, length);
    return result;
}

static const char *listing(struct fixture *fixture)
{
    return listing_of(&fixture->list, "f");
}

static void clear(struct fixture *fixture)
{
    json_clear(&fixture->json);
    diagnostics_clear(&fixture->list);
}

static void nodes(void)
{
    static const char text[] = "{\"t\": \"\\u00e9\\n\", \"n\": -0.5, \"y\": true, \"z\": null, "
                               "\"l\": [1, [2], {}], \"o\": {\"k\": false}}";
    static const enum json_type types[] = {JSON_TEXT, JSON_NUMBER, JSON_FLAG,
                                           JSON_NULL, JSON_LIST,   JSON_OBJECT};
    static const char *const begins[] = {"\"\\u", "-0.5", "true", "null", "[1, ", "{\"k\""};
    struct fixture fixture = {0};
    struct json_node node;
    size_t i = 0;
    CHECK_INT(read(&fixture, text), STANCE_OK);
    CHECK_SIZE(json_count(json_root(&fixture.json)), 6);
    for (node = json_first(json_root(&fixture.json)); json_is_there(node); node = json_next(node)) {
        CHECK_INT(json_type(node), types[i]);
        CHECK(strncmp(text + node.mark->begin, begins[i], strlen(begins[i])) == 0);
        CHECK(text[node.mark->key] == '"' && text[node.mark->key + 1] == json_key(node)[0]);
        i++;
    }
    node = json_first(json_root(&fixture.json));
    CHECK_TEXT(json_text(node), "\xc3\xa9\n");
    node = json_next(node);
    CHECK_NEAR(json_number(node), -0.5, 0);
    CHECK(json_flag(json_next(node)));
    clear(&fixture);
}

/* Decoded names are compared, in small objects and in large ones. */
static void names_given_twice(void)
{
    struct fixture fixture = {0};
    struct str text = {0};
    CHECK_INT(read(&fixture, "{\"a\": 1,\n \"b\": 2,\n \"\\u0061\": 3}"), STANCE_OK);
    CHECK_TEXT(listing(&fixture), "3:2: \"a\" is given twice in one object: first on line 1\n");
    read(&fixture,
         "{\"a\": 1, \"A\": 2, \"\": 3, \"ab\": {\"a\": 1}, \"aba\": [{\"a\": 1}, {\"a\": 1}]}");
    CHECK_TEXT(listing(&fixture), "");
    read(&fixture, "{\"\": 1, \"\": 2}");
    CHECK_TEXT(listing(&fixture), "1:9: \"\" is given twice in one object: first on line 1\n");
    str_append(&text, "{\"k0\": 0");
    for (int i = 1; i < 100000; i++)
        str_printf(&text, ",\n\"k%d\": 0", i);
    str_append(&text, ",\n\"k4\": 1}");
    CHECK_INT(read(&fixture, str_get(&text)), STANCE_OK);
    CHECK_TEXT(listing(&fixture),
               "100001:1: \"k4\" is given twice in one object: first on line 5\n");
    clear(&fixture);
    str_clear(&text);
}

/* However many there are: counted, and a limited number is kept. */
static void many_names_given_twice(void)
{
    struct fixture fixture = {0};
    struct str text = {0};
    str_append(&text, "{\"k\": 0");
    str_repeat(&text, ",\n\"k\": 0", 200000);
    str_append(&text, "}");
    CHECK_INT(read(&fixture, str_get(&text)), STANCE_OK);
    CHECK_SIZE(fixture.list.found[STANCE_ERROR], 200000);
    CHECK_SIZE(fixture.list.count, DIAGNOSTICS_LIMIT);
    clear(&fixture);
    str_clear(&text);
}

static double number(struct fixture *fixture, const char *text)
{
    CHECK_INT(read(fixture, text), STANCE_OK);
    return json_number(json_first(json_root(&fixture->json)));
}

/* cJSON reads through 63 bytes. */
static void long_numbers(void)
{
    struct fixture fixture = {0};
    struct str text = {0};
    const char *digits;
    for (size_t n = 60; n < 70; n++) {
        str_truncate(&text, 0);
        str_append(&text, "[0.");
        str_repeat(&text, "1", n);
        str_append(&text, ", 7]");
        CHECK_NEAR(number(&fixture, str_get(&text)), 1.0 / 9, 1e-15);
        CHECK_NEAR(json_number(json_next(json_first(json_root(&fixture.json)))), 7, 0);
    }
    str_truncate(&text, 0);
    str_repeat(&text, "0", 300);
    digits = str_get(&text);
    CHECK_NEAR(number(&fixture, test_text("[1%s]", digits)), 1e300, 0);
    CHECK_NEAR(number(&fixture, test_text("[-1%se-298]", digits)), -100, 0);
    CHECK_NEAR(number(&fixture, test_text("[0.%s1]", digits)), 1e-301, 0);
    CHECK_TEXT(listing(&fixture), "");
    CHECK(isinf(number(&fixture, test_text("[1%s%s]", digits, digits))));
    CHECK_TEXT(listing(&fixture), "1:2: too large a number: the limit is about 1.8e308\n");
    str_clear(&text);
    clear(&fixture);
}

static void large_numbers(void)
{
    struct fixture fixture = {0};
    CHECK_INT(read(&fixture, "{\"a\": 1e308,\n \"b\": [1e400, -1e999, 1e-400]}"), STANCE_OK);
    CHECK_TEXT(listing(&fixture), "2:8: too large a number: the limit is about 1.8e308\n"
                                  "2:15: too large a number: the limit is about 1.8e308\n");
    clear(&fixture);
}

static void byte_order_mark(void)
{
    struct fixture fixture = {0};
    CHECK_INT(read(&fixture, "\xef\xbb\xbf{\"a\": 1}"), STANCE_OK);
    CHECK_TEXT(listing(&fixture), "1:1: byte-order-mark: the file begins with a byte order mark: "
                                  "save it as UTF-8 without one\n");
    CHECK_SIZE(json_first(json_root(&fixture.json)).mark->begin, 9);
    CHECK_INT(read(&fixture, "\xef\xbb\xbf"
                             "1"),
              STANCE_OK); /* shorter than cJSON looks for one */
    CHECK_NEAR(json_number(json_root(&fixture.json)), 1, 0);
    clear(&fixture);
}

/* One after the other with the same memory, after refusals too. */
static void used_again(void)
{
    struct fixture fixture = {0};
    CHECK_INT(read(&fixture, "[1, 2, 3]"), STANCE_OK);
    CHECK_INT(read(&fixture, "[1, 2, 3"), STANCE_REFUSED);
    CHECK(!json_is_there(json_root(&fixture.json)));
    CHECK_INT(read(&fixture, "[4]"), STANCE_OK);
    CHECK_SIZE(json_count(json_root(&fixture.json)), 1);
    CHECK_TEXT(listing(&fixture), "");
    clear(&fixture);
}

static void quotes(void)
{
    struct json_quote quote;
    const char *text = "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac";
    CHECK_TEXT(json_quote("short", &quote), "short");
    text = test_text("%s%s%s%s%s%s", text, text, text, text, text, text);
    CHECK_SIZE(strlen(json_quote(text, &quote)), 84 + 3); /* whole characters of three bytes */
    text = test_text("a%s", text);
    CHECK_SIZE(strlen(json_quote(text, &quote)), 82 + 3);
}

void suite_store_json(void)
{
    CU_pSuite suite = CU_add_suite("store/json", NULL, NULL);
    CU_add_test(suite, "nodes", nodes);
    CU_add_test(suite, "names given twice", names_given_twice);
    CU_add_test(suite, "many names given twice", many_names_given_twice);
    CU_add_test(suite, "long numbers", long_numbers);
    CU_add_test(suite, "large numbers", large_numbers);
    CU_add_test(suite, "byte order mark", byte_order_mark);
    CU_add_test(suite, "used again", used_again);
    CU_add_test(suite, "quotes", quotes);
}
