//! How quick the views of a large record are: makes one of a million rows, or takes one that is there.
//!
//! `cargo run --release -p hustings-store --example views` writes the record to `target/million.hustings` once: one race
//! with 100,000 rows in 2,500 articles, 450 races with 2,000 rows each. Then it prints for each view the median and the
//! 99th of a hundred answers: *cold* is a new process that opens the record, finds the race, answers and ends; *first* is
//! the same without a copy of the coverage beside the record; *warm* is one more day asked of a coverage in memory. The
//! timeline is a page of it, the hundred latest entries; all of it is a file to keep rather than something to look at.
//! At last it adds articles one by one to a copy of the record, and asks for the board after each.
//! `… --example views -- RECORD POST` does so with another record.

#![allow(clippy::disallowed_methods, reason = "a benchmark tells the time")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use hustings::date::PartialDate;
use hustings::record::{
    self, Clocks, Coverage, Edition, Evidence, Fact, Moment, Part, Party, Row, Said, Scale, Scope, Toward,
    View, post_key,
};
use hustings::span::Span;
use hustings_store::{Prepared, Store};
use jiff::ToSpan;
use jiff::civil::{Date, date};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const BIG: &str = "Chair of the Harbor Council";
const VIEWS: [&str; 8] =
    ["board", "timeline", "a week of it", "who", "agenda", "diff", "search", "all of the timeline"];
const END: Date = date(2024, 6, 30);

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [ask, record, post, view] = &arguments[..]
        && ask == "--ask"
    {
        return ask_once(Path::new(record), post, view);
    }
    if let [ask, record, post, view] = &arguments[..]
        && ask == "--warm"
    {
        return ask_often(Path::new(record), post, view);
    }
    let (path, posts) = match &arguments[..] {
        [record, post] => (PathBuf::from(record), vec![post.clone()]),
        _ => (PathBuf::from("target/million.hustings"), vec![BIG.to_owned(), post_of(7)]),
    };
    if !path.exists() {
        let begun = Instant::now();
        make(&path)?;
        println!("made {} in {:.1} s", path.display(), begun.elapsed().as_secs_f64());
    }
    let counts = Store::read(&path)?.counts()?;
    println!("{} editions, {} rows, {:.0} MB", counts.editions, counts.rows, counts.file as f64 / 1e6);
    for post in posts {
        measure(&path, &post)?;
    }
    append(&path)
}

/// Adds some articles of the large race to a copy of the record, one by one, and asks for the board after each.
fn append(path: &Path) -> Result<()> {
    let copy = path.with_extension("copy");
    std::fs::copy(path, &copy)?;
    let mut seed = Seed(4_242);
    Store::read(&copy)?.coverage(&[post_key(BIG)])?;
    let (mut added, mut seen) = (Vec::new(), Vec::new());
    for n in 0..20 {
        let (edition, body, rows) = article(0, 5_000 + n, &mut seed);
        let begun = Instant::now();
        let mut store = Store::open(&copy)?;
        store.add(&Prepared::of_rows(edition, &body, &rows), "a benchmark")?;
        drop(store);
        added.push(begun.elapsed());
        let store = Store::read(&copy)?;
        let coverage = store.coverage(&[post_key(BIG)])?;
        answer(&store, &coverage, (BIG, "board"), END)?;
        seen.push(begun.elapsed());
    }
    added.sort_unstable();
    seen.sort_unstable();
    let [p50, p99] = [50, 99].map(|part| p(&added, part)).map(shown);
    println!(
        "\none article more: added in {p50} (p99 {p99}), on the board of its race in {}",
        shown(p(&seen, 50))
    );
    std::fs::remove_file(&copy)?;
    std::fs::remove_dir_all(views_of(&copy))?;
    Ok(())
}

fn views_of(record: &Path) -> PathBuf {
    let mut views = record.as_os_str().to_owned();
    views.push(".views");
    views.into()
}

