# lib.sh - what the scripts share; sourced, never run. Knows where the sources are ($root), how to
# configure and build a Meson build directory quietly, and how tests are counted (here only).
# Everything it says itself goes to stderr but for the counts.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The counts of all runs so far.
passed=0 failed=0 skipped=0

say()
{
	printf '%s\n' "$*" >&2
}

# quietly COMMAND...: runs it with no output unless it fails, and then all of it, on stderr.
quietly()
{
	local log status=0
	log=$(mktemp "${TMPDIR:-/tmp}/cprof-log.XXXXXX")
	"$@" >"$log" 2>&1 </dev/null || status=$?
	if [ "$status" -ne 0 ]; then
		say "failed (status $status): $*"
		cat "$log" >&2
	fi
	rm -f "$log"
	return "$status"
}

# setup DIR OPTION...: a build directory below the root with these options. What is already set up
# so is kept; one that cannot be brought to the options is made anew.
setup()
{
	local dir=$root/$1 stamp=$root/$1/.options
	shift
	local want="CC=${CC:-} $*"
	if [ -f "$dir/build.ninja" ]; then
		if [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; then
			return 0
		fi
		rm -rf "$dir"
	fi
	quietly meson setup "$dir" "$root" "$@" || return
	printf '%s\n' "$want" >"$stamp"
}

# build DIR: compiles what is out of date: everything, or the targets in $targets.
targets=
build()
{
	quietly ninja -C "$root/$1" $targets
}

# count FILE: adds the results in a testlog.json (one JSON object a line) to the counts and leaves the
# line that says them in $counted. Of tests that were skipped it says why, in their own words.
counted=
count()
{
	local p f s
	read -r p f s < <(python3 - "$1" <<-'END'
		import json, sys
		n = {"passed": 0, "failed": 0, "skipped": 0}
		kinds = {"OK": "passed", "EXPECTEDFAIL": "passed", "SKIP": "skipped"}
		try:
		    with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
		        for line in log:
		            if not line.strip():
		                continue
		            test = json.loads(line)
		            kind = kinds.get(test["result"], "failed")
		            n[kind] += 1
		            if kind == "skipped":
		                why = [said for said in test.get("stdout", "").splitlines() if "skipped" in said.lower()]
		                print("skipped: %s: %s" % (test["name"], "; ".join(why[:3]) or "no reason given"), file=sys.stderr)
		except FileNotFoundError:
		    pass
		print(n["passed"], n["failed"], n["skipped"])
		END
	)
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	counted=$(counts "$p" "$f" "$s")
}

# counts PASSED FAILED SKIPPED: the line that says so.
counts()
{
	printf '%d passed, %d failed' "$1" "$2"
	[ "$3" -eq 0 ] || printf ', %d skipped' "$3"
	printf '\n'
}

# add_counts LINE: adds a line that `counts` printed elsewhere. False if it is no such line.
add_counts()
{
	[[ $1 =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]] || return 1
	passed=$((passed + BASH_REMATCH[1]))
	failed=$((failed + BASH_REMATCH[2]))
	skipped=$((skipped + ${BASH_REMATCH[4]:-0}))
}

# run_tests LABEL DIR ARG...: builds DIR and runs `meson test ARG...` there. A build that fails counts
# as one failure, and so does a run that fails without a failed test. Never fails itself: see `finish`.
summary=()
run_tests()
{
	local label=$1 dir=$2 start=$SECONDS before=$failed status=0
	shift 2
	say "== $label"
	if ! build "$dir"; then
		failed=$((failed + 1))
		summary+=("$label: does not build")
		return 0
	fi
	rm -f "$root/$dir/meson-logs/testlog.json"
	# Twice as many at a time as there are processors: many tests wait most of their time.
	$unrandomized meson test -C "$root/$dir" --no-rebuild --print-errorlogs --num-processes $((2 * $(getconf _NPROCESSORS_ONLN))) "$@" ||
		status=$?
	count "$root/$dir/meson-logs/testlog.json"
	if [ "$status" -ne 0 ] && [ "$failed" -eq "$before" ]; then
		failed=$((failed + 1))
		counted="$counted, but meson test ended with status $status"
	fi
	summary+=("$label: $counted, $((SECONDS - start)) s")
}

# setup_or_count LABEL DIR OPTION...: `setup`, a failure of which is counted. False then.
setup_or_count()
{
	local label=$1
	shift
	setup "$@" && return 0
	failed=$((failed + 1))
	summary+=("$label: does not configure")
	return 1
}

# finish: prints the summary, ending with the sum alone on its line, and exits accordingly.
finish()
{
	printf '\n'
	[ "${#summary[@]}" -eq 0 ] || printf '%s\n' "${summary[@]}"
	counts "$passed" "$failed" "$skipped"
	[ "$failed" -eq 0 ] || exit 1
	exit 0
}

# sanitizers: sets the options of the sanitizers' run-time libraries, as far as this machine goes.
# Errors end the program with SIGABRT, so that no test takes them for an exit status of its own.
unrandomized=
sanitizers()
{
	local probe arch
	export ASAN_OPTIONS="halt_on_error=1:abort_on_error=1:detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
	# Else LeakSanitizer may take a thread's variables of libdw for something else, and crash.
	ASAN_OPTIONS=$ASAN_OPTIONS:intercept_tls_get_addr=0
	export UBSAN_OPTIONS="halt_on_error=1:abort_on_error=1:print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
	ulimit -c 0 || true

	# More than 28 random bits in addresses break the AddressSanitizer of gcc 12, clang 16 and older.
	if [ "$(cat /proc/sys/vm/mmap_rnd_bits 2>/dev/null || echo 0)" -gt 28 ]; then
		arch=$(uname -m)
		if setarch "$arch" -R true 2>/dev/null; then
			unrandomized="setarch $arch -R"
		fi
	fi

	# LeakSanitizer traces the program it runs in: containers may forbid that.
	probe=$(mktemp -d "${TMPDIR:-/tmp}/cprof-probe.XXXXXX")
	printf 'int main(void) { return 0; }\n' >"$probe/probe.c"
	if gcc -fsanitize=address -o "$probe/probe" "$probe/probe.c" 2>/dev/null &&
		$unrandomized "$probe/probe" 2>&1 | grep -q 'LeakSanitizer has encountered a fatal error'; then
		say "LeakSanitizer cannot work here (no ptrace): leaks go unnoticed in this run."
		ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
	fi
	rm -rf "$probe"
}
