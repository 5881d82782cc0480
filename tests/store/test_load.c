/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders as they come: what is missing, in the way or broken, and the same result on any number of
 * threads. */
#include "store/load.h"

#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/json_scan.h"
#include "store/listing.h"

void suite_store_load(void);

#define NO_ACTORS                                                                                  \
    "/actors:0:0: no-actors: there is no such folder: it holds the actors' files, ID.json\n"

static const char model_json[] =
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [\n"
    "{\"id\": \"size\", \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 10}},\n"
    "{\"id\": \"flag\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\", \"un\"]}}]}\n";

#define ENTRY "{\"issue\": \"size\", \"date\": \"2025-04-17\", \"value\": 5}"
#define ACTOR "{\"stances\": [" ENTRY "]}"

static stance_result result_of(const char *path)
{
    stance_diagnostics *list = stance_diagnostics_new();
    stance_model *model = NULL;
    stance_result result = stance_model_load(path, list, &model);
    stance_model_free(model);
    stance_diagnostics_free(list);
    return result;
}

static void no_model(void)
{
    const char *folder = test_folder();
    CHECK_TEXT(listing_of_load("/nonexistent/x", ""),
               "/nonexistent/x:0:0: no such folder: a model is a folder that holds a model.json "
               "(stance help files)\n");
    CHECK_INT(result_of("/nonexistent/x"), STANCE_IO);
    CHECK_TEXT(listing_of_load(folder, ""),
               test_text("-::0:0: no model.json in %s: a model is a folder that holds one "
                         "(stance help files)\n",
                         folder));
    CHECK_INT(result_of(folder), STANCE_IO);
    CHECK_TEXT(listing_of_load(test_write("file", "x"), folder),
               "/file:0:0: is not a folder: a model is a folder that holds a model.json "
               "(stance help files)\n");
    CHECK_HOLDS(listing_of_load("", ""), "no such folder");
    CHECK_INT(symlink("nowhere", test_text("%s/link", folder)), 0);
    CHECK_TEXT(listing_of_load(test_text("%s/link", folder), folder),
               "/link:0:0: is a symbolic link that leads nowhere\n");
    CHECK_INT(symlink("loop", test_text("%s/loop", folder)), 0);
    CHECK_TEXT(listing_of_load(test_text("%s/loop", folder), folder),
               "/loop:0:0: symbolic links lead in a circle\n");
}

/* A model without a folder of actors, with an empty one, and with what is none of our business. */
static void few_files(void)
{
    const char *folder = test_model(model_json, NULL);
    CHECK_TEXT(listing_of_load(folder, folder), "");
    CHECK_INT(mkdir(test_text("%s/.git", folder), 0777), 0);
    CHECK_INT(mkdir(test_text("%s/actors/.hidden.json", folder), 0777), 0);
    CHECK_INT(mkfifo(test_text("%s/actors/readme.txt", folder), 0666), 0);
    CHECK_INT(symlink("nowhere", test_text("%s/actors/.x.json", folder)), 0);
    CHECK_TEXT(listing_of_load(folder, folder), "");
    CHECK_TEXT(listing_of_load(test_text("%s///", folder), folder), "");
    unlink(test_text("%s/actors/readme.txt", folder));
    unlink(test_text("%s/actors/.x.json", folder));
    rmdir(test_text("%s/actors/.hidden.json", folder));
    CHECK_INT(mkdir(test_text("%s/actors/france.JSON", folder), 0777), 0);
    CHECK_INT(mkdir(test_text("%s/actors/uk.json.txt", folder), 0777), 0);
    CHECK_TEXT(listing_of_load(folder, folder),
               "/actors/france.JSON:0:0: not-read: is not read: the file of an actor is called "
               "ID.json\n"
               "/actors/uk.json.txt:0:0: not-read: is not read: the file of an actor is called "
               "ID.json\n");
    rmdir(test_text("%s/actors/france.JSON", folder));
    rmdir(test_text("%s/actors/uk.json.txt", folder));
    rmdir(test_text("%s/actors", folder));
    CHECK_TEXT(listing_of_load(folder, folder), NO_ACTORS);
    CHECK_INT(symlink("nowhere", test_text("%s/actors", folder)), 0);
    CHECK_TEXT(listing_of_load(folder, folder),
               "/actors:0:0: is a symbolic link that leads nowhere\n");
    unlink(test_text("%s/actors", folder));
    CHECK_INT(mkfifo(test_text("%s/actors", folder), 0666), 0);
    CHECK_TEXT(listing_of_load(folder, folder), "/actors:0:0: is not a folder\n");
}

/* All that is in the way is named, and the good files are read. */
static void things_that_are_no_files(void)
{
    const char *folder = test_model(model_json, "good", ACTOR, "bad", "{\"weight\": -1}", NULL);
    CHECK_INT(mkdir(test_text("%s/actors/dir.json", folder), 0777), 0);
    CHECK_INT(mkfifo(test_text("%s/actors/fifo.json", folder), 0666), 0);
    CHECK_INT(symlink("nowhere", test_text("%s/actors/gone.json", folder)), 0);
    CHECK_INT(symlink("loop.json", test_text("%s/actors/loop.json", folder)), 0);
    CHECK_INT(symlink("good.json", test_text("%s/actors/other.json", folder)), 0);
    CHECK_TEXT(listing_of_load(folder, test_text("%s/actors", folder)),
               "/bad.json:1:12: \"weight\" must be a number, 0 or more, not -1\n"
               "/dir.json:0:0: cannot be read: is a folder\n"
               "/fifo.json:0:0: cannot be read: is not a regular file\n"
               "/gone.json:0:0: cannot be read: a symbolic link that leads nowhere\n"
               "/loop.json:0:0: cannot be read: symbolic links lead in a circle\n");
    CHECK_INT(result_of(folder), STANCE_IO);
}

static void model_file_in_the_way(void)
{
    const char *folder = test_folder();
    const char *path = test_text("%s/model.json", folder);
    CHECK_INT(mkdir(test_text("%s/actors", folder), 0777), 0);
    CHECK_INT(mkdir(path, 0777), 0);
    CHECK_TEXT(listing_of_load(folder, folder), "/model.json:0:0: cannot be read: is a folder\n");
    rmdir(path);
    CHECK_INT(mkfifo(path, 0666), 0);
    CHECK_TEXT(listing_of_load(folder, folder),
               "/model.json:0:0: cannot be read: is not a regular file\n");
    unlink(path);
    CHECK_INT(symlink("model.json", path), 0);
    CHECK_TEXT(listing_of_load(folder, folder),
               "/model.json:0:0: cannot be read: symbolic links lead in a circle\n");
    unlink(path);
    CHECK_INT(symlink("elsewhere", path), 0);
    CHECK_TEXT(listing_of_load(folder, folder),
               "/model.json:0:0: cannot be read: a symbolic link that leads nowhere\n");
}

static void unreadable(void)
{
    const char *folder = test_model(model_json, "secret", ACTOR, NULL);
    if (geteuid() == 0) {
        test_skip("root may read everything");
        return;
    }
    chmod(test_text("%s/actors/secret.json", folder), 0);
    CHECK_TEXT(listing_of_load(folder, folder),
               "/actors/secret.json:0:0: cannot be read: permission denied\n");
    chmod(test_text("%s/actors", folder), 0);
    CHECK_TEXT(listing_of_load(folder, folder), "/actors:0:0: permission denied\n");
}

/* The size is a hole in the file: nothing is written, and above the limit nothing is read. */
static void large_file(void)
{
    const char *folder = test_model(model_json, "large", ACTOR, NULL);
    const char *path = test_text("%s/actors/large.json", folder);
    CHECK_INT(truncate(path, (off_t)JSON_MAX_BYTES), 0);
    CHECK_HOLDS(listing_of_load(folder, path), "a control character (U+0000) between the values");
    CHECK_INT(truncate(path, (off_t)JSON_MAX_BYTES + 1), 0);
    CHECK_TEXT(listing_of_load(folder, path),
               "0:0: cannot be read: larger than the limit of 64 MiB\n");
}

static void names_that_are_no_ids(void)
{
    static const char rule[] =
        "the file's name is the actor's id, and ids are small letters, digits "
        "and hyphens, begin with a letter or digit and have at most 64 "
        "characters";
    const char *folder = test_model(model_json, "France", "{\"weight\": -1}", "a b", ACTOR,
                                    "\xc3\xa9", ACTOR, "-x", ACTOR, "", ACTOR, NULL);
    CHECK_TEXT(listing_of_load(folder, test_text("%s/actors", folder)),
               test_text("/-x.json:0:0: %s\n"
                         "/France.json:0:0: %s | Rename it to france.json\n"
                         "/France.json:1:12: \"weight\" must be a number, 0 or more, not -1\n"
                         "/a b.json:0:0: %s | Rename it to a-b.json\n"
                         "/\xc3\xa9.json:0:0: %s\n",
                         rule, rule, rule, rule));
}

/* All errors of all files in one run, file by file in the order of the ids, place by place: those
 * too that show only when all files are in. Nothing is said twice. */
static void everything_at_once(void)
{
    static const char asks[] = "{\"stances\": [\n"
                               "{\"issue\": \"size\", \"date\": \"2025-04-17\", \"value\": 5, "
                               "\"if\": [{\"value\": 6, \"when\": [\n"
                               "  {\"actor\": \"nobdy\", \"issue\": \"size\", \"is\": 1},\n"
                               "  {\"group\": \"none\", \"issue\": \"size\", \"is\": 1}]}]},\n"
                               "{\"issue\": \"size\", \"date\": \"2025-04-31\", \"value\": 11}]}\n";
    const char *folder = test_model(
        "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [\n"
        "{\"id\": \"size\", \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 10}},\n"
        "{\"id\": \"flag\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\"]}},\n"
        "{\"id\": \"Bad Id\", \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 1}}]}\n",
        "a", asks, "a-b",
        "{\"stances\": [{\"issue\": \"flag\", \"date\": \"x\", \"value\": \"xx\"},\n"
        " {\"issue\": \"Bad Id\", \"date\": \"2025-04-17\", \"value\": 1}]}",
        "nobody", "{\"weight\": -1}", NULL);
    CHECK_TEXT(
        listing_of_load(folder, folder),
        "/model.json:3:25: flag has fewer than two choices: there is nothing to differ on\n"
        "/model.json:4:8: \"Bad Id\" cannot be the id of an issue: ids are small letters, digits "
        "and hyphens, begin with a letter or digit and have at most 64 characters | Did you mean "
        "\"bad-id\"?\n"
        "/actors/a.json:3:13: there is no actor \"nobdy\" (no actors/nobdy.json) | Did you mean "
        "\"nobody\"?\n"
        "/actors/a.json:4:13: no actor is in a group \"none\"\n"
        "/actors/a.json:5:27: \"2025-04-31\" is no day of the calendar\n"
        "/actors/a.json:5:50: 11 is off the scale of size (0 to 10)\n"
        "/actors/a-b.json:1:40: \"x\" is no date: dates are written year-month-day, 2025-04-17\n"
        "/actors/nobody.json:1:12: \"weight\" must be a number, 0 or more, not -1\n");
    CHECK_INT(result_of(folder), STANCE_REFUSED);
}

/* Late errors have their excerpts too. */
static void excerpts(void)
{
    const char *folder = test_model(
        model_json, "a",
        "{\"stances\": [{\"issue\": \"size\", \"date\": \"2025-04-17\", \"value\": 5, \"if\": [\n"
        "{\"value\": 6, \"when\": [{\"actor\": \"b\", \"issue\": \"size\", \"is\": 1}]}]}]}",
        NULL);
    stance_diagnostics *list = stance_diagnostics_new();
    stance_model *model = NULL;
    CHECK_INT(stance_model_load(folder, list, &model), STANCE_REFUSED);
    if (CHECK_SIZE(stance_diagnostics_kept(list), 1)) {
        const stance_diagnostic *item = stance_diagnostics_get(list, 0);
        CHECK_TEXT(item->excerpt,
                   "{\"value\": 6, \"when\": [{\"actor\": \"b\", \"issue\": \"size\", "
                   "\"is\": 1}]}]}]}");
        CHECK_SIZE(item->caret, item->column);
        CHECK_SIZE(item->column, 33);
    }
    stance_diagnostics_free(list);
}

/* The sample of the report's notes: file, line, column, caret. */
static void the_sample(void)
{
    const char *folder = test_model(
        "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [{\"id\": \"ground-presence\", "
        "\"scale\": {\"type\": \"ordinal\", \"levels\": [\"none\", \"limited\", \"substantial\", "
        "\"ground-heavy\"]}}]}",
        "france",
        "{\n  \"name\": \"France\",\n  \"kind\": \"state\",\n  \"groups\": [\"europe\", "
        "\"nato\"],\n"
        "  \"weight\": 1,\n  \"stances\": [\n"
        "    {\"issue\": \"ground-presence\", \"date\": \"2025-04-17\", \"value\": "
        "\"ground-hevy\"}\n"
        "  ]\n}\n",
        NULL);
    CHECK_TEXT(
        listing_of_load(folder, test_text("%s/", folder)),
        "actors/france.json:7:65: \"ground-hevy\" is no level of ground-presence (none, limited, "
        "substantial, ground-heavy) | Did you mean \"ground-heavy\"?\n");
}

/* Without a readable model.json actors are checked for what needs no issue. */
static void broken_model_file(void)
{
    const char *folder =
        test_model("{\"format\": \"stance/1\",, \"title\": \"T\"}", "a",
                   "{\"stances\": [{\"issue\": \"x\", \"date\": \"2025-04-31\", \"value\": 99,\n"
                   "\"salience\": 2, \"accepts\": true, \"if\": [{\"value\": 1, \"when\": []}]}]}",
                   NULL);
    CHECK_TEXT(listing_of_load(folder, folder),
               "/model.json:1:23: a member is missing before this comma\n"
               "/actors/a.json:1:37: \"2025-04-31\" is no day of the calendar\n"
               "/actors/a.json:2:13: \"salience\" must be a number from 0 to 1, not 2\n"
               "/actors/a.json:2:27: \"accepts\" must be an id, a number, a range {\"from\": ..., "
               "\"to\": ...}, a list of choices or null, not true or false\n"
               "/actors/a.json:2:61: \"when\" is empty: give at least one test\n");
}

/* A file that could not be read hides its groups: nobody is blamed for naming one. */
static void broken_actor_file(void)
{
    const char *folder =
        test_model(model_json, "a",
                   "{\"stances\": [{\"issue\": \"size\", \"date\": \"2025-04-17\", \"value\": 5, "
                   "\"if\": [{\"value\": "
                   "6, \"when\": [{\"group\": \"g\", \"issue\": \"size\", \"is\": 1}]}]}]}",
                   "b", "{\"groups\": [\"g\"]", NULL);
    CHECK_TEXT(
        listing_of_load(folder, folder),
        "/actors/b.json:1:17: the file ends too early: the object that opens on line 1 has no "
        "closing \"}\"\n");
}

static void line_ends_and_marks(void)
{
    static const char *const texts[] = {
        "{\"stances\": [\n\n  {\"issue\": \"\xc3\xa9\xe2\x82\xac\", \"date\": \"x\"}]}",
        "{\"stances\": [\r\n\r\n  {\"issue\": \"\xc3\xa9\xe2\x82\xac\", \"date\": \"x\"}]}",
        "{\"stances\": [\r\r  {\"issue\": \"\xc3\xa9\xe2\x82\xac\", \"date\": \"x\"}]}",
    };
    for (size_t i = 0; i < 3; i++) {
        const char *folder = test_model(model_json, "a", texts[i], NULL);
        CHECK_TEXT(listing_of_load(folder, test_text("%s/actors/a.json", folder)),
                   "3:3: a stance needs a \"value\" (null: undeclared) or \"claims\"\n"
                   "3:13: \"\xc3\xa9\xe2\x82\xac\" is no issue of model.json\n"
                   "3:27: \"x\" is no date: dates are written year-month-day, 2025-04-17\n");
    }
    const char *folder = test_model(test_text("\xef\xbb\xbf%s", model_json), "a",
                                    "\xef\xbb\xbf{\"weight\": -1}", NULL);
    CHECK_TEXT(
        listing_of_load(folder, folder),
        "/model.json:1:1: byte-order-mark: the file begins with a byte order mark: save it as "
        "UTF-8 without one\n"
        "/actors/a.json:1:1: byte-order-mark: the file begins with a byte order mark: save it as "
        "UTF-8 without one\n"
        "/actors/a.json:1:12: \"weight\" must be a number, 0 or more, not -1\n");
}

/* Places of entries agree with the walk of base, whatever ends the lines. */
static void places(void)
{
    static const char *const ends[] = {"\n", "\r\n", "\r", " ", "\n\r", "\n\n"};
    for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
        struct str text = {0};
        str_append(&text, "{\"name\": \"\xc3\xa9\", \"stances\": [");
        for (int i = 0; i < 5; i++)
            str_printf(&text, "%s%s\t%s", i ? "," : "", ends[e], ENTRY);
        str_append(&text, "]}");
        stance_diagnostics *list = stance_diagnostics_new();
        stance_model *model = NULL;
        const char *folder = test_model(model_json, "a", str_get(&text), NULL);
        const char *at = str_get(&text);
        struct text_cursor cursor;
        CHECK_INT(stance_model_load(folder, list, &model), STANCE_OK);
        text_cursor_init(&cursor, str_get(&text), text.length);
        for (size_t i = 0; model && i < model->actors->n_stances; i++) {
            at = strstr(at + 1, "{\"issue");
            text_cursor_move(&cursor, (size_t)(at - str_get(&text)));
            CHECK_SIZE(model->actors->stances[i].place.line, cursor.line);
            CHECK_SIZE(model->actors->stances[i].place.column, cursor.column);
        }
        stance_model_free(model);
        stance_diagnostics_free(list);
        str_clear(&text);
    }
}

