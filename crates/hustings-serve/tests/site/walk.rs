//! The pages in a real browser: `browser/walk.mjs` walks them with Chromium, driven by playwright-core, and asks axe-core.
//!
//! Where node, npm or Chromium are missing, or npm cannot fetch the two packages, it says so in a sentence and passes.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use hustings_serve::Site;

use super::house::House;

const RACE: &str = include_str!("../../../../races/nato-secretary-general.toml");

/// The password of the editor of the walk.
const PASSWORD: &str = "correct horse battery";

#[test]
fn people_can_walk_every_page() {
    let Some((chromium, folder)) = equipment() else { return };
    let house = House::own();
    let desk = hustings_store::Desk::open(&house.record).unwrap();
    let password = hustings_serve::hashed_password(PASSWORD).unwrap();
    let added = "2024-07-01T08:00:00Z".to_owned();
    desk.set_account(&hustings_store::Account { name: "ana".to_owned(), password, added }).unwrap();
    let site =
        Site::new(&house.record, vec![toml::from_str(RACE).unwrap()], || jiff::civil::date(2024, 7, 1))
            .reading(super::house::model());
    let listener = hustings_serve::listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || hustings_serve::serve(site, listener));
    let mut walk = Command::new("node");
    walk.arg(folder.join("walk.mjs")).arg(&origin).arg(&chromium).arg(PASSWORD);
    let walked = walk.output().unwrap();
    let told =
        format!("{}{}", String::from_utf8_lossy(&walked.stdout), String::from_utf8_lossy(&walked.stderr));
    assert!(walked.status.success(), "{told}");
}

/// Returns Chromium and a folder with the walk and its packages; nothing where something is missing.
fn equipment() -> Option<(PathBuf, PathBuf)> {
    let chromium = ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| in_path(name));
    let missing: Vec<&str> =
        [("node", in_path("node")), ("npm", in_path("npm")), ("chromium", chromium.clone())]
            .into_iter()
            .filter_map(|(name, found)| found.is_none().then_some(name))
            .collect();
    if !missing.is_empty() {
        return skipped(&format!("{} not found", missing.join(" and ")));
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["package.json", "walk.mjs"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser").join(name);
        std::fs::copy(from, folder.join(name)).unwrap();
    }
    let installed = Command::new("npm")
        .args([
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--no-package-lock",
            "--prefer-offline",
            "--fetch-retries=1",
            "--fetch-timeout=20000",
        ])
        .current_dir(&folder)
        .output();
    match installed {
        Ok(npm) if npm.status.success() => Some((chromium?, folder)),
        _ => skipped("npm could not install playwright-core and axe-core"),
    }
}

fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Says what is missing, past the capture of the test runner.
fn skipped<T>(why: &str) -> Option<T> {
    _ = writeln!(std::io::stderr(), "skipped: the pages were not walked in a browser, {why}");
    None
}
