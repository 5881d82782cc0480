/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts held against a model: what words and cells become, what is refused and where, what is on
 * file already, and where new entries stand. */
#include <stdlib.h>
#include <string.h>

#include "model/cycle.h"
#include "model/equal.h"
#include "stance/cycle.h"
#include "store/listing.h"

void suite_store_cycle(void);

static const char ISSUES[] =
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": ["
    "{\"id\": \"size\", \"scale\": {\"type\": \"interval\", \"min\": -10, \"max\": 100}},"
    "{\"id\": \"flag\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\", \"un\", "
    "\"nato\"]}},"
    "{\"id\": \"year\", \"scale\": {\"type\": \"ordinal\", \"levels\": [\"2025\", \"2026\", "
    "\"later\"]}}]}";

static const char FRANCE[] =
    "{\"stances\": [{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 5,"
    " \"salience\": 0.5, \"source\": {\"outlet\": \"A\", \"quote\": \"five\"}},"
    "{\"issue\": \"flag\", \"date\": \"2025-01-01\", \"value\": \"eu\", \"speaker\": \"S\","
    " \"confidence\": 0.5},"
    "{\"issue\": \"size\", \"date\": \"2025-03-01\", \"value\": 6}]}";

/* What each test loads; cleared by done(). */
struct fixture {
    stance_diagnostics *list;
    stance_model *model;
    stance_draft *draft;
    stance_cycle *cycle;
    stance_result result;
};

static struct fixture load(void)
{
    struct fixture fixture = {.list = stance_diagnostics_new()};
    const char *folder = test_model(ISSUES, "france", FRANCE, "uk", "{}", NULL);
    CHECK_INT(stance_model_load(folder, fixture.list, &fixture.model), STANCE_OK);
    return fixture;
}

static void hold(struct fixture *fixture)
{
    if (fixture->result == STANCE_OK)
        fixture->result = stance_cycle_new(fixture->model, fixture->draft, "2025-06-01",
                                           fixture->list, &fixture->cycle);
}

static struct fixture update(const char *name, const char *text)
{
    struct fixture fixture = load();
    fixture.result = stance_draft_read(test_write(name, text), fixture.list, &fixture.draft);
    hold(&fixture);
    return fixture;
}

static struct fixture set(const char *issue, const char *value, const char *accepts, bool claim)
{
    struct fixture fixture = load();
    const char *words[STANCE_FIELD_COUNT] = {
        [STANCE_FIELD_ACTOR] = "france",
        [STANCE_FIELD_ISSUE] = issue,
        [STANCE_FIELD_VALUE] = value,
        [STANCE_FIELD_ACCEPTS] = accepts,
    };
    fixture.result = stance_draft_of_words(words, claim, &fixture.draft);
    hold(&fixture);
    return fixture;
}

static void done(struct fixture *fixture)
{
    stance_cycle_free(fixture->cycle);
    stance_draft_free(fixture->draft);
    stance_model_free(fixture->model);
    stance_diagnostics_free(fixture->list);
}

/* The text of an entry, or what is listed. */
static const char *entry_text(const struct fixture *fixture, size_t entry)
{
    if (fixture->result != STANCE_OK) return listing_of(fixture->list, test_folder());
    return fixture->cycle->entries[entry].text;
}

static const char *text_of(struct fixture fixture)
{
    const char *text = test_text("%s", entry_text(&fixture, 0));
    done(&fixture);
    return text;
}

/* ---- words */

static void words_become_values(void)
{
    static const struct {
        const char *issue, *word, *value;
    } words[] = {
        {"size", "25", "25"},
        {"size", "-5", "-5"},
        {"size", ".5", "0.5"},
        {"size", "25..30.5", "{\"from\": 25, \"to\": 30.5}"},
        {"size", "25..", "{\"from\": 25}"},
        {"size", "..30", "{\"to\": 30}"},
        {"size", "undeclared", "null"},
        {"flag", "eu", "\"eu\""},
        {"flag", "eu, un", "[\"eu\", \"un\"]"},
        {"year", "2025", "\"2025\""},
        {"year", "2025..later", "{\"from\": \"2025\", \"to\": \"later\"}"},
    };
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        CHECK_TEXT(text_of(set(words[w].issue, words[w].word, NULL, false)),
                   test_text("{\"issue\": \"%s\", \"date\": \"2025-06-01\", \"entered\": "
                             "\"2025-06-01\", \"value\": %s}",
                             words[w].issue, words[w].value));
}

