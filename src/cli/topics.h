/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Help on subjects that are no commands. */
#ifndef CLI_TOPICS_H
#define CLI_TOPICS_H

#include <stddef.h>

#include "base/str.h"

struct topic {
    const char *name, *summary, *text;
    const char *(*row_name)(size_t index); /* a table behind the text; NULL: none */
    const char *(*row_summary)(size_t index);
};

/** Topic number `index`, NULL beyond the last. */
const struct topic *topic_get(size_t index);

/** All that a topic says: its text, and the rows of its table. */
void topic_print(const struct topic *topic, struct str *out);

#endif
