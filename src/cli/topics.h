/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Help on subjects that are no commands. */
#ifndef CLI_TOPICS_H
#define CLI_TOPICS_H

#include <stddef.h>

struct topic {
    const char *name, *summary, *text;
};

/** Topic number `index`, NULL beyond the last. */
const struct topic *topic_get(size_t index);

#endif
