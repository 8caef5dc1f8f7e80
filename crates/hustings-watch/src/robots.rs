//! `robots.txt`, as RFC 9309 has it: groups by name, the longest rule decides, and permission wins a tie.

use std::time::Duration;

/// The name under which sites may speak of us.
pub(crate) const NAME: &str = "hustings";

/// The most bytes that are read of a `robots.txt`; the standard asks for half a mebibyte.
pub(crate) const LONGEST: u64 = 512 << 10;

/// The longest pause between requests that a site can ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What a site allows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Robots {
    rules: Vec<(bool, String)>,
    /// The pause that the site asks for.
    pub pause: Option<Duration>,
}

impl Robots {
    /// A site that is silent allows everything.
    pub(crate) fn open() -> Self {
        Self::default()
    }

    /// A site that fails allows nothing until it works again.
    pub(crate) fn closed() -> Self {
        Self { rules: vec![(false, "/".to_owned())], pause: None }
    }

    /// Reads the rules for our name, or for everybody where our name is not mentioned.
    pub(crate) fn parse(text: &str) -> Self {
        let (mut ours, mut all) = (None, Self::default());
        let (mut is_ours, mut is_all, mut in_rules) = (false, false, true);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((field, value)) = line.split_once(':') else { continue };
            let (field, value) = (field.trim().to_ascii_lowercase(), value.trim());
            if field == "user-agent" {
                if in_rules {
                    (is_ours, is_all, in_rules) = (false, false, false);
                }
                let product = value.split(['/', ' ']).next().unwrap_or_default();
                is_ours |= product.eq_ignore_ascii_case(NAME);
                is_all |= product == "*";
                if is_ours {
                    ours.get_or_insert_with(Self::default);
                }
                continue;
            }
            if matches!(field.as_str(), "allow" | "disallow" | "crawl-delay") {
                in_rules = true;
                if let Some(ours) = ours.as_mut().filter(|_| is_ours) {
                    ours.take(&field, value);
                } else if is_all {
                    all.take(&field, value);
                }
            }
        }
        ours.unwrap_or(all)
    }

    fn take(&mut self, field: &str, value: &str) {
        match (field, value.parse::<f64>()) {
            ("crawl-delay", Ok(seconds)) if seconds.is_finite() && seconds >= 0.0 => {
                self.pause = Some(Duration::from_secs_f64(seconds.min(LONGEST_PAUSE.as_secs_f64())));
            }
            ("allow" | "disallow", _) if !value.is_empty() => {
                self.rules.push((field == "allow", value.to_owned()))
            }
            _ => {}
        }
    }

    /// Whether a path with its query may be fetched.
    pub(crate) fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(_, pattern)| fits(pattern, path));
        fitting
            .max_by_key(|(is_allowed, pattern)| (pattern.len(), *is_allowed))
            .is_none_or(|(allowed, _)| *allowed)
    }
}

/// Whether a path begins as a pattern says; `*` is anything, `$` the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, is_whole) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let last = if is_whole { parts.pop() } else { None };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    match last {
        Some(last) => rest.ends_with(last),
        None => !is_whole || rest.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let robots = Robots::parse(
            "User-agent: *\nDisallow: /\n\nUser-Agent: other\nUser-agent: Hustings/1.0 # us\nDisallow: /private\n\
             Allow: /private/open\nDisallow: /*.pdf$\nDisallow: /a*b*c\nCrawl-delay: 7\n\nUser-agent: third\nDisallow: /",
        );
        assert_eq!(robots.pause, Some(Duration::from_secs(7)));
        for path in ["/", "/private/open/x", "/a.pdf?x", "/acb", "/public"] {
            assert!(robots.allows(path), "{path}");
        }
        for path in ["/private", "/private/x", "/a/b.pdf", "/axbxc/d"] {
            assert!(!robots.allows(path), "{path}");
        }
    }

    #[test]
    fn a_site_may_speak_to_everybody_or_to_nobody() {
        assert!(!Robots::parse("User-agent: *\nDisallow: /").allows("/x"));
        assert!(Robots::parse("User-agent: *\nDisallow:").allows("/x"));
        assert!(Robots::parse("User-agent: other\nDisallow: /").allows("/x"));
        assert!(Robots::parse("<html>Not found</html>").allows("/x"));
        assert!(Robots::open().allows("/x") && !Robots::closed().allows("/x"));
        assert_eq!(Robots::parse("User-agent: *\nCrawl-delay: 1e300").pause, Some(LONGEST_PAUSE));
    }
}
