//! One polite request: robots, pauses, redirects by hand, and bounds on everything.
//!
//! `follow` asks for feeds and articles here.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use flate2::read::MultiGzDecoder;
use jiff::Timestamp;
use ureq::http::{HeaderMap, Response};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use crate::address::Public;
use crate::error::{Error, Kind};
use crate::robots::{self, Robots};

/// How often a sleeper looks whether to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// How long a `robots.txt` holds; one that could not be had, a shorter time.
const ROBOTS_HOLD: Duration = Duration::from_secs(24 * 60 * 60);
const FAILED_ROBOTS_HOLD: Duration = Duration::from_secs(10 * 60);

/// The longest that a site can ask us to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// How much may be asked of a site, and of us.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most bytes of an answer, unpacked.
    pub bytes: u64,
    /// The longest that an answer may take, from the first byte sent to the last one read.
    pub time: Duration,
    /// The most redirects that are followed.
    pub redirects: usize,
    /// The pause between two requests to one host.
    pub pause: Duration,
    /// Whether this machine's own addresses may be spoken to, as tests do.
    pub allows_loopback: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 16 << 20,
            time: Duration::from_secs(30),
            redirects: 5,
            pause: Duration::from_secs(2),
            allows_loopback: false,
        }
    }
}

/// What tells whether something has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag` that it came with.
    pub etag: Option<String>,
    /// The `Last-Modified` that it came with.
    pub last_modified: Option<String>,
}

/// Something fetched.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Where it was found, after redirects.
    pub url: String,
    /// The `Content-Type` that it was served with.
    pub content_type: Option<String>,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// What to ask with the next time.
    pub validators: Validators,
}

/// What a site answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// What was asked for.
    Fresh(Box<Fetched>),
    /// Nothing has changed since.
    Unchanged,
}

/// Fetches one thing at a time.
pub struct Fetcher {
    agent: Agent,
    limits: Limits,
    stop: Arc<AtomicBool>,
    robots: HashMap<String, (Robots, Instant)>,
    /// When the next request to a host may begin.
    free: HashMap<String, Instant>,
}

