//! What an address asks for: its parts, its parameters, the race and the two days.
//!
//! Every page and every answer of the API begins here; what is not understood becomes a sentence.
//!
//! `?as-of=2024-03-07&known-on=as-of` → 7 March 2024 without hindsight

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::Uri;
use hustings::record::Moment;
use jiff::civil::Date;

use crate::desk::Visitor;
use crate::form::Form;
use crate::reply::Failure;
use crate::site::{Loaded, Site};

/// The most characters of a parameter that are looked at.
const LONGEST: usize = 500;

/// An address, taken apart.
pub struct Asked {
    /// What is shown.
    pub site: Arc<Site>,
    /// Scheme and name by which the site was asked for: `http://localhost:8420`.
    pub origin: String,
    /// The address itself, parameters included.
    pub address: String,
    /// Which media types are liked, as `Accept` has them.
    pub accept: String,
    /// Who asks; only the desk knows.
    pub visitor: Visitor,
    /// What was sent along; only to the desk.
    pub form: Form,
    parts: BTreeMap<String, String>,
    parameters: BTreeMap<String, String>,
}

impl Asked {
    /// Takes an address apart; of several parameters of one name the last counts.
    pub fn new(site: Arc<Site>, origin: String, (parts, uri): (BTreeMap<String, String>, &Uri)) -> Self {
        let query = uri.query().unwrap_or_default();
        let parameters = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let address = uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
        let (visitor, form) = (Visitor::default(), Form::default());
        Self { site, origin, address, accept: String::new(), visitor, form, parts, parameters }
    }

    /// Returns what asks without an address: a tool with its arguments.
    pub fn of(
        site: Arc<Site>,
        origin: &str,
        (parts, parameters): (BTreeMap<String, String>, BTreeMap<String, String>),
    ) -> Self {
        let asked = Self::new(site, origin.to_owned(), (parts, &Uri::from_static("/")));
        Self { parameters, ..asked }
    }

    /// Returns all that the answer of a page depends on beside the site.
    pub fn question(&self) -> String {
        format!("{}\n{}\n{}", self.origin, self.accept, self.address)
    }

    /// Returns a part of the address, as its route names it.
    pub fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    /// Returns a parameter without white space around it; empty where it is not given.
    ///
    /// # Errors
    /// When it is longer than anything that could be meant.
    pub fn parameter(&self, name: &str) -> Result<&str, Failure> {
        let value = self.parameters.get(name).map_or("", |value| value.trim());
        if value.chars().count() > LONGEST {
            return Err(Failure::unclear(format!("{name} is longer than {LONGEST} letters; ask for less")));
        }
        Ok(value)
    }

    /// Returns a day; nothing where it is not given.
    ///
    /// # Errors
    /// When it is no day.
    pub fn day(&self, name: &str) -> Result<Option<Date>, Failure> {
        let value = self.parameter(name)?;
        if value.is_empty() {
            return Ok(None);
        }
        let day =
            value.parse::<Date>().ok().filter(|day| value.len() == 10 && (1000..=9000).contains(&day.year()));
        match day {
            Some(day) => Ok(Some(day)),
            None => Err(Failure::unclear(format!("“{value}” is not a day; write {name} as 2024-03-07"))),
        }
    }

    /// Returns a number.
    ///
    /// # Errors
    /// When it is no number, or larger than `most`.
    pub fn number(&self, name: &str, (usual, most): (usize, usize)) -> Result<usize, Failure> {
        let value = self.parameter(name)?;
        if !self.parameters.contains_key(name) {
            return Ok(usual);
        }
        let number = value.parse::<usize>().ok().filter(|number| *number <= most);
        number.ok_or_else(|| {
            Failure::unclear(format!("“{value}” is not a number from 0 to {most}, as {name} is"))
        })
    }

    /// Returns one of some names; empty where it is not given.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn one_of(&self, name: &str, names: &[&str]) -> Result<&str, Failure> {
        let value = self.parameter(name)?;
        if names.contains(&value) || !self.parameters.contains_key(name) {
            return Ok(value);
        }
        Err(Failure::unclear(format!("“{value}” is no {name}; it is one of {}", names.join(", "))))
    }

    /// Returns the two days: today where none is given; `known-on=as-of` is without hindsight.
    ///
    /// # Errors
    /// When one of them is no day.
    pub fn moment(&self) -> Result<Moment, Failure> {
        let as_of = self.day("as-of")?.unwrap_or_else(|| self.site.today());
        if self.parameter("known-on")? == "as-of" {
            return Ok(Moment::on(as_of));
        }
        let known_on = self.day("known-on")?.unwrap_or_else(|| self.site.today().max(as_of));
        Ok(Moment { as_of, known_on })
    }

    /// Returns the race that the address names.
    ///
    /// # Errors
    /// When no article is about it, or the record cannot be read.
    pub fn race(&self) -> Result<Arc<Loaded>, Failure> {
        self.site.race(self.part("race"))
    }

    /// Returns the parameters that say the two days, as they go on to other addresses: `?as-of=2024-03-07`, or nothing.
    pub fn days(&self) -> String {
        let given = ["as-of", "known-on"].into_iter().filter_map(|name| {
            let value = self.parameters.get(name).filter(|value| !value.trim().is_empty())?;
            Some((name, value.trim()))
        });
        let mut written = form_urlencoded::Serializer::new(String::new());
        written.extend_pairs(given);
        let written = written.finish();
        if written.is_empty() { written } else { format!("?{written}") }
    }
}
