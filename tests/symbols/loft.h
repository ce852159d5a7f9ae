/*
 * loft.h: templates and members that are inlined in other files.
 */
#ifndef SYMBOLS_LOFT_H
#define SYMBOLS_LOFT_H

#include "mark.h"

namespace loft
{

template <typename T, int N> struct rack {
	T items[N];

	ALWAYS_INLINE T sum() const
	{
		T all = T();
		for (int i = 0; i < N; i++)
			all += items[i];
		MARK("rack.*sum");
		return all;
	}

	template <typename F> NEVER_INLINE void each(F f)
	{
		MARK("rack.*each");
		for (int i = 0; i < N; i++)
			f(items[i]);
	}
};

template <typename T> T most(T a, T b)
{
	MARK("most");
	return a < b ? b : a;
}

class bale
{
      public:
	explicit bale(int n);
	virtual ~bale();
	virtual int weigh(int by) const;
	int operator()(int by) const
	{
		MARK("bale.*cl|operator..");
		return weigh(by) + size;
	}

      private:
	int size;
};

long stack(int n);

} // namespace loft

#endif
