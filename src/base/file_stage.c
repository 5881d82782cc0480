/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replacing a file means making another one that people cannot tell from it: in the same folder,
 * with the same owner, access list and mode. Nobody gains or loses access, not even while the new
 * file is still empty. */
#include "base/file_stage.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/xattr.h>
#endif

#include "base/file_path.h"

enum { GROUPS_MOST = 256, ACCOUNT_BYTES = 4096 };

/* Opening */

int file_open(const char *path, int flags, mode_t mode, int *descriptor)
{
    do {
        *descriptor = open(path, flags | O_CLOEXEC, mode);
    } while (*descriptor < 0 && errno == EINTR);
    return *descriptor < 0 ? file_last_error() : 0;
}

int file_create(const char *path, mode_t mode, int *descriptor)
{
    return file_open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode, descriptor);
}

int file_open_folder(const char *path, int *descriptor)
{
    return file_open(path, O_RDONLY | O_DIRECTORY, 0, descriptor);
}

/* Access */

int file_check_old(const char *path, struct stat *old, const char **refusal)
{
    *refusal = NULL;
    if (stat(path, old) != 0) return file_last_error();
    if (S_ISDIR(old->st_mode))
        *refusal = "is a folder";
    else if (!S_ISREG(old->st_mode))
        *refusal = "is not a regular file";
    else if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0) {
        if (errno != EACCES) return file_last_error();
        *refusal = "is write-protected";
    }
    return 0;
}

#ifdef __linux__
static const char access_list[] = "system.posix_acl_access";
#endif

/* The access list of the old file, or none where the folder has handed one down.
 * @param[out] has_one  the old file has one. */
static int keep_access_list(int descriptor, const char *path, bool *has_one)
{
    *has_one = false;
#ifdef __linux__
    char list[4096];
    ssize_t length = getxattr(path, access_list, list, sizeof list);
    if (length >= 0) {
        *has_one = true;
        return fsetxattr(descriptor, access_list, list, (size_t)length, 0) == 0 ? 0
                                                                                : file_last_error();
    }
    if (errno == ENOTSUP) return 0;
    if (errno != ENODATA) return file_last_error();
    if (fremovexattr(descriptor, access_list) != 0 && errno != ENODATA && errno != ENOTSUP)
        return file_last_error();
#else
    (void)descriptor;
    (void)path;
#endif
    return 0;
}

static int keep_owner(int descriptor, const struct stat *old)
{
    struct stat now;
    if (fstat(descriptor, &now) != 0) return file_last_error();
    if (now.st_uid == old->st_uid && now.st_gid == old->st_gid) return 0;
    return fchown(descriptor, old->st_uid, old->st_gid) == 0 ? 0 : file_last_error();
}

static int keep_mode(int descriptor, const struct stat *old)
{
    return fchmod(descriptor, old->st_mode & 07777) == 0 ? 0 : file_last_error();
}

int file_keep_access(int descriptor, const char *path, const struct stat *old)
{
    bool has_list;
    int error_number = keep_owner(descriptor, old);
    if (!error_number) error_number = keep_access_list(descriptor, path, &has_list);
    return error_number ? error_number : keep_mode(descriptor, old);
}

/* Is somebody in a group, by the machine's accounts? In doubt no. */
static bool is_member(uid_t user, gid_t group)
{
    char bytes[ACCOUNT_BYTES];
    struct passwd account, *found = NULL;
    gid_t groups[GROUPS_MOST];
    int count = GROUPS_MOST;
    if (getpwuid_r(user, &account, bytes, sizeof bytes, &found) != 0 || !found) return false;
    if (getgrouplist(found->pw_name, found->pw_gid, groups, &count) < 0) return false;
    for (int i = 0; i < count; i++)
        if (groups[i] == group) return true;
    return false;
}

/* May everybody do with the new file what they could do with the old one? The old owner then falls
 * under what the group or all others may. */
static bool access_stays(const struct stat *old, const struct stat *now)
{
    unsigned owner = old->st_mode >> 6 & 7, group = old->st_mode >> 3 & 7,
             others = old->st_mode & 7;
    if (now->st_gid != old->st_gid && group != others) return false;
    if (now->st_uid == old->st_uid) return true;
    /* The new owner wrote into the old file as a member of the group, or as anybody. */
    return owner == group && (group == others || is_member(old->st_uid, old->st_gid));
}

