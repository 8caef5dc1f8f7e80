//! Feeds, followed: which is due, what is new in it, and how long to leave it alone.
//!
//! `hustings watch` keeps a round going until it is asked to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use hustings_ingest::{Hint, Piece, pieces};

use crate::error::Error;
use crate::fetch::{Answer, Fetched, Fetcher, Limits, Validators};

/// The most articles that are fetched for one feed in one round; the rest wait for the next.
const MOST: usize = 50;

/// The longest that a feed which fails is left alone.
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 60 * 60);

/// What comes in.
#[derive(Debug)]
pub enum News {
    /// An article, from an address.
    Piece(Box<Piece>, String),
    /// Why there is none.
    Complaint(String),
}

/// What is known of a feed from asking it, which may be kept until a later run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What to ask it with.
    pub validators: Validators,
    /// How often in a row it failed.
    pub failures: u32,
    /// How much longer to leave it alone because of that.
    pub wait: Duration,
}

struct Feed {
    url: String,
    validators: Validators,
    due: Instant,
    failures: u32,
}

/// Follows feeds.
pub struct Follower {
    fetcher: Fetcher,
    feeds: Vec<Feed>,
    every: Duration,
    stop: Arc<AtomicBool>,
}

impl Follower {
    /// Begins to follow feeds, each of them `every` so often; all are due at once.
    pub fn new(feeds: &[String], every: Duration, limits: Limits, stop: Arc<AtomicBool>) -> Self {
        let now = Instant::now();
        let feed = |url: &String| Feed {
            url: url.clone(),
            validators: Validators::default(),
            due: now,
            failures: 0,
        };
        let fetcher = Fetcher::new(limits, Arc::clone(&stop));
        Self { fetcher, feeds: feeds.iter().map(feed).collect(), every, stop }
    }

    /// Goes on with what an earlier run knew of a feed. A wait longer than any that is asked for is that of a clock
    /// which was set back, and is cut.
    pub fn recall(&mut self, url: &str, known: Known) {
        let wait = known.wait.min(LONGEST_WAIT.max(self.every));
        for feed in self.feeds.iter_mut().filter(|feed| feed.url == url) {
            feed.validators = known.validators.clone();
            (feed.failures, feed.due) = (known.failures, Instant::now() + wait);
        }
    }

    /// Returns what is known of each feed.
    pub fn known(&self) -> impl Iterator<Item = (&str, Known)> {
        self.feeds.iter().map(|feed| {
            let left = feed.due.saturating_duration_since(Instant::now());
            // The pause between two rounds is none that a later run must keep.
            let wait = if feed.failures > 0 { left } else { Duration::ZERO };
            let validators = feed.validators.clone();
            (feed.url.as_str(), Known { validators, failures: feed.failures, wait })
        })
    }

    /// Returns when the next feed is due.
    pub fn due(&self) -> Option<Instant> {
        self.feeds.iter().map(|feed| feed.due).min()
    }

    /// Asks every feed that is due, and hands on what is new; `has` tells which addresses are known already.
    pub fn round(&mut self, mut has: impl FnMut(&str) -> bool, mut each: impl FnMut(News)) {
        for at in 0..self.feeds.len() {
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            if self.feeds[at].due <= Instant::now() {
                let asked = self.ask(at, &mut has, &mut each);
                self.settle(at, asked, &mut each);
            }
        }
    }

