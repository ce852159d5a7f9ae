/*
 * symbols.cc: one part of a large C++ program; only compiled, never run.
 *
 * symbols.py compiles it once to assembly, and makes of that as many parts as it needs by changing the
 * name `part00`. What matters here is the debug information: some 5 MB a part, with templates of the
 * library that are instantiated for types of the part, and what is inlined in them.
 */
#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace part00
{

template <int I> struct item {
	int key;
	double cost;
	std::string name;

	bool operator<(const item &other) const
	{
		return key < other.key || (key == other.key && cost < other.cost);
	}
};

template <int I> struct store {
	std::map<int, item<I>> by_key;
	std::unordered_map<std::string, std::vector<item<I>>> by_name;

	double add(int key, const std::string &name)
	{
		item<I> it{key, key * 1.5, name};
		double sum = 0;

		by_key[key] = it;
		auto &all = by_name[name];
		all.push_back(it);
		std::sort(all.begin(), all.end());
		for (auto &x : all)
			sum += x.cost;
		return sum;
	}

	double total(const std::function<double(const item<I> &)> &of) const
	{
		double sum = 0;

		for (auto &entry : by_key)
			sum += of(entry.second);
		return sum;
	}
};

template <int I> double run(int n)
{
	store<I> s;
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += s.add(i * 7 % 13, std::to_string(i));
	return sum + s.total([n](const item<I> &x) { return x.cost * n; });
}

template double run<0>(int);
#ifndef LITTLE /* --quick */
template double run<1>(int);
template double run<2>(int);
template double run<3>(int);
template double run<4>(int);
template double run<5>(int);
template double run<6>(int);
template double run<7>(int);
template double run<8>(int);
template double run<9>(int);
template double run<10>(int);
template double run<11>(int);
template double run<12>(int);
template double run<13>(int);
template double run<14>(int);
template double run<15>(int);
#endif

} // namespace part00
