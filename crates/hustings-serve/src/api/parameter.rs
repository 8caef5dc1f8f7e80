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

/// A day as `asked` takes it; nothing given is as good as the parameter left out.
const DAY: &str = "[1-8][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

impl Parameter {
    /// Returns its entry in the OpenAPI document.
    pub fn document(&self) -> Value {
        let example = |schema: Value, example: &str| {
            let mut schema = schema;
            schema["examples"] = json!([example]);
            schema
        };
        let schema = match self.kind {
            Kind::Words if self.is_required => {
                json!({ "type": "string", "minLength": 1, "maxLength": 500, "pattern": "\\S" })
            }
            Kind::Words => json!({ "type": "string", "maxLength": 500 }),
            Kind::Day if self.is_required => example(
                json!({ "type": "string", "format": "date", "pattern": format!("^{DAY}$") }),
                "2024-03-07",
            ),
            Kind::Day => example(json!({ "type": "string", "pattern": format!("^({DAY})?$") }), "2024-03-07"),
            Kind::DayOrAsOf => {
                example(json!({ "type": "string", "pattern": format!("^({DAY}|as-of)?$") }), "as-of")
            }
            Kind::Number(most) => json!({ "type": "integer", "minimum": 0, "maximum": most }),
            Kind::OneOf(names) => json!({ "type": "string", "enum": names }),
        };
        json!({ "name": self.name, "in": "query", "required": self.is_required, "description": self.told, "schema": schema })
    }
}
