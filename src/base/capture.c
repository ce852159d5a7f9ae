/*
 * capture.c: runs tools in plain English, and says in one line why one failed.
 */
#include "base/capture.h"

#include <stdlib.h>
#include <sys/wait.h>

#include "base/mem.h"
#include "base/process.h"

#ifdef __APPLE__
#include <crt_externs.h>
#define environ (*_NSGetEnviron())
#endif

/* True when the entry sets the variable. */
static bool sets(const char *entry, const char *name)
{
	size_t n = strlen(name);

	return strncmp(entry, name, n) == 0 && entry[n] == '=';
}

/* Our environment, in plain English and without what the tool must not see. On the heap. */
static char **environment(const struct capture_tool *t)
{
	static char plain[] = "LC_ALL=C";
	VEC(char *) env = {0};

	*vec_add(&env) = plain;
	for (char **e = environ; *e != NULL; e++) {
		bool keep = !sets(*e, "LC_ALL");

		for (char *const *u = t->unset; u != NULL && *u != NULL; u++)
			keep = keep && !sets(*e, *u);
		if (keep)
			*vec_add(&env) = *e;
	}
	*vec_add(&env) = NULL;
	return env.p;
}

/* True when it has ended well; else why not. */
static bool judge(const struct capture_tool *t, const struct process_result *r, struct err *err)
{
	const char *name = t->argv[0];
	struct str why = process_last_line(r);

	if (r->ending == PROCESS_STOPPED)
		return err_set(err, "stopped");
	if (r->ending == PROCESS_LATE)
		return err_set(err, "%s %s", name, t->late);
	if (r->ending == PROCESS_LARGE)
		return err_set(err, "%s printed more than %zu MiB", name, t->max_output >> 20);
	if (WIFSIGNALED(r->status))
		return err_set(err, "%s crashed (signal %d)", name, WTERMSIG(r->status));
	if (WEXITSTATUS(r->status) == 0)
		return true;
	if (why.n != 0)
		return err_set(err, "%s failed: %.*s", name, STR_ARG(why));
	return err_set(err, "%s failed with exit status %d", name, WEXITSTATUS(r->status));
}

bool capture_run(const struct capture_tool *t, struct out *o, struct err *err)
{
	char **env = environment(t);
	struct process_spec spec = {.argv = t->argv,
		.env = env,
		.fds = {PROCESS_NULL, PROCESS_PIPE, PROCESS_PIPE},
		.deadline = t->deadline,
		.max_output = t->max_output,
		.memory = t->memory};
	struct process_result r;
	bool ok = process_run(&spec, &r, err) && judge(t, &r, err);

	process_pass_on(r.ending);
	if (ok)
		out_bytes(o, r.output.p, r.output.n);
	process_release(&r);
	free(env);
	return ok;
}
