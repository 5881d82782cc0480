/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar byte by byte: what is taken, what is refused and where, and the marks. The words of
 * refusals that can be read as text are in tests/data/refusals/json.txt. */
#include "store/json_scan.h"

#include <stdlib.h>

#include <cjson/cJSON.h>

#include "store/listing.h"

void suite_store_json_scan(void);

/* "OK", or what is listed, located. */
static const char *scan(const char *text, size_t length)
{
    struct stance_diagnostics list;
    struct json_marks marks = {0};
    const char *words = "OK";
    char *copy =
        malloc(length ? length : 1); /* exactly as long: a sanitizer sees the byte behind */
    diagnostics_init(&list);
    memcpy(copy, text, length);
    if (json_scan(copy, length, &marks, &list) != STANCE_OK) {
        CHECK_SIZE(list.found[STANCE_ERROR], 1);
        diagnostics_locate(&list, "f", copy, length);
        words = listing_of(&list, "f");
        CHECK(list.count == 1 && list.items[0].line > 0 && list.items[0].column > 0);
    }
    json_marks_clear(&marks);
    diagnostics_clear(&list);
    free(copy);
    return words;
}

static const char *scan_text(const char *text)
{
    return scan(text, strlen(text));
}

static void takes(void)
{
    static const char *const texts[] = {
        "0",
        "-0",
        "1",
        "10",
        "-1.5",
        "1e5",
        "1E+5",
        "1.5e-05",
        "0.0",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\"",
        "\" \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0041 \"",
        "\"\\ud83d\\ude00\"",
        "\"\x7f\"",
        "\"\xc3\xa9\"",
        "\"\xf0\x9f\x98\x80\"",
        "\"\xef\xbb\xbf\"",
        "\"\\uFFFF\"",
        "\xef\xbb\xbf{}",
        "[]",
        "{}",
        " [ ] ",
        "[ 1 , 2 ]",
        "{\"\":0}",
        "\t\r\n{ \"a\" : [ { } ] }\r\n",
        "{\"a\":1,\"a\":2}",
        "[[[[[[]]]]]]",
        "\"0123456789abcdef\xe2\x82\xac-0123456789\"",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *end = NULL;
        cJSON *tree = cJSON_ParseWithLengthOpts(texts[i], strlen(texts[i]), &end, false);
        CHECK_TEXT(scan_text(texts[i]), "OK");
        CHECK(tree != NULL);
        cJSON_Delete(tree);
    }
}

