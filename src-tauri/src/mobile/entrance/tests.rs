#![allow(clippy::unwrap_used, clippy::expect_used)]
use std::{
    fs,
    sync::{
        Arc, Mutex,
        mpsc::{self, Receiver, Sender},
    },
    time::Duration,
};

use super::super::install::zipped;
use super::*;

const APP: &str = "wx0123456789abcdef";
const SCENE: u32 = 1069;

type Answer = Box<dyn FnOnce(Value) + Send>;

/// What the host was asked to do.
enum Done {
    WentOn(PathBuf, Value),
    Started(PathBuf, Option<String>, u32),
    Asked(Value, Answer),
    Told(String),
}

#[derive(Clone)]
struct House {
    folder: Arc<tempfile::TempDir>,
    /// From where something runs.
    running: Arc<Mutex<Option<PathBuf>>>,
    done: Sender<Done>,
}

impl Doors for House {
    fn packages(&self) -> Packages {
        Packages::new(self.folder.path().join("packages"))
    }
    fn path_of_app(&self, app_id: &str) -> Option<PathBuf> {
        (app_id == APP).then(|| "/listed".into())
    }
    fn go_on(&self, path: &Path, options: Value) -> bool {
        let runs = self.running.lock().unwrap().as_deref() == Some(path);
        if runs {
            self.done.send(Done::WentOn(path.into(), options)).unwrap();
        }
        runs
    }
    fn start(&self, path: PathBuf, opening: Opening) -> Result<(), String> {
        if path.ends_with("broken.zip") {
            return Err("it is broken".into());
        }
        let Opening { page, scene, .. } = opening;
        self.done.send(Done::Started(path, page, scene)).unwrap();
        Ok(())
    }
    fn ask(&self, params: Value, reply: Answer) {
        self.done.send(Done::Asked(params, reply)).unwrap();
    }
    fn notice(&self, text: &str) {
        self.done.send(Done::Told(text.to_owned())).unwrap();
    }
}

fn house() -> (House, Receiver<Done>) {
    let (done, happened) = mpsc::channel();
    let house = House {
        folder: Arc::new(tempfile::tempdir().unwrap()),
        running: Arc::default(),
        done,
    };
    (house, happened)
}

impl House {
    fn install(&self) -> PathBuf {
        let packages = self.packages();
        let candidate = packages.check("a.zip", zipped(APP)).unwrap();
        packages.keep(&candidate).unwrap()
    }
}

/// The next thing that happens.
fn next(happened: &Receiver<Done>) -> Done {
    let waited = happened.recv_timeout(Duration::from_secs(30));
    waited.expect("nothing happens")
}

fn started(happened: &Receiver<Done>) -> (PathBuf, Option<String>, u32) {
    match next(happened) {
        Done::Started(path, page, scene) => (path, page, scene),
        Done::Told(text) => panic!("told: {text}"),
        _ => panic!("not started"),
    }
}

fn asked(happened: &Receiver<Done>) -> (String, Answer) {
    match next(happened) {
        Done::Asked(params, answer) => (params["content"].as_str().unwrap().to_owned(), answer),
        _ => panic!("not asked"),
    }
}

fn told(happened: &Receiver<Done>) -> String {
    match next(happened) {
        Done::Told(text) => text,
        _ => panic!("not told"),
    }
}

#[test]
fn a_link_opens_a_listed_mini_program_at_its_page() {
    let (house, happened) = house();
    let link = DeepLink::to_app(APP, "pages/a/a?x=1");
    open_text(&house, &link, SCENE);
    assert_eq!(
        started(&happened),
        ("/listed".into(), Some("pages/a/a?x=1".into()), SCENE)
    );
    open_text(&house, "peapod://open?appid=wxother", SCENE);
    assert!(told(&happened).contains("wxother"));
}

