/* SPDX-License-Identifier: GPL-3.0-or-later */
/** An actor's file: who it is, and its stances in the order of the file. */
#include "store/read.h"

#include <math.h>
#include <string.h>

#include "base/nearest.h"

#define SHARE_WANTS  "a number from 0 to 1"
#define WEIGHT_WANTS "a number, 0 or more"
#define DATE_WANTS   "a date such as \"2025-04-17\""
#define SOURCE_WANTS "an object { } with \"outlet\", \"url\", \"quote\""

/* Claims */

enum { CLAIM_VALUE, CLAIM_SOURCE, CLAIM_SPEAKER, CLAIM_CONFIDENCE, CLAIM_MEMBERS };

static const struct member claim_rows[CLAIM_MEMBERS] = {
    [CLAIM_VALUE] = {"value", VALUE_TYPES, true, VALUE_WANTS},
    [CLAIM_SOURCE] = {"source", JSON_OBJECT, false, SOURCE_WANTS},
    [CLAIM_SPEAKER] = {"speaker", JSON_TEXT, false, NULL},
    [CLAIM_CONFIDENCE] = {"confidence", JSON_NUMBER, false, SHARE_WANTS},
};
static const struct member_table claim_table = {"a claim", claim_rows, CLAIM_MEMBERS};

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

enum {
    ISSUE,
    DATE,
    VALUE,
    CLAIMS,
    SALIENCE,
    CONFIDENCE,
    STATUS,
    SOURCE,
    SPEAKER,
    ACCEPTS,
    UNTIL,
    ENTERED,
    IF,
    NOTE,
    STANCE_MEMBERS,
};

static const struct member stance_rows[STANCE_MEMBERS] = {
    [ISSUE] = {"issue", JSON_TEXT, true, "the id of an issue"},
    [DATE] = {"date", JSON_TEXT, true, DATE_WANTS},
    [VALUE] = {"value", VALUE_TYPES, false, VALUE_WANTS},
    [CLAIMS] = {"claims", JSON_LIST, false, "a list of claims"},
    [SALIENCE] = {"salience", JSON_NUMBER, false, SHARE_WANTS},
    [CONFIDENCE] = {"confidence", JSON_NUMBER, false, SHARE_WANTS},
    [STATUS] = {"status", JSON_TEXT, false, "\"stated\", \"reported\" or \"inferred\""},
    [SOURCE] = {"source", JSON_OBJECT, false, SOURCE_WANTS},
    [SPEAKER] = {"speaker", JSON_TEXT, false, NULL},
    [ACCEPTS] = {"accepts", VALUE_TYPES, false, VALUE_WANTS},
    [UNTIL] = {"until", JSON_TEXT, false, DATE_WANTS},
    [ENTERED] = {"entered", JSON_TEXT, false, DATE_WANTS},
    [IF] = {"if", JSON_LIST, false, "a list of alternatives"},
    [NOTE] = {"note", JSON_TEXT, false, NULL},
};
static const struct member_table stance_table = {"a stance", stance_rows, STANCE_MEMBERS};

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
    bool ok = json_is_there(found[DATE]) && read_date(reader, found[DATE], &stance->date);
    stance->until = DATE_NONE;
    if (read_date(reader, found[UNTIL], &stance->until) && ok && json_is_there(found[UNTIL]) &&
        stance->until < stance->date)
        diagnostics_error_at(reader->diagnostics, found[UNTIL].mark->begin,
                             "\"until\" %s is before \"date\" %s: the entry would never hold",
                             json_text(found[UNTIL]), json_text(found[DATE]));
    stance->entered = stance->date;
    read_date(reader, found[ENTERED], &stance->entered);
    return ok;
}

/** The entry itself as its only claim. */
static void read_only_claim(struct reader *reader, const struct json_node found[],
                            const struct scale *scale, struct stance *stance)
{
    struct claim *claim = reader_array(reader, 1, sizeof *claim);
    if (!claim) return;
    read_value(reader, found[VALUE], scale, &claim->position);
    read_claim_rest(reader, found[SOURCE], found[SPEAKER], stance->confidence, claim);
    stance->claims = claim;
    stance->n_claims = 1;
    stance->position = claim->position;
}

