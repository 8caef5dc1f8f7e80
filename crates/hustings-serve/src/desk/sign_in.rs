//! Signing in and out.
//!
//! `hustings editor add NAME` makes accounts; a session lasts [`HOURS`] hours.

use maud::html;

use super::{Done, framed, proof};
use crate::access;
use crate::asked::Asked;
use crate::reply::Failure;

/// How many hours a session lasts.
pub const HOURS: i64 = 12;

/// Shows the form.
///
/// # Errors
/// When where to go afterwards is longer than any address of ours.
pub fn page(asked: &Asked) -> Result<Done, Failure> {
    Ok(form(asked, asked.parameter("to")?, None))
}

fn form(asked: &Asked, to: &str, told: Option<&str>) -> Done {
    let content = html! {
        div.narrow {
            h1 { "Sign in" }
            p.lead { "Editors decide about rows and replies. Everybody may read without." }
            @if let Some(told) = told { p.told role="alert" { (told) } }
            @if let Some(name) = &asked.visitor.editor { p { "You are signed in as " b { (name) } "." } }
            form.stack method="post" action="/sign-in" {
                (proof(asked))
                input type="hidden" name="to" value=(to);
                label for="name" { "Name" }
                input #name name="name" required autocomplete="username" maxlength="100";
                label for="password" { "Password" }
                input #password type="password" name="password" required autocomplete="current-password" maxlength="500";
                button { "Sign in" }
            }
            p.quiet { "Accounts are made on the machine of the record: " code { "hustings editor add NAME" } "." }
        }
    };
    framed(asked, "Sign in", content)
}

/// Begins a session.
///
/// # Errors
/// When it is tried too often, or the desk cannot be worked with.
pub fn enter(asked: &Asked) -> Result<Done, Failure> {
    let (name, to) = (asked.form.field("name"), asked.form.field("to"));
    let limits = &asked.site.limits;
    limits.sign_in.take(&asked.visitor.address)?;
    limits.account.take(&name.to_lowercase())?;
    let Some(desk) = asked.site.desk()? else { return Ok(wrong(asked, to)) };
    let account = desk.accounts()?.into_iter().find(|known| known.name.eq_ignore_ascii_case(name));
    if !access::is_right(
        asked.form.field("password"),
        account.as_ref().map(|account| account.password.as_str()),
    ) {
        return Ok(wrong(asked, to));
    }
    let Some(account) = account else { return Ok(wrong(asked, to)) };
    let secret = access::secret()?;
    desk.begin_session(&secret, &account.name, (&asked.site.now(), &asked.site.in_hours(HOURS)))?;
    if let Some(old) = asked.visitor.editor.as_ref().map(|_| &asked.visitor.secret) {
        desk.end_session(old)?;
    }
    Ok(Done::Session(own_address(to), secret))
}

fn wrong(asked: &Asked, to: &str) -> Done {
    form(asked, to, Some("Name or password is wrong."))
}

/// Ends the session.
///
/// # Errors
/// When the desk cannot be worked with.
pub fn leave(asked: &Asked) -> Result<Done, Failure> {
    if let Some(desk) = asked.site.desk()? {
        desk.end_session(&asked.visitor.secret)?;
    }
    Ok(Done::Session("/".to_owned(), String::new()))
}

/// Returns an address of ours, whatever was given.
fn own_address(to: &str) -> String {
    let is_own =
        to.starts_with('/') && !to[1..].starts_with(['/', '\\']) && !to.chars().any(char::is_control);
    if is_own { to.to_owned() } else { "/review".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::own_address;

    #[test]
    fn nobody_is_led_elsewhere() {
        for to in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: a=b",
            "javascript:1",
        ] {
            assert_eq!(own_address(to), "/review", "{to:?}");
        }
        assert_eq!(own_address("/review/log?x=1"), "/review/log?x=1");
    }
}
