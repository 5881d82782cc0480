/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every refusal by its exact words and place. tests/data/refusals/NAME.txt holds what is read,
 * lines that begin with "> ", and below each what is said about it, for anyone to read and to add
 * to; `make golden` writes down what is said now. */
#include "store/listing.h"

#include <stdio.h>
#include <stdlib.h>

void suite_store_refusals(void);

static const char issues[] =
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [\n"
    "{\"id\": \"ground-presence\", \"scale\": {\"type\": \"ordinal\",\n"
    "  \"levels\": [\"none\", \"limited\", \"substantial\", \"ground-heavy\"]}},\n"
    "{\"id\": \"force-size\",\n"
    "  \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 50000, \"unit\": \"troops\"}},\n"
    "{\"id\": \"flag\",\n"
    "  \"scale\": {\"type\": \"nominal\", \"choices\": [\"coalition\", \"eu\", \"nato\", "
    "\"un\"]}},\n"
    "{\"id\": \"means\", \"scale\": {\"type\": \"nominal\", \"several\": true,\n"
    "  \"choices\": [\"ground\", \"air\", \"naval\"]}}]}\n";

/* Each loads a model in which the text is one part, and lists what is said about its file. */

static const char *say_of_model(const char *text)
{
    const char *folder = test_model(text, NULL);
    return listing_of_load(folder, test_text("%s/model.json", folder));
}

static const char *say_of_actor(const char *text)
{
    const char *folder = test_model(issues, "a", text, NULL);
    return listing_of_load(folder, test_text("%s/actors/a.json", folder));
}

/* The stance stands on line 2. */
static const char *say_of_stance(const char *text)
{
    return say_of_actor(test_text("{\"groups\": [\"g\"], \"stances\": [\n%s]}\n", text));
}

/* The test stands on line 3. */
static const char *say_of_test(const char *text)
{
    return say_of_stance(
        test_text("{\"issue\": \"ground-presence\", \"date\": \"2025-04-17\", \"value\": \"none\", "
                  "\"if\": [{\"value\": \"limited\", \"when\": [\n%s]}]}",
                  text));
}

/* The next block of "> " lines, without these marks; NULL behind the last. */
static const char *next_input(const char **rest, struct str *copy)
{
    struct str text = {0};
    const char *line = *rest;
    if (*line != '>') line = strstr(line, "\n>") ? strstr(line, "\n>") + 1 : NULL;
    if (!line) return NULL;
    while (*line == '>') {
        size_t length = strcspn(line, "\n");
        str_append_bytes(copy, line, length);
        str_append(copy, "\n");
        if (length > 2) str_append_bytes(&text, line + 2, length - 2);
        line += length;
        if (*line == '\n') line++;
        if (*line == '>') str_append(&text, "\n");
    }
    *rest = line;
    line = test_text("%s", str_get(&text));
    str_clear(&text);
    return line;
}

static void write_back(const char *path, const char *text)
{
    FILE *stream = fopen(path, "w");
    if (!stream || fputs(text, stream) < 0) FAIL("%s cannot be written", path);
    if (stream) fclose(stream);
}

static void check_file(const char *name, const char *(*say)(const char *text))
{
    const char *path = test_source(test_text("tests/data/refusals/%s", name));
    const char *expected = test_read(path, NULL), *rest = expected, *input;
    struct str actual = {0};
    if (!expected) return;
    while ((input = next_input(&rest, &actual)))
        str_printf(&actual, "%s\n", say(input));
    if (getenv("STANCE_GOLDEN"))
        write_back(path, str_get(&actual));
    else
        CHECK_TEXT(str_get(&actual), expected);
    str_clear(&actual);
}

static void json(void)
{
    check_file("json.txt", say_of_model);
}

static void models(void)
{
    check_file("models.txt", say_of_model);
}

static void actors(void)
{
    check_file("actors.txt", say_of_actor);
}

static void stances(void)
{
    check_file("stances.txt", say_of_stance);
}

static void tests_of_conditions(void)
{
    check_file("tests.txt", say_of_test);
}

void suite_store_refusals(void)
{
    CU_pSuite suite = CU_add_suite("store/refusals", NULL, NULL);
    CU_add_test(suite, "json", json);
    CU_add_test(suite, "models", models);
    CU_add_test(suite, "actors", actors);
    CU_add_test(suite, "stances", stances);
    CU_add_test(suite, "tests of conditions", tests_of_conditions);
}
