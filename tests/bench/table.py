"""
table.py - the benchmark's table, as text for a terminal or as Markdown.

In: a heading for each file that is read, and a Line for each thing that was measured. Out: lines on stdout, each at
once, so that a run that is broken off leaves what it had.
"""

import collections

# A measured figure: `measure` is "CPU", "wall", "one core" (wall time there) or "memory"; `unit` says of what it is
# a multiple ("x gzip", "x raw"), or is "s" or "ms more". `limit` is the highest figure that is good, None without a target.
Figure = collections.namedtuple("Figure", "measure unit value limit", defaults=(None,))

# One line. wall (two processors), one (wall time on one) and cpu are seconds, peak is bytes or "< 20 MB"; None where
# it was not measured. `problem` says why there are no figures.
Line = collections.namedtuple("Line", "name wall one cpu peak figures note problem",
                              defaults=(None, None, None, None, (), "", None))


def number(value):
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3
    return "%.*f" % (digits, value)


def seconds(value):
    return "" if value is None else "%.3f s" % value


def megabytes(value):
    if value is None or isinstance(value, str):
        return value or ""
    return "%.1f MB" % (value / 1e6)


def is_met(figure):
    """As printed: a figure that reads as its limit has met it."""
    return float(number(figure.value)) <= figure.limit


def by_unit(figures, text):
    """'CPU 2.10, wall 1.09 x gzip; memory 1.35 x raw', with what text() says of each figure."""
    units = collections.OrderedDict()
    for figure in figures:
        units.setdefault(figure.unit, []).append("%s %s" % (figure.measure, text(figure)))
    return "; ".join("%s %s" % (", ".join(parts), unit) for unit, parts in units.items())


def measured(line):
    """The figures that no other column has."""
    return by_unit([f for f in line.figures if f.unit != "s"], lambda f: number(f.value))


def targets(line):
    return by_unit([f for f in line.figures if f.limit is not None], lambda f: "%g" % f.limit)


def met(line):
    aims = [f for f in line.figures if f.limit is not None]
    if not aims or all(map(is_met, aims)):
        return "yes" if aims else ""
    if not any(map(is_met, aims)):
        return "**no**"
    return ", ".join("%s %s" % (f.measure, "yes" if is_met(f) else "**no**") for f in aims)


class Text:
    """Columns for a terminal; a missed target is marked."""

    FORMAT = "  %-34s %9s %9s %9s %10s  %s"

    def begin(self, facts):
        for name, value in facts:
            print("%s: %s" % (name, value))

    def section(self, title):
        print("\n" + title)
        print((self.FORMAT % ("", "wall", "one core", "CPU", "peak", "")).rstrip())

    def line(self, line):
        says = by_unit(line.figures, self.figure)
        says = "; ".join(part for part in (says, line.note, line.problem) if part)
        print((self.FORMAT % (line.name, seconds(line.wall), seconds(line.one), seconds(line.cpu),
                              megabytes(line.peak), says)).rstrip())

    @staticmethod
    def figure(figure):
        text = number(figure.value)
        if figure.limit is None:
            return text
        return "%s (%s%g)" % (text, "" if is_met(figure) else "MISSED ", figure.limit)

    def end(self, facts):
        print()
        self.begin(facts)


class Markdown:
    """One table; a section is a row of it."""

    COLUMNS = [("what", "---"), ("wall, 2 cores", "---:"), ("wall, 1 core", "---:"), ("CPU", "---:"), ("peak", "---:"),
               ("ratios", "---"), ("target, at most", "---"), ("met", "---")]

    def begin(self, facts):
        self.paragraph(facts)
        self.row([name for name, _ in self.COLUMNS])
        print("|%s|" % "|".join(rule for _, rule in self.COLUMNS))

    @staticmethod
    def paragraph(facts):
        print("; ".join("%s: %s" % fact for fact in facts) + ".\n")

    @staticmethod
    def row(cells):
        print("| %s |" % " | ".join(cell.replace("|", "\\|") for cell in cells))

    def section(self, title):
        self.row(["**%s**" % title] + [""] * (len(self.COLUMNS) - 1))

    def line(self, line):
        says = "; ".join(part for part in (measured(line), line.note, line.problem) if part)
        self.row([line.name, seconds(line.wall), seconds(line.one), seconds(line.cpu), megabytes(line.peak), says,
                  targets(line), met(line)])

    def end(self, facts):
        print()
        self.paragraph(facts)
