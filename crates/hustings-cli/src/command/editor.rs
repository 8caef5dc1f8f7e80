//! `hustings editor`: who may review rows and moderate replies in the browser, and which programs may decide.

use super::record::{default_record, now};
use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand};
use hustings_store::{Account, Desk, Event, Store};
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;

/// Makes and removes accounts of editors; they lie beside the record, in a file that is not to be handed on.
#[derive(Args)]
pub struct Editor {
    /// The record.
    #[arg(long, env = "HUSTINGS_RECORD", default_value_os_t = default_record(), global = true)]
    record: PathBuf,
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Subcommand)]
enum Deed {
    /// Makes an account, or gives it another password; asks for the password, or reads a line of standard input.
    Add {
        /// The name that decisions will bear.
        name: String,
    },
    /// Removes an account with its sessions and tokens; what it decided stays.
    Remove {
        /// The name.
        name: String,
    },
    /// Makes a token for a program and prints it, once.
    Token {
        /// The account that it decides for.
        name: String,
        /// What the token is for; another one of the same label takes its place.
        #[arg(long, default_value = "api")]
        label: String,
    },
    /// Erases the replies that were left with an e-mail address: name, address and text.
    Forget {
        /// The address.
        address: String,
    },
    /// Lists the accounts.
    List,
}

impl Editor {
    /// Does what is asked.
    ///
    /// # Errors
    /// When there is no record or no such account, the password is too short, or the desk cannot be written to.
    pub fn run(&self) -> Result<bool> {
        _ = Store::read(&self.record)?;
        let desk = Desk::open(&self.record)?;
        let what = match &self.deed {
            Deed::Add { name } => add(&desk, name)?,
            Deed::Remove { name } => {
                desk.remove_account(name)?;
                format!("removed the account {name}")
            }
            Deed::Token { name, label } => {
                let token = hustings_serve::new_secret().map_err(|failure| anyhow!(failure.sentence))?;
                desk.set_token(&token, name, (label, &now()))?;
                anstream::println!("{token}");
                format!("made the token “{label}” for {name}")
            }
            Deed::Forget { address } => {
                let numbers = desk.left_by(address)?;
                numbers.iter().try_for_each(|number| desk.erase(*number))?;
                anstream::println!("{} erased", numbers.len());
                format!("erased {} replies on request", numbers.len())
            }
            Deed::List => {
                for account in desk.accounts()? {
                    anstream::println!("{}  since {}", account.name, account.added);
                }
                return Ok(true);
            }
        };
        desk.note(&Event { at: now(), by: "the command line".to_owned(), what })?;
        Ok(true)
    }
}

fn add(desk: &Desk, name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.len() > 100 || name.chars().any(char::is_control) {
        bail!("a name has from one to a hundred letters; {name:?} cannot stand under a decision");
    }
    let password = hustings_serve::hashed_password(&password()?).map_err(|why| anyhow!(why))?;
    desk.set_account(&Account { name: name.to_owned(), password, added: now() })?;
    anstream::println!("{name} can sign in now, at /sign-in of `hustings serve`");
    Ok(format!("made the account {name}, or gave it another password"))
}

/// Returns the password: typed twice without being shown, or a line of standard input.
fn password() -> Result<String> {
    if !std::io::stdin().is_terminal() {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).context("could not read the password")?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let asked = |what| rpassword::prompt_password(what).context("could not read the password");
    let password = asked("Password: ")?;
    if asked("The same again: ")? != password {
        bail!("the two are not the same; nothing was changed");
    }
    Ok(password)
}
