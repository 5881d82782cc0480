/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Conditions as data: what would have to hold for an actor to take another position. */
#ifndef MODEL_CONDITION_H
#define MODEL_CONDITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "model/position.h"

struct source {
    const char *outlet, *url, *quote; /* NULL: not given */
};

enum test_kind {
    TEST_AT_LEAST,
    TEST_AT_MOST,
    TEST_IS,
    TEST_SUM_AT_LEAST,
    TEST_ANY, /* of `tests` */
    TEST_NOT, /* tests[0] */
};

/** One test of a `when`. Leaves (all but ANY and NOT) ask about an actor or a group on an issue. */
struct test {
    enum test_kind kind;
    bool about_group;              /* `name` is a group's; else an actor's */
    const char *name;              /* as filed */
    size_t who;                    /* index of the actor or group in the model */
    size_t members;                /* of a group: how many must; 0: all */
    size_t issue;                  /* index in the model */
    double bound;                  /* AT_LEAST, AT_MOST, SUM: on the scale's own axis */
    const struct position *values; /* IS: one must match; POSITION_UNDECLARED for null */
    size_t n_values;
    struct test *tests; /* ANY, NOT */
    size_t n_tests;
    struct place place;
};

enum strength {
    STRENGTH_WOULD,       /* a commitment */
    STRENGTH_MORE_LIKELY, /* a reason, not a promise */
};

/** One alternative of an entry's `if`: where all tests hold, the actor takes this position. */
struct alternative {
    struct test *when; /* at least one */
    size_t n_when;
    struct position value;
    enum strength strength;
    double confidence;
    struct source source;
    const char *speaker, *note; /* NULL: not given */
    struct place place;
};

/** All tests but ANY and NOT ask about somebody themselves. */
bool test_is_leaf(const struct test *test);

const char *strength_name(enum strength strength); /* "would", "more-likely": as filed */
const char *test_kind_name(enum test_kind kind);   /* "at-least", ...: as filed */

#endif
