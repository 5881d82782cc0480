/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two tables: the calls, with the arguments that name files, and the errors that each may report.
 * What a call touches is read from the stopped process through /proc. To add a call: a row. */
#include "calls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static const int of_open[] = {ENOSPC, EACCES, EROFS, EMFILE, ENFILE, ENOMEM, EIO, EDQUOT, EINTR, 0};
static const int of_write[] = {ENOSPC, EIO, EDQUOT, EFBIG, EINTR, 0};
static const int of_sync[] = {EIO, ENOSPC, EDQUOT, 0};
static const int of_name[] = {ENOSPC, EIO, EACCES, EROFS, EDQUOT, ENOMEM, 0};
static const int of_exchange[] = {ENOSPC, EIO, EACCES, EROFS, EDQUOT, ENOMEM, EINVAL, ENOSYS, 0};
static const int of_close[] = {EIO, ENOSPC, EDQUOT, EINTR, 0};
static const int of_lock[] = {EINTR, ENOLCK, EOPNOTSUPP, 0};
static const int of_mode[] = {EPERM, EIO, EROFS, ENOSPC, 0};
static const int of_xattr[] = {EOPNOTSUPP, EPERM, ENOSPC, EIO, 0};
static const int of_read[] = {EIO, EINTR, 0};
static const int of_look[] = {EIO, ENOMEM, EACCES, 0};

enum { CHANGES = CALL_CHANGES, SIZED = CALL_CHANGES | CALL_HAS_LENGTH };

