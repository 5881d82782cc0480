/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base of a row is one line, so that any cell of any spreadsheet carries it unharmed. */
#include <string.h>
#include <zlib.h>

#include "base/date.h"
#include "base/number.h"
#include "model/words.h"

#define HISTORY   "history"
#define LONG_TEXT 500 /* bytes */

/* Texts of one row, each made in the same buffer and copied into the arena. */
struct row_maker {
    struct arena *arena;
    struct str text;
    bool failed;
};

static const char *keep(struct row_maker *maker)
{
    const char *copy = NULL;
    if (maker->text.length > 0) {
        copy = arena_text(maker->arena, str_get(&maker->text), maker->text.length);
        if (!copy) maker->failed = true;
    }
    if (maker->text.failed) maker->failed = true;
    str_truncate(&maker->text, 0);
    return copy;
}

static const char *keep_word(struct row_maker *maker, const struct scale *scale,
                             const struct position *position, enum word_style style)
{
    scale_print_word(scale, position, style, &maker->text);
    return keep(maker);
}

static const char *keep_point(struct row_maker *maker, const struct scale *scale, double value,
                              enum word_style style)
{
    scale_print_point(scale, value, style, &maker->text);
    return keep(maker);
}

static const char *keep_number(struct row_maker *maker, double number)
{
    number_print(number, &maker->text);
    return keep(maker);
}

static const char *keep_date(struct row_maker *maker, date_day day)
{
    date_print(day, &maker->text);
    return keep(maker);
}

static const char *keep_claims(struct row_maker *maker, const struct scale *scale,
                               const struct claim *claims, size_t n_claims, enum word_style style)
{
    for (size_t c = 0; c < n_claims; c++) {
        const char *outlet = claims[c].source.outlet, *speaker = claims[c].speaker;
        str_append(&maker->text, c ? " | " : "");
        scale_print_word(scale, &claims[c].position, style, &maker->text);
        if (!outlet && !speaker) continue;
        str_printf(&maker->text, " (%s%s%s)", outlet ? outlet : "", outlet && speaker ? ", " : "",
                   speaker ? speaker : "");
    }
    return keep(maker);
}

static void make_entry(struct row_maker *maker, const struct scale *scale,
                       const struct standing *standing, enum word_style style, struct long_row *out)
{
    const struct stance *stance = standing->stance;
    const struct position *position = &standing->position;
    const struct claim *claim = &standing->claims[0];
    const char **words = out->words;
    words[STANCE_FIELD_VALUE] = keep_word(maker, scale, position, style);
    if (position->kind == POSITION_SPAN) {
        out->from = keep_point(maker, scale, position->from, style);
        out->to = keep_point(maker, scale, position->to, style);
    }
    words[STANCE_FIELD_DATE] = keep_date(maker, stance->date);
    words[STANCE_FIELD_ENTERED] = keep_date(maker, stance->entered);
    words[STANCE_FIELD_UNTIL] = keep_date(maker, stance->until);
    words[STANCE_FIELD_SALIENCE] = keep_number(maker, standing->salience);
    words[STANCE_FIELD_CONFIDENCE] = keep_number(maker, standing_confidence(standing));
    words[STANCE_FIELD_NOTE] = stance->note;
    if (standing->accepts)
        words[STANCE_FIELD_ACCEPTS] = keep_word(maker, scale, standing->accepts, style);
    if (standing_is_disputed(standing)) {
        words[STANCE_FIELD_STATUS] = "disputed";
        out->claims = keep_claims(maker, scale, standing->claims, standing->n_claims, style);
        return;
    }
    words[STANCE_FIELD_STATUS] = status_name(stance->status);
    words[STANCE_FIELD_SPEAKER] = claim->speaker;
    words[STANCE_FIELD_OUTLET] = claim->source.outlet;
    words[STANCE_FIELD_URL] = claim->source.url;
    words[STANCE_FIELD_QUOTE] = claim->source.quote;
}

bool long_row_make(const struct stance_model *model, size_t actor, size_t issue,
                   const struct standing *standing, enum word_style style, struct arena *arena,
                   struct long_row *out)
{
    struct row_maker maker = {.arena = arena};
    *out = (struct long_row){0};
    out->words[STANCE_FIELD_ACTOR] = model->actors[actor].id;
    out->words[STANCE_FIELD_ISSUE] = model->issues[issue].id;
    if (standing_is_known(standing))
        make_entry(&maker, &model->issues[issue].scale, standing, style, out);
    str_clear(&maker.text);
    return !maker.failed;
}

/* ---- what was exported, in one line */

static void print_escaped(const char *text, struct str *out)
{
    for (; *text; text++) {
        if (*text == '\\' || *text == '|') str_append_char(out, '\\');
        if (*text == '\n')
            str_append(out, "\\n");
        else if (*text == '\r')
            str_append(out, "\\r");
        else if (*text == '\t')
            str_append(out, "\\t");
        else
            str_append_char(out, *text);
    }
}

