//! What all commands that ask a record share: which record, which race, which two days.

use anyhow::{Result, anyhow, bail};
use clap::Args;
use hustings::record::{Coverage, Moment, Race, View, post_key};
use hustings_store::Store;
use jiff::civil::Date;
use std::mem::ManuallyDrop;
use std::path::PathBuf;

/// Which record, race and days.
#[derive(Args)]
pub struct Asked {
    /// The record.
    #[arg(long, env = "HUSTINGS_RECORD", default_value_os_t = default_record())]
    pub record: PathBuf,
    /// The race: a race file, a race that comes with hustings (`hustings race list`), or the name of a post. The one
    /// that most articles are about where nothing is given.
    #[arg(long)]
    race: Option<String>,
    /// The day in the world that is asked for; today where nothing is given.
    #[arg(long, value_name = "DAY")]
    as_of: Option<Date>,
    /// The last day whose articles count: the same as `--as-of` tells without hindsight; today where nothing is given.
    #[arg(long, value_name = "DAY")]
    known_on: Option<Date>,
}

/// A race with all that was read of it.
pub struct Loaded {
    /// A command ends after its answer: giving this back piece by piece first only takes time.
    coverage: ManuallyDrop<Coverage>,
    race: Race,
    /// The two days.
    pub moment: Moment,
}

/// Returns the record that commands take where none is given.
pub fn default_record() -> PathBuf {
    PathBuf::from("record.hustings")
}

/// Returns the time, RFC 3339 in UTC.
pub fn now() -> String {
    let now = jiff::Timestamp::now().to_string();
    now.split_once('.').map_or(now.clone(), |(seconds, _)| format!("{seconds}Z"))
}

/// Returns today's day in UTC.
pub fn today() -> Date {
    now()[..10].parse().unwrap_or(Date::MAX)
}

impl Asked {
    /// Opens the record and returns the race with its rows.
    ///
    /// # Errors
    /// When the record cannot be read, the race file is wrong, or no article is about the race.
    pub fn load(&self) -> Result<Loaded> {
        let store = Store::read(&self.record)?;
        let race = self.race(&store)?;
        let scope = race.scope();
        let coverage = ManuallyDrop::new(store.coverage(&scope.keys())?);
        if coverage.editions().is_empty() {
            let post = scope.post();
            bail!(
                "no article in {} speaks of {post:?}; `hustings race list` shows what they do",
                self.record.display()
            );
        }
        let as_of = self.as_of.unwrap_or_else(today);
        let moment = Moment { as_of, known_on: self.known_on.unwrap_or_else(today) };
        Ok(Loaded { coverage, race, moment })
    }

    fn race(&self, store: &Store) -> Result<Race> {
        let Some(asked) = &self.race else { return most_told(store) };
        if let Some(file) = super::race::find(asked)? {
            return Ok(Race::File(Box::new(file)));
        }
        Ok(named(asked))
    }
}

/// Returns the race for a post: of a file that comes with hustings, where it is one of those.
fn named(post: &str) -> Race {
    let key = post_key(post);
    let packs = super::race::packs();
    let pack = packs
        .into_iter()
        .find(|pack| std::iter::once(&pack.post).chain(&pack.aliases).any(|name| post_key(name) == key));
    pack.map_or_else(|| Race::Post(post.to_owned()), |pack| Race::File(Box::new(pack)))
}

fn most_told(store: &Store) -> Result<Race> {
    let posts = store.posts()?;
    let (post, _) = posts.first().ok_or_else(|| anyhow!("no article in the record is about a race"))?;
    Ok(named(&store.post_name(post)?))
}

impl Loaded {
    /// Returns what can be seen on the two days that were asked for.
    pub fn view(&self) -> View<'_> {
        self.view_at(self.moment)
    }

    /// Returns what can be seen on two other days.
    pub fn view_at(&self, moment: Moment) -> View<'_> {
        View::new(&self.coverage, (self.race.scope(), moment))
    }
}
