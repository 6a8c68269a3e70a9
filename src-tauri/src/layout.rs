//! Where things are in the window, in CSS (logical) pixels.

use std::sync::atomic::{AtomicBool, Ordering};

use peapod_native_apis::device::profile::Screen;
use peapod_runtime::host::HostInfo;

/// Window size of a phone in portrait; what most mini-programs are designed against.
pub const DEFAULT_WINDOW: (f64, f64) = (375.0, 812.0);
/// WeChat's navigation bar without the status bar.
pub const NAVIGATION_BAR: f64 = 44.0;
/// WeChat's native tab bar without the safe area.
pub const TAB_BAR: f64 = 48.0;
/// The desktop has no status bar; the chrome draws one of this height so that a page with custom
/// navigation meets the geometry it meets on a phone.
pub const STATUS_BAR: f64 = 20.0;

/// Capsule button: size, and distance from the right edge of the window.
pub const CAPSULE: (f64, f64) = (87.0, 32.0);
const CAPSULE_RIGHT: f64 = 10.0;

/// What of a page's surroundings takes space from its content area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// `navigationStyle: custom`: the page reaches up to the top edge.
    pub custom_navigation: bool,
    pub tab_bar: TabBarEdge,
}

/// The edge at which a native tab bar stands beside a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TabBarEdge {
    /// Not a tab page, a custom tab bar, or a hidden one.
    #[default]
    None,
    Top,
    Bottom,
}

/// Distances of a page's content area from the window's edges.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Insets {
    pub top: f64,
    pub bottom: f64,
}

/// The content area of a page.
pub fn content_insets(info: &HostInfo, page: Surroundings) -> Insets {
    let mut insets = Insets::default();
    if !page.custom_navigation {
        insets.top = info.status_bar_height + info.navigation_bar_height;
    }
    match page.tab_bar {
        TabBarEdge::None => {}
        TabBarEdge::Top => insets.top += info.tab_bar_height,
        TabBarEdge::Bottom => insets.bottom = info.tab_bar_height + info.safe_area_bottom,
    }
    insets
}

/// Metrics of a window of this size on the desktop.
pub fn desktop_info(width: f64, height: f64, pixel_ratio: f64, theme: &str) -> HostInfo {
    HostInfo {
        screen_width: width,
        screen_height: height,
        window_width: width,
        window_height: height,
        pixel_ratio,
        status_bar_height: STATUS_BAR,
        navigation_bar_height: NAVIGATION_BAR,
        tab_bar_height: TAB_BAR,
        safe_area_bottom: 0.0,
        theme: theme.to_owned(),
        platform: "devtools".to_owned(),
        menu_button: capsule(width, STATUS_BAR, NAVIGATION_BAR),
    }
}

/// Size of a window in portrait that shows a device with this screen.
pub fn window_size(screen: &Screen) -> (f64, f64) {
    (
        screen.width.unwrap_or(DEFAULT_WINDOW.0),
        screen.height.unwrap_or(DEFAULT_WINDOW.1),
    )
}

/// Size of a window that is turned as a page asks, `None` where it stays as it is. `turned` says
/// whether it was turned before: a window that the user made wide is not made narrow again.
fn turned_size((width, height): (f64, f64), orientation: &str, turned: bool) -> Option<(f64, f64)> {
    let turns = match orientation {
        "landscape" => width < height,
        "portrait" => turned && width > height,
        _ => false,
    };
    turns.then_some((height, width))
}

/// Whether a landscape page has turned the window, or the screen that nobody sees.
#[derive(Debug, Default)]
pub struct Turned(AtomicBool);

impl Turned {
    /// The size that a page asks for, which the window gets now; `None` where it stays as it is.
    pub fn turn(&self, size: (f64, f64), orientation: &str) -> Option<(f64, f64)> {
        let turned = turned_size(size, orientation, self.0.load(Ordering::Relaxed))?;
        self.0.store(orientation == "landscape", Ordering::Relaxed);
        Some(turned)
    }
}

