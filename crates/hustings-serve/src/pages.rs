//! The pages and feeds, one a file: each a function from an address to a reply.
//!
//! [`super::router`] names their addresses; all stand in the frame of [`layout`].

pub mod about;
pub mod agenda;
pub mod article;
pub mod articles;
pub mod board;
pub mod changes;
pub mod electors;
pub mod failure;
pub mod layout;
pub mod person;
pub mod races;
pub mod row;
pub mod search;
pub mod timeline;
pub mod when;
