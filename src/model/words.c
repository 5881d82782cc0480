/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "base/number.h"
#include "base/utf8.h"

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

void scale_find_odd_labels(struct scale *scale)
{
    scale->has_odd_labels = false;
    for (size_t c = 0; c < scale->n_choices && !scale->has_odd_labels; c++) {
        if (!is_plain(scale->choices[c].label)) scale->has_odd_labels = true;
        for (size_t other = 0; other < scale->n_choices; other++)
            if (other != c && is_like(&scale->choices[c], &scale->choices[other]))
                scale->has_odd_labels = true;
    }
}

bool scale_labels_are_plain(const struct scale *scale)
{
    return !scale->has_odd_labels;
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

bool word_is_ambiguous(const char *word, size_t length)
{
    size_t whole = strspn(word, "0123456789");
    if (whole == 0 || whole > 3 || length <= whole || (length - whole) % 4 != 0) return false;
    for (size_t at = whole; at < length; at += 4)
        if (strncmp(word + at, ".000", 4) != 0) return false;
    return true;
}

bool words_are_one_number(const char *a, const char *b)
{
    double x, y;
    if (!number_parse(a, strlen(a), &x) || !number_parse(b, strlen(b), &y)) return false;
    return fabs(x - y) <= 1e-14 * fmax(fabs(x), fabs(y));
}

bool print_comma_number(const char *word, struct str *out)
{
    const char *comma = strchr(word, ',');
    struct str text = {0};
    double number;
    if (!comma || strchr(comma + 1, ',')) return false;
    bool is_thousand = strcmp(comma + 1, "000") == 0;
    str_append_bytes(&text, word, (size_t)(comma - word));
    str_printf(&text, ".%s", comma + 1);
    bool ok = !is_thousand && number_parse(str_get(&text), text.length, &number);
    if (ok) str_append(out, str_get(&text));
    if (text.failed) out->failed = true;
    str_clear(&text);
    return ok;
}

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
    else if (scale->n_choices == 0 && !word_is_ambiguous(word, length) &&
             number_parse(word, length, &number) && number - number == 0)
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

void words_print_flat(const char *text, struct str *out)
{
    for (; *text; text++)
        str_append_bytes(out, strchr("\t\r\n", *text) ? " " : text, 1);
}

void words_print_digest(const char *comparable, struct str *out)
{
    uLong sum = crc32(crc32(0, NULL, 0), (const Bytef *)comparable, (uInt)strlen(comparable));
    str_printf(out, "%08lx", sum);
}
