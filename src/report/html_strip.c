/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strip is a list: each place that is taken is an item with the names of those who take it, set
 * in by a share of the width, so that it reads on a phone and is read aloud in words. Which items
 * share a line is worked out for a narrow screen; on a wide one they only have more room. */
#include <math.h>

#include "base/utf8.h"
#include "report/write_html.h"

#define NARROW        44 /* letters across a strip on a phone */
#define DOT           4  /* per cent on either side */
#define LABEL_LEAST   6  /* per cent between labels */
#define NAMES_COUNTED 4  /* from so many on their number comes first */
#define TICKS_MANY    7  /* of more only the ends and the middle are labelled */
#define INSET_MOST    12 /* per cent of the width left free at either end, for labels */

/* Marks at one place. */
struct stand {
    const struct mark **marks;
    size_t n_marks, lane;
    double from, to;    /* per cent of the strip's width */
    double left, right; /* what it takes of that on a narrow screen, its text included */
    bool is_right;      /* its text ends at the place instead of beginning there */
    bool is_bar;
};

/* ---- the scale */

static double inset_of(const struct strip *strip)
{
    size_t n = strip->n_ticks > TICKS_MANY ? 3 : strip->n_ticks;
    return n > 0 ? fmin(INSET_MOST, 50 / (double)n) : INSET_MOST;
}

static double across(const struct strip *strip, double at)
{
    double inset = inset_of(strip);
    return inset + at * (100 - 2 * inset);
}

/* The ticks that have a label. */
static bool is_chosen(const struct strip *strip, size_t tick)
{
    size_t last = strip->n_ticks - 1;
    return strip->n_ticks <= TICKS_MANY || tick == 0 || tick == last ||
           (last % 2 == 0 && tick == last / 2);
}

/* One too near to the label before it, or to the last one, has none: it would be printed over. */
static bool is_labelled(const struct strip *strip, size_t tick)
{
    size_t last = strip->n_ticks - 1;
    double at = across(strip, strip->ticks[tick].at);
    if (!is_chosen(strip, tick)) return false;
    if (tick == 0 || tick == last) return true;
    if (across(strip, strip->ticks[last].at) - at < LABEL_LEAST) return false;
    for (size_t t = tick; t-- > 0;)
        if (is_labelled(strip, t)) return at - across(strip, strip->ticks[t].at) >= LABEL_LEAST;
    return true;
}

/* Is the place said by a label that is there to be seen? */
static bool is_seen(const struct strip *strip, double at)
{
    for (size_t t = 0; t < strip->n_ticks; t++)
        if (strip_is_at(strip->ticks[t].at, at)) return is_labelled(strip, t);
    return false;
}

/* A label is centred on its tick, and as wide as the next labelled one and the edges let it be. */
static double label_width(const struct strip *strip, size_t tick)
{
    double at = across(strip, strip->ticks[tick].at), width = 2 * fmin(at, 100 - at);
    for (size_t t = 0; t < strip->n_ticks; t++)
        if (t != tick && is_labelled(strip, t))
            width = fmin(width, fabs(across(strip, strip->ticks[t].at) - at));
    return fmax(width, LABEL_LEAST);
}

static void write_axis(struct render *render, const struct strip *strip)
{
    html_put(render, "<div class=axis aria-hidden=true><b style=left:");
    html_place(render, across(strip, 0));
    html_put(render, "%%;right:");
    html_place(render, across(strip, 0));
    html_put(render, "%%></b>");
    for (size_t t = 0; t < strip->n_ticks; t++) {
        html_put(render, "<i style=left:");
        html_place(render, across(strip, strip->ticks[t].at));
        html_put(render, "%%></i>");
        if (!is_labelled(strip, t)) continue;
        double width = label_width(strip, t);
        html_put(render, "<span style=left:");
        html_place(render, across(strip, strip->ticks[t].at) - width / 2);
        html_put(render, "%%;width:");
        html_place(render, width);
        html_put(render, "%%>");
        html_text(render, strip->ticks[t].label);
        html_put(render, "</span>");
    }
    html_put(render, "</div>\n");
}

/* ---- who stands where */

static bool have_one_red_line(const struct mark *a, const struct mark *b)
{
    if (!a->has_accepts || !b->has_accepts) return a->has_accepts == b->has_accepts;
    return strip_is_at(a->accepts_from, b->accepts_from) &&
           strip_is_at(a->accepts_to, b->accepts_to);
}

static bool is_one_place(const struct mark *a, const struct mark *b)
{
    return strip_is_at(a->from, b->from) && strip_is_at(a->to, b->to) && a->kind == b->kind &&
           a->is_past == b->is_past && have_one_red_line(a, b);
}

/* How many letters its text takes in one line. */
static size_t letters_of(const struct stand *stand)
{
    size_t letters = 0;
    for (size_t m = 0; m < stand->n_marks; m++) {
        const struct mark *mark = stand->marks[m];
        letters += utf8_width(mark->label ? mark->label : "") + 2;
        if (stand->is_bar && mark->place) letters += utf8_width(mark->place);
    }
    return stand->marks[0]->has_accepts ? letters + NARROW : letters; /* a line of its own */
}

/* Text that has to run over several lines takes the whole width. */
static void measure(struct stand *stand)
{
    double text = 100 * ((double)letters_of(stand) + 2) / NARROW;
    stand->left = fmin(stand->from - DOT, stand->is_right ? stand->to - text : INFINITY);
    stand->right = fmax(stand->to + DOT, stand->is_right ? -INFINITY : stand->from + text);
    if (stand->left < 0) stand->left = -INFINITY;
    if (stand->right > 100) stand->right = INFINITY;
}

