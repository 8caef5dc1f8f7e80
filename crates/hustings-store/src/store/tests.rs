//! The store holds what it promises: nothing twice, nothing lost, and a clear sentence for every bad file.

use super::*;
use crate::Incoming;
use hustings::article::{CreationTime, FoundIn};
use hustings::date::PartialDate;
use hustings::{Article, Model};
use std::fs;

const READER: &str = "a test";

fn article(id: &str, body: &str) -> Article {
    let date = PartialDate::parse("2024-02-22").unwrap();
    Article {
        id: id.to_owned(),
        body: body.to_owned(),
        outlet: Some("The Example Courier".to_owned()),
        document_creation_time: Some(CreationTime { date, time: None, found_in: FoundIn::Given }),
        ..Article::default()
    }
}

fn prepared(article: &Article) -> Prepared {
    let reading = hustings::read(article, &Model::default());
    let incoming = Incoming { bytes: article.body.as_bytes(), article, seen: "2024-03-01T12:00:00Z" };
    incoming.prepare(incoming.edition(), &reading)
}

const BODY: &str =
    "Anna Rojas said on Tuesday that she would run for mayor of Lima. “I want this job,” Rojas said.";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("record.hustings")
    }

    fn with_one(&self) -> Store {
        let mut store = Store::open(&self.path()).unwrap();
        assert_eq!(store.add(&prepared(&article("a", BODY)), READER).unwrap(), Added::New);
        store
    }
}

#[test]
fn the_same_again_changes_nothing() {
    let folder = Folder::new();
    let mut store = folder.with_one();
    let before = store.counts().unwrap();
    assert!(before.rows > 0);
    assert_eq!(store.add(&prepared(&article("a", BODY)), READER).unwrap(), Added::Known);
    assert_eq!(store.counts().unwrap(), before);
    assert_eq!(store.known().unwrap().len(), 1);
}

#[test]
fn a_mended_text_is_a_new_edition_of_the_old_one() {
    let folder = Folder::new();
    let mut store = folder.with_one();
    let mended = article("a", &BODY.replace("Tuesday", "Monday"));
    assert_eq!(store.add(&prepared(&mended), READER).unwrap(), Added::Edited);
    let mut editions = Vec::new();
    store
        .each::<Error>(|edition, _| {
            editions.push(edition);
            Ok(())
        })
        .unwrap();
    assert_eq!(editions[1].previous.as_ref(), Some(&editions[0].id));
    assert!(store.text(&editions[0].id).unwrap().1.contains("Tuesday"));
    assert!(store.text(&editions[1].id[..12]).unwrap().1.contains("Monday"));
}

#[test]
fn the_same_text_of_another_outlet_is_another_edition() {
    let folder = Folder::new();
    let mut store = folder.with_one();
    let reprint = Article { outlet: Some("Harbor Gazette".to_owned()), ..article("a", BODY) };
    assert_eq!(store.add(&prepared(&reprint), READER).unwrap(), Added::New);
}

#[test]
fn rows_come_back_as_they_went_in() {
    let folder = Folder::new();
    let store = folder.with_one();
    let article = article("a", BODY);
    let reading = hustings::read(&article, &Model::default());
    let incoming = Incoming { bytes: BODY.as_bytes(), article: &article, seen: "2024-03-01T12:00:00Z" };
    let rows = hustings::record::rows(&article, &reading, &incoming.edition());
    let (_, kept) = store.of_name("Anna Rojas").unwrap();
    assert_eq!(kept, rows);
    assert_eq!(store.row(&rows[0].id).unwrap(), rows[0]);
    assert!(store.row("ffffffffffff/s0").unwrap_err().is_unknown());
    assert!(!store.search("job rojas", 10).unwrap().1.is_empty());
    assert!(store.search("\"AND* NEAR(", 10).unwrap().1.is_empty());
}

#[test]
fn what_is_no_record_is_refused_in_a_sentence() {
    let folder = Folder::new();
    let path = folder.path();
    assert!(Store::read(&path).err().unwrap().is_missing());
    fs::write(&path, "these are notes").unwrap();
    assert!(Store::open(&path).err().unwrap().is_not_a_record());
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE songs (title TEXT)").unwrap();
    let error = Store::open(&path).err().unwrap();
    assert!(
        error.is_not_a_record() && error.to_string().ends_with("give another file with --record"),
        "{error}"
    );
}

#[test]
fn a_newer_record_is_left_alone() {
    let folder = Folder::new();
    folder.with_one().connection.pragma_update(None, "user_version", 99).unwrap();
    let error = Store::open(&folder.path()).err().unwrap();
    assert!(error.is_newer() && error.to_string().contains("update hustings"), "{error}");
}

