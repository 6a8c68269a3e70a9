//! The lines around a place in a file.

use std::fmt::Write as _;

const BEFORE: u32 = 2;
const AFTER: u32 = 2;
/// Minified files have lines of megabytes; a frame of one helps nobody.
const MAX_LINE: usize = 300;

/// Draws the lines around `line` and a caret below `column` (both from 1, columns in UTF-16
/// units). `None` where the file has no such line.
pub fn draw(source: &str, line: u32, column: u32) -> Option<String> {
    let lines: Vec<&str> = source.lines().collect();
    let target = lines.get((line.checked_sub(1)?) as usize)?;
    if target.len() > MAX_LINE {
        return None;
    }
    let first = line.saturating_sub(BEFORE).max(1);
    let last = (line + AFTER).min(u32::try_from(lines.len()).ok()?);
    let width = last.to_string().len();
    let mut out = String::new();
    for number in first..=last {
        let text = lines.get((number - 1) as usize)?;
        let text: String = text.chars().take(MAX_LINE).collect();
        let mark = if number == line { '>' } else { ' ' };
        let _ = writeln!(
            out,
            "{}",
            format!("{mark} {number:>width$} | {text}").trim_end()
        );
        if number == line {
            let _ = writeln!(out, "  {:>width$} | {}^", "", indent(target, column));
        }
    }
    Some(out.trim_end_matches('\n').to_owned())
}

/// What stands before the caret: tabs as they are, so that it lies below its character.
fn indent(line: &str, column: u32) -> String {
    let mut units = 1;
    let mut out = String::new();
    for character in line.chars() {
        if units >= column {
            break;
        }
        units += character.len_utf16() as u32;
        // Characters of East Asian scripts take two cells.
        let wide = matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}');
        out.push_str(match character {
            '\t' => "\t",
            _ if wide => "  ",
            _ => " ",
        });
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_caret_below_the_column() {
        let source = "one\ntwo\n\tthree()\nfour\nfive\nsix\n";
        assert_eq!(
            draw(source, 3, 2).unwrap(),
            "  1 | one\n  2 | two\n> 3 | \tthree()\n    | \t^\n  4 | four\n  5 | five"
        );
        assert_eq!(draw(source, 1, 1).unwrap().lines().count(), 4);
        assert_eq!(draw(source, 7, 1), None);
        assert_eq!(draw(source, 0, 1), None);
    }

    #[test]
    fn wide_characters_and_numbers_of_two_digits() {
        let source = "\n".repeat(9) + "a('中文', b)";
        let frame = draw(&source, 10, 8).unwrap();
        assert!(
            frame.ends_with("> 10 | a('中文', b)\n     |          ^"),
            "{frame}"
        );
    }
}
