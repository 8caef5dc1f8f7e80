use super::*;

#[test]
fn every_row_of_the_table_finds_its_example() {
    for (index, row) in rows().enumerate() {
        let found = TABLE.set.matches(row.example);
        assert!(row.example.len() <= row.longest, "{:?} is longer than its row allows", row.example);
        assert!(found.matched(index), "{:?} does not match its example {:?}", row.pattern, row.example);
    }
}
