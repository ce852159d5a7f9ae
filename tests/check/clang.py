"""clang.py - clang's tools, of the version that says what is right here.

clang-format of another version lays out the same C otherwise, and each clang-tidy finds something that the one
before did not. So both are used in one version, which is VERSION, and a check is skipped where there is another.
"""
import os
import re
import shutil
import subprocess
import sys

VERSION = 14


def tool(name):
    """The path of the program `name`; ends with status 77 and a line that says why without one of VERSION. The
    variable named like it (CLANG_FORMAT for clang-format) gives another program, which may have any version."""
    check = os.path.basename(sys.argv[0])
    chosen = os.environ.get(name.upper().replace("-", "_"))
    if chosen:
        return shutil.which(chosen) or skip("%s: skipped, there is no %s" % (check, chosen))
    path = shutil.which("%s-%d" % (name, VERSION)) or shutil.which(name)
    if not path:
        skip("%s: skipped, there is no %s %d" % (check, name, VERSION))
    said = subprocess.run([path, "--version"], stdout=subprocess.PIPE, text=True, errors="replace").stdout
    version = re.search(r"version (\d+)", said)
    if not version or int(version[1]) != VERSION:
        skip("%s: skipped, %s %d says what is right, and here is %s" %
             (check, name, VERSION, version[1] if version else "another"))
    return path


def skip(line):
    print(line)
    sys.exit(77)
