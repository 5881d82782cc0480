/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The scanner decides what is JSON; cJSON decodes what passed, and the two are walked together
 * once to see that they agree and to find what cJSON takes without a word: a name given twice,
 * 1e400. cJSON 1.7 reads numbers through a buffer of 64 bytes and fails on longer ones: it is then
 * handed a copy of the text in which such numbers are short. */
#include "store/json.h"

#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/number.h"
#include "base/str.h"

#define MEMBERS_FEW 16      /* up to here a member is compared with those before it */
#define NUMBER_LONG 63      /* characters that cJSON can take */
#define TOO_LARGE   "1e999" /* what cJSON gets for a number too large for a double */

/* Nodes */

struct json_node json_root(const struct json *json)
{
    return (struct json_node){json->tree, json->marks.items};
}

struct json_node json_first(struct json_node node)
{
    return (struct json_node){node.item->child, node.mark + 1};
}

struct json_node json_next(struct json_node node)
{
    return (struct json_node){node.item->next, node.mark + node.mark->span};
}

bool json_is_there(struct json_node node)
{
    return node.item != NULL;
}

size_t json_count(struct json_node node)
{
    size_t count = 0;
    for (const cJSON *item = node.item->child; item; item = item->next)
        count++;
    return count;
}

enum json_type json_type(struct json_node node)
{
    switch (node.item->type & 0xff) {
    case cJSON_False:
    case cJSON_True:
        return JSON_FLAG;
    case cJSON_Number:
        return JSON_NUMBER;
    case cJSON_String:
        return JSON_TEXT;
    case cJSON_Array:
        return JSON_LIST;
    case cJSON_Object:
        return JSON_OBJECT;
    default:
        return JSON_NULL;
    }
}

const char *json_type_words(enum json_type type)
{
    switch (type) {
    case JSON_FLAG:
        return "true or false";
    case JSON_NUMBER:
        return "a number";
    case JSON_TEXT:
        return "a text";
    case JSON_LIST:
        return "a list [ ]";
    case JSON_OBJECT:
        return "an object { }";
    case JSON_NULL:
        break;
    }
    return "null";
}

const char *json_key(struct json_node node)
{
    return node.item->string;
}

const char *json_text(struct json_node node)
{
    return node.item->valuestring;
}

double json_number(struct json_node node)
{
    return node.item->valuedouble;
}

bool json_flag(struct json_node node)
{
    return (node.item->type & 0xff) == cJSON_True;
}

const char *json_quote(const char *text, struct json_quote *buffer)
{
    size_t length = strnlen(text, sizeof buffer->bytes);
    if (length < sizeof buffer->bytes) return text;
    length = sizeof buffer->bytes - 4;
    while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
        length--;
    memcpy(buffer->bytes, text, length);
    memcpy(buffer->bytes + length, "...", 4);
    return buffer->bytes;
}

/* What cJSON takes without a word */

struct inspection {
    const struct json *json;
    struct stance_diagnostics *list;
    bool agree; /* tree and marks */
    bool no_memory;
};

static enum json_type type_of_byte(char first)
{
    switch (first) {
    case '"':
        return JSON_TEXT;
    case '[':
        return JSON_LIST;
    case '{':
        return JSON_OBJECT;
    case 'n':
        return JSON_NULL;
    case 't':
    case 'f':
        return JSON_FLAG;
    default:
        return JSON_NUMBER;
    }
}

static void report_twice(struct inspection *inspection, struct json_node first,
                         struct json_node second)
{
    struct stance_diagnostics *list = inspection->list;
    struct text_cursor cursor;
    struct json_quote quote;
    if (list->found[STANCE_ERROR] >= DIAGNOSTICS_LIMIT) {
        diagnostics_error_at(list, second.mark->key, "a name is given twice"); /* only counted */
        return;
    }
    text_cursor_init(&cursor, inspection->json->text, inspection->json->length);
    text_cursor_move(&cursor, first.mark->key);
    diagnostics_error_at(list, second.mark->key,
                         "\"%s\" is given twice in one object: first on line %zu",
                         json_quote(json_key(second), &quote), cursor.line);
}

/** A few bits of a name, to see without comparing that most names differ. */
static uint64_t name_bit(const char *name)
{
    unsigned hash = (unsigned char)name[0];
    if (hash) hash = hash * 7 + (unsigned char)name[1];
    if (hash && name[1]) hash = hash * 5 + (unsigned char)name[2];
    return (uint64_t)1 << (hash & 63);
}

static void compare_few_names(struct inspection *inspection, struct json_node first)
{
    uint64_t seen = 0;
    for (struct json_node node = first; json_is_there(node); node = json_next(node)) {
        uint64_t bit = name_bit(json_key(node));
        struct json_node other = first;
        if (seen & bit) {
            while (other.item != node.item && strcmp(json_key(other), json_key(node)) != 0)
                other = json_next(other);
            if (other.item != node.item) report_twice(inspection, other, node);
        }
        seen |= bit;
    }
}

