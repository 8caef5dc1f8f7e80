//! Words without case and accents, so that `Jüri Ratas` and `Juri Ratas` are one.
//!
//! Names, posts, sketches and searches compare by these.

/// Returns the words in lower case, without accents, with straight apostrophes and single spaces.
///
/// ```
/// assert_eq!(hustings::record::fold("Jüri  RATAS’s"), "juri ratas's");
/// ```
pub fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for char in words.chars() {
        // Most letters are these, and no table has them.
        if char.is_ascii_graphic() {
            folded.push(char.to_ascii_lowercase());
            continue;
        }
        char.to_lowercase().for_each(|char| push(char, &mut folded));
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push(char: char, folded: &mut String) {
    match base(char) {
        Some(letters) => folded.push_str(letters),
        None if char.is_whitespace() => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        // Accents that stand as signs of their own.
        None if ('\u{300}'..='\u{36f}').contains(&char) => {}
        None => folded.push(char),
    }
}

/// Returns the plain letters of a letter with an accent, or of one that is often written without.
fn base(char: char) -> Option<&'static str> {
    Some(match char {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ậ' | 'ắ' | 'ằ' => {
            "a"
        }
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ế' | 'ề' | 'ể' | 'ễ' | 'ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ' | 'ố' | 'ồ' | 'ộ' | 'ớ' | 'ờ' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' | 'ứ' | 'ừ' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        '’' | '‘' | 'ʼ' => "'",
        '‐' | '‑' | '–' => "-",
        _ => return None,
    })
}
