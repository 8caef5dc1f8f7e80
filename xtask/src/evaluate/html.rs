//! Scores the text that is extracted from saved news pages against the text that people marked in them.
//!
//! The pages are those of the article extraction benchmark: `html/pages/*.html.gz` and `html/ground_truth.json.gz`.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use hustings::Article;
use hustings_ingest::{Hint, open_article};
use serde::Deserialize;

/// How well the pages were opened.
#[derive(Debug)]
pub struct HtmlScore {
    /// One entry a page, in the order of their names.
    pub pages: Vec<PageScore>,
}

/// How well one page was opened.
#[derive(Debug)]
pub struct PageScore {
    /// The name of its file, without the ending.
    pub name: String,
    /// Where it was saved from.
    pub url: String,
    /// The share of the extracted tokens that belong to the article, 0 to 1.
    pub precision: f64,
    /// The share of the article's tokens that were extracted, 0 to 1.
    pub recall: f64,
    /// Whether the body has the words of a comment form in it.
    pub has_comment_form: bool,
    /// The title, byline, outlet and date that were found beside the body.
    pub article: Article,
}

impl PageScore {
    /// Returns the harmonic mean of precision and recall, 0 to 1.
    pub fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / sum }
    }
}

impl HtmlScore {
    /// Returns the mean of the token F1 of the pages, 0 to 1.
    pub fn f1(&self) -> f64 {
        self.mean(PageScore::f1)
    }

    /// Returns the mean of a measure over the pages.
    pub fn mean(&self, measure: impl Fn(&PageScore) -> f64) -> f64 {
        self.pages.iter().map(measure).sum::<f64>() / self.pages.len().max(1) as f64
    }

    /// Returns the number of bodies with the words of a comment form in them.
    pub fn comment_forms(&self) -> usize {
        self.pages.iter().filter(|page| page.has_comment_form).count()
    }

    /// Returns the number of pages whose date of publication was found to the day.
    pub fn dated(&self) -> usize {
        let day = |page: &&PageScore| page.article.dct().is_some_and(|date| date.value().len() == 10);
        self.pages.iter().filter(day).count()
    }
}

#[derive(Deserialize)]
struct Truth {
    #[serde(rename = "articleBody")]
    body: String,
    #[serde(default)]
    url: String,
}

/// Opens every page of `data_dir/html` and scores its body: F1 of its bag of tokens, a page counting as a page.
///
/// A page that cannot be opened scores zero. Tokens are runs of letters, digits and underscores, case kept.
///
/// # Errors
/// When the pages or their ground truth cannot be read.
pub fn score_html(data_dir: &Path) -> Result<HtmlScore> {
    let folder = data_dir.join("html");
    let path = folder.join("ground_truth.json.gz");
    let file = File::open(&path).with_context(|| format!("could not open {}", path.display()))?;
    let truths: HashMap<String, Truth> = serde_json::from_reader(MultiGzDecoder::new(file))
        .with_context(|| format!("could not read {}", path.display()))?;
    let mut names: Vec<_> = truths.keys().cloned().collect();
    names.sort();
    let mut pages = Vec::with_capacity(names.len());
    for name in names {
        let path = folder.join("pages").join(format!("{name}.html.gz"));
        let bytes = fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
        let hint = Hint { name: Some(format!("{name}.html")), ..Hint::default() };
        pages.push(score_page(name.clone(), &truths[&name], open_article(&bytes, &hint).unwrap_or_default()));
    }
    Ok(HtmlScore { pages })
}

fn score_page(name: String, truth: &Truth, article: Article) -> PageScore {
    let (found, wanted) = (bag(&article.body), bag(&truth.body));
    let shared: usize = found.iter().map(|(token, count)| count.min(wanted.get(token).unwrap_or(&0))).sum();
    let share = |bag: &HashMap<&str, usize>| match bag.values().sum::<usize>() {
        0 => f64::from(u8::from(found.is_empty() && wanted.is_empty())),
        size => shared as f64 / size as f64,
    };
    PageScore {
        precision: share(&found),
        recall: share(&wanted),
        has_comment_form: has_comment_form(&article.body),
        url: truth.url.clone(),
        name,
        article,
    }
}

fn bag(text: &str) -> HashMap<&str, usize> {
    let mut bag = HashMap::new();
    for token in
        text.split(|char: char| !(char.is_alphanumeric() || char == '_')).filter(|token| !token.is_empty())
    {
        *bag.entry(token).or_insert(0) += 1;
    }
    bag
}

/// Whether a line of the body is from a comment form; an author may well ask readers to leave a comment in a sentence.
fn has_comment_form(body: &str) -> bool {
    const LINES: [&str; 5] =
        ["leave a reply", "leave a comment", "post a comment", "cancel reply", "add a comment"];
    const WORDS: [&str; 3] =
        ["address will not be published", "required fields are marked", "logged in to post a comment"];
    body.lines().map(str::to_lowercase).any(|line| {
        LINES.iter().any(|words| line.starts_with(words) && line.len() < 60)
            || WORDS.iter().any(|words| line.contains(words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_count_as_often_as_they_stand() {
        let truth = Truth { body: "yes, yes and no".to_owned(), url: String::new() };
        let article = Article { body: "yes and no way".to_owned(), ..Article::default() };
        let score = score_page(String::new(), &truth, article);
        assert_eq!((score.precision, score.recall), (0.75, 0.75));
    }
}
