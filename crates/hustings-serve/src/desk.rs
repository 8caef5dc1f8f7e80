//! The desk: pages that do something, for editors who sign in and for readers who reply.
//!
//! Other than [`super::pages`], these know who asks. [`super::router`] reads forms within limits and hands them to
//! [`run`], which proves them before anything is done; nothing here is kept by browsers.
//!
//! `POST /sign-in` → 303 to where one wanted to go, with a session in a cookie

mod decide;
mod queue;
mod read;
mod replies;
mod sign_in;
pub mod under;

use axum::http::{HeaderMap, Method};
use maud::{Markup, html};

use crate::access;
use crate::asked::Asked;
use crate::form::Form;
use crate::pages::layout::alone;
use crate::reply::{Failure, Reply};
use crate::words::encoded;

/// What a deed ends in.
pub enum Done {
    /// A page.
    Page(Reply),
    /// Another address of ours.
    Go(String),
    /// Another address, with another session: its secret, empty where it ends.
    Session(String, String),
}

/// Does something and says what to show.
pub type Deed = fn(&Asked) -> Result<Done, Failure>;

/// An address of the desk.
pub struct Route {
    /// The pattern of the address.
    pub address: &'static str,
    /// By which method.
    pub method: Method,
    /// Who may.
    pub who: Who,
    /// The most bytes of its form.
    pub most: usize,
    /// What is done.
    pub deed: Deed,
}

/// Who may do something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Anybody,
    /// Editors.
    Editor,
}

/// How many bytes an ordinary form may have.
const FORM: usize = 64 << 10;

const fn shows(address: &'static str, who: Who, deed: Deed) -> Route {
    Route { address, method: Method::GET, who, most: 0, deed }
}

const fn does(address: &'static str, who: Who, deed: Deed) -> Route {
    Route { address, method: Method::POST, who, most: FORM, deed }
}

/// All addresses of the desk.
pub static ROUTES: &[Route] = &[
    shows("/sign-in", Who::Anybody, sign_in::page),
    does("/sign-in", Who::Anybody, sign_in::enter),
    does("/sign-out", Who::Editor, sign_in::leave),
    shows("/read", Who::Anybody, read::page),
    Route { address: "/read", method: Method::POST, who: Who::Anybody, most: read::FORM, deed: read::shown },
    shows("/review", Who::Editor, queue::page),
    shows("/review/rows/{edition}/{row}", Who::Editor, queue::one),
    does("/review/decide", Who::Editor, decide::row),
    does("/review/undo", Who::Editor, decide::undo),
    shows("/review/people", Who::Editor, decide::people_page),
    does("/review/people", Who::Editor, decide::people),
    shows("/review/replies", Who::Editor, replies::moderation),
    does("/review/replies", Who::Editor, replies::moderate),
    shows("/races/{race}/rows/{edition}/{row}/reply", Who::Anybody, replies::page),
    does("/races/{race}/rows/{edition}/{row}/reply", Who::Anybody, replies::leave),
    shows("/replies/withdraw", Who::Anybody, replies::withdraw_page),
    does("/replies/withdraw", Who::Anybody, replies::withdraw),
    shows("/review/log", Who::Editor, decide::log),
];

/// Somebody at the desk.
#[derive(Default)]
pub struct Visitor {
    /// The IP address.
    pub address: String,
    /// The name, where somebody is signed in.
    pub editor: Option<String>,
    /// The secret of the cookie.
    pub secret: String,
}

/// What is sent back, and the cookies to set.
pub struct Outcome {
    /// What to show.
    pub done: Done,
    /// Values of `Set-Cookie`.
    pub cookies: Vec<String>,
}

/// Finds out who asks, proves the form, and does what is asked.
///
/// # Errors
/// When the form is none of ours, the visitor may not, or the deed fails.
pub fn run(route: &Route, mut asked: Asked, headers: &HeaderMap, form: Form) -> Result<Outcome, Failure> {
    let mut cookies = Vec::new();
    let session = access::cookie(headers, access::SESSION);
    asked.visitor.editor = match (session, asked.site.desk()?) {
        (Some(secret), Some(desk)) => desk.session(secret, &asked.site.now())?,
        _ => None,
    };
    let secret = session.filter(|_| asked.visitor.editor.is_some());
    asked.visitor.secret = match secret.or_else(|| access::cookie(headers, access::VISIT)) {
        Some(secret) => secret.to_owned(),
        None => {
            let secret = access::secret()?;
            cookies.push(set_cookie(&asked, access::VISIT, &secret, None));
            secret
        }
    };
    asked.form = form;
    if route.method == Method::POST {
        let is_proven = access::is_proven(&asked.visitor.secret, asked.form.field("proof"));
        if !is_proven || !access::is_from_here(headers, &asked.origin) {
            return Err(Failure::forbidden(
                "this form has grown old or came from elsewhere; load its page again",
            ));
        }
    }
    if route.who == Who::Editor && asked.visitor.editor.is_none() {
        if route.method == Method::POST {
            return Err(Failure::forbidden("you are not signed in any longer; sign in and try again"));
        }
        let to = format!("/sign-in?to={}", encoded(&asked.address));
        return Ok(Outcome { done: Done::Go(to), cookies });
    }
    let done = (route.deed)(&asked)?;
    if let Done::Session(_, secret) = &done {
        let life = if secret.is_empty() { 0 } else { sign_in::HOURS * 3600 };
        cookies.push(set_cookie(&asked, access::SESSION, secret, Some(life)));
    }
    Ok(Outcome { done, cookies })
}

fn set_cookie(asked: &Asked, name: &str, value: &str, seconds: Option<i64>) -> String {
    let life = seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    let secure = if asked.site.door.is_secret() { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{life}{secure}")
}

/// Returns the field by which a form proves that it came from a page of ours.
fn proof(asked: &Asked) -> Markup {
    html! { input type="hidden" name="proof" value=(access::proof(&asked.visitor.secret)); }
}

/// Sends the script of the desk.
#[allow(clippy::unnecessary_wraps, reason = "an answer like the others")]
pub fn script(_: &Asked) -> Result<Reply, Failure> {
    Ok(Reply { kind: "text/javascript; charset=utf-8", body: include_str!("desk/review.js").to_owned() })
}

/// Sends what the stylesheet of the pages lacks.
#[allow(clippy::unnecessary_wraps, reason = "an answer like the others")]
pub fn style(_: &Asked) -> Result<Reply, Failure> {
    Ok(Reply { kind: "text/css; charset=utf-8", body: include_str!("desk/desk.css").to_owned() })
}

/// Returns a page of the desk.
#[allow(clippy::needless_pass_by_value, reason = "templates hand over what they made")]
fn framed(asked: &Asked, title: &str, content: Markup) -> Done {
    let page = html! {
        link rel="stylesheet" href="/desk.css";
        @if let Some(editor) = &asked.visitor.editor {
            nav.desk aria-label="Desk" {
                a href="/review" { "Queue" }
                a href="/review/replies" { "Replies" }
                a href="/review/log" { "Log" }
                span.quiet { "Signed in as " b { (editor) } }
                form method="post" action="/sign-out" { (proof(asked)) button { "Sign out" } }
            }
        }
        (content)
        script src="/desk.js" defer {}
    };
    Done::Page(alone(title, page))
}
