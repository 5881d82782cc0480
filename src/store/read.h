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

/* read_model.c, read_actor.c, read_condition.c */

/** model.json into the model: title, issues, ids of issues. *issues_are_known as in struct reader.
 */
void read_model(struct reader *reader, struct json_node root, struct stance_model *model,
                bool *issues_are_known);
/** An actor's file into an actor whose id is set. */
void read_actor(struct reader *reader, struct json_node root, struct actor *actor);
/** The list of an entry's `if`; scale is of the entry's issue, NULL if it is unknown. */
void read_alternatives(struct reader *reader, struct json_node list, const struct scale *scale,
                       struct stance *stance);

#endif
