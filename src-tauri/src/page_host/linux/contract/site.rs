//! A site for frames: its document says what its address holds, in every way it can find.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    sync::{Arc, Mutex},
};

/// The channel to the host is not the frame's to use: neither as the page runtime calls it nor as
/// WebKit has it. `parent` hears when all has been said.
const DOCUMENT: &str = "<!doctype html><script>
const message = decodeURIComponent(location.hash.slice(1))
const ways = [
  () => ipc.postMessage(message),
  () => webkit.messageHandlers.ipc.postMessage(message),
  () => parent.ipc.postMessage(message),
]
if (message) for (const way of ways) try { way() } catch (_) {}
parent.postMessage('said', '*')
</script>";

/// A server on loopback; ends with the process.
pub struct Site {
    /// `http://127.0.0.1:…`
    pub address: String,
    /// Paths asked for, in order.
    pub asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    pub fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = asked.clone();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut head = BufReader::new(&stream).lines().map_while(Result::ok);
                let path = head
                    .next()
                    .and_then(|line| line.split(' ').nth(1).map(str::to_owned))
                    .unwrap_or_default();
                head.find(String::is_empty);
                if path != "/favicon.ico" {
                    log.lock().unwrap().push(path);
                }
                let _ = write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\
                     Access-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n{DOCUMENT}",
                    DOCUMENT.len()
                );
            }
        });
        Self { address, asked }
    }
}
