// Oven is a program to be profiled with gperftools: it bakes numbers, in
// functions that call each other, and keeps some of the memory it takes.
//
//	oven SECONDS [DIR]
//
// CPUPROFILE and HEAPPROFILE say where the profiles go. Into DIR it writes what
// tcmalloc itself knows: samples of what is allocated (heapz.txt, of which
// TCMALLOC_SAMPLE_PARAMETER sets the rate), and where the heap grew (growthz.txt).
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <gperftools/malloc_extension.h>
#include <memory>
#include <string>
#include <vector>

namespace bakery
{

// What is kept, so that the heap profile has something in use.
struct Tray {
	std::vector<std::unique_ptr<std::string>> loaves;
	std::vector<double> heat;
};

__attribute__((noinline)) double knead(double dough, int turns)
{
	for (int i = 0; i < turns; i++)
		dough = std::sqrt(dough * dough + i) * 0.99;
	return dough;
}

__attribute__((noinline)) double rise(double dough, int depth)
{
	if (depth == 0)
		return knead(dough, 4000);
	return rise(dough + depth, depth - 1) + knead(dough, 500);
}

template <typename Shape> __attribute__((noinline)) double bake(Tray &tray, Shape shape, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += shape(rise(i, i % 4));
	tray.heat.push_back(sum);
	return sum;
}

__attribute__((noinline)) void keep(Tray &tray, double sum)
{
	tray.loaves.push_back(std::make_unique<std::string>(1000 + size_t(tray.loaves.size() % 9) * 4000, 'x'));
	if (tray.loaves.size() > 600)
		tray.loaves.erase(tray.loaves.begin(), tray.loaves.begin() + 300);
	if (sum < 0)
		std::puts("cold");
}

void write(const std::string &dir)
{
	std::string text;

	MallocExtension::instance()->GetHeapSample(&text);
	std::ofstream(dir + "/heapz.txt") << text;
	text.clear();
	MallocExtension::instance()->GetHeapGrowthStacks(&text);
	std::ofstream(dir + "/growthz.txt") << text;
}

} // namespace bakery

int main(int argc, char **argv)
{
	double seconds = argc > 1 ? std::atof(argv[1]) : 1;
	bakery::Tray &tray = *new bakery::Tray; // still in use at the end

	for (clock_t start = clock(); double(clock() - start) < seconds * CLOCKS_PER_SEC;) {
		double sum = bakery::bake(tray, [](double d) { return d * 2; }, 7);

		sum += bakery::bake(tray, [](double d) { return bakery::knead(d, 100); }, 5);
		bakery::keep(tray, sum);
	}
	if (argc > 2)
		bakery::write(argv[2]);
	return tray.heat.empty();
}
