/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days are counted in years that begin in March, so that the leap day is a year's last, and in
 * eras of 400 years, after which the calendar repeats itself. Source: Howard Hinnant, "chrono-
 * compatible low-level date algorithms". All in integers, without locale. */
#include "base/date.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum {
    DAYS_PER_ERA = 146097,
    DAYS_TO_1970 = 719468, /* from 0000-03-01 */
    DAY_FIRST = -719162,   /* 0001-01-01 */
    DAY_LAST = 2932896,    /* 9999-12-31 */
};

struct civil {
    int32_t year, month, day;
};

static bool is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int32_t days_in_month(int32_t year, int32_t month)
{
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years 1 to 9999: nothing here is negative. */
static date_day day_of_civil(struct civil civil)
{
    int32_t year = civil.month <= 2 ? civil.year - 1 : civil.year;
    int32_t era = year / 400, year_of_era = year % 400;
    int32_t month = (civil.month + 9) % 12; /* March is 0 */
    int32_t day_of_year = (153 * month + 2) / 5 + civil.day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

static struct civil civil_of_day(date_day day)
{
    int32_t days = day + DAYS_TO_1970;
    int32_t era = days / DAYS_PER_ERA, day_of_era = days % DAYS_PER_ERA;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month = (5 * day_of_year + 2) / 153; /* March is 0 */
    return (struct civil){
        .year = era * 400 + year_of_era + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
}

static bool is_writable(date_day day)
{
    return day >= DAY_FIRST && day <= DAY_LAST; /* DATE_NONE is not */
}

bool date_parse(const char *text, date_day *out)
{
    static const char pattern[] = "dddd-dd-dd";
    int32_t digits[sizeof pattern] = {0};
    struct civil civil;
    for (size_t i = 0; i < sizeof pattern; i++) { /* to the 0 behind */
        if (pattern[i] != 'd') {
            if (text[i] != pattern[i]) return false;
        } else {
            if (text[i] < '0' || text[i] > '9') return false;
            digits[i] = text[i] - '0';
        }
    }
    civil.year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
    civil.month = digits[5] * 10 + digits[6];
    civil.day = digits[8] * 10 + digits[9];
    if (civil.year < 1 || civil.month < 1 || civil.month > 12) return false;
    if (civil.day < 1 || civil.day > days_in_month(civil.year, civil.month)) return false;
    *out = day_of_civil(civil);
    return true;
}

void date_print(date_day day, struct str *out)
{
    struct civil civil;
    if (!is_writable(day)) return;
    civil = civil_of_day(day);
    str_printf(out, "%04d-%02d-%02d", (int)civil.year, (int)civil.month, (int)civil.day);
}

void date_print_words(date_day day, struct str *out)
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December",
    };
    struct civil civil;
    if (!is_writable(day)) return;
    civil = civil_of_day(day);
    str_printf(out, "%d %s %d", (int)civil.day, months[civil.month - 1], (int)civil.year);
}

/* The seconds that SOURCE_DATE_EPOCH names, up to the last day that can be written. */
static bool parse_epoch(const char *text, int64_t *seconds)
{
    char *end;
    if (!(*text >= '0' && *text <= '9')) return false;
    errno = 0;
    *seconds = strtoll(text, &end, 10);
    return errno == 0 && *end == '\0' && *seconds / 86400 <= DAY_LAST;
}

bool date_today(date_day *out)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds;
    struct tm local;
    time_t now = time(NULL);
    if (epoch && *epoch) {
        if (!parse_epoch(epoch, &seconds)) return false;
        *out = (date_day)(seconds / 86400);
    } else if (localtime_r(&now, &local)) {
        *out = day_of_civil((struct civil){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday});
    } else {
        *out = (date_day)(now / 86400);
    }
    return true;
}
