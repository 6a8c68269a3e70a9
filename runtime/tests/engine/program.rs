//! A mini-program written as a list of files, and the handles to watch it.

use std::sync::{Arc, Mutex};

use peapod_compiler::{Compiler, OpenOptions, Package};
use peapod_runtime::headless::{HeadlessHost, HeadlessPage};
use peapod_runtime::{LaunchOptions, LogKind, LogLevel, LogRecord, MiniProgram};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::apis::FakeApis;

/// Files of a mini-program. Pages `a` to `d` of most tests log their hooks.
pub struct Files {
    files: Vec<(String, String)>,
}

impl Files {
    /// With these pages in app.json and nothing else.
    pub fn new(pages: &[&str]) -> Self {
        Self::with_config(json!({ "pages": pages }))
    }

    pub fn with_config(app: Value) -> Self {
        let mut files = Self { files: Vec::new() };
        files.push("app.json", &app.to_string());
        files.push("project.config.json", r#"{"appid":"wxtest"}"#);
        files
    }

    fn push(&mut self, path: &str, text: &str) {
        self.files.push((path.to_owned(), text.to_owned()));
    }

    pub fn file(mut self, path: &str, text: &str) -> Self {
        self.push(path, text);
        self
    }

    /// A page's or component's script and template.
    pub fn part(self, path: &str, js: &str, wxml: &str) -> Self {
        self.file(&format!("{path}.js"), js)
            .file(&format!("{path}.wxml"), wxml)
    }

    /// A component, with its JSON.
    pub fn component(self, path: &str, js: &str, wxml: &str) -> Self {
        self.file(&format!("{path}.json"), r#"{"component":true}"#)
            .part(path, js, wxml)
    }

    /// A page that logs each of its hooks as `<name>.<hook>`.
    pub fn logging_page(self, path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap();
        let js = format!(
            "const hooks = {{}};
             for (const hook of ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onRouteDone']) {{
               hooks[hook] = function (arg) {{
                 if (hook === 'onRouteDone') return
                 console.log('{name}.' + hook + (hook === 'onLoad' ? ' ' + JSON.stringify(arg) : ''))
               }}
             }}
             Page(hooks)"
        );
        self.part(path, &js, &format!("<view>{name}</view>"))
    }

    pub fn launch(self) -> Running {
        self.launch_with(LaunchOptions::default())
    }

    /// As [`Self::launch`], on a host whose views say that they run WXS handlers.
    pub fn launch_with_wxs_in_view(self) -> Running {
        let host = HeadlessHost::default();
        host.claim_to_run_wxs();
        self.launch_on(host, LaunchOptions::default())
    }

    pub fn launch_with(self, options: LaunchOptions) -> Running {
        self.launch_on(HeadlessHost::default(), options)
    }

    fn launch_on(self, host: HeadlessHost, mut options: LaunchOptions) -> Running {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in self.files {
            let file = folder.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        let package = Package::open(folder.path(), &OpenOptions::default()).unwrap();
        let compiler = Arc::new(Compiler::new(Arc::new(package), None));
        let host = Arc::new(host);
        let apis = Arc::new(FakeApis::default());
        let logs: Arc<Mutex<Vec<LogRecord>>> = Arc::default();
        let sink = Arc::clone(&logs);
        options.log_sink = Some(Arc::new(move |record| sink.lock().unwrap().push(record)));
        let program =
            MiniProgram::launch(compiler.clone(), host.clone(), apis.clone(), options).unwrap();
        host.connect(&program);
        program.settle();
        Running {
            program,
            compiler,
            host,
            apis,
            logs,
            _folder: folder,
        }
    }
}

/// A launched mini-program whose first page stands.
pub struct Running {
    pub program: MiniProgram,
    pub compiler: Arc<Compiler>,
    pub host: Arc<HeadlessHost>,
    pub apis: Arc<FakeApis>,
    logs: Arc<Mutex<Vec<LogRecord>>>,
    _folder: TempDir,
}

impl Running {
    pub fn records(&self) -> Vec<LogRecord> {
        let mut records = self.logs.lock().unwrap().clone();
        records.retain(|record| record.kind != LogKind::Lifecycle);
        records
    }

    /// What the author logged with `console.log` since the last call.
    pub fn logged(&self) -> Vec<String> {
        let mut logs = self.logs.lock().unwrap();
        let (taken, rest) = std::mem::take(&mut *logs)
            .into_iter()
            .partition(|record| record.level == LogLevel::Log);
        *logs = rest;
        let taken: Vec<LogRecord> = taken;
        taken.into_iter().map(|record| record.text).collect()
    }

    /// Texts of the errors so far.
    pub fn errors(&self) -> Vec<String> {
        self.records()
            .into_iter()
            .filter(|record| record.level == LogLevel::Error)
            .map(|record| record.text)
            .collect()
    }

    pub fn page(&self) -> HeadlessPage {
        self.host.visible_page().expect("a page is visible")
    }

    /// The visible page's text.
    pub fn text(&self) -> String {
        self.page().tree.text_content(1)
    }

    pub fn eval(&self, js: &str) -> Value {
        let value = self.program.evaluate(js).unwrap();
        self.program.settle();
        value
    }

    /// An event at the first node that matches.
    pub fn send(&self, selector: &str, event: &str, detail: Value) {
        let page = self.page();
        let node = page.tree.find(selector).expect(selector);
        let message = json!(["event", node, event, detail, null]).to_string();
        self.program.view_message(page.init.page_id, &message);
        self.program.settle();
    }

    pub fn tap(&self, selector: &str) {
        self.send(selector, "tap", json!({ "x": 1, "y": 2 }));
    }

    /// Calls `wx[member]` and gives `ok` or the errMsg of the failure.
    pub fn wx(&self, member: &str, args: Value) -> String {
        let js = format!("wx.{member}({args}).then((r) => r.errMsg, (e) => e.errMsg)");
        let value = self.eval(&js);
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Ends the program; the protocol must have been kept throughout.
    pub fn finish(self) {
        self.program.close();
        assert_eq!(self.host.violations(), Vec::<String>::new());
    }
}
