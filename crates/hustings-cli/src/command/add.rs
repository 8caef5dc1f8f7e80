//! `hustings add`: articles into a record, read on all cores, written by one.
//!
//! One thread cuts the input into pieces, the others open and read them, this one writes. Killed at any moment, the record holds
//! whole editions only, and adding the same again goes on where it stopped.

use super::inputs::{self, Found};
use super::record::{default_record, now};
use anyhow::{Result, anyhow};
use clap::Args;
use hustings::record::Edition;
use hustings::{Article, Model};
use hustings_ingest::Opened;
use hustings_store::{Added, Incoming, Prepared, Store};
use hustings_watch::{Fetcher, Limits, News};
use indicatif::{HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressStyle};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many articles wait between threads: enough to keep all busy, few enough for memory.
const WAITING: usize = 64;

/// How many complaints are printed one by one.
const COMPLAINTS: usize = 20;

/// Adds articles to a record.
#[derive(Args)]
pub struct Add {
    /// Articles as text or HTML, feeds, WARCs, corpora of JSON Lines, tables of Parquet, gzip or plain, and folders of
    /// them; `-` is standard input; what begins with `https://` or `http://` is fetched, a feed with its articles.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The record; begun where there is none.
    #[arg(long, env = "HUSTINGS_RECORD", default_value_os_t = default_record())]
    record: PathBuf,
    /// How many articles to read at once; all cores where nothing is given.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Also fetches from this machine's own addresses, as tests do.
    #[arg(long, hide = true)]
    allow_loopback: bool,
}

/// A piece to open and read, or why there is none.
type Job = Result<Found, String>;

enum Done {
    Read(Box<Prepared>, usize),
    Known(Box<Edition>),
    Complaint(String),
}

/// What the threads share.
struct Shared {
    model: Model,
    known: HashSet<String>,
    seen: String,
    read: AtomicU64,
    has_failed: AtomicBool,
}

#[derive(Default)]
struct Tally {
    new: u64,
    known: u64,
    edited: u64,
    unreadable: u64,
    words: u64,
}

impl Shared {
    fn new(store: &Store) -> Result<Self> {
        Ok(Self {
            model: super::model()?,
            known: store.known()?,
            seen: now(),
            read: AtomicU64::new(0),
            has_failed: AtomicBool::new(false),
        })
    }
}

/// Adds one article after the other, as they come to `hustings watch`.
pub struct Desk {
    store: Store,
    shared: Shared,
    reader: String,
}

impl Desk {
    /// Opens a record.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(record: &Path) -> Result<Self> {
        let store = Store::open(record)?;
        let shared = Shared::new(&store)?;
        Ok(Self { store, shared, reader: hustings_store::reader(hustings_model::TAGGER) })
    }

    /// Returns the addresses of all articles that the record has.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn addresses(&self) -> Result<HashSet<String>> {
        Ok(self.store.locators()?)
    }

    /// Adds an article; or returns the sentence that says why it cannot be read.
    ///
    /// # Errors
    /// When the record cannot be written to.
    pub fn add(&mut self, found: Found) -> Result<Result<(Added, Edition), String>> {
        self.shared.seen = now();
        let opened = match found.open() {
            Ok(opened) => opened,
            Err(why) => return Ok(Err(why)),
        };
        if let Some(known) = self.unchanged(&opened.article)? {
            return Ok(Ok((Added::Known, known)));
        }
        Ok(match prepare(&opened, &self.shared) {
            Done::Complaint(why) => Err(why),
            Done::Known(edition) => Ok((Added::Known, *edition)),
            Done::Read(prepared, _) => {
                let added = self.store.add(&prepared, &self.reader)?;
                let edition = prepared.edition().clone();
                self.shared.known.insert(edition.id.clone());
                Ok((added, edition))
            }
        })
    }

    /// Returns the edition that has the very text already: what else a feed carries around it, such as pictures that
    /// count their readers, is another at each asking.
    fn unchanged(&self, article: &Article) -> Result<Option<Edition>> {
        let Some(url) = &article.url else { return Ok(None) };
        let newest = self.store.newest(url.split('#').next().unwrap_or(url))?;
        let Some(newest) = newest.filter(|newest| newest.title == article.title) else { return Ok(None) };
        let (_, text) = self.store.text(&newest.id)?;
        Ok((text == article.body).then_some(newest))
    }

    /// Returns the record, for what is kept beside articles.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Brings everything into the one file.
    ///
    /// # Errors
    /// When the record cannot be written to.
    pub fn settle(&self) -> Result<()> {
        Ok(self.store.settle()?)
    }
}

impl Add {
    /// Adds everything and returns whether all of it could be read.
    ///
    /// # Errors
    /// When the record cannot be opened or written to.
    pub fn run(&self) -> Result<bool> {
        let files = inputs::files(&self.paths)?;
        let total =
            files.iter().filter_map(|file| std::fs::metadata(file).ok()).map(|found| found.len()).sum();
        let mut store = Store::open(&self.record)?;
        let shared = Arc::new(Shared::new(&store)?);
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let threads = self.threads.map_or(cores, usize::from);
        let bar = bar(total);
        let started = Instant::now();
        let tally = std::thread::scope(|scope| -> Result<Tally> {
            let (job_to, jobs) = sync_channel::<Job>(WAITING);
            let (done_to, done) = sync_channel::<Done>(WAITING);
            let jobs = Arc::new(Mutex::new(jobs));
            let feeder = Arc::clone(&shared);
            let limits = Limits { allows_loopback: self.allow_loopback, ..Limits::default() };
            scope.spawn(move || feed(&files, limits, &feeder, &job_to));
            for _ in 0..threads {
                let (jobs, done_to, shared) = (Arc::clone(&jobs), done_to.clone(), Arc::clone(&shared));
                scope.spawn(move || work(&jobs, &shared, &done_to));
            }
            drop((done_to, jobs));
            let written = write(&mut store, &done, &shared, &bar);
            shared.has_failed.store(written.is_err(), Ordering::Relaxed);
            // Whoever still waits to hand something over finds nobody there and ends.
            drop(done);
            written
        })?;
        bar.finish_and_clear();
        store.settle()?;
        self.summary(&store, &tally, started.elapsed())?;
        Ok(tally.unreadable == 0)
    }