static void words_that_are_none(void)
{
    CHECK_TEXT(
        text_of(set("size", "25-30", NULL, false)),
        "-::0:0: size takes a number, not \"25-30\" (-10 to 100) | A range is written 25..30 "
        "in tables and on the command line, {\"from\": 25, \"to\": 30} in files\n");
    CHECK_TEXT(text_of(set("size", "1000", NULL, false)),
               "-::0:0: 1000 is off the scale of size (-10 to 100)\n");
    CHECK_HOLDS(text_of(set("size", "0...30", NULL, false)), "A range has two dots");
    CHECK_HOLDS(text_of(set("size", "25.000", NULL, false)), "25 or 25000?");
    CHECK_HOLDS(text_of(set("size", "25.000..30", NULL, false)), "25 or 25000?");
    CHECK_HOLDS(text_of(set("size", "25,5", NULL, false)), "Write a dot as the decimal mark");
    CHECK_HOLDS(text_of(set("size", "unknown", NULL, false)), "Unknown means no entry");
    CHECK_HOLDS(text_of(set("year", "2025,later", NULL, false)), "is a range: 2025..later");
    CHECK_HOLDS(text_of(set("flag", "eu", "undeclared", false)), "none-stated");
    CHECK_HOLDS(text_of(set("france", "size", NULL, false)), "stance show lists all names");
    CHECK_TEXT(text_of(set("flag", "eo", NULL, false)),
               "-::0:0: \"eo\" is no choice of flag (eu, un, nato) | Did you mean \"eu\"?\n");
    CHECK_TEXT(
        text_of(set("size", "5", "unknown", false)),
        "-::0:0: size takes a number, not \"unknown\" (-10 to 100) | Unknown means no entry at "
        "all; \"undeclared\" (in JSON null) that the actor takes no position\n");
    CHECK_TEXT(text_of(set("flog", "eu", NULL, false)),
               "-::0:0: \"flog\" is no issue of model.json | Did you mean \"flag\"?\n");
}

static void accepts_can_end(void)
{
    CHECK_TEXT(text_of(set("size", "5", "none-stated", false)),
               "{\"issue\": \"size\", \"date\": \"2025-06-01\", \"entered\": \"2025-06-01\", "
               "\"value\": 5, \"accepts\": null}");
    CHECK_HOLDS(text_of(set("flag", "eu", "eu,un", false)), "\"accepts\": [\"eu\", \"un\"]");
}

static void claims_stand_beside(void)
{
    struct fixture fixture = set("flag", "un", NULL, true);
    CHECK_TEXT(entry_text(&fixture, 0),
               "{\"issue\": \"flag\", \"date\": \"2025-06-01\", \"entered\": \"2025-06-01\", "
               "\"claims\": [{\"value\": \"eu\", \"speaker\": \"S\", \"confidence\": 0.5}, "
               "{\"value\": \"un\"}]}");
    CHECK_SIZE(fixture.cycle->entries[0].stance.n_claims, 2);
    CHECK_SIZE(set_count(fixture.cycle->entries[0].stance.position.choices, 1), 2);
    done(&fixture);
    /* What is claimed already is no second claim, but an entry of its day. What is unknown cannot
     * be contradicted. */
    fixture = set("size", "6", "3..6", true);
    CHECK_SIZE(stance_cycle_new_entries(fixture.cycle), 1);
    CHECK_SIZE(fixture.cycle->entries[0].stance.n_claims, 1);
    done(&fixture);
    CHECK_HOLDS(text_of(set("year", "2025", NULL, true)), "leave out --claim");
}

/* ---- tables */

