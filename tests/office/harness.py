# SPDX-License-Identifier: GPL-3.0-or-later
"""What all cases share: the program under test, the count of what passed, files before and after."""
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TOLERANCE = 1e-12
MOST_SHOWN = 8  # findings of one check


class Program:
    """`stance`, run as a person would; what it writes to stderr is an error's text here."""

    def __init__(self, path, environment=None):
        self.path = os.path.abspath(path)
        self.environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC', 'SOURCE_DATE_EPOCH': '1900000000', **(environment or {})}

    def run(self, model, *arguments):
        command = [self.path, '-m', str(model), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, check=False, env=self.environment, timeout=120)
        if done.returncode:
            raise Refused(' '.join(command[3:]), done.returncode, done.stderr.decode(errors='replace'))
        return done.stdout

    def json(self, model, *arguments):
        return json.loads(self.run(model, *arguments, '--format', 'json'))

    def export(self, model, file):
        self.run(model, 'export', file)
        return file


class Refused(Exception):
    """The program ended with another status than 0."""

    def __init__(self, command, status, words):
        super().__init__(f'{command}: exit {status}: {words.strip()[:600]}')


class Tally:
    """Counts checks; a check is a function that yields what it finds wrong."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, name, find, *arguments):
        try:
            findings = list(find(*arguments))
        except Exception as error:  # a program that died is a finding like others
            findings = [f'{type(error).__name__}: {error}']
        if not findings:
            self.passed += 1
            return
        self.failed += 1
        print(f'FAILED: {name}')
        for finding in map(str, findings[:MOST_SHOWN]):
            print(f'    {finding:.300}')
        if len(findings) > MOST_SHOWN:
            print(f'    and {len(findings) - MOST_SHOWN} more')

    def skip(self, name, why):
        if os.environ.get('CI'):
            self.failed += 1
            print(f'FAILED: {name}: cannot be skipped in CI: {why}')
        else:
            self.skipped += 1
            print(f'{name}: skipped: {why}')

    def close(self):
        print(f'{self.passed} passed, {self.failed} failed' + (f', {self.skipped} skipped' if self.skipped else ''))
        sys.exit(1 if self.failed or not self.passed else 0)


def files_of(model):
    """Bytes of every file of a model, by name."""
    top = pathlib.Path(model)
    return {str(f.relative_to(top)): f.read_bytes() for f in sorted(top.rglob('*')) if f.is_file()}


def copy_of(model, work):
    """A copy that may be written to."""
    target = pathlib.Path(tempfile.mkdtemp(dir=work)) / 'model'
    shutil.copytree(model, target)
    return target


def is_blank(value):
    """Nothing, as any of the readers says it: None, '', NaN, NaT."""
    return value is None or isinstance(value, str) and value == '' or value != value


def iso(value):
    """A date as text."""
    return value.date().isoformat() if isinstance(value, datetime.datetime) else value


def differs(want, got, tolerance=TOLERANCE):
    """Is a figure (None: blank) another one?"""
    if is_blank(want) or is_blank(got):
        return is_blank(want) != is_blank(got)
    if isinstance(want, str) or isinstance(got, str):
        return want != got
    return abs(want - got) > tolerance
