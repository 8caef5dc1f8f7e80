//! `hustings race`: race files, those that come with hustings and one's own.

use super::output::Output;
use super::record::{default_record, today};
use crate::show;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use hustings::record::RaceFile;
use hustings_store::Store;
use std::path::{Path, PathBuf};

/// The race files that come with hustings.
const PACKS: &[&str] = &[
    include_str!("../../../../races/nato-secretary-general.toml"),
    include_str!("../../../../races/un-secretary-general.toml"),
    include_str!("../../../../races/european-commission-president.toml"),
    include_str!("../../../../races/fifa-president.toml"),
    include_str!("../../../../races/pope.toml"),
    include_str!("../../../../races/us-supreme-court-justice.toml"),
];

/// Lists, shows and begins race files.
#[derive(Args)]
pub struct Race {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Lists the races that come with hustings, and those that the articles of a record are about.
    List {
        /// The record.
        #[arg(long, env = "HUSTINGS_RECORD", default_value_os_t = default_record())]
        record: PathBuf,
    },
    /// Shows a race file and says what in it cannot be right.
    Show {
        /// A race file, or a race that comes with hustings.
        race: String,
        #[command(flatten)]
        output: Output,
    },
    /// Writes a race file to begin with.
    New {
        /// The file to write; it must not be there yet.
        file: PathBuf,
        /// The name of the post.
        #[arg(long, default_value = "")]
        post: String,
        /// A race that comes with hustings, to be copied.
        #[arg(long)]
        from: Option<String>,
    },
}

impl Race {
    /// Does what is asked and returns whether the file can be used.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn run(&self) -> Result<bool> {
        match &self.action {
            Action::List { record } => list(record),
            Action::Show { race, output } => {
                let file = read(race)?.with_context(|| {
                    format!("there is no race {race:?}; `hustings race list` shows which there are")
                })?;
                output.print(&file, |width| show::race::page(&file, today(), width))?;
                Ok(complain(&file))
            }
            Action::New { file, post, from } => new(file, post, from.as_deref()),
        }
    }
}

/// Returns the races that come with hustings.
pub fn packs() -> Vec<RaceFile> {
    PACKS.iter().filter_map(|pack| toml::from_str(pack).ok()).collect()
}

/// Returns the race of a file or of those that come with hustings, if it can be used; nothing where there is none.
///
/// # Errors
/// When the file cannot be read or something in it cannot be right.
pub fn find(asked: &str) -> Result<Option<RaceFile>> {
    let Some(file) = read(asked)? else { return Ok(None) };
    if let Some(problem) = file.problems().first() {
        bail!(
            "{asked} cannot be used: {}: {}; `hustings race show {asked}` says all",
            problem.place,
            problem.what
        );
    }
    Ok(Some(file))
}

fn read(asked: &str) -> Result<Option<RaceFile>> {
    let path = Path::new(asked);
    let is_file = path.extension().is_some_and(|ending| ending == "toml");
    if !is_file {
        return Ok(packs().into_iter().find(|pack| pack.id == asked));
    }
    let written = std::fs::read_to_string(path).with_context(|| format!("could not read {asked}"))?;
    Ok(Some(toml::from_str(&written).with_context(|| format!("{asked} is not a race file"))?))
}

fn complain(file: &RaceFile) -> bool {
    let problems = file.problems();
    for problem in &problems {
        anstream::eprintln!("hustings: {}: {}", problem.place, problem.what);
    }
    problems.is_empty()
}

fn list(record: &Path) -> Result<bool> {
    let posts = if record.exists() {
        let store = Store::read(record)?;
        let named = |(key, count): (String, usize)| -> Result<(String, usize)> {
            Ok((store.post_name(&key)?, count))
        };
        store.posts()?.into_iter().take(20).map(named).collect::<Result<_>>()?
    } else {
        Vec::new()
    };
    anstream::print!("{}", show::race::list(&packs(), &posts));
    Ok(true)
}

