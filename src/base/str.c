/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that doubles its memory as it grows and always ends with a 0. The first allocation that
 * fails frees what was there and sets `failed`; from then on appending does nothing, so whoever
 * builds a text asks once, at the end. */
#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { SIZE_FIRST = 32 };

static bool fail(struct str *str)
{
    free(str->bytes);
    *str = (struct str){.failed = true};
    return false;
}

bool str_reserve(struct str *str, size_t extra)
{
    size_t needed, size;
    char *bytes;
    if (str->failed) return false;
    if (!size_add(str->length, extra, &needed) || !size_add(needed, 1, &needed)) return fail(str);
    if (needed <= str->size) return true;
    if (!size_mul(str->size, 2, &size) || size < needed) size = needed;
    if (size < SIZE_FIRST) size = SIZE_FIRST;
    bytes = realloc(str->bytes, size);
    if (!bytes) return fail(str);
    str->bytes = bytes;
    str->size = size;
    str->bytes[str->length] = '\0';
    return true;
}

void str_append_bytes(struct str *str, const char *bytes, size_t length)
{
    if (length == 0 || !str_reserve(str, length)) return;
    memcpy(str->bytes + str->length, bytes, length);
    str->length += length;
    str->bytes[str->length] = '\0';
}

void str_append(struct str *str, const char *text)
{
    if (text) str_append_bytes(str, text, strlen(text));
}

void str_append_char(struct str *str, char c)
{
    str_append_bytes(str, &c, 1);
}

void str_repeat(struct str *str, const char *text, size_t count)
{
    size_t length = strlen(text), whole;
    if (!size_mul(length, count, &whole)) {
        fail(str);
        return;
    }
    if (whole == 0 || !str_reserve(str, whole)) return; /* reserved once, not count times */
    for (size_t i = 0; i < count; i++)
        str_append_bytes(str, text, length);
}

void str_printf(struct str *str, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    str_vprintf(str, format, arguments);
    va_end(arguments);
}

void str_vprintf(struct str *str, const char *format, va_list arguments)
{
    va_list again;
    size_t length;
    int printed;
    if (!str_reserve(str, SIZE_FIRST)) return;
    va_copy(again, arguments);
    printed = vsnprintf(str->bytes + str->length, str->size - str->length, format, arguments);
    if (printed < 0) { /* longer than INT_MAX */
        fail(str);
        goto done;
    }
    length = (size_t)printed;
    if (length >= str->size - str->length) {
        if (!str_reserve(str, length)) goto done;
        printed = vsnprintf(str->bytes + str->length, length + 1, format, again);
        if (printed < 0 || (size_t)printed != length) {
            fail(str);
            goto done;
        }
    }
    str->length += length;
done:
    va_end(again);
}

const char *str_get(const struct str *str)
{
    return str->bytes ? str->bytes : "";
}

char *str_take(struct str *str)
{
    char *bytes = str_reserve(str, 0) ? str->bytes : NULL; /* an empty text is one, too */
    if (!bytes) free(str->bytes);                          /* what was there before it failed */
    *str = (struct str){0};
    return bytes;
}

void str_truncate(struct str *str, size_t length)
{
    if (length >= str->length) return;
    str->length = length;
    str->bytes[length] = '\0';
}

void str_clear(struct str *str)
{
    free(str->bytes);
    *str = (struct str){0};
}
