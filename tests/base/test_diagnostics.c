/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in text of all kinds of line ends and encodings, excerpts of lines of any length, and a
 * list that stays in order, within its limits and whole however it was filled. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#include "base/diagnostics.h"
#include "base/str.h"
#include "base/utf8.h"

static const struct place nowhere = {0};

static void *need(void *memory)
{
    if (!memory) abort();
    return memory;
}

static const stance_diagnostic *item(const stance_diagnostics *list, size_t index)
{
    CU_ASSERT_TRUE_FATAL(index < stance_diagnostics_kept(list));
    return stance_diagnostics_get(list, index);
}

static void test_public(void)
{
    stance_diagnostics *list = need(stance_diagnostics_new());
    const stance_diagnostic *first;
    char check[] = "unsourced", message[] = "France";
    CU_ASSERT_EQUAL(stance_diagnostics_kept(list), 0);
    diagnostics_error(list, (struct place){"a.json", 3, 4}, "%s is %d", message, 7);
    diagnostics_warn(list, check, nowhere, "%s", "");
    memset(check, 'x', sizeof check - 1); /* all is copied */
    memset(message, 'x', sizeof message - 1);
    first = item(list, 0);
    CU_ASSERT_EQUAL(first->severity, STANCE_ERROR);
    CU_ASSERT_STRING_EQUAL(first->check, "error");
    CU_ASSERT_STRING_EQUAL(first->file, "a.json");
    CU_ASSERT_EQUAL(first->line, 3);
    CU_ASSERT_EQUAL(first->column, 4);
    CU_ASSERT_STRING_EQUAL(first->message, "France is 7");
    CU_ASSERT_PTR_NULL(first->hint);
    CU_ASSERT_PTR_NULL(first->excerpt);
    CU_ASSERT_EQUAL(item(list, 1)->severity, STANCE_WARNING);
    CU_ASSERT_STRING_EQUAL(item(list, 1)->check, "unsourced");
    CU_ASSERT_STRING_EQUAL(item(list, 1)->message, "");
    CU_ASSERT_PTR_NULL(item(list, 1)->file);
    CU_ASSERT_EQUAL(stance_diagnostics_count(list, STANCE_ERROR), 1);
    CU_ASSERT_EQUAL(stance_diagnostics_count(list, STANCE_WARNING), 1);
    CU_ASSERT_FALSE(list->failed);
    stance_diagnostics_free(list);
    stance_diagnostics_free(NULL);
}

static void test_hints(void)
{
    struct stance_diagnostics list, other;
    diagnostics_init(&list);
    diagnostics_init(&other);
    diagnostics_hint(&list, "to nobody");
    for (int i = 0; i < DIAGNOSTICS_LIMIT + 5; i++) {
        diagnostics_error(&list, nowhere, "error %d", i);
        diagnostics_hint(&list, "hint %d", i);
    }
    CU_ASSERT_STRING_EQUAL(item(&list, 0)->hint, "hint 0");
    CU_ASSERT_STRING_EQUAL(item(&list, DIAGNOSTICS_LIMIT - 1)->hint, "hint 49");
    diagnostics_warn(&list, "w", nowhere, "has room of its own");
    diagnostics_hint(&list, "its hint");
    CU_ASSERT_STRING_EQUAL(item(&list, DIAGNOSTICS_LIMIT)->hint, "its hint");
    diagnostics_error_at(&other, 0, "other");
    diagnostics_absorb(&list, &other);
    diagnostics_hint(&list, "too late"); /* the newest may be anyone's by now */
    CU_ASSERT_PTR_NULL(item(&list, DIAGNOSTICS_LIMIT + 1)->hint);
    diagnostics_clear(&list);
}

static void test_limits(void)
{
    struct stance_diagnostics list;
    char name[] = "a.json"; /* the same file by another pointer */
    diagnostics_init(&list);
    for (int i = 0; i < 300; i++)
        diagnostics_warn(&list, "w", (struct place){name, 1, 1}, "w");
    for (int i = 0; i < 60; i++)
        diagnostics_error(&list, (struct place){"a.json", 1, 1}, "e");
    CU_ASSERT_EQUAL(list.count, (size_t)2 * DIAGNOSTICS_LIMIT); /* warnings crowd out no error */
    CU_ASSERT_EQUAL(stance_diagnostics_count(&list, STANCE_WARNING), 300);
    CU_ASSERT_EQUAL(stance_diagnostics_count(&list, STANCE_ERROR), 60);
    for (int i = 0; i < 60; i++) { /* by turns, another file has its own limit */
        diagnostics_error(&list, (struct place){"b.json", 1, 1}, "e");
        diagnostics_error(&list, (struct place){name, 1, 1}, "e");
    }
    CU_ASSERT_EQUAL(list.count, (size_t)3 * DIAGNOSTICS_LIMIT);
    CU_ASSERT_EQUAL(stance_diagnostics_count(&list, STANCE_ERROR), 180);
    diagnostics_clear(&list);
}

