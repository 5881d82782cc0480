#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts: from the recorded calls of a command, every state of the disk that a cut could leave.

    power.py FAULTS PROGRAM short|full [SCENARIO [STATE]]

What a journalling file system promises, and no more: the bytes of a file are there after its fsync, a
change to a folder's names after the folder's fsync; before that each may be there or not, whatever its
neighbours are. A rename and an exchange are one change. Each state is laid out and given to a reader,
to recovery, to a reader again. Then fsyncs are taken out of the recording: each time the same
must be seen to fail, else the test proves nothing.
"""
import concurrent.futures
import hashlib
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

SHIPPED = "models/ukraine-force"
O_CREAT, O_TRUNC, RENAME_EXCHANGE = 0o100, 0o1000, 2
WORKERS = 2

BATCH = [
    {"actor": "france", "issue": "ground-presence", "value": "limited"},
    {"actor": "uk", "issue": "force-size", "value": 12000},
    {"actor": "us", "issue": "us-backstop", "value": "partial"},
    {"actor": "russia", "issue": "ground-presence", "value": "none"},
    {"actor": "ukraine", "issue": "talks", "value": None},
]


def read_tree(top):
    """Path to bytes; a link to ("link", where)."""
    tree = {}
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            key = os.path.relpath(path, top)
            if os.path.islink(path):
                tree[key] = ("link", os.readlink(path))
            else:
                with open(path, "rb") as file:
                    tree[key] = file.read()
    return tree


def lay_tree(top, tree):
    shutil.rmtree(top, ignore_errors=True)
    for path, content in tree.items():
        full = os.path.join(top, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        if isinstance(content, tuple):
            os.symlink(content[1], full)
        else:
            with open(full, "wb") as file:
                file.write(content)


def tree_id(tree):
    digest = hashlib.sha256()
    for path in sorted(tree):
        digest.update(repr((path, tree[path])).encode())
    return digest.hexdigest()[:12]


class Room:
    """A folder with the model, and the commands on it."""

    def __init__(self, top, program, batch):
        self.top, self.program, self.batch = top, program, batch
        self.model = os.path.join(top, "model")
        self.seen = {}

    def argv(self, *words):
        return [self.program, "-m", self.model, *words]

    def run(self, *words):
        return subprocess.run(self.argv(*words), capture_output=True, stdin=subprocess.DEVNULL, timeout=60)

    def read(self):
        return self.run("report", "--format", "json")

    def prepare(self, sides):
        """What a reader prints of either side: it may name the folder."""
        for side, tree in sides.items():
            lay_tree(self.top, tree)
            done = self.read()
            assert done.returncode == 0, done.stderr
            self.seen[side] = done.stdout

    def side_read(self):
        done = self.read()
        if done.returncode != 0:
            return None, "a reader failed: " + done.stderr.decode()
        for side, output in self.seen.items():
            if done.stdout == output:
                return side, ""
        return None, "a reader saw neither the old nor the new model"


def delete_named(room, tree, words):
    """Outside of the model recovery lets lie what might be another model's, and says so."""
    for path in set(read_tree(room.top)) - set(tree):
        if not path.startswith("model/") and (os.path.basename(path) in words or "doubtful" in words):
            os.unlink(os.path.join(room.top, path))


def judge(room, sides, state, expected):
    """What is wrong with a crash state; empty if nothing is."""
    lay_tree(room.top, state)
    side, why = room.side_read()
    if not side:
        return why
    if side not in expected:
        return f"a reader sees the model {side} the batch, it must be {' or '.join(expected)}"
    done = room.run("update", "/dev/null")
    if done.returncode != 0:
        return "recovery failed: " + done.stderr.decode()
    delete_named(room, sides[side], done.stderr.decode())
    now = read_tree(room.top)
    if now != sides[side]:
        strangers = sorted(set(now) - set(sides[side]))
        others = [path for path in sides[side] if now.get(path) != sides[side][path]]
        return f"a reader saw the model {side} the batch; after recovery differ: {others + strangers}"
    again, why = room.side_read()
    if again != side:
        return f"a reader saw the model {side} the batch, after recovery {again} {why}"
    return ""