impl Fetcher {
    /// Makes one that stops soon after `stop` is set.
    pub fn new(limits: Limits, stop: Arc<AtomicBool>) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // Through a proxy nobody could say which address is spoken to.
            .proxy(None)
            .timeout_global(Some(limits.time))
            .user_agent(concat!("hustings/", env!("CARGO_PKG_VERSION")))
            .accept("application/rss+xml, application/atom+xml, application/xml;q=0.9, text/html;q=0.9, */*;q=0.5")
            .accept_encoding("gzip")
            .build();
        let resolver = Public::new(limits.allows_loopback);
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Self { agent, limits, stop, robots: HashMap::new(), free: HashMap::new() }
    }

    /// Fetches `url`, unless `known` says that nothing has changed.
    ///
    /// # Errors
    /// When the site does not answer, answers too much, too slowly or with a failure, forbids it, or leads to an address
    /// that is not public.
    pub fn get(&mut self, url: &str, known: &Validators) -> Result<Answer, Error> {
        let mut next = parse(url, url)?;
        for _ in 0..=self.limits.redirects {
            if !self.robots(&next)?.allows(&next[url::Position::BeforePath..url::Position::AfterQuery]) {
                return Err(Error::new(url, Kind::Robots));
            }
            let response = self.request(&next, known)?;
            match self.redirect(&next, &response)? {
                Some(target) => next = target,
                None => return self.answer(&next, response),
            }
        }
        Err(Error::new(url, Kind::Redirects(self.limits.redirects)))
    }

    /// Returns what the site of an address allows, asking it where that is not known.
    fn robots(&mut self, url: &Url) -> Result<Robots, Error> {
        let origin = url.origin().ascii_serialization();
        if let Some((robots, until)) = self.robots.get(&origin)
            && Instant::now() < *until
        {
            return Ok(robots.clone());
        }
        let found = self.ask_robots(&origin);
        let (robots, hold) = match found {
            Ok(Some(robots)) => (robots, ROBOTS_HOLD),
            Ok(None) => (Robots::open(), ROBOTS_HOLD),
            // Where nobody can be spoken to, the reason is worth more than the silence.
            Err(error) if error.is_stopped() || error.is_private() => return Err(error),
            Err(_) => (Robots::closed(), FAILED_ROBOTS_HOLD),
        };
        self.robots.insert(origin, (robots.clone(), Instant::now() + hold));
        Ok(robots)
    }

    /// Asks for a `robots.txt`; nothing where there is none.
    fn ask_robots(&mut self, origin: &str) -> Result<Option<Robots>, Error> {
        let url = format!("{origin}/robots.txt");
        let mut next = parse(&url, &url)?;
        for _ in 0..=self.limits.redirects {
            let response = self.request(&next, &Validators::default())?;
            if let Some(target) = self.redirect(&next, &response)? {
                next = target;
                continue;
            }
            return match response.status().as_u16() {
                200..=299 => {
                    let mut bytes = Vec::new();
                    // What came before a failure counts.
                    _ = response.into_body().into_reader().take(robots::LONGEST).read_to_end(&mut bytes);
                    Ok(Some(Robots::parse(&String::from_utf8_lossy(&bytes))))
                }
                429 | 500.. => Err(Error::new(&url, Kind::Status(response.status().as_u16()))),
                _ => Ok(None),
            };
        }
        Ok(None)
    }

    /// Sends one request, after the pause that its host is owed.
    fn request(&mut self, url: &Url, known: &Validators) -> Result<Response<Body>, Error> {
        let host = url.host_str().unwrap_or_default().to_owned();
        if let Some(free) = self.free.get(&host) {
            self.sleep(free.saturating_duration_since(Instant::now()))
                .map_err(|kind| Error::new(url.as_str(), kind))?;
        }
        let mut request = self.agent.get(url.as_str());
        let conditions = [("if-none-match", &known.etag), ("if-modified-since", &known.last_modified)];
        for (name, value) in conditions {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let response = request.call();
        let asked = self.robots.get(&url.origin().ascii_serialization()).and_then(|(robots, _)| robots.pause);
        self.free.insert(host, Instant::now() + asked.unwrap_or_default().max(self.limits.pause));
        response.map_err(|cause| Error::network(url.as_str(), cause))
    }

    /// Returns where a response leads.
    fn redirect(&self, url: &Url, response: &Response<Body>) -> Result<Option<Url>, Error> {
        if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        let Some(target) = header(response.headers(), "location") else { return Ok(None) };
        let target = url.join(&target).map_err(|_| Error::new(url.as_str(), Kind::Address))?;
        parse(target.as_str(), url.as_str()).map(Some)
    }

    fn answer(&mut self, url: &Url, response: Response<Body>) -> Result<Answer, Error> {
        let failed = |kind| Error::new(url.as_str(), kind);
        let status = response.status().as_u16();
        match status {
            200..=203 => {}
            304 => return Ok(Answer::Unchanged),
            408 | 425 | 429 | 500.. => {
                let wait = header(response.headers(), "retry-after").and_then(|value| delay(&value));
                return Err(failed(Kind::Later { status, wait }));
            }
            _ => return Err(failed(Kind::Status(status))),
        }
        let headers = response.headers();
        let validators =
            Validators { etag: header(headers, "etag"), last_modified: header(headers, "last-modified") };
        let content_type = header(headers, "content-type");
        let is_packed =
            header(headers, "content-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("gzip"));
        let mut bytes = self.read(response.into_body().into_reader(), url)?;
        if is_packed && bytes.starts_with(&[0x1f, 0x8b]) {
            let mut unpacked = Vec::new();
            let reader = MultiGzDecoder::new(bytes.as_slice()).take(self.limits.bytes + 1);
            { reader }.read_to_end(&mut unpacked).map_err(|_| failed(Kind::Packed))?;
            bytes = unpacked;
        }
        if bytes.len() as u64 > self.limits.bytes {
            return Err(failed(Kind::TooLarge(self.limits.bytes)));
        }
        Ok(Answer::Fresh(Box::new(Fetched { url: url.to_string(), content_type, bytes, validators })))
    }

    /// Reads a body to its end, to the limit, or until somebody asks to stop.
    fn read(&self, mut body: impl Read, url: &Url) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let mut buffer = [0; 16 << 10];
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return Err(Error::new(url.as_str(), Kind::Stopped));
            }
            let count = body
                .read(&mut buffer)
                .map_err(|cause| Error::network(url.as_str(), ureq::Error::from(cause)))?;
            bytes.extend_from_slice(&buffer[..count]);
            if bytes.len() as u64 > self.limits.bytes {
                return Err(Error::new(url.as_str(), Kind::TooLarge(self.limits.bytes)));
            }
            if count == 0 {
                return Ok(bytes);
            }
        }
    }

    /// Sleeps, and wakes when somebody asks to stop.
    fn sleep(&self, time: Duration) -> Result<(), Kind> {
        let until = Instant::now() + time;
        while Instant::now() < until {
            if self.stop.load(Ordering::Relaxed) {
                return Err(Kind::Stopped);
            }
            std::thread::sleep(GLANCE.min(until.saturating_duration_since(Instant::now())));
        }
        if self.stop.load(Ordering::Relaxed) { Err(Kind::Stopped) } else { Ok(()) }
    }
}

/// Returns an address of the web; an error about `asked` where it is none.
fn parse(url: &str, asked: &str) -> Result<Url, Error> {
    Url::parse(url)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .filter(|url| url.username().is_empty() && url.password().is_none())
        .ok_or_else(|| Error::new(asked, Kind::Address))
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

/// Reads `Retry-After`: seconds, or a date.
fn delay(value: &str) -> Option<Duration> {
    let value = value.trim();
    let wait = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let date = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
            Duration::try_from(date.duration_since(Timestamp::now())).unwrap_or_default()
        }
    };
    Some(wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_seconds_or_dates_and_bounded() {
        assert_eq!(delay("120"), Some(Duration::from_secs(120)));
        assert_eq!(delay("99999999999"), Some(LONGEST_WAIT));
        assert_eq!(delay("Wed, 15 Nov 2023 08:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(delay("Fri, 01 Jan 2100 00:00:00 GMT"), Some(LONGEST_WAIT));
        assert_eq!(delay("soon"), None);
    }

    #[test]
    fn only_addresses_of_the_web_are_fetched() {
        for url in
            ["ftp://a.example/", "file:///etc/passwd", "a.example", "http://user:word@a.example/", "data:,x"]
        {
            assert!(parse(url, url).is_err(), "{url}");
        }
    }
}
