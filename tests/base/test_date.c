/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All 3,652,059 days from 0001-01-01 to 9999-12-31 are counted off on a plain calendar, printed
 * and read back; then all that looks like a date but is none. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#include "base/date.h"

static int days_of(int year, int month)
{
    switch (month) {
    case 2:
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    case 4:
    case 6:
    case 9:
    case 11:
        return 30;
    default:
        return 31;
    }
}

static void write_date(char *text, int year, int month, int day)
{
    const int values[] = {year / 1000, year / 100 % 10, year / 10 % 10, year % 10,
                          -1,          month / 10,      month % 10,     -1,
                          day / 10,    day % 10};
    for (size_t i = 0; i < 10; i++)
        text[i] = (char)(values[i] < 0 ? '-' : '0' + values[i]);
    text[10] = '\0';
}

static void test_every_day(void)
{
    struct str out = {0};
    char text[11];
    date_day expected = -719162, day;
    size_t wrong = 0;
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int d = 1; d <= days_of(year, month); d++, expected++) {
                write_date(text, year, month, d);
                str_truncate(&out, 0);
                if (!date_parse(text, &day) || day != expected) wrong++;
                date_print(expected, &out);
                if (strcmp(str_get(&out), text) != 0) wrong++;
            }
            write_date(text, year, month, days_of(year, month) + 1);
            if (date_parse(text, &day)) wrong++;
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(expected, 2932897);
    str_clear(&out);
}

static void test_known_days(void)
{
    static const struct {
        const char *text;
        date_day day;
    } known[] = {{"1970-01-01", 0},       {"1969-12-31", -1},      {"2000-02-29", 11016},
                 {"2025-04-17", 20195},   {"2038-01-19", 24855},   {"1582-10-15", -141427},
                 {"0001-01-01", -719162}, {"9999-12-31", 2932896}, {"1900-03-01", -25508}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        date_day day = 1;
        CU_ASSERT_TRUE(date_parse(known[i].text, &day));
        CU_ASSERT_EQUAL(day, known[i].day);
    }
}

static void test_no_dates(void)
{
    static const char *const texts[] = {"",
                                        "2025",
                                        "2025-04",
                                        "2025-4-17",
                                        "2025-04-7",
                                        "2025-04-17 ",
                                        " 2025-04-17",
                                        "2025-04-171",
                                        "2025/04/17",
                                        "2025-04-31",
                                        "2025-02-29",
                                        "1900-02-29",
                                        "2025-00-10",
                                        "2025-13-10",
                                        "2025-04-00",
                                        "0000-01-01",
                                        "-001-01-01",
                                        "+025-04-17",
                                        "2025-04-1x",
                                        "20250417",
                                        "2025-04-17T",
                                        "12025-04-17",
                                        "2025-04--1",
                                        "2025-0a-17",
                                        "0000-00-00",
                                        "9999-99-99",
                                        "２025-04-17",
                                        ("2025\xE2\x80\x91"
                                         "04-17"),
                                        "\xFF\xFF\xFF"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        date_day day = 77;
        CU_ASSERT_FALSE(date_parse(texts[i], &day));
        CU_ASSERT_EQUAL(day, 77);
    }
}

static void test_unwritable(void)
{
    static const date_day days[] = {DATE_NONE, DATE_NONE + 1, INT32_MAX, -719163, 2932897};
    struct str out = {0};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        date_print(days[i], &out);
        date_print_words(days[i], &out);
    }
    CU_ASSERT_STRING_EQUAL(str_get(&out), "");
    str_clear(&out);
}

static void test_words(void)
{
    struct str out = {0};
    date_print_words(20195, &out);
    CU_ASSERT_STRING_EQUAL(str_get(&out), "17 April 2025");
    str_truncate(&out, 0);
    date_print_words(-719162, &out);
    CU_ASSERT_STRING_EQUAL(str_get(&out), "1 January 1");
    str_truncate(&out, 0);
    date_print_words(2932896, &out);
    CU_ASSERT_STRING_EQUAL(str_get(&out), "31 December 9999");
    str_clear(&out);
}

/* The day that SOURCE_DATE_EPOCH names; "refused"; NULL takes it away. */
static const char *today(const char *epoch)
{
    date_day day = DATE_NONE;
    struct str out = {0};
    if (epoch)
        setenv("SOURCE_DATE_EPOCH", epoch, 1);
    else
        unsetenv("SOURCE_DATE_EPOCH");
    bool ok = date_today(&day);
    unsetenv("SOURCE_DATE_EPOCH");
    date_print(day, &out);
    const char *lent = ok ? test_text("%s", str_get(&out)) : "refused";
    str_clear(&out);
    return lent;
}

static void test_today(void)
{
    CHECK_TEXT(today("0"), "1970-01-01");
    CHECK_TEXT(today("1745000000"), "2025-04-18");
    CHECK_TEXT(today("86399"), "1970-01-01");
    CHECK_TEXT(today("86400"), "1970-01-02");
    CHECK_TEXT(today("253402300799"), "9999-12-31");
    CHECK_TEXT(today("253402300800"), "refused");
    CHECK_TEXT(today("99999999999999999999"), "refused");
    CHECK_TEXT(today("-1"), "refused");
    CHECK_TEXT(today("12x"), "refused");
    CHECK_TEXT(today("yesterday"), "refused");
    CHECK(strcmp(today(NULL), "2026-01-01") > 0); /* the clock */
    CHECK(strcmp(today(""), "2026-01-01") > 0);
}

void suite_base_date(void)
{
    CU_pSuite suite = CU_add_suite("base/date", NULL, NULL);
    CU_add_test(suite, "every day of 9999 years", test_every_day);
    CU_add_test(suite, "known days", test_known_days);
    CU_add_test(suite, "what is no date", test_no_dates);
    CU_add_test(suite, "days that cannot be written", test_unwritable);
    CU_add_test(suite, "words", test_words);
    CU_add_test(suite, "today", test_today);
}
