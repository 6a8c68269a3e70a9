//! The boundary as Rust has it: what it registers and what it calls.

/// A method by name and JNI signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Method {
    pub name: &'static str,
    pub signature: &'static str,
}

const fn method(name: &'static str, signature: &'static str) -> Method {
    Method { name, signature }
}

/// The class with the natives.
pub const NATIVE: &str = "dev/peapod/android/bridge/Native";
/// Class of answers to requests.
pub const PAGE_ANSWER: &str = "dev/peapod/android/bridge/PageAnswer";
/// Class that wakes the main thread.
pub const MAIN_LOOP: &str = "dev/peapod/android/bridge/MainLoop";
/// Class of what a page host needs of a session.
pub const SESSION_CONFIG: &str = "dev/peapod/android/page/SessionConfig";
/// Class of the page host.
#[cfg(test)]
pub const PAGE_HOST: &str = "dev/peapod/android/page/PageHost";
/// Class of the device.
#[cfg(test)]
pub const DEVICE: &str = "dev/peapod/android/device/Device";

/// Names and signatures of the natives, in the order of `natives::functions`.
pub const NATIVES: [Method; 15] = [
    method(
        "attached",
        "(Ldev/peapod/android/page/PageHost;Ldev/peapod/android/device/Device;)V",
    ),
    method("detached", "(Ldev/peapod/android/page/PageHost;)V"),
    method("run", "()V"),
    method("message", "(JILjava/lang/String;)V"),
    method("rendererGone", "(JIZ)V"),
    method("shellGone", "(ZZ)V"),
    method(
        "request",
        "(JLjava/lang/String;Ljava/lang/String;Ljava/lang/String;)Ldev/peapod/android/bridge/PageAnswer;",
    ),
    method("allowFrame", "(JLjava/lang/String;)Z"),
    method("answered", "(JLjava/lang/String;)V"),
    method("metrics", "(Ljava/lang/String;)V"),
    method("back", "()Z"),
    method("memoryWarning", "(I)V"),
    method("settled", "(JLjava/lang/String;)V"),
    method("changed", "(Ljava/lang/String;Ljava/lang/String;)V"),
    method(
        "decode",
        "(Ljava/nio/ByteBuffer;IIILjava/lang/String;)Ljava/lang/String;",
    ),
];

pub const NEW_ANSWER: Method = method(
    "<init>",
    "(ILjava/lang/String;Ljava/lang/String;[Ljava/lang/String;[B)V",
);
pub const NEW_CONFIG: Method = method(
    "<init>",
    "(JLjava/lang/String;Ljava/lang/String;Ljava/lang/String;Z)V",
);
pub const WAKE: Method = method("wake", "()V");
pub const OPEN: Method = method("open", "(Ldev/peapod/android/page/SessionConfig;)V");
pub const CLOSE: Method = method("close", "()V");
pub const CREATE: Method = method("create", "(I)Ljava/lang/String;");
pub const EVALUATE: Method = method("evaluate", "(ILjava/lang/String;)V");
pub const ASK: Method = method("ask", "(ILjava/lang/String;J)V");
pub const RELOAD: Method = method("reload", "(I)V");
pub const LAY_OUT: Method = method("layOut", "(IDDI)V");
pub const FIRST_PAINTED: Method = method("firstPainted", "(I)V");
pub const SHOW: Method = method("show", "(III)V");
pub const REMOVE: Method = method("remove", "(I)V");
pub const RAISE_SHELL: Method = method("raiseShell", "(Z)V");
pub const DEVICE_CALL: Method = method("call", "(JLjava/lang/String;Ljava/lang/String;)V");

/// What Rust calls, by class; for the comparison with the table of both sides.
#[cfg(test)]
pub const CALLS: [(&str, &[Method]); 5] = [
    (PAGE_ANSWER, &[NEW_ANSWER]),
    (MAIN_LOOP, &[WAKE]),
    (SESSION_CONFIG, &[NEW_CONFIG]),
    (
        PAGE_HOST,
        &[
            OPEN,
            CLOSE,
            CREATE,
            EVALUATE,
            ASK,
            RELOAD,
            LAY_OUT,
            FIRST_PAINTED,
            SHOW,
            REMOVE,
            RAISE_SHELL,
        ],
    ),
    (DEVICE, &[DEVICE_CALL]),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::Value;

    fn table() -> Value {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../mobile/android/jni.json");
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    fn listed(methods: &Value) -> Vec<(String, String)> {
        let text = |entry: &Value, key: &str| entry[key].as_str().unwrap().to_owned();
        methods
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| (text(entry, "name"), text(entry, "signature")))
            .collect()
    }

    fn ours(methods: &[Method]) -> Vec<(String, String)> {
        methods
            .iter()
            .map(|it| (it.name.to_owned(), it.signature.to_owned()))
            .collect()
    }

    #[test]
    fn natives_are_those_of_the_table() {
        let table = table();
        assert_eq!(table["natives"]["class"], NATIVE);
        let mut listed = listed(&table["natives"]["methods"]);
        let mut ours = ours(&NATIVES);
        listed.sort();
        ours.sort();
        assert_eq!(ours, listed);
    }

    #[test]
    fn calls_are_those_of_the_table() {
        let table = table();
        let mut theirs: Vec<_> = table["calls"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| {
                let class = entry["class"].as_str().unwrap().to_owned();
                (class, listed(&entry["methods"]))
            })
            .collect();
        let mut mine: Vec<_> = CALLS
            .iter()
            .map(|(class, methods)| ((*class).to_owned(), ours(methods)))
            .collect();
        theirs.sort();
        mine.sort();
        assert_eq!(mine, theirs);
    }
}
