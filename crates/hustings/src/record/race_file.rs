//! Race files: what a person tells of a race before any article does. Post, electors, rule, dates.
//!
//! Read from TOML by the rims; [`super::electors`] counts with it and [`super::view`] finds a race's rows by its names.
//!
//! `Sweden, joined 2024-03-07; needs = "consensus"` → from that day on, 32 electors and none against

use super::fold::fold;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of a race beforehand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RaceFile {
    /// The name of the file's race on command lines and in addresses: `nato-secretary-general`.
    pub id: String,
    /// The post: `NATO Secretary General`.
    pub post: String,
    /// What it is about, in a sentence.
    #[serde(default)]
    pub about: String,
    /// Other names of the post, each of which means it anywhere.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Names that mean it in an article that speaks of one of `bodies`: `secretary general`.
    #[serde(default)]
    pub short: Vec<String>,
    /// Names of the body whose post it is.
    #[serde(default)]
    pub bodies: Vec<String>,
    /// Names of candidates and what else they are called.
    #[serde(default, rename = "candidate")]
    pub candidates: Vec<Known>,
    /// The first day of the race, where the post had earlier ones.
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub opens: Option<Date>,
    /// The last day of the race.
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub closes: Option<Date>,
    /// Those who decide, in the order in which they do.
    #[serde(default, rename = "assembly")]
    pub assemblies: Vec<Assembly>,
    /// Days that are known beforehand.
    #[serde(default, rename = "date")]
    pub dates: Vec<KeyDate>,
    /// Feeds that carry the race.
    #[serde(default)]
    pub feeds: Vec<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A person with other names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The name to print.
    pub name: String,
    /// What else the person is called.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// Electors who decide together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assembly {
    /// Its name.
    pub name: String,
    /// What a candidate needs.
    pub needs: Needs,
    /// How many electors there are, where they are not all listed.
    #[serde(default)]
    pub size: Option<u32>,
    /// Who can stop a candidate alone.
    #[serde(default)]
    pub veto: Vec<String>,
    /// How many have to take part.
    #[serde(default)]
    pub quorum: Option<u32>,
    /// The electors.
    #[serde(default)]
    pub electors: Vec<Elector>,
}

/// What a candidate needs in an assembly.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// Nobody against; in practice, everybody for.
    Consensus,
    /// More than half of the votes.
    Majority,
    /// Two thirds of the votes, rounded up.
    TwoThirds,
    /// So many votes.
    Votes(u32),
    /// A share of the members who have a share of the weight: 0.72 of the states with 0.65 of the people.
    Double {
        /// The share of members.
        members: f64,
        /// The share of weight.
        weight: f64,
    },
}

/// Somebody with a vote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elector {
    /// The name: a state, a group, a person.
    pub name: String,
    /// What else it is called: `Berlin`, `German government`.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The adjective, so that `German Chancellor` speaks for Germany.
    #[serde(default)]
    pub adjective: Option<String>,
    /// The first day with a vote.
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub joined: Option<Date>,
    /// The last day with a vote.
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub left: Option<Date>,
    /// How many votes it casts.
    #[serde(default = "one")]
    pub votes: u32,
    /// What it weighs in a double majority.
    #[serde(default)]
    pub weight: Option<f64>,
}

fn one() -> u32 {
    1
}

impl Elector {
    /// Whether it has a vote on that day.
    pub fn sits(&self, day: Date) -> bool {
        self.joined.is_none_or(|joined| joined <= day) && self.left.is_none_or(|left| day <= left)
    }
}

impl Assembly {
    /// Returns those who have a vote on that day.
    pub fn sitting(&self, day: Date) -> Vec<&Elector> {
        self.electors.iter().filter(|elector| elector.sits(day)).collect()
    }

    /// Returns how many votes can be cast on that day.
    pub fn votes(&self, day: Date) -> u32 {
        let listed = self.sitting(day).iter().map(|elector| elector.votes).sum();
        self.size.map_or(listed, |size| size.max(listed))
    }

    /// Returns how many votes a candidate needs on that day; for a double majority, how many members.
    pub fn needed(&self, day: Date) -> u32 {
        let votes = self.votes(day);
        match self.needs {
            Needs::Consensus => votes,
            Needs::Majority => votes / 2 + 1,
            Needs::TwoThirds => (votes * 2).div_ceil(3),
            Needs::Votes(needed) => needed,
            Needs::Double { members, .. } => {
                let exact = f64::from(votes) * members;
                // Votes are few, so the number fits; 0.72 of 27 is 19.44, and 20 states are needed.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let needed = (exact - 1e-9).ceil() as u32;
                needed
            }
        }
    }
}

