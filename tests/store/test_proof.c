/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A spliced text holds; with one thing of it altered it does not, for each condition of the proof.
 */
#include "store/proof.h"

#include <stdlib.h>
#include <string.h>

#include "stance/cycle.h"
#include "store/json_scan.h"
#include "store/listing.h"

void suite_store_proof(void);

static const char ISSUES[] =
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": ["
    "{\"id\": \"size\", \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 100}},"
    "{\"id\": \"flag\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\", \"un\"]}}]}";

/* New ones go behind the first (of its issue the last) and the second. */
static const char FRANCE[] = "{\"stances\": [\n"
                             " {\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 5},\n"
                             " {\"issue\": \"flag\", \"date\": \"2025-01-01\", \"value\": \"eu\"}\n"
                             "], \"name\": \"France\"}\n";

static const char UPDATE[] = "actor,issue,value,date\n"
                             "france,size,6,2025-02-02\n"
                             "france,flag,un,2025-02-02\n";

struct fixture {
    stance_diagnostics *list;
    stance_model *model;
    stance_draft *draft;
    stance_cycle *cycle;
    struct str old;
    struct spliced spliced;
};

static void splice_all(struct fixture *fixture)
{
    size_t count;
    const struct cycle_entry *const *order = cycle_entries_of(fixture->cycle, 0, &count);
    struct insertion insertions[2] = {{0}};
    if (!CHECK_SIZE(count, 2)) return;
    for (size_t n = 0; n < 2; n++)
        insertions[n] = (struct insertion){order[n]->behind, order[n]->text};
    str_append(&fixture->old, FRANCE);
    CHECK_INT(splice_list(FRANCE, strlen(FRANCE), "stances", insertions, 2, &fixture->spliced),
              STANCE_OK);
    CHECK_SIZE(fixture->spliced.n_pieces, 2);
}

static struct fixture make(void)
{
    struct fixture fixture = {.list = stance_diagnostics_new()};
    const char *folder = test_model(ISSUES, "france", FRANCE, NULL);
    CHECK_INT(stance_model_load(folder, fixture.list, &fixture.model), STANCE_OK);
    CHECK_INT(stance_draft_read(test_write("u.csv", UPDATE), fixture.list, &fixture.draft),
              STANCE_OK);
    CHECK_INT(
        stance_cycle_new(fixture.model, fixture.draft, "2025-06-01", fixture.list, &fixture.cycle),
        STANCE_OK);
    splice_all(&fixture);
    return fixture;
}

static void done(struct fixture *fixture)
{
    str_clear(&fixture->old);
    spliced_clear(&fixture->spliced);
    stance_cycle_free(fixture->cycle);
    stance_draft_free(fixture->draft);
    stance_model_free(fixture->model);
    stance_diagnostics_free(fixture->list);
}

static bool holds(const struct fixture *fixture)
{
    bool holds = true;
    CHECK_INT(proof_of_splice(fixture->cycle, 0, &fixture->old, &fixture->spliced, &holds),
              STANCE_OK);
    return holds;
}

/* The first place of a piece of text in the new text. */
static char *find(const struct fixture *fixture, const char *piece)
{
    char *found = strstr(fixture->spliced.text.bytes, piece);
    if (!found) FAIL("there is no %s", piece);
    return found;
}

/* As long: no offset moves. */
static void overwrite(const struct fixture *fixture, const char *piece, const char *by)
{
    char *found = find(fixture, piece);
    if (CHECK_SIZE(strlen(piece), strlen(by)) && found)
        for (; *by; by++, found++)
            *found = *by;
}

static void as_it_is(void)
{
    struct fixture fixture = make();
    CHECK(holds(&fixture));
    done(&fixture);
}

/* What is altered inside of a new piece, the length aside. */
static void new_pieces(void)
{
    static const struct {
        const char *piece, *by;
    } rows[] = {
        {"2025-02-02\", \"entered\"", "2025-02-03\", \"entered\""}, /* says something else */
        {"\"value\": 6", "\"value\": 7"},
        {"\"value\": 6}", "\"value\": 6 "}, /* is no JSON */
        {"{\"issue\": \"size\", \"date\": \"2025-02", "{\"issue\": \"sice\", \"date\": \"2025-02"},
        {"\"value\": \"un\"}", "\"value\": 0,{} "}, /* cannot be read */
        {"\"value\": \"un\"}", "\"value\":0},0  "}, /* one more */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture fixture = make();
        overwrite(&fixture, rows[i].piece, rows[i].by);
        if (holds(&fixture)) FAIL("holds: %s", str_get(&fixture.spliced.text));
        done(&fixture);
    }
}

