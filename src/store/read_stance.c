/* SPDX-License-Identifier: GPL-3.0-or-later */
/** One entry of an actor's file, or of an update: both have the same members. */
#include "store/read.h"

#include <math.h>
#include <string.h>

#include "base/nearest.h"

/* Claims */

enum { CLAIM_VALUE, CLAIM_SOURCE, CLAIM_SPEAKER, CLAIM_CONFIDENCE, CLAIM_MEMBERS };

static const struct member claim_rows[CLAIM_MEMBERS] = {
    [CLAIM_VALUE] = {"value", VALUE_TYPES, true, VALUE_WANTS},
    [CLAIM_SOURCE] = {"source", JSON_OBJECT, false, SOURCE_WANTS},
    [CLAIM_SPEAKER] = {"speaker", JSON_TEXT, false, NULL},
    [CLAIM_CONFIDENCE] = {"confidence", JSON_NUMBER, false, SHARE_WANTS},
};
static const struct member_table claim_table = {
    .what = "a claim", .rows = claim_rows, .count = CLAIM_MEMBERS};

/** Source and speaker of a claim, or of the entry that is a claim by itself. */
static void read_claim_rest(struct reader *reader, struct json_node source,
                            struct json_node speaker, double confidence, struct claim *claim)
{
    claim->confidence = confidence;
    read_source(reader, source, &claim->source);
    read_text(reader, speaker, &claim->speaker);
}

static bool read_claim(struct reader *reader, struct json_node object, const struct scale *scale,
                       double confidence, struct claim *claim)
{
    struct json_node found[CLAIM_MEMBERS];
    bool ok = members_read(&claim_table, object, found, reader->diagnostics);
    if (json_is_there(found[CLAIM_VALUE]))
        ok = read_value(reader, found[CLAIM_VALUE], scale, &claim->position) && ok;
    read_claim_rest(reader, found[CLAIM_SOURCE], found[CLAIM_SPEAKER], confidence, claim);
    return read_share(reader, found[CLAIM_CONFIDENCE], "confidence", &claim->confidence) && ok;
}

static bool count_is_right(struct reader *reader, struct json_node list, size_t count)
{
    if (count >= 2 && count <= MODEL_MAX_CLAIMS) return true;
    if (count > MODEL_MAX_CLAIMS)
        diagnostics_error_at(reader->diagnostics, list.mark->begin,
                             "%zu claims in one entry: the limit is %d", count, MODEL_MAX_CLAIMS);
    else
        diagnostics_error_at(reader->diagnostics, list.mark->begin,
                             count ? "one claim alone: write its \"value\" and \"source\" in the "
                                     "entry itself, or add the claim that contradicts it"
                                   : "\"claims\" is empty: give two or more, or a \"value\"");
    return false;
}

/** The position of a disputed entry is the hull of its claims; all of them undeclared is one
 *  undeclared value, and no dispute. */
static void read_claims(struct reader *reader, struct json_node list, const struct scale *scale,
                        struct stance *stance)
{
    size_t count = json_count(list), declared = 0;
    struct claim *claims, *claim;
    bool ok = count_is_right(reader, list, count);
    if (count > MODEL_MAX_CLAIMS) return;
    claim = claims = reader_array(reader, count, sizeof *claims);
    if (!claims) return;
    for (struct json_node item = json_first(list); json_is_there(item); item = json_next(item)) {
        ok = read_claim(reader, item, scale, stance->confidence, claim) && ok;
        declared += position_is_declared(&claim->position);
        claim++;
    }
    stance->claims = claims;
    stance->n_claims = count;
    if (!ok || !scale) return;
    if (!declared)
        diagnostics_error_at(reader->diagnostics, list.mark->begin,
                             "all claims are null: that is one undeclared \"value\": null");
    else if (!scale_hull(scale, &claims[0].position, count, sizeof *claims, reader->arena,
                         &stance->position))
        reader->failed = true;
}

/* Stances */

static void read_status(struct reader *reader, struct json_node node, enum status *out)
{
    struct json_quote quote;
    struct nearest nearest;
    if (!json_is_there(node) || status_find(json_text(node), out)) return;
    if (strcmp(json_text(node), "disputed") == 0) {
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "\"disputed\" is not written down: two or more \"claims\" make it so");
        return;
    }
    diagnostics_error_at(reader->diagnostics, node.mark->begin,
                         "\"%s\" is no status (stated, reported, inferred)",
                         json_quote(json_text(node), &quote));
    nearest_init(&nearest, json_text(node));
    for (int i = 0; i < STATUS_COUNT; i++)
        nearest_try(&nearest, status_name((enum status)i));
    if (nearest.best) diagnostics_hint(reader->diagnostics, "Did you mean \"%s\"?", nearest.best);
}

