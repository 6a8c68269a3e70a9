//! One walk over a style sheet that finds what to replace. Everything else stays byte for byte,
//! which a re-serialising compiler cannot promise (white space in nested `calc`, `unicode-range`,
//! new at-rules).

use std::ops::Range;

use cssparser::{ParseError, Parser, ParserInput, Token};

use super::url::rewrite_url;

/// A replacement in the source.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Edit {
    /// Text in the place of the bytes.
    Replace(Range<usize>, String),
    /// An `@import` statement: its target and media query.
    Import {
        range: Range<usize>,
        target: String,
        media: String,
    },
}

impl Edit {
    pub fn range(&self) -> &Range<usize> {
        match self {
            Self::Replace(range, _) | Self::Import { range, .. } => range,
        }
    }
}

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Ascending.
    pub edits: Vec<Edit>,
    /// Offset and message of each mistake.
    pub mistakes: Vec<(usize, String)>,
    /// Blocks that the end of the file closes.
    pub unclosed: usize,
}

/// How class names and `:host` are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    /// Goes with `--` in front of each class.
    pub class_prefix: Option<&'a str>,
    /// Value of the `wx-host` attribute.
    pub host: &'a str,
}

/// Blocks may nest this deep; below, the text stays as it is.
const MAX_DEPTH: usize = 64;

/// Pseudo classes whose argument is a selector.
const SELECTOR_FUNCTIONS: [&str; 9] = [
    "not",
    "is",
    "where",
    "has",
    "matches",
    "any",
    "-webkit-any",
    "slotted",
    "cue",
];

/// At-rules whose block holds rules.
const RULE_BLOCKS: [&str; 8] = [
    "media",
    "supports",
    "layer",
    "container",
    "document",
    "-moz-document",
    "scope",
    "starting-style",
];

pub(super) fn walk(file: &str, css: &str, scope: Scope) -> Walked {
    let mut input = ParserInput::new(css);
    let mut parser = Parser::new(&mut input);
    let mut walker = Walker {
        file,
        css,
        scope,
        depth: 0,
        found: Walked::default(),
    };
    walker.rules(&mut parser, true);
    let mut found = walker.found;
    found
        .edits
        .sort_by_key(|edit| (edit.range().start, edit.range().end));
    found
}

struct Walker<'a> {
    file: &'a str,
    css: &'a str,
    scope: Scope<'a>,
    depth: usize,
    found: Walked,
}

/// What comes after a run of tokens.
enum End {
    Semicolon,
    Block,
    Input,
}

