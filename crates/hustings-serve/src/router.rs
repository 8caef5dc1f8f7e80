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
use axum::body::{Body, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{MethodFilter, MethodRouter, get, on, post};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::api::events::Known;
use crate::asked::Asked;
use crate::form::Form;
use crate::guard::{Limit, Peer};
use crate::kept::{Ground, Kept};
use crate::reply::{self, Failure, Ready, Reply, response};
use crate::site::Site;
use crate::{access, api, desk, mcp, pages};

/// How many answers are made at once; others wait their turn.
const AT_ONCE: usize = 16;

/// How long an answer may take, waiting for its turn included.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many bytes a ruling of a program may have.
const RULING: usize = 64 << 10;

/// How many bytes a message of the Model Context Protocol may have: an article, written as JSON.
const MESSAGE: usize = 2 << 20;

/// How many may listen to changes at once.
const LISTENERS: usize = 64;

/// How often somebody who listens has the record looked at.
const LOOK: Duration = Duration::from_secs(1);

/// After so many looks without a change they hear that the server is still there.
const QUIET: u32 = 15;

/// How long the body of a request may take to come.
const BODY: Duration = Duration::from_secs(10);

/// Makes an answer.
pub type Answer = fn(&Asked) -> Result<Reply, Failure>;

/// How often one address may ask at once, and how long until it may ask once more: 500 requests a second go on.
const OFTEN: (u32, Duration) = (2000, Duration::from_millis(2));

#[derive(Clone)]
struct House {
    site: Arc<Site>,
    turns: Arc<Semaphore>,
    often: Arc<Limit>,
    listeners: Arc<Semaphore>,
    kept: Arc<Kept>,
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
    ("/desk.css", desk::style),
    ("/desk.js", desk::script),
];

/// An address with its method, and what makes its handler.
type Other = (Method, &'static str, fn() -> MethodRouter<House>);

/// What is neither page nor answer of the API, nor at the desk.
const OTHERS: &[Other] = &[
    (Method::POST, "/example", || post(example)),
    (Method::POST, "/mcp", || post(protocol)),
    (Method::POST, api::decide::ADDRESS, || post(decided)),
    (Method::GET, api::events::ADDRESS, || get(streamed)),
];

/// Returns all addresses that a router has, by their patterns, each with its method: tests ask every one.
pub fn addresses() -> Vec<(Method, &'static str)> {
    let shown =
        PAGES.iter().map(|(address, _)| *address).chain(api::ROUTES.iter().map(|route| route.address));
    let shown = shown.chain(pages::assets::FONTS.iter().map(|(address, _)| *address));
    let others = OTHERS.iter().map(|(method, address, _)| (method.clone(), *address));
    let desk = desk::ROUTES.iter().map(|route| (route.method.clone(), route.address));
    shown.map(|address| (Method::GET, address)).chain(others).chain(desk).collect()
}

/// Returns the router of a site.
pub fn router(site: Site) -> Router {
    let mut router = pages::assets::fonts(Router::new());
    for (address, answer) in PAGES {
        router = router.route(address, answered(*answer, pages::failure::page));
    }
    for route in api::ROUTES {
        router = router.route(route.address, answered(route.answer, api::failure));
    }
    for (_, address, handler) in OTHERS {
        router = router.route(address, handler());
    }
    let mut desk: BTreeMap<&str, MethodRouter<House>> = BTreeMap::new();
    for route in desk::ROUTES {
        let known = desk.remove(route.address).unwrap_or_default();
        desk.insert(route.address, known.merge(at_desk(route)));
    }
    for (address, methods) in desk {
        router = router.route(address, methods);
    }
    let house = House {
        site: Arc::new(site),
        turns: Arc::new(Semaphore::new(AT_ONCE)),
        often: Arc::new(Limit::new(OFTEN.0, OFTEN.1)),
        listeners: Arc::new(Semaphore::new(LISTENERS)),
        kept: Arc::default(),
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
    if path.starts_with("/api/") || path == "/mcp" { api::failure } else { pages::failure::page }
}

/// Returns the handler of an address.
fn answered(answer: Answer, failed: fn(&Failure) -> Reply) -> MethodRouter<House> {
    let handler = move |State(house): State<House>, parts: Parts, request: Request| async move {
        let made = match asked(&house, parts, &request) {
            Ok(asked) => once(&house, asked, answer).await,
            Err(failure) => Err(failure),
        };
        sent(made, failed, request.headers())
    };
    get(handler)
}

/// Returns an answer that was made before, or has it made, by one at a time.
async fn once(house: &House, asked: Asked, answer: Answer) -> Result<Ready, Failure> {
    let question = asked.question();
    let known = |ground: &Option<Ground>| house.kept.find(ground.as_ref()?, &question);
    if let Some(answer) = known(&Ground::of(&house.site)) {
        return Ok(answer);
    }
    let place = house.kept.place(&question);
    let turn = tokio::time::timeout(PATIENCE, place.lock_owned()).await.map_err(|_| Failure::busy())?;
    let ground = Ground::of(&house.site);
    if let Some(answer) = known(&ground) {
        return Ok(answer);
    }
    let kept = Arc::clone(&house.kept);
    // Whoever asked may be gone before the answer is made; others will want it.
    in_turn(house, move || {
        let ready = Ready::from(answer(&asked)?);
        if let Some(ground) = ground.filter(|then| Ground::of(&asked.site).as_ref() == Some(then)) {
            kept.keep(ground, question, ready.clone());
        }
        drop(turn);
        Ok(ready)
    })
    .await
}

/// Returns scheme and name by which the site was asked for.
fn origin(request: &Request) -> String {
    request.extensions().get::<Origin>().map_or(String::new(), |Origin(origin)| origin.clone())
}

type Parts = Result<Path<BTreeMap<String, String>>, PathRejection>;

fn asked(house: &House, parts: Parts, request: &Request) -> Result<Asked, Failure> {
    let Ok(Path(parts)) = parts else {
        return Err(Failure::unclear("the address cannot be read; is it cut short?".to_owned()));
    };
    let mut asked = Asked::new(Arc::clone(&house.site), origin(request), (parts, request.uri()));
    let accept = request.headers().get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    asked.accept = accept.collect::<Vec<_>>().join(",");
    Ok(asked)
}

/// Returns the handler of an address of the desk.
fn at_desk(route: &'static desk::Route) -> MethodRouter<House> {
    let handler = move |State(house): State<House>, parts: Parts, request: Request| async move {
        let headers = request.headers().clone();
        match done(&house, route, (parts, request)).await {
            Ok(outcome) => reply::outcome(outcome),
            Err(failure) => sent(Err(failure), pages::failure::page, &headers),
        }
    };
    on(MethodFilter::try_from(route.method.clone()).unwrap_or(MethodFilter::GET), handler)
}

async fn done(
    house: &House,
    route: &'static desk::Route,
    (parts, request): (Parts, Request),
) -> Result<desk::Outcome, Failure> {
    let mut asked = asked(house, parts, &request)?;
    if let Some(Peer(address)) = request.extensions().get() {
        asked.visitor.address = address.to_string();
    }
    let (head, body) = request.into_parts();
    let form = if route.method == Method::POST {
        let kind = head.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        Form::new(kind.unwrap_or_default(), &whole(body, route.most).await?)?
    } else {
        Form::default()
    };
    in_turn(house, move || desk::run(route, asked, &head.headers, form)).await
}

/// Keeps a decision of a program.
async fn decided(State(house): State<House>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let (site, headers) = (Arc::clone(&house.site), head.headers.clone());
    let made = match whole(body, RULING).await {
        Ok(body) => in_turn(&house, move || api::decide::decide(&site, &headers, &body)).await,
        Err(failure) => Err(failure),
    };
    match made {
        Ok(reply) => response(StatusCode::CREATED, reply, &head.headers),
        Err(failure) => response(failure.status, api::failure(&failure), &head.headers),
    }
}

/// Answers a message of the Model Context Protocol (streamable HTTP, each answer whole).
async fn protocol(State(house): State<House>, request: Request) -> Response<Body> {
    let origin = origin(&request);
    let (head, body) = request.into_parts();
    let headers = head.headers;
    let made = async {
        if !access::is_from_here(&headers, &origin) {
            return Err(Failure::forbidden("this came from a page elsewhere"));
        }
        let version = headers.get("mcp-protocol-version").and_then(|version| version.to_str().ok());
        if version.is_some_and(|version| !mcp::VERSIONS.contains(&version)) {
            return Err(Failure::unclear(
                "this server does not speak that version of the protocol".to_owned(),
            ));
        }
        let site = Arc::clone(&house.site);
        let body = whole(body, MESSAGE).await?;
        in_turn(&house, move || Ok(mcp::answer(&site, &origin, &String::from_utf8_lossy(&body)))).await
    };
    match made.await {
        Ok(Some(body)) => {
            response(StatusCode::OK, Reply { kind: "application/json", body }, &HeaderMap::new())
        }
        Ok(None) => {
            let nothing = Reply { kind: "application/json", body: String::new() };
            response(StatusCode::ACCEPTED, nothing, &HeaderMap::new())
        }
        Err(failure) => response(failure.status, api::failure(&failure), &HeaderMap::new()),
    }
}

/// Sends what changes, as it comes, to as many as may listen.
async fn streamed(State(house): State<House>, parts: Parts, request: Request) -> Response<Body> {
    let asked = asked(&house, parts, &request);
    let headers = request.headers().clone();
    match begun(house, asked, &headers).await {
        Ok(receiver) => reply::stream(api::events::body(receiver)),
        Err(failure) => sent(Err(failure), api::failure, &headers),
    }
}

/// Begins a stream with what somebody who listened before has missed.
async fn begun(
    house: House,
    asked: Result<Asked, Failure>,
    headers: &HeaderMap,
) -> Result<Receiver<String>, Failure> {
    let asked = Arc::new(asked?);
    let place = Arc::clone(&house.listeners).try_acquire_owned().map_err(|_| Failure::busy())?;
    let last = headers.get("last-event-id").and_then(|last| last.to_str().ok()).map(str::to_owned);
    let (first_asked, mut known) = (Arc::clone(&asked), Known::default());
    let (known, news) = in_turn(&house, move || {
        let news = known.news(&first_asked, last.as_deref())?;
        Ok((known, news))
    })
    .await?;
    let (sender, receiver) = channel(16);
    _ = sender.try_send(format!(": {} changes follow\nretry: 5000\n\n", news.len()) + &news.concat());
    tokio::spawn(told(house, asked, (known, sender, place)));
    Ok(receiver)
}

/// Tells somebody who listens what changes, until they no longer do.
async fn told(
    house: House,
    asked: Arc<Asked>,
    (mut known, sender, _place): (Known, Sender<String>, OwnedSemaphorePermit),
) {
    let mut stamp = house.site.stamp();
    for beat in 1_u32.. {
        tokio::select! {
            () = sender.closed() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
        let now = house.site.stamp();
        let mut news = if beat % QUIET == 0 { ":\n\n".to_owned() } else { String::new() };
        if now != stamp || !now.is_settled() {
            stamp = now;
            let asked = Arc::clone(&asked);
            let looked = in_turn(&house, move || {
                let news = known.news(&asked, None)?;
                Ok((known, news))
            });
            let Ok((still, found)) = looked.await else { return };
            known = still;
            news += &found.concat();
        }
        if !news.is_empty() && sender.send(news).await.is_err() {
            return;
        }
    }
}

/// Returns a body that comes within its limits.
async fn whole(body: Body, most: usize) -> Result<Vec<u8>, Failure> {
    match tokio::time::timeout(BODY, to_bytes(body, most)).await {
        Ok(Ok(bytes)) => Ok(bytes.into()),
        Ok(Err(_)) => Err(Failure::too_large(most)),
        Err(_) => {
            Err(Failure { status: StatusCode::REQUEST_TIMEOUT, sentence: "this came too slowly".to_owned() })
        }
    }
}

/// Waits for a turn, and makes the answer on a thread that may take its time.
async fn in_turn<T: Send + 'static>(
    house: &House,
    make: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let turns = Arc::clone(&house.turns);
    let made = tokio::time::timeout(PATIENCE, async move {
        let turn = turns.acquire_owned().await.map_err(|cause| Failure::broken(&cause))?;
        let made = tokio::task::spawn_blocking(move || {
            let made = make();
            drop(turn);
            made
        });
        made.await.map_err(|cause| Failure::broken(&cause))?
    });
    made.await.unwrap_or_else(|_| Err(Failure::busy()))
}

fn sent(made: Result<Ready, Failure>, failed: fn(&Failure) -> Reply, headers: &HeaderMap) -> Response<Body> {
    match made {
        Ok(reply) => response(StatusCode::OK, reply, headers),
        Err(failure) => response(failure.status, failed(&failure), headers),
    }
}

/// Reads the example into an empty record, for a click on a page of ours; other sites may not press the button.
async fn example(State(house): State<House>, request: Request) -> Response<Body> {
    let headers = request.headers();
    if !access::is_from_here(headers, &origin(&request)) {
        let failure = Failure::forbidden("this button is pressed on a page of this server");
        return sent(Err(failure), pages::failure::page, headers);
    }
    let site = Arc::clone(&house.site);
    let begun = tokio::task::spawn_blocking(move || crate::example::begin(&site)).await;
    match begun.map_err(|cause| Failure::broken(&cause)).and_then(|begun| begun) {
        Ok(to) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::SEE_OTHER;
            response.headers_mut().insert(header::LOCATION, HeaderValue::from_static(to));
            response
        }
        Err(failure) => sent(Err(failure), pages::failure::page, headers),
    }
}

async fn nowhere(uri: axum::http::Uri, headers: HeaderMap) -> Response<Body> {
    let failure = Failure::unknown("there is no page at this address".to_owned());
    sent(Err(failure), failed_at(uri.path()), &headers)
}

async fn not_so(uri: axum::http::Uri, headers: HeaderMap) -> Response<Body> {
    let sentence = "this address does not do that; ask with GET".to_owned();
    let failure = Failure { status: StatusCode::METHOD_NOT_ALLOWED, sentence };
    sent(Err(failure), failed_at(uri.path()), &headers)
}