static const struct call_type types[] = {
#ifdef SYS_open /* aarch64 has only those that name a folder */
    {SYS_open, "open", 0, 1, 0, 0, 0, CALL_OPENS, of_open},
    {SYS_creat, "creat", 0, 1, 0, 0, 0, CHANGES, of_open},
    {SYS_rename, "rename", 0, 1, 0, 2, 0, CHANGES, of_name},
    {SYS_unlink, "unlink", 0, 1, 0, 0, 0, CHANGES, of_name},
    {SYS_rmdir, "rmdir", 0, 1, 0, 0, 0, CHANGES, of_name},
    {SYS_mkdir, "mkdir", 0, 1, 0, 0, 0, CHANGES, of_name},
    {SYS_link, "link", 0, 1, 0, 2, 0, CHANGES, of_name},
    {SYS_symlink, "symlink", 0, 2, 0, 0, 0, CHANGES, of_name},
    {SYS_chmod, "chmod", 0, 1, 0, 0, 0, CHANGES, of_mode},
    {SYS_chown, "chown", 0, 1, 0, 0, 0, CHANGES, of_mode},
    {SYS_lchown, "lchown", 0, 1, 0, 0, 0, CHANGES, of_mode},
    {SYS_stat, "stat", 0, 1, 0, 0, 0, 0, of_look},
    {SYS_lstat, "lstat", 0, 1, 0, 0, 0, 0, of_look},
    {SYS_access, "access", 0, 1, 0, 0, 0, 0, of_look},
    {SYS_readlink, "readlink", 0, 1, 0, 0, 0, 0, of_look},
#endif
#ifdef SYS_renameat
    {SYS_renameat, "renameat", 1, 2, 3, 4, 0, CHANGES, of_name},
#endif
    {SYS_openat, "openat", 1, 2, 0, 0, 0, CALL_OPENS, of_open},
    {SYS_renameat2, "renameat2", 1, 2, 3, 4, 0, CHANGES, of_exchange},
    {SYS_unlinkat, "unlinkat", 1, 2, 0, 0, 0, CHANGES, of_name},
    {SYS_mkdirat, "mkdirat", 1, 2, 0, 0, 0, CHANGES, of_name},
    {SYS_linkat, "linkat", 1, 2, 3, 4, 0, CHANGES, of_name},
    {SYS_symlinkat, "symlinkat", 2, 3, 0, 0, 0, CHANGES, of_name},
    {SYS_fchmodat, "fchmodat", 1, 2, 0, 0, 0, CHANGES, of_mode},
    {SYS_fchownat, "fchownat", 1, 2, 0, 0, 0, CHANGES, of_mode},
    {SYS_utimensat, "utimensat", 1, 2, 0, 0, 0, CHANGES, of_mode},
    {SYS_newfstatat, "newfstatat", 1, 2, 0, 0, 0, 0, of_look},
    {SYS_statx, "statx", 1, 2, 0, 0, 0, 0, of_look},
    {SYS_faccessat, "faccessat", 1, 2, 0, 0, 0, 0, of_look},
#ifdef SYS_faccessat2
    {SYS_faccessat2, "faccessat2", 1, 2, 0, 0, 0, 0, of_look},
#endif
    {SYS_readlinkat, "readlinkat", 1, 2, 0, 0, 0, 0, of_look},
    {SYS_getxattr, "getxattr", 0, 1, 0, 0, 0, 0, of_xattr},
    {SYS_listxattr, "listxattr", 0, 1, 0, 0, 0, 0, of_xattr},
    {SYS_setxattr, "setxattr", 0, 1, 0, 0, 0, CHANGES, of_xattr},
    {SYS_truncate, "truncate", 0, 1, 0, 0, 0, CHANGES, of_write},
    {SYS_write, "write", 0, 0, 0, 0, 1, SIZED, of_write},
    {SYS_pwrite64, "pwrite64", 0, 0, 0, 0, 1, SIZED, of_write},
    {SYS_writev, "writev", 0, 0, 0, 0, 1, CHANGES, of_write},
    {SYS_copy_file_range, "copy_file_range", 0, 0, 0, 0, 3, CHANGES, of_write},
    {SYS_sendfile, "sendfile", 0, 0, 0, 0, 1, CHANGES, of_write},
    {SYS_fallocate, "fallocate", 0, 0, 0, 0, 1, CHANGES, of_write},
    {SYS_ftruncate, "ftruncate", 0, 0, 0, 0, 1, CHANGES, of_write},
    {SYS_fsync, "fsync", 0, 0, 0, 0, 1, CHANGES, of_sync},
    {SYS_fdatasync, "fdatasync", 0, 0, 0, 0, 1, CHANGES, of_sync},
    {SYS_fchmod, "fchmod", 0, 0, 0, 0, 1, CHANGES, of_mode},
    {SYS_fchown, "fchown", 0, 0, 0, 0, 1, CHANGES, of_mode},
    {SYS_fsetxattr, "fsetxattr", 0, 0, 0, 0, 1, CHANGES, of_xattr},
    {SYS_fremovexattr, "fremovexattr", 0, 0, 0, 0, 1, CHANGES, of_xattr},
    {SYS_fgetxattr, "fgetxattr", 0, 0, 0, 0, 1, 0, of_xattr},
    {SYS_flistxattr, "flistxattr", 0, 0, 0, 0, 1, 0, of_xattr},
    {SYS_flock, "flock", 0, 0, 0, 0, 1, CALL_NOTHING_DONE, of_lock},
    {SYS_close, "close", 0, 0, 0, 0, 1, CALL_STILL_DONE, of_close},
    {SYS_read, "read", 0, 0, 0, 0, 1, CALL_HAS_LENGTH, of_read},
    {SYS_pread64, "pread64", 0, 0, 0, 0, 1, CALL_HAS_LENGTH, of_read},
    {SYS_fstat, "fstat", 0, 0, 0, 0, 1, 0, of_look},
    {SYS_getdents64, "getdents64", 0, 0, 0, 0, 1, 0, of_look},
};

