/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All code points and all short byte strings against a plain reading of RFC 3629, widths against
 * what terminals do, and text that tries to be obeyed by one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#include "base/utf8.h"

static void *need(void *memory)
{
    if (!memory) abort();
    return memory;
}

static size_t encode(int32_t code, char *out)
{
    unsigned c = (unsigned)code;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

static void test_every_code_point(void)
{
    size_t wrong = 0;
    for (int32_t code = 0; code < 0x110000; code++) {
        char bytes[5] = {0};
        size_t length = encode(code, bytes), expected = code >> 11 == 0x1B ? 0 : length;
        int32_t back = -1;
        wrong += utf8_decode(bytes, length, &back) != expected || (expected && back != code);
        wrong += utf8_decode(bytes, 5, &back) != expected; /* what follows does not matter */
        wrong += utf8_check(bytes, length) != expected;
        wrong += utf8_count(bytes, length) != 1;
        for (size_t cut = 0; cut < length; cut++)
            wrong += utf8_decode(bytes, cut, &back) != 0;
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

/* Table 3-7 of the Unicode Standard, for strings of three bytes. */
static size_t valid_length(const unsigned char *b, size_t n)
{
    if (n == 0) return 0;
    if (b[0] < 0x80) return 1;
    if (b[0] >= 0xC2 && b[0] <= 0xDF) return n > 1 && (b[1] & 0xC0) == 0x80 ? 2 : 0;
    if (b[0] < 0xE0 || b[0] > 0xEF || n < 3 || (b[2] & 0xC0) != 0x80) return 0;
    if (b[0] == 0xE0) return b[1] >= 0xA0 && b[1] <= 0xBF ? 3 : 0;
    if (b[0] == 0xED) return b[1] >= 0x80 && b[1] <= 0x9F ? 3 : 0;
    return (b[1] & 0xC0) == 0x80 ? 3 : 0;
}

static void test_every_three_bytes(void)
{
    size_t wrong = 0;
    for (unsigned i = 0; i < 1u << 24; i += i >> 16 < 0x80 ? 251 : 1) { /* ASCII only sampled */
        unsigned char b[3] = {(unsigned char)(i >> 16), (unsigned char)(i >> 8), (unsigned char)i};
        int32_t code;
        wrong += utf8_decode((const char *)b, 3, &code) != valid_length(b, 3);
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

static void test_no_utf8(void)
{
    static const char *const bad[] = {"\x80",
                                      "\xBF",
                                      "\xC0\x80",
                                      "\xC1\xBF",
                                      "\xC3",
                                      "\xE0\x80\x80",
                                      "\xE0\x9F\xBF",
                                      "\xE2\x82",
                                      "\xED\xA0\x80",
                                      "\xED\xBF\xBF",
                                      "\xF0\x80\x80\x80",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xF0\x9F\x98",
                                      "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80",
                                      "\xF8\x88\x80\x80\x80",
                                      "\xFE",
                                      "\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int32_t code;
        CU_ASSERT_EQUAL(utf8_decode(bad[i], strlen(bad[i]), &code), 0);
        CU_ASSERT_EQUAL(utf8_check(bad[i], strlen(bad[i])), 0);
    }
}

/* A bad byte at every place, around the steps of eight; the memory ends with the text. */
static void test_check_at_every_offset(void)
{
    static const char *const fills[] = {"a", "\xC3\xB6", "\xE4\xB8\xAD", "\xF0\x9F\x98\x80",
                                        "a\xC3\xB6"};
    size_t wrong = 0;
    for (size_t f = 0; f < sizeof fills / sizeof *fills; f++) {
        size_t step = strlen(fills[f]);
        for (size_t count = 0; count < 40; count++) {
            size_t length = count * step;
            char *text = need(malloc(length + 1));
            for (size_t i = 0; i < count; i++)
                memcpy(text + i * step, fills[f], step);
            wrong += utf8_check(text, length) != length;
            text[length] = '\xFF';
            wrong += utf8_check(text, length + 1) != length;
            for (size_t i = 0; i < count; i++) {
                char kept = text[i * step];
                text[i * step] = '\xFF';
                wrong += utf8_check(text, length + 1) != i * step;
                text[i * step] = kept;
            }
            free(text);
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

static void test_count_and_width(void)
{
    static const struct {
        const char *text;
        size_t count, width;
    } known[] = {
        {"", 0, 0},
        {"abc", 3, 3},
        {"\xC3\xB6", 1, 1},                 /* o with dots */
        {"o\xCC\x88", 2, 1},                /* o, then dots */
        {"\xE4\xB8\xAD\xE6\x96\x87", 2, 4}, /* Chinese */
        {"\xEF\xBC\xA1", 1, 2},             /* full-width A */
        {"\xF0\x9F\x98\x80", 1, 2},         /* a smile */
        {"\xE2\x80\x8B", 1, 0},             /* zero width space */
        {"\xEF\xB8\x8F", 1, 0},             /* variation selector */
        {"\xE1\x84\x80\xE1\x85\xA1", 2, 2}, /* Hangul from its parts */
        {"\xE0\xA4\x95\xE0\xA4\xBE", 2, 2}, /* Devanagari: this mark takes a column */
        {"\xE0\xA4\x95\xE0\xA5\x81", 2, 1}, /* this one does not */
        {"\xE2\x96\x88\xE2\x94\x80", 2, 2}, /* block, line: ambiguous ones are narrow */
        {"\xE2\x80\x93\xC2\xB1", 2, 2},
        {"\xD0\xBA\xD0\xB8", 2, 2}, /* Cyrillic */
        {"a\xFF"
         "b",
         3, 3},
        {"\xE4\xB8", 1, 2}, /* two bad bytes */
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        CU_ASSERT_EQUAL(utf8_count(known[i].text, strlen(known[i].text)), known[i].count);
        CU_ASSERT_EQUAL(utf8_width(known[i].text), known[i].width);
    }
}

static bool shows(const char *text, bool ascii, const char *expected)
{
    struct str out = {0};
    bool right;
    utf8_append_visible(&out, text, ascii);
    right = strcmp(str_get(&out), expected) == 0;
    if (!right) printf("[%s for %s] ", str_get(&out), expected);
    str_clear(&out);
    return right;
}

static bool shows_code(int32_t code, const char *expected)
{
    char bytes[5] = {0};
    encode(code, bytes);
    return shows(bytes, false, expected);
}

static void test_visible(void)
{
    CU_ASSERT_TRUE(shows("", false, ""));
    CU_ASSERT_TRUE(shows("plain ~", false, "plain ~"));
    CU_ASSERT_TRUE(shows("\x1B[31mred", false, "<U+001B>[31mred"));
    CU_ASSERT_TRUE(shows("a\x7F\x01", false, "a<U+007F><U+0001>"));
    CU_ASSERT_TRUE(shows("\xC2\x9B"
                         "31m",
                         false, "<U+009B>31m"));          /* CSI in C1 */
    CU_ASSERT_TRUE(shows("\xC2\x85", false, "<U+0085>")); /* next line */
    CU_ASSERT_TRUE(shows_code(0xFFFE, "<U+FFFE>"));       /* no character */
    CU_ASSERT_TRUE(shows_code(0x10FFFF, "<U+10FFFF>"));
    CU_ASSERT_TRUE(shows_code(0xFDD0, "<U+FDD0>"));
    CU_ASSERT_TRUE(utf8_runs_left(0x5D0) && utf8_runs_left(0x627));
    CU_ASSERT_FALSE(utf8_runs_left('a') || utf8_runs_left(0x4E2D) || utf8_runs_left('1'));
    CU_ASSERT_TRUE(shows_code(0x202E, "<U+202E>")); /* right to left */
    CU_ASSERT_TRUE(shows_code(0x2066, "<U+2066>"));
    CU_ASSERT_TRUE(shows("a\xC2\xAD"
                         "b",
                         false, "a<U+00AD>b")); /* soft hyphen */
    CU_ASSERT_TRUE(shows("\xEF\xBB\xBF"
                         "x",
                         false, "<U+FEFF>x"));
    CU_ASSERT_TRUE(shows("\xE2\x80\xA8\xE2\x80\xA9", false, "<U+2028><U+2029>"));
    CU_ASSERT_TRUE(shows("\xF3\xA0\x80\x81", false, "<U+E0001>")); /* a tag */
    CU_ASSERT_TRUE(shows("a\nb\tc\rd\r\ne\n\n", false, "a b c d e  "));
    CU_ASSERT_TRUE(shows("a\xFF\xC3(", false, "a<0xFF><0xC3>("));
    CU_ASSERT_TRUE(shows("\xED\xA0\x80", false, "<0xED><0xA0><0x80>"));
    CU_ASSERT_TRUE(shows("\xC3\xB6\xE4\xB8\xAD", false, "\xC3\xB6\xE4\xB8\xAD"));
}

static void test_visible_in_ascii(void)
{
    CU_ASSERT_TRUE(shows("M\xC3\xB6sz\xC3\xA1ros", true, "Moszaros"));
    CU_ASSERT_TRUE(shows("o\xCC\x88", true, "o"));
    CU_ASSERT_TRUE(shows("\xE1\xBA\xAD", true, "a")); /* two marks in one letter */
    CU_ASSERT_TRUE(shows("\xC3\xB6\xCC\x81", true, "o"));
    CU_ASSERT_TRUE(shows("\xCC\x88o", true, "<U+0308>o")); /* no letter before it */
    CU_ASSERT_TRUE(shows("=\xCC\xB8", true, "=<U+0338>"));
    CU_ASSERT_TRUE(shows("\xE2\x89\xA0", true, "<U+2260>")); /* not equal is not equal */
    CU_ASSERT_TRUE(
        shows("\xE2\x80\x9Cso\xE2\x80\x9D \xE2\x80\x98it\xE2\x80\x99", true, "\"so\" 'it'"));
    CU_ASSERT_TRUE(shows("\xC2\xABso\xC2\xBB", true, "\"so\""));
    CU_ASSERT_TRUE(shows("1\xE2\x80\x93"
                         "2\xE2\x80\x94\xE2\x88\x92",
                         true, "1-2--"));
    CU_ASSERT_TRUE(shows("a\xC2\xA0"
                         "b\xE2\x80\xA6",
                         true, "a b..."));
    CU_ASSERT_TRUE(shows("\xC3\x9F\xC3\xB8\xC5\x81\xC3\x86", true, "ssoLAE"));
    CU_ASSERT_TRUE(shows("\xE4\xB8\xAD\xF0\x9F\x98\x80", true, "<U+4E2D><U+1F600>"));
    CU_ASSERT_TRUE(shows("\xD0\xB9\xED\x95\x9C", true, "<U+0439><U+D55C>")); /* nor half of it */
    CU_ASSERT_TRUE(shows("\x1B\xE2\x80\xAE\xFF\n", true, "<U+001B><U+202E><0xFF> "));
    CU_ASSERT_TRUE(shows("o\n\xCC\x88", true, "o <U+0308>"));
}

/* Whatever the text, what is shown is valid, has no control character and, if asked for, nothing
 * outside ASCII. */
static void test_every_code_point_is_harmless(void)
{
    size_t wrong = 0;
    for (int32_t code = 1; code < 0x110000; code++) {
        char bytes[5] = {0};
        struct str shown = {0}, ascii = {0};
        encode(code, bytes);
        utf8_append_visible(&shown, bytes, false);
        utf8_append_visible(&ascii, bytes, true);
        wrong += utf8_check(str_get(&shown), shown.length) != shown.length;
        for (size_t i = 0; i < ascii.length; i++) {
            wrong += ascii.bytes[i] < ' ' || ascii.bytes[i] > '~';
        }
        for (size_t i = 0; i < shown.length; i++) {
            wrong += (unsigned char)shown.bytes[i] < ' ' || shown.bytes[i] == 0x7F;
        }
        wrong += shown.length == 0 || ascii.length == 0;
        str_clear(&shown);
        str_clear(&ascii);
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

/* Markus Kuhn's decoder test: bad sequences are found, and shown so that the whole is valid. */
static void test_decoder_stress_file(void)
{
    const char *path = test_data("corpora/utf8/UTF-8-test.txt");
    size_t length = 0;
    const char *text = path ? test_read(path, &length) : NULL;
    struct str shown = {0};
    if (!text) return;
    CU_ASSERT_TRUE(length > 20000);
    utf8_append_visible(&shown, text, false);
    CU_ASSERT_EQUAL(utf8_check(str_get(&shown), shown.length), shown.length);
    CU_ASSERT_PTR_NOT_NULL(strstr(str_get(&shown), "\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5"));
    if (utf8_check(text, length) == length) {
        test_skip("this copy's bad bytes were replaced");
    } else {
        CU_ASSERT_PTR_NOT_NULL(strstr(str_get(&shown), "<0xC0><0xAF>")); /* an overlong slash */
        CU_ASSERT_PTR_NOT_NULL(strstr(str_get(&shown), "<0xED><0xA0><0x80>"));
    }
    str_clear(&shown);
}

void suite_base_utf8(void)
{
    CU_pSuite suite = CU_add_suite("base/utf8", NULL, NULL);
    CU_add_test(suite, "every code point", test_every_code_point);
    CU_add_test(suite, "every three bytes", test_every_three_bytes);
    CU_add_test(suite, "what is no UTF-8", test_no_utf8);
    CU_add_test(suite, "a bad byte at every offset", test_check_at_every_offset);
    CU_add_test(suite, "count and width", test_count_and_width);
    CU_add_test(suite, "visible", test_visible);
    CU_add_test(suite, "visible in ASCII", test_visible_in_ascii);
    CU_add_test(suite, "every code point is harmless", test_every_code_point_is_harmless);
    CU_add_test(suite, "decoder stress file", test_decoder_stress_file);
}
