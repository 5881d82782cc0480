/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces in words that several documents share: names, figures, positions, evidence, conditions,
 * and the numbered sources behind them. */
#include "report/say.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "engine/measure.h"

bool speaker_init(struct speaker *speaker, stance_document_kind kind, enum subject subject,
                  const struct stance_findings *findings)
{
    *speaker = (struct speaker){.findings = findings};
    speaker->document = document_new(kind, subject, findings);
    return speaker->document != NULL;
}

static void say_sources(struct speaker *speaker)
{
    struct citations *citations = &speaker->citations;
    document_heading(speaker->document, NULL);
    document_say(speaker->document, "Sources");
    document_sources(speaker->document);
    for (size_t c = 0; c < citations->count; c++) {
        const struct source *source = citations->sources[c];
        document_item(speaker->document);
        document_say(speaker->document, "%s",
                     source->outlet ? source->outlet : "(outlet not given)");
        if (!source->url) continue;
        document_say(speaker->document, ", ");
        document_say_text(speaker->document, SPAN_LINK, source->url);
    }
}

stance_result speaker_finish(struct speaker *speaker, stance_document **out)
{
    if (speaker->citations.count > 0) say_sources(speaker);
    bool ok = document_ok(speaker->document);
    map_clear(&speaker->citations.numbers);
    free(speaker->citations.sources);
    *out = ok ? speaker->document : NULL;
    if (!ok) stance_document_free(speaker->document);
    return ok ? STANCE_OK : STANCE_NO_MEMORY;
}

void say_heading(struct speaker *speaker, const char *words, const char *legend)
{
    document_heading(speaker->document, legend);
    document_say(speaker->document, "%s", words);
}

bool says_page(const struct speaker *speaker)
{
    return speaker->document->kind == STANCE_PAGE;
}

void say_subheading(struct speaker *speaker, const char *words)
{
    if (says_page(speaker)) {
        document_ranked(speaker->document, 0, NAN, NAN, NULL);
        document_say(speaker->document, "%s", words);
    } else {
        document_paragraph(speaker->document);
        document_say_text(speaker->document, SPAN_STRONG, words);
    }
}

/* ---- sources */

static bool add_source(struct speaker *speaker, const char *key, const struct source *source)
{
    struct citations *citations = &speaker->citations;
    if (citations->count == citations->size) {
        size_t size = citations->size ? 2 * citations->size : 16;
        const struct source **grown = realloc(citations->sources, size * sizeof *grown);
        if (!grown) return false;
        citations->sources = grown;
        citations->size = size;
    }
    if (!map_put(&citations->numbers, key, citations->count)) return false;
    citations->sources[citations->count++] = source;
    return true;
}

void say_cite(struct speaker *speaker, const struct source *source)
{
    if (!source->outlet && !source->url) return;
    struct str key = {0};
    str_printf(&key, "%s\n%s", source->outlet ? source->outlet : "",
               source->url ? source->url : "");
    size_t number = key.failed ? MAP_NONE : map_find(&speaker->citations.numbers, str_get(&key));
    if (number == MAP_NONE) {
        const char *kept = document_copy(speaker->document, str_get(&key));
        if (key.failed || !kept || !add_source(speaker, kept, source))
            speaker->document->failed = true;
        number = speaker->citations.count - 1;
    }
    str_clear(&key);
    if (!speaker->document->failed) document_cite(speaker->document, number + 1);
}

/* ---- texts that are kept */

const char *keep_str(struct speaker *speaker, struct str *text)
{
    const char *copy = document_copy(speaker->document, str_get(text));
    if (text->failed) speaker->document->failed = true;
    str_clear(text);
    return copy ? copy : "";
}

const char *keep_position_on(struct speaker *speaker, const struct scale *scale,
                             const struct position *position)
{
    struct str text = {0};
    scale_print_position(scale, position, &text);
    return keep_str(speaker, &text);
}

/* ---- names and figures */

const char *actor_name(const struct speaker *speaker, size_t actor)
{
    return findings_actor(speaker->findings, actor)->name;
}

const char *issue_name(const struct speaker *speaker, size_t issue)
{
    return findings_issue(speaker->findings, issue)->name;
}

void say_number(struct speaker *speaker, double number, int decimals)
{
    struct str text = {0};
    if (isnan(number))
        str_append(&text, "undefined");
    else
        number_print_fixed(number, decimals, &text);
    if (text.failed) speaker->document->failed = true;
    document_say(speaker->document, "%s", str_get(&text));
    str_clear(&text);
}

