/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model that grows: what is written for an actor, an issue, a new model; what is refused; and
 * that nothing else changes, be it that somebody comes between. */
#include "store/edit.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#include "base/file_path.h"
#include "store/in_model.h"

void suite_store_add(void);

#define ACTOR "{\"name\": \"A\"}\n"

static const char *model(void)
{
    return test_model(MODEL_TEXT, "b", ACTOR, "d", ACTOR, NULL);
}

/* The new file, or what is listed; lent. */
static const char *add_actor(const char *folder, const stance_new_actor *actor)
{
    stance_diagnostics *list = stance_diagnostics_new();
    stance_edit *edit = NULL;
    stance_result result = stance_edit_open(folder, 0, list, &edit);
    if (result == STANCE_OK) result = stance_edit_add_actor(edit, actor, list);
    stance_edit_close(edit);
    const char *text = result == STANCE_OK ? get(at(folder, test_text("actors/%s.json", actor->id)))
                                           : listing_of(list, folder);
    stance_diagnostics_free(list);
    check_clean(folder);
    return text;
}

/* model.json behind its first issue, or what is listed; lent. */
static const char *add_issue(const char *folder, const stance_new_issue *issue)
{
    stance_diagnostics *list = stance_diagnostics_new();
    stance_edit *edit = NULL;
    stance_result result = stance_edit_open(folder, 0, list, &edit);
    if (result == STANCE_OK) result = stance_edit_add_issue(edit, issue, list);
    stance_edit_close(edit);
    const char *text = result == STANCE_OK ? get(at(folder, "model.json")) + sizeof MODEL_TEXT - 4
                                           : listing_of(list, folder);
    stance_diagnostics_free(list);
    check_clean(folder);
    return text;
}

static void actors(void)
{
    const char *folder = model();
    const stance_new_actor full = {"c", "C \"x\"", "state", " eu , nato\t,un", "0.5", "2025-01-01"};
    CHECK_TEXT(add_actor(folder, &full),
               "{\n  \"name\": \"C \\\"x\\\"\",\n  \"kind\": \"state\",\n  \"groups\": [\"eu\", "
               "\"nato\", \"un\"],\n  \"weight\": 0.5,\n  \"entered\": \"2025-01-01\",\n"
               "  \"stances\": []\n}\n");
    /* Before all others, behind them, and where there is no folder of actors. */
    static const char *const ids[] = {"a", "z"};
    for (size_t i = 0; i < 2; i++)
        CHECK_TEXT(add_actor(folder, &(stance_new_actor){.id = ids[i]}),
                   test_text("{\n  \"name\": \"%s\",\n  \"stances\": []\n}\n", ids[i]));
    folder = test_model(MODEL_TEXT, NULL);
    CHECK_INT(rmdir(at(folder, "actors")), 0);
    CHECK_HOLDS(add_actor(folder, &(stance_new_actor){.id = "a"}), "\"stances\": []");
}

