//! Key-value storage of one app: a transactional file, with everything also kept in memory, so
//! that `getStorageSync` never waits for the disk. A write returns when its transaction is on
//! disk; a kill at any moment leaves each write whole or absent.

pub mod api;
mod seal;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, LazyLock, Mutex, PoisonError, RwLock, Weak};

use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};
use serde_json::Value;

use crate::context::lock;
use crate::error::ApiError;

/// All keys and values of an app, in bytes: 10 MB.
pub const TOTAL_LIMIT: usize = 10 * 1024 * 1024;
/// One key with its value, in bytes: 1 MB.
pub const ENTRY_LIMIT: usize = 1024 * 1024;
/// With `encrypt`, the sealed text is about 1.4 times as long; WeChat allows 0.7 MB of it.
pub const SEALED_ENTRY_LIMIT: usize = 717 * 1024;

const DATA: TableDefinition<&str, &[u8]> = TableDefinition::new("data");
const SETTINGS: TableDefinition<&str, &str> = TableDefinition::new("settings");

const PLAIN: u8 = 0;
const SEALED: u8 = 1;

#[derive(Debug, Clone)]
enum Entry {
    Plain { value: Arc<Value>, size: usize },
    Sealed { bytes: Arc<Vec<u8>>, size: usize },
}

impl Entry {
    fn size(&self) -> usize {
        match self {
            Self::Plain { size, .. } | Self::Sealed { size, .. } => *size,
        }
    }
}

#[derive(Default)]
struct Memory {
    entries: BTreeMap<String, Entry>,
    settings: BTreeMap<String, String>,
    /// Sum of all entries' sizes, in bytes.
    total: usize,
}

struct Inner {
    path: PathBuf,
    /// Taken only by `drop`.
    database: Option<Database>,
    memory: RwLock<Memory>,
    /// Held over a transaction and the change of the memory that mirrors it.
    writing: Mutex<()>,
}

impl Inner {
    fn database(&self) -> Result<&Database, ApiError> {
        self.database
            .as_ref()
            .ok_or_else(|| ApiError::internal("storage: closed"))
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // The file must be closed before the entry goes: who waits for the entry opens it next.
        let mut open = lock(&OPEN);
        drop(self.database.take());
        open.remove(&self.path);
        CLOSED.notify_all();
    }
}

/// Files open in this process: the database can be opened once, and a reload of the
/// mini-program overlaps with the end of the instance before.
static OPEN: LazyLock<Mutex<HashMap<PathBuf, Weak<Inner>>>> = LazyLock::new(Mutex::default);
/// Told when an entry of [`OPEN`] has gone.
static CLOSED: Condvar = Condvar::new();

/// The storage of one app; clones share it.
#[derive(Clone)]
pub struct Storage {
    inner: Arc<Inner>,
}

/// A value to store.
pub struct Write<'a> {
    pub key: &'a str,
    /// The facade's encoding: JSON, with `{"$date": ms}` for dates and `{"$undefined": true}`.
    pub value: Value,
    pub encrypt: bool,
}

/// What `getStorageInfo` reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    pub keys: Vec<String>,
    /// Kilobytes, rounded up.
    pub current_size: usize,
    /// Kilobytes.
    pub limit_size: usize,
}

fn broken(error: impl Into<redb::Error>) -> ApiError {
    ApiError::internal(format!("storage: {}", error.into()))
}

impl Storage {
    /// Opens the storage file in an app's folder, making it at the first start.
    ///
    /// # Errors
    /// The file cannot be opened or is not a storage file.
    pub fn open(home: &Path) -> Result<Self, ApiError> {
        let path = home.join("storage.redb");
        let mut open = lock(&OPEN);
        while let Some(entry) = open.get(&path) {
            match entry.upgrade() {
                Some(inner) => return Ok(Self { inner }),
                // Its last user is gone, and `drop` is about to close it.
                None => open = CLOSED.wait(open).unwrap_or_else(PoisonError::into_inner),
            }
        }
        let database = Database::create(&path).map_err(broken)?;
        let memory = load(&database)?;
        let inner = Arc::new(Inner {
            path: path.clone(),
            database: Some(database),
            memory: RwLock::new(memory),
            writing: Mutex::new(()),
        });
        open.insert(path, Arc::downgrade(&inner));
        Ok(Self { inner })
    }

