//! The router: which address shows what.
//!
//! [`super::pages`] and [`super::api`] hold one plain function for each; here they get their threads, their time
//! limit and their headers.
//!
//! `GET /races/{race}` → [`super::pages::board`]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, RawQuery, Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use tokio::sync::Semaphore;

use crate::asked::Asked;
use crate::guard::{Limit, Peer};
use crate::reply::{Failure, Reply, response};
use crate::site::Site;
use crate::{api, pages};

/// How many answers are made at once; others wait their turn.
const AT_ONCE: usize = 16;

/// How long an answer may take, waiting for its turn included.
const PATIENCE: Duration = Duration::from_secs(20);

/// Makes an answer.
pub type Answer = fn(&Asked) -> Result<Reply, Failure>;

/// How often one address may ask at once, and how long until it may ask once more: 500 requests a second go on.
const OFTEN: (u32, Duration) = (2000, Duration::from_millis(2));

#[derive(Clone)]
struct House {
    site: Arc<Site>,
    turns: Arc<Semaphore>,
    often: Arc<Limit>,
}

/// Scheme and name by which the site was asked for.
#[derive(Clone)]
struct Origin(String);

/// The pages and feeds, by the patterns of their addresses.
pub const PAGES: &[(&str, Answer)] = &[
    ("/", pages::races::page),
    ("/races/{race}", pages::board::page),
    ("/races/{race}/timeline", pages::timeline::page),
    ("/races/{race}/agenda", pages::agenda::page),
    ("/races/{race}/agenda.ics", pages::agenda::calendar),
    ("/races/{race}/changes", pages::changes::page),
    ("/races/{race}/changes.atom", pages::changes::feed),
    ("/races/{race}/people", pages::person::list),
    ("/races/{race}/people/{name}", pages::person::page),
    ("/races/{race}/electors", pages::elector::list),
    ("/races/{race}/electors/{name}", pages::elector::page),
    ("/races/{race}/articles", pages::articles::page),
    ("/races/{race}/articles/{edition}", pages::article::page),
    ("/races/{race}/articles/{edition}/kept", pages::editions::kept),
    ("/races/{race}/articles/{edition}/since/{other}", pages::editions::since),
    ("/races/{race}/rows/{edition}/{row}", pages::row::page),
    ("/search", pages::search::page),
    ("/about", pages::about::page),
    ("/style.css", pages::assets::style),
    ("/page.js", pages::assets::script),
    ("/icon.svg", pages::assets::icon),
];

/// Returns the router of a site.
pub fn router(site: Site) -> Router {
    let mut router = pages::assets::fonts(Router::new()).route("/example", post(example));
    for (address, answer) in PAGES {
        router = router.route(address, answered(*answer, pages::failure::page));
    }
    for route in api::ROUTES {
        router = router.route(route.address, answered(route.answer, api::failure));
    }
    let house = House {
        site: Arc::new(site),
        turns: Arc::new(Semaphore::new(AT_ONCE)),
        often: Arc::new(Limit::new(OFTEN.0, OFTEN.1)),
    };
    let router = router.fallback(nowhere).method_not_allowed_fallback(not_so);
    router.layer(from_fn_with_state(house.clone(), guarded)).with_state(house)
}

/// Hands on what is asked for by a name of ours, and not too often.
async fn guarded(State(house): State<House>, mut request: Request, next: Next) -> Response<Body> {
    let (door, headers) = (&house.site.door, request.headers());
    let asker = door.asker(request.extensions().get::<Peer>().copied(), headers);
    let origin = door.origin(headers).and_then(|origin| {
        house.often.take(&asker.to_string())?;
        Ok(origin)
    });
    match origin {
        Ok(origin) => {
            request.extensions_mut().insert(Origin(origin));
            request.extensions_mut().insert(Peer(asker));
            next.run(request).await
        }
        Err(failure) => sent(Err(failure), failed_at(request.uri().path()), request.headers()),
    }
}

/// Returns what writes failures for an address.
fn failed_at(path: &str) -> fn(&Failure) -> Reply {
    if path.starts_with("/api/") { api::failure } else { pages::failure::page }
}

/// Returns the handler of an address.
fn answered(answer: Answer, failed: fn(&Failure) -> Reply) -> MethodRouter<House> {
    let handler = move |State(house): State<House>,
                        parts: Result<Path<BTreeMap<String, String>>, PathRejection>,
                        RawQuery(query): RawQuery,
                        Extension(origin): Extension<Origin>,
                        headers: HeaderMap| async move {
        let made = match parts {
            Ok(Path(parts)) => {
                let query = query.unwrap_or_default();
                let asked = Asked::new(Arc::clone(&house.site), origin.0, (parts, &query));
                in_turn(&house, answer, asked).await
            }
            Err(_) => Err(Failure::unclear("the address cannot be read; is it cut short?".to_owned())),
        };
        sent(made, failed, &headers)
    };
    get(handler)
}

/// Waits for a turn, and makes the answer on a thread that may take its time.
async fn in_turn(house: &House, answer: Answer, asked: Asked) -> Result<Reply, Failure> {
    let turns = Arc::clone(&house.turns);
    let made = tokio::time::timeout(PATIENCE, async move {
        let turn = turns.acquire_owned().await.map_err(|cause| Failure::broken(&cause))?;
        let made = tokio::task::spawn_blocking(move || {
            let made = answer(&asked);
            drop(turn);
            made
        });
        made.await.map_err(|cause| Failure::broken(&cause))?
    });
    made.await.unwrap_or_else(|_| Err(Failure::busy()))
}

fn sent(made: Result<Reply, Failure>, failed: fn(&Failure) -> Reply, headers: &HeaderMap) -> Response<Body> {
    match made {
        Ok(reply) => response(StatusCode::OK, reply, headers),
        Err(failure) => response(failure.status, failed(&failure), headers),
    }
}

/// Reads the example into an empty record, for a click on a page of ours; other sites may not press the button.
async fn example(State(house): State<House>, headers: HeaderMap) -> Response<Body> {
    let head = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_ours = match head("sec-fetch-site") {
        "" => head("origin").is_empty() || head("origin").split("://").nth(1) == Some(head("host")),
        site => site == "same-origin",
    };
    if !is_ours {
        let sentence = "this button is pressed on a page of this server".to_owned();
        let failure = Failure { status: StatusCode::FORBIDDEN, sentence };
        return sent(Err(failure), pages::failure::page, &headers);
    }
    let site = Arc::clone(&house.site);
    let begun = tokio::task::spawn_blocking(move || crate::example::begin(&site)).await;
    match begun.map_err(|cause| Failure::broken(&cause)).and_then(|begun| begun) {
        Ok(to) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::SEE_OTHER;
            response.headers_mut().insert(LOCATION, HeaderValue::from_static(to));
            response
        }
        Err(failure) => sent(Err(failure), pages::failure::page, &headers),
    }
}

async fn nowhere(uri: axum::http::Uri, headers: HeaderMap) -> Response<Body> {
    let failure = Failure::unknown("there is no page at this address".to_owned());
    sent(Err(failure), failed_at(uri.path()), &headers)
}

async fn not_so(uri: axum::http::Uri, headers: HeaderMap) -> Response<Body> {
    let sentence = "this server only shows; ask with GET".to_owned();
    let failure = Failure { status: StatusCode::METHOD_NOT_ALLOWED, sentence };
    sent(Err(failure), failed_at(uri.path()), &headers)
}
