/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long tables that went out and came back edited, held against the model that they came from and
 * against one that has moved on. */
#include <stdlib.h>
#include <string.h>

#include "model/cycle.h"
#include "model/merge.h"
#include "model/words.h"
#include "stance/cycle.h"
#include "stance/snapshot.h"
#include "store/listing.h"

void suite_store_import(void);

static const char ISSUES[] =
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": ["
    "{\"id\": \"size\", \"scale\": {\"type\": \"interval\", \"min\": -10, \"max\": 100}},"
    "{\"id\": \"flag\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\", "
    "{\"id\": \"un\", \"label\": \"United Nations\"}, \"nato\"]}},"
    "{\"id\": \"level\", \"scale\": {\"type\": \"ordinal\", \"levels\": [\"none\", "
    "{\"id\": \"some\", \"label\": \"Some more\"}, \"much\"]}}]}";

static const char FRANCE[] =
    "{\"stances\": [{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 5,"
    " \"salience\": 0.5, \"accepts\": {\"from\": 0, \"to\": 9},"
    " \"source\": {\"outlet\": \"A\", \"quote\": \"five\"}},"
    "{\"issue\": \"level\", \"date\": \"2025-01-02\", \"value\": {\"from\": \"some\"}},"
    "{\"issue\": \"flag\", \"date\": \"2025-01-01\", \"claims\": [{\"value\": \"eu\", \"source\": "
    "{\"outlet\": \"A\"}}, {\"value\": \"un\", \"speaker\": \"S\"}]},"
    "{\"issue\": \"size\", \"date\": \"2025-03-01\", \"value\": 6, \"confidence\": 0.5}]}";

/* The same, with a later entry on size and on level. */
static const char MOVED[] =
    "{\"stances\": [{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 5,"
    " \"salience\": 0.5, \"accepts\": {\"from\": 0, \"to\": 9},"
    " \"source\": {\"outlet\": \"A\", \"quote\": \"five\"}},"
    "{\"issue\": \"level\", \"date\": \"2025-01-02\", \"value\": {\"from\": \"some\"}},"
    "{\"issue\": \"flag\", \"date\": \"2025-01-01\", \"claims\": [{\"value\": \"eu\", \"source\": "
    "{\"outlet\": \"A\"}}, {\"value\": \"un\", \"speaker\": \"S\"}]},"
    "{\"issue\": \"size\", \"date\": \"2025-03-01\", \"value\": 6, \"confidence\": 0.5},"
    "{\"issue\": \"size\", \"date\": \"2025-05-01\", \"value\": 7}]}";

struct fixture {
    stance_diagnostics *list;
    stance_model *model;
    stance_draft *draft;
    stance_cycle *cycle;
    stance_result result;
};

static void done(struct fixture *fixture)
{
    stance_cycle_free(fixture->cycle);
    stance_draft_free(fixture->draft);
    stance_model_free(fixture->model);
    stance_diagnostics_free(fixture->list);
}

static struct fixture import(const char *france, const char *name, const char *text,
                             const char *date)
{
    struct fixture fixture = {.list = stance_diagnostics_new()};
    const stance_import_options options = {.date = date};
    const char *folder = test_model(ISSUES, "france", france, "uk", "{}", NULL);
    CHECK_INT(stance_model_load(folder, fixture.list, &fixture.model), STANCE_OK);
    fixture.result =
        stance_draft_import(test_write(name, text), &options, fixture.list, &fixture.draft);
    if (fixture.result == STANCE_OK)
        fixture.result = stance_cycle_new(fixture.model, fixture.draft, "2025-06-01", fixture.list,
                                          &fixture.cycle);
    return fixture;
}

static void add_difference(const struct merge *merge, const struct difference *difference,
                           struct str *out)
{
    static const char *const marks[] = {"", "! ", "= "};
    str_printf(out, "%s%s %s %s %s: %s -> %s", marks[difference->state], difference->place,
               merge->model->actors[difference->actor].id,
               merge->model->issues[difference->issue].id, stance_field_name(difference->field),
               difference->from ? difference->from : "-", difference->to ? difference->to : "-");
    if (difference->now) str_printf(out, " (%s)", difference->now);
    str_append(out, difference->keeps_source ? " ?\n" : "\n");
}