/** The map gives the index of a name's first mark. */
static void compare_many_names(struct inspection *inspection, struct json_node first)
{
    struct map names = {0};
    for (struct json_node node = first; json_is_there(node); node = json_next(node)) {
        size_t before = map_find(&names, json_key(node));
        if (before != MAP_NONE) {
            struct json_node other = {node.item, inspection->json->marks.items + before};
            report_twice(inspection, other, node);
        } else if (!map_put(&names, json_key(node),
                            (size_t)(node.mark - inspection->json->marks.items))) {
            inspection->no_memory = true;
            break;
        }
    }
    map_clear(&names);
}

static void compare_names(struct inspection *inspection, struct json_node object)
{
    if (json_count(object) <= MEMBERS_FEW)
        compare_few_names(inspection, json_first(object));
    else
        compare_many_names(inspection, json_first(object));
}

/** Recursion is bounded by the scanner's JSON_MAX_DEPTH. */
static void inspect(struct inspection *inspection, struct json_node node)
{
    const struct json_mark *end = node.mark + node.mark->span;
    enum json_type type = json_type(node);
    struct json_node child = json_first(node);
    if (type != type_of_byte(inspection->json->text[node.mark->begin])) inspection->agree = false;
    if (type == JSON_NUMBER && !isfinite(json_number(node)))
        diagnostics_error_at(inspection->list, node.mark->begin,
                             "too large a number: the limit is about 1.8e308");
    for (; json_is_there(child) && child.mark < end && inspection->agree; child = json_next(child))
        inspect(inspection, child);
    if (json_is_there(child) || child.mark != end) inspection->agree = false;
    if (type == JSON_OBJECT && inspection->agree) compare_names(inspection, node);
}

/* cJSON */

/** Put the shortest text of a long number over it, and blanks over the rest. */
static bool shorten_number(char *number, size_t length)
{
    struct str text = {0};
    double value = 0;
    bool ok;
    number_parse(number, length, &value);
    if (isfinite(value))
        number_print(value, &text);
    else
        str_append(&text, value < 0 ? "-" TOO_LARGE : TOO_LARGE);
    ok = !text.failed && text.length <= NUMBER_LONG;
    if (ok) {
        memset(number, ' ', length);
        memcpy(number, text.bytes, text.length);
    }
    str_clear(&text);
    return ok;
}

/** A copy of the text with all numbers short; NULL if there is no memory. */
static char *copy_shortened(const struct json *json)
{
    char *copy = malloc(json->length);
    if (!copy) return NULL;
    memcpy(copy, json->text, json->length);
    for (size_t i = 0; i < json->marks.count; i++) {
        const struct json_mark *mark = &json->marks.items[i];
        size_t length = mark->end - mark->begin;
        if (length <= NUMBER_LONG || type_of_byte(copy[mark->begin]) != JSON_NUMBER) continue;
        if (shorten_number(copy + mark->begin, length)) continue;
        free(copy);
        return NULL;
    }
    return copy;
}

/** Every parse of cJSON writes a global error position (and nobody here reads it): two at once
 * would be a data race. This lock is the one thing in the library that threads share, and why
 * json.c knows of threads beside base/parallel.c. */
static cJSON *parse_locked(const char *text, size_t length)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    const char *end = NULL;
    cJSON *tree;
    pthread_mutex_lock(&lock);
    tree = cJSON_ParseWithLengthOpts(text, length, &end, false);
    pthread_mutex_unlock(&lock);
    return tree;
}

static stance_result build_tree(struct json *json)
{
    /* cJSON passes over a byte order mark, but not in a text as short as a mark and one digit. */
    size_t begin = json->marks.has_bom ? JSON_BOM_BYTES : 0;
    char *copy = NULL;
    if (json->marks.has_long_number) {
        copy = copy_shortened(json);
        if (!copy) return STANCE_NO_MEMORY;
    }
    json->tree = parse_locked((copy ? copy : json->text) + begin, json->length - begin);
    free(copy);
    return json->tree ? STANCE_OK : STANCE_NO_MEMORY; /* its grammar is known to be right */
}

stance_result json_read(struct json *json, const char *text, size_t length,
                        struct stance_diagnostics *diagnostics)
{
    struct inspection inspection = {.json = json, .list = diagnostics, .agree = true};
    stance_result result;
    cJSON_Delete(json->tree);
    json->tree = NULL;
    json->text = text;
    json->length = length;
    json_marks_reset(&json->marks);
    result = json_scan(text, length, &json->marks, diagnostics);
    if (json->marks.has_bom)
        diagnostics_warn_at(diagnostics, "byte-order-mark", 0,
                            "the file begins with a byte order mark: save it as UTF-8 without one");
    if (result == STANCE_OK) result = build_tree(json);
    if (result != STANCE_OK) return result;
    inspect(&inspection, json_root(json));
    if (inspection.no_memory) return STANCE_NO_MEMORY;
    if (inspection.agree) return STANCE_OK;
    diagnostics_error_at(diagnostics, 0,
                         "cJSON and the scanner differ on this text: a defect of ours");
    return STANCE_REFUSED;
}

void json_clear(struct json *json)
{
    cJSON_Delete(json->tree);
    json_marks_clear(&json->marks);
    *json = (struct json){0};
}
