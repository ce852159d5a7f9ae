/*
 * perf.c: converts perf.data with perf_to_profile.
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

#include "base/cleanup.h"
#include "base/process.h"
#include "base/program.h"
#include "base/wait.h"

static const char missing[] =
	"the output of perf record: perf_to_profile converts it, which is not installed; build it from "
	"github.com/google/perf_data_converter and put it into a folder of PATH";

bool perf_can_convert(void)
{
	struct arena scratch = {0};
	bool relative, found = program_find(&scratch, STR("perf_to_profile"), &relative) != NULL;

	arena_release(&scratch);
	return found;
}

static bool failed(const struct process_result *r, int64_t seconds, struct err *err)
{
	struct str why = process_last_line(r);

	if (r->ending == PROCESS_LATE)
		return err_set(err,
			"perf_to_profile, which converts it, did not end within %lld s and was "
			"stopped",
			(long long)seconds);
	if (WIFSIGNALED(r->status))
		err_set(err, "perf_to_profile, which converts it, ended by signal %d",
			WTERMSIG(r->status));
	else
		err_set(err, "perf_to_profile, which converts it, failed with status %d",
			WEXITSTATUS(r->status));
	if (why.n != 0)
		err_append(err, ": %.*s", STR_ARG(why));
	return false;
}

/* Runs it to its end; *ending is how that came, if it was started. */
static bool run(struct arena *a, const char *path, const char *output, int64_t seconds,
	enum process_ending *ending, struct err *err)
{
	bool relative = false, ok;
	char *program = program_find(a, STR("perf_to_profile"), &relative);
	char in[] = "-i", out[] = "-o", force[] = "-f";
	char *argv[] = {program, in, arena_c(a, str_from_c(path)), out,
		arena_c(a, str_from_c(output)), force, NULL};
	struct process_spec spec = {.argv = argv,
		.fds = {PROCESS_NULL, PROCESS_AS_ERROR, PROCESS_PIPE},
		.deadline = process_deadline(seconds)};
	const struct wait_hook *hook;
	struct process_result r;

	if (program == NULL)
		return relative
			? err_set(err,
				  "the output of perf record; perf_to_profile, which converts "
				  "it, " PROGRAM_RELATIVE)
			: err_set(err, "%s", missing);
	/* Other threads may be reading. A hook could start a child by fork, which must be done without threads. */
	hook = wait_use_hook(NULL);
	ok = process_run(&spec, &r, err) || err_wrap(err, "perf_to_profile, which converts it");
	wait_use_hook(hook);
	*ending = r.ending;
	if (r.ending == PROCESS_STOPPED)
		ok = err_set(err, "stopped");
	else if (ok)
		ok = (r.ending == PROCESS_ENDED && r.status == 0) || failed(&r, seconds, err);
	process_release(&r);
	return ok;
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

bool perf_convert(struct arena *a, const char *path, int64_t seconds, int *fd, struct err *err)
{
	const char *tmp = getenv("TMPDIR");
	struct cleanup *made;
	char *folder, *output;
	enum process_ending ending = PROCESS_RUNS;
	bool ok;

	folder = arena_c(a,
		arena_fmt(a, "%s/cprof-perf-XXXXXX", tmp != NULL && tmp[0] != '\0' ? tmp : "/tmp"));
	made = cleanup_temp_folder(folder);
	if (made == NULL)
		return err_set(err, "%s: %s", folder, strerror(errno));
	output = arena_c(a, arena_fmt(a, "%s/profile.pb.gz", folder));
	ok = run(a, path, output, seconds, &ending, err) && open_profile(output, fd, err);
	cleanup_remove(made);
	process_pass_on(ending);
	return ok;
}