/// Metrics of a window of this size in which a device with this screen is shown.
pub fn device_info(
    screen: &Screen,
    (width, height): (f64, f64),
    scale: f64,
    theme: &str,
) -> HostInfo {
    let mut info = desktop_info(width, height, screen.pixel_ratio.unwrap_or(scale), theme);
    info.status_bar_height = screen.status_bar_height.unwrap_or(STATUS_BAR);
    info.safe_area_bottom = screen.safe_area_bottom.unwrap_or(0.0);
    info.menu_button = capsule(width, info.status_bar_height, NAVIGATION_BAR);
    info
}

/// Left, top, width and height of the capsule: centred in the navigation bar, at its right end.
pub fn capsule(window_width: f64, status_bar: f64, navigation_bar: f64) -> [f64; 4] {
    let (width, height) = CAPSULE;
    [
        window_width - CAPSULE_RIGHT - width,
        status_bar + (navigation_bar - height) / 2.0,
        width,
        height,
    ]
}

/// Whether white is nearer to a colour than black.
#[cfg(any(test, mobile))]
pub fn is_light((red, green, blue): (u8, u8, u8)) -> bool {
    u16::from(red) + u16::from(green) + u16::from(blue) > 3 * 127
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info() -> HostInfo {
        desktop_info(375.0, 812.0, 2.0, "light")
    }

    #[test]
    fn the_clock_is_black_or_white() {
        for (colour, light) in [
            ((255, 255, 255), true),
            ((0, 0, 0), false),
            ((200, 200, 200), true),
            ((90, 90, 90), false),
        ] {
            assert_eq!(is_light(colour), light, "{colour:?}");
        }
    }

    #[test]
    fn a_plain_page_lies_between_the_navigation_bar_and_the_bottom_edge() {
        let insets = content_insets(&info(), Surroundings::default());
        assert_eq!(
            insets,
            Insets {
                top: 64.0,
                bottom: 0.0
            }
        );
    }

    #[test]
    fn a_tab_page_ends_above_the_tab_bar_and_the_safe_area() {
        let info = HostInfo {
            safe_area_bottom: 34.0,
            ..info()
        };
        let page = Surroundings {
            tab_bar: TabBarEdge::Bottom,
            ..Surroundings::default()
        };
        assert_eq!(
            content_insets(&info, page),
            Insets {
                top: 64.0,
                bottom: 82.0
            }
        );
        let page = Surroundings {
            tab_bar: TabBarEdge::Top,
            ..page
        };
        assert_eq!(
            content_insets(&info, page),
            Insets {
                top: 112.0,
                bottom: 0.0
            }
        );
    }

    #[test]
    fn custom_navigation_reaches_the_top_but_not_under_the_tab_bar() {
        let page = Surroundings {
            custom_navigation: true,
            tab_bar: TabBarEdge::Bottom,
        };
        assert_eq!(
            content_insets(&info(), page),
            Insets {
                top: 0.0,
                bottom: 48.0
            }
        );
    }

    #[test]
    fn a_landscape_page_turns_the_window_and_the_next_turns_it_back() {
        let (tall, wide) = ((375.0, 812.0), (812.0, 375.0));
        assert_eq!(turned_size(tall, "landscape", false), Some(wide));
        assert_eq!(turned_size(wide, "landscape", true), None);
        assert_eq!(turned_size(wide, "portrait", true), Some(tall));
        assert_eq!(turned_size(wide, "portrait", false), None);
        assert_eq!(turned_size(tall, "auto", false), None);
    }

    #[test]
    fn a_device_brings_its_bars_and_pixels_along() {
        let screen = Screen {
            width: Some(390.0),
            height: Some(844.0),
            pixel_ratio: Some(3.0),
            status_bar_height: Some(47.0),
            safe_area_bottom: Some(34.0),
            ..Screen::default()
        };
        let info = device_info(&screen, window_size(&screen), 1.0, "light");
        assert_eq!((info.window_width, info.window_height), (390.0, 844.0));
        assert_eq!((info.pixel_ratio, info.safe_area_bottom), (3.0, 34.0));
        assert_eq!(info.menu_button, [293.0, 53.0, 87.0, 32.0]);
        let plain = device_info(&Screen::default(), DEFAULT_WINDOW, 2.0, "light");
        assert_eq!(plain, desktop_info(375.0, 812.0, 2.0, "light"));
    }

    #[test]
    fn the_capsule_is_where_wechat_has_it_on_a_375_px_screen() {
        assert_eq!(info().menu_button, [278.0, 26.0, 87.0, 32.0]);
    }
}
