//! Forms: what a browser sends when somebody presses a button, as fields and at most one file.
//!
//! [`super::router`] reads the body within limits and hands it over here; [`super::desk`] asks for fields.
//!
//! `name=A.+Reader&words=No%21` → `name`: “A. Reader”, `words`: “No!”

use std::collections::BTreeMap;

use crate::reply::Failure;

/// How many parts a form may have.
const PARTS: usize = 40;

/// What was sent.
#[derive(Default)]
pub struct Form {
    fields: BTreeMap<String, String>,
    /// The file that was chosen.
    pub file: Option<File>,
}

/// A file that was chosen.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Form {
    /// Returns the fields of a body; of several of one name the last.
    ///
    /// # Errors
    /// When it is no form, or is cut short.
    pub fn new(kind: &str, body: &[u8]) -> Result<Self, Failure> {
        let (media, rest) = kind.split_once(';').unwrap_or((kind, ""));
        match media.trim().to_ascii_lowercase().as_str() {
            "application/x-www-form-urlencoded" => {
                let fields = form_urlencoded::parse(body).into_owned().take(PARTS).collect();
                Ok(Self { fields, file: None })
            }
            "multipart/form-data" => parts(rest, body)
                .ok_or_else(|| Failure::unclear("the form came cut short; send it again".to_owned())),
            _ => Err(Failure::unclear("this address takes a form, as the page before sends it".to_owned())),
        }
    }

    /// Returns a field without white space around it; empty where it is not given.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |value| value.trim())
    }
}

/// Returns the parts of a multipart body (RFC 7578).
fn parts(parameters: &str, body: &[u8]) -> Option<Form> {
    let boundary = parameters.split(';').find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"'))
    })?;
    let is_short = (1..=70).contains(&boundary.len());
    let line = Some(format!("--{boundary}")).filter(|_| is_short)?;
    let mut form = Form::default();
    let mut rest = body.get(find(body, line.as_bytes())? + line.len()..)?;
    let between = format!("\r\n{line}");
    for _ in 0..PARTS {
        if rest.starts_with(b"--") {
            return Some(form);
        }
        let part = rest.strip_prefix(b"\r\n")?;
        let end = find(part, between.as_bytes())?;
        form.take(&part[..end]);
        rest = &part[end + between.len()..];
    }
    None
}

impl Form {
    /// Takes a part: its head, an empty line, its content.
    fn take(&mut self, part: &[u8]) {
        let Some(gap) = find(part, b"\r\n\r\n") else { return };
        let (head, content) = (String::from_utf8_lossy(&part[..gap]), &part[gap + 4..]);
        let told = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"));
        let Some(name) = told.and_then(|told| named(told, "name")) else { return };
        match told.and_then(|told| named(told, "filename")) {
            // A browser sends an empty part where no file was chosen.
            Some(file) if !file.is_empty() || !content.is_empty() => {
                self.file = Some(File { name: file, bytes: content.to_vec() });
            }
            Some(_) => {}
            None => _ = self.fields.insert(name, String::from_utf8_lossy(content).into_owned()),
        }
    }
}

/// Returns a parameter of a head: `name="words"` → `words`.
fn named(head: &str, name: &str) -> Option<String> {
    let value = head.split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='))?;
    Some(value.trim().trim_matches('"').replace("%22", "\""))
}

/// Returns where a needle begins; the scan is linear for the needles here, whose first byte is rare.
fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_forms_are_read() {
        let form = Form::new("application/x-www-form-urlencoded; charset=UTF-8", b"a=1&b=x+%26&a=2").unwrap();
        assert_eq!((form.field("a"), form.field("b"), form.field("c")), ("2", "x &", ""));
        let body = b"--x\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\nNo!\r\n--x\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"../a.html\"\r\nContent-Type: text/html\r\n\r\n\
            <p>\r\n\r\n\xff--x</p>\r\n--x--\r\n";
        let form = Form::new("multipart/form-data; boundary=x", body).unwrap();
        assert_eq!(form.field("words"), "No!");
        let bytes = b"<p>\r\n\r\n\xff--x</p>".to_vec();
        assert_eq!(form.file, Some(File { name: "../a.html".to_owned(), bytes }));
    }

    #[test]
    fn odd_bodies_are_no_forms() {
        let kind = "multipart/form-data; boundary=x";
        for (kind, body) in [
            ("", "a=1"),
            ("application/json", "{}"),
            ("multipart/form-data", "--x--"),
            ("multipart/form-data; boundary=", "----"),
            (kind, ""),
            (kind, "--x"),
            (kind, "--x\r\n"),
            (kind, "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1"),
        ] {
            assert!(Form::new(kind, body.as_bytes()).is_err(), "{kind} {body:?}");
        }
        assert!(Form::new(kind, b"--x\r\nno head\r\n--x--").is_ok());
    }
}
