/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks of several writers, and ones that are made here part by part: what cells mean, and what
 * is refused. tests/store/workbooks/README.md tells who wrote which file. */
#include <stdlib.h>
#include <string.h>
#include <minizip/zip.h>

#include "store/listing.h"
#include "store/workbook.h"

void suite_store_workbook(void);

/* ---- archives made here */

struct part {
    const char *name, *text;
};

static const char *make_zip(const struct part *parts, size_t count, size_t *length)
{
    const char *path = test_write("book.zip", "");
    zipFile zip = zipOpen(path, APPEND_STATUS_CREATE);
    for (size_t p = 0; p < count; p++) {
        size_t size = strlen(parts[p].text);
        CHECK_INT(zipOpenNewFileInZip(zip, parts[p].name, NULL, NULL, 0, NULL, 0, NULL, Z_DEFLATED,
                                      Z_BEST_SPEED),
                  ZIP_OK);
        CHECK_INT(zipWriteInFileInZip(zip, parts[p].text, (unsigned)size), ZIP_OK);
        zipCloseFileInZip(zip);
    }
    zipClose(zip, NULL);
    return test_read(path, length);
}

/* All cells, a row a line: "A1=x B1=y"; or what is listed. */
static const char *read_bytes(const char *bytes, size_t length, const char *wanted)
{
    struct sheet sheet = {0};
    struct str out = {0};
    stance_diagnostics *list = stance_diagnostics_new();
    stance_result result = workbook_read(bytes, length, wanted, &sheet, list);
    for (size_t r = 0; result == STANCE_OK && r < sheet.n_rows; r++) {
        for (size_t c = 0; c < sheet.rows[r].n_cells; c++) {
            const struct cell_text *cell = &sheet.rows[r].cells[c];
            if (!cell->text && cell->flaw == CELL_FINE) continue;
            str_append(&out, out.length && out.bytes[out.length - 1] != '\n' ? " " : "");
            diagnostics_print_cell(cell->offset / SHEET_MAX_COLUMNS,
                                   cell->offset % SHEET_MAX_COLUMNS, &out);
            str_printf(&out, "=%s",
                       cell->flaw == CELL_FORMULA ? "FORMULA"
                       : cell->flaw == CELL_ERROR ? "ERROR"
                                                  : cell->text);
        }
        str_append_char(&out, '\n');
    }
    if (result != STANCE_OK) {
        sheet_locate(&sheet, list, "f", "", 0);
        str_append(&out, listing_of(list, ""));
    }
    const char *lent = test_text("%s", str_get(&out));
    str_clear(&out);
    sheet_clear(&sheet);
    stance_diagnostics_free(list);
    return lent;
}

#define XLSX_BOOK                                                                                  \
    {"_rels/.rels", "<Relationships><Relationship Id='r' Type='x/officeDocument' "                 \
                    "Target='/xl/workbook.xml'/></Relationships>"},                                \
    {                                                                                              \
        "xl/_rels/workbook.xml.rels",                                                              \
            "<Relationships><Relationship Id='a' Type='x/worksheet' "                              \
            "Target='worksheets/../worksheets/s.xml'/><Relationship Id='b' "                       \
            "Type='x/sharedStrings' "                                                              \
            "Target='./strings.xml'/><Relationship Id='c' Type='x/styles' Target='styles.xml'/>"   \
            "</Relationships>"                                                                     \
    }

static const char *xlsx(const char *properties, const char *cells)
{
    const char *book = test_text("<workbook xmlns:r='u'>%s<sheets><sheet name='One' r:id='a'/>"
                                 "</sheets></workbook>",
                                 properties);
    const struct part parts[] = {
        XLSX_BOOK,
        {"xl/workbook.xml", book},
        {"xl/strings.xml", "<sst><si><t>shared</t></si><si><r><t>ri</t></r><rPh><t>no</t></rPh>"
                           "<r><t xml:space='preserve'>ch </t></r></si></sst>"},
        {"xl/styles.xml",
         "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy\\-mm\\-dd'/><numFmt "
         "numFmtId='171' formatCode='&quot;day&quot; 0'/></numFmts><cellStyleXfs><xf "
         "numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf "
         "numFmtId='170'/><xf numFmtId='171'/></cellXfs></styleSheet>"},
        {"xl/worksheets/s.xml", test_text("<x:worksheet xmlns:x='m'><x:sheetData>%s</x:sheetData>"
                                          "</x:worksheet>",
                                          cells)},
    };
    size_t length;
    const char *bytes = make_zip(parts, sizeof parts / sizeof *parts, &length);
    return read_bytes(bytes, length, NULL);
}

