//! Which entity stands at a place of the text.
//!
//! Made once for an article from its entities; speakers, statements and race facts look words up in it.
//!
//! `Kallas` at [400, 406) → the entity of Kaja Kallas

use super::{Entity, EntityId};
use crate::mention::Mention;
use crate::span::Span;

/// The places of all mentions that belong to an entity.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Sorted by start, then by end.
    places: Vec<Place>,
    /// For every place the furthest end of it and those before it.
    reach: Vec<usize>,
}

/// One mention and whom it refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Where it stands.
    pub span: Span,
    /// Which mention, as an index into the mentions of the reading.
    pub mention: usize,
    /// Whom it refers to.
    pub entity: EntityId,
}

impl Index {
    /// Returns the index of the places of `entities`.
    pub fn new(mentions: &[Mention], entities: &[Entity]) -> Self {
        let mut places = Vec::new();
        for (entity, found) in entities.iter().enumerate() {
            for &mention in &found.mentions {
                places.push(Place { span: mentions[mention].span, mention, entity });
            }
        }
        places.sort_unstable();
        let mut furthest = 0;
        let mut reach = Vec::with_capacity(places.len());
        for place in &places {
            furthest = furthest.max(place.span.end);
            reach.push(furthest);
        }
        Self { places, reach }
    }

    /// Returns the places that the span touches, in order.
    pub fn places_in(&self, span: Span) -> impl Iterator<Item = Place> {
        let first = self.reach.partition_point(|&end| end <= span.start);
        let last = self.places.partition_point(|place| place.span.start < span.end);
        let touched = self.places[first.min(last)..last].iter();
        touched.copied().filter(move |place| place.span.overlaps(span))
    }

    /// Returns the entity at the span: of the smallest mention that covers it, else of the largest inside.
    pub fn entity_at(&self, span: Span) -> Option<EntityId> {
        let covering = self.places_in(span).filter(|place| place.span.contains(span));
        if let Some(place) = covering.min_by_key(|place| place.span.len()) {
            return Some(place.entity);
        }
        let inside =
            self.places_in(span).min_by_key(|place| (usize::MAX - place.span.len(), place.span.start));
        inside.map(|place| place.entity)
    }
}
