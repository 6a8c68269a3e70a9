//! Requests that wait for the shell's answer.

use indexmap::IndexMap;
use serde_json::Value;

/// Ids from here on belong to the host; the logic counts from 1 and does not come this far.
pub const HOST_REQUESTS: u64 = 1 << 30;

/// Takes the shell's answer.
pub type Reply = Box<dyn FnOnce(Value) + Send>;

/// One open request.
pub struct Open {
    pub command: String,
    pub params: Value,
    /// `None`: the logic asked, and gets the answer as a chrome event.
    reply: Option<Reply>,
}

/// Open requests in order of arrival.
#[derive(Default)]
pub struct Requests {
    open: IndexMap<u64, Open>,
    allocated: u64,
}

/// Who gets an answer.
pub enum Addressee {
    Host(Reply),
    Logic,
    /// Unknown or answered before.
    Nobody,
}

impl Requests {
    /// Registers a request of the host and gives its id.
    pub fn add_host(&mut self, command: &str, mut params: Value, reply: Reply) -> (u64, Value) {
        let id = HOST_REQUESTS + self.allocated;
        self.allocated += 1;
        if !params.is_object() {
            params = Value::Object(serde_json::Map::default());
        }
        params["request"] = id.into();
        self.insert(id, command, params.clone(), Some(reply));
        (id, params)
    }

    /// Registers a request of the logic, if the command carries one.
    pub fn add_logic(&mut self, command: &str, params: &Value) {
        if let Some(id) = params.get("request").and_then(Value::as_u64) {
            self.insert(id, command, params.clone(), None);
        }
    }

    /// Changes parameters of an open request: `pickerUpdate {request, …}`.
    pub fn update(&mut self, changes: &Value) {
        if let Some(id) = changes.get("request").and_then(Value::as_u64)
            && let Some(open) = self.open.get_mut(&id)
            && let (Some(params), Some(changes)) =
                (open.params.as_object_mut(), changes.as_object())
        {
            params.extend(
                changes
                    .iter()
                    .map(|(key, value)| (key.clone(), value.clone())),
            );
        }
    }

    fn insert(&mut self, id: u64, command: &str, params: Value, reply: Option<Reply>) {
        let open = Open {
            command: command.to_owned(),
            params,
            reply,
        };
        self.open.insert(id, open);
    }

    /// Removes an answered request.
    pub fn answer(&mut self, id: u64) -> Addressee {
        match self.open.shift_remove(&id) {
            Some(Open {
                reply: Some(reply), ..
            }) => Addressee::Host(reply),
            Some(_) => Addressee::Logic,
            None => Addressee::Nobody,
        }
    }

    /// The newest open request of one of these commands.
    pub fn newest(&self, commands: &[&str]) -> Option<u64> {
        self.iter()
            .filter(|(_, it)| commands.contains(&it.command.as_str()))
            .map(|(id, _)| id)
            .last()
    }

    /// Open requests, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &Open)> {
        self.open.iter().map(|(id, open)| (*id, open))
    }

    /// Forgets all of them: nobody is left to read the answers.
    pub fn clear(&mut self) {
        self.open.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn host_and_logic_requests_do_not_meet() {
        let mut requests = Requests::default();
        requests.add_logic("modal", &json!({"request": 1, "title": "x"}));
        let (id, params) = requests.add_host("permission", json!({"scope": "s"}), Box::new(|_| ()));
        assert!(id >= HOST_REQUESTS);
        assert_eq!(params, json!({"scope": "s", "request": id}));
        assert_eq!(requests.newest(&["modal"]), Some(1));
        assert!(matches!(requests.answer(id), Addressee::Host(_)));
        assert!(matches!(requests.answer(id), Addressee::Nobody));
        assert!(matches!(requests.answer(1), Addressee::Logic));
        assert_eq!(requests.newest(&["modal"]), None);
    }

    #[test]
    fn commands_without_request_are_not_kept() {
        let mut requests = Requests::default();
        requests.add_logic("nav", &json!({"pageId": 1}));
        assert_eq!(requests.iter().count(), 0);
    }
}