#[test]
fn a_file_that_is_cut_short_is_told() {
    let folder = Folder::new();
    folder.with_one().settle().unwrap();
    let bytes = fs::read(folder.path()).unwrap();
    for length in [50, bytes.len() / 2, bytes.len() - 1] {
        fs::write(folder.path(), &bytes[..length]).unwrap();
        let error = Store::read(&folder.path()).err().unwrap();
        assert!(error.is_damaged(), "{length}: {error}");
    }
}

#[test]
fn who_comes_second_waits_and_is_told() {
    let folder = Folder::new();
    let mut store = folder.with_one();
    store.set_patience(Duration::from_millis(50)).unwrap();
    let other = Connection::open(folder.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = store.add(&prepared(&article("b", "Bo Li left.")), READER).unwrap_err();
    assert!(error.is_locked(), "{error}");
    // Readers are not held up.
    assert_eq!(Store::read(&folder.path()).unwrap().counts().unwrap().editions, 1);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(store.add(&prepared(&article("b", "Bo Li left.")), READER).unwrap(), Added::New);
}

#[test]
fn a_full_disk_loses_nothing_that_was_there() {
    let folder = Folder::new();
    let mut store = folder.with_one();
    store.settle().unwrap();
    let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.connection.pragma_update_and_check(None, "max_page_count", pages + 1, |_| Ok(())).unwrap();
    let long: String = (0..20_000).map(|n| format!("{:x} ", n * 7_919 % 65_521)).collect();
    let error = store.add(&prepared(&article("b", &long)), READER).unwrap_err();
    assert!(error.is_full(), "{error}");
    assert_eq!(store.counts().unwrap().editions, 1);
    assert!(store.audit(|| {}).unwrap().damages.is_empty());
    store.connection.pragma_update_and_check(None, "max_page_count", 1_000_000, |_| Ok(())).unwrap();
    assert_eq!(store.add(&prepared(&article("b", &long)), READER).unwrap(), Added::New);
}

#[test]
fn a_changed_byte_is_found_and_named() {
    let folder = Folder::new();
    let store = folder.with_one();
    let (editions, _) = store.of_name("Rojas").unwrap();
    assert!(store.audit(|| {}).unwrap().damages.is_empty());
    for (table, column) in [("edition", "bytes"), ("reading", "rows")] {
        let select = format!("SELECT {column} FROM {table}");
        let whole: Vec<u8> = store.connection.query_row(&select, [], |row| row.get(0)).unwrap();
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 0x10;
            store.connection.execute(&format!("UPDATE {table} SET {column} = ?"), [&changed]).unwrap();
            let audit = store.audit(|| {}).unwrap();
            let is_named =
                audit.damages.iter().any(|d| d.of == editions[0].id || d.of.starts_with(editions[0].short()));
            assert!(is_named, "{column} byte {at} of {}: {:?}", whole.len(), audit.damages);
        }
        store.connection.execute(&format!("UPDATE {table} SET {column} = ?"), [&whole]).unwrap();
    }
    store.connection.execute("UPDATE edition SET outlet = 'The Other Courier'", []).unwrap();
    assert_eq!(store.audit(|| {}).unwrap().damages.len(), 1);
}

#[test]
fn decisions_are_kept_in_order_and_can_be_taken_back() {
    let folder = Folder::new();
    let mut store = folder.with_one();
    let (_, rows) = store.of_name("Rojas").unwrap();
    let decision = |ruling| Decision {
        id: String::new(),
        at: "2024-03-02T08:00:00Z".to_owned(),
        by: "an editor".to_owned(),
        why: "misread".to_owned(),
        ruling,
    };
    assert_eq!(store.decide(&decision(Ruling::Reject { row: rows[0].id.clone() })).unwrap(), "d1");
    assert_eq!(store.decide(&decision(Ruling::Undo { decision: "d1".to_owned() })).unwrap(), "d2");
    assert!(store.decide(&decision(Ruling::Undo { decision: "d7".to_owned() })).unwrap_err().is_unknown());
    assert!(store.decide(&decision(Ruling::Reject { row: "nothing".to_owned() })).unwrap_err().is_unknown());
    assert_eq!(store.decisions().unwrap().len(), 2);
}

