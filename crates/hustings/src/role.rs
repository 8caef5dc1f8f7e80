//! Roles: functions and titles as printed, with the time they hold.
//!
//! `outgoing Dutch Prime Minister Mark Rutte` → a role that holds, and soon will not

pub(crate) mod find;

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A function, affiliation or title as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Where it stands.
    pub span: Span,
    /// Whether and how it holds at the time of the article.
    pub holding: Holding,
}

/// Whether and how somebody holds a role at the time of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holding {
    /// Holds it.
    Current,
    /// Holds it and is about to leave: "outgoing".
    Outgoing,
    /// Held it once: "former", "then".
    Former,
    /// Will hold it: "designate", "incoming", "-elect".
    Coming,
    /// Holds it for a while in another's place: "acting", "interim".
    Acting,
}

impl Holding {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Outgoing => "outgoing",
            Self::Former => "former",
            Self::Coming => "coming",
            Self::Acting => "acting",
        }
    }
}
