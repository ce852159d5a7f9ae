"""floors.py - the floors of coverage: the file `floors`, a line `FOLDER PERCENT` for each folder of src/."""


def read(path):
    """{folder: percent}. Lines that begin with # are comments."""
    with open(path, encoding="utf-8") as f:
        rows = [line.split() for line in f if line.strip() and not line.startswith("#")]
    return {folder: int(percent) for folder, percent in rows}


def write(path, floors):
    """Replaces the lines of the file; its comments stay."""
    with open(path, encoding="utf-8") as f:
        comments = [line for line in f if line.startswith("#")]
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(comments + ["%-14s %3d\n" % row for row in sorted(floors.items())])


def raised(measured, floors):
    """The floors as they may be: none is lower than before, folders that are gone have none."""
    return {folder: max(percent(lines) // 10, floors.get(folder, 0)) for folder, lines in measured.items()}


def percent(lines):
    """The share of lines that ran, in tenths of a percent, rounded down; `lines` is (ran, all)."""
    ran, total = lines
    return 1000 * ran // total if total else 1000


def judge(measured, floors):
    """
    Holds {folder: (ran, all)} against {folder: percent}. Returns the rows to print and how many are wrong: a folder
    below its floor, one without a floor, a floor without a folder. Where a floor may rise, its row says so.
    """
    rows, wrong = [], 0
    for folder in sorted(measured.keys() | floors.keys()):
        if folder not in measured:
            said = "WRONG: there is no such folder with code; take its line out of tests/coverage/floors"
            rows.append("%-14s %s" % (folder, said))
            wrong += 1
            continue
        tenths, said = percent(measured[folder]), ""
        if folder not in floors:
            said = "WRONG: no floor; write `%s %d` into tests/coverage/floors" % (folder, tenths // 10)
        elif tenths < 10 * floors[folder]:
            said = "WRONG: below its floor, %d %%: test what was added" % floors[folder]
        elif tenths >= 10 * (floors[folder] + 1):
            said = "above its floor, %d %%: raise it to %d" % (floors[folder], tenths // 10)
        wrong += said.startswith("WRONG")
        rows.append(("%-14s %5.1f %%  %5d of %5d lines  %s" % (folder, tenths / 10, *measured[folder], said)).rstrip())
    return rows, wrong
