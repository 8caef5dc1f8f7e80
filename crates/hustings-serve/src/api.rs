//! The API: JSON under `/api/v1`, and the OpenAPI document that tells of it.
//!
//! [`routes`] holds one function for each address; [`openapi`] writes the document from the same table that
//! [`super::router`] routes by, so that neither can name what the other lacks.

pub mod decide;
pub mod events;
mod forms;
mod openapi;
mod parameter;
pub mod routes;

use serde_json::json;

use crate::reply::{Failure, Reply};
pub use routes::ROUTES;

/// Returns a failure as JSON.
pub fn failure(failure: &Failure) -> Reply {
    let body = json!({ "status": failure.status.as_u16(), "error": failure.sentence });
    Reply { kind: "application/json", body: body.to_string() }
}
