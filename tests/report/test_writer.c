/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of formats, and what reaches a sink: all of it, in pieces, until it says stop. */
#include "report/writer.h"

#include "printed.h"

static void test_formats(void)
{
    static const char *const names[] = {"text", "markdown",  "html", "json",
                                        "csv",  "csv-excel", "tsv",  "xlsx"};
    enum { COUNT = sizeof names / sizeof *names };
    for (size_t f = 0; f < COUNT; f++) {
        const stance_format *format = stance_format_get(f);
        CHECK(format != NULL);
        if (!format) return;
        CHECK_TEXT(format->name, names[f]);
        CHECK(format->ending[0] == '.' && format->summary[0] != '\0' && format->holds != 0);
    }
    CHECK(stance_format_get(COUNT) == NULL);
    CHECK(stance_format_get((size_t)-1) == NULL);
}

static void test_unknown_format(void)
{
    struct stance_document *document = printed_new();
    struct str out = {0};
    stance_sink sink = {printed_take, &out};
    CHECK_INT(stance_document_write(document, "pdf", NULL, sink), STANCE_REFUSED);
    CHECK_SIZE(out.length, 0);
    CHECK_INT(stance_document_write(document, "text", NULL, sink), STANCE_OK);
    CHECK_SIZE(out.length, 0); /* an empty document is no byte */
    str_clear(&out);
    stance_document_free(document);
}

struct counted {
    size_t calls, bytes, stop_after;
};

static bool count_bytes(void *context, const char *bytes, size_t length)
{
    struct counted *counted = context;
    (void)bytes;
    counted->calls++;
    counted->bytes += length;
    return counted->calls < counted->stop_after;
}

/* About 700,000 bytes. */
static struct stance_document *long_document(void)
{
    struct stance_document *document = printed_new();
    for (size_t i = 0; i < 10000; i++) {
        say_paragraph(document, "This is one of very many paragraphs, in which nothing stands.");
    }
    return document;
}

static void test_pieces(void)
{
    const char *const formats[] = {"text", "markdown", "html"};
    struct stance_document *document = long_document();
    for (size_t f = 0; f < 3; f++) {
        struct counted counted = {.stop_after = (size_t)-1};
        stance_sink sink = {count_bytes, &counted};
        CHECK_INT(stance_document_write(document, formats[f], NULL, sink), STANCE_OK);
        CHECK(counted.bytes > 600000 && counted.calls > 5 && counted.calls < 20);
    }
    stance_document_free(document);
}

/* A sink that stopped is not called again. */
static void test_stop(void)
{
    struct stance_document *document = long_document();
    for (size_t stop = 1; stop <= 3; stop++) {
        struct counted counted = {.stop_after = stop};
        stance_sink sink = {count_bytes, &counted};
        CHECK_INT(stance_document_write(document, "text", NULL, sink), STANCE_IO);
        CHECK_SIZE(counted.calls, stop);
        counted = (struct counted){.stop_after = stop};
        CHECK_INT(stance_document_write(document, "markdown", NULL, sink), STANCE_IO);
        CHECK_SIZE(counted.calls, stop);
    }
    stance_document_free(document);
}

static void test_no_memory(void)
{
    struct output output = {.sink = {printed_take, NULL}};
    str_append(&output.buffer, "something");
    CHECK(output_is_open(&output));
    output_fail(&output);
    CHECK(!output_is_open(&output) && output.buffer.failed);
    str_append(&output.buffer, "more");
    output_flush_if_large(&output);
    CHECK_SIZE(output.buffer.length, 0);
}

void suite_report_writer(void)
{
    CU_pSuite suite = CU_add_suite("report/writer", NULL, NULL);
    CU_add_test(suite, "formats", test_formats);
    CU_add_test(suite, "a format that there is not", test_unknown_format);
    CU_add_test(suite, "a long document comes in pieces", test_pieces);
    CU_add_test(suite, "a sink that stops", test_stop);
    CU_add_test(suite, "no memory", test_no_memory);
}