static void too_many_errors(void)
{
    struct str text = {0};
    stance_diagnostics *list = stance_diagnostics_new();
    stance_model *model = NULL;
    str_append(&text, "{\"stances\": [1");
    str_repeat(&text, ",\n1", 20000);
    str_append(&text, "]}");
    const char *folder = test_model(model_json, "a", str_get(&text), "b", "{\"weight\": -1}", NULL);
    CHECK_INT(stance_model_load(folder, list, &model), STANCE_REFUSED);
    CHECK_SIZE(stance_diagnostics_count(list, STANCE_ERROR), 20002);
    CHECK_SIZE(stance_diagnostics_kept(list), DIAGNOSTICS_LIMIT + 1);
    stance_diagnostics_free(list);
    str_clear(&text);
}

/* A large model, with an error here and there, or none. */
static const char *large_model(size_t actors, size_t entries, bool is_broken)
{
    const char *folder = test_model(model_json, NULL);
    struct str text = {0};
    for (size_t a = 0; a < actors; a++) {
        str_truncate(&text, 0);
        str_printf(&text, "{\"name\": \"Actor %zu\", \"groups\": [\"g%zu\"], \"stances\": [", a,
                   a % 3);
        for (size_t i = 0; i < entries; i++)
            str_printf(
                &text,
                "%s\n {\"issue\": \"size\", \"date\": \"2025-%02zu-%02zu\", \"value\": %zu, "
                "\"source\": {\"quote\": \"word for word, some of them\"}, \"if\": [{\"value\": 1, "
                "\"when\": [{\"actor\": \"a-%zu\", \"issue\": \"size\", \"is\": 3}]}]}",
                i ? "," : "", i % 12 + 1, i % 28 + 1, i % 11,
                is_broken && i == 7 ? actors + a : i % actors);
        str_append(&text, is_broken && a % 5 == 0 ? ", 3]}" : "]}");
        test_write(test_text("%s/actors/a-%zu.json", folder + strlen(test_folder()) + 1, a),
                   str_get(&text));
    }
    str_clear(&text);
    return folder;
}

