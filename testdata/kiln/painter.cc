/*
 * painter.cc: two threads paint pots for a second, so that perf has names of C++ and of threads to look at.
 */
#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <pthread.h>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Pot {
	std::string glaze;
	unsigned size;
	bool operator<(const Pot &other) const { return size < other.size; }
};

template <typename T> struct Shelf {
	std::vector<T> pots;

	__attribute__((noinline)) void sort(const std::function<bool(const T &, const T &)> &before)
	{
		std::sort(pots.begin(), pots.end(), before);
	}
};

__attribute__((noinline)) unsigned paint(Shelf<Pot> &shelf, unsigned seed)
{
	std::map<std::string, unsigned> glazes;

	for (Pot &pot : shelf.pots) {
		pot.size = seed = seed * 1103515245 + 12345;
		glazes[pot.glaze + std::to_string(seed % 64)]++;
	}
	return glazes.begin()->second;
}

volatile unsigned painted;

void work(const char *name, unsigned seed)
{
	auto end = std::chrono::steady_clock::now() + std::chrono::seconds(1);
	Shelf<Pot> shelf;

	pthread_setname_np(pthread_self(), name);
	shelf.pots.resize(2000, Pot{"a glaze of cobalt and ash ", 0});
	while (std::chrono::steady_clock::now() < end) {
		painted += paint(shelf, seed++);
		shelf.sort([](const Pot &a, const Pot &b) { return a < b; });
	}
}

} // namespace

int main()
{
	std::thread blue(work, "paints blue", 1), red(work, "paints (red) 7", 2);

	blue.join();
	red.join();
}
