/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formulas of one actor and issue: from the word on Positions to numbers. */
#include <math.h>
#include <string.h>

#include "report/book_working.h"

/* On Working itself, without the sheet's name. */
static void append_own(struct str *out, const struct book *book, size_t block, size_t actor,
                       size_t issue)
{
    append_cell(out, working_row(book, block, actor), working_column(issue));
}

static void append_positions(struct str *out, const struct book *book, enum positions_column column)
{
    str_append(out, "Positions!");
    append_range(out, 0, column, book->n_actors * book->n_issues, column);
}

/* =IF(IFERROR(INDEX(keys,guess)=key,0),guess,MATCH(key,keys,0)): the row where the key stood when
 * the workbook went out, and a search only if it was moved. There are fewer rows than there were
 * where some were deleted. */
void working_row_formula(struct str *out, const struct book *book, size_t actor, size_t issue)
{
    size_t guess = book_positions_row(book, actor, issue) + 1;
    struct str key = {0};
    str_append(&key, "$A");
    str_printf(&key, "%zu&\"|\"&", working_row(book, BLOCK_ROW, actor) + 1);
    append_cell(&key, 0, working_column(issue));
    str_append(out, "=IF(IFERROR(INDEX(");
    append_positions(out, book, POSITIONS_KEY);
    str_printf(out, ",%zu)=%s,0),%zu,MATCH(%s,", guess, str_get(&key), guess, str_get(&key));
    append_positions(out, book, POSITIONS_KEY);
    str_append(out, ",0))");
    if (key.failed) out->failed = true;
    str_clear(&key);
}

void working_value_formula(struct str *out, const struct book *book, size_t actor, size_t issue)
{
    struct str index = {0};
    str_append(&index, "INDEX(");
    append_positions(&index, book, POSITIONS_VALUE);
    str_append(&index, ",");
    append_own(&index, book, BLOCK_ROW, actor, issue);
    str_append(&index, ")");
    str_printf(out, "=IFERROR(IF(ISNUMBER(%s),%s,TRIM(%s)),\"\")", str_get(&index), str_get(&index),
               str_get(&index));
    if (index.failed) out->failed = true;
    str_clear(&index);
}

/* A number in text has a dot; VALUE wants the mark of whoever opens the workbook. */
#define DOT_TO_MARK ",\".\",MID(1/2,2,1)"

static void append_interval_end(struct str *out, const char *v, const char *least, const char *most,
                                bool high)
{
    str_printf(
        out,
        "=IFERROR((IF(ISNUMBER(%s),%s,IF(ISERROR(FIND(\"..\",%s)),VALUE(SUBSTITUTE(%s" DOT_TO_MARK
        ")),",
        v, v, v, v);
    if (high)
        str_printf(
            out,
            "IF(RIGHT(%s,2)=\"..\",%s,VALUE(SUBSTITUTE(MID(%s,FIND(\"..\",%s)+2,99)" DOT_TO_MARK
            ")))",
            v, most, v, v);
    else
        str_printf(out,
                   "IF(LEFT(%s,2)=\"..\",%s,VALUE(SUBSTITUTE(LEFT(%s,FIND(\"..\",%s)-1)" DOT_TO_MARK
                   ")))",
                   v, least, v, v);
    str_printf(out, "))-%s)/(%s-%s),-1)", least, most, least);
}

static void append_scales(struct str *out, const struct book *book, size_t issue, size_t column)
{
    size_t first = book->scale_rows[issue];
    str_append(out, "Scales!");
    append_range(out, first, column, first + book_issue(book, issue)->scale.n_choices - 1, column);
}

/* The row of a level by its label, else by its id. */
static void append_level_match(struct str *out, const struct book *book, size_t issue,
                               const char *part)
{
    bool labels = scale_labels_are_plain(&book_issue(book, issue)->scale);
    if (labels) {
        str_printf(out, "IFERROR(MATCH(%s,", part);
        append_scales(out, book, issue, 2);
        str_append(out, ",0),");
    }
    str_printf(out, "MATCH(%s,", part);
    append_scales(out, book, issue, 1);
    str_append(out, labels ? ",0))" : ",0)");
}

static void append_ordinal_end(struct str *out, const struct book *book, size_t issue,
                               const char *v, bool high)
{
    struct str part = {0};
    str_printf(&part,
               high ? "TRIM(IF(ISERROR(FIND(\"..\",%s)),%s&\"\",MID(%s,FIND(\"..\",%s)+2,255)))"
                    : "TRIM(IF(ISERROR(FIND(\"..\",%s)),%s&\"\",LEFT(%s,FIND(\"..\",%s)-1)))",
               v, v, v, v);
    str_printf(out, "=IFERROR(IF(%s(%s,2)=\"..\",%d,INDEX(", high ? "RIGHT" : "LEFT", v, high);
    append_scales(out, book, issue, 3);
    str_append(out, ",");
    append_level_match(out, book, issue, str_get(&part));
    str_append(out, ")),-1)");
    if (part.failed) out->failed = true;
    str_clear(&part);
}

