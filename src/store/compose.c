/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and cells become the JSON that an update file would have held, so that one reader judges
 * them all. What was composed from which cell is kept, so that errors name the cell. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "model/words.h"
#include "store/draft.h"

/* ---- pieces */

void compose_text(struct str *out, const char *text)
{
    str_append_char(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            str_printf(out, "\\%c", c);
        else if (c == '\n')
            str_append(out, "\\n");
        else if (c == '\t')
            str_append(out, "\\t");
        else if (c == '\r')
            str_append(out, "\\r");
        else if (c < 0x20 || c == 0x7f)
            str_printf(out, "\\u%04x", (unsigned)c);
        else
            str_append_char(out, (char)c);
    }
    str_append_char(out, '"');
}

/* A number as people type it: ".5" as well. */
static bool append_number(struct str *out, const char *word, size_t length)
{
    struct str text = {0};
    double number;
    if (word_is_ambiguous(word, length)) return false;
    str_append(&text, length > 0 && word[0] == '.' ? "0" : "");
    str_append_bytes(&text, word, length);
    bool is_number = !text.failed && number_parse(str_get(&text), text.length, &number);
    if (is_number) str_append(out, str_get(&text));
    if (text.failed) out->failed = true;
    str_clear(&text);
    return is_number;
}

static void append_point(struct str *out, const struct scale *scale, const char *word,
                         size_t length)
{
    while (length > 0 && (*word == ' ' || *word == '\t'))
        word++, length--;
    while (length > 0 && (word[length - 1] == ' ' || word[length - 1] == '\t'))
        length--;
    bool takes_numbers = !scale || !scale->kind || scale->n_choices == 0;
    if (takes_numbers && append_number(out, word, length)) return;
    struct str text = {0};
    str_append_bytes(&text, word, length);
    compose_text(out, str_get(&text));
    if (text.failed) out->failed = true;
    str_clear(&text);
}

static void append_range(struct str *out, const struct scale *scale, const char *word,
                         const char *dots)
{
    const char *rest = dots + 2;
    str_append_char(out, '{');
    if (dots > word) {
        str_append(out, "\"from\": ");
        append_point(out, scale, word, (size_t)(dots - word));
    }
    if (*rest) {
        str_append(out, dots > word ? ", \"to\": " : "\"to\": ");
        append_point(out, scale, rest, strlen(rest));
    }
    str_append_char(out, '}');
}

static void append_list(struct str *out, const struct scale *scale, const char *word)
{
    str_append_char(out, '[');
    for (bool first = true;; first = false) {
        size_t length = strcspn(word, ",");
        str_append(out, first ? "" : ", ");
        append_point(out, scale, word, length);
        if (word[length] == '\0') break;
        word += length + 1;
    }
    str_append_char(out, ']');
}

void compose_word(struct str *out, const struct scale *scale, const char *word)
{
    const char *dots = strstr(word, "..");
    bool is_set = scale && scale->kind && scale->kind->geometry == GEOMETRY_SET;
    if (dots && strstr(dots + 1, "..")) dots = NULL; /* "0...30" is no range from 0 to .30 */
    if (strcmp(word, "undeclared") == 0)
        str_append(out, "null");
    else if (dots)
        append_range(out, scale, word, dots);
    else if (is_set && strchr(word, ','))
        append_list(out, scale, word);
    else
        append_point(out, scale, word, strlen(word));
}

static void append_place(struct str *out, const struct scale *scale, double value)
{
    if (scale->n_choices > 0)
        compose_text(out, scale->choices[(size_t)value].id);
    else
        number_print(value, out);
}

static void append_set(struct str *out, const struct scale *scale, const uint64_t *choices)
{
    bool is_list = set_count(choices, scale_words(scale)) != 1, first = true;
    str_append(out, is_list ? "[" : "");
    for (size_t c = 0; c < scale->n_choices; c++) {
        if (!set_has(choices, c)) continue;
        str_append(out, first ? "" : ", ");
        compose_text(out, scale->choices[c].id);
        first = false;
    }
    str_append(out, is_list ? "]" : "");
}

static void compose_position(struct str *out, const struct scale *scale,
                             const struct position *position)
{
    bool is_open = position->open_from || position->open_to;
    if (position->kind == POSITION_UNDECLARED) {
        str_append(out, "null");
    } else if (position->kind == POSITION_SET) {
        append_set(out, scale, position->choices);
    } else if (!is_open && !(position->from < position->to)) {
        append_place(out, scale, position->from);
    } else {
        str_append_char(out, '{');
        if (!position->open_from) {
            str_append(out, "\"from\": ");
            append_place(out, scale, position->from);
        }
        if (!position->open_to) {
            str_append(out, position->open_from ? "\"to\": " : ", \"to\": ");
            append_place(out, scale, position->to);
        }
        str_append_char(out, '}');
    }
}

static void append_member(struct str *out, const char *name, const char *text, bool *is_first)
{
    if (!text) return;
    str_printf(out, "%s\"%s\": ", *is_first ? "" : ", ", name);
    compose_text(out, text);
    *is_first = false;
}

void compose_claim(struct str *out, const struct scale *scale, const struct claim *claim)
{
    const struct source *source = &claim->source;
    bool is_first = true;
    str_append(out, "{\"value\": ");
    compose_position(out, scale, &claim->position);
    if (source->outlet || source->url || source->quote) {
        str_append(out, ", \"source\": {");
        append_member(out, "outlet", source->outlet, &is_first);
        append_member(out, "url", source->url, &is_first);
        append_member(out, "quote", source->quote, &is_first);
        str_append_char(out, '}');
    }
    is_first = false;
    append_member(out, "speaker", claim->speaker, &is_first);
    if (claim->confidence < 1) {
        str_append(out, ", \"confidence\": ");
        number_print(claim->confidence, out);
    }
    str_append_char(out, '}');
}

