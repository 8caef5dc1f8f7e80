//! The review queue: what comes first, what each decision does to the pages, and that all of it can be taken back.

use super::browser::Browser;
use super::house::House;

const RACE: &str = "nato-secretary-general";
const QUEUE: &str = "/review?race=nato-secretary-general";

/// Returns the names of the rows on a page of the queue, in their order.
fn rows(page: &str) -> Vec<String> {
    let fields = page.split("name=\"row\" value=\"").skip(1);
    fields.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// Returns a row on the ladder of a candidate.
fn step(house: &House) -> String {
    let board = house.json("/api/v1/races/nato-secretary-general/board?as-of=2024-03-07");
    let rutte =
        board["candidates"].as_array().unwrap().iter().find(|one| one["name"] == "Mark Rutte").unwrap();
    rutte["ladder"][0]["row"].as_str().unwrap().to_owned()
}

#[test]
fn only_editors_review() {
    let house = House::own();
    let answer = Browser::new(&house).get(QUEUE);
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, "/sign-in?to=%2Freview%3Frace%3Dnato-secretary-general")
    );
    let browser = Browser::new(&house);
    let answer = browser.submit("/sign-in", "/review/decide", &[("row", "x"), ("ruling", "accept")]);
    assert_eq!(answer.status, 403);
}

#[test]
fn what_was_decided_leaves_the_queue_and_can_be_taken_back() {
    let house = House::own();
    let browser = Browser::editor(&house);
    let page = browser.page(QUEUE);
    assert!(
        page.contains("says where an elector or backer stands")
            && page.contains("<script src=\"/desk.js\" defer>")
    );
    let first = rows(&page)[0].clone();
    let fields = [("row", first.as_str()), ("race", RACE), ("ruling", "accept")];
    let done = browser.submit(QUEUE, "/review/decide", &fields);
    assert_eq!(
        (done.status, done.header("location")),
        (303, "/review?race=nato-secretary-general&decided=d1")
    );
    let page = browser.page(done.header("location"));
    assert!(page.contains("Decided as d1") && !rows(&page).contains(&first));
    let undone = browser.submit(QUEUE, "/review/undo", &[("decision", "d1"), ("why", "too fast")]);
    assert_eq!(undone.status, 303);
    assert!(rows(&browser.page(QUEUE)).contains(&first));
    let log = browser.page("/review/log");
    assert!(log.contains("d1 no longer counts") && log.contains("too fast") && log.contains("ana, 20"));
}

#[test]
fn a_rejected_row_leaves_the_pages_and_its_own_says_why() {
    let house = House::own();
    let browser = Browser::editor(&house);
    let claim = step(&house);
    let address = format!("/races/{RACE}/rows/{claim}");
    let fields = [("row", claim.as_str()), ("race", RACE), ("ruling", "reject")];
    assert_eq!(browser.submit(QUEUE, "/review/decide", &fields).status, 400, "a reason is needed");
    let reason = [fields[0], fields[1], fields[2], ("why", "he spoke of <b>another</b> post")];
    assert_eq!(browser.submit(QUEUE, "/review/decide", &reason).status, 303);
    let page =
        house.page(&address, &["What editors decided", "he spoke of &lt;b&gt;another&lt;/b&gt; post", "ana"]);
    assert!(!page.contains("<b>another"));
    let timeline = house.page(&format!("/races/{RACE}/timeline"), &[]);
    assert!(!timeline.contains(&claim), "a rejected row is in the record, not in views");
}

