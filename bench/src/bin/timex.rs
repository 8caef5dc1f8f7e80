//! The speed of the timex stage alone, on one core: bytes of text per second, and whether it is linear in the length.
//!
//! `cd bench && cargo run --release --bin timex -- CORPUS.jsonl[.gz] [ARTICLES]`, with the `text` and `date` of each line.
//! Segments and tags are made before the clock starts. Without a corpus the sentences of `testdata/gold/intervals.tsv`
//! are read, which hold far more expressions than the press does.

use flate2::read::MultiGzDecoder;
use hustings::article::{CreationTime, FoundIn};
use hustings::date::PartialDate;
use hustings::model::Tags;
use hustings::segment::Segments;
use hustings::text::Text;
use hustings::{Article, Model};
use serde_json::Value;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read};
use std::time::{Duration, Instant};

/// How often everything is read; the fastest time counts.
const ROUNDS: usize = 5;

type Failure = Box<dyn std::error::Error>;

/// An article with all that the stage reads.
struct Prepared {
    article: Article,
    segments: Segments,
    tags: Tags,
}

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let articles = match arguments.next() {
        Some(corpus) => from_corpus(&corpus, arguments.next().map_or(Ok(300), |count| count.parse())?)?,
        None => own_sentences()?,
    };
    let model = Model::from_bytes(hustings_model::TAGGER)?;
    let alone: Vec<Prepared> = articles.iter().map(|article| prepare(article.clone(), &model)).collect();
    let (bytes, found) = (length(&alone), count(&alone));
    let time = fastest(&alone);
    report("one by one", bytes, time);
    println!("{} articles, {bytes} bytes, {found} expressions", alone.len());
    for copies in [1, 2, 4] {
        let body = vec![joined(&articles); copies].join("\n\n");
        let first = articles.first().ok_or("there is no article")?;
        let long = prepare(Article { body, ..first.clone() }, &model);
        let bytes = long.article.body.len();
        report(&format!("in one, {copies} times"), bytes, fastest(&[long]));
    }
    Ok(())
}

fn report(what: &str, bytes: usize, time: Duration) {
    println!(
        "{what:<18}{:>10.2} MB/s{:>10.1} ms",
        bytes as f64 / 1e6 / time.as_secs_f64(),
        time.as_secs_f64() * 1e3
    );
}

fn fastest(all: &[Prepared]) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        black_box(count(all));
        best = best.min(start.elapsed());
    }
    best
}

/// Reads all articles and returns how many expressions they hold.
fn count(all: &[Prepared]) -> usize {
    let texts =
        all.iter().map(|one| Text { article: &one.article, segments: &one.segments, tags: &one.tags });
    texts.map(|text| hustings::timex::find(&text).len()).sum()
}

fn length(all: &[Prepared]) -> usize {
    all.iter().map(|one| one.article.body.len()).sum()
}

fn joined(articles: &[Article]) -> String {
    let bodies: Vec<&str> = articles.iter().map(|article| article.body.as_str()).collect();
    bodies.join("\n\n")
}

fn prepare(article: Article, model: &Model) -> Prepared {
    let segments = hustings::segment::segment(&article);
    let tags = model.tag(&article.body, &segments);
    Prepared { article, segments, tags }
}

fn from_corpus(path: &str, most: usize) -> Result<Vec<Article>, Failure> {
    let file = File::open(path)?;
    let opened: Box<dyn Read> =
        if path.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut articles = Vec::new();
    for line in BufReader::new(opened).lines().take(most) {
        let line: Value = serde_json::from_str(&line?)?;
        let written = line["date"].as_str().or(line["dct"].as_str()).unwrap_or_default();
        articles.push(article(line["text"].as_str().unwrap_or_default(), written));
    }
    Ok(articles)
}

fn own_sentences() -> Result<Vec<Article>, Failure> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/gold/intervals.tsv");
    let written = std::fs::read_to_string(path)?;
    let lines = written.lines().filter(|line| !line.starts_with('#'));
    let cells = lines.filter_map(|line| line.split_once('\t'));
    Ok(cells
        .map(|(day, rest)| article(&rest.split('\t').next().unwrap_or(rest).replace(['[', ']'], ""), day))
        .collect())
}

fn article(body: &str, day: &str) -> Article {
    let date = PartialDate::parse(day);
    let created = date.map(|date| CreationTime { date, time: None, found_in: FoundIn::Given });
    Article { body: body.to_owned(), document_creation_time: created, ..Article::default() }
}
