//! The entrance: one [`Apis`] per running mini-program.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use tokio::runtime::{Handle, Runtime};

use crate::context::{AppFacts, Context, EventSink, PackageFiles, Tasks, lock};
use crate::declare::{self, Api, Kind, Reply, surface};
use crate::device::{Device, Prompter};
use crate::error::ApiError;
use crate::files::{Descriptors, Disk};
use crate::network::Network;
use crate::policy::Policy;
use crate::storage::Storage;
use crate::value::{ApiValue, Args};

/// Takes the answer of an asynchronous call, exactly once, on any thread.
pub type Done = Box<dyn FnOnce(Result<ApiValue, ApiError>) + Send>;

/// What one mini-program's native half is made of.
pub struct ApisConfig {
    pub app_id: String,
    /// Where this user's mini-programs keep storage and files; a folder per app id is made in it.
    pub data_dir: PathBuf,
    pub package: Arc<dyn PackageFiles>,
    pub app: AppFacts,
    pub policy: Policy,
    pub device: Arc<Device>,
    pub prompter: Arc<dyn Prompter>,
    /// Where network and file work runs; `None` makes an own runtime with two threads.
    pub runtime: Option<Handle>,
}

/// The native half of `wx` for one mini-program.
pub struct Apis {
    context: Arc<Context>,
    own_runtime: Mutex<Option<Runtime>>,
}

/// Answers "interrupted" if a call is dropped before it answered, so that `done` is always
/// called.
struct Answer(Option<Done>);

impl Answer {
    fn give(mut self, result: Result<ApiValue, ApiError>) {
        if let Some(done) = self.0.take() {
            done(result);
        }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if let Some(done) = self.0.take() {
            done(Err(ApiError::interrupted()));
        }
    }
}

fn panicked(name: &str) -> ApiError {
    log::error!("the implementation of {name} panicked");
    ApiError::internal(format!("the implementation of {name} panicked"))
}

/// Passes changes of the device on to the program, as long as it lives.
fn relay_changes(context: &Arc<Context>) {
    let weak = Arc::downgrade(context);
    context.device.changes.listen(move |change| {
        let Some(context) = weak.upgrade() else {
            return false;
        };
        // `$…` marks what running streams pick up by themselves.
        if !change.event.starts_with('$') {
            context.emit(&change.event, change.payload.clone());
        }
        true
    });
}

/// Runs an implementation; its panic becomes a failure.
pub(crate) fn run_guarded(
    api: &dyn Api,
    context: &Arc<Context>,
    args: Args,
) -> Result<Reply, ApiError> {
    catch_unwind(AssertUnwindSafe(|| api.run(context, args))).map_err(|_| panicked(api.name()))
}

impl Apis {
    /// Opens the storage and the folders of the app.
    ///
    /// # Errors
    /// The data directory cannot be made, or the storage file is not one of ours.
    pub fn new(config: ApisConfig) -> Result<Self, ApiError> {
        Self::with_extra_roots(config, Vec::new())
    }

    /// As [`Apis::new`], with DER certificates that are trusted besides the platform's: for
    /// private networks and test servers.
    ///
    /// # Errors
    /// As [`Apis::new`].
    pub fn with_extra_roots(
        config: ApisConfig,
        extra_roots: Vec<Vec<u8>>,
    ) -> Result<Self, ApiError> {
        let (handle, own) = match config.runtime {
            Some(handle) => (handle, None),
            None => {
                let runtime = tokio::runtime::Builder::new_multi_thread()
                    .worker_threads(2)
                    .thread_name("native-apis")
                    .enable_all()
                    .build()
                    .map_err(ApiError::internal)?;
                (runtime.handle().clone(), Some(runtime))
            }
        };
        let home = crate::policy::sandbox::app_home(&config.data_dir, &config.app_id)?;
        let storage = Storage::open(&home)?;
        let disk = Disk::open(&home, Arc::clone(&config.package))?;
        let context = Arc::new(Context {
            app_id: config.app_id,
            app: config.app,
            policy: config.policy,
            package: config.package,
            storage,
            disk,
            descriptors: Descriptors::default(),
            device: config.device,
            prompter: config.prompter,
            tasks: Tasks::default(),
            streams: Default::default(),
            network: Network::new(extra_roots),
            album: home.join("album"),
            bluetooth: Default::default(),
            players: Default::default(),
            recorder: Default::default(),
            privacy: Default::default(),
            closed: AtomicBool::new(false),
            update_checked: Default::default(),
            update_ready: Default::default(),
            runtime: handle,
            asking: Default::default(),
            events: Default::default(),
        });
        relay_changes(&context);
        Ok(Self {
            context,
            own_runtime: Mutex::new(own),
        })
    }