class File:
    """A file of the simulated disk: what is settled, and what was done since."""

    def __init__(self, settled=b""):
        self.settled, self.pending, self.link = settled, [], None
        if isinstance(settled, tuple):
            self.settled, self.link = b"", settled

    def after(self, changes):
        content = bytearray(self.settled)
        for at, data in changes:
            if data is None:
                del content[at:]
                content.extend(bytes(max(0, at - len(content))))
            else:
                content.extend(bytes(max(0, at - len(content))))
                content[at : at + len(data)] = data
        return bytes(content)

    def versions(self):
        """All, nothing, half of the last write, the length without the bytes."""
        if self.link:
            return [self.link]
        everything = self.after(self.pending)
        if not self.pending:
            return [everything]
        at, last = self.pending[-1]
        half = self.pending[:-1] + [(at, last[: len(last) // 2])] if last else self.pending[:-1]
        return [everything, self.settled, self.after(half), bytes(len(everything))]


class Disk:
    """Folders map names to files; changes since a folder's fsync stand in `pending`."""

    def __init__(self, tree, inodes):
        self.settled, self.now, self.pending, self.by_inode = {}, {}, {}, {}
        for path, content in tree.items():
            folder, name = os.path.split(path)
            while folder:
                self.settled.setdefault(folder, {})
                folder = os.path.dirname(folder)
            file = File(content)
            self.by_inode[inodes[path]] = file
            self.settled[os.path.dirname(path)][name] = file
        for folder, names in self.settled.items():
            self.now[folder], self.pending[folder] = dict(names), []

    def change(self, folder, names):
        self.pending[folder].append(names)
        for name, file in names.items():
            if file is None:
                self.now[folder].pop(name, None)
            else:
                self.now[folder][name] = file

    def open(self, call):
        flags, (folder, name) = int(call["flags"]), os.path.split(call["path"])
        if not flags & (O_CREAT | O_TRUNC) or folder not in self.now:
            return
        if name not in self.now[folder]:
            self.by_inode[call["inode"]] = File()
            self.change(folder, {name: self.by_inode[call["inode"]]})
        elif flags & O_TRUNC:
            self.now[folder][name].pending.append((0, None))

    def sync(self, call):
        folder = call["path"]
        if folder in self.now:
            self.settled[folder], self.pending[folder] = dict(self.now[folder]), []
        elif call["inode"] in self.by_inode:
            file = self.by_inode[call["inode"]]
            file.settled, file.pending = file.after(file.pending), []
        elif folder != ".":
            raise ValueError(f"fsync of an unknown file: {call}")

    def rename(self, call):
        (folder, name), (other, into) = os.path.split(call["path"]), os.path.split(call["other"])
        if folder != other:
            raise ValueError(f"a rename from folder to folder: {call}")
        here, there = self.now[folder][name], self.now[folder].get(into)
        exchanges = int(call.get("flags", 0)) & RENAME_EXCHANGE
        self.change(folder, {name: there if exchanges else None, into: here})

    def step(self, call):
        name = call["name"]
        if not int(call["changes"]) or int(call["result"]) < 0:
            return
        if name in ("open", "openat", "creat"):
            self.open(call)
        elif name in ("write", "pwrite64"):
            data = call["data"]
            if data:
                self.by_inode[call["inode"]].pending.append((int(call["at"]), data))
        elif name == "ftruncate":
            self.by_inode[call["inode"]].pending.append((int(call["length"]), None))
        elif name in ("fsync", "fdatasync"):
            self.sync(call)
        elif name in ("rename", "renameat", "renameat2"):
            self.rename(call)
        elif name in ("unlink", "unlinkat"):
            folder, gone = os.path.split(call["path"])
            self.change(folder, {gone: None})
        elif name not in ("fchmod", "fchown", "fsetxattr", "fremovexattr"):
            raise ValueError(f"a call that this test does not model: {call}")

    def names_left(self, folder, dice):
        """Each set of names that the folder may have after the cut."""
        pending = self.pending[folder]
        count = len(pending)
        if count <= 8:
            choices = itertools.product((True, False), repeat=count)
        else:
            choices = [[i < n for i in range(count)] for n in range(count + 1)]
            choices += [[i != n for i in range(count)] for n in range(count)]
            choices += [[i == n for i in range(count)] for n in range(count)]
            choices += [[dice.random() < 0.5 for _ in range(count)] for _ in range(100)]
        for kept in choices:
            names = dict(self.settled[folder])
            for keep, change in zip(kept, pending):
                if keep:
                    names.update(change)
            yield {name: file for name, file in names.items() if file is not None}

    def crash_states(self, dice):
        folders = list(self.now)
        lefts = [list(self.names_left(folder, dice)) for folder in folders]
        combinations = list(itertools.product(*lefts))
        if len(combinations) > 600:
            combinations = dice.sample(combinations, 600)
        for combination in combinations:
            files = {os.path.join(folder, name): file
                     for folder, names in zip(folders, combination) for name, file in names.items()}
            open_files = list({id(file): file for file in files.values() if file.pending}.values())
            for choice in self.data_choices(open_files):
                yield {path: file.versions()[choice.get(id(file), 0)] for path, file in files.items()}

    @staticmethod
    def data_choices(files):
        """Which version of each file that was not settled: all alike, and each alone otherwise."""
        yield {}
        for version in (1, 2, 3):
            yield {id(file): version for file in files}
            for single in files:
                yield {id(single): version}
                yield {id(file): version for file in files if file is not single}


class Scenario:
    """A recorded command: where it began, its calls, what may hold afterwards."""

    def __init__(self, name, start, inodes, calls, sides, during, at_end):
        self.name, self.start, self.inodes, self.calls = name, start, inodes, calls
        self.sides, self.during, self.at_end = sides, during, at_end

    def states(self, calls=None):
        """All states, each once for each expectation: (id, tree, expected)."""
        calls = self.calls if calls is None else calls
        disk, dice, seen = Disk(self.start, self.inodes), random.Random(7), set()
        for i in range(len(calls) + 1):
            expected = self.at_end if i == len(calls) else self.during
            changed = i == 0 or i == len(calls) or int(calls[i - 1]["changes"])
            for tree in disk.crash_states(dice) if changed else ():
                key = tree_id(tree)
                if (key, expected) not in seen:
                    seen.add((key, expected))
                    yield key, tree, expected
            if i < len(calls):
                disk.step(calls[i])


class Recorder:
    """Runs commands under the tracer."""

    def __init__(self, faults, room, work):
        self.faults, self.room, self.work = faults, room, work

    def trace(self, options, *words):
        list_path, bytes_path = os.path.join(self.work, "list"), os.path.join(self.work, "bytes")
        argv = [self.faults, "trace", "--list", list_path, "--bytes", bytes_path, *options,
                self.room.top, *self.room.argv(*words)]
        done = subprocess.run(argv, capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
        if done.returncode == 125:
            skip(done.stderr.decode().strip().removeprefix("faults: "))
        with open(bytes_path, "rb") as file:
            written = file.read()
        calls = []
        with open(list_path, encoding="utf-8") as file:
            for line in file:
                number, name, *pairs = line.rstrip("\n").split("\t")
                call = {"number": int(number), "name": name}
                call.update(pair.split("=", 1) for pair in pairs)
                if "bytes" in call:
                    at = int(call["bytes"])
                    call["data"] = written[at : at + int(call["result"])]
                calls.append(call)
        return done, calls

    def record(self, name, start, sides, options, words, during, at_end, status):
        lay_tree(self.room.top, start)
        inodes = {path: str(os.lstat(os.path.join(self.room.top, path)).st_ino) for path in start}
        done, calls = self.trace(options, *words)
        if done.returncode != status:
            raise SystemExit(f"FAILED: faults: power {name}: exit {done.returncode}: {done.stderr.decode()}")
        return Scenario(name, start, inodes, calls, sides, during, at_end)


def skip(why):
    must = os.environ.get("CI")
    print(f"power: {'cannot be skipped in CI' if must else 'skipped'}: {why}")
    sys.exit(1 if must else 77)


def numbers(calls, names, path=None, other=None):
    return [call["number"] for call in calls
            if call["name"].startswith(names)
            and (path is None or path in call["path"]) and (other is None or other in call.get("other", ""))]


def record_all(recorder, batches, full):
    """The scenarios: batches, recoveries of what a kill left, batches taken back."""
    room, before_or_after = recorder.room, ("before", "after")
    update = ("update", room.batch)
    scenarios = {}

    def record(name, start, sides, options, words, during, at_end, status=0):
        scenarios[name] = recorder.record(name, start, sides, options, words, during, at_end, status)

    for kind, sides in batches.items():
        with open(room.batch, "w", encoding="utf-8") as file:
            json.dump(BATCH[: 1 if kind == "one" else 5], file)
        before = sides["before"]
        options = ["--never", "renameat2", "EINVAL"] if kind == "no-exchange" else []
        record(kind, before, sides, options, update, before_or_after, ("after",))
        calls = scenarios[kind].calls
        exchanges = numbers(calls, "rename", other="actors/" if kind != "linked" else None)
        commits = numbers(calls, "rename", other=".stance-commit")
        if kind == "one" or not (full or kind == "five"):
            continue
        for word, at in (("recovery", commits[0]), ("recovery-half", exchanges[len(exchanges) // 2])):
            lay_tree(room.top, before)
            recorder.trace(options + ["--at", str(at), "after"], *update)
            record(f"{kind}-{word}", read_tree(room.top), sides, options, ("update", "/dev/null"),
                   ("after",), ("after",))
        if kind == "no-exchange":
            continue
        record(f"{kind}-take-back", before, sides,
               ["--at", str(exchanges[-2]), "fail", "EIO", "--reach", "path"], update,
               before_or_after, ("before",), 1)
        syncs = [n for n in numbers(calls, "fsync") if n > exchanges[-1]]
        record(f"{kind}-take-back-sync", before, sides, ["--at", str(syncs[0]), "fail", "EIO"], update,
               before_or_after, ("before",), 1)
    return scenarios


# Recordings in which an fsync is missing or too late ----------------------------------------------


def is_sync(call):
    return call["name"] in ("fsync", "fdatasync")


def is_folder(call):
    return not call["path"].endswith((".new", ".json", ".stance-commit"))


def position(calls, test, last=False):
    found = [i for i, call in enumerate(calls) if int(call["result"]) >= 0 and test(call)]
    return found[-1 if last else 0]


def is_staged(call):
    return ".stance-" in call["path"] and "-commit" not in call["path"]


def without(calls, test, start=0, end=None):
    end = len(calls) if end is None else end
    return [call for i, call in enumerate(calls) if not (start <= i < end and is_sync(call) and test(call))]


def committed_at(calls):
    return position(calls, lambda c: c["name"].startswith("rename") and c["other"].endswith(".stance-commit"))


def journal_gone_at(calls):
    return position(calls, lambda c: c["name"].startswith("unlink") and c["path"].endswith(".stance-commit"))


def exchanged_at(calls):
    return position(calls, lambda c: c["name"].startswith("rename") and is_staged(c), last=True)


def first_unlink_at(calls):
    return position(calls, lambda c: c["name"].startswith("unlink") and is_staged(c))


def last_unlink_at(calls):
    return position(calls, lambda c: c["name"].startswith("unlink") and is_staged(c), last=True)


def unlink_before_sync(calls):
    start, end, target = exchanged_at(calls), first_unlink_at(calls), last_unlink_at(calls)
    moved = [call for call in calls[start:end] if is_sync(call)]
    rest = [call for call in calls[start:end] if not is_sync(call)]
    return calls[:start] + rest + calls[end : target + 1] + moved + calls[target + 1 :]


MUTATIONS = [
    ("staged text not synced", "five", lambda c: without(c, is_staged)),
    ("its folder not synced", "five",
     lambda c: without(c, lambda call: is_folder(call) and call["path"].endswith("actors"), 0, committed_at(c))),
    ("unlink before its sync", "five", unlink_before_sync),
    ("take-back without its first sync", "five-take-back",
     lambda c: without(c, is_folder, exchanged_at(c), journal_gone_at(c))),
    ("take-back without its second sync", "five-take-back",
     lambda c: without(c, is_folder, journal_gone_at(c), first_unlink_at(c))),
]


class Judges:
    """A room and a thread for each worker."""

    def __init__(self, rooms):
        self.rooms = rooms
        self.pool = concurrent.futures.ThreadPoolExecutor(WORKERS)

    def judge(self, scenario, states, first_only=False):
        """(id, what is wrong) of the states in which something is."""
        for room in self.rooms:
            room.prepare(scenario.sides)
        wrong = []
        for at in range(0, len(states), WORKERS):
            jobs = [self.pool.submit(judge, room, scenario.sides, tree, expected)
                    for room, (_, tree, expected) in zip(self.rooms, states[at : at + WORKERS])]
            for (key, _, _), job in zip(states[at : at + WORKERS], jobs):
                if job.result():
                    wrong.append((key, job.result()))
            if first_only and wrong:
                break
        return wrong


def choose(states, limit, wanted):
    if wanted:
        return [state for state in states if state[0] == wanted]
    if limit and len(states) > limit:
        return random.Random(11).sample(states, limit)
    return states


def check_mutations(judges, scenarios, originals):
    noticed, findings = 0, 0
    for words, name, mutate in MUTATIONS:
        scenario = scenarios[name]
        calls = mutate(list(scenario.calls))
        if calls == scenario.calls:
            print(f"FAILED: faults: power: \"{words}\": there is no such sync", file=sys.stderr)
            findings += 1
            continue
        new = [state for state in scenario.states(calls) if (state[0], state[2]) not in originals[name]]
        random.Random(3).shuffle(new)
        if judges.judge(scenario, new, first_only=True):
            noticed += 1
        else:
            print(f"FAILED: faults: power: \"{words}\" is not noticed in {len(new)} states", file=sys.stderr)
            findings += 1
    return noticed, findings


def lay_batches(recorder, full):
    """For each way that a batch may lie in the folder: the tree before and after it."""
    shipped = {f"model/{path}": content for path, content in read_tree(SHIPPED).items()}
    linked = dict(shipped)
    linked["elsewhere/kingdom.json"] = linked["model/actors/uk.json"]
    linked["model/actors/uk.json"] = ("link", "../../elsewhere/kingdom.json")
    kinds = {"five": shipped, "one": shipped, "linked": linked, "no-exchange": shipped}
    batches = {}
    for kind, before in kinds.items():
        lay_tree(recorder.room.top, before)
        with open(recorder.room.batch, "w", encoding="utf-8") as file:
            json.dump(BATCH[: 1 if kind == "one" else 5], file)
        done = recorder.room.run("update", recorder.room.batch)
        if done.returncode != 0:
            raise SystemExit(f"FAILED: faults: power: undisturbed, the batch does not go in: {done.stderr.decode()}")
        batches[kind] = {"before": before, "after": read_tree(recorder.room.top)}
    return batches


def run_tests(work, faults, program, full, words):
    for entry in BATCH:
        entry.update(date="2025-05-01", outlet="Le Monde")
    batch = os.path.join(work, "batch.json")
    rooms = [Room(os.path.join(work, f"room-{i}"), program, batch) for i in range(WORKERS)]
    recorder = Recorder(faults, rooms[0], work)
    scenarios = record_all(recorder, lay_batches(recorder, full), full)
    judges, findings, prefixes, judged, originals = Judges(rooms), 0, 0, 0, {}
    for name, scenario in scenarios.items():
        if words and words[0] != name:
            continue
        states = list(scenario.states())
        originals[name] = {(key, expected) for key, _, expected in states}
        prefixes += sum(int(call["changes"]) for call in scenario.calls) + 1
        chosen = choose(states, 0 if full else 60, words[1] if len(words) > 1 else None)
        judged += len(chosen)
        for key, why in judges.judge(scenario, chosen):
            findings += 1
            print(f"FAILED: faults: power {name} {key}: {why}\n"
                  f"  again: tests/faults/run.sh build power {name} {key}", file=sys.stderr)
    noticed = 0
    if not words:
        noticed, missed = check_mutations(judges, scenarios, originals)
        findings += missed
    result = f"{findings} findings" if findings else "0 torn, 0 lost"
    print(f"power: {len(scenarios)} recordings, {prefixes} moments, {judged} states: {result}"
          f" ({noticed} of {len(MUTATIONS)} missing syncs noticed)")
    return 1 if findings else 0


def main():
    faults, program, size, *words = sys.argv[1:]
    os.environ.update(SOURCE_DATE_EPOCH="1748736000", TZ="UTC", LC_ALL="C.UTF-8")
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) else None
    with tempfile.TemporaryDirectory(dir=memory, prefix="stance-power-") as work:
        sys.exit(run_tests(os.path.realpath(work), os.path.abspath(faults), os.path.abspath(program),
                           size == "full", words))


main()
