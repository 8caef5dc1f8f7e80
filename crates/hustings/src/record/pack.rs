//! Rows as few bytes: a compact form that is read back ten times faster than JSON.
//!
//! For derived data only ([`super::coverage`] is kept in it between two runs): it has no versions, and whoever keeps it
//! must be able to make it anew. Names of rows are kept without the edition that they begin with.
//!
//! `{"id":"60fb1f676f84/c0","kind":"candidacy",…}` → `c0`, then the fields in the order of the type

use super::rows::{Clocks, Evidence, Fact, Part, Party, PrintedRole, Prolongation, Row, Said, Scale, Toward};
use crate::attribution::AttributionKind;
use crate::date::{PartialDate, Precision};
use crate::entity::speaker::SpeakerKind;
use crate::mention::EntityKind;
use crate::race::{CandidacyStatus, EventStatus, Position};
use crate::role::Holding;
use crate::span::Span;
use crate::statement::{Force, Stance};
use jiff::civil::Date;

/// What can be packed and read back.
pub(super) trait Pack: Sized {
    /// Adds the bytes of the value.
    fn pack(&self, out: &mut Vec<u8>);
    /// Reads a value from the beginning of the bytes, and moves on; nothing where they are none.
    fn unpack(from: &mut &[u8]) -> Option<Self>;
}

impl Pack for u32 {
    fn pack(&self, out: &mut Vec<u8>) {
        let mut left = *self;
        while left >= 0x80 {
            out.push((left & 0x7f) as u8 | 0x80);
            left >>= 7;
        }
        out.push(left as u8);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let mut value = 0;
        for shift in (0..32).step_by(7) {
            let (&byte, rest) = from.split_first()?;
            *from = rest;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

impl Pack for usize {
    fn pack(&self, out: &mut Vec<u8>) {
        u32::try_from(*self).unwrap_or(u32::MAX).pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        u32::unpack(from).map(|value| value as Self)
    }
}

impl Pack for u8 {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let (&byte, rest) = from.split_first()?;
        *from = rest;
        Some(byte)
    }
}

impl Pack for bool {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        u8::unpack(from).map(|byte| byte != 0)
    }
}

impl Pack for f32 {
    fn pack(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let (bytes, rest) = from.split_first_chunk()?;
        *from = rest;
        Some(Self::from_le_bytes(*bytes))
    }
}

impl Pack for String {
    fn pack(&self, out: &mut Vec<u8>) {
        self.len().pack(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let length = usize::unpack(from)?;
        let (bytes, rest) = from.split_at_checked(length)?;
        *from = rest;
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        if bool::unpack(from)? { T::unpack(from).map(Some) } else { Some(None) }
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.len().pack(out);
        self.iter().for_each(|value| value.pack(out));
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let length = usize::unpack(from)?;
        // A length that was damaged must not ask for more memory than there are bytes.
        let mut values = Self::with_capacity(length.min(from.len()));
        for _ in 0..length {
            values.push(T::unpack(from)?);
        }
        Some(values)
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn pack(&self, out: &mut Vec<u8>) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some((A::unpack(from)?, B::unpack(from)?))
    }
}

impl Pack for Date {
    fn pack(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.year().to_le_bytes());
        out.extend([self.month() as u8, self.day() as u8]);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let ([a, b, month, day], rest) = from.split_first_chunk()?;
        *from = rest;
        Self::new(i16::from_le_bytes([*a, *b]), i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()
    }
}

impl Pack for PartialDate {
    fn pack(&self, out: &mut Vec<u8>) {
        self.precision().pack(out);
        self.first().pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let (precision, first) = (Precision::unpack(from)?, Date::unpack(from)?);
        match precision {
            Precision::Day => Some(Self::day(first)),
            Precision::About => Some(Self::about(first)),
            Precision::Month => Self::month(first.year(), first.month()),
            Precision::Year => Self::year(first.year()),
        }
    }
}

/// One byte a variant, in the order in which they stand here.
macro_rules! kinds {
    ($($kind:ident: $($variant:ident)+;)+) => { $(
        impl Pack for $kind {
            fn pack(&self, out: &mut Vec<u8>) {
                let all = [$(Self::$variant),+];
                // A variant that is left out of the list does not compile.
                match self { $(Self::$variant => {})+ }
                out.push(all.iter().position(|kind| kind == self).unwrap_or_default() as u8);
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                let all = [$(Self::$variant),+];
                all.get(usize::from(u8::unpack(from)?)).copied()
            }
        }
    )+ };
}

kinds! {
    Precision: Day Month Year About;
    Part: Whole Source Cue Content Reason Venue Medium Addressee Question;
    Scale: Own Official Others Reported;
    AttributionKind: Direct Indirect Mixed;
    SpeakerKind: Person Organization Group Unnamed Document;
    EntityKind: Person Organization Place Post Group;
    CandidacyStatus: Speculated Interested Available Declared Nominated RuledOut Withdrew Eliminated Selected;
    EventStatus: Scheduled Held Moved Dropped;
    Position: For Against Reservation;
    Holding: Current Outgoing Former Coming Acting;
    Force: Assert Deny Joke Ask Predict Promise Threaten Decline;
    Stance: Support Oppose Reservation Neutral SelfDeclare SelfRuleOut;
}

/// All fields, in the order in which they stand here.
macro_rules! fields {
    ($($kind:ident { $($field:ident)+ })+) => { $(
        impl Pack for $kind {
            fn pack(&self, out: &mut Vec<u8>) {
                $(self.$field.pack(out);)+
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: Pack::unpack(from)?),+ })
            }
        }
    )+ };
}
pub(super) use fields;

