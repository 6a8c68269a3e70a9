//! User permissions: asked at first use, remembered per app, denied ones fail at once.

use std::marker::PhantomData;

use crate::context::Context;
use crate::device::Prompt;
use crate::error::{ApiError, errno};

/// A permission the user can grant; the type is the proof's index.
pub trait Scope: Send + Sync + 'static {
    /// `scope.…` as scripts write it.
    const NAME: &'static str;
}

macro_rules! scopes {
    ($($(#[$doc:meta])* $name:ident = $wx:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub struct $name;
            impl Scope for $name {
                const NAME: &'static str = $wx;
            }
        )*

        /// Every scope that can be asked for.
        pub const ALL: &[&str] = &[$($wx),*];

        /// Asks for a scope by its name (`wx.authorize`).
        pub async fn demand_by_name(cx: &Context, name: &str) -> Result<(), ApiError> {
            match name {
                $($wx => demand::<$name>(cx).await.map(drop),)*
                _ => Err(ApiError::new("invalid scope", errno::INVALID_PARAMETER)),
            }
        }
    };
}

scopes! {
    /// Precise position.
    UserLocation = "scope.userLocation";
    /// Position within some kilometres.
    UserFuzzyLocation = "scope.userFuzzyLocation";
    /// Position while in the background.
    UserLocationBackground = "scope.userLocationBackground";
    /// Microphone.
    Record = "scope.record";
    /// Camera.
    Camera = "scope.camera";
    /// Bluetooth.
    Bluetooth = "scope.bluetooth";
    /// Adding pictures and videos to the album.
    WritePhotosAlbum = "scope.writePhotosAlbum";
    /// Adding a contact.
    AddPhoneContact = "scope.addPhoneContact";
    /// Adding a calendar entry.
    AddPhoneCalendar = "scope.addPhoneCalendar";
    /// Step counts.
    WeRun = "scope.werun";
}

/// Proof that the user granted a scope.
#[derive(Debug)]
pub struct Granted<S: Scope> {
    scope: PhantomData<S>,
}

impl<S: Scope> Granted<S> {
    /// The scope's name.
    pub fn name(&self) -> &'static str {
        S::NAME
    }
}

/// For what the user does in the container itself, such as saving a picture of the preview: that is
/// the answer, and the mini-program has asked for nothing.
pub(crate) const fn by_user<S: Scope>() -> Granted<S> {
    Granted { scope: PhantomData }
}

const SETTING_PREFIX: &str = "scope/";

/// The scopes the user has been asked for, with the answers, as `authSetting` has them.
pub fn asked(cx: &Context) -> Vec<(String, bool)> {
    cx.storage
        .settings()
        .into_iter()
        .filter_map(|(key, value)| {
            Some((
                key.strip_prefix(SETTING_PREFIX)?.to_owned(),
                value == "true",
            ))
        })
        .collect()
}

/// Changes an answer, as the settings page does.
pub fn set(cx: &Context, scope: &str, granted: bool) -> Result<(), ApiError> {
    cx.storage.put_setting(
        &format!("{SETTING_PREFIX}{scope}"),
        if granted { "true" } else { "false" },
    )
}

/// Fails unless `app.json` lists a location API and describes why the app wants the position.
///
/// # Errors
/// `<api>:fail the api need to be declared in the requiredPrivateInfos field in app.json/ext.json`.
pub fn require_private_info(cx: &Context, api: &str) -> Result<(), ApiError> {
    if cx.app.required_private_infos.iter().any(|name| name == api) {
        Ok(())
    } else {
        Err(ApiError::new(
            "the api need to be declared in the requiredPrivateInfos field in app.json/ext.json",
            errno::NO_PERMISSION,
        ))
    }
}

/// Asks the user on first use, and returns the proof.
///
/// # Errors
/// `auth deny` (103) when the user refuses or has refused before.
pub async fn demand<S: Scope>(cx: &Context) -> Result<Granted<S>, ApiError> {
    let key = format!("{SETTING_PREFIX}{}", S::NAME);
    // One question at a time: two calls at once must not ask twice.
    let _asking = cx.asking.lock().await;
    let granted = match cx.storage.setting(&key) {
        Some(answer) => answer == "true",
        None => {
            let desc = cx.app.permission_desc.get(S::NAME).cloned();
            let granted = cx
                .prompter
                .ask(Prompt {
                    app_id: cx.app_id.clone(),
                    app_name: cx.app.display_name.clone(),
                    scope: S::NAME.to_owned(),
                    desc: desc.unwrap_or_default(),
                })
                .await;
            set(cx, S::NAME, granted)?;
            granted
        }
    };
    if granted {
        Ok(Granted { scope: PhantomData })
    } else {
        Err(ApiError::auth_deny())
    }
}
