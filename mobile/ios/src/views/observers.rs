//! What the system tells the application.

use std::ptr::NonNull;

use block2::RcBlock;
use objc2::{
    rc::Retained,
    runtime::{NSObjectProtocol, ProtocolObject},
};
use objc2_foundation::{
    NSNotification, NSNotificationCenter, NSNotificationName, NSOperationQueue,
};
use objc2_ui_kit::{
    UIApplicationDidEnterBackgroundNotification, UIApplicationDidReceiveMemoryWarningNotification,
    UIApplicationUserDidTakeScreenshotNotification, UIApplicationWillEnterForegroundNotification,
};

/// An event of the application. Becoming inactive is none: a dialog of the system, or its own
/// centre of switches, covers an application that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemEvent {
    Background,
    Foreground,
    Memory,
    Screenshot,
}

/// Observes as long as it is kept.
pub struct Observers(Vec<Retained<ProtocolObject<dyn NSObjectProtocol>>>);

impl Observers {
    /// `on_event` is called on the main thread.
    pub fn new(on_event: impl Fn(SystemEvent) + Clone + 'static) -> Self {
        // SAFETY: constants of the framework.
        let events: [(&NSNotificationName, SystemEvent); 4] = unsafe {
            [
                (
                    UIApplicationDidEnterBackgroundNotification,
                    SystemEvent::Background,
                ),
                (
                    UIApplicationWillEnterForegroundNotification,
                    SystemEvent::Foreground,
                ),
                (
                    UIApplicationDidReceiveMemoryWarningNotification,
                    SystemEvent::Memory,
                ),
                (
                    UIApplicationUserDidTakeScreenshotNotification,
                    SystemEvent::Screenshot,
                ),
            ]
        };
        let center = NSNotificationCenter::defaultCenter();
        let queue = NSOperationQueue::mainQueue();
        Self(
            events
                .into_iter()
                .map(|(name, event)| {
                    let on_event = on_event.clone();
                    let block = RcBlock::new(move |_: NonNull<NSNotification>| on_event(event));
                    // SAFETY: the block is called on the main queue, where it was made.
                    unsafe {
                        center.addObserverForName_object_queue_usingBlock(
                            Some(name),
                            None,
                            Some(&queue),
                            &block,
                        )
                    }
                })
                .collect(),
        )
    }
}

impl Drop for Observers {
    fn drop(&mut self) {
        let center = NSNotificationCenter::defaultCenter();
        for observer in &self.0 {
            // SAFETY: an observer that the centre has given.
            unsafe { center.removeObserver(observer.as_ref()) };
        }
    }
}
