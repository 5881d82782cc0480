# SPDX-License-Identifier: GPL-3.0-or-later
"""The measure for workbooks: the same table by openpyxl.

book.py write TABLE.csv BOOK.xlsx   a csv as a workbook of one sheet, numbers as numbers
book.py read BOOK.xlsx              every cell of the sheet Positions, or of the first
"""
import csv
import sys

import openpyxl


def cell_of(text):
    try:
        return float(text) if text else None
    except ValueError:
        return text


def write(table, book):
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet('Positions')
    with open(table, encoding='utf-8', newline='') as file:
        for row in csv.reader(file):
            sheet.append([cell_of(text) for text in row])
    made.save(book)


def read(book):
    opened = openpyxl.load_workbook(book, read_only=True)
    name = 'Positions' if 'Positions' in opened.sheetnames else opened.sheetnames[0]
    print(sum(1 for row in opened[name].iter_rows(values_only=True) for cell in row if cell is not None))


if __name__ == '__main__':
    {'write': write, 'read': read}[sys.argv[1]](*sys.argv[2:])
