//! View operations and messages.
//!
//! Generated from runtime/protocol.json by `cargo xtask codegen`; do not edit by hand.

/// The type of an operation's or a message's argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgKind {
    Int,
    Ints,
    Number,
    String,
    Bool,
    Json,
}

/// One row of the table. Messages have code 0.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    pub code: u32,
    pub name: &'static str,
    pub args: &'static [(&'static str, ArgKind)],
}

/// Opcodes of view operations (logic to page).
pub mod op {
    /// A built-in component; tag is WeChat's name (view, scroll-view). DOM tag is wx-<tag>.
    pub const CREATE_ELEMENT: u32 = 1;
    /// The host node of a custom component; tag is the name used in WXML. DOM tag is wx-<tag>, or wx-x-<tag> when that name belongs to a built-in.
    pub const CREATE_HOST: u32 = 2;
    /// A text node.
    pub const CREATE_TEXT: u32 = 3;
    /// Append (moving the child if it has a parent).
    pub const APPEND: u32 = 4;
    /// Insert before a child of parent.
    pub const INSERT_BEFORE: u32 = 5;
    /// Detach; the node stays alive until release.
    pub const REMOVE: u32 = 6;
    /// Put child where old is; old is detached.
    pub const REPLACE: u32 = 7;
    /// Detach deleteCount siblings from `before` on (0 = end), and insert children there.
    pub const SPLICE: u32 = 8;
    /// The logic forgets this id; drop the mapping. Children are released by their own ops.
    pub const RELEASE: u32 = 9;
    /// New content of a text node.
    pub const SET_TEXT: u32 = 10;
    /// The id attribute.
    pub const SET_ID: u32 = 11;
    /// The whole class attribute, scope prefixes already applied (`scope--name`).
    pub const SET_CLASS: u32 = 12;
    /// The whole inline style; rpx already converted.
    pub const SET_STYLE: u32 = 13;
    /// wx-host attribute, which compiled :host selectors match.
    pub const SET_HOST_SCOPE: u32 = 14;
    /// A component attribute (kebab-case) with its typed value; on unknown tags and hosts an ordinary attribute.
    pub const SET_ATTR: u32 = 15;
    /// Back to the attribute's default.
    pub const REMOVE_ATTR: u32 = 16;
    /// data-*; the view needs it only for WXS event handlers.
    pub const SET_DATASET: u32 = 17;
    /// Listener table: bit 0 capture phase, bits 1-2 mut level (0 bind, 1 mut-bind, 2 catch), bit 3 removed.
    pub const LISTEN: u32 = 18;
    /// model:name; when on, the view reports changes with a `model` message.
    pub const MODEL_BIND: u32 = 19;
    /// Add a style sheet; sheets apply in the order of their index, and one with an index that is taken replaces the older.
    pub const ADD_STYLE: u32 = 20;
    /// Disable a style sheet.
    pub const DISABLE_STYLE: u32 = 21;
    /// Call a method of a built-in component (scrollTo, play, canvas draw…). request 0: no reply wanted; otherwise the view answers with `reply`.
    pub const CALL: u32 = 22;
    /// Ask the view: kinds `fields` (selector query on resolved node ids), `viewport`, `windowProperties`, `html`; answered with `reply`.
    pub const QUERY: u32 = 23;
    /// wx.pageScrollTo; px, ms.
    pub const SCROLL_PAGE: u32 = 24;
    /// Page-wide properties: backgroundColor, backgroundTextStyle, disableScroll, onReachBottomDistance, theme, enablePullDownRefresh, refreshing (start/stop of pull-down), rootFontSize, rootBackgroundColor, pageStyle, listenScroll, listenReachBottom.
    pub const SET_PAGE: u32 = 25;
    /// IntersectionObserver: {targets:[id], relative:[{id|null, margins}], thresholds, initialRatio, observeAll}; results come as `observed`.
    pub const OBSERVE: u32 = 26;
    /// Disconnect.
    pub const UNOBSERVE: u32 = 27;
    /// this.animate / clearAnimation and the `animation` attribute's frames.
    pub const ANIMATE: u32 = 28;
    /// wx.showToast / showLoading drawn by the page, {kind:'toast'|'loading', title, icon, image, mask, duration}; null hides.
    pub const TOAST: u32 = 29;
    /// wx.loadFontFace.
    pub const LOAD_FONT: u32 = 30;
    /// A WXS function as event handler: flags as in `listen`, path the names that lead to it from the module's exports. At most one for the same id, type, phase and level; replaces it.
    pub const WXS_BIND: u32 = 31;
    /// change:name, the property has a new value: calls the WXS function at the end of the batch with values.value and values.old (absent: undefined).
    pub const WXS_CHANGE: u32 = 32;
    /// These nodes stand in the template of the component with host node `owner` (an id without a node where the host is virtual); scopes are the prefixes that a class gets there. Sent for all nodes of a page once it uses WXS handlers, like setDataset and setMark.
    pub const OWN: u32 = 33;
    /// The logic raised an event and reached this WXS handler (flags as in `wxsBind`): call it; nothing comes back.
    pub const WXS_EVENT: u32 = 34;
    /// mark:name, for events that WXS handles.
    pub const SET_MARK: u32 = 35;
}

