//! What page webviews can load: the page scheme's URLs and their answers. See "Page documents and
//! URLs" in `docs/protocol.md`.

mod assets;
mod blobs;
mod path;
mod range;

use std::{borrow::Cow, path::PathBuf, sync::Arc};

use wry::http::{Method, Request, Response, StatusCode, header};

pub use blobs::Blobs;
use path::Target;

/// Name of the page scheme.
#[cfg(not(target_os = "android"))]
pub const SCHEME: &str = "mp";

/// The page document.
#[cfg(not(any(windows, target_os = "android")))]
pub const PAGE_URL: &str = "mp://app/_page/index.html";
/// The page document; these webviews know only http.
#[cfg(windows)]
pub const PAGE_URL: &str = "http://mp.app/_page/index.html";
/// The page document: a secure context, on a name that no network resolves.
#[cfg(target_os = "android")]
pub const PAGE_URL: &str = "https://mp.localhost/_page/index.html";

/// Scripts only from the page runtime, and no evaluation of text: what the host evaluates in a page,
/// WXS modules among it, goes past the policy. Pictures, fonts and media from wherever a mini-program may show them; frames only for `<web-view>`, whose URL the navigation
/// policy checks. `blob:` and `data:` carry no script. Inline styles are how operations style nodes.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob: https: http:; media-src 'self' data: blob: https: http:; \
    font-src 'self' data: blob: https: http:; connect-src 'self' data: blob:; \
    frame-src https: http:; form-action 'none'; base-uri 'none'";

/// Files of one mini-program that its pages may load.
pub trait Resources: Send + Sync + 'static {
    /// A file of the package; `path` is clean: relative, `/`-separated, without `.` and `..`.
    fn package_file(&self, path: &str) -> Option<Vec<u8>>;
    /// Where a `wxfile://` of this mini-program lies on disk, as far as policy allows it.
    fn sandbox_file(&self, uri: &str) -> Option<PathBuf>;
    /// Whether a `<web-view>` may show a URL. Asked so that a refusal can be told; what keeps other
    /// sites out is the navigation policy of the page host.
    fn may_show(&self, _url: &str) -> bool {
        true
    }
}

/// Answers of the page scheme.
pub type Answer = Response<Cow<'static, [u8]>>;

/// Serves one mini-program's page scheme.
#[derive(Clone)]
pub struct PageSource {
    resources: Arc<dyn Resources>,
    pub blobs: Arc<Blobs>,
}

impl PageSource {
    /// A source over the files of one mini-program.
    pub fn new(resources: Arc<dyn Resources>) -> Self {
        Self {
            resources,
            blobs: Arc::default(),
        }
    }

    /// Answers one request. Reads files: not for the main thread.
    pub fn answer(&self, request: &Request<Vec<u8>>) -> Answer {
        if request.method() != Method::GET && request.method() != Method::HEAD {
            return status(StatusCode::METHOD_NOT_ALLOWED);
        }
        let range = request
            .headers()
            .get(header::RANGE)
            .and_then(|value| value.to_str().ok());
        let Some(target) = path::resolve(request.uri().path()) else {
            return status(StatusCode::BAD_REQUEST);
        };
        match target {
            Target::Page(path) => match assets::page_asset(&path) {
                Some(bytes) => whole(&path, Cow::Borrowed(bytes)),
                None => missing_page_runtime(&path),
            },
            Target::Package(path) => match self.resources.package_file(&path) {
                Some(bytes) => range::slice(&path, bytes, range),
                None => not_found(&path),
            },
            Target::File(uri) => match self.resources.sandbox_file(&uri) {
                Some(file) => range::file(&uri, &file, range).unwrap_or_else(|_| not_found(&uri)),
                None => not_found(&uri),
            },
            Target::Blob(id) => match self.blobs.take(&id) {
                Some(bytes) => whole("batch.json", Cow::Owned(bytes)),
                None => not_found(&id),
            },
            Target::Frame(url) if self.resources.may_show(&url) => status(StatusCode::NO_CONTENT),
            Target::Frame(url) => {
                log::warn!("{}", refused_frame(&url));
                status(StatusCode::FORBIDDEN)
            }
        }
    }
}

/// Whether the page document itself may navigate to this URL. On Android Kotlin asks itself.
#[cfg(not(target_os = "android"))]
pub fn is_page_document(url: &str) -> bool {
    url == PAGE_URL || url == "about:blank"
}

/// What the log says of a frame whose site a `<web-view>` may not show, and the mend.
pub fn refused_frame(url: &str) -> String {
    format!(
        "web-view: {url} is not among the business domains; list its https site as \
         \"webviewDomain\" in peapod.json (docs/logging.md), or open with --skip-domain-check \
         while developing"
    )
}

/// Media type by file name.
fn media_type(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    match guess.type_().as_str() {
        "text" => format!("{guess}; charset=utf-8"),
        _ => guess.to_string(),
    }
}