/// An article that has somebody run for mayor, with its rows as a reader would make them.
fn told(n: usize) -> Prepared {
    use hustings::record::{Clocks, Evidence, Fact, Part, Party, Row, Scale};
    let body = format!("Anna Rojas would run for mayor of Lima, paper {n} said.");
    let incoming = article(&format!("a{n}"), &body);
    let edition =
        Incoming { bytes: body.as_bytes(), article: &incoming, seen: "2024-03-01T12:00:00Z" }.edition();
    let words = "Anna Rojas would run".to_owned();
    let row = Row {
        id: format!("{}/c0", edition.short()),
        edition: edition.id.clone(),
        evidence: vec![Evidence {
            part: Part::Whole,
            span: hustings::span::Span::new(0, words.len()),
            words,
        }],
        asserted_by: None,
        clocks: Clocks {
            said: None,
            holds_from: None,
            holds_until: None,
            published: edition.published,
            learned: PartialDate::parse("2024-03-01").unwrap(),
        },
        confidence: 0.5,
        fact: Fact::Candidacy {
            person: Party { name: format!("Anna Rojas{}", n % 3), entity: None },
            post: "Mayor of Lima".to_owned(),
            status: hustings::race::CandidacyStatus::Declared,
            scale: Scale::Reported,
        },
    };
    Prepared::of_rows(edition, &body, &[row])
}

#[test]
fn a_copy_of_the_coverage_says_what_the_rows_say_or_is_made_anew() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.path()).unwrap();
    (0..60).for_each(|n| _ = store.add(&told(n), READER).unwrap());
    let keys = [hustings::record::post_key("Mayor of Lima")];
    let is_right = |store: &Store| {
        let read = store.read_coverage(&keys).unwrap();
        assert_eq!(store.coverage(&keys).unwrap().to_bytes(), read.to_bytes());
        read.len()
    };
    // Without a copy, then with it.
    assert_eq!([is_right(&store), is_right(&store)], [60, 60]);
    let copy =
        fs::read_dir(folder.0.path().join("record.hustings.views")).unwrap().next().unwrap().unwrap().path();
    let bytes = fs::read(&copy).unwrap();
    for at in (0..bytes.len()).step_by(97) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        fs::write(&copy, &changed).unwrap();
        is_right(&store);
        fs::write(&copy, &bytes[..at]).unwrap();
        is_right(&store);
    }
    store.add(&told(60), READER).unwrap();
    assert_eq!([is_right(&store), is_right(&store)], [61, 61]);
    let row = store
        .coverage(&keys)
        .unwrap()
        .rows_of(&store.of_posts(&keys).unwrap().0[3].id)
        .next()
        .unwrap()
        .id
        .clone();
    let at = "2024-03-02T08:00:00Z".to_owned();
    let (id, by, why) = (String::new(), "an editor".to_owned(), "misread".to_owned());
    let (field, value) = ("status".to_owned(), "\"withdrew\"".to_owned());
    store.decide(&Decision { id, at, by, why, ruling: Ruling::Correct { row, field, value } }).unwrap();
    assert_eq!([is_right(&store), is_right(&store)], [61, 61]);
    store.add(&told(61), READER).unwrap();
    assert_eq!([is_right(&store), is_right(&store)], [62, 62]);
    fs::remove_dir_all(copy.parent().unwrap()).unwrap();
    // Where no copy can be kept, none is.
    fs::write(folder.0.path().join("record.hustings.views"), "in the way").unwrap();
    assert_eq!([is_right(&store), is_right(&store)], [62, 62]);
}

#[test]
fn a_clock_that_is_set_back_makes_no_older_text_the_later_one() {
    use hustings::record::{Moment, Scope, View, board};
    let folder = Folder::new();
    let mut store = Store::open(&folder.path()).unwrap();
    let add = |store: &mut Store, seen: &str, published: bool, person: &str| {
        let mut prepared = told(7);
        let edition = &mut prepared.edition;
        edition.id = blake3::hash(person.as_bytes()).to_hex().to_string();
        (edition.first_seen, edition.locator) = (seen.to_owned(), Some("https://example.org/a".to_owned()));
        edition.published = edition.published.filter(|_| published);
        let lines = crate::pack::unpack(&prepared.rows, prepared.body.as_bytes()).unwrap();
        let mut row: hustings::record::Row = serde_json::from_slice(&lines[..lines.len() - 1]).unwrap();
        (row.id, row.edition) = (format!("{}/c0", edition.short()), edition.id.clone());
        row.clocks.published = edition.published;
        if let hustings::record::Fact::Candidacy { person: party, .. } = &mut row.fact {
            party.name = person.to_owned();
        }
        let again = Prepared::of_rows(edition.clone(), &prepared.body, &[row]);
        store.add(&again, READER).unwrap()
    };
    for published in [true, false] {
        assert_ne!(
            add(&mut store, "2024-03-09T12:00:00Z", published, &format!("Bo Li{published}")),
            Added::Known
        );
        assert_eq!(
            add(&mut store, "2024-03-02T12:00:00Z", published, &format!("Carla Diaz{published}")),
            Added::Edited
        );
        let coverage = store.coverage(&[hustings::record::post_key("Mayor of Lima")]).unwrap();
        let moment = Moment::on("2024-04-01".parse().unwrap());
        let board = board(&View::new(&coverage, (Scope::Post("Mayor of Lima"), moment)));
        let names: Vec<&str> = board.candidates.iter().map(|candidate| candidate.name.as_str()).collect();
        assert_eq!(names, [format!("Carla Diaz{published}")]);
        fs::remove_file(folder.path()).unwrap();
        _ = fs::remove_file(folder.0.path().join("record.hustings-wal"));
        _ = fs::remove_file(folder.0.path().join("record.hustings-shm"));
        store = Store::open(&folder.path()).unwrap();
    }
}