static bool same_stances(const struct actor *a, const struct actor *b)
{
    if (strcmp(a->id, b->id) != 0 || strcmp(a->name, b->name) != 0 || a->n_stances != b->n_stances)
        return false;
    for (size_t i = 0; i < a->n_stances; i++) {
        const struct stance *x = &a->stances[i], *y = &b->stances[i];
        if (x->date != y->date || x->position.from != y->position.from ||
            x->place.line != y->place.line || x->place.column != y->place.column ||
            strcmp(x->claims->source.quote, y->claims->source.quote) != 0 ||
            x->alternatives->when->who != y->alternatives->when->who)
            return false;
    }
    return true;
}

static const char *load_on(const char *folder, size_t threads, stance_model **model)
{
    stance_diagnostics *list = stance_diagnostics_new();
    *model = calloc(1, sizeof **model);
    CHECK(*model != NULL);
    store_load(folder, threads, *model, list);
    const char *text = listing_of(list, folder);
    stance_diagnostics_free(list);
    return text;
}

/* More than a megabyte, so that threads are used. */
static void threads(void)
{
    for (int is_broken = 0; is_broken < 2; is_broken++) {
        const char *folder = large_model(40, 200, is_broken);
        stance_model *one, *several;
        const char *expected = load_on(folder, 1, &one);
        CHECK(is_broken == (*expected != '\0'));
        for (size_t n = 2; n < 9; n += 3) {
            CHECK_TEXT(load_on(folder, n, &several), expected);
            CHECK_SIZE(several->n_actors, 40);
            for (size_t a = 0; !is_broken && a < 40; a++)
                CHECK(same_stances(&one->actors[a], &several->actors[a]));
            stance_model_free(several);
        }
        stance_model_free(one);
    }
}

