/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read off an object, and another one printed in it: three ways, and lines that wrap. */
#include "store/layout.h"

#include <string.h>

#include "support.h"

void suite_store_layout(void);

static const char ENTRY[] =
    "{\"a\": 1, \"b\": {\"from\": 1, \"to\": []}, \"c\": \"x, \\\"y\\\": {\"}";

/* ENTRY as the first object of the text looks; lent. */
static const char *printed_like(const char *text, const char *entry, size_t column)
{
    struct stance_diagnostics list = {0};
    struct json_marks marks = {0};
    struct layout layout;
    struct str out = {0};
    if (!CHECK_INT(json_scan(text, strlen(text), &marks, &list), STANCE_OK)) return "";
    layout_of(text, marks.items, &layout);
    layout_print(&layout, entry, column, &out);
    const char *lent = test_text("%s", str_get(&out));
    str_clear(&out);
    json_marks_clear(&marks);
    diagnostics_clear(&list);
    return lent;
}

static const char *text_of(struct slice slice)
{
    return test_text("%.*s", (int)slice.length, slice.bytes);
}

static void pieces(void)
{
    static const char text[] = "{ \r\n\t \"k\\\"\\\\\": 1}";
    CHECK_TEXT(text_of(layout_white_before(text, 6)), " \r\n\t ");
    CHECK_TEXT(text_of(layout_white_before(text, 1)), "");
    CHECK_TEXT(text_of(layout_white_before("  ", 2)), "  ");
    CHECK_TEXT(text_of(layout_last_line((struct slice){text, 6})), "\t ");
    CHECK_TEXT(text_of(layout_last_line((struct slice){"a\rb", 3})), "b");
    CHECK_TEXT(text_of(layout_last_line((struct slice){"ab", 2})), "ab");
    CHECK_SIZE(layout_quoted_length(text + 6), 7);
    CHECK_SIZE(layout_quoted_length("\"\""), 2);
    CHECK(layout_has_break((struct slice){"a\r", 2}));
    CHECK(!layout_has_break((struct slice){"a\r", 1}));
    CHECK(!layout_is_white('\0') && layout_is_white('\t'));
}

static void in_one_line(void)
{
    CHECK_TEXT(printed_like("{\"x\":1,\"y\":2}", ENTRY, 0),
               "{\"a\":1,\"b\":{\"from\":1,\"to\":[]},\"c\":\"x, \\\"y\\\": {\"}");
    CHECK_TEXT(
        printed_like("{ \"x\" : 1 , \"y\" : 2 }", ENTRY, 0),
        "{ \"a\" : 1 , \"b\" : {\"from\" : 1 , \"to\" : []} , \"c\" : \"x, \\\"y\\\": {\" }");
    /* One member shows no comma; none shows nothing. */
    CHECK_TEXT(printed_like("{\"x\":1}", "{\"a\": 1, \"b\": 2}", 0), "{\"a\":1,\"b\":2}");
    CHECK_TEXT(printed_like("{}", "{\"a\": 1, \"b\": 2}", 0), "{\"a\": 1, \"b\": 2}");
    CHECK_TEXT(printed_like("{}", "{}", 0), "{}");
}

static void a_member_a_line(void)
{
    /* What is nested in the neighbour is on one line. */
    CHECK_TEXT(
        printed_like("{\n  \"x\": {\"y\": 1},\n  \"z\": 2\n}", ENTRY, 0),
        "{\n  \"a\": 1,\n  \"b\": {\"from\": 1, \"to\": []},\n  \"c\": \"x, \\\"y\\\": {\"\n}");
    /* It is not, or there is none. */
    CHECK_TEXT(printed_like("{\r\n\t\"x\": {\r\n\t\t\"y\": 1\r\n\t}\r\n}", ENTRY, 0),
               "{\r\n\t\"a\": 1,\r\n\t\"b\": {\r\n\t\t\"from\": 1,\r\n\t\t\"to\": []\r\n\t},\r\n\t"
               "\"c\": \"x, \\\"y\\\": {\"\r\n}");
    CHECK_TEXT(printed_like("{\n  \"x\": 1\n}", "{\"a\": [1, {\"b\": 2}]}", 0),
               "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ]\n}");
}

#define WRAPPED "{\"x\": 1,\n \"y\": 2}"
#define LONG    "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"

/* Nothing goes beyond column 100, or where the neighbour ends, if that is further. */
static void wrapped(void)
{
    const char *entry = test_text("{\"a\": \"%s\", \"b\": \"%s\", \"c\": 1}", LONG, LONG);
    CHECK_TEXT(printed_like(WRAPPED, entry, 0),
               test_text("{\"a\": \"%s\", \"b\": \"%s\",\n \"c\": 1}", LONG, LONG));
    CHECK_TEXT(printed_like(WRAPPED, entry, 20),
               test_text("{\"a\": \"%s\",\n \"b\": \"%s\", \"c\": 1}", LONG, LONG));
    const char *wide = test_text("{\"x\": \"%s%s%s\",\n \"y\": 2}", LONG, LONG, LONG);
    CHECK_TEXT(printed_like(wide, entry, 0),
               test_text("{\"a\": \"%s\", \"b\": \"%s\", \"c\": 1}", LONG, LONG));
    /* Characters count, not bytes. */
    entry = test_text("{\"a\": \"%s\", \"b\": \"%s\", \"c\": 1}", LONG,
                      "éééééééééééééééééééééééééééééé");
    CHECK(!strchr(printed_like(WRAPPED, entry, 0), '\n'));
}

static void long_lists(void)
{
    const char *entry =
        test_text("{\"a\": 1, \"if\": [{\"b\": \"%s\"}, {\"c\": \"%s\"}]}", LONG, LONG);
    CHECK_TEXT(
        printed_like(WRAPPED, entry, 0),
        test_text("{\"a\": 1,\n \"if\": [\n  {\"b\": \"%s\"},\n  {\"c\": \"%s\"}]}", LONG, LONG));
}

static void whole_files(void)
{
    struct str out = {0};
    layout_print_file("{\"a\": 1, \"b\": []}", &out);
    CHECK_TEXT(str_get(&out), "{\n  \"a\": 1,\n  \"b\": []\n}\n");
    str_clear(&out);
}

void suite_store_layout(void)
{
    CU_pSuite suite = CU_add_suite("store/layout", NULL, NULL);
    CU_add_test(suite, "pieces of text", pieces);
    CU_add_test(suite, "in one line", in_one_line);
    CU_add_test(suite, "a member a line", a_member_a_line);
    CU_add_test(suite, "wrapped", wrapped);
    CU_add_test(suite, "long lists", long_lists);
    CU_add_test(suite, "whole files", whole_files);
}
