/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers to text and back: known ones, the edges of double, hundreds of thousands of random bit
 * patterns (printed, read back, and no shorter text would do), and all of it where the locale
 * writes a decimal comma. */
#include <fcntl.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

#include "base/number.h"

static bool same_bits(double a, double b)
{
    uint64_t x, y;
    memcpy(&x, &a, sizeof x);
    memcpy(&y, &b, sizeof y);
    return x == y;
}

static double parsed(const char *text)
{
    double number = -12345;
    CU_ASSERT_TRUE(number_parse(text, strlen(text), &number));
    return number;
}

static bool prints(double number, const char *expected)
{
    struct str out = {0};
    bool right;
    number_print(number, &out);
    right = strcmp(str_get(&out), expected) == 0;
    if (!right) printf("[%s for %s] ", str_get(&out), expected);
    str_clear(&out);
    return right;
}

static bool prints_fixed(double number, int decimals, const char *expected)
{
    struct str out = {0};
    bool right;
    number_print_fixed(number, decimals, &out);
    right = strcmp(str_get(&out), expected) == 0;
    if (!right) printf("[%s for %s] ", str_get(&out), expected);
    str_clear(&out);
    return right;
}

static bool prints_plain(double number, const char *expected)
{
    struct str out = {0};
    bool right;
    number_print_plain(number, &out);
    right = strcmp(str_get(&out), expected) == 0;
    if (!right) printf("[%s for %s] ", str_get(&out), expected);
    str_clear(&out);
    return right;
}

static void test_print(void)
{
    CU_ASSERT_TRUE(prints(0, "0"));
    CU_ASSERT_TRUE(prints(-0.0, "0"));
    CU_ASSERT_TRUE(prints(1, "1"));
    CU_ASSERT_TRUE(prints(-1.5, "-1.5"));
    CU_ASSERT_TRUE(prints(0.1, "0.1"));
    CU_ASSERT_TRUE(prints(0.1 + 0.2, "0.30000000000000004"));
    CU_ASSERT_TRUE(prints(1.0 / 3, "0.3333333333333333"));
    CU_ASSERT_TRUE(prints(25000, "25000"));
    CU_ASSERT_TRUE(prints(1e15, "1000000000000000"));
    CU_ASSERT_TRUE(prints(9007199254740993.0, "9007199254740992"));
    CU_ASSERT_TRUE(prints(123456789012345680000.0, "123456789012345680000"));
    CU_ASSERT_TRUE(prints(1e20, "100000000000000000000"));
    CU_ASSERT_TRUE(prints(1e21, "1e21"));
    CU_ASSERT_TRUE(prints(1e300, "1e300"));
    CU_ASSERT_TRUE(prints(-1.25e300, "-1.25e300"));
    CU_ASSERT_TRUE(prints(1e-6, "0.000001"));
    CU_ASSERT_TRUE(prints(1.5e-7, "1.5e-7"));
    CU_ASSERT_TRUE(prints(DBL_MAX, "1.7976931348623157e308"));
    CU_ASSERT_TRUE(prints(DBL_MIN, "2.2250738585072014e-308"));
    CU_ASSERT_TRUE(prints(5e-324, "5e-324"));
    CU_ASSERT_TRUE(prints(1e-323, "1e-323"));
    CU_ASSERT_TRUE(prints(DBL_EPSILON, "2.220446049250313e-16"));
    CU_ASSERT_TRUE(prints(ldexp(1, -44), "5.684341886080802e-14")); /* the nearest fails */
    CU_ASSERT_TRUE(prints(ldexp(1, -24), "5.960464477539063e-8"));
    CU_ASSERT_TRUE(prints(1e23, "1e23"));
    CU_ASSERT_TRUE(prints(0.9999999999999999, "0.9999999999999999"));
}