void say_range(struct speaker *speaker, double low, double high)
{
    say_number(speaker, low, 2);
    document_say(speaker->document, " to ");
    say_number(speaker, high, 2);
}

void say_date(struct speaker *speaker, date_day day)
{
    struct str text = {0};
    date_print_words(day, &text);
    if (text.failed) speaker->document->failed = true;
    document_say(speaker->document, "%s", str_get(&text));
    str_clear(&text);
}

void say_plain(struct speaker *speaker, double number)
{
    struct str text = {0};
    number_print_plain(number, &text);
    if (text.failed) speaker->document->failed = true;
    document_say(speaker->document, "%s", str_get(&text));
    str_clear(&text);
}

void say_position(struct speaker *speaker, size_t issue, const struct position *position)
{
    say_position_on(speaker, &findings_issue(speaker->findings, issue)->scale, position);
}

void say_position_on(struct speaker *speaker, const struct scale *scale,
                     const struct position *position)
{
    struct str text = {0};
    scale_print_position(scale, position, &text);
    if (text.failed) speaker->document->failed = true;
    document_say(speaker->document, "%s", str_get(&text));
    str_clear(&text);
}

const char *count_word(size_t count, char buffer[24])
{
    static const char *const words[] = {"no",    "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    if (count < sizeof words / sizeof *words) return words[count];
    snprintf(buffer, 24, "%zu", count);
    return buffer;
}

void say_names(struct speaker *speaker, const size_t *actors, size_t count, size_t limit)
{
    size_t said = count > limit ? limit : count;
    for (size_t n = 0; n < said; n++) {
        if (n > 0) document_say(speaker->document, n + 1 == count ? " and " : ", ");
        document_say(speaker->document, "%s", actor_name(speaker, actors[n]));
    }
    if (said < count) document_say(speaker->document, " and %zu more", count - said);
}

/* ---- evidence */

void say_source(struct speaker *speaker, const struct source *source, const char *who)
{
    struct stance_document *document = speaker->document;
    if (source->quote) {
        document_say(document, " ");
        document_say_text(document, SPAN_QUOTE, source->quote);
    }
    if (who) document_say(document, " (%s)", who);
    if (source->outlet || source->url) {
        document_say(document, " ");
        say_cite(speaker, source);
    } else if (!source->quote && !who) {
        document_say(document, " (no source given)");
    }
}

/* What a reader should know of an entry before leaning on it. */
static void say_caveats(struct speaker *speaker, const struct standing *standing, bool is_on_strip)
{
    struct stance_document *document = speaker->document;
    if (standing->stance->status == STATUS_INFERRED && standing->n_claims == 1)
        document_say(document, ", inferred");
    if (standing->stance->date != speaker->findings->snapshot->as_of) {
        document_say(document, ", since ");
        say_date(speaker, standing->stance->date);
    }
    if (standing->accepts && !is_on_strip) {
        const struct stance_model *model = speaker->findings->snapshot->model;
        document_say(document, "; could live with ");
        say_position_on(speaker, &model->issues[standing->stance->issue].scale, standing->accepts);
    }
}

/* On pages of all who count, the strip above the evidence does. */
static bool shows_red_line(const struct speaker *speaker, size_t actor,
                           const struct standing *standing)
{
    enum subject subject = speaker->document->subject;
    return says_page(speaker) && (subject == SUBJECT_REPORT || subject == SUBJECT_ISSUE) &&
           actor_is_counted(speaker->findings, actor) && standing->position.kind == POSITION_SPAN;
}

void say_standing(struct speaker *speaker, size_t actor, size_t issue)
{
    struct stance_document *document = speaker->document;
    const struct standing *standing = findings_standing(speaker->findings, actor, issue);
    say_position(speaker, issue, &standing->position);
    say_caveats(speaker, standing, shows_red_line(speaker, actor, standing));
    if (standing->n_claims == 1) {
        say_source(speaker, &standing->claims[0].source, standing->claims[0].speaker);
        return;
    }
    document_say(document, ", disputed:");
    for (size_t c = 0; c < standing->n_claims; c++) {
        document_say(document, c > 0 ? "; " : " ");
        say_position(speaker, issue, &standing->claims[c].position);
        say_source(speaker, &standing->claims[c].source, standing->claims[c].speaker);
    }
}

/* ---- how to read a page of a part */

void say_how_to_read_part(struct speaker *speaker, bool with_coverage)
{
    static const char *const words[] = {
        "Agreement: 1 less the mean distance over the issues on which both have declared "
        "themselves, weighted by the issue and by how much both care.",
        "Chance: the agreement of two who answer the same issues at random.",
        "\"Could be\": the least and the most that ranges and sets allow.",
        "Confidence: how sure whoever filed an entry was of it, 0 to 1. Inferred: concluded, not "
        "said.",
        "Coverage: the share of the issues' weight on which both have declared themselves.",
    };
    size_t count = sizeof words / sizeof *words - (with_coverage ? 0 : 1);
    if (!says_page(speaker)) return;
    say_heading(speaker, "How to read the figures", NULL);
    document_items(speaker->document);
    for (size_t w = 0; w < count; w++) {
        document_item(speaker->document);
        document_say(speaker->document, "%s", words[w]);
    }
}

/* ---- the head */

static void say_filter(struct speaker *speaker)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    document_say(speaker->document, " Only %s: %zu %s left out", snapshot->filter,
                 snapshot->n_left_out, snapshot->n_left_out == 1 ? "entry" : "entries");
    if (snapshot->n_claims_left_out > 0)
        document_say(speaker->document, ", and %zu %s of disputed ones",
                     snapshot->n_claims_left_out,
                     snapshot->n_claims_left_out == 1 ? "claim" : "claims");
    document_say(speaker->document, ".");
}

