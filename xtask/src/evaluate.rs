//! `cargo xtask evaluate`: runs the release binary over annotated corpora and compares the scores with their floors.
//!
//! The scorers say how good a reading is; [`floors`] says how good it was.

pub mod attribution;
pub mod coreference;
pub mod floors;
pub mod gap;
pub mod gum;
pub mod html;
pub mod races;
pub mod scoring;
pub mod table;
pub mod timex;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use clap::{Args, ValueEnum};
use serde_json::Value;

use floors::Floors;
use races::{FactScore, RaceScore};
use scoring::{Rates, Readings};
use table::{Score, Sheet};

/// The options of `evaluate`.
#[derive(Args)]
pub struct Evaluate {
    /// The folder with the corpora of testdata/corpora.toml.
    #[arg(long, env = "HUSTINGS_DATA")]
    data: PathBuf,
    /// Raise the floors of SCORES.toml to what was measured.
    #[arg(long)]
    update: bool,
    /// Name the pages whose body is far from right.
    #[arg(long)]
    misses: bool,
    /// Evaluate these sets only.
    #[arg(long = "set", value_name = "NAME")]
    sets: Vec<String>,
}

/// A scorer.
#[derive(Clone, Copy, ValueEnum)]
pub enum Scorer {
    /// Attributions (PolNeAR).
    Attribution,
    /// Time expressions (TIMEX3).
    Timex,
    /// Statements and race facts.
    Races,
    /// Gendered pronouns (GAP).
    Gap,
    /// Names and coreference (GUM).
    Gum,
}

/// An annotated corpus, and how its readings are scored.
struct Corpus {
    name: &'static str,
    file: &'static str,
    scorer: Scorer,
    /// The one article of the corpus as a file of its own, to be read instead.
    page: Option<&'static str>,
}

const CORPORA: [Corpus; 7] = [
    corpus("gap.dev", "people/gap.dev.jsonl.gz", Scorer::Gap),
    corpus("gum.dev", "people/gum.dev.jsonl.gz", Scorer::Gum),
    corpus("polnear.dev", "attribution/polnear.dev.jsonl.gz", Scorer::Attribution),
    corpus("race/dev", "race/dev.jsonl.gz", Scorer::Races),
    corpus("race/seed", "race/seed.jsonl", Scorer::Races),
    Corpus { page: Some("race/seed.txt"), ..corpus("race/seed as a text", "race/seed.jsonl", Scorer::Races) },
    corpus("timebank_aquaint", "time/timebank_aquaint.jsonl.gz", Scorer::Timex),
];

const fn corpus(name: &'static str, file: &'static str, scorer: Scorer) -> Corpus {
    Corpus { name, file, scorer, page: None }
}

/// Runs the binary over the corpora, prints the scores, and compares them with `SCORES.toml`.
///
/// # Errors
/// When a corpus cannot be read or scored, or when a score lies below its floor.
pub fn run(options: &Evaluate) -> Result<()> {
    let root = crate::root();
    let binary = crate::release_binary()?;
    let mut floors = Floors::load(&root.join("SCORES.toml"))?;
    let is_wanted = |name: &str| options.sets.is_empty() || options.sets.iter().any(|set| set == name);
    let mut sheets = Vec::new();
    for corpus in CORPORA.iter().filter(|corpus| is_wanted(corpus.name)) {
        let path = options.data.join(corpus.file);
        if path.exists() {
            let page = corpus.page.map(|page| options.data.join(page));
            sheets.push(evaluate(corpus, &path, page.as_deref(), &binary)?);
        } else {
            eprintln!("skipped {}: there is no {}", corpus.name, path.display());
        }
    }
    if is_wanted("html") && options.data.join("html/pages").exists() {
        sheets.push(evaluate_pages(options)?);
    }
    ensure!(!sheets.is_empty(), "no corpus was found in {}", options.data.display());
    print!("{}", table::render(&sheets, &floors));
    if options.update {
        floors.raise(&sheets);
        floors.save()?;
    }
    let fallen = floors.fallen(&sheets);
    if !fallen.is_empty() {
        bail!(
            "{} of the scores lie below their floor in SCORES.toml:\n  {}",
            fallen.len(),
            fallen.join("\n  ")
        );
    }
    Ok(())
}

/// Prints the score of readings as JSON, in the form of the scorers that the corpora come with.
///
/// # Errors
/// When a file cannot be read.
pub fn print_score(scorer: Scorer, gold: &Path, readings: &Path) -> Result<()> {
    let gold = scoring::lines(gold)?;
    let readings = Readings::new(scoring::lines(readings)?);
    let score = match scorer {
        Scorer::Attribution => attribution::score(&gold, &readings).json(),
        Scorer::Timex => timex::score(&gold, &readings).json(),
        Scorer::Races => races::score(&gold, &readings).json(),
        Scorer::Gap => gap::score(&gold, &readings).json(),
        Scorer::Gum => gum::score(&gold, &readings).json(),
    };
    println!("{}", serde_json::to_string_pretty(&score)?);
    Ok(())
}