fn whole(path: &str, body: Cow<'static, [u8]>) -> Answer {
    build(StatusCode::OK, &media_type(path), body, &[])
}

fn not_found(what: &str) -> Answer {
    log::debug!("page scheme: no {what}");
    status(StatusCode::NOT_FOUND)
}

fn status(code: StatusCode) -> Answer {
    build(code, "text/plain", Cow::Borrowed(b""), &[])
}

fn missing_page_runtime(path: &str) -> Answer {
    if path == "index.html" {
        log::error!(
            "the page runtime is not built into this binary; run `npm run build` and build again"
        );
    }
    status(StatusCode::NOT_FOUND)
}

fn build(
    code: StatusCode,
    media_type: &str,
    body: Cow<'static, [u8]>,
    extra: &[(header::HeaderName, String)],
) -> Answer {
    let mut response = Response::builder()
        .status(code)
        .header(header::CONTENT_TYPE, media_type)
        .header(header::CONTENT_SECURITY_POLICY, CSP)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    for (name, value) in extra {
        response = response.header(name, value);
    }
    response.body(body).unwrap_or_else(|error| {
        log::error!("page scheme: {error}");
        let mut response = Response::new(Cow::Borrowed(&b""[..]));
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    struct Files(tempfile::TempDir);

    impl Resources for Files {
        fn package_file(&self, path: &str) -> Option<Vec<u8>> {
            assert!(!path.contains(".."), "unclean path {path}");
            (path == "images/a b.png").then(|| b"0123456789".to_vec())
        }
        fn sandbox_file(&self, uri: &str) -> Option<PathBuf> {
            (uri == "wxfile://tmp/v.mp4").then(|| self.0.path().join("v.mp4"))
        }
        fn may_show(&self, url: &str) -> bool {
            url == "https://a.example/?b=c"
        }
    }

    fn source() -> PageSource {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("v.mp4"), b"abcdefghij").unwrap();
        PageSource::new(Arc::new(Files(folder)))
    }

    fn get(source: &PageSource, path: &str, range: Option<&str>) -> Answer {
        let mut request = Request::builder().uri(format!("mp://app{path}"));
        if let Some(range) = range {
            request = request.header("range", range);
        }
        source.answer(&request.body(Vec::new()).unwrap())
    }

    #[test]
    fn package_files_have_type_policy_and_ranges() {
        let source = source();
        let answer = get(&source, "/_pkg/images/a%20b.png", None);
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "image/png");
        assert!(
            answer.headers()["content-security-policy"]
                .to_str()
                .unwrap()
                .contains("script-src 'self'")
        );
        let answer = get(&source, "/_pkg/images/a%20b.png", Some("bytes=2-4"));
        assert_eq!(answer.status(), 206);
        assert_eq!(answer.headers()["content-range"], "bytes 2-4/10");
        assert_eq!(answer.body().as_ref(), b"234");
    }

    #[test]
    fn sandbox_files_are_asked_for_by_their_decoded_uri() {
        let source = source();
        let answer = get(
            &source,
            "/_file/wxfile%3A%2F%2Ftmp%2Fv.mp4",
            Some("bytes=-3"),
        );
        assert_eq!(answer.status(), 206);
        assert_eq!(answer.headers()["content-type"], "video/mp4");
        assert_eq!(answer.body().as_ref(), b"hij");
        assert_eq!(
            get(&source, "/_file/wxfile%3A%2F%2Ftmp%2Fother", None).status(),
            404
        );
    }

    #[test]
    fn a_blob_is_handed_over_once() {
        let source = source();
        let id = source.blobs.put(b"[1]".to_vec());
        assert_eq!(
            get(&source, &format!("/_b/{id}"), None).body().as_ref(),
            b"[1]"
        );
        assert_eq!(get(&source, &format!("/_b/{id}"), None).status(), 404);
    }

    #[test]
    fn a_page_hears_whether_a_site_may_be_shown() {
        let source = source();
        let ask = |url: &str| get(&source, &format!("/_frame/{url}"), None).status();
        assert_eq!(ask("https%3A%2F%2Fa.example%2F%3Fb%3Dc"), 204);
        assert_eq!(ask("https%3A%2F%2Fb.example%2F"), 403);
    }

    #[test]
    fn traversal_and_other_methods_are_refused() {
        let source = source();
        for path in [
            "/_pkg/../secret",
            "/_pkg/a/%2e%2e/b",
            "/_pkg/a/..%2fb",
            "/_pkg/%5c..%5cb",
            "/_pkg/a%00b",
            "/other/a",
            "/",
        ] {
            assert_eq!(get(&source, path, None).status(), 400, "{path}");
        }
        let request = Request::builder()
            .method("POST")
            .uri("mp://app/_pkg/a")
            .body(Vec::new())
            .unwrap();
        assert_eq!(source.answer(&request).status(), 405);
    }
}