/// Tags of messages (page to logic).
pub mod message {
    /// The page shell has booted and can take ops.
    pub const READY: &str = "ready";
    /// An event at a node. extra: {t: timeStamp ms since page open, touches, changedTouches, wxs?} and is null when nothing is there. wxs is there when the view has called the WXS handlers on the event's way: [node id, phase (0 bubble, 1 capture)] of the one that stopped it, or []. tap, touch*, longpress bubble; component events (input, change, scroll…) do not: the logic knows.
    pub const EVENT: &str = "event";
    /// Two-way binding.
    pub const MODEL: &str = "model";
    /// Answer to call, query, animate, loadFont; error is '' on success.
    pub const REPLY: &str = "reply";
    /// IntersectionObserver entry {id, intersectionRatio, intersectionRect, boundingClientRect, relativeRect, time}.
    pub const OBSERVED: &str = "observed";
    /// The batch with this number (counted from 1 per page) has been painted; sent for the first batch (0: for an initial rendering before it), and for others when the host asked with __pp.mark().
    pub const PAINTED: &str = "painted";
    /// Page scrolled (only when setPage listenScroll is on).
    pub const SCROLL: &str = "scroll";
    /// Crossed onReachBottomDistance (once per entry).
    pub const REACH_BOTTOM: &str = "reachBottom";
    /// 'refresh' when the user released past the threshold.
    pub const PULL_DOWN: &str = "pullDown";
    /// Content area size in px.
    pub const RESIZE: &str = "resize";
    /// The page asks the shell for UI above everything: picker, previewImage, contextMenu. Answered to the page with __pp.chromeReply(request, kind, result).
    pub const CHROME: &str = "chrome";
    /// <navigator> or a web-view asks for routing: {openType, url, delta, appId…}.
    pub const NAVIGATE: &str = "navigate";
    /// button open-type was tapped: share, getPhoneNumber, getUserInfo, chooseAvatar, openSetting, contact, feedback, launchApp, agreePrivacyAuthorization…
    pub const OPEN_TYPE: &str = "openType";
    /// The user closed the errors of saved files that lay over the page. For the host; the logic does not hear it.
    pub const ISSUES_CLOSED: &str = "issuesClosed";
    /// An uncaught error in the page runtime.
    pub const ERROR: &str = "error";
    /// ComponentDescriptor.callMethod of WXS: calls a method of the component with this host node, or of the component in whose template the node stands.
    pub const WXS_CALL: &str = "wxsCall";
    /// ComponentDescriptor.triggerEvent of WXS; options {bubbles?, composed?, capturePhase?}.
    pub const WXS_TRIGGER: &str = "wxsTrigger";
    /// WXS wrote to its console, or failed (level error).
    pub const WXS_LOG: &str = "wxsLog";
}

