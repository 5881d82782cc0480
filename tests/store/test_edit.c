/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cycles on their way into the files: what is found on opening, who is let in when, and what is
 * refused before a byte is written. */
#include "store/edit.h"

#include <stdio.h>

#include "stance/cycle.h"
#include "store/in_model.h"
#include "store/json_scan.h"

void suite_store_edit(void);

#define ENTRY(date, value) "{\"issue\": \"size\", \"date\": \"" date "\", \"value\": " value "}"
#define ACTOR              "{\"name\": \"A\", \"stances\": [" ENTRY("2025-01-01", "5") "]}\n"

/* What each test opens; closed by done(). */
struct fixture {
    const char *folder;
    stance_diagnostics *list;
    stance_edit *edit;
    stance_draft *draft;
    stance_cycle *cycle;
};

static struct fixture open_in(const char *folder)
{
    struct fixture fixture = {.folder = folder, .list = stance_diagnostics_new()};
    CHECK_INT(stance_edit_open(folder, 0, fixture.list, &fixture.edit), STANCE_OK);
    return fixture;
}

static void read_update(struct fixture *fixture, const char *name, const char *update)
{
    if (!fixture->edit) return;
    CHECK_INT(stance_draft_read(test_write(name, update), fixture->list, &fixture->draft),
              STANCE_OK);
    if (!CHECK_INT(stance_cycle_new(stance_edit_model(fixture->edit), fixture->draft, "2025-06-01",
                                    fixture->list, &fixture->cycle),
                   STANCE_OK))
        FAIL("%s", listing_of(fixture->list, ""));
}

static const char UPDATE[] = "actor,issue,value,date\na,size,6,2025-05-01\nb,size,7,2025-05-01\n";

static struct fixture begin(void)
{
    struct fixture fixture = open_in(test_model(MODEL_TEXT, "a", ACTOR, "b", "{}", NULL));
    read_update(&fixture, "u.csv", UPDATE);
    return fixture;
}

static stance_result commit(struct fixture *fixture)
{
    return fixture->cycle ? stance_edit_commit(fixture->edit, fixture->cycle, fixture->list)
                          : STANCE_IO;
}

static void done(struct fixture *fixture)
{
    stance_cycle_free(fixture->cycle);
    stance_draft_free(fixture->draft);
    stance_edit_close(fixture->edit);
    stance_diagnostics_free(fixture->list);
}

static void entered(void)
{
    struct fixture fixture = begin();
    CHECK_INT(stance_edit_recovery(fixture.edit), STANCE_RECOVERY_NONE);
    CHECK_INT(commit(&fixture), STANCE_OK);
    CHECK_TEXT(listing_of(fixture.list, fixture.folder), "");
    CHECK_HOLDS(get(at(fixture.folder, "actors/a.json")), "\"value\": 5}, {\"issue\": \"size\", ");
    CHECK_HOLDS(get(at(fixture.folder, "actors/b.json")), "\"value\": 7}");
    CHECK_HOLDS(hidden_in(fixture.folder), LOCK_NAME);
    done(&fixture);
    check_clean(fixture.folder);
}

/* The model stays when other writers are let in. */
static void unlocked(void)
{
    struct fixture fixture = begin(), other;
    CHECK_INT(commit(&fixture), STANCE_OK);
    stance_edit_unlock(fixture.edit);
    stance_edit_unlock(fixture.edit); /* does nothing */
    check_clean(fixture.folder);
    other = open_in(fixture.folder);
    CHECK_SIZE(stance_model_actors(stance_edit_model(fixture.edit)), 2);
    CHECK_SIZE(stance_edit_model(fixture.edit)->actors[0].n_stances, 1);
    CHECK_SIZE(stance_edit_model(other.edit)->actors[0].n_stances, 2);
    done(&other);
    done(&fixture);
    stance_edit_close(NULL);
}

static void recovered(void)
{
    const char *folder = small_model();
    struct journal_entry entry = entry_of("actors/a.json", old_texts[0].text, new_texts[0].text);
    put(staged_at(folder, &entry), "{\"cut");
    struct fixture fixture = open_in(folder);
    CHECK_INT(stance_edit_recovery(fixture.edit), STANCE_RECOVERY_CLEARED);
    done(&fixture);
    put(staged_at(folder, &entry), new_texts[0].text);
    put_journal(folder, &entry, 1);
    fixture = open_in(folder);
    CHECK_INT(stance_edit_recovery(fixture.edit), STANCE_RECOVERY_FINISHED);
    CHECK_TEXT(stance_edit_model(fixture.edit)->actors[0].name, "the new a");
    done(&fixture);
    check_clean(folder);
}

#define MEANWHILE                                                                                  \
    "-::0:0: somebody changed the model meanwhile; nothing was changed: look at the model and "    \
    "try "                                                                                         \
    "again\n"