static void cells_of_all_types(void)
{
    CHECK_TEXT(xlsx("", "<x:row><x:c t='s'><x:v>1</x:v></x:c><x:c t='inlineStr'><x:is><x:t>in "
                        "</x:t></x:is></x:c><x:c t='str'><x:v>_x0041_ _x005F_x0041_ _xD83D__xDE00_"
                        "</x:v></x:c><x:c t='b'><x:v>1</x:v></x:c><x:c><x:v>0.10000000000000001"
                        "</x:v></x:c></x:row><x:row r='7'><x:c r='AA7'><x:v>1E+3</x:v></x:c><x:c "
                        "t='e'><x:v>#N/A</x:v></x:c><x:c><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row>"),
               "A1=rich  B1=in  C1=A _x0041_ \xf0\x9f\x98\x80 D1=TRUE E1=0.1\n"
               "AA7=1000 AB7=ERROR AC7=FORMULA\n");
}

static void days_are_dates(void)
{
    static const char cells[] =
        "<x:row><x:c s='1'><x:v>59</x:v></x:c><x:c s='2'><x:v>61</x:v></x:c><x:c s='1'><x:v>45351"
        "</x:v></x:c><x:c s='1'><x:v>60</x:v></x:c><x:c s='1'><x:v>45351.5</x:v></x:c><x:c s='3'>"
        "<x:v>45351</x:v></x:c><x:c s='0'><x:v>45351</x:v></x:c></x:row>";
    CHECK_TEXT(xlsx("", cells), "A1=1900-02-28 B1=1900-03-01 C1=2024-02-29 D1=1900-02-29 "
                                "E1=2024-02-29T12:00:00 F1=45351 G1=45351\n");
    CHECK_HOLDS(
        xlsx("<workbookPr date1904='1'/>",
             "<x:row><x:c s='1'><x:v>43889</x:v></x:c><x:c s='1'><x:v>0</x:v></x:c></x:row>"),
        "A1=2024-02-29 B1=1904-01-01");
}

static void times_are_rounded(void)
{
    CHECK_TEXT(xlsx("",
                    "<x:row><x:c s='1'><x:v>45781.9999999</x:v></x:c><x:c t='d'><x:v>2025-05-01T"
                    "00:00:00</x:v></x:c><x:c s='1'><x:v>45781.25</x:v></x:c></x:row>"),
               "A1=2025-05-05 B1=2025-05-01 C1=2025-05-04T06:00:00\n");
}

static void formats_of_dates(void)
{
    static const char *const dates[] = {"yyyy-mm-dd", "d/m",           "[$-409]mmm\\-yy;@",
                                        "YYYY",       "[$-411]ge.m.d", "General;d/m"};
    static const char *const others[] = {"General", "0.00",        "\"day\"0", "[h]:[ss]",
                                         "\\d0",    "#,##0",       "[Red]0",   "0_d",
                                         "",        "\"unclosed y"};
    for (size_t d = 0; d < sizeof dates / sizeof *dates; d++)
        if (!xlsx_is_date_format(dates[d])) FAIL("%s is a date", dates[d]);
    for (size_t o = 0; o < sizeof others / sizeof *others; o++)
        if (xlsx_is_date_format(others[o])) FAIL("%s is no date", others[o]);
}

/* ---- ods */

