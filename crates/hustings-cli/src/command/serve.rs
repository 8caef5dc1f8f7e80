//! `hustings serve`: the record in a browser, and as an API.

use super::record::{default_record, today};
use anyhow::{Context, Result, bail};
use clap::Args;
use hustings::record::RaceFile;
use hustings_serve::{Door, Site};
use hustings_store::Store;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// Serves the record as web pages, feeds and a JSON API, read-only.
#[derive(Args)]
pub struct Serve {
    /// The record.
    #[arg(long, env = "HUSTINGS_RECORD", default_value_os_t = default_record())]
    record: PathBuf,
    /// The address to listen at: by default this machine only.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// The port to listen at; 0 takes a free one.
    #[arg(long, default_value_t = 8420)]
    port: u16,
    /// The address that people know the site by, https://race.example.org, where a proxy on this machine hands requests on.
    #[arg(long, value_name = "URL", value_parser = url)]
    url: Option<String>,
    /// Race files of one's own, beside those that come with hustings; may be given several times.
    #[arg(long, value_name = "FILE")]
    race: Vec<String>,
}

impl Serve {
    /// Serves until it is told to stop.
    ///
    /// # Errors
    /// When the record or a race file cannot be read, or nobody may listen at the address.
    pub fn run(&self) -> Result<bool> {
        match Store::read(&self.record) {
            // An empty record offers the example race.
            Err(error) if error.is_missing() => drop(Store::open(&self.record)?),
            other => drop(other?),
        }
        let files = files(&self.race)?;
        let address = SocketAddr::new(self.host, self.port);
        let listener = hustings_serve::listen(address)
            .with_context(|| format!("could not listen at {address}; --port takes another"))?;
        anstream::println!("{} at http://{}/", self.record.display(), listener.local_addr()?);
        let door = Door { url: self.url.clone(), is_open: !self.host.is_loopback() };
        let site = Site::new(&self.record, files, today).behind(door).reading(super::model()?);
        hustings_serve::serve(site, listener)?;
        Ok(true)
    }
}

/// Returns race files of one's own, and behind them those that come with hustings.
///
/// # Errors
/// When there is no such file, or it is wrong.
pub fn files(races: &[String]) -> Result<Vec<RaceFile>> {
    let mut files = Vec::new();
    for race in races {
        let file = super::race::find(race)?;
        files.push(file.with_context(|| {
            format!("there is no race {race:?}; `hustings race list` shows which there are")
        })?);
    }
    files.extend(super::race::packs());
    Ok(files)
}

/// Returns a URL that is scheme and name, and nothing behind.
fn url(given: &str) -> Result<String> {
    let given = given.trim_end_matches('/');
    let name = given.strip_prefix("https://").or_else(|| given.strip_prefix("http://"));
    let is_name = |char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '-' | ':' | '[' | ']');
    match name {
        Some(name) if !name.is_empty() && name.chars().all(is_name) => Ok(given.to_ascii_lowercase()),
        _ => bail!("write it as https://race.example.org, without a path"),
    }
}