/* A valid file cut anywhere: an error at a place in it, never a crash, never silence. */
static const char whole[] =
    "{\"name\": \"Fran\\u00e7ois\", \"kind\": \"state\", \"groups\": [\"g\"], \"weight\": 1.5e0,\n"
    " \"stances\": [{\"issue\": \"size\", \"date\": \"2025-04-17\", \"claims\": [{\"value\": "
    "1},\r\n"
    "  {\"value\": {\"from\": 2, \"to\": 3}, \"source\": {\"url\": \"\xc3\xa9\"}}], \"if\": "
    "[{\"value\": "
    "null,\n \"when\": [{\"any\": [{\"not\": {\"actor\": \"a\", \"issue\": \"flag\", \"is\": "
    "[\"eu\", "
    "[\"un\"], null]}}]}]}]}]}";

static void truncated(void)
{
    const char *folder = test_model(model_json, "a", whole, NULL);
    const char *name = test_text("%s/actors/a.json", folder + strlen(test_folder()) + 1);
    CHECK_TEXT(listing_of_load(folder, folder), "");
    for (size_t length = 0; length < strlen(whole); length++) {
        test_write_bytes(name, whole, length);
        const char *text = listing_of_load(folder, test_text("%s/actors/a.json", folder));
        if (*text < '1' || *text > '9') FAIL("at %zu: %s", length, text);
    }
}

