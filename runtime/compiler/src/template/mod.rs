//! WXML and WXS to glass-easel's generated code.

mod group;
mod prelude;
mod source;
mod wxs;

pub(crate) use group::build;
pub(crate) use source::scan;
