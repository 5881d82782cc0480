/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on record, as it was filed: values with the members of the model's files, so that what
 * one program writes another can put into a model again. An open end is left out, a set is a list,
 * and what a file leaves out is left out here. */
#include <math.h>

#include "base/date.h"
#include "engine/truth.h"
#include "report/write_json.h"

void record_date(struct json_out *out, date_day day)
{
    struct str text = {0};
    date_print(day, &text);
    if (text.failed) output_fail(out->output);
    out_text(out, day == DATE_NONE ? NULL : str_get(&text));
    str_clear(&text);
}

/* A member that a file may leave out. */
static void member_given(struct json_out *out, const char *key, const char *text)
{
    if (text) out_member_text(out, key, text);
}

/* ---- values */

static void point(struct json_out *out, const struct scale *scale, double value)
{
    if (scale->n_choices > 0) {
        out_text(out, scale->choices[(size_t)value].id);
    } else {
        out_number(out, value);
    }
}

static void span(struct json_out *out, const struct scale *scale, const struct position *position)
{
    bool is_open = position->open_from || position->open_to;
    if (!is_open && !(position->from < position->to)) {
        point(out, scale, position->from);
        return;
    }
    out_begin(out, '{', JSON_LINE);
    if (!position->open_from) {
        out_key(out, "from");
        point(out, scale, position->from);
    }
    if (!position->open_to) {
        out_key(out, "to");
        point(out, scale, position->to);
    }
    out_end(out);
}

static void set(struct json_out *out, const struct scale *scale, const struct position *position)
{
    bool is_list = set_count(position->choices, scale_words(scale)) != 1;
    if (is_list) out_begin(out, '[', JSON_LINE);
    for (size_t c = 0; c < scale->n_choices; c++) {
        if (set_has(position->choices, c)) out_text(out, scale->choices[c].id);
    }
    if (is_list) out_end(out);
}

void record_position(struct json_out *out, const struct scale *scale,
                     const struct position *position)
{
    switch (position->kind) {
    case POSITION_UNDECLARED:
        out_text(out, NULL);
        break;
    case POSITION_SPAN:
        span(out, scale, position);
        break;
    case POSITION_SET:
        set(out, scale, position);
        break;
    }
}

static void choice(struct json_out *out, const struct choice *choice, bool has_place)
{
    out_begin(out, '{', JSON_LINE);
    out_member_text(out, "id", choice->id);
    out_member_text(out, "label", choice->label);
    if (has_place) out_member_number(out, "at", choice->at);
    out_end(out);
}

void record_scale(struct json_out *out, const struct scale *scale)
{
    bool is_set = scale->kind->geometry == GEOMETRY_SET;
    out_begin(out, '{', JSON_LINES);
    out_member_text(out, "type", scale->kind->name);
    if (scale->n_choices > 0) {
        out_key(out, is_set ? "choices" : "levels");
        out_begin(out, '[', JSON_LINES);
        for (size_t c = 0; c < scale->n_choices; c++)
            choice(out, &scale->choices[c], !is_set);
        out_end(out);
    } else {
        out_member_number(out, "min", scale->min);
        out_member_number(out, "max", scale->max);
        member_given(out, "unit", scale->unit);
    }
    if (is_set) out_member_bool(out, "several", scale->several);
    if (scale->has_neutral) {
        out_key(out, "neutral");
        point(out, scale, scale->neutral);
    }
    out_end(out);
}

/* ---- claims and sources */

static bool is_given(const struct source *source)
{
    return source->outlet || source->url || source->quote;
}

static void source_as_filed(struct json_out *out, const struct source *source)
{
    if (!is_given(source)) return;
    out_key(out, "source");
    out_begin(out, '{', JSON_LINE);
    member_given(out, "outlet", source->outlet);
    member_given(out, "url", source->url);
    member_given(out, "quote", source->quote);
    out_end(out);
}

void record_member_claims(struct json_out *out, const struct scale *scale,
                          const struct claim *claims, size_t n_claims)
{
    if (n_claims == 1) {
        out_key(out, "value");
        record_position(out, scale, &claims[0].position);
        return;
    }
    out_key(out, "claims");
    out_begin(out, '[', JSON_LINE);
    for (size_t c = 0; c < n_claims; c++) {
        out_begin(out, '{', JSON_LINE);
        out_key(out, "value");
        record_position(out, scale, &claims[c].position);
        source_as_filed(out, &claims[c].source);
        member_given(out, "speaker", claims[c].speaker);
        out_member_number(out, "confidence", claims[c].confidence);
        out_end(out);
    }
    out_end(out);
}

