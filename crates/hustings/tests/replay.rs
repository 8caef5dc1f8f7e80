//! A small coverage of one race, replayed: for each day the board says what a hand-made table says, whatever the
//! order in which the articles arrived.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use hustings::article::{CreationTime, FoundIn};
use hustings::date::PartialDate;
use hustings::race::Position;
use hustings::record::{self, Board, Coverage as Kept, Edition, Grade, Moment, RaceFile, Row, Scope, View};
use hustings::{Article, Model, Reading};

const COVERAGE: &str = include_str!("../../../testdata/replay/nato.txt");
const TRUTH: &str = include_str!("../../../testdata/replay/nato.truth.tsv");
const RACE: &str = include_str!("../../../races/nato-secretary-general.toml");
const END: &str = "2024-07-01";

/// Reads the coverage: articles behind lines of `=== name`, each with a head of `key: value`.
fn articles() -> Vec<Article> {
    let parts = COVERAGE.split("\n=== ").skip(1);
    parts
        .map(|part| {
            let (head, body) = part.split_once("\n\n").unwrap();
            let value = |key: &str| {
                head.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).map(str::to_owned)
            };
            let date = PartialDate::parse(&value("date").unwrap()).unwrap();
            Article {
                id: head.lines().next().unwrap().to_owned(),
                body: body.trim().to_owned(),
                title: value("title"),
                outlet: value("outlet"),
                url: value("url"),
                document_creation_time: Some(CreationTime { date, time: None, found_in: FoundIn::Given }),
                ..Article::default()
            }
        })
        .collect()
}

/// The edition of an article that arrived as the `arrival`th.
fn edition(article: &Article, arrival: usize) -> Edition {
    Edition {
        id: format!("{:0>12}", article.id),
        hash: String::new(),
        locator: article.url.clone(),
        url: article.url.clone(),
        outlet: article.outlet.clone(),
        title: article.title.clone(),
        byline: None,
        dateline: None,
        published: article.dct(),
        first_seen: format!("2024-07-{:02}T08:00:00Z", 1 + arrival % 28),
        previous: None,
        length: article.body.len(),
        sketch: record::sketch(&article.body),
    }
}

struct Coverage {
    read: Vec<(Article, Reading)>,
    race: RaceFile,
}

impl Coverage {
    fn new() -> Self {
        let model = Model::from_bytes(hustings_model::TAGGER).unwrap();
        let read = articles().into_iter().map(|article| {
            let reading = hustings::read(&article, &model);
            (article, reading)
        });
        Self { read: read.collect(), race: toml::from_str(RACE).unwrap() }
    }

    /// Returns the coverage that a record has to which articles came in this order.
    fn arrive(&self, order: &[usize]) -> Kept {
        let (editions, rows) = self.rows(order);
        Kept::new(editions, rows, &[])
    }

    fn rows(&self, order: &[usize]) -> (Vec<Edition>, Vec<Row>) {
        let (mut editions, mut rows) = (Vec::new(), Vec::new());
        for (arrival, &at) in order.iter().enumerate() {
            let (article, reading) = &self.read[at];
            let edition = edition(article, arrival);
            rows.extend(record::rows(article, reading, &edition));
            editions.push(edition);
        }
        (editions, rows)
    }

    fn board(&self, kept: &Kept, moment: Moment) -> Board {
        record::board(&View::new(kept, (Scope::File(&self.race), moment)))
    }

    fn in_order(&self) -> Kept {
        self.arrive(&(0..self.read.len()).collect::<Vec<_>>())
    }
}

fn moments() -> Vec<(&'static str, Moment)> {
    let lines = TRUTH.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut columns = line.split('\t');
            let day = columns.next().unwrap().parse().unwrap();
            let known_on = if columns.next().unwrap() == "then" { day } else { END.parse().unwrap() };
            (line, Moment { as_of: day, known_on })
        })
        .collect()
}

/// Returns what the board says in the form of the table.
fn told(board: &Board, line: &str) -> String {
    let or_none = |words: Vec<String>| if words.is_empty() { "-".to_owned() } else { words.join(", ") };
    let candidates =
        board.candidates.iter().map(|c| format!("{} {}", c.name, c.standing.status.name())).collect();
    let council = &board.bodies[0];
    let camp = council.camps.iter().find(|camp| camp.candidate == "Mark Rutte");
    let side = |position: Position| {
        camp.map_or(Vec::new(), |camp| match position {
            Position::For => camp.backers.clone(),
            Position::Against => camp.opponents.clone(),
            Position::Reservation => camp.reserved.clone(),
        })
    };
    let claims = board.claims.iter().map(|claim| claim.count.to_string()).collect();
    let columns: Vec<&str> = line.split('\t').collect();
    [
        columns[0].to_owned(),
        columns[1].to_owned(),
        or_none(candidates),
        or_none(side(Position::For)),
        or_none(side(Position::Against)),
        or_none(claims),
        council.votes.to_string(),
    ]
    .join("\t")
}

