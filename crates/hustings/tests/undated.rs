//! What an article tells without a day, beside a turn that it dates: the turn is the news, and the other was before it.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use hustings::date::PartialDate;
use hustings::race::CandidacyStatus::{self, Available, Declared, RuledOut};
use hustings::record::{
    Board, Clocks, Coverage, Edition, Evidence, Fact, Moment, Part, Party, Row, Rule, Scale, Scope, View,
    board,
};
use hustings::span::Span;

const DAY: &str = "2023-11-15";

/// A candidacy that an article tells: at which byte, what, and since when by its words.
type Told = (usize, CandidacyStatus, Option<PartialDate>);

fn told(article: &str, published: &str, all: &[Told]) -> (Edition, Vec<Row>) {
    let id = format!("{article:0>12}");
    let published = PartialDate::parse(published);
    let row = |(at, (place, status, since)): (usize, &Told)| Row {
        id: format!("{id}/c{at}"),
        edition: id.clone(),
        evidence: vec![Evidence {
            part: Part::Whole,
            span: Span::new(*place, place + 3),
            words: "run".to_owned(),
        }],
        asserted_by: None,
        clocks: Clocks {
            said: None,
            holds_from: *since,
            holds_until: None,
            published,
            learned: PartialDate::parse("2024-07-01").unwrap(),
        },
        confidence: 1.0,
        fact: Fact::Candidacy {
            person: Party { name: "Ada Marchetti".to_owned(), entity: None },
            post: "Chair".to_owned(),
            status: *status,
            scale: Scale::Own,
        },
    };
    let rows = all.iter().enumerate().map(row).collect();
    let edition = Edition {
        hash: String::new(),
        locator: None,
        url: None,
        outlet: None,
        title: None,
        byline: None,
        dateline: None,
        published,
        first_seen: "2024-07-01T08:00:00Z".to_owned(),
        previous: None,
        length: 999,
        sketch: Vec::new(),
        id,
    };
    (edition, rows)
}

fn seen(articles: Vec<(Edition, Vec<Row>)>) -> Board {
    let (editions, rows): (Vec<Edition>, Vec<Vec<Row>>) = articles.into_iter().unzip();
    let coverage = Coverage::new(editions, rows.concat(), &[]);
    let moment = Moment { as_of: "2024-06-01".parse().unwrap(), known_on: "2024-07-01".parse().unwrap() };
    board(&View::new(&coverage, (Scope::Post("Chair"), moment)))
}

fn standing(board: &Board) -> (CandidacyStatus, Rule) {
    let standing = &board.candidates[0].standing;
    (standing.status, standing.rule)
}

fn about(day: &str) -> Option<PartialDate> {
    PartialDate::parse(day).map(PartialDate::loosened)
}

#[test]
fn an_undated_refusal_was_before_the_dated_turn_wherever_it_stands() {
    for [refusal, turn] in [[10, 50], [50, 10]] {
        let articles =
            vec![told("a", DAY, &[(refusal, RuledOut, None), (turn, Available, about("2023-11-01"))])];
        let board = seen(articles);
        assert_eq!(standing(&board), (Available, Rule::Return), "{refusal} {turn}");
        let steps: Vec<CandidacyStatus> = board.candidates[0].ladder.iter().map(|step| step.status).collect();
        assert_eq!(steps, [RuledOut, Available]);
    }
}

#[test]
fn an_undated_refusal_behind_old_news_is_the_news() {
    let articles =
        vec![told("a", DAY, &[(10, Declared, PartialDate::parse("2023-07")), (50, RuledOut, None)])];
    assert_eq!(standing(&seen(articles)), (RuledOut, Rule::Out));
}

#[test]
fn an_undated_refusal_opens_no_race_of_its_own() {
    // Told again a month later by another outlet, beside the turn: still one race, and still in.
    let turn = |place| (place, Available, about("2023-11-01"));
    let articles = vec![
        told("a", DAY, &[turn(10), (50, RuledOut, None)]),
        told("b", "2023-12-15", &[(5, RuledOut, None), turn(40)]),
    ];
    let board = seen(articles);
    assert_eq!((board.period.from, board.period.until), (None, None));
    assert_eq!(standing(&board), (Available, Rule::Return));
}
