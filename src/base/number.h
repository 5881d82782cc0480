/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Numbers to text and back: exact, with a dot in every locale. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/** The shortest decimal that reads back to the same double, as JSON writes it (1e+300 is 1e300,
 *  -0 is 0). The number must be finite. */
void number_print(double number, struct str *out);

/** For people: `decimals` places, rounded half away from zero on the digits that number_print shows
 *  (2.675 gives 2.68), never "-0.00". What is not finite becomes "nan", "inf", "-inf". */
void number_print_fixed(double number, int decimals, struct str *out);

/** For people: at most 15 significant digits, as many as a double surely holds, thousands parted by
 *  commas ("25,000", "0.5"). What is not finite becomes "nan", "inf", "-inf". */
void number_print_plain(double number, struct str *out);

/** All `length` bytes must be one JSON number (RFC 8259). Out may be infinite: the caller asks. */
bool number_parse(const char *text, size_t length, double *out);

#endif
