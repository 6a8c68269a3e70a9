//! Every `wx` member is declared once. The facts about a member (kind, arguments, results,
//! scope, tap gate) are rows of `spec/wx-api-surface.json`; an implementation adds one unit
//! struct with [`Api`] and stands in one ordered slice ([`GROUPS`]); members that the JavaScript
//! facade implements itself stand in [`logic::LOGIC`]. Bindings, argument checks, `wx.canIUse`,
//! the permission table and the support matrix all come from here.

pub mod logic;
pub mod matrix;
pub mod surface;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, LazyLock};

use serde::Serialize;

use crate::context::Context;
use crate::error::ApiError;
use crate::value::{ApiValue, Args};

pub use surface::{Arg, Facts, Kind};

/// How well a member works on one platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Does what WeChat does, backed by a test on that platform.
    Implemented,
    /// Answers from the simulated device, backed by a test.
    Simulated,
    /// Works in part, or the code is portable and has not been run on the device.
    Partial,
    /// Fails with `not supported`.
    Unsupported,
}

/// The level on each platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Status {
    pub linux: Level,
    pub android: Level,
    pub ios: Level,
}

impl Status {
    /// Portable Rust or JavaScript: tested on Linux, not yet run on phones.
    pub const PORTABLE: Self = Self::on(Level::Implemented, Level::Partial);
    /// Portable, with options or parts missing; the member's doc comment says which.
    pub const PARTIAL: Self = Self::on(Level::Partial, Level::Partial);
    /// Works on the simulated device; phones have no half yet.
    pub const SIMULATED: Self = Self::on(Level::Simulated, Level::Unsupported);
    /// Works nowhere.
    pub const UNSUPPORTED: Self = Self::on(Level::Unsupported, Level::Unsupported);

    const fn on(linux: Level, phones: Level) -> Self {
        Self {
            linux,
            android: phones,
            ios: phones,
        }
    }
}

/// Where a member is implemented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Home {
    /// In this crate.
    Native,
    /// In the facade (`runtime/framework/src/wx`).
    Logic,
    /// Nowhere.
    Unsupported,
}

/// What an implementation answers: at once, or later.
pub enum Reply {
    Now(Result<ApiValue, ApiError>),
    Later(Pin<Box<dyn Future<Output = Result<ApiValue, ApiError>> + Send>>),
}

/// One implemented `wx` member or manager method (`FileSystemManager.readFile`).
pub trait Api: Send + Sync + 'static {
    /// The name without `wx.`.
    fn name(&self) -> &'static str;
    /// What it can do on each platform.
    fn status(&self) -> Status;
    /// Does it. Arguments have been checked against [`Facts::args`].
    fn run(&self, cx: &Arc<Context>, args: Args) -> Reply;
}

/// Declares unit structs that implement [`Api`], and the slice that lists them in order.
///
/// `sync` handlers answer on the calling thread, `blocking` handlers on a thread that may wait
/// for the disk, `future` handlers on the async runtime. `=> "field"` keeps one field of the
/// result, which is how most `…Sync` members differ from their asynchronous half.
macro_rules! apis {
    ($($(#[$doc:meta])* $mode:ident $name:ident($wx:literal, $status:ident) = $run:path $(=> $field:literal)?;)*) => {
        $(
            $(#[$doc])*
            #[doc = concat!("`", $wx, "`")]
            pub struct $name;

            impl $crate::declare::Api for $name {
                fn name(&self) -> &'static str {
                    $wx
                }

                fn status(&self) -> $crate::declare::Status {
                    $crate::declare::Status::$status
                }

                fn run(
                    &self,
                    cx: &std::sync::Arc<$crate::context::Context>,
                    args: $crate::value::Args,
                ) -> $crate::declare::Reply {
                    $crate::declare::apis!(@$mode cx, args, $run $(, $field)?)
                }
            }
        )*

        /// The members of this module, in the order of the table.
        pub static APIS: &[&dyn $crate::declare::Api] = &[$(&$name),*];
    };
    (@sync $cx:ident, $args:ident, $run:path $(, $field:literal)?) => {
        $crate::declare::Reply::Now($run($cx, $args)$(.map(|value| value.into_field($field)))?)
    };
    (@blocking $cx:ident, $args:ident, $run:path) => {{
        let cx = std::sync::Arc::clone($cx);
        $crate::declare::Reply::Later(Box::pin(async move {
            match tokio::task::spawn_blocking(move || $run(&cx, $args)).await {
                Ok(result) => result,
                Err(error) => Err($crate::error::ApiError::internal(error)),
            }
        }))
    }};
    (@future $cx:ident, $args:ident, $run:path) => {
        $crate::declare::Reply::Later(Box::pin($run(std::sync::Arc::clone($cx), $args)))
    };
}
pub(crate) use apis;

/// All native implementations, in the order of the documentation.
pub static GROUPS: &[&[&dyn Api]] = &[
    crate::storage::api::APIS,
    crate::files::api::APIS,
    crate::network::api::APIS,
    crate::system::api::APIS,
    crate::location::api::APIS,
    crate::media::api::APIS,
    crate::audio::api::APIS,
    crate::bluetooth::api::APIS,
    crate::open::api::APIS,
];

static BY_NAME: LazyLock<HashMap<&'static str, &'static dyn Api>> = LazyLock::new(|| {
    GROUPS
        .iter()
        .flat_map(|group| group.iter())
        .map(|api| (api.name(), *api))
        .collect()
});

/// The native implementation of a member.
pub fn find(name: &str) -> Option<&'static dyn Api> {
    BY_NAME.get(name).copied()
}

static INTERNAL: LazyLock<HashMap<&'static str, &'static dyn Api>> = LazyLock::new(|| {
    crate::internal::APIS
        .iter()
        .map(|api| (api.name(), *api))
        .collect()
});

/// A member of the container's own, which is called by name like the others.
pub(crate) fn find_internal(name: &str) -> Option<&'static dyn Api> {
    INTERNAL.get(name).copied()
}

/// Where a member is implemented, and how well. Listeners of a manager (`RequestTask.onX`) are
/// as good as the object that emits them.
pub fn standing(facts: &Facts) -> (Home, Status) {
    if let Some(api) = find(&facts.name) {
        return (Home::Native, api.status());
    }
    if let Some(status) = logic::status(&facts.name) {
        return (Home::Logic, status);
    }
    match facts.kind {
        // `offX` stands and falls with `onX`: the facade keeps the listeners.
        Kind::OffEvent => {
            let (owner, member) = match facts.name.rsplit_once('.') {
                Some((owner, member)) => (Some(owner), member),
                None => (None, facts.name.as_str()),
            };
            let on = member.replacen("off", "on", 1);
            let on = owner.map_or(on.clone(), |owner| format!("{owner}.{on}"));
            match surface::find(&on) {
                Some(on) => standing(on),
                None => (Home::Unsupported, Status::UNSUPPORTED),
            }
        }
        _ => (Home::Unsupported, Status::UNSUPPORTED),
    }
}
