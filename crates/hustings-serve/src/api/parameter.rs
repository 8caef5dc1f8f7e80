//! Parameters of the API: what they are called, what they may be, and their schema in the OpenAPI document.
//!
//! [`super::routes`] lists them beside each address; [`crate::asked`] reads them.
//!
//! `limit=5000` → 400, “5000” is not a number from 0 to 1000, as limit is

use serde_json::{Value, json};

/// A parameter.
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be given.
    pub is_required: bool,
    /// What it means.
    pub told: &'static str,
    /// What it may be.
    pub kind: Kind,
}

/// What a parameter may be.
pub enum Kind {
    /// Words; at least one letter where they must be given.
    Words,
    /// A day.
    Day,
    /// A day, or `as-of`.
    DayOrAsOf,
    /// A number up to another.
    Number(usize),
    /// One of some names.
    OneOf(&'static [&'static str]),
}

/// All stances, as JSON has them.
pub const STANCES: &[&str] =
    &["support", "oppose", "reservation", "neutral", "self_declare", "self_rule_out"];

/// All forces, as JSON has them.
pub const FORCES: &[&str] = &["assert", "deny", "joke", "ask", "predict", "promise", "threaten", "decline"];

/// Returns the schema of a day as `asked` takes it, and of what else may stand in its place.
fn day(others: &[&str]) -> Value {
    let day = json!({ "type": "string", "format": "date", "pattern": "^[1-8]", "examples": ["2024-03-07"] });
    if others.is_empty() { day } else { json!({ "anyOf": [day, { "enum": others }] }) }
}

impl Parameter {
    /// Returns its entry in the OpenAPI document.
    pub fn document(&self) -> Value {
        let schema = match self.kind {
            Kind::Words if self.is_required => {
                json!({ "type": "string", "minLength": 1, "maxLength": 500, "pattern": "\\S" })
            }
            Kind::Words => json!({ "type": "string", "maxLength": 500 }),
            // Nothing given is as good as the parameter left out.
            Kind::Day => day(if self.is_required { &[] } else { &[""] }),
            Kind::DayOrAsOf => day(&["", "as-of"]),
            Kind::Number(most) => json!({ "type": "integer", "minimum": 0, "maximum": most }),
            Kind::OneOf(names) => json!({ "type": "string", "enum": names }),
        };
        json!({ "name": self.name, "in": "query", "required": self.is_required, "description": self.told, "schema": schema })
    }
}
