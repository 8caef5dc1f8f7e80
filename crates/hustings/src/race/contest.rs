//! The contests of one article: its post mentions and races, and what binds other words to them.
//!
//! Every fact asks here which post it is about.
//!
//! `announced that he would not seek re-election` is about his present post, whatever the article's race

use super::gather;
use super::post::{self, PostAt, Race};
use super::scene::Scene;
use crate::entity::EntityId;
use std::ops::Range;

/// The post mentions and races of one article.
pub(super) struct Contests {
    pub posts: PostAt,
    /// The contests; where none is, the post that the article speaks of most.
    pub races: Vec<Race>,
    /// Whether the first of them is contested.
    pub is_contested: bool,
}

impl Contests {
    pub fn find(scene: &Scene<'_>) -> Self {
        let mut posts = PostAt::find(scene);
        let (races, is_contested) = gather::races(scene, &mut posts);
        Self { posts, races, is_contested }
    }

    /// Returns the post that a mention of one is, or else the main race's; nothing where there is none.
    pub fn post_name(&self, scene: &Scene<'_>, mention: Option<usize>) -> Option<String> {
        let mention = mention.map(|k| &self.posts.mentions[k]);
        let race = mention.map_or(Some(0), |mention| mention.race).and_then(|race| self.races.get(race));
        if let Some(race) = race {
            return Some(race.post.clone());
        }
        match mention.filter(|mention| mention.form != post::Form::StandIn) {
            Some(mention) => Some(mention.name(scene)),
            None => self.races.first().map(|race| race.post.clone()),
        }
    }

    /// Returns the post that a mention says is held: as printed, or the race's where it names no body of its own.
    pub fn held(&self, scene: &Scene<'_>, mention: usize) -> Option<String> {
        let post = &self.posts.mentions[mention];
        if post.form == post::Form::StandIn {
            return self.post_name(scene, Some(mention));
        }
        let printed = match post.form {
            post::Form::Office => {
                // Who was elected to the U.S. Senate is a U.S. senator.
                let body = scene.words(post.tokens.start..post.head.start.max(post.tokens.start));
                let body = if post.tokens.start < post.head.start { body } else { "" };
                format!("{} {}", body.trim_start_matches("the "), post.holder).trim().to_owned()
            }
            _ => post.name(scene),
        };
        let race = post.race.and_then(|race| self.races.get(race)).filter(|_| self.is_contested);
        match race {
            Some(race) if post.body(scene).is_empty() && race.post.len() > printed.len() => {
                Some(race.post.clone())
            }
            _ => Some(printed),
        }
    }

    /// Whether the race is decided by voters.
    pub fn is_elected(&self, mention: Option<usize>) -> bool {
        let own =
            mention.map(|k| &self.posts.mentions[k]).filter(|mention| mention.form != post::Form::StandIn);
        match own {
            Some(mention) => mention.is_elected,
            None => self
                .posts
                .mentions
                .iter()
                .find(|mention| mention.race == Some(0))
                .is_none_or(|mention| mention.is_elected),
        }
    }

    /// Whether a predicate is about the person's own present post, and that one is in no race here.
    pub fn is_other_contest(&self, scene: &Scene<'_>, tokens: Range<usize>, person: EntityId) -> bool {
        let is_again = tokens.clone().any(|i| matches!(scene.word(i), "re-election" | "reelection"))
            || tokens.clone().any(|i| {
                matches!(scene.word(i), "another" | "second" | "third" | "fourth" | "fifth")
                    && matches!(scene.word(i + 1), "term" | "mandate")
            });
        if !is_again || !self.is_contested {
            return false;
        }
        let Some(main) = self.races.first() else { return false };
        if main.incumbent == Some(person) {
            return false;
        }
        let main = main.post.to_lowercase();
        let roles = &scene.findings.entities[person].roles;
        let shares = |role: &crate::role::Role| {
            let words = scene.text.words(role.span).to_lowercase();
            words.split_whitespace().any(|word| word.len() > 3 && main.contains(word.trim_end_matches('.')))
        };
        !roles.is_empty() && !roles.iter().any(shares)
    }
}
