/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  JSON, written piece by piece, so that a diff of two outputs is readable. */
#ifndef REPORT_JSON_OUT_H
#define REPORT_JSON_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "report/writer.h"

#define JSON_DEPTH 128

/** How an object or array is laid out. */
enum json_layout {
    JSON_LINES, /* each member on a line of its own, set in by two blanks */
    JSON_LINE,  /* all in the line where it begins */
};

struct json_out {
    struct output *output;
    size_t depth;
    size_t indent; /* how many of those open are JSON_LINES */
    bool after_key;
    struct {
        char end;
        enum json_layout layout;
        bool has_members;
    } open[JSON_DEPTH];
};

/** Open with '{' or '['; out_end closes the newest. The end of the outermost ends the line. */
void out_begin(struct json_out *out, char bracket, enum json_layout layout);
void out_end(struct json_out *out);
/** The key of the value that comes next. */
void out_key(struct json_out *out, const char *key);

void out_text(struct json_out *out, const char *text); /* NULL: null */
void out_number(struct json_out *out, double number);  /* not finite: null */
void out_count(struct json_out *out, size_t count);
void out_bool(struct json_out *out, bool value);

/* A key with its value. */
void out_member_text(struct json_out *out, const char *key, const char *text);
void out_member_number(struct json_out *out, const char *key, double number);
void out_member_count(struct json_out *out, const char *key, size_t count);
void out_member_bool(struct json_out *out, const char *key, bool value);

#endif
