//! The trait `UserFlows`: dialogs that the phone has. Payments, addresses and the like are WeChat's
//! own: nothing here invents them.

use std::sync::Arc;

use block2::RcBlock;
use objc2::runtime::Bool;
use objc2_foundation::{NSDictionary, NSString, NSURL};
use objc2_ui_kit::UIApplication;
use peapod_native_apis::{
    ApiError, Simulated,
    device::{Later, UserFlows},
};
use serde_json::{Value, json};

use super::{contacts, scan, vibration};
use crate::{failure, main_thread, reply, words};

/// Dialogs of the phone.
pub struct Flows {
    /// Keeps the journal, and what a test says that the user answers.
    simulated: Arc<Simulated>,
}

impl Flows {
    pub fn new(simulated: Arc<Simulated>) -> Self {
        Self { simulated }
    }
}

impl UserFlows for Flows {
    fn run(&self, api: &str, args: &Value) -> Later<Result<Value, ApiError>> {
        // A test that says what the user answers is believed, on a phone as well.
        if self.simulated.profile().answers.contains_key(api) {
            return self.simulated.run(api, args);
        }
        let text = |name: &str| args[name].as_str().unwrap_or_default();
        match api {
            "scanCode" => reply::later(|reply| scan::scan(args, reply)),
            "chooseContact" => contacts::choose(),
            "makePhoneCall" => match words::phone_url(text("phoneNumber")) {
                Some(url) => open(url),
                None => {
                    let error = failure::parameter("phoneNumber", "not empty");
                    Box::pin(async move { Err(error) })
                }
            },
            "sendSms" => open(words::message_url(text("phoneNumber"), text("content"))),
            _ => Box::pin(async { Err(ApiError::not_supported()) }),
        }
    }

    fn note(&self, api: &str, args: &Value) {
        self.simulated.note(api, args);
        match api {
            "vibrateShort" => vibration::short(args["type"].as_str().unwrap_or_default()),
            "vibrateLong" => vibration::long(),
            _ => {}
        }
    }
}

/// Opens another application, where the user goes on: a number is dialled only after the system has
/// asked.
fn open(url: String) -> Later<Result<Value, ApiError>> {
    reply::later(|reply| {
        main_thread::run(move |mtm| {
            let Some(url) = NSURL::URLWithString(&NSString::from_str(&url)) else {
                return reply.fail(ApiError::internal("the number makes no address"));
            };
            let handler = RcBlock::new(move |opened: Bool| {
                reply.end(if opened.as_bool() {
                    Ok(json!({}))
                } else {
                    Err(ApiError::not_supported())
                });
            });
            // SAFETY: no options, and a block for the main thread.
            unsafe {
                UIApplication::sharedApplication(mtm).openURL_options_completionHandler(
                    &url,
                    &NSDictionary::new(),
                    Some(&handler),
                );
            }
        });
    })
}
