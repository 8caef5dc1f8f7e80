//! Replies: held until a moderator approves, shown under their row, taken back for good; and the address is nowhere.

use super::browser::{Browser, value};
use super::house::House;

const RACE: &str = "/races/nato-secretary-general";
const ADDRESS: &str = "reader.of.all@mail.example";
const WORDS: &str = "I never said so, and <script>alert(1)</script> is no answer.\n\nNot at all.";

/// Returns the address of some row.
fn row(house: &House) -> String {
    let list = house.json(&format!("/api/v1{RACE}/statements?limit=1"));
    format!("{RACE}/rows/{}", list["items"][0]["id"].as_str().unwrap())
}

/// Leaves a reply and returns the key that takes it back.
fn left(browser: &Browser<'_>, row: &str) -> String {
    let form = format!("{row}/reply");
    let fields = [("name", "A. Reader"), ("address", ADDRESS), ("website", ""), ("words", WORDS)];
    let answer = browser.submit(&form, &form, &fields);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(!answer.body.contains(ADDRESS));
    let key = answer.body.split("withdraw?key=").nth(1).unwrap();
    key[..64].to_owned()
}

#[test]
fn a_reply_waits_stands_and_is_taken_back() {
    let house = House::own();
    let (reader, editor) = (Browser::new(&house), Browser::editor(&house));
    let row = row(&house);
    let before = std::fs::read(&house.record).unwrap();
    let key = left(&reader, &row);
    assert!(!house.page(&row, &["Leave a reply"]).contains("I never said so"));
    assert!(editor.page("/review/replies").contains("I never said so"));
    assert_eq!(
        editor.submit("/review/replies", "/review/replies", &[("number", "1"), ("ruling", "approve")]).status,
        303
    );
    let page = house.page(&row, &["A. Reader", "I never said so, and &lt;script&gt;", "<p>Not at all.</p>"]);
    assert!(!page.contains("<script>alert"));
    assert_eq!(before, std::fs::read(&house.record).unwrap(), "a reply must not change the record");
    assert!(editor.page("/review/log").contains("reply 1 was approved"));

    let withdraw = format!("/replies/withdraw?key={key}");
    assert_eq!(reader.submit(&withdraw, "/replies/withdraw", &[("key", &key)]).status, 200);
    assert!(!house.page(&row, &[]).contains("A. Reader"));
    let desk = std::fs::read(hustings_store::desk_of(&house.record)).unwrap();
    for gone in [ADDRESS, "A. Reader", "I never said so"] {
        assert!(
            !desk.windows(gone.len()).any(|bytes| bytes == gone.as_bytes()),
            "{gone:?} is still in the file"
        );
    }
    let again =
        editor.submit("/review/replies", "/review/replies", &[("number", "1"), ("ruling", "approve")]);
    assert_eq!(again.status, 404);
}

#[test]
fn the_address_is_in_no_answer() {
    let house = House::own();
    let (reader, editor) = (Browser::new(&house), Browser::editor(&house));
    let row = row(&house);
    left(&reader, &row);
    assert_eq!(
        editor.submit("/review/replies", "/review/replies", &[("number", "1"), ("ruling", "approve")]).status,
        303
    );
    let form = format!("{row}/reply");
    // Wrong in another field: the form comes back without it.
    let wrong = [("name", ""), ("address", ADDRESS), ("words", WORDS)];
    assert!(!reader.submit(&form, &form, &wrong).body.contains(ADDRESS));
    let mut addresses = house.addresses("GET");
    addresses.extend([
        format!("/search?q={ADDRESS}"),
        "/nowhere".to_owned(),
        format!("{RACE}?as-of={ADDRESS}x"),
    ]);
    for address in addresses {
        let answer = editor.get(&address);
        // A question comes back in its own form.
        let told =
            answer.body.replace(&format!("value=\"{ADDRESS}\""), "").replace(&format!("“{ADDRESS}x”"), "");
        assert!(!told.contains(ADDRESS), "{address}");
    }
    let record = std::fs::read(&house.record).unwrap();
    assert!(!record.windows(ADDRESS.len()).any(|bytes| bytes == ADDRESS.as_bytes()));
}

#[test]
fn spam_goes_nowhere() {
    let house = House::own();
    let (reader, editor) = (Browser::new(&house), Browser::editor(&house));
    let form = format!("{}/reply", row(&house));
    let sent = |fields: &[(&str, &str)]| reader.submit(&form, &form, fields);
    let fields = |name, address, words, website| {
        [("name", name), ("address", address), ("words", words), ("website", website)]
    };
    let long = "a".repeat(3001);
    for (fields, told) in [
        (fields("", ADDRESS, "Hello", ""), "Give a name"),
        (fields("A\u{7}", ADDRESS, "Hello", ""), "Give a name"),
        (fields("A", "nobody", "Hello", ""), "Give an e-mail address"),
        (fields("A", ADDRESS, "", ""), "Write a reply"),
        (fields("A", ADDRESS, &long, ""), "Write a reply"),
        (fields("A", ADDRESS, "Write to Reader.of.all@mail.example!", ""), "Leave your address out"),
        (fields("A", ADDRESS, "http://a http://b http://c", ""), "Leave out some of the links"),
    ] {
        assert!(sent(&fields).body.contains(told), "{told}");
    }
    // What fills in the field that nobody sees is thanked and forgotten.
    assert!(sent(&fields("A", ADDRESS, "Buy now", "http://spam.example")).body.contains("Thank you"));
    assert!(!editor.page("/review/replies").contains("Buy now"));
    let last = (0..6).map(|_| sent(&fields("A", ADDRESS, "Hello", ""))).collect::<Vec<_>>().pop().unwrap();
    assert_eq!(last.status, 429);
    assert_eq!(Browser::new(&house).get(&format!("{RACE}/rows/0123456789ab/s0/reply")).status, 404);
    let proof = value(&reader.page(&form), "proof");
    assert_eq!(
        reader.post("/review/replies", &[("proof", &proof), ("number", "1"), ("ruling", "approve")]).status,
        403
    );
}