/* That --as-known was given is not said: what it repeats did not say so either. */
void say_query(struct speaker *speaker)
{
    struct stance_document *document = speaker->document;
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    if (snapshot->filter) say_filter(speaker);
    if (speaker->findings->matrix.measure != &measure_city_block)
        document_say(document, " Distances by the measure %s.",
                     speaker->findings->matrix.measure->name);
    if (strcmp(speaker->findings->salience, "both") != 0)
        document_say(document,
                     strcmp(speaker->findings->salience, "none") == 0
                         ? " Salience is left out of account."
                         : " Weighed by the salience of %s alone.",
                     speaker->findings->salience);
    if (snapshot->lonely_after != DATE_NONE) {
        document_say(document, " The date rests on one entry; all others date from ");
        say_date(speaker, snapshot->lonely_after);
        document_say(document, " or before. Is it right? (--as-of sets another)");
    }
}

static void say_counts(struct speaker *speaker)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    size_t stances = 0, undeclared = 0, observers = 0;
    for (size_t i = 0; i < snapshot->n_issues; i++)
        undeclared += speaker->findings->issues[i].undeclared;
    for (size_t a = 0; a < snapshot->n_actors; a++) {
        stances += speaker->findings->actors[a].stances;
        observers += !(speaker->findings->actors[a].weight > 0);
    }
    document_say(speaker->document, "%zu %s", snapshot->n_actors,
                 snapshot->n_actors == 1 ? "actor" : "actors");
    if (observers > 0)
        document_say(speaker->document, " (%zu of them %s)", observers,
                     observers == 1 ? "an observer" : "observers");
    document_say(speaker->document,
                 ", %zu %s: %zu %s on record, %zu of them undeclared; %zu unknown.",
                 snapshot->n_issues, snapshot->n_issues == 1 ? "issue" : "issues", stances,
                 stances == 1 ? "position" : "positions", undeclared,
                 snapshot->n_actors * snapshot->n_issues - stances);
}

void say_title(struct speaker *speaker, const char *title, const char *word, date_day day)
{
    struct str aside = {0};
    if (day != DATE_NONE) {
        str_append(&aside, word);
        date_print_words(day, &aside);
    } else {
        str_append(&aside, "no dated entry");
    }
    const char *model = speaker->findings->snapshot->model->title;
    if (says_page(speaker) && title != model) str_printf(&aside, " \xC2\xB7 %s", model);
    if (aside.failed) speaker->document->failed = true;
    document_title(speaker->document, str_get(&aside));
    document_say(speaker->document, "%s", title);
    str_clear(&aside);
}

void say_head(struct speaker *speaker, const char *title, bool with_counts)
{
    say_title(speaker, title, "as of ", speaker->findings->snapshot->as_of);
    document_paragraph(speaker->document);
    if (with_counts) say_counts(speaker);
    say_query(speaker);
}
