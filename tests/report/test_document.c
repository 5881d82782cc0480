/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The builders: what was said stands where it was said, in order, and in copies. */
#include "report/document.h"

#include "printed.h"

static void test_order(void)
{
    struct stance_document *document = printed_new();
    document_title(document, "today");
    document_say(document, "%s and %d", "One", 2);
    document_paragraph(document);
    document_say_text(document, SPAN_STRONG, "France");
    document_say_text(document, SPAN_QUOTE, "");
    document_say_text(document, SPAN_TEXT, NULL);
    document_say(document, " says");
    document_cite(document, 7);
    document_detail(document);
    CHECK(document_ok(document));
    const struct block *title = document->first, *paragraph = title->next;
    CHECK_INT(title->kind, BLOCK_TITLE);
    CHECK_TEXT(title->aside, "today");
    CHECK_TEXT(title->text.first->text, "One and 2");
    CHECK(isnan(title->value) && !title->is_detail);
    CHECK(paragraph == document->last && paragraph->is_detail);
    const struct span *span = paragraph->text.first;
    CHECK_INT(span->kind, SPAN_STRONG);
    CHECK_TEXT(span->next->text, " says"); /* empty texts leave nothing */
    CHECK_INT(span->next->next->kind, SPAN_CITE);
    CHECK_SIZE(span->next->next->number, 7);
    CHECK(span->next->next == paragraph->text.last);
    stance_document_free(document);
}

static void test_copies(void)
{
    struct stance_document *document = printed_new();
    char words[] = "before", head[] = "head";
    struct column column = {.head = head};
    document_entries(document);
    document_entry(document, words);
    document_say_text(document, SPAN_QUOTE, words);
    document_table(document, &column, 1, NULL);
    memcpy(words, "after!", sizeof words);
    memcpy(head, "tail", sizeof head);
    CHECK_TEXT(document->first->first->term, "before");
    CHECK_TEXT(document->first->first->text.first->text, "before");
    CHECK_TEXT(document->last->table.columns[0].head, "head");
    CHECK_TEXT(document->last->table.blank, "");
    CHECK(document_copy(document, NULL) == NULL);
    CHECK(document_ok(document));
    stance_document_free(document);
}

static void test_lists(void)
{
    struct stance_document *document = printed_new();
    document_items(document);
    document_item(document);
    document_say(document, "a");
    document_item(document);
    document_sources(document);
    document_item(document);
    document_say(document, "b");
    const struct block *items = document->first;
    CHECK(items->first->term == NULL && items->first->next == items->last);
    CHECK(items->last->text.first == NULL);
    CHECK_TEXT(items->next->first->text.first->text, "b");
    stance_document_free(document);
}

static void test_table(void)
{
    struct stance_document *document = printed_new();
    const struct column columns[3] = {{.head = "x"}, {.alignment = ALIGN_RIGHT}, {.wraps = true}};
    document_table(document, columns, 3, ".");
    document_row(document, false);
    document_cell_text(document);
    document_say(document, "text");
    document_cell_number(document, 1.5, 2);
    document_row(document, true); /* the row before stays short: its last cell is blank */
    document_cell_number(document, NAN, 2);
    document_cell_blank(document);
    document_cell_number(document, 0, 0);
    const struct table *table = &document->first->table;
    CHECK_SIZE(table->n_columns, 3);
    const struct row *first = table->first, *second = first->next;
    CHECK_INT(first->values[0].kind, VALUE_TEXT);
    CHECK_INT(first->values[1].kind, VALUE_NUMBER);
    CHECK_INT(first->values[1].decimals, 2);
    CHECK_INT(first->values[2].kind, VALUE_BLANK);
    CHECK(second == table->last && second->is_total && !first->is_total);
    CHECK_INT(second->values[0].kind, VALUE_BLANK); /* NAN is no number */
    CHECK_INT(second->values[1].kind, VALUE_BLANK);
    CHECK_INT(second->values[2].kind, VALUE_NUMBER); /* 0 is one */
    stance_document_free(document);
}

static void test_strip_and_ranking(void)
{
    struct stance_document *document = printed_new();
    document_ranked(document, 3, .5, 1, "41 %");
    document_say(document, "Name");
    struct strip *strip = document_strip(document, 2, 4);
    CHECK(strip == &document->last->strip);
    CHECK_SIZE(strip->n_ticks, 2);
    CHECK_SIZE(strip->n_marks, 4);
    CHECK(strip->marks[3].label == NULL && strip->ticks[1].at == 0);
    CHECK(document_strip(document, 0, 0) != NULL);
    CHECK_SIZE(document->first->rank, 3);
    CHECK(document->first->value == .5 && document->first->value_max == 1);
    stance_document_free(document);
}

/* What an allocation that fails leaves behind: every builder then does nothing. */
static void test_failed(void)
{
    struct stance_document *document = printed_new();
    const struct column column = {.head = "x"};
    document->failed = true;
    document_title(document, "a");
    document_heading(document, NULL);
    document_paragraph(document);
    document_ranked(document, 1, 1, 1, "a");
    document_items(document);
    document_item(document);
    document_entries(document);
    document_entry(document, "a");
    document_sources(document);
    document_detail(document);
    CHECK(document_strip(document, 1, 1) == NULL);
    document_table(document, &column, 1, ".");
    document_row(document, false);
    document_cell_blank(document);
    document_cell_number(document, 1, 1);
    document_cell_text(document);
    document_say(document, "%d", 1);
    document_say_text(document, SPAN_TEXT, "a");
    document_cite(document, 1);
    CHECK(document_copy(document, "a") == NULL);
    CHECK(document->first == NULL && !document_ok(document));
    stance_sink sink = {printed_take, NULL};
    CHECK_INT(stance_document_write(document, "text", NULL, sink), STANCE_NO_MEMORY);
    stance_document_free(document);
    stance_document_free(NULL);
}

void suite_report_document(void)
{
    CU_pSuite suite = CU_add_suite("report/document", NULL, NULL);
    CU_add_test(suite, "spans and blocks in order", test_order);
    CU_add_test(suite, "all text is copied", test_copies);
    CU_add_test(suite, "lists", test_lists);
    CU_add_test(suite, "tables", test_table);
    CU_add_test(suite, "strips and rankings", test_strip_and_ranking);
    CU_add_test(suite, "failed: nothing more happens", test_failed);
}
