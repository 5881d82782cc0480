/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves did to the picture, in one line or two of plain text: what an analyst reads behind the
 * word that an entry is on file. */
#include <math.h>

#include "base/number.h"
#include "report/say_changes.h"

/* "0.33", "undefined". */
static void print_figure(double figure, struct str *out)
{
    if (isnan(figure))
        str_append(out, "undefined");
    else
        number_print_fixed(figure, 2, out);
}

/* "0.33 before, 1.00 now (+0.67)". */
static void print_before_after(const struct change *change, struct str *out)
{
    print_figure(change->before, out);
    str_append(out, " before, ");
    print_figure(change->after, out);
    str_append(out, " now");
    if (isnan(change->before) || isnan(change->after)) return;
    str_append(out, " (");
    print_signed(change->after - change->before, out);
    str_append(out, ")");
}

/* The pair that changed most; where none did, the first that can, or can no longer, be compared. */
static bool print_pair(const struct stance_changes *changes, struct str *out)
{
    static const enum change_news order[] = {NEWS_CHANGED, NEWS_APPEARED, NEWS_CEASED};
    struct changed_figure pair;
    for (size_t n = 0; n < sizeof order / sizeof *order; n++) {
        size_t count = rank_changed_pairs(changes, order[n], &pair, 1);
        if (count == 0) continue;
        str_printf(out, "Agreement of %s and %s: ", changes->actors[pair.a].name,
                   changes->actors[pair.b].name);
        print_before_after(pair.change, out);
        if (count > 1)
            str_printf(out, "; %zu more %s changed", count - 1, count == 2 ? "pair" : "pairs");
        str_append(out, ".\n");
        return true;
    }
    return false;
}

/* The issue of the largest move. */
static const struct change *main_divergence(const struct stance_changes *changes, size_t *issue)
{
    if (changes->n_moves == 0) return NULL;
    *issue = changes->moves[0].issue;
    const struct change *change = &changes->divergences[*issue];
    return figure_changed(change) ? change : NULL;
}

stance_result stance_say_effect(const stance_changes *changes, char **out)
{
    struct str text = {0};
    size_t issue = 0;
    const struct change *divergence = main_divergence(changes, &issue);
    bool cohesion_changed = figure_changed(&changes->cohesion);
    *out = NULL;
    bool said = print_pair(changes, &text);
    if (cohesion_changed) {
        str_append(&text, "Cohesion: ");
        print_before_after(&changes->cohesion, &text);
        str_append(&text, divergence ? "; " : ".\n");
    }
    if (divergence) {
        str_printf(&text, "%s of %s: ", cohesion_changed ? "divergence" : "Divergence",
                   changes->issues[issue].name);
        print_before_after(divergence, &text);
        str_append(&text, ".\n");
    }
    if (!said && !cohesion_changed && !divergence) str_append(&text, "No figure changed.\n");
    if (!text.failed) *out = str_take(&text);
    str_clear(&text);
    return *out ? STANCE_OK : STANCE_NO_MEMORY;
}
