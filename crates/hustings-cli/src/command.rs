//! The subcommands, one a file.

pub mod add;
pub mod board;
pub mod diff;
pub mod editor;
pub mod export;
pub mod inputs;
pub mod mcp;
pub mod output;
pub mod race;
pub mod read;
pub mod record;
pub mod review;
pub mod search;
pub mod serve;
pub mod timeline;
pub mod verify;
pub mod watch;
pub mod who;
