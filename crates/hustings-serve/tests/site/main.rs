//! The site of the replayed coverage, asked in process: pages, failures, hostile addresses, the API and its document.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

mod access;
mod api;
mod browser;
mod faces;
mod hostile;
mod house;
mod mcp;
mod reads;
mod replies;
mod review;
mod walk;

use house::House;

const RACE: &str = "/races/nato-secretary-general";
const DAY: &str = "?as-of=2024-03-07&known-on=as-of";

#[test]
fn every_page_has_the_words_it_must_have() {
    let house = House::new();
    let pages: &[(&str, &[&str])] = &[
        ("/", &["NATO Secretary General", "Holds the post"]),
        ("/about", &["How to read this", "Known on"]),
        ("/search", &["Words that were said"]),
        ("/search?q=available", &["that he would be available", "Mark Rutte"]),
        ("/search?q=nobodysaidthis", &["No statement is like that"]),
        (RACE, &["Candidates", "What changed this week"]),
        ("/races/nato-secretary-general?as-of=2024-09-01", &["Nothing since", "the day of the last article"]),
    ];
    for (address, words) in pages {
        house.page(address, words);
    }
    let of_race: &[(&str, &[&str])] = &[
        (
            "",
            &[
                "Held by",
                "Jens Stoltenberg",
                "Mark Rutte",
                "Kaja Kallas",
                "stands on step 3 of 6: available",
                "of 32 needed",
                "Claimed, naming nobody",
                "The summit of the allies opens in Washington",
                "without hindsight",
            ],
        ),
        ("/timeline", &["Timeline", "for Mark Rutte"]),
        ("/people", &["In the race", "Who else speaks", "Kaja Kallas"]),
        ("/people/Mark%20Rutte", &["Mark Rutte", "By rule:", "that he would be available for the job"]),
        ("/agenda", &["To come", "agenda.ics"]),
        ("/changes", &["changes.atom", "22 February 2024"]),
        ("/articles", &["Hungary will not back Rutte", "one of 2 prints"]),
    ];
    for (end, words) in of_race {
        house.page(&format!("{RACE}{end}{DAY}"), words);
    }
}

#[test]
fn an_empty_record_offers_the_example_in_one_click() {
    let house = House::empty();
    house.page("/", &["The record holds no race yet", "action=\"/example\""]);
    let foreign = house.send_with("POST", "/example", &[("sec-fetch-site", "cross-site")]);
    assert_eq!(foreign.status, 403);
    house.page("/", &["The record holds no race yet"]);
    let begun = house.send_with("POST", "/example", &[("sec-fetch-site", "same-origin")]);
    assert_eq!(begun.status, 303, "{}", begun.body);
    house.page(begun.header("location"), &["7 March 2024", "Mark Rutte", "5 of 32 needed"]);
    assert_eq!(house.send_with("POST", "/example", &[]).header("location"), "/", "nothing is added twice");
}

#[test]
fn hindsight_is_a_switch() {
    let house = House::new();
    let before = house.page(&format!("{RACE}?as-of=2024-01-15&known-on=as-of"), &["without hindsight"]);
    assert!(!before.contains("against Mark Rutte"), "nobody knew in January what March would bring");
    house.page(&format!("{RACE}?as-of=2024-01-15"), &["from all articles up to 1 July 2024"]);
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let house = House::new();
    let (mut met, mut open) =
        (std::collections::BTreeSet::new(), vec![format!("{RACE}{DAY}"), "/".to_owned()]);
    while let Some(address) = open.pop().filter(|_| met.len() < 400) {
        if !met.insert(address.clone()) {
            continue;
        }
        let answer = house.ask(&address);
        assert_eq!(answer.status, 200, "{address}");
        for link in answer.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let link = link.replace("&amp;", "&");
            let link = link.split('#').next().unwrap_or_default().to_owned();
            let is_ours = link.starts_with('/')
                && !link.starts_with("//")
                && !link.ends_with(".woff2")
                && !link.starts_with("/review");
            if is_ours && !met.contains(&link) {
                open.push(link);
            }
        }
    }
    assert!(met.iter().any(|address| address.contains("/rows/")));
    assert!(met.iter().any(|address| address.contains("/articles/")));
}

#[test]
fn an_article_has_each_statement_underlined_and_on_a_card() {
    let house = House::new();
    let articles = house.page(&format!("{RACE}/articles"), &[]);
    let link = articles.split("href=\"").find(|part| part.contains("Rutte would like to lead NATO")).unwrap();
    let address = link.split('"').next().unwrap();
    let page =
        house.page(address, &["class=\"text\"", "class=\"card c0\"", "all about it", "radio interview"]);
    let row = page.split("href=\"").find(|part| part.contains("/rows/")).unwrap().split('"').next().unwrap();
    house.page(row, &["Its words", "When", "Where", "confidence", "In the article"]);
}

#[test]
fn what_is_not_there_has_a_page_that_says_so() {
    let house = House::new();
    for address in [
        "/nowhere",
        "/races/king-of-nowhere",
        "/races/nato-secretary-general/people/Nobody%20Atall",
        "/races/nato-secretary-general/articles/0123456789ab",
        "/races/nato-secretary-general/articles/x",
        "/races/nato-secretary-general/rows/0123456789ab/s0",
        "/races/..%2F..%2Fetc%2Fpasswd",
    ] {
        let answer = house.ask(address);
        assert_eq!(answer.status, 404, "{address}");
        assert!(answer.body.contains("Not in the record") && answer.body.contains("All races"), "{address}");
    }
}

