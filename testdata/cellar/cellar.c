/*
 * Cellar is a program to be profiled with jemalloc: threads fill it with jars, and half of them are
 * eaten.
 *
 *	cellar JARS
 *
 * MALLOC_CONF says that a profile is written, and where. The time it runs does not matter: what is
 * allocated is the same each time, and what of that is sampled nearly so.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORKERS = 3, SIZES = 50 };

struct shelf {
	char **jars;
	size_t n, cap;
};

struct worker {
	pthread_t thread;
	int jars;
	struct shelf shelf;
};

/* Still there at the end, and found from here. */
static struct worker workers[WORKERS];
static char *ledger;

__attribute__((noinline)) static char *fill(size_t size)
{
	char *jar = malloc(size);

	memset(jar, 'j', size);
	return jar;
}

__attribute__((noinline)) static void put(struct shelf *shelf, char *jar)
{
	if (shelf->n == shelf->cap) {
		shelf->cap += 500;
		shelf->jars = realloc(shelf->jars, shelf->cap * sizeof(*shelf->jars));
	}
	shelf->jars[shelf->n++] = jar;
}

__attribute__((noinline)) static void eat(struct shelf *shelf)
{
	for (size_t i = 0; i < shelf->n; i += 2) {
		free(shelf->jars[i]);
		shelf->jars[i] = NULL;
	}
}

static void *work(void *arg)
{
	struct worker *w = arg;

	for (int i = 0; i < w->jars; i++)
		put(&w->shelf, fill(200 + 40 * (size_t)(i % SIZES)));
	eat(&w->shelf);
	return NULL;
}

/* What a compiler must not make a jump of. */
__attribute__((noinline)) static void write_ledger(size_t lines)
{
	ledger = calloc(lines, 80);
	snprintf(ledger, 80, "%zu lines", lines);
}

int main(int argc, char **argv)
{
	int jars = argc > 1 ? atoi(argv[1]) : 1000;

	for (int i = 0; i < WORKERS; i++) {
		workers[i].jars = jars * (i + 1);
		if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
			return 1;
	}
	for (int i = 0; i < WORKERS; i++)
		pthread_join(workers[i].thread, NULL);
	write_ledger((size_t)jars);
	return 0;
}
