//! The site: which record is shown, which races there are, and the rows of those that were asked for.
//!
//! [`super::asked`] looks up what an address means here; pages and API hand the rows on to the views of
//! [`hustings::record`]. A race stays in memory as long as the record's file does not change.
//!
//! `/races/nato-secretary-general` → the race file of that name, with all editions that speak of its post

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use hustings::Model;
use hustings::record::{
    Change, Coverage, Decision, Edition, Fact, Moment, Race, RaceFile, Row, View, post_key,
};
use hustings_store::{Desk, Store};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::guard::{Door, Limit};
use crate::kept::Places;
use crate::reply::Failure;

/// How many races stay in memory.
const KEPT: usize = 8;

/// How many posts without a race file are listed.
const LISTED: usize = 30;

/// What is shown: a record, race files, and what day it is.
pub struct Site {
    record: PathBuf,
    files: Vec<RaceFile>,
    today: fn() -> Date,
    /// How it is reached.
    pub door: Door,
    /// How often one address may do what changes something.
    pub limits: Limits,
    /// What reads, where the site reads what is sent to it.
    pub model: Option<Model>,
    kept: Mutex<BTreeMap<String, (Stamp, Arc<Loaded>)>>,
    loading: Places,
}

/// How often one address may do what changes something.
pub struct Limits {
    /// Signing in, by address.
    pub sign_in: Limit,
    /// Signing in, by name: guessers may come from many addresses.
    pub account: Limit,
    /// Leaving and withdrawing replies.
    pub reply: Limit,
    /// Having something read.
    pub read: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
        Self {
            sign_in: Limit::new(10, minutes(1)),
            account: Limit::new(20, minutes(1)),
            reply: Limit::new(5, minutes(10)),
            read: Limit::new(10, Duration::from_secs(6)),
        }
    }
}

/// When the files of a record were last written, and how long they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp([Option<(SystemTime, u64)>; 2]);

/// How long files must have been left alone before their times tell them apart: clocks of file systems tick.
const TICK: Duration = Duration::from_millis(50);

impl Stamp {
    /// Returns the stamp of a file of `SQLite` with its log.
    fn of(file: &Path) -> Self {
        let mut log = file.to_owned().into_os_string();
        log.push("-wal");
        let one = |path: &Path| {
            let found = std::fs::metadata(path).ok()?;
            Some((found.modified().ok()?, found.len()))
        };
        Self([one(file), one(Path::new(&log))])
    }

    /// Whether whatever is written from now on changes the stamp.
    pub fn is_settled(&self) -> bool {
        let now = SystemTime::now();
        self.0.iter().flatten().all(|(then, _)| now.duration_since(*then).is_ok_and(|passed| passed > TICK))
    }
}

/// A race that articles of the record are about.
pub struct Listed {
    /// Its name in addresses.
    pub id: String,
    /// The post.
    pub post: String,
    /// What it is about, in a sentence; empty where nobody wrote one.
    pub about: String,
    /// How many articles hold a contest for it.
    pub articles: usize,
}

/// A race with all that was read of it.
pub struct Loaded {
    /// Its name in addresses.
    pub id: String,
    race: Race,
    /// The editions that speak of it.
    pub editions: Vec<Edition>,
    coverage: Coverage,
    /// What each day changed, of the days that were asked for.
    pub changes: Days,
}

/// What was made for days, each once.
#[derive(Default)]
pub struct Days(Mutex<BTreeMap<Date, Arc<Vec<Change>>>>);

impl Days {
    /// Returns what there is for a day, or has it made; of two who want it at once either one's may stay.
    pub fn of(&self, day: Date, make: impl FnOnce() -> Vec<Change>) -> Arc<Vec<Change>> {
        let made = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made().get(&day) {
            return Arc::clone(known);
        }
        let new = Arc::new(make());
        made().insert(day, Arc::clone(&new));
        new
    }
}

