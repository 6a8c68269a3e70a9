//! Colours of the terminal.

use std::io::IsTerminal;

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// When the stream is a terminal and `NO_COLOR` is not set.
    #[default]
    Auto,
    Always,
    Never,
}

impl ColorChoice {
    /// Whether to write colours to a stream.
    pub fn enabled(self, stream: &impl IsTerminal) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let forbidden = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
                !forbidden && !dumb && stream.is_terminal()
            }
        }
    }
}

/// Select Graphic Rendition parameters of ECMA-48.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Bold,
    Dim,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
}

impl Style {
    const fn code(self) -> &'static str {
        match self {
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Red => "31",
            Self::Green => "32",
            Self::Yellow => "33",
            Self::Blue => "34",
            Self::Magenta => "35",
            Self::Cyan => "36",
        }
    }
}

/// Writes styles, or leaves them out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Painter {
    pub colors: bool,
}

impl Painter {
    /// The text in a style; the style ends with the text.
    pub fn paint(self, style: Style, text: &str) -> String {
        if self.colors && !text.is_empty() {
            format!("\x1b[{}m{text}\x1b[0m", style.code())
        } else {
            text.to_owned()
        }
    }
}

/// Text of a mini-program without control characters that would steer the terminal.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\t' => character,
            _ if character.is_control() => '\u{fffd}',
            _ => character,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_end_with_their_text() {
        let painter = Painter { colors: true };
        assert_eq!(painter.paint(Style::Red, "no"), "\x1b[31mno\x1b[0m");
        assert_eq!(painter.paint(Style::Red, ""), "");
        assert_eq!(Painter { colors: false }.paint(Style::Red, "no"), "no");
    }

    #[test]
    fn a_mini_program_does_not_steer_the_terminal() {
        assert_eq!(harmless("a\x1b[2Jb\n\tc"), "a\u{fffd}[2Jb\n\tc");
    }
}
