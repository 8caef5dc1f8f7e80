//! The record: flat, versioned rows of what many articles say, and the views that answer from them.
//!
//! [`rows`] turns the reading of one edition into rows; stores keep them and never change one. Everything
//! under `record` is a pure function of rows, a day in the world and a day of knowledge, whatever the order in
//! which articles arrived.
//!
//! `Kallas, asked on Tuesday whether she wanted the post, said “yes”` → a statement row, said 2023-11-14, and a
//! candidacy row, *interested* since 2023-11-14, which names the statement that asserts it

mod agenda;
mod board;
mod coverage;
mod diff;
mod edition;
mod elector;
mod electors;
mod flat;
mod fold;
pub mod icalendar;
mod ladder;
mod make;
mod name;
mod notes;
mod origin;
mod pack;
mod period;
mod quarrel;
mod queue;
mod race_file;
mod review;
mod revision;
mod rows;
mod search;
mod timeline;
mod view;
mod who;

pub use agenda::{Appointment, agenda};
pub use board::{Bears, Board, Candidate, Criteria, Holder, LastWords, board};
pub use coverage::Coverage;
pub use diff::{Change, diff};
pub use edition::{Edition, sketch};
pub use elector::{Voter, elector};
pub use electors::{Body, Camp, Claim, Held, Seat, SeatRule};
pub use fold::fold;
pub use ladder::{Rule, Standing, Step};
pub use make::rows;
pub use name::{People, Person, index_keys};
pub use notes::{Note, NoteKind, notes};
pub use origin::Origins;
pub use period::{Opening, Period};
pub use quarrel::{Contradiction, Grade, QuarrelRule, Reversal, Side, contradictions, reversals};
pub use queue::{Waiting, queue};
pub use race_file::{Assembly, Elector, KeyDate, Known, Needs, Problem, RaceFile};
pub use review::{Decision, Reopened, Ruling, corrected, reopened};
pub use revision::{Revision, revise};
pub use rows::*;
pub use search::{Hit, search};
pub use timeline::{Entry, Mark, Timeline, timeline};
pub use view::{Moment, Race, Scope, View, effective, post_key, post_name};
pub use who::{Line, Profile, who};

/// The schema of the rows that this version writes.
pub const SCHEMA: &str = "hustings.record/1";
