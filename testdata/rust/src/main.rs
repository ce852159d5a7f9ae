//! Mill is a program to be profiled. It reads a made-up log of a watermill on
//! a few threads, tallies it, and writes a CPU profile of itself.
//!
//!     mill OUT.pb [SECONDS]
//!
//! The profile has a thread label, functions of generics, traits and closures
//! with their mangled names, and neither mappings nor addresses.

use pprof::protos::Message;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What a line of the log says.
#[derive(Clone, Debug, PartialEq)]
enum Event {
    Flow { gate: u32, litres: u64 },
    Grind { stone: String, sacks: u32 },
    Note(String),
}

/// Something that adds up events.
trait Tally: Send {
    fn add(&mut self, event: &Event);
    fn result(&self) -> u64;
}

#[derive(Default)]
struct Water {
    by_gate: BTreeMap<u32, u64>,
}

impl Tally for Water {
    fn add(&mut self, event: &Event) {
        if let Event::Flow { gate, litres } = event {
            *self.by_gate.entry(*gate).or_insert(0) += litres;
        }
    }

    fn result(&self) -> u64 {
        self.by_gate.values().sum()
    }
}

#[derive(Default)]
struct Flour {
    by_stone: HashMap<String, u32>,
}

impl Tally for Flour {
    fn add(&mut self, event: &Event) {
        if let Event::Grind { stone, sacks } = event {
            *self.by_stone.entry(stone.clone()).or_default() += sacks;
        }
    }

    fn result(&self) -> u64 {
        self.by_stone.values().map(|&n| u64::from(n)).sum()
    }
}

/// Counts the notes that a pattern matches.
struct Notes<F: Fn(&str) -> bool + Send> {
    wanted: F,
    count: u64,
}

impl<F: Fn(&str) -> bool + Send> Tally for Notes<F> {
    fn add(&mut self, event: &Event) {
        if let Event::Note(text) = event {
            if (self.wanted)(text) {
                self.count += 1;
            }
        }
    }

    fn result(&self) -> u64 {
        self.count
    }
}

/// A small generator of pseudo-random numbers.
struct Rng(u64);

impl Rng {
    #[inline]
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    #[inline]
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

/// The log that the mill would have written.
#[inline(never)]
fn write_log(seed: u64, lines: usize) -> String {
    const STONES: [&str; 4] = ["old", "french", "rye", "müller"];
    const WORDS: [&str; 6] = ["wheel", "belt", "slips", "grease", "frost", "eel"];
    let mut rng = Rng(seed | 1);
    let mut log = String::new();
    for _ in 0..lines {
        let line = match rng.below(3) {
            0 => format!("flow {} {}\n", rng.below(12), rng.below(5000)),
            1 => format!(
                "grind {} {}\n",
                STONES[rng.below(4) as usize],
                rng.below(30)
            ),
            _ => {
                let words: Vec<_> = (0..3 + rng.below(5))
                    .map(|_| WORDS[rng.below(6) as usize])
                    .collect();
                format!("note {}\n", words.join(" "))
            }
        };
        log.push_str(&line);
    }
    log
}

#[inline(never)]
fn parse(line: &str) -> Option<Event> {
    let (word, rest) = line.split_once(' ')?;
    match word {
        "flow" => {
            let (gate, litres) = pair(rest)?;
            Some(Event::Flow { gate, litres })
        }
        "grind" => {
            let (stone, sacks) = pair::<String, u32>(rest)?;
            Some(Event::Grind { stone, sacks })
        }
        "note" => Some(Event::Note(rest.to_string())),
        _ => None,
    }
}

#[inline(never)]
fn pair<A: std::str::FromStr, B: std::str::FromStr>(text: &str) -> Option<(A, B)> {
    let (a, b) = text.split_once(' ')?;
    Some((a.parse().ok()?, b.parse().ok()?))
}

/// Whether the pattern, in which `*` is any text, matches the whole text. It
/// calls itself for every star.
#[inline(never)]
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((b'*', rest)) => (0..=text.len()).any(|i| glob(rest, &text[i..])),
        Some((c, rest)) => text.first() == Some(c) && glob(rest, &text[1..]),
    }
}

/// Sorts by a key, by merging halves.
#[inline(never)]
fn merge_sort<T: Clone, K: PartialOrd>(items: &[T], key: &impl Fn(&T) -> K) -> Vec<T> {
    if items.len() <= 1 {
        return items.to_vec();
    }
    let (a, b) = items.split_at(items.len() / 2);
    merge(&merge_sort(a, key), &merge_sort(b, key), key)
}

#[inline(never)]
fn merge<T: Clone, K: PartialOrd>(a: &[T], b: &[T], key: &impl Fn(&T) -> K) -> Vec<T> {
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::with_capacity(a.len() + b.len());
    while i < a.len() && j < b.len() {
        if key(&b[j]) < key(&a[i]) {
            out.push(b[j].clone());
            j += 1;
        } else {
            out.push(a[i].clone());
            i += 1;
        }
    }
    out.extend_from_slice(&a[i..]);
    out.extend_from_slice(&b[j..]);
    out
}

/// One round of work on one thread.
#[inline(never)]
fn mill_round(seed: u64, sums: &Mutex<Vec<u64>>) {
    let log = write_log(seed, 2000);
    let events: Vec<Event> = log.lines().filter_map(parse).collect();
    let events = merge_sort(&events, &|e| match e {
        Event::Flow { litres, .. } => *litres,
        Event::Grind { sacks, .. } => u64::from(*sacks),
        Event::Note(text) => text.len() as u64,
    });
    let mut tallies: Vec<Box<dyn Tally>> = vec![
        Box::<Water>::default(),
        Box::<Flour>::default(),
        Box::new(Notes {
            wanted: |t| glob(b"*belt*slips*eel*", t.as_bytes()),
            count: 0,
        }),
    ];
    for event in &events {
        tallies.iter_mut().for_each(|t| t.add(event));
    }
    let results: Vec<u64> = tallies.iter().map(|t| t.result()).collect();
    sums.lock().unwrap().extend(results);
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("usage: mill OUT.pb [SECONDS]")?;
    let seconds: f64 = args.next().map_or(Ok(3.0), |s| s.parse())?;

    let guard = pprof::ProfilerGuardBuilder::default()
        .frequency(199)
        .blocklist(&["libc", "libgcc", "pthread", "vdso"])
        .build()?;
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    let sums = Arc::new(Mutex::new(Vec::new()));
    let threads: Vec<_> = ["stone-1", "stone-2", "wheel"]
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let sums = Arc::clone(&sums);
            std::thread::Builder::new()
                .name(name.to_string())
                .spawn(move || {
                    let mut seed = 88172645463325252 + i as u64;
                    while Instant::now() < end {
                        mill_round(seed, &sums);
                        seed += 3;
                    }
                })
        })
        .collect::<Result<_, _>>()?;
    for thread in threads {
        thread.join().map_err(|_| "a thread panicked")?;
    }

    let profile = guard.report().build()?.pprof()?;
    std::fs::write(out, profile.encode_to_vec())?;
    Ok(())
}
