/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read me: what the workbook is, how it is used, what its colours and words mean, and what it was
 * made from. */
#include <string.h>

#include "report/book.h"

struct page {
    struct book *book;
    lxw_worksheet *sheet;
    size_t row;
};

static void say(struct page *page, lxw_format *format, const char *text)
{
    book_text(page->book, page->sheet, page->row++, 0, text, format);
}

static void say_head(struct page *page, const char *text)
{
    page->row++;
    say(page, page->book->formats.strong, text);
}

/* Programs that do not fit the heights of rows to wrapped text show but its first line. */
static void say_entry(struct page *page, const char *term, const char *text)
{
    enum { CHARACTERS = 88, LINE = 14 };
    size_t lines = 1 + strlen(text) / CHARACTERS;
    book_check(page->book,
               worksheet_set_row(page->sheet, (lxw_row_t)page->row, (double)(lines * LINE), NULL));
    book_text(page->book, page->sheet, page->row, 0, term, page->book->formats.text);
    book_text(page->book, page->sheet, page->row++, 1, text, page->book->formats.wrapped);
}

static void say_steps(struct page *page)
{
    say_head(page, "In three steps");
    say_entry(page, "1",
              "Edit the sheet Positions: a new value, the date from which it holds, and "
              "its source. A level from the list, a number, a range such as "
              "25000..30000, several choices parted by commas, or undeclared.");
    if (page->book->is_live)
        say_entry(page, "2",
                  "Look at Matrix, Agreement and Divergence: they follow. The weights on "
                  "Issues can be changed too, to see what that would do; they are not "
                  "taken back.");
    else
        say_entry(page, "2",
                  "This model is so large that Matrix, Agreement and Divergence are "
                  "figures, and do not follow edits: stance computes them anew.");
    say_entry(page, "3",
              "Send it back: \"stance import FILE.xlsx\" shows what was edited, and with "
              "--write enters it as new dated entries. Nothing on file is lost.");
}

static void say_legend(struct page *page)
{
    static const double values[] = {0, 0.5, 1};
    static const char *const meanings[] = {"one end of the scale; no agreement",
                                           "the middle of the scale",
                                           "the other end; the same positions"};
    say_head(page, "Colours, words");
    for (size_t h = 0; h < 3; h++) {
        book_number(page->book, page->sheet, page->row, 0, values[h], page->book->formats.hues[h]);
        book_text(page->book, page->sheet, page->row++, 1, meanings[h],
                  page->book->formats.wrapped);
    }
    say_entry(page, "empty", "unknown: nothing is on record; or undefined: nothing to compare");
    say_entry(page, "undeclared", "on record as taking no position");
    say_entry(page, "?", "a value that cannot be read: import will say why");
    say_entry(page, "italics",
              "on Matrix the middle of a range; on Agreement a figure that does "
              "not follow edits");
    book_text(page->book, page->sheet, page->row, 0, "yellow", page->book->formats.input);
    book_text(page->book, page->sheet, page->row++, 1, "can be edited",
              page->book->formats.wrapped);
}

static void say_formulas(struct page *page)
{
    say_head(page, "The figures in words");
    say_entry(page, "distance",
              "on an ordered scale from 0 to 1 the mean of how far the lower and "
              "the upper ends lie apart; of sets 1 less the choices in common "
              "over the choices of either (Jaccard)");
    say_entry(page, "weight",
              "the issue's weight times the geometric mean of both actors' salience");
    say_entry(page, "agreement",
              "1 less the weighted mean distance over the issues on which both "
              "have declared themselves (Gower 1971)");
    say_entry(page, "divergence",
              "the mean distance of all pairs on an issue, weighted by the "
              "actors' influence; at most: what these actors could reach");
    say_entry(page, "share", "how much of what is missing to full agreement comes from the issue");
    say_entry(page, "mean, min, max",
              "of the middles, the lower ends, the upper ends of positions");
}

static void say_origin(struct page *page)
{
    const struct book *book = page->book;
    const char *digest = stance_model_digest(book->snapshot->model);
    const char *salience = book->findings->salience;
    say_head(page, "What it was made from");
    say_entry(page, "as of", book->as_of);
    if (digest) say_entry(page, "data (SHA-256)", digest);
    if (digest)
        say_entry(page, "to check it",
                  "in the model's folder: export LC_ALL=C; sha256sum model.json "
                  "actors/[a-z0-9]*.json | sha256sum");
    if (book->snapshot->filter) say_entry(page, "left out are", book->snapshot->filter);
    if (book->n_actors < book->snapshot->model->n_actors ||
        book->n_issues < book->snapshot->model->n_issues)
        say_entry(page, "selected", "only some of the actors and issues of the model");
    if (strcmp(salience, "both") != 0)
        say_entry(page, "salience",
                  strcmp(salience, "none") == 0 ? "left out of account" : salience);
    if (!book->has_extras)
        say_entry(page, "left out",
                  "comments and lists to choose from, as there are so many cells");
    say_entry(page, "not edited here",
              "claims that contradict each other, and conditions: an "
              "import leaves them as they are");
}

void book_readme(struct book *book, lxw_worksheet *sheet)
{
    struct page page = {.book = book, .sheet = sheet};
    book_check(book, worksheet_set_column(sheet, 0, 0, 18, NULL));
    book_check(book, worksheet_set_column(sheet, 1, 1, 90, NULL));
    say(&page, book->formats.title, book->snapshot->model->title);
    say_steps(&page);
    say_legend(&page);
    say_formulas(&page);
    say_origin(&page);
    book_print_setup(book, sheet, 0);
    worksheet_fit_to_pages(sheet, 1, 1);
    book_protect(sheet);
}
