//! Reads the press coverage of a contested post.
//!
//! ```text
//! Article → segments ─┬→ mentions ─────┬→ entities ─┐
//!                     ├→ attributions ─┴────────────┼→ statements → race facts → Reading
//!                     └→ timexes ───────────────────┘
//! ```
//!
//! What many readings say is joined in [`record`]: flat rows, and views as pure functions of them.
//!
//! One entry, [`read`]: text in; statements and race facts out, each with the words it came from. The same
//! bytes give the same reading; reading never fails, and odd input gives fewer findings and a note.
//!
//! ```
//! use hustings::{Article, Model};
//!
//! let article = Article { body: "She said “yes” when asked.".to_owned(), ..Article::default() };
//! let reading = hustings::read(&article, &Model::default());
//! assert_eq!(reading.segments.quotations.len(), 1);
//! ```

pub mod span;
pub mod date;
pub mod article;
pub mod token;
pub mod sentence;
pub mod quotation;
pub mod segment;
pub mod model;
pub mod text;
mod occasion;
pub mod mention;
pub mod role;
pub mod timex;
pub mod attribution;
pub mod entity;
pub mod statement;
pub mod race;
pub mod reading;
pub mod words;
pub mod record;

pub use article::Article;
pub use model::Model;
pub use reading::Reading;
pub use span::Span;

use statement::Findings;
use text::Text;

/// Returns everything that is found in the article.
pub fn read(article: &Article, model: &Model) -> Reading {
    let segments = segment::segment(article);
    let tags = model.tag(&article.body, &segments);
    let text = Text { article, segments: &segments, tags: &tags };
    let mentions = mention::find(&text);
    let timexes = timex::find(&text);
    let attributions = attribution::tag(&text, model);
    let entities = entity::resolve(&text, &mentions, &attributions);
    let findings =
        Findings { timexes: &timexes, mentions: &mentions, entities: &entities, attributions: &attributions };
    let statements = statement::resolve(&text, findings, model);
    let facts = race::extract(&text, findings, &statements);
    Reading { timexes, mentions, entities, attributions, statements, facts, notes: Vec::new(), segments }
}
