/*
 * diagnostics.c: keeps Graphviz's messages, takes standard error away from libraries, and reports
 * exits.
 *
 * Graphviz calls back without a context, and ends the program with exit(). So what these callbacks
 * need stands in variables of the file.
 */
#include "cprof-render/diagnostics.h"

#include <cgraph.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/array.h"
#include "base/out.h"
#include "cprof-render/compat.h"

enum { DIAGNOSTICS_MAX = 64 * 1024 }; /* what is said behind this is not kept */

static struct {
	int fd;          /* what was stderr */
	bool open;       /* nobody has said yet how it ended */
	struct out said; /* by Graphviz, lines */
} diagnostics = {.fd = STDERR_FILENO};

/* Graphviz calls it for each piece of a message: "Error", ": ", the text. */
static int keep(char *piece)
{
	if (diagnostics.said.n < DIAGNOSTICS_MAX)
		out_lit(&diagnostics.said, piece);
	return 0;
}

/* Graphviz calls exit() where it cannot go on, mostly when it cannot write. */
static void at_exit(void)
{
	struct str why = diagnostics_error();
	int error = errno;
	struct err err;

	if (!diagnostics.open)
		return;
	if (ferror(stdout))
		err_set(&err, "cannot write the image: %s", strerror(error));
	else if (why.n == 0)
		err_set(&err, "Graphviz failed without a message");
	else
		err_set(&err, "Graphviz failed: %.*s", STR_ARG(why));
	diagnostics_close(&err);
}

/* Under a sanitizer stderr stays what it is, for what that has to say. */
static void take_stderr(void)
{
	int null = COMPAT_SANITIZED ? -1 : open("/dev/null", O_WRONLY | O_CLOEXEC);
	int fd = null < 0 ? -1 : fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);

	if (fd >= 0 && dup2(null, STDERR_FILENO) >= 0)
		diagnostics.fd = fd;
	if (null >= 0)
		close(null);
}

/* Bytes; with so much left, nothing has failed for want of memory. */
enum { ROOM = 32 << 20 };

/* Also for signal handlers. */
bool diagnostics_lack_memory(void)
{
	void *room = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return room == MAP_FAILED || munmap(room, ROOM) != 0;
}

/*
 * Graphviz and what it draws with crash where they get no memory: they use a NULL, or abort. That
 * it was memory is known by what the last call of this thread that failed says, or by asking for
 * some more.
 */
static void on_crash(int number)
{
	static const char text[] = "there is too little memory to draw this; show fewer nodes "
				   "(nodecount=40) or fewer edges (edgefraction=0.01)\n";

	if (errno == ENOMEM || diagnostics_lack_memory()) {
		/* Without a stderr there is nobody to be told. */
		if (write(diagnostics.fd, text, sizeof(text) - 1) < 0)
			_exit(1);
		_exit(1);
	}
	raise(number); /* as if there were no handler: it is gone */
}

/* Sanitizers have handlers of their own. */
static void catch_crashes(void)
{
	static const int signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGTRAP};
	struct sigaction act = {.sa_handler = on_crash, .sa_flags = (int)SA_RESETHAND};

	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < ARRAY_LEN(signals) && !COMPAT_SANITIZED; i++)
		sigaction(signals[i], &act, NULL);
}

void diagnostics_open(void)
{
	catch_crashes();
	take_stderr();
	diagnostics.open = true;
	agseterrf(keep);
	if (atexit(at_exit) != 0)
		diagnostics_line("an early end of Graphviz will go unexplained");
}

void diagnostics_line(const char *text)
{
	struct out line = {.terminal = true};
	struct err ignored;

	out_str(&line, str_trim(str_from_c(text)));
	out_lit(&line, "\n");
	/* Without a stderr there is nobody to be told. */
	(void)out_write(diagnostics.fd, (struct str){line.p, line.n}, &ignored);
	out_release(&line);
}

/* The first line that begins with `prefix` and contains `part`, without the word before ": ". */
static struct str find(struct str prefix, struct str part)
{
	struct str rest = {diagnostics.said.p, diagnostics.said.n}, line, colon = STR(": ");

	while (rest.p != NULL && str_split(&rest, '\n', &line)) {
		size_t at = str_find(line, colon, 0);

		if (str_starts(line, prefix) && str_find(line, part, 0) < line.n)
			return str_trim(at < line.n ? str_from(line, at + colon.n) : line);
	}
	return STR("");
}

struct str diagnostics_error(void)
{
	return find(STR("Error: "), STR(": "));
}

struct str diagnostics_with(struct str part)
{
	return find(STR(""), part);
}

void diagnostics_close(const struct err *err)
{
	diagnostics.open = false;
	if (err != NULL)
		diagnostics_line(err->text);
	out_release(&diagnostics.said);
}
