//! `cargo xtask bench`: words per second and peak memory of the release binary, on one thread and on all cores.
//!
//! Peak memory is `VmHWM` of the process, so it is told on Linux only.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use flate2::read::MultiGzDecoder;
use serde_json::Value;

/// The options of `bench`.
#[derive(Args)]
pub struct Bench {
    /// A corpus of JSON Lines (.gz), such as news/us_politics_2012_2020.jsonl.gz.
    #[arg(long)]
    data: PathBuf,
    /// How many articles from its beginning are read.
    #[arg(long, default_value_t = 200)]
    articles: usize,
}

/// Prints how fast the first articles of a corpus are read.
///
/// # Errors
/// When the corpus cannot be read or the binary fails.
pub fn run(options: &Bench) -> Result<()> {
    let binary = crate::release_binary()?;
    let sample = Sample::take(&options.data, options.articles)?;
    println!("{} articles, {} words, {} bytes of text", sample.articles, sample.words, sample.bytes);
    println!("{:<12}{:>10}{:>14}{:>12}{:>14}", "threads", "seconds", "words/s", "MB/s", "peak memory");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut counts = vec![1];
    counts.extend((cores > 1).then_some(cores));
    for threads in counts {
        let (time, peak) = measure(&binary, &sample.file, threads)?;
        let seconds = time.as_secs_f64();
        println!(
            "{threads:<12}{seconds:>10.2}{:>14.0}{:>12.2}{:>14}",
            sample.words as f64 / seconds,
            sample.bytes as f64 / 1e6 / seconds,
            peak.map_or("unknown".to_owned(), |kib| format!("{:.0} MiB", kib as f64 / 1024.0)),
        );
    }
    Ok(())
}

/// The first articles of a corpus, unpacked into a file of their own.
struct Sample {
    file: PathBuf,
    articles: usize,
    words: usize,
    bytes: usize,
}

impl Sample {
    fn take(corpus: &Path, articles: usize) -> Result<Self> {
        let opened = File::open(corpus).with_context(|| format!("could not open {}", corpus.display()))?;
        let lines: Box<dyn BufRead> = if corpus.extension().is_some_and(|ending| ending == "gz") {
            Box::new(BufReader::new(MultiGzDecoder::new(opened)))
        } else {
            Box::new(BufReader::new(opened))
        };
        let file = std::env::temp_dir().join(format!("hustings-bench-{}.jsonl", std::process::id()));
        let mut out = File::create(&file).with_context(|| format!("could not write {}", file.display()))?;
        let mut sample = Self { file, articles: 0, words: 0, bytes: 0 };
        for line in lines.lines().take(articles) {
            let line = line.with_context(|| format!("could not read {}", corpus.display()))?;
            let article: Value = serde_json::from_str(&line).context("a line of the corpus is not JSON")?;
            let text = article["text"].as_str().unwrap_or_default();
            sample.articles += 1;
            sample.words += text.split_whitespace().count();
            sample.bytes += text.len();
            writeln!(out, "{line}")?;
        }
        ensure!(sample.articles > 0, "there is no article in {}", corpus.display());
        Ok(sample)
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.file);
    }
}

/// Returns the wall time of a run and the most memory it held, in KiB.
fn measure(binary: &Path, corpus: &Path, threads: usize) -> Result<(Duration, Option<u64>)> {
    let start = Instant::now();
    let mut child = Command::new(binary)
        .args(["read", "--format", "jsonl", "--threads", &threads.to_string()])
        .arg(corpus)
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("could not run {}", binary.display()))?;
    let mut peak = None;
    loop {
        // The figure is gone with the process, so the last one seen while it ran is kept.
        peak = peak_memory(child.id()).or(peak);
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "hustings failed on {}", corpus.display());
            return Ok((start.elapsed(), peak));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
