//! Races: the post mentions of an article gathered by post, the contested ones ranked.
//!
//! Called once by [`super::contest`]; a post counts as contested by the words around its mentions.
//!
//! `the race for NATO Secretary General … the new NATO leader … the top job`: one race

use super::lexicon::{self, Class};
use super::post::{Form, PostAt, PostMention, Race};
use super::scene::Scene;
use crate::entity::EntityId;
use crate::role::{Holding, Role};

/// How many posts are told apart in one article: what bounds the work on endless lists.
const MOST_POSTS: usize = 200;

/// Finds the races, the most prominent first, and binds the mentions to them; without any contest the post that
/// is named most often stands alone, and is told to be none.
pub(super) fn races(scene: &Scene<'_>, posts: &mut PostAt) -> (Vec<Race>, bool) {
    let (mut clusters, mut places) = gather(scene, posts);
    absorb_nominations(&mut clusters, &mut places);
    let mut order: Vec<usize> = (0..clusters.len()).filter(|&k| clusters[k].weight > 0).collect();
    let is_contested = !order.is_empty();
    if !is_contested {
        order.extend((0..clusters.len()).max_by_key(|&k| (clusters[k].mentions.len(), std::cmp::Reverse(k))));
    }
    order.sort_by_key(|&k| (std::cmp::Reverse(clusters[k].weight), clusters[k].mentions.first().copied()));
    let rank = |cluster: usize| order.iter().position(|&k| k == cluster);
    let main = (!order.is_empty()).then_some(0);
    for (mention, place) in posts.mentions.iter_mut().zip(places) {
        mention.race = if mention.form == Form::StandIn { main } else { place.and_then(rank) };
    }
    (order.iter().map(|&k| clusters[k].race(scene, &posts.mentions)).collect(), is_contested)
}

/// Gathers the mentions by post.
fn gather(scene: &Scene<'_>, posts: &PostAt) -> (Vec<Cluster>, Vec<Option<usize>>) {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut places = vec![None; posts.mentions.len()];
    for (k, mention) in posts.mentions.iter().enumerate() {
        if matches!(mention.form, Form::StandIn | Form::Function) {
            continue;
        }
        let body = mention.body(scene);
        let known = clusters.iter().position(|cluster| cluster.joins(mention.holder, &body));
        if known.is_none() && clusters.len() == MOST_POSTS {
            continue;
        }
        let place = known.unwrap_or_else(|| {
            clusters.push(Cluster {
                holder: mention.holder,
                body: Vec::new(),
                weight: 0,
                mentions: Vec::new(),
            });
            clusters.len() - 1
        });
        let cluster = &mut clusters[place];
        if body.len() > cluster.body.len() {
            cluster.body = body;
        }
        cluster.weight += contest_weight(scene, mention);
        cluster.mentions.push(k);
        places[k] = Some(place);
    }
    (clusters, places)
}

/// "The nomination" is for the most contested post, where the article names one.
fn absorb_nominations(clusters: &mut [Cluster], places: &mut [Option<usize>]) {
    let is_bare = |cluster: &Cluster| cluster.holder == "nominee";
    let named = (0..clusters.len()).filter(|&k| !is_bare(&clusters[k]) && clusters[k].weight > 0);
    let Some(main) = named.max_by_key(|&k| (clusters[k].weight, std::cmp::Reverse(k))) else { return };
    for k in 0..clusters.len() {
        if is_bare(&clusters[k]) {
            let (weight, mentions) = (clusters[k].weight, std::mem::take(&mut clusters[k].mentions));
            clusters[k].weight = 0;
            clusters[main].weight += weight;
            mentions.iter().for_each(|&mention| places[mention] = Some(main));
        }
    }
}

/// Mentions of one post.
struct Cluster {
    holder: &'static str,
    body: Vec<String>,
    weight: usize,
    mentions: Vec<usize>,
}

impl Cluster {
    /// Whether a mention can be of the same post: the same holder, and one names no more of the body than the other.
    fn joins(&self, holder: &str, body: &[String]) -> bool {
        let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        self.holder == holder && (within(body, &self.body) || within(&self.body, body))
    }

    fn race(&self, scene: &Scene<'_>, mentions: &[PostMention]) -> Race {
        let own = || self.mentions.iter().map(|&k| &mentions[k]);
        let fullest =
            own().rev().max_by_key(|mention| (mention.form == Form::Holder, mention.body(scene).len()));
        Race {
            post: fullest.map_or_else(|| self.holder.to_owned(), |mention| mention.name(scene)),
            evidence: own().map(|mention| scene.span(mention.tokens.clone())).collect(),
            incumbent: self.incumbent(scene),
        }
    }

    /// Returns who holds the post by a role of his or hers.
    fn incumbent(&self, scene: &Scene<'_>) -> Option<EntityId> {
        let holds = |role: &Role| {
            let words = scene.text.words(role.span).to_lowercase();
            let has = |word: &String| words.contains(word.as_str());
            matches!(role.holding, Holding::Current | Holding::Outgoing | Holding::Acting)
                && words.contains(self.holder)
                && (self.body.is_empty() || self.body.iter().any(has))
        };
        scene.findings.entities.iter().position(|entity| entity.roles.iter().any(holds))
    }
}

/// Returns how strongly the words around a mention say that the post is contested.
fn contest_weight(scene: &Scene<'_>, mention: &PostMention) -> usize {
    let is_title = scene.person(mention.tokens.end).is_some() && mention.form == Form::Holder;
    if is_title {
        return 0;
    }
    let sentence = scene.sentence(mention.head.start);
    let from = mention.tokens.start.saturating_sub(5).max(sentence.start);
    let before = (from..mention.tokens.start).any(|i| lexicon::is(Class::ContestBefore, scene.word(i)));
    let after =
        lexicon::is(Class::ContestAfter, scene.word(mention.tokens.end)) && mention.tokens.end < sentence.end;
    let own = mention.tokens.clone().any(|i| matches!(scene.word(i), "next" | "new") && !scene.is_capital(i));
    let is_contest = mention.form == Form::Contest;
    2 * usize::from(before) + 2 * usize::from(after || is_contest) + usize::from(own)
}
