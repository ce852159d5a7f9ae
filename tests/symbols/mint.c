/*
 * mint.c: functions of several names, as libraries have them, and calls of functions in other files.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define APART __attribute__((noinline, noclone))
#define ALSO(target) __attribute__((alias(#target)))

/* Known by an exported name with fewer underscores. */
APART int __mint_impl(int a)
{
	return a * 3 + 1;
}
int mint(int) ALSO(__mint_impl);
int __mint(int) ALSO(__mint_impl);

/* By a weak one. */
static APART int __GI_thyme(int a)
{
	return a * 5 + 1;
}
int thyme(int) __attribute__((weak, alias("__GI_thyme")));
static int __thyme(int) __attribute__((used, alias("__GI_thyme")));

/* By a local one, rather than by one that is a library's own. */
APART int sage_internal(int a)
{
	return a * 7 + 1;
}
static int sage(int) __attribute__((used, alias("sage_internal")));

/* There is no other. */
APART int basil_impl(int a)
{
	return a * 9 + 1;
}

/* Names like any other: the source's own. */
APART int parsley_of_the_garden(int a)
{
	return a * 11 + 1;
}
int parsley64(int) ALSO(parsley_of_the_garden);

/* The name that is a part of the others, though it is not the shortest. */
APART int __dill_of_all(int a)
{
	return a * 13 + 1;
}
int dill(int) ALSO(__dill_of_all);
int dk(int) ALSO(__dill_of_all);
int __dill(int) ALSO(__dill_of_all);

/* In two pieces. */
static APART __attribute__((cold)) void wither(const char *why, int a)
{
	printf("%s %d\n", why, a);
	abort();
}
APART int __chive_internal(int a)
{
	if (a > 77)
		wither("too many", a * a);
	if (a < -77)
		wither("too few", a / 3);
	return a * 17 + 1;
}
int chive(int) ALSO(__chive_internal);

int main(int n, char **v)
{
	char *copy = malloc(strlen(v[0]) + 1);
	void (*volatile release)(void *) = free;

	strcpy(copy, v[0]);
	puts(copy);
	free(copy);
	if (n > 77)
		release(copy);
	return mint(n) + thyme(n) + sage(n) + basil_impl(n) + parsley64(n) + dill(n) + chive(n);
}
