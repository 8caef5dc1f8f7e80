//! Descriptions: whom "the Estonian premier", "the party’s leader" and "a former minister" mean.
//!
//! Called by [`super::reference`] for every description, in order.
//!
//! `Estonian Prime Minister Kaja Kallas … the Estonian premier` → Kallas

use super::Draft;
use super::reference::{Stage, WINDOW};
use crate::mention::lexicon::{LEXICON, NounClass};
use crate::mention::{EntityKind, MentionForm};
use crate::span::Span;
use std::ops::Range;

/// Words of descriptions that nobody in particular answers to yet.
pub(super) const OPEN: &[&str] =
    &["new", "next", "any", "no", "every", "each", "potential", "possible", "another", "future"];

impl Stage<'_> {
    pub(super) fn description(&mut self, i: usize) {
        if let Some(id) = self.apposed(i) {
            self.give(i, id);
            self.add_role(i, id);
            return;
        }
        if let Some(id) = self.predicated(i).or_else(|| self.identified(i)).or_else(|| self.meant_by(i)) {
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
        draft.shown = mention.gender;
        draft.first = i;
        draft.noun = self.noun(i).map(str::to_owned);
        self.drafts.push(draft);
        self.counts.push(0);
        self.give(i, self.drafts.len() - 1);
    }

    /// Adds a description in front of a name as a role: "The Estonian premier, Liis Tamm".
    pub(super) fn add_role(&mut self, i: usize, id: usize) {
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
    pub(super) fn noun(&self, i: usize) -> Option<&'static str> {
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
            // "…, the Hawaii congresswoman announced": a subject of its own.
            let is_subject = super::scene::is_verb(self.words, tokens.end);
            if is_close && closes && !is_subject {
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

    /// Returns the person that a description says what somebody is of.
    ///
    /// `Macron, 39, is a former banker and economy minister who …` → Macron
    fn predicated(&self, i: usize) -> Option<usize> {
        let mention = &self.mentions[i];
        if mention.kind != Some(EntityKind::Person) {
            return None;
        }
        let start = self.words.text.segments.tokens_in(mention.span).start;
        let is_opened = matches!(self.words.low(start), "a" | "an" | "the")
            || self.words.low(start.saturating_sub(1)) == "and";
        let mut at = start.saturating_sub(1);
        // "a banker and minister": the second noun is the same one's.
        let previous = i.checked_sub(1)?;
        if self.words.low(at) == "and"
            && self.mentions[previous].form == MentionForm::Description
            && self.words.text.segments.tokens_in(self.mentions[previous].span).end == at
            && !matches!(self.words.low(start), "a" | "an" | "the")
        {
            return self.owner[previous].filter(|&id| self.drafts[id].is_named);
        }
        if matches!(self.words.low(at), "also" | "now" | "still" | "once" | "currently") {
            at = at.saturating_sub(1);
        }
        if !is_opened || !matches!(self.words.low(at), "is" | "was" | "became" | "remains" | "’s" | "'s") {
            return None;
        }
        let subject =
            (i.saturating_sub(4)..i).rev().find(|&j| self.places[j].sentence == self.places[i].sentence)?;
        let is_subject = self.is_person_name(subject) || self.mentions[subject].form == MentionForm::Pronoun;
        let end = self.words.text.segments.tokens_in(self.mentions[subject].span).end;
        let is_aged = self.words.word(end) == "," && self.words.word(end + 2) == ",";
        let is_next =
            end == at || is_aged && end + 3 == at || end + 1 == at && self.words.low(end).ends_with("ly");
        self.owner[subject].filter(|&id| is_subject && is_next && self.drafts[id].kind == EntityKind::Person)
    }

    /// Returns the person who holds an office of what owns it: "Israel’s prime minister", "Obama’s chief of staff".
    fn person_owned(&self, i: usize) -> Option<usize> {
        let noun = self.noun(i)?;
        let class = LEXICON.noun(noun)?.class;
        if !matches!(class, NounClass::Office | NounClass::Voice) {
            return None;
        }
        let span = self.words.text.segments.tokens_in(self.mentions[i].span);
        let head = self.mentions[i].head;
        let owner_at = span.clone().find(|&t| matches!(self.words.low(t), "'s" | "’s" | "'" | "’"))?;
        let holders: Vec<usize> = self.holders.get(synonym(noun)).into_iter().flatten().copied().collect();
        let of_owner: Vec<&str> = (span.start..owner_at).map(|t| self.words.low(t)).collect();
        let modifiers: Vec<&str> = (owner_at + 1..head).map(|t| self.words.low(t)).collect();
        let is_open =
            modifiers.iter().any(|word| matches!(*word, "former" | "next" | "first" | "last" | "new"));
        let fits = holders.iter().copied().filter(|&id| self.gender_fits(id, i) && !is_open);
        let country = LEXICON.country_of(self.words.word(owner_at.saturating_sub(1)));
        let ranked = fits.map(|id| (self.overlap(id, &of_owner), self.overlap(id, &modifiers), id));
        let best = ranked
            .max_by_key(|&(owner, other, id)| (owner, other, std::cmp::Reverse(self.drafts[id].first)))?;
        let is_alone = holders.len() == 1 && country.is_none();
        (best.0 > 0 || is_alone).then_some(best.2)
    }

    pub(super) fn phrase_end(&self, at: usize) -> usize {
        let mut at = at;
        let mut left = 12;
        while left > 0 && self.words.is_word(at) {
            at += 1;
            left -= 1;
        }
        at
    }

    pub(super) fn is_person_name(&self, j: usize) -> bool {
        self.mentions[j].form == MentionForm::Name && self.mentions[j].kind == Some(EntityKind::Person)
    }

    /// Whether a person is named for the first time by mention `j`.
    pub(super) fn introduces(&self, j: usize) -> bool {
        self.is_person_name(j) && self.owner[j].is_some_and(|id| self.drafts[id].first == j)
    }

    /// Returns the entity that a definite description means.
    fn meant_by(&self, i: usize) -> Option<usize> {
        let mention = &self.mentions[i];
        let first = self.words.low(self.words.text.segments.tokens_in(mention.span).start).to_owned();
        let is_definite = matches!(first.as_str(), "the" | "this" | "that" | "these" | "those");
        match mention.kind? {
            EntityKind::Person if is_definite => self.person_meant(i),
            EntityKind::Person => self.person_owned(i),
            EntityKind::Group if is_definite => self.same_noun(i),
            EntityKind::Group => self.same_words(i),
            EntityKind::Organization | EntityKind::Place if is_definite => self.thing_meant(i),
            _ => None,
        }
    }

    /// Whether the lower-case word is written as a name in the phrase.
    pub(super) fn is_name_word(&self, low: &str, phrase: &Range<usize>) -> bool {
        phrase.clone().skip(1).any(|t| self.words.low(t) == low && self.words.is_name(t))
    }

    /// Returns how many of the words stand in the roles of the entity.
    pub(super) fn overlap(&self, id: usize, words: &[&str]) -> usize {
        let roles = &self.drafts[id].role_words;
        words.iter().filter(|word| roles.iter().any(|known| same_stem(known, word))).count()
    }

    pub(super) fn recency(&self, id: usize, i: usize) -> usize {
        let before = self.drafts[id].mentions.iter().filter(|&&m| m < i);
        before.max().map_or(0, |&m| m + 1)
    }

    pub(super) fn gender_fits(&self, id: usize, i: usize) -> bool {
        let (known, shown) = (self.drafts[id].gender, self.mentions[i].gender);
        known.is_none() || shown.is_none() || known == shown
    }

    /// Returns the last entity without a name that was described by the same noun.
    pub(super) fn same_noun(&self, i: usize) -> Option<usize> {
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

    /// Returns the people that were introduced by the noun of a body: "a group of former ambassadors … the group".
    fn collective(&self, i: usize) -> Option<usize> {
        let opening = format!("{} of ", self.words.low(self.mentions[i].head));
        let recent = (i.saturating_sub(WINDOW)..i).rev().filter_map(|j| self.owner[j]);
        recent.into_iter().find(|&id| {
            let draft = &self.drafts[id];
            !draft.is_named && draft.kind == EntityKind::Group && draft.name.contains(&opening)
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
        if let Some(id) = self.collective(i) {
            return Some(id);
        }
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
                    | "outlet"
                    | "magazine"
                    | "broadcaster"
                    | "website"
                    | "tabloid"
                    | "daily"
                    | "bank"
                    | "union"
                    | "regulator"
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
