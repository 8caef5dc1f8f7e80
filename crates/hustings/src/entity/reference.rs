//! Descriptions and pronouns: whom those mean that name nobody.
//!
//! Walks the mentions in order, keeping who was spoken of lately; [`super::names`] has joined the names.
//!
//! `Rutte revealed … although he admitted …` → `he` is Rutte

use super::antecedent::{Weights, weigh};
use super::scene::Place;
use super::telling::Telling;
use super::{Doubt, Draft};
use crate::mention::lexicon::{LEXICON, NounClass};
use crate::mention::pronouns::pronoun;
use crate::mention::words::Words;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::span::Span;
use std::collections::HashMap;
use std::ops::Range;

/// How many mentions back antecedents are looked for.
const WINDOW: usize = 60;

/// Words of descriptions that nobody in particular answers to yet.
const OPEN: &[&str] =
    &["new", "next", "any", "no", "every", "each", "potential", "possible", "another", "future"];

/// Offices that many hold at a time, so that the article need not say who does.
const CHANGING: &[&str] = &[
    "lawmaker",
    "congressman",
    "congresswoman",
    "senator",
    "representative",
    "politician",
    "candidate",
    "nominee",
    "incumbent",
    "challenger",
    "legislator",
    "governor",
    "mayor",
    "councilman",
    "councilwoman",
    "leader",
    "front-runner",
    "frontrunner",
    "contender",
    "hopeful",
    "MP",
    "MEP",
    "justice",
    "judge",
];

/// Everything a reference is resolved with.
pub(crate) struct Stage<'a> {
    pub words: &'a Words<'a>,
    pub mentions: &'a [Mention],
    pub places: &'a [Place],
    pub telling: &'a Telling,
    pub drafts: Vec<Draft>,
    /// The entity of each mention.
    pub owner: Vec<Option<usize>>,
    /// Who speaks in each outermost quotation.
    pub speakers: HashMap<usize, usize>,
    /// The persons by the singular nouns of their roles.
    pub holders: HashMap<String, Vec<usize>>,
    /// How often each entity was mentioned so far.
    pub counts: Vec<u32>,
    /// Who told something so far, each with the mention that heads the source.
    pub said: Vec<(usize, usize)>,
}