fn new(file: &Path, post: &str, from: Option<&str>) -> Result<bool> {
    if file.exists() {
        bail!("{} is there already; give another name", file.display());
    }
    let written = match from {
        Some(from) => PACKS
            .iter()
            .find(|pack| toml::from_str::<RaceFile>(pack).is_ok_and(|pack| pack.id == from))
            .with_context(|| {
                format!("there is no race {from:?} to copy; `hustings race list` shows which there are")
            })?
            .to_string(),
        None => begin(post),
    };
    std::fs::write(file, written).with_context(|| format!("could not write {}", file.display()))?;
    anstream::println!("wrote {}; `hustings board --race {}` uses it", file.display(), file.display());
    Ok(true)
}

fn begin(post: &str) -> String {
    let post = if post.trim().is_empty() { "Mayor of Example" } else { post.trim() };
    let folded = hustings::record::fold(post);
    let words: Vec<&str> =
        folded.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(
        "id = \"{}\"\npost = {post:?}\n# What `hustings watch` follows: RSS, Atom or JSON feeds of the outlets that cover the race.\n\
         # feeds = [\"https://example.org/politics/feed.xml\"]\n# Other names of the post, each of which means it anywhere.\naliases = []\n\
         # Names that mean it in an article that speaks of one of `bodies`.\nshort = []\nbodies = []\n\n\
         # [[candidate]]\n# name = \"A. Person\"\n# aliases = [\"Andrea Person\"]\n\n\
         [[assembly]]\nname = \"City council\"\n# \"consensus\", \"majority\", \"two_thirds\", {{ votes = 9 }}, or \
         {{ double = {{ members = 0.55, weight = 0.65 }} }}\nneeds = \"majority\"\nsize = 1\n\
         # electors = [{{ name = \"…\", adjective = \"…\", joined = \"2024-01-31\", left = \"2028-01-31\" }}]\n\n\
         # [[date]]\n# on = \"2027-05-01\"\n# what = \"Election day\"\n",
        words.join("-")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packs_can_be_used() {
        for pack in PACKS {
            let file: RaceFile = toml::from_str(pack).unwrap();
            assert_eq!(file.problems(), [], "{}", file.id);
            assert!(!file.sources.is_empty(), "{} says where it comes from", file.id);
        }
    }

    #[test]
    fn a_new_file_can_be_used() {
        let file: RaceFile = toml::from_str(&begin("Mayor of São Paulo")).unwrap();
        assert_eq!((file.id.as_str(), file.problems().len()), ("mayor-of-sao-paulo", 0));
    }

    #[test]
    fn sweden_sits_from_the_day_it_joined() {
        let nato = packs().into_iter().find(|pack| pack.id == "nato-secretary-general").unwrap();
        let votes = |day: &str| nato.assemblies[0].votes(day.parse().unwrap());
        assert_eq!((votes("2023-04-03"), votes("2024-03-06"), votes("2024-03-07")), (30, 31, 32));
    }

    #[test]
    fn mistakes_in_feeds_are_told_in_sentences() {
        let written = "id = \"a\"\npost = \"Chair\"\nfeeds = [\"https://example.org/feed\", \"example.org/feed\", \
                       \"https://\", \"https://me:secret@example.org/\", \"https://example.org/feed\"]\n";
        let file: RaceFile = toml::from_str(written).unwrap();
        let said: Vec<String> = file.problems().into_iter().map(|problem| problem.what).collect();
        let form = "is no address; write it as \"https://example.org/feed.xml\"";
        assert_eq!(
            said,
            [
                format!("\"example.org/feed\" {form}"),
                format!("\"https://\" {form}"),
                "\"https://me:secret@example.org/\" holds a name or password, which would stand in the file for all to read"
                    .to_owned(),
                "\"https://example.org/feed\" stands there twice".to_owned(),
            ]
        );
    }

    #[test]
    fn mistakes_are_told_in_sentences() {
        let written = "id = \"a\"\npost = \"Chair\"\n[[assembly]]\nname = \"Board\"\nneeds = { votes = 3 }\n\
                       veto = [\"Cee\"]\nelectors = [{ name = \"Ann\" }, { name = \"Bob\", aliases = [\"ann\"] }]\n";
        let file: RaceFile = toml::from_str(written).unwrap();
        let said: Vec<String> = file.problems().into_iter().map(|problem| problem.what).collect();
        assert_eq!(
            said,
            [
                "\"ann\" is a name of Ann and of Bob",
                "\"Cee\" has a veto and is none of the electors",
                "3 votes are needed of 2 at most"
            ]
        );
    }
}
