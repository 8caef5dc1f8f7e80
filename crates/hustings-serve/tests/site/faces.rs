//! What the pages say of each day, against the table of the replay that was made by hand.

use super::house::House;

const TABLE: &str = include_str!("../../../../testdata/replay/nato.truth.tsv");

#[test]
fn seats_and_ladders_are_those_of_the_table() {
    let house = House::new();
    let mut wrong = Vec::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [day, eye, candidates, backers, opponents, ..] = cells[..] else { panic!("{line}") };
        let known = if eye == "then" { "&known-on=as-of" } else { "" };
        let page = house.page(&format!("/races/nato-secretary-general?as-of={day}{known}"), &[]);
        for (side, names) in [("for", backers), ("against", opponents)] {
            let found = side_of(&page, side).join(", ");
            let expected = if names == "-" { "" } else { names };
            if found != expected {
                wrong.push(format!("{day} {eye}, {side} Mark Rutte: {found:?}, not {expected:?}"));
            }
        }
        let found = standings(&page).join(", ");
        let expected = if candidates == "-" { String::new() } else { candidates.replace('_', " ") };
        if found != expected {
            wrong.push(format!("{day} {eye}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns those who stand on a side of Rutte's, as his camp on the page names them.
fn side_of(page: &str, side: &str) -> Vec<String> {
    let camp =
        page.split("<article class=\"camp ").skip(1).find(|camp| camp.contains(">Mark Rutte</a></h3>"));
    let Some(camp) = camp.and_then(|camp| camp.split("</article>").next()) else { return Vec::new() };
    let Some(list) = camp.split(&format!("class=\"key {side}\"")).nth(1) else { return Vec::new() };
    let list = list.split("<dd>").nth(1).and_then(|list| list.split("</dd>").next()).unwrap_or_default();
    bare(list).split(", ").map(str::to_owned).collect()
}

/// Returns the candidates on their cards, each with its standing.
fn standings(page: &str) -> Vec<String> {
    let cards = page.split("<article class=\"candidate ").skip(1);
    cards
        .map(|card| {
            let name = bare(card.split("<h3>").nth(1).and_then(|name| name.split("</h3>").next()).unwrap());
            let standing = card.split("class=\"standing\"><b>").nth(1).unwrap().split("</b>").next().unwrap();
            format!("{name} {}", standing.to_lowercase())
        })
        .collect()
}

fn bare(markup: &str) -> String {
    markup.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}
