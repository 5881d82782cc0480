/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a JSON text: refused with one error at a place, or a tree whose marks lie in the
 * text, in its order, one inside the other. */
#include <stdint.h>
#include <stdlib.h>

#include "base/diagnostics.h"
#include "store/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(bool holds)
{
    if (!holds) abort();
}

/* Returns the end of the value. */
static size_t walk(struct json_node node, size_t from, size_t length)
{
    demand(node.mark->begin >= from && node.mark->begin < node.mark->end &&
           node.mark->end <= length);
    switch (json_type(node)) {
    case JSON_TEXT:
        demand(json_text(node) != NULL);
        break;
    case JSON_NUMBER:
        demand(json_number(node) == json_number(node)); /* no NAN */
        break;
    default:
        break;
    }
    size_t at = node.mark->begin;
    for (struct json_node child = json_first(node); json_is_there(child);
         child = json_next(child)) {
        if (json_type(node) == JSON_OBJECT) demand(json_key(child) != NULL);
        at = walk(child, at, node.mark->end);
    }
    return node.mark->end;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length > JSON_MAX_BYTES) return 0;
    struct stance_diagnostics diagnostics;
    struct json json = {0};
    diagnostics_init(&diagnostics);
    stance_result result = json_read(&json, (const char *)bytes, length, &diagnostics);
    size_t errors = stance_diagnostics_count(&diagnostics, STANCE_ERROR);
    demand(result == STANCE_OK || (result == STANCE_REFUSED && errors == 1));
    if (result == STANCE_OK) walk(json_root(&json), 0, length);
    diagnostics_locate(&diagnostics, "fuzz.json", (const char *)bytes, length);
    for (size_t i = 0; i < stance_diagnostics_kept(&diagnostics); i++) {
        demand(stance_diagnostics_get(&diagnostics, i)->message != NULL);
    }
    json_clear(&json);
    diagnostics_clear(&diagnostics);
    return 0;
}
