//! Seals on pages: the last bytes of every page of the file are a hash of all others, so that a changed byte is found
//! wherever it stands, in what nothing uses as well.
//!
//! SQLite leaves these bytes alone where the head of a file says so, which is how [`begin`] begins one. Whoever writes
//! puts a mark beside the file with the first commit, brings the log into the file at the end, seals the pages, and
//! takes the mark away: all of this while nobody else can write. Killed in between, the mark stays, and whoever adds
//! next seals.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::audit::{Audit, Damage};
use crate::error::Error;
use crate::store::Store;

/// The bytes of a page.
const PAGE: usize = 4096;

/// The bytes of a seal, at the end of its page.
const SEAL: usize = 16;

/// How many pages are read at once.
const PAGES: usize = 256;

/// How many damaged pages are named one by one.
const NAMED: usize = 20;

/// Begins a file whose pages have room for seals, where there is none yet.
pub fn begin(path: &Path) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let unfinished = beside(path, &format!("-new{}", std::process::id()));
    // Linked rather than renamed: another process may begin the same record at once, and be further already.
    let begun = fs::write(&unfinished, empty()).and_then(|()| fs::hard_link(&unfinished, path));
    _ = fs::remove_file(&unfinished);
    match begun {
        Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        begun => begun,
    }
}

/// Returns the one page of an empty file of SQLite 3 in WAL mode (<https://sqlite.org/fileformat2.html>).
fn empty() -> Vec<u8> {
    let mut page = vec![0; PAGE];
    page[..16].copy_from_slice(b"SQLite format 3\0");
    page[16..18].copy_from_slice(&(PAGE as u16).to_be_bytes());
    // Written and read with a log; so many bytes of a page are not SQLite's; fractions of payload, as they must be.
    page[18..24].copy_from_slice(&[2, 2, SEAL as u8, 64, 32, 32]);
    let counter = 1_u32.to_be_bytes();
    // The counter of changes, the number of pages, the format of the schema, UTF-8, and the counter again.
    page[24..28].copy_from_slice(&counter);
    page[28..32].copy_from_slice(&1_u32.to_be_bytes());
    page[44..48].copy_from_slice(&4_u32.to_be_bytes());
    page[56..60].copy_from_slice(&1_u32.to_be_bytes());
    page[92..96].copy_from_slice(&counter);
    page[96..100].copy_from_slice(&3_045_000_u32.to_be_bytes());
    // A leaf without cells, whose content begins where the seal does.
    page[100] = 13;
    page[105..107].copy_from_slice(&((PAGE - SEAL) as u16).to_be_bytes());
    page
}