/// A field of a fixed number of bytes: many of them are read back ten times faster than ones of as few as will do.
pub(super) trait Fixed: Sized {
    /// Adds the bytes.
    fn put(&self, out: &mut Vec<u8>);
    /// Reads a value from the beginning of the bytes, and moves on.
    fn take(from: &mut &[u8]) -> Option<Self>;
}

impl Fixed for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let (bytes, rest) = from.split_first_chunk()?;
        *from = rest;
        Some(Self::from_le_bytes(*bytes))
    }
}

macro_rules! packed_are_fixed {
    ($($kind:ty)+) => { $(
        impl Fixed for $kind {
            fn put(&self, out: &mut Vec<u8>) {
                self.pack(out);
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Self::unpack(from)
            }
        }
    )+ };
}

packed_are_fixed! { u8 Date Stance }

/// All fields, each in a fixed number of bytes.
macro_rules! fixed {
    ($($kind:ident { $($field:ident)+ })+) => { $(
        impl Pack for $kind {
            fn pack(&self, out: &mut Vec<u8>) {
                $($crate::record::pack::Fixed::put(&self.$field, out);)+
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: $crate::record::pack::Fixed::take(from)?),+ })
            }
        }
    )+ };
}
pub(super) use fixed;

fields! {
    Span { start end }
    Evidence { part span words }
    Clocks { said holds_from holds_until published learned }
    Party { name entity }
    Toward { whom stance reason }
    PrintedRole { text holding }
    Prolongation { date ordinal reason }
    Said {
        speaker speaker_kind count may_be quotation force is_relayed is_negated is_hedged is_conditional about parent
    }
    Row { id edition evidence asserted_by clocks confidence fact }
}

/// A byte for the variant, then its fields.
macro_rules! facts {
    ($($code:literal $variant:ident { $($field:ident)+ })+) => {
        impl Pack for Fact {
            fn pack(&self, out: &mut Vec<u8>) {
                match self {
                    Self::Statement(said) => {
                        out.push(0);
                        said.pack(out);
                    }
                    $(Self::$variant { $($field),+ } => {
                        out.push($code);
                        $($field.pack(out);)+
                    })+
                }
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                Some(match u8::unpack(from)? {
                    0 => Self::Statement(Pack::unpack(from)?),
                    $($code => Self::$variant { $($field: Pack::unpack(from)?),+ },)+
                    _ => return None,
                })
            }
        }
    };
}

facts! {
    1 Entity { what name is_named roles }
    2 Race { post incumbent }
    3 Tenure { person post is_until_planned extensions }
    4 Candidacy { person post status scale }
    5 Endorsement { by count candidate post position is_conditional }
    6 Criterion { text stated_by relayed_by post }
    7 Ballot { round tallies post }
    8 Event { what location participants status post }
}

/// Adds the bytes of a row of the edition with this short name.
pub(super) fn pack_row(row: &Row, short: &str, out: &mut Vec<u8>) {
    let mut row = row.clone();
    row.edition.clear();
    each_name(&mut row, &mut |name| {
        if let Some(tail) = name.strip_prefix(short).and_then(|rest| rest.strip_prefix('/')) {
            *name = tail.to_owned();
        }
    });
    row.pack(out);
}

/// Returns the row that the bytes begin with, of the edition with this name and short name.
pub(super) fn unpack_row(mut from: &[u8], (edition, short): (&str, &str)) -> Option<Row> {
    let mut row = Row::unpack(&mut from)?;
    edition.clone_into(&mut row.edition);
    each_name(&mut row, &mut |name| {
        if !name.contains('/') {
            name.insert(0, '/');
            name.insert_str(0, short);
        }
    });
    Some(row)
}

/// Calls `each` with all names of rows that a row holds, its own first.
pub(super) fn each_name(row: &mut Row, each: &mut dyn FnMut(&mut String)) {
    each(&mut row.id);
    if let Some(name) = &mut row.asserted_by {
        each(name);
    }
    let mut party = |party: &mut Party| {
        if let Some(name) = &mut party.entity {
            each(name);
        }
    };
    match &mut row.fact {
        Fact::Statement(said) => {
            party(&mut said.speaker);
            said.about.iter_mut().for_each(|about| party(&mut about.whom));
            if let Some(name) = &mut said.parent {
                each(name);
            }
        }
        Fact::Race { incumbent, .. } => incumbent.iter_mut().for_each(party),
        Fact::Tenure { person, .. } | Fact::Candidacy { person, .. } => party(person),
        Fact::Endorsement { by, candidate, .. } => {
            party(by);
            party(candidate);
        }
        Fact::Criterion { stated_by, relayed_by, .. } => {
            stated_by.iter_mut().chain(relayed_by).for_each(party)
        }
        Fact::Event { participants, .. } => participants.iter_mut().for_each(party),
        Fact::Entity { .. } | Fact::Ballot { .. } => {}
    }
}