#[test]
fn each_day_is_as_the_table_has_it() {
    let coverage = Coverage::new();
    let kept = coverage.in_order();
    let mut wrong = String::new();
    for (line, moment) in moments() {
        let said = told(&coverage.board(&kept, moment), line);
        if said != line {
            wrong += &format!("wanted {line}\n  said {said}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn arrival_moves_nothing() {
    let coverage = Coverage::new();
    let bytes = |kept: &Kept, moment| serde_json::to_string(&coverage.board(kept, moment)).unwrap();
    let moments: Vec<Moment> = moments().into_iter().map(|(_, moment)| moment).collect();
    let kept = coverage.in_order();
    let expected: Vec<String> = moments.iter().map(|&moment| bytes(&kept, moment)).collect();
    let mut order: Vec<usize> = (0..coverage.read.len()).collect();
    let mut seed: u64 = 7;
    for shuffle in 0..200 {
        for i in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, usize::try_from(seed >> 33).unwrap() % (i + 1));
        }
        let (editions, mut rows) = coverage.rows(&order);
        rows.reverse();
        let kept = Kept::new(editions.clone(), rows, &[]);
        // Grown in two steps it is the same, to the byte.
        let (some, all) = (shuffle * editions.len() / 200, editions.len());
        let part = |range: std::ops::Range<usize>| {
            let (editions, rows) = coverage.rows(&order);
            let ids: Vec<&str> = editions[range.clone()].iter().map(|edition| edition.id.as_str()).collect();
            let rows = rows.into_iter().filter(|row| ids.contains(&row.edition.as_str())).collect();
            (editions[range].to_vec(), rows)
        };
        let ((first, first_rows), (rest, rest_rows)) = (part(0..some), part(some..all));
        let half = Kept::from_bytes(Kept::new(first, first_rows, &[]).to_bytes()).unwrap();
        assert!(
            half.with(rest, rest_rows, &[]).to_bytes() == kept.to_bytes(),
            "{some} and then all, {order:?}"
        );
        // As it comes, and as it comes back from a copy.
        let copied = Kept::from_bytes(kept.to_bytes()).unwrap();
        // Each shuffle looks at another part of the table; every line is looked at in 22 of them.
        for (&moment, expected) in moments.iter().zip(&expected).skip(shuffle % 9).step_by(9) {
            assert_eq!(&bytes(&kept, moment), expected, "{order:?}, {moment:?}");
            assert_eq!(&bytes(&copied, moment), expected, "copied, {moment:?}");
        }
    }
}

#[test]
fn a_row_comes_back_from_its_json_form() {
    let coverage = Coverage::new();
    let (_, rows) = coverage.rows(&(0..coverage.read.len()).collect::<Vec<_>>());
    for row in rows {
        let written = serde_json::to_string(&row).unwrap();
        assert_eq!(serde_json::from_str::<Row>(&written).unwrap(), row, "{written}");
        // A field less is an error where the kind needs it, and never a panic.
        let serde_json::Value::Object(fields) = serde_json::to_value(&row).unwrap() else { panic!() };
        for name in fields.keys() {
            let mut fewer = fields.clone();
            fewer.remove(name);
            let back: Result<Row, _> = serde_json::from_value(fewer.into());
            assert!(back.is_err() || back.is_ok_and(|back| back != row), "{name} of {written}");
        }
    }
    let backwards = r#"{"id":"a/s0","edition":"a","evidence":[{"part":"whole","start":9,"end":2,"words":"x"}],"kind":"race","post":"Chair",
        "clocks":{"learned":{"value":"2024-01-01","precision":"day"}},"confidence":1.0}"#;
    assert!(
        serde_json::from_str::<Row>(backwards)
            .unwrap_err()
            .to_string()
            .contains("a span ends before it starts")
    );
}

#[test]
fn a_reprint_is_no_second_origin() {
    let coverage = Coverage::new();
    let board = coverage.board(&coverage.in_order(), Moment::on("2024-02-23".parse().unwrap()));
    // The wire's two stories, and the first words of Rutte, each printed twice.
    assert_eq!((board.editions, board.origins), (12, 9));
}

#[test]
fn a_turn_is_shown_with_both_sides() {
    let coverage = Coverage::new();
    let board = coverage.board(&coverage.in_order(), Moment::on(END.parse().unwrap()));
    let turn = board.reversals.iter().find(|turn| turn.who == "Hungary").unwrap();
    assert_eq!(
        (turn.before.says.as_str(), turn.then.says.as_str(), turn.grade),
        ("against", "for", Grade::Told)
    );
    assert!(turn.before.words.contains("Hungary opposes") && turn.then.words.contains("Hungary supports"));
}

#[test]
fn what_sources_disagree_on_is_shown_with_both_sides() {
    let coverage = Coverage::new();
    let board = coverage.board(&coverage.in_order(), Moment::on("2024-06-12".parse().unwrap()));
    assert_eq!(board.contradictions.len(), 1);
    let quarrel = &board.contradictions[0];
    assert_eq!(quarrel.about, "whether Kaja Kallas is in");
    let mut sides = [quarrel.one.says.as_str(), quarrel.other.says.as_str()];
    sides.sort_unstable();
    assert_eq!(sides, ["declared", "withdrew"]);
}

#[test]
fn what_changed_is_told_in_words() {
    let coverage = Coverage::new();
    let kept = coverage.in_order();
    let board = |day: &str| coverage.board(&kept, Moment::on(day.parse().unwrap()));
    let changes = record::diff(&board("2024-03-06"), &board("2024-03-08"));
    let said: Vec<&str> = changes.iter().map(|change| change.sentence.as_str()).collect();
    assert!(said.contains(&"Sweden has a vote now (North Atlantic Council)"), "{said:?}");
    let changes = record::diff(&board("2024-06-18"), &board("2024-06-20"));
    let said: Vec<&str> = changes.iter().map(|change| change.sentence.as_str()).collect();
    assert!(said.contains(&"Klaus Iohannis: withdrew now; before, declared"), "{said:?}");
    assert!(said.contains(&"Hungary: for Mark Rutte; before, against"), "{said:?}");
}