fn measure(path: &Path, post: &str) -> Result<()> {
    _ = std::fs::remove_dir_all(views_of(path));
    let begun = Instant::now();
    ask_apart(path, post, "board")?;
    let first = begun.elapsed();
    let store = Store::read(path)?;
    let begun = Instant::now();
    let coverage = store.coverage(&[post_key(post)])?;
    let load = begun.elapsed();
    println!("\n{post}: {} rows of {} articles", coverage.len(), coverage.editions().len());
    println!("first {}, load {}", shown(first), shown(load));
    println!(
        "{:<20}{:>10}{:>10}{:>10}{:>12}{:>10}{:>10}",
        "view", "cold p50", "p99", "cpu", "warm p50", "p99", "cpu"
    );
    for view in VIEWS {
        let cold = times(30, |_| ask_apart(path, post, view))?;
        let warm = times(100, |n| {
            let (begun, spent) = (Instant::now(), cpu());
            answer(&store, &coverage, (post, view), END.saturating_sub((n % 300).days()))?;
            Ok((begun.elapsed(), cpu().saturating_sub(spent)))
        })?;
        let [cold, warm] =
            [cold, warm].map(|(wall, cpu)| [p(&wall, 50), p(&wall, 99), p(&cpu, 50)].map(shown));
        print!("{view:<20}{:>10}{:>10}{:>10}", cold[0], cold[1], cold[2]);
        println!("{:>12}{:>10}{:>10}", warm[0], warm[1], warm[2]);
    }
    Ok(())
}

/// Times on the wall and on the processor, each sorted.
type Times = (Vec<Duration>, Vec<Duration>);

fn times(count: i64, mut each: impl FnMut(i64) -> Result<(Duration, Duration)>) -> Result<Times> {
    let mut times = Times::default();
    for n in 0..count {
        let (wall, cpu) = each(n)?;
        times.0.push(wall);
        times.1.push(cpu);
    }
    times.0.sort_unstable();
    times.1.sort_unstable();
    Ok(times)
}

fn p(sorted: &[Duration], of_hundred: usize) -> Duration {
    sorted[(sorted.len() * of_hundred / 100).min(sorted.len() - 1)]
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// Returns the time that this thread spent on the processor, which other processes do not lengthen; zero where the
/// system does not tell.
fn cpu() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let spent = told.split(' ').next().and_then(|spent| spent.parse().ok());
    Duration::from_nanos(spent.unwrap_or(0))
}

fn ask_apart(record: &Path, post: &str, view: &str) -> Result<(Duration, Duration)> {
    let begun = Instant::now();
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.arg("--ask").arg(record).args([post, view]).output()?;
    let spent: u64 = String::from_utf8(output.stdout)?.trim().parse()?;
    Ok((begun.elapsed(), Duration::from_nanos(spent)))
}

/// Answers once and prints the nanoseconds on the processor.
fn ask_once(record: &Path, post: &str, view: &str) -> Result<()> {
    let store = Store::read(record)?;
    let coverage = store.coverage(&[post_key(post)])?;
    answer(&store, &coverage, (post, view), END)?;
    println!("{}", cpu().as_nanos());
    // The process ends: giving its memory back piece by piece first only takes time.
    std::mem::forget(coverage);
    Ok(())
}

/// Answers a hundred times, for whoever looks with a profiler.
fn ask_often(record: &Path, post: &str, view: &str) -> Result<()> {
    let store = Store::read(record)?;
    let coverage = store.coverage(&[post_key(post)])?;
    for n in 0..100 {
        answer(&store, &coverage, (post, view), END.saturating_sub((n % 300).days()))?;
    }
    Ok(())
}

