//! An enemy writes articles, names, addresses and questions; whatever they try comes back as words, or not at all.

use hustings::Article;
use hustings::article::{CreationTime, FoundIn};
use hustings::date::PartialDate;

use super::browser::Browser;
use super::house::House;

const RACE: &str = "/races/nato-secretary-general";

/// Markup that must never come back as markup.
const RAW: &[&str] =
    &["<script>alert", "<img src=x", "onerror=alert(1)>", "<b>bold", "href=\"javascript:", "\"><svg onload"];

fn enemy() -> Article {
    let date = PartialDate::parse("2024-06-20").unwrap();
    Article {
        id: "enemy".to_owned(),
        body: "Kaja <script>alert(1)</script> Kallas said on Tuesday that she would like to become NATO Secretary General. \
               “<img src=x onerror=alert(1)> is what we need,” Mark Rutte said. \
               Klaus \"><svg onload=alert(1)> Iohannis supports Mark Rutte for NATO Secretary General, he said on Tuesday. \
               The next secretary general should come from <b>bold</b> Estonia, diplomats said.\n"
            .to_owned(),
        title: Some("</title><script>alert(1)</script>".to_owned()),
        outlet: Some("\"><img src=x onerror=alert(1)>".to_owned()),
        url: Some("javascript:alert(1)".to_owned()),
        byline: Some("<b>bold</b>".to_owned()),
        document_creation_time: Some(CreationTime { date, time: None, found_in: FoundIn::Given }),
        ..Article::default()
    }
}

#[test]
fn markup_in_articles_comes_back_as_words_on_every_page() {
    let house = House::own();
    house.add(&enemy());
    let editor = Browser::editor(&house);
    let mut addresses: Vec<String> = [
        "",
        "?as-of=2024-06-21",
        "/articles",
        "/people",
        "/electors",
        "/timeline",
        "/changes",
        "/changes.atom",
        "/agenda.ics",
    ]
    .iter()
    .map(|end| format!("{RACE}{end}"))
    .collect();
    addresses.extend(
        [
            "/",
            "/search?q=need",
            "/review?race=nato-secretary-general",
            "/review/people?race=nato-secretary-general",
        ]
        .map(str::to_owned),
    );
    let store = hustings_store::Store::read(&house.record).unwrap();
    let kept = store.each(|edition, rows| {
        if edition.outlet == enemy().outlet {
            addresses.push(format!("{RACE}/articles/{}", edition.short()));
            addresses.push(format!("{RACE}/articles/{}/kept", edition.short()));
            addresses.extend(rows.iter().map(|row| format!("{RACE}/rows/{}", row.id)));
            addresses.extend(
                rows.iter().map(|row| format!("/review/rows/{}?race=nato-secretary-general", row.id)),
            );
        }
        Ok::<(), hustings_store::Error>(())
    });
    kept.unwrap();
    assert!(addresses.len() > 20);
    let mut has_seen = false;
    for address in addresses {
        let answer = editor.get(&address);
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        // A calendar and a kept text are no markup, and say so.
        let is_markup = ["text/html", "application/atom+xml"]
            .iter()
            .any(|kind| answer.header("content-type").starts_with(kind));
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        for raw in RAW.iter().filter(|_| is_markup) {
            assert!(!answer.body.contains(raw), "{address} has {raw}");
        }
        has_seen |= answer.body.contains("&lt;script&gt;alert");
    }
    assert!(has_seen, "no page showed the article of the enemy");
}

#[test]
fn no_address_leads_out_of_the_site() {
    let house = House::new();
    for address in [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/style.css/../../etc/passwd",
        "/races/..%2f..%2f..%2fetc%2fpasswd",
        "/races/%252e%252e%252fetc",
        "/races/nato-secretary-general/articles/..%2f..%2frecord.hustings",
        "/races/nato-secretary-general/articles/%00%00%00%00%00%00%00%00",
        "/races/nato-secretary-general/rows/..%2f../s0",
        "/record.hustings",
        "/record.hustings.desk",
        "/.git/config",
        "//evil.example/",
    ] {
        let answer = house.ask(address);
        assert!([400, 404].contains(&answer.status), "{address}: {}", answer.status);
        assert!(!answer.body.contains("root:") && !answer.body.contains("SQLite"), "{address}");
        assert_eq!(answer.header("location"), "");
    }
}

#[test]
fn questions_are_never_statements_of_sql() {
    let house = House::own();
    let before = std::fs::read(&house.record).unwrap();
    for words in [
        "'; DROP TABLE edition; --",
        "\" OR 1=1",
        "words MATCH 'a'",
        "a* NEAR(b)",
        "{title body}: x",
        "^a",
        "-a",
        "a AND NOT",
    ] {
        let query: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
        for address in [
            format!("/search?q={query}"),
            format!("/api/v1/search?q={query}"),
            format!("/api/v1{RACE}/who?name={query}"),
        ] {
            assert_eq!(house.ask(&address).status, 200, "{address}");
        }
        assert_eq!(house.ask(&format!("/races/{query}")).status, 404, "{words}");
    }
    assert_eq!(before, std::fs::read(&house.record).unwrap());
}

#[test]
fn a_long_address_is_no_harm() {
    let house = House::new();
    let long = "a".repeat(30_000);
    for address in [
        format!("/{long}"),
        format!("/races/{long}"),
        format!("{RACE}?x={long}"),
        format!("/search?q={long}"),
    ] {
        assert!([200, 400, 404].contains(&house.ask(&address).status));
    }
    let many: String = (0..5000).map(|at| format!("&p{at}=1")).collect();
    assert_eq!(house.ask(&format!("{RACE}?as-of=2024-03-07{many}")).status, 200);
}
