//! Replies: what readers leave under a row, and what moderators do with it.
//!
//! A reply waits until somebody approves it and never changes the record. The address given with it is written to the
//! desk and never comes back out: no page, feed, export or log has it; it is erased with the reply.
//!
//! `Leave a reply` under `60fb1f676f84/s0` → waiting → approved, and it stands under its row

use hustings::record::Moment;
use hustings_store::{Event, NewReply, Standing};
use maud::{Markup, html};

use super::{Done, framed, proof};
use crate::access;
use crate::asked::Asked;
use crate::pages::row::{headline, kind};
use crate::reply::Failure;
use crate::words::{encoded, several};

/// The most letters of a reply.
const LONGEST: usize = 3000;

/// The most letters of a name.
const NAME: usize = 80;

/// How many links a reply may have: advertisements have more.
const LINKS: usize = 2;

/// How many replies may wait; beyond, moderators come first.
const WAITING: usize = 500;

/// Shows the form under a row.
///
/// # Errors
/// When there is no such row, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Done, Failure> {
    form(asked, None)
}

/// Returns the address of the row that an address of a reply belongs to.
fn row_of(asked: &Asked) -> String {
    format!(
        "/races/{}/rows/{}/{}",
        encoded(asked.part("race")),
        encoded(asked.part("edition")),
        encoded(asked.part("row"))
    )
}

/// Returns the name and the headline of the row, which must be there.
fn row(asked: &Asked) -> Result<(String, &'static str, String), Failure> {
    let race = asked.race()?;
    let edition = race.edition(asked.part("edition"))?;
    let id = format!("{}/{}", edition.short(), asked.part("row"));
    let unknown = || Failure::unknown(format!("the race has no row {id:?}"));
    let row = race.rows_of(edition).find(|row| row.id == id).ok_or_else(unknown)?;
    let view = race.view(Moment::on(asked.site.today()));
    Ok((id, kind(&row.fact), headline(&view, row)))
}

fn form(asked: &Asked, told: Option<&str>) -> Result<Done, Failure> {
    let (_, kind, headline) = row(asked)?;
    let action = format!("{}/reply", row_of(asked));
    let content = html! {
        div.narrow {
            p.kicker { (kind) }
            h1 { "Leave a reply" }
            p.lead { a href=(row_of(asked)) { (headline) } }
            p { "A moderator reads it before it stands under this line. It does not change the record." }
            @if let Some(told) = told { p.told role="alert" { (told) } }
            form.stack method="post" action=(action) {
                (proof(asked))
                label for="name" { "Name" }
                input #name name="name" value=(asked.form.field("name")) required maxlength=(NAME) autocomplete="name";
                label for="address" { "E-mail address (required; never shown, exported or logged)" }
                input #address type="email" name="address" required maxlength="254" autocomplete="email";
                div.trap aria-hidden="true" {
                    label for="website" { "Leave this empty" }
                    input #website name="website" tabindex="-1" autocomplete="off";
                }
                label for="words" { "Reply" }
                textarea #words name="words" required maxlength=(LONGEST) { (asked.form.field("words")) }
                button { "Send" }
            }
        }
    };
    Ok(framed(asked, "Leave a reply", content))
}

/// Keeps a reply until a moderator sees it.
///
/// # Errors
/// When there is no such row, replies come too often, or the desk cannot be written to.
pub fn leave(asked: &Asked) -> Result<Done, Failure> {
    let (id, ..) = row(asked)?;
    let form_of = &asked.form;
    let (name, address, words) = (form_of.field("name"), form_of.field("address"), form_of.field("words"));
    if let Some(told) = problem(name, address, words) {
        return form(asked, Some(told));
    }
    asked.site.limits.reply.take(&asked.visitor.address)?;
    let key = access::secret()?;
    // Only programs fill in what nobody sees; they hear nothing else than people do.
    if form_of.field("website").is_empty() {
        let desk = asked.site.open_desk()?;
        if desk.waiting()? >= WAITING {
            return Err(Failure::busy());
        }
        desk.leave(&NewReply { row: &id, at: &asked.site.now(), name, address, words, key: &key })?;
    }
    let content = html! {
        div.narrow {
            h1 { "Thank you" }
            p.lead { "Your reply waits for a moderator." }
            p { "To take it back, keep this link: it erases your name, your address and what you wrote, now or later." }
            p { a href={ "/replies/withdraw?key=" (key) } rel="nofollow" { "Take the reply back" } }
            p { a.button href=(row_of(asked)) { "Back to the line" } }
        }
    };
    Ok(framed(asked, "Thank you", content))
}

/// Returns what is wrong with a reply, for whoever left it.
fn problem(name: &str, address: &str, words: &str) -> Option<&'static str> {
    let is_line = |text: &str| !text.chars().any(char::is_control);
    let shown = format!("{name} {words}").to_lowercase();
    if name.is_empty() || name.chars().count() > NAME || !is_line(name) {
        return Some("Give a name of at most 80 letters.");
    }
    if !is_address(address) {
        return Some("Give an e-mail address, such as name@example.org.");
    }
    if words.is_empty() || words.chars().count() > LONGEST {
        return Some("Write a reply of at most 3000 letters.");
    }
    if shown.contains(&address.to_lowercase()) {
        return Some("Leave your address out of name and reply: these are shown.");
    }
    if words.to_lowercase().matches("http").count() > LINKS {
        return Some("Leave out some of the links: two are enough.");
    }
    None
}

