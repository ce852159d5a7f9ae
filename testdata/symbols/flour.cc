// A program of a few functions, to be symbolized: made for the tests of cprof. It needs no library, so that
// the binary is small. See record, beside it, for the profile.
namespace mill {

template <class T> struct sack {
	T grains[8];
	int n;

	__attribute__((always_inline)) T weigh(T each) const
	{
		T sum = 0;

		for (int i = 0; i < n; i++)
			sum += grains[i] * each;
		return sum;
	}

	__attribute__((noinline)) void pour(T grain)
	{
		grains[n++ & 7] = grain;
	}
};

__attribute__((noinline)) long grind(sack<long> &s, long rounds)
{
	for (long i = 0; i < rounds; i++)
		s.pour(i);
	return s.weigh(rounds);
}

} // namespace mill

extern "C" __attribute__((noinline)) long bake(long n)
{
	mill::sack<long> s = {};

	return mill::grind(s, n) + s.weigh(n + 1);
}

extern "C" void _start()
{
	volatile long loaves = bake(7);

	for (;;)
		loaves = loaves + 1;
}
