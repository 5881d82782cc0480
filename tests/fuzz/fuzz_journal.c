/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a journal, and as a staged file's name. What is taken names files of a model only,
 * and prints to what it was read from. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(bool holds)
{
    if (!holds) abort();
}

static void read_journal(const char *text, size_t length)
{
    struct journal journal = {0};
    struct str printed = {0};
    if (journal_parse(text, length, &journal) == STANCE_OK) {
        for (size_t e = 0; e < journal.count; e++)
            demand(journal_name_is_valid(journal.entries[e].name));
        journal_print(&journal, &printed);
        demand(printed.length == length && memcmp(str_get(&printed), text, length) == 0);
    }
    str_clear(&printed);
    journal_clear(&journal);
}

/* A name that is taken is the one that its entry prints. */
static void read_name(const char *name)
{
    struct journal_entry entry;
    struct str printed = {0};
    if (!journal_parse_staged(name, &entry)) return;
    demand(strchr(entry.name, '/') == NULL);
    journal_print_staged(&entry, &printed);
    demand(strcmp(str_get(&printed), name) == 0);
    str_clear(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = malloc(length + 1);
    demand(text != NULL);
    memcpy(text, bytes, length);
    text[length] = '\0';
    read_journal(text, length);
    read_name(text);
    free(text);
    return 0;
}
