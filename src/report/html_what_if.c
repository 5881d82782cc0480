/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The what-if: a table of issues with their weights to change, hidden until the script is there to
 * act on it, and the numbers that it computes from. In them `<` is written as an escape, so that no
 * text of a model can end the element that holds them. */
#include <math.h>

#include "base/number.h"
#include "report/json_out.h"
#include "report/write_html.h"

#define STEPS_LEAST 60 /* of a slider */

struct slider {
    double most, step;
};

/* ---- numbers for the script */

static void put_numbers(struct json_out *out, const char *key, const double *numbers, size_t count)
{
    out_key(out, key);
    out_begin(out, '[', JSON_LINE);
    for (size_t n = 0; n < count; n++)
        out_number(out, numbers[n]);
    out_end(out);
}

static void put_texts(struct json_out *out, const char *key, const char *const *texts, size_t count)
{
    out_key(out, key);
    out_begin(out, '[', JSON_LINE);
    for (size_t n = 0; n < count; n++)
        out_text(out, texts[n]);
    out_end(out);
}

/* STANCE_NONE: null. */
static void put_counts(struct json_out *out, const char *key, const size_t *counts, size_t count)
{
    out_key(out, key);
    out_begin(out, '[', JSON_LINE);
    for (size_t n = 0; n < count; n++) {
        if (counts[n] == STANCE_NONE)
            out_text(out, NULL);
        else
            out_count(out, counts[n]);
    }
    out_end(out);
}

static void put_distances(struct json_out *out, const struct what_if_issue *issue)
{
    out_key(out, "distances");
    out_begin(out, '[', JSON_LINE);
    for (size_t p = 0; p < issue->n_positions; p++) {
        out_begin(out, '[', JSON_LINE);
        for (size_t q = 0; q < issue->n_positions; q++)
            out_number(out, issue->distances[p * issue->n_positions + q]);
        out_end(out);
    }
    out_end(out);
}

static void put_issue(struct json_out *out, const struct what_if *what_if,
                      const struct what_if_issue *issue)
{
    out_begin(out, '{', JSON_LINE);
    out_member_text(out, "id", issue->id);
    out_member_number(out, "weight", issue->weight);
    if (issue->distances) {
        put_distances(out, issue);
    } else {
        put_numbers(out, "centres", issue->centres, issue->n_positions);
        put_numbers(out, "halves", issue->halves, issue->n_positions);
    }
    put_counts(out, "positions", issue->positions, what_if->n_actors);
    put_numbers(out, "saliences", issue->saliences, what_if->n_actors);
    out_end(out);
}

static void put_model(struct json_out *out, const struct what_if *what_if)
{
    out_begin(out, '{', JSON_LINES);
    put_texts(out, "actors", what_if->actors, what_if->n_actors);
    put_texts(out, "names", what_if->names, what_if->n_actors);
    put_numbers(out, "influence", what_if->influence, what_if->n_actors);
    put_counts(out, "order", what_if->order, what_if->n_actors);
    out_key(out, "issues");
    out_begin(out, '[', JSON_LINES);
    for (size_t i = 0; i < what_if->n_issues; i++)
        put_issue(out, what_if, &what_if->issues[i]);
    out_end(out);
    out_end(out);
}

/* Between JSON and page. */
static bool escape(void *context, const char *bytes, size_t length)
{
    struct str *page = context;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '<')
            str_append(page, "\\u003c");
        else
            str_append_char(page, bytes[i]);
    }
    return !page->failed;
}

static void write_figures(struct render *render, const struct what_if *what_if)
{
    struct output inner = {.sink = {escape, &render->output->buffer}};
    struct json_out out = {.output = &inner};
    html_put(render, "<script type=\"application/json\" id=\"figures\">");
    put_model(&out, what_if);
    if (inner.buffer.failed) output_fail(render->output);
    escape(&render->output->buffer, str_get(&inner.buffer), inner.buffer.length);
    html_put(render, "</script>\n");
    str_clear(&inner.buffer);
}

/* ---- controls */

/* Where the script puts a figure, with its full value for whoever computes with it. */
static void put_data(struct render *render, const char *class, const char *issue)
{
    html_put(render, "<data class=\"%s\"", class);
    if (issue) {
        html_put(render, " data-issue=\"");
        html_attribute(render, issue);
        html_put(render, "\"");
    }
    html_put(render, " value=\"\"></data>");
}

