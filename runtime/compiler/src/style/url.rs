//! `url(…)` of files in the package.

use crate::paths::resolve;

/// Where a page finds a package file that `file` refers to; `None` where the target is no
/// package file (`https:`, `data:`, `wxfile:`…) or leads out of the package.
pub(super) fn rewrite_url(file: &str, target: &str) -> Option<String> {
    let target = target.trim();
    if target.is_empty() || target.starts_with('#') || target.starts_with("//") {
        return None;
    }
    let scheme = target.find(':').filter(|colon| {
        target[..*colon]
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    });
    if scheme.is_some() || target.starts_with("/_pkg/") {
        return None;
    }
    let (path, tail) = match target.find(['?', '#']) {
        Some(at) => target.split_at(at),
        None => (target, ""),
    };
    let path = resolve(file, path)?;
    let escaped = path
        .replace('%', "%25")
        .replace('"', "%22")
        .replace(' ', "%20");
    Some(format!("/_pkg/{escaped}{}", tail.replace('"', "%22")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_files_become_absolute() {
        let url = |target| rewrite_url("a/b/c.wxss", target);
        assert_eq!(url("../x.png").as_deref(), Some("/_pkg/a/x.png"));
        assert_eq!(url("/x y.png").as_deref(), Some("/_pkg/x%20y.png"));
        assert_eq!(
            url("f.eot?#iefix").as_deref(),
            Some("/_pkg/a/b/f.eot?#iefix")
        );
        for kept in [
            "https://a/b.png",
            "//a/b.png",
            "data:image/png;base64,AA==",
            "wxfile://x",
            "#id",
            "",
            "../../../x.png",
        ] {
            assert_eq!(url(kept), None, "{kept}");
        }
    }
}