    /// Asks a feed, and then for its articles; returns what to ask it with the next time.
    fn ask(
        &mut self,
        at: usize,
        has: &mut impl FnMut(&str) -> bool,
        each: &mut impl FnMut(News),
    ) -> Result<Option<Validators>, Error> {
        let feed = &self.feeds[at];
        let url = feed.url.clone();
        let Answer::Fresh(fetched) = self.fetcher.get(&url, &feed.validators.clone())? else {
            return Ok(None);
        };
        let validators = fetched.validators.clone();
        let mut fetches = 0;
        let mut is_whole = true;
        for piece in cut(&fetched) {
            match piece {
                Err(why) => {
                    each(News::Complaint(format!("could not read {url}: {why}")));
                    is_whole = false;
                }
                Ok(piece) if !piece.is_entry() => {
                    // A page that asks to log in, say; the feed may be back the next time.
                    each(News::Complaint(format!("could not read {url}: it is no feed")));
                    return Ok(None);
                }
                Ok(piece) => match piece.teaser_of().map(str::to_owned) {
                    None => each(News::Piece(Box::new(piece), url.clone())),
                    Some(article) if has(&article) => {}
                    Some(_) if fetches == MOST => is_whole = false,
                    Some(article) => {
                        fetches += 1;
                        match self.fetcher.get(&article, &Validators::default()) {
                            Ok(Answer::Fresh(page)) => hand_on(&page, &article, each),
                            Ok(Answer::Unchanged) => {}
                            Err(error) if error.is_stopped() || error.wait().is_some() => return Err(error),
                            Err(error) => each(News::Complaint(error.to_string())),
                        }
                    }
                },
            }
        }
        // What was not taken whole is asked for as a whole again.
        Ok(Some(if is_whole { validators } else { Validators::default() }))
    }

    fn settle(&mut self, at: usize, asked: Result<Option<Validators>, Error>, each: &mut impl FnMut(News)) {
        let feed = &mut self.feeds[at];
        match asked {
            Ok(validators) => {
                feed.validators = validators.unwrap_or_else(|| feed.validators.clone());
                (feed.failures, feed.due) = (0, Instant::now() + self.every);
            }
            Err(error) if error.is_stopped() => {}
            Err(error) => {
                feed.failures += 1;
                let doubled =
                    self.every.saturating_mul(1 << feed.failures.min(10)).min(LONGEST_WAIT.max(self.every));
                feed.due = Instant::now() + error.wait().unwrap_or_default().max(doubled);
                each(News::Complaint(error.to_string()));
            }
        }
    }
}

/// Fetches what is at an address, and of a feed the articles that it only tells of; stops when `each` returns false.
pub fn take(fetcher: &mut Fetcher, url: &str, mut each: impl FnMut(News) -> bool) {
    let fetched = match fetcher.get(url, &Validators::default()) {
        Ok(Answer::Fresh(fetched)) => fetched,
        Ok(Answer::Unchanged) => return,
        Err(error) => {
            each(News::Complaint(error.to_string()));
            return;
        }
    };
    for piece in cut(&fetched) {
        let mut goes_on = true;
        match piece {
            Err(why) => goes_on = each(News::Complaint(format!("could not read {url}: {why}"))),
            Ok(piece) => match piece.teaser_of().map(str::to_owned) {
                None => goes_on = each(News::Piece(Box::new(piece), url.to_owned())),
                Some(article) => match fetcher.get(&article, &Validators::default()) {
                    Ok(Answer::Fresh(page)) => hand_on(&page, &article, &mut |news| goes_on = each(news)),
                    Ok(Answer::Unchanged) => {}
                    Err(error) => goes_on = each(News::Complaint(error.to_string())),
                },
            },
        }
        if !goes_on {
            return;
        }
    }
}

/// Hands on the article of a page, under the address that the feed gave it.
fn hand_on(page: &Fetched, article: &str, each: &mut impl FnMut(News)) {
    let article = article.split('#').next().unwrap_or(article);
    let page = Fetched { url: article.to_owned(), ..page.clone() };
    for piece in cut(&page) {
        match piece {
            Ok(piece) if piece.is_alone() => each(News::Piece(Box::new(piece), article.to_owned())),
            // An archive or corpus could speak for any address.
            Ok(_) => {
                each(News::Complaint(format!("could not read {article}: it holds no single article")));
                return;
            }
            Err(why) => each(News::Complaint(format!("could not read {article}: {why}"))),
        }
    }
}

fn cut(fetched: &Fetched) -> Vec<Result<Piece, hustings_ingest::Error>> {
    let hint =
        Hint { name: None, url: Some(fetched.url.clone()), content_type: fetched.content_type.clone() };
    match pieces(fetched.bytes.as_slice(), &hint) {
        Ok(pieces) => pieces.collect(),
        Err(why) => vec![Err(why)],
    }
}
