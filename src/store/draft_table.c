/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a table, by the names in its first row. */
#include <string.h>
#include <strings.h>

#include "base/nearest.h"
#include "store/draft.h"

static size_t find_field(const char *name, size_t length)
{
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++)
        if (strlen(stance_field_name(f)) == length &&
            strncasecmp(stance_field_name(f), name, length) == 0)
            return f;
    return NO_COLUMN;
}

static void complain_of_column(const struct stance_draft *draft, const char *name, size_t offset,
                               struct stance_diagnostics *diagnostics)
{
    struct nearest nearest;
    if (strcmp(name, "if") == 0 || strcmp(name, "claims") == 0) {
        diagnostics_error_at(diagnostics, offset,
                             "a table has no column \"%s\": write such entries as JSON", name);
        return;
    }
    diagnostics_error_at(
        diagnostics, offset,
        draft->kind == DRAFT_MERGE
            ? "\"%s\" is no column of a long table of positions (stance help import)"
            : "\"%s\" is no column of an update (stance help update)",
        name);
    nearest_init(&nearest, name);
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++)
        nearest_try(&nearest, stance_field_name(f));
    if (strcasecmp(name, "source") == 0)
        diagnostics_hint(diagnostics, "The source is given by outlet, url and quote");
    else if (nearest.best)
        diagnostics_hint(diagnostics, "Did you mean \"%s\"?", nearest.best);
    else
        diagnostics_hint(diagnostics, "A column of your own begins with x-");
}

/* Columns of a long table that are worked out from the others, or only for the eye. */
static bool find_derived(struct stance_draft *draft, const char *name, size_t length, size_t column,
                         struct stance_diagnostics *diagnostics)
{
    static const char *const derived[] = {"actor name", "issue name", "claims"};
    const struct {
        const char *name;
        size_t *column;
    } used[] = {{"row", &draft->base_column},
                {"key", &draft->key_column},
                {"from", &draft->from_column},
                {"to", &draft->to_column}};
    for (size_t d = 0; d < sizeof derived / sizeof *derived; d++)
        if (strlen(derived[d]) == length && strncasecmp(derived[d], name, length) == 0) return true;
    for (size_t u = 0; u < sizeof used / sizeof *used; u++) {
        if (strlen(used[u].name) != length || strncasecmp(used[u].name, name, length) != 0)
            continue;
        if (*used[u].column != NO_COLUMN)
            diagnostics_error_at(diagnostics, draft->sheet.rows[0].cells[column].offset,
                                 "there are two columns \"%s\"", used[u].name);
        *used[u].column = column;
        return true;
    }
    return false;
}

static void find_column(struct stance_draft *draft, size_t column,
                        struct stance_diagnostics *diagnostics)
{
    const struct cell_text *cell = &draft->sheet.rows[0].cells[column];
    if (!cell->text) return; /* a column without a name: refused where it holds something */
    const char *name = cell->text + strspn(cell->text, " \t");
    size_t length = strlen(name);
    while (length > 0 && (name[length - 1] == ' ' || name[length - 1] == '\t'))
        length--;
    if (length >= 2 && strncasecmp(name, "x-", 2) == 0) return; /* the user's own */
    if (draft->kind == DRAFT_MERGE && find_derived(draft, name, length, column, diagnostics))
        return;
    size_t field = find_field(name, length);
    if (field == NO_COLUMN)
        complain_of_column(draft, name, cell->offset, diagnostics);
    else if (draft->columns[field] != NO_COLUMN)
        diagnostics_error_at(diagnostics, cell->offset, "there are two columns \"%s\"",
                             stance_field_name(field));
    else
        draft->columns[field] = column;
}

