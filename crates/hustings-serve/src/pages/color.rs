//! One accent a speaker: the same color on every page of a race.
//!
//! Candidates take the first colors, in the order in which they came into the race; others follow within a page.
//!
//! `Rutte first, Kallas second` → class `c0` for Rutte's line, underline, ladder and seats, `c1` for Kallas's

use std::collections::BTreeMap;

use hustings::record::{Fact, View, effective};

/// How many colors there are.
const COLORS: usize = 10;

/// The colors of a race.
pub struct Palette {
    of: BTreeMap<String, usize>,
    next: usize,
}

impl Palette {
    /// Returns the colors of those who are or were in the race.
    pub fn new(view: &View<'_>) -> Self {
        let mut rows: Vec<_> = view
            .own()
            .filter_map(|row| match &row.fact {
                Fact::Candidacy { person, .. } => {
                    Some((effective(row), &row.id, view.people.key(person, &row.edition)))
                }
                _ => None,
            })
            .collect();
        rows.sort_unstable();
        let mut palette = Self { of: BTreeMap::new(), next: 0 };
        for (_, _, key) in rows {
            palette.add(&key);
        }
        palette
    }

    /// Gives somebody the next color who has none.
    pub fn add(&mut self, key: &str) -> usize {
        if let Some(color) = self.of.get(key) {
            return *color;
        }
        let color = self.next % COLORS;
        self.next += 1;
        self.of.insert(key.to_owned(), color);
        color
    }

    /// Returns the class of somebody's color; that of nobody for those who have none.
    pub fn class(&self, key: &str) -> String {
        self.of.get(key).map_or_else(|| "cx".to_owned(), |color| format!("c{color}"))
    }

    /// Returns the class of somebody's color, by name.
    pub fn of_name(&self, view: &View<'_>, name: &str) -> String {
        let party = hustings::record::Party { name: name.to_owned(), entity: None };
        self.class(&view.people.key(&party, ""))
    }
}
