/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few lines of text, so that a person can read what is going on:
 *
 *     stance batch 1
 *     actors/france.json 120:0badf00d 240:deadbeef
 *     actors/uk.json none 77:01234567
 *     end 89abcdef
 *
 * Length and CRC-32 of the text before and after, at last the CRC of all lines above. Only the very
 * bytes that journal_print makes are taken: what was read is printed again and compared. */
#include "store/journal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "base/arena.h"

static const char first_line[] = "stance batch 1\n";
static const char last_word[] = "end ";
static const char actors_folder[] = "actors/";
static const char ending[] = ".json";
static const char no_text[] = "none";
static const char staged_first[] = ".stance-";
static const char staged_ending[] = ".new";

enum { CRC_DIGITS = 8, LENGTH_DIGITS_MOST = 18 };

/* "ID.json" */
static bool is_actor_file(const char *name)
{
    char id[MODEL_MAX_ID + 1];
    size_t length = strlen(name), tail = sizeof ending - 1;
    if (length <= tail || length - tail > MODEL_MAX_ID) return false;
    if (strcmp(name + length - tail, ending) != 0) return false;
    memcpy(id, name, length - tail);
    id[length - tail] = '\0';
    return id_is_valid(id);
}

bool journal_name_is_valid(const char *name)
{
    size_t length = sizeof actors_folder - 1;
    if (strcmp(name, "model.json") == 0) return true;
    return strncmp(name, actors_folder, length) == 0 && is_actor_file(name + length);
}

struct journal_text journal_text_of(const char *bytes, size_t length)
{
    uLong crc = crc32_z(0, (const Bytef *)bytes, length);
    return (struct journal_text){.length = length, .crc = length ? (uint32_t)crc : 0};
}

bool journal_text_equals(struct journal_text a, struct journal_text b)
{
    return a.length == b.length && a.crc == b.crc;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct journal_entry *)a)->name, ((const struct journal_entry *)b)->name);
}

void journal_print(const struct journal *journal, struct str *out)
{
    size_t begin = out->length;
    str_append(out, first_line);
    for (size_t i = 0; i < journal->count; i++) {
        const struct journal_entry *entry = &journal->entries[i];
        assert(i == 0 || by_name(entry - 1, entry) < 0);
        str_printf(out, "%s ", entry->name);
        if (entry->is_new)
            str_append(out, no_text);
        else
            str_printf(out, "%zu:%08x", entry->old_text.length, entry->old_text.crc);
        str_printf(out, " %zu:%08x\n", entry->new_text.length, entry->new_text.crc);
    }
    if (out->failed) return;
    str_printf(out, "%s%08x\n", last_word,
               journal_text_of(str_get(out) + begin, out->length - begin).crc);
}

/* Reading: what does not fit stops it, what fits badly shows when it is printed again. */
struct cursor {
    const char *at, *end;
};

static bool take(struct cursor *cursor, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, word, length) != 0)
        return false;
    cursor->at += length;
    return true;
}

static bool take_name(struct cursor *cursor, char name[])
{
    const char *blank = memchr(cursor->at, ' ', (size_t)(cursor->end - cursor->at));
    size_t length = blank ? (size_t)(blank - cursor->at) : 0;
    if (length == 0 || length >= JOURNAL_NAME_BYTES || memchr(cursor->at, '\0', length))
        return false;
    memcpy(name, cursor->at, length);
    name[length] = '\0';
    cursor->at = blank + 1;
    return journal_name_is_valid(name);
}

static bool take_crc(struct cursor *cursor, uint32_t *crc)
{
    static const char digits[] = "0123456789abcdef";
    if (cursor->end - cursor->at < CRC_DIGITS) return false;
    *crc = 0;
    for (int i = 0; i < CRC_DIGITS; i++) {
        const char *digit = memchr(digits, *cursor->at++, sizeof digits - 1);
        if (!digit) return false;
        *crc = *crc << 4 | (uint32_t)(digit - digits);
    }
    return true;
}

