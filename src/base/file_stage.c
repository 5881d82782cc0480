/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replacing a file means making another one that people cannot tell from it: in the same folder,
 * behind the same links, with the same owner, access list and mode. Nobody gains or loses access,
 * not even while the new file is still empty. */
#include "base/file_stage.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/xattr.h>
#endif

#include "base/str.h"

enum { LINKS_MOST = 40, GROUPS_MOST = 256, ACCOUNT_BYTES = 4096 };

/* errno of the call that has just failed; never 0, which would say that it had not. */
static int last_error(void)
{
    int error_number = errno;
    return error_number ? error_number : EIO;
}

/* Links */

char *file_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return strdup(".");
    return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

/* The path with its folder free of links; the last name may be a link, or not exist. */
static int settle_folder(const char *path, char **out)
{
    const char *slash = strrchr(path, '/');
    char *folder = file_folder_of(path), *real;
    struct str whole = {0};
    int error_number;
    if (!folder) return ENOMEM;
    real = realpath(folder, NULL);
    error_number = last_error();
    free(folder);
    if (!real) return error_number;
    str_append(&whole, real);
    if (strcmp(real, "/") != 0) str_append_char(&whole, '/');
    str_append(&whole, slash ? slash + 1 : path);
    free(real);
    *out = str_take(&whole);
    return *out ? 0 : ENOMEM;
}

/* Where a link leads, its folder settled again. */
static int follow(const char *link, char **out)
{
    char target[PATH_MAX];
    ssize_t length = readlink(link, target, sizeof target - 1);
    struct str next = {0};
    int error_number;
    if (length < 0) return last_error();
    /* A relative target counts from the folder that the link lies in. */
    if (target[0] != '/') str_append_bytes(&next, link, (size_t)(strrchr(link, '/') + 1 - link));
    str_append_bytes(&next, target, (size_t)length);
    error_number = next.failed ? ENOMEM : settle_folder(str_get(&next), out);
    str_clear(&next);
    return error_number;
}

int file_own_descriptor(const char *path)
{
    char folder[64];
    size_t length = (size_t)snprintf(folder, sizeof folder, "/proc/%ld/fd/", (long)getpid());
    const char *digits;
    if (strncmp(path, folder, length) != 0) return -1;
    digits = path + length;
    if (digits[0] == '\0') return -1;
    if (digits[strspn(digits, "0123456789")] != '\0' || strlen(digits) > 6) return -1;
    return (int)strtol(digits, NULL, 10);
}

/* Step by step, because a link may lead to a file that is still to be made, or to one of our
 * descriptors. */
int file_resolve(const char *path, char **out)
{
    char *at = NULL;
    int error_number = path[0] ? settle_folder(path, &at) : ENOENT;
    for (int links = 0; !error_number; links++) {
        struct stat status;
        char *next = NULL;
        if (file_own_descriptor(at) >= 0) break;
        if (lstat(at, &status) != 0) {
            if (errno != ENOENT) error_number = last_error();
            break;
        }
        if (!S_ISLNK(status.st_mode)) break;
        error_number = links < LINKS_MOST ? follow(at, &next) : ELOOP;
        free(at);
        at = next;
    }
    if (error_number) {
        free(at);
        at = NULL;
    }
    *out = at;
    return error_number;
}

/* Access */

int file_create(const char *path, mode_t mode, int *descriptor)
{
    do {
        *descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    } while (*descriptor < 0 && errno == EINTR);
    return *descriptor < 0 ? last_error() : 0;
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
        return fsetxattr(descriptor, access_list, list, (size_t)length, 0) == 0 ? 0 : last_error();
    }
    if (errno == ENOTSUP) return 0;
    if (errno != ENODATA) return last_error();
    if (fremovexattr(descriptor, access_list) != 0 && errno != ENODATA && errno != ENOTSUP)
        return last_error();
#else
    (void)descriptor;
    (void)path;
#endif
    return 0;
}

static int keep_owner(int descriptor, const struct stat *old)
{
    struct stat now;
    if (fstat(descriptor, &now) != 0) return last_error();
    if (now.st_uid == old->st_uid && now.st_gid == old->st_gid) return 0;
    return fchown(descriptor, old->st_uid, old->st_gid) == 0 ? 0 : last_error();
}

static int keep_mode(int descriptor, const struct stat *old)
{
    return fchmod(descriptor, old->st_mode & 07777) == 0 ? 0 : last_error();
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
        if (fstat(descriptor, &now) != 0) return last_error();
        error_number = access_stays(old, &now) ? 0 : EPERM;
    }
    if (!error_number) error_number = keep_access_list(descriptor, path, &has_list);
    if (!error_number && *changes_owner && has_list) error_number = EPERM; /* names the old owner */
    return error_number ? error_number : keep_mode(descriptor, old);
}

#ifdef __linux__
static int copy_attribute(int descriptor, const char *path, const char *name)
{
    char *value;
    ssize_t size = getxattr(path, name, NULL, 0);
    int error_number = 0;
    if (size < 0) return errno == ENODATA ? 0 : last_error();
    value = malloc((size_t)size + 1);
    if (!value) return ENOMEM;
    size = getxattr(path, name, value, (size_t)size);
    if (size < 0 || fsetxattr(descriptor, name, value, (size_t)size, 0) != 0)
        error_number = last_error();
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
    if (size < 0) return errno == ENOTSUP ? 0 : last_error();
    if (size == 0) return 0;
    names = malloc((size_t)size);
    if (!names) return ENOMEM;
    size = listxattr(path, names, (size_t)size);
    if (size < 0) error_number = last_error();
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
            if (poll(&ready, 1, -1) < 0 && errno != EINTR) return last_error();
        } else if (written == 0 || errno != EINTR) {
            return written == 0 ? EIO : last_error();
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
    return result == 0 ? 0 : last_error();
}

int file_close(int descriptor)
{
    return close(descriptor) == 0 || errno == EINTR ? 0 : last_error();
}

int file_open_folder(const char *path, int *descriptor)
{
    do {
        *descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    } while (*descriptor < 0 && errno == EINTR);
    return *descriptor < 0 ? last_error() : 0;
}
