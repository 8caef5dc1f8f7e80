//! Packing: zstd, against a text that holds much of the same words.

use std::cell::RefCell;
use std::io;

use zstd::zstd_safe::DCtx;

/// Small articles gain little from higher levels, and the readers wait for none.
const LEVEL: i32 = 5;

thread_local! {
    /// Making one takes as long as unpacking an article.
    static CONTEXT: RefCell<DCtx<'static>> = RefCell::new(DCtx::create());
}

/// Returns the bytes packed; `against` is needed again to unpack them.
pub fn pack(bytes: &[u8], against: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressor = zstd::bulk::Compressor::with_dictionary(LEVEL, against)?;
    // Without it a changed byte could turn one word into another unseen.
    compressor.include_checksum(true)?;
    compressor.compress(bytes)
}

/// Returns what was packed.
pub fn unpack(packed: &[u8], against: &[u8]) -> io::Result<Vec<u8>> {
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "packed bytes without their length");
    let length = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten().ok_or_else(damaged)?;
    // A changed length must not ask for all memory there is.
    let length = usize::try_from(length).ok().filter(|length| *length <= 1 << 30).ok_or_else(damaged)?;
    let mut out = Vec::with_capacity(length);
    let unpacked =
        CONTEXT.with_borrow_mut(|context| context.decompress_using_dict(&mut out, packed, against));
    unpacked
        .map_err(|code| io::Error::new(io::ErrorKind::InvalidData, zstd::zstd_safe::get_error_name(code)))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_the_text_is_small() {
        let text: String = (0..400).map(|n| format!("word{} ", n * 7919 % 1000)).collect();
        let packed = pack(text.as_bytes(), text.as_bytes()).unwrap();
        assert!(packed.len() < 100, "{}", packed.len());
        assert_eq!(unpack(&packed, text.as_bytes()).unwrap(), text.as_bytes());
        assert!(unpack(&packed[..5], b"").is_err());
    }
}