/* A slider, or a box for an exact figure. */
static void put_input(struct render *render, const struct what_if_issue *issue, bool is_slider)
{
    html_put(render, "<input %s aria-label=\"Weight of ",
             is_slider ? "type=\"range\" min=\"0\"" : "type=\"text\" inputmode=\"decimal\"");
    html_attribute(render, issue->name);
    html_put(render, "%s\" data-issue=\"", is_slider ? "" : ", as a number");
    html_attribute(render, issue->id);
    html_put(render, "\"");
}

static void write_issue(struct render *render, const struct what_if_issue *issue,
                        const struct slider *slider)
{
    html_put(render, "<tr><th scope=row>");
    html_text(render, issue->name);
    html_put(render, "<td>");
    put_input(render, issue, true);
    html_put(render, " max=\"");
    number_print(slider->most, &render->output->buffer);
    html_put(render, "\" step=\"");
    number_print(slider->step, &render->output->buffer);
    html_put(render, "\"> ");
    put_input(render, issue, false);
    html_put(render, "><td class=n>");
    put_data(render, "divergence", issue->id);
    html_put(render, "<td class=n>");
    put_data(render, "share", issue->id);
    html_put(render, "\n");
}

/* Sliders end at three times the largest weight, if that is a number, after sixty round steps or
 * more. */
static struct slider slider_for(const struct what_if *what_if)
{
    struct slider slider = {.most = 1};
    double largest = 0;
    for (size_t i = 0; i < what_if->n_issues; i++)
        largest = fmax(largest, what_if->issues[i].weight);
    if (largest > 0) slider.most = isfinite(3 * largest) ? 3 * largest : largest;
    slider.step = pow(10, floor(log10(slider.most / STEPS_LEAST)));
    if (slider.most / slider.step >= 5 * STEPS_LEAST) slider.step *= 5;
    return slider;
}

static void write_issues(struct render *render, const struct what_if *what_if)
{
    const struct slider slider = slider_for(what_if);
    html_open_scroll(render, "Weights", false);
    html_put(render, "<table><thead><tr>"
                     "<th scope=col>issue<th scope=col>weight"
                     "<th scope=col class=n>divergence"
                     "<th scope=col class=n>share of all disagreement\n"
                     "<tbody>\n");
    for (size_t i = 0; i < what_if->n_issues; i++)
        write_issue(render, &what_if->issues[what_if->ranking[i]], &slider);
    html_put(render, "</table></div>\n");
}

static void write_switch(struct render *render, const struct what_if *what_if)
{
    html_put(render, "<p><label><input type=\"checkbox\" id=\"by-salience\"%s> weigh by how much ",
             what_if->by_salience ? " checked" : "");
    if (what_if->eyes)
        html_text(render, what_if->eyes);
    else
        html_put(render, "both");
    html_put(render,
             " %s (salience)</label> <button type=\"button\" id=\"reset\">Back to the weights on "
             "file</button>"
             "</p>\n",
             what_if->eyes ? "cares" : "care");
}

/* What became of it, in sight while the sliders are. */
static void write_status(struct render *render, const struct what_if *what_if)
{
    html_put(render, "<p role=\"status\">Cohesion now ");
    put_data(render, "cohesion", NULL);
    html_put(render, ", as filed ");
    if (isnan(what_if->cohesion))
        html_put(render, "undefined");
    else
        html_number(render, what_if->cohesion, 2);
    html_put(render, ". <span id=\"ends\"></span></p>\n");
}

void html_what_if(struct render *render, const struct block *block)
{
    const struct what_if *what_if = block->picture.what_if;
    if (!what_if) return;
    html_put(render, "<section id=\"what-if\" aria-labelledby=\"wi\" hidden>\n"
                     "<h2 id=\"wi\">What if other issues mattered?</h2>\n<p>");
    html_spans(render, &block->text);
    html_put(render, "</p>\n");
    write_switch(render, what_if);
    write_status(render, what_if);
    write_issues(render, what_if);
    html_put(render, "</section>\n");
    write_figures(render, what_if);
}