static void actors_that_are_none(void)
{
    static const struct {
        stance_new_actor actor;
        const char *words;
    } rows[] = {
        {{.id = "b"}, "-::0:0: the model has an actor \"b\" already\n"},
        {{.id = "New One"}, "\"New One\" cannot be the id of an actor: ids are small letters"},
        {{.id = "c", .groups = "eu,,un"}, "\"\""},
        {{.id = "c", .groups = "eu, E U"}, "\"E U\""},
        {{.id = "c", .groups = "eu=Europe"}, "\"eu=Europe\""},
        {{.id = "c", .weight = "much"}, "\"weight\""},
        {{.id = "c", .entered = "today"}, "\"today\" is no date"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *folder = model();
        CHECK_HOLDS(add_actor(folder, &rows[i].actor), rows[i].words);
        CHECK(access(at(folder, "actors/c.json"), F_OK) != 0);
    }
}

static void issues(void)
{
    CHECK_TEXT(add_issue(model(),
                         &(stance_new_issue){.id = "x", .levels = " none , full = A  full one,2 "}),
               ",\n{\"id\": \"x\", \"scale\": {\"type\": \"ordinal\", \"levels\": [\"none\", "
               "{\"id\": \"full\", \"label\": \"A  full one\"}, \"2\"]}}]}\n");
    CHECK_TEXT(
        add_issue(model(),
                  &(stance_new_issue){
                      .id = "x", .choices = "a=A,b = B, c=C", .several = true, .status_quo = "a"}),
        ",\n{\"id\": \"x\", \"scale\": {\"type\": \"nominal\", \"choices\": [{\"id\": \"a\", "
        "\"label\": \"A\"}, {\"id\": \"b\", \"label\": \"B\"}, {\"id\": \"c\", \"label\": "
        "\"C\"}], \"several\": true}, \"status-quo\": \"a\"}]}\n");
}

static void issues_that_are_none(void)
{
    static const struct {
        stance_new_issue issue;
        const char *words;
    } rows[] = {
        {{.id = "size", .levels = "a,b"}, "the model has an issue \"size\" already\n"},
        {{.id = "x"}, "which answers does \"x\" allow?"},
        {{.id = "x", .levels = "a,b", .min = "1"}, "one scale only"},
        {{.id = "x", .levels = "none,full=Full, really"},
         "-::0:0: \"Full, really\": a label cannot hold a comma here: write it into model.json "
         "afterwards; or, if \"really\" is a level of its own, leave out the blank before it\n"},
        {{.id = "x", .choices = "a=A, b,c"}, "if \"b\" is a choice of its own"},
        {{.id = "x", .levels = "a, , b"}, "\"\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *folder = model();
        CHECK_HOLDS(add_issue(folder, &rows[i].issue), rows[i].words);
        CHECK_TEXT(get(at(folder, "model.json")), MODEL_TEXT);
    }
    /* Without the blank it is one. */
    CHECK_HOLDS(add_issue(model(), &(stance_new_issue){.id = "x", .levels = "full=Full,really"}),
                "\"label\": \"Full\"}, \"really\"]");
}

/* Somebody comes between opening and adding: not a byte is written on top of what is not known. */
static void changed_meanwhile(void)
{
    static const struct change changes[] = {
        {"actors/b.json", "{\"name\": \"edited\"}\n"}, /* another one */
        {"actors/b.json", "{"},
        {"actors/e.json", ACTOR}, /* one more */
        {"model.json", "{\"format\": \"stance/1\", \"title\": \"edited\", \"issues\": []}"},
    };
    for (size_t c = 0; c < sizeof changes / sizeof *changes; c++)
        for (int adds_issue = 0; adds_issue < 2; adds_issue++) {
            const char *folder = model();
            stance_diagnostics *list = stance_diagnostics_new();
            stance_edit *edit = NULL;
            CHECK_INT(stance_edit_open(folder, 0, list, &edit), STANCE_OK);
            put(at(folder, changes[c].name), changes[c].text);
            stance_new_issue issue = {.id = "x", .levels = "a,b"};
            CHECK_INT(adds_issue
                          ? stance_edit_add_issue(edit, &issue, list)
                          : stance_edit_add_actor(edit, &(stance_new_actor){.id = "c"}, list),
                      STANCE_REFUSED);
            CHECK_HOLDS(listing_of(list, folder), "somebody changed the model meanwhile; nothing "
                                                  "was changed: look at the model and try again");
            CHECK_TEXT(get(at(folder, changes[c].name)), changes[c].text);
            CHECK(access(at(folder, "actors/c.json"), F_OK) != 0);
            CHECK(!strstr(get(at(folder, "model.json")), "\"x\""));
            stance_edit_close(edit);
            stance_diagnostics_free(list);
            check_clean(folder);
        }
}

/* ---- new models */

static const char *create(const char *path)
{
    stance_diagnostics *list = stance_diagnostics_new();
    stance_result result = stance_model_create(path, "T \"x\"", list);
    const char *text = listing_of(list, test_folder());
    CHECK((result == STANCE_OK) == (text[0] == '\0'));
    stance_diagnostics_free(list);
    return text;
}

static void created(void)
{
    const char *path = at(test_folder(), "new/");
    CHECK_TEXT(create(path), "");
    CHECK_TEXT(
        get(at(path, "model.json")),
        "{\n  \"format\": \"stance/1\",\n  \"title\": \"T \\\"x\\\"\",\n  \"issues\": []\n}\n");
    CHECK_INT(rmdir(at(path, "actors")), 0);
    CHECK_TEXT(create(path), "/new/model.json:0:0: is there already: this folder holds a model\n");
    CHECK(access(at(path, "actors"), F_OK) != 0); /* nothing was made */
}

static void not_created(void)
{
    const char *path = at(test_folder(), "sub"), *file = at(path, "model.json");
    CHECK_TEXT(create(at(path, "deep/er")), "/sub/deep/er:0:0: cannot be made: the folder that it "
                                            "would lie in does not exist\n");
    CHECK_TEXT(create(test_write("file", "")), "/file:0:0: is there already, and is no folder\n");
    CHECK_INT(mkdir(path, 0777), 0);
    CHECK_INT(symlink("nowhere/x", file), 0); /* replaced by nothing, followed by nobody */
    CHECK_HOLDS(create(path), "is there already: this folder holds a model");
    CHECK(access(at(path, "actors"), F_OK) != 0);
    unlink(file);
    test_write("sub/actors", "");
    CHECK_TEXT(create(path), "/sub/actors:0:0: is there already, and is no folder\n");
    CHECK(file_is_absent(file));
}

/* No file may hold a byte: model.json cannot be made, and what was made for it goes. */
static void taken_back(void)
{
    struct rlimit limit, none;
    const char *path = at(test_folder(), "new");
    CHECK_INT(getrlimit(RLIMIT_FSIZE, &limit), 0);
    signal(SIGXFSZ, SIG_IGN);
    none = limit;
    none.rlim_cur = 0;
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &none), 0);
    const char *listing = create(path);
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &limit), 0);
    signal(SIGXFSZ, SIG_DFL);
    CHECK_TEXT(listing, "/new/model.json:0:0: larger than a file may be here\n");
    CHECK(file_is_absent(path));
}

void suite_store_add(void)
{
    CU_pSuite suite = CU_add_suite("store/add", NULL, NULL);
    CU_add_test(suite, "actors", actors);
    CU_add_test(suite, "actors that are none", actors_that_are_none);
    CU_add_test(suite, "issues", issues);
    CU_add_test(suite, "issues that are none", issues_that_are_none);
    CU_add_test(suite, "changed meanwhile", changed_meanwhile);
    CU_add_test(suite, "created", created);
    CU_add_test(suite, "not created", not_created);
    CU_add_test(suite, "taken back", taken_back);
}
