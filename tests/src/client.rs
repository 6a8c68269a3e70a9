//! A client of the automation port: one request at a time, events set aside.

use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

use crate::Outcome;

/// A connection to a running host.
pub struct Client {
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    next: u64,
}

/// An element of the current page, by the handle the host gave.
#[derive(Debug, Clone)]
pub struct Element {
    pub page: u64,
    pub id: Value,
    pub tag: String,
    /// Only custom components have one.
    pub node: Option<Value>,
}

impl Client {
    /// Connects to the automation port on loopback.
    pub fn connect(port: u16) -> Outcome<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).map_err(|error| error.to_string())?;
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .map_err(|error| error.to_string())?;
        let (socket, _) = tungstenite::client::client(
            format!("ws://127.0.0.1:{port}/"),
            MaybeTlsStream::Plain(stream),
        )
        .map_err(|error| error.to_string())?;
        Ok(Self { socket, next: 0 })
    }

    /// Sends one request and waits for its answer.
    pub fn call(&mut self, method: &str, params: Value) -> Outcome<Value> {
        self.next += 1;
        let id = format!("t{}", self.next);
        let frame = json!({ "id": id, "method": method, "params": params });
        self.socket
            .send(Message::text(frame.to_string()))
            .map_err(|error| format!("{method}: {error}"))?;
        loop {
            let message = self
                .socket
                .read()
                .map_err(|error| format!("{method}: {error}"))?;
            let Message::Text(text) = message else {
                continue;
            };
            let answer: Value =
                serde_json::from_str(&text).map_err(|error| format!("{method}: {error}"))?;
            if answer["id"] != json!(id) {
                continue;
            }
            if let Some(error) = answer.get("error") {
                return Err(format!("{method}: {}", error["message"]));
            }
            return Ok(answer["result"].clone());
        }
    }

    /// Path and query of the visible page, and its id.
    pub fn page(&mut self) -> Outcome<(u64, String, Value)> {
        let page = self.call("App.getCurrentPage", json!({}))?;
        let id = page["pageId"]
            .as_u64()
            .ok_or_else(|| format!("no pageId in {page}"))?;
        let path = page["path"].as_str().unwrap_or_default().to_string();
        Ok((id, path, page["query"].clone()))
    }

    /// Paths of the page stack, bottom first.
    pub fn stack(&mut self) -> Outcome<Vec<String>> {
        let answer = self.call("App.getPageStack", json!({}))?;
        let pages = answer["pageStack"]
            .as_array()
            .ok_or_else(|| format!("no pageStack in {answer}"))?;
        Ok(pages
            .iter()
            .map(|page| page["path"].as_str().unwrap_or_default().to_string())
            .collect())
    }

    /// The elements of the visible page that match; `a >>> b` looks inside component `a`.
    pub fn elements(&mut self, selector: &str) -> Outcome<Vec<Element>> {
        let (page, _, _) = self.page()?;
        let mut parts = selector.split(">>>").map(str::trim);
        let first = parts.next().unwrap_or_default();
        let answer = self.call(
            "Page.getElements",
            json!({ "pageId": page, "selector": first }),
        )?;
        let mut found = read_elements(page, &answer)?;
        for part in parts {
            let mut inner = Vec::new();
            for element in &found {
                let mut params = element.params();
                params["selector"] = json!(part);
                let answer = self.call("Element.getElements", params)?;
                inner.extend(read_elements(page, &answer)?);
            }
            found = inner;
        }
        Ok(found)
    }

    /// The first element that matches.
    pub fn element(&mut self, selector: &str) -> Outcome<Element> {
        self.elements(selector)?
            .into_iter()
            .next()
            .ok_or_else(|| format!("no element `{selector}`"))
    }

    /// Calls an `Element.*` method on an element.
    pub fn on(&mut self, element: &Element, method: &str, more: &Value) -> Outcome<Value> {
        let mut params = element.params();
        if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
            params.extend(more.clone());
        }
        self.call(&format!("Element.{method}"), params)
    }

    /// The text that an element shows.
    pub fn text(&mut self, selector: &str) -> Outcome<String> {
        Ok(self.raw_text(selector)?.trim().to_string())
    }

    /// The text of an element with the blanks around it.
    pub fn raw_text(&mut self, selector: &str) -> Outcome<String> {
        let element = self.element(selector)?;
        let answer = self.on(
            &element,
            "getDOMProperties",
            &json!({ "names": ["innerText"] }),
        )?;
        Ok(answer["properties"][0]
            .as_str()
            .unwrap_or_default()
            .to_string())
    }
}

impl Element {
    fn params(&self) -> Value {
        let mut params = json!({ "pageId": self.page, "elementId": self.id });
        if let Some(node) = &self.node {
            params["nodeId"] = node.clone();
        }
        params
    }
}

fn read_elements(page: u64, answer: &Value) -> Outcome<Vec<Element>> {
    let list = answer["elements"]
        .as_array()
        .ok_or_else(|| format!("no elements in {answer}"))?;
    Ok(list
        .iter()
        .map(|entry| Element {
            page,
            id: entry["elementId"].clone(),
            tag: entry["tagName"].as_str().unwrap_or_default().to_string(),
            node: entry.get("nodeId").cloned(),
        })
        .collect())
}