static void tables_are_read(void)
{
    struct fixture fixture =
        update("u.csv", "Outlet; quote;value;issue;ACTOR;date;salience;x-mine;note\n"
                        "A;\"say; \"\"so\"\"\";7;size;france;2025-05-01;0.9;mine;\n"
                        ";;later;year;uk;;;;a note\n");
    CHECK_TEXT(entry_text(&fixture, 0),
               "{\"issue\": \"size\", \"date\": \"2025-05-01\", \"entered\": \"2025-06-01\", "
               "\"value\": 7, \"salience\": 0.9, \"source\": {\"outlet\": \"A\", \"quote\": "
               "\"say; \\\"so\\\"\"}}");
    CHECK_TEXT(entry_text(&fixture, 1),
               "{\"issue\": \"year\", \"date\": \"2025-06-01\", \"entered\": \"2025-06-01\", "
               "\"value\": \"later\", \"note\": \"a note\"}");
    CHECK_SIZE(fixture.cycle->entries[1].stance.place.line, 3);
    done(&fixture);
}

/* All errors of all rows at once, each at its field. */
static void errors_name_the_field(void)
{
    CHECK_TEXT(text_of(update("u.csv", "actor,issue,value,date,salience\n"
                                       "frence,size,7,2025-05-01,\n"
                                       "france,flag,\"eu,ux\",2025-05-01,2\n"
                                       "france,size,,2025-05-01,\"0,9\"\n"
                                       "france,size,7,01/05/2025,\n")),
               "/u.csv:2:1: there is no actor \"frence\" | Did you mean \"france\"?\n"
               "/u.csv:3:13: \"ux\" is no choice of flag (eu, un, nato) | Did you mean \"un\"?\n"
               "/u.csv:3:32: \"salience\" must be a number from 0 to 1, not 2\n"
               "/u.csv:4:25: \"salience\" must be a number from 0 to 1, not a text | Write a dot "
               "as the decimal mark, and do not part the thousands: 0.5, 25000\n"
               "/u.csv:5:15: \"01/05/2025\" is no date: dates are written year-month-day, "
               "2025-04-17\n");
    CHECK_TEXT(
        text_of(update("u.csv", "actor,issue,value\nfrance,size,\n")),
        "/u.csv:2:1: the value is missing: write undeclared if the actor is on record as taking "
        "no position\n");
}

static void columns_are_checked(void)
{
    CHECK_TEXT(text_of(update("u.csv", "actor,isue,value,value,if\n")),
               "/u.csv:1:7: \"isue\" is no column of an update (stance help update) | Did you mean "
               "\"issue\"?\n"
               "/u.csv:1:18: there are two columns \"value\"\n"
               "/u.csv:1:24: a table has no column \"if\": write such entries as JSON\n");
    CHECK_HOLDS(text_of(update("u.csv", "france,size,7\n")),
                "the first line must name the columns");
    CHECK_HOLDS(text_of(update("u.csv", "actor,issue,value,source\n")),
                "The source is given by outlet, url and quote");
    CHECK_HOLDS(text_of(update("u.csv", "PK\003\004...")), "this is a workbook");
    CHECK_TEXT(text_of(update("u.csv", "actor,issue\n")),
               "/u.csv:1:1: no column is named \"value\": the first line names the columns\n");
    CHECK_TEXT(
        text_of(update("u.csv", "actor,issue,value\nfrance,size,7,8\n")),
        "/u.csv:2:15: no column name stands above this field: is there a delimiter too many, "
        "or text that wants quotation marks?\n");
}

/* ---- JSON */

static void lists_are_read(void)
{
    struct fixture fixture =
        update("u.json",
               "[{\"actor\": \"france\", \"issue\": \"size\", \"value\": {\"to\":\n 7},\n"
               "  \"date\": \"2025-05-01\", \"outlet\": \"A\", \"x-own\": [1,  2],\n"
               "  \"if\": [{\"when\": [{\"actor\": \"uk\", \"issue\": \"flag\", \"is\": \"eu\"}], "
               "\"value\": 3}]}]");
    CHECK_TEXT(entry_text(&fixture, 0),
               "{\"issue\": \"size\", \"date\": \"2025-05-01\", \"entered\": \"2025-06-01\", "
               "\"value\": {\"to\":\n 7}, \"source\": {\"outlet\": \"A\"}, \"if\": [{\"when\": "
               "[{\"actor\": \"uk\", \"issue\": \"flag\", \"is\": \"eu\"}], \"value\": 3}], "
               "\"x-own\": [1,  2]}");
    done(&fixture);
}