fn answer(store: &Store, coverage: &Coverage, (post, view): (&str, &str), day: Date) -> Result<()> {
    let seen = |day| View::new(coverage, (Scope::Post(post), Moment::on(day)));
    let board = |day| record::board(&seen(day));
    let written = match view {
        "board" => serde_json::to_string(&board(day))?,
        "timeline" => {
            let view = seen(day);
            let timeline = record::Timeline::new(&view);
            serde_json::to_string(&timeline.entries(timeline.len().saturating_sub(100)..timeline.len()))?
        }
        "a week of it" => {
            let view = seen(day);
            let timeline = record::Timeline::new(&view);
            let week = timeline.between(Some(day.saturating_sub(6.days())), Some(day));
            serde_json::to_string(&timeline.entries(week))?
        }
        "all of the timeline" => serde_json::to_string(&record::timeline(&seen(day)))?,
        "who" => serde_json::to_string(&record::who(&seen(day), "Rojas"))?,
        "agenda" => serde_json::to_string(&record::agenda(&seen(day)))?,
        "diff" => serde_json::to_string(&record::diff(&board(day.saturating_sub(7.days())), &board(day)))?,
        _ => serde_json::to_string(&record::search(
            &store.search("harbor dredging", 100)?.1,
            "harbor dredging",
        ))?,
    };
    std::hint::black_box(written);
    Ok(())
}

fn post_of(race: usize) -> String {
    if race == 0 { BIG.to_owned() } else { format!("Mayor of Port {}", word(race * 31 + 5)) }
}

/// Makes a record of a million rows.
fn make(path: &Path) -> Result<()> {
    let mut store = Store::open(path)?;
    let mut seed = Seed(42);
    for race in 0..=450 {
        for n in 0..if race == 0 { 2_500 } else { 50 } {
            let (edition, body, rows) = article(race, n, &mut seed);
            store.add(&Prepared::of_rows(edition, &body, &rows), "a benchmark")?;
        }
    }
    store.settle()?;
    Ok(())
}

struct Seed(u64);

impl Seed {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "ro", "mi", "len", "tor", "sa", "bel", "dun", "vi", "est", "or", "pal", "gre", "nu", "hal",
        "wen",
    ];
    let mut word = String::new();
    let mut left = number + 16;
    while left > 0 {
        word += SYLLABLES[left % 16];
        left /= 16;
    }
    word[..1].to_uppercase() + &word[1..]
}

/// The text of an article with what was read in it.
struct Draft {
    edition: Edition,
    body: String,
    rows: Vec<Row>,
    published: PartialDate,
}

/// Makes an article of forty rows: twenty names, fifteen statements and five facts.
fn article(race: usize, n: usize, seed: &mut Seed) -> (Edition, String, Vec<Row>) {
    let published = PartialDate::day(END.saturating_sub(i64::try_from(seed.below(500)).unwrap_or(0).days()));
    let id = format!("{:016x}{:048x}", seed.0, race * 10_000 + n);
    let edition = Edition {
        hash: id.clone(),
        locator: Some(format!("https://example.org/{race}/{n}")),
        url: Some(format!("https://example.org/{race}/{n}")),
        outlet: Some(format!("{} Courier", word(seed.below(60)))),
        title: Some(format!("{} of the port", word(seed.below(9_000)))),
        byline: None,
        dateline: None,
        published: Some(published),
        first_seen: "2024-07-01T08:00:00Z".to_owned(),
        previous: None,
        length: 0,
        sketch: (0..80).map(|_| u32::try_from(seed.below(1 << 31)).unwrap_or(0)).collect(),
        id,
    };
    let mut draft = Draft { edition, body: String::new(), rows: Vec::new(), published };
    let parties: Vec<Party> = (0..20).map(|at| draft.name(at, race, seed)).collect();
    for at in 0..15 {
        draft.say(at, &parties, seed);
    }
    let post = post_of(race);
    draft.row('r', 0, "the race", Fact::Race { post: post.clone(), incumbent: Some(parties[0].clone()) });
    for at in 0..2 {
        use hustings::race::CandidacyStatus::{
            Available, Declared, Interested, RuledOut, Speculated, Withdrew,
        };
        let status = [Speculated, Interested, Available, Declared, RuledOut, Withdrew][seed.below(6)];
        let person = parties[seed.below(3)].clone();
        let fact = Fact::Candidacy { person, post: post.clone(), status, scale: Scale::Reported };
        draft.row('c', at, "would run for the post", fact);
    }
    let (by, candidate) = (parties[6 + seed.below(10)].clone(), parties[seed.below(3)].clone());
    let position = hustings::race::Position::For;
    let fact =
        Fact::Endorsement { by, count: None, candidate, post: post.clone(), position, is_conditional: false };
    draft.row('n', 0, "stands behind the candidate", fact);
    let what = format!("a debate in {}", word(seed.below(3_000)));
    let status = hustings::race::EventStatus::Scheduled;
    let fact = Fact::Event { what, location: None, participants: Vec::new(), status, post: Some(post) };
    draft.row('v', 0, "a debate is to be held", fact);
    draft.edition.length = draft.body.len();
    (draft.edition, draft.body, draft.rows)
}

