# SPDX-License-Identifier: GPL-3.0-or-later
# Reads tables as README says, and writes beside each what was read: Rscript tables.R ORDERS.
# A line of ORDERS is form, file, dump. A dump holds columns, numbers with 17 digits, NA as nothing.

ids <- c("actor", "issue", "a", "b")

read <- function(form, file) {
    with <- function(reader, ...) {
        common <- list(file, check.names = FALSE, na.strings = "", ...)
        heads <- names(do.call(reader, c(common, nrows = 1)))
        text <- intersect(ids, heads)
        do.call(reader, c(common, list(colClasses = setNames(rep("character", length(text)), text))))
    }
    switch(form,
        csv = with(read.csv),
        csv2 = with(read.csv2, fileEncoding = "UTF-8-BOM"),
        tsv = with(read.delim, quote = ""))
}

cells <- function(column) {
    text <- if (is.numeric(column)) sprintf("%.17g", column) else as.character(column)
    text[is.na(column)] <- ""
    enc2utf8(text)
}

orders <- read.delim(commandArgs(TRUE)[1], header = FALSE, quote = "", col.names = c("form", "file", "dump"))
for (o in seq_len(nrow(orders))) {
    table <- read(orders$form[o], orders$file[o])
    columns <- vapply(seq_along(table), function(c) paste(c(names(table)[c], cells(table[[c]])), collapse = "\x1f"), "")
    out <- file(orders$dump[o], "wb")
    writeBin(charToRaw(paste(columns, collapse = "\x1e")), out)
    close(out)
}
