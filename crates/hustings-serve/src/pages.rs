//! The pages and feeds, one a file: each a function from an address to a reply.
//!
//! [`super::router`] names their addresses; all stand in the frame of [`layout`].

pub mod about;
pub mod agenda;
pub mod article;
pub mod articles;
pub mod assets;
pub mod board;
pub mod changes;
mod climb;
mod color;
mod criteria;
mod dates;
pub mod editions;
pub mod elector;
mod electors;
pub mod failure;
mod lanes;
pub mod layout;
pub mod marks;
mod names;
pub mod person;
pub mod races;
pub mod row;
pub mod search;
mod sides;
pub mod timeline;
mod when;
