/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between a double and text stands a `decimal`: digits and an exponent. All rounding and layout is
 * done on its digits. The C library converts only forms without a decimal point ("25e-1"), or
 * forms of which nothing but the digits is looked at, so that no locale has a say. */
#include "base/number.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIGITS_MOST = 17, /* enough for every double */
    DIGITS_FOR_NORMAL = 15,
    PLAIN_DIGITS = 15,
    EXPONENT_LOW = -7,   /* from here, and up from EXPONENT_HIGH, numbers are written as 1e-7, */
    EXPONENT_HIGH = 21,  /* as ECMAScript does (ECMA-262, Number::toString) */
    PARSED_DIGITS = 780, /* more than 767 never matter, but for being there or not */
    EXPONENT_CAP = 1000000000,
};

/* 0.DDD times 10 to the power `point`: that many digits stand before the decimal point. The first
 * digit is not 0, nor is the last; zero has no digits. */
struct decimal {
    char digits[DIGITS_MOST + 2];
    int count, point;
};

static void strip_zeros(struct decimal *decimal)
{
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == '0')
        decimal->count--;
    if (decimal->count == 0) decimal->point = 0;
    decimal->digits[decimal->count] = '\0';
}

/* The nearest decimal of `count` digits. Whatever the locale puts behind the first is skipped. */
static void decimal_nearest(double magnitude, int count, struct decimal *out)
{
    char text[64];
    const char *exponent;
    snprintf(text, sizeof text, "%.*e", count - 1, magnitude);
    exponent = strrchr(text, 'e');
    out->digits[0] = text[0];
    memcpy(out->digits + 1, exponent - (count - 1), (size_t)(count - 1));
    out->count = count;
    out->point = (int)strtol(exponent + 1, NULL, 10) + 1;
    strip_zeros(out);
}

/* One more in the last of `count` digits, which the decimal is padded to. */
static void step_up(struct decimal *decimal, int count)
{
    while (decimal->count < count)
        decimal->digits[decimal->count++] = '0';
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == '9')
        decimal->count--;
    if (decimal->count > 0) {
        decimal->digits[decimal->count - 1]++;
    } else { /* 999 became 1000 */
        decimal->digits[decimal->count++] = '1';
        decimal->point++;
    }
    decimal->digits[decimal->count] = '\0';
}

static bool reads_back(const struct decimal *decimal, double magnitude)
{
    char text[64];
    snprintf(text, sizeof text, "%se%d", decimal->digits, decimal->point - decimal->count);
    return strtod(text, NULL) == magnitude;
}

/* A decimal of up to 15 digits comes back from a normal double unchanged, so with 15 digits any
 * shorter one is found as well; below DBL_MIN all lengths must be tried. At powers of two the
 * neighbour below is nearer than the one above: the nearest decimal may read back as that one,
 * while the next decimal up is still ours (2^-44). */
static void decimal_shortest(double magnitude, struct decimal *out)
{
    int count = magnitude < DBL_MIN ? 1 : DIGITS_FOR_NORMAL;
    *out = (struct decimal){0};
    if (!(magnitude > 0)) return;
    for (; count < DIGITS_MOST; count++) {
        decimal_nearest(magnitude, count, out);
        if (reads_back(out, magnitude)) return;
        step_up(out, count);
        if (reads_back(out, magnitude)) return;
    }
    decimal_nearest(magnitude, DIGITS_MOST, out);
}

/* Keep `kept` digits (none or less: down to 0, or up to 1), half goes up. */
static void decimal_round(struct decimal *decimal, int kept)
{
    bool up;
    if (kept >= decimal->count) return;
    up = kept >= 0 && decimal->digits[kept] >= '5';
    decimal->count = kept > 0 ? kept : 0;
    if (up) {
        step_up(decimal, decimal->count);
    } else {
        strip_zeros(decimal);
    }
}

/* Digit number i from the front; zeros go on at both ends. */
static char digit_at(const struct decimal *decimal, int i)
{
    if (i < 0 || i >= decimal->count) return '0';
    return decimal->digits[i];
}

/* The digits before the point, with `comma` (may be "") between thousands. */
static void print_whole(const struct decimal *decimal, const char *comma, struct str *out)
{
    if (decimal->point <= 0) str_append_char(out, '0');
    for (int i = 0; i < decimal->point; i++) {
        if (i > 0 && (decimal->point - i) % 3 == 0) str_append(out, comma);
        str_append_char(out, digit_at(decimal, i));
    }
}

/* The point and `decimals` digits behind it. */
static void print_fraction(const struct decimal *decimal, int decimals, struct str *out)
{
    if (decimals <= 0) return;
    str_append_char(out, '.');
    for (int i = decimal->point; i < decimal->point + decimals; i++) {
        str_append_char(out, digit_at(decimal, i));
    }
}