/* What is found in a file while reading and what is found later share its limit. */
static void test_limit_holds_after_absorbing(void)
{
    struct stance_diagnostics whole, part;
    diagnostics_init(&whole);
    diagnostics_init(&part);
    for (int i = 0; i < 40; i++)
        diagnostics_error_at(&part, 0, "while reading");
    diagnostics_locate(&part, "a.json", "x", 1);
    for (int i = 0; i < 4; i++)
        diagnostics_error(&part, (struct place){"a.json", 1, 1}, "then");
    diagnostics_absorb(&whole, &part);
    CU_ASSERT_EQUAL(whole.count, 44);
    for (int i = 0; i < 30; i++)
        diagnostics_error(&whole, (struct place){"a.json", 1, 1}, "later");
    CU_ASSERT_EQUAL(whole.count, 50);
    CU_ASSERT_EQUAL(stance_diagnostics_count(&whole, STANCE_ERROR), 74);
    diagnostics_clear(&whole);
    diagnostics_clear(&part);
}

static void test_absorb(void)
{
    struct stance_diagnostics whole, part;
    diagnostics_init(&whole);
    diagnostics_init(&part);
    diagnostics_absorb(&whole, &part);
    diagnostics_absorb(&whole, &whole);
    CU_ASSERT_EQUAL(whole.count, 0);
    for (int file = 0; file < 100; file++) {
        for (int i = 0; i < 7; i++)
            diagnostics_error(&part, nowhere, "file %d item %d", file, i);
        diagnostics_hint(&part, "hint %d", file);
        part.failed = file == 50;
        diagnostics_absorb(&whole, &part);
        CU_ASSERT_EQUAL(part.count, 0);
        CU_ASSERT_EQUAL(stance_diagnostics_count(&part, STANCE_ERROR), 0);
        CU_ASSERT_EQUAL(whole.failed, file >= 50);
    }
    CU_ASSERT_EQUAL(whole.count, 700);
    CU_ASSERT_STRING_EQUAL(item(&whole, 0)->message, "file 0 item 0");
    CU_ASSERT_STRING_EQUAL(item(&whole, 699)->message, "file 99 item 6");
    CU_ASSERT_STRING_EQUAL(item(&whole, 356)->hint, "hint 50");
    diagnostics_clear(&whole);
}

/* Line and column of one offset. */
static void check_place(const char *text, size_t length, size_t offset, size_t line, size_t column)
{
    struct text_cursor cursor;
    text_cursor_init(&cursor, text, length);
    text_cursor_move(&cursor, offset);
    CU_ASSERT_EQUAL(cursor.line, line);
    CU_ASSERT_EQUAL(cursor.column, column);
    if (cursor.line != line || cursor.column != column) {
        printf("[%zu of \"%s\": %zu:%zu] ", offset, text, cursor.line, cursor.column);
    }
}

static void test_cursor(void)
{
    check_place("", 0, 0, 1, 1);
    check_place("abc", 3, 0, 1, 1);
    check_place("abc", 3, 2, 1, 3);
    check_place("abc", 3, 3, 1, 4);  /* the end */
    check_place("abc", 3, 99, 1, 4); /* beyond is the end */
    check_place("a\nb", 3, 1, 1, 2);
    check_place("a\nb", 3, 2, 2, 1);
    check_place("a\r\nb", 4, 2, 1, 3); /* within CR LF */
    check_place("a\r\nb", 4, 3, 2, 1);
    check_place("a\rb", 3, 2, 2, 1);
    check_place("a\r", 2, 2, 2, 1);
    check_place("\n\r\n\n", 4, 4, 4, 1);
    check_place("\r\r\n\r", 4, 4, 4, 1);
    check_place("a\tb", 3, 2, 1, 3);
    check_place("\xC3\xB6x", 3, 1, 1, 1); /* within a character */
    check_place("\xC3\xB6x", 3, 2, 1, 2);
    check_place("\xF0\x9F\x98\x80x", 5, 4, 1, 2);
    check_place("\xEF\xBB\xBFx", 4, 0, 1, 1);
    check_place("\xEF\xBB\xBFx", 4, 2, 1, 1);
    check_place("\xEF\xBB\xBFx", 4, 3, 1, 1);
    check_place("\xEF\xBB\xBFxy", 5, 4, 1, 2);
    check_place("\xEF\xBB\xBF\nx", 5, 4, 2, 1);
    check_place("\xEF\xBB\xBF\xC3\xB6x", 6, 5, 1, 2);
    check_place("x\xEF\xBB\xBFy", 5, 4, 1, 3); /* elsewhere it is a character */
    check_place("\xFF\xFEx", 3, 2, 1, 3);
}

