//! Who may what: signing in and out, sessions, forms from elsewhere, and limits.

use super::browser::Browser;
use super::house::House;

#[test]
fn an_editor_signs_in_and_out() {
    let house = House::own();
    let browser = Browser::editor(&house);
    let session = browser.cookies.borrow()["hustings-session"].clone();
    assert!(browser.page("/sign-in").contains("You are signed in as <b>ana</b>"));
    let desk = std::fs::read(hustings_store::desk_of(&house.record)).unwrap();
    for secret in [session.as_str(), "correct horse battery"] {
        assert!(
            !desk.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()),
            "a secret lies in the file"
        );
    }
    let left = browser.submit("/sign-in", "/sign-out", &[]);
    assert_eq!((left.status, left.header("location")), (303, "/"));
    assert!(!browser.page("/sign-in").contains("You are signed in"));
    // The old cookie opens nothing, even where a browser kept it.
    browser.cookies.borrow_mut().insert("hustings-session".to_owned(), session);
    assert!(!browser.page("/sign-in").contains("You are signed in"));
}

#[test]
fn a_wrong_password_says_nothing_about_names() {
    let house = House::own();
    _ = Browser::editor(&house);
    let browser = Browser::new(&house);
    let told = |name: &str| {
        let answer = browser.submit("/sign-in", "/sign-in", &[("name", name), ("password", "wrong")]);
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains("Name or password is wrong"));
        answer.body
    };
    assert_eq!(told("ana"), told("nobody"));
}

#[test]
fn guessing_is_slowed_down() {
    let house = House::own();
    let browser = Browser::new(&house);
    let fields = [("name", "ana"), ("password", "guess")];
    let last =
        (0..12).map(|_| browser.submit("/sign-in", "/sign-in", &fields)).collect::<Vec<_>>().pop().unwrap();
    assert_eq!((last.status, last.header("retry-after")), (429, "60"));
}

#[test]
fn forms_from_elsewhere_do_nothing() {
    let house = House::own();
    let browser = Browser::editor(&house);
    for proof in ["", "0000", &"0".repeat(64)] {
        assert_eq!(browser.post("/sign-out", &[("proof", proof)]).status, 403, "{proof:?}");
    }
    // Somebody else's proof is none.
    let other = super::browser::value(&Browser::new(&house).page("/sign-in"), "proof");
    assert_eq!(browser.post("/sign-out", &[("proof", &other)]).status, 403);
    let proof = super::browser::value(&browser.page("/sign-in"), "proof");
    let cookie = format!("hustings-session={}", browser.cookies.borrow()["hustings-session"]);
    let body = format!("proof={proof}").into_bytes();
    for (name, value) in
        [("origin", "http://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let headers = [("cookie", cookie.as_str()), kind, (name, value)];
        assert_eq!(
            house.send_all("POST", "/sign-out", &headers, body.clone()).status,
            403,
            "{name}: {value}"
        );
    }
    assert!(browser.page("/sign-in").contains("You are signed in as <b>ana</b>"));
}

#[test]
fn nobody_is_led_elsewhere_after_signing_in() {
    let house = House::own();
    _ = Browser::editor(&house);
    for to in ["//evil.example", "https://evil.example", "/ok\r\nSet-Cookie: a=b"] {
        let fields = [("name", "ana"), ("password", "correct horse battery"), ("to", to)];
        let answer = Browser::new(&house).submit("/sign-in", "/sign-in", &fields);
        assert_eq!((answer.status, answer.header("location")), (303, "/review"), "{to}");
    }
}

#[test]
fn large_and_odd_bodies_are_turned_away() {
    let house = House::own();
    let browser = Browser::new(&house);
    let large = vec![b'a'; 100 << 10];
    let form = "application/x-www-form-urlencoded";
    assert_eq!(browser.post_as(form, "/sign-in", large).status, 413);
    assert_eq!(browser.post_as("application/json", "/sign-in", b"{}".to_vec()).status, 400);
    assert_eq!(browser.post_as("multipart/form-data; boundary=x", "/sign-in", b"--x".to_vec()).status, 400);
    assert_eq!(browser.post_as(form, "/sign-in", b"%FF%00=%FF".to_vec()).status, 403);
    assert_eq!(house.send("DELETE", "/sign-in", None).status, 405);
}

#[test]
fn pages_of_the_desk_are_kept_by_nobody() {
    let house = House::own();
    let answer = Browser::new(&house).get("/sign-in");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
    assert!(!answer.header("content-security-policy").contains("unsafe"));
    assert_eq!(answer.header("etag"), "");
}