impl Walker<'_> {
    fn replace(&mut self, range: Range<usize>, with: String) {
        self.found.edits.push(Edit::Replace(range, with));
    }

    fn mistake(&mut self, at: usize, message: &str) {
        self.found.mistakes.push((at, message.to_owned()));
    }

    /// Enters the block whose opening token was read last.
    fn block<'i>(
        &mut self,
        parser: &mut Parser<'i, '_>,
        opened: usize,
        work: impl FnOnce(&mut Self, &mut Parser<'i, '_>),
    ) {
        let close = match self.css.as_bytes().get(opened) {
            Some(b'{') => b'}',
            Some(b'[') => b']',
            _ => b')',
        };
        self.depth += 1;
        let deep = self.depth > MAX_DEPTH;
        let _: Result<(), ParseError<'_, ()>> = parser.parse_nested_block(|inner| {
            if !deep {
                work(self, inner);
            }
            while inner.next_including_whitespace_and_comments().is_ok() {}
            Ok(())
        });
        self.depth -= 1;
        let end = parser.position().byte_index();
        if end >= self.css.len() && self.css.as_bytes().last() != Some(&close) {
            if close == b'}' {
                self.found.unclosed += 1;
            }
            if self.depth == 0 {
                self.mistake(opened, "the block is not closed; add the missing bracket");
            }
        }
    }

    /// A list of rules: a whole sheet, or the block of `@media`.
    fn rules(&mut self, parser: &mut Parser, top: bool) {
        loop {
            let start = parser.position().byte_index();
            let state = parser.state();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                return;
            };
            match token {
                Token::WhiteSpace(_) | Token::Comment(_) | Token::CDO | Token::CDC => {}
                Token::Semicolon => {}
                Token::AtKeyword(name) => {
                    let name = name.to_ascii_lowercase();
                    self.at_rule(parser, start, &name, top);
                }
                Token::CloseCurlyBracket | Token::CloseParenthesis | Token::CloseSquareBracket => {
                    self.mistake(start, "there is no open block here; take the bracket out");
                    self.replace(start..start + 1, String::new());
                }
                _ => {
                    parser.reset(&state);
                    self.qualified_rule(parser, start);
                }
            }
        }
    }

    fn qualified_rule(&mut self, parser: &mut Parser, start: usize) {
        match self.selector(parser) {
            End::Block => {
                let opened = parser.position().byte_index() - 1;
                self.block(parser, opened, |this, inner| this.declarations(inner));
            }
            _ => self.mistake(
                start,
                "a selector without a block; add { … } or take it out",
            ),
        }
    }

    fn at_rule(&mut self, parser: &mut Parser, start: usize, name: &str, top: bool) {
        if name == "import" && top {
            self.import(parser, start);
            return;
        }
        // The prelude: only rpx is of interest.
        let end = self.values(parser, true);
        match end {
            End::Semicolon if name == "charset" => {
                let after = parser.position().byte_index();
                self.replace(start..after, String::new());
            }
            End::Block => {
                let opened = parser.position().byte_index() - 1;
                let plain = name.trim_start_matches("-webkit-").to_owned();
                if RULE_BLOCKS.contains(&plain.as_str()) || RULE_BLOCKS.contains(&name) {
                    self.block(parser, opened, |this, inner| this.rules(inner, false));
                } else if plain == "keyframes" {
                    self.block(parser, opened, |this, inner| this.keyframes(inner));
                } else {
                    self.block(parser, opened, |this, inner| this.declarations(inner));
                }
            }
            _ => {}
        }
    }

    fn keyframes(&mut self, parser: &mut Parser) {
        while let Ok(token) = parser.next_including_whitespace_and_comments() {
            if matches!(token, Token::CurlyBracketBlock) {
                let opened = parser.position().byte_index() - 1;
                self.block(parser, opened, |this, inner| this.declarations(inner));
            }
        }
    }

    fn import(&mut self, parser: &mut Parser, start: usize) {
        let target = parser.expect_url_or_string().map(|text| text.to_string());
        let media_start = parser.position().byte_index();
        let mut media_end = media_start;
        loop {
            match parser.next_including_whitespace_and_comments() {
                Err(_) => break,
                Ok(Token::Semicolon) => break,
                // No semicolon: the block belongs to nothing.
                Ok(Token::CurlyBracketBlock) => {
                    skip_block(parser);
                    break;
                }
                Ok(Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock) => {
                    skip_block(parser);
                    media_end = parser.position().byte_index();
                }
                Ok(_) => media_end = parser.position().byte_index(),
            }
        }
        let range = start..parser.position().byte_index();
        let media = self.css.get(media_start..media_end).unwrap_or("").trim();
        match target {
            Ok(target) => {
                let media = media.to_owned();
                self.found.edits.push(Edit::Import {
                    range,
                    target,
                    media,
                });
            }
            Err(_) => {
                self.mistake(start, "@import needs a path in quotes; it is left out");
                self.replace(range, String::new());
            }
        }
    }

    /// A selector up to its block (or what else ends it).
    fn selector(&mut self, parser: &mut Parser) -> End {
        #[derive(PartialEq)]
        enum Before {
            Other,
            Dot,
            Colon(usize),
            /// After a name or `]`: no type selector can follow at once.
            Simple,
        }
        let mut before = Before::Other;
        loop {
            let start = parser.position().byte_index();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                return End::Input;
            };
            let token = token.clone();
            let end = parser.position().byte_index();
            before = match token {
                Token::CurlyBracketBlock => return End::Block,
                Token::Semicolon => return End::Semicolon,
                Token::Comment(_) => continue,
                Token::Delim('.') => Before::Dot,
                Token::Colon => match before {
                    // The second of `::before` belongs to the first.
                    Before::Colon(first) => Before::Colon(first),
                    _ => Before::Colon(start),
                },
                Token::Ident(name) => {
                    match before {
                        Before::Dot => {
                            if let Some(prefix) = self.scope.class_prefix {
                                self.replace(start..start, format!("{prefix}--"));
                            }
                        }
                        Before::Colon(colon) if name.eq_ignore_ascii_case("host") => {
                            let host = self.host();
                            self.replace(colon..end, host);
                        }
                        Before::Colon(_) => {}
                        Before::Other => self.replace(start..start, "wx-".to_owned()),
                        Before::Simple => {}
                    }
                    Before::Simple
                }
                Token::Function(name) => {
                    let is_host = name.eq_ignore_ascii_case("host");
                    if let (true, Before::Colon(colon)) = (is_host, before) {
                        // `:host(.a)` is the host that has class a.
                        let host = self.host();
                        self.replace(colon..end, host);
                        self.block(parser, end - 1, |this, inner| {
                            this.selector(inner);
                        });
                        let closed = parser.position().byte_index();
                        // At the end of the file the bracket may be missing.
                        if self.css[..closed].ends_with(')') {
                            self.replace(closed - 1..closed, String::new());
                        }
                    } else if SELECTOR_FUNCTIONS
                        .iter()
                        .any(|function| name.eq_ignore_ascii_case(function))
                    {
                        self.block(parser, end - 1, |this, inner| {
                            this.selector(inner);
                        });
                    } else {
                        self.block(parser, end - 1, |_, _| {});
                    }
                    Before::Simple
                }
                Token::SquareBracketBlock | Token::ParenthesisBlock => {
                    self.block(parser, end - 1, |_, _| {});
                    Before::Simple
                }
                Token::IDHash(_) | Token::Hash(_) | Token::Delim('|') => Before::Simple,
                _ => Before::Other,
            };
        }
    }

    fn host(&self) -> String {
        format!("[wx-host=\"{}\"]", self.scope.host)
    }

    /// The inside of `{ … }`: declarations, nested rules, at-rules.
    fn declarations(&mut self, parser: &mut Parser) {
        loop {
            let start = parser.position().byte_index();
            let state = parser.state();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                return;
            };
            match token {
                Token::WhiteSpace(_) | Token::Comment(_) | Token::Semicolon => continue,
                Token::AtKeyword(name) => {
                    let name = name.to_ascii_lowercase();
                    self.at_rule(parser, start, &name, false);
                    continue;
                }
                _ => {}
            }
            let custom = matches!(token, Token::Ident(name) if name.starts_with("--"));
            let nested = !custom && leads_to_block(parser);
            parser.reset(&state);
            if nested {
                self.qualified_rule(parser, start);
            } else {
                self.values(parser, false);
            }
        }
    }

    /// The rest of a declaration, or an at-rule's prelude, which also ends at a block.
    fn values(&mut self, parser: &mut Parser, stop_at_block: bool) -> End {
        loop {
            let start = parser.position().byte_index();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                return End::Input;
            };
            let token = token.clone();
            let end = parser.position().byte_index();
            match token {
                Token::Semicolon => return End::Semicolon,
                Token::CurlyBracketBlock if stop_at_block => return End::Block,
                Token::Dimension { unit, .. } if unit.eq_ignore_ascii_case("rpx") => {
                    if let Some(vw) = rpx_to_vw(&self.css[start..end - unit.len()]) {
                        self.replace(start..end, vw);
                    }
                }
                Token::UnquotedUrl(target) => {
                    if let Some(target) = rewrite_url(self.file, &target) {
                        self.replace(start..end, format!("url(\"{target}\")"));
                    }
                }
                Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                    self.block(parser, end - 1, |this, inner| this.quoted_url(inner));
                }
                Token::Function(_)
                | Token::ParenthesisBlock
                | Token::SquareBracketBlock
                | Token::CurlyBracketBlock => {
                    self.block(parser, end - 1, |this, inner| {
                        while !matches!(this.values(inner, false), End::Input) {}
                    });
                }
                Token::BadUrl(_) | Token::BadString(_) => {
                    self.mistake(start, "the quotes or brackets of this value do not match");
                }
                _ => {}
            }
        }
    }

    fn quoted_url(&mut self, parser: &mut Parser) {
        loop {
            let start = parser.position().byte_index();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                return;
            };
            if let Token::QuotedString(target) = token
                && let Some(target) = rewrite_url(self.file, target)
            {
                let end = parser.position().byte_index();
                self.replace(start..end, format!("\"{target}\""));
            }
        }
    }
}

/// Goes to the end of the block whose opening token was read last. (Left alone it would be skipped
/// with the next token, whose place would then be taken for the block's.)
fn skip_block(parser: &mut Parser) {
    let _: Result<(), ParseError<'_, ()>> = parser.parse_nested_block(|inner| {
        while inner.next_including_whitespace_and_comments().is_ok() {}
        Ok(())
    });
}

/// Whether `{` comes before `;`: a nested rule rather than a declaration.
fn leads_to_block(parser: &mut Parser) -> bool {
    loop {
        match parser.next_including_whitespace_and_comments() {
            Ok(Token::CurlyBracketBlock) => return true,
            Ok(Token::Semicolon) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// 750rpx are the width of the screen.
fn rpx_to_vw(number: &str) -> Option<String> {
    let value: f64 = number.parse().ok()?;
    let vw = value * 100.0 / 750.0;
    let text = format!("{vw:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let sign = if number.starts_with('+') { "+" } else { "" };
    Some(format!("{sign}{}vw", if text == "-0" { "0" } else { text }))
}