/* Bytes changed, left out and put in at random: refused at a place, or taken. */
static void mutated(void)
{
    static const char alphabet[] = "{}[]\",:0123456789.eE-+\\ \n\r\tnulltrue\x00\xc3\xa9\xff/'";
    const char *folder = test_model(model_json, "a", whole, NULL);
    const char *name = test_text("%s/actors/a.json", folder + strlen(test_folder()) + 1);
    uint64_t state = 7;
    for (int round = 0; round < 3000; round++) {
        char bytes[sizeof whole + 8];
        size_t length = strlen(whole);
        memcpy(bytes, whole, sizeof whole);
        for (size_t n = 1 + test_random_below(&state, 3); n > 0; n--) {
            size_t at = test_random_below(&state, length);
            char byte = alphabet[test_random_below(&state, sizeof alphabet - 1)];
            switch (test_random_below(&state, 3)) {
            case 0:
                bytes[at] = byte;
                break;
            case 1:
                memmove(bytes + at, bytes + at + 1, --length - at);
                break;
            default:
                memmove(bytes + at + 1, bytes + at, length++ - at);
                bytes[at] = byte;
                break;
            }
        }
        test_write_bytes(name, bytes, length);
        listing_of_load(folder, folder); /* checks that a refusal has an error */
    }
}