/* The differences, a line each, and the entries behind them; or what is listed. */
static const char *outcome_of(struct fixture fixture)
{
    struct str text = {0};
    if (fixture.result != STANCE_OK) {
        str_append(&text, listing_of(fixture.list, test_folder()));
    } else {
        const struct merge *merge = fixture.cycle->merge;
        for (size_t d = 0; d < merge->n_differences; d++)
            add_difference(merge, &merge->differences[d], &text);
        for (size_t e = 0; e < fixture.cycle->n_entries; e++)
            str_printf(&text, "%s\n", fixture.cycle->entries[e].text);
    }
    const char *lent = test_text("%s", str_get(&text));
    str_clear(&text);
    done(&fixture);
    return lent;
}

/* ---- what went out */

static void quote(struct str *out, const char *text)
{
    str_append_char(out, '"');
    for (; text && *text; text++)
        str_printf(out, *text == '"' ? "\"\"" : "%c", *text);
    str_append_char(out, '"');
}

/* The long table of a model, with or without the rows' bases; one field of one row replaced. */
static const char *table_of(const char *france, enum word_style style, bool with_base,
                            size_t edited_issue, size_t edited_field, const char *edit)
{
    struct str text = {0}, base = {0};
    struct arena arena = {0};
    stance_model *model = NULL;
    stance_snapshot *snapshot = NULL;
    stance_diagnostics *list = stance_diagnostics_new();
    const char *folder = test_model(ISSUES, "france", france, "uk", "{}", NULL);
    CHECK_INT(stance_model_load(folder, list, &model), STANCE_OK);
    CHECK_INT(stance_snapshot_new(model, NULL, list, &snapshot), STANCE_OK);
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++)
        str_printf(&text, "%s,", stance_field_name(f));
    str_append(&text, with_base ? "from,row\n" : "from,claims\n");
    for (size_t i = 0; i < 3; i++) {
        struct long_row row;
        CHECK(long_row_make(model, 0, i, snapshot_standing(snapshot, 0, i), style, &arena, &row));
        for (size_t f = 0; f < STANCE_FIELD_COUNT; f++) {
            quote(&text, i == edited_issue && f == edited_field ? edit : row.words[f]);
            str_append(&text, ",");
        }
        quote(&text, i == edited_issue ? NULL : row.from);
        str_append(&text, ",");
        str_truncate(&base, 0);
        long_row_print_base(model, 0, i, &row, &base);
        quote(&text, with_base ? str_get(&base) : row.claims);
        str_append(&text, "\n");
    }
    const char *lent = test_text("%s", str_get(&text));
    str_clear(&text);
    str_clear(&base);
    arena_clear(&arena);
    stance_snapshot_free(snapshot);
    stance_model_free(model);
    stance_diagnostics_free(list);
    return lent;
}

enum { SIZE, FLAG, LEVEL, NOTHING };

static void untouched_is_no_difference(void)
{
    static const enum word_style styles[] = {WORDS_IDS, WORDS_LABELS};
    for (size_t s = 0; s < 2; s++)
        for (size_t with_base = 0; with_base < 2; with_base++) {
            const char *table = table_of(FRANCE, styles[s], with_base, NOTHING, 0, NULL);
            CHECK_TEXT(outcome_of(import(FRANCE, "t.csv", table, NULL)), "");
            /* ... and where the model has moved on either. */
            CHECK_TEXT(outcome_of(import(MOVED, "t.csv", table, NULL)), "");
        }
}

/* ---- edits */

static const char *edit(size_t issue, size_t field, const char *word, const char *date)
{
    const char *table = table_of(FRANCE, WORDS_LABELS, true, issue, field, word);
    return outcome_of(import(FRANCE, "t.csv", table, date));
}

