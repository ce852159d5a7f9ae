/*
 * loom.c: a program for perf to record. It forks, gives the child another name, and has that run it again.
 *
 * It has no library, so that the binary is small.
 */
#include <stdint.h>

#define KEEP __attribute__((noinline, noclone, noipa))

enum { MMAP = 9, FORK = 57, EXECVE = 59, EXIT = 60, WAIT4 = 61, PRCTL = 157, SET_NAME = 15 };
enum { PAGE = 4096, PAGES = 32 };

static volatile unsigned long sink;

static long call(long n, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;

	__asm__ volatile("syscall"
			 : "+a"(n)
			 : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return n;
}

KEEP void spin(unsigned long n)
{
	for (unsigned long i = 0; i < n; i++)
		sink += i;
}

KEEP void knot(int depth)
{
	if (depth > 0)
		knot(depth - 1);
	else
		spin(60000);
	sink++;
}

/* Each page of new memory is a fault. */
KEEP void dye(void)
{
	char *p = (char *)call(MMAP, 0, PAGES * PAGE, 3, 0x22, -1, 0);

	for (long i = 0; i < PAGES; i++)
		p[i * PAGE] = 1;
	sink++;
}

KEEP void weave(int rounds)
{
	for (int i = 0; i < rounds; i++) {
		knot(i % 3);
		spin(20000);
		dye();
	}
	sink++;
}

KEEP void child(char **argv)
{
	static char *again[] = {0, "again", 0};

	call(PRCTL, SET_NAME, (long)"shuttle", 0, 0, 0, 0);
	weave(1500);
	again[0] = argv[0];
	call(EXECVE, (long)argv[0], (long)again, 0, 0, 0, 0);
	call(EXIT, 1, 0, 0, 0, 0, 0);
}

KEEP void run(long *stack)
{
	char **argv = (char **)(stack + 1);

	if (stack[0] == 1 && call(FORK, 0, 0, 0, 0, 0, 0) == 0)
		child(argv);
	weave(1500);
	call(WAIT4, -1, 0, 0, 0, 0, 0);
	call(EXIT, 0, 0, 0, 0, 0, 0);
}

__asm__(".globl _start\n"
	"_start: xor %ebp, %ebp\n"
	"mov %rsp, %rdi\n"
	"and $-16, %rsp\n"
	"call run\n");
