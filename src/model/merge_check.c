/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an edited row cannot become an entry. */
#include <string.h>

#include "model/merge_sides.h"
#include "model/words.h"

const char *sides_actor(const struct sides *sides)
{
    return sides->merge->model->actors[sides->row->actor].id;
}

const char *sides_issue(const struct sides *sides)
{
    return sides->merge->model->issues[sides->row->issue].id;
}

static void refuse(const struct sides *sides, enum stance_field field, const char *message,
                   const char *hint)
{
    diagnostics_error_at(sides->diagnostics, sides->row->words.offset[field], "%s on %s: %s",
                         sides_actor(sides), sides_issue(sides), message);
    diagnostics_hint(sides->diagnostics, "%s", hint);
}

static bool check_value(const struct sides *sides)
{
    const char *before = sides->base[STANCE_FIELD_VALUE];
    if (sides->theirs[STANCE_FIELD_VALUE]) return true;
    if (before)
        refuse(sides, STANCE_FIELD_VALUE, "the value was emptied, and nothing on file is deleted",
               "Write undeclared, or in until the last day on which the position held");
    else
        refuse(sides, STANCE_FIELD_VALUE, "the row has no value",
               "Write the position, or undeclared; else empty the rest of the row");
    return false;
}

static bool check_dispute(const struct sides *sides)
{
    const char *status = sides->base[STANCE_FIELD_STATUS];
    if (!status || strcmp(status, DISPUTED) != 0 || sides->is_edited[STANCE_FIELD_VALUE])
        return true;
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++) {
        if (!sides->is_edited[f]) continue;
        refuse(sides, (enum stance_field)f,
               "the position is disputed, and its claims are not edited in a table",
               "Give a new value and date, if the dispute is over; else edit the actor's file, or "
               "say set --claim");
        return false;
    }
    return true;
}

static bool check_date(const struct sides *sides)
{
    bool is_new = sides->is_edited[STANCE_FIELD_VALUE] && !sides->is_edited[STANCE_FIELD_DATE];
    struct str message = {0};
    if (sides->merge->date || (sides->theirs[STANCE_FIELD_DATE] && !is_new)) return true;
    if (sides->theirs[STANCE_FIELD_DATE])
        str_printf(&message, "the value is new, and the date %s still that of the old one",
                   sides->theirs[STANCE_FIELD_DATE]);
    else
        str_append(&message, "there is no date");
    refuse(sides, STANCE_FIELD_DATE, str_get(&message),
           "Write the day on which the position was taken, or say --date DATE for all such rows");
    if (message.failed) sides->merge->failed = true;
    str_clear(&message);
    return false;
}

static bool check_salience(const struct sides *sides)
{
    if (sides->theirs[STANCE_FIELD_SALIENCE] || !sides->base[STANCE_FIELD_SALIENCE]) return true;
    refuse(sides, STANCE_FIELD_SALIENCE,
           "an emptied salience would leave it as it is, since it holds on from entry to entry",
           "Write a number from 0 to 1; 1 is what an actor has of whom nothing is said");
    return false;
}

static bool check_status(const struct sides *sides)
{
    const char *status = sides->theirs[STANCE_FIELD_STATUS];
    if (!status || !sides->is_edited[STANCE_FIELD_STATUS] || strcmp(status, DISPUTED) != 0)
        return true;
    refuse(sides, STANCE_FIELD_STATUS, "disputed is what several claims make of an entry",
           "Claims are entered by set --claim, or as JSON by update");
    return false;
}

/* What did not fit into its cell went out with its end cut off, and must not come back so. */
static bool check_whole(const struct sides *sides)
{
    static const char mark[] = WORDS_CUT_MARK;
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++) {
        const char *text = sides->theirs[f];
        size_t length = text ? strlen(text) : 0, tail = sizeof mark - 1;
        if (length < tail || strcmp(text + length - tail, mark) != 0) continue;
        refuse(sides, (enum stance_field)f,
               "the text was too long for a cell, and what went out is only its beginning",
               "Write a shorter text, or enter the position by stance set");
        return false;
    }
    return true;
}

/* An entry that only lacks what an earlier one has says nothing new, and would not be entered. */
static bool check_emptied(const struct sides *sides)
{
    size_t emptied = STANCE_FIELD_COUNT;
    for (size_t f = STANCE_FIELD_COUNT; f-- > STANCE_FIELD_VALUE;) {
        if (!sides->is_edited[f]) continue;
        if (sides->theirs[f] || f == STANCE_FIELD_ACCEPTS) return true;
        emptied = f;
    }
    if (emptied == STANCE_FIELD_COUNT) return true;
    refuse(sides, (enum stance_field)emptied,
           "the cell was emptied, and nothing on file is deleted",
           "Write what is right instead; what is wrong on file is mended in the actor's file");
    return false;
}

bool sides_can_be_entered(const struct sides *sides)
{
    return check_value(sides) && check_salience(sides) && check_emptied(sides) &&
           check_whole(sides) && check_dispute(sides) && check_date(sides) && check_status(sides);
}