static void lists_are_checked(void)
{
    CHECK_TEXT(text_of(update("u.json", "{\"actor\": 1}")),
               "/u.json:1:1: an update is a list [ ] of entries, not an object { }\n");
    CHECK_TEXT(text_of(update("u.json", "[1, {\"actor\": \"france\", \"issue\": \"size\","
                                        " \"value\": 1, \"valeu\": 2}]")),
               "/u.json:1:2: an update must be an object { }, not a number\n"
               "/u.json:1:54: \"valeu\" is no member of an update: nothing reads it | Did you mean "
               "\"value\"?\n");
    CHECK_TEXT(text_of(update("u.json", "[{\"actor\": \"france\", \"issue\": \"size\", \"value\": "
                                        "1, \"source\": {}, \"url\": \"u\"}]")),
               "/u.json:1:65: \"url\" belongs into \"source\" where there is one\n");
    CHECK_HOLDS(text_of(update("u.json", "[{\"actor\": \"france\", \"issue\": \"size\", "
                                         "\"value\": 1, \"if\": [{\"when\": [{\"actor\": \"xx\", "
                                         "\"issue\": \"size\", \"is\": 1}], \"value\": 3}]}]")),
                "/u.json:1:78: there is no actor \"xx\"");
    /* What is misspelt further in would change the meaning in silence. */
    CHECK_HOLDS(text_of(update("u.json", "[{\"actor\": \"france\", \"issue\": \"size\", "
                                         "\"value\": 1, \"source\": {\"outlt\": \"A\"}}]")),
                "\"outlt\" is no member of a source");
}

static void an_empty_file_has_no_rows(void)
{
    static const char *const texts[] = {"", " \n", "\xef\xbb\xbf", "[]"};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        struct fixture fixture = update("u", texts[t]);
        CHECK_INT(fixture.result, STANCE_OK);
        CHECK_SIZE(stance_draft_rows(fixture.draft), 0);
        CHECK_SIZE(stance_cycle_new_entries(fixture.cycle), 0);
        done(&fixture);
    }
}

/* ---- what is on file, and where new entries go */

static void knows_what_is_there(void)
{
    struct fixture fixture = update("u.csv", "actor,issue,value,date,outlet,salience\n"
                                             "france,size,5,2025-01-01,A,\n"    /* there */
                                             "france,size,5,2025-01-01,B,\n"    /* other source */
                                             "france,size,5,2025-01-01,A,0.5\n" /* there */
                                             "france,size,5,2025-01-01,A,0.6\n"
                                             "uk,flag,eu,2025-01-01,,\n"
                                             "uk,flag,eu,2025-01-01,,\n"); /* twice */
    CHECK_SIZE(stance_cycle_new_entries(fixture.cycle), 3);
    CHECK_SIZE(stance_cycle_known_entries(fixture.cycle), 3);
    CHECK(fixture.cycle->entries[5].known == &fixture.cycle->entries[4].stance);
    CHECK_INT(cycle_entry_role(fixture.cycle, &fixture.cycle->entries[0]), ROLE_ON_FILE);
    CHECK_INT(cycle_entry_role(fixture.cycle, &fixture.cycle->entries[5]), ROLE_TWICE);
    done(&fixture);
}

