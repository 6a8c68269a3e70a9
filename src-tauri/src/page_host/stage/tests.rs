#![allow(clippy::unwrap_used)]

use std::{
    cell::RefCell,
    rc::Rc,
    sync::{Mutex, mpsc},
};

use peapod_runtime::host::{PageInit, Transition};
use serde_json::json;

use super::messages::MAX_CRASHES;
use super::*;
use crate::layout::{Insets, desktop_info};
use crate::page_host::script::INLINE_LIMIT;

type Journal = Rc<RefCell<Vec<String>>>;

struct Fake(Journal);

impl Fake {
    fn note(&self, line: String) {
        self.0.borrow_mut().push(line);
    }
}

impl Backend for Fake {
    type View = ViewId;
    fn create(&mut self, id: ViewId) -> Result<ViewId, String> {
        self.note(format!("create {id}"));
        Ok(id)
    }
    fn evaluate(&self, view: &ViewId, script: &str) {
        let short = script.replace(";\n", ";");
        self.note(format!(
            "eval {view} {}",
            short.get(..160).unwrap_or(&short)
        ));
    }
    fn ask(&self, _: &ViewId, _: &str, done: Box<dyn FnOnce(String) + Send>) {
        done(json!("{\"width\":3}").to_string());
    }
    fn reload(&self, view: &ViewId) {
        self.note(format!("reload {view}"));
    }
    fn lay_out(&mut self, view: &ViewId, insets: Insets, _: Rgb) {
        self.note(format!("lay {view} {} {}", insets.top, insets.bottom));
    }
    fn show(&mut self, incoming: &ViewId, outgoing: Option<&ViewId>, slide: Slide) {
        self.note(format!("show {incoming} over {outgoing:?} {slide:?}"));
    }
    fn first_painted(&self, _: &ViewId) {}
    fn remove(&mut self, view: ViewId) {
        self.note(format!("remove {view}"));
    }
}

#[derive(Default)]
struct Sink(Mutex<Vec<String>>);

impl PageSink for Sink {
    fn message(&self, page: PageId, message: &str) {
        self.0.lock().unwrap().push(format!("{page} {message}"));
    }
    fn painted(&self, _: PageId, _: u64) {}
    fn page_lost(&self, page: PageId) {
        self.0.lock().unwrap().push(format!("{page} lost"));
    }
}

struct Setup {
    stage: Stage<Fake>,
    journal: Journal,
    sink: Arc<Sink>,
    blobs: Arc<Blobs>,
}

fn setup() -> Setup {
    let journal = Journal::default();
    let sink = Arc::new(Sink::default());
    let blobs = Arc::new(Blobs::default());
    let stage = Stage::new(
        Fake(journal.clone()),
        sink.clone(),
        blobs.clone(),
        Box::new(|_| None),
        desktop_info(375.0, 812.0, 1.0, "light"),
    );
    Setup {
        stage,
        journal,
        sink,
        blobs,
    }
}

impl Setup {
    fn journal(&self) -> Vec<String> {
        std::mem::take(&mut *self.journal.borrow_mut())
    }
}

fn page(id: PageId, window: Value, is_tab: bool) -> Command {
    Command::Create(PageInit {
        rendering: None,
        page_id: id,
        route: format!("p{id}"),
        theme: "light".into(),
        window,
        is_tab,
        style: None,
    })
}

fn apply(page: PageId, batch: &str) -> Command {
    Command::Apply {
        page,
        batch: batch.into(),
    }
}

fn present(page: PageId, transition: Transition) -> Command {
    Command::Present { page, transition }
}

#[test]
fn a_warm_view_gets_init_at_once_and_a_turn_in_one_script() {
    let mut t = setup();
    t.stage.warm();
    t.journal();
    t.stage.on_message(1, "[\"ready\"]");
    assert_eq!(t.journal(), ["eval 1 __pp.rehearse();"]);
    t.stage.run(vec![
        page(1, json!({}), false),
        apply(1, "[1]"),
        apply(1, "[2]"),
        present(1, Transition::None),
    ]);
    let journal = t.journal();
    assert_eq!(journal[0], "lay 1 64 0");
    assert!(
        journal[1].starts_with("eval 1 __pp.init({\"pageId\":1"),
        "{journal:?}"
    );
    assert_eq!(journal[2], "show 1 over None None");
    assert_eq!(journal[3], "eval 1 __pp.ops([1]);__pp.ops([2]);");
    assert!(t.stage.wants_warming());
}

