/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Growing text that fails stickily: after a failed allocation appending does nothing. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/** All zero is an empty text. Ask `failed` once, at the end. */
struct str {
    char *bytes;
    size_t length, size;
    bool failed;
};

/* What is appended must not lie in the str itself: it may move. */
void str_append(struct str *str, const char *text); /* NULL is nothing */
void str_append_bytes(struct str *str, const char *bytes, size_t length);
void str_append_char(struct str *str, char c);
/** `count` times the text (a glyph, a blank). */
void str_repeat(struct str *str, const char *text, size_t count);
/** As printf. No %f, %g: numbers go through number.h, which knows no locale. */
void str_printf(struct str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_vprintf(struct str *str, const char *format, va_list arguments);

/** Room for `extra` more bytes and a 0 behind the text, for those who write to `bytes` themselves
 *  (and then count `length` up and end the text). False if there is no memory. */
bool str_reserve(struct str *str, size_t extra);

/** The text, always ended by 0; "" when empty or failed. Lent, until the next change. */
const char *str_get(const struct str *str);

/** Hand the text over to the caller, for free; NULL if it failed. The str is empty afterwards. */
char *str_take(struct str *str);

void str_truncate(struct str *str, size_t length);
void str_clear(struct str *str);

#endif
