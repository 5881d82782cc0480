/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Days of the Gregorian calendar, without locale; only date_today knows a clock and time
 * zone. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/** Days since 1970-01-01; dates from 0001-01-01 to 9999-12-31 can be written. */
typedef int32_t date_day;
#define DATE_NONE INT32_MIN

/** Exactly "YYYY-MM-DD", and a day of the calendar. */
bool date_parse(const char *text, date_day *out);

/** The day of the machine's clock: the local day, or with SOURCE_DATE_EPOCH in the environment
 * (whole seconds since 1970) the day that it names in UTC. The one place that asks the clock.
 *  @return false if SOURCE_DATE_EPOCH is no such number. */
bool date_today(date_day *out);

/** "2025-04-17"; DATE_NONE, or a day that cannot be written, prints nothing. */
void date_print(date_day day, struct str *out);

/** "17 April 2025", for people. */
void date_print_words(date_day day, struct str *out);

#endif