int file_keep_access_in_effect(int descriptor, const char *path, const struct stat *old,
                               bool *changes_owner)
{
    struct stat now;
    bool has_list;
    int error_number = keep_owner(descriptor, old);
    *changes_owner = error_number == EPERM;
    if (*changes_owner) {
        /* The group alone may be ours to give; what has come of it is asked below. */
        int ignored = fchown(descriptor, (uid_t)-1, old->st_gid);
        (void)ignored;
        if (fstat(descriptor, &now) != 0) return file_last_error();
        error_number = access_stays(old, &now) ? 0 : EPERM;
    }
    if (!error_number) error_number = keep_access_list(descriptor, path, &has_list);
    if (!error_number && *changes_owner && has_list) error_number = EPERM; /* names the old owner */
    return error_number ? error_number : keep_mode(descriptor, old);
}

int file_lend_access(int descriptor, const char *path)
{
    struct stat old;
    bool changes_owner;
    if (stat(path, &old) != 0) return errno == ENOENT ? 0 : file_last_error();
    int error_number = file_keep_access_in_effect(descriptor, path, &old, &changes_owner);
    if (error_number != EPERM) return error_number;
    return fchmod(descriptor, old.st_mode & 0666) == 0 ? 0 : file_last_error();
}

#ifdef __linux__
static int copy_attribute(int descriptor, const char *path, const char *name)
{
    char *value;
    ssize_t size = getxattr(path, name, NULL, 0);
    int error_number = 0;
    if (size < 0) return errno == ENODATA ? 0 : file_last_error();
    value = malloc((size_t)size + 1);
    if (!value) return ENOMEM;
    size = getxattr(path, name, value, (size_t)size);
    if (size < 0 || fsetxattr(descriptor, name, value, (size_t)size, 0) != 0)
        error_number = file_last_error();
    free(value);
    return error_number;
}
#endif

int file_keep_attributes(int descriptor, const char *path)
{
    int error_number = 0;
#ifdef __linux__
    char *names;
    ssize_t size = listxattr(path, NULL, 0);
    if (size < 0) return errno == ENOTSUP ? 0 : file_last_error();
    if (size == 0) return 0;
    names = malloc((size_t)size);
    if (!names) return ENOMEM;
    size = listxattr(path, names, (size_t)size);
    if (size < 0) error_number = file_last_error();
    for (const char *name = names; name < names + size; name += strlen(name) + 1) {
        int failed = 0;
        if (strcmp(name, access_list) != 0) failed = copy_attribute(descriptor, path, name);
        /* Others may still be kept. What the system itself set on the new file needs no copy. */
        if (failed == ENOMEM) error_number = ENOMEM;
        if (failed && !error_number && strncmp(name, "security.", 9) != 0) error_number = ENOTSUP;
    }
    free(names);
#else
    (void)descriptor;
    (void)path;
#endif
    return error_number;
}

/* Writing */

int file_write_all(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, length);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            struct pollfd ready = {.fd = descriptor, .events = POLLOUT};
            if (poll(&ready, 1, -1) < 0 && errno != EINTR) return file_last_error();
        } else if (written == 0 || errno != EINTR) {
            return written == 0 ? EIO : file_last_error();
        }
    }
    return 0;
}

int file_sync(int descriptor)
{
    int result;
    do {
        result = fsync(descriptor);
    } while (result != 0 && errno == EINTR);
    return result == 0 ? 0 : file_last_error();
}

int file_close(int descriptor)
{
    return close(descriptor) == 0 || errno == EINTR ? 0 : file_last_error();
}

int file_rename_new(const char *from, const char *to)
{
    int error_number = ENOSYS;
#ifdef RENAME_NOREPLACE
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
    error_number = file_last_error();
#endif
    if (error_number != EINVAL && error_number != ENOSYS && error_number != EOPNOTSUPP)
        return error_number;
    /* A second name is refused where there is one already. The first may stay: nothing is lost. */
    if (link(from, to) != 0) return file_last_error();
    unlink(from);
    return 0;
}
