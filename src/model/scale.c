/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all scales have in common: the table of kinds, a written value held against a scale, and a
 * position in words. What differs between kinds is in scale_ordinal.c, _interval.c, _nominal.c. */
#include "model/scale.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/nearest.h"

/* A scale with more choices than this is not spelt out in a message. */
#define CHOICES_IN_A_LINE 10

static const struct scale_kind *const kinds[] = {&scale_ordinal, &scale_interval, &scale_nominal};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static const char *const reserved_words[] = {"undeclared", "unknown", "none-stated"};

void complaint_clear(struct complaint *complaint)
{
    str_clear(&complaint->message);
    str_clear(&complaint->hint);
}

const struct scale_kind *scale_kind_find(const char *name)
{
    for (size_t k = 0; k < N_KINDS; k++)
        if (strcmp(kinds[k]->name, name) == 0) return kinds[k];
    return NULL;
}

void scale_kind_print_names(struct str *out)
{
    for (size_t k = 0; k < N_KINDS; k++) {
        if (k > 0) str_append(out, ", ");
        str_append(out, kinds[k]->name);
    }
}

bool scale_is_reserved_word(const char *id)
{
    for (size_t w = 0; w < sizeof reserved_words / sizeof *reserved_words; w++)
        if (strcmp(reserved_words[w], id) == 0) return true;
    return false;
}

size_t scale_words(const struct scale *scale)
{
    return scale->kind->geometry == GEOMETRY_SET ? set_words(scale->n_choices) : 0;
}

size_t scale_find_choice(const struct scale *scale, const char *id)
{
    for (size_t c = 0; c < scale->n_choices; c++)
        if (strcmp(scale->choices[c].id, id) == 0) return c;
    return (size_t)-1;
}

void scale_print_choices(const struct scale *scale, struct str *out)
{
    if (scale->n_choices == 0) {
        scale->kind->print(scale, scale->min, out);
        str_append(out, " to ");
        scale->kind->print(scale, scale->max, out);
        if (scale->unit) str_printf(out, " %s", scale->unit);
        return;
    }
    if (scale->n_choices > CHOICES_IN_A_LINE) {
        str_printf(out, "%s, %s, ... %s: stance show issue:%s names all %zu", scale->choices[0].id,
                   scale->choices[1].id, scale->choices[scale->n_choices - 1].id, scale->issue,
                   scale->n_choices);
        return;
    }
    for (size_t c = 0; c < scale->n_choices; c++) {
        if (c > 0) str_append(out, ", ");
        str_append(out, scale->choices[c].id);
    }
}

bool scale_suggest_word(const char *word, struct str *hint)
{
    if (strcmp(word, "unknown") == 0 || strcmp(word, "null") == 0)
        str_append(hint, "Unknown means no entry at all; \"undeclared\" (in JSON null) that the "
                         "actor takes no position");
    else if (strcmp(word, "undeclared") == 0)
        str_append(hint, "In JSON null means undeclared; what an actor accepts is ended by "
                         "none-stated");
    else
        return false;
    return true;
}

/* A label instead of its id, or several levels where a range is meant. */
static bool suggest_choice(const struct scale *scale, const char *text, struct str *hint)
{
    const char *comma = strchr(text, ',');
    for (size_t c = 0; c < scale->n_choices; c++)
        if (strcasecmp(scale->choices[c].label, text) == 0) {
            str_printf(hint, "Did you mean \"%s\"?", scale->choices[c].id);
            return true;
        }
    if (scale->kind->geometry != GEOMETRY_SPAN || !comma) return false;
    str_printf(hint, "Either of several %ss is a range: %.*s..%s", scale->kind->noun,
               (int)(comma - text), text, strrchr(text, ',') + 1);
    return true;
}

bool scale_find_by_id(const struct scale *scale, const struct raw_point *point, double *out,
                      struct complaint *complaint)
{
    size_t found = point->text ? scale_find_choice(scale, point->text) : (size_t)-1;
    if (found != (size_t)-1) {
        *out = (double)found;
        return true;
    }
    const char *noun = scale->kind->noun;
    complaint->offset = point->offset;
    if (complaint->brief) {
        str_append(&complaint->message, noun);
        return false;
    }
    if (!point->text) {
        str_printf(&complaint->message, "%s takes a %s, not a number (", scale->issue, noun);
    } else {
        struct nearest nearest;
        nearest_init(&nearest, point->text);
        for (size_t c = 0; c < scale->n_choices; c++)
            nearest_try(&nearest, scale->choices[c].id);
        if (!scale_suggest_word(point->text, &complaint->hint) &&
            !suggest_choice(scale, point->text, &complaint->hint) && nearest.best)
            str_printf(&complaint->hint, "Did you mean \"%s\"?", nearest.best);
        str_printf(&complaint->message, "\"%s\" is no %s of %s (", point->text, noun, scale->issue);
    }
    scale_print_choices(scale, &complaint->message);
    str_append(&complaint->message, ")");
    return false;
}

/* ---- a written value */

static bool complain(struct complaint *complaint, size_t offset, const char *message,
                     const char *issue)
{
    str_printf(&complaint->message, message, issue);
    complaint->offset = offset;
    return false;
}

