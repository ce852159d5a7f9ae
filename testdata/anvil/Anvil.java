// Anvil.java - sorts and adds for a while, on two threads.
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class Anvil {
	static List<Integer> heat(int n) {
		List<Integer> bars = new ArrayList<>();
		for (int i = 0; i < n; i++)
			bars.add((i * 7919) % n);
		Collections.sort(bars, (a, b) -> a - b);
		return bars;
	}

	static long strike(long until) {
		long sum = 0;
		while (System.nanoTime() < until)
			for (int bar : heat(2000))
				sum += bar;
		return sum;
	}

	public static void main(String[] args) throws Exception {
		long until = System.nanoTime() + 1_500_000_000L;
		Thread helper = new Thread(() -> strike(until), "helper");
		helper.start();
		System.out.println(strike(until) & 1);
		helper.join();
	}
}