/* Offset by offset in one walk gives what each walk from the start gives. */
static void test_cursor_in_one_pass(void)
{
    static const char text[] = "\xEF\xBB\xBF{\r\n \"\xC3\xB6\": 1,\r\r\n\n\xE4\xB8\xAD\xFF\x80z\n";
    struct text_cursor walk;
    text_cursor_init(&walk, text, sizeof text - 1);
    for (size_t offset = 0; offset < sizeof text; offset++) {
        text_cursor_move(&walk, offset);
        text_cursor_move(&walk, offset);
        check_place(text, sizeof text - 1, offset, walk.line, walk.column);
    }
}

static void test_locate_sorts(void)
{
    static const char text[] = "one\ntwo three\nfour";
    struct stance_diagnostics list;
    char file[] = "f.json";
    const char *expected[] = {"whole file", "0", "first at 4", "second at 4", "placed at 2:1",
                              "8",          "9", "end",        "other file",  "no file"};
    diagnostics_init(&list);
    diagnostics_error(&list, (struct place){"g.json", 1, 1}, "other file");
    diagnostics_error_at(&list, 9, "9");
    diagnostics_error_at(&list, 4, "first at 4");
    diagnostics_error_at(&list, 1000, "end");
    diagnostics_warn_at(&list, "w", 4, "second at 4");
    diagnostics_error(&list, (struct place){"f.json", 2, 1}, "placed at 2:1");
    diagnostics_error(&list, (struct place){"f.json", 0, 0}, "whole file");
    diagnostics_error_at(&list, 0, "0");
    diagnostics_error(&list, nowhere, "no file");
    diagnostics_warn_at(&list, "w", 8, "8");
    diagnostics_locate(&list, file, text, sizeof text - 1);
    file[0] = 'x'; /* copied */
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        CU_ASSERT_STRING_EQUAL(item(&list, i)->message, expected[i]);
    }
    CU_ASSERT_STRING_EQUAL(item(&list, 5)->file, "f.json");
    CU_ASSERT_EQUAL(item(&list, 5)->line, 2);
    CU_ASSERT_EQUAL(item(&list, 5)->column, 5);
    CU_ASSERT_EQUAL(item(&list, 5)->caret, 5);
    CU_ASSERT_STRING_EQUAL(item(&list, 5)->excerpt, "two three");
    CU_ASSERT_EQUAL(item(&list, 7)->line, 3);
    CU_ASSERT_EQUAL(item(&list, 7)->column, 5);
    CU_ASSERT_STRING_EQUAL(item(&list, 7)->excerpt, "four");
    CU_ASSERT_PTR_NULL(item(&list, 8)->excerpt);
    diagnostics_locate(&list, "f.json", text, sizeof text - 1); /* nothing is left to locate */
    CU_ASSERT_STRING_EQUAL(item(&list, 1)->message, "0");
    diagnostics_clear(&list);
    diagnostics_locate(&list, "f.json", "", 0);
    CU_ASSERT_EQUAL(list.count, 0);
}

static void check_excerpt(const char *text, size_t length, size_t offset, const char *excerpt,
                          size_t caret)
{
    struct stance_diagnostics list;
    diagnostics_init(&list);
    diagnostics_error_at(&list, offset, "here");
    diagnostics_locate(&list, "f", text, length);
    if (excerpt) {
        CU_ASSERT_PTR_NOT_NULL_FATAL(item(&list, 0)->excerpt);
        CU_ASSERT_STRING_EQUAL(item(&list, 0)->excerpt, excerpt);
    } else {
        CU_ASSERT_PTR_NULL(item(&list, 0)->excerpt);
    }
    CU_ASSERT_EQUAL(item(&list, 0)->caret, caret);
    diagnostics_clear(&list);
}