static void an_edit_makes_an_entry(void)
{
    CHECK_TEXT(edit(SIZE, STANCE_FIELD_VALUE, " 9.50 ", "2025-05-05"),
               "line 2 france size value: 6 -> 9.5\n"
               "{\"issue\": \"size\", \"date\": \"2025-05-05\", \"entered\": \"2025-06-01\", "
               "\"value\": 9.5, \"confidence\": 0.5}\n");
    CHECK_TEXT(edit(LEVEL, STANCE_FIELD_VALUE, "some MORE", "2025-05-05"),
               "line 4 france level value: some.. -> some\n"
               "{\"issue\": \"level\", \"date\": \"2025-05-05\", \"entered\": \"2025-06-01\", "
               "\"value\": \"some\"}\n");
    CHECK_TEXT(edit(LEVEL, STANCE_FIELD_NOTE, "seen \"twice\"", NULL),
               "line 4 france level note: - -> seen \"twice\"\n"
               "{\"issue\": \"level\", \"date\": \"2025-01-02\", \"entered\": \"2025-06-01\", "
               "\"value\": {\"from\": \"some\"}, \"note\": \"seen \\\"twice\\\"\"}\n");
    CHECK_TEXT(edit(SIZE, STANCE_FIELD_SALIENCE, "0.25", NULL),
               "line 2 france size salience: 0.5 -> 0.25\n"
               "{\"issue\": \"size\", \"date\": \"2025-03-01\", \"entered\": \"2025-06-01\", "
               "\"value\": 6, \"salience\": 0.25, \"confidence\": 0.5}\n");
    CHECK_TEXT(edit(SIZE, STANCE_FIELD_ACCEPTS, "", NULL),
               "line 2 france size accepts: 0..9 -> -\n"
               "{\"issue\": \"size\", \"date\": \"2025-03-01\", \"entered\": \"2025-06-01\", "
               "\"value\": 6, \"confidence\": 0.5, \"accepts\": null}\n");
    CHECK_TEXT(edit(FLAG, STANCE_FIELD_VALUE, "nato, United Nations", "2025-05-05"),
               "line 3 france flag value: eu,un -> un,nato\n"
               "{\"issue\": \"flag\", \"date\": \"2025-05-05\", \"entered\": \"2025-06-01\", "
               "\"value\": [\"un\", \"nato\"]}\n");
    CHECK_TEXT(edit(SIZE, STANCE_FIELD_ENTERED, "", NULL), "");
}

static void the_same_in_other_words(void)
{
    CHECK_TEXT(edit(SIZE, STANCE_FIELD_VALUE, "6.0", NULL), "");
    CHECK_TEXT(edit(LEVEL, STANCE_FIELD_VALUE, "SOME..", NULL), "");
    CHECK_TEXT(edit(FLAG, STANCE_FIELD_VALUE, "EU , un", NULL), "");
    CHECK_TEXT(edit(SIZE, STANCE_FIELD_SALIENCE, "0.50", NULL), "");
}

static void what_is_refused(void)
{
    CHECK_HOLDS(
        edit(SIZE, STANCE_FIELD_VALUE, "", "2025-05-05"),
        "t.csv:2:17: france on size: the value was emptied, and nothing on file is deleted");
    CHECK_HOLDS(edit(SIZE, STANCE_FIELD_VALUE, "9", NULL),
                "t.csv:2:21: france on size: the value is new, and the date 2025-03-01 still that "
                "of the old one | Write the day");
    CHECK_HOLDS(edit(FLAG, STANCE_FIELD_NOTE, "n", NULL), "the position is disputed");
    CHECK_HOLDS(edit(SIZE, STANCE_FIELD_SALIENCE, "", NULL), "an emptied salience");
    CHECK_HOLDS(edit(SIZE, STANCE_FIELD_STATUS, "disputed", NULL), "several claims");
    CHECK_HOLDS(edit(SIZE, STANCE_FIELD_CONFIDENCE, "", NULL), "the cell was emptied");
    CHECK_HOLDS(edit(SIZE, STANCE_FIELD_VALUE, "25.000", "2025-05-05"), "size takes a number");
    CHECK_HOLDS(
        outcome_of(import(FRANCE, "t.csv", "actor,issue,value,key\nfrance,size,6,uk|size\n", NULL)),
        "the row went out as that of uk|size");
    CHECK_HOLDS(edit(SIZE, STANCE_FIELD_VALUE, "lots", "2025-05-05"),
                "t.csv:2:17: size takes a number, not \"lots\"");
    CHECK_HOLDS(edit(SIZE, STANCE_FIELD_ACTOR, "frence", NULL),
                "t.csv:2:1: there is no actor \"frence\" in the model | Did you mean \"france\"?");
    CHECK_HOLDS(edit(SIZE, STANCE_FIELD_ISSUE, "", NULL), "the row names no issue");
}

