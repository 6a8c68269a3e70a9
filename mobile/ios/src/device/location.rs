//! The trait `Locator`, through `CLLocationManager`. WGS 84; native-apis shifts to GCJ-02 and rounds.

use std::{
    cell::{Cell, OnceCell, RefCell},
    time::Duration,
};

use objc2::{
    DefinedClass, MainThreadMarker, MainThreadOnly, define_class, msg_send,
    rc::Retained,
    runtime::{NSObject, ProtocolObject},
};
use objc2_core_location::{
    CLAuthorizationStatus, CLError, CLLocation, CLLocationManager, CLLocationManagerDelegate,
    kCLLocationAccuracyKilometer, kCLLocationAccuracyNearestTenMeters,
};
use objc2_foundation::{NSArray, NSError, NSObjectProtocol};
use peapod_native_apis::{
    ApiError,
    device::{Locator, profile},
    policy::{
        Granted,
        scopes::{UserFuzzyLocation, UserLocation},
    },
};

use crate::{
    failure::{system_denied, time_out},
    main_thread,
    reply::{self, Reply},
};

/// How long a first position may take; Android's half waits as long.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the user may take to answer the system's question.
const QUESTION: Duration = Duration::from_secs(120);
/// Seconds for which a known position is as good as a new one.
const FRESH: f64 = 5.0;

/// The phone's position.
pub struct Position;

impl Locator for Position {
    fn position(&self, _: &Granted<UserLocation>) -> Result<profile::Location, ApiError> {
        locate(true)
    }

    fn fuzzy(&self, _: &Granted<UserFuzzyLocation>) -> Result<profile::Location, ApiError> {
        locate(false)
    }
}

fn locate(precise: bool) -> Result<profile::Location, ApiError> {
    reply::wait(QUESTION + PATIENCE, |reply| {
        main_thread::run(move |mtm| {
            FINDER.with(|slot| {
                let finder = slot.get_or_init(|| Finder::new(mtm));
                finder.find(precise, reply);
            });
        });
    })
}

thread_local! {
    /// Of the main thread: a location manager belongs to a thread with a run loop.
    static FINDER: OnceCell<Retained<Finder>> = const { OnceCell::new() };
}

struct Waiting {
    number: u64,
    precise: bool,
    reply: Reply<profile::Location>,
}

struct Ivars {
    manager: Retained<CLLocationManager>,
    /// Until the user has answered the system's question.
    unanswered: RefCell<Vec<Waiting>>,
    waiting: RefCell<Vec<Waiting>>,
    last: Cell<u64>,
}

define_class!(
    // SAFETY: NSObject has no rules for subclasses, and there is no Drop.
    #[unsafe(super(NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "PeapodLocationFinder"]
    #[ivars = Ivars]
    struct Finder;

    unsafe impl NSObjectProtocol for Finder {}

    unsafe impl CLLocationManagerDelegate for Finder {
        #[unsafe(method(locationManagerDidChangeAuthorization:))]
        fn authorized(&self, _: &CLLocationManager) {
            self.answered();
        }

        #[unsafe(method(locationManager:didUpdateLocations:))]
        fn found(&self, _: &CLLocationManager, locations: &NSArray<CLLocation>) {
            if let Some(location) = locations.lastObject() {
                let facts = facts(&location);
                for waiting in self.ivars().waiting.take() {
                    waiting.reply.done(facts.clone());
                }
            }
        }

        #[unsafe(method(locationManager:didFailWithError:))]
        fn failed(&self, manager: &CLLocationManager, error: &NSError) {
            let code = CLError(error.code());
            // It goes on by itself; asked once more because one question has one answer.
            if code == CLError::LocationUnknown {
                // SAFETY: no preconditions; time runs out elsewhere.
                return unsafe { manager.requestLocation() };
            }
            let failure = if code == CLError::Denied {
                system_denied()
            } else {
                ApiError::internal(error.localizedDescription())
            };
            for waiting in self.ivars().waiting.take() {
                waiting.reply.fail(failure.clone());
            }
        }
    }
);