static void check_needed(const struct stance_draft *draft, struct stance_diagnostics *diagnostics)
{
    static const enum stance_field needed[] = {STANCE_FIELD_ACTOR, STANCE_FIELD_ISSUE,
                                               STANCE_FIELD_VALUE};
    for (size_t n = 0; n < sizeof needed / sizeof *needed; n++)
        if (draft->columns[needed[n]] == NO_COLUMN)
            diagnostics_error_at(diagnostics, draft->sheet.rows[0].offset,
                                 "no column is named \"%s\": the first line names the columns",
                                 stance_field_name(needed[n]));
}

/* Where an empty cell stands too: in a text, at its row. */
size_t draft_cell_offset(const struct stance_draft *draft, size_t row, size_t column)
{
    const struct sheet_row *at = &draft->sheet.rows[row];
    if (draft->sheet.name) return at->offset + column;
    return column < at->n_cells ? at->cells[column].offset : at->offset;
}

/* A cell to the right of all names, or under a column without one. */
void draft_check_strays(const struct stance_draft *draft, struct stance_diagnostics *diagnostics)
{
    for (size_t r = 1; r < draft->sheet.n_rows; r++) {
        const struct sheet_row *head = &draft->sheet.rows[0];
        const struct sheet_row *row = &draft->sheet.rows[r];
        for (size_t c = 0; c < row->n_cells; c++) {
            bool has_name = c < head->n_cells && head->cells[c].text;
            if (has_name || !row->cells[c].text) continue;
            diagnostics_error_at(diagnostics, row->cells[c].offset,
                                 "no column name stands above this field: is there a delimiter "
                                 "too many, or text that wants quotation marks?");
            break;
        }
    }
}

/* Is there one name of a column in the first line? Else it is a row like the others. */
static bool names_columns(const struct stance_draft *draft)
{
    const struct sheet_row *head = &draft->sheet.rows[0];
    for (size_t c = 0; c < head->n_cells; c++) {
        const char *name = head->cells[c].text;
        if (!name) continue;
        name += strspn(name, " \t");
        if (find_field(name, strcspn(name, " \t")) != NO_COLUMN) return true;
    }
    return false;
}

void draft_find_columns(struct stance_draft *draft, struct stance_diagnostics *diagnostics)
{
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++)
        draft->columns[f] = NO_COLUMN;
    draft->base_column = draft->key_column = draft->from_column = draft->to_column = NO_COLUMN;
    if (draft->sheet.n_rows == 0) return;
    if (!names_columns(draft)) {
        diagnostics_error_at(diagnostics, draft->sheet.rows[0].offset,
                             "the first line must name the columns: actor,issue,value,date, ... "
                             "(stance help %s)",
                             draft->kind == DRAFT_MERGE ? "import" : "update");
        return;
    }
    for (size_t c = 0; c < draft->sheet.rows[0].n_cells; c++)
        find_column(draft, c, diagnostics);
    if (diagnostics->found[STANCE_ERROR] == 0) check_needed(draft, diagnostics);
}

stance_result draft_read_table(struct stance_draft *draft, bool is_tsv,
                               struct stance_diagnostics *diagnostics)
{
    stance_result result =
        csv_read(str_get(&draft->text), draft->text.length, is_tsv, &draft->sheet, diagnostics);
    draft->kind = DRAFT_TABLE;
    if (result == STANCE_OK) draft_find_columns(draft, diagnostics);
    return result;
}

/* ---- rows */

void draft_take_row(const struct stance_draft *draft, size_t row, struct entry_words *words)
{
    const struct sheet_row *at = &draft->sheet.rows[row];
    *words = (struct entry_words){.row = at->offset};
    for (size_t f = 0; f < STANCE_FIELD_COUNT; f++) {
        size_t column = draft->columns[f];
        words->offset[f] = at->offset;
        if (column == NO_COLUMN) continue;
        words->text[f] = sheet_text(&draft->sheet, row, column);
        words->offset[f] = draft_cell_offset(draft, row, column);
        if (words->text[f] && words->text[f][strspn(words->text[f], " \t\r\n")] == '\0')
            words->text[f] = NULL;
    }
}
