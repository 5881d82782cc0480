/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as text, number and date: what is shown is valid UTF-8 without control characters, what
 * is parsed prints to something that parses to the same. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/str.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(bool holds)
{
    if (!holds) abort();
}

static void show(const char *text, bool ascii)
{
    struct str shown = {0};
    utf8_append_visible(&shown, text, ascii);
    const char *got = str_get(&shown);
    demand(utf8_check(got, shown.length) == shown.length);
    for (const char *byte = got; *byte; byte++) {
        demand((unsigned char)*byte >= 0x20 && *byte != 0x7f);
        demand(!ascii || (unsigned char)*byte < 0x80);
    }
    (void)utf8_width(got);
    str_clear(&shown);
}

static void number(const char *text, size_t length)
{
    double value = 0, again = 0;
    if (!number_parse(text, length, &value) || !isfinite(value)) return;
    struct str printed = {0};
    number_print(value, &printed);
    demand(number_parse(str_get(&printed), printed.length, &again) && again == value);
    str_truncate(&printed, 0);
    number_print_fixed(value, 2, &printed);
    str_truncate(&printed, 0);
    number_print_plain(value, &printed);
    str_clear(&printed);
}

static void date(const char *text)
{
    date_day day = DATE_NONE;
    if (!date_parse(text, &day)) return;
    struct str printed = {0};
    date_print(day, &printed);
    demand(strcmp(str_get(&printed), text) == 0);
    date_print_words(day, &printed);
    str_clear(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = malloc(length + 1);
    if (!text) return 0;
    if (length) memcpy(text, bytes, length);
    text[length] = '\0';
    demand(utf8_check(text, length) <= length);
    demand(utf8_count(text, length) <= length);
    show(text, false);
    show(text, true);
    number(text, length);
    date(text);
    free(text);
    return 0;
}