/* As short as can be: all digits that there are, or with an exponent where zeros would be many. */
static void print_short(const struct decimal *decimal, const char *comma, struct str *out)
{
    int exponent = decimal->point - 1;
    if (exponent > EXPONENT_LOW && exponent < EXPONENT_HIGH) {
        print_whole(decimal, comma, out);
        print_fraction(decimal, decimal->count - decimal->point, out);
        return;
    }
    str_append_char(out, decimal->digits[0]);
    if (decimal->count > 1) str_append_char(out, '.');
    str_append(out, decimal->digits + 1);
    str_printf(out, "e%d", exponent);
}

static void print_infinite(double number, struct str *out)
{
    str_append(out, isnan(number) ? "nan" : number < 0 ? "-inf" : "inf");
}

void number_print(double number, struct str *out)
{
    struct decimal decimal;
    assert(isfinite(number));
    if (!isfinite(number)) { /* without assert: at least it is JSON, and no number */
        str_append(out, "null");
        return;
    }
    decimal_shortest(fabs(number), &decimal);
    if (number < 0) str_append_char(out, '-');
    print_short(&decimal, "", out);
}

void number_print_fixed(double number, int decimals, struct str *out)
{
    struct decimal decimal;
    assert(decimals >= 0);
    if (!isfinite(number)) {
        print_infinite(number, out);
        return;
    }
    decimal_shortest(fabs(number), &decimal);
    decimal_round(&decimal, decimal.point + decimals);
    if (number < 0 && decimal.count > 0) str_append_char(out, '-');
    print_whole(&decimal, "", out);
    print_fraction(&decimal, decimals, out);
}

void number_print_plain(double number, struct str *out)
{
    struct decimal decimal;
    if (!isfinite(number)) {
        print_infinite(number, out);
        return;
    }
    decimal_shortest(fabs(number), &decimal);
    decimal_round(&decimal, PLAIN_DIGITS);
    if (number < 0) str_append_char(out, '-');
    print_short(&decimal, ",", out);
}

/* What number_parse has read: value = digits times 10 to the power of `exponent`. */
struct parsed {
    char digits[PARSED_DIGITS + 1]; /* without leading zeros */
    size_t count;
    long long exponent;
};

static bool is_digit(const char *text, const char *end)
{
    return text < end && *text >= '0' && *text <= '9';
}

static void take_digit(struct parsed *parsed, char digit, bool is_fraction)
{
    if (parsed->count == 0 && digit == '0') { /* a leading zero only moves the point */
        if (is_fraction) parsed->exponent--;
    } else if (parsed->count < PARSED_DIGITS) {
        parsed->digits[parsed->count++] = digit;
        if (is_fraction) parsed->exponent--;
    } else {
        /* So far behind a digit only decides whether the number lies above a tie. */
        if (digit != '0') parsed->digits[PARSED_DIGITS - 1] = '1';
        if (!is_fraction) parsed->exponent++;
    }
}

/* One digit at least. */
static bool take_digits(const char **text, const char *end, bool is_fraction, struct parsed *parsed)
{
    if (!is_digit(*text, end)) return false;
    for (; is_digit(*text, end); (*text)++)
        take_digit(parsed, **text, is_fraction);
    return true;
}

/* "e+10"; a huge exponent stops growing where the result is 0 or infinite whatever the digits. */
static bool take_exponent(const char **text, const char *end, struct parsed *parsed)
{
    long long exponent = 0;
    bool is_negative;
    (*text)++;
    is_negative = *text < end && **text == '-';
    if (*text < end && (**text == '-' || **text == '+')) (*text)++;
    if (!is_digit(*text, end)) return false;
    for (; is_digit(*text, end); (*text)++) {
        if (exponent < EXPONENT_CAP) exponent = exponent * 10 + (**text - '0');
    }
    parsed->exponent += is_negative ? -exponent : exponent;
    return true;
}

static double value_of(const struct parsed *parsed)
{
    char text[PARSED_DIGITS + 32];
    if (parsed->count == 0) return 0;
    snprintf(text, sizeof text, "%.*se%lld", (int)parsed->count, parsed->digits, parsed->exponent);
    return strtod(text, NULL);
}

bool number_parse(const char *text, size_t length, double *out)
{
    const char *end = text + length;
    struct parsed parsed;
    bool is_negative = text < end && *text == '-';
    parsed.count = 0;
    parsed.exponent = 0;
    if (is_negative) text++;
    if (text < end && *text == '0') {
        text++; /* alone before the point */
    } else if (!take_digits(&text, end, false, &parsed)) {
        return false;
    }
    if (text < end && *text == '.') {
        text++;
        if (!take_digits(&text, end, true, &parsed)) return false;
    }
    if (text < end && (*text == 'e' || *text == 'E')) {
        if (!take_exponent(&text, end, &parsed)) return false;
    }
    if (text != end) return false;
    *out = is_negative ? -value_of(&parsed) : value_of(&parsed);
    return true;
}
