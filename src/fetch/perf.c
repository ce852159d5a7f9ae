/*
 * perf.c: see perf.h.
 *
 * The program gets no shell, no standard input, and a folder of ours alone to write into. What it
 * prints is kept, the end of it, to say why it failed; a terminal never sees it as it is.
 */
#include "fetch/perf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/program.h"

enum { SAID_MAX = 4096 };

static const char missing[] =
	"the output of perf record, not a profile: perf_to_profile converts it, which is not installed; "
	"it is at github.com/google/perf_data_converter";

/* What the program printed: the last of it. */
struct said {
	char text[SAID_MAX];
	size_t n;
};

static void hear(struct said *said, const char *p, size_t n)
{
	if (said->n + n > SAID_MAX) {
		size_t keep = SAID_MAX / 2 < said->n ? SAID_MAX / 2 : said->n;

		memmove(said->text, said->text + said->n - keep, keep);
		said->n = keep;
	}
	memcpy(said->text + said->n, p, n);
	said->n += n;
}

/* Reads until the program and all that it started have closed the pipe. */
static void hear_all(struct said *said, int fd)
{
	char piece[SAID_MAX / 2];
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			hear(said, piece, (size_t)n);
}

static struct str last_line(const struct said *said)
{
	struct str all = str_trim((struct str){said->text, said->n});
	size_t at = str_find_last(all, '\n');

	return at < all.n ? str_trim(str_from(all, at + 1)) : all;
}

static bool failed(int status, const struct said *said, struct err *err)
{
	struct str why = last_line(said);

	if (WIFSIGNALED(status))
		err_set(err, "perf_to_profile, which converts it, ended by signal %d",
			WTERMSIG(status));
	else
		err_set(err, "perf_to_profile, which converts it, failed with status %d",
			WEXITSTATUS(status));
	if (why.n != 0)
		err_append(err, ": %.*s", (int)why.n, why.p);
	return false;
}

/* Runs it to its end. */
static bool run(struct arena *a, const char *path, const char *output, struct err *err)
{
	bool relative = false;
	char *program = program_find(a, STR("perf_to_profile"), &relative);
	char in[] = "-i", out[] = "-o", force[] = "-f";
	char *argv[] = {program, in, arena_c(a, str_from_c(path)), out,
		arena_c(a, str_from_c(output)), force, NULL};
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC), fds[2], status;
	struct said said = {.n = 0};
	bool started;
	pid_t pid;

	if (program == NULL) {
		child_close(&null);
		return relative
			? err_set(err,
				  "the output of perf record; perf_to_profile, which converts "
				  "it, " PROGRAM_RELATIVE)
			: err_set(err, "%s", missing);
	}
	if (null < 0)
		return err_set(err, "/dev/null: %s", strerror(errno));
	if (!child_pipe(fds, err)) {
		child_close(&null);
		return false;
	}
	started = child_start(&(struct child_spec){.argv = argv,
				      .fds = {null, fds[1], fds[1]},
				      .foreground = true},
		&pid);
	if (!started)
		err_set(err, "perf_to_profile, which converts it: %s", strerror(errno));
	child_close(&null);
	child_close(&fds[1]);
	if (started)
		hear_all(&said, fds[0]);
	child_close(&fds[0]);
	if (!started)
		return false;
	status = child_reap(pid);
	return status == 0 || failed(status, &said, err);
}

static bool open_profile(const char *path, int *fd, struct err *err)
{
	int found = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;

	if (found < 0)
		return err_set(err, "perf_to_profile, which converts it, wrote no profile");
	if (fstat(found, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0) {
		close(found);
		return err_set(err, "perf_to_profile, which converts it, wrote an empty profile");
	}
	*fd = found;
	return true;
}

bool perf_convert(struct arena *a, const char *path, int *fd, struct err *err)
{
	const char *tmp = getenv("TMPDIR");
	char *folder, *output;
	bool ok;

	folder = arena_c(a,
		arena_fmt(a, "%s/cprof-perf-XXXXXX", tmp != NULL && tmp[0] != '\0' ? tmp : "/tmp"));
	if (mkdtemp(folder) == NULL)
		return err_set(err, "%s: %s", folder, strerror(errno));
	output = arena_c(a, arena_fmt(a, "%s/profile.pb.gz", folder));
	ok = run(a, path, output, err) && open_profile(output, fd, err);
	unlink(output);
	rmdir(folder);
	return ok;
}
