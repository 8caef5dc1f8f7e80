//! `cargo xtask ci`: everything that has to hold before a change is taken, in the order of what fails fastest.

use anyhow::{Context, Result, ensure};

/// Runs all checks; the first that fails ends the run.
///
/// # Errors
/// When a check fails.
pub fn run() -> Result<()> {
    step("format", &["fmt", "--all", "--check"], &[])?;
    step("lints", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"], &[])?;
    step("tests and tidy", &["test", "--workspace"], &[])?;
    step("docs", &["doc", "--workspace", "--no-deps", "--quiet"], &[("RUSTDOCFLAGS", "-D warnings")])?;
    println!("ci: format, lints, tests, tidy and docs hold");
    Ok(())
}

fn step(name: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Result<()> {
    println!("ci: {name}");
    let mut command = crate::cargo(arguments);
    command.envs(environment.iter().copied());
    let status = command.status().context("could not run cargo")?;
    ensure!(status.success(), "{name}: `cargo {}` failed", arguments.join(" "));
    Ok(())
}
