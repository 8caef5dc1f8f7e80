//! Tables: read by the names of their columns, written and read back, and damaged in every place.

#![allow(clippy::unwrap_used)]

use hustings_ingest::{Error, Piece};
use hustings_parquet::{Cell, Kind, Table, pieces_of};

const TEXT: &str = "“Yes,” said Ada Fictional on Tuesday when she was asked whether she wants the post.";

fn table(count: usize) -> Vec<u8> {
    let columns = [
        ("Headline", Kind::Text),
        ("score", Kind::Number),
        ("URL", Kind::Text),
        ("Body", Kind::Text),
        ("date", Kind::Text),
    ];
    let mut table = Table::new(Vec::new(), &columns).unwrap();
    for n in 0..count {
        let text = if n == 1 { Cell::None } else { Cell::Text(format!("{TEXT} No. {n}.")) };
        let row = vec![
            Cell::from("Three in the race"),
            Cell::Number(0.5),
            Cell::Text(format!("https://pier.example/{n}")),
            text,
            Cell::from("Tue, 14 Nov 2023 23:30:00 -0500"),
        ];
        table.push(row).unwrap();
    }
    table.finish().unwrap()
}

fn sentence(error: &Error) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    format!("{error}{}", cause.unwrap_or_default())
}

#[test]
fn rows_are_articles() {
    let articles: Vec<_> = pieces_of(table(3)).unwrap().articles().collect();
    let first = articles[0].as_ref().unwrap();
    assert_eq!(first.title.as_deref(), Some("Three in the race"));
    assert_eq!(first.url.as_deref(), Some("https://pier.example/0"));
    assert_eq!(first.dct().unwrap().value(), "2023-11-14");
    assert_eq!(first.body, format!("{TEXT} No. 0."));
    assert_eq!(articles[1].as_ref().unwrap_err().to_string(), "row 2: no article text was found in the row");
    assert!(articles[2].is_ok());
    assert_eq!(articles.len(), 3);
}

#[test]
fn tables_have_more_than_one_group() {
    assert_eq!(pieces_of(table(20_001)).unwrap().flatten().count(), 20_001);
    assert_eq!(pieces_of(table(0)).unwrap().count(), 0);
}

#[test]
fn a_table_without_text_says_what_it_has() {
    let mut table = Table::new(Vec::new(), &[("when", Kind::Text), ("text", Kind::Number)]).unwrap();
    table.push(vec![Cell::None, Cell::Number(1.0)]).unwrap();
    let error = pieces_of(table.finish().unwrap()).err().unwrap();
    assert!(sentence(&error).ends_with("a column of strings called \"text\"; it has when, text"));
}

#[test]
fn a_table_cut_in_half_says_so() {
    let whole = table(50);
    for cut in [0, 4, 11, whole.len() / 2, whole.len() - 1] {
        let error = pieces_of(whole[..cut].to_vec()).err().unwrap();
        let sentence = sentence(&error);
        assert!(
            sentence.starts_with("the Parquet file could not be read; it may be cut short"),
            "{sentence}"
        );
    }
}

#[test]
fn a_damaged_table_ends_in_a_sentence() {
    let whole = table(50);
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        if let Ok(pieces) = pieces_of(damaged) {
            for article in pieces.take(1000).map(|piece| piece.and_then(Piece::open)) {
                drop(article);
            }
        }
    }
}
