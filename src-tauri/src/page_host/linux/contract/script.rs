//! The contract's data.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::page_host::backend::ViewId;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    #[serde(rename = "about")]
    _about: String,
    pub hosts: BTreeMap<String, String>,
    #[serde(rename = "window")]
    _window: Value,
    /// Operations of the trait `Backend` with the names of their parameters.
    #[serde(rename = "trait")]
    pub operations: BTreeMap<String, Vec<String>>,
    pub scenarios: Vec<Scenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub name: String,
    #[serde(default = "yes")]
    pub animate: bool,
    #[serde(default)]
    pub unobservable: BTreeMap<String, String>,
    pub steps: Vec<Step>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    // The trait.
    Create {
        id: ViewId,
    },
    Evaluate {
        view: ViewId,
        script: String,
    },
    Ask {
        view: ViewId,
        expression: String,
    },
    Reload {
        view: ViewId,
    },
    LayOut {
        view: ViewId,
        insets: Edges,
        background: (u8, u8, u8),
    },
    FirstPainted {
        view: ViewId,
    },
    Show {
        incoming: ViewId,
        outgoing: Option<ViewId>,
        slide: SlideName,
    },
    Remove {
        view: ViewId,
    },
    // The host around it.
    Open {},
    Close {},
    RaiseShell {
        raised: bool,
    },
    ReleaseMemory {},
    // The world.
    PageRuns {
        view: ViewId,
        script: String,
    },
    PageFetches {
        view: ViewId,
        path: String,
        range: Option<String>,
    },
    FrameLoads {
        view: ViewId,
        url: String,
    },
    FrameSays {
        view: ViewId,
        url: String,
        message: String,
    },
    DocumentLeaves {
        view: ViewId,
        url: String,
    },
    RendererDies {
        view: ViewId,
    },
    SlideEnds {},
    Back {},
    // What there is to see.
    Eventually {
        view: ViewId,
        expression: String,
        value: Value,
    },
    Expect(BTreeMap<String, Value>),
}

impl Step {
    /// Its name in the data.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Evaluate { .. } => "evaluate",
            Self::Ask { .. } => "ask",
            Self::Reload { .. } => "reload",
            Self::LayOut { .. } => "lay_out",
            Self::FirstPainted { .. } => "first_painted",
            Self::Show { .. } => "show",
            Self::Remove { .. } => "remove",
            Self::Open {} => "open",
            Self::Close {} => "close",
            Self::RaiseShell { .. } => "raise_shell",
            Self::ReleaseMemory {} => "release_memory",
            Self::PageRuns { .. } => "page_runs",
            Self::PageFetches { .. } => "page_fetches",
            Self::FrameLoads { .. } => "frame_loads",
            Self::FrameSays { .. } => "frame_says",
            Self::DocumentLeaves { .. } => "document_leaves",
            Self::RendererDies { .. } => "renderer_dies",
            Self::SlideEnds {} => "slide_ends",
            Self::Back {} => "back",
            Self::Eventually { .. } => "eventually",
            Self::Expect(_) => "expect",
        }
    }
}

/// `Insets` as the data has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edges {
    pub top: f64,
    pub bottom: f64,
}

/// `Slide` as the data has it.
#[derive(Deserialize)]
pub enum SlideName {
    None,
    In,
    Out,
}
