//! Prints what training of the stance classifier must see as the program sees it: statements with their targets.
//!
//! One JSON line an article, for race corpora; for sentences with `targets` (NewsMTSC) one line a sentence, the whole
//! of it as if somebody had said it.

use anyhow::{Context, Result};
use hustings::attribution::{Attribution, AttributionKind};
use hustings::statement::{self, Pair};
use hustings::{Article, Model, Reading, Span};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

/// Prints the statements and targets of every article of a corpus.
///
/// # Errors
/// When the file cannot be opened or a line is no article.
pub fn print(corpus: &Path) -> Result<()> {
    let model = Model::from_bytes(hustings_model::TAGGER)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in lines(corpus)? {
        let line: Value = serde_json::from_str(&line?)?;
        let body = line["text"].as_str().context("a line has no text")?.to_owned();
        let article =
            Article { id: line["id"].as_str().unwrap_or_default().to_owned(), body, ..Article::default() };
        let mut reading = hustings::read(&article, &model);
        if !line["targets"].is_null() {
            say_all(&article, &mut reading);
        }
        let tags = model.tag(&article.body, &reading.segments);
        let text = hustings::text::Text { article: &article, segments: &reading.segments, tags: &tags };
        let pairs = statement::pairs(&text, reading.findings(), &reading.statements);
        serde_json::to_writer(&mut out, &written(&article, &reading, &pairs))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn lines(corpus: &Path) -> Result<std::io::Lines<Box<dyn BufRead>>> {
    let mut file = File::open(corpus).with_context(|| format!("could not open {}", corpus.display()))?;
    let mut magic = [0; 2];
    file.read_exact(&mut magic)?;
    let file = File::open(corpus)?;
    let reader: Box<dyn BufRead> = if magic == [0x1f, 0x8b] {
        Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file)))
    } else {
        Box::new(BufReader::new(file))
    };
    Ok(reader.lines())
}

/// Makes the whole text one statement of nobody.
fn say_all(article: &Article, reading: &mut Reading) {
    let whole = Span { start: 0, end: article.body.len() };
    reading.attributions = vec![Attribution {
        kind: AttributionKind::Indirect,
        source: Vec::new(),
        cue: Vec::new(),
        content: vec![whole],
        parent: None,
        confidence: 1.0,
    }];
    reading.statements = vec![statement::Statement::of_nobody(0)];
}

fn written(article: &Article, reading: &Reading, pairs: &[Pair]) -> Value {
    let points =
        |span: &Span| [article.body[..span.start].chars().count(), article.body[..span.end].chars().count()];
    let statements: Vec<Value> = reading
        .statements
        .iter()
        .map(|statement| {
            let content = &reading.attributions[statement.attribution].content;
            json!({
                "speaker": statement.speaker.name,
                "content": content.iter().map(points).collect::<Vec<_>>(),
            })
        })
        .collect();
    let pairs: Vec<Value> = pairs
        .iter()
        .map(|pair| {
            let entity = &reading.entities[pair.entity];
            let mentions = entity.mentions.iter().map(|&m| points(&reading.mentions[m].span));
            let told = &reading.statements[pair.statement];
            let rule = told.about.iter().find(|about| about.entity == pair.entity);
            json!({
                "statement": pair.statement,
                "name": entity.name,
                "mentions": mentions.take(20).collect::<Vec<_>>(),
                "is_self": told.speaker.entity == Some(pair.entity),
                "rule": rule.map_or("neutral", |about| about.stance.name()),
                "group": pair.group,
                "words": pair.signs.words,
                "features": pair.signs.features,
            })
        })
        .collect();
    json!({ "id": article.id, "statements": statements, "pairs": pairs })
}
