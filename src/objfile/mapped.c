/*
 * mapped.c: reads zeros where a mapped file became shorter while it is read.
 *
 * A handler of SIGBUS puts a page of zeros where the file no longer has one. Readers of binaries accept zeros
 * like any other bytes, and ask binary_changed afterwards. Copying each file would take time and memory for a
 * rare case: a build that writes into a binary in place while it is being read. Note: other faults must keep
 * their effect.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include "objfile/elf-internal.h"

static struct sigaction before;

static void on_bus_error(int number, siginfo_t *info, void *context)
{
	uintptr_t size = (uintptr_t)sysconf(_SC_PAGESIZE);
	void *page = (void *)((uintptr_t)info->si_addr & ~(size - 1));

	(void)context;
	if (info->si_code == BUS_ADRERR &&
		mmap(page, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
			-1, 0) == page)
		return;
	/* The same fault again, for whom it would have met. */
	sigaction(number, &before, NULL);
}

void mapped_survive(void)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	struct sigaction ours = {.sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO}, now;

	pthread_mutex_lock(&lock);
	sigemptyset(&ours.sa_mask);
	if (sigaction(SIGBUS, NULL, &now) == 0 && now.sa_sigaction != on_bus_error) {
		before = now;
		sigaction(SIGBUS, &ours, NULL);
	}
	pthread_mutex_unlock(&lock);
}