static struct stand stand_of(const struct strip *strip, const struct mark **marks, size_t n_marks)
{
    struct stand stand = {.marks = marks, .n_marks = n_marks};
    stand.from = across(strip, marks[0]->from);
    stand.to = across(strip, marks[0]->to);
    stand.is_bar = marks[0]->kind != MARK_POINT;
    stand.is_right = (stand.from + stand.to) / 2 > 50;
    measure(&stand);
    return stand;
}

/* Below all that it touches. */
static void choose_lane(struct stand *stands, size_t at)
{
    size_t lane = 0;
    for (size_t s = 0; s < at; s++) {
        bool touches = stands[at].left < stands[s].right && stands[s].left < stands[at].right;
        if (touches && stands[s].lane >= lane) lane = stands[s].lane + 1;
    }
    stands[at].lane = lane;
}

static size_t gather_stands(struct render *render, const struct strip *strip, struct stand **out)
{
    const struct mark **marks = strip_sorted(render, strip);
    struct stand *stands = render_alloc(render, strip->n_marks, sizeof *stands);
    size_t count = 0;
    if (!marks || !stands) return 0;
    for (size_t m = 0; m < strip->n_marks;) {
        size_t first = m++;
        while (m < strip->n_marks && is_one_place(marks[first], marks[m]))
            m++;
        stands[count] = stand_of(strip, marks + first, m - first);
        choose_lane(stands, count++);
    }
    *out = stands;
    return count;
}

/* ---- items */

static const char *words_at(struct render *render, const struct strip *strip, const char *place,
                            double from, double to)
{
    const char *words = strip_words(render, strip, from, to);
    if (words) return words;
    return place ? place : "";
}

static void write_accepts(struct render *render, const struct strip *strip, const struct mark *mark)
{
    if (!mark->has_accepts) return;
    html_put(render, "<small>could live with ");
    html_text(render,
              words_at(render, strip, mark->accepts_place, mark->accepts_from, mark->accepts_to));
    html_put(render, "</small>");
}

/* Names, then the place: for all to see where no label of the scale says it. */
static void write_names(struct render *render, const struct strip *strip, const struct stand *stand)
{
    const struct mark *first = stand->marks[0];
    bool is_said = !stand->is_bar && is_seen(strip, first->from);
    if (stand->n_marks >= NAMES_COUNTED) html_put(render, "<b>%zu</b> ", stand->n_marks);
    for (size_t m = 0; m < stand->n_marks; m++) {
        if (m > 0) html_put(render, ", ");
        if (stand->marks[m]->is_subject) html_put(render, "<strong>");
        html_text(render, stand->marks[m]->label);
        if (stand->marks[m]->is_subject) html_put(render, "</strong>");
    }
    html_put(render, is_said ? "<span class=v>: " : " <small>");
    if (first->kind == MARK_DISPUTED) html_put(render, "disputed, ");
    html_text(render, words_at(render, strip, first->place, first->from, first->to));
    html_put(render, is_said ? "</span>" : "</small>");
    write_accepts(render, strip, first);
}

static void write_span_style(struct render *render, double from, double to)
{
    html_put(render, " style=left:");
    html_place(render, from);
    html_put(render, "%%;width:");
    html_place(render, to - from);
    html_put(render, "%%");
}

static void write_bracket(struct render *render, const struct strip *strip, const struct mark *mark)
{
    if (!mark->has_accepts) return;
    html_put(render, "<u");
    write_span_style(render, across(strip, mark->accepts_from), across(strip, mark->accepts_to));
    html_put(render, "></u>");
}

static void write_stand(struct render *render, const struct strip *strip, const struct stand *stand)
{
    const struct mark *first = stand->marks[0];
    const char *shape = first->kind == MARK_DISPUTED ? "d" : stand->is_bar ? "r" : "p";
    html_put(render, "<li class=\"%s%s%s%s\" style=grid-row:%zu>", shape,
             stand->is_right ? " e" : "", first->has_accepts ? " a" : "",
             first->is_past ? " was" : "", stand->lane + 1);
    write_bracket(render, strip, first);
    html_put(render, "<i style=left:");
    html_place(render, stand->from);
    if (stand->is_bar) {
        html_put(render, "%%;width:");
        html_place(render, stand->to - stand->from);
    }
    html_put(render, "%%></i><span style=margin-%s:", stand->is_right ? "right" : "left");
    html_place(render, stand->is_right ? 100 - stand->to : stand->from);
    html_put(render, "%%>");
    write_names(render, strip, stand);
    html_put(render, "</span>\n"); /* the next item, or the end of the list, ends it */
}

static void write_status_quo(struct render *render, const struct strip *strip)
{
    if (!strip->has_status_quo) return;
    html_put(render, "<div class=quo aria-hidden=true><i");
    write_span_style(render, across(strip, strip->status_quo_from),
                     across(strip, strip->status_quo_to));
    html_put(render, "></i></div>\n");
}

void html_strip(struct render *render, const struct block *block)
{
    const struct strip *strip = &block->strip;
    struct stand *stands = NULL;
    size_t count = gather_stands(render, strip, &stands);
    html_put(render, "<div class=strip>\n");
    write_axis(render, strip);
    write_status_quo(render, strip);
    if (count > 0) html_put(render, "<ul>\n");
    for (size_t s = 0; s < count; s++)
        write_stand(render, strip, &stands[s]);
    if (count > 0) html_put(render, "</ul>\n");
    html_put(render, "</div>\n");
    if (!strip->has_status_quo) return;
    html_put(render, "<p class=quo><span aria-hidden=true>\xE2\x97\x86</span> status quo: ");
    html_text(render, words_at(render, strip, strip->status_quo_place, strip->status_quo_from,
                               strip->status_quo_to));
    html_put(render, "</p>\n");
}
