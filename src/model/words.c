/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base of a row is one line, so that any cell of any spreadsheet carries it unharmed. */
#include "model/words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "base/date.h"
#include "base/number.h"
#include "base/utf8.h"

#define HISTORY   "history"
#define LONG_TEXT 500 /* bytes */

/* ---- labels */

static bool is_plain(const char *label)
{
    size_t length = strlen(label);
    if (length == 0 || label[0] == ' ' || label[length - 1] == ' ') return false;
    return !strstr(label, "..") && !strpbrk(label, ",*?~\"\t\r\n") &&
           strcasecmp(label, "undeclared") != 0;
}

static bool is_like(const struct choice *a, const struct choice *b)
{
    return strcasecmp(a->label, b->label) == 0 || strcasecmp(a->label, b->id) == 0;
}

bool scale_labels_are_plain(const struct scale *scale)
{
    for (size_t c = 0; c < scale->n_choices; c++) {
        if (!is_plain(scale->choices[c].label)) return false;
        for (size_t other = 0; other < scale->n_choices; other++)
            if (other != c && is_like(&scale->choices[c], &scale->choices[other])) return false;
    }
    return true;
}

/* ---- positions to words */

void scale_print_point(const struct scale *scale, double value, enum word_style style,
                       struct str *out)
{
    bool is_ordered = scale->kind->geometry == GEOMETRY_SPAN;
    if (is_ordered && style == WORDS_NUMBERS)
        number_print(scale->kind->normalise(scale, value), out);
    else if (scale->n_choices == 0)
        number_print(value, out);
    else if (style == WORDS_LABELS && scale_labels_are_plain(scale))
        str_append(out, scale->choices[(size_t)value].label);
    else
        str_append(out, scale->choices[(size_t)value].id);
}

static void print_set(const struct scale *scale, const uint64_t *choices, enum word_style style,
                      struct str *out)
{
    const char *before = "";
    for (size_t c = 0; c < scale->n_choices; c++) {
        if (!set_has(choices, c)) continue;
        str_append(out, before);
        scale_print_point(scale, (double)c, style, out);
        before = ",";
    }
}

void scale_print_word(const struct scale *scale, const struct position *position,
                      enum word_style style, struct str *out)
{
    bool closes = style == WORDS_NUMBERS;
    bool is_open = (position->open_from || position->open_to) && !closes;
    if (position->kind == POSITION_UNDECLARED) {
        str_append(out, "undeclared");
    } else if (position->kind == POSITION_SET) {
        print_set(scale, position->choices, style, out);
    } else if (!is_open && !(position->from < position->to)) {
        scale_print_point(scale, position->from, style, out);
    } else {
        if (!position->open_from || closes) scale_print_point(scale, position->from, style, out);
        str_append(out, "..");
        if (!position->open_to || closes) scale_print_point(scale, position->to, style, out);
    }
}

/* ---- words to ids */

static bool is_word(const char *word, size_t length, const char *name)
{
    return strlen(name) == length && strncasecmp(word, name, length) == 0;
}

static const struct choice *find_choice(const struct scale *scale, const char *word, size_t length)
{
    bool labels = scale_labels_are_plain(scale);
    for (size_t c = 0; c < scale->n_choices; c++)
        if (is_word(word, length, scale->choices[c].id)) return &scale->choices[c];
    for (size_t c = 0; labels && c < scale->n_choices; c++)
        if (is_word(word, length, scale->choices[c].label)) return &scale->choices[c];
    return NULL;
}

static void point_to_id(const struct scale *scale, const char *word, size_t length, struct str *out)
{
    double number;
    while (length > 0 && strchr(" \t\r\n", *word))
        word++, length--;
    while (length > 0 && strchr(" \t\r\n", word[length - 1]))
        length--;
    const struct choice *choice = find_choice(scale, word, length);
    if (choice)
        str_append(out, choice->id);
    else if (scale->n_choices == 0 && number_parse(word, length, &number) && number - number == 0)
        number_print(number, out);
    else if (is_word(word, length, "undeclared"))
        str_append(out, "undeclared");
    else
        str_append_bytes(out, word, length);
}

/* Choices in the order of the scale, as a set has none of its own.
 * @return false if a part names no choice, or one twice: then nothing is printed. */
static bool print_choices_in_order(const struct scale *scale, const char *word, struct str *out)
{
    uint64_t set[MODEL_MAX_CHOICES / 64] = {0};
    struct position position = {.kind = POSITION_SET, .choices = set};
    for (;;) {
        size_t length = strcspn(word, ","), blanks = strspn(word, " \t"), end = length;
        while (end > blanks && strchr(" \t\r\n", word[end - 1]))
            end--;
        const struct choice *choice =
            blanks < end ? find_choice(scale, word + blanks, end - blanks) : NULL;
        if (!choice || set_has(set, (size_t)(choice - scale->choices))) return false;
        set_add(set, (size_t)(choice - scale->choices));
        if (word[length] == '\0') break;
        word += length + 1;
    }
    scale_print_word(scale, &position, WORDS_IDS, out);
    return true;
}

void scale_word_to_ids(const struct scale *scale, const char *word, struct str *out)
{
    const char *dots = strstr(word, "..");
    if (scale->kind->geometry == GEOMETRY_SET) {
        if (print_choices_in_order(scale, word, out)) return;
        for (;;) {
            size_t length = strcspn(word, ",");
            point_to_id(scale, word, length, out);
            if (word[length] == '\0') return;
            str_append(out, ",");
            word += length + 1;
        }
    }
    if (dots && !strstr(dots + 1, "..")) {
        point_to_id(scale, word, (size_t)(dots - word), out);
        str_append(out, "..");
        word = dots + 2;
    }
    point_to_id(scale, word, strlen(word), out);
}

/* ---- texts in cells */

/* How long a text is in the file: its own "_x0041_" are written with an escape before them. */
static size_t cell_length(const char *text)
{
    size_t length = utf8_count(text, strlen(text));
    for (const char *at = text; (at = strstr(at, "_x")); at += 2)
        length += strlen("_x005F");
    return length;
}

void words_fit_cell(const char *text, struct str *out)
{
    size_t at = 0, count = 0;
    if (cell_length(text) <= WORDS_CELL_MOST) {
        str_append(out, text);
        return;
    }
    while (text[at] && count < WORDS_CELL_MOST / 8) {
        do
            at++;
        while (((unsigned char)text[at] & 0xc0) == 0x80);
        count++;
    }
    str_append_bytes(out, text, at);
    str_append(out, WORDS_CUT_MARK);
}

void words_print_comparable(const char *text, struct str *out)
{
    static const char blanks[] = " \t\r\n";
    size_t length;
    text += strspn(text, blanks);
    length = strlen(text);
    while (length > 0 && strchr(blanks, text[length - 1]))
        length--;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\r' && text[i + 1] == '\n') continue;
        if (text[i] == '\r')
            str_append_char(out, '\n');
        else
            str_append_char(out, text[i]);
    }
}

void words_print_digest(const char *comparable, struct str *out)
{
    uLong sum = crc32(crc32(0, NULL, 0), (const Bytef *)comparable, (uInt)strlen(comparable));
    str_printf(out, "%08lx", sum);
}

/* ---- rows */

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