void working_end_formula(struct str *out, const struct book *book, size_t actor, size_t issue,
                         bool high)
{
    struct str v = {0}, least = {0}, most = {0};
    append_own(&v, book, BLOCK_VALUE, actor, issue);
    append_cell(&least, WORKING_LEAST, working_column(issue));
    append_cell(&most, WORKING_MOST, working_column(issue));
    if (book_issue(book, issue)->scale.n_choices > 0)
        append_ordinal_end(out, book, issue, str_get(&v), high);
    else
        append_interval_end(out, str_get(&v), str_get(&least), str_get(&most), high);
    if (v.failed || least.failed || most.failed) out->failed = true;
    str_clear(&v);
    str_clear(&least);
    str_clear(&most);
}

void working_declared_formula(struct str *out, const struct book *book, size_t actor, size_t issue)
{
    struct str low = {0}, high = {0};
    if (book_is_set(book, issue)) {
        str_append(out, "=IF(");
        append_own(out, book, BLOCK_SIZE, actor, issue);
        str_append(out, ">0,1,0)");
        return;
    }
    append_own(&low, book, BLOCK_LOW, actor, issue);
    append_own(&high, book, BLOCK_HIGH, actor, issue);
    str_printf(out, "=IF(AND(%s>=0,%s>=%s,%s<=1),1,0)", str_get(&low), str_get(&high),
               str_get(&low), str_get(&high));
    if (low.failed || high.failed) out->failed = true;
    str_clear(&low);
    str_clear(&high);
}

/* The actor whose eyes weigh: the actor itself, or the one that --salience names. */
static size_t eyes_of(const struct book *book, size_t actor)
{
    if (book->findings->matrix.salience != SALIENCE_ONE) return actor;
    for (size_t a = 0; a < book->n_actors; a++)
        if (strcmp(book_actor(book, a)->id, book->findings->salience) == 0) return a;
    return STANCE_NONE; /* not among the selected: it stays as it is */
}

void working_root_formula(struct str *out, const struct book *book, size_t actor, size_t issue)
{
    size_t eyes = eyes_of(book, actor);
    struct str index = {0};
    str_append(out, "=IF(");
    append_own(out, book, BLOCK_DECLARED, actor, issue);
    str_append(out, "=0,0,");
    if (book->findings->matrix.salience == SALIENCE_NONE) {
        str_append(out, "1)");
    } else if (eyes == STANCE_NONE) {
        number_print(sqrt(book->findings->matrix.eyes[issue]), out);
        str_append(out, ")");
    } else {
        str_append(&index, "INDEX(");
        append_positions(&index, book, POSITIONS_SALIENCE);
        str_append(&index, ",");
        append_own(&index, book, BLOCK_ROW, eyes, issue);
        str_append(&index, ")");
        str_printf(out, "SQRT(IF(%s=\"\",1,%s)))", str_get(&index), str_get(&index));
    }
    if (index.failed) out->failed = true;
    str_clear(&index);
}

/* As many members as there are words: else one of them cannot be read. */
void working_size_formula(struct str *out, const struct book *book, size_t actor, size_t issue)
{
    struct str v = {0}, sum = {0};
    append_own(&v, book, BLOCK_VALUE, actor, issue);
    for (size_t c = 0; c < book_issue(book, issue)->scale.n_choices; c++) {
        str_append(&sum, c ? "+" : "");
        append_own(&sum, book, BLOCK_MEMBERS + c, actor, issue);
    }
    str_printf(out, "=IF(%s=\"\",0,IF(LEN(%s&\"\")-LEN(SUBSTITUTE(%s&\"\",\",\",\"\"))+1=%s,%s,0))",
               str_get(&v), str_get(&v), str_get(&v), str_get(&sum), str_get(&sum));
    if (v.failed || sum.failed) out->failed = true;
    str_clear(&v);
    str_clear(&sum);
}

void working_member_formula(struct str *out, const struct book *book, size_t actor, size_t issue,
                            size_t choice)
{
    size_t row = book->scale_rows[issue] + choice;
    struct str v = {0}, list = {0};
    append_own(&v, book, BLOCK_VALUE, actor, issue);
    str_printf(&list,
               "\",\"&LOWER(SUBSTITUTE(SUBSTITUTE(%s&\"\",\", \",\",\"),\" ,\",\",\"))&\",\"",
               str_get(&v));
    str_append(out, "=1-ISERROR(FIND(\",\"&LOWER(Scales!");
    append_cell(out, row, 1);
    str_printf(out, ")&\",\",%s))", str_get(&list));
    if (scale_labels_are_plain(&book_issue(book, issue)->scale)) {
        str_append(out, "*ISERROR(FIND(\",\"&LOWER(Scales!");
        append_cell(out, row, 2);
        str_printf(out, ")&\",\",%s))", str_get(&list));
    }
    if (v.failed || list.failed) out->failed = true;
    str_clear(&v);
    str_clear(&list);
}
