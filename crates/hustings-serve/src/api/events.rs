//! What changes, as it comes: a stream of server-sent events, one for each day of coverage that changed something.
//!
//! [`super::routes::changes`] says what there is; here somebody waits for more, as long as they listen.
//!
//! An article of 7 March is added → `id: 2024-03-07`, `event: change`, `data: {"day":"2024-03-07","changes":[…]}`

use std::collections::BTreeMap;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use futures_core::Stream;
use serde_json::Value;
use tokio::sync::mpsc::Receiver;

use crate::asked::Asked;
use crate::reply::Failure;

/// The address.
pub const ADDRESS: &str = "/api/v1/races/{race}/events";

/// What somebody who listens knows already: the changes of each day.
#[derive(Default)]
pub struct Known {
    days: BTreeMap<String, String>,
    has_begun: bool,
}

impl Known {
    /// Returns the events that somebody does not know yet; at first those behind the last day that they name.
    ///
    /// # Errors
    /// When the race is unknown, or the record cannot be read.
    pub fn news(&mut self, asked: &Asked, last: Option<&str>) -> Result<Vec<String>, Failure> {
        let race = asked.race()?;
        let mut news = Vec::new();
        for change in super::routes::changes(&race, asked.site.today()).into_iter().rev() {
            let day = change["day"].as_str().unwrap_or_default().to_owned();
            let is_past = !self.has_begun && last.is_none_or(|last| day.as_str() <= last);
            let written = change.to_string();
            if self.days.get(&day) != Some(&written) && !is_past {
                news.push(event(&day, &change));
            }
            self.days.insert(day, written);
        }
        self.has_begun = true;
        Ok(news)
    }
}

fn event(day: &str, change: &Value) -> String {
    format!("id: {day}\nevent: change\ndata: {change}\n\n")
}

/// A body that goes on as long as somebody sends.
struct Going(Receiver<String>);

impl Stream for Going {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|sent| sent.map(|text| Ok(Bytes::from(text))))
    }
}

/// Returns the body that sends what is received.
pub fn body(events: Receiver<String>) -> Body {
    Body::from_stream(Going(events))
}
