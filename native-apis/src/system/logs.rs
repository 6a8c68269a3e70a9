//! Reports and log managers: into the container's log.

use serde_json::Value;

use crate::context::Context;
use crate::error::ApiError;
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

fn report(cx: &Context, api: &str, args: Args) -> Answer {
    let report = Value::Object(args.fields);
    log::info!(target: "mini-program", "{api} {report}");
    cx.device.flows.note(api, &report);
    Ok(ApiValue::undefined())
}

pub fn report_analytics(cx: &Context, args: Args) -> Answer {
    report(cx, "reportAnalytics", args)
}

pub fn report_event(cx: &Context, args: Args) -> Answer {
    report(cx, "reportEvent", args)
}

pub fn report_monitor(cx: &Context, args: Args) -> Answer {
    report(cx, "reportMonitor", args)
}

pub fn report_performance(cx: &Context, args: Args) -> Answer {
    report(cx, "reportPerformance", args)
}

fn line(cx: &Context, level: log::Level, args: Args) -> Answer {
    let text = Value::Object(args.fields).to_string();
    log::log!(target: "mini-program", level, "{}: {text}", cx.app_id);
    Ok(ApiValue::undefined())
}

pub fn debug(cx: &Context, args: Args) -> Answer {
    line(cx, log::Level::Debug, args)
}

pub fn info(cx: &Context, args: Args) -> Answer {
    line(cx, log::Level::Info, args)
}

pub fn warn(cx: &Context, args: Args) -> Answer {
    line(cx, log::Level::Warn, args)
}

pub fn error(cx: &Context, args: Args) -> Answer {
    line(cx, log::Level::Error, args)
}

/// Keywords for a search in WeChat's console, which is not here: logged like a line.
pub fn filter(cx: &Context, args: Args) -> Answer {
    line(cx, log::Level::Info, args)
}