static void real_models(void)
{
    const char *wahlomat = test_data("wahlomat-2021"), *smp = test_data("smp-two-issues");
    if (!wahlomat || !smp) return;
    CHECK_TEXT(listing_of_load(wahlomat, ""), "");
    CHECK_TEXT(listing_of_load(smp, ""), "");
}

void suite_store_load(void)
{
    CU_pSuite suite = CU_add_suite("store/load", NULL, NULL);
    CU_add_test(suite, "no model", no_model);
    CU_add_test(suite, "few files", few_files);
    CU_add_test(suite, "things that are no files", things_that_are_no_files);
    CU_add_test(suite, "model file in the way", model_file_in_the_way);
    CU_add_test(suite, "unreadable", unreadable);
    CU_add_test(suite, "large file", large_file);
    CU_add_test(suite, "names that are no ids", names_that_are_no_ids);
    CU_add_test(suite, "everything at once", everything_at_once);
    CU_add_test(suite, "excerpts", excerpts);
    CU_add_test(suite, "the sample", the_sample);
    CU_add_test(suite, "broken model file", broken_model_file);
    CU_add_test(suite, "broken actor file", broken_actor_file);
    CU_add_test(suite, "line ends and marks", line_ends_and_marks);
    CU_add_test(suite, "places", places);
    CU_add_test(suite, "too many errors", too_many_errors);
    CU_add_test(suite, "threads", threads);
    CU_add_test(suite, "truncated", truncated);
    CU_add_test(suite, "mutated", mutated);
    CU_add_test(suite, "real models", real_models);
}