static void test_print_fixed(void)
{
    CU_ASSERT_TRUE(prints_fixed(0.125, 2, "0.13"));
    CU_ASSERT_TRUE(prints_fixed(2.675, 2, "2.68"));
    CU_ASSERT_TRUE(prints_fixed(-2.675, 2, "-2.68"));
    CU_ASSERT_TRUE(prints_fixed(1.005, 2, "1.01"));
    CU_ASSERT_TRUE(prints_fixed(0.5, 0, "1"));
    CU_ASSERT_TRUE(prints_fixed(1.5, 0, "2"));
    CU_ASSERT_TRUE(prints_fixed(2.5, 0, "3"));
    CU_ASSERT_TRUE(prints_fixed(0.49999999999999994, 0, "0"));
    CU_ASSERT_TRUE(prints_fixed(1e20, 2, "100000000000000000000.00"));
    CU_ASSERT_TRUE(prints_fixed(-0.001, 2, "0.00"));
    CU_ASSERT_TRUE(prints_fixed(-0.005, 2, "-0.01"));
    CU_ASSERT_TRUE(prints_fixed(-0.0049999, 2, "0.00"));
    CU_ASSERT_TRUE(prints_fixed(-0.0, 3, "0.000"));
    CU_ASSERT_TRUE(prints_fixed(0, 0, "0"));
    CU_ASSERT_TRUE(prints_fixed(9.995, 2, "10.00"));
    CU_ASSERT_TRUE(prints_fixed(0.999, 2, "1.00"));
    CU_ASSERT_TRUE(prints_fixed(0.09, 1, "0.1"));
    CU_ASSERT_TRUE(prints_fixed(0.04, 1, "0.0"));
    CU_ASSERT_TRUE(prints_fixed(0.05, 1, "0.1"));
    CU_ASSERT_TRUE(prints_fixed(0.006, 1, "0.0"));
    CU_ASSERT_TRUE(prints_fixed(999.99, 1, "1000.0"));
    CU_ASSERT_TRUE(prints_fixed(1234567.891, 1, "1234567.9"));
    CU_ASSERT_TRUE(prints_fixed(0.0625, 6, "0.062500"));
    CU_ASSERT_TRUE(prints_fixed(5e-324, 3, "0.000"));
    CU_ASSERT_TRUE(prints_fixed(NAN, 2, "nan"));
    CU_ASSERT_TRUE(prints_fixed(INFINITY, 2, "inf"));
    CU_ASSERT_TRUE(prints_fixed(-INFINITY, 2, "-inf"));
}

static void test_print_plain(void)
{
    CU_ASSERT_TRUE(prints_plain(0, "0"));
    CU_ASSERT_TRUE(prints_plain(-0.0, "0"));
    CU_ASSERT_TRUE(prints_plain(0.5, "0.5"));
    CU_ASSERT_TRUE(prints_plain(25000, "25,000"));
    CU_ASSERT_TRUE(prints_plain(-25000.5, "-25,000.5"));
    CU_ASSERT_TRUE(prints_plain(999, "999"));
    CU_ASSERT_TRUE(prints_plain(1000, "1,000"));
    CU_ASSERT_TRUE(prints_plain(100000, "100,000"));
    CU_ASSERT_TRUE(prints_plain(1234567, "1,234,567"));
    CU_ASSERT_TRUE(prints_plain(999999.5, "999,999.5"));
    CU_ASSERT_TRUE(prints_plain(1.0 / 3, "0.333333333333333"));
    CU_ASSERT_TRUE(prints_plain(2.0 / 3, "0.666666666666667"));
    CU_ASSERT_TRUE(prints_plain(0.1 + 0.2, "0.3"));
    CU_ASSERT_TRUE(prints_plain(1e20, "100,000,000,000,000,000,000"));
    CU_ASSERT_TRUE(prints_plain(1.2345678e30, "1.2345678e30"));
    CU_ASSERT_TRUE(prints_plain(0.00000012, "1.2e-7"));
    CU_ASSERT_TRUE(prints_plain(NAN, "nan"));
}

