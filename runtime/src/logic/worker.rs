//! Worker threads of `wx.createWorker`: a QuickJS runtime of their own on a thread of their own, which runs a bundle
//! without `wx` and pages and speaks to the logic by messages.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;

use rquickjs::function::Func;
use rquickjs::{ArrayBuffer, Ctx, Function, Object};
use serde_json::{Value, json};

use super::bindings::{self, api_value};
use super::engine::State;
use super::failure::throw;
use super::{Message, Realm, Start, spawn};
use crate::program::LaunchOptions;

/// What a worker thread knows of the logic that made it.
pub(crate) struct Link {
    id: u32,
    /// Package path of the script with extension.
    script: String,
    parent: Sender<Message>,
}

impl Link {
    /// What the bundle starts with.
    pub(super) fn launch(&self, state: &State) -> Value {
        json!({ "path": self.script, "folder": state.compiler().package().app().workers })
    }
}

struct Worker {
    sender: Sender<Message>,
    closing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Lets the thread end; a script that runs is interrupted.
    fn end(&self) {
        self.closing.store(true, Ordering::Relaxed);
        // A thread that is gone needs no telling.
        let _ = self.sender.send(Message::Close);
    }
}

/// The workers of one mini-program.
#[derive(Default)]
pub(super) struct Workers {
    running: HashMap<u32, Worker>,
    last_id: u32,
}

impl Workers {
    /// Ends all and waits until their threads are gone.
    pub fn end_all(&mut self) {
        for worker in self.running.values() {
            worker.end();
        }
        for (_, mut worker) in self.running.drain() {
            if let Some(thread) = worker.thread.take() {
                // What panicked there has been reported there.
                let _ = thread.join();
            }
        }
    }
}

/// Puts the functions of a worker on its global object.
pub(super) fn install<'js>(ctx: &Ctx<'js>, state: &Rc<State>, link: &Link) -> rquickjs::Result<()> {
    let native = Object::new(ctx.clone())?;
    bindings::basics(&native, state)?;
    bindings::modules(&native, state)?;
    let (id, parent) = (link.id, link.parent.clone());
    native.set(
        "post",
        Function::new(
            ctx.clone(),
            move |ctx: Ctx<'js>, kind: String, json: String, buffers: Vec<ArrayBuffer<'js>>| {
                let kind = match kind.as_str() {
                    "message" => "message",
                    "killed" => "killed",
                    _ => "error",
                };
                let value = api_value(&ctx, &json, &buffers)?;
                // The logic may be closing.
                let _ = parent.send(Message::FromWorker(id, kind, value));
                rquickjs::Result::Ok(())
            },
        )?,
    )?;
    ctx.globals().set("__native", native)
}

/// The functions by which the logic makes and ends workers.
pub(super) fn install_control<'js>(
    native: &Object<'js>,
    state: &Rc<State>,
) -> rquickjs::Result<()> {
    let s = Rc::clone(state);
    native.set(
        "createWorker",
        Function::new(
            native.ctx().clone(),
            move |ctx: Ctx<'js>, script: String| {
                start(&s, script).map_err(|error| throw(&ctx, &error))
            },
        )?,
    )?;
    let s = Rc::clone(state);
    native.set(
        "postToWorker",
        Function::new(
            native.ctx().clone(),
            move |ctx: Ctx<'js>, id: u32, json: String, buffers: Vec<ArrayBuffer<'js>>| {
                let value = api_value(&ctx, &json, &buffers)?;
                if let Some(worker) = s.workers.borrow().running.get(&id) {
                    // A worker that ended by itself has said so.
                    let _ = worker.sender.send(Message::ToWorker(value));
                }
                rquickjs::Result::Ok(())
            },
        )?,
    )?;
    let s = Rc::clone(state);
    native.set(
        "terminateWorker",
        Func::from(move |id: u32| {
            // The thread ends in its own time: the logic must not wait for it.
            if let Some(worker) = s.workers.borrow_mut().running.remove(&id) {
                worker.end();
            }
        }),
    )
}

fn start(state: &State, script: String) -> Result<u32, String> {
    let mut workers = state.workers.borrow_mut();
    workers.last_id = workers.last_id.wrapping_add(1);
    let id = workers.last_id;
    let (sender, receiver) = mpsc::channel();
    let closing = Arc::new(AtomicBool::new(false));
    let thread = spawn(Start {
        compiler: state.compiler(),
        host: Arc::clone(&state.host),
        apis: Arc::clone(&state.apis),
        options: LaunchOptions {
            cache_dir: state.cache_dir.clone(),
            log_sink: state.log_sink.clone(),
            ..LaunchOptions::default()
        },
        sender: sender.clone(),
        receiver,
        closing: Arc::clone(&closing),
        realm: Realm::Worker(Link {
            id,
            script,
            parent: state.sender.clone(),
        }),
    })
    .map_err(|error| error.to_string())?;
    let worker = Worker {
        sender,
        closing,
        thread: Some(thread),
    };
    workers.running.insert(id, worker);
    Ok(id)
}
