//! WXML and WXS to glass-easel's generated code.

mod confine;
mod edits;
mod engine;
mod group;
mod include;
mod known;
mod mend;
mod plain;
mod prelude;
mod remarks;
mod source;
mod view_wxs;
mod wxs;

pub(crate) use group::{Files, build, check_script};
pub(crate) use known::Known;
pub(crate) use source::scan;
pub(crate) use view_wxs::view_wxs;
