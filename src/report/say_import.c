/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/say_import.h"

static size_t count_state(const struct merge *merge, enum difference_state state)
{
    size_t count = 0;
    for (size_t d = 0; d < merge->n_differences; d++)
        count += merge->differences[d].state == state;
    return count;
}

static void say_word(struct stance_document *document, const char *word)
{
    if (!word) {
        document_cell_blank(document);
        return;
    }
    document_cell_text(document);
    document_say(document, "%s", word);
}

static void say_difference(struct stance_document *document, const struct merge *merge,
                           const struct difference *difference)
{
    document_row(document, false);
    say_word(document, difference->place);
    say_word(document, merge->model->actors[difference->actor].id);
    say_word(document, merge->model->issues[difference->issue].id);
    say_word(document, stance_field_name(difference->field));
    say_word(document, difference->from);
    say_word(document, difference->to);
    if (difference->state == DIFFERENCE_CONFLICT) say_word(document, difference->now);
}

static void say_table(struct stance_document *document, const struct merge *merge,
                      enum difference_state state)
{
    static const struct column columns[] = {
        {"Cell", ALIGN_LEFT, true},       {"Actor", ALIGN_LEFT, true}, {"Issue", ALIGN_LEFT, true},
        {"Field", ALIGN_LEFT, false},     {"Was", ALIGN_LEFT, true},   {"Is", ALIGN_LEFT, true},
        {"On file now", ALIGN_LEFT, true}};
    size_t n_columns = sizeof columns / sizeof *columns;
    document_table(document, columns, state == DIFFERENCE_CONFLICT ? n_columns : n_columns - 1, "");
    for (size_t d = 0; d < merge->n_differences; d++)
        if (merge->differences[d].state == state)
            say_difference(document, merge, &merge->differences[d]);
}

static void say_edits(struct speaker *speaker, const struct merge *merge)
{
    struct stance_document *document = speaker->document;
    size_t edited = count_state(merge, DIFFERENCE_EDITED);
    size_t on_file = count_state(merge, DIFFERENCE_ON_FILE);
    document_paragraph(document);
    if (merge->n_differences == 0)
        document_say(document, "No difference: the table says what it said when it went out");
    else
        document_say(document, "Edited: %zu %s", edited, edited == 1 ? "cell" : "cells");
    document_say(document, " (%zu %s compared)", merge->n_rows,
                 merge->n_rows == 1 ? "row" : "rows");
    if (on_file > 0)
        document_say(document, "; %zu more %s on file by now", on_file,
                     on_file == 1 ? "is" : "are");
    document_say(document, ".");
    if (edited > 0) say_table(document, merge, DIFFERENCE_EDITED);
}

static void say_conflicts(struct speaker *speaker, const struct merge *merge)
{
    struct stance_document *document = speaker->document;
    if (merge->n_conflicts == 0) return;
    say_heading(speaker, "In conflict", NULL);
    document_paragraph(document);
    document_say(document,
                 "What is on file of %s has changed since the table went out, and not to what "
                 "stands in the table. Nothing of %s is entered: export again, under another "
                 "name, and edit what is still right, or say it by stance set.",
                 merge->n_conflicts == 1 ? "this position" : "these positions",
                 merge->n_conflicts == 1 ? "it" : "them");
    say_table(document, merge, DIFFERENCE_CONFLICT);
}

static void say_old_sources(struct speaker *speaker, const struct merge *merge)
{
    struct stance_document *document = speaker->document;
    bool is_first = true;
    for (size_t d = 0; d < merge->n_differences; d++) {
        const struct difference *difference = &merge->differences[d];
        if (!difference->keeps_source || difference->state != DIFFERENCE_EDITED) continue;
        if (is_first) {
            document_paragraph(document);
            document_say(document, "A new value beside the source of the old one: is that the "
                                   "source of both?");
            document_items(document);
        }
        is_first = false;
        document_item(document);
        document_say_text(document, SPAN_STRONG, merge->model->actors[difference->actor].name);
        document_say(document, " on ");
        document_say_text(document, SPAN_STRONG, merge->model->issues[difference->issue].name);
        document_say(document, " (%s)", difference->place);
    }
}

void say_differences(struct speaker *speaker, const struct merge *merge)
{
    say_edits(speaker, merge);
    say_old_sources(speaker, merge);
    say_conflicts(speaker, merge);
}
