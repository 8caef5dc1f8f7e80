//! What the server sends: pages, feeds and JSON, and one kind of failure with a sentence for people.
//!
//! [`super::router`] turns it into HTTP with the headers that keep a page to itself.
//!
//! `as-of=yesterday` → 400, “yesterday” is not a day; write it as 2024-03-07

use std::error::Error as _;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use maud::Markup;
use serde::Serialize;

use crate::desk::{Done, Outcome};

/// Nothing from elsewhere, nothing inline, forms only to ourselves, in nobody's frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                      font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The same for pages of the desk, which may run a script of ours.
const DESK_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                           font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What is sent.
pub struct Reply {
    /// The media type.
    pub kind: &'static str,
    /// The body.
    pub body: String,
}

impl Reply {
    /// Returns a page.
    #[allow(clippy::needless_pass_by_value, reason = "templates hand over what they made")]
    pub fn page(page: Markup) -> Self {
        Self { kind: "text/html; charset=utf-8", body: page.into_string() }
    }

    /// Returns a value as JSON.
    ///
    /// # Errors
    /// When the value has no JSON form.
    pub fn json(value: &impl Serialize) -> Result<Self, Failure> {
        let body = serde_json::to_string(value).map_err(|cause| Failure::broken(&cause))?;
        Ok(Self { kind: "application/json", body })
    }
}

/// A reply as it is sent, any number of times.
#[derive(Clone)]
pub struct Ready {
    kind: &'static str,
    body: Bytes,
    tag: String,
}

impl Ready {
    /// Returns how many bytes it has.
    pub fn size(&self) -> usize {
        self.body.len()
    }
}

impl From<Reply> for Ready {
    fn from(reply: Reply) -> Self {
        Self { kind: reply.kind, tag: tag(&reply), body: reply.body.into() }
    }
}

/// Why something cannot be shown.
#[derive(Debug)]
pub struct Failure {
    /// The status.
    pub status: StatusCode,
    /// A sentence for people.
    pub sentence: String,
}

impl Failure {
    /// What was asked for is not there.
    pub fn unknown(sentence: String) -> Self {
        Self { status: StatusCode::NOT_FOUND, sentence }
    }

    /// What was asked for cannot be understood.
    pub fn unclear(sentence: String) -> Self {
        Self { status: StatusCode::BAD_REQUEST, sentence }
    }

    /// What was asked for contradicts itself, or what there is.
    pub fn unfit(sentence: String) -> Self {
        Self { status: StatusCode::CONFLICT, sentence }
    }

    /// Whoever asks may not.
    pub fn forbidden(sentence: &str) -> Self {
        Self { status: StatusCode::FORBIDDEN, sentence: sentence.to_owned() }
    }

    /// What was sent is larger than it may be.
    pub fn too_large(most: usize) -> Self {
        let sentence = format!("what you sent is larger than {} KiB; send less", most >> 10);
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, sentence }
    }

    /// There is too much to do.
    pub fn busy() -> Self {
        let sentence = "the server has too much to do; try again in a moment".to_owned();
        Self { status: StatusCode::SERVICE_UNAVAILABLE, sentence }
    }

    /// One address asks too often.
    pub fn too_often() -> Self {
        let sentence = "this was asked too often from your address; wait a little".to_owned();
        Self { status: StatusCode::TOO_MANY_REQUESTS, sentence }
    }

    /// Something broke; the cause goes to the log, where people of the house see it.
    pub fn broken(cause: &dyn std::error::Error) -> Self {
        eprintln!("hustings: {cause}{}", cause.source().map_or(String::new(), |inner| format!(": {inner}")));
        let sentence = "the record cannot be read just now; the log says why".to_owned();
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, sentence }
    }
}

impl From<hustings_store::Error> for Failure {
    fn from(error: hustings_store::Error) -> Self {
        if error.is_unknown() {
            return Self::unknown("the record has nothing of that name".to_owned());
        }
        if error.is_locked() {
            return Self::busy();
        }
        _ = error.source();
        Self::broken(&error)
    }
}

/// Returns the HTTP form of a reply; only a head where the asker has the same already.
pub fn response(status: StatusCode, reply: impl Into<Ready>, asked: &HeaderMap) -> Response<Body> {
    let Ready { kind, body, tag } = reply.into();
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = status == StatusCode::OK
        && known.is_some_and(|known| known.split(',').any(|own| own.trim().trim_start_matches("W/") == tag));
    let body = if is_known { Body::empty() } else { Body::from(body) };
    let mut response = Response::new(body);
    *response.status_mut() = if is_known { StatusCode::NOT_MODIFIED } else { status };
    let headers = response.headers_mut();
    let mut set = |name, value: &'static str| _ = headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_TYPE, kind);
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Where nobody is told, browsers send forms with `Origin: null`, as other sites do.
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CACHE_CONTROL, "no-cache");
    set(header::VARY, "accept");
    if status == StatusCode::UNAUTHORIZED {
        set(header::WWW_AUTHENTICATE, "Bearer");
    }
    if status == StatusCode::TOO_MANY_REQUESTS {
        set(header::RETRY_AFTER, "60");
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// Returns the HTTP form of what the desk did: browsers keep nothing of it.
pub fn outcome(outcome: Outcome) -> Response<Body> {
    let (body, kind, to) = match outcome.done {
        Done::Page(reply) => (reply.body, reply.kind, None),
        Done::Go(to) | Done::Session(to, _) => (String::new(), "text/plain", Some(to)),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = if to.is_some() { StatusCode::SEE_OTHER } else { StatusCode::OK };
    let headers = response.headers_mut();
    let mut set = |name, value: &'static str| _ = headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_TYPE, kind);
    set(header::CONTENT_SECURITY_POLICY, DESK_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CACHE_CONTROL, "no-store");
    for cookie in outcome.cookies {
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    if let Some(to) = to.and_then(|to| HeaderValue::from_str(&to).ok()) {
        headers.insert(header::LOCATION, to);
    }
    response
}

/// Returns the HTTP form of a stream of events.
pub fn stream(body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    let mut set = |name, value: &'static str| _ = headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_TYPE, "text/event-stream");
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CACHE_CONTROL, "no-store");
    response
}

/// FNV-1a over the body: the same bytes, the same tag, on every machine.
fn tag(reply: &Reply) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in reply.kind.bytes().chain(reply.body.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("\"{hash:016x}-{}\"", reply.body.len())
}