static void test_parse(void)
{
    CU_ASSERT_TRUE(same_bits(parsed("0"), 0.0));
    CU_ASSERT_TRUE(same_bits(parsed("-0"), -0.0));
    CU_ASSERT_TRUE(same_bits(parsed("-0.0e5"), -0.0));
    CU_ASSERT_EQUAL(parsed("12"), 12);
    CU_ASSERT_EQUAL(parsed("-12.25"), -12.25);
    CU_ASSERT_EQUAL(parsed("1E3"), 1000);
    CU_ASSERT_EQUAL(parsed("1.5e+3"), 1500);
    CU_ASSERT_EQUAL(parsed("25e-2"), 0.25);
    CU_ASSERT_EQUAL(parsed("0.1"), 0.1);
    CU_ASSERT_EQUAL(parsed("0.00000000000000000000001"), 1e-23);
    CU_ASSERT_EQUAL(parsed("1e-05"), 1e-5);
    CU_ASSERT_EQUAL(parsed("1.7976931348623157e308"), DBL_MAX);
    CU_ASSERT_EQUAL(parsed("4.9406564584124654e-324"), 5e-324);
    CU_ASSERT_EQUAL(parsed("2.4703282292062327e-324"), 0);
    CU_ASSERT_EQUAL(parsed("1e309"), INFINITY);
    CU_ASSERT_EQUAL(parsed("-1e99999999999999999999"), -INFINITY);
    CU_ASSERT_EQUAL(parsed("1e-99999999999999999999"), 0);
    CU_ASSERT_EQUAL(parsed("0e99999999999999999999"), 0);
}

static void test_no_numbers(void)
{
    static const char *const texts[] = {
        "",    "-",    "+1",    "01",    "-01",   ".5",  "5.",       "1.e3", "1e",  "1e+",
        "1e-", "e5",   " 1",    "1 ",    "1,5",   "0x1", "infinity", "inf",  "nan", "NaN",
        "--1", "1e5.", "1.2.3", "1_000", "1e5e5", "٣",   "1d",       "1f",   "-.5", "00"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double number = 77;
        CU_ASSERT_FALSE(number_parse(texts[i], strlen(texts[i]), &number));
        CU_ASSERT_EQUAL(number, 77);
    }
    CU_ASSERT_FALSE(number_parse("1\0"
                                 "2",
                                 3, &(double){0}));
}

/* Only `length` bytes are looked at: the memory ends there. */
static void test_parse_length(void)
{
    static const char text[] = {'1', '2', '3', 'e', '5'}; /* no 0 behind */
    double number = 0;
    CU_ASSERT_TRUE(number_parse(text, 5, &number));
    CU_ASSERT_EQUAL(number, 123e5);
    CU_ASSERT_FALSE(number_parse(text, 4, &number));
    CU_ASSERT_TRUE(number_parse(text, 3, &number));
    CU_ASSERT_EQUAL(number, 123);
    CU_ASSERT_TRUE(number_parse(text, 1, &number));
    CU_ASSERT_EQUAL(number, 1);
    CU_ASSERT_FALSE(number_parse(text, 0, &number));
}

/* 2^53 + 1 lies between two doubles and is rounded to the even one, but any digit more, however
 * far behind, decides for the upper one. */