impl Finder {
    fn new(mtm: MainThreadMarker) -> Retained<Self> {
        // SAFETY: made on the main thread, which has a run loop.
        let manager = unsafe { CLLocationManager::new() };
        let this = Self::alloc(mtm).set_ivars(Ivars {
            manager,
            unanswered: RefCell::default(),
            waiting: RefCell::default(),
            last: Cell::new(0),
        });
        // SAFETY: NSObject's initialiser.
        let this: Retained<Self> = unsafe { msg_send![super(this), init] };
        // SAFETY: the delegate is kept by the thread, as is its manager.
        unsafe {
            this.ivars()
                .manager
                .setDelegate(Some(ProtocolObject::from_ref(&*this)));
        }
        this
    }

    fn status(&self) -> CLAuthorizationStatus {
        // SAFETY: no preconditions.
        unsafe { self.ivars().manager.authorizationStatus() }
    }

    fn find(&self, precise: bool, reply: Reply<profile::Location>) {
        let ivars = self.ivars();
        let number = ivars.last.get() + 1;
        ivars.last.set(number);
        let waiting = Waiting {
            number,
            precise,
            reply,
        };
        if self.status() == CLAuthorizationStatus::NotDetermined {
            ivars.unanswered.borrow_mut().push(waiting);
            // SAFETY: `Info.plist` says why; else nothing would be asked.
            return unsafe { ivars.manager.requestWhenInUseAuthorization() };
        }
        self.begin(waiting);
    }

    fn answered(&self) {
        if self.status() == CLAuthorizationStatus::NotDetermined {
            return;
        }
        for waiting in self.ivars().unanswered.take() {
            self.begin(waiting);
        }
    }

    fn begin(&self, waiting: Waiting) {
        let status = self.status();
        if status != CLAuthorizationStatus::AuthorizedWhenInUse
            && status != CLAuthorizationStatus::AuthorizedAlways
        {
            return waiting.reply.fail(system_denied());
        }
        let ivars = self.ivars();
        // SAFETY: no preconditions.
        let known = unsafe { ivars.manager.location() };
        // SAFETY: no preconditions.
        if let Some(location) = known.as_ref()
            && (0.0..FRESH).contains(&-unsafe { location.timestamp() }.timeIntervalSinceNow())
        {
            return waiting.reply.done(facts(location));
        }
        let number = waiting.number;
        // SAFETY: constants of the framework, and no further preconditions.
        unsafe {
            let accuracy = if waiting.precise {
                kCLLocationAccuracyNearestTenMeters
            } else {
                kCLLocationAccuracyKilometer
            };
            ivars.waiting.borrow_mut().push(waiting);
            ivars.manager.setDesiredAccuracy(accuracy);
            ivars.manager.requestLocation();
        }
        main_thread::after(PATIENCE, move |_| {
            FINDER.with(|finder| {
                if let Some(finder) = finder.get() {
                    finder.give_up(number);
                }
            });
        });
    }

    /// A position that is not fresh is better than none.
    fn give_up(&self, number: u64) {
        let mut all = self.ivars().waiting.borrow_mut();
        let Some(index) = all.iter().position(|it| it.number == number) else {
            return;
        };
        let waiting = all.remove(index);
        drop(all);
        // SAFETY: no preconditions.
        match unsafe { self.ivars().manager.location() } {
            Some(location) => waiting.reply.done(facts(&location)),
            None => waiting.reply.fail(time_out()),
        }
    }
}

/// Unknown values are negative in Core Location.
fn facts(location: &CLLocation) -> profile::Location {
    // SAFETY: properties without preconditions.
    unsafe {
        let place = location.coordinate();
        profile::Location {
            latitude: place.latitude,
            longitude: place.longitude,
            altitude: location.altitude(),
            // WeChat's speed is -1 too where there is none.
            speed: location.speed().max(-1.0),
            direction: location.course().max(0.0),
            accuracy: location.horizontalAccuracy().max(0.0),
            horizontal_accuracy: location.horizontalAccuracy().max(0.0),
            vertical_accuracy: location.verticalAccuracy().max(0.0),
            ..profile::Location::default()
        }
    }
}
