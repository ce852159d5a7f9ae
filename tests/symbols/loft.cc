/*
 * loft.cc: a small C++ program; only compiled, never run.
 */
#include "loft.h"

static volatile long sink;

namespace loft
{
namespace
{

struct hay {
	static ALWAYS_INLINE int toss(int n)
	{
		MARK("toss");
		return n * 3 + 1;
	}
	static NEVER_INLINE int fork(int n)
	{
		int m = toss(n);
		MARK("fork");
		return m + toss(m);
	}
};

template <typename... T> NEVER_INLINE int count(T... all)
{
	int values[] = {all...};
	int n = 0;
	for (int v : values)
		n += hay::toss(v);
	MARK("count");
	return n;
}

} // namespace

bale::bale(int n) : size(n)
{
	MARK("bale");
	sink = n;
}

bale::~bale()
{
	MARK("bale");
	sink = size;
}

int bale::weigh(int by) const
{
	MARK("weigh");
	return hay::fork(size) / by;
}

long stack(int n)
{
	rack<long, 6> r = {{n, 2, 3, 4, 5, 6}};
	long seen = 0;

	r.each([&seen](long v) {
		MARK("stack.*clE|operator..");
		seen += most(v, seen);
	});
	auto twice = [n](auto x) {
		MARK("stack.*clI|operator..");
		return x * 2 + n;
	};
	MARK("stack");
	return r.sum() + seen + twice(n) + twice(2.5) > 3 ? count(1, n, 3) : count(n);
}

long throws(int n)
{
	try {
		bale b(n);
		if (n == 9)
			throw n;
		return b(n);
	} catch (int e) {
		MARK("throws");
		return stack(e);
	}
}

} // namespace loft

int main(int argc, char **)
{
	MARK("main");
	sink = loft::stack(argc) + loft::throws(argc);
	return static_cast<int>(sink);
}
