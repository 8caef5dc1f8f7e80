//! Feeds: whole ones of each kind, and those that are broken, endless or made to do harm.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use hustings_ingest::{Hint, Opened, Piece, open_article, pieces};

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="feed.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbor Gazette</title><link>https://gazette.example/</link>
<image><title>The logo</title><link>https://gazette.example/logo</link></image>
<item><title>Three want to chair the harbor board &amp;amp; pier</title>
<link>https://gazette.example/a</link><guid isPermaLink="false">4711</guid>
<pubDate>Tue, 14 Nov 2023 23:30:00 -0500</pubDate><dc:creator><![CDATA[By Ada Fictional]]></dc:creator>
<description>A short line.</description>
<content:encoded><![CDATA[<p>“Yes,” said Ada Fictional on Tuesday, asked whether she wants the post.</p><script>alert(1)</script>
<p>The board meets &nbsp;in May.</p>]]></content:encoded></item>
<item><title>No text</title><guid>https://gazette.example/b</guid></item>
<item><title>Escaped</title><link>/c</link><source url="https://wire.example/rss">Example Wire</source>
<description>&lt;p&gt;The board chose nobody &amp;amp; went home.&lt;/p&gt;</description></item>
</channel></rss>"#;

const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">The Pier</title>
<link rel="self" href="https://pier.example/feed"/>
<entry><title>Two withdraw</title><id>urn:uuid:1</id><link rel="alternate" href="https://pier.example/two?a=1&amp;b=2"/>
<published>2024-03-08T10:00:00+01:00</published><updated>2024-03-09T10:00:00Z</updated>
<author><name>Bo Invented</name><uri>https://pier.example/bo</uri></author>
<source><id>urn:x</id><title>Not this title</title></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Bo <b>Invented</b> withdrew &lt;on Friday&gt;.</p><p>So did Cy.</p></div></content></entry>
</feed>"#;

fn hint() -> Hint {
    Hint { url: Some("https://gazette.example/feed".to_owned()), ..Hint::default() }
}

fn entries(feed: &str) -> Vec<Result<Opened, String>> {
    let pieces = match pieces(feed.as_bytes(), &hint()) {
        Ok(pieces) => pieces,
        Err(why) => return vec![Err(why.to_string())],
    };
    pieces.map(|piece| piece.and_then(Piece::open).map_err(|why| why.to_string())).collect()
}

#[test]
fn entries_of_rss_are_articles() {
    let entries = entries(RSS);
    let first = entries[0].as_ref().unwrap();
    let article = &first.article;
    assert_eq!(article.title.as_deref(), Some("Three want to chair the harbor board & pier"));
    assert_eq!(article.url.as_deref(), Some("https://gazette.example/a"));
    assert_eq!(article.outlet.as_deref(), Some("Harbor Gazette"));
    assert_eq!(article.byline.as_deref(), Some("Ada Fictional"));
    // The day is the outlet's own, not that of universal time.
    assert_eq!(article.dct().unwrap().value(), "2023-11-14");
    assert_eq!(
        article.body,
        "“Yes,” said Ada Fictional on Tuesday, asked whether she wants the post.\n\nThe board meets in May."
    );
    assert!(first.bytes.as_ref().unwrap().starts_with("<p>“Yes,”".as_bytes()));
    let why = entries[1].as_ref().unwrap_err();
    assert_eq!(why, "entry 2 (https://gazette.example/b): no article text was found in the entry");
    let third = &entries[2].as_ref().unwrap().article;
    assert_eq!(third.body, "The board chose nobody & went home.");
    assert_eq!(third.url.as_deref(), Some("https://gazette.example/c"));
    assert_eq!(third.outlet.as_deref(), Some("Example Wire"));
    assert_eq!(entries.len(), 3);
}

#[test]
fn entries_of_atom_are_articles() {
    let entries = entries(ATOM);
    let article = &entries[0].as_ref().unwrap().article;
    assert_eq!(article.title.as_deref(), Some("Two withdraw"));
    assert_eq!(article.url.as_deref(), Some("https://pier.example/two?a=1&b=2"));
    assert_eq!(article.outlet.as_deref(), Some("The Pier"));
    assert_eq!(article.byline.as_deref(), Some("Bo Invented"));
    assert_eq!(article.dct().unwrap().value(), "2024-03-08");
    assert_eq!(article.body, "Bo Invented withdrew <on Friday>.\n\nSo did Cy.");
    assert_eq!(entries.len(), 1);
}

