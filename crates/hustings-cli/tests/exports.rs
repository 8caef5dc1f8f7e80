//! What goes out: each form against a schema in `testdata/schema`, or read back by what reads it.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// Coverage whose words, names and addresses try to break every form.
const TEXTS: [(&str, &str); 3] = [
    (
        "Three in the race | \"quoted\" & <b>{{bold}}</b>",
        "BRUSSELS – Estonian Prime Minister Kaja Kallas said on Tuesday that she would like to become NATO Secretary \
         General. “Yes, ’tis – naïve – 𝔸 | [[x]],” she said. Jens Stoltenberg has led NATO as its Secretary General since 2014.",
    ),
    (
        "Rutte declares",
        "THE HAGUE – Mark Rutte announced on Wednesday that he is a candidate for NATO Secretary General. \
         “I want this job,” he said. Germany supports Rutte for NATO Secretary General. Hungary opposes Rutte for NATO Secretary General.",
    ),
    (
        "What is next",
        "BRUSSELS – Mark Rutte will meet Jens Stoltenberg in Washington on July 9, 2024, to discuss who becomes NATO Secretary General.",
    ),
];

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let lines: Vec<String> = TEXTS
            .iter()
            .enumerate()
            .map(|(n, (title, text))| {
                json!({
                    "id": n, "title": title, "text": text, "date": "2024-03-13", "outlet": "Harbor Gazette",
                    "url": format!("https://gazette.example/{n}?a=|b&c={{}}"),
                })
                .to_string()
            })
            .collect();
        std::fs::write(desk.0.path().join("corpus.jsonl"), lines.join("\n")).unwrap();
        desk.run(&["add", "corpus.jsonl"]);
        desk
    }

    fn run(&self, arguments: &[&str]) -> Vec<u8> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
        let output = command
            .args(arguments)
            .current_dir(self.0.path())
            .env_remove("HUSTINGS_RECORD")
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    fn export(&self, form: &str) -> String {
        let race = ["--race", "nato-secretary-general", "--as-of", "2024-04-01", "--known-on", "2024-04-01"];
        String::from_utf8(self.run(&[&["export", "--as", form], &race[..]].concat())).unwrap()
    }
}

