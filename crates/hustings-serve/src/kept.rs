//! Answers that were made before: sent again as long as the record, the desk and the day are the same.
//!
//! [`super::router`] looks here before it has an answer made, and has no answer made twice at once. What is kept is
//! bounded: when the younger half of it is full, the older half is forgotten.
//!
//! `/races/pope?as-of=2025-05-01`, asked by a hundred readers → made once

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use jiff::civil::Date;

use crate::reply::Ready;
use crate::site::{Site, Stamp};

/// The most bytes that are kept: two halves of half as much.
const MOST: usize = 64 << 20;

/// The most bytes of one answer and its question; a longer one is made each time.
const LARGEST: usize = 4 << 20;

/// How many bytes an answer takes beside its own.
const AROUND: usize = 256;

/// What answers stand on: another record, another desk or another day makes others.
#[derive(Clone, PartialEq)]
pub struct Ground {
    record: Stamp,
    desk: Stamp,
    day: Date,
}

impl Ground {
    /// Returns what answers of a site stand on now; nothing while it may be changing.
    pub fn of(site: &Site) -> Option<Self> {
        let (record, desk) = (site.stamp(), site.desk_stamp());
        (record.is_settled() && desk.is_settled()).then(|| Self { record, desk, day: site.today() })
    }
}

/// Answers that were made before, by what was asked.
#[derive(Default)]
pub struct Kept {
    answers: Mutex<Answers>,
    making: Places,
}

#[derive(Default)]
struct Answers {
    ground: Option<Ground>,
    young: HashMap<String, Ready>,
    old: HashMap<String, Ready>,
    /// The bytes of the young ones.
    bytes: usize,
}

impl Answers {
    fn keep(&mut self, question: String, answer: Ready) {
        let size = question.len() + answer.size() + AROUND;
        if size > LARGEST {
            return;
        }
        if self.bytes + size > MOST / 2 {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        if self.young.insert(question, answer).is_none() {
            self.bytes += size;
        }
    }
}

impl Kept {
    /// Returns the answer to a question that was made on the same ground.
    pub fn find(&self, ground: &Ground, question: &str) -> Option<Ready> {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.ground.as_ref() != Some(ground) {
            return None;
        }
        if let Some(answer) = answers.young.get(question) {
            return Some(answer.clone());
        }
        let (question, answer) = answers.old.remove_entry(question)?;
        answers.keep(question, answer.clone());
        Some(answer)
    }

    /// Keeps an answer that was made on a ground.
    pub fn keep(&self, ground: Ground, question: String, answer: Ready) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.ground.as_ref() != Some(&ground) {
            *answers = Answers { ground: Some(ground), ..Answers::default() };
        }
        answers.keep(question, answer);
    }

    /// Returns the place where whoever wants the answer to a question waits until nobody else makes it.
    pub fn place(&self, question: &str) -> Arc<tokio::sync::Mutex<()>> {
        self.making.of(question)
    }
}

/// Places where something of a name is made, by one at a time.
#[derive(Default)]
pub struct Places(Mutex<HashMap<String, Weak<tokio::sync::Mutex<()>>>>);

/// How many places are remembered before those where nobody is are forgotten.
const PLACES: usize = 1000;

impl Places {
    /// Returns the place of a name.
    pub fn of(&self, name: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = places.get(name).and_then(Weak::upgrade) {
            return place;
        }
        if places.len() >= PLACES {
            places.retain(|_, place| place.strong_count() > 0);
        }
        let place = Arc::default();
        places.insert(name.to_owned(), Arc::downgrade(&place));
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::Reply;

    fn ground(day: i8) -> Ground {
        Ground { record: Stamp::default(), desk: Stamp::default(), day: jiff::civil::date(2024, 3, day) }
    }

    fn answer(size: usize) -> Ready {
        Reply { kind: "text/plain", body: "a".repeat(size) }.into()
    }

    #[test]
    fn an_answer_is_kept_on_its_ground_only() {
        let kept = Kept::default();
        kept.keep(ground(1), "/".to_owned(), answer(10));
        assert!(kept.find(&ground(1), "/").is_some() && kept.find(&ground(1), "/about").is_none());
        assert!(kept.find(&ground(2), "/").is_none());
        kept.keep(ground(2), "/about".to_owned(), answer(10));
        assert!(kept.find(&ground(1), "/").is_none(), "what stood on other ground is forgotten");
    }

    #[test]
    fn what_is_kept_is_bounded_and_what_is_asked_stays() {
        let kept = Kept::default();
        let mut most = 0;
        for at in 0..500 {
            kept.keep(ground(1), format!("/{at}"), answer(1 << 20));
            assert!(at == 0 || kept.find(&ground(1), "/0").is_some(), "{at}");
            let answers = kept.answers.lock().unwrap();
            let all = answers.young.iter().chain(&answers.old);
            most = most.max(all.map(|(question, answer)| question.len() + answer.size()).sum());
        }
        assert!(most > MOST / 2 && most <= MOST, "{most}");
        kept.keep(ground(1), "/large".to_owned(), answer(LARGEST));
        assert!(kept.find(&ground(1), "/large").is_none());
    }

    #[test]
    fn one_name_has_one_place() {
        let places = Places::default();
        let one = places.of("a");
        assert!(Arc::ptr_eq(&one, &places.of("a")) && !Arc::ptr_eq(&one, &places.of("b")));
        for at in 0..3 * PLACES {
            drop(places.of(&at.to_string()));
        }
        assert!(places.0.lock().unwrap().len() <= PLACES && Arc::ptr_eq(&one, &places.of("a")));
    }
}
