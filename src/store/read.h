/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What the readers of model.json and of actors' files share: private to store/read_*.c.
 *
 *  Rules of all readers: an error stands at the first byte of the value that is wrong (a text's
 * opening quote), at the name of a member that should not be there, or, where something is missing,
 * at the opening bracket of what misses it. Reading then goes on with the next member or entry.
 * What hangs on something that is wrong already is not complained about again. */
#ifndef STORE_READ_H
#define STORE_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostics.h"
#include "model/model.h"
#include "store/json.h"
#include "store/members.h"

struct reader {
    struct arena *arena; /* where what is read lives */
    struct stance_diagnostics *diagnostics;
    const char *file;          /* path, for places; lives as long as the arena */
    struct text_cursor cursor; /* places are asked for in the order of the text */
    bool lines_end_in_lf;      /* all of them: there is no CR */
    bool failed;               /* sticky: no memory */
    struct raw_point *points;  /* heap; of the value at hand, used again and again */
    size_t n_points, points_size;
    const struct stance_model *model; /* actors' files: the issues */
    bool issues_are_known;            /* false: model.json is too broken to tell an unknown issue */
    size_t n_alternatives;            /* of the actor so far */
    bool is_of_words;                 /* messages speak of words, not of JSON */
    date_day today; /* the date, and when it was put on file, of entries that give none; DATE_NONE:
                       a date must be given, and is the default of the other */
};

void reader_init(struct reader *reader, struct arena *arena, struct stance_diagnostics *diagnostics,
                 const char *file, const struct json *json);
void reader_clear(struct reader *reader);

/** Line and column of an offset; offsets must ascend from call to call. */
struct place reader_place(struct reader *reader, size_t offset);

/** Memory that is NULL, and the reader failed, where there is none. */
void *reader_array(struct reader *reader, size_t count, size_t size);

/* Each reads a value of the right type (members_read saw to that), or a missing one: then the
 * default stays in *out, and true is returned. False: an error was listed, *out is untouched. */
bool read_text(struct reader *reader, struct json_node node, const char **out);
bool read_id(struct reader *reader, struct json_node node, const char *what, const char **out);
bool read_share(struct reader *reader, struct json_node node, const char *name, double *out);
bool read_weight(struct reader *reader, struct json_node node, double *out);
bool read_date(struct reader *reader, struct json_node node, date_day *out);
void read_source(struct reader *reader, struct json_node node, struct source *out);

/** What ids are, for messages. */
#define ID_RULE                                                                                    \
    "ids are small letters, digits and hyphens, begin with a letter or digit and have at most 64 " \
    "characters"

/** What a text that is no id may have been meant to be: in small letters, with hyphens.
 *  @param[out] id  MODEL_MAX_ID + 1 bytes.
 *  @return false if it is no id even so. */
bool id_suggest(const char *text, char id[]);

/** A value against a scale. Without a kind (the scale is broken, the issue unknown) only its shape
 * is checked. The types that members give to a value are VALUE_TYPES. */
#define VALUE_TYPES (JSON_TEXT | JSON_NUMBER | JSON_OBJECT | JSON_LIST | JSON_NULL)
#define VALUE_WANTS                                                                                \
    "an id, a number, a range {\"from\": ..., \"to\": ...}, a list of choices or null"
bool read_value(struct reader *reader, struct json_node node, const struct scale *scale,
                struct position *out);
/** One point against a scale that has a kind: *out on its axis. */
bool read_point(struct reader *reader, struct json_node node, const struct scale *scale,
                double *out);
/** List what a complaint says, at its offset, and clear it; without a message memory has failed. */
void reader_complain(struct reader *reader, struct complaint *complaint);

/** The issue that a stance or a test names. *scale is NULL where its values cannot be checked.
 *  @return false if the issue is none, or none that could be read. */
bool read_issue_name(struct reader *reader, struct json_node node, size_t *issue,
                     const struct scale **scale);

/** The members of an entry, in the order in which new ones are written. */
enum stance_member {
    MEMBER_ISSUE,
    MEMBER_DATE,
    MEMBER_ENTERED,
    MEMBER_UNTIL,
    MEMBER_VALUE,
    MEMBER_CLAIMS,
    MEMBER_SALIENCE,
    MEMBER_CONFIDENCE,
    MEMBER_STATUS,
    MEMBER_SPEAKER,
    MEMBER_SOURCE,
    MEMBER_ACCEPTS,
    MEMBER_IF,
    MEMBER_NOTE,
    STANCE_MEMBERS,
};

#define SHARE_WANTS  "a number from 0 to 1"
#define DATE_WANTS   "a date such as \"2025-04-17\""
#define SOURCE_WANTS "an object { } with \"outlet\", \"url\", \"quote\""

/** Rows of a member_table by enum stance_member; in an update the date may be left out. */
#define STANCE_MEMBER_ROWS(date_is_required)                                                       \
    [MEMBER_ISSUE] = {"issue", JSON_TEXT, true, "the id of an issue"},                             \
    [MEMBER_DATE] = {"date", JSON_TEXT, date_is_required, DATE_WANTS},                             \
    [MEMBER_ENTERED] = {"entered", JSON_TEXT, false, DATE_WANTS},                                  \
    [MEMBER_UNTIL] = {"until", JSON_TEXT, false, DATE_WANTS},                                      \
    [MEMBER_VALUE] = {"value", VALUE_TYPES, false, VALUE_WANTS},                                   \
    [MEMBER_CLAIMS] = {"claims", JSON_LIST, false, "a list of claims"},                            \
    [MEMBER_SALIENCE] = {"salience", JSON_NUMBER, false, SHARE_WANTS},                             \
    [MEMBER_CONFIDENCE] = {"confidence", JSON_NUMBER, false, SHARE_WANTS},                         \
    [MEMBER_STATUS] = {"status", JSON_TEXT, false, "\"stated\", \"reported\" or \"inferred\""},    \
    [MEMBER_SPEAKER] = {"speaker", JSON_TEXT, false, NULL},                                        \
    [MEMBER_SOURCE] = {"source", JSON_OBJECT, false, SOURCE_WANTS},                                \
    [MEMBER_ACCEPTS] = {"accepts", VALUE_TYPES, false, VALUE_WANTS},                               \
    [MEMBER_IF] = {"if", JSON_LIST, false, "a list of alternatives"},                              \
    [MEMBER_NOTE] = {"note", JSON_TEXT, false, NULL}

/* read_model.c, read_actor.c, read_stance.c, read_condition.c */

/** model.json into the model: title, issues, ids of issues. *issues_are_known as in struct reader.
 */
void read_model(struct reader *reader, struct json_node root, struct stance_model *model,
                bool *issues_are_known);
/** One issue behind those of the model, which has room for it. */
void read_issue(struct reader *reader, struct json_node object, struct stance_model *model,
                bool *issues_are_known);
/** An actor's file into an actor whose id is set. */
void read_actor(struct reader *reader, struct json_node root, struct actor *actor);
/** An entry of which nothing is given yet. */
void stance_init(struct stance *stance);
/** The members of an entry, found by a table with STANCE_MEMBER_ROWS, into one that is initialised.
 *  @param mistyped  a member was of a wrong type, and is in the list already.
 *  @return false if there is no issue, date or position; errors are listed. */
bool read_stance_members(struct reader *reader, struct json_node object,
                         const struct json_node found[], bool mistyped, struct stance *stance);
/** The list of an entry's `if`; scale is of the entry's issue, NULL if it is unknown. */
void read_alternatives(struct reader *reader, struct json_node list, const struct scale *scale,
                       struct stance *stance);

#endif