    fn read<T>(&self, look: impl FnOnce(&Memory) -> T) -> T {
        look(
            &self
                .inner
                .memory
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    fn change(&self, change: impl FnOnce(&mut Memory)) {
        change(
            &mut self
                .inner
                .memory
                .write()
                .unwrap_or_else(PoisonError::into_inner),
        );
    }

    /// A stored value. Sealed values are found only with `decrypt`.
    pub fn get(&self, key: &str, decrypt: bool) -> Result<Option<Value>, ApiError> {
        let entry = self.read(|memory| memory.entries.get(key).cloned());
        match entry {
            Some(Entry::Plain { value, .. }) => Ok(Some((*value).clone())),
            Some(Entry::Sealed { bytes, .. }) if decrypt => {
                let text = seal::open(&self.secret()?, &bytes)?;
                serde_json::from_slice(&text)
                    .map(Some)
                    .map_err(ApiError::internal)
            }
            _ => Ok(None),
        }
    }

    /// Stores all values or none.
    ///
    /// # Errors
    /// A value above the entry limit, or a total above the storage limit.
    pub fn put(&self, writes: Vec<Write<'_>>) -> Result<(), ApiError> {
        let secret = if writes.iter().any(|write| write.encrypt) {
            Some(self.secret()?)
        } else {
            None
        };
        let mut rows = Vec::with_capacity(writes.len());
        for write in writes {
            let text = write.value.to_string();
            let mut size = write.key.len() + text.len();
            let (bytes, entry) = match (&secret, write.encrypt) {
                (Some(secret), true) => {
                    if size > SEALED_ENTRY_LIMIT {
                        return Err(entry_too_big());
                    }
                    let sealed = Arc::new(seal::close(secret, text.as_bytes())?);
                    size = write.key.len() + sealed.len();
                    let mut bytes = vec![SEALED];
                    bytes.extend_from_slice(&sealed);
                    (
                        bytes,
                        Entry::Sealed {
                            bytes: sealed,
                            size,
                        },
                    )
                }
                _ => {
                    if size > ENTRY_LIMIT {
                        return Err(entry_too_big());
                    }
                    let mut bytes = vec![PLAIN];
                    bytes.extend_from_slice(text.as_bytes());
                    let value = Arc::new(write.value);
                    (bytes, Entry::Plain { value, size })
                }
            };
            rows.push((write.key, bytes, entry));
        }

        let _writing = lock(&self.inner.writing);
        let total = self.read(|memory| {
            let mut sizes: HashMap<&str, usize> = HashMap::new();
            let mut total = memory.total;
            for (key, _, entry) in &rows {
                let old = sizes
                    .insert(key, entry.size())
                    .unwrap_or_else(|| memory.entries.get(*key).map_or(0, Entry::size));
                total = total + entry.size() - old;
            }
            total
        });
        if total > TOTAL_LIMIT {
            return Err(ApiError::text("exceed storage max size 10Mb"));
        }
        self.transact(|table| {
            for (key, bytes, _) in &rows {
                table.insert(*key, bytes.as_slice()).map_err(broken)?;
            }
            Ok(())
        })?;
        self.change(|memory| {
            memory.total = total;
            for (key, _, entry) in rows {
                memory.entries.insert(key.to_owned(), entry);
            }
        });
        Ok(())
    }

    /// Removes a key; absent keys are no error.
    pub fn remove(&self, key: &str) -> Result<(), ApiError> {
        let _writing = lock(&self.inner.writing);
        let Some(size) = self.read(|memory| memory.entries.get(key).map(Entry::size)) else {
            return Ok(());
        };
        self.transact(|table| {
            table.remove(key).map_err(broken)?;
            Ok(())
        })?;
        self.change(|memory| {
            memory.entries.remove(key);
            memory.total -= size;
        });
        Ok(())
    }

    /// Removes all keys. Settings (granted scopes) stay.
    pub fn clear(&self) -> Result<(), ApiError> {
        let _writing = lock(&self.inner.writing);
        self.transact(|table| table.retain(|_, _| false).map_err(broken))?;
        self.change(|memory| {
            memory.entries.clear();
            memory.total = 0;
        });
        Ok(())
    }

    /// Keys and sizes.
    pub fn info(&self) -> Info {
        self.read(|memory| Info {
            keys: memory.entries.keys().cloned().collect(),
            current_size: memory.total.div_ceil(1024),
            limit_size: TOTAL_LIMIT / 1024,
        })
    }

    /// A setting of the container about this app (granted scopes); scripts cannot see them.
    pub fn setting(&self, key: &str) -> Option<String> {
        self.read(|memory| memory.settings.get(key).cloned())
    }

    /// All settings.
    pub fn settings(&self) -> Vec<(String, String)> {
        self.read(|memory| {
            memory
                .settings
                .iter()
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        })
    }

    /// Stores a setting.
    pub fn put_setting(&self, key: &str, value: &str) -> Result<(), ApiError> {
        let _writing = lock(&self.inner.writing);
        let transaction = self.inner.database()?.begin_write().map_err(broken)?;
        {
            let mut table = transaction.open_table(SETTINGS).map_err(broken)?;
            table.insert(key, value).map_err(broken)?;
        }
        transaction.commit().map_err(broken)?;
        self.change(|memory| {
            memory.settings.insert(key.to_owned(), value.to_owned());
        });
        Ok(())
    }

    /// Forgets every setting.
    pub fn forget_settings(&self) -> Result<(), ApiError> {
        let _writing = lock(&self.inner.writing);
        let transaction = self.inner.database()?.begin_write().map_err(broken)?;
        {
            let mut table = transaction.open_table(SETTINGS).map_err(broken)?;
            table.retain(|_, _| false).map_err(broken)?;
        }
        transaction.commit().map_err(broken)?;
        self.change(|memory| memory.settings.clear());
        Ok(())
    }

    fn transact(
        &self,
        work: impl FnOnce(&mut redb::Table<'_, &'static str, &'static [u8]>) -> Result<(), ApiError>,
    ) -> Result<(), ApiError> {
        let transaction = self.inner.database()?.begin_write().map_err(broken)?;
        {
            let mut table = transaction.open_table(DATA).map_err(broken)?;
            work(&mut table)?;
        }
        transaction.commit().map_err(broken)
    }

    /// The key for `encrypt: true`, made at first use.
    fn secret(&self) -> Result<seal::Secret, ApiError> {
        if let Some(text) = self.setting("secret")
            && let Some(secret) = seal::decode(&text)
        {
            return Ok(secret);
        }
        let secret = seal::fresh()?;
        self.put_setting("secret", &seal::encode(&secret))?;
        Ok(secret)
    }
}

/// WeChat's text for this is not documented; programs are known to look only for `fail`.
fn entry_too_big() -> ApiError {
    ApiError::text("entry size limit reached")
}

fn load(database: &Database) -> Result<Memory, ApiError> {
    // Makes the tables at the first start, so that reading finds them.
    let transaction = database.begin_write().map_err(broken)?;
    transaction.open_table(DATA).map_err(broken)?;
    transaction.open_table(SETTINGS).map_err(broken)?;
    transaction.commit().map_err(broken)?;

    let mut memory = Memory::default();
    let transaction = database.begin_read().map_err(broken)?;
    let table = transaction.open_table(DATA).map_err(broken)?;
    for row in table.iter().map_err(broken)? {
        let (key, bytes) = row.map_err(broken)?;
        let key = key.value();
        let Some((tag, bytes)) = bytes.value().split_first() else {
            continue;
        };
        let size = key.len() + bytes.len();
        let entry = if *tag == SEALED {
            Entry::Sealed {
                bytes: Arc::new(bytes.to_vec()),
                size,
            }
        } else {
            match serde_json::from_slice(bytes) {
                Ok(value) => Entry::Plain {
                    value: Arc::new(value),
                    size,
                },
                Err(error) => {
                    log::warn!("storage: {key} is not JSON and is left out: {error}");
                    continue;
                }
            }
        };
        memory.total += size;
        memory.entries.insert(key.to_owned(), entry);
    }
    let table = transaction.open_table(SETTINGS).map_err(broken)?;
    for row in table.iter().map_err(broken)? {
        let (key, value) = row.map_err(broken)?;
        memory
            .settings
            .insert(key.value().to_owned(), value.value().to_owned());
    }
    Ok(memory)
}
