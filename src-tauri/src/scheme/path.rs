//! URL path → what it names.

/// What a page URL asks for. Paths are clean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// `/_page/…`: a file of the page runtime.
    Page(String),
    /// `/_pkg/…`: a file of the package.
    Package(String),
    /// `/_file/…`: a `wxfile://` URI.
    File(String),
    /// `/_b/…`: a one-shot batch.
    Blob(String),
    /// `/_frame/…`: whether a `<web-view>` may show a URL.
    Frame(String),
}

/// Resolves the path of a page URL; `None` for anything that is not one of the five, or that
/// tries to leave its folder.
pub fn resolve(path: &str) -> Option<Target> {
    let (room, rest) = path.strip_prefix('/')?.split_once('/')?;
    let rest = percent_decode(rest)?;
    match room {
        "_page" => clean(&rest).map(Target::Page),
        "_pkg" => clean(&rest).map(Target::Package),
        // What lies behind a wxfile URI is for the sandbox policy of native-apis to say.
        "_file" if rest.starts_with("wxfile://") && !rest.contains('\0') => {
            Some(Target::File(rest))
        }
        "_b" => clean(&rest).map(Target::Blob),
        "_frame" => Some(Target::Frame(rest)),
        _ => None,
    }
}

/// Drops empty and `.` segments; refuses `..`, backslashes and NUL.
fn clean(path: &str) -> Option<String> {
    if path.contains(['\\', '\0']) {
        return None;
    }
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => return None,
            segment => segments.push(segment),
        }
    }
    (!segments.is_empty()).then(|| segments.join("/"))
}

/// Decodes `%XX` once; `None` when the result is not UTF-8. A stray `%` stays as it is, as
/// browsers have it.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let decoded = match (byte, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        match decoded {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &tail[2..];
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_five_rooms() {
        assert_eq!(
            resolve("/_page/index.html"),
            Some(Target::Page("index.html".into()))
        );
        assert_eq!(
            resolve("/_pkg//a/./b%20c.png"),
            Some(Target::Package("a/b c.png".into()))
        );
        assert_eq!(
            resolve("/_pkg/%E4%BD%A0.png"),
            Some(Target::Package("你.png".into()))
        );
        assert_eq!(
            resolve("/_file/wxfile%3A%2F%2Fusr%2Fa"),
            Some(Target::File("wxfile://usr/a".into()))
        );
        assert_eq!(resolve("/_b/12"), Some(Target::Blob("12".into())));
        assert_eq!(
            resolve("/_frame/https%3A%2F%2Fa.example%2F%3Fb%3D..%2F%25"),
            Some(Target::Frame("https://a.example/?b=../%".into()))
        );
    }

    #[test]
    fn nothing_leaves_its_room() {
        for path in [
            "",
            "/",
            "/_pkg",
            "/_pkg/",
            "/_pkg/..",
            "/_pkg/a/../../b",
            "/_pkg/%2e%2e/b",
            "/_pkg/a%2f..%2fb",
            "/_pkg/..%5cb",
            "/_pkg/%00",
            "/_pkg/%ff",
            "/_file/etc/passwd",
            "/_file/file%3A%2F%2F%2Fetc",
            "/elsewhere/a",
        ] {
            assert_eq!(resolve(path), None, "{path}");
        }
    }

    #[test]
    fn decoding_happens_once() {
        assert_eq!(
            resolve("/_pkg/a%252e%252e/b"),
            Some(Target::Package("a%2e%2e/b".into()))
        );
        assert_eq!(resolve("/_pkg/100%"), Some(Target::Package("100%".into())));
    }
}
