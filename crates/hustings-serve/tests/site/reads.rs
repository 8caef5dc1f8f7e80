//! “Read this”: what is pasted or uploaded is read within limits, shown as text, and kept nowhere.

use super::browser::{Browser, value};
use super::house::{Answer, House};

const ARTICLE: &str = "TALLINN – Kaja Kallas said on Tuesday that she would like to become NATO Secretary General. \
                       “<script>alert(1)</script> is no answer,” Kallas said.";

const PAGE: &str = "<html><head><title>Kallas is interested</title></head><body><article>\
    <p>TALLINN – Kaja Kallas said on Tuesday that she would like to become NATO Secretary General.</p>\
    <p>Nobody else has said so in public, and the allies want a name by spring.</p></article></body></html>";

fn upload(browser: &Browser<'_>, name: &str, bytes: &[u8]) -> Answer {
    let proof = value(&browser.page("/read"), "proof");
    let head =
        format!("--line\r\nContent-Disposition: form-data; name=\"proof\"\r\n\r\n{proof}\r\n--line\r\n");
    let file = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    let body = [head.as_bytes(), file.as_bytes(), bytes, b"\r\n--line--\r\n"].concat();
    browser.post_as("multipart/form-data; boundary=line", "/read", body)
}

#[test]
fn an_article_is_read_and_kept_nowhere() {
    let house = House::own();
    let browser = Browser::new(&house);
    let before = std::fs::read(&house.record).unwrap();
    let fields = [("words", ARTICLE), ("day", "2023-11-15"), ("outlet", "<b>Me</b>")];
    let pasted = browser.submit("/read", "/read", &fields);
    assert_eq!(pasted.status, 200, "{}", pasted.body);
    for words in ["Candidacy", "Kaja Kallas", "class=\"content c0", "&lt;script&gt;"] {
        assert!(pasted.body.contains(words), "{words}: {}", pasted.body);
    }
    assert!(!pasted.body.contains("<script>alert") && !pasted.body.contains("<b>Me"));
    let uploaded = upload(&browser, "../../etc/passwd.html", PAGE.as_bytes());
    assert!(uploaded.status == 200 && uploaded.body.contains("Kaja Kallas"), "{}", uploaded.body);
    assert_eq!(before, std::fs::read(&house.record).unwrap());
    assert!(!hustings_store::desk_of(&house.record).exists());
}

#[test]
fn what_is_no_article_is_told_so() {
    let house = House::own();
    let browser = Browser::new(&house);
    assert_eq!(browser.submit("/read", "/read", &[("words", "")]).status, 400);
    assert_eq!(browser.submit("/read", "/read", &[("words", "Hello."), ("day", "2023-99-99")]).status, 400);
    assert_eq!(upload(&browser, "a.pdf", b"%PDF-1.7 ...").status, 400);
    assert_eq!(upload(&browser, "a.gz", &[0x1f, 0x8b, 8, 0, 0, 0]).status, 400);
    assert_eq!(upload(&browser, "a.txt", &vec![b'a'; 3 << 20]).status, 413);
    let last = (0..12)
        .map(|_| browser.submit("/read", "/read", &[("words", "")]))
        .collect::<Vec<_>>()
        .pop()
        .unwrap();
    assert_eq!(last.status, 429);
}
