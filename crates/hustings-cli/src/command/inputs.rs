//! What `hustings add` is given: files, folders and corpora, as articles with the bytes they came from.
//!
//! Corpora are streamed by one thread; single files are opened by whoever reads them.

use anyhow::{Context, Result};
use hustings::Article;
use hustings_ingest::{Articles, Hint};
use std::cell::RefCell;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

/// An article with the bytes that it was read from.
pub struct Opened {
    /// The article.
    pub article: Article,
    /// The bytes; nothing where they are the article's own text.
    pub bytes: Option<Vec<u8>>,
}

/// Returns the files under the paths, folders in the order of their names; hidden files are passed over.
///
/// # Errors
/// When there is nothing at a path, or a folder cannot be listed.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            std::fs::metadata(path).with_context(|| format!("could not find {}", path.display()))?;
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

/// Whether a file is called as corpora are.
pub fn is_corpus(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.ends_with(".jsonl") || name.ends_with(".ndjson")
}

/// Calls `each` with every article of a file, or with the sentence that says why one cannot be read; `read` counts
/// the bytes of the file as they are read. Stops when `each` returns false.
pub fn open(path: &Path, read: &AtomicU64, mut each: impl FnMut(Result<Opened, String>) -> bool) {
    let name = path.display().to_string();
    let complain = |why: &dyn std::fmt::Display| format!("could not read {name}: {why}");
    let file = match File::open(path) {
        Ok(file) => file,
        Err(why) => {
            each(Err(complain(&why)));
            return;
        }
    };
    let kept = Rc::new(RefCell::new(Some(Vec::new())));
    let reader = Tee { file, kept: Rc::clone(&kept), read };
    let hint = Hint { name: Some(name.clone()), ..Hint::default() };
    match hustings_ingest::open(reader, &hint) {
        Err(why) => _ = each(Err(complain(&why))),
        Ok(Articles::One(article)) => {
            let bytes = kept.borrow_mut().take();
            let Some(article) = article else { return };
            let bytes = bytes.filter(|bytes| bytes.as_slice() != article.body.as_bytes());
            each(Ok(Opened { article: *article, bytes }));
        }
        Ok(Articles::Many(corpus)) => {
            // A corpus may be larger than memory: its bytes are not kept, the text of a line is its edition.
            kept.borrow_mut().take();
            for article in corpus {
                let opened = article.map(|article| Opened { article, bytes: None });
                if !each(opened.map_err(|why| complain(&why))) {
                    return;
                }
            }
        }
    }
}

/// A reader that keeps what it read as long as somebody wants it.
struct Tee<'a> {
    file: File,
    kept: Rc<RefCell<Option<Vec<u8>>>>,
    read: &'a AtomicU64,
}

impl Read for Tee<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        let mut kept = self.kept.borrow_mut();
        match kept.as_mut() {
            // More than an article may have is a corpus, or an error of its own.
            Some(bytes) if bytes.len() > hustings_ingest::LARGEST_ARTICLE => *kept = None,
            Some(bytes) => bytes.extend_from_slice(&buffer[..count]),
            None => {}
        }
        Ok(count)
    }
}
