//! The one-way street of `hustings`: a module imports only from modules whose `mod` line stands before its own.
//!
//! Part of [`super`]; the order of the `mod` lines in `lib.rs` is the order of the stages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Returns the name of the module that a line like `pub mod timex;` declares.
pub fn mod_line(line: &str) -> Option<&str> {
    let line = line.trim().strip_suffix(';')?;
    let visible = line.strip_prefix("pub(crate) ").or(line.strip_prefix("pub ")).unwrap_or(line);
    visible.strip_prefix("mod ")
}

/// Checks the imports of all files of the crate whose sources lie in `folder`.
///
/// # Errors
/// When a file cannot be read.
pub fn check(folder: &Path, files: &[PathBuf], problems: &mut Vec<String>) -> Result<()> {
    let library = read(&folder.join("lib.rs"))?;
    let street = Street::new(&library);
    for file in files.iter().filter(|file| file.starts_with(folder)) {
        let inside = file.strip_prefix(folder).unwrap_or(file);
        let first = inside.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let module = first.unwrap_or_default().trim_end_matches(".rs").to_owned();
        let Some(place) = street.place(&module) else { continue };
        for (number, name) in crate_paths(&read(file)?) {
            if street.place(street.home(&name)).is_some_and(|other| other > place) {
                problems.push(format!(
                    "crates/hustings/src/{}:{number}: `{module}` stands before `{name}` and must not import it",
                    inside.display()
                ));
            }
        }
    }
    Ok(())
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))
}

/// The modules of a library in their order, and what it re-exports from where.
struct Street<'a> {
    modules: Vec<&'a str>,
    exports: Vec<(&'a str, &'a str)>,
}

impl<'a> Street<'a> {
    fn new(library: &'a str) -> Self {
        let modules = library.lines().filter_map(mod_line).collect();
        let exports = library.lines().filter_map(|line| {
            let path = line.strip_prefix("pub use ")?.strip_suffix(';')?;
            let (module, rest) = path.split_once("::")?;
            Some((rest.rsplit("::").next()?, module))
        });
        Self { modules, exports: exports.collect() }
    }

    fn place(&self, module: &str) -> Option<usize> {
        self.modules.iter().position(|name| *name == module)
    }

    /// Returns the module that a name of the crate's root comes from.
    fn home<'b>(&self, name: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.exports.iter().find(|export| export.0 == name).map_or(name, |export| export.1)
    }
}

/// Returns the first name behind every `crate::`, with its line; comments have none.
fn crate_paths(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let code = |line: &str| !line.trim_start().starts_with("//");
    for (i, line) in text.lines().enumerate().filter(|(_, line)| code(line)) {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => outer_names(group),
                None => vec![rest],
            };
            found.extend(names.into_iter().map(|name| (i + 1, identifier(name))));
        }
    }
    found
}

/// Returns what stands between the outer commas of `a::B, c::{D, E}}`.
fn outer_names(group: &str) -> Vec<&str> {
    let mut depth = 0;
    let names = group.split(|char| {
        depth += i32::from(char == '{') - i32::from(char == '}');
        char == ',' && depth == 0
    });
    names.map(str::trim).filter(|name| !name.is_empty()).collect()
}

fn identifier(path: &str) -> String {
    path.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_told_from_comments() {
        let text = "//! See [`crate::race`].\nuse crate::{span::Span, text::{Text, Words}};\nlet x = crate::Article;\n";
        let names: Vec<_> =
            crate_paths(text).into_iter().map(|(line, name)| format!("{line} {name}")).collect();
        assert_eq!(names, ["2 span", "2 text", "3 Article"]);
    }

    #[test]
    fn a_re_export_is_at_home_in_its_module() {
        let street = Street::new("pub mod span;\nmod text;\npub use text::Text;\n");
        assert_eq!(street.place(street.home("Text")), Some(1));
    }
}
