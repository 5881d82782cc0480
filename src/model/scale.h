/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Scales: the answers that an issue allows. A kind of scale is one row of functions. */
#ifndef MODEL_SCALE_H
#define MODEL_SCALE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/position.h"

/** A level of an ordinal scale or a choice of a nominal one. */
struct choice {
    const char *id;
    const char *label; /* what prose says; the id where the file gives none */
    double at;         /* ordinal: its place, 0 to 1 */
};

struct scale {
    const struct scale_kind *kind;
    const char *issue; /* id of the issue, for messages */
    struct choice *choices;
    size_t n_choices;
    double min, max;     /* of the scale's own axis: 0 and levels - 1, or what the file says */
    const char *unit;    /* interval; NULL: none */
    bool several;        /* nominal: a set means all of these together */
    bool has_odd_labels; /* they cannot stand in words: see scale_find_odd_labels */
    bool has_neutral;
    double neutral; /* on the scale's own axis */
};

/** What is wrong with a value or a scale, in words, and where in the text. Cleared by the caller.
 */
struct complaint {
    struct str message, hint;
    size_t offset;
    bool brief; /* nobody will read it: no choices, no "did you mean" */
};
void complaint_clear(struct complaint *complaint);

/** A member of a scale in a file, so that readers need not know the kinds. */
enum scale_field_type {
    SCALE_NUMBER,  /* double */
    SCALE_TEXT,    /* const char * */
    SCALE_FLAG,    /* bool */
    SCALE_LEVELS,  /* choices with an optional `at`, all or none */
    SCALE_CHOICES, /* choices */
    SCALE_NEUTRAL, /* a point of the scale; read after all others */
};
struct scale_field {
    const char *name;
    enum scale_field_type type;
    bool required;
    size_t offset; /* in struct scale: offsetof */
};

struct scale_kind {
    const char *name;
    enum geometry geometry;
    const char *noun; /* of one point: "level", "number", "choice" */
    const struct scale_field *fields;
    size_t n_fields;
    /** After the fields were read (`at` is -1 on all levels that give none): complete, judge. */
    bool (*complete)(struct scale *scale, struct complaint *complaint);
    /** The place of one written point on the scale's axis (a choice: its index). */
    bool (*find)(const struct scale *scale, const struct raw_point *point, double *out,
                 struct complaint *complaint);
    /** A point of the axis in [0, 1]; NULL for sets. */
    double (*normalise)(const struct scale *scale, double value);
    /** A point for people: a label, a number with its thousands parted; the unit left out. */
    void (*print)(const struct scale *scale, double value, struct str *out);
    /** Expected distance (city-block, Jaccard) of two actors who answer at random. */
    double (*chance)(const struct scale *scale);
};

extern const struct scale_kind scale_ordinal, scale_interval, scale_nominal;

/** The kind of that name; NULL if there is none. */
const struct scale_kind *scale_kind_find(const char *name);
/** "ordinal, interval, nominal", for messages. */
void scale_kind_print_names(struct str *out);

/** Words of a set on this scale; 0 on spans. */
size_t scale_words(const struct scale *scale);

/** Hold a written value against the scale. The set of a nominal position lies in the arena.
 *  @return false with a complaint, or (message empty) because there is no memory. */
bool scale_read(const struct scale *scale, const struct raw_value *value, struct arena *arena,
                struct position *out, struct complaint *complaint);

/** The hull of positions (sets: their union); undeclared ones are passed over.
 *  @return false if there is no memory. */
bool scale_hull(const struct scale *scale, const struct position *positions, size_t count,
                size_t stride_bytes, struct arena *arena, struct position *out);

/** "a, b, c": the ids that the scale allows, or "0 to 50000 troops". */
void scale_print_choices(const struct scale *scale, struct str *out);

/** For people: "Limited ground presence", "25,000 to 30,000 troops", "air and naval" (several),
 *  "eu or un" (one of these), "undeclared". */
void scale_print_position(const struct scale *scale, const struct position *position,
                          struct str *out);

/** The `find` of kinds whose points are ids: the index of a level or choice. */
bool scale_find_by_id(const struct scale *scale, const struct raw_point *point, double *out,
                      struct complaint *complaint);

/** Look an id up among the choices; MAP_NONE-like (size_t)-1 if it is not there. */
size_t scale_find_choice(const struct scale *scale, const char *id);

/** What was meant by a word that is no value on any scale ("unknown", "null"): a hint.
 *  @return false if there is nothing to say. */
bool scale_suggest_word(const char *word, struct str *hint);

/** Words that no level or choice may have as its id: they mean something on the command line. */
bool scale_is_reserved_word(const char *id);

#endif