static const char *ods(const char *tables)
{
    const struct part parts[] = {
        {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
        {"content.xml",
         test_text("<o:d xmlns:o='o' xmlns:t='t' xmlns:x='x' xmlns:c='c'>%s</o:d>", tables)}};
    size_t length;
    const char *bytes = make_zip(parts, 2, &length);
    return read_bytes(bytes, length, NULL);
}

static void cells_of_ods(void)
{
    CHECK_TEXT(
        ods("<t:table t:name='S'><t:table-row t:number-rows-repeated='1048000'/>"
            "<t:table-row t:number-rows-repeated='2'><t:table-cell t:number-columns-repeated='2' "
            "o:value-type='string'><x:p>a<x:s x:c='2'/>b</x:p><x:p>c<x:tab/>d</x:p></t:table-cell>"
            "<t:table-cell t:number-columns-repeated='16000'/></t:table-row><t:table-row>"
            "<t:table-cell o:value-type='float' o:value='0.30000000000000004'><x:p>0.3</x:p>"
            "</t:table-cell><t:table-cell o:value-type='date' o:date-value='2025-05-01'/>"
            "<t:table-cell o:value-type='date' o:date-value='2025-05-01T00:00:00'/>"
            "<t:table-cell o:value-type='boolean' o:boolean-value='true'/><t:table-cell "
            "t:formula='of:=1' o:value-type='float' o:value='1'/><t:table-cell "
            "o:value-type='string'><o:annotation><x:p>no</x:p></o:annotation><x:p>yes</x:p>"
            "</t:table-cell><t:table-cell o:value-type='string' c:value-type='error'><x:p>#N/A"
            "</x:p></t:table-cell></t:table-row></t:table>"),
        "A1048001=a  b\nc\td B1048001=a  b\nc\td\nA1048002=a  b\nc\td B1048002=a  b\nc\td\n"
        "A1048003=0.30000000000000004 B1048003=2025-05-01 C1048003=2025-05-01 D1048003=TRUE "
        "E1048003=FORMULA F1048003=yes G1048003=ERROR\n");
}

static void the_sheet_that_is_wanted(void)
{
    CHECK_TEXT(ods("<t:table t:name='a'/><t:table t:name='POSITIONS'><t:table-row><t:table-cell "
                   "o:value-type='float' o:value='1'/></t:table-row></t:table>"),
               "A1=1\n");
    CHECK_TEXT(ods("<t:table t:name='a'/><t:table t:name='b'/>"),
               "f:0:0: it has no sheet \"Positions\" (a, b) | Say which one with --sheet NAME\n");
}

/* ---- what is refused */

static void repeats_have_an_end(void)
{
    CHECK_HOLDS(
        ods("<t:table t:name='S'><t:table-row t:number-rows-repeated='1048576'><t:table-cell "
            "t:number-columns-repeated='16384' o:value-type='float' o:value='1'/>"
            "</t:table-row></t:table>"),
        "cells in one sheet are the limit");
    CHECK_HOLDS(ods("<t:table t:name='S'><t:table-row><t:table-cell "
                    "t:number-columns-repeated='99999999999' o:value-type='float' o:value='1'/>"
                    "</t:table-row></t:table>"),
                "a cell lies outside of the");
    CHECK_HOLDS(xlsx("", "<x:row r='1048577'><x:c r='A1048577'><x:v>1</x:v></x:c></x:row>"),
                "a cell lies outside of the");
}

static void hostile_xml(void)
{
    const char *const all[][2] = {
        {"<!DOCTYPE d [<!ENTITY a 'aaaa'>]><d>&a;</d>", "it has a document type"},
        {"<d><e></d>", "broken at line 1, column 9: mismatched tag"},
        {"", "broken at line 1, column 1: no element found (was the file cut off?)"},
        {"\x01", "broken at line 1"},
    };
    for (size_t a = 0; a < sizeof all / sizeof *all; a++) {
        const struct part parts[] = {{"content.xml", all[a][0]}};
        size_t length;
        const char *bytes = make_zip(parts, 1, &length);
        CHECK_HOLDS(read_bytes(bytes, length, NULL), all[a][1]);
    }
    struct str deep = {0};
    str_repeat(&deep, "<a>", 100);
    const struct part parts[] = {{"content.xml", str_get(&deep)}};
    size_t length;
    const char *bytes = make_zip(parts, 1, &length);
    CHECK_HOLDS(read_bytes(bytes, length, NULL), "elements are nested too deep");
    str_clear(&deep);
}

/* 600 MiB of blanks in some 600 KiB: of all that is read in vain this is the most. */
static void bombs(void)
{
    static char blanks[1 << 20];
    const char *path = test_write("bomb.zip", "");
    zipFile zip = zipOpen(path, APPEND_STATUS_CREATE);
    size_t length;
    memset(blanks, ' ', sizeof blanks);
    CHECK_INT(zipOpenNewFileInZip(zip, "content.xml", NULL, NULL, 0, NULL, 0, NULL, Z_DEFLATED,
                                  Z_BEST_SPEED),
              ZIP_OK);
    zipWriteInFileInZip(zip, "<d>", 3);
    for (size_t n = 0; n < 600; n++)
        zipWriteInFileInZip(zip, blanks, sizeof blanks);
    zipCloseFileInZip(zip);
    zipClose(zip, NULL);
    const char *bytes = test_read(path, &length);
    CHECK(length < (size_t)4 << 20);
    CHECK_HOLDS(read_bytes(bytes, length, NULL), "its part content.xml is larger than the limit");
}

/* What one short element can make grow without end. */
static void growth_has_an_end(void)
{
    struct str text = {0};
    str_append(&text, "<t:table t:name='S'><t:table-row><t:table-cell o:value-type='string'><x:p>");
    str_repeat(&text, "<x:s x:c='65535'/>", 60000);
    str_append(&text, "</x:p></t:table-cell></t:table-row></t:table>");
    CHECK_HOLDS(ods(str_get(&text)), "a cell holds more than 1 MiB of text");
    str_truncate(&text, 0);
    str_append(&text, "<x:row><x:c t='str'><x:v>");
    str_repeat(&text, "0123456789abcdef", ((size_t)1 << 16) + 1);
    str_append(&text, "</x:v></x:c></x:row>");
    CHECK_HOLDS(xlsx("", str_get(&text)), "a cell holds more than 1 MiB of text");
    str_clear(&text);
}

static void many_styles(void)
{
    struct str styles = {0};
    str_append(&styles, "<styleSheet><cellXfs>");
    str_repeat(&styles, "<xf numFmtId='14'/>", 70000);
    str_append(&styles, "</cellXfs></styleSheet>");
    const struct part parts[] = {XLSX_BOOK,
                                 {"xl/workbook.xml",
                                  "<workbook xmlns:r='u'><sheets><sheet name='One' "
                                  "r:id='a'/></sheets></workbook>"},
                                 {"xl/styles.xml", str_get(&styles)},
                                 {"xl/worksheets/s.xml", "<worksheet/>"}};
    size_t length;
    const char *bytes = make_zip(parts, sizeof parts / sizeof *parts, &length);
    CHECK_HOLDS(read_bytes(bytes, length, NULL), "styles of cells are the limit");
    str_clear(&styles);
}

static void what_is_no_workbook(void)
{
    const struct part parts[] = {{"word/document.xml", "<d/>"}};
    size_t length;
    const char *bytes = make_zip(parts, 1, &length);
    CHECK_HOLDS(read_bytes(bytes, length, NULL), "a zip archive, but no workbook");
    CHECK_HOLDS(read_bytes(bytes, length / 2, NULL), "is a damaged zip archive");
    CHECK_HOLDS(read_bytes("actor,issue\n", 12, NULL), "is no workbook");
    CHECK_HOLDS(read_bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, NULL), "of before 2007");
    CHECK_HOLDS(read_bytes("", 0, NULL), "is no workbook");
}

