//! A browser: it keeps cookies, fills in forms as their pages have them, and follows where it is sent.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::house::{Answer, House};

/// Somebody's browser.
pub struct Browser<'a> {
    house: &'a House,
    pub cookies: RefCell<BTreeMap<String, String>>,
}

impl<'a> Browser<'a> {
    pub fn new(house: &'a House) -> Self {
        Self { house, cookies: RefCell::default() }
    }

    /// Returns a browser that is signed in.
    pub fn editor(house: &'a House) -> Self {
        let desk = hustings_store::Desk::open(&house.record).unwrap();
        let password = hustings_serve::hashed_password("correct horse battery").unwrap();
        let added = "2024-07-01T08:00:00Z".to_owned();
        desk.set_account(&hustings_store::Account { name: "ana".to_owned(), password, added }).unwrap();
        let browser = Self::new(house);
        let entered =
            browser.submit("/sign-in", "/sign-in", &[("name", "Ana"), ("password", "correct horse battery")]);
        assert_eq!(entered.status, 303, "{}", entered.body);
        browser
    }

    /// Asks for a page.
    pub fn get(&self, address: &str) -> Answer {
        let cookies = self.cookie();
        self.kept(self.house.send_with("GET", address, &[("cookie", &cookies)]))
    }

    /// Asks for a page that must be there.
    pub fn page(&self, address: &str) -> String {
        let answer = self.get(address);
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        answer.body
    }

    /// Presses the button of a form, after having loaded the page that it stands on.
    pub fn submit(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let body = self.page(page);
        let proof = value(&body, "proof");
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("proof", proof.as_str())]).collect();
        self.post(action, &fields)
    }

    /// Sends fields as they are.
    pub fn post(&self, action: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.post_as("application/x-www-form-urlencoded", action, body.into_bytes())
    }

    pub fn post_as(&self, kind: &str, action: &str, body: Vec<u8>) -> Answer {
        let cookies = self.cookie();
        let headers = [("cookie", cookies.as_str()), ("content-type", kind), ("origin", "http://localhost")];
        self.kept(self.house.send_all("POST", action, &headers, body))
    }

    fn cookie(&self) -> String {
        let cookies = self.cookies.borrow();
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn kept(&self, answer: Answer) -> Answer {
        for cookie in answer.all("set-cookie") {
            let (pair, rest) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            assert!(rest.contains("HttpOnly") && rest.contains("SameSite=Strict"), "{cookie}");
            if rest.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

/// Returns the value of a hidden field.
pub fn value(page: &str, name: &str) -> String {
    let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
    field.unwrap_or_else(|| panic!("no field {name:?}: {page}")).split('"').next().unwrap().to_owned()
}
