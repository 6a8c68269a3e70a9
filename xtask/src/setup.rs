//! `cargo xtask setup`: installs what building, running and testing need and is not there yet.

use std::fs;

use crate::cache::{collect, hash};
use crate::steps::{capture, command, has, root, run, say};

/// What an installation is for; tests need more than running does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Run,
    Test,
    /// Type checks for phones.
    TypeCheck,
    /// A second compiler, where rustup has no standard library for a target.
    OtherCompiler,
    /// Type checks for Windows.
    Windows,
    /// The tests of the Android library alone.
    Mobile,
    /// The engine's tests on an emulated processor.
    Arm,
    /// Everything that `cargo xtask ci` runs.
    Ci,
}

impl Purpose {
    fn packages(self) -> Vec<&'static str> {
        let parts: &[&[&str]] = match self {
            Self::Run => &[RUN_PACKAGES],
            Self::Test => &[RUN_PACKAGES, TEST_PACKAGES],
            Self::TypeCheck => &[TYPE_CHECK_PACKAGES],
            Self::OtherCompiler => &[OTHER_COMPILER_PACKAGES],
            Self::Windows => &[WINDOWS_PACKAGES],
            Self::Mobile => &[MOBILE_PACKAGES],
            Self::Arm => &[ARM_PACKAGES],
            Self::Ci => &[
                RUN_PACKAGES,
                TEST_PACKAGES,
                TYPE_CHECK_PACKAGES,
                MOBILE_PACKAGES,
                ARM_PACKAGES,
            ],
        };
        let mut names = parts.concat();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Debian packages to build and run, with the reason each is there.
const RUN_PACKAGES: &[&str] = &[
    "build-essential",           // C compiler for QuickJS and ring
    "pkg-config",                // finds the libraries below
    "libwebkit2gtk-4.1-dev",     // the webviews
    "libgtk-3-dev",              // the window
    "librsvg2-common",           // icons of the toolkit
    "gstreamer1.0-plugins-good", // containers and codecs of the web
    "gstreamer1.0-libav",        // H.264 and AAC
    "xvfb",                      // a display where there is none
    "xauth",                     // xvfb-run asks for it
    "dbus-x11",                  // session bus of the web processes
    "fonts-noto-cjk",            // Chinese text
    "fonts-noto-color-emoji",
];

/// Debian packages that only tests use.
const TEST_PACKAGES: &[&str] = &[
    "chromium",     // browser tests of the page runtime and the chrome
    "python3-venv", // minium, a client of the automation port
    "xdotool",      // real taps and keys on the window
];

/// Debian packages that type checks for other systems use.
const TYPE_CHECK_PACKAGES: &[&str] = &[
    "build-essential",       // links procedural macros and build scripts
    "clang",                 // compiles C for any processor
    "libclang-dev",          // reads QuickJS's headers
    "libc6-dev-arm64-cross", // headers for it
];

/// Debian packages that stand in for rustup.
const OTHER_COMPILER_PACKAGES: &[&str] = &[
    "rustc-web",    // a compiler whose standard library comes as source
    "cargo-web",    // its cargo
    "rust-web-src", // that source
];

/// Debian packages that type checks for Windows use besides.
const WINDOWS_PACKAGES: &[&str] = &["gcc-mingw-w64-x86-64"];

/// Debian packages that the tests of the Android library use.
const MOBILE_PACKAGES: &[&str] = &[
    "maven",                // fetches Kotlin, Robolectric and the framework's classes
    "default-jdk-headless", // compiles and runs them
];

/// Debian packages that the engine's tests on ARM use.
const ARM_PACKAGES: &[&str] = &[
    "build-essential",       // build scripts run here
    "gcc-aarch64-linux-gnu", // compiles QuickJS and links
    "libc6-dev-arm64-cross", // the C library it links, and that the emulator loads
    "qemu-user",             // the emulator
];

/// Installs missing system packages and npm packages, and builds the JavaScript bundles.
pub fn setup(purpose: Purpose) -> Result<(), String> {
    packages(purpose)?;
    npm_packages()?;
    bundles()
}

/// Installs missing system packages.
pub fn packages(purpose: Purpose) -> Result<(), String> {
    if !cfg!(target_os = "linux") || !has("dpkg-query") {
        return other_systems();
    }
    let missing: Vec<&str> = purpose
        .packages()
        .into_iter()
        .filter(|name| !installed(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    say(&format!(
        "installing {} system packages: {}",
        missing.len(),
        missing.join(" ")
    ));
    let root_user = capture(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root_user && !has("sudo") {
        return Err(format!(
            "these packages are missing and this user cannot install them; run as root:\n  apt-get install {}",
            missing.join(" ")
        ));
    }
    let apt = |arguments: &[&str]| {
        let mut words = Vec::new();
        if !root_user {
            words.extend(["sudo", "--preserve-env=DEBIAN_FRONTEND"]);
        }
        words.push("apt-get");
        words.extend(arguments);
        let mut apt = command(words[0]);
        apt.args(&words[1..])
            .env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut apt)
    };
    apt(&["-qq", "update"])?;
    let mut arguments = vec!["-qq", "-y", "--no-install-recommends", "install"];
    arguments.extend(&missing);
    apt(&arguments)
}

fn installed(package: &str) -> bool {
    capture(command("dpkg-query").args(["-W", "-f=${Status}", package]))
        .is_ok_and(|status| status.contains("install ok installed"))
}

/// Systems whose packages the toolbox does not install: says exactly what to install.
fn other_systems() -> Result<(), String> {
    let advice = if cfg!(target_os = "macos") {
        (!has("clang")).then_some("xcode-select --install")
    } else if cfg!(target_os = "windows") {
        (!has("cl.exe") && !has("link.exe")).then_some(
            "winget install Microsoft.VisualStudio.2022.BuildTools Microsoft.EdgeWebView2Runtime",
        )
    } else if capture(command("pkg-config").args(["--exists", "webkit2gtk-4.1"])).is_ok() {
        None
    } else if has("dnf") {
        Some(
            "sudo dnf install webkit2gtk4.1-devel gtk3-devel gcc pkgconf xorg-x11-server-Xvfb google-noto-sans-cjk-fonts google-noto-color-emoji-fonts chromium xdotool",
        )
    } else if has("pacman") {
        Some(
            "sudo pacman -S --needed webkit2gtk-4.1 gtk3 base-devel xorg-server-xvfb noto-fonts-cjk noto-fonts-emoji chromium xdotool",
        )
    } else {
        Some(
            "the development packages of WebKitGTK 4.1 and GTK 3, a C compiler, pkg-config, Xvfb, Noto CJK fonts, Chromium and xdotool",
        )
    };
    match advice {
        None => Ok(()),
        Some(line) => Err(format!("install this first, then try again:\n  {line}")),
    }
}

fn npm_packages() -> Result<(), String> {
    if !has(NPM) {
        return Err("Node.js 20 or newer with npm is needed: https://nodejs.org".into());
    }
    let lock = root().join("package-lock.json");
    let stamp = root().join("node_modules/.peapod-lock");
    let wanted = hash(&root(), &[lock], "")?;
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    say("installing npm packages");
    // Not `npm ci`: it refuses a lock file that lacks the binaries of platforms its maker's
    // registry did not have. `--no-save` keeps the locked versions and the lock file.
    run(command(NPM).args([
        "install",
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// Builds the framework, the page runtime and the chrome unless their sources are unchanged.
fn bundles() -> Result<(), String> {
    let mut sources = vec![
        root().join("package-lock.json"),
        root().join("tsconfig.base.json"),
    ];
    for folder in [
        "runtime/framework",
        "runtime/testing",
        "runtime/compiler/extended-lib",
        "runtime/compiler/less",
        "shell-ui",
    ] {
        collect(&root().join(folder), &mut sources);
    }
    let wanted = hash(&root(), &sources, "")?;
    let stamp = root().join("shell-ui/dist/.peapod-sources");
    let built = [
        "shell-ui/dist/page/index.html",
        "runtime/framework/dist/framework.js",
        "runtime/testing/dist/testing.js",
        "runtime/compiler/less/dist/less.js",
        "runtime/compiler/extended-lib/dist/weui.zip",
    ]
    .iter()
    .all(|file| root().join(file).is_file());
    if built && fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    say("building the JavaScript bundles");
    run(command(NPM).args(["run", "build", "--silent"]))?;
    fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// npm's name on this system.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };
