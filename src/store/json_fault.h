/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What is wrong with a JSON text, in words: the slow half of the scanner. */
#ifndef STORE_JSON_FAULT_H
#define STORE_JSON_FAULT_H

#include <stddef.h>

#include "base/diagnostics.h"

/** Where the scanner stopped, by what it could not go on with. */
enum json_fault_kind {
    FAULT_VALUE,          /* no value begins here */
    FAULT_NAME,           /* no member's name begins here */
    FAULT_COLON,          /* no colon behind a name */
    FAULT_LIST,           /* neither comma nor ] behind a value */
    FAULT_OBJECT,         /* neither comma nor } behind a value */
    FAULT_TRAILING_COMMA, /* offset: the comma */
    FAULT_REST,           /* something behind the end */
    FAULT_NUMBER,         /* offset: where the number begins */
    FAULT_OPEN_TEXT,      /* the file ends in a text; offset: its opening quote */
    FAULT_CONTROL,        /* a raw control character in a text */
    FAULT_ESCAPE,
    FAULT_NUL,
    FAULT_SURROGATE,
    FAULT_UTF8,
    FAULT_LONG_TEXT,
    FAULT_LONG_NUMBER,
    FAULT_DEPTH,
    FAULT_VALUES,
    FAULT_KIND_COUNT,
};

#define FAULT_NOTHING_OPEN ((size_t)-1)

struct json_fault {
    enum json_fault_kind kind;
    size_t offset;
    size_t opened; /* the innermost list or object that is still open; FAULT_NOTHING_OPEN */
};

/** Add one error to the list: what is wrong and what would be right. */
void json_fault_explain(const struct json_fault *fault, const char *text, size_t length,
                        struct stance_diagnostics *diagnostics);

#endif