#[track_caller]
fn check(schema: &str, found: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/schema").join(schema);
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator
        .iter_errors(found)
        .map(|error| format!("{}: {error:.300}", error.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn annotations_point_at_their_words_in_code_points() {
    let page: Value = serde_json::from_str(&Desk::new().export("annotations")).unwrap();
    check("annotation-page.schema.json", &page);
    let mut found = 0;
    for annotation in page["items"].as_array().unwrap() {
        for target in annotation["target"].as_array().unwrap() {
            let source = target["source"].as_str().unwrap();
            let number: usize = source["https://gazette.example/".len()..][..1].parse().unwrap();
            let text: Vec<char> = TEXTS[number].1.chars().collect();
            let [quote, place] = [&target["selector"][0], &target["selector"][1]];
            let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
            let (start, end) = (number(&place["start"]), number(&place["end"]));
            assert_eq!(text[start..end].iter().collect::<String>(), quote["exact"].as_str().unwrap());
            let before: String = text[..start].iter().collect();
            assert!(before.ends_with(quote["prefix"].as_str().unwrap()));
            let behind: String = text[end..].iter().collect();
            assert!(behind.starts_with(quote["suffix"].as_str().unwrap()));
            found += 1;
        }
    }
    assert!(found > 10);
}

#[test]
fn entities_of_followthemoney_refer_to_each_other() {
    let lines = Desk::new().export("followthemoney");
    let entities: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: BTreeSet<&str> = entities.iter().map(|entity| entity["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), entities.len());
    for entity in &entities {
        check("followthemoney.schema.json", entity);
        for property in ["holder", "post", "subject", "object", "organization", "involved", "proof"] {
            for other in entity["properties"][property].as_array().into_iter().flatten() {
                assert!(ids.contains(other.as_str().unwrap()), "{entity}");
            }
        }
    }
    let schemata: BTreeSet<&str> = entities.iter().map(|entity| entity["schema"].as_str().unwrap()).collect();
    for expected in ["Article", "Occupancy", "Organization", "Person", "Position", "UnknownLink"] {
        assert!(schemata.contains(expected), "{schemata:?}");
    }
}

#[test]
fn popolo_has_people_posts_and_memberships() {
    let found: Value = serde_json::from_str(&Desk::new().export("popolo")).unwrap();
    check("popolo.schema.json", &found);
    let names: Vec<&str> =
        found["persons"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Mark Rutte") && names.contains(&"Kaja Kallas"), "{names:?}");
    assert_eq!(found["posts"][0]["label"], "NATO Secretary General");
    let of_post = &found["posts"][0]["organization_id"];
    assert!(
        found["organizations"].as_array().unwrap().iter().any(|body| body["id"] == *of_post),
        "{of_post}"
    );
    let roles: BTreeSet<&str> =
        found["memberships"].as_array().unwrap().iter().map(|one| one["role"].as_str().unwrap()).collect();
    assert_eq!(roles, BTreeSet::from(["candidate", "holder"]));
}

#[test]
fn schema_org_is_one_graph() {
    let found: Value = serde_json::from_str(&Desk::new().export("schema-org")).unwrap();
    check("schema-org.schema.json", &found);
    let classes: BTreeSet<&str> =
        found["@graph"].as_array().unwrap().iter().map(|thing| thing["@type"].as_str().unwrap()).collect();
    for expected in ["Action", "NewsArticle", "Occupation", "Person", "Role"] {
        assert!(classes.contains(expected), "{classes:?}");
    }
}

#[test]
fn the_wiki_table_is_whole_and_its_references_are_defined_once() {
    let table = Desk::new().export("wiki");
    assert!(table.starts_with("{| class=\"wikitable sortable\"\n|+ Candidates for NATO Secretary General"));
    assert!(table.ends_with("|}\n<references />\n"));
    assert_eq!(table.matches("{{").count(), table.matches("}}").count());
    assert!(!table.contains("{{bold}}") && !table.contains("[["), "{table}");
    for row in table.split("\n|-\n").skip(1) {
        let cells =
            row.lines().filter(|line| line.starts_with("| ") || *line == "|" || line.starts_with("! "));
        assert_eq!(cells.count(), 4, "{row}");
    }
    let named = |open: &str| -> Vec<&str> {
        table.split(open).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
    };
    let all: BTreeSet<&str> = named("<ref name=\"").into_iter().collect();
    assert_eq!(table.matches("</ref>").count(), all.len(), "{table}");
    assert!(
        table.contains("| Mark Rutte") && table.contains("|work=Harbor Gazette |date=2024-03-13"),
        "{table}"
    );
}

#[test]
fn parquet_holds_the_table_of_csv() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let desk = Desk::new();
    desk.run(&["export", "--as", "parquet", "--output", "rows.parquet"]);
    let table = String::from_utf8(desk.run(&["export", "--as", "csv"])).unwrap();
    let reader =
        SerializedFileReader::new(std::fs::File::open(desk.0.path().join("rows.parquet")).unwrap()).unwrap();
    let columns: Vec<String> = reader
        .metadata()
        .file_metadata()
        .schema()
        .get_fields()
        .iter()
        .map(|field| field.name().to_owned())
        .collect();
    assert_eq!(columns.join(","), table.lines().next().unwrap());
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    let jsonl = String::from_utf8(desk.run(&["export", "--as", "jsonl"])).unwrap();
    assert_eq!(rows.len(), jsonl.lines().count());
    for (row, line) in rows.iter().zip(jsonl.lines()) {
        let line: Value = serde_json::from_str(line).unwrap();
        let id = row.get_column_iter().next().unwrap().1.to_string();
        assert_eq!(id.trim_matches('"'), line["id"].as_str().unwrap());
    }
}