#[test]
fn a_correction_is_what_views_show() {
    let house = House::own();
    let browser = Browser::editor(&house);
    let claim = step(&house);
    let page = format!("/review/rows/{claim}?race={RACE}");
    assert!(browser.page(&page).contains("<option value=\"status\">"));
    let fields = |field, value| {
        [
            ("row", claim.as_str()),
            ("race", RACE),
            ("ruling", "correct"),
            ("field", field),
            ("value", value),
            ("why", "read it"),
        ]
    };
    for (field, value) in [
        ("status", "emperor"),
        ("id", "x"),
        ("edition", "x"),
        ("evidence.0.words", "x"),
        ("confidence", "1"),
        ("nothing", "x"),
        ("clocks.said", "yesterday"),
        ("person", "{}"),
        ("__proto__.x", "1"),
    ] {
        assert_eq!(
            browser.submit(&page, "/review/decide", &fields(field, value)).status,
            409,
            "{field}: {value}"
        );
    }
    assert_eq!(browser.submit(&page, "/review/decide", &fields("status", "withdrew")).status, 303);
    house.page(&format!("/races/{RACE}/rows/{claim}"), &["withdrew", "status is &quot;withdrew&quot;"]);
    assert_eq!(browser.submit(&page, "/review/decide", &fields("clocks.said", "2024-01-02")).status, 303);
    house.page(&format!("/races/{RACE}/rows/{claim}"), &["2 January 2024"]);
}

#[test]
fn people_are_merged_and_split() {
    let house = House::own();
    let browser = Browser::editor(&house);
    let page = format!("/review/people?race={RACE}");
    assert!(browser.page(&page).contains("Kaja Kallas"));
    let merge = [("race", RACE), ("name", "Kaja Kallas"), ("into", "Mark Rutte"), ("why", "a test")];
    assert_eq!(browser.submit(&page, "/review/people", &merge).status, 303);
    let people = house.page(&format!("/races/{RACE}/people"), &["Mark Rutte"]);
    assert!(!people.contains(">Kaja Kallas<"));
    assert_eq!(browser.submit(&page, "/review/undo", &[("decision", "d1"), ("why", "a test")]).status, 303);
    house.page(&format!("/races/{RACE}/people"), &[">Kaja Kallas<"]);
    let split = [
        ("race", RACE),
        ("name", "Mark Rutte"),
        ("apart", "the baker"),
        ("editions", "0000000000"),
        ("why", "a test"),
    ];
    assert_eq!(
        browser.submit(&page, "/review/people", &split).status,
        404,
        "the article must be one of the race"
    );
    assert_eq!(browser.submit(&page, "/review/people", &merge[..3]).status, 400);
}

#[test]
fn a_decision_about_nothing_is_refused() {
    let house = House::own();
    let browser = Browser::editor(&house);
    for (address, fields) in [
        ("/review/decide", [("row", "0123456789ab/s0"), ("ruling", "accept")]),
        ("/review/decide", [("row", "'; DROP TABLE edition; --"), ("ruling", "accept")]),
        ("/review/undo", [("decision", "d99"), ("why", "x")]),
    ] {
        assert_eq!(browser.submit(QUEUE, address, &fields).status, 404, "{fields:?}");
    }
    assert_eq!(browser.submit(QUEUE, "/review/decide", &[("row", "x"), ("ruling", "burn")]).status, 400);
}

#[test]
fn answers_are_kept_only_while_record_and_desk_are_the_same() {
    let house = House::own();
    let browser = Browser::editor(&house);
    let claim = step(&house);
    let timeline = format!("/races/{RACE}/timeline");
    house.rest(60);
    let tag = house.ask(&timeline).header("etag").to_owned();
    assert!(house.ask(&timeline).body.contains(&claim));
    assert_eq!(house.send("GET", &timeline, Some(&tag)).status, 304);
    // Another form of an answer, and another name of the site, are other answers.
    let list = format!("/api/v1/races/{RACE}/statements?limit=1");
    assert!(house.ask(&list).body.starts_with('{'));
    assert!(house.send_with("GET", &list, &[("accept", "text/csv")]).body.starts_with("id,"));
    let feed = format!("/races/{RACE}/changes.atom");
    assert!(house.ask(&feed).body.contains("http://localhost/"));
    assert!(
        house.send_with("GET", &feed, &[("host", "127.0.0.1:8420")]).body.contains("http://127.0.0.1:8420/")
    );
    let fields = [("row", claim.as_str()), ("race", RACE), ("ruling", "reject"), ("why", "a test")];
    assert_eq!(browser.submit(QUEUE, "/review/decide", &fields).status, 303);
    house.rest(30);
    let changed = house.send("GET", &timeline, Some(&tag));
    assert!(changed.status == 200 && !changed.body.contains(&claim));
}