static void test_excerpts(void)
{
    check_excerpt("abc\ndef\nghi", 11, 5, "def", 2);
    check_excerpt("abc\r\ndef\r\n", 10, 5, "def", 1);
    check_excerpt("abc\r\ndef\r\n", 10, 8, "def", 4); /* at the CR */
    check_excerpt("abc\r\ndef\r\n", 10, 9, "def", 4); /* at its LF */
    check_excerpt("abc\rdef", 7, 3, "abc", 4);
    check_excerpt("abc\n", 4, 4, NULL, 0); /* the empty line behind the end */
    check_excerpt("", 0, 0, NULL, 0);
    check_excerpt("a\n\nb", 4, 2, NULL, 0);
    check_excerpt("\xEF\xBB\xBF{}", 5, 0, "{}", 1);
    check_excerpt("\xEF\xBB\xBF{}", 5, 4, "{}", 2);
    check_excerpt("\xEF\xBB\xBF", 3, 1, NULL, 0);
    check_excerpt("a\xC3\xB6z", 4, 3, "a\xC3\xB6z", 3);
    check_excerpt("a\xC3\xB6z", 4, 2, "a\xC3\xB6z", 2); /* within a character */
    check_excerpt("a\0b", 3, 2, "a b", 3);
    check_excerpt("\xFF\xFE{\0", 4, 2, "\xFF\xFE{ ", 3);
    check_excerpt("\x80\x80\x80", 3, 1, "\x80\x80\x80", 1);
}

/* In lines of many lengths, at every character: at most 160 of them, whole ones, and the caret
 * stands at the one that is meant. Characters are three bytes, told apart by the last two. */
static void test_excerpts_of_long_lines(void)
{
    static const size_t lengths[] = {1, 79, 80, 81, 159, 160, 161, 162, 240, 320, 321, 1000};
    size_t wrong = 0;
    for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
        struct str text = {0};
        str_append(&text, "before\n");
        for (size_t i = 0; i < lengths[l]; i++) {
            const char bytes[] = {'\xE4', (char)(0xB8 + i / 64 % 8), (char)(0x80 + i % 64)};
            str_append_bytes(&text, bytes, 3);
        }
        str_append(&text, "\nbehind");
        for (size_t i = 0; i <= lengths[l]; i++) {
            struct stance_diagnostics list;
            const stance_diagnostic *found;
            size_t count, bytes, caret;
            diagnostics_init(&list);
            diagnostics_error_at(&list, 7 + 3 * i, "here");
            diagnostics_locate(&list, "f", str_get(&text), text.length);
            found = item(&list, 0);
            bytes = strlen(found->excerpt);
            count = utf8_count(found->excerpt, bytes);
            caret = found->caret;
            wrong += utf8_check(found->excerpt, bytes) != bytes;
            wrong += count != (lengths[l] < 160 ? lengths[l] : 160);
            wrong += caret < 1 || caret > count + 1 || found->column != i + 1;
            wrong += i < lengths[l] &&
                     memcmp(found->excerpt + 3 * (caret - 1), str_get(&text) + 7 + 3 * i, 3) != 0;
            diagnostics_clear(&list);
        }
        str_clear(&text);
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

/* A file of one line must not be looked through once for each of its errors; bytes that all claim
 * to continue a character must not make an excerpt of it. */
static void test_one_huge_line(void)
{
    enum { LENGTH = 8 * 1024 * 1024 };
    char *text = need(malloc(LENGTH));
    for (int round = 0; round < 2; round++) {
        struct stance_diagnostics list;
        memset(text, round ? 0x80 : 'x', LENGTH);
        diagnostics_init(&list);
        for (size_t i = 0; i < 50; i++) {
            diagnostics_error_at(&list, LENGTH - i * 1000, "e");
            diagnostics_warn_at(&list, "w", LENGTH / 2 + i, "w");
        }
        diagnostics_locate(&list, "f", text, LENGTH);
        for (size_t i = 0; i < 100; i++) {
            CU_ASSERT_TRUE(strlen(item(&list, i)->excerpt) <= 640);
        }
        CU_ASSERT_EQUAL(item(&list, 99)->column, round ? 2 : LENGTH + 1);
        diagnostics_clear(&list);
    }
    free(text);
}

void suite_base_diagnostics(void)
{
    CU_pSuite suite = CU_add_suite("base/diagnostics", NULL, NULL);
    CU_add_test(suite, "the public list", test_public);
    CU_add_test(suite, "hints", test_hints);
    CU_add_test(suite, "limits", test_limits);
    CU_add_test(suite, "a file's limit holds after absorbing", test_limit_holds_after_absorbing);
    CU_add_test(suite, "absorb", test_absorb);
    CU_add_test(suite, "cursor", test_cursor);
    CU_add_test(suite, "cursor in one pass", test_cursor_in_one_pass);
    CU_add_test(suite, "locate sorts by place", test_locate_sorts);
    CU_add_test(suite, "excerpts", test_excerpts);
    CU_add_test(suite, "excerpts of long lines", test_excerpts_of_long_lines);
    CU_add_test(suite, "one huge line", test_one_huge_line);
}