/// Returns where the mark of a record is whose pages are not sealed yet.
pub fn mark(path: &Path) -> PathBuf {
    beside(path, "-unsealed")
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn seal(number: u64, page: &[u8]) -> [u8; SEAL] {
    let hash = blake3::Hasher::new().update(&page[..PAGE - SEAL]).update(&number.to_le_bytes()).finalize();
    std::array::from_fn(|at| hash.as_bytes()[at])
}

/// Calls `each` with the number of every page whose seal is broken, and the seal that it should have; returns how many
/// pages there are.
fn broken(mut file: &File, mut each: impl FnMut(u64, [u8; SEAL]) -> io::Result<()>) -> io::Result<u64> {
    let (mut bytes, mut number) = (vec![0; PAGE * PAGES], 0);
    loop {
        file.seek(SeekFrom::Start(number * PAGE as u64))?;
        let mut read = 0;
        while read < bytes.len() {
            match file.read(&mut bytes[read..])? {
                0 => break,
                count => read += count,
            }
        }
        for page in bytes[..read].chunks_exact(PAGE) {
            let seal = seal(number, page);
            if page[PAGE - SEAL..] != seal {
                each(number, seal)?;
            }
            number += 1;
        }
        if read < bytes.len() {
            return Ok(number);
        }
    }
}

impl Store {
    /// Brings what waits in the log into the file, so that it can be handed on alone, and seals its pages. Where others
    /// read or write, that is left to whoever closes the record last.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn settle(&self) -> Result<(), Error> {
        let failed = |cause| self.failed(cause);
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        let is_busy: i64 = self.connection.query_row(checkpoint, [], |row| row.get(0)).map_err(failed)?;
        let Some(file) = self.file.as_ref().filter(|_| is_busy == 0) else { return Ok(()) };
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(failed)?;
        // Where that fails nothing is lost: the mark stays, and whoever adds next seals.
        _ = self.seal_pages(file);
        self.connection.execute_batch("ROLLBACK").map_err(failed)
    }

    /// Seals all pages, while nobody can write; the log must have nothing that is not in the file.
    fn seal_pages(&self, mut file: &File) -> io::Result<()> {
        let log = beside(&self.path, "-wal").metadata();
        let mut head = [0; 24];
        file.seek(SeekFrom::Start(0))?;
        file.read_exact(&mut head)?;
        if log.is_ok_and(|log| log.len() > 0) || !has_room(&head) {
            return Ok(());
        }
        broken(file, |number, seal| {
            file.seek(SeekFrom::Start((number + 1) * PAGE as u64 - SEAL as u64))?;
            file.write_all(&seal)
        })?;
        file.sync_data()?;
        match fs::remove_file(mark(&self.path)) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
            _ => Ok(()),
        }
    }

    /// Checks the seals of all pages, and names those that are broken.
    pub(crate) fn audit_pages(&self, audit: &mut Audit) {
        let Some(mut file) = self.file.as_ref() else { return };
        let is_open = || mark(&self.path).exists();
        let mut pages: Vec<u64> = Vec::new();
        let count = match broken(file, |number, _| {
            pages.push(number);
            Ok(())
        }) {
            Ok(count) => count,
            Err(cause) => return audit.say("the file", format!("cannot be read: {cause}")),
        };
        let mut head = [0; 24];
        let has_head = file.seek(SeekFrom::Start(0)).and_then(|_| file.read_exact(&mut head)).is_ok();
        // A head that says so of pages that all have seals is a changed one.
        let is_old = has_head && !has_room(&head) && pages.len() as u64 == count;
        if is_open() || is_old {
            return;
        }
        audit.is_sealed = true;
        let length = file.metadata().map_or(0, |found| found.len());
        if length != count * PAGE as u64 {
            audit.say("the file", format!("something stands behind its {count} pages"));
        }
        let names = if pages.is_empty() { BTreeMap::new() } else { self.page_names() };
        for page in pages.iter().take(NAMED) {
            let (from, to) = (page * PAGE as u64, (page + 1) * PAGE as u64);
            let of = match names.get(page) {
                _ if *page == 0 => "its head".to_owned(),
                Some(name) => format!("of {name}"),
                None => "of nothing that is in use".to_owned(),
            };
            audit.say("the file", format!("bytes {from} to {to} are not those that were sealed ({of})"));
        }
        if pages.len() > NAMED {
            audit.say("the file", format!("{} further pages neither", pages.len() - NAMED));
        }
    }

    /// Returns what each page is of, as far as that can still be told.
    fn page_names(&self) -> BTreeMap<u64, String> {
        let mut names = BTreeMap::new();
        _ = self.connection.prepare("SELECT pageno, name FROM dbstat").and_then(|mut statement| {
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (page, name): (i64, String) = (row.get(0)?, row.get(1)?);
                let name = if name.starts_with("words") {
                    "the index of words".to_owned()
                } else {
                    format!("the table {name}")
                };
                names.insert(page.unsigned_abs() - 1, name);
            }
            Ok(())
        });
        names
    }
}

fn has_room(head: &[u8; 24]) -> bool {
    head[16..18] == (PAGE as u16).to_be_bytes() && usize::from(head[20]) == SEAL
}

impl Audit {
    /// Adds something that does not hold.
    pub(crate) fn say(&mut self, of: &str, what: String) {
        self.damages.push(Damage { of: of.to_owned(), what });
    }
}

impl Drop for Store {
    /// Seals what was written, where [`Store::settle`] did not.
    fn drop(&mut self) {
        if self.is_writer && mark(&self.path).exists() {
            _ = self.connection.busy_timeout(std::time::Duration::ZERO);
            _ = self.settle();
        }
    }
}
