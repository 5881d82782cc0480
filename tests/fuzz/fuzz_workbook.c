/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a workbook. The first byte says how: as they are, or as the parts of one, between
 * bytes of 0x1e, put into an archive here; its packing would hide the parts from the fuzzer. What
 * is read keeps to the limits, and every cell stands where its offset says. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "store/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(int holds)
{
    if (!holds) abort();
}

/* ---- an archive whose parts are not packed */

struct archive {
    struct str text, directory;
    unsigned count;
};

static void put(struct str *out, unsigned long number, size_t bytes)
{
    for (; bytes > 0; bytes--, number >>= 8)
        str_append_char(out, (char)(number & 0xff));
}

static void put_head(struct str *out, const char *name, const char *part, size_t length)
{
    unsigned long sum = crc32(0, (const Bytef *)part, (uInt)length);
    put(out, 20, 2); /* version needed; then flags, method, time, date */
    put(out, 0, 8);
    put(out, sum, 4);
    put(out, length, 4);
    put(out, length, 4);
    put(out, strlen(name), 2);
    put(out, 0, 2);
}

static void add_part(struct archive *archive, const char *name, const char *part, size_t length)
{
    size_t offset = archive->text.length;
    str_append_bytes(&archive->text, "PK\003\004", 4);
    put_head(&archive->text, name, part, length);
    str_append(&archive->text, name);
    str_append_bytes(&archive->text, part, length);
    str_append_bytes(&archive->directory, "PK\001\002\024\000", 6);
    put_head(&archive->directory, name, part, length);
    put(&archive->directory, 0, 10); /* comment, disk, attributes */
    put(&archive->directory, offset, 4);
    str_append(&archive->directory, name);
    archive->count++;
}

static void finish(struct archive *archive)
{
    size_t offset = archive->text.length;
    str_append_bytes(&archive->text, str_get(&archive->directory), archive->directory.length);
    str_append_bytes(&archive->text, "PK\005\006", 4);
    put(&archive->text, 0, 4);
    put(&archive->text, archive->count, 2);
    put(&archive->text, archive->count, 2);
    put(&archive->text, archive->directory.length, 4);
    put(&archive->text, offset, 4);
    put(&archive->text, 0, 2);
}

/* ---- what is read */

static void read_one(const char *bytes, size_t length)
{
    struct sheet sheet = {0};
    struct stance_diagnostics list;
    diagnostics_init(&list);
    stance_result result = workbook_read(bytes, length, NULL, &sheet, &list);
    demand(result == STANCE_OK || result == STANCE_REFUSED);
    demand((result == STANCE_OK) == (list.found[STANCE_ERROR] == 0));
    for (size_t r = 0; result == STANCE_OK && r < sheet.n_rows; r++) {
        demand(sheet.rows[r].n_cells <= SHEET_MAX_COLUMNS);
        for (size_t c = 0; c < sheet.rows[r].n_cells; c++)
            demand(sheet.rows[r].cells[c].offset == sheet.rows[r].offset + c);
    }
    sheet_locate(&sheet, &list, "f", "", 0);
    sheet_clear(&sheet);
    diagnostics_clear(&list);
}

static void read_parts(const char *const *names, size_t count, const char *bytes, size_t length)
{
    struct archive archive = {0};
    for (size_t p = 0; p < count && length > 0; p++) {
        const char *end = memchr(bytes, 0x1e, length);
        size_t part = end && p + 1 < count ? (size_t)(end - bytes) : length;
        add_part(&archive, names[p], bytes, part);
        if (part < length) part++;
        bytes += part;
        length -= part;
    }
    finish(&archive);
    read_one(str_get(&archive.text), archive.text.length);
    str_clear(&archive.text);
    str_clear(&archive.directory);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const ods[] = {"content.xml"};
    static const char *const xlsx[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                       "xl/styles.xml", "xl/workbook.xml",
                                       "xl/_rels/workbook.xml.rels"};
    if (length == 0) return 0;
    const char *rest = (const char *)bytes + 1;
    switch (bytes[0] % 3) {
    case 0:
        read_one(rest, length - 1);
        break;
    case 1:
        read_parts(ods, 1, rest, length - 1);
        break;
    default:
        read_parts(xlsx, sizeof xlsx / sizeof *xlsx, rest, length - 1);
        break;
    }
    return 0;
}