/* One for each claim, so that the two lists go together; none where one claim has none. */
static void sources(struct json_out *out, const struct claim *claims, size_t n_claims)
{
    out_key(out, "sources");
    out_begin(out, '[', JSON_LINE);
    for (size_t c = 0; c < n_claims; c++) {
        if (n_claims == 1 && !is_given(&claims[c].source) && !claims[c].speaker) break;
        out_begin(out, '{', JSON_LINE);
        out_member_text(out, "outlet", claims[c].source.outlet);
        out_member_text(out, "url", claims[c].source.url);
        out_member_text(out, "quote", claims[c].source.quote);
        out_member_text(out, "speaker", claims[c].speaker);
        out_end(out);
    }
    out_end(out);
}

/* ---- conditions */

static void tests_as_filed(struct json_out *out, const struct stance_model *model,
                           const struct test *tests, size_t count);

/* "is" takes a list as alternatives, so a set of several choices stands in a list of its own. */
static void values_as_filed(struct json_out *out, const struct scale *scale,
                            const struct test *test)
{
    bool is_list = test->n_values != 1;
    if (!is_list && test->values[0].kind == POSITION_SET) {
        is_list = set_count(test->values[0].choices, scale_words(scale)) != 1;
    }
    if (is_list) out_begin(out, '[', JSON_LINE);
    for (size_t v = 0; v < test->n_values; v++)
        record_position(out, scale, &test->values[v]);
    if (is_list) out_end(out);
}

static void leaf_as_filed(struct json_out *out, const struct stance_model *model,
                          const struct test *test)
{
    const struct issue *issue = &model->issues[test->issue];
    out_member_text(out, test->about_group ? "group" : "actor", test->name);
    if (test->about_group && test->members > 0) out_member_count(out, "members", test->members);
    out_member_text(out, "issue", issue->id);
    out_key(out, test_kind_name(test->kind));
    switch (test->kind) {
    case TEST_IS:
        values_as_filed(out, &issue->scale, test);
        break;
    case TEST_SUM_AT_LEAST:
        out_number(out, test->bound);
        break;
    default:
        point(out, &issue->scale, test->bound);
        break;
    }
}

static void test_as_filed(struct json_out *out, const struct stance_model *model,
                          const struct test *test)
{
    out_begin(out, '{', JSON_LINE);
    if (test->kind == TEST_ANY) {
        out_key(out, "any");
        tests_as_filed(out, model, test->tests, test->n_tests);
    } else if (test->kind == TEST_NOT) {
        out_key(out, "not");
        test_as_filed(out, model, &test->tests[0]);
    } else {
        leaf_as_filed(out, model, test);
    }
    out_end(out);
}

static void tests_as_filed(struct json_out *out, const struct stance_model *model,
                           const struct test *tests, size_t count)
{
    out_begin(out, '[', JSON_LINE);
    for (size_t t = 0; t < count; t++)
        test_as_filed(out, model, &tests[t]);
    out_end(out);
}

static void evidence_members(struct json_out *out, const struct alternative *alternative)
{
    out_member_number(out, "confidence", alternative->confidence);
    member_given(out, "speaker", alternative->speaker);
    source_as_filed(out, &alternative->source);
    member_given(out, "note", alternative->note);
}

void record_alternative_members(struct json_out *out, const struct stance_findings *findings,
                                size_t issue, const struct alternative *alternative)
{
    const struct stance_snapshot *snapshot = findings->snapshot;
    out_key(out, "value");
    record_position(out, &findings_issue(findings, issue)->scale, &alternative->value);
    out_member_text(out, "strength", strength_name(alternative->strength));
    out_member_text(out, "state", truth_name(truth_of_alternative(snapshot, alternative)));
    out_key(out, "when");
    tests_as_filed(out, snapshot->model, alternative->when, alternative->n_when);
    evidence_members(out, alternative);
}

void record_conditions(struct json_out *out, const struct stance_findings *findings, size_t actor,
                       size_t issue)
{
    const struct standing *standing = findings_standing(findings, actor, issue);
    if (!standing_is_known(standing)) return;
    for (size_t n = 0; n < standing->n_alternatives; n++) {
        out_begin(out, '{', JSON_LINE);
        out_member_text(out, "actor", findings_actor(findings, actor)->id);
        out_member_text(out, "issue", findings_issue(findings, issue)->id);
        record_alternative_members(out, findings, issue, &standing->alternatives[n]);
        out_end(out);
    }
}

