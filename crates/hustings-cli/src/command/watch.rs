//! `hustings watch`: follows the feeds of a race and adds what comes, until it is asked to stop.

use super::add::Desk;
use super::inputs::Found;
use super::record::default_record;
use anyhow::{Context, Result, bail};
use clap::Args;
use hustings_store::{Added, Feed, Store};
use hustings_watch::{Follower, Known, Limits, News, Validators};
use jiff::{SignedDuration, Timestamp};
use signal_hook::consts::{SIGINT, SIGTERM};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often a sleeper looks whether to stop.
const GLANCE: Duration = Duration::from_millis(200);

/// Follows the feeds of a race file, and adds their articles to a record.
#[derive(Args)]
pub struct Watch {
    /// A race file with `feeds`.
    race: String,
    /// The record; begun where there is none.
    #[arg(long, env = "HUSTINGS_RECORD", default_value_os_t = default_record())]
    record: PathBuf,
    /// How often each feed is asked: `90s`, `15m`, `2h`.
    #[arg(long, default_value = "15m", value_parser = every)]
    every: Duration,
    /// Asks every feed once and ends.
    #[arg(long)]
    once: bool,
    /// Also speaks to this machine's own addresses, which no feed of the press is at.
    #[arg(long)]
    allow_loopback: bool,
}

fn every(written: &str) -> Result<Duration, String> {
    let (number, unit) =
        written.split_at(written.len() - written.chars().next_back().map_or(0, char::len_utf8));
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        _ => return Err("a time such as 90s, 15m or 2h".to_owned()),
    };
    let number: u32 = number.parse().map_err(|_| "a time such as 90s, 15m or 2h".to_owned())?;
    match Duration::from_secs(u64::from(number) * seconds) {
        time if time < Duration::from_secs(60) => Err("at least 60s, to spare the sites".to_owned()),
        time => Ok(time),
    }
}

impl Watch {
    /// Follows until SIGINT or SIGTERM, and returns whether everything could be read.
    ///
    /// # Errors
    /// When the race file names no feeds, or the record cannot be opened or written to.
    pub fn run(&self) -> Result<bool> {
        let Some(race) = super::race::find(&self.race)? else {
            bail!("{} is no race file; `hustings race new` begins one", self.race);
        };
        if race.feeds.is_empty() {
            bail!(
                "{} names no feeds to follow; give their addresses in `feeds = [\"https://…\"]`",
                self.race
            );
        }
        let stop = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // Asked a second time, it ends at once; editions are whole or not there in either case.
            signal_hook::flag::register_conditional_shutdown(signal, 1, Arc::clone(&stop))
                .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&stop)))
                .context("could not listen for signals")?;
        }
        let mut desk = Desk::open(&self.record)?;
        let limits = Limits { allows_loopback: self.allow_loopback, ..Limits::default() };
        let mut follower = Follower::new(&race.feeds, self.every, limits, Arc::clone(&stop));
        recall(&mut follower, &race.feeds, desk.store())?;
        let mut all_read = true;
        while !stop.load(Ordering::Relaxed) {
            all_read &= round(&mut follower, &mut desk)?;
            // Only now: what an answer brought is in the record, so that it need not come again.
            keep(&follower, desk.store())?;
            if self.once {
                break;
            }
            wait(follower.due(), &stop);
        }
        desk.settle()?;
        Ok(all_read)
    }
}

/// Hands on what an earlier run knew of the feeds.
fn recall(follower: &mut Follower, feeds: &[String], store: &Store) -> Result<()> {
    for address in feeds {
        let Some(feed) = store.feed(address)? else { continue };
        let next = feed.next.parse::<Timestamp>().unwrap_or(Timestamp::UNIX_EPOCH);
        let wait = next.duration_since(Timestamp::now()).try_into().unwrap_or(Duration::ZERO);
        if !wait.is_zero() {
            let failures = feed.failures;
            anstream::eprintln!(
                "hustings: {address} is left alone until {}, since it failed {failures} times in a row",
                feed.next
            );
        }
        let validators = Validators { etag: feed.etag, last_modified: feed.last_modified };
        follower.recall(address, Known { validators, failures: feed.failures, wait });
    }
    Ok(())
}

/// Keeps what is known of the feeds for a later run.
fn keep(follower: &Follower, store: &Store) -> Result<()> {
    let now = Timestamp::now();
    for (address, known) in follower.known() {
        let wait = SignedDuration::try_from(known.wait).unwrap_or(SignedDuration::ZERO);
        let next = now.checked_add(wait).unwrap_or(now);
        store.keep_feed(&Feed {
            address: address.to_owned(),
            etag: known.validators.etag,
            last_modified: known.validators.last_modified,
            failures: known.failures,
            next: next.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        })?;
    }
    Ok(())
}

/// Asks what is due and adds what comes; returns whether all of it could be read.
fn round(follower: &mut Follower, desk: &mut Desk) -> Result<bool> {
    let mut all_read = true;
    let mut failed = None;
    let known = desk.addresses()?;
    follower.round(
        // The record knows addresses without what follows a `#`.
        |url| known.contains(url.split('#').next().unwrap_or(url)),
        |news| {
            if failed.is_some() {
                return;
            }
            let added = match news {
                News::Complaint(why) => Ok(Err(why)),
                News::Piece(piece, url) => desk.add(Found::new(*piece, &Arc::from(Path::new(&url)))),
            };
            match added {
                Err(error) => failed = Some(error),
                Ok(Ok((Added::Known, _))) => {}
                Ok(Ok((added, edition))) => {
                    let how = if added == Added::New { "new" } else { "edited" };
                    let day = edition.published.map(hustings::date::PartialDate::value).unwrap_or_default();
                    let outlet = edition.outlet.as_deref().unwrap_or_default();
                    let title = edition.title.as_deref().or(edition.url.as_deref()).unwrap_or_default();
                    anstream::println!("{how:6}  {day:10}  {outlet}  {title}");
                }
                Ok(Err(why)) => {
                    all_read = false;
                    anstream::eprintln!("hustings: {why}");
                }
            }
        },
    );
    failed.map_or(Ok(all_read), Err)
}

fn wait(until: Option<Instant>, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        let left = until.map_or(GLANCE, |until| until.saturating_duration_since(Instant::now()));
        if left.is_zero() {
            return;
        }
        std::thread::sleep(GLANCE.min(left));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_with_their_unit() {
        assert_eq!(every("15m"), Ok(Duration::from_secs(900)));
        assert_eq!(every("2h"), Ok(Duration::from_secs(7200)));
        assert!(
            every("1s").is_err() && every("").is_err() && every("5 minutes").is_err() && every("m").is_err()
        );
    }
}