#[test]
fn a_flipped_bit_anywhere_in_the_file_is_named() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.path()).unwrap();
    (0..9).for_each(|n| _ = store.add(&told(n), READER).unwrap());
    // Free pages: what stood in them is in no table any more, and in the file all the same.
    store
        .connection
        .execute_batch("CREATE TABLE rest (it); INSERT INTO rest VALUES (zeroblob(50000))")
        .unwrap();
    store.connection.execute_batch("DROP TABLE rest").unwrap();
    drop(store);
    let bytes = fs::read(folder.path()).unwrap();
    let audit = |path: &Path| Store::read(path).and_then(|store| store.audit(|| {}));
    let whole = audit(&folder.path()).unwrap();
    assert!(whole.is_sealed && whole.damages.is_empty(), "{:?}", whole.damages);
    let (mut seed, mut named) = (7_u64, 0);
    for _ in 0..400 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (at, bit) = ((seed >> 33) as usize % bytes.len(), (seed >> 29) % 8);
        let mut changed = bytes.clone();
        changed[at] ^= 1 << bit;
        fs::write(folder.path(), &changed).unwrap();
        let Ok(audit) = audit(&folder.path()) else { continue };
        let (from, to) = (at / 4096 * 4096, (at / 4096 + 1) * 4096);
        let is_named =
            audit.damages.iter().any(|damage| damage.what.contains(&format!("bytes {from} to {to} ")));
        assert!(is_named, "bit {bit} of byte {at}: {:?}", audit.damages);
        named += 1;
    }
    assert!(named > 300, "{named}");
}

#[test]
fn a_record_that_was_not_closed_is_sealed_by_whoever_writes_next() {
    let folder = Folder::new();
    let audit = || Store::read(&folder.path()).unwrap().audit(|| {}).unwrap();
    let mut store = Store::open(&folder.path()).unwrap();
    store.add(&told(0), READER).unwrap();
    std::mem::forget(store);
    let found = audit();
    assert!(!found.is_sealed && found.damages.is_empty(), "{found:?}");
    drop(Store::open(&folder.path()).unwrap());
    let found = audit();
    assert!(found.is_sealed && found.damages.is_empty(), "{found:?}");
}

#[test]
fn one_who_seals_while_another_writes_seals_nothing_wrong() {
    let folder = Folder::new();
    let audit = || Store::read(&folder.path()).unwrap().audit(|| {}).unwrap();
    let mut one = Store::open(&folder.path()).unwrap();
    for n in 0..60 {
        one.add(&told(n), READER).unwrap();
        if n % 10 == 3 {
            let mut other = Store::open(&folder.path()).unwrap();
            other.add(&told(100 + n), READER).unwrap();
            drop(other);
            let found = audit();
            assert!(found.damages.is_empty(), "{:?}", found.damages);
        }
    }
    one.settle().unwrap();
    one.add(&told(60), READER).unwrap();
    assert!(!audit().is_sealed && audit().damages.is_empty());
    drop(one);
    assert!(audit().is_sealed && audit().damages.is_empty(), "{:?}", audit().damages);
}

#[test]
fn a_file_of_the_first_version_can_be_asked_and_comes_up_to_date() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.path()).unwrap();
    (0..60).for_each(|n| _ = store.add(&told(n), READER).unwrap());
    let found = |store: &Store| -> Vec<String> {
        store.search("rojas", 7).unwrap().0.into_iter().map(|edition| edition.id).collect()
    };
    let expected = found(&store);
    let older = "DROP INDEX edition_published; DROP TABLE feed; PRAGMA user_version = 1;";
    store.connection.execute_batch(older).unwrap();
    drop(store);
    assert_eq!(found(&Store::read(&folder.path()).unwrap()), expected);
    let mut store = Store::open(&folder.path()).unwrap();
    assert_eq!((found(&store), store.version().unwrap()), (expected, schema::VERSION));
    store.add(&told(60), READER).unwrap();
}
