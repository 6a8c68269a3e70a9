//! Puts a mini-program together: package, compiler, native APIs, logic, pages.

mod program;
mod resources;

use std::{path::Path, sync::Arc};

use peapod_compiler::{OpenOptions, Package};
use peapod_native_apis::{
    Apis, ApisConfig, AppFacts, Policy,
    device::Simulated,
    policy::{Domains, sandbox::app_home},
};
use peapod_runtime::{
    LaunchOptions, LogKind, LogRecord, MiniProgram, headless::ViewTree, host::PageHost,
};
use serde_json::{Value, json};

use crate::{
    bridge::{Bridge, PackageReader},
    chrome::{ChromeLink, pictures},
    cli::RunOptions,
    code::Code,
    console::{self, NetworkLog},
    device,
    folders::Folders,
    instance::Session,
    launcher::{self, Entry},
    measure::Measure,
    mobile::opening,
    page_host::{HostHandle, platform},
    policy_file,
    prompter::ShellPrompter,
    scheme::{PageSource, Resources},
    window::HostApp,
};

pub use program::Running;
use resources::{AppResources, PackageOnly, Watched, may_show};

/// A package that is open, with the native half of its `wx`.
pub struct Assembly {
    pub package: Arc<Package>,
    pub apis: Arc<Apis>,
    pub device: Arc<Simulated>,
    pub code: Arc<Code>,
    data_id: String,
    folders: Folders,
}

/// Takes what the logic writes to its console.
pub type OnLog = Arc<dyn Fn(LogRecord) + Send + Sync>;

/// What the command line says about opening packages.
pub fn open_options(options: Option<&RunOptions>) -> OpenOptions {
    OpenOptions {
        plugins: options.map(|it| it.plugins.clone()).unwrap_or_default(),
        ..OpenOptions::default()
    }
}

/// Opens the package.
///
/// # Errors
/// It has no readable `app.json`; the text names file and line.
pub fn open_package(path: &Path, options: Option<&RunOptions>) -> Result<Arc<Package>, String> {
    Package::open(path, &open_options(options))
        .map(Arc::new)
        .map_err(|error| error.to_string())
}

/// How a mini-program goes on after one of its files was saved.
pub struct Resume {
    pub code: Arc<Code>,
    /// Paths with queries, lowest first.
    pub stack: Vec<String>,
}

/// How a mini-program is entered.
#[derive(Default)]
pub struct Opening {
    /// Path and query of the first page; the entry page where absent.
    pub page: Option<String>,
    /// WeChat's scene value; 0 is the list of mini-programs.
    pub scene: u32,
    pub resume: Option<Resume>,
}

/// Makes the native half.
///
/// # Errors
/// The device profile, the policy file or the data directory cannot be read; the text names it.
pub fn assemble(
    code: Arc<Code>,
    path: &Path,
    folders: &Folders,
    options: Option<&RunOptions>,
    chrome: Arc<ChromeLink>,
    attended: bool,
) -> Result<Assembly, String> {
    let package = code.package();
    let host_policy = policy_file::read(&folders.policy, package.app_id())?;
    let data_id = data_id(package.app_id(), path);
    let skip = options.is_some_and(|it| it.skip_domain_check) || host_policy.skip_domain_check;
    let policy = Policy {
        domains: Domains::from_json(&host_policy.domains),
        url_check: url_check(package.project_config(), Opened::by(options)),
        skip_domain_check: skip,
        local_networks: peapod_native_apis::policy::domains::LocalNetwork::detect()
            .into_iter()
            .collect(),
    };
    let device = device::open(options.and_then(|it| it.device.as_deref()), folders)?;
    let mut facts = AppFacts::from_app_json(&package.app().raw);
    facts.display_name = package.name().to_owned();
    let apis = Apis::new(ApisConfig {
        app_id: data_id.clone(),
        data_dir: folders.apps.clone(),
        package: Arc::new(PackageReader(code.clone())),
        app: facts,
        policy,
        device: Arc::new(device::behind(&device)),
        prompter: Arc::new(ShellPrompter {
            chrome,
            device: device.clone(),
            attended,
        }),
        runtime: None,
    })
    .map_err(|error| format!("cannot open {}: {error}", folders.apps.display()))?;
    Ok(Assembly {
        package,
        apis: Arc::new(apis),
        device,
        code,
        data_id,
        folders: folders.clone(),
    })
}

