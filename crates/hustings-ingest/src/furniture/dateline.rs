//! The words that open a report: its place, its day and the agency it comes from.
//!
//! `top` looks for them at the start of the first paragraphs; they are no part of any sentence.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pattern::compile;
use crate::date::{self, ENGLISH_DATE, Moment};
use crate::text;

/// What opens a paragraph.
#[derive(Debug, PartialEq)]
pub(crate) struct Opening {
    /// Its length in bytes, up to the first word of the report.
    pub len: usize,
    /// The place as printed, with its region: `KANSAS CITY, Mo.`
    pub place: Option<String>,
    /// The day, where it is printed with its year.
    pub moment: Option<Moment>,
}

/// Cities that open a report without a dash behind them, as in `WASHINGTON Former candidate …`.
const CITIES: &str = include_str!("../../data/dateline_cities.tsv");

const DASH: &str = r"(?:\s*(?:—|–|―|--)\s*|\s+[-_]\s*|[-_](?:\s+|$))";
const CREDIT: &str = r"\(\s*(?P<credit>[A-Z][\w./& -]{1,28})\s*\)";
const REGION: &str =
    r"(?:,\s+(?P<region>\p{Lu}[\p{L}.]+(?:\s\p{Lu}[\p{L}.]+){0,2}(?:/\p{Lu}[\p{Lu}.'’ -]+)?))?";
const UPPER_PLACE: &str = r"(?P<place>\p{Lu}[\p{Lu}.'’-]+(?:\s\p{Lu}[\p{Lu}.'’-]*){0,3}(?:/\p{Lu}[\p{Lu}.'’-]+(?:\s\p{Lu}[\p{Lu}.'’-]*){0,3})*)";
const PLACE: &str = r"(?P<place>\p{Lu}[\p{L}.'’-]+(?:\s\p{L}[\p{L}.'’-]*){0,3})";
const SHORT_DATE: &str =
    r"(?:,\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s+(?:19|20)\d\d)?)?";
const AGENCIES: &str = concat!(
    r"(?:(?:AP|AFP|CNN|CNNMoney|CNN Business|CBS|CBS News|NBC|NBC News|ABC News|BBC|BBC News|UPI|DPA|dpa|PTI|ANI|IANS|TASS|ANSA|EFE|PA",
    r"|Xinhua|Reuters|REUTERS|Bloomberg|Bloomberg News|Kyodo|Kyodo News|NPR|KUOW|Fox News|The Hill|Politico|POLITICO|Thomson Reuters Foundation)",
    r"(?:/[A-Z][\w ]{1,14})?)"
);

/// A kind of dateline: what any text must have for it, and its pattern, which is only compiled for such a text.
type Kind = (fn(&str) -> bool, LazyLock<Regex>);

static OPENINGS: [Kind; 5] = [
    // "November 15, 2023  –BRUSSELS – Outgoing …", "Nov. 15, 2023 (UPI) -- The …"
    (
        has_digit,
        LazyLock::new(|| {
            compile(&format!(
                r"^(?P<date>{ENGLISH_DATE}){DASH}(?:{UPPER_PLACE}{REGION}\s*(?:{CREDIT})?{DASH})?"
            ))
        }),
    ),
    // "BRUSSELS, Nov 15 (Reuters) - NATO's …", "KANSAS CITY, Mo. — Leaders …", "WASHINGTON—President …"
    (
        starts_in_capitals,
        LazyLock::new(|| {
            compile(&format!(r"^{UPPER_PLACE}{REGION}(?P<date>{SHORT_DATE})\s*(?:{CREDIT})?{DASH}"))
        }),
    ),
    // "Brussels, 15 November 2023 – NATO's …", "Washington (CNN) – Embattled …"
    (
        |head| head.contains('(') || has_digit(head),
        LazyLock::new(|| {
            compile(&format!(
                r"^{PLACE}(?:,\s+(?P<date>{ENGLISH_DATE})|{REGION}\s*\((?P<credit>{AGENCIES})\)){DASH}"
            ))
        }),
    ),
    // "Durham, New Hampshire (CNN) No more …", "LONDON (Reuters) Britain …"
    (
        |head| head.contains('('),
        LazyLock::new(|| {
            compile(&format!(
                r"^{PLACE}{REGION}\s*\((?P<credit>{AGENCIES})\)\s*(?P<next>[\p{{Lu}}\d“‘\x22'])"
            ))
        }),
    ),
    // "(CNN) — Vice President …", "(Reuters) - Former …", "(CNN) It has been …"
    (
        |head| head.starts_with('('),
        LazyLock::new(|| {
            compile(&format!(r"^\((?P<credit>{AGENCIES})\)(?:{DASH}|\s*(?P<next>[\p{{Lu}}\d“‘\x22']))"))
        }),
    ),
];

