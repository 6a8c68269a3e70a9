//! Compiles every template and module of the packages named on the command line, relevant or
//! not, and lets QuickJS evaluate the templates and parse the modules:
//! `cargo run -p peapod-compiler --example evaluate -- FOLDER…`
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::sync::Arc;

use peapod_compiler::{Compiler, OpenOptions, Package};
use rquickjs::{CatchResultExt, Context, Function, Object, Runtime, Value};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for folder in std::env::args().skip(1) {
        let package = match Package::open(Path::new(&folder), &OpenOptions::default()) {
            Ok(package) => Arc::new(package),
            Err(error) => {
                println!("{folder}: {error}");
                continue;
            }
        };
        let compiler = Compiler::new(package.clone(), None);
        let runtime = Runtime::new()?;
        runtime.set_max_stack_size(4 << 20);
        let context = Context::full(&runtime)?;
        let (mut templates, mut modules, mut failed) = (0, 0, 0);
        context.with(|ctx| -> rquickjs::Result<()> {
            let console = Object::new(ctx.clone())?;
            let said = folder.clone();
            let report = move |text: String| println!("  {said}: WXS {text}");
            console.set("error", Function::new(ctx.clone(), report)?)?;
            console.set("log", Function::new(ctx.clone(), |_: Value| {})?)?;
            ctx.globals().set("console", console)?;
            for file in package.files() {
                if let Some(path) = file.strip_suffix(".wxml") {
                    templates += 1;
                    let code = format!("typeof ({}).content('')", compiler.template(path).code);
                    match ctx.eval::<String, _>(code).catch(&ctx) {
                        Ok(kind) if kind == "function" => {}
                        Ok(kind) => println!("  {file}: no template but {kind}"),
                        Err(error) => {
                            failed += 1;
                            println!("  {file}: {error}");
                        }
                    }
                } else if file.ends_with(".js")
                    || (file.ends_with(".ts") && !file.ends_with(".d.ts"))
                {
                    let Ok(module) = compiler.module(file) else {
                        continue;
                    };
                    modules += 1;
                    let code = format!("(function(require,module,exports){{{}\n}})", module.code);
                    if let Err(error) = ctx.eval::<Value, _>(code).catch(&ctx) {
                        failed += 1;
                        println!("  {file}: {error}");
                    }
                }
            }
            Ok(())
        })?;
        println!("{folder}: {templates} templates, {modules} modules, {failed} failed");
    }
    Ok(())
}
