//! What pages load: one style sheet, one script that no page needs, an icon and two typefaces, all from the binary.
//!
//! [`crate::router`] sends the texts like pages; the typefaces never change, so browsers may keep them.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::routing::get;

use crate::asked::Asked;
use crate::reply::{Failure, Reply};

const STYLE: &str = concat!(
    include_str!("../look/base.css"),
    include_str!("../look/board.css"),
    include_str!("../look/reader.css"),
    include_str!("../look/print.css"),
);
const SCRIPT: &str = include_str!("../look/page.js");
const ICON: &str = include_str!("../look/icon.svg");

/// Newsreader and Public Sans, both under the SIL Open Font License 1.1, which lies beside them.
pub const FONTS: &[(&str, &[u8])] = &[
    ("/fonts/newsreader.woff2", include_bytes!("../look/fonts/newsreader.woff2")),
    ("/fonts/newsreader-ext.woff2", include_bytes!("../look/fonts/newsreader-ext.woff2")),
    ("/fonts/public-sans.woff2", include_bytes!("../look/fonts/public-sans.woff2")),
    ("/fonts/public-sans-ext.woff2", include_bytes!("../look/fonts/public-sans-ext.woff2")),
];

/// Sends the style sheet.
#[allow(clippy::unnecessary_wraps, reason = "an answer like the others")]
pub fn style(_: &Asked) -> Result<Reply, Failure> {
    Ok(Reply { kind: "text/css; charset=utf-8", body: STYLE.to_owned() })
}

/// Sends the script.
#[allow(clippy::unnecessary_wraps, reason = "an answer like the others")]
pub fn script(_: &Asked) -> Result<Reply, Failure> {
    Ok(Reply { kind: "text/javascript; charset=utf-8", body: SCRIPT.to_owned() })
}

/// Sends the icon.
#[allow(clippy::unnecessary_wraps, reason = "an answer like the others")]
pub fn icon(_: &Asked) -> Result<Reply, Failure> {
    Ok(Reply { kind: "image/svg+xml", body: ICON.to_owned() })
}

/// Returns a router that has the typefaces.
pub fn fonts<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    let head = [
        (CONTENT_TYPE, "font/woff2"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    FONTS.iter().fold(router, |router, (address, font)| {
        let font: &'static [u8] = font;
        let head = head.clone();
        router.route(address, get(move || async move { (head, font) }))
    })
}