#[test]
fn hostile_words_come_back_as_words() {
    let house = House::new();
    let script = "%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    for address in [
        format!("{RACE}?as-of={script}"),
        format!("{RACE}?as-of=2024-02-30"),
        format!("{RACE}?as-of=-009999-01-01"),
        format!("{RACE}?as-of=9999-12-31"),
        format!("{RACE}?known-on=yesterday"),
        format!("{RACE}/timeline?from=-1"),
        format!("{RACE}/people/{script}"),
        format!("{RACE}/people/%FF%FE"),
        format!("/races/{script}"),
        format!("/search?q={script}"),
        "/search?q=%22OR%201%3D1%20--%20%27%3B%20DROP%20TABLE%20edition".to_owned(),
        "/search?q=NEAR(a%20b)%20AND%20*%20%22".to_owned(),
        format!("/search?q={}", "a".repeat(5000)),
        "/search?q=%00%FF".to_owned(),
        format!("/api/v1/search?q={script}"),
        format!("{RACE}/rows/é/é"),
    ] {
        let answer = house.ask(&address);
        assert!([200, 400, 404].contains(&answer.status), "{address}: {}", answer.status);
        let is_page = answer.header("content-type").starts_with("text/html");
        let body = answer.body.replace("<script src=\"/page.js\" defer></script>", "");
        assert!(!is_page || !body.contains("<script"), "{address}");
    }
    let answer = house.ask(&format!("{RACE}?as-of=yesterday"));
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("“yesterday” is not a day; write as-of as 2024-03-07"));
}

#[test]
fn every_answer_keeps_to_itself() {
    let house = House::new();
    for address in ["/", RACE, "/style.css", "/nowhere", "/api/v1/races", "/api/v1/nowhere"] {
        let answer = house.ask(address);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(!answer.body.contains(" style=\"") && !answer.body.contains(" onclick="), "{address}");
    }
    assert_eq!(house.send("POST", RACE, None).status, 405);
}

#[test]
fn a_name_that_is_none_of_ours_is_turned_away() {
    let house = House::new();
    for address in [RACE, "/nowhere", "/api/v1/races"] {
        let answer = house.send_with("GET", address, &[("host", "evil.example:8420")]);
        assert_eq!(answer.status, 421, "{address}");
        assert!(answer.body.contains("does not go by the name “evil.example:8420”"), "{}", answer.body);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[test]
fn somebody_who_is_named_later_has_a_page_on_every_day() {
    let house = House::new();
    let address = format!("{RACE}/people/Viktor%20Orb%C3%A1n");
    house.page(&address, &["Viktor Orbán"]);
    house.page(
        &format!("{address}?as-of=2023-11-16&known-on=as-of"),
        &["by this day; later ones do", "?as-of="],
    );
}

#[test]
fn a_hit_leads_into_the_race_that_its_article_is_about() {
    let house = House::own();
    let date = hustings::date::PartialDate::parse("2024-05-02").unwrap();
    house.add(&hustings::Article {
        id: "turin".to_owned(),
        body: "Chiara Bellini said on Thursday that she would run for mayor of Turin. “I want to be the mayor of everybody,” \
               Bellini said. The mayor of Turin, Paolo Ferri, will step down in June.\n"
            .to_owned(),
        document_creation_time: Some(hustings::article::CreationTime {
            date,
            time: None,
            found_in: hustings::article::FoundIn::Given,
        }),
        ..hustings::Article::default()
    });
    let page = house.page("/search?q=mayor", &["/rows/"]);
    let links: Vec<&str> = page
        .split("href=\"")
        .skip(1)
        .map(|part| part.split('"').next().unwrap())
        .filter(|link| link.contains("/rows/"))
        .collect();
    assert!(links.iter().any(|link| link.contains("/races/mayor-turin/")), "{links:?}");
    for link in links {
        house.page(link, &["Its words"]);
    }
}

#[test]
fn who_has_the_page_already_gets_no_second_copy() {
    let house = House::new();
    let tag = house.ask("/api/v1/races").header("etag").to_owned();
    let again = house.send("GET", "/api/v1/races", Some(&tag));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[test]
fn feeds_are_well_formed() {
    let house = House::new();
    let feed = house.ask(&format!("{RACE}/changes.atom"));
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    assert!(
        feed.body.starts_with("<?xml") && feed.body.contains("<title>26 June 2024</title>"),
        "{}",
        feed.body
    );
    let address = "http://localhost/races/nato-secretary-general";
    assert!(feed.body.contains(&format!(
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{address}/changes.atom\"/>"
    )));
    assert!(feed.body.contains(&format!("href=\"{address}?as-of=2024-06-26&amp;known-on=as-of\"/>")));
    assert!(!feed.body.contains("href=\"/"), "a link of a feed must be whole");
    let calendar = house.ask(&format!("{RACE}/agenda.ics"));
    assert!(calendar.body.starts_with("BEGIN:VCALENDAR\r\n") && calendar.body.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.body.contains("SUMMARY:The summit of the allies opens in Washington"));
    assert!(calendar.body.lines().all(|line| line.len() <= 75));
}