static bool take_text(struct cursor *cursor, struct journal_text *text)
{
    text->length = 0;
    for (int i = 0; cursor->at < cursor->end && *cursor->at != ':'; i++) {
        if (*cursor->at < '0' || *cursor->at > '9' || i == LENGTH_DIGITS_MOST) return false;
        text->length = text->length * 10 + (size_t)(*cursor->at++ - '0');
    }
    return take(cursor, ":") && take_crc(cursor, &text->crc);
}

static bool take_entry(struct cursor *cursor, struct journal_entry *entry)
{
    if (!take_name(cursor, entry->name)) return false;
    entry->is_new = take(cursor, no_text);
    if (!entry->is_new && !take_text(cursor, &entry->old_text)) return false;
    return take(cursor, " ") && take_text(cursor, &entry->new_text) && take(cursor, "\n");
}

static stance_result take_entries(struct cursor *cursor, struct journal *journal)
{
    if (!take(cursor, first_line)) return STANCE_REFUSED;
    while (!take(cursor, last_word)) {
        struct journal_entry *entry = &journal->entries[journal->count];
        *entry = (struct journal_entry){0};
        if (!take_entry(cursor, entry)) return STANCE_REFUSED;
        if (journal->count && by_name(entry - 1, entry) >= 0) return STANCE_REFUSED;
        journal->count++;
    }
    return journal->count ? STANCE_OK : STANCE_REFUSED;
}

/* Every byte counts, those behind the end, too. */
static stance_result compare_printed(const struct journal *journal, const char *text, size_t length)
{
    struct str printed = {0};
    stance_result result;
    journal_print(journal, &printed);
    if (printed.failed)
        result = STANCE_NO_MEMORY;
    else if (printed.length == length && memcmp(str_get(&printed), text, length) == 0)
        result = STANCE_OK;
    else
        result = STANCE_REFUSED;
    str_clear(&printed);
    return result;
}

stance_result journal_parse(const char *text, size_t length, struct journal *journal)
{
    struct cursor cursor = {text, text + length};
    stance_result result;
    size_t lines = 1; /* the last may have no end */
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    *journal = (struct journal){0};
    journal->entries = calloc(lines, sizeof *journal->entries);
    if (!journal->entries) return STANCE_NO_MEMORY;
    result = take_entries(&cursor, journal);
    if (result == STANCE_OK) result = compare_printed(journal, text, length);
    if (result != STANCE_OK) journal_clear(journal);
    return result;
}

void journal_clear(struct journal *journal)
{
    free(journal->entries);
    *journal = (struct journal){0};
}

const struct journal_entry *journal_find(const struct journal *journal, const char *name)
{
    struct journal_entry key = {0};
    if (!journal->count || strlen(name) >= sizeof key.name) return NULL;
    memcpy(key.name, name, strlen(name) + 1);
    return bsearch(&key, journal->entries, journal->count, sizeof key, by_name);
}

/* Staged names */

void journal_print_staged(const struct journal_entry *entry, struct str *out)
{
    const char *slash = strrchr(entry->name, '/');
    str_printf(out, "%s%s-", staged_first, slash ? slash + 1 : entry->name);
    if (entry->is_new)
        str_append(out, no_text);
    else
        str_printf(out, "%08x", entry->old_text.crc);
    str_printf(out, "-%08x%s", entry->new_text.crc, staged_ending);
}

bool journal_parse_staged(const char *name, struct journal_entry *out)
{
    struct cursor cursor = {name, name + strlen(name)};
    const char *stop;
    size_t length;
    *out = (struct journal_entry){0};
    if (!take(&cursor, staged_first)) return false;
    stop = strstr(cursor.at, ".json-"); /* an id holds no dot */
    if (!stop) return false;
    length = (size_t)(stop - cursor.at) + sizeof ending - 1;
    if (length >= sizeof out->name) return false;
    memcpy(out->name, cursor.at, length);
    if (!is_actor_file(out->name)) return false; /* "model" has the shape of an id */
    cursor.at += length + 1;
    out->is_new = take(&cursor, no_text);
    if (!out->is_new && !take_crc(&cursor, &out->old_text.crc)) return false;
    return take(&cursor, "-") && take_crc(&cursor, &out->new_text.crc) &&
           take(&cursor, staged_ending) && cursor.at == cursor.end;
}