static const struct {
    int error;
    const char *name;
} errors[] = {
    {ENOSPC, "ENOSPC"}, {EIO, "EIO"},       {EACCES, "EACCES"},         {EDQUOT, "EDQUOT"},
    {EROFS, "EROFS"},   {EMFILE, "EMFILE"}, {ENFILE, "ENFILE"},         {ENOMEM, "ENOMEM"},
    {EINTR, "EINTR"},   {EINVAL, "EINVAL"}, {ENOSYS, "ENOSYS"},         {EFBIG, "EFBIG"},
    {EPERM, "EPERM"},   {ENOLCK, "ENOLCK"}, {EOPNOTSUPP, "EOPNOTSUPP"}, {ENOENT, "ENOENT"},
    {EAGAIN, "EAGAIN"},
};

const char *call_error_name(int error)
{
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i].error == error) return errors[i].name;
    return "?";
}

int call_error_find(const char *name)
{
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strcmp(errors[i].name, name) == 0) return errors[i].error;
    return 0;
}

const struct call_type *call_type_find(long number)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (types[i].number == number) return &types[i];
    return NULL;
}

/* What the stopped process holds --------------------------------------------------------------- */

/* What a link in /proc/PID says; empty if there is none. */
static void read_own_link(pid_t pid, const char *what, long number, char out[CALL_PATH])
{
    char name[80];
    if (number >= 0)
        snprintf(name, sizeof name, "/proc/%d/%s/%ld", (int)pid, what, number);
    else
        snprintf(name, sizeof name, "/proc/%d/%s", (int)pid, what);
    ssize_t length = readlink(name, out, CALL_PATH - 1);
    out[length > 0 ? length : 0] = '\0';
}

static void read_text(pid_t pid, uint64_t address, char out[CALL_PATH])
{
    /* To the end of a page at most: the next one may not be there. */
    size_t length = 0;
    while (length + 1 < CALL_PATH) {
        size_t chunk = 256 - (size_t)((address + length) % 256);
        if (chunk > CALL_PATH - 1 - length) chunk = CALL_PATH - 1 - length;
        struct iovec here = {out + length, chunk};
        struct iovec there = {(void *)(uintptr_t)(address + length), chunk};
        if (process_vm_readv(pid, &here, 1, &there, 1, 0) != (ssize_t)chunk) break;
        if (memchr(out + length, '\0', chunk)) return;
        length += chunk;
    }
    out[length] = '\0';
}

/* Without "//" and "/./" and a "/" at the end. */
static void tidy_path(char *path)
{
    char *to = path;
    for (const char *from = path; *from; from++) {
        if (from[0] == '/' && from[1] == '/') continue;
        if (from[0] == '/' && from[1] == '.' && (from[2] == '/' || !from[2])) {
            from++;
            continue;
        }
        *to++ = *from;
    }
    while (to > path + 1 && to[-1] == '/')
        to--;
    *to = '\0';
}

static void read_path(pid_t pid, const struct call_type *type, const uint64_t arguments[6],
                      bool second, char out[CALL_PATH])
{
    unsigned path = second ? type->path2 : type->path;
    unsigned directory = second ? type->directory2 : type->directory;
    char text[CALL_PATH], base[CALL_PATH];
    int folder = directory ? (int)arguments[directory - 1] : AT_FDCWD;
    read_text(pid, arguments[path - 1], text);
    base[0] = '\0';
    if (text[0] != '/' && folder == AT_FDCWD) read_own_link(pid, "cwd", -1, base);
    if (text[0] != '/' && folder != AT_FDCWD) read_own_link(pid, "fd", folder, base);
    int length = snprintf(out, CALL_PATH, "%s", base);
    snprintf(out + length, CALL_PATH - (size_t)length, base[0] && text[0] ? "/%s" : "%s", text);
    tidy_path(out);
}

/* Cut the folder off; false if the path is outside. */
static bool make_relative(char path[CALL_PATH], const char *folder)
{
    size_t length = strlen(folder);
    if (strncmp(path, folder, length) != 0) return false;
    if (path[length] == '\0') {
        snprintf(path, CALL_PATH, ".");
        return true;
    }
    if (path[length] != '/') return false;
    memmove(path, path + length + 1, strlen(path + length + 1) + 1);
    return true;
}

