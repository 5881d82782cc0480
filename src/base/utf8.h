/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  UTF-8: is it valid, how wide is it, what is safe to show. On utf8proc. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/** Decode one code point. Returns its length in bytes, 0 if the bytes are no valid UTF-8. */
size_t utf8_decode(const char *text, size_t length, int32_t *code);

/** Offset of the first byte that is not part of valid UTF-8; `length` if all is. */
size_t utf8_check(const char *text, size_t length);

/** Code points in `length` bytes (continuation bytes are not counted; any input). */
size_t utf8_count(const char *text, size_t length);

/** Columns that a terminal gives the text: wide characters two, combining ones none. */
size_t utf8_width(const char *text);

/** Is it a letter of a script that runs from right to left? */
bool utf8_runs_left(int32_t code);

/** Append the text so that a terminal shows it and obeys none of it: control (C0, C1, DEL),
 *  bidirectional and other format characters, and what is no character, become <U+202E>; invalid
 *  bytes <0xFF>. A line break
 *  or tab becomes a blank. With `ascii` letters lose their marks (o for ö), typographic quotes and
 *  dashes become plain ones, and what is left outside ASCII becomes <U+4E2D>. */
void utf8_append_visible(struct str *out, const char *text, bool ascii);

#endif
