# kiln.py: fires pots for two seconds, so that py-spy has something to look at.
import threading
import time


class Pot:
    def __init__(self, clay):
        self.clay = clay

    def glaze(self):
        return sum(x * x for x in range(self.clay))

    def fire(self, depth):
        return self.glaze() + (self.fire(depth - 1) if depth else 0)


def fire_all(until):
    while time.monotonic() < until:
        sorted((Pot(200 + n % 7) for n in range(50)), key=lambda pot: pot.fire(3))


def wait(until):
    while time.monotonic() < until:
        time.sleep(0.01)


if __name__ == "__main__":
    end = time.monotonic() + 2
    watcher = threading.Thread(target=wait, args=(end,), name="watcher")
    watcher.start()
    fire_all(end)
    watcher.join()
