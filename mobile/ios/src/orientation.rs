//! How the user has to hold the phone.

/// `pageOrientation` of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    Portrait,
    Landscape,
    /// As the user likes.
    Auto,
}

impl Orientation {
    /// From WeChat's word; unknown ones leave it to the user.
    pub fn of(word: &str) -> Self {
        match word {
            "portrait" => Self::Portrait,
            "landscape" => Self::Landscape,
            _ => Self::Auto,
        }
    }

    /// `UIInterfaceOrientationMask`: a bit for each of the orientations that the window may take.
    /// A phone is never held upside down, a tablet may be.
    pub const fn mask(self, tablet: bool) -> usize {
        const PORTRAIT: usize = 1 << 1;
        const UPSIDE_DOWN: usize = 1 << 2;
        const LANDSCAPE: usize = 1 << 3 | 1 << 4;
        let upright = if tablet {
            PORTRAIT | UPSIDE_DOWN
        } else {
            PORTRAIT
        };
        match self {
            Self::Portrait => upright,
            Self::Landscape => LANDSCAPE,
            Self::Auto => upright | LANDSCAPE,
        }
    }

    /// `UIInterfaceOrientation` to turn to where the present one is not among those of the mask.
    pub const fn first(self) -> Option<isize> {
        match self {
            Self::Portrait => Some(1),
            // With the button, or the lower edge, at the right, as WeChat does.
            Self::Landscape => Some(3),
            Self::Auto => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_page() {
        assert_eq!(Orientation::of("landscape"), Orientation::Landscape);
        assert_eq!(Orientation::of("portrait"), Orientation::Portrait);
        assert_eq!(Orientation::of("auto"), Orientation::Auto);
        assert_eq!(Orientation::of(""), Orientation::Auto);
    }

    #[test]
    fn only_tablets_stand_on_their_head() {
        assert_eq!(Orientation::Portrait.mask(false), 0b10);
        assert_eq!(Orientation::Portrait.mask(true), 0b110);
        assert_eq!(Orientation::Landscape.mask(true), 0b11000);
        assert_eq!(Orientation::Auto.mask(false), 0b11010);
        assert_eq!(Orientation::Auto.mask(true), 0b11110);
    }

    #[test]
    fn what_is_turned_to_is_in_the_mask() {
        for wanted in [Orientation::Portrait, Orientation::Landscape] {
            let bit = wanted.first().map(|orientation| 1 << orientation);
            assert!(bit.is_some_and(|bit| wanted.mask(false) & bit != 0));
        }
    }
}