impl Assembly {
    /// Starts the logic.
    ///
    /// # Errors
    /// The logic thread or the script engine did not start.
    pub fn launch(
        &self,
        host: Arc<dyn PageHost>,
        pages: Vec<String>,
        scene: u32,
        on_log: OnLog,
    ) -> Result<MiniProgram, String> {
        let code = self.code.clone();
        let mut pages = pages.into_iter();
        let options = LaunchOptions {
            path: pages.next(),
            above: pages.collect(),
            scene,
            cache_dir: Some(self.folders.cache.join("bytecode")),
            state_dir: app_home(&self.folders.apps, &self.data_id)
                .ok()
                .map(|home| home.join("state")),
            log_sink: Some(Arc::new(move |record: LogRecord| {
                console::write_logic(&record, |file| {
                    String::from_utf8(code.package().read(file)?.to_vec()).ok()
                });
                // Clients of the automation port hear the console, as in WeChat's tools.
                if record.kind != LogKind::Lifecycle {
                    on_log(record);
                }
            })),
            ..LaunchOptions::default()
        };
        let bridge = Arc::new(Bridge {
            apis: self.apis.clone(),
            log: Arc::new(NetworkLog {
                apis: self.apis.clone(),
                app_id: self.package.app_id().to_owned(),
                policy_file: self.folders.policy.clone(),
            }),
        });
        MiniProgram::launch(self.code.compiler(), host, bridge, options)
            .map_err(|error| error.to_string())
    }

    /// The files that pages may load.
    pub fn resources(&self) -> Arc<dyn Resources> {
        Arc::new(AppResources {
            code: self.code.clone(),
            apis: self.apis.clone(),
        })
    }

    /// Whether a `<web-view>` may show a URL.
    pub fn allow_frame(&self) -> Arc<dyn Fn(&str) -> bool + Send + Sync> {
        let apis = self.apis.clone();
        Arc::new(move |url| may_show(&apis, url))
    }
}

/// How a package came to be opened, which decides whether its own settings may loosen what the host
/// checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// A developer named it on the command line.
    ForDevelopment,
    /// By the launcher or as part of a shipped host: its author is not who runs it.
    ForUse,
}

impl Opened {
    /// `peapod run` has options, nothing else does.
    fn by(options: Option<&RunOptions>) -> Self {
        match options {
            Some(_) => Self::ForDevelopment,
            None => Self::ForUse,
        }
    }
}

/// `setting.urlCheck` of the project's configuration, for development; checking is the default.
fn url_check(project: &Value, opened: Opened) -> bool {
    match opened {
        Opened::ForDevelopment => project["setting"]["urlCheck"].as_bool().unwrap_or(true),
        Opened::ForUse => true,
    }
}

/// Names the mini-program's folder on disk: its app id. Projects without one all carry the same
/// placeholder, and must not share storage.
pub fn data_id(app_id: &str, path: &Path) -> String {
    match app_id {
        "" | "touristappid" => format!("local-{}", launcher::id_of(path)),
        id => id.to_owned(),
    }
}

/// Starts a mini-program in the window. Not for the main thread.
///
/// # Errors
/// What to show to the user.
pub fn in_window(app: &Arc<HostApp>, path: &Path, opening: Opening) -> Result<(), String> {
    let Opening {
        page,
        scene,
        resume,
    } = opening;
    let measure = Arc::new(Measure::start());
    if app
        .options
        .as_ref()
        .is_some_and(|it| it.screenshot.is_some())
    {
        measure.watch_every_paint();
    }
    let goes_on = resume.is_some();
    let (code, pages) = match resume {
        Some(resume) => (resume.code, resume.stack),
        None => {
            let first = page.or_else(|| app.options.as_ref()?.page.clone());
            let code = Code::open(path, &app.folders, app.options.as_ref())?;
            (code, first.into_iter().collect())
        }
    };
    let package = code.package();
    let name = if package.name().is_empty() {
        "Mini-program"
    } else {
        package.name()
    }
    .to_owned();
    let icon = pictures::app_icon(&PackageOnly(package.clone()));
    let entry = Entry {
        icon: icon.clone(),
        ..Entry::new(path, &name, package.app_id())
    };
    if !goes_on {
        app.chrome
            .send("splash", json!({ "name": name, "icon": icon }));
    }
    let (session, host) = session(app, path, measure);
    app.show_pages(&host);
    let attended = app
        .options
        .as_ref()
        .is_none_or(|it| it.screenshot.is_none());
    let assembly = assemble(
        code,
        path,
        &app.folders,
        app.options.as_ref(),
        app.chrome.clone(),
        attended,
    )?;
    session.serve(assembly.apis.clone());
    let resources = assembly.resources();
    let leave = Arc::downgrade(app);
    let id = session.id;
    app.chrome.attach(
        resources.clone(),
        Box::new(move |command, params| {
            if let Some(app) = leave.upgrade() {
                match command {
                    "exit" => app.clone().leave(),
                    "automation" => {
                        app.automation_event(params);
                        app.watch_exception(id, params);
                    }
                    "page" => {
                        show_bar_colour(params);
                        show_front_colour(&params["nav"]);
                    }
                    "nav" => show_front_colour(params),
                    "capsule" => app.capsule(params["action"].as_str().unwrap_or_default()),
                    "saveImage" => {
                        app.save_page_image(params["url"].as_str().unwrap_or_default().to_owned());
                    }
                    "pageOrientation" => {
                        app.turn(params["orientation"].as_str().unwrap_or_default());
                    }
                    // The logic hears nothing, as in WeChat.
                    "share" => opening::share(&app, params),
                    _ => {}
                }
            }
        }),
    );
    open_stage(app, &session, host, &assembly, resources);
    app.set_session(session.clone(), entry);
    let logged = Arc::downgrade(app);
    let on_log = Arc::new(move |record: LogRecord| {
        if let Some(app) = logged.upgrade() {
            app.log_record(&record);
        }
    });
    let program = assembly.launch(session.host.clone(), pages, scene, on_log)?;
    session.measure.launched();
    session.attach(Arc::new(Running(program)), assembly.device.clone());
    session.runs(assembly.code.clone());
    app.initialized();
    Ok(())
}

