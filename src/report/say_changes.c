/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two dates, or two copies of a model: the headline first, then the moves by
 * what they did, conditions, figures with the parts that they are made of, and what changed outside
 * the stances. The report takes the first three for its own opening. */
#include "report/say_changes.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

/* More names than this are counted. */
#define NAMES_IN_A_LINE 24

/* ---- pieces */

void print_signed(double number, struct str *out)
{
    struct str text = {0};
    number_print_fixed(fabs(number), 2, &text);
    bool is_nothing = strcmp(str_get(&text), "0.00") == 0;
    if (!is_nothing) str_append_char(out, number < 0 ? '-' : '+');
    str_append(out, str_get(&text));
    if (text.failed) out->failed = true;
    str_clear(&text);
}

/* What a figure is once it is printed. */
static double as_printed(double figure)
{
    struct str text = {0};
    double printed = figure;
    number_print_fixed(figure, 2, &text);
    if (!text.failed) number_parse(str_get(&text), text.length, &printed);
    str_clear(&text);
    return printed;
}

void print_difference(double before, double after, struct str *out)
{
    print_signed(as_printed(after) - as_printed(before), out);
}

bool prints_alike(double before, double after)
{
    return fabs(as_printed(after) - as_printed(before)) < 0.005;
}

static void say_signed(struct speaker *speaker, double number)
{
    struct str text = {0};
    print_signed(number, &text);
    if (text.failed) speaker->document->failed = true;
    document_say(speaker->document, "%s", str_get(&text));
    str_clear(&text);
}

void say_difference(struct speaker *speaker, double before, double after)
{
    struct str text = {0};
    print_difference(before, after, &text);
    if (text.failed) speaker->document->failed = true;
    document_say(speaker->document, "%s", str_get(&text));
    str_clear(&text);
}

void say_part(struct speaker *speaker, const struct change *change, double effect)
{
    if (rank_change_parts(change, NULL, 0) == 1)
        say_difference(speaker, change->before, change->after);
    else
        say_signed(speaker, effect);
}

void say_effect_on(struct speaker *speaker, const struct change *change, double effect)
{
    bool alone = rank_change_parts(change, NULL, 0) == 1;
    if (alone ? prints_alike(change->before, change->after) : prints_alike(0, effect))
        document_say(speaker->document, "less than 0.01");
    else
        say_part(speaker, change, effect);
}

void say_stance_name(struct speaker *speaker, size_t actor, size_t issue)
{
    const struct stance_changes *changes = speaker->document->changes;
    document_say_text(speaker->document, SPAN_STRONG, changes->actors[actor].name);
    document_say(speaker->document, " on ");
    document_say_text(speaker->document, SPAN_STRONG, changes->issues[issue].name);
}

void say_part_name(struct speaker *speaker, const struct part *part)
{
    const struct stance_changes *changes = speaker->document->changes;
    if (part->actor != STANCE_NONE && part->issue != STANCE_NONE)
        document_say(speaker->document, "%s on %s", changes->actors[part->actor].name,
                     changes->issues[part->issue].name);
    else if (part->actor != STANCE_NONE)
        document_say(speaker->document, "%s itself", changes->actors[part->actor].name);
    else if (part->issue != STANCE_NONE)
        document_say(speaker->document, "the issue %s itself", changes->issues[part->issue].name);
    else
        document_say(speaker->document, "outside the stances");
}

/* ---- conditions */

/* A condition that is gone is told with the names and scales of the side that had it. */
static void say_condition(struct speaker *speaker, const struct condition_change *condition)
{
    const struct stance_changes *changes = speaker->document->changes;
    const struct stance_findings *findings = speaker->findings;
    const struct matched *issue = &changes->issues[condition->issue];
    const struct change_words *words = change_words(changes);
    document_item(speaker->document);
    document_say(speaker->document, "%s: ",
                 condition->appeared    ? words->new_condition
                 : condition->fulfilled ? words->fulfilled_condition
                                        : words->gone_condition);
    say_stance_name(speaker, condition->actor, condition->issue);
    if (!condition->appeared) speaker->findings = changes->before;
    say_alternative(speaker, condition->appeared ? issue->after : issue->before,
                    condition->alternative, condition->appeared);
    speaker->findings = findings;
}

static void say_changed_conditions(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    if (changes->n_conditions == 0) return;
    say_heading(speaker, change_words(changes)->conditions, "listed, not applied");
    document_items(speaker->document);
    for (size_t c = 0; c < changes->n_conditions; c++)
        say_condition(speaker, &changes->conditions[c]);
}

static void say_next_step(struct speaker *speaker)
{
    document_paragraph(speaker->document);
    document_say(
        speaker->document,
        changes_are_of_copies(speaker->document->changes)
            ? "\"stance log\" lists every entry on file."
            : "\"stance log\" lists every entry by the day on which it was put on file: an "
              "earlier --since looks further back.");
}

/* ---- documents */

void say_what_changed(struct speaker *speaker)
{
    say_headline(speaker);
    say_moves(speaker);
    say_changed_conditions(speaker);
}

static void say_how_to_read(struct speaker *speaker)
{
    say_heading(speaker, "How to read the figures", NULL);
    document_items(speaker->document);
    document_item(speaker->document);
    document_say(speaker->document,
                 "A figure's change is split among the stances that made it: the parts add up to "
                 "the whole, are the same looked at from either end, and what did not change has "
                 "none.");
    document_item(speaker->document);
    document_say(speaker->document,
                 "Moves are in the order of their mean effect on agreement, whichever way it "
                 "went; the second figure is the effect on cohesion.");
    document_item(speaker->document);
    document_say(speaker->document,
                 "Printed figures are rounded; effects are computed from the full ones.");
}

stance_result stance_say_changes(const stance_changes *changes, stance_document_kind kind,
                                 stance_document **out)
{
    struct speaker speaker;
    *out = NULL;
    if (!speaker_init(&speaker, kind, SUBJECT_CHANGES, changes->after)) return STANCE_NO_MEMORY;
    speaker.document->changes = changes;
    say_title(&speaker, changes->after->snapshot->model->title,
              changes_are_of_copies(changes) ? "as of " : "changes since ",
              (changes_are_of_copies(changes) ? changes->after : changes->before)->snapshot->as_of);
    say_other_title(&speaker);
    document_paragraph(speaker.document);
    say_query(&speaker);
    say_what_changed(&speaker);
    if (changes_are_none(changes)) {
        say_outside(&speaker);
        say_next_step(&speaker);
    } else {
        say_changed_figures(&speaker);
        say_outside(&speaker);
        say_how_to_read(&speaker);
    }
    return speaker_finish(&speaker, out);
}
