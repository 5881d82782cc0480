/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Files mostly give their members in the table's order, so the row behind the one found last is
 *  tried first: one comparison a member, in the usual case. */
#include "store/members.h"

#include <assert.h>
#include <string.h>

#include "base/nearest.h"
#include "base/number.h"
#include "base/str.h"

static const enum json_type all_types[] = {JSON_TEXT,   JSON_NUMBER, JSON_FLAG,
                                           JSON_OBJECT, JSON_LIST,   JSON_NULL};
#define TYPE_COUNT (sizeof all_types / sizeof *all_types)

/** "a text, a number or null". */
static void print_types(unsigned types, struct str *out)
{
    for (size_t i = 0; i < TYPE_COUNT; i++) {
        if (!(types & all_types[i])) continue;
        types &= ~(unsigned)all_types[i];
        if (out->length) str_append(out, types ? ", " : " or ");
        str_append(out, json_type_words(all_types[i]));
    }
}

/* "0,9". */
static bool is_with_comma(const char *text)
{
    size_t whole = strspn(text, "0123456789");
    if (whole == 0 || text[whole] != ',') return false;
    size_t rest = strspn(text + whole + 1, "0123456789");
    return rest > 0 && text[whole + 1 + rest] == '\0';
}

bool member_check_type(const struct member *member, struct json_node node,
                       struct stance_diagnostics *diagnostics)
{
    enum json_type type = json_type(node);
    struct str wants = {0};
    double number;
    if (type & member->types) return true;
    if (member->wants)
        str_append(&wants, member->wants);
    else
        print_types(member->types, &wants);
    diagnostics_error_at(diagnostics, node.mark->begin, "\"%s\" must be %s, not %s%s", member->name,
                         str_get(&wants), json_type_words(type),
                         type == JSON_NULL && !member->required ? ": leave it out instead" : "");
    if (type == JSON_TEXT && (member->types & JSON_NUMBER) && strlen(json_text(node)) < 40 &&
        number_parse(json_text(node), strlen(json_text(node)), &number))
        diagnostics_hint(diagnostics, "Write it without quotes: %s", json_text(node));
    else if (type == JSON_TEXT && (member->types & JSON_NUMBER) && is_with_comma(json_text(node)))
        diagnostics_hint(diagnostics, "Write a dot as the decimal mark, and do not part the "
                                      "thousands: 0.5, 25000");
    if (wants.failed) diagnostics->failed = true;
    str_clear(&wants);
    return false;
}

static size_t find_row(const struct member_table *table, const char *name, size_t first)
{
    for (size_t i = 0, row = first; i < table->count; i++, row++) {
        if (row >= table->count) row = 0;
        if (table->rows[row].name[0] == name[0] && strcmp(table->rows[row].name, name) == 0)
            return row;
    }
    return table->count;
}

static void warn_unknown(const struct member_table *table, struct json_node node,
                         struct stance_diagnostics *diagnostics)
{
    const char *name = json_key(node);
    struct nearest nearest;
    struct json_quote quote;
    if (name[0] == '$' || strncmp(name, "x-", 2) == 0) return;
    diagnostics_warn_at(diagnostics, "unknown-member", node.mark->key,
                        "\"%s\" is no member of %s: nothing reads it", json_quote(name, &quote),
                        table->what);
    nearest_init(&nearest, name);
    for (size_t row = 0; row < table->count; row++)
        nearest_try(&nearest, table->rows[row].name);
    if (nearest.best)
        diagnostics_hint(diagnostics, "Did you mean \"%s\"?", nearest.best);
    else
        diagnostics_hint(diagnostics, "A member of your own begins with x-");
}

bool members_read(const struct member_table *table, struct json_node object,
                  struct json_node found[], struct stance_diagnostics *diagnostics)
{
    bool given[MEMBERS_MOST] = {false}, complete = true;
    size_t row = 0;
    assert(table->count <= MEMBERS_MOST);
    memset(found, 0, table->count * sizeof *found);
    if (json_type(object) != JSON_OBJECT) {
        diagnostics_error_at(diagnostics, object.mark->begin, "%s must be an object { }, not %s",
                             table->what, json_type_words(json_type(object)));
        return false;
    }
    for (struct json_node node = json_first(object); json_is_there(node); node = json_next(node)) {
        size_t here = find_row(table, json_key(node), row);
        if (here == table->count) {
            warn_unknown(table, node, diagnostics);
            continue;
        }
        row = here + 1;
        if (given[here]) continue; /* twice: json_read said so */
        given[here] = true;
        if (member_check_type(&table->rows[here], node, diagnostics)) found[here] = node;
    }
    for (row = 0; row < table->count; row++) {
        if (!table->rows[row].required) continue;
        if (!given[row])
            diagnostics_error_at(diagnostics, object.mark->begin, "\"%s\" is missing from %s",
                                 table->rows[row].name, table->what);
        if (!json_is_there(found[row])) complete = false;
    }
    return complete;
}