impl Draft {
    fn row(&mut self, letter: char, number: usize, words: &str, fact: Fact) {
        let evidence = vec![self.written(Part::Whole, words)];
        self.body += ".\n";
        let clocks = Clocks {
            said: matches!(fact, Fact::Statement(_)).then_some(self.published),
            holds_from: None,
            holds_until: None,
            published: Some(self.published),
            learned: PartialDate::day(date(2024, 7, 1)),
        };
        let id = format!("{}/{letter}{number}", self.edition.short());
        let (edition, confidence) = (self.edition.id.clone(), 0.5);
        self.rows.push(Row { id, edition, evidence, asserted_by: None, clocks, confidence, fact });
    }

    fn written(&mut self, part: Part, words: &str) -> Evidence {
        let start = self.body.len();
        self.body += words;
        Evidence { part, span: Span::new(start, self.body.len()), words: words.to_owned() }
    }

    /// Names somebody: the first three of an article are candidates, the others some of many.
    fn name(&mut self, at: usize, race: usize, seed: &mut Seed) -> Party {
        const FIRST: [&str; 4] = ["Anna", "Bo", "Carla", "Dmitri"];
        let name = match at {
            0..3 => format!(
                "{} {}",
                FIRST[at],
                if seed.below(9) == 0 { "Rojas".to_owned() } else { word(race * 7 + seed.below(4)) }
            ),
            _ => format!("{} {}", FIRST[seed.below(4)], word(1_000 + (seed.below(90) * seed.below(90)))),
        };
        let what = hustings::mention::EntityKind::Person;
        self.row(
            'e',
            at,
            &name,
            Fact::Entity { what, name: name.clone(), is_named: true, roles: Vec::new() },
        );
        Party { name, entity: Some(format!("{}/e{at}", self.edition.short())) }
    }

    fn say(&mut self, at: usize, parties: &[Party], seed: &mut Seed) {
        use hustings::attribution::AttributionKind::{Direct, Indirect};
        use hustings::statement::Stance::{Neutral, Reservation, Support};
        let words: Vec<String> = (0..18).map(|_| word(seed.below(6_000))).collect();
        let words = format!("{} and the harbor dredging {}", words.join(" "), word(seed.below(50)));
        let toward = Toward {
            whom: parties[seed.below(6)].clone(),
            stance: [Neutral, Neutral, Neutral, Support, Reservation][seed.below(5)],
            reason: None,
        };
        let said = Said {
            speaker: parties[seed.below(20)].clone(),
            speaker_kind: hustings::entity::speaker::SpeakerKind::Person,
            count: None,
            may_be: Vec::new(),
            quotation: if seed.below(2) == 0 { Direct } else { Indirect },
            force: hustings::statement::Force::Assert,
            is_relayed: false,
            is_negated: false,
            is_hedged: false,
            is_conditional: false,
            about: vec![toward],
            parent: None,
        };
        self.row('s', at, &words, Fact::Statement(said));
        if let Some(row) = self.rows.last_mut() {
            row.evidence[0].part = Part::Content;
        }
    }
}
