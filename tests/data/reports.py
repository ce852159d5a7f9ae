"""reports - what the checks of data formats have in common: the profiles, and how cprof is run on them."""
import glob
import json
import os
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TESTDATA = os.path.join(ROOT, "testdata")
MORE = os.path.join(os.path.dirname(ROOT), "shared", "parity", "profiles")  # profiles that are not ours to give away


def profiles():
    """Arguments that name profiles: those of testdata, a comparison, and more where there are more."""
    names = [os.path.relpath(p, TESTDATA)
             for kind in ("*.pb.gz", "*.pb", "*.txt", "*.prof", "*.folded", "*profile", "*.json*", "made/*.pb")
             for p in sorted(glob.glob(os.path.join(TESTDATA, kind)))]
    more = sorted(p for p in glob.glob(os.path.join(MORE, "*")) if os.path.isfile(p))
    return [[n] for n in names + more] + [["-diff_base", "shop.cpu.pb.gz", "shop.cpu2.pb.gz"]]


def run(program, args):
    """The status and the output of a run in testdata."""
    env = dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8", HOME="/nonexistent")
    p = subprocess.run([program, *args], cwd=TESTDATA, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env)
    return p.returncode, p.stdout


def document(program, args):
    """The document that -json prints; None where the report fails, and then prints nothing."""
    status, out = run(program, ["-json", *args])
    good = status in (0, 1)  # 1: -check, and a limit is passed
    if not good and out:
        raise ValueError("an error, and yet there is output")
    return json.loads(out) if good else None
