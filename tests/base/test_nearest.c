/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which word is near, which is not, and which of several is taken; the distance against a plain
 * recursive one for random words. */
#include <stdlib.h>
#include <string.h>

#include "support.h"

#include "base/nearest.h"

/* SIZE_MAX where it is not near. */
static size_t distance(const char *word, const char *candidate)
{
    struct nearest nearest;
    nearest_init(&nearest, word);
    nearest_try(&nearest, candidate);
    CU_ASSERT_EQUAL(nearest.best == NULL, nearest.distance == (size_t)-1);
    return nearest.distance;
}

#define FAR ((size_t)-1)

static void test_edits(void)
{
    CU_ASSERT_EQUAL(distance("limited", "limited"), 0);
    CU_ASSERT_EQUAL(distance("limted", "limited"), 1);   /* insert */
    CU_ASSERT_EQUAL(distance("limiited", "limited"), 1); /* delete */
    CU_ASSERT_EQUAL(distance("limitad", "limited"), 1);  /* replace */
    CU_ASSERT_EQUAL(distance("lmiited", "limited"), 1);  /* swap */
    CU_ASSERT_EQUAL(distance("lmiitde", "limited"), 2);  /* two swaps */
    CU_ASSERT_EQUAL(distance("compare", "comapre"), 1);
    CU_ASSERT_EQUAL(distance("abcdef", "abdcfe"), 2);
}

static void test_spelling_costs_nothing(void)
{
    CU_ASSERT_EQUAL(distance("LIMITED", "limited"), 0);
    CU_ASSERT_EQUAL(distance("peace_keepers", "peace-keepers"), 0);
    CU_ASSERT_EQUAL(distance("Peace Keepers", "peace-keepers"), 0);
    CU_ASSERT_EQUAL(distance("\xC3\x96sterreich", "\xC3\xB6sterreich"), 0); /* O, o with dots */
    CU_ASSERT_EQUAL(distance("\xC3\xB6sterreich", "osterreich"), 1); /* one letter, two bytes */
}

static void test_how_near(void)
{
    CU_ASSERT_EQUAL(distance("uk", "us"), 1); /* one edit at least */
    CU_ASSERT_EQUAL(distance("a", "b"), FAR); /* nothing is left of it */
    CU_ASSERT_EQUAL(distance("ab", "cd"), FAR);
    CU_ASSERT_EQUAL(distance("abcde", "abxye"), FAR); /* 2 of 5: a third is 1 */
    CU_ASSERT_EQUAL(distance("abcdef", "abxyef"), 2); /* 2 of 6 */
    CU_ASSERT_EQUAL(distance("abcdef", "abc"), FAR);
    CU_ASSERT_EQUAL(distance("abcdef", "abcd"), 2);
    CU_ASSERT_EQUAL(distance("", "a"), FAR);
    CU_ASSERT_EQUAL(distance("", "ab"), FAR);
    CU_ASSERT_EQUAL(distance("germany", "france"), FAR);
}

static void test_long_words(void)
{
    char word[70], other[70];
    memset(word, 'a', sizeof word);
    memset(other, 'a', sizeof other);
    word[64] = other[63] = '\0';
    CU_ASSERT_EQUAL(distance(word, word), 0);
    CU_ASSERT_EQUAL(distance(word, other), 1);
    CU_ASSERT_EQUAL(distance(other, word), 1);
    word[64] = 'a';
    word[65] = '\0';
    CU_ASSERT_EQUAL(distance(word, other), FAR);
    CU_ASSERT_EQUAL(distance(other, word), FAR);
    CU_ASSERT_EQUAL(distance(word, word), FAR);
}

static void test_first_of_equals_stays(void)
{
    static const char *const candidates[] = {"zzzzzz", "repart", "reporx", "report", "REPORT"};
    struct nearest nearest;
    nearest_init(&nearest, "reporr");
    CU_ASSERT_PTR_NULL(nearest.best);
    nearest_try(&nearest, candidates[0]);
    CU_ASSERT_PTR_NULL(nearest.best);
    nearest_try(&nearest, candidates[1]);
    CU_ASSERT_PTR_EQUAL(nearest.best, candidates[1]);
    nearest_try(&nearest, candidates[2]);
    CU_ASSERT_PTR_EQUAL(nearest.best, candidates[2]);
    nearest_try(&nearest, candidates[3]);
    CU_ASSERT_PTR_EQUAL(nearest.best, candidates[2]);
    nearest_init(&nearest, "report");
    for (size_t i = 0; i < 5; i++)
        nearest_try(&nearest, candidates[i]);
    CU_ASSERT_PTR_EQUAL(nearest.best, candidates[3]);
    CU_ASSERT_EQUAL(nearest.distance, 0);
}

static void test_bad_bytes(void)
{
    CU_ASSERT_EQUAL(distance("abc\xFF", "abc\xFF"), 0);
    CU_ASSERT_EQUAL(distance("abc\xFF", "abc\xFE"), 1);
    CU_ASSERT_EQUAL(distance("abc\xC3", "abc"), 1);
    CU_ASSERT_EQUAL(distance("\xED\xA0\x80\xED\xA0\x80", "\xED\xA0\x80\xED\xA0\x81"), 1);
}

/* The definition, as slow as it is. */
static size_t plain(const char *a, size_t m, const char *b, size_t n)
{
    size_t best, other;
    if (m == 0 || n == 0) return m + n;
    best = plain(a, m - 1, b, n - 1) + (a[m - 1] != b[n - 1]);
    other = plain(a, m - 1, b, n) + 1;
    best = other < best ? other : best;
    other = plain(a, m, b, n - 1) + 1;
    best = other < best ? other : best;
    if (m > 1 && n > 1 && a[m - 1] == b[n - 2] && a[m - 2] == b[n - 1]) {
        other = plain(a, m - 2, b, n - 2) + 1;
        best = other < best ? other : best;
    }
    return best;
}

static size_t random_word(char *word, unsigned *seed)
{
    size_t length = (size_t)rand_r(seed) % 6;
    for (size_t i = 0; i < length; i++)
        word[i] = (char)('a' + rand_r(seed) % 3);
    word[length] = '\0';
    return length;
}

static void test_random_words(void)
{
    unsigned seed = 1;
    size_t wrong = 0;
    for (int i = 0; i < 3000; i++) {
        char a[8], b[8];
        size_t m = random_word(a, &seed), n = random_word(b, &seed);
        size_t allowed = (m > n ? m : n) / 3, expected = plain(a, m, b, n);
        if (expected > (allowed ? allowed : 1)) expected = FAR;
        if (expected > 0 && expected >= (m > n ? m : n)) expected = FAR; /* nothing is left */
        wrong += distance(a, b) != expected;
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

void suite_base_nearest(void)
{
    CU_pSuite suite = CU_add_suite("base/nearest", NULL, NULL);
    CU_add_test(suite, "kinds of edits", test_edits);
    CU_add_test(suite, "spelling costs nothing", test_spelling_costs_nothing);
    CU_add_test(suite, "how near is near", test_how_near);
    CU_add_test(suite, "long words", test_long_words);
    CU_add_test(suite, "the first of equals stays", test_first_of_equals_stays);
    CU_add_test(suite, "bytes that are no UTF-8", test_bad_bytes);
    CU_add_test(suite, "random words against the definition", test_random_words);
}