fn has_digit(head: &str) -> bool {
    head.contains(|c: char| c.is_ascii_digit())
}

fn starts_in_capitals(head: &str) -> bool {
    let mut letters = head.chars();
    let [first, second] = [letters.next(), letters.next()];
    first.is_some_and(char::is_uppercase)
        && second.is_some_and(|c| c.is_uppercase() || matches!(c, '.' | '\'' | '’' | '-'))
}

/// A city in capitals before the first word: "WASHINGTON Henry Paulson, …", "DES MOINES/WASHINGTON U.S. …".
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"^{UPPER_PLACE}(?:,\s(?P<region>\p{{Lu}}\p{{Ll}}[\p{{L}}.]+))?\s+(?P<next>[\p{{Lu}}“‘\x22])"
    ))
});

/// A city in capitals that lost the gap behind it: "WASHINGTONFormer candidate …".
static GLUED: LazyLock<Regex> = LazyLock::new(|| compile(r"^(?P<place>\p{Lu}{4,})(?P<next>\p{Lu}\p{Ll})"));

/// Words in capitals with a dash behind them that are no place.
const NOT_PLACES: [&str; 24] = [
    "FILE",
    "PHOTO",
    "PHOTOS",
    "VIDEO",
    "WATCH",
    "LISTEN",
    "READ",
    "UPDATE",
    "UPDATED",
    "BREAKING",
    "EXCLUSIVE",
    "ANALYSIS",
    "OPINION",
    "EDITORIAL",
    "COMMENTARY",
    "NOTE",
    "MORE",
    "RELATED",
    "CORRECTION",
    "ABSTRACT",
    "FULL TEXT",
    "LIVE",
    "INTERVIEW",
    "TRANSCRIPT",
];

/// Returns the dateline that opens a paragraph, if one does.
///
/// `is_first` says that no line of the report stands before it: only there may a dateline come without a dash.
pub(crate) fn find(paragraph: &str, is_first: bool) -> Option<Opening> {
    let head = text::head(paragraph, 240);
    for (_, pattern) in OPENINGS.iter().filter(|(is_likely, _)| is_likely(head)) {
        if let Some(opening) = pattern.captures(head).and_then(|found| opening(&found)) {
            return Some(opening);
        }
    }
    if is_first && starts_in_capitals(head) { bare(head) } else { None }
}

fn opening(found: &Captures<'_>) -> Option<Opening> {
    let place = found.name("place").map(|place| place.as_str());
    if place.is_some_and(|place| NOT_PLACES.contains(&place) || letters(place) < 4 || is_the_agency(place)) {
        return None;
    }
    let whole = found.get(0)?.end();
    Some(Opening {
        len: found.name("next").map_or(whole, |next| next.start()),
        place: place.map(|place| with_region(place, found)),
        moment: found.name("date").and_then(|date| date::printed(date.as_str())),
    })
}

fn bare(head: &str) -> Option<Opening> {
    if let Some(found) = GLUED.captures(head).filter(|found| is_city(&found["place"])) {
        return opening(&found);
    }
    // Capitals run on into an acronym or an initial ("WASHINGTON U.S. hopefuls"), so the longest run that is a
    // city counts.
    let found = BARE.captures(head)?;
    let place = &found["place"];
    if place.split('/').all(is_city) {
        return opening(&found);
    }
    if found.name("region").is_some_and(|region| is_region(region.as_str())) && letters(place) >= 4 {
        return opening(&found);
    }
    let ends = place.match_indices(' ').map(|(at, _)| at).collect::<Vec<_>>();
    ends.into_iter().rev().find(|end| place[..*end].split('/').all(is_city)).map(|end| Opening {
        len: end + 1,
        place: Some(place[..end].to_owned()),
        moment: None,
    })
}

fn with_region(place: &str, found: &Captures<'_>) -> String {
    match found.name("region") {
        Some(region) => format!("{place}, {}", region.as_str().trim_end()),
        None => place.to_owned(),
    }
}