    /// Sets the receiver of events.
    pub fn connect(&self, events: Arc<dyn EventSink>) {
        *self
            .context
            .events
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(events);
    }

    /// The state behind the members, for hosts that serve its files.
    pub fn context(&self) -> &Arc<Context> {
        &self.context
    }

    fn start(&self, name: &str, args: ApiValue) -> Result<Reply, ApiError> {
        if self.context.closed.load(Ordering::Acquire) {
            return Err(ApiError::interrupted());
        }
        let args = Args::new(args);
        let api = match declare::find_internal(name) {
            Some(internal) => internal,
            None => {
                let api = declare::find(name).ok_or_else(ApiError::not_supported)?;
                if let Some(facts) = surface::find(name) {
                    facts.check(&args)?;
                }
                api
            }
        };
        // Blocking work is spawned from inside the reply, so the runtime must be entered here.
        let _runtime = self.context.runtime.enter();
        run_guarded(api, &self.context, args)
    }

    /// A synchronous member (`getStorageSync`, `FileSystemManager.readFileSync`). The JSON of the
    /// answer is the return value itself, `null` for `undefined`.
    ///
    /// # Errors
    /// What the script sees thrown, without the `<name>:fail ` prefix.
    pub fn call_sync(&self, name: &str, args: ApiValue) -> Result<ApiValue, ApiError> {
        match self.start(name, args)? {
            Reply::Now(result) => result,
            Reply::Later(_) => Err(ApiError::internal(format!("{name} is asynchronous"))),
        }
    }

    /// An asynchronous member. `done` runs on another thread, exactly once, also when the
    /// mini-program closes first.
    pub fn call(&self, name: &str, args: ApiValue, done: Done) {
        let answer = Answer(Some(done));
        let owned = name.to_owned();
        let cx = Arc::clone(&self.context);
        let task = args.json["$task"]
            .as_u64()
            .filter(|_| surface::find(name).is_some_and(|facts| facts.kind == Kind::Task));
        if let Some(id) = task {
            cx.tasks.announce(id);
        }
        let started = self.start(name, args);
        self.context.tasks.spawn(&self.context.runtime, async move {
            // Forgotten when this ends, however it ends.
            let _task = task.map(|id| cx.tasks.register(id));
            let reply = match started {
                Ok(reply) => crate::open::privacy::demand(&cx, &owned)
                    .await
                    .map(|()| reply),
                Err(error) => Err(error),
            };
            let result = match reply {
                Err(error) => Err(error),
                Ok(Reply::Now(result)) => result,
                Ok(Reply::Later(future)) => AssertUnwindSafe(future)
                    .catch_unwind()
                    .await
                    .unwrap_or_else(|_| Err(panicked(&owned))),
            };
            // Connections die at closing too, and their errors say nothing to the program.
            if cx.closed.load(Ordering::Acquire) {
                return;
            }
            answer.give(result);
        });
    }

    /// The mini-program is gone: stops its tasks and releases devices. Later calls fail with
    /// `interrupted`.
    pub fn close(&self) {
        if self.context.closed.swap(true, Ordering::AcqRel) {
            return;
        }
        self.context.tasks.stop();
        crate::system::close(&self.context);
        crate::audio::close(&self.context);
        *self
            .context
            .events
            .write()
            .unwrap_or_else(PoisonError::into_inner) = None;
        self.context.descriptors.close_all();
        if let Some(runtime) = lock(&self.own_runtime).take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Apis {
    fn drop(&mut self) {
        self.close();
    }
}
