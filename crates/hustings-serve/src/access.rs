//! Who somebody is: passwords, secrets in cookies and tokens, and the proof that a form came from a page of ours.
//!
//! [`super::desk`] asks it before every deed; the hashes lie in the desk of `hustings-store`.
//!
//! `Cookie: hustings-session=5f0c…` → the editor whose session the secret opens

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use axum::http::{HeaderMap, header};

use crate::reply::Failure;

/// The fewest characters of a password.
pub const SHORTEST: usize = 10;

/// The most bytes of a password: what is hashed must be bounded.
const LONGEST: usize = 512;

/// The cookie of somebody who is signed in.
pub const SESSION: &str = "hustings-session";

/// The cookie of somebody who fills in a form without being signed in.
pub const VISIT: &str = "hustings-visit";

/// The password of nobody, so that an unknown name takes as long as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2R5$mX0lGkYPV3SsDcIFGRPY1sDo0vUY0vj6hGzRDc3aq1w";

/// Returns a password hashed with Argon2id, in the PHC string format.
///
/// # Errors
/// When it is too short or too long, or the machine has no random bytes.
pub fn hashed(password: &str) -> Result<String, String> {
    if password.chars().count() < SHORTEST || password.len() > LONGEST {
        return Err(format!("a password has from {SHORTEST} characters to {LONGEST} bytes"));
    }
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|cause| cause.to_string())?;
    Ok(hash.to_string())
}

/// Whether a password is the one that was hashed; takes as long where there is no hash.
pub fn is_right(password: &str, hash: Option<&str>) -> bool {
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    let is_right = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
    is_right && hash.is_some() && password.len() <= LONGEST
}

/// Returns 32 random bytes as hexadecimal digits.
///
/// # Errors
/// When the machine has none.
pub fn secret() -> Result<String, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|cause| Failure::broken(&cause))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Returns what the forms of somebody's pages carry: whoever does not know the cookie cannot make it.
pub fn proof(cookie: &str) -> String {
    blake3::Hash::from(blake3::derive_key("hustings 2024 proof that a form is ours", cookie.as_bytes()))
        .to_hex()
        .to_string()
}

/// Whether a form carries the proof of a cookie; takes the same time for all that do not.
pub fn is_proven(cookie: &str, given: &str) -> bool {
    blake3::Hash::from_hex(given)
        .is_ok_and(|given| blake3::Hash::from_hex(proof(cookie)).is_ok_and(|proof| proof == given))
}

/// Returns a cookie's value; nothing where it is not a secret of ours.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(own, _)| *own == name)?;
    (value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(value)
}

/// Returns the token of an `Authorization` header.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Whether a request that changes something was sent by a page of ours, as far as the browser says.
pub fn is_from_here(headers: &HeaderMap, origin: &str) -> bool {
    let told = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let is_same = told("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    is_same && told("origin").is_none_or(|from| from.eq_ignore_ascii_case(origin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_checked_against_its_hash() {
        let hash = hashed("correct horse battery").unwrap();
        assert!(hash.starts_with("$argon2id$") && !hash.contains("horse"));
        assert!(is_right("correct horse battery", Some(&hash)));
        assert!(!is_right("correct horse batterx", Some(&hash)) && !is_right("", None));
        assert!(PasswordHash::new(NOBODY).is_ok(), "an unknown name must take as long");
        assert!(hashed("short").is_err() && hashed(&"x".repeat(600)).is_err());
    }

    #[test]
    fn a_proof_is_of_one_cookie() {
        let (one, other) = (secret().unwrap(), secret().unwrap());
        assert_ne!(one, other);
        assert!(is_proven(&one, &proof(&one)) && !is_proven(&other, &proof(&one)));
        assert!(!is_proven(&one, "") && !is_proven(&one, &one));
    }

    #[test]
    fn cookies_are_found_among_others() {
        let mut headers = HeaderMap::new();
        let one = "ab".repeat(32);
        headers.insert(header::COOKIE, format!("a=b; {SESSION}={one}; {VISIT}=short").parse().unwrap());
        assert_eq!(cookie(&headers, SESSION), Some(one.as_str()));
        assert_eq!(cookie(&headers, VISIT), None);
        headers.insert(header::AUTHORIZATION, "bearer  x1 ".parse().unwrap());
        assert_eq!(bearer(&headers), Some("x1"));
    }

    #[test]
    fn pages_elsewhere_are_told_by_what_browsers_say() {
        let from = |name: &'static str, value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            is_from_here(&headers, "http://localhost:8420")
        };
        assert!(from("origin", "http://localhost:8420") && from("sec-fetch-site", "same-origin"));
        assert!(!from("origin", "http://localhost:9000") && !from("origin", "null"));
        assert!(!from("sec-fetch-site", "cross-site") && !from("sec-fetch-site", "same-site"));
    }
}