#[test]
fn entries_of_a_json_feed_are_articles() {
    let feed = r#"{"title": "Harbor Gazette", "version": "https:\/\/jsonfeed.org\/version\/1.1", "items": [
        {"id": "1", "url": "https://gazette.example/1", "title": "Two & two", "date_published": "2024-03-08T23:30:00-05:00",
         "content_text": "“Yes,” she said, if 1 < 2.\n\nThe board meets.", "authors": [{"name": "Ada Fictional"}]},
        {"id": "2", "url": 7, "content_html": "<p>Broken"}]}"#;
    let entries = entries(feed);
    let article = &entries[0].as_ref().unwrap().article;
    assert_eq!(article.body, "“Yes,” she said, if 1 < 2.\n\nThe board meets.");
    assert_eq!(article.title.as_deref(), Some("Two & two"));
    assert_eq!(article.byline.as_deref(), Some("Ada Fictional"));
    assert_eq!(article.outlet.as_deref(), Some("Harbor Gazette"));
    assert_eq!(article.dct().unwrap().value(), "2024-03-08");
    assert_eq!(entries[1].as_ref().unwrap_err(), "entry 2: no article text was found in the entry");
    let why = pieces(&feed.as_bytes()[..200], &hint()).err().unwrap().to_string();
    assert!(why.starts_with("the feed is broken or cut short"), "{why}");
}

#[test]
fn a_teaser_says_where_its_article_is() {
    let long = "<p>The board met and chose nobody.</p>".repeat(60);
    let feed = RSS.replace("The board meets &nbsp;in May.", &long);
    let teasers: Vec<_> = pieces(feed.as_bytes(), &hint()).unwrap().flatten().collect();
    assert_eq!(teasers[0].teaser_of(), None);
    assert_eq!(teasers[1].teaser_of(), Some("https://gazette.example/b"));
}

#[test]
fn a_feed_cut_anywhere_has_its_whole_entries() {
    for cut in (0..RSS.len()).filter(|cut| RSS.is_char_boundary(*cut)) {
        let found = entries(&RSS[..cut]);
        let ends = RSS[..cut].matches("</item>").count();
        let whole = found.iter().filter(|entry| entry.is_ok()).count();
        assert!(whole <= ends.max(1), "{cut}");
        if ends > 0 && cut < RSS.find("</rss>").unwrap() {
            let why = found.last().unwrap().as_ref().unwrap_err();
            assert!(why.contains(&format!("after entry {ends}")), "{cut}: {why}");
        }
    }
    let why = entries("<rss><channel><item><title>x").remove(0).unwrap_err();
    assert_eq!(why, "the feed is broken or cut short before its first entry ends; fetch it again");
    assert_eq!(entries("<rss></rss>").remove(0).unwrap_err(), "no article text was found in the feed");
}

#[test]
fn declared_entities_are_not_expanded() {
    let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"ha\">");
    for n in 1..12 {
        laughs += &format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10));
    }
    laughs += "<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>T</title>\
               <description>He said &l11; and &x; on Friday.</description></item></channel></rss>";
    let begin = Instant::now();
    let entries = entries(&laughs);
    assert_eq!(entries[0].as_ref().unwrap().article.body, "He said &l11; and &x; on Friday.");
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[test]
fn hostile_feeds_end_in_time() {
    let feeds = [
        format!("<rss><channel>{}", "<item>".repeat(200_000)),
        format!("<rss><channel><item><description>{}", "<p>".repeat(200_000)),
        format!("<rss><channel>{}</channel></rss>", "<item><title>x</title></item>".repeat(50_000)),
        format!("<feed>{}", "</entry>".repeat(200_000)),
        format!("<feed><entry><content>{}", "&".repeat(1_000_000)),
        format!("<feed><entry {}/></feed>", "a=\"1\" ".repeat(100_000)),
    ];
    for feed in feeds {
        let begin = Instant::now();
        _ = entries(&feed);
        assert!(begin.elapsed() < Duration::from_secs(40), "{:?} for {:.60}", begin.elapsed(), feed);
    }
}

#[test]
fn a_feed_in_another_character_set_is_read() {
    let latin = RSS.replace("UTF-8", "windows-1252").replace("“Yes,”", "Caf\u{e9}s,");
    let bytes: Vec<u8> = latin.chars().map(|char| u8::try_from(u32::from(char)).unwrap_or(b'?')).collect();
    let first = pieces(bytes.as_slice(), &hint()).unwrap().next().unwrap().unwrap().open().unwrap();
    assert!(first.article.body.starts_with("Cafés, said"), "{}", first.article.body);
}

#[test]
fn a_page_about_feeds_is_no_feed() {
    let page = "<html><body><article><p>A feed begins with &lt;rss&gt; or with &lt;feed&gt;, said Ada Fictional on \
                Tuesday, and she knows.</p></article></body></html>";
    assert!(open_article(page.as_bytes(), &Hint::default()).unwrap().body.starts_with("A feed begins"));
}