/* Bytes of the old text differ, are too many or too few. */
static void old_bytes(void)
{
    struct fixture fixture = make();
    overwrite(&fixture, "\"France\"", "\"Frence\"");
    CHECK(!holds(&fixture));
    overwrite(&fixture, "\"Frence\"", "\"France\"");
    CHECK(holds(&fixture));
    str_append(&fixture.old, " ");
    CHECK(!holds(&fixture));
    str_truncate(&fixture.old, fixture.old.length - 2);
    CHECK(!holds(&fixture));
    str_append(&fixture.old, "\n");
    CHECK(holds(&fixture));
    str_append(&fixture.spliced.text, " ");
    CHECK(!holds(&fixture));
    done(&fixture);
}

/* Pieces that lie where none does, that overlap, that are out of order. */
static void offsets(void)
{
    struct fixture fixture = make();
    struct inserted *pieces = fixture.spliced.pieces, first = pieces[0], second = pieces[1];
    pieces[0].offset++; /* the same bytes are left, and the item is in the piece */
    CHECK(holds(&fixture));
    pieces[0].offset += 3; /* the same bytes, but the item is not wholly in the piece */
    CHECK(!holds(&fixture));
    pieces[0].offset = first.offset + 20;
    CHECK(!holds(&fixture));
    pieces[0] = first;
    pieces[1].length--;
    CHECK(!holds(&fixture));
    pieces[1].length = SIZE_MAX / 2;
    CHECK(!holds(&fixture));
    pieces[0] = second;
    pieces[1] = first;
    CHECK(!holds(&fixture));
    pieces[0] = first;
    CHECK(!holds(&fixture));
    pieces[1] = second;
    CHECK(holds(&fixture));
    fixture.spliced.n_pieces = 1;
    CHECK(!holds(&fixture));
    done(&fixture);
}

/* The new ones stand where the cycle does not want them. */
static void places(void)
{
    struct fixture fixture = make();
    struct insertion insertions[2] = {{0}};
    size_t count;
    const struct cycle_entry *const *order = cycle_entries_of(fixture.cycle, 0, &count);
    for (size_t n = 0; n < 2; n++)
        insertions[n] = (struct insertion){1, order[n]->text};
    spliced_clear(&fixture.spliced);
    CHECK_INT(splice_list(FRANCE, strlen(FRANCE), "stances", insertions, 2, &fixture.spliced),
              STANCE_OK);
    CHECK(!holds(&fixture));
    spliced_clear(&fixture.spliced);
    insertions[0] = (struct insertion){0, order[1]->text}; /* one for the other */
    insertions[1] = (struct insertion){1, order[0]->text};
    CHECK_INT(splice_list(FRANCE, strlen(FRANCE), "stances", insertions, 2, &fixture.spliced),
              STANCE_OK);
    CHECK(!holds(&fixture));
    done(&fixture);
}

/* All is old, and as many items as there should be: but none of them is new. */
static void nothing_new(void)
{
    static const char four[] =
        "{\"stances\": ["
        "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 5},"
        "{\"issue\": \"size\", \"date\": \"2025-02-02\", \"value\": 6},"
        "{\"issue\": \"flag\", \"date\": \"2025-01-01\", \"value\": \"eu\"},"
        "{\"issue\": \"flag\", \"date\": \"2025-02-02\", \"value\": \"un\"}]}";
    struct fixture fixture = make();
    spliced_clear(&fixture.spliced);
    str_truncate(&fixture.old, 0);
    str_append(&fixture.old, four);
    str_append(&fixture.spliced.text, four);
    CHECK(!holds(&fixture));
    done(&fixture);
}

static void too_long(void)
{
    struct fixture fixture = make();
    size_t length = fixture.spliced.text.length;
    fixture.spliced.text.length = JSON_MAX_BYTES + 1; /* not looked at, being too long */
    CHECK(!holds(&fixture));
    fixture.spliced.text.length = length;
    CHECK(holds(&fixture));
    done(&fixture);
}

void suite_store_proof(void)
{
    CU_pSuite suite = CU_add_suite("store/proof", NULL, NULL);
    CU_add_test(suite, "as it is", as_it_is);
    CU_add_test(suite, "new pieces", new_pieces);
    CU_add_test(suite, "old bytes", old_bytes);
    CU_add_test(suite, "offsets", offsets);
    CU_add_test(suite, "places", places);
    CU_add_test(suite, "nothing new", nothing_new);
    CU_add_test(suite, "too long", too_long);
}
