/*
 * asm.c: a program for tests of disasm and weblist: a function of its own, one that is inlined, and one
 * that calls both. It needs no library. See asm.make.
 */
typedef unsigned long word;

static inline word sift(word x)
{
	word odd = x & 1;

	return odd ? 3 * x + 1 : x / 2;
}

__attribute__((noinline)) word grind(word x)
{
	for (int i = 0; i < 16; i++)
		x = x * 6364136223846793005u + (x >> 7);
	return x;
}

__attribute__((noinline)) word turn(word n)
{
	word sum = 0;

	for (word i = 0; i < n; i++)
		sum += sift(grind(i ^ sum));
	return sum;
}

__attribute__((noreturn)) void _start(void)
{
	word code = turn(1000) & 1;

	for (;;)
		__asm__ volatile("syscall" : : "a"(60), "D"(code) : "rcx", "r11", "memory");
}