#[test]
fn a_cold_view_gets_nothing_before_it_is_ready() {
    let mut t = setup();
    t.stage
        .run(vec![page(1, json!({}), false), apply(1, "[1]")]);
    assert_eq!(t.journal(), ["create 1", "lay 1 64 0"]);
    t.stage.on_message(1, "[\"ready\"]");
    let journal = t.journal();
    assert!(journal[0].starts_with("eval 1 __pp.init("));
    assert_eq!(journal[1], "eval 1 __pp.ops([1]);");
}

#[test]
fn a_dead_renderer_is_rebuilt_from_the_log_and_given_up_in_the_end() {
    let mut t = setup();
    t.stage.run(vec![page(1, json!({}), false)]);
    t.stage.on_message(1, "[\"ready\"]");
    t.stage.run(vec![apply(1, "[1]")]);
    t.stage.on_message(1, "[\"painted\",1]");
    t.journal();
    t.stage.on_crash(1);
    t.stage.run(vec![apply(1, "[2]")]);
    assert_eq!(t.journal(), ["reload 1"]);
    t.stage.on_message(1, "[\"ready\"]");
    let journal = t.journal();
    assert!(journal[0].starts_with("eval 1 __pp.init("));
    assert_eq!(journal[1], "eval 1 __pp.ops([1]);__pp.ops([2]);");
    t.stage.on_message(1, "[\"painted\",1]");
    assert_eq!(
        *t.sink.0.lock().unwrap(),
        ["1 [\"painted\",1]"],
        "first paint is told once"
    );
    for _ in 0..MAX_CRASHES {
        t.stage.on_crash(1);
    }
    assert_eq!(t.sink.0.lock().unwrap().last().unwrap(), "1 lost");
}

#[test]
fn wxs_modules_come_alone_before_their_batch_and_again_to_a_new_document() {
    let wxs = |module: &str, code: &str| Command::Wxs {
        page: 1,
        module: module.into(),
        code: code.into(),
    };
    let define = |module: &str, code: &str| format!("eval 1 {}", script::wxs(module, code));
    let mut t = setup();
    t.stage.run(vec![page(1, json!({}), false)]);
    t.stage.on_message(1, "[\"ready\"]");
    t.journal();
    t.stage
        .run(vec![apply(1, "[1]"), wxs("m", "old"), apply(1, "[2]")]);
    assert_eq!(
        t.journal(),
        [
            "eval 1 __pp.ops([1]);",
            define("m", "old").as_str(),
            "eval 1 __pp.ops([2]);"
        ]
    );
    t.stage.on_crash(1);
    t.stage
        .run(vec![wxs("m", "new"), wxs("n", "also"), apply(1, "[3]")]);
    t.journal();
    t.stage.on_message(1, "[\"ready\"]");
    assert_eq!(
        t.journal()[1..],
        [
            define("m", "new").as_str(),
            &define("n", "also"),
            "eval 1 __pp.ops([1]);__pp.ops([2]);__pp.ops([3]);"
        ]
    );
}

#[test]
fn pop_slides_in_either_order_of_destroy_and_present() {
    for destroy_first in [true, false] {
        let mut t = setup();
        t.stage.run(vec![
            page(1, json!({}), false),
            present(1, Transition::None),
            page(2, json!({}), false),
            present(2, Transition::Push),
        ]);
        t.journal();
        let mut commands = vec![present(1, Transition::Pop), Command::Destroy(2)];
        if destroy_first {
            commands.reverse();
        }
        t.stage.run(commands);
        assert_eq!(t.journal(), ["show 1 over Some(2) Out", "remove 2"]);
        assert_eq!(t.stage.visible(), Some(1));
    }
}

#[test]
fn large_batches_go_through_a_blob() {
    let mut t = setup();
    t.stage.run(vec![page(1, json!({}), false)]);
    t.stage.on_message(1, "[\"ready\"]");
    t.journal();
    let large = format!("[\"{}\"]", "x".repeat(INLINE_LIMIT));
    t.stage.run(vec![apply(1, "[1]"), apply(1, &large)]);
    assert_eq!(t.journal(), ["eval 1 __pp.ops([1]);__pp.opsFrom(\"0\");"]);
    assert_eq!(t.blobs.take("0").unwrap(), large.into_bytes());
}

