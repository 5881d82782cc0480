/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Diagnostics as lines of text, to compare: "FILE:LINE:COLUMN: MESSAGE | HINT". */
#ifndef TESTS_STORE_LISTING_H
#define TESTS_STORE_LISTING_H

#include <string.h>

#include "base/str.h"
#include "stance/model.h"
#include "support.h"

/** All items, each line ended; lent. `prefix` is taken off the files' names. A warning's message
 * has its check's name before it. */
static inline const char *listing_of(const stance_diagnostics *list, const char *prefix)
{
    struct str text = {0};
    const char *lent;
    for (size_t i = 0; i < stance_diagnostics_kept(list); i++) {
        const stance_diagnostic *item = stance_diagnostics_get(list, i);
        const char *file = item->file ? item->file : "-:";
        if (strncmp(file, prefix, strlen(prefix)) == 0) file += strlen(prefix);
        str_printf(&text, "%s%s%zu:%zu: ", file, *file ? ":" : "", item->line, item->column);
        if (item->severity == STANCE_WARNING) str_printf(&text, "%s: ", item->check);
        str_append(&text, item->message);
        if (item->hint) str_printf(&text, " | %s", item->hint);
        str_append(&text, "\n");
    }
    lent = test_text("%s", str_get(&text));
    str_clear(&text);
    return lent;
}

/** Load a model, free it, and list what was found; lent. */
static inline const char *listing_of_load(const char *folder, const char *prefix)
{
    stance_diagnostics *list = stance_diagnostics_new();
    stance_model *model = NULL;
    stance_result result = stance_model_load(folder, list, &model);
    const char *text;
    CHECK((result == STANCE_OK) == (stance_diagnostics_count(list, STANCE_ERROR) == 0));
    CHECK((result == STANCE_OK) == (model != NULL));
    stance_model_free(model); /* before the list is read: it must not lean on the model */
    text = listing_of(list, prefix);
    stance_diagnostics_free(list);
    return text;
}

#endif
