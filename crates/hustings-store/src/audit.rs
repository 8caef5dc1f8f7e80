//! The audit behind `hustings verify`: every edition has its hash, and every row's words stand where it says.
//!
//! Looks at each edition alone, so that one that is damaged does not hide the others.

use std::collections::BTreeMap;

use hustings::record::Row;

use crate::error::Error;
use crate::incoming::subjects;
use crate::store::{Store, hex, seal};

/// What an audit found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// How many editions were looked at.
    pub editions: usize,
    /// How many rows.
    pub rows: usize,
    /// How many stretches of words.
    pub evidence: usize,
    /// Whether the pages of the file have seals that were checked: a record that is being written to has none, nor one
    /// that was begun by an older version.
    pub is_sealed: bool,
    /// What does not hold.
    pub damages: Vec<Damage>,
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The edition, or the row.
    pub of: String,
    /// What is wrong with it.
    pub what: String,
}

impl Store {
    /// Looks at every byte that rows lean on; `seen` is called after each edition.
    ///
    /// # Errors
    /// When the list of editions cannot be read at all.
    pub fn audit(&self, mut seen: impl FnMut()) -> Result<Audit, Error> {
        let mut audit = Audit::default();
        self.audit_pages(&mut audit);
        self.audit_file(&mut audit);
        let numbers = match self.numbers() {
            Err(cause) if !audit.damages.is_empty() => {
                audit.say("the file", format!("its editions cannot be listed: {}", told(&cause)));
                return Ok(audit);
            }
            numbers => numbers?,
        };
        for number in numbers {
            audit.editions += 1;
            self.audit_edition(number, &mut audit);
            seen();
        }
        Ok(audit)
    }

    /// Asks SQLite whether its own pages hold together.
    fn audit_file(&self, audit: &mut Audit) {
        let found = self.connection.prepare("PRAGMA integrity_check(20)").and_then(|mut statement| {
            let found = statement.query_map([], |row| row.get::<_, String>(0))?;
            found.collect::<Result<Vec<_>, _>>()
        });
        match found {
            Ok(lines) => {
                lines.into_iter().filter(|line| line != "ok").for_each(|line| audit.say("the file", line))
            }
            Err(cause) => audit.say("the file", cause.to_string()),
        }
    }

    fn audit_edition(&self, number: i64, audit: &mut Audit) {
        let head =
            self.connection.query_row("SELECT id, hash FROM edition WHERE number = ?", [number], |row| {
                Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
            });
        let name = head.as_ref().map_or_else(|_| format!("edition number {number}"), |(id, _)| hex(id));
        let mut say = |of: &str, what: String| audit.damages.push(Damage { of: of.to_owned(), what });
        let (hash, packed) = match (head, self.packed(number)) {
            (Ok((_, hash)), Ok(packed)) => (hash, packed),
            (Err(cause), _) => return say(&name, format!("cannot be read: {cause}")),
            (_, Err(cause)) => return say(&name, format!("cannot be read: {}", told(&cause))),
        };
        let (bytes, text) = match self.text_of(&packed) {
            Ok(found) => found,
            Err(cause) => return say(&name, format!("its bytes cannot be unpacked: {}", told(&cause))),
        };
        if blake3::hash(&bytes).as_bytes()[..] != hash[..] {
            say(&name, "its bytes are not those of its hash".to_owned());
        }
        match self.unpack_rows(&packed, &text) {
            Ok(rows) => {
                Self::audit_rows(&rows, &text, &name, audit);
                self.audit_subjects(number, &rows, &name, audit);
            }
            Err(cause) => say(&name, format!("its rows cannot be unpacked: {}", told(&cause))),
        }
        self.audit_seal(number, &name, audit);
    }

    fn audit_rows(rows: &[Row], text: &str, edition: &str, audit: &mut Audit) {
        audit.rows += rows.len();
        for row in rows {
            if row.edition != edition {
                audit.damages.push(Damage { of: row.id.clone(), what: "names another edition".to_owned() });
            }
            for evidence in &row.evidence {
                audit.evidence += 1;
                if text.get(evidence.span.start..evidence.span.end) != Some(evidence.words.as_str()) {
                    let (start, end) = (evidence.span.start, evidence.span.end);
                    let what =
                        format!("its words {:?} do not stand at bytes {start} to {end}", evidence.words);
                    audit.damages.push(Damage { of: row.id.clone(), what });
                }
            }
        }
    }

    /// Checks the seal over everything that is kept of an edition, and the list of what it speaks of.
    fn audit_seal(&self, number: i64, name: &str, audit: &mut Audit) {
        let select = "SELECT rows, count, seal FROM reading WHERE edition = ?";
        let readings = self.connection.prepare_cached(select).and_then(|mut statement| {
            let found = statement.query_map([number], |row| {
                Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?, row.get::<_, Vec<u8>>(2)?))
            })?;
            found.collect::<Result<Vec<_>, _>>()
        });
        let mut say = |what: String| audit.damages.push(Damage { of: name.to_owned(), what });
        match readings {
            Err(cause) => say(format!("cannot be read: {cause}")),
            Ok(readings) => {
                for (rows, count, kept) in readings {
                    match seal(&self.connection, number, &rows, count) {
                        Ok(seal) if seal == kept => {}
                        Ok(_) => say("something kept of it was changed: its seal is broken".to_owned()),
                        Err(cause) => say(format!("cannot be read: {cause}")),
                    }
                }
            }
        }
    }

    /// Checks that the index of posts and names says what the rows say.
    fn audit_subjects(&self, number: i64, rows: &[Row], name: &str, audit: &mut Audit) {
        let select = "SELECT key, rows FROM speaks_of JOIN subject ON number = subject WHERE edition = ?";
        let kept = self.connection.prepare_cached(select).and_then(|mut statement| {
            let found = statement.query_map([number], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))?;
            found.collect::<Result<BTreeMap<String, i64>, _>>()
        });
        let expected =
            subjects(rows).into_iter().map(|(key, count)| (key, i64::try_from(count).unwrap_or(0)));
        if !kept.is_ok_and(|kept| kept == expected.collect()) {
            let what = "the index of posts and names does not say what its rows say".to_owned();
            audit.damages.push(Damage { of: name.to_owned(), what });
        }
    }
}

fn told(error: &Error) -> String {
    use std::error::Error as _;
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}
