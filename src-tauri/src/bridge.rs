//! `native_apis::Apis` as the runtime's `ApiBridge`: the two crates do not know each other.

use std::{collections::BTreeSet, sync::Arc};

use peapod_native_apis::{self as apis, Apis, EventSink, PackageFiles};
use peapod_runtime::host::{ApiBridge, ApiDone, ApiEvents, ApiFailure, ApiValue};

use crate::code::Code;
use crate::console::NetworkLog;

/// The native half of `wx` for one mini-program.
pub struct Bridge {
    pub apis: Arc<Apis>,
    pub log: Arc<NetworkLog>,
}

impl ApiBridge for Bridge {
    fn declarations(&self) -> String {
        apis::declarations_json()
    }

    fn connect(&self, events: Arc<dyn ApiEvents>) {
        self.apis.connect(Arc::new(Events(events)));
    }

    fn call_sync(&self, name: &str, args: ApiValue) -> Result<ApiValue, ApiFailure> {
        self.apis
            .call_sync(name, to_apis(args))
            .map(from_apis)
            .map_err(failure)
    }

    fn call(&self, name: &str, args: ApiValue, done: ApiDone) {
        let log = self.log.clone();
        let watched = log.begin(name, &args.json);
        let answer = move |result: Result<_, _>| {
            let result = result.map(from_apis).map_err(failure);
            if let Some(call) = watched {
                log.end(&call, result.as_ref());
            }
            done(result);
        };
        self.apis.call(name, to_apis(args), Box::new(answer));
    }

    fn close(&self) {
        self.apis.close();
    }
}

struct Events(Arc<dyn ApiEvents>);

impl EventSink for Events {
    fn emit(&self, event: &str, payload: apis::ApiValue) {
        self.0.emit(event, from_apis(payload));
    }
}

fn to_apis(value: ApiValue) -> apis::ApiValue {
    apis::ApiValue {
        json: value.json,
        buffers: value.buffers,
    }
}

fn from_apis(value: apis::ApiValue) -> ApiValue {
    ApiValue {
        json: value.json,
        buffers: value.buffers,
    }
}

fn failure(error: apis::ApiError) -> ApiFailure {
    ApiFailure {
        message: error.message,
        errno: error.errno,
        err_code: error.err_code,
        extra: error.extra,
    }
}

/// A package as the files that `wx` members may read.
pub struct PackageReader(pub Arc<Code>);

impl PackageFiles for PackageReader {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.0.package().read(path).map(|bytes| bytes.to_vec())
    }

    fn list(&self, path: &str) -> Option<Vec<String>> {
        names_in(self.0.package().files(), path)
    }
}

/// Names directly in a folder, from the paths of all files.
fn names_in<'a>(files: impl Iterator<Item = &'a str>, folder: &str) -> Option<Vec<String>> {
    let prefix = if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    };
    let names: BTreeSet<&str> = files
        .filter_map(|file| file.strip_prefix(&prefix)?.split('/').next())
        .collect();
    (!names.is_empty() || folder.is_empty()).then(|| names.into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn folders_come_from_the_paths_of_their_files() {
        let files = ["app.js", "a/b.js", "a/c/d.js", "ab/e.js"];
        assert_eq!(
            names_in(files.into_iter(), "").unwrap(),
            ["a", "ab", "app.js"]
        );
        assert_eq!(names_in(files.into_iter(), "a").unwrap(), ["b.js", "c"]);
        assert_eq!(names_in(files.into_iter(), "nowhere"), None);
    }
}