fn evaluate(corpus: &Corpus, path: &Path, page: Option<&Path>, binary: &Path) -> Result<Sheet> {
    let gold = scoring::lines(path)?;
    let mut found = readings(binary, page.unwrap_or(path))?;
    if let ([reading], [article], true) = (&mut found[..], &gold[..], page.is_some()) {
        reading["article"]["id"] = article["id"].clone();
    }
    let readings = Readings::new(found);
    let mut scores = match corpus.scorer {
        Scorer::Attribution => attribution_scores(&attribution::score(&gold, &readings)),
        Scorer::Timex => timex_scores(&timex::score(&gold, &readings)),
        Scorer::Races => race_scores(&races::score(&gold, &readings)),
        Scorer::Gap => gap_scores(&gap::score(&gold, &readings)),
        Scorer::Gum => gum_scores(&gum::score(&gold, &readings)),
    };
    let read = readings.all().filter(|reading| scoring::items(&reading["notes"]).is_empty()).count();
    scores.push(Score::share("read without a note", scoring::percent(read, gold.len())));
    Ok(Sheet { name: corpus.name.to_owned(), size: format!("{} articles", gold.len()), scores })
}

/// Returns what the binary reads in a corpus.
fn readings(binary: &Path, corpus: &Path) -> Result<Vec<Value>> {
    let output = Command::new(binary)
        .args(["read", "--format", "jsonl"])
        .arg(corpus)
        .output()
        .with_context(|| format!("could not run {}", binary.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "hustings could not read all of {}:\n{said}", corpus.display());
    scoring::parse_lines(&output.stdout)
}

fn evaluate_pages(options: &Evaluate) -> Result<Sheet> {
    let score = html::score_html(&options.data)?;
    for page in score.pages.iter().filter(|page| options.misses && page.f1() < 0.9) {
        eprintln!("missed html {} {}: F1 {:.2}", page.name, page.url, page.f1());
    }
    let percent = |share: f64| Some(scoring::one_decimal(100.0 * share));
    let pages = score.pages.len();
    let scores = vec![
        Score::share("body text token F1", percent(score.f1())),
        Score::share("no comment form", scoring::percent(pages - score.comment_forms(), pages)),
        Score::share("dated to the day", scoring::percent(score.dated(), pages)),
    ];
    Ok(Sheet { name: "html".to_owned(), size: format!("{pages} pages"), scores })
}

fn attribution_scores(score: &attribution::AttributionScore) -> Vec<Score> {
    let mut scores = Vec::new();
    for (role, segments) in attribution::ROLES.iter().zip(&score.segments) {
        scores.push(Score::rates(&format!("{role} exact"), segments.exact));
        scores.push(Score::rates(&format!("{role} token"), segments.token));
    }
    scores.push(Score::rates("whole", score.whole.full));
    scores.push(Score::rates("whole exact", score.whole.exact));
    scores
}

fn timex_scores(score: &timex::TimexScore) -> Vec<Score> {
    let rates: [(&str, Rates); 4] =
        [("strict", score.strict), ("relaxed", score.relaxed), ("type", score.kind), ("value", score.value)];
    rates.into_iter().map(|(name, rates)| Score::rates(name, rates)).collect()
}

fn gap_scores(score: &gap::GapScore) -> Vec<Score> {
    let rates = [("pronouns", score.all), ("feminine", score.feminine), ("masculine", score.masculine)];
    rates.into_iter().map(|(name, rates)| Score::rates(name, rates)).collect()
}

fn gum_scores(score: &gum::GumScore) -> Vec<Score> {
    let [persons, organizations, places] = score.by_kind;
    let rates = [
        ("names", score.names),
        ("persons", persons),
        ("organizations", organizations),
        ("places", places),
        ("names of any type", score.spans),
    ];
    let mut scores: Vec<Score> = rates.into_iter().map(|(name, rates)| Score::rates(name, rates)).collect();
    for (name, value) in ["MUC", "B cubed", "CEAF e"].into_iter().zip(score.measures) {
        scores.push(Score::share(&format!("coreference {name}"), Some(value)));
    }
    scores.push(Score::share("coreference CoNLL F1", Some(score.conll)));
    scores
}

fn race_scores(score: &RaceScore) -> Vec<Score> {
    let mut scores = vec![
        Score::rates("statements", score.statements),
        Score::rates("said", score.said),
        Score::share("speaker right", score.speaker_right),
        Score::share("speaker resolved", score.speaker_resolved),
        Score::share("speaker not wrong", score.speaker_not_wrong),
        Score::share("kind right", score.kind_right),
        Score::share("statement dates", score.date_right),
        Score::share("stance macro F1", score.stance_macro_f1),
    ];
    let facts: [(&str, FactScore, bool); 5] = [
        ("candidacies", score.candidacies, true),
        ("endorsements", score.endorsements, false),
        ("tenures", score.tenures, true),
        ("criteria", score.criteria, false),
        ("events", score.events, true),
    ];
    for (name, fact, is_dated) in facts {
        scores.push(Score::rates(name, fact.found));
        if is_dated {
            scores.push(Score::share(&format!("{name} dates"), fact.date_right));
        }
    }
    scores
}
