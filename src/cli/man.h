/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The manual page, from the same tables as the help. */
#ifndef CLI_MAN_H
#define CLI_MAN_H

/** Print stance(1) as roff to standard output. */
void print_manual(void);

#endif
