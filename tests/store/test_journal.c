/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed is read again; what differs in one byte, or is cut off, or names a file outside
 * of the model, is refused. */
#include "store/journal.h"

#include <stdlib.h>
#include <string.h>

#include "store/in_model.h"

void suite_store_journal(void);

static const char printed[] = "stance batch 1\n"
                              "actors/a.json 1:e8b7be43 2:78adbdb3\n"
                              "actors/new.json none 0:00000000\n"
                              "model.json 0:00000000 9:cbf43926\n"
                              "end 00000000\n";

static void texts(void)
{
    struct journal_text text = journal_text_of("123456789", 9);
    CHECK_SIZE(text.length, 9);
    CHECK(text.crc == 0xcbf43926); /* the check value of CRC-32 */
    CHECK(journal_text_equals(text, (struct journal_text){9, 0xcbf43926}));
    CHECK(!journal_text_equals(text, (struct journal_text){9, 0xcbf43927}));
    CHECK(!journal_text_equals(text, (struct journal_text){8, 0xcbf43926}));
    CHECK(journal_text_of(NULL, 0).crc == 0);
}

static void names(void)
{
    static const char *const good[] = {"model.json", "actors/a.json", "actors/x-1.json"};
    static const char *const bad[] = {
        "",
        "model",
        "model.json/",
        "../model.json",
        "actors/",
        "a.json",
        "actors/.json",
        "actors/../a.json",
        "actors/A.json",
        "actors/a.json ",
        "/etc/shadow",
        "actors/a/b.json",
        "actors/a..json",
        "actors/-.json",
        "./model.json",
        "actors/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!journal_name_is_valid(good[i])) FAIL("%s is a name", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (journal_name_is_valid(bad[i])) FAIL("\"%s\" is no name", bad[i]);
}

/* The text with the right CRC at its end; lent. */
static const char *sealed(const char *text)
{
    const char *end = strstr(text, "end ");
    size_t length = end ? (size_t)(end - text) : strlen(text);
    return test_text("%.*send %08x\n", (int)length, text, journal_text_of(text, length).crc);
}

static void round_trip(void)
{
    struct journal journal;
    struct str again = {0};
    const char *text = sealed(printed);
    if (!CHECK_INT(journal_parse(text, strlen(text), &journal), STANCE_OK)) return;
    CHECK_SIZE(journal.count, 3);
    CHECK(journal_find(&journal, "actors/new.json")->is_new);
    CHECK_SIZE(journal_find(&journal, "model.json")->new_text.length, 9);
    CHECK(!journal_find(&journal, "actors/b.json"));
    CHECK(!journal_find(&journal, test_text("%0200d", 0)));
    journal_print(&journal, &again);
    CHECK_TEXT(str_get(&again), text);
    str_clear(&again);
    journal_clear(&journal);
    CHECK(!journal_find(&journal, "model.json"));
}

static bool is_refused(const char *text, size_t length)
{
    struct journal journal;
    stance_result result = journal_parse(text, length, &journal);
    bool is_empty = !journal.entries && !journal.count;
    journal_clear(&journal);
    return result == STANCE_REFUSED && is_empty;
}

static void damaged(void)
{
    const char *text = sealed(printed);
    size_t length = strlen(text);
    char copy[256];
    for (size_t i = 0; i < length; i++) {
        if (!is_refused(text, i)) FAIL("cut at %zu", i);
        for (int bit = 0; bit < 8; bit++) {
            memcpy(copy, text, length + 1);
            copy[i] = (char)(copy[i] ^ 1 << bit);
            if (!is_refused(copy, length)) FAIL("bit %d of byte %zu", bit, i);
        }
    }
    CHECK(is_refused(test_text("%s\n", text), length + 1));
    CHECK(is_refused(text, length + 1));
}

static void wrong(void)
{
    static const char *const lines[] = {
        "",
        "actors/../x.json none 1:00000000\n",
        "actors/b.json none 1:00000000\nactors/a.json none 1:00000000\n",
        "actors/a.json none 1:00000000\nactors/a.json none 1:00000000\n",
        "actors/a.json none none\n",
        "actors/a.json none 01:00000000\n",
        "actors/a.json none 1:0000000A\n",
        "actors/a.json none :00000000\n",
        "actors/a.json none 1:00000000 \n",
        "actors/a.json  none 1:00000000\n",
        "actors/a.json none 9999999999999999999999:00000000\n",
        "actors/a.json none -1:00000000\n",
        "\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *text = sealed(test_text("stance batch 1\n%s", lines[i]));
        if (!is_refused(text, strlen(text))) FAIL("taken: %s", lines[i]);
    }
    CHECK(is_refused("", 0));
    CHECK(is_refused(sealed("stance batch 2\nmodel.json none 1:00000000\n"), 55));
}

static void staged_names(void)
{
    static const char *const bad[] = {
        ".stance-commit.new",
        ".stance-a.json-00000000-00000000",
        ".stance-a.json-00000000-00000000.new~",
        ".stance-a.json-0000000-00000000.new",
        ".stance-a.json-none-none.new",
        ".stance-A.json-none-00000000.new",
        ".stance-.json-none-00000000.new",
        ".stance-a.b.json-none-00000000.new",
        ".stance-../a.json-none-00000000.new",
        ".a.json.stance-12.new",
        "stance-a.json-none-00000000.new",
    };
    struct journal_entry entry = entry_of("actors/x-json.json", "", "123456789"), again;
    struct str name = {0};
    journal_print_staged(&entry, &name);
    CHECK_TEXT(str_get(&name), ".stance-x-json.json-00000000-cbf43926.new");
    CHECK(journal_parse_staged(str_get(&name), &again));
    CHECK_TEXT(again.name, "x-json.json");
    CHECK(!again.is_new && again.new_text.crc == 0xcbf43926);
    str_truncate(&name, 0);
    entry = entry_of("model.json", NULL, "");
    journal_print_staged(&entry, &name);
    CHECK_TEXT(str_get(&name), ".stance-model.json-none-00000000.new");
    CHECK(journal_parse_staged(str_get(&name), &again) && again.is_new);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (journal_parse_staged(bad[i], &again)) FAIL("taken: %s", bad[i]);
    str_clear(&name);
}

void suite_store_journal(void)
{
    CU_pSuite suite = CU_add_suite("store/journal", NULL, NULL);
    CU_add_test(suite, "texts", texts);
    CU_add_test(suite, "names", names);
    CU_add_test(suite, "round trip", round_trip);
    CU_add_test(suite, "damaged", damaged);
    CU_add_test(suite, "wrong", wrong);
    CU_add_test(suite, "staged names", staged_names);
}
