//! Pages that slide, and the finger that drags them: everything of it that only computes.

/// WebKit's own slide takes about this long, in seconds.
pub const SLIDE: f64 = 0.3;
/// How far the lower page moves, as a share of the width.
const PARALLAX: f64 = 0.3;
/// A finger this fast, in points per second, means what its direction says.
const FAST: f64 = 500.0;
/// A page that is let go beyond this share of the width goes.
const FAR: f64 = 0.5;
/// Nobody sees a shorter animation, in seconds.
const SHORTEST: f64 = 0.08;

/// Where the upper and the lower page are, in points to the right of their places. `gone` is how
/// far the upper one has left: 0 covers the lower one, 1 is out of the window.
pub fn offsets(width: f64, gone: f64) -> (f64, f64) {
    (width * gone, -width * PARALLAX * (1.0 - gone))
}

/// Seconds for a slide between two values of `gone`.
pub fn duration(from: f64, to: f64) -> f64 {
    (SLIDE * (to - from).abs()).max(SHORTEST)
}

/// What the finger does at the left edge. Ways are in points from where it came down, speeds in
/// points per second; to the right is positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Finger {
    Down,
    Moved {
        way: f64,
    },
    Up {
        way: f64,
        speed: f64,
    },
    /// A call came in, or another gesture won.
    Lost,
}

/// What becomes of the pages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// The page and the one below it follow the finger from now on.
    Take,
    /// The page is this far gone.
    Place(f64),
    /// The page goes.
    Back,
    /// It returns to its place.
    Return,
}

/// One swipe after another.
#[derive(Debug, Default)]
pub struct Swipe {
    running: bool,
}

impl Swipe {
    /// The next step; `None` for what changes nothing. `width` is the window's.
    pub fn step(&mut self, finger: Finger, width: f64) -> Option<Step> {
        if finger == Finger::Down {
            self.running = width > 0.0;
            return self.running.then_some(Step::Take);
        }
        if !self.running {
            return None;
        }
        match finger {
            Finger::Moved { way } => return Some(Step::Place(gone(way, width))),
            Finger::Down | Finger::Up { .. } | Finger::Lost => self.running = false,
        }
        let goes = match finger {
            Finger::Up { speed, .. } if speed >= FAST => true,
            Finger::Up { speed, .. } if speed <= -FAST => false,
            Finger::Up { way, .. } => gone(way, width) > FAR,
            _ => false,
        };
        Some(if goes { Step::Back } else { Step::Return })
    }
}

fn gone(way: f64, width: f64) -> f64 {
    (way / width).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: f64 = 400.0;

    fn end(way: f64, speed: f64) -> Option<Step> {
        let mut swipe = Swipe::default();
        swipe.step(Finger::Down, WIDTH);
        swipe.step(Finger::Up { way, speed }, WIDTH)
    }

    #[test]
    fn pages_follow_the_finger() {
        let mut swipe = Swipe::default();
        assert_eq!(swipe.step(Finger::Down, WIDTH), Some(Step::Take));
        for (way, gone) in [(100.0, 0.25), (300.0, 0.75), (-20.0, 0.0), (500.0, 1.0)] {
            let step = swipe.step(Finger::Moved { way }, WIDTH);
            assert_eq!(step, Some(Step::Place(gone)), "{way}");
        }
    }

    #[test]
    fn beyond_the_middle_the_page_goes() {
        assert_eq!(end(220.0, 0.0), Some(Step::Back));
        assert_eq!(end(180.0, 0.0), Some(Step::Return));
    }

    #[test]
    fn a_quick_finger_decides_by_its_direction() {
        assert_eq!(end(30.0, 900.0), Some(Step::Back));
        assert_eq!(end(350.0, -900.0), Some(Step::Return));
    }

    #[test]
    fn a_swipe_that_is_taken_away_returns_the_page() {
        let mut swipe = Swipe::default();
        swipe.step(Finger::Down, WIDTH);
        swipe.step(Finger::Moved { way: 390.0 }, WIDTH);
        assert_eq!(swipe.step(Finger::Lost, WIDTH), Some(Step::Return));
        // Nothing is left of it.
        assert_eq!(swipe.step(Finger::Moved { way: 10.0 }, WIDTH), None);
        assert_eq!(swipe.step(Finger::Lost, WIDTH), None);
    }

    #[test]
    fn a_window_without_a_width_has_no_swipe() {
        let mut swipe = Swipe::default();
        assert_eq!(swipe.step(Finger::Down, 0.0), None);
        let up = Finger::Up {
            way: 1.0,
            speed: 0.0,
        };
        assert_eq!(swipe.step(up, 0.0), None);
    }

    #[test]
    fn the_lower_page_moves_less_and_arrives_with_the_upper() {
        assert_eq!(offsets(WIDTH, 0.0), (0.0, -120.0));
        assert_eq!(offsets(WIDTH, 0.5), (200.0, -60.0));
        let (upper, lower) = offsets(WIDTH, 1.0);
        assert_eq!((upper, lower.abs()), (400.0, 0.0));
    }

    #[test]
    fn what_is_left_of_a_slide_takes_its_share() {
        let near = |left: f64, right: f64| (left - right).abs() < 1e-9;
        assert!(near(duration(0.0, 1.0), SLIDE));
        assert!(near(duration(0.5, 1.0), SLIDE / 2.0));
        assert!(near(duration(0.99, 1.0), SHORTEST));
    }
}