static bool read_dates(struct reader *reader, const struct json_node found[], struct stance *stance)
{
    bool ok = json_is_there(found[MEMBER_DATE])
                  ? read_date(reader, found[MEMBER_DATE], &stance->date)
                  : reader->today != DATE_NONE;
    if (!json_is_there(found[MEMBER_DATE])) stance->date = reader->today;
    stance->until = DATE_NONE;
    if (read_date(reader, found[MEMBER_UNTIL], &stance->until) && ok &&
        json_is_there(found[MEMBER_UNTIL]) && stance->until < stance->date)
        diagnostics_error_at(reader->diagnostics, found[MEMBER_UNTIL].mark->begin,
                             "\"until\" %s is before \"date\" %s: the entry would never hold",
                             json_text(found[MEMBER_UNTIL]),
                             json_is_there(found[MEMBER_DATE]) ? json_text(found[MEMBER_DATE])
                                                               : "(today)");
    stance->entered = reader->today != DATE_NONE ? reader->today : stance->date;
    read_date(reader, found[MEMBER_ENTERED], &stance->entered);
    return ok;
}

/** The entry itself as its only claim. */
static void read_only_claim(struct reader *reader, const struct json_node found[],
                            const struct scale *scale, struct stance *stance)
{
    struct claim *claim = reader_array(reader, 1, sizeof *claim);
    if (!claim) return;
    read_value(reader, found[MEMBER_VALUE], scale, &claim->position);
    read_claim_rest(reader, found[MEMBER_SOURCE], found[MEMBER_SPEAKER], stance->confidence, claim);
    stance->claims = claim;
    stance->n_claims = 1;
    stance->position = claim->position;
}

/** What cannot stand beside claims, as each claim has its own. */
static void refuse_beside_claims(struct reader *reader, const struct json_node found[])
{
    static const size_t rows[] = {MEMBER_VALUE, MEMBER_SOURCE, MEMBER_SPEAKER};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json_node node = found[rows[i]];
        if (!json_is_there(node)) continue;
        diagnostics_error_at(reader->diagnostics, node.mark->key,
                             "\"%s\" cannot stand beside \"claims\": each claim has its own",
                             json_key(node));
    }
}

static void read_position(struct reader *reader, struct json_node object,
                          const struct json_node found[], const struct scale *scale,
                          struct stance *stance)
{
    if (json_is_there(found[MEMBER_CLAIMS])) {
        refuse_beside_claims(reader, found);
        read_claims(reader, found[MEMBER_CLAIMS], scale, stance);
    } else if (json_is_there(found[MEMBER_VALUE])) {
        read_only_claim(reader, found, scale, stance);
    } else {
        diagnostics_error_at(reader->diagnostics, object.mark->begin,
                             reader->is_of_words
                                 ? "the value is missing: write undeclared if the actor is on "
                                   "record as taking no position"
                                 : "a stance needs a \"value\" (null: undeclared) or \"claims\"");
    }
}

static void read_accepts(struct reader *reader, struct json_node node, const struct scale *scale,
                         struct stance *stance)
{
    struct position *accepts;
    if (!json_is_there(node)) return;
    stance->has_accepts = true;
    if (json_type(node) == JSON_NULL) return;
    accepts = reader_array(reader, 1, sizeof *accepts);
    if (accepts && read_value(reader, node, scale, accepts)) stance->accepts = accepts;
}

void stance_init(struct stance *stance)
{
    *stance = (struct stance){
        .date = DATE_NONE, .salience = NAN, .confidence = 1, .status = STATUS_REPORTED};
}

bool read_stance_members(struct reader *reader, struct json_node object,
                         const struct json_node found[], bool mistyped, struct stance *stance)
{
    const struct scale *scale = NULL;
    bool ok = read_issue_name(reader, found[MEMBER_ISSUE], &stance->issue, &scale);
    ok = read_dates(reader, found, stance) && ok;
    read_share(reader, found[MEMBER_SALIENCE], "salience", &stance->salience);
    read_share(reader, found[MEMBER_CONFIDENCE], "confidence", &stance->confidence);
    read_status(reader, found[MEMBER_STATUS], &stance->status);
    if (!mistyped || json_is_there(found[MEMBER_VALUE]) || json_is_there(found[MEMBER_CLAIMS]))
        read_position(reader, object, found, scale, stance);
    read_accepts(reader, found[MEMBER_ACCEPTS], scale, stance);
    if (json_is_there(found[MEMBER_IF])) read_alternatives(reader, found[MEMBER_IF], scale, stance);
    read_text(reader, found[MEMBER_NOTE], &stance->note);
    return ok && stance->claims;
}
