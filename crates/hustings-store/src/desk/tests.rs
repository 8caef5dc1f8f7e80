//! Tests of the desk, each of which says what must hold.

use super::*;

fn desk() -> (tempfile::TempDir, PathBuf, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record.hustings");
    let desk = Desk::open(&record).unwrap();
    (folder, record, desk)
}

fn account(name: &str) -> Account {
    Account { name: name.to_owned(), password: "$hash".to_owned(), added: "2024-07-01T08:00:00Z".to_owned() }
}

const NOW: &str = "2024-07-01T08:00:00Z";
const LATER: &str = "2024-07-01T20:00:00Z";

#[test]
fn a_session_ends() {
    let (_folder, _, desk) = desk();
    desk.set_account(&account("ana")).unwrap();
    desk.begin_session("secret", "ANA", (NOW, LATER)).unwrap();
    assert_eq!(desk.session("secret", NOW).unwrap().as_deref(), Some("ana"));
    assert_eq!(desk.session("secret", LATER).unwrap(), None);
    assert_eq!(desk.session("another", NOW).unwrap(), None);
    desk.end_session("secret").unwrap();
    assert_eq!(desk.session("secret", NOW).unwrap(), None);
    assert!(desk.begin_session("secret", "nobody", (NOW, LATER)).unwrap_err().is_unknown());
}

#[test]
fn another_password_ends_sessions_and_a_removed_account_ends_all() {
    let (_folder, _, desk) = desk();
    desk.set_account(&account("ana")).unwrap();
    desk.begin_session("secret", "ana", (NOW, LATER)).unwrap();
    desk.set_token("token", "ana", ("desk", NOW)).unwrap();
    desk.set_account(&Account { password: "$other".to_owned(), ..account("ana") }).unwrap();
    assert_eq!(desk.session("secret", NOW).unwrap(), None);
    assert_eq!(desk.token("token").unwrap().as_deref(), Some("ana"));
    desk.set_token("newer", "ana", ("desk", NOW)).unwrap();
    assert_eq!(desk.token("token").unwrap(), None, "one label, one token");
    desk.remove_account("ana").unwrap();
    assert_eq!(desk.token("newer").unwrap(), None);
    assert!(desk.accounts().unwrap().is_empty());
}

#[test]
fn no_secret_and_no_erased_word_is_in_the_file() {
    let (_folder, record, desk) = desk();
    desk.set_account(&account("ana")).unwrap();
    desk.begin_session("open-sesame", "ana", (NOW, LATER)).unwrap();
    let (address, words) = ("reader@mail.example", "That is not what I said. ".repeat(400));
    let row = "0123456789ab/s0";
    let new = NewReply { row, at: NOW, name: "A. Reader", address, words: &words, key: "take-it-back" };
    let number = desk.leave(&new).unwrap();
    desk.moderate(number, true).unwrap();
    assert_eq!(desk.replies_to(row).unwrap().len(), 1);
    let holds = |what: &str| {
        let bytes = std::fs::read(desk_of(&record)).unwrap();
        bytes.windows(what.len()).any(|window| window == what.as_bytes())
    };
    assert!(holds(address) && !holds("open-sesame") && !holds("take-it-back"));
    assert_eq!(desk.left_by("Reader@Mail.example").unwrap(), [number]);
    assert_eq!(desk.withdraw("take-it-back").unwrap(), Some(number));
    assert!(!holds(address) && !holds("That is not what I said") && !holds("A. Reader"));
    assert!(desk.replies_to(row).unwrap().is_empty());
    assert!(desk.moderate(number, true).unwrap_err().is_unknown(), "what was withdrawn does not come back");
    assert_eq!(desk.withdraw("guess").unwrap(), None);
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_a_desk() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, record, _desk) = desk();
    let mode = std::fs::metadata(desk_of(&record)).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
}

#[test]
fn another_file_is_not_taken_for_a_desk() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record.hustings");
    std::fs::write(
        desk_of(&record),
        "a shopping list, long enough to be looked at: bread, milk, eggs, more bread",
    )
    .unwrap();
    assert!(Desk::open(&record).is_err());
    assert!(Desk::find(&folder.path().join("none.hustings")).unwrap().is_none());
}
