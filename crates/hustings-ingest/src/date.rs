//! Dates as pages and texts print them: ISO 8601, mail headers, and English calendar dates.
//!
//! The head of a page, the URL and the text's own date line are all read with this.

use std::sync::LazyLock;

use hustings::date::PartialDate;
use jiff::civil::Date;
use regex::{Captures, Regex};

/// A printed date with the time of day, where one is printed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Moment {
    /// The calendar date as printed, in whatever time zone it was printed.
    pub date: PartialDate,
    /// The time of day as printed, to the minute or the second, with its offset: `18:05:31+01:00`.
    pub time: Option<String>,
}

/// Matches an English calendar date; the groups are `month`, `day` and `year` in either order.
pub(crate) const ENGLISH_DATE: &str = concat!(
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?,?\s+)?",
    r"(?:(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?",
    r"\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d",
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?,?",
    r"\s+(?:19|20)\d\d)",
);

static ISO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^\s*(?P<year>1[89]\d\d|20\d\d)(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d)",
        r"(?:(?:\s*T\s*|\s+)(?P<time>\d\d:?\d\d(?::?\d\d)?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?)?)?(?:\W.*)?$",
    ))
    .expect("the pattern is valid")
});

static PRINTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>1[89]\d\d|20\d\d)",
        r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>[a-z]{3,9})\.?,?\s+(?P<year2>1[89]\d\d|20\d\d))\b",
    ))
    .expect("the pattern is valid")
});

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?m\b\.?)?",
        r"\s*(?P<zone>Z\b|GMT|UTC|[+-]\d\d:?\d\d)?",
    ))
    .expect("the pattern is valid")
});

static IN_PATH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)[/_-](?P<year>19\d\d|20\d\d)(?:[/_-](?P<month>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
        r"[/_-](?P<day>0?[1-9]|[12]\d|3[01])(?:\D|$)|/(?P<month_alone>0[1-9]|1[0-2])/|(?P<compact>(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?:\D|$))",
    ))
    .expect("the pattern is valid")
});

/// Reads a date as pages give it: ISO 8601 in its many spellings, a mail header's, or printed English.
pub(crate) fn parse(text: &str) -> Option<Moment> {
    // A machine's date stands alone; a long attribute is prose, and a date in it says nothing of the page.
    if text.len() > 120 {
        return None;
    }
    if let Some(found) = ISO.captures(text) {
        return iso(&found);
    }
    printed(text)
}

/// Reads the first printed English date of a line, with a time of day beside it.
pub(crate) fn printed(text: &str) -> Option<Moment> {
    let found = PRINTED.captures(text)?;
    let group = |name: &str, other: &str| found.name(name).or(found.name(other)).map(|part| part.as_str());
    let month = month_number(group("month", "month2")?)?;
    let date = calendar(group("year", "year2")?, month, group("day", "day2")?)?;
    let rest = format!("{} {}", &text[..found.get(0)?.start()], &text[found.get(0)?.end()..]);
    Some(Moment { date, time: CLOCK.captures(&rest).and_then(|clock| time_of_day(&clock)) })
}

/// Reads the date that the path of a URL carries: `/2023/11/15/`, `/2017/jun/5/`, `-20231115`.
pub(crate) fn in_url(url: &str) -> Option<PartialDate> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let found = IN_PATH.captures(path)?;
    let year = &found["year"];
    if let Some(compact) = found.name("compact") {
        let (month, day) = compact.as_str().split_at(2);
        return calendar(year, month.parse().ok()?, day);
    }
    if let Some(month) = found.name("month_alone") {
        return PartialDate::month(year.parse().ok()?, month.as_str().parse().ok()?);
    }
    let month = found.name("month")?.as_str();
    calendar(year, month.parse().ok().or_else(|| month_number(month))?, found.name("day")?.as_str())
}

