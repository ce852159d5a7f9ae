/*
 * work.c: a program to be recorded: threads with names, page faults, fork and exec.
 *
 * usage: work SECONDS
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define KEEP __attribute__((noinline, noclone))

enum { ROUND = 20000, PAGES = 64, PAGE = 4096 };

static volatile unsigned long sink;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

KEEP void knead(unsigned long n)
{
	for (unsigned long i = 0; i < n; i++)
		sink += i * i;
}

KEEP void rise(unsigned long n)
{
	for (unsigned long i = 0; i < n; i++)
		sink ^= sink << 1 ^ i;
}

KEEP void shape(int depth)
{
	if (depth > 0)
		shape(depth - 1);
	else
		knead(ROUND);
	sink++;
}

KEEP void touch(void)
{
	char *p = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		0);

	if (p == MAP_FAILED)
		return;
	for (size_t i = 0; i < PAGES; i++)
		p[i * PAGE] = 1;
	munmap(p, PAGES * PAGE);
	sink++;
}

KEEP int compare(const void *a, const void *b)
{
	knead(10);
	return *(const int *)a - *(const int *)b;
}

KEEP void sort(void)
{
	int list[200];

	for (int i = 0; i < 200; i++)
		list[i] = i * 7919 % 200;
	qsort(list, 200, sizeof(*list), compare);
	sink += (unsigned long)list[0];
}

KEEP void bake(double until)
{
	for (int i = 0; now() < until; i++) {
		shape(i % 20);
		rise(ROUND);
		touch();
		sort();
	}
	sink++;
}

static void *thread(void *until)
{
	pthread_setname_np(pthread_self(), "oven thread");
	bake(*(double *)until);
	return NULL;
}

int main(int argc, char **argv)
{
	double seconds = argc > 1 ? atof(argv[1]) : 0.1, until = now() + seconds;
	pthread_t other;

	if (argc > 2) { /* after exec */
		bake(until);
		return 0;
	}
	pthread_create(&other, NULL, thread, &until);
	if (fork() == 0) {
		if (fork() == 0)
			execl("/proc/self/exe", "work", argv[1], "again", (char *)NULL);
		bake(until);
		wait(NULL);
		_exit(0);
	}
	bake(until);
	pthread_join(other, NULL);
	wait(NULL);
	return 0;
}