/* Behind the last entry of their issue, else at the end; those of one issue together. */
static void finds_places(void)
{
    struct fixture fixture = update("u.csv", "actor,issue,value,date\n"
                                             "france,year,2025,2025-05-01\n"
                                             "france,flag,un,2025-05-01\n"
                                             "france,size,7,2025-02-01\n"
                                             "france,year,2026,2025-05-02\n"
                                             "france,flag,nato,2025-05-02\n");
    const struct stance_model *after = stance_cycle_model(fixture.cycle);
    const struct actor *france = &after->actors[0];
    static const size_t issues[] = {0, 1, 1, 1, 0, 0, 2, 2};
    if (CHECK_SIZE(france->n_stances, 8))
        for (size_t s = 0; s < 8; s++)
            CHECK_SIZE(france->stances[s].issue, issues[s]);
    CHECK(france->stances[5].position.from == 7);
    CHECK_INT(cycle_entry_role(fixture.cycle, &fixture.cycle->entries[2]), ROLE_HISTORY);
    CHECK_INT(cycle_entry_role(fixture.cycle, &fixture.cycle->entries[1]), ROLE_HISTORY);
    CHECK_INT(cycle_entry_role(fixture.cycle, &fixture.cycle->entries[4]), ROLE_NEWEST);
    CHECK_SIZE(cycle_count_actors(fixture.cycle), 1);
    CHECK(fixture.model->actors[0].n_stances == 3); /* the model below is what it was */
    done(&fixture);
}

/* What the sweep over all members of an entry compares. */
static void tells_entries_apart(void)
{
    static const char *const others[] = {
        "{\"date\": \"2025-01-02\", \"value\": 5}",
        "{\"until\": \"2025-02-01\", \"value\": 5}",
        "{\"entered\": \"2025-02-01\", \"value\": 5}",
        "{\"value\": 6}",
        "{\"value\": 5, \"salience\": 0.5}",
        "{\"value\": 5, \"confidence\": 0.5}",
        "{\"value\": 5, \"status\": \"stated\"}",
        "{\"value\": 5, \"speaker\": \"s\"}",
        "{\"value\": 5, \"outlet\": \"o\"}",
        "{\"value\": 5, \"url\": \"u\"}",
        "{\"value\": 5, \"quote\": \"q\"}",
        "{\"value\": 5, \"accepts\": 5}",
        "{\"value\": 5, \"accepts\": null}",
        "{\"value\": 5, \"if\": []}",
        "{\"value\": 5, \"note\": \"n\"}",
        "{\"claims\": [{\"value\": 5}, {\"value\": 5}]}",
    };
    struct str text = {0};
    str_append(&text, "[{\"actor\": \"uk\", \"issue\": \"size\", \"value\": 5, \"date\": "
                      "\"2025-01-01\"}");
    for (size_t o = 0; o < sizeof others / sizeof *others; o++) {
        bool has_date = strstr(others[o], "\"date\"") != NULL;
        str_printf(&text, ", {\"actor\": \"uk\", \"issue\": \"size\", %s%s",
                   has_date ? "" : "\"date\": \"2025-01-01\", ", others[o] + 1);
    }
    str_append(&text, "]");
    struct fixture fixture = update("u.json", str_get(&text));
    CHECK_INT(fixture.result, STANCE_OK);
    for (size_t e = 1; fixture.result == STANCE_OK && e < fixture.cycle->n_entries; e++)
        if (entry_equal(fixture.model, &fixture.cycle->entries[0].stance, fixture.model,
                        &fixture.cycle->entries[e].stance, ENTRY_ALL))
            FAIL("%s is no different", others[e - 1]);
    str_clear(&text);
    done(&fixture);
}

void suite_store_cycle(void)
{
    CU_pSuite suite = CU_add_suite("store/cycle", NULL, NULL);
    CU_add_test(suite, "words become values", words_become_values);
    CU_add_test(suite, "words that are none are refused", words_that_are_none);
    CU_add_test(suite, "accepts can end", accepts_can_end);
    CU_add_test(suite, "claims stand beside what is on file", claims_stand_beside);
    CU_add_test(suite, "tables are read", tables_are_read);
    CU_add_test(suite, "errors name the field", errors_name_the_field);
    CU_add_test(suite, "columns are checked", columns_are_checked);
    CU_add_test(suite, "lists are read", lists_are_read);
    CU_add_test(suite, "lists are checked", lists_are_checked);
    CU_add_test(suite, "an empty file has no rows", an_empty_file_has_no_rows);
    CU_add_test(suite, "knows what is there", knows_what_is_there);
    CU_add_test(suite, "finds places", finds_places);
    CU_add_test(suite, "tells entries apart", tells_entries_apart);
}