fn iso(found: &Captures<'_>) -> Option<Moment> {
    let year = &found["year"];
    let Some(month) = found.name("month") else {
        return Some(Moment { date: PartialDate::year(year.parse().ok()?)?, time: None });
    };
    let month: i8 = month.as_str().parse().ok()?;
    let Some(day) = found.name("day") else {
        return Some(Moment { date: PartialDate::month(year.parse().ok()?, month)?, time: None });
    };
    let time = found.name("time").map(|time| {
        let digits: String = time.as_str().chars().filter(char::is_ascii_digit).collect();
        let pairs: Vec<&str> = (0..digits.len() / 2).map(|pair| &digits[2 * pair..2 * pair + 2]).collect();
        pairs.join(":") + &found.name("zone").map_or(String::new(), |zone| offset(zone.as_str()))
    });
    // Pages that know only the day fill in midnight.
    let is_filler = |time: &String| time.starts_with("00:00:00") || time == "00:00";
    Some(Moment { date: calendar(year, month, day.as_str())?, time: time.filter(|time| !is_filler(time)) })
}

fn time_of_day(clock: &Captures<'_>) -> Option<String> {
    let hour: u8 = clock["hour"].parse().ok()?;
    let hour = match clock.name("half").map(|half| half.as_str().starts_with(['p', 'P'])) {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    let minute: u8 = clock["minute"].parse().ok()?;
    if hour > 23 || minute > 59 {
        return None;
    }
    let second = clock.name("second").map_or(String::new(), |second| format!(":{}", second.as_str()));
    let zone = clock.name("zone").map_or(String::new(), |zone| offset(zone.as_str()));
    Some(format!("{hour:02}:{minute:02}{second}{zone}"))
}

/// Returns an offset in the long form of ISO 8601: `+0100` and `+01` become `+01:00`, `GMT` becomes `Z`.
fn offset(zone: &str) -> String {
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        2 => format!("{}{digits}:00", &zone[..1]),
        4 => format!("{}{}:{}", &zone[..1], &digits[..2], &digits[2..]),
        _ => "Z".to_owned(),
    }
}

fn calendar(year: &str, month: i8, day: &str) -> Option<PartialDate> {
    Some(PartialDate::day(Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()?))
}

fn month_number(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_ascii_lowercase();
    let index = MONTHS
        .iter()
        .position(|month| month.starts_with(&name) || (name == "sept" && *month == "september"))?;
    i8::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, date: &str, time: Option<&str>) {
        let moment = parse(text).unwrap();
        assert_eq!((moment.date.value().as_str(), moment.time.as_deref()), (date, time), "{text}");
    }

    #[test]
    fn machine_dates() {
        check("2023-11-15T18:05:31+01:00", "2023-11-15", Some("18:05:31+01:00"));
        check("2023-11-15T18:05:31.123Z", "2023-11-15", Some("18:05:31Z"));
        check("2023-11-15T18:05+0100", "2023-11-15", Some("18:05+01:00"));
        check("2023-11-15 18:05:31", "2023-11-15", Some("18:05:31"));
        check("20231115T180531Z", "2023-11-15", Some("18:05:31Z"));
        check("2023-11-15T00:00:00Z", "2023-11-15", None);
        check("20231115", "2023-11-15", None);
        check("2023-11", "2023-11", None);
        check("2023", "2023", None);
        check("Wed, 15 Nov 2023 17:05:31 GMT", "2023-11-15", Some("17:05:31Z"));
    }

    #[test]
    fn printed_dates() {
        check("November 15, 2023", "2023-11-15", None);
        check("Wednesday 15th November 2023", "2023-11-15", None);
        check("Nov. 15, 2023 at 6:05 p.m. ET", "2023-11-15", Some("18:05"));
        check("15 Sept 2023, 12:30 am", "2023-09-15", Some("00:30"));
    }

    #[test]
    fn what_is_no_date_gives_none() {
        for text in
            ["", "soon", "2023-13-41", "31 February 2023", "99999999", "mayor 12, 2023", "Maybe 3, 2020"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn urls_carry_days_and_months() {
        let value = |url: &str| in_url(url).map(PartialDate::value);
        assert_eq!(value("https://example.com/2023/11/15/race").as_deref(), Some("2023-11-15"));
        assert_eq!(value("https://example.com/news/2017/jun/5/race").as_deref(), Some("2017-06-05"));
        assert_eq!(value("https://example.com/race-20231115").as_deref(), Some("2023-11-15"));
        assert_eq!(value("https://example.com/2023/11/race.html").as_deref(), Some("2023-11"));
        assert_eq!(value("https://example.com/race-2024?d=/2023/11/15/"), None);
        assert_eq!(value("https://example.com/story/20231399/x"), None);
    }
}