static bool read_range(const struct scale *scale, const struct raw_value *value,
                       struct position *out, struct complaint *complaint)
{
    out->from = scale->min;
    out->to = scale->max;
    out->open_from = !value->has_from;
    out->open_to = !value->has_to;
    bool ok = true;
    if (value->has_from) ok = scale->kind->find(scale, &value->points[0], &out->from, complaint);
    if (ok && value->has_to) ok = scale->kind->find(scale, &value->points[1], &out->to, complaint);
    if (!ok) return false;
    if (!value->has_from && !value->has_to)
        return complain(complaint, value->offset, "a range on %s needs \"from\" or \"to\", or both",
                        scale->issue);
    if (out->from > out->to)
        return complain(
            complaint, value->offset,
            "this range on %s is the wrong way round: \"from\" comes first on the scale",
            scale->issue);
    return true;
}

static bool read_span(const struct scale *scale, const struct raw_value *value,
                      struct position *out, struct complaint *complaint)
{
    out->kind = POSITION_SPAN;
    if (value->kind == RAW_LIST)
        return complain(complaint, value->offset,
                        "a list is for choices; on %s write one value or a range {\"from\": "
                        "..., \"to\": ...}",
                        scale->issue);
    if (value->kind == RAW_RANGE) return read_range(scale, value, out, complaint);
    if (!scale->kind->find(scale, &value->points[0], &out->from, complaint)) return false;
    out->to = out->from;
    return true;
}

static bool read_set(const struct scale *scale, const struct raw_value *value, struct arena *arena,
                     struct position *out, struct complaint *complaint)
{
    if (value->kind == RAW_RANGE)
        return complain(complaint, value->offset,
                        "%s has no order, so no range: write one choice or a list of them",
                        scale->issue);
    if (value->n_points == 0)
        return complain(complaint, value->offset,
                        "an empty list says nothing on %s: name a choice, or write null for "
                        "undeclared",
                        scale->issue);
    uint64_t *set = arena_array(arena, scale_words(scale), sizeof *set);
    if (!set) return false;
    for (size_t p = 0; p < value->n_points; p++) {
        double choice = 0;
        if (!scale->kind->find(scale, &value->points[p], &choice, complaint)) return false;
        if (set_has(set, (size_t)choice)) {
            str_printf(&complaint->message, "\"%s\" is named twice", value->points[p].text);
            complaint->offset = value->points[p].offset;
            return false;
        }
        set_add(set, (size_t)choice);
    }
    out->kind = POSITION_SET;
    out->choices = set;
    return true;
}

bool scale_read(const struct scale *scale, const struct raw_value *value, struct arena *arena,
                struct position *out, struct complaint *complaint)
{
    *out = (struct position){.kind = POSITION_UNDECLARED};
    if (value->kind == RAW_NULL) return true;
    if (scale->kind->geometry == GEOMETRY_SET) return read_set(scale, value, arena, out, complaint);
    return read_span(scale, value, out, complaint);
}

bool scale_hull(const struct scale *scale, const struct position *positions, size_t count,
                size_t stride_bytes, struct arena *arena, struct position *out)
{
    size_t words = scale_words(scale);
    uint64_t *set = NULL;
    *out = (struct position){.kind = POSITION_UNDECLARED};
    for (size_t p = 0; p < count; p++) {
        const struct position *each =
            (const void *)((const char *)(const void *)positions + p * stride_bytes);
        if (each->kind == POSITION_UNDECLARED) continue;
        if (out->kind == POSITION_UNDECLARED && each->kind == POSITION_SPAN) {
            *out = *each;
        } else if (each->kind == POSITION_SPAN) {
            if (each->from < out->from) out->from = each->from, out->open_from = each->open_from;
            if (each->to > out->to) out->to = each->to, out->open_to = each->open_to;
        } else {
            if (!set && !(set = arena_array(arena, words, sizeof *set))) return false;
            for (size_t w = 0; w < words; w++)
                set[w] |= each->choices[w];
            *out = (struct position){.kind = POSITION_SET, .choices = set};
        }
    }
    return true;
}

/* ---- a position in words */

static void print_set(const struct scale *scale, const struct position *position, struct str *out)
{
    size_t left = set_count(position->choices, scale_words(scale));
    bool first = true;
    for (size_t c = 0; c < scale->n_choices; c++) {
        if (!set_has(position->choices, c)) continue;
        if (!first) str_append(out, left > 1 ? ", " : scale->several ? " and " : " or ");
        scale->kind->print(scale, (double)c, out);
        first = false;
        left--;
    }
}

void scale_print_position(const struct scale *scale, const struct position *position,
                          struct str *out)
{
    if (position->kind == POSITION_UNDECLARED) {
        str_append(out, "undeclared");
        return;
    }
    if (position->kind == POSITION_SET) {
        print_set(scale, position, out);
        return;
    }
    if (position->from == position->to) {
        scale->kind->print(scale, position->from, out);
    } else if (position->open_to) {
        scale->kind->print(scale, position->from, out);
        str_append(out, scale->unit ? "" : " or beyond");
    } else if (position->open_from) {
        str_append(out, "up to ");
        scale->kind->print(scale, position->to, out);
    } else {
        scale->kind->print(scale, position->from, out);
        str_append(out, " to ");
        scale->kind->print(scale, position->to, out);
    }
    if (scale->unit) str_printf(out, " %s", scale->unit);
    if (scale->unit && position->from != position->to && position->open_to)
        str_append(out, " or more");
}
