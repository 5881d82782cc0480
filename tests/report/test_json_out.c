/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON piece by piece: layout, escapes, numbers. */
#include "report/json_out.h"

#include "printed.h"

static struct str written;

/* What was written, and a fresh start. */
static const char *take(struct output *output)
{
    const char *text = test_text("%s", str_get(&output->buffer));
    str_clear(&output->buffer);
    return text;
}

static struct output new_output(void)
{
    return (struct output){.sink = {printed_take, &written}};
}

static void test_layout(void)
{
    struct output output = new_output();
    struct json_out out = {.output = &output};
    out_begin(&out, '{', JSON_LINES);
    out_member_text(&out, "title", "T");
    out_key(&out, "none");
    out_begin(&out, '[', JSON_LINES);
    out_end(&out);
    out_key(&out, "pairs");
    out_begin(&out, '[', JSON_LINES);
    for (size_t i = 0; i < 2; i++) {
        out_begin(&out, '{', JSON_LINE);
        out_member_count(&out, "n", i);
        out_member_bool(&out, "b", i == 1);
        out_key(&out, "issues");
        out_begin(&out, '[', JSON_LINES);
        out_begin(&out, '{', JSON_LINE);
        out_end(&out);
        out_text(&out, NULL);
        out_end(&out);
        out_member_number(&out, "x", .5);
        out_end(&out);
    }
    out_end(&out);
    out_end(&out);
    CHECK_TEXT(take(&output), "{\n"
                              "  \"title\": \"T\",\n"
                              "  \"none\": [],\n"
                              "  \"pairs\": [\n"
                              "    {\"n\": 0, \"b\": false, \"issues\": [\n"
                              "      {},\n"
                              "      null\n"
                              "    ], \"x\": 0.5},\n"
                              "    {\"n\": 1, \"b\": true, \"issues\": [\n"
                              "      {},\n"
                              "      null\n"
                              "    ], \"x\": 0.5}\n"
                              "  ]\n"
                              "}\n");
}

static const char *text_of(const char *text)
{
    struct output output = new_output();
    struct json_out out = {.output = &output};
    out_text(&out, text);
    return take(&output);
}

static void test_escapes(void)
{
    CHECK_TEXT(text_of(NULL), "null");
    CHECK_TEXT(text_of(""), "\"\"");
    CHECK_TEXT(text_of("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
    CHECK_TEXT(text_of("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"");
    CHECK_TEXT(text_of("\x01\x1b[31m\x7f"), "\"\\u0001\\u001b[31m\\u007f\"");
    CHECK_TEXT(text_of("<script>"), "\"<script>\"");
    CHECK_TEXT(text_of("Größe “so” 中 😀"), "\"Größe “so” 中 😀\"");
    CHECK_TEXT(text_of("\xE2\x80\xA8\xE2\x80\xA9"), "\"\\u2028\\u2029\"");
    CHECK_TEXT(text_of("\xE2\x80\xAE\xC2\x9B\xEF\xBB\xBF"), "\"\\u202e\\u009b\\ufeff\"");
    CHECK_TEXT(text_of("\xF3\xA0\x80\x81"), "\"\\udb40\\udc01\""); /* U+E0001, a format sign */
    CHECK_TEXT(text_of("a\xFF\xC3"), "\"a\\ufffd\\ufffd\"");
}

static const char *number_of(double number)
{
    struct output output = new_output();
    struct json_out out = {.output = &output};
    out_number(&out, number);
    return take(&output);
}

static void test_numbers(void)
{
    CHECK_TEXT(number_of(2.0 / 3), "0.6666666666666666");
    CHECK_TEXT(number_of(25000), "25000");
    CHECK_TEXT(number_of(-0.0), "0");
    CHECK_TEXT(number_of(1e300), "1e300");
    CHECK_TEXT(number_of(NAN), "null");
    CHECK_TEXT(number_of(INFINITY), "null");
    CHECK_TEXT(number_of(-INFINITY), "null");
}

void suite_report_json_out(void)
{
    CU_pSuite suite = CU_add_suite("report/json_out", NULL, NULL);
    CU_add_test(suite, "layout", test_layout);
    CU_add_test(suite, "escapes", test_escapes);
    CU_add_test(suite, "numbers", test_numbers);
}