/// Whether an address looks like one; whether letters arrive is for moderators to find out.
fn is_address(address: &str) -> bool {
    let Some((local, host)) = address.rsplit_once('@') else { return false };
    let is_plain =
        |char: char| !char.is_whitespace() && !char.is_control() && !"<>\"(),;:\\[]".contains(char);
    let labels: Vec<&str> = host.split('.').collect();
    let is_host = labels.len() > 1 && labels.iter().all(|label| !label.is_empty());
    address.len() <= 254
        && !local.is_empty()
        && !local.contains('@')
        && is_host
        && address.chars().all(is_plain)
}

/// Shows the form that takes a reply back.
///
/// # Errors
/// When the key is longer than any of ours.
pub fn withdraw_page(asked: &Asked) -> Result<Done, Failure> {
    let key = asked.parameter("key")?;
    let content = html! {
        div.narrow {
            h1 { "Take a reply back" }
            p { "Name, address and text are erased from the file; nothing of them is kept." }
            form.stack method="post" action="/replies/withdraw" {
                (proof(asked))
                label for="key" { "The key that you were given" }
                input #key name="key" value=(key) required maxlength="100" autocomplete="off";
                button { "Erase it" }
            }
        }
    };
    Ok(framed(asked, "Take a reply back", content))
}

/// Erases a reply.
///
/// # Errors
/// When there is none, it is tried too often, or the desk cannot be written to.
pub fn withdraw(asked: &Asked) -> Result<Done, Failure> {
    asked.site.limits.reply.take(&asked.visitor.address)?;
    let unknown = || Failure::unknown("there is no reply of this key; was it erased before?".to_owned());
    let desk = asked.site.desk()?.ok_or_else(unknown)?;
    let number = desk.withdraw(asked.form.field("key"))?.ok_or_else(unknown)?;
    let what = format!("reply {number} was taken back");
    desk.note(&Event { at: asked.site.now(), by: "whoever left it".to_owned(), what })?;
    let content =
        html! { div.narrow { h1 { "Erased" } p { "Your name, your address and what you wrote are gone." } } };
    Ok(framed(asked, "Erased", content))
}

/// Shows the replies that wait, and those that stand.
///
/// # Errors
/// When the desk cannot be read.
pub fn moderation(asked: &Asked) -> Result<Done, Failure> {
    let desk = asked.site.open_desk()?;
    let (waiting, standing) = (desk.replies(Standing::Waiting, 100)?, desk.replies(Standing::Approved, 100)?);
    let content = html! {
        h1 { "Replies" }
        p.lead { (several(desk.waiting()?, "reply").replace("replys", "replies")) " wait." }
        ol.queue { @for reply in &waiting { li { (moderated(asked, reply)) } } }
        @if !standing.is_empty() {
            h2 { "Standing" }
            ol.queue { @for reply in &standing { li { (moderated(asked, reply)) } } }
        }
    };
    Ok(framed(asked, "Replies", content))
}

fn moderated(asked: &Asked, reply: &hustings_store::Reply) -> Markup {
    html! {
        article.due tabindex="-1" {
            p.kicker { "Reply " (reply.number) " · " (reply.standing.name()) " · under "
                code { (reply.row) } " · " (reply.at.get(..10).unwrap_or_default()) }
            p { b { (reply.name) } }
            p.reply { (reply.words) }
            form.ruling method="post" action="/review/replies" {
                (proof(asked))
                input type="hidden" name="number" value=(reply.number);
                button name="ruling" value="decline" data-key="r" { "Decline" }
                @if reply.standing == Standing::Waiting { button name="ruling" value="approve" data-key="a" { "Approve" } }
                button name="ruling" value="erase" { "Erase on request" }
            }
        }
    }
}

/// Approves, declines or erases a reply.
///
/// # Errors
/// When there is none, or the desk cannot be written to.
pub fn moderate(asked: &Asked) -> Result<Done, Failure> {
    let unclear = || Failure::unclear("a reply is approved, declined or erased".to_owned());
    let number: i64 = asked.form.field("number").parse().map_err(|_| unclear())?;
    let desk = asked.site.open_desk()?;
    let done = match asked.form.field("ruling") {
        "approve" => desk.moderate(number, true).map(|()| "approved")?,
        "decline" => desk.moderate(number, false).map(|()| "declined")?,
        "erase" => desk.erase(number).map(|()| "erased on request")?,
        _ => return Err(unclear()),
    };
    let by = asked.visitor.editor.clone().unwrap_or_default();
    desk.note(&Event { at: asked.site.now(), by, what: format!("reply {number} was {done}") })?;
    Ok(Done::Go("/review/replies".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_words() {
        for address in ["a@b.example", "first.last+tag@sub.domain.example", "ö@dömäne.example"] {
            assert!(is_address(address), "{address}");
        }
        for address in [
            "",
            "a",
            "a@b",
            "@b.example",
            "a@@b.example",
            "a b@c.example",
            "a@b..example",
            "a@b.example\r\nBcc: x@y.z",
            "<a@b.example>",
        ] {
            assert!(!is_address(address), "{address}");
        }
    }
}
