//! An enemy writes articles, names, addresses and questions; whatever they try comes back as words, or not at all.

use hustings::Article;
use hustings::article::{CreationTime, FoundIn};
use hustings::date::PartialDate;

use super::browser::Browser;
use super::house::House;

use axum::body::{Body, Bytes};
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};

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

/// Returns the bytes of a file; none where there is no such file.
fn bytes(file: &std::path::Path) -> Vec<u8> {
    std::fs::read(file).unwrap_or_default()
}

#[test]
fn every_page_and_answer_is_there() {
    let house = House::own();
    let editor = Browser::editor(&house);
    let addresses = house.addresses("GET");
    assert!(addresses.len() > 45, "{}", addresses.len());
    for address in addresses {
        let answer = editor.get(&address);
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
    }
}

#[test]
fn nothing_is_changed_by_another_site_or_without_a_proof() {
    let house = House::own();
    let editor = Browser::editor(&house);
    let session = format!("hustings-session={}", editor.cookies.borrow()["hustings-session"]);
    let proof = super::browser::value(&editor.page("/sign-in"), "proof");
    let desk = hustings_store::desk_of(&house.record);
    let before = (bytes(&house.record), bytes(&desk));
    let addresses = house.addresses("POST");
    assert!(addresses.len() >= 12, "{addresses:?}");
    for address in addresses {
        let sent = |headers: &[(&str, &str)], proof: &str| {
            let body =
                format!("proof={proof}&name=a&address=a%40b.example&words=a&row=x&ruling=accept&why=x");
            let own = [("cookie", session.as_str()), ("content-type", "application/x-www-form-urlencoded")];
            house.send_all("POST", &address, &[&own, headers].concat(), body.into_bytes()).status
        };
        for elsewhere in [
            [("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")],
            [("origin", "null"), ("sec-fetch-site", "same-site")],
            [("origin", "http://localhost:9999"), ("sec-fetch-site", "same-site")],
        ] {
            // A program's token is nothing that a browser sends by itself, so 401 is as good.
            let status = sent(&elsewhere, &proof);
            assert!([401, 403].contains(&status), "{address}, {elsewhere:?}: {status}");
        }
        let is_form = !["/example", "/mcp", "/api/v1/decisions"].contains(&address.as_str());
        for proof in [String::new(), "0".repeat(64)].iter().filter(|_| is_form) {
            assert_eq!(sent(&[("origin", "http://localhost")], proof), 403, "{address}");
        }
    }
    assert!(before == (bytes(&house.record), bytes(&desk)), "somebody else changed something");
}

#[test]
fn no_body_is_too_large_for_the_server_only_for_its_limits() {
    let house = House::own();
    let browser = Browser::editor(&house);
    for address in house.addresses("POST") {
        for kind in
            ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"]
        {
            let status = browser.post_as(kind, &address, vec![b'a'; 5 << 20]).status;
            // The example takes no body, and nobody waits for one.
            let wanted: &[u16] = if address == "/example" { &[303] } else { &[413, 401] };
            assert!(wanted.contains(&status), "{address}, {kind}: {status}");
        }
    }
}

#[test]
fn no_address_does_what_it_is_not_for() {
    let house = House::new();
    let bare = |address: String| address.split('?').next().unwrap_or_default().to_owned();
    let [shown, done] =
        ["GET", "POST"].map(|method| house.addresses(method).into_iter().map(bare).collect::<Vec<_>>());
    for address in shown.iter().chain(&done) {
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW"] {
            let is_for =
                (method == "GET" && shown.contains(address)) || (method == "POST" && done.contains(address));
            if !is_for {
                assert_eq!(house.send(method, address, None).status, 405, "{method} {address}");
            }
        }
    }
}

#[test]
fn odd_parts_of_any_address_are_words() {
    let house = House::new();
    let odd = [
        "..%2F..%2Fetc%2Fpasswd",
        "%00",
        "%FF%FE",
        "%27%3B%20DROP%20TABLE%20edition%3B--",
        "%3Cscript%3E",
        "%0d%0aX:1",
        "-",
        ".",
    ];
    for (method, pattern) in hustings_serve::addresses() {
        if method.as_str() != "GET" || !pattern.contains('{') {
            continue;
        }
        let parts: Vec<&str> =
            pattern.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
        for part in &parts {
            for odd in odd {
                let address =
                    pattern.replace(&format!("{{{part}}}"), odd).replace("{race}", "nato-secretary-general");
                let address = address.replace(['{', '}'], "");
                let answer = house.ask(&address);
                assert!([303, 400, 404].contains(&answer.status), "{address}: {}", answer.status);
                let is_page = answer.header("content-type").starts_with("text/html");
                assert!(!is_page || !answer.body.contains("<script>"), "{address}");
                assert_eq!(answer.header("x"), "", "{address}");
                assert!(answer.status != 303 || answer.header("location").starts_with("/sign-in?to=%2F"));
            }
        }
    }
}

/// A body that begins and does not go on.
struct Slow(bool);

impl Stream for Slow {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::replace(&mut self.0, true) {
            Poll::Pending
        } else {
            Poll::Ready(Some(Ok(Bytes::from_static(b"a="))))
        }
    }
}

#[test]
fn nobody_waits_long_for_a_slow_body() {
    let house = House::hurried();
    for address in house.addresses("POST").iter().filter(|address| *address != "/example") {
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", "http://localhost")];
        let body = Body::from_stream(Slow(false));
        let answer = house.send_body("POST", address, &headers, body);
        assert_eq!(answer.status, 408, "{address}: {}", answer.body);
        assert!(answer.body.contains("too slowly"), "{address}");
    }
}