static void test_long_numbers(void)
{
    enum { ZEROS = 5000 };
    struct str text = {0};
    str_append(&text, "9007199254740993.");
    str_repeat(&text, "0", ZEROS);
    CU_ASSERT_EQUAL(parsed(str_get(&text)), 9007199254740992.0);
    str_append(&text, "1");
    CU_ASSERT_EQUAL(parsed(str_get(&text)), 9007199254740994.0);
    str_clear(&text);
    str_append(&text, "0.");
    str_repeat(&text, "0", ZEROS);
    str_append(&text, "125e5003");
    CU_ASSERT_EQUAL(parsed(str_get(&text)), 125);
    str_clear(&text);
    str_append(&text, "125");
    str_repeat(&text, "0", ZEROS);
    str_append(&text, "e-5000");
    CU_ASSERT_EQUAL(parsed(str_get(&text)), 125);
    str_clear(&text);
    str_repeat(&text, "9", ZEROS);
    CU_ASSERT_EQUAL(parsed(str_get(&text)), INFINITY);
    str_clear(&text);
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Printed, the text reads back as the same bits, and %.*g with one digit less does not. */
static size_t wrong_round_trips(double number)
{
    struct str out = {0};
    char shorter[400];
    double back = 0;
    size_t wrong = 0, digits = 0;
    number_print(number, &out);
    wrong += !number_parse(str_get(&out), out.length, &back) || !same_bits(back, number);
    for (const char *c = str_get(&out); *c && *c != 'e'; c++) {
        digits += (*c >= '1' && *c <= '9') || (*c == '0' && digits > 0);
    }
    if (strchr(str_get(&out), '.') && digits > 1) {
        snprintf(shorter, sizeof shorter, "%.*g", (int)digits - 1, number);
        wrong += same_bits(strtod(shorter, NULL), number);
    }
    str_clear(&out);
    return wrong;
}

static size_t wrong_random_round_trips(size_t count, uint64_t state)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t bits = next_random(&state);
        double number;
        memcpy(&number, &bits, sizeof number);
        if (isfinite(number)) wrong += wrong_round_trips(number);
        wrong += wrong_round_trips((double)(bits % 2000000) / 1000 + 0.001); /* as people write */
        bits &= UINT64_C(0x000FFFFFFFFFFFFF) >> (i % 52);                    /* below DBL_MIN */
        memcpy(&number, &bits, sizeof number);
        if (number > 0) wrong += wrong_round_trips(number);
    }
    return wrong;
}

static void test_round_trips(void)
{
    size_t wrong = wrong_random_round_trips(200000, 88172645463325252u);
    for (int exponent = -1074; exponent < 1024; exponent++) {
        double power = ldexp(1, exponent);
        wrong += wrong_round_trips(power);
        wrong += wrong_round_trips(nextafter(power, 0) > 0 ? nextafter(power, 0) : power);
        wrong += wrong_round_trips(-nextafter(power, INFINITY));
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

/* A locale made for the test, as few machines have one with a decimal comma. */
static bool enter_locale(const char *name, const char *source)
{
    const char *path = test_text("%s/%s", test_folder(), name);
    pid_t child;
    fflush(NULL);
    child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(nothing, STDOUT_FILENO);
        dup2(nothing, STDERR_FILENO);
        execlp("localedef", "localedef", "-i", source, "-f", "UTF-8", path, (char *)NULL);
        _exit(127);
    }
    if (child < 0 || waitpid(child, NULL, 0) != child) return false;
    setenv("LOCPATH", test_folder(), 1); /* it may have warned: only setlocale knows */
    return setlocale(LC_ALL, name) && strcmp(localeconv()->decimal_point, ".") != 0;
}

static void test_locales(void)
{
    static const char *const names[][2] = {{"de.UTF-8", "de_DE"}, {"ps.UTF-8", "ps_AF"}};
    for (size_t i = 0; i < 2; i++) {
        if (enter_locale(names[i][0], names[i][1])) {
            test_print();
            test_print_fixed();
            test_print_plain();
            test_parse();
            test_no_numbers();
            CU_ASSERT_TRUE(prints(parsed("1234.5678"), "1234.5678"));
        } else {
            test_skip(test_text("no locale %s can be made", names[i][1]));
        }
        setlocale(LC_ALL, "C");
        unsetenv("LOCPATH");
    }
}

void suite_base_number(void)
{
    CU_pSuite suite = CU_add_suite("base/number", NULL, NULL);
    CU_add_test(suite, "print", test_print);
    CU_add_test(suite, "print with fixed decimals", test_print_fixed);
    CU_add_test(suite, "print for people", test_print_plain);
    CU_add_test(suite, "parse", test_parse);
    CU_add_test(suite, "what is no number", test_no_numbers);
    CU_add_test(suite, "parse looks at its bytes alone", test_parse_length);
    CU_add_test(suite, "numbers of thousands of digits", test_long_numbers);
    CU_add_test(suite, "600,000 round trips", test_round_trips);
    CU_add_test(suite, "locales with other points", test_locales);
}