/// A day that is known beforehand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyDate {
    /// The day.
    #[serde(with = "day")]
    pub on: Option<Date>,
    /// What happens.
    pub what: String,
    /// The day on which it became known; always known where nothing is given.
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub known: Option<Date>,
}

/// Something in a race file that cannot be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: `assembly "North Atlantic Council"`.
    pub place: String,
    /// What is wrong, and what would help.
    pub what: String,
}

impl RaceFile {
    /// Returns all that cannot be right, in the order of the file; nothing when it can be used.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut say = |place: &str, what: String| problems.push(Problem { place: place.to_owned(), what });
        let is_id = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
        if self.id.is_empty() || !self.id.chars().all(is_id) {
            say("id", format!("{:?} should be lower-case letters, digits and hyphens", self.id));
        }
        if self.post.trim().is_empty() {
            say("post", "the post needs a name, such as \"NATO Secretary General\"".to_owned());
        }
        if !self.short.is_empty() && self.bodies.is_empty() {
            say("short", "short names need `bodies`, which say in which articles they count".to_owned());
        }
        if let (Some(opens), Some(closes)) = (self.opens, self.closes)
            && closes < opens
        {
            say("closes", format!("the race closes on {closes}, before it opens on {opens}"));
        }
        for date in self.dates.iter().filter(|date| date.on.is_none() || date.what.trim().is_empty()) {
            say("date", format!("{:?} needs a day in `on` and words in `what`", date.what));
        }
        for (at, feed) in self.feeds.iter().enumerate() {
            let rest = feed.strip_prefix("https://").or_else(|| feed.strip_prefix("http://"));
            let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
            if host.is_none_or(str::is_empty) || feed.contains(char::is_whitespace) {
                say("feeds", format!("{feed:?} is no address; write it as \"https://example.org/feed.xml\""));
            } else if host.is_some_and(|host| host.contains('@')) {
                say(
                    "feeds",
                    format!(
                        "{feed:?} holds a name or password, which would stand in the file for all to read"
                    ),
                );
            } else if self.feeds[..at].contains(feed) {
                say("feeds", format!("{feed:?} stands there twice"));
            }
        }
        for assembly in &self.assemblies {
            let place = format!("assembly {:?}", assembly.name);
            assembly.problems().into_iter().for_each(|what| say(&place, what));
        }
        problems
    }
}

impl Assembly {
    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.electors.is_empty() && self.size.is_none() {
            problems.push("it has no electors and no `size`, so that nothing can be counted".to_owned());
        }
        let mut names: BTreeMap<String, &str> = BTreeMap::new();
        for elector in &self.electors {
            if let (Some(joined), Some(left)) = (elector.joined, elector.left)
                && left < joined
            {
                problems.push(format!("{} left on {left}, before it joined on {joined}", elector.name));
            }
            if elector.votes == 0 {
                problems.push(format!("{} has no votes; leave out whoever has none", elector.name));
            }
            let own = std::iter::once(&elector.name).chain(&elector.aliases).chain(&elector.adjective);
            for name in own {
                if let Some(other) = names.insert(fold(name), &elector.name).filter(|o| *o != elector.name) {
                    problems.push(format!("{name:?} is a name of {other} and of {}", elector.name));
                }
            }
        }
        for name in &self.veto {
            if !self.electors.iter().any(|elector| elector.name == *name) {
                problems.push(format!("{name:?} has a veto and is none of the electors"));
            }
        }
        let most: u32 = self.size.unwrap_or_else(|| self.electors.iter().map(|elector| elector.votes).sum());
        match self.needs {
            Needs::Votes(needed) if needed == 0 || needed > most => {
                problems.push(format!("{needed} votes are needed of {most} at most"));
            }
            Needs::Double { members, weight } => {
                if !(0.0..=1.0).contains(&members) || !(0.0..=1.0).contains(&weight) {
                    problems.push("shares lie between 0 and 1".to_owned());
                }
                if self.electors.iter().any(|elector| elector.weight.is_none()) {
                    problems.push("a double majority needs the `weight` of every elector".to_owned());
                }
            }
            _ => {}
        }
        problems
    }
}

/// Days as `"2024-03-07"`.
mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
    pub fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => serializer.collect_str(day),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let written = String::deserialize(deserializer)?;
        let day = written
            .parse()
            .map_err(|_| D::Error::custom(format!("{written:?} is no day like \"2024-03-07\"")))?;
        Ok(Some(day))
    }
}