/* ---- rows */

enum cell_kind { CELL_TEXT, CELL_WORD, CELL_NUMBER, CELL_VALUE, CELL_ACCEPTS };

/* How the words of a field become JSON. Those of quotes and notes are taken as they are. */
static const enum cell_kind kinds[STANCE_FIELD_COUNT] = {
    [STANCE_FIELD_ACTOR] = CELL_WORD,      [STANCE_FIELD_ISSUE] = CELL_WORD,
    [STANCE_FIELD_VALUE] = CELL_VALUE,     [STANCE_FIELD_DATE] = CELL_WORD,
    [STANCE_FIELD_ENTERED] = CELL_WORD,    [STANCE_FIELD_UNTIL] = CELL_WORD,
    [STANCE_FIELD_SALIENCE] = CELL_NUMBER, [STANCE_FIELD_CONFIDENCE] = CELL_NUMBER,
    [STANCE_FIELD_STATUS] = CELL_WORD,     [STANCE_FIELD_SPEAKER] = CELL_TEXT,
    [STANCE_FIELD_OUTLET] = CELL_TEXT,     [STANCE_FIELD_URL] = CELL_WORD,
    [STANCE_FIELD_QUOTE] = CELL_TEXT,      [STANCE_FIELD_ACCEPTS] = CELL_ACCEPTS,
    [STANCE_FIELD_NOTE] = CELL_TEXT,
};

static void add_origin(struct composition *composition, size_t source)
{
    if (composition->n_origins == composition->size) {
        size_t size = composition->size ? composition->size * 2 : 64;
        struct origin *origins = realloc(composition->origins, size * sizeof *origins);
        if (!origins) {
            composition->failed = true;
            return;
        }
        composition->origins = origins;
        composition->size = size;
    }
    composition->origins[composition->n_origins++] =
        (struct origin){.composed = composition->text.length, .source = source};
}

static void append_trimmed(struct str *out, enum cell_kind kind, const struct scale *scale,
                           const char *text)
{
    struct str word = {0};
    size_t length;
    text += strspn(text, " \t");
    if (kind == CELL_WORD && strncmp(text, "actor:", 6) == 0) text += 6; /* as other commands say */
    if (kind == CELL_WORD && strncmp(text, "issue:", 6) == 0) text += 6;
    length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]))
        length--;
    str_append_bytes(&word, text, length);
    bool is_number = kind == CELL_NUMBER && append_number(out, str_get(&word), word.length);
    /* Nobody accepts "undeclared": it stays a text, which the reader refuses. */
    bool is_value =
        kind == CELL_VALUE || (kind == CELL_ACCEPTS && strcmp(str_get(&word), "undeclared") != 0);
    if (kind == CELL_ACCEPTS && strcmp(str_get(&word), "none-stated") == 0)
        str_append(out, "null");
    else if (is_value)
        compose_word(out, scale, str_get(&word));
    else if (!is_number)
        compose_text(out, str_get(&word));
    if (word.failed) out->failed = true;
    str_clear(&word);
}

static const struct scale *scale_of(const struct stance_model *model, const char *issue)
{
    char id[MODEL_MAX_ID + 1];
    size_t length = 0, index;
    if (!issue) return NULL;
    issue += strspn(issue, " \t");
    if (strncmp(issue, "issue:", 6) == 0) issue += 6;
    length = strcspn(issue, " \t\r\n");
    if (length > MODEL_MAX_ID) return NULL;
    memcpy(id, issue, length);
    id[length] = '\0';
    index = map_find(&model->issue_ids, id);
    return index == MAP_NONE ? NULL : &model->issues[index].scale;
}

static void compose_row(struct composition *composition, const struct stance_model *model,
                        const struct entry_words *words)
{
    struct str *out = &composition->text;
    const struct scale *scale = scale_of(model, words->text[STANCE_FIELD_ISSUE]);
    bool is_first = true;
    add_origin(composition, words->row);
    str_append_char(out, '{');
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++) {
        if (!words->text[f]) continue;
        add_origin(composition, words->offset[f]);
        str_printf(out, "%s\"%s\": ", is_first ? "" : ", ", stance_field_name(f));
        if (kinds[f] == CELL_TEXT)
            compose_text(out, words->text[f]);
        else
            append_trimmed(out, kinds[f], scale, words->text[f]);
        is_first = false;
    }
    add_origin(composition, words->row);
    str_append_char(out, '}');
}

bool composition_make(struct composition *composition, const struct entry_words *rows,
                      size_t n_rows, const struct stance_model *model)
{
    str_append_char(&composition->text, '[');
    for (size_t r = 0; r < n_rows; r++) {
        str_append(&composition->text, r > 0 ? ",\n" : "");
        compose_row(composition, model, &rows[r]);
    }
    str_append_char(&composition->text, ']');
    return !composition->failed && !composition->text.failed;
}

size_t composition_origin(const void *of, size_t offset)
{
    const struct composition *composition = of;
    size_t low = 0, high = composition->n_origins;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (composition->origins[middle].composed <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? composition->origins[low - 1].source : 0;
}

void composition_clear(struct composition *composition)
{
    str_clear(&composition->text);
    free(composition->origins);
    *composition = (struct composition){0};
}