static uint64_t read_inode(pid_t pid, long fd, uint64_t *size)
{
    char name[80];
    struct stat status;
    snprintf(name, sizeof name, "/proc/%d/fd/%ld", (int)pid, fd);
    if (stat(name, &status) != 0) return 0;
    *size = (uint64_t)status.st_size;
    return status.st_ino;
}

/* "pos:\t120\nflags:\t0100001\n": the first in tens, the second in eights. */
static uint64_t read_position(pid_t pid, long fd, uint64_t size)
{
    char name[80], position[80] = "", flags[80] = "";
    snprintf(name, sizeof name, "/proc/%d/fdinfo/%ld", (int)pid, fd);
    FILE *file = fopen(name, "re");
    if (!file) return 0;
    bool known = fgets(position, sizeof position, file) && fgets(flags, sizeof flags, file) &&
                 strncmp(position, "pos:", 4) == 0 && strncmp(flags, "flags:", 6) == 0;
    fclose(file);
    if (!known) return 0;
    bool appends = strtoul(flags + 6, NULL, 8) & O_APPEND;
    return appends ? size : strtoull(position + 4, NULL, 10);
}

bool call_decode(pid_t pid, const struct call_type *type, const uint64_t arguments[6],
                 const char *folder, struct call *out)
{
    *out = (struct call){.type = type, .bytes_at = -1};
    memcpy(out->arguments, arguments, sizeof out->arguments);
    bool inside = false;
    if (type->path) {
        read_path(pid, type, arguments, false, out->path);
        inside = make_relative(out->path, folder);
    }
    if (type->path2) {
        read_path(pid, type, arguments, true, out->other);
        inside |= make_relative(out->other, folder);
    }
    if (type->fd) {
        uint64_t size = 0;
        long fd = (long)(int)arguments[type->fd - 1];
        read_own_link(pid, "fd", fd, out->path);
        inside = make_relative(out->path, folder);
        out->inode = read_inode(pid, fd, &size);
        if (strcmp(type->name, "pwrite64") == 0)
            out->at = arguments[3];
        else
            out->at = read_position(pid, fd, size);
    }
    out->changes = type->flags & CALL_CHANGES;
    if (type->flags & CALL_OPENS) out->changes = arguments[type->path] & (O_CREAT | O_TRUNC);
    return inside;
}

void call_finish(pid_t pid, struct call *call, int64_t result)
{
    uint64_t size = 0;
    call->result = result;
    if ((call->type->flags & CALL_OPENS) && result >= 0)
        call->inode = read_inode(pid, (long)result, &size);
}

void call_print(const struct call *call, FILE *file)
{
    const struct call_type *type = call->type;
    fprintf(file, "%zu\t%s\tpath=%s", call->number, type->name, call->path);
    if (call->other[0]) fprintf(file, "\tother=%s", call->other);
    if (call->inode) fprintf(file, "\tinode=%llu", (unsigned long long)call->inode);
    if (type->flags & CALL_OPENS)
        fprintf(file, "\tflags=%u\tmode=%u", (unsigned)call->arguments[type->path],
                (unsigned)call->arguments[type->path + 1]);
    if (strcmp(type->name, "renameat2") == 0)
        fprintf(file, "\tflags=%u", (unsigned)call->arguments[4]);
    if (strcmp(type->name, "ftruncate") == 0)
        fprintf(file, "\tlength=%llu", (unsigned long long)call->arguments[1]);
    if (call->bytes_at >= 0)
        fprintf(file, "\tat=%llu\tbytes=%ld", (unsigned long long)call->at, call->bytes_at);
    fprintf(file, "\tchanges=%d\tresult=%lld\n", call->changes, (long long)call->result);
}