/* A row of a cell of which nothing was known. */
static void the_unknown_becomes_known(void)
{
    CHECK_TEXT(
        outcome_of(import(FRANCE, "t.csv",
                          "actor,issue,value,date\nuk,size,3,2025-02-02\nuk,flag,,\n,,,\n", NULL)),
        "line 2 uk size value: - -> 3\nline 2 uk size date: - -> 2025-02-02\n"
        "{\"issue\": \"size\", \"date\": \"2025-02-02\", \"entered\": \"2025-06-01\", "
        "\"value\": 3}\n");
    CHECK_HOLDS(outcome_of(import(FRANCE, "t.csv", "actor,issue,value,note\nuk,size,3,\n", NULL)),
                "t.csv:2:1: uk on size: there is no date");
    CHECK_HOLDS(outcome_of(import(FRANCE, "t.csv", "actor,issue,value,note\nuk,size,,n\n", NULL)),
                "uk on size: the row has no value");
}

/* What a table does not hold was not edited. */
static void columns_that_are_missing(void)
{
    CHECK_TEXT(
        outcome_of(import(FRANCE, "t.tsv", "value\tissue\tactor\tx-mine\n7\tsize\tfrance\tz\n",
                          "2025-05-05")),
        "line 2 france size value: 6 -> 7\n"
        "{\"issue\": \"size\", \"date\": \"2025-05-05\", \"entered\": \"2025-06-01\", "
        "\"value\": 7, \"confidence\": 0.5}\n");
    CHECK_HOLDS(outcome_of(import(FRANCE, "t.csv", "actor,size,flag\nfrance,7,eu\n", NULL)),
                "\"size\" is no column of");
    CHECK_HOLDS(outcome_of(import(FRANCE, "t.csv", "", NULL)), "there is nothing in it");
}

/* The ends of a range are told twice: an edit of one of them alone must not be lost. */
static void ends_that_disagree(void)
{
    CHECK_HOLDS(
        outcome_of(import(FRANCE, "t.csv", "actor,issue,value,from,to\nfrance,size,6,5,6\n", NULL)),
        "t.csv:2:15: \"5\" is not what value says (6) | Edit value");
    CHECK_TEXT(outcome_of(import(FRANCE, "t.csv",
                                 "actor,issue,value,from,to\nfrance,level,some..,some,much\n"
                                 "france,flag,\"eu,un\",,\n",
                                 NULL)),
               "");
}

/* What a format cannot hold was not edited: line ends in tsv, a dot where the decimal mark is a
 * comma, the last digits of a number in a spreadsheet. */
static void what_formats_change(void)
{
    static const char lines[] =
        "{\"stances\": [{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": "
        "0.3333333333333333, \"note\": \"a\\r\\nb\\tc \"}]}";
    CHECK_TEXT(
        outcome_of(import(lines, "t.tsv",
                          "actor\tissue\tvalue\tnote\nfrance\tsize\t0.3333333333333333\ta  b "
                          "c \n",
                          NULL)),
        "");
    CHECK_HOLDS(outcome_of(import(lines, "t.tsv",
                                  "actor\tissue\tvalue\tsalience\tnote\nfrance\tsize\t"
                                  "0.3333333333333333\t0.5\ta  b c\n",
                                  NULL)),
                "\"note\": \"a\\r\\nb\\tc \"}");
    CHECK_TEXT(
        outcome_of(import(lines, "t.csv",
                          "actor;issue;value;from;to;salience\nfrance;size;0,3333333333333333;"
                          "0,3333333333333333;0,3333333333333333;1\n",
                          NULL)),
        "");
    CHECK_HOLDS(
        outcome_of(import(lines, "t.csv", "actor;issue;value\nfrance;size;25,5\n", "2025-05-05")),
        "\"value\": 25.5");
    CHECK_TEXT(outcome_of(import(lines, "t.csv",
                                 "actor,issue,value,from,to\nfrance,size,0.333333333333333,"
                                 "0.333333333333333,0.3334\n",
                                 NULL)),
               "/t.csv:2:49: \"0.3334\" is not what value says (0.333333333333333) | Edit "
               "value (25000, 25000..30000): from and to follow it\n");
    CHECK_HOLDS(outcome_of(import(lines, "t.csv", "actor,issue,value,from,from\n", NULL)),
                "there are two columns \"from\"");
}

