//! WXML and WXS to glass-easel's generated code.

mod confine;
mod engine;
mod group;
mod include;
mod mend;
mod prelude;
mod source;
mod view_wxs;
mod wxs;

pub(crate) use group::{KnownWxs, build, check_script};
pub(crate) use source::scan;
pub(crate) use view_wxs::view_wxs;