/* ---- standings and entries */

/* The ends of a position on its scale, from 0 to 1. */
static void member_ends(struct json_out *out, const struct scale *scale,
                        const struct position *position)
{
    bool is_span = position->kind == POSITION_SPAN && scale->kind->normalise;
    out_member_number(out, "low", is_span ? scale->kind->normalise(scale, position->from) : NAN);
    out_member_number(out, "high", is_span ? scale->kind->normalise(scale, position->to) : NAN);
}

void record_standing(struct json_out *out, const struct stance_findings *findings, size_t actor,
                     size_t issue)
{
    const struct standing *standing = findings_standing(findings, actor, issue);
    const struct issue *what = findings_issue(findings, issue);
    const struct stance *stance = standing->stance;
    bool is_disputed = standing_is_disputed(standing);
    if (!standing_is_known(standing)) return;
    out_begin(out, '{', JSON_LINE);
    out_member_text(out, "actor", findings_actor(findings, actor)->id);
    out_member_text(out, "issue", what->id);
    record_member_claims(out, &what->scale, standing->claims, standing->n_claims);
    member_ends(out, &what->scale, &standing->position);
    out_key(out, "date");
    record_date(out, stance->date);
    out_member_text(out, "status", is_disputed ? "disputed" : status_name(stance->status));
    out_member_number(out, "confidence", standing_confidence(standing));
    out_member_number(out, "salience", standing->salience);
    sources(out, standing->claims, standing->n_claims);
    if (standing->accepts) {
        out_key(out, "accepts");
        record_position(out, &what->scale, standing->accepts);
    }
    member_given(out, "note", stance->note);
    out_end(out);
}

static void alternatives_as_filed(struct json_out *out, const struct stance_model *model,
                                  const struct scale *scale, const struct stance *stance)
{
    out_key(out, "if");
    out_begin(out, '[', JSON_LINE);
    for (size_t n = 0; n < stance->n_alternatives; n++) {
        const struct alternative *alternative = &stance->alternatives[n];
        out_begin(out, '{', JSON_LINE);
        out_key(out, "when");
        tests_as_filed(out, model, alternative->when, alternative->n_when);
        out_key(out, "value");
        record_position(out, scale, &alternative->value);
        out_member_text(out, "strength", strength_name(alternative->strength));
        evidence_members(out, alternative);
        out_end(out);
    }
    out_end(out);
}

void record_entry(struct json_out *out, const struct stance_model *model, const struct actor *actor,
                  const struct stance *stance, bool is_in_force)
{
    const struct issue *issue = &model->issues[stance->issue];
    out_begin(out, '{', JSON_LINE);
    out_member_text(out, "actor", actor->id);
    out_member_text(out, "issue", issue->id);
    out_key(out, "date");
    record_date(out, stance->date);
    out_key(out, "entered");
    record_date(out, stance->entered);
    out_key(out, "until");
    record_date(out, stance->until);
    out_member_bool(out, "in_force", is_in_force);
    record_member_claims(out, &issue->scale, stance->claims, stance->n_claims);
    out_member_text(out, "status", stance->n_claims > 1 ? "disputed" : status_name(stance->status));
    out_member_number(out, "confidence", stance->confidence);
    if (!isnan(stance->salience)) out_member_number(out, "salience", stance->salience);
    if (stance->has_accepts) {
        static const struct position none = {.kind = POSITION_UNDECLARED};
        out_key(out, "accepts");
        record_position(out, &issue->scale, stance->accepts ? stance->accepts : &none);
    }
    if (stance->has_alternatives) alternatives_as_filed(out, model, &issue->scale, stance);
    sources(out, stance->claims, stance->n_claims);
    member_given(out, "note", stance->note);
    out_end(out);
}

void record_entries(struct json_out *out, const struct stance_findings *findings, size_t actor,
                    size_t issue)
{
    const struct stance_snapshot *snapshot = findings->snapshot;
    const struct actor *who = findings_actor(findings, actor);
    const struct stance *in_force = findings_standing(findings, actor, issue)->stance;
    size_t count;
    const struct stance *const *history = actor_history(who, snapshot->issues[issue], &count);
    for (size_t h = 0; h < count; h++) {
        if (!snapshot_has_entry(snapshot, history[h])) continue;
        record_entry(out, snapshot->model, who, history[h], history[h] == in_force);
    }
}