/* Some cuts and flipped bytes of a real one: an error or cells, nothing else. */
static void damaged_ones(void)
{
    size_t length;
    const char *bytes = test_read(test_source("tests/store/workbooks/openpyxl.xlsx"), &length);
    char *copy = bytes ? malloc(length) : NULL;
    uint64_t state = 3;
    if (!copy) return;
    for (size_t round = 0; round < 400; round++) {
        memcpy(copy, bytes, length);
        unsigned char flips = (unsigned char)(1 + test_random_below(&state, 255));
        size_t at = test_random_below(&state, length);
        copy[at] = (char)((unsigned char)copy[at] ^ flips);
        read_bytes(copy, length, NULL);
        read_bytes(bytes, test_random_below(&state, length), NULL);
    }
    free(copy);
}

/* ---- what programs write */

static void files_of_all_writers(void)
{
    static const char *const names[] = {"openpyxl.xlsx", "libreoffice.xlsx", "libreoffice.ods",
                                        "gnumeric.xlsx", "gnumeric.ods",     "libxlsxwriter.xlsx"};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        size_t length;
        const char *path = test_source(test_text("tests/store/workbooks/%s", names[n]));
        const char *bytes = test_read(path, &length);
        if (!bytes) continue;
        CHECK_TEXT(
            read_bytes(bytes, length, NULL),
            "A1=actor B1=issue C1=value D1=date E1=salience F1=note\n"
            "A2=france B2=ground-presence C2=limited D2=2025-05-02 E2=0.25 F2=a\nb \xc3\xa9\n"
            "A3=uk B3=force-size C3=25000 D3=2024-02-29 E3=1\n");
    }
}

void suite_store_workbook(void)
{
    CU_pSuite suite = CU_add_suite("store/workbook", NULL, NULL);
    CU_add_test(suite, "cells of all types", cells_of_all_types);
    CU_add_test(suite, "days are dates", days_are_dates);
    CU_add_test(suite, "times are rounded", times_are_rounded);
    CU_add_test(suite, "formats of dates", formats_of_dates);
    CU_add_test(suite, "cells of ods", cells_of_ods);
    CU_add_test(suite, "the sheet that is wanted", the_sheet_that_is_wanted);
    CU_add_test(suite, "repeats have an end", repeats_have_an_end);
    CU_add_test(suite, "hostile XML", hostile_xml);
    CU_add_test(suite, "bombs", bombs);
    CU_add_test(suite, "growth has an end", growth_has_an_end);
    CU_add_test(suite, "many styles", many_styles);
    CU_add_test(suite, "what is no workbook", what_is_no_workbook);
    CU_add_test(suite, "damaged ones", damaged_ones);
    CU_add_test(suite, "files of all writers", files_of_all_writers);
}