fn session(
    app: &Arc<HostApp>,
    path: &Path,
    measure: Arc<Measure>,
) -> (Arc<Session>, Arc<HostHandle>) {
    let painted = Arc::downgrade(app);
    let mut handle = None;
    let session = Session::new(
        path,
        app.chrome.clone(),
        measure.clone(),
        |id| {
            let wake = Box::new(move || {
                platform::on_main_thread(move || {
                    platform::with_window(|window| window.drain(id));
                });
            });
            let host = Arc::new(HostHandle::new(
                app.info(),
                app.chrome.clone(),
                measure,
                wake,
            ));
            handle = Some(host.clone());
            host
        },
        Box::new(move || {
            if let Some(app) = painted.upgrade() {
                app.first_paint();
            }
        }),
    );
    let host = handle.unwrap_or_else(|| unreachable!("Session::new calls the closure"));
    (Arc::new(session), host)
}

fn open_stage(
    app: &HostApp,
    session: &Arc<Session>,
    host: Arc<HostHandle>,
    assembly: &Assembly,
    resources: Arc<dyn Resources>,
) {
    let config = platform::StageConfig {
        session: session.clone(),
        host,
        web_dir: app.folders.web_of(&assembly.data_id),
        source: PageSource::new(Arc::new(Watched {
            resources,
            measure: session.measure.clone(),
        })),
        allow_frame: assembly.allow_frame(),
        #[cfg(any(target_os = "linux", mobile))]
        animate: app.options.as_ref().is_none_or(|it| !it.no_animation),
    };
    platform::on_main_thread(move || {
        platform::with_window(|window| window.open_stage(config, Box::new(compact)));
    });
}

/// Rebuilds the tree that the batches describe and writes it as one batch, without the questions
/// that have been answered.
fn compact(batches: &[String]) -> Option<String> {
    let mut tree = ViewTree::default();
    for batch in batches {
        tree.apply(batch);
    }
    // A node outside the tree is not in a snapshot, and later operations may put it in.
    (tree.violations.is_empty() && tree.detached().is_empty()).then(|| tree.snapshot())
}

/// Behind webviews that still load, the window has the colour of the navigation bar.
fn show_bar_colour(page: &Value) {
    if let Some(colour) = page["nav"]["backgroundColor"].as_str().and_then(colour) {
        platform::on_main_thread(move || {
            platform::with_window(|window| window.set_background(colour));
        });
    }
}

/// Over a page that draws its own navigation bar the clock has the colour of the text that the bar would have.
fn show_front_colour(nav: &Value) {
    if let Some(colour) = nav["frontColor"].as_str().and_then(colour) {
        platform::on_main_thread(move || {
            platform::with_window(|window| window.set_front_colour(colour));
        });
    }
}

/// `#rrggbb` or `#rgb`.
fn colour(text: &str) -> Option<(u8, u8, u8)> {
    let digits = text.strip_prefix('#')?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let (red, green, blue) = match digits.len() {
        6 => (value >> 16, value >> 8 & 0xff, value & 0xff),
        3 => (
            (value >> 8) * 17,
            (value >> 4 & 0xf) * 17,
            (value & 0xf) * 17,
        ),
        _ => return None,
    };
    Some((
        u8::try_from(red).ok()?,
        u8::try_from(green).ok()?,
        u8::try_from(blue).ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_compacted_to_its_tree() {
        let log = [
            r#"[1,2,"view",4,1,2,23,7,"viewport",{}]"#,
            r#"[12,2,"a"]"#,
            r#"[12,2,"b"]"#,
        ];
        let compacted = compact(&log.map(str::to_owned));
        assert_eq!(compacted.as_deref(), Some(r#"[1,2,"view",12,2,"b",4,1,2]"#));
        assert_eq!(
            compact(&[r#"[1,2,"view"]"#.to_owned()]),
            None,
            "2 is not in the tree"
        );
    }

    #[test]
    fn colours() {
        assert_eq!(colour("#0a1B2c"), Some((10, 27, 44)));
        assert_eq!(colour("#fa0"), Some((255, 170, 0)));
        assert_eq!(colour("red"), None);
        assert_eq!(colour("#12345"), None);
    }

    #[test]
    fn url_check_is_on_unless_a_developer_switches_it_off() {
        let off = json!({"setting": {"urlCheck": false}});
        let run = Opened::by(Some(&RunOptions::default()));
        assert!(url_check(&Value::Null, run));
        assert!(url_check(&json!({"setting": {}}), run));
        assert!(!url_check(&off, run));
        assert!(
            url_check(&off, Opened::by(None)),
            "a package cannot open the door itself"
        );
    }
}
