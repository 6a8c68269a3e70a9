//! Links that open a mini-program: `peapod://open?…`, from another application or a QR code.
//!
//! A link may come from anyone. It can open what is installed, and propose to install a package from
//! an https site; it cannot name files of the phone outside the folder of installed packages.

use std::path::{Component, Path, PathBuf};

use url::Url;

/// Scheme of links; registered in the manifest of Android and in `Info.plist`.
pub const SCHEME: &str = "peapod";

/// Longer texts are no links that anybody made on purpose; a QR code holds 2953 bytes.
const LONGEST: usize = 4096;

/// What a link names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// `path=`: an installed package; relative to the folder of packages, clean.
    Path(PathBuf),
    /// `url=`: a package to download.
    Url(Url),
    /// `appid=`: a mini-program of the launcher's list.
    App(String),
}

/// A link to a mini-program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeepLink {
    pub target: Target,
    /// Path and query of the first page; the entry page where absent.
    pub page: Option<String>,
}

/// Why a text is no link that opens something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    #[error("this is no link of Peapod; such links begin with {SCHEME}://open?")]
    Foreign,
    #[error("the link does not say what to open; give one of path=, url= and appid=")]
    Nothing,
    #[error("the link names more than one mini-program; give one of path=, url= and appid=")]
    Several,
    #[error("`{0}` is no address of a package; give an https URL")]
    Address(String),
    #[error(
        "`{0}` is no installed package; give its name below the folder of packages, without `..`"
    )]
    Path(String),
}

impl DeepLink {
    /// Reads a link.
    ///
    /// # Errors
    /// The text is no such link, or names something that a link may not open.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(LinkError::Foreign);
        }
        let link = Url::parse(text).map_err(|_| LinkError::Foreign)?;
        let plain = matches!(link.path(), "" | "/");
        if link.scheme() != SCHEME || link.host_str() != Some("open") || !plain {
            return Err(LinkError::Foreign);
        }
        let mut target = None;
        let mut page = None;
        for (name, value) in link.query_pairs() {
            let found = match &*name {
                "path" => Target::Path(package_path(&value)?),
                "url" => Target::Url(package_url(&value)?),
                "appid" if !value.is_empty() => Target::App(value.into_owned()),
                "page" => {
                    let value = value.trim_start_matches('/');
                    page = (!value.is_empty()).then(|| value.to_owned());
                    continue;
                }
                // A newer version's; the rest may still be understood.
                _ => continue,
            };
            if target.replace(found).is_some() {
                return Err(LinkError::Several);
            }
        }
        Ok(Self {
            target: target.ok_or(LinkError::Nothing)?,
            page,
        })
    }

    /// The link to a page of an installed mini-program.
    pub fn to_app(app_id: &str, page: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("appid", app_id);
        if !page.is_empty() {
            query.append_pair("page", page);
        }
        format!("{SCHEME}://open?{}", query.finish())
    }

    /// Whether a text looks like a link, so that a scanned code is worth parsing.
    pub fn is_link(text: &str) -> bool {
        text.trim_start()
            .get(..SCHEME.len() + 1)
            .is_some_and(|start| start.eq_ignore_ascii_case("peapod:"))
    }
}

fn package_path(text: &str) -> Result<PathBuf, LinkError> {
    let refused = || LinkError::Path(text.to_owned());
    let path = Path::new(text);
    let clean = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if text.is_empty() || text.contains(['\\', '\0']) || !clean {
        return Err(refused());
    }
    Ok(path.components().collect())
}

fn package_url(text: &str) -> Result<Url, LinkError> {
    Url::parse(text)
        .ok()
        .filter(|url| url.scheme() == "https" && url.host().is_some())
        .filter(|url| url.username().is_empty() && url.password().is_none())
        .ok_or_else(|| LinkError::Address(text.to_owned()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_three_targets() {
        assert_eq!(
            DeepLink::parse("peapod://open?path=todo.zip").unwrap(),
            DeepLink {
                target: Target::Path("todo.zip".into()),
                page: None
            }
        );
        let link = DeepLink::parse(
            "PEAPOD://open/?url=https%3A%2F%2Fexample.com%2Fa.zip%3Fv%3D1&page=%2Fpages%2Fa%2Fa%3Fx%3D1",
        )
        .unwrap();
        assert_eq!(
            link.target,
            Target::Url(Url::parse("https://example.com/a.zip?v=1").unwrap())
        );
        assert_eq!(link.page.as_deref(), Some("pages/a/a?x=1"));
        let link = DeepLink::parse(" peapod://open?appid=wx123&new=1\n").unwrap();
        assert_eq!(link.target, Target::App("wx123".into()));
    }

    #[test]
    fn a_shared_page_is_found_again() {
        let link = DeepLink::to_app("wx1", "pages/a/a?x=1&y=中");
        assert_eq!(
            DeepLink::parse(&link).unwrap(),
            DeepLink {
                target: Target::App("wx1".into()),
                page: Some("pages/a/a?x=1&y=中".into()),
            }
        );
    }

    #[test]
    fn what_is_no_link() {
        for text in [
            "",
            "hello",
            "https://open?appid=a",
            "peapod:open?appid=a",
            "peapod://close?appid=a",
            "peapod://open/x?appid=a",
        ] {
            assert_eq!(DeepLink::parse(text), Err(LinkError::Foreign), "{text}");
        }
        let long = format!("peapod://open?appid={}", "a".repeat(LONGEST));
        assert_eq!(DeepLink::parse(&long), Err(LinkError::Foreign));
        assert_eq!(
            DeepLink::parse("peapod://open?page=a"),
            Err(LinkError::Nothing)
        );
        assert_eq!(
            DeepLink::parse("peapod://open?appid="),
            Err(LinkError::Nothing)
        );
        assert_eq!(
            DeepLink::parse("peapod://open?appid=a&path=b"),
            Err(LinkError::Several)
        );
    }

    #[test]
    fn a_link_reaches_no_other_file_and_no_other_scheme() {
        for path in ["/etc/passwd", "../x", "a/../../x", "a\\..\\b", ".", "a%00"] {
            let link = format!("peapod://open?path={path}");
            assert!(
                matches!(DeepLink::parse(&link), Err(LinkError::Path(_))),
                "{path}"
            );
        }
        for url in [
            "http://example.com/a.zip",
            "file:///data/a.zip",
            "content://media/1",
            "https://user:pw@example.com/a.zip",
            "a.zip",
        ] {
            let link = format!("peapod://open?url={url}");
            assert!(
                matches!(DeepLink::parse(&link), Err(LinkError::Address(_))),
                "{url}"
            );
        }
    }

    #[test]
    fn codes_that_are_worth_parsing() {
        assert!(DeepLink::is_link("peapod://open?appid=a"));
        assert!(DeepLink::is_link(" Peapod://open?appid=a"));
        assert!(!DeepLink::is_link("https://example.com"));
        assert!(!DeepLink::is_link("二维码"));
    }
}
