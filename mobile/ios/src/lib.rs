//! What an iPhone has: capabilities behind the traits of `native-apis`, and the views of the page
//! host.
//!
//! What needs Apple's frameworks exists on iOS alone; what only computes is built and tested
//! everywhere. UIKit and everything with a delegate lives on the main thread, see `main_thread`.

pub mod codes;
pub mod contact_card;
pub mod failure;
pub mod orientation;
pub mod reply;
pub mod slide;
pub mod wave;
pub mod words;

#[cfg(target_os = "ios")]
mod delegate;
#[cfg(target_os = "ios")]
pub mod device;
#[cfg(target_os = "ios")]
pub mod main_thread;
#[cfg(target_os = "ios")]
pub mod views;