/// Every operation; the one with code `n` is at index `n - 1`.
pub const OPS: &[Spec] = &[
    Spec { code: 1, name: "createElement", args: &[("id", ArgKind::Int), ("tag", ArgKind::String)] },
    Spec { code: 2, name: "createHost", args: &[("id", ArgKind::Int), ("tag", ArgKind::String), ("is", ArgKind::String)] },
    Spec { code: 3, name: "createText", args: &[("id", ArgKind::Int), ("text", ArgKind::String)] },
    Spec { code: 4, name: "append", args: &[("parent", ArgKind::Int), ("child", ArgKind::Int)] },
    Spec { code: 5, name: "insertBefore", args: &[("parent", ArgKind::Int), ("child", ArgKind::Int), ("before", ArgKind::Int)] },
    Spec { code: 6, name: "remove", args: &[("parent", ArgKind::Int), ("child", ArgKind::Int)] },
    Spec { code: 7, name: "replace", args: &[("parent", ArgKind::Int), ("child", ArgKind::Int), ("old", ArgKind::Int)] },
    Spec { code: 8, name: "splice", args: &[("parent", ArgKind::Int), ("before", ArgKind::Int), ("deleteCount", ArgKind::Int), ("children", ArgKind::Ints)] },
    Spec { code: 9, name: "release", args: &[("id", ArgKind::Int)] },
    Spec { code: 10, name: "setText", args: &[("id", ArgKind::Int), ("text", ArgKind::String)] },
    Spec { code: 11, name: "setId", args: &[("id", ArgKind::Int), ("value", ArgKind::String)] },
    Spec { code: 12, name: "setClass", args: &[("id", ArgKind::Int), ("value", ArgKind::String)] },
    Spec { code: 13, name: "setStyle", args: &[("id", ArgKind::Int), ("value", ArgKind::String)] },
    Spec { code: 14, name: "setHostScope", args: &[("id", ArgKind::Int), ("scope", ArgKind::String)] },
    Spec { code: 15, name: "setAttr", args: &[("id", ArgKind::Int), ("name", ArgKind::String), ("value", ArgKind::Json)] },
    Spec { code: 16, name: "removeAttr", args: &[("id", ArgKind::Int), ("name", ArgKind::String)] },
    Spec { code: 17, name: "setDataset", args: &[("id", ArgKind::Int), ("name", ArgKind::String), ("value", ArgKind::Json)] },
    Spec { code: 18, name: "listen", args: &[("id", ArgKind::Int), ("type", ArgKind::String), ("flags", ArgKind::Int)] },
    Spec { code: 19, name: "modelBind", args: &[("id", ArgKind::Int), ("name", ArgKind::String), ("on", ArgKind::Bool)] },
    Spec { code: 20, name: "addStyle", args: &[("index", ArgKind::Int), ("css", ArgKind::String)] },
    Spec { code: 21, name: "disableStyle", args: &[("index", ArgKind::Int)] },
    Spec { code: 22, name: "call", args: &[("id", ArgKind::Int), ("method", ArgKind::String), ("params", ArgKind::Json), ("request", ArgKind::Int)] },
    Spec { code: 23, name: "query", args: &[("request", ArgKind::Int), ("kind", ArgKind::String), ("params", ArgKind::Json)] },
    Spec { code: 24, name: "scrollPage", args: &[("top", ArgKind::Number), ("duration", ArgKind::Number)] },
    Spec { code: 25, name: "setPage", args: &[("props", ArgKind::Json)] },
    Spec { code: 26, name: "observe", args: &[("observer", ArgKind::Int), ("spec", ArgKind::Json)] },
    Spec { code: 27, name: "unobserve", args: &[("observer", ArgKind::Int)] },
    Spec { code: 28, name: "animate", args: &[("id", ArgKind::Int), ("keyframes", ArgKind::Json), ("options", ArgKind::Json), ("request", ArgKind::Int)] },
    Spec { code: 29, name: "toast", args: &[("props", ArgKind::Json)] },
    Spec { code: 30, name: "loadFont", args: &[("family", ArgKind::String), ("source", ArgKind::String), ("desc", ArgKind::Json), ("request", ArgKind::Int)] },
    Spec { code: 31, name: "wxsBind", args: &[("id", ArgKind::Int), ("type", ArgKind::String), ("flags", ArgKind::Int), ("module", ArgKind::String), ("path", ArgKind::Json)] },
    Spec { code: 32, name: "wxsChange", args: &[("id", ArgKind::Int), ("name", ArgKind::String), ("module", ArgKind::String), ("path", ArgKind::Json), ("values", ArgKind::Json)] },
    Spec { code: 33, name: "own", args: &[("owner", ArgKind::Int), ("scopes", ArgKind::Json), ("ids", ArgKind::Ints)] },
    Spec { code: 34, name: "wxsEvent", args: &[("id", ArgKind::Int), ("type", ArgKind::String), ("flags", ArgKind::Int), ("event", ArgKind::Json)] },
    Spec { code: 35, name: "setMark", args: &[("id", ArgKind::Int), ("name", ArgKind::String), ("value", ArgKind::Json)] },
];