impl Stage<'_> {
    /// Resolves all descriptions and pronouns: outside of quotations first, since those tell who speaks inside.
    pub(super) fn run(&mut self) {
        super::quoting::find_speakers(self);
        self.walk(|place| place.quotation.is_none());
        super::quoting::find_speakers(self);
        self.walk(|_| true);
        self.first_persons();
    }

    /// Resolves the mentions at the wanted places that nobody owns yet, in order.
    fn walk(&mut self, is_wanted: impl Fn(&Place) -> bool) {
        self.counts = vec![0; self.drafts.len()];
        self.said.clear();
        for i in 0..self.mentions.len() {
            if self.owner[i].is_none() && is_wanted(&self.places[i]) {
                match self.mentions[i].form {
                    MentionForm::Pronoun => self.pronoun(i),
                    MentionForm::Description => self.description(i),
                    MentionForm::Name => {}
                }
            }
            if let Some(id) = self.owner[i] {
                self.counts[id] += 1;
                if self.telling.source_of[i].is_some() {
                    self.said.push((i, id));
                }
            }
        }
    }

    pub(super) fn give(&mut self, i: usize, id: usize) {
        self.owner[i] = Some(id);
        self.drafts[id].mentions.push(i);
        let mention = &self.mentions[i];
        if self.drafts[id].gender.is_none() && self.drafts[id].kind == EntityKind::Person {
            self.drafts[id].gender = mention.gender;
        }
    }

    fn pronoun(&mut self, i: usize) {
        let low = self.words.low(self.mentions[i].head);
        let Some(known) = pronoun(low) else { return };
        match known.person {
            0 => self.relative(i),
            3 => {
                let ranked = weigh(self, i, known, &Weights::default());
                self.settle(i, &ranked);
            }
            _ => {}
        }
    }

    /// Gives mention `i` to the best of the ranked antecedents, with a doubt where another comes near.
    fn settle(&mut self, i: usize, ranked: &[(usize, f32)]) {
        let Some(&(id, confidence)) = ranked.first() else { return };
        self.give(i, id);
        if confidence < 0.8 && ranked.len() > 1 {
            let others =
                ranked[1..].iter().filter(|(_, p)| *p > 0.1).map(|&(other, _)| other).take(3).collect();
            self.drafts[id].doubts.push(Doubt { mention: i, confidence, others });
        }
    }

    /// Returns how many mentions of persons by name stand between two mentions.
    pub(crate) fn rivals_between(&self, j: usize, i: usize) -> usize {
        let (from, to) = (j.min(i) + 1, j.max(i));
        (from..to).filter(|&k| self.is_person_name(k) && self.owner[k] != self.owner[j]).count()
    }

    /// "who" and "whose" mean what stands right before them.
    fn relative(&mut self, i: usize) {
        let token = self.mentions[i].head;
        for j in (i.saturating_sub(6)..i).rev() {
            let end = self.words.text.segments.tokens_in(self.mentions[j].span).end;
            let gap = token.saturating_sub(end);
            let is_near = gap == 0 || gap == 1 && self.words.word(end) == ",";
            let affiliation = gap <= 8 && self.words.word(end) == "(" && self.words.word(token - 1) == ")";
            let is_person = self.owner[j]
                .is_some_and(|id| matches!(self.drafts[id].kind, EntityKind::Person | EntityKind::Group));
            if (is_near || affiliation) && is_person {
                if let Some(id) = self.owner[j] {
                    self.give(i, id);
                }
                return;
            }
        }
    }

    fn description(&mut self, i: usize) {
        if let Some(id) = self.apposed(i) {
            self.give(i, id);
            self.add_role(i, id);
            return;
        }
        if let Some(id) = self.meant_by(i) {
            self.give(i, id);
            return;
        }
        let mention = &self.mentions[i];
        let kind = mention.kind.unwrap_or(EntityKind::Person);
        if kind == EntityKind::Organization || kind == EntityKind::Place {
            return;
        }
        let name = self.words.text.words(mention.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut draft = Draft::named(kind, name, Vec::new());
        draft.is_named = false;
        draft.is_plural = mention.is_plural;
        draft.gender = mention.gender;
        draft.first = i;
        draft.noun = self.noun(i).map(str::to_owned);
        self.drafts.push(draft);
        self.counts.push(0);
        self.give(i, self.drafts.len() - 1);
    }

    /// Adds a description in front of a name as a role: "The Estonian premier, Liis Tamm".
    fn add_role(&mut self, i: usize, id: usize) {
        let tokens = self.words.text.segments.tokens_in(self.mentions[i].span);
        let article = usize::from(matches!(self.words.low(tokens.start), "the" | "a" | "an"));
        let span = self.words.text.segments.span_of(tokens.start + article..tokens.end);
        let is_known = |span: Span| self.drafts[id].roles.iter().any(|role| role.span.overlaps(span));
        if let Some(span) = span.filter(|&span| !is_known(span)) {
            let role = crate::role::find::role(self.words, span);
            super::add_role(self.words, &mut self.drafts[id], role);
        }
    }

    /// Returns the singular noun of a description.
    fn noun(&self, i: usize) -> Option<&'static str> {
        let head = self.mentions[i].head;
        let first = self.words.text.segments.tokens_in(self.mentions[i].span).start;
        (first.max(head.saturating_sub(4))..=head).find_map(|start| {
            let low = self.words.joined_low(start..head + 1);
            LEXICON.noun(&low).map(|noun| noun.singular)
        })
    }

    /// Returns the person that a description stands in apposition to, on either side.
    fn apposed(&self, i: usize) -> Option<usize> {
        let mention = &self.mentions[i];
        if mention.kind != Some(EntityKind::Person) {
            return None;
        }
        let tokens = self.words.text.segments.tokens_in(mention.span);
        let previous = i.checked_sub(1).filter(|&j| self.is_person_name(j));
        if let Some(j) = previous {
            let end = self.words.text.segments.tokens_in(self.mentions[j].span).end;
            let is_aged = self.words.word(end + 2) == "," && self.words.word(end + 1).parse::<u8>().is_ok();
            let is_close = self.words.word(end) == "," && end + 1 + 2 * usize::from(is_aged) == tokens.start;
            let closes =
                matches!(self.words.word(self.phrase_end(tokens.end)), "," | "." | ")" | "—" | ";" | "");
            if is_close && closes {
                return self.owner[j];
            }
        }
        let next = (i + 1..self.mentions.len().min(i + 4)).find(|&j| self.places[j].token >= tokens.end)?;
        let start = match self.mentions[next].title {
            Some(title) => self.words.text.segments.tokens_in(title).start,
            None => self.places[next].token,
        };
        let gap = start.saturating_sub(tokens.end);
        let is_close =
            gap == 1 && matches!(self.words.word(tokens.end), "," | "—") && self.is_person_name(next);
        let end = self.words.text.segments.tokens_in(self.mentions[next].span).end;
        let closes = matches!(self.words.word(end), "," | "." | "—" | ";" | "");
        if is_close && closes { self.owner[next] } else { None }
    }

    fn phrase_end(&self, at: usize) -> usize {
        let mut at = at;
        let mut left = 12;
        while left > 0 && self.words.is_word(at) {
            at += 1;
            left -= 1;
        }
        at
    }

    fn is_person_name(&self, j: usize) -> bool {
        self.mentions[j].form == MentionForm::Name && self.mentions[j].kind == Some(EntityKind::Person)
    }

    /// Returns the entity that a definite description means.
    fn meant_by(&self, i: usize) -> Option<usize> {
        let mention = &self.mentions[i];
        let first = self.words.low(self.words.text.segments.tokens_in(mention.span).start).to_owned();
        let is_definite = matches!(first.as_str(), "the" | "this" | "that" | "these" | "those");
        match mention.kind? {
            EntityKind::Person if is_definite => self.person_meant(i),
            EntityKind::Group if is_definite => self.same_noun(i),
            EntityKind::Group => self.same_words(i),
            EntityKind::Organization | EntityKind::Place if is_definite => self.thing_meant(i),
            _ => None,
        }
    }

    /// Returns the person with the role that the description says, or the last one described so, or the topic.
    fn person_meant(&self, i: usize) -> Option<usize> {
        let noun = self.noun(i)?;
        let span = self.words.text.segments.tokens_in(self.mentions[i].span);
        let modifiers: Vec<&str> =
            (span.start + 1..self.mentions[i].head).map(|t| self.words.low(t)).collect();
        let holders = self.holders.get(synonym(noun)).into_iter().flatten().copied();
        let known = holders.filter(|&id| self.drafts[id].first < i || self.counts[id] > 0);
        let rank = |&id: &usize| (self.overlap(id, &modifiers), self.recency(id, i));
        let best = known.filter(|&id| self.gender_fits(id, i)).max_by_key(rank);
        // "the Vermont senator" is not the senator of another state.
        let is_told_apart = modifiers.iter().any(|word| self.is_name_word(word, &span));
        if let Some(id) = best.filter(|&id| !is_told_apart || self.overlap(id, &modifiers) > 0) {
            return Some(id);
        }
        self.same_noun(i).or_else(|| self.topic(i, noun))
    }

    /// Whether the lower-case word is written as a name in the phrase.
    fn is_name_word(&self, low: &str, phrase: &Range<usize>) -> bool {
        phrase.clone().skip(1).any(|t| self.words.low(t) == low && self.words.is_name(t))
    }

    /// Returns how many of the words stand in the roles of the entity.
    fn overlap(&self, id: usize, words: &[&str]) -> usize {
        let roles = &self.drafts[id].role_words;
        words.iter().filter(|word| roles.iter().any(|known| same_stem(known, word))).count()
    }

    fn recency(&self, id: usize, i: usize) -> usize {
        let before = self.drafts[id].mentions.iter().filter(|&&m| m < i);
        before.max().map_or(0, |&m| m + 1)
    }

    fn gender_fits(&self, id: usize, i: usize) -> bool {
        let (known, shown) = (self.drafts[id].gender, self.mentions[i].gender);
        known.is_none() || shown.is_none() || known == shown
    }

    /// Returns the last entity without a name that was described by the same noun.
    fn same_noun(&self, i: usize) -> Option<usize> {
        let noun = self.noun(i)?;
        let plural = self.mentions[i].is_plural;
        let recent = (i.saturating_sub(WINDOW)..i).rev().filter_map(|j| self.owner[j]);
        recent.into_iter().find(|&id| {
            let draft = &self.drafts[id];
            let is_open = draft.name.split(' ').any(|word| OPEN.contains(&word));
            !draft.is_named && draft.is_plural == plural && draft.noun.as_deref() == Some(noun) && !is_open
        })
    }

    fn same_words(&self, i: usize) -> Option<usize> {
        let name = self.words.text.words(self.mentions[i].span);
        let recent = (i.saturating_sub(WINDOW)..i).rev().filter_map(|j| self.owner[j]);
        recent
            .into_iter()
            .find(|&id| !self.drafts[id].is_named && self.drafts[id].name.eq_ignore_ascii_case(name))
    }

    /// Returns the person that the last sentences are about, for "the billionaire" and "the Texan".
    fn topic(&self, i: usize, noun: &str) -> Option<usize> {
        let class = LEXICON.noun(noun)?.class;
        let is_general = matches!(class, NounClass::Work | NounClass::Human) || CHANGING.contains(&noun);
        let end = self.words.text.segments.tokens_in(self.mentions[i].span).end;
        let is_complete =
            matches!(self.words.low(end), "of" | "," | "for") || end != self.mentions[i].head + 1;
        if !is_general || is_complete || !self.places[i].is_subject {
            return None;
        }
        let sentence = self.places[i].sentence;
        let recent = (i.saturating_sub(12)..i).rev().filter(|&j| {
            self.places[j].is_subject
                && self.places[j].sentence + 3 > sentence
                && self.places[j].sentence < sentence
        });
        recent.filter_map(|j| self.owner[j]).find(|&id| {
            self.drafts[id].kind == EntityKind::Person && self.drafts[id].is_named && self.gender_fits(id, i)
        })
    }

    /// Returns the body or place whose name ends with the noun, or that was spoken of last.
    fn thing_meant(&self, i: usize) -> Option<usize> {
        let kind = self.mentions[i].kind?;
        let low = self.words.low(self.mentions[i].head);
        let recent = || {
            (i.saturating_sub(WINDOW)..i)
                .rev()
                .filter_map(|j| self.owner[j])
                .filter(|&id| self.drafts[id].kind == kind)
        };
        let named = recent().find(|&id| self.drafts[id].parts.last().is_some_and(|last| last == low));
        if named.is_some()
            || kind == EntityKind::Place
            || !matches!(
                low,
                "group"
                    | "organization"
                    | "organisation"
                    | "alliance"
                    | "company"
                    | "firm"
                    | "agency"
                    | "network"
                    | "newspaper"
                    | "paper"
                    | "party"
                    | "bloc"
                    | "think-tank"
                    | "watchdog"
            )
        {
            return named;
        }
        let sentence = self.places[i].sentence;
        let lately = (i.saturating_sub(WINDOW)..i).rev().filter(|&j| self.places[j].sentence + 3 > sentence);
        let subjects =
            lately.filter(|&j| self.places[j].is_subject && self.mentions[j].form == MentionForm::Name);
        subjects.filter_map(|j| self.owner[j]).find(|&id| self.drafts[id].kind == kind)
    }

    /// "I" inside of a quotation is its speaker.
    fn first_persons(&mut self) {
        super::quoting::find_speakers(self);
        for i in 0..self.mentions.len() {
            let known = pronoun(self.words.low(self.mentions[i].head));
            let is_first = self.mentions[i].form == MentionForm::Pronoun
                && known.is_some_and(|p| p.person == 1 && !p.is_plural);
            let speaker =
                self.places[i].quotation.and_then(|quotation| self.speakers.get(&quotation).copied());
            if let Some(id) = speaker.filter(|_| is_first && self.owner[i].is_none()) {
                self.give(i, id);
            }
        }
    }
}

/// Returns the noun that stands for all with its meaning.
pub(crate) fn synonym(noun: &str) -> &str {
    match noun {
        "PM" | "pm" | "prime minister" | "taoiseach" => "premier",
        "chairman" | "chairwoman" | "chairperson" => "chair",
        "congressman" | "congresswoman" | "representative" | "lawmaker" | "legislator" => "lawmaker",
        "advisor" => "adviser",
        "spokesman" | "spokeswoman" | "spokesperson" => "spokesperson",
        "secretary-general" | "secretary general" | "general secretary" => "secretary general",
        "chief executive officer" | "chief executive" | "ceo" => "ceo",
        "councillor" | "councilman" | "councilwoman" | "council member" | "councilor" | "councilmember" => {
            "councilor"
        }
        "attorney" => "lawyer",
        other => other,
    }
}

/// Whether two words are forms of one: "Estonia" and "Estonian", "Vermont" and "Vermont’s".
fn same_stem(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let shared = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    shared >= 4 && shared + 3 >= a.len().max(b.len())
}
