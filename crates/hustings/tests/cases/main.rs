//! Checks every case under `testdata/cases`: a sentence in, marked spans out.
//!
//! `UPDATE_CASES=1 cargo test -p hustings --test cases` rewrites the expected parts; read the difference.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads its cases from files")]

mod format;
mod render;

use format::{Case, CaseFile};
use hustings::Model;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_case_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/cases");
    let is_update = std::env::var_os("UPDATE_CASES").is_some();
    let model = Model::from_bytes(hustings_model::TAGGER).unwrap();
    let model = model.with_stances(hustings_model::STANCE).unwrap();
    let (mut count, mut wrong) = (0, Vec::new());
    for path in case_files(&root) {
        let written = fs::read_to_string(&path).unwrap();
        let file = CaseFile::parse(&written).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let found = file.with_cases(|case| read_again(&file.stage, case, &model));
        count += file.cases.len();
        if is_update {
            fs::write(&path, found.to_string()).unwrap();
            continue;
        }
        for (expected, found) in file.cases.iter().zip(&found.cases) {
            if expected.to_string() != found.to_string() {
                wrong.push(format!("{}\n--- expected\n{expected}--- found\n{found}", path.display()));
            }
        }
    }
    println!("{count} cases");
    assert!(wrong.is_empty(), "{} of {count} cases differ\n\n{}", wrong.len(), wrong.join("\n"));
}

/// Returns the case with what is found in its text now.
fn read_again(stage: &str, case: &Case, model: &Model) -> Case {
    let article = case.article();
    let reading = hustings::read(&article, model);
    let mut again = case.clone();
    again.findings = render::render(stage, &article, &reading);
    again
}

/// Returns all case files below `folder`, sorted.
fn case_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(case_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            files.push(path);
        }
    }
    files.sort();
    files
}