/** What cannot stand beside claims, as each claim has its own. */
static void refuse_beside_claims(struct reader *reader, const struct json_node found[])
{
    static const size_t rows[] = {VALUE, SOURCE, SPEAKER};
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
    if (json_is_there(found[CLAIMS])) {
        refuse_beside_claims(reader, found);
        read_claims(reader, found[CLAIMS], scale, stance);
    } else if (json_is_there(found[VALUE])) {
        read_only_claim(reader, found, scale, stance);
    } else {
        diagnostics_error_at(reader->diagnostics, object.mark->begin,
                             "a stance needs a \"value\" (null: undeclared) or \"claims\"");
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

/** False if there is no issue or date to keep the entry under; its errors are listed all the same.
 */
static bool read_stance(struct reader *reader, struct json_node object, struct stance *stance)
{
    struct json_node found[STANCE_MEMBERS];
    const struct scale *scale = NULL;
    size_t errors = reader->diagnostics->found[STANCE_ERROR];
    bool ok, mistyped;
    *stance = (struct stance){.salience = NAN, .confidence = 1, .status = STATUS_REPORTED};
    stance->place = reader_place(reader, object.mark->begin);
    ok = members_read(&stance_table, object, found, reader->diagnostics);
    if (json_type(object) != JSON_OBJECT) return false;
    mistyped = reader->diagnostics->found[STANCE_ERROR] > errors;
    ok = read_issue_name(reader, found[ISSUE], &stance->issue, &scale) && ok;
    ok = read_dates(reader, found, stance) && ok;
    read_share(reader, found[SALIENCE], "salience", &stance->salience);
    read_share(reader, found[CONFIDENCE], "confidence", &stance->confidence);
    read_status(reader, found[STATUS], &stance->status);
    if (!mistyped || json_is_there(found[VALUE]) || json_is_there(found[CLAIMS]))
        read_position(reader, object, found, scale, stance);
    read_accepts(reader, found[ACCEPTS], scale, stance);
    if (json_is_there(found[IF])) read_alternatives(reader, found[IF], scale, stance);
    read_text(reader, found[NOTE], &stance->note);
    return ok && stance->claims;
}

static void read_stances(struct reader *reader, struct json_node list, struct actor *actor)
{
    size_t count;
    if (!json_is_there(list)) return;
    count = json_count(list);
    actor->stances = reader_array(reader, count, sizeof *actor->stances);
    if (!actor->stances) return;
    for (struct json_node item = json_first(list); json_is_there(item); item = json_next(item)) {
        if (reader->failed) return;
        if (read_stance(reader, item, &actor->stances[actor->n_stances])) actor->n_stances++;
    }
}

/* Actors */

enum {
    NAME,
    KIND,
    GROUPS,
    WEIGHT,
    ACTOR_ENTERED,
    STANCES,
    ACTOR_MEMBERS,
};

static const struct member actor_rows[ACTOR_MEMBERS] = {
    [NAME] = {"name", JSON_TEXT, false, NULL},
    [KIND] = {"kind", JSON_TEXT, false, "a text such as \"state\""},
    [GROUPS] = {"groups", JSON_LIST, false, "a list of ids"},
    [WEIGHT] = {"weight", JSON_NUMBER, false, WEIGHT_WANTS},
    [ACTOR_ENTERED] = {"entered", JSON_TEXT, false, DATE_WANTS},
    [STANCES] = {"stances", JSON_LIST, false, "a list of stances"},
};
static const struct member_table actor_table = {"an actor", actor_rows, ACTOR_MEMBERS};

static void read_group(struct reader *reader, struct json_node node, struct map *given,
                       struct actor *actor)
{
    const char *id = NULL;
    if (json_type(node) != JSON_TEXT)
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "a group must be an id, a text, not %s",
                             json_type_words(json_type(node)));
    else if (read_id(reader, node, "a group", &id) && map_find(given, id) != MAP_NONE)
        diagnostics_error_at(reader->diagnostics, node.mark->begin, "group \"%s\" is given twice",
                             id);
    else if (id && map_put(given, id, 0))
        actor->groups[actor->n_groups++] = id;
    else if (id)
        reader->failed = true;
}

static void read_groups(struct reader *reader, struct json_node list, struct actor *actor)
{
    struct map given = {0};
    if (!json_is_there(list)) return;
    actor->groups = reader_array(reader, json_count(list), sizeof *actor->groups);
    if (!actor->groups) return;
    for (struct json_node item = json_first(list); json_is_there(item); item = json_next(item))
        read_group(reader, item, &given, actor);
    map_clear(&given);
}

/** A fact that is nobody's position has no weight. */
static void read_actor_weight(struct reader *reader, struct json_node node, struct actor *actor)
{
    bool is_event = actor->kind && strcmp(actor->kind, "event") == 0;
    actor->weight = is_event ? 0 : 1;
    if (!read_weight(reader, node, &actor->weight)) return;
    if (is_event && actor->weight != 0)
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "an actor of kind \"event\" has weight 0: it takes no part");
}

void read_actor(struct reader *reader, struct json_node root, struct actor *actor)
{
    struct json_node found[ACTOR_MEMBERS];
    actor->name = actor->id;
    actor->weight = 1;
    actor->entered = DATE_NONE;
    actor->place = reader_place(reader, root.mark->begin);
    members_read(&actor_table, root, found, reader->diagnostics);
    read_text(reader, found[NAME], &actor->name);
    read_text(reader, found[KIND], &actor->kind);
    read_groups(reader, found[GROUPS], actor);
    read_actor_weight(reader, found[WEIGHT], actor);
    read_date(reader, found[ACTOR_ENTERED], &actor->entered);
    read_stances(reader, found[STANCES], actor);
}
