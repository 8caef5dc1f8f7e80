//! The editions of an article: which were kept, the bytes as kept, and what differs between two of them.
//!
//! `/articles/5f0c…/since/a91b…` → the words that went, struck out, and those that came

use hustings::record::Edition;
use maud::{Markup, html};

use super::layout::{Place, in_race};
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{date, shortened};

/// How many cells the table of a comparison may have; longer differences are shown as one piece.
const CELLS: usize = 4_000_000;

/// Returns the other editions of an article, each with a link to what differs.
pub fn others(place: &Place<'_>, edition: &Edition) -> Markup {
    let own = edition.locator.as_ref();
    let is_other =
        |other: &&Edition| other.id != edition.id && own.is_some() && other.locator.as_ref() == own;
    let others: Vec<&Edition> = place.race.editions.iter().filter(is_other).collect();
    html! {
        @if !others.is_empty() {
            ul.editions {
                @for other in others {
                    li { "Another edition, seen " (seen(other)) ": "
                        a href=(place.to(&format!("/articles/{}", other.short()))) {
                            (shortened(other.title.as_deref().unwrap_or("untitled"), 80)) }
                        " · " a href=(place.to(&format!("/articles/{}/since/{}", edition.short(), other.short()))) {
                            "what differs" }
                    }
                }
            }
        }
    }
}

fn seen(edition: &Edition) -> String {
    edition.learned().map_or_else(|| edition.first_seen.clone(), date)
}

/// Sends an edition as it was kept: its bytes as text, whatever they are, so that no browser runs them.
///
/// # Errors
/// When the race has no such article, or the record cannot be read.
pub fn kept(asked: &Asked) -> Result<Reply, Failure> {
    let race = asked.race()?;
    let edition = race.edition(asked.part("edition"))?;
    let (bytes, _) = asked.site.store()?.text(&edition.id)?;
    Ok(Reply { kind: "text/plain; charset=utf-8", body: String::from_utf8_lossy(&bytes).into_owned() })
}

/// Shows what an edition changed since another one.
///
/// # Errors
/// When the race has no such articles, a day is none, or the record cannot be read.
pub fn since(asked: &Asked) -> Result<Reply, Failure> {
    let race = asked.race()?;
    let (new, old) = (race.edition(asked.part("edition"))?, race.edition(asked.part("other"))?);
    let store = asked.site.store()?;
    let ((_, now), (_, then)) = (store.text(&new.id)?, store.text(&old.id)?);
    let place = Place { asked, race: &race, way: "/articles" };
    let link = |edition: &Edition| {
        html! { a href=(place.to(&format!("/articles/{}", edition.short()))) { (seen(edition)) } }
    };
    let pieces = differences(&then, &now);
    let content = html! {
        section.head {
            p.kicker { "Two editions" }
            h1 { (new.title.as_deref().unwrap_or("Untitled")) }
            p.quiet { "From the edition seen " (link(old)) " to the one seen " (link(new)) ": "
                del { "went" } " and " ins { "came" } "." }
        }
        @if pieces.iter().all(|(kind, _)| *kind == Kind::Kept) { p { "The texts are the same to the letter." } }
        article.text { p {
            @for (kind, words) in &pieces { @match kind {
                Kind::Kept => (words),
                Kind::Went => del { (words) },
                Kind::Came => ins { (words) },
            } }
        } }
    };
    Ok(in_race(&place, "Two editions", content))
}

/// What became of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Kept,
    Went,
    Came,
}

/// Returns the pieces of two texts, by the longest common row of words.
fn differences(then: &str, now: &str) -> Vec<(Kind, String)> {
    let old: Vec<&str> = then.split_inclusive(char::is_whitespace).collect();
    let new: Vec<&str> = now.split_inclusive(char::is_whitespace).collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut pieces: Vec<(Kind, String)> = Vec::new();
    let mut add = |kind: Kind, words: &str| match pieces.last_mut() {
        Some((last, text)) if *last == kind => text.push_str(words),
        _ => pieces.push((kind, words.to_owned())),
    };
    old[..head].iter().for_each(|word| add(Kind::Kept, word));
    for (kind, word) in middle(&old[head..old_end], &new[head..new_end]) {
        add(kind, word);
    }
    old[old_end..].iter().for_each(|word| add(Kind::Kept, word));
    pieces
}

fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Kind, &'a str)> {
    let went = old.iter().map(|word| (Kind::Went, *word));
    let came = new.iter().map(|word| (Kind::Came, *word));
    if (old.len() + 1).saturating_mul(new.len() + 1) > CELLS {
        return went.chain(came).collect();
    }
    // `best[i][j]`: how many words the rests of both share.
    let wide = new.len() + 1;
    let mut best = vec![0_u32; (old.len() + 1) * wide];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            best[i * wide + j] = if old[i] == new[j] {
                best[(i + 1) * wide + j + 1] + 1
            } else {
                best[(i + 1) * wide + j].max(best[i * wide + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pieces = Vec::new();
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            pieces.push((Kind::Kept, old[i]));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * wide + j] >= best[i * wide + j + 1] {
            pieces.push((Kind::Went, old[i]));
            i += 1;
        } else {
            pieces.push((Kind::Came, new[j]));
            j += 1;
        }
    }
    pieces.extend(old[i..].iter().map(|word| (Kind::Went, *word)));
    pieces.extend(new[j..].iter().map(|word| (Kind::Came, *word)));
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Kind, differences};

    #[test]
    fn both_texts_can_be_read_from_the_differences() {
        let (then, now) =
            ("She said on Monday that she would run.", "She said on Tuesday that she would not run.");
        let pieces = differences(then, now);
        let side = |gone: Kind| -> String {
            pieces.iter().filter(|(kind, _)| *kind != gone).map(|(_, words)| words.as_str()).collect()
        };
        assert_eq!((side(Kind::Came).as_str(), side(Kind::Went).as_str()), (then, now));
        assert!(
            pieces.contains(&(Kind::Went, "Monday ".to_owned()))
                && pieces.contains(&(Kind::Came, "not ".to_owned()))
        );
    }
}
