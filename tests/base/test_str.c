/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing text: always ended by 0, exact at the borders of its memory, and silent after a failure
 * (made here by sizes that no memory can hold). */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "support.h"

#include "base/str.h"

static char *take(struct str *str)
{
    char *taken = str_take(str);
    if (!taken) abort();
    return taken;
}

static void test_empty(void)
{
    struct str str = {0};
    char *taken;
    CU_ASSERT_STRING_EQUAL(str_get(&str), "");
    str_append(&str, NULL);
    str_append(&str, "");
    str_append_bytes(&str, NULL, 0);
    str_truncate(&str, 0);
    CU_ASSERT_EQUAL(str.length, 0);
    CU_ASSERT_STRING_EQUAL(str_get(&str), "");
    taken = take(&str);
    CU_ASSERT_STRING_EQUAL(taken, "");
    free(taken);
    str_clear(&str);
    str_clear(&str);
}

static void test_append(void)
{
    struct str str = {0};
    str_append(&str, "one");
    str_append_char(&str, '-');
    str_append_bytes(&str, "two and more", 3);
    CU_ASSERT_STRING_EQUAL(str_get(&str), "one-two");
    str_append_bytes(&str, "\0x", 2);
    CU_ASSERT_EQUAL(str.length, 9);
    CU_ASSERT_EQUAL(memcmp(str_get(&str), "one-two\0x", 10), 0);
    str_clear(&str);
    CU_ASSERT_EQUAL(str.length, 0);
    str_append_char(&str, '\0');
    CU_ASSERT_EQUAL(str.length, 1);
    str_clear(&str);
}

/* Byte by byte over many doublings, ended by 0 at each length. */
static void test_every_length(void)
{
    struct str str = {0};
    bool right = true;
    for (size_t i = 0; i < 5000; i++) {
        str_append_char(&str, (char)('a' + i % 26));
        right = right && str.length == i + 1 && strlen(str_get(&str)) == i + 1;
    }
    for (size_t i = 0; i < 5000; i++)
        right = right && str_get(&str)[i] == (char)('a' + i % 26);
    CU_ASSERT_TRUE(right);
    str_clear(&str);
}

static void test_repeat(void)
{
    struct str str = {0};
    str_repeat(&str, "ab", 3);
    str_repeat(&str, "c", 0);
    str_repeat(&str, "", 1000);
    str_repeat(&str, "\xE2\x94\x80", 2);
    CU_ASSERT_STRING_EQUAL(str_get(&str), "ababab\xE2\x94\x80\xE2\x94\x80");
    str_clear(&str);
    str_repeat(&str, "", SIZE_MAX);
    CU_ASSERT_FALSE(str.failed);
    str_repeat(&str, "ab", SIZE_MAX / 2 + 1);
    CU_ASSERT_TRUE(str.failed);
    str_clear(&str);
}

/* Lengths around what is free: exactly full, one too many. */
static void test_printf_every_length(void)
{
    char word[300];
    bool right = true;
    for (size_t length = 0; length < sizeof word; length++) {
        struct str str = {0};
        memset(word, 'w', length);
        word[length] = '\0';
        str_append(&str, "prefix ");
        str_printf(&str, "%s%d%%", word, 42);
        right = right && str.length == 7 + length + 3 && strlen(str_get(&str)) == str.length;
        right = right && strcmp(str_get(&str) + 7 + length, "42%") == 0;
        str_clear(&str);
    }
    CU_ASSERT_TRUE(right);
}

static void test_take(void)
{
    struct str str = {0};
    char *taken;
    str_append(&str, "text");
    taken = take(&str);
    CU_ASSERT_STRING_EQUAL(taken, "text");
    CU_ASSERT_PTR_NULL(str.bytes);
    CU_ASSERT_EQUAL(str.length + str.size, 0);
    str_append(&str, "new");
    CU_ASSERT_STRING_EQUAL(str_get(&str), "new");
    free(taken);
    str_clear(&str);
}

static void test_truncate(void)
{
    struct str str = {0};
    str_append(&str, "abcdef");
    str_truncate(&str, 10);
    CU_ASSERT_STRING_EQUAL(str_get(&str), "abcdef");
    str_truncate(&str, 3);
    CU_ASSERT_STRING_EQUAL(str_get(&str), "abc");
    str_append(&str, "x");
    CU_ASSERT_STRING_EQUAL(str_get(&str), "abcx");
    str_truncate(&str, 0);
    CU_ASSERT_STRING_EQUAL(str_get(&str), "");
    str_clear(&str);
}

static void test_reserve(void)
{
    struct str str = {0};
    CU_ASSERT_TRUE(str_reserve(&str, 0));
    CU_ASSERT_STRING_EQUAL(str_get(&str), "");
    str_append(&str, "ab");
    CU_ASSERT_TRUE(str_reserve(&str, 1000));
    CU_ASSERT_TRUE(str.size >= 1003);
    CU_ASSERT_STRING_EQUAL(str_get(&str), "ab");
    memset(str.bytes + str.length, 'x', 1000);
    str.length += 1000;
    str.bytes[str.length] = '\0';
    str_append(&str, "end");
    CU_ASSERT_STRING_EQUAL(str_get(&str) + 1002, "end");
    str_clear(&str);
}

static void test_failure_sticks(void)
{
    struct str str = {0};
    str_append(&str, "text");
    CU_ASSERT_FALSE(str_reserve(&str, SIZE_MAX - 4));
    CU_ASSERT_TRUE(str.failed);
    CU_ASSERT_STRING_EQUAL(str_get(&str), "");
    str_append(&str, "more");
    str_append_char(&str, 'c');
    str_printf(&str, "%d", 1);
    str_repeat(&str, "a", 2);
    str_truncate(&str, 2);
    CU_ASSERT_TRUE(str.failed);
    CU_ASSERT_EQUAL(str.length, 0);
    CU_ASSERT_PTR_NULL(str_take(&str));
    CU_ASSERT_FALSE(str.failed); /* taken: a new one */
    str_append(&str, "new");
    CU_ASSERT_STRING_EQUAL(str_get(&str), "new");
    CU_ASSERT_FALSE(str_reserve(&str, SIZE_MAX));
    str_clear(&str);
    CU_ASSERT_FALSE(str.failed);
    str_append_bytes(&str, "x", SIZE_MAX); /* the 0 behind is too much */
    CU_ASSERT_TRUE(str.failed);
    str_clear(&str);
}

/* The "C" locale has no bytes for this letter: vsnprintf gives up. */
static void test_printf_fails(void)
{
    struct str str = {0};
    str_append(&str, "text");
    str_printf(&str, "%ls", L"\u4E2D");
    CU_ASSERT_TRUE(str.failed);
    CU_ASSERT_STRING_EQUAL(str_get(&str), "");
    str_clear(&str);
}

void suite_base_str(void)
{
    CU_pSuite suite = CU_add_suite("base/str", NULL, NULL);
    CU_add_test(suite, "empty", test_empty);
    CU_add_test(suite, "append", test_append);
    CU_add_test(suite, "every length", test_every_length);
    CU_add_test(suite, "repeat", test_repeat);
    CU_add_test(suite, "printf at every length", test_printf_every_length);
    CU_add_test(suite, "take", test_take);
    CU_add_test(suite, "truncate", test_truncate);
    CU_add_test(suite, "reserve", test_reserve);
    CU_add_test(suite, "a failure sticks", test_failure_sticks);
    CU_add_test(suite, "printf that fails", test_printf_fails);
}
