//! What `hustings read` and `hustings add` are given: files, folders, feeds, archives, corpora and tables.
//!
//! One thread cuts them into pieces; whoever reads a piece opens it.

use anyhow::{Context, Result};
use hustings_ingest::{Hint, Opened, Piece, Pieces};
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Returns the files under the paths, folders in the order of their names; hidden files are passed over.
///
/// # Errors
/// When there is nothing at a path, or a folder cannot be listed.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            if path != Path::new("-") && address(path).is_none() {
                std::fs::metadata(path).with_context(|| format!("could not find {}", path.display()))?;
            }
            files.push(path.clone());
            continue;
        }
        let is_hidden = |entry: &walkdir::DirEntry| {
            entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
        };
        let walk = walkdir::WalkDir::new(path).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| !is_hidden(entry)) {
            let entry = entry.with_context(|| format!("could not list {}", path.display()))?;
            if entry.file_type().is_file() {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}

/// Returns the address of the web that a path is in truth.
pub fn address(path: &Path) -> Option<&str> {
    path.to_str().filter(|path| path.starts_with("https://") || path.starts_with("http://"))
}

/// One article of a file, cut off and not opened yet.
pub struct Found {
    piece: Piece,
    file: Arc<Path>,
}

impl Found {
    /// Takes a piece of a file, or of what was fetched.
    pub fn new(piece: Piece, file: &Arc<Path>) -> Self {
        Self { piece, file: Arc::clone(file) }
    }

    /// Opens it.
    ///
    /// # Errors
    /// With the sentence that says why it cannot be read.
    pub fn open(self) -> Result<Opened, String> {
        let is_alone = self.piece.is_alone();
        let mut opened = self.piece.open().map_err(|why| complaint(&self.file, &why))?;
        let article = &mut opened.article;
        if is_alone && article.id.is_empty() && article.url.is_none() {
            // A lone file is told from others by its name, so that a mended file is a new edition of the old one.
            article.id = self.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        }
        Ok(opened)
    }
}

/// Returns the sentence for what cannot be read, with what lies behind it.
pub fn complaint(file: &Path, why: &dyn std::error::Error) -> String {
    let name = if file == Path::new("-") { "standard input".into() } else { file.display().to_string() };
    let mut sentence = format!("could not read {name}: {why}");
    let mut cause = why.source();
    while let Some(why) = cause {
        sentence += &format!(": {why}");
        cause = why.source();
    }
    sentence
}

/// Cuts a file into pieces, whatever it is; `-` is standard input. `read` counts its bytes as they are read.
///
/// # Errors
/// With the sentence that says why it cannot be read.
pub fn pieces<'a>(path: &Path, read: &'a AtomicU64) -> Result<Pieces<'a>, String> {
    let hint = Hint { name: Some(path.display().to_string()), ..Hint::default() };
    let opened = if path == Path::new("-") {
        cut(std::io::stdin().lock(), (read, &hint), |mut reader| {
            let mut bytes = hustings_parquet::MAGIC.to_vec();
            reader.read_to_end(&mut bytes).map_err(hustings_ingest::Error::table)?;
            hustings_parquet::pieces_of(bytes)
        })
    } else {
        let file = File::open(path).map_err(|why| complaint(path, &why))?;
        cut(file, (read, &hint), hustings_parquet::pieces)
    };
    opened.map_err(|why| complaint(path, &why))
}

/// Cuts what begins as Parquet does with `table`, and everything else as `hustings-ingest` does.
fn cut<'a, R: Read + 'a>(
    mut reader: R,
    (read, hint): (&'a AtomicU64, &Hint),
    table: impl FnOnce(R) -> Result<Pieces<'a>, hustings_ingest::Error>,
) -> Result<Pieces<'a>, hustings_ingest::Error> {
    let mut head = Vec::new();
    // What fails here fails again below.
    _ = reader.by_ref().take(hustings_parquet::MAGIC.len() as u64).read_to_end(&mut head);
    if head == hustings_parquet::MAGIC {
        return table(reader);
    }
    hustings_ingest::pieces(Counted { reader: Cursor::new(head).chain(reader), read }, hint)
}

/// Calls `each` with every article of a file, or with the sentence that says why it cannot be had, until it returns
/// false.
pub fn each(path: &Path, read: &AtomicU64, mut each: impl FnMut(Result<Found, String>) -> bool) {
    let file: Arc<Path> = Arc::from(path);
    match pieces(path, read) {
        Err(why) => _ = each(Err(why)),
        Ok(pieces) => {
            for piece in pieces {
                let found = piece.map(|piece| Found::new(piece, &file));
                if !each(found.map_err(|why| complaint(path, &why))) {
                    return;
                }
            }
        }
    }
}

/// A reader that counts.
struct Counted<'a, R> {
    reader: R,
    read: &'a AtomicU64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
