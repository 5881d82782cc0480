# SPDX-License-Identifier: GPL-3.0-or-later
"""LibreOffice as a person would use it: open, edit, sort, recalculate, save. One process for all.

It gets a profile of its own and listens on a pipe. A call that takes too long ends the process,
and with that the call.
"""
import os
import pathlib
import signal
import subprocess
import tempfile
import threading
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {'.xlsx': 'Calc MS Excel 2007 XML', '.ods': 'calc8', '.xls': 'MS Excel 97', '.csv': 'Text - txt - csv (StarCalc)'}
START_SECONDS, CALL_SECONDS = 60, 60
FORMULA_ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
FORMULAS = 16       # com.sun.star.sheet.CellFlags.FORMULA


def text_options(delimiter):
    """How to read and write text: quotation mark, UTF-8, from line 1; cells are looked through for formulas."""
    return f'{ord(delimiter)},34,76,1,,0,false,true,false,false,false,0,true'


def prop(name, value):
    return PropertyValue(Name=name, Value=value)


class Office:
    """The running program."""

    def __init__(self, work, environment=None):
        self.name = f'stance-office-{os.getpid()}'
        self.profile = tempfile.mkdtemp(prefix='profile-', dir=work)
        self.environment = {**os.environ, 'LC_ALL': 'C.UTF-8', **(environment or {})}
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ['soffice', '--headless', '--norestore', '--nologo', '--nodefault',
             f'-env:UserInstallation={pathlib.Path(self.profile).as_uri()}',
             f'--accept=pipe,name={self.name};urp;StarOffice.ComponentContext'],
            start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=self.environment)
        self.desktop = None
        try:
            self.desktop = self.connect()
        except BaseException:
            self.stop()
            raise

    def connect(self):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', local)
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                context = resolver.resolve(f'uno:pipe,name={self.name};urp;StarOffice.ComponentContext')
                return context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', context)
            except NoConnectException:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError('LibreOffice does not start') from None
                time.sleep(0.1)

    def kill(self):
        """The process and what it started: they are a session of their own."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def stop(self):
        watch = threading.Timer(10, self.kill)
        watch.start()
        try:
            if self.desktop:
                self.desktop.terminate()
            else:
                self.kill()
        except Exception:  # the bridge falls with the process
            pass
        finally:
            self.process.wait()
            watch.cancel()
            self.kill()

    def open(self, file, options=''):
        if self.process.poll() is not None:  # the case before has ended it
            self.start()
        return Book(self, file, options)


class Book:
    """One open file; use it in a `with`."""

    def __init__(self, office, file, options=''):
        self.office = office
        properties = [prop('Hidden', True)]
        if options:
            properties += [prop('FilterName', FILTERS[pathlib.Path(file).suffix]), prop('FilterOptions', options)]
        with self.limit():
            self.document = office.desktop.loadComponentFromURL(pathlib.Path(file).absolute().as_uri(), '_blank', 0, tuple(properties))
        if self.document is None:
            raise RuntimeError(f'LibreOffice does not open {file}')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with self.limit():
            self.document.close(True)

    class Limit:
        """Ends LibreOffice if what is inside takes too long."""

        def __init__(self, office):
            self.watch = threading.Timer(CALL_SECONDS, office.kill)

        def __enter__(self):
            self.watch.start()

        def __exit__(self, *_):
            self.watch.cancel()

    def limit(self):
        return Book.Limit(self.office)

    def sheet(self, name):
        return self.document.Sheets.getByName(name)

    def sheet_names(self):
        return list(self.document.Sheets.ElementNames)

    def used(self, name):
        """The range from A1 to the last cell that holds anything."""
        sheet = self.sheet(name)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)

    def rows(self, name):
        """Cells of a sheet: numbers, texts, '' for nothing."""
        with self.limit():
            return [list(row) for row in self.used(name).getDataArray()]

    def formulas(self, name):
        with self.limit():
            return [list(row) for row in self.used(name).getFormulaArray()]

    def recalculate(self):
        """All formulas, whatever the file says they gave."""
        with self.limit():
            self.document.calculateAll()

    def errors(self):
        """Formulas that give an error, as 'Sheet.A1'."""
        for name in self.sheet_names():
            found = self.used(name).queryFormulaCells(FORMULA_ERRORS)
            if found.Count:
                yield found.RangeAddressesAsString

    def count_formulas(self, name):
        return sum((a.EndRow - a.StartRow + 1) * (a.EndColumn - a.StartColumn + 1)
                   for a in self.used(name).queryContentCells(FORMULAS).RangeAddresses)

    def choices(self, name, column, row):
        """What the drop-down of a cell offers."""
        source = self.sheet(name).getCellByPosition(column, row).Validation.getFormula1()
        sheet, _, cells = source.replace('$', '').partition('.')
        return [choice for (choice,) in self.sheet(sheet).getCellRangeByName(cells).getDataArray()]

    def enter(self, name, column, row, value):
        """Type into a cell, row and column from 0: a number, a date (2025-05-02 is one), or a text."""
        cell = self.sheet(name).getCellByPosition(column, row)
        if isinstance(value, (int, float)):
            cell.setValue(value)
        elif len(value) == 10 and value[4] == value[7] == '-' and value[:4].isdigit():
            cell.setFormula(value)
        else:
            cell.setString(value)

    def sort(self, name, column, ascending=True):
        """All rows below the head by one column."""
        field = uno.createUnoStruct('com.sun.star.table.TableSortField')
        field.Field, field.IsAscending = column, ascending
        fields = uno.Any('[]com.sun.star.table.TableSortField', (field,))
        with self.limit():
            self.used(name).sort((prop('SortFields', fields), prop('ContainsHeader', True)))

    def save(self, file):
        file = pathlib.Path(file)
        with self.limit():
            properties = [prop('FilterName', FILTERS[file.suffix])]
            if file.suffix == '.csv':
                properties.append(prop('FilterOptions', text_options(',')))
            self.document.storeToURL(file.absolute().as_uri(), tuple(properties))
        return file
