//! `cargo xtask tidy`: what no compiler checks. It is also a test, so `cargo test` runs it.
//!
//! [`street`] checks who may import whom, [`source`] the files one by one; here are files and folders.

mod source;
mod street;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The most bytes a file may have outside the crate that holds the weights.
const LARGEST_BLOB: u64 = 4 << 20;

/// Checks the workspace at `root` and prints what does not hold.
///
/// # Errors
/// When something does not hold, or a file cannot be read.
pub fn run(root: &Path) -> Result<()> {
    let problems = check(root)?;
    for problem in &problems {
        println!("{problem}");
    }
    if !problems.is_empty() {
        bail!("tidy: {} things do not hold", problems.len());
    }
    Ok(())
}

/// Returns a sentence for each thing that does not hold.
fn check(root: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    walk(root, &mut files)?;
    let mut problems = Vec::new();
    for file in &files {
        let name = file.strip_prefix(root).unwrap_or(file);
        check_size(name, file, &mut problems)?;
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !matches!(ending, "rs" | "toml" | "md") {
            continue;
        }
        let text = fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
        source::check_markers(name, &text, &mut problems);
        if ending == "rs" {
            source::check(name, &text, &mut problems);
        }
    }
    check_dead_files(root, &files, &mut problems)?;
    street::check(&root.join("crates/hustings/src"), &files, &mut problems)?;
    Ok(problems)
}

/// Collects the files of the project; what is built, hidden or installed is none.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with('.') || matches!(name, "target" | "node_modules" | "__pycache__") {
            continue;
        }
        if path.is_dir() { walk(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

fn check_size(name: &Path, file: &Path, problems: &mut Vec<String>) -> Result<()> {
    let size = fs::metadata(file).with_context(|| format!("could not look at {}", file.display()))?.len();
    if size > LARGEST_BLOB && !name.starts_with("crates/hustings-model") {
        problems.push(format!("{}: {} MiB; only hustings-model holds blobs", name.display(), size >> 20));
    }
    Ok(())
}

/// Finds source files that no `mod` line leads to.
fn check_dead_files(root: &Path, files: &[PathBuf], problems: &mut Vec<String>) -> Result<()> {
    let mut alive = BTreeSet::new();
    for file in files.iter().filter(|file| is_crate_root(file)) {
        follow(file, file.parent().unwrap_or(root), &mut alive)?;
    }
    let is_source = |file: &&PathBuf| file.extension().is_some_and(|ending| ending == "rs");
    for file in files.iter().filter(is_source).filter(|file| !alive.contains(*file)) {
        let name = file.strip_prefix(root).unwrap_or(file);
        problems.push(format!("{}: no mod line leads here", name.display()));
    }
    Ok(())
}

/// Whether cargo finds the file by itself: the root of a library, binary, test, bench or example.
fn is_crate_root(file: &Path) -> bool {
    let names = file.file_name().zip(file.parent().and_then(Path::file_name));
    let Some((name, folder)) = names.and_then(|(a, b)| a.to_str().zip(b.to_str())) else { return false };
    match folder {
        "src" => matches!(name, "lib.rs" | "main.rs"),
        "tests" | "benches" | "examples" | "fuzz_targets" | "bin" => name.ends_with(".rs"),
        _ => matches!(name, "main.rs" | "build.rs"),
    }
}

/// Adds a file and all files that its `mod` lines lead to; its modules lie in `folder`.
fn follow(file: &Path, folder: &Path, alive: &mut BTreeSet<PathBuf>) -> Result<()> {
    if !alive.insert(file.to_owned()) {
        return Ok(());
    }
    let text = fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
    let mut given_path = None;
    for line in text.lines().map(str::trim) {
        if let Some(path) = line.strip_prefix("#[path = \"").and_then(|rest| rest.strip_suffix("\"]")) {
            given_path = Some(file.with_file_name(path));
        } else if let Some(name) = street::mod_line(line) {
            let beside = folder.join(format!("{name}.rs"));
            let path = given_path.take().unwrap_or(beside);
            if path.exists() {
                follow(&path, &path.with_extension(""), alive)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_workspace_is_tidy() {
        let problems = super::check(crate::root()).unwrap();
        assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    }
}