/* An editor saves a file between opening and committing; also one that says the same. */
static void changed_meanwhile(void)
{
    static const char *const texts[] = {"{\"name\": \"edited\"}\n", ACTOR " ", "{", ACTOR};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        struct fixture fixture = begin();
        put(at(fixture.folder, "other"), texts[t]);
        CHECK_INT(rename(at(fixture.folder, "other"), at(fixture.folder, "actors/a.json")), 0);
        CHECK_INT(commit(&fixture), STANCE_REFUSED);
        CHECK_TEXT(listing_of(fixture.list, fixture.folder), MEANWHILE);
        CHECK_TEXT(get(at(fixture.folder, "actors/a.json")), texts[t]);
        CHECK_TEXT(get(at(fixture.folder, "actors/b.json")), "{}");
        done(&fixture);
        check_clean(fixture.folder);
    }
}

static void removed_meanwhile(void)
{
    struct fixture fixture = begin();
    unlink(at(fixture.folder, "actors/b.json"));
    CHECK(commit(&fixture) != STANCE_OK);
    CHECK_TEXT(listing_of(fixture.list, fixture.folder),
               "/actors/b.json:0:0: cannot be read: no such file; nothing was changed\n");
    CHECK_TEXT(get(at(fixture.folder, "actors/a.json")), ACTOR);
    done(&fixture);
    check_clean(fixture.folder);
}

/* ---- limits */

static void add_entry(struct str *text, const char *actor, size_t day, size_t alternatives)
{
    str_printf(text, "{%s\"issue\": \"size\", \"date\": \"2025-01-%02zu\", \"value\": 1, \"if\": [",
               actor, day);
    for (size_t n = 0; n < alternatives; n++)
        str_printf(text,
                   "%s{\"when\": [{\"actor\": \"b\", \"issue\": \"size\", \"is\": 1}], "
                   "\"value\": 2}",
                   n ? "," : "");
    str_append(text, "]}");
}

/* An actor may have 1,024 of them, and they are counted over all its entries. */
static void too_many_alternatives(void)
{
    for (size_t more = 24; more <= 25; more++) {
        struct str actor = {0}, update = {0};
        str_append(&actor, "{\"stances\": [");
        add_entry(&actor, "", 1, 600);
        str_append(&actor, ",");
        add_entry(&actor, "", 2, 400);
        str_append(&actor, "]}");
        str_append(&update, "[");
        add_entry(&update, "\"actor\": \"a\", ", 3, more);
        str_append(&update, "]");
        struct fixture fixture =
            open_in(test_model(MODEL_TEXT, "a", str_get(&actor), "b", "{}", NULL));
        read_update(&fixture, "u.json", str_get(&update));
        CHECK_INT(commit(&fixture), more == 24 ? STANCE_OK : STANCE_REFUSED);
        CHECK_TEXT(listing_of(fixture.list, fixture.folder),
                   more == 24 ? ""
                              : "/actors/a.json:0:0: would hold 1025 alternatives (\"if\"): the "
                                "limit for an actor is 1024; nothing was changed\n");
        if (more == 25) CHECK_TEXT(get(at(fixture.folder, "actors/a.json")), str_get(&actor));
        done(&fixture);
        str_clear(&update);
        str_clear(&actor);
    }
}

/* A file of 64 MiB less a few bytes, nearly all of them blanks. */
static void too_long(void)
{
    const char *folder = test_model(MODEL_TEXT, "a", "{}", "b", "{}", NULL);
    const char *path = at(folder, "actors/a.json");
    FILE *file = fopen(path, "we");
    if (!file) return;
    for (size_t written = 0; written < JSON_MAX_BYTES - 10; written += 1024)
        fprintf(file, "%*s", written + 1024 < JSON_MAX_BYTES ? 1024 : 1010, "");
    CHECK(fputs("{}", file) >= 0);
    CHECK_INT(fclose(file), 0);
    struct fixture fixture = open_in(folder);
    read_update(&fixture, "u.csv", UPDATE);
    CHECK_INT(commit(&fixture), STANCE_REFUSED);
    CHECK_TEXT(listing_of(fixture.list, folder),
               "/actors/a.json:0:0: would become larger than the limit of 64 MiB; nothing was "
               "changed\n");
    CHECK_TEXT(get(at(folder, "actors/b.json")), "{}");
    done(&fixture);
    check_clean(folder);
}

void suite_store_edit(void)
{
    CU_pSuite suite = CU_add_suite("store/edit", NULL, NULL);
    CU_add_test(suite, "entered", entered);
    CU_add_test(suite, "unlocked", unlocked);
    CU_add_test(suite, "recovered", recovered);
    CU_add_test(suite, "changed meanwhile", changed_meanwhile);
    CU_add_test(suite, "removed meanwhile", removed_meanwhile);
    CU_add_test(suite, "too many alternatives", too_many_alternatives);
    CU_add_test(suite, "too long", too_long);
}
