/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What the documents have in common: sentences, strips, evidence, conditions, sources. */
#ifndef REPORT_SAY_H
#define REPORT_SAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "engine/findings.h"
#include "engine/verdict.h"
#include "report/document.h"

/** The sources that a document cites, numbered from 1 in the order in which they were first
 *  cited; one number for one outlet and address. */
struct citations {
    struct map numbers; /* key in the document's arena */
    const struct source **sources;
    size_t count, size;
};

/** What all parts of a document need: passed on, never kept. */
struct speaker {
    struct stance_document *document;
    const struct stance_findings *findings;
    struct citations citations;
};

bool speaker_init(struct speaker *speaker, stance_document_kind kind, enum subject subject,
                  const struct stance_findings *findings);
/** Write the list of sources if any was cited, and hand the document over. */
stance_result speaker_finish(struct speaker *speaker, stance_document **out);

/* ---- say_parts.c: pieces in words */
/** Is it a page that is said? Pages hold more than lines. */
bool says_page(const struct speaker *speaker);
void say_heading(struct speaker *speaker, const char *words, const char *legend);
void say_cite(struct speaker *speaker, const struct source *source);
/** A text that was put together, kept in the document; the str is cleared. */
const char *keep_str(struct speaker *speaker, struct str *text);
/** A position in words, likewise. */
const char *keep_position_on(struct speaker *speaker, const struct scale *scale,
                             const struct position *position);
/** The name of a selected actor, an issue. */
const char *actor_name(const struct speaker *speaker, size_t actor);
const char *issue_name(const struct speaker *speaker, size_t issue);
/** A bold line over details; on pages a heading of its own. What is said next goes on in it. */
void say_subheading(struct speaker *speaker, const char *words);
/** "0.33", or "undefined". */
void say_number(struct speaker *speaker, double number, int decimals);
void say_position(struct speaker *speaker, size_t issue, const struct position *position);
/** The same on a scale that need not be one of the speaker's findings. */
void say_position_on(struct speaker *speaker, const struct scale *scale,
                     const struct position *position);
/** As many digits as it has: "0.9". */
void say_plain(struct speaker *speaker, double number);
/** "0.33 to 0.61". */
void say_range(struct speaker *speaker, double low, double high);
void say_date(struct speaker *speaker, date_day day);
/** "one", "two" ... "twelve", then figures. */
const char *count_word(size_t count, char buffer[24]);
/** "a, b and c" of selected actors; past `limit` "and N more". */
void say_names(struct speaker *speaker, const size_t *actors, size_t count, size_t limit);
/** One standing as evidence: position, quote, who said it, where. */
void say_standing(struct speaker *speaker, size_t actor, size_t issue);
/** Quote, who said it (may be NULL), where. The source must outlive the speaker. */
void say_source(struct speaker *speaker, const struct source *source, const char *who);
/** Pages of a part of the model: what the words and figures on them mean; nothing in lines. */
void say_how_to_read_part(struct speaker *speaker, bool with_coverage);
/** Title and first paragraph: what was looked at, with or without how much there is of it. */
void say_head(struct speaker *speaker, const char *title, bool with_counts);
/** The title alone, with a date at the other end of its line: "as of ", "since ". */
void say_title(struct speaker *speaker, const char *title, const char *word, date_day day);
/** Filters, measure and salience where they are not the default: goes on in what is open. */
void say_query(struct speaker *speaker);

/* ---- say_conditions.c: what would have to hold */
/** The section of conditions in force: of these actors (NULL: all) on this issue (STANCE_NONE:
 * all), with their state today; nothing where there are none. */
void say_conditions(struct speaker *speaker, const size_t *actors, size_t n_actors, size_t issue);
/** " moves to "X" if ...", its state today if asked for, and who says so. */
void say_alternative(struct speaker *speaker, size_t issue, const struct alternative *alternative,
                     bool with_state);

/* ---- say_show.c: one entry of a history */
/** Position, or claims that the filters left in; what else the entry gives; sources, note. `day` is
 *  said behind `word` unless it is DATE_NONE.
 *  @param with_conditions  in words with their sources, else only how many. */
void say_entry(struct speaker *speaker, size_t issue, const struct stance *stance, const char *word,
               date_day day, bool with_conditions);

/* ---- say_strip.c: the scale and who stands where on it */
/** Who stands on it: a strip on ordered scales, choices with names on others; then who is
 *  undeclared or unknown, by name. */
void say_places(struct speaker *speaker, size_t issue);
/** Pages: one actor among all, on an issue with an order; nothing where it has no place. */
void say_place_of(struct speaker *speaker, size_t actor, size_t issue);
/** Pages: two actors who have declared themselves; nothing on an issue without an order. */
void say_places_of_both(struct speaker *speaker, const size_t both[2], size_t issue);
/** Pages: where a stance stood and stands, by these words; nothing where it has no place now. */
void say_place_moved(struct speaker *speaker, const struct move *move, const char *before,
                     const char *now);
/** A quote and source for every actor on record; beyond `limit` actors, where to find them. */
void say_evidence(struct speaker *speaker, size_t issue, size_t limit);

/* ---- say_agreement.c: who agrees with whom */
void say_agreement(struct speaker *speaker);
/** What goes with a picture of it: the pairs at both ends, vague ones, cohesion, groups. */
void say_agreement_details(struct speaker *speaker);

/* ---- say_gaps.c: a section each, or nothing */
void say_gaps(struct speaker *speaker);
void say_disputes(struct speaker *speaker);
void say_observers(struct speaker *speaker);

/* ---- say_changes.c: what changed, at the head of a report */
/** Headline, moves and conditions of the document's changes. */
void say_what_changed(struct speaker *speaker);

/* ---- sentence.c: verdicts that the whole interval allows */
void say_verdicts(struct speaker *speaker);

#endif