/// Every message.
pub const MESSAGES: &[Spec] = &[
    Spec { code: 0, name: "ready", args: &[] },
    Spec { code: 0, name: "event", args: &[("id", ArgKind::Int), ("type", ArgKind::String), ("detail", ArgKind::Json), ("extra", ArgKind::Json)] },
    Spec { code: 0, name: "model", args: &[("id", ArgKind::Int), ("name", ArgKind::String), ("value", ArgKind::Json)] },
    Spec { code: 0, name: "reply", args: &[("request", ArgKind::Int), ("result", ArgKind::Json), ("error", ArgKind::String)] },
    Spec { code: 0, name: "observed", args: &[("observer", ArgKind::Int), ("entry", ArgKind::Json)] },
    Spec { code: 0, name: "painted", args: &[("batch", ArgKind::Int)] },
    Spec { code: 0, name: "scroll", args: &[("top", ArgKind::Number)] },
    Spec { code: 0, name: "reachBottom", args: &[] },
    Spec { code: 0, name: "pullDown", args: &[("phase", ArgKind::String)] },
    Spec { code: 0, name: "resize", args: &[("width", ArgKind::Number), ("height", ArgKind::Number)] },
    Spec { code: 0, name: "chrome", args: &[("request", ArgKind::Int), ("kind", ArgKind::String), ("params", ArgKind::Json)] },
    Spec { code: 0, name: "navigate", args: &[("id", ArgKind::Int), ("params", ArgKind::Json)] },
    Spec { code: 0, name: "openType", args: &[("id", ArgKind::Int), ("type", ArgKind::String), ("params", ArgKind::Json)] },
    Spec { code: 0, name: "issuesClosed", args: &[] },
    Spec { code: 0, name: "error", args: &[("message", ArgKind::String), ("stack", ArgKind::String)] },
    Spec { code: 0, name: "wxsCall", args: &[("id", ArgKind::Int), ("method", ArgKind::String), ("params", ArgKind::Json)] },
    Spec { code: 0, name: "wxsTrigger", args: &[("id", ArgKind::Int), ("type", ArgKind::String), ("detail", ArgKind::Json), ("options", ArgKind::Json)] },
    Spec { code: 0, name: "wxsLog", args: &[("level", ArgKind::String), ("params", ArgKind::Json)] },
];

/// The operation with this opcode.
#[must_use]
pub fn op_spec(code: u64) -> Option<&'static Spec> {
    let index = usize::try_from(code).ok()?.checked_sub(1)?;
    OPS.get(index)
}
