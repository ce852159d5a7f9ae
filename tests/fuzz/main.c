/*
 * main.c: an ordinary program of a fuzz target: runs it over files.
 *
 * In: names of files, and of directories whose files are taken (not those below them), in the order
 * of their names. Out: how many there were, and the name of each that crashed or took too long or
 * too much memory.
 * Exit status 0 when none did and there was a file, else 1.
 *
 * The files are run in a child process, so that a crash is told with the name of its file and the
 * others are still run: a new child then goes on behind it.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "broken.h"

enum { SECONDS_MAX = 300, MEMORY_MAX_MB = 1024 }; /* for one file; only a hang takes so long */

#if defined(__SANITIZE_ADDRESS__)
#define MAIN_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MAIN_ASAN 1
#endif
#endif

#ifdef MAIN_ASAN
/* AddressSanitizer, whose own memory no limit of the system allows for, has limits itself. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "hard_rss_limit_mb=1500:max_allocation_size_mb=1024:allocator_may_return_null=1";
}

static void limit_memory(void)
{
}
#else
static void limit_memory(void)
{
	const rlim_t max = (rlim_t)MEMORY_MAX_MB << 20;

	setrlimit(RLIMIT_AS, &(struct rlimit){max, max});
}
#endif

struct files {
	char **p;
	size_t n, cap;
};

static void add_file(struct files *f, const char *folder, const char *name)
{
	char *path = NULL;

	if (asprintf(&path, "%s%s%s", folder, folder[0] ? "/" : "", name) < 0)
		mem_exhausted();
	f->p = mem_grow(f->p, &f->cap, f->n + 1, sizeof(*f->p));
	f->p[f->n++] = path;
}

/* False when there is no such file or directory. */
static bool add_path(struct files *f, const char *path)
{
	struct dirent **entries;
	struct stat st;
	int n;

	if (stat(path, &st) != 0)
		return false;
	if (!S_ISDIR(st.st_mode)) {
		add_file(f, "", path);
		return true;
	}
	n = scandir(path, &entries, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		if (entries[i]->d_name[0] != '.')
			add_file(f, path, entries[i]->d_name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return n >= 0;
}

/* Runs the target over one file. The bytes lie in a block of their exact size, for ASan. */
static bool run_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	unsigned char *bytes = NULL, *exact;
	size_t n = 0, cap = 0, got;

	if (file == NULL)
		return false;
	do {
		bytes = mem_grow(bytes, &cap, n + 4096, 1);
		got = fread(bytes + n, 1, cap - n, file);
		n += got;
	} while (got != 0);
	fclose(file);
	exact = mem_zeroed(n, 1);
	memcpy(exact, bytes, n);
	free(bytes);
	LLVMFuzzerTestOneInput(exact, n);
	free(exact);
	return true;
}

/* Runs files from *at on, in this process; *at is where it is. Does not return. */
static _Noreturn void run_from(const struct files *f, volatile size_t *at)
{
	limit_memory();
	for (; *at < f->n; (*at)++) {
		alarm(SECONDS_MAX);
		if (!run_file(f->p[*at])) {
			fprintf(stderr, "fuzz: cannot read %s\n", f->p[*at]);
			exit(1);
		}
	}
	exit(0);
}

/* Runs all files. Returns how many failed. */
static size_t run_all(const struct files *f, volatile size_t *at)
{
	size_t failed = 0;

	while (*at < f->n) {
		pid_t child;
		int status = 0;

		fflush(NULL);
		child = fork();
		if (child == 0)
			run_from(f, at);
		if (child < 0 || waitpid(child, &status, 0) != child)
			return failed + 1;
		if (status == 0)
			continue;
		failed++;
		if (*at == f->n)
			printf("FAILED at the end: a leak of some file?\n");
		else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
			printf("FAILED %s: not done in %d seconds\n", f->p[*at], SECONDS_MAX);
		else
			printf("FAILED %s\n", f->p[*at]);
		(*at)++;
	}
	return failed;
}

int main(int argc, char **argv)
{
	size_t *at = mmap(NULL, sizeof(*at), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		0);
	struct files files = {0};
	size_t failed = 0;

	fuzz_is_thorough = true;
	if (at == MAP_FAILED)
		return 1;
	for (int i = 1; i < argc; i++) {
		if (!add_path(&files, argv[i])) {
			printf("FAILED %s: no such file or directory\n", argv[i]);
			failed++;
		}
	}
	failed += run_all(&files, at);
	printf("%zu files, %zu failed\n", files.n, failed);
	for (size_t i = 0; i < files.n; i++)
		free(files.p[i]);
	failed += files.n == 0;
	free(files.p);
	munmap(at, sizeof(*at));
	return failed != 0;
}
