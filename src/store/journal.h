/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The record of a batch, `.stance-commit`: which files it replaces, and by what. While it
 *  is there, each of them counts with its new text; its rename into place commits the batch. */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "model/model.h"
#include "stance/result.h"

#define JOURNAL_NAME     ".stance-commit"
#define JOURNAL_NEW_NAME ".stance-commit.new"

/* "model.json" or "actors/ID.json", nothing else, with its 0. */
#define JOURNAL_NAME_BYTES (sizeof "actors/.json" + MODEL_MAX_ID)

/** What is known of a text without having it. */
struct journal_text {
    size_t length;
    uint32_t crc; /* CRC-32 */
};

struct journal_entry {
    char name[JOURNAL_NAME_BYTES];
    bool is_new; /* there was no such file: old_text means nothing */
    struct journal_text old_text, new_text;
};

/** All zero is empty. */
struct journal {
    struct journal_entry *entries; /* heap; ascending by name, none twice */
    size_t count;
};

bool journal_name_is_valid(const char *name);
struct journal_text journal_text_of(const char *bytes, size_t length);
bool journal_text_equals(struct journal_text a, struct journal_text b);

/** What a journal's file holds. */
void journal_print(const struct journal *journal, struct str *out);

/** Read a journal's file.
 *  @param[out] journal  for journal_clear; empty on failure.
 *  @return OK; REFUSED: it is not whole, or names other files than a model's; NO_MEMORY. */
stance_result journal_parse(const char *text, size_t length, struct journal *journal);
void journal_clear(struct journal *journal);

/** The entry of a file; NULL if the batch does not touch it. */
const struct journal_entry *journal_find(const struct journal *journal, const char *name);

/** The name under which the new text waits beside the real file: ".stance-france.json-OLD-NEW.new",
 *  OLD and NEW being CRCs in hex, OLD "none" for a new file. */
void journal_print_staged(const struct journal_entry *entry, struct str *out);

/** A staged file's name back into an entry; of its texts only the CRCs are known, and its name is
 *  without "actors/". @return false: it is no such name. */
bool journal_parse_staged(const char *name, struct journal_entry *out);

#endif
