// barn.rs: a small Rust program; only compiled, never run.

use std::env;

#[inline(always)]
fn barn_straw(n: u64) -> u64 {
    n.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(7)
}

#[inline(never)]
fn barn_bundle(n: u64) -> u64 {
    (0..n).map(|i| barn_straw(i) ^ n).filter(|i| i % 3 != 0).sum()
}

trait Beast {
    fn feed(&self, n: u64) -> u64;
}

struct Cow {
    milk: u64,
}

struct Hen;

impl Beast for Cow {
    #[inline(never)]
    fn feed(&self, n: u64) -> u64 {
        barn_bundle(n) + self.milk
    }
}

impl Beast for Hen {
    #[inline(never)]
    fn feed(&self, n: u64) -> u64 {
        barn_straw(n) | 1
    }
}

#[inline(never)]
fn barn_all(beasts: &[Box<dyn Beast>], n: u64) -> u64 {
    let mut v: Vec<u64> = beasts.iter().map(|b| b.feed(n)).collect();
    v.sort();
    v.iter().fold(0, |a, b| a.wrapping_add(*b))
}

fn main() {
    let n = env::args().count() as u64;
    let beasts: Vec<Box<dyn Beast>> = vec![Box::new(Cow { milk: n }), Box::new(Hen)];
    println!("{}", barn_all(&beasts, n));
}
