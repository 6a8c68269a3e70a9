//! What watching files asks of the window.

use std::sync::{Weak, atomic::Ordering};

use peapod_compiler::OpenOptions;
use serde_json::json;

use super::{HostApp, lock};
use crate::{
    page_host::stage::Command,
    start::{self, Opening, Resume},
    watch::{Issue, Phase, WatchedHost},
};

/// The window for the watch, which must not keep it alive either.
pub(super) struct Watched(pub(super) Weak<HostApp>);

impl Watched {
    fn to_pages(&self, command: Command) {
        let pages = self.0.upgrade().and_then(|it| lock(&it.pages).upgrade());
        if let Some(pages) = pages {
            pages.send(command);
        }
    }
}

impl WatchedHost for Watched {
    fn open_options(&self) -> OpenOptions {
        let host = self.0.upgrade();
        start::open_options(host.as_ref().and_then(|host| host.options.as_ref()))
    }

    fn phase(&self) -> Phase {
        let Some(host) = self.0.upgrade() else {
            return Phase::Starting;
        };
        if host.launching.load(Ordering::Acquire) {
            return Phase::Starting;
        }
        let session = host.session();
        session
            .filter(|session| session.code().is_some())
            .map_or(Phase::Down, Phase::Runs)
    }

    fn restart(&self, resume: Option<Resume>) {
        let Some(host) = self.0.upgrade() else {
            return;
        };
        let source = host.options.as_ref().map(|it| it.source.clone());
        if let Some(source) = source
            && let Err(message) = host.open_with(
                source,
                Opening {
                    resume,
                    ..Opening::default()
                },
            )
        {
            log::error!("{message}");
        }
    }

    fn show_issues(&self, issues: &[Issue]) {
        self.to_pages(Command::Issues(json!(issues)));
    }

    fn refresh_assets(&self, paths: &[String]) {
        self.to_pages(Command::Assets(paths.to_vec()));
    }
}
