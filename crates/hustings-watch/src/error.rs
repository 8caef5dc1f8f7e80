//! The one error of this crate: what could not be fetched, and why.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::address::Private;

/// What kept something from being fetched.
#[derive(Debug)]
pub struct Error {
    url: String,
    kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Address,
    Robots,
    Status(u16),
    Later { status: u16, wait: Option<Duration> },
    Redirects(usize),
    TooLarge(u64),
    TooSlow,
    Cut,
    Packed,
    Network(ureq::Error),
    Stopped,
}

impl Error {
    pub(crate) fn new(url: &str, kind: Kind) -> Self {
        Self { url: url.to_owned(), kind }
    }

    pub(crate) fn network(url: &str, cause: ureq::Error) -> Self {
        let kind = match cause {
            ureq::Error::Timeout(_) => Kind::TooSlow,
            ureq::Error::Io(ref inner) if inner.kind() == std::io::ErrorKind::TimedOut => Kind::TooSlow,
            ureq::Error::Io(ref inner) if inner.kind() == std::io::ErrorKind::UnexpectedEof => Kind::Cut,
            cause => Kind::Network(cause),
        };
        Self::new(url, kind)
    }

    /// Returns how long the site asks us to wait, where it does.
    pub fn wait(&self) -> Option<Duration> {
        match self.kind {
            Kind::Later { wait, .. } => wait,
            _ => None,
        }
    }

    /// Whether somebody asked to stop.
    pub fn is_stopped(&self) -> bool {
        matches!(self.kind, Kind::Stopped)
    }

    /// Whether the address, or one that it leads to, is not one of the public internet.
    pub fn is_private(&self) -> bool {
        match &self.kind {
            Kind::Network(ureq::Error::Other(cause)) => cause.is::<Private>(),
            _ => false,
        }
    }

    /// Whether the site wishes this not to be fetched by programs.
    pub fn is_disallowed(&self) -> bool {
        matches!(self.kind, Kind::Robots)
    }

    /// Whether the answer was more than may be taken, in bytes or in time.
    pub fn is_out_of_bounds(&self) -> bool {
        matches!(self.kind, Kind::TooLarge(_) | Kind::TooSlow)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not fetch {}: ", self.url)?;
        match &self.kind {
            Kind::Address => write!(f, "it is no address that begins with http:// or https://"),
            Kind::Robots => write!(f, "the site's robots.txt asks programs not to"),
            Kind::Status(status) => write!(f, "the site answered {status}"),
            Kind::Later { status, wait: Some(wait) } => {
                write!(f, "the site answered {status} and asks to wait {} seconds", wait.as_secs())
            }
            Kind::Later { status, wait: None } => write!(f, "the site answered {status}, which may pass"),
            Kind::Redirects(count) => write!(f, "it was redirected more than {count} times"),
            Kind::TooLarge(limit) => write!(f, "the answer is larger than {} MiB", limit >> 20),
            Kind::TooSlow => write!(f, "the answer took too long"),
            Kind::Cut => write!(f, "the answer was cut short"),
            Kind::Packed => write!(f, "the answer could not be unpacked"),
            Kind::Network(ureq::Error::Other(cause)) => write!(f, "{cause}"),
            Kind::Network(cause) => write!(f, "{cause}"),
            Kind::Stopped => write!(f, "somebody asked to stop"),
        }
    }
}

impl StdError for Error {}