fn letters(place: &str) -> usize {
    place.chars().filter(|char| char.is_alphabetic()).count()
}

/// "The Associated Press (AP) Stylebook" names the agency; it is not a place.
fn is_the_agency(place: &str) -> bool {
    place.starts_with("The ") || place.ends_with("Press")
}

fn is_city(name: &str) -> bool {
    listed("city", name)
}

fn is_region(name: &str) -> bool {
    listed("region", name)
}

fn listed(kind: &str, name: &str) -> bool {
    CITIES.lines().filter_map(|line| line.split_once('\t')).any(|(k, n)| k == kind && n == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, place: Option<&str>, rest: &str) {
        let opening = find(paragraph, true).unwrap_or_else(|| panic!("no dateline in {paragraph:?}"));
        assert_eq!((opening.place.as_deref(), &paragraph[opening.len..]), (place, rest));
    }

    #[test]
    fn places_with_dashes() {
        check("BRUSSELS – Allies meet.", Some("BRUSSELS"), "Allies meet.");
        check("BRUSSELS—Allies meet.", Some("BRUSSELS"), "Allies meet.");
        check("NEW YORK - Allies meet.", Some("NEW YORK"), "Allies meet.");
        check("KANSAS CITY, Mo. — Allies meet.", Some("KANSAS CITY, Mo."), "Allies meet.");
        check("WASHINGTON, D.C. -- Allies meet.", Some("WASHINGTON, D.C."), "Allies meet.");
        check("BOSTON/WASHINGTON (Reuters) - Allies meet.", Some("BOSTON/WASHINGTON"), "Allies meet.");
        check(
            "BUFFALO, N.Y./WASHINGTON (Reuters) - Allies meet.",
            Some("BUFFALO, N.Y./WASHINGTON"),
            "Allies meet.",
        );
        check("BRUSSELS, Nov 15 (Reuters) - Allies meet.", Some("BRUSSELS"), "Allies meet.");
        check("DAR ES SALAAM, Tanzania (AP) _", Some("DAR ES SALAAM, Tanzania"), "");
        check("MOSCOW (AP)_ Allies meet.", Some("MOSCOW"), "Allies meet.");
        check("Brussels, 15 November 2023 – Allies meet.", Some("Brussels"), "Allies meet.");
        check("Durham, New Hampshire (CNN) Allies meet.", Some("Durham, New Hampshire"), "Allies meet.");
    }

    #[test]
    fn dates_and_agencies() {
        check("November 15, 2023  –BRUSSELS – Allies meet.", Some("BRUSSELS"), "Allies meet.");
        check(
            "Nov. 15, 2023 (UPI) -- Allies meet.".trim_start_matches("Nov. 15, 2023 "),
            None,
            "Allies meet.",
        );
        check("(CNN) “Yes,” she said.", None, "“Yes,” she said.");
        let opening = find("November 15, 2023  –BRUSSELS – Allies meet.", true).unwrap();
        assert_eq!(opening.moment.unwrap().date.value(), "2023-11-15");
    }

    #[test]
    fn places_without_dashes() {
        check("WASHINGTON Henry Paulson said yes.", Some("WASHINGTON"), "Henry Paulson said yes.");
        check("WASHINGTON U.S. officials said yes.", Some("WASHINGTON"), "U.S. officials said yes.");
        check("DES MOINES/WASHINGTON Rivals met.", Some("DES MOINES/WASHINGTON"), "Rivals met.");
        check(
            "NEUBRANDENBURG, Germany Chancellor Merkel met.",
            Some("NEUBRANDENBURG, Germany"),
            "Chancellor Merkel met.",
        );
        check("WASHINGTONFormer rivals met.", Some("WASHINGTON"), "Former rivals met.");
    }

    #[test]
    fn what_only_looks_like_one() {
        for text in [
            "NATO Secretary General Jens Stoltenberg said no.",
            "COVID-19 continues to spread.",
            "FILE - In this photo, the secretary arrives.",
            "The Associated Press (AP) reported it.",
            "UKIP leader Nigel Farage speaks.",
            "NEIL CAVUTO: Let us begin.",
            "Rutte (VVD) said no.",
            "She was born on November 15, 2023 and",
            "USA TODAY identified donors.",
        ] {
            assert_eq!(find(text, true), None, "{text}");
        }
        assert_eq!(find("WASHINGTON Henry Paulson said yes.", false), None);
    }
}
