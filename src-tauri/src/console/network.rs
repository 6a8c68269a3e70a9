//! The network calls of a mini-program, with the rule that blocked one.

use std::{path::PathBuf, sync::Arc, time::Instant};

use peapod_native_apis::{Apis, policy::Channel};
use peapod_runtime::host::{ApiFailure, ApiValue};
use serde_json::{Value, json};
use url::Url;

use super::{
    clock,
    entry::{Entry, Kind, Level},
};

/// WeChat's errno of a URL that is in no list.
const NOT_IN_DOMAIN_LIST: i64 = 600_002;

/// Watches the calls of one mini-program.
pub struct NetworkLog {
    pub apis: Arc<Apis>,
    pub app_id: String,
    /// The file that lists the servers (see `docs/logging.md`).
    pub policy_file: PathBuf,
}

/// A call that has begun.
pub struct Call {
    api: String,
    method: String,
    url: String,
    channel: Channel,
    started: Instant,
}

impl NetworkLog {
    /// Takes note of a call; `None` where it is none of the network.
    pub fn begin(&self, api: &str, args: &Value) -> Option<Call> {
        let (channel, method) = match api {
            "request" => (Channel::Request, args["method"].as_str().unwrap_or("GET")),
            "uploadFile" => (Channel::UploadFile, "POST"),
            "downloadFile" => (Channel::DownloadFile, "GET"),
            "connectSocket" => (Channel::Socket, "CONNECT"),
            _ => return None,
        };
        Some(Call {
            api: api.to_owned(),
            method: method.to_ascii_uppercase(),
            url: args["url"].as_str().unwrap_or_default().trim().to_owned(),
            channel,
            started: Instant::now(),
        })
    }

    /// Writes how the call ended.
    pub fn end(&self, call: &Call, result: Result<&ApiValue, &ApiFailure>) {
        let mut details = json!({
            "api": call.api,
            "method": call.method,
            "url": call.url,
            "ms": u64::try_from(call.started.elapsed().as_millis()).unwrap_or(u64::MAX),
        });
        let (level, outcome) = match result {
            Ok(value) => {
                let json = &value.json;
                let status = json["statusCode"].as_u64();
                if let Some(status) = status {
                    details["status"] = status.into();
                }
                let bytes = json["profile"]["receivedBytedCount"].as_u64();
                if let Some(bytes) = bytes.or_else(|| json["dataLength"].as_u64()) {
                    details["bytes"] = bytes.into();
                }
                let level = match status {
                    Some(400..) => Level::Warn,
                    _ => Level::Info,
                };
                (
                    level,
                    status.map_or_else(|| "ok".into(), |it| it.to_string()),
                )
            }
            Err(failure) if failure.errno == Some(NOT_IN_DOMAIN_LIST) => {
                details["blocked"] = self.blocked(call);
                (Level::Error, "blocked".to_owned())
            }
            Err(failure) => {
                details["error"] = failure.message.as_str().into();
                let level = match failure.message.as_str() {
                    // The author's own doing.
                    "abort" => Level::Info,
                    _ => Level::Error,
                };
                (level, failure.message.clone())
            }
        };
        super::write(&Entry {
            time: clock::now(),
            level,
            kind: Kind::Network,
            message: format!("{} {} {outcome}", call.method, call.url),
            source: None,
            file: None,
            line: None,
            args: Vec::new(),
            stack: Vec::new(),
            code_frame: None,
            details,
        });
    }

    fn blocked(&self, call: &Call) -> Value {
        let policy = &self.apis.context().policy;
        let list = list_name(call.channel);
        // The URL itself may go out: then a server sent the request on to another one.
        if policy.allow_url(call.channel, &call.url).is_ok() {
            return json!({
                "list": list,
                "rule": format!("a redirect of it leads to a server that is not in {list}"),
                "mend": format!("add that server's domain to {list} of {}", self.place()),
            });
        }
        let (rule, mend) = explain(call.channel, &call.url, &self.place());
        json!({ "list": list, "rule": rule, "mend": mend })
    }

    fn place(&self) -> String {
        let app = match self.app_id.as_str() {
            "" | "touristappid" => "*",
            id => id,
        };
        format!("\"domains\" → \"{app}\" in {}", self.policy_file.display())
    }
}

/// The list's name in the policy file.
const fn list_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Request => "requestDomain",
        Channel::Socket => "wsRequestDomain",
        Channel::UploadFile => "uploadDomain",
        Channel::DownloadFile => "downloadDomain",
        Channel::Udp => "udpDomain",
        Channel::Tcp => "tcpDomain",
        Channel::WebView => "webviewDomain",
    }
}

/// Why a URL is blocked, and how it is let through.
fn explain(channel: Channel, url: &str, place: &str) -> (String, String) {
    let list = list_name(channel);
    let secure = if channel == Channel::Socket {
        "wss"
    } else {
        "https"
    };
    let develop = "while developing, set \"setting\": {\"urlCheck\": false} in project.config.json or pass --skip-domain-check";
    let parsed = Url::parse(url).ok();
    let Some((parsed, host)) = parsed.as_ref().and_then(|url| Some((url, url.host()?))) else {
        return (
            format!("{url} has no domain that {list} could list"),
            develop.to_owned(),
        );
    };
    match host {
        url::Host::Domain(name) if name != "localhost" && parsed.scheme() == secure => {
            let port = parsed
                .port()
                .map(|port| format!(":{port}"))
                .unwrap_or_default();
            let entry = format!("{secure}://{name}{port}");
            (
                format!("{entry} is not in {list}"),
                format!("add \"{entry}\" to \"{list}\" of {place}; {develop}"),
            )
        }
        url::Host::Domain(name) if name != "localhost" => (
            format!(
                "{} is not {secure}: {list} lists {secure} servers only",
                parsed.scheme()
            ),
            format!("use {secure}://{name}; {develop}"),
        ),
        _ => (
            format!("{host} is an address of a machine, and {list} lists domains only"),
            develop.to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blocked_url_names_the_missing_entry() {
        let (rule, mend) = explain(
            Channel::Request,
            "https://api.example.com:8443/v1?x=1",
            "\"domains\" → \"wx1\" in /etc/peapod.json",
        );
        assert_eq!(rule, "https://api.example.com:8443 is not in requestDomain");
        assert!(mend.starts_with(
            "add \"https://api.example.com:8443\" to \"requestDomain\" of \"domains\" → \"wx1\" in /etc/peapod.json; while developing"
        ));
        let (rule, mend) = explain(Channel::Socket, "ws://chat.example.com", "");
        assert_eq!(
            rule,
            "ws is not wss: wsRequestDomain lists wss servers only"
        );
        assert!(mend.starts_with("use wss://chat.example.com; "));
        let (rule, _) = explain(Channel::DownloadFile, "http://127.0.0.1:80/a", "");
        assert_eq!(
            rule,
            "127.0.0.1 is an address of a machine, and downloadDomain lists domains only"
        );
        let (rule, _) = explain(Channel::Request, "http://localhost/", "");
        assert!(rule.starts_with("localhost is an address"));
    }
}
