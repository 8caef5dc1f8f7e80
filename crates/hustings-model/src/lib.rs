//! The weights of the tagger, as bytes: what they are trained on, their layout and scores are in `MODEL.md`.
//!
//! Read by `hustings::Model::from_bytes`.

/// The file that `training/train.py` exports.
pub const TAGGER: &[u8] = include_bytes!("../weights/tagger.bin");

/// The file that `training/stance.py` exports.
pub const STANCE: &[u8] = include_bytes!("../weights/stance.bin");
