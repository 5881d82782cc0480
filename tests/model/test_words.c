/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions as words of a table, and back to ids; rows and their bases. */
#include <string.h>

#include "../support.h"
#include "model/words.h"
#include "stance/snapshot.h"

void suite_model_words(void);

static struct choice levels[] = {
    {"none", "No ground presence", 0}, {"some", "Some, not many", 0.2}, {"much", "Much", 1}};
static struct choice flags[] = {
    {"eu", "European Union", 0}, {"un", "United Nations", 0}, {"nato", "nato", 0}};
static struct scale ordinal(bool plain)
{
    levels[1].label = plain ? "Some" : "Some, not many";
    struct scale scale = {
        .kind = &scale_ordinal, .issue = "i", .choices = levels, .n_choices = 3, .max = 2};
    scale_find_odd_labels(&scale);
    return scale;
}
static const struct scale interval = {.kind = &scale_interval, .issue = "i", .min = -10, .max = 90};
static const struct scale nominal = {
    .kind = &scale_nominal, .issue = "i", .choices = flags, .n_choices = 3};

static const char *word(const struct scale *scale, struct position position, enum word_style style)
{
    struct str out = {0};
    scale_print_word(scale, &position, style, &out);
    const char *lent = test_text("%s", str_get(&out));
    str_clear(&out);
    return lent;
}

static const char *ids(const struct scale *scale, const char *text)
{
    struct str out = {0};
    scale_word_to_ids(scale, text, &out);
    const char *lent = test_text("%s", str_get(&out));
    str_clear(&out);
    return lent;
}

static void positions_to_words(void)
{
    const struct scale plain = ordinal(true);
    const struct position range = {.kind = POSITION_SPAN, .from = 0, .to = 1};
    const struct position open = {.kind = POSITION_SPAN, .from = 1, .to = 2, .open_to = true};
    const uint64_t set[] = {5};
    CHECK_TEXT(word(&plain, range, WORDS_IDS), "none..some");
    CHECK_TEXT(word(&plain, range, WORDS_LABELS), "No ground presence..Some");
    CHECK_TEXT(word(&plain, range, WORDS_NUMBERS), "0..0.2");
    CHECK_TEXT(word(&plain, open, WORDS_IDS), "some..");
    CHECK_TEXT(word(&plain, open, WORDS_NUMBERS), "0.2..1");
    CHECK_TEXT(word(&plain, (struct position){.kind = POSITION_UNDECLARED}, WORDS_NUMBERS),
               "undeclared");
    CHECK_TEXT(word(&interval, (struct position){.kind = POSITION_SPAN, .from = 15, .to = 15},
                    WORDS_NUMBERS),
               "0.25");
    CHECK_TEXT(word(&interval, (struct position){.kind = POSITION_SPAN, .from = 0.1, .to = 0.1},
                    WORDS_LABELS),
               "0.1");
    CHECK_TEXT(
        word(&nominal, (struct position){.kind = POSITION_SET, .choices = set}, WORDS_LABELS),
        "European Union,nato");
    CHECK_TEXT(
        word(&nominal, (struct position){.kind = POSITION_SET, .choices = set}, WORDS_NUMBERS),
        "eu,nato");
}

/* A label with a comma could not be read back: the ids stand for all of them. */
static void labels_that_are_not_plain(void)
{
    const struct scale scale = ordinal(false);
    const struct position point = {.kind = POSITION_SPAN, .from = 0, .to = 0};
    CHECK(!scale_labels_are_plain(&scale));
    CHECK_TEXT(word(&scale, point, WORDS_LABELS), "none");
    const struct scale plain = ordinal(true);
    CHECK(scale_labels_are_plain(&plain));
}

static void labels_that_are_odd(void)
{
    static const char *const odd[][2] = {{"a", "A"},     {"a..b", "c"},      {"a,b", "c"},
                                         {"what?", "c"}, {"a ", "c"},        {"", "c"},
                                         {"y", "c"},     {"Undeclared", "c"}};
    for (size_t o = 0; o < sizeof odd / sizeof *odd; o++) {
        struct choice choices[] = {{"x", odd[o][0], 0}, {"y", odd[o][1], 1}};
        struct scale scale = {.kind = &scale_ordinal, .choices = choices, .n_choices = 2};
        scale_find_odd_labels(&scale);
        if (scale_labels_are_plain(&scale)) FAIL("\"%s\" is odd", odd[o][0]);
    }
}

