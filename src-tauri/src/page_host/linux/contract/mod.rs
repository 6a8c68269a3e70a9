//! The contract of all page hosts (`tests/contract/page_host.json`), held against WebKitGTK.
//!
//! The test starts itself once more under an Xvfb of its own: windows have the size they ask for
//! there, and GTK finds its display in the environment.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod script;
mod site;
mod world;

use std::{collections::BTreeMap, process::Command};

use script::{Contract, Step};
use world::World;

/// Set in the process under Xvfb.
const INNER: &str = "PEAPOD_CONTRACT_DISPLAY";
/// This host's name in the data.
const HOST: &str = "linux";

fn contract() -> Contract {
    let text = include_str!("../../../../../tests/contract/page_host.json");
    serde_json::from_str(text).expect("tests/contract/page_host.json")
}

#[test]
fn webkitgtk_keeps_the_contract() {
    if std::env::var_os(INNER).is_none() {
        return under_xvfb("page_host::platform::contract::webkitgtk_keeps_the_contract");
    }
    gtk::init().expect("GTK");
    // One scenario by name, for whoever looks into it.
    let only = std::env::var("PEAPOD_SCENARIO").ok();
    let mut failures = 0;
    let mut held = 0;
    for scenario in contract().scenarios {
        if scenario.unobservable.contains_key(HOST)
            || only.as_ref().is_some_and(|only| *only != scenario.name)
        {
            continue;
        }
        let mut world = World::open(&scenario);
        let outcome = scenario
            .steps
            .iter()
            .enumerate()
            .try_for_each(|(at, step)| {
                let done = match step {
                    Step::Expect(expected) => world.expect(expected),
                    other => world.act(other),
                };
                done.map_err(|error| format!("step {}: {error}", at + 1))
            });
        match outcome.and_then(|()| world.end()) {
            Ok(()) => {
                println!("held: {}", scenario.name);
                held += 1;
            }
            Err(error) => {
                println!("broken: {}\n    {error}", scenario.name);
                failures += 1;
            }
        }
    }
    println!("{held} scenarios held, {failures} broken");
    // GTK's thread is not the process's first; WebKit's destructors would wait for it.
    std::process::exit(i32::from(held == 0 || failures > 0));
}

fn under_xvfb(test: &str) {
    let status = Command::new("xvfb-run")
        .args(["-a", "-s", "-screen 0 800x1000x24"])
        .arg(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture"])
        .env(INNER, "1")
        .env("WEBKIT_DMABUF_RENDERER_FORCE_SHM", "1")
        .env("GDK_BACKEND", "x11")
        // The document of this build; another base would scale pixels.
        .env_remove("GDK_SCALE")
        .status()
        .expect("xvfb-run is missing: `cargo xtask setup` installs it");
    assert!(status.success(), "see above");
}

/// The trait's own words, so that the data cannot fall behind it.
fn operations_of_the_trait() -> BTreeMap<String, Vec<String>> {
    let source = include_str!("../../backend.rs");
    let (_, body) = source.split_once("pub trait Backend {").unwrap();
    body.split("    fn ")
        .skip(1)
        .map(|declaration| {
            let (name, rest) = declaration.split_once('(').unwrap();
            let (parameters, _) = rest.split_once(')').unwrap();
            let names = parameters
                .split(", ")
                .filter_map(|parameter| parameter.split_once(": "))
                .map(|(name, _)| name.to_owned())
                // What the answer goes to is an observation.
                .filter(|name| name != "done")
                .collect();
            (name.to_owned(), names)
        })
        .collect()
}

#[test]
fn the_contract_has_the_operations_and_fields_of_the_trait() {
    assert_eq!(contract().operations, operations_of_the_trait());
}

#[test]
fn every_operation_is_in_a_scenario_that_runs_everywhere() {
    let contract = contract();
    let used: Vec<&str> = contract
        .scenarios
        .iter()
        .filter(|scenario| scenario.unobservable.is_empty())
        .flat_map(|scenario| &scenario.steps)
        .map(Step::name)
        .collect();
    for operation in contract.operations.keys() {
        assert!(used.contains(&operation.as_str()), "{operation}");
    }
}

#[test]
fn what_a_host_cannot_observe_has_a_reason() {
    let contract = contract();
    for scenario in &contract.scenarios {
        for (host, reason) in &scenario.unobservable {
            assert!(contract.hosts.contains_key(host), "{host}");
            assert!(reason.len() > 20, "{}: {reason}", scenario.name);
        }
        assert!(
            scenario.unobservable.len() < contract.hosts.len(),
            "nobody runs {}",
            scenario.name
        );
    }
}
