//! Compiling scripts, with a cache of bytecode made on this machine.

use std::ffi::CString;
use std::fs;
use std::path::{Path, PathBuf};

use peapod_compiler::{CacheLimits, prune_cache_once, touch_cached};
use rquickjs::{Ctx, Error, Value, qjs};
use sha2::{Digest, Sha256};

use super::failure::throw;

/// Part of every key, so that an upgrade never reads what another build wrote.
const FORMAT: &str = concat!("peapod-bytecode-1-", env!("CARGO_PKG_VERSION"));

/// Evaluates scripts in the global scope, and remembers their bytecode where a folder was given.
/// Bytecode is never taken from a package: QuickJS trusts it blindly.
#[derive(Debug)]
pub(super) struct Scripts {
    folder: Option<PathBuf>,
}

impl Scripts {
    pub fn new(cache_dir: Option<&Path>) -> Self {
        // SAFETY: returns a pointer to a static string.
        let engine = unsafe { std::ffi::CStr::from_ptr(qjs::JS_GetVersion()) };
        let folder = cache_dir.map(|dir| {
            prune_cache_once(&dir.join("bytecode"), CacheLimits::default());
            dir.join("bytecode").join(format!(
                "quickjs-{}-{}",
                engine.to_string_lossy(),
                std::env::consts::ARCH
            ))
        });
        if let Some(folder) = &folder
            && let Err(error) = fs::create_dir_all(folder)
        {
            log::warn!("no bytecode cache in {}: {error}", folder.display());
        }
        Self { folder }
    }

    /// Runs `code` as a global script called `name` (which shows up in stacks) and gives its
    /// completion value. Throws what the script throws.
    pub fn evaluate<'js>(
        &self,
        ctx: &Ctx<'js>,
        name: &str,
        code: &str,
    ) -> rquickjs::Result<Value<'js>> {
        let Some(folder) = &self.folder else {
            let compiled = compile(ctx, name, code)?;
            return run(ctx, compiled);
        };
        let file = folder.join(key(name, code));
        if let Some(bytecode) = read(&file)
            && let Ok(compiled) = decode(ctx, &bytecode)
        {
            touch_cached(&file);
            return run(ctx, compiled);
        }
        let compiled = compile(ctx, name, code)?;
        if let Some(bytecode) = encode(ctx, compiled)
            && let Err(error) = write(&file, &bytecode)
        {
            log::debug!("bytecode of {name} not kept: {error}");
        }
        run(ctx, compiled)
    }
}

fn key(name: &str, code: &str) -> String {
    let mut hash = Sha256::new();
    for part in [FORMAT, name, code] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    format!("{:x}.bin", hash.finalize())
}

/// Reads a file that starts with the SHA-256 of the rest; anything else counts as absent.
fn read(file: &Path) -> Option<Vec<u8>> {
    let mut bytes = fs::read(file).ok()?;
    if bytes.len() < 32 {
        return None;
    }
    let payload = bytes.split_off(32);
    (bytes == Sha256::digest(&payload).as_slice()).then_some(payload)
}

/// Writes beside the file and renames, so that a reader sees all of it or nothing.
fn write(file: &Path, payload: &[u8]) -> std::io::Result<()> {
    let part = file.with_extension(format!("{}.part", std::process::id()));
    let mut bytes = Sha256::digest(payload).to_vec();
    bytes.extend_from_slice(payload);
    fs::write(&part, bytes)?;
    fs::rename(&part, file)
}

/// A compiled script: a function object that [`run`] consumes.
type Compiled = qjs::JSValue;

fn compile(ctx: &Ctx<'_>, name: &str, code: &str) -> rquickjs::Result<Compiled> {
    let (Ok(source), Ok(file)) = (CString::new(code), CString::new(name)) else {
        return Err(throw(ctx, &format!("{name} contains a NUL character")));
    };
    let flags = qjs::JS_EVAL_TYPE_GLOBAL | qjs::JS_EVAL_FLAG_COMPILE_ONLY;
    // SAFETY: the context is alive, both strings are NUL-terminated and outlive the call, and the
    // length leaves the terminator out, as QuickJS wants it.
    let value = unsafe {
        qjs::JS_Eval(
            ctx.as_raw().as_ptr(),
            source.as_ptr(),
            source.as_bytes().len() as _,
            file.as_ptr(),
            flags as i32,
        )
    };
    checked(value)
}

