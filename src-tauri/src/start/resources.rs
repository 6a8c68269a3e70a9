//! The files that pages load, at each stage of a start.

use std::{path::PathBuf, sync::Arc};

use peapod_compiler::Package;
use peapod_native_apis::{Apis, policy::Channel};

use crate::{code::Code, measure::Measure, scheme::Resources};

/// Files of the running mini-program and of its sandbox.
pub(super) struct AppResources {
    pub(super) code: Arc<Code>,
    pub(super) apis: Arc<Apis>,
}

impl Resources for AppResources {
    fn package_file(&self, path: &str) -> Option<Vec<u8>> {
        self.code.package().read(path).map(|bytes| bytes.to_vec())
    }

    fn sandbox_file(&self, uri: &str) -> Option<PathBuf> {
        let path = self.apis.context().disk.sandbox().resolve(uri).ok()?;
        path.in_package().is_none().then(|| path.real().to_owned())
    }

    fn may_show(&self, url: &str) -> bool {
        may_show(&self.apis, url)
    }
}

/// Whether the policy lets a `<web-view>` show a URL.
pub(super) fn may_show(apis: &Apis, url: &str) -> bool {
    let allowed = apis.context().policy.allow_url(Channel::WebView, url);
    allowed.is_ok()
}

/// The package's files before there is anything else.
pub(super) struct PackageOnly(pub(super) Arc<Package>);

impl Resources for PackageOnly {
    fn package_file(&self, path: &str) -> Option<Vec<u8>> {
        self.0.read(path).map(|bytes| bytes.to_vec())
    }

    fn sandbox_file(&self, _: &str) -> Option<PathBuf> {
        None
    }
}

/// Files that pages load: what they show changes with each.
pub(super) struct Watched {
    pub(super) resources: Arc<dyn Resources>,
    pub(super) measure: Arc<Measure>,
}

impl Resources for Watched {
    fn package_file(&self, path: &str) -> Option<Vec<u8>> {
        self.measure.changed();
        self.resources.package_file(path)
    }

    fn sandbox_file(&self, uri: &str) -> Option<PathBuf> {
        self.measure.changed();
        self.resources.sandbox_file(uri)
    }

    fn may_show(&self, url: &str) -> bool {
        self.resources.may_show(url)
    }
}