/* A short text as it is; of a longer one its digest, so that the line fits into any cell. */
static void print_member(const char *name, const char *text, struct str *out)
{
    struct str cell = {0}, comparable = {0};
    words_fit_cell(text, &cell);
    words_print_comparable(str_get(&cell), &comparable);
    bool is_long = comparable.length > LONG_TEXT;
    str_printf(out, "%s%s=", name, is_long ? "#" : "");
    if (is_long)
        words_print_digest(str_get(&comparable), out);
    else
        print_escaped(text, out);
    str_append(out, "|");
    if (cell.failed || comparable.failed) out->failed = true;
    str_clear(&cell);
    str_clear(&comparable);
}

void long_row_print_base(const struct stance_model *model, size_t actor, size_t issue,
                         const struct long_row *row, struct str *out)
{
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++)
        if (row->words[f]) print_member(stance_field_name(f), row->words[f], out);
    str_append(out, HISTORY "=");
    long_row_print_history(model, actor, issue, out);
}

static char unescape(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

/* One "name=text" of the copy at hand, ended in place; NULL if it is none. */
static char *cut_member(char **rest, const char **name)
{
    char *from = strchr(*rest, '='), *to;
    if (!from) return NULL;
    *name = *rest;
    *from++ = '\0';
    for (to = from; *from && *from != '|'; from++) {
        char c = *from;
        if (c == '\\' && from[1]) c = unescape(*++from);
        *to++ = c;
    }
    *rest = from + (*from == '|');
    *to = '\0';
    return strchr(*name, '\0') + 1;
}

static void take_member(struct row_base *base, const char *name, const char *value)
{
    size_t length = strlen(name);
    bool is_digest = length > 0 && name[length - 1] == '#';
    if (is_digest) length--;
    if (strcmp(name, HISTORY) == 0) base->history = value;
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++) {
        const char *field = stance_field_name(f);
        if (strlen(field) != length || strncmp(field, name, length) != 0) continue;
        *(is_digest ? &base->digests[f] : &base->words[f]) = value;
    }
}

bool long_row_parse_base(const char *text, struct arena *arena, struct row_base *out)
{
    char *rest = arena_string(arena, text);
    const char *name;
    *out = (struct row_base){0};
    if (!rest) return false;
    while (*rest) {
        const char *value = cut_member(&rest, &name);
        if (!value) return false;
        take_member(out, name, value);
    }
    return out->history != NULL;
}

/* ---- all that is on file of a cell, as a number */

static uLong add_text(uLong sum, const char *text)
{
    return crc32(sum, (const Bytef *)(text ? text : "\1"), (uInt)(text ? strlen(text) + 1 : 1));
}

static uLong add_value(uLong sum, const struct scale *scale, const struct position *position,
                       struct str *scratch)
{
    str_truncate(scratch, 0);
    scale_print_word(scale, position, WORDS_IDS, scratch);
    return add_text(sum, str_get(scratch));
}

static uLong add_number(uLong sum, double number)
{
    return crc32(sum, (const Bytef *)&number, sizeof number);
}

static uLong add_claim(uLong sum, const struct scale *scale, const struct claim *claim,
                       struct str *scratch)
{
    sum = add_value(sum, scale, &claim->position, scratch);
    sum = add_text(sum, claim->source.outlet);
    sum = add_text(sum, claim->source.url);
    sum = add_text(sum, claim->source.quote);
    sum = add_text(sum, claim->speaker);
    return add_number(sum, claim->confidence);
}

static uLong add_stance(uLong sum, const struct scale *scale, const struct stance *stance,
                        struct str *scratch)
{
    const date_day days[] = {stance->date, stance->until, stance->entered};
    sum = crc32(sum, (const Bytef *)days, sizeof days);
    for (size_t c = 0; c < stance->n_claims; c++)
        sum = add_claim(sum, scale, &stance->claims[c], scratch);
    sum = add_text(sum, status_name(stance->status));
    sum = add_text(sum, stance->note);
    sum = add_number(sum, stance->salience == stance->salience ? stance->salience : -1);
    sum = add_number(sum, stance->confidence);
    if (stance->has_accepts) sum = add_text(sum, "accepts");
    if (stance->accepts) sum = add_value(sum, scale, stance->accepts, scratch);
    if (stance->has_alternatives) sum = add_number(sum, (double)stance->n_alternatives);
    for (size_t a = 0; a < stance->n_alternatives; a++)
        sum = add_value(sum, scale, &stance->alternatives[a].value, scratch);
    return sum;
}

void long_row_print_history(const struct stance_model *model, size_t actor, size_t issue,
                            struct str *out)
{
    struct str scratch = {0};
    size_t count = 0;
    const struct stance *const *history = actor_history(&model->actors[actor], issue, &count);
    uLong sum = crc32(0, NULL, 0);
    for (size_t h = 0; h < count; h++)
        sum = add_stance(sum, &model->issues[issue].scale, history[h], &scratch);
    str_printf(out, "%08lx", sum);
    if (scratch.failed) out->failed = true;
    str_clear(&scratch);
}
