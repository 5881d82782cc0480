/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Options: what the command line asks for. An option is a row of a table. */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "stance/cycle.h"

/* How long a writer waits for another, unless --wait says otherwise. */
#define WAIT_SECONDS 10

/** Everything that options can set; each command lists the tables of options that it takes. */
struct settings {
    const char *model;
    const char *as_of, *as_known, *actors, *issues, *statuses;
    double min_confidence;
    const char *measure, *salience;
    const char *format, *output, *color;
    double width;
    bool ascii, full;
    const char *skip; /* check: */
    double stale_days;
    bool strict;
    const char *fields[STANCE_FIELD_COUNT]; /* set: by enum stance_field */
    bool claim;
    bool dry_run; /* set, update: */
    double wait_seconds;
    const char *layout, *labels; /* matrix: */
    bool raw;
    const char *delimiter, *decimal; /* one character each */
    bool write, skip_conflicts;      /* import: */
    const char *new_date, *sheet;
    bool hashed; /* no option: the command needs the digest of the model's files */
    const char *since, *until, *from;                    /* changes, report: */
    const char *title;                                   /* init: */
    const char *name, *kind, *groups, *weight, *entered; /* add: */
    const char *question, *topic, *levels, *choices, *least, *most, *unit, *neutral, *status_quo;
    bool several;
    bool quiet; /* no option: the command itself prints what the load had to say */
    bool help, man;
    const char **arguments; /* what is no option, in order */
    size_t n_arguments;
};

enum option_kind {
    OPTION_FLAG,   /* bool */
    OPTION_TEXT,   /* const char * */
    OPTION_DATE,   /* const char *, a day of the calendar */
    OPTION_WORD,   /* const char *, one of `words` */
    OPTION_WORDS,  /* const char *, some of `words`, parted by commas */
    OPTION_NUMBER, /* double, from `least` to `most` */
};

struct option {
    char letter; /* 0: none */
    const char *name;
    enum option_kind kind;
    size_t offset;        /* in struct settings */
    const char *argument; /* "DATE", for help; NULL for a flag */
    const char *help;
    const char *const *words; /* ended by NULL */
    double least, most;
};

struct option_table {
    const char *title; /* in help */
    const struct option *options;
    size_t count;
};

/* --help alone; --man; -m and --help; --as-of and other choices of what to look at; --format and
 * other looks; what check alone takes. Those of commands that write, and of `changes`, are in
 * settings_write.c: what an entry holds; how to write; since when; what a new model, actor, issue
 * holds. */
extern const struct option_table options_help, options_manual, options_common, options_query,
    options_output, options_check, options_entry, options_write, options_import, options_matrix,
    options_since, options_between, options_init, options_add;

/** Does the word begin an option whose value is the next word? ("--format", "-m", not "-mDIR") */
bool option_takes_next_word(const char *word);

/** Parse a command line (without the program's and the command's name) by tables, ended by NULL.
 *  `settings->arguments` must have room for all words. A word that begins with '-' and a digit is
 *  an argument, as is all behind "--".
 *  @param[out] complaint  what is wrong and what would be right.
 *  @return false if something is wrong. */
bool settings_parse(struct settings *settings, const struct option_table *const *tables,
                    const char *const *words, size_t count, struct str *complaint);

#endif