impl Site {
    /// Returns the site of a record; `today` tells the day that is looked at where an address names none.
    pub fn new(record: &Path, files: Vec<RaceFile>, today: fn() -> Date) -> Self {
        Self {
            record: record.to_owned(),
            files,
            today,
            door: Door::default(),
            limits: Limits::default(),
            model: None,
            kept: Mutex::default(),
            loading: Places::default(),
        }
    }

    /// Says how the site is reached, where it is not only from this machine.
    #[must_use]
    pub fn behind(self, door: Door) -> Self {
        Self { door, ..self }
    }

    /// Lets the site read what is pasted, uploaded or sent to it.
    #[must_use]
    pub fn reading(self, model: Model) -> Self {
        Self { model: Some(model), ..self }
    }

    /// Returns the day that is looked at where an address names none.
    pub fn today(&self) -> Date {
        (self.today)()
    }

    /// Returns where the record lies.
    pub fn record(&self) -> &Path {
        &self.record
    }

    /// Opens the record for one answer.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn store(&self) -> Result<Store, Failure> {
        Ok(Store::read(&self.record)?)
    }

    /// Opens the desk for one answer; nothing where nobody has an account and nobody replied.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn desk(&self) -> Result<Option<Desk>, Failure> {
        Ok(Desk::find(&self.record)?)
    }

    /// Opens the desk to add to it.
    ///
    /// # Errors
    /// When it cannot be written to.
    pub fn open_desk(&self) -> Result<Desk, Failure> {
        Ok(Desk::open(&self.record)?)
    }

    /// Opens the record to add a decision to it.
    ///
    /// # Errors
    /// When it cannot be written to.
    pub fn open_store(&self) -> Result<Store, Failure> {
        Ok(Store::open(&self.record)?)
    }

    /// Returns the time, RFC 3339 in UTC to the second.
    pub fn now(&self) -> String {
        self.in_hours(0)
    }

    /// Returns the time in so many hours.
    pub fn in_hours(&self, hours: i64) -> String {
        let then = Timestamp::now() + SignedDuration::from_hours(hours);
        then.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// Returns the races of the record, those that most articles are about first.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn races(&self) -> Result<Vec<Listed>, Failure> {
        let store = self.store()?;
        let mut listed: Vec<Listed> = Vec::new();
        for (key, articles) in store.posts()?.into_iter().take(LISTED) {
            let (file, id) = (self.file(&key), self.id(&key));
            if let Some(known) = listed.iter_mut().find(|known| known.id == id) {
                known.articles += articles;
                continue;
            }
            let post = match file {
                Some(file) => file.post.clone(),
                None => store.post_name(&key)?,
            };
            let about = file.map_or_else(String::new, |file| file.about.clone());
            listed.push(Listed { id, post, about, articles });
        }
        Ok(listed)
    }

    /// Returns for each edition of the rows the race that most of them belong to; nothing where they belong to none.
    pub fn races_of<'a>(&self, rows: &'a [Row]) -> HashMap<&'a str, String> {
        let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for row in rows {
            if let Some(post) = row.post() {
                // What somebody runs for is what the article is about; a title in passing is not.
                let weight =
                    if matches!(row.fact, Fact::Race { .. } | Fact::Candidacy { .. }) { 100 } else { 1 };
                *counts.entry((&row.edition, post_key(post))).or_default() += weight;
            }
        }
        let mut most: HashMap<&str, (usize, String)> = HashMap::new();
        for ((edition, key), count) in counts {
            let best = most.entry(edition).or_default();
            if count > best.0 {
                *best = (count, key);
            }
        }
        most.into_iter().map(|(edition, (_, key))| (edition, self.id(&key))).collect()
    }

    /// Returns the name in addresses of the race for a post, given by its key.
    fn id(&self, key: &str) -> String {
        self.file(key).map_or_else(|| key.replace(' ', "-"), |file| file.id.clone())
    }

    fn file(&self, key: &str) -> Option<&RaceFile> {
        self.files.iter().find(|file| names(file).any(|name| post_key(name) == key))
    }

    /// Returns a race with its rows.
    ///
    /// # Errors
    /// When no article is about it, or the record cannot be read.
    pub fn race(&self, id: &str) -> Result<Arc<Loaded>, Failure> {
        if let Some(loaded) = self.kept(id, self.stamp()) {
            return Ok(loaded);
        }
        // Whoever else wants it waits, for the rows of a race may be many.
        let place = self.loading.of(id);
        let _turn = place.blocking_lock();
        let stamp = self.stamp();
        if let Some(loaded) = self.kept(id, stamp) {
            return Ok(loaded);
        }
        let loaded = Arc::new(self.load(id)?);
        if !stamp.is_settled() {
            return Ok(loaded);
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, (then, _)| *then == stamp);
        if kept.len() >= KEPT {
            kept.pop_first();
        }
        kept.insert(id.to_owned(), (stamp, Arc::clone(&loaded)));
        Ok(loaded)
    }

    fn kept(&self, id: &str, stamp: Stamp) -> Option<Arc<Loaded>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(id).filter(|(then, _)| *then == stamp).map(|(_, loaded)| Arc::clone(loaded))
    }

    fn load(&self, id: &str) -> Result<Loaded, Failure> {
        let store = self.store()?;
        let unknown = || Failure::unknown(format!("no article of this record is about a race called {id:?}"));
        let (race, coverage) = match self.files.iter().find(|file| file.id == id) {
            Some(file) => {
                let race = Race::File(Box::new(file.clone()));
                let coverage = store.coverage(&race.scope().keys())?;
                (race, coverage)
            }
            None => {
                let key = post_key(&id.replace('-', " "));
                let coverage = store.coverage(std::slice::from_ref(&key))?;
                (Race::Post(coverage.post_name(&key)), coverage)
            }
        };
        if coverage.is_empty() {
            return Err(unknown());
        }
        let editions = coverage.editions().to_vec();
        Ok(Loaded { id: id.to_owned(), race, editions, coverage, changes: Days::default() })
    }

    /// Returns what changes whenever the record does.
    pub fn stamp(&self) -> Stamp {
        Stamp::of(&self.record)
    }

    /// Returns what changes whenever the desk does.
    pub fn desk_stamp(&self) -> Stamp {
        Stamp::of(&hustings_store::desk_of(&self.record))
    }
}