fn decode(ctx: &Ctx<'_>, bytecode: &[u8]) -> rquickjs::Result<Compiled> {
    // SAFETY: the buffer was written by `encode` of this very build (key and checksum say so).
    let value = unsafe {
        qjs::JS_ReadObject(
            ctx.as_raw().as_ptr(),
            bytecode.as_ptr(),
            bytecode.len() as _,
            qjs::JS_READ_OBJ_BYTECODE as i32,
        )
    };
    let value = checked(value);
    if value.is_err() {
        ctx.catch();
    }
    value
}

fn encode(ctx: &Ctx<'_>, compiled: Compiled) -> Option<Vec<u8>> {
    let context = ctx.as_raw().as_ptr();
    let mut size: qjs::size_t = 0;
    // SAFETY: `compiled` is a live compiled function; QuickJS borrows it.
    let bytes = unsafe {
        qjs::JS_WriteObject(
            context,
            &raw mut size,
            compiled,
            qjs::JS_WRITE_OBJ_BYTECODE as i32,
        )
    };
    if bytes.is_null() {
        ctx.catch();
        return None;
    }
    // SAFETY: QuickJS returned `size` bytes that are ours to free.
    unsafe {
        let copy = std::slice::from_raw_parts(bytes, size as usize).to_vec();
        qjs::js_free(context, bytes.cast());
        Some(copy)
    }
}

fn run<'js>(ctx: &Ctx<'js>, compiled: Compiled) -> rquickjs::Result<Value<'js>> {
    // SAFETY: `JS_EvalFunction` consumes `compiled`; its result is owned by us.
    let value = unsafe { qjs::JS_EvalFunction(ctx.as_raw().as_ptr(), compiled) };
    let value = checked(value)?;
    // SAFETY: a live value of this context whose reference we own.
    Ok(unsafe { Value::from_raw(ctx.clone(), value) })
}

fn checked(value: qjs::JSValue) -> rquickjs::Result<qjs::JSValue> {
    // SAFETY: reads the tag only.
    if unsafe { qjs::JS_VALUE_GET_TAG(value) } == qjs::JS_TAG_EXCEPTION {
        Err(Error::Exception)
    } else {
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use rquickjs::{Context, Runtime};

    use super::*;

    fn with_context(test: impl FnOnce(Ctx<'_>)) {
        let runtime = Runtime::new().unwrap();
        Context::full(&runtime).unwrap().with(test);
    }

    #[test]
    fn a_script_runs_from_source_and_again_from_bytecode() {
        let folder = tempfile::tempdir().unwrap();
        let scripts = Scripts::new(Some(folder.path()));
        with_context(|ctx| {
            let value = scripts.evaluate(&ctx, "a.js", "(function(){return 6*7})()");
            assert_eq!(value.unwrap().as_int(), Some(42));
        });
        assert!(
            read(
                &scripts
                    .folder
                    .clone()
                    .unwrap()
                    .join(key("a.js", "(function(){return 6*7})()"))
            )
            .is_some()
        );
        with_context(|ctx| {
            let value = scripts.evaluate(&ctx, "a.js", "(function(){return 6*7})()");
            assert_eq!(value.unwrap().as_int(), Some(42));
        });
    }

    #[test]
    fn a_damaged_cache_file_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let scripts = Scripts::new(Some(folder.path()));
        let file = scripts.folder.clone().unwrap().join(key("a.js", "1+1"));
        with_context(|ctx| {
            scripts.evaluate(&ctx, "a.js", "1+1").unwrap();
            let mut bytes = fs::read(&file).unwrap();
            let last = bytes.len() - 1;
            bytes[last] ^= 0xff;
            fs::write(&file, bytes).unwrap();
            let value = scripts.evaluate(&ctx, "a.js", "1+1");
            assert_eq!(value.unwrap().as_int(), Some(2));
        });
    }

    #[test]
    fn syntax_errors_name_file_and_line() {
        with_context(|ctx| {
            let error = Scripts::new(None).evaluate(&ctx, "pages/a.js", "var a;\nvar = 1");
            assert!(error.is_err());
            let text = super::super::failure::describe(&ctx.catch());
            assert!(text.contains("pages/a.js:2"), "{text}");
        });
    }

    #[test]
    fn the_same_code_under_another_name_is_another_entry() {
        assert_ne!(key("a.js", "1"), key("b.js", "1"));
    }
}
