/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One side of a move in words, and how far apart the two are. Claims that contradict each other are
 * told as claims: what they span would read as a range that somebody has stated. */
#include <math.h>

#include "report/say_changes.h"

static void say_dated(struct speaker *speaker, const struct stance *entry, bool with_date)
{
    if (!with_date) return;
    document_say(speaker->document, " (");
    say_date(speaker, entry->date);
    document_say(speaker->document, ")");
}

void say_side(struct speaker *speaker, const struct move *move, bool after, bool with_date)
{
    const struct standing *standing = after ? move->after : move->before;
    const struct scale *scale = move->scales[after];
    const struct stance *entry = move_entry(move, after);
    if (!entry || !scale) {
        document_say(speaker->document, "unknown");
        return;
    }
    bool has_lapsed = entry == standing->lapsed;
    const struct claim *claims = has_lapsed ? entry->claims : standing->claims;
    size_t n_claims = has_lapsed ? entry->n_claims : standing->n_claims;
    if (n_claims > 1) document_say(speaker->document, "the claims ");
    for (size_t c = 0; c < n_claims && n_claims > 1; c++) { /* their hull would read as a range */
        document_say(speaker->document, "%s\"", c == 0 ? "" : c + 1 == n_claims ? " and " : ", ");
        say_position_on(speaker, scale, &claims[c].position);
        document_say(speaker->document, "\"");
    }
    if (n_claims == 1) say_position_on(speaker, scale, &claims[0].position);
    say_dated(speaker, entry, with_date);
}

void say_side_or_disputed(struct speaker *speaker, const struct move *move, bool with_date)
{
    if (!move_is_disputed(move)) {
        say_side(speaker, move, true, with_date);
        return;
    }
    document_say(speaker->document, "disputed");
    say_dated(speaker, move->after->stance, with_date);
}

void say_claims(struct speaker *speaker, const struct scale *scale, const struct claim *claims,
                size_t count, bool with_sources)
{
    for (size_t c = 0; c < count; c++) {
        if (c > 0) document_say(speaker->document, "; ");
        say_position_on(speaker, scale, &claims[c].position);
        if (with_sources) say_source(speaker, &claims[c].source, claims[c].speaker);
    }
}

/* Only ordered scales have a length. */
void say_distance(struct speaker *speaker, const struct move *move)
{
    static const struct {
        double of_scale;
        const char *words;
    } fractions[] = {{1.0 / 4, "a quarter of the scale"},      {1.0 / 3, "a third of the scale"},
                     {1.0 / 2, "half of the scale"},           {2.0 / 3, "two thirds of the scale"},
                     {3.0 / 4, "three quarters of the scale"}, {1, "the whole scale"}};
    if (!(move->figures.distance > 0)) return; /* then both sides have a scale */
    if (move->scales[AFTER]->kind->geometry == GEOMETRY_SET) {
        document_say(speaker->document, ", a distance of ");
        say_number(speaker, move->figures.distance, 2);
        return;
    }
    for (size_t f = 0; f < sizeof fractions / sizeof *fractions; f++)
        if (fabs(move->figures.distance - fractions[f].of_scale) < 1e-9) {
            document_say(speaker->document, ", %s", fractions[f].words);
            return;
        }
    document_say(speaker->document, ", ");
    say_number(speaker, move->figures.distance, 2);
    document_say(speaker->document, " of the scale");
}
