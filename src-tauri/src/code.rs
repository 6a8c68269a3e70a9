//! The package of a running mini-program with its compiler.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use peapod_compiler::{Compiler, Package};

use crate::cli::RunOptions;
use crate::folders::Folders;
use crate::start;

/// Both are replaced when files of the package were saved.
pub struct Code(RwLock<Arc<Compiler>>);

impl Code {
    /// Opens a package.
    ///
    /// # Errors
    /// It has no readable `app.json`; the text names file and line.
    pub fn open(
        path: &Path,
        folders: &Folders,
        options: Option<&RunOptions>,
    ) -> Result<Arc<Self>, String> {
        let package = start::open_package(path, options)?;
        let cache = folders.cache.join("compiled");
        Ok(Arc::new(Self::of(Arc::new(Compiler::new(
            package,
            Some(cache),
        )))))
    }

    /// What this compiler compiles.
    pub fn of(compiler: Arc<Compiler>) -> Self {
        Self(RwLock::new(compiler))
    }

    /// The compiler of the moment.
    pub fn compiler(&self) -> Arc<Compiler> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The package of the moment.
    pub fn package(&self) -> Arc<Package> {
        self.compiler().package().clone()
    }

    /// Files were saved.
    pub fn replace(&self, compiler: Arc<Compiler>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = compiler;
    }
}
