//! Bytes to text, whatever the character set and whatever the page claims it to be.
//!
//! `open` decodes every page and plain text with this before anything looks at the words.

use std::borrow::Cow;
use std::sync::LazyLock;

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;

/// How much of the head of a page is searched for a declared character set, in bytes.
const DECLARATION_WINDOW: usize = 4096;

/// How much of the input the detector looks at, in bytes.
const DETECTION_WINDOW: usize = 1 << 20;

static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})"#)
        .expect("the pattern is valid")
});

/// Returns the text of `bytes`, with U+FFFD for what cannot be decoded.
///
/// A byte order mark decides. Then bytes that are UTF-8 are read as UTF-8, even when the page declares another
/// character set: by chance, text in another one is almost never well-formed UTF-8. Then the declaration counts
/// (`content_type` first, then `meta`), and at last the guess of `chardetng`.
pub(crate) fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if is_mostly_utf8(bytes) {
        return String::from_utf8_lossy(bytes);
    }
    if let Some(encoding) = declared(bytes, content_type).filter(|encoding| *encoding != UTF_8) {
        let (text, _, has_errors) = encoding.decode(bytes);
        if !has_errors {
            return text;
        }
    }
    guessed(bytes).decode_without_bom_handling(bytes).0
}

fn declared(bytes: &[u8], content_type: Option<&str>) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
    [content_type.unwrap_or_default().as_bytes(), head]
        .into_iter()
        .filter_map(|place| DECLARED.captures(place))
        .find_map(|found| Encoding::for_label(found.get(1)?.as_bytes()))
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new();
    detector.feed(&bytes[..bytes.len().min(DETECTION_WINDOW)], true);
    detector.guess(None, true)
}

/// Whether well-formed sequences outnumber broken ones ten to one, or nothing but the very end is broken.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut broken, mut sequences) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sequences += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || (broken == 1 && ends_in_half_a_sequence(bytes)) || sequences >= 10 * broken
}

fn ends_in_half_a_sequence(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Returns the UTF-16 that the bytes are in, when every other one of the first few hundred is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if half < 4 => None,
        () if odd * 10 >= half * 7 && even * 10 < half => Some(UTF_16LE),
        () if even * 10 >= half * 7 && odd * 10 < half => Some(UTF_16BE),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_declaration_does_not_spoil_utf8() {
        let page = "<meta charset=iso-8859-1>“Ja”, zei ze".as_bytes();
        assert_eq!(decode(page, None), "<meta charset=iso-8859-1>“Ja”, zei ze");
    }

    #[test]
    fn a_declared_latin_page_has_its_curly_quotation_marks() {
        let page = b"<meta http-equiv=content-type content=\"text/html; charset=ISO-8859-1\">\x93Yes\x94";
        assert!(decode(page, None).ends_with("“Yes”"));
    }

    #[test]
    fn an_undeclared_page_is_guessed() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Выборы генерального секретаря пройдут весной");
        assert_eq!(decode(&bytes, None), "Выборы генерального секретаря пройдут весной");
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        let units = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(decode(&units("\u{feff}She said yes"), None), "She said yes");
        assert_eq!(decode(&units("She said yes"), None), "She said yes");
    }

    #[test]
    fn half_a_sequence_at_the_end_costs_one_mark() {
        let mut bytes = "She said “yes”".as_bytes().to_vec();
        bytes.pop();
        assert_eq!(decode(&bytes, None), "She said “yes\u{fffd}");
        assert_eq!(decode(&bytes[..11], None), "She said \u{fffd}");
    }
}
