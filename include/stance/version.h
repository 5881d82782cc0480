/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The version of libstance and of the program. */
#ifndef STANCE_VERSION_H
#define STANCE_VERSION_H

#define STANCE_VERSION "0.1.0"

#endif
