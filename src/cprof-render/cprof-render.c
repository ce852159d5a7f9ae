/*
 * cprof-render.c: the program cprof-render FORMAT: DOT on standard input, image on standard output.
 *
 * cprof starts it for each image, because Graphviz cannot be interrupted, ends the program it is in
 * when it runs into trouble, and may not be linked together with readline. Exit status 0: the image
 * is complete, and each line on standard error is a note. Exit status 1: one line says why there is
 * none. Anything else is a crash in Graphviz.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/input.h"
#include "cprof-render/clean.h"
#include "cprof-render/compat.h"
#include "cprof-render/diagnostics.h"
#include "cprof-render/draw.h"

enum {
	MAIN_CHUNK = 65536,       /* bytes that are read at a time */
	MAIN_DOT_MAX = 256 << 20, /* bytes; a graph of 10,000 edges has 2 MB */
	MAIN_STACK = 1 << 30,     /* Graphviz 2.42 needs 100 bytes for each level of a graph */
};

#if COMPAT_SANITIZED
/* Graphviz and what it uses free little; leaks of ours have only our own code above them. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_options(void);
const char *__asan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libgvc\nleak:libcgraph\nleak:libcdt\nleak:libgvplugin\nleak:libpango\n"
	       "leak:libfontconfig\nleak:libcairo\nleak:libglib\nleak:libgobject\nleak:libltdl\n"
	       "leak:libgd\nleak:libexpat\n";
}

/*
 * Cairo 1.18 gives strndup, with a length, bytes that no NUL follows, when it writes PDF. It may,
 * but strict_string_checks=1 says otherwise.
 */
const char *__asan_default_suppressions(void)
{
	return "interceptor_via_lib:libcairo\n";
}

/* stderr is for what the user should know. */
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

/* Ends with cprof, also when that is killed. False when it has ended meanwhile. */
static bool end_with_parent(void)
{
#ifdef __linux__
	pid_t parent = getppid();

	return prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() == parent;
#else
	return true;
#endif
}

/*
 * The stack of the first thread grows up to the limit of the moment. Nothing lies in its way for at
 * least 128 MB on Linux, whatever the limit was when the program was started.
 */
static void set_limits(void)
{
	struct rlimit stack;

	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	if (getrlimit(RLIMIT_STACK, &stack) == 0 && stack.rlim_cur < MAIN_STACK) {
		stack.rlim_cur = stack.rlim_max < MAIN_STACK ? stack.rlim_max : MAIN_STACK;
		setrlimit(RLIMIT_STACK, &stack);
	}
}

/* Reads all of standard input. */
static bool read_dot(struct out *dot, struct err *err)
{
	struct input_fd in;
	size_t n;

	input_fd_init(&in, STDIN_FILENO);
	do {
		char *room = out_room(dot, MAIN_CHUNK);

		if (!in.in.read(&in.in, room, MAIN_CHUNK, &n, err))
			return err_wrap(err, "cannot read the graph");
		out_used(dot, n);
	} while (n != 0 && dot->n <= MAIN_DOT_MAX);
	if (dot->n > MAIN_DOT_MAX)
		return err_set(err, "the graph is larger than %d MB of DOT; show fewer nodes",
			MAIN_DOT_MAX >> 20);
	return true;
}

static bool run(int argc, char **argv, struct err *err)
{
	struct out dot = {0}, clean = {0};
	bool ok;

	if (argc != 2)
		return err_set(err, "usage: cprof-render FORMAT <DOT >IMAGE");
	ok = read_dot(&dot, err);
	if (ok) {
		clean_dot((struct str){dot.p, dot.n}, &clean);
		out_bytes(&clean, "", 1);
	}
	out_release(&dot);
	ok = ok && draw(clean.p, argv[1], stdout, err);
	out_release(&clean);
	return ok;
}

int main(int argc, char **argv)
{
	struct err err;
	bool ok;

	if (!end_with_parent())
		return 1;
	signal(SIGPIPE, SIG_DFL);
	set_limits();
	diagnostics_open();
	ok = run(argc, argv, &err);
	diagnostics_close(ok ? NULL : &err);
	return ok ? 0 : 1;
}
