//! `hustings serve`: the record in a browser, and as an API.

use super::record::{default_record, today};
use anyhow::{Context, Result};
use clap::Args;
use hustings_serve::Site;
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
        _ = Store::read(&self.record)?;
        let mut files = Vec::new();
        for race in &self.race {
            let file = super::race::find(race)?;
            files.push(file.with_context(|| {
                format!("there is no race {race:?}; `hustings race list` shows which there are")
            })?);
        }
        files.extend(super::race::packs());
        let address = SocketAddr::new(self.host, self.port);
        let listener = hustings_serve::listen(address)
            .with_context(|| format!("could not listen at {address}; --port takes another"))?;
        anstream::println!("{} at http://{}/", self.record.display(), listener.local_addr()?);
        hustings_serve::serve(Site::new(&self.record, files, today), listener)?;
        Ok(true)
    }
}