static void decimal_commas(void)
{
    static const char *const words[][2] = {{"0,5", "0.5"}, {"-12,345", "-12.345"},
                                           {"25,000", ""}, {"1,2,3", ""},
                                           {"5", ""},      {",5", ""},
                                           {"a,b", ""},    {"1,5..2", ""}};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        struct str out = {0};
        CHECK(print_comma_number(words[w][0], &out) == (words[w][1][0] != '\0'));
        CHECK_TEXT(str_get(&out), words[w][1]);
        str_clear(&out);
    }
    CHECK(words_are_one_number("0.3333333333333333", "0.333333333333333"));
    CHECK(!words_are_one_number("0.33333", "0.33334"));
    CHECK(!words_are_one_number("limited", "limited"));
}

static void words_to_ids(void)
{
    const struct scale plain = ordinal(true);
    CHECK_TEXT(ids(&plain, " no GROUND presence "), "none");
    CHECK_TEXT(ids(&plain, "Some..MUCH"), "some..much");
    CHECK_TEXT(ids(&plain, "..some"), "..some");
    CHECK_TEXT(ids(&plain, "Undeclared"), "undeclared");
    CHECK_TEXT(ids(&plain, "something"), "something");
    CHECK_TEXT(ids(&interval, "25.50"), "25.5");
    CHECK_TEXT(ids(&interval, "1e1 .. 20"), "10..20");
    CHECK_TEXT(ids(&nominal, "nato, European union"), "eu,nato");
    CHECK_TEXT(ids(&nominal, "nato,nato"), "nato,nato");
    CHECK_TEXT(ids(&nominal, "nato,,x"), "nato,,x");
    CHECK_TEXT(ids(&nominal, ""), "");
}

/* ---- bases */

static void bases_come_back(void)
{
    const char *folder = test_model(
        "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [{\"id\": \"size\", \"scale\": "
        "{\"type\": \"interval\", \"min\": 0, \"max\": 10}}]}",
        "a",
        "{\"stances\": [{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 5, \"note\": "
        "\"a|b\\\\c\\n=d|\", \"speaker\": \"\\\\n\"}]}",
        NULL);
    stance_diagnostics *list = stance_diagnostics_new();
    stance_model *model = NULL;
    stance_snapshot *snapshot = NULL;
    struct arena arena = {0};
    struct long_row row;
    struct row_base base;
    struct str text = {0};
    CHECK_INT(stance_model_load(folder, list, &model), STANCE_OK);
    CHECK_INT(stance_snapshot_new(model, NULL, list, &snapshot), STANCE_OK);
    CHECK(long_row_make(model, 0, 0, snapshot_standing(snapshot, 0, 0), WORDS_IDS, &arena, &row));
    long_row_print_base(model, 0, 0, &row, &text);
    CHECK(strchr(str_get(&text), '\n') == NULL);
    CHECK(long_row_parse_base(str_get(&text), &arena, &base));
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++)
        CHECK_TEXT(base.words[f] ? base.words[f] : "", row.words[f] ? row.words[f] : "");
    CHECK_SIZE(strlen(base.history), 8);
    str_clear(&text);
    arena_clear(&arena);
    stance_snapshot_free(snapshot);
    stance_model_free(model);
    stance_diagnostics_free(list);
}

static void long_texts_fit_a_cell(void)
{
    struct str text = {0}, cell = {0};
    str_repeat(&text, "\xc3\xa9", WORDS_CELL_MOST);
    words_fit_cell(str_get(&text), &cell);
    CHECK_TEXT(str_get(&cell), str_get(&text));
    str_append(&text, "x");
    str_truncate(&cell, 0);
    words_fit_cell(str_get(&text), &cell);
    CHECK(cell.length < WORDS_CELL_MOST);
    CHECK(strstr(str_get(&cell), WORDS_CUT_MARK) != NULL);
    /* Escapes count: each "_x" may be written with six characters more. */
    str_truncate(&text, 0);
    str_truncate(&cell, 0);
    str_repeat(&text, "_x0041_", WORDS_CELL_MOST / 8);
    words_fit_cell(str_get(&text), &cell);
    CHECK(strstr(str_get(&cell), WORDS_CUT_MARK) != NULL);
    str_clear(&text);
    str_clear(&cell);
}

void suite_model_words(void)
{
    CU_pSuite suite = CU_add_suite("model/words", NULL, NULL);
    CU_add_test(suite, "positions to words", positions_to_words);
    CU_add_test(suite, "labels that are not plain", labels_that_are_not_plain);
    CU_add_test(suite, "labels that are odd", labels_that_are_odd);
    CU_add_test(suite, "decimal commas", decimal_commas);
    CU_add_test(suite, "words to ids", words_to_ids);
    CU_add_test(suite, "bases come back", bases_come_back);
    CU_add_test(suite, "long texts fit a cell", long_texts_fit_a_cell);
}
