//! From the operating system's errors to the texts and numbers of `FileSystemManager`.

use std::io;

use crate::error::{ApiError, errno};

/// How the failed operation is named after the reason.
#[derive(Debug, Clone, Copy)]
pub enum At<'a> {
    /// `… <path>`: access, stat, readdir, unlink, mkdir.
    Path(&'a str),
    /// `…, open <path>`: reading and writing.
    Open(&'a str),
    /// `…, <operation> <from> -> <to>`.
    Pair(&'a str, &'a str, &'a str),
}

impl At<'_> {
    fn suffix(self) -> String {
        match self {
            Self::Path(path) => format!(" {path}"),
            Self::Open(path) => format!(", open {path}"),
            Self::Pair(operation, from, to) => format!(", {operation} {from} -> {to}"),
        }
    }

    /// The failure for an error of the operating system.
    pub fn fail(self, error: &io::Error) -> ApiError {
        match error.kind() {
            io::ErrorKind::NotFound => self.missing(),
            io::ErrorKind::PermissionDenied => ApiError::new(
                format!("permission denied{}", self.suffix()),
                errno::PERMISSION,
            ),
            io::ErrorKind::AlreadyExists => self.exists(),
            io::ErrorKind::NotADirectory => ApiError::new(
                format!("not a directory{}", self.suffix()),
                errno::NOT_A_DIRECTORY,
            ),
            io::ErrorKind::IsADirectory => self.directory(),
            io::ErrorKind::DirectoryNotEmpty => {
                ApiError::new("directory not empty", errno::NOT_EMPTY)
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => full(),
            io::ErrorKind::InvalidFilename => ApiError::new(
                format!("File name too long{}", self.suffix()),
                errno::NAME_TOO_LONG,
            ),
            _ => ApiError::new(
                format!("Input/output error{}", self.suffix()),
                errno::FILE_IO,
            ),
        }
    }

    /// There is no such file.
    pub fn missing(self) -> ApiError {
        ApiError::new(
            format!("no such file or directory{}", self.suffix()),
            errno::NO_SUCH_FILE,
        )
    }

    /// The target is there already.
    pub fn exists(self) -> ApiError {
        ApiError::new(
            format!("file already exists{}", self.suffix()),
            errno::FILE_EXISTS,
        )
    }

    /// A file operation hit a directory.
    pub fn directory(self) -> ApiError {
        let path = match self {
            Self::Path(path) | Self::Open(path) | Self::Pair(_, path, _) => path,
        };
        ApiError::new(
            format!("illegal operation on a directory, open \"{path}\""),
            errno::ILLEGAL_ON_DIRECTORY,
        )
    }
}

/// The quota is used up.
pub fn full() -> ApiError {
    ApiError::new(
        "the maximum size of the file storage limit is exceeded",
        errno::STORAGE_LIMIT,
    )
}
