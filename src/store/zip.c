/* SPDX-License-Identifier: GPL-3.0-or-later */
/* minizip reads by functions of ours, which read from memory. No size that an archive tells of
 * itself is believed: parts are unpacked piece by piece, up to the limit. */
#include "store/zip.h"

#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 64 * 1024 };

struct zip {
    unzFile archive;
    const char *bytes;
    size_t length, at;
};

/* ---- a file in memory */

static voidpf open_bytes(voidpf opaque, const void *name, int mode)
{
    struct zip *zip = opaque;
    (void)name;
    zip->at = 0;
    return (mode & ZLIB_FILEFUNC_MODE_READWRITEFILTER) == ZLIB_FILEFUNC_MODE_READ ? zip : NULL;
}

static uLong read_bytes(voidpf opaque, voidpf stream, void *buffer, uLong size)
{
    struct zip *zip = stream;
    size_t rest = zip->length - zip->at, length = size < rest ? size : rest;
    (void)opaque;
    if (length > 0) memcpy(buffer, zip->bytes + zip->at, length);
    zip->at += length;
    return (uLong)length;
}

static uLong write_bytes(voidpf opaque, voidpf stream, const void *buffer, uLong size)
{
    (void)opaque, (void)stream, (void)buffer, (void)size;
    return 0;
}

static ZPOS64_T tell(voidpf opaque, voidpf stream)
{
    (void)opaque;
    return ((struct zip *)stream)->at;
}

static long seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct zip *zip = stream;
    size_t base = 0;
    (void)opaque;
    if (origin == ZLIB_FILEFUNC_SEEK_CUR) base = zip->at;
    if (origin == ZLIB_FILEFUNC_SEEK_END) base = zip->length;
    if (offset > zip->length - base) return -1;
    zip->at = base + (size_t)offset;
    return 0;
}

static int close_bytes(voidpf opaque, voidpf stream)
{
    (void)opaque, (void)stream;
    return 0;
}

static int has_error(voidpf opaque, voidpf stream)
{
    (void)opaque, (void)stream;
    return 0;
}

/* ---- the archive */

stance_result zip_open(const char *bytes, size_t length, struct zip **out)
{
    struct zip *zip = calloc(1, sizeof *zip);
    *out = NULL;
    if (!zip) return STANCE_NO_MEMORY;
    zip->bytes = bytes;
    zip->length = length;
    zlib_filefunc64_def functions = {.zopen64_file = open_bytes,
                                     .zread_file = read_bytes,
                                     .zwrite_file = write_bytes,
                                     .ztell64_file = tell,
                                     .zseek64_file = seek,
                                     .zclose_file = close_bytes,
                                     .zerror_file = has_error,
                                     .opaque = zip};
    zip->archive = unzOpen2_64("", &functions);
    if (!zip->archive) {
        zip_close(zip);
        return STANCE_REFUSED; /* or no memory, which minizip does not tell apart */
    }
    *out = zip;
    return STANCE_OK;
}

bool zip_has(struct zip *zip, const char *name)
{
    return unzLocateFile(zip->archive, name, 1) == UNZ_OK;
}

static stance_result unpack(struct zip *zip, zip_take *take, void *context, struct str *message)
{
    size_t total = 0;
    char *piece = malloc(PIECE);
    stance_result result = piece ? STANCE_OK : STANCE_NO_MEMORY;
    int length = PIECE;
    while (result == STANCE_OK && length > 0) {
        length = unzReadCurrentFile(zip->archive, piece, PIECE);
        total += length > 0 ? (size_t)length : 0;
        if (length == Z_MEM_ERROR) {
            result = STANCE_NO_MEMORY;
        } else if (length < 0) {
            str_append(message, "cannot be unpacked: the file is damaged");
            result = STANCE_REFUSED;
        } else if (total > ZIP_MAX_PART) {
            str_append(message, "is larger than the limit of 512 MiB when it is unpacked");
            result = STANCE_REFUSED;
        } else {
            result = take(context, piece, (size_t)length, length == 0);
        }
    }
    free(piece);
    return result;
}

static stance_result open_part(struct zip *zip, const char *name, struct str *message)
{
    unz_file_info64 info;
    if (!zip_has(zip, name)) {
        str_append(message, "is missing");
        return STANCE_REFUSED;
    }
    int result = unzGetCurrentFileInfo64(zip->archive, &info, NULL, 0, NULL, 0, NULL, 0);
    if (result == UNZ_OK && (info.flag & 1) != 0) {
        str_append(message, "is encrypted: save the file without a password");
        return STANCE_REFUSED;
    }
    if (result == UNZ_OK) result = unzOpenCurrentFile(zip->archive);
    if (result == UNZ_OK) return STANCE_OK;
    if (result == UNZ_INTERNALERROR || result == Z_MEM_ERROR) return STANCE_NO_MEMORY;
    str_append(message, "cannot be unpacked: the file is damaged");
    return STANCE_REFUSED;
}

stance_result zip_read(struct zip *zip, const char *name, zip_take *take, void *context,
                       struct str *message)
{
    stance_result result = open_part(zip, name, message);
    if (result != STANCE_OK) return message->failed ? STANCE_NO_MEMORY : result;
    result = unpack(zip, take, context, message);
    int closed = unzCloseCurrentFile(zip->archive);
    if (result == STANCE_OK && closed == UNZ_CRCERROR) {
        str_append(message, "does not have the checksum that it should: the file is damaged");
        result = STANCE_REFUSED;
    }
    return message->failed ? STANCE_NO_MEMORY : result;
}

void zip_close(struct zip *zip)
{
    if (!zip) return;
    if (zip->archive) unzClose(zip->archive);
    free(zip);
}