#[test]
fn tab_pages_make_room_for_the_tab_bar_and_others_do_not() {
    let mut t = setup();
    t.stage.run(vec![
        Command::TabBar(TabBarEdge::Bottom),
        page(1, json!({}), true),
        page(2, json!({"navigationStyle": "custom"}), false),
    ]);
    assert_eq!(
        t.journal(),
        ["create 1", "lay 1 64 48", "create 2", "lay 2 0 0"]
    );
    t.stage.run(vec![Command::TabBar(TabBarEdge::None)]);
    assert!(t.journal().contains(&"lay 1 64 0".to_owned()));
}

#[test]
fn questions_are_answered_and_chrome_messages_taken_out() {
    let mut t = setup();
    t.stage.run(vec![page(1, json!({}), false)]);
    t.stage.on_message(1, "[\"ready\"]");
    let (answer, answered) = mpsc::channel();
    t.stage.run(vec![Command::Ask {
        page: 1,
        request: json!({"id": 2}),
        answer: answer.clone(),
    }]);
    assert_eq!(answered.recv().unwrap().unwrap(), json!({"width": 3}));
    t.stage.run(vec![Command::Ask {
        page: 9,
        request: json!({}),
        answer,
    }]);
    assert!(matches!(
        answered.recv().unwrap(),
        Err(HostError::PageGone(9))
    ));
    t.stage
        .on_message(1, "[\"chrome\",4,\"picker\",{\"mode\":\"time\"}]");
    t.stage.on_message(1, "[\"event\",3,\"tap\",{},null]");
    assert_eq!(
        *t.sink.0.lock().unwrap(),
        [
            r#"1 ["chrome",4,"picker",{"mode":"time"}]"#,
            "1 [\"event\",3,\"tap\",{},null]"
        ]
    );
}

#[test]
fn a_new_activity_gets_every_page_back_from_its_log() {
    let mut t = setup();
    t.stage.warm();
    t.stage.on_message(1, "[\"ready\"]");
    t.stage.run(vec![
        page(7, json!({}), false),
        apply(7, "[1]"),
        present(7, Transition::None),
    ]);
    t.stage.warm();
    t.journal();
    t.stage.rebuild();
    assert!(t.stage.wants_warming(), "spare views are gone as well");
    let made = t.journal();
    assert_eq!(made, ["create 1", "lay 1 64 0", "show 1 over None None"]);
    // Nothing is told to a document that does not stand.
    t.stage.run(vec![apply(7, "[2]")]);
    assert!(t.journal().is_empty());
    t.stage.on_message(1, "[\"ready\"]");
    let told = t.journal().join(" ");
    assert!(told.contains("__pp.init("), "{told}");
    assert!(told.contains("__pp.ops([1]);__pp.ops([2]);"), "{told}");
}

#[test]
fn a_finger_drags_the_visible_page_off_the_one_below() {
    let mut t = setup();
    t.stage.run(vec![
        page(1, json!({}), false),
        present(1, Transition::None),
        page(2, json!({}), false),
    ]);
    // Made, and not shown yet.
    assert_eq!(t.stage.back_pair(), None);
    t.stage.run(vec![present(2, Transition::Push)]);
    assert_eq!(t.stage.back_pair(), Some((&2, &1)));
    t.stage
        .run(vec![Command::Destroy(2), present(1, Transition::Pop)]);
    assert_eq!(t.stage.back_pair(), None);
}

#[test]
fn pages_hear_of_the_keyboard_and_of_the_room_it_leaves() {
    let mut t = setup();
    t.stage.warm();
    t.stage.on_message(1, "[\"ready\"]");
    t.stage.run(vec![
        page(1, json!({}), false),
        present(1, Transition::None),
    ]);
    t.journal();
    t.stage.set_keyboard(300.0);
    // 812 of the window, 64 of them bars at the top.
    assert_eq!(t.journal(), ["eval 1 __pp.keyboard(300,448);"]);
    t.stage.set_keyboard(300.0);
    assert!(t.journal().is_empty());
    t.stage.set_keyboard(0.0);
    assert_eq!(t.journal(), ["eval 1 __pp.keyboard(0,748);"]);
}