#[test]
fn a_link_opens_an_installed_package_and_no_other_file() {
    let (house, happened) = house();
    let kept = house.install();
    fs::write(house.folder.path().join("secret.zip"), zipped(APP)).unwrap();
    open_text(&house, &format!("peapod://open?path={APP}.zip"), SCENE);
    assert_eq!(started(&happened), (kept, None, SCENE));
    for path in ["none.zip", "../secret.zip"] {
        open_text(&house, &format!("peapod://open?path={path}"), SCENE);
        assert!(told(&happened).contains(path), "{path}");
    }
}

#[test]
fn what_runs_already_goes_on() {
    let (house, happened) = house();
    *house.running.lock().unwrap() = Some("/listed".into());
    open_text(&house, &DeepLink::to_app(APP, "pages/b/b"), SCENE);
    let Done::WentOn(path, options) = next(&happened) else {
        panic!("started anew");
    };
    assert_eq!(path, Path::new("/listed"));
    assert_eq!(options, json!({"scene": SCENE, "path": "pages/b/b"}));
}

#[test]
fn a_code_with_something_else_is_refused() {
    let (house, happened) = house();
    open_text(&house, "https://example.com", SCENE);
    assert!(told(&happened).contains("peapod://open?"));
}

#[test]
fn a_chosen_file_is_installed_and_opened() {
    let (house, happened) = house();
    let file = house.folder.path().join("下载.zip");
    fs::write(&file, zipped(APP)).unwrap();
    open_file(&house, file);
    let kept = house.folder.path().join(format!("packages/{APP}.zip"));
    assert_eq!(started(&happened), (kept.clone(), None, 0));
    assert!(kept.is_file());
    let text = house.folder.path().join("text.zip");
    fs::write(&text, "no zip").unwrap();
    open_file(&house, text);
    assert!(!told(&happened).is_empty());
}

#[test]
fn replacing_is_asked_first_and_starts_anew_even_what_runs() {
    let (house, happened) = house();
    let kept = house.install();
    *house.running.lock().unwrap() = Some(kept.clone());
    let file = house.folder.path().join("new.zip");
    fs::write(&file, zipped(APP)).unwrap();
    fs::write(&kept, "old").unwrap();

    open_file(&house, file.clone());
    let (content, answer) = asked(&happened);
    assert!(
        content.contains(APP) && content.contains("替换"),
        "{content}"
    );
    answer(json!({"confirm": false, "cancel": true}));
    assert_eq!(fs::read(&kept).unwrap(), b"old");

    open_file(&house, file);
    let (_, answer) = asked(&happened);
    answer(json!({"confirm": true}));
    // What runs is the package that was there before.
    assert_eq!(started(&happened), (kept.clone(), None, 0));
    assert_eq!(fs::read(&kept).unwrap(), zipped(APP));
}

#[test]
fn a_package_from_the_web_is_installed_only_when_the_user_agrees() {
    let (house, happened) = house();
    let url = Url::parse("https://example.com/x/demo.zip?v=1").unwrap();
    let opening = || Opening {
        page: Some("pages/a/a".into()),
        scene: SCENE,
        ..Opening::default()
    };
    downloaded(&house, &url, Ok(zipped(APP)), opening());
    let (content, answer) = asked(&happened);
    assert!(content.contains("example.com"), "{content}");
    assert!(!content.contains("替换"), "{content}");
    assert!(!house.folder.path().join("packages").exists());
    answer(json!({"confirm": true}));
    let (path, page, scene) = started(&happened);
    assert!(path.ends_with(format!("{APP}.zip")));
    assert_eq!((page.as_deref(), scene), (Some("pages/a/a"), SCENE));

    downloaded(&house, &url, Err("HTTP 404".into()), opening());
    assert_eq!(told(&happened), "HTTP 404");
    downloaded(&house, &url, Ok(b"<html>".to_vec()), opening());
    assert!(!told(&happened).is_empty());
}

#[test]
fn a_start_that_fails_is_told() {
    let (house, happened) = house();
    open(&house, "/packages/broken.zip".into(), Opening::default());
    assert_eq!(told(&happened), "it is broken");
}