/* What does not go into a text file that people read. */
static void refuses_bytes(void)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *expected;
    } rows[] = {
        {"", 0, "1:1: the file is empty: a JSON object { ... } is missing\n"},
        {" \r\n\t", 4, "1:1: the file is empty: a JSON object { ... } is missing\n"},
        {"\xef\xbb\xbf", 3, "1:1: the file is empty: a JSON object { ... } is missing\n"},
        {"[\"a\tb\"]", 7, "1:4: strings take no raw tabs: write \\t\n"},
        {"[\"a\x01"
         "b\"]",
         7, "1:4: strings take no raw control characters: delete it, or write \\u0001\n"},
        {"[\"a\rb\"]", 7,
         "1:4: the text is not closed on its line: a closing \" is missing | Only the straight \" "
         "closes a text; a line break inside one is written \\n.\n"},
        {"[\"a\0b\"]", 7,
         "1:4: strings take no raw control characters: delete it, or write \\u0000\n"},
        {"[\"\xff\"]", 5, "1:3: the byte 0xFF is not valid UTF-8: save the file as UTF-8\n"},
        {"[\"\xe9t\xe9\"]", 7, "1:3: the byte 0xE9 is not valid UTF-8: save the file as UTF-8\n"},
        {"[\"\xc0\xaf\"]", 6, "1:3: the byte 0xC0 is not valid UTF-8: save the file as UTF-8\n"},
        {"[\"\xed\xa0\x80\"]", 7,
         "1:3: the byte 0xED is not valid UTF-8: save the file as UTF-8\n"},
        {"[\"\xf4\x90\x80\x80\"]", 8,
         "1:3: the byte 0xF4 is not valid UTF-8: save the file as UTF-8\n"},
        {"[\"\xe2\x82", 4, "1:3: the byte 0xE2 is not valid UTF-8: save the file as UTF-8\n"},
        {"[1, \xff]", 6, "1:5: the byte 0xFF is not valid UTF-8: save the file as UTF-8\n"},
        {"\xff\xfe[\0]\0", 6, "1:1: this looks like UTF-16: save the file as UTF-8\n"},
        {"\0[\0]", 4, "1:1: this looks like UTF-16: save the file as UTF-8\n"},
        {"[\0]\0", 4, "1:1: this looks like UTF-16: save the file as UTF-8\n"},
        {"[1\0]", 4, "1:3: a control character (U+0000) between the values: delete it\n"},
        {"[1,\x02 2]", 7, "1:4: a control character (U+0002) between the values: delete it\n"},
        {"[1,\xc2\xa0"
         "2]",
         7, "1:4: a no-break space: write an ordinary blank\n"},
        {"[1,\xef\xbb\xbf"
         "2]",
         8, "1:4: a byte order mark may stand at the very start of a file only\n"},
        {"[\xe2\x80\x9c"
         "a\xe2\x80\x9d]",
         9, "1:2: typographic quotes: JSON wants the plain \"\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_TEXT(scan(rows[i].bytes, rows[i].length), rows[i].expected);
}

/* Columns count characters; lines end with LF, CR LF or CR; a byte order mark is no column. */
static void places(void)
{
    CHECK_HOLDS(scan_text("{\n  \"a\": 1\n  \"b\": 2\n}"), "2:9: a comma or \"}\"");
    CHECK_HOLDS(scan_text("{\r\n  \"a\": 1,\r\n  \"b\": x\r\n}"), "3:8: text must");
    CHECK_HOLDS(scan_text("{\r  \"a\": 1,\r  \"b\": x\r}"), "3:8: text must");
    CHECK_HOLDS(scan_text("\xef\xbb\xbf[x]"), "1:2: text must");
    CHECK_HOLDS(scan_text("[\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\", x]"), "1:9: text must");
    CHECK_HOLDS(scan_text("\t[\tx]"), "1:4: text must");
}

static const char *repeated(const char *before, const char *piece, size_t times, const char *after)
{
    struct str text = {0};
    const char *lent;
    str_append(&text, before);
    str_repeat(&text, piece, times);
    str_append(&text, after);
    lent = test_text("%s", str_get(&text));
    str_clear(&text);
    return lent;
}

/* Each just below and just above. */
static void limits(void)
{
    const char *end = repeated("", "]", JSON_MAX_DEPTH, "");
    CHECK_TEXT(scan_text(repeated("", "[", JSON_MAX_DEPTH, end)), "OK");
    CHECK_TEXT(scan_text(repeated("", "[", JSON_MAX_DEPTH + 1, "")),
               "1:65: lists and objects are nested more than 64 deep: that is the limit\n");
    CHECK_TEXT(scan_text(repeated("\"", "a", JSON_MAX_TEXT, "\"")), "OK");
    CHECK_TEXT(scan_text(repeated("[\"", "a", JSON_MAX_TEXT + 1, "\"]")),
               "1:2: a text of more than 1 MiB: the limit is 1048576 bytes\n");
    CHECK_TEXT(scan_text(repeated("", "9", JSON_MAX_NUMBER, "")), "OK");
    CHECK_TEXT(scan_text(repeated("[", "9", JSON_MAX_NUMBER + 1, "]")),
               "1:2: a number of more than 1000 characters: the limit is 1000\n");
    CHECK_TEXT(scan_text(repeated("[0", ",0", JSON_MAX_VALUES - 2, "]")), "OK");
    CHECK_HOLDS(scan_text(repeated("[0", ",0", JSON_MAX_VALUES - 1, "]")),
                "a file of more than 8388608 values: that is the limit");
}

/* A special byte at every place of an eight-byte step. */
static void long_texts(void)
{
    static const char *const specials[] = {"\"", "\\n", "\xc3\xa9", "\x01", "\xff"};
    for (size_t before = 0; before < 24; before++) {
        for (size_t i = 0; i < sizeof specials / sizeof *specials; i++) {
            const char *piece = test_text("%s%s", specials[i], i == 0 ? "" : "xyz\"");
            const char *words = scan_text(repeated("\"", "~", before, piece));
            CHECK((i < 3) == (strcmp(words, "OK") == 0));
            if (i >= 3) CHECK_HOLDS(words, test_text("1:%zu: ", before + 2));
        }
    }
}

static void marks(void)
{
    static const char text[] = "{\"a\": [1, {}], \"b\": \"x\"}";
    static const struct json_mark expected[] = {
        {JSON_NO_KEY, 0, 24, 5},  {1, 6, 13, 3},   {JSON_NO_KEY, 7, 8, 1},
        {JSON_NO_KEY, 10, 12, 1}, {15, 20, 23, 1},
    };
    struct json_marks marks = {0};
    struct stance_diagnostics list;
    diagnostics_init(&list);
    CHECK_INT(json_scan(text, strlen(text), &marks, &list), STANCE_OK);
    CHECK_SIZE(marks.count, 5);
    CHECK(!marks.has_bom && !marks.has_long_number);
    CHECK(!memcmp(marks.items, expected, sizeof expected));
    json_marks_clear(&marks);
    diagnostics_clear(&list);
}

/* Cut anywhere a text is refused at a place, and nothing behind its end is looked at. */
static void truncated(void)
{
    static const char text[] =
        "{\"name\": \"Fran\\u00e7ois \\ud83d\\ude00 \xc3\xa9\", \"w\": -1.5e+3, "
        "\"l\": [true, false, null, {\"a\": []}]}";
    CHECK_TEXT(scan_text(text), "OK");
    for (size_t length = 0; length < strlen(text); length++)
        CHECK_HOLDS(scan(text, length), "1:");
}

static void for_each_file(const char *folder,
                          void (*use)(const char *name, const char *bytes, size_t length))
{
    const char *path = test_data(folder);
    const char *const *names = path ? test_list(path) : NULL;
    for (; names && *names; names++) {
        size_t length = 0;
        const char *bytes = test_read(test_text("%s/%s", path, *names), &length);
        if (bytes) use(*names, bytes, length);
    }
}

/* What passes the scanner cJSON takes too. (It takes more.) */
static bool passes(const char *bytes, size_t length)
{
    const char *words = scan(bytes, length), *end = NULL;
    bool ok = strcmp(words, "OK") == 0;
    cJSON *tree = ok ? cJSON_ParseWithLengthOpts(bytes, length, &end, false) : NULL;
    if (ok) CHECK(tree != NULL);
    cJSON_Delete(tree);
    return ok;
}

/* y_ is taken but for U+0000, which the contract refuses. */
static void check_parsing(const char *name, const char *bytes, size_t length)
{
    bool ok = passes(bytes, length),
         has_nul = strcmp(name, "y_string_null_escape.json") == 0 ||
                   strcmp(name, "y_object_escaped_null_in_key.json") == 0;
    if (name[0] == 'n' && ok) FAIL("%s was taken", name);
    if (name[0] == 'y' && ok == has_nul) FAIL("%s was %s", name, ok ? "taken" : "refused");
}

static void check_checker(const char *name, const char *bytes, size_t length)
{
    bool ok = passes(bytes, length), excluded = strstr(name, "EXCLUDE") != NULL;
    if (strncmp(name, "fail", 4) == 0 && !excluded && ok) FAIL("%s was taken", name);
    if ((strncmp(name, "pass", 4) == 0 || strncmp(name, "round", 5) == 0) && !ok)
        FAIL("%s was refused: %s", name, scan(bytes, length));
}

static void check_taken(const char *name, const char *bytes, size_t length)
{
    size_t tail = strlen(name);
    if (tail < 5 || strcmp(name + tail - 5, ".json") != 0) return;
    if (!passes(bytes, length)) FAIL("%s was refused: %s", name, scan(bytes, length));
}

static void check_any(const char *name, const char *bytes, size_t length)
{
    (void)name;
    passes(bytes, length);
}

static void json_test_suite(void)
{
    for_each_file("corpora/json-test-suite/test_parsing", check_parsing);
    for_each_file("corpora/json-test-suite/test_transform", check_any);
}

static void other_corpora(void)
{
    for_each_file("corpora/json-checker/jsonchecker", check_checker);
    for_each_file("corpora/json-checker/roundtrip", check_checker);
    for_each_file("corpora/cjson-inputs", check_any);
    for_each_file("corpora/naughty-strings", check_taken);
    for_each_file("corpora/utf8", check_any);
}

void suite_store_json_scan(void)
{
    CU_pSuite suite = CU_add_suite("store/json_scan", NULL, NULL);
    CU_add_test(suite, "takes", takes);
    CU_add_test(suite, "refuses bytes", refuses_bytes);
    CU_add_test(suite, "places", places);
    CU_add_test(suite, "limits", limits);
    CU_add_test(suite, "long texts", long_texts);
    CU_add_test(suite, "marks", marks);
    CU_add_test(suite, "truncated", truncated);
    CU_add_test(suite, "JSONTestSuite", json_test_suite);
    CU_add_test(suite, "other corpora", other_corpora);
}