fn names(file: &RaceFile) -> impl Iterator<Item = &String> {
    std::iter::once(&file.post).chain(&file.aliases)
}

impl Loaded {
    /// Returns the post.
    pub fn post(&self) -> &str {
        self.race.scope().post()
    }

    /// Returns the race file, where there is one.
    pub fn file(&self) -> Option<&RaceFile> {
        self.race.scope().file()
    }

    /// Returns what can be seen on two days.
    pub fn view(&self, moment: Moment) -> View<'_> {
        View::new(&self.coverage, (self.race.scope(), moment))
    }

    /// Returns a row by its name.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.coverage.row(id)
    }

    /// Returns the decisions that count, in the order of the record.
    pub fn decisions(&self) -> &[Decision] {
        self.coverage.decisions()
    }

    /// Returns all rows of an edition, in the order of its text.
    pub fn rows_of<'a>(&'a self, edition: &'a Edition) -> impl Iterator<Item = &'a Row> {
        self.coverage.rows_of(&edition.id)
    }

    /// Returns an edition of the race by its name, or by the beginning of it.
    ///
    /// # Errors
    /// When the race has no such edition.
    pub fn edition(&self, id: &str) -> Result<&Edition, Failure> {
        let found = self.editions.iter().find(|edition| id.len() >= 8 && edition.id.starts_with(id));
        found.ok_or_else(|| Failure::unknown(format!("no article of this race is named “{id}”")))
    }

    /// Returns the days on which its editions were published, each once, in their order.
    pub fn days(&self) -> Vec<Date> {
        let mut days: Vec<Date> = self.editions.iter().filter_map(Edition::known_from).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}