/* ---- a model that has moved on */

static void conflicts_are_told(void)
{
    const char *table = table_of(FRANCE, WORDS_IDS, true, SIZE, STANCE_FIELD_VALUE, "9");
    struct fixture fixture = import(MOVED, "t.csv", table, "2025-05-05");
    CHECK_INT(fixture.result, STANCE_OK);
    CHECK_SIZE(stance_cycle_conflicts(fixture.cycle), 1);
    CHECK_SIZE(stance_cycle_new_entries(fixture.cycle), 0);
    CHECK_TEXT(outcome_of(fixture), "! line 2 france size value: 6 -> 9 (7)\n");
    /* What was edited to the very thing that is on file by now is no conflict. */
    table = table_of(FRANCE, WORDS_IDS, true, SIZE, STANCE_FIELD_VALUE, "7");
    CHECK_TEXT(outcome_of(import(MOVED, "t.csv", table, NULL)),
               "= line 2 france size value: 6 -> 7\n");
    /* Nor is an edit of another cell. */
    table = table_of(FRANCE, WORDS_IDS, true, LEVEL, STANCE_FIELD_VALUE, "much");
    CHECK_HOLDS(outcome_of(import(MOVED, "t.csv", table, "2025-05-05")),
                "line 4 france level value: some.. -> much\n{");
    /* Without a base the row's date tells from which entry it was made. */
    table = table_of(FRANCE, WORDS_IDS, false, SIZE, STANCE_FIELD_NOTE, "n");
    CHECK_TEXT(outcome_of(import(MOVED, "t.csv", table, NULL)),
               "! line 2 france size note: - -> n\n");
    /* ... and where the date was edited, what it has in common with it does. */
    CHECK_TEXT(outcome_of(import(
                   MOVED, "t.csv",
                   "actor,issue,value,date,confidence\nfrance,size,9,2025-06-01,0.5\n", NULL)),
               "! line 2 france size value: 6 -> 9 (7)\n"
               "! line 2 france size date: 2025-03-01 -> 2025-06-01 (2025-05-01)\n");
}

static void old_sources_are_asked_for(void)
{
    static const char only_first[] =
        "{\"stances\": [{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 5, \"source\": "
        "{\"outlet\": \"A\"}}]}";
    CHECK_TEXT(outcome_of(import(only_first, "t.csv", "actor,issue,value,outlet\nfrance,size,6,A\n",
                                 "2025-05-05")),
               "line 2 france size value: 5 -> 6 ?\n"
               "{\"issue\": \"size\", \"date\": \"2025-05-05\", \"entered\": \"2025-06-01\", "
               "\"value\": 6, "
               "\"source\": {\"outlet\": \"A\"}}\n");
}

/* A base that somebody has edited or cut off is none. */
static void bases_that_are_broken(void)
{
    static const char *const bases[] = {"value=6", "=", "value", "history", "\\", "|", "value=6|"};
    for (size_t b = 0; b < sizeof bases / sizeof *bases; b++)
        CHECK_TEXT(outcome_of(import(
                       FRANCE, "t.csv",
                       test_text("actor,issue,value,row\nfrance,size,6,%s\n", bases[b]), NULL)),
                   "");
}

void suite_store_import(void)
{
    CU_pSuite suite = CU_add_suite("store/import", NULL, NULL);
    CU_add_test(suite, "what was not touched is no difference", untouched_is_no_difference);
    CU_add_test(suite, "an edit makes an entry", an_edit_makes_an_entry);
    CU_add_test(suite, "the same in other words", the_same_in_other_words);
    CU_add_test(suite, "what is refused", what_is_refused);
    CU_add_test(suite, "the unknown becomes known", the_unknown_becomes_known);
    CU_add_test(suite, "columns that are missing", columns_that_are_missing);
    CU_add_test(suite, "ends that disagree", ends_that_disagree);
    CU_add_test(suite, "what formats change", what_formats_change);
    CU_add_test(suite, "conflicts are told", conflicts_are_told);
    CU_add_test(suite, "old sources are asked for", old_sources_are_asked_for);
    CU_add_test(suite, "bases that are broken", bases_that_are_broken);
}
