//! The guard at the door: by which names the server answers, and how much one address may ask.
//!
//! [`super::router`] asks it before anything else. A page elsewhere that has its own name lead to this machine (DNS
//! rebinding) is turned away: its name is none of ours.
//!
//! `Host: evil.example` → 421, this server does not go by the name “evil.example”

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, StatusCode, header};

use crate::reply::Failure;

/// Who is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// How the site is reached.
#[derive(Clone, Debug, Default)]
pub struct Door {
    /// The address that people know it by, `https://race.example.org`, where a proxy on this machine hands requests on.
    pub url: Option<String>,
    /// Whether it listens to more than this machine, so that it may be asked for by any IP address.
    pub is_open: bool,
}

impl Door {
    /// Returns scheme and name by which the site was asked for, as links from elsewhere need it.
    ///
    /// # Errors
    /// When the name is none of ours.
    pub fn origin(&self, headers: &HeaderMap) -> Result<String, Failure> {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        if let Some(url) = &self.url {
            let (_, named) = url.split_once("://").unwrap_or(("", url));
            if named.eq_ignore_ascii_case(host) {
                return Ok(url.clone());
            }
        }
        let name = name(host);
        let address = name.trim_matches(['[', ']']).parse::<IpAddr>().ok();
        let is_ours = match address {
            Some(address) => address.is_loopback() || self.is_open,
            None => name.eq_ignore_ascii_case("localhost"),
        };
        if is_ours {
            return Ok(format!("http://{host}"));
        }
        let sentence = format!(
            "this server does not go by the name “{}”; `--url` gives it one",
            crate::words::shortened(host, 80)
        );
        Err(Failure { status: StatusCode::MISDIRECTED_REQUEST, sentence })
    }

    /// Returns who asks: behind a proxy on this machine, whom the proxy names last.
    pub fn asker(&self, peer: Option<Peer>, headers: &HeaderMap) -> IpAddr {
        let peer = peer.map_or(IpAddr::from([127, 0, 0, 1]), |Peer(address)| address);
        let handed_on = || {
            let named = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            named.rsplit(',').next()?.trim().parse().ok()
        };
        if self.url.is_some() && peer.is_loopback() { handed_on().unwrap_or(peer) } else { peer }
    }

    /// Whether people reach the site over HTTPS only, so that cookies need not travel without it.
    pub fn is_secret(&self) -> bool {
        self.url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// Returns a host without its port.
fn name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    }
}

/// How many addresses a limit remembers; beyond, those that have not asked for long are forgotten.
const REMEMBERED: usize = 20_000;

/// How often something may be done by one address.
pub struct Limit {
    /// How often at once.
    most: f64,
    /// How long until one more is allowed.
    each: Duration,
    left: Mutex<HashMap<String, (f64, Instant)>>,
}

impl Limit {
    /// Allows `most` at once, and one more for each time that passes.
    pub fn new(most: u32, each: Duration) -> Self {
        Self { most: f64::from(most), each, left: Mutex::default() }
    }

    /// Takes one, or says that there is none left.
    ///
    /// # Errors
    /// When there is none left.
    pub fn take(&self, who: &str) -> Result<(), Failure> {
        self.take_at(who, Instant::now())
    }

    fn take_at(&self, who: &str, now: Instant) -> Result<(), Failure> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let filled = |(count, then): (f64, Instant)| {
            let passed = now.saturating_duration_since(then).as_secs_f64() / self.each.as_secs_f64();
            (count + passed).min(self.most)
        };
        if left.len() >= REMEMBERED {
            left.retain(|_, known| filled(*known) < self.most);
            if left.len() >= REMEMBERED {
                left.clear();
            }
        }
        let count = left.get(who).map_or(self.most, |known| filled(*known));
        if count < 1.0 {
            return Err(Failure::too_often());
        }
        left.insert(who.to_owned(), (count - 1.0, now));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(door: &Door, host: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        door.origin(&headers).ok()
    }

    #[test]
    fn only_names_of_ours_are_answered() {
        let here = Door::default();
        for host in ["localhost", "LOCALHOST:8420", "127.0.0.1:8420", "127.9.9.9", "[::1]:8420", "[::1]"] {
            assert!(asked(&here, host).is_some(), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:8420",
            "localhost.evil.example",
            "192.168.1.5:8420",
            "127.0.0.1.evil.example",
            "[::1",
            "localhost:80:80",
        ] {
            assert!(host == "[::1" || asked(&here, host).is_none(), "{host}");
        }
        assert!(Door::default().origin(&HeaderMap::new()).is_err());
        let open = Door { url: Some("https://race.example.org".to_owned()), is_open: true };
        assert_eq!(asked(&open, "race.example.org").as_deref(), Some("https://race.example.org"));
        assert!(asked(&open, "192.168.1.5:8420").is_some() && asked(&open, "other.example.org").is_none());
    }

    #[test]
    fn a_limit_fills_up_again() {
        let limit = Limit::new(2, Duration::from_secs(10));
        let now = Instant::now();
        let later = |seconds| now + Duration::from_secs(seconds);
        assert!(limit.take_at("a", now).is_ok() && limit.take_at("a", now).is_ok());
        assert!(limit.take_at("a", later(9)).is_err() && limit.take_at("b", later(9)).is_ok());
        assert!(limit.take_at("a", later(10)).is_ok() && limit.take_at("a", later(11)).is_err());
    }

    #[test]
    fn only_a_proxy_on_this_machine_says_who_asks() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "10.0.0.1, 192.0.2.7".parse().unwrap());
        let behind = Door { url: Some("https://race.example.org".to_owned()), is_open: false };
        let far = Some(Peer(IpAddr::from([198, 51, 100, 1])));
        assert_eq!(behind.asker(None, &headers), IpAddr::from([192, 0, 2, 7]));
        assert_eq!(behind.asker(far, &headers), IpAddr::from([198, 51, 100, 1]));
        assert_eq!(Door::default().asker(None, &headers), IpAddr::from([127, 0, 0, 1]));
    }
}