    fn summary(&self, store: &Store, tally: &Tally, took: Duration) -> Result<()> {
        let counts = store.counts()?;
        let file = std::fs::metadata(&self.record).map_or(counts.file as u64, |found| found.len());
        let seconds = took.as_secs_f64().max(0.001);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let speed = (tally.words as f64 / seconds) as u64;
        anstream::println!(
            "{} new, {} known, {} edited, {} unreadable",
            HumanCount(tally.new),
            HumanCount(tally.known),
            HumanCount(tally.edited),
            HumanCount(tally.unreadable)
        );
        if tally.words > 0 {
            let (words, took) = (HumanCount(tally.words), HumanDuration(took));
            anstream::println!("{words} words in {took}, {} a second", HumanCount(speed));
        }
        anstream::println!(
            "{}: {} editions, {} rows, {} for {} of text",
            self.record.display(),
            HumanCount(counts.editions as u64),
            HumanCount(counts.rows as u64),
            HumanBytes(file),
            HumanBytes(counts.text as u64)
        );
        Ok(())
    }
}

fn bar(total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}  {elapsed} of {duration}");
    let bar = ProgressBar::new(total);
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("▰▱▱"));
    }
    bar
}

/// Cuts the files into pieces and hands them on; what is an address is fetched first.
fn feed(files: &[PathBuf], limits: Limits, shared: &Shared, jobs: &SyncSender<Job>) {
    let mut goes_on = true;
    let mut fetcher = None;
    for file in files {
        let mut hand_on = |job: Job| {
            goes_on = !shared.has_failed.load(Ordering::Relaxed) && jobs.send(job).is_ok();
            goes_on
        };
        match inputs::address(file) {
            None => inputs::each(file, &shared.read, hand_on),
            Some(url) => {
                let fetcher = fetcher.get_or_insert_with(|| Fetcher::new(limits.clone(), Arc::default()));
                hustings_watch::take(fetcher, url, |news| {
                    hand_on(match news {
                        News::Piece(piece, url) => Ok(Found::new(*piece, &Arc::from(Path::new(&url)))),
                        News::Complaint(why) => Err(why),
                    })
                });
            }
        }
        if !goes_on {
            return;
        }
    }
}

fn work(jobs: &Mutex<Receiver<Job>>, shared: &Shared, done: &SyncSender<Done>) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        let one = job.and_then(Found::open).map_or_else(Done::Complaint, |opened| prepare(&opened, shared));
        if done.send(one).is_err() {
            return;
        }
    }
}

/// Reads an article, unless the record has it.
fn prepare(opened: &Opened, shared: &Shared) -> Done {
    let article = &opened.article;
    let bytes = opened.bytes.as_deref().unwrap_or(article.body.as_bytes());
    // An archive knows when its pages were first seen.
    let seen = opened.fetched.as_deref().unwrap_or(&shared.seen);
    let incoming = Incoming { bytes, article, seen };
    let edition = incoming.edition();
    if shared.known.contains(&edition.id) {
        return Done::Known(Box::new(edition));
    }
    let reading = hustings::read(article, &shared.model);
    let words = article.body.split_ascii_whitespace().count();
    Done::Read(Box::new(incoming.prepare(edition, &reading)), words)
}

fn write(store: &mut Store, done: &Receiver<Done>, shared: &Shared, bar: &ProgressBar) -> Result<Tally> {
    let reader = hustings_store::reader(hustings_model::TAGGER);
    let mut tally = Tally::default();
    for one in done {
        match one {
            Done::Known(_) => tally.known += 1,
            Done::Complaint(why) => {
                tally.unreadable += 1;
                complain(&why, tally.unreadable, bar);
            }
            Done::Read(prepared, words) => {
                match store.add(&prepared, &reader)? {
                    Added::New => tally.new += 1,
                    Added::Known => tally.known += 1,
                    Added::Edited => tally.edited += 1,
                }
                tally.words += words as u64;
            }
        }
        bar.set_position(shared.read.load(Ordering::Relaxed));
        bar.set_message(format!("{} articles", HumanCount(tally.new + tally.known + tally.edited)));
    }
    if tally.new + tally.known + tally.edited + tally.unreadable == 0 {
        return Err(anyhow!("there was nothing to read"));
    }
    Ok(tally)
}

fn complain(why: &str, count: u64, bar: &ProgressBar) {
    if count <= COMPLAINTS as u64 {
        bar.suspend(|| anstream::eprintln!("hustings: {why}"));
    } else if count == COMPLAINTS as u64 + 1 {
        bar.suspend(|| anstream::eprintln!("hustings: more could not be read; the rest is counted below"));
    }
}
