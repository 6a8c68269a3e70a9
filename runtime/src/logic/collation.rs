//! The order of texts in a language: what `Intl.Collator` and `localeCompare` ask.

use std::cell::RefCell;
use std::cmp::Ordering;

use icu_collator::options::{AlternateHandling, CaseLevel, CollatorOptions, Strength};
use icu_collator::preferences::{CollationCaseFirst, CollationNumericOrdering};
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use rquickjs::function::Func;
use rquickjs::{Ctx, Exception, Object};
use serde::Deserialize;

/// Options of `Intl.Collator`, with its names and values.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Wanted {
    sensitivity: String,
    ignore_punctuation: bool,
    numeric: Option<bool>,
    case_first: String,
}

/// A collator for a BCP 47 language tag; `None` where the tag is none.
fn make(tag: &str, wanted: &Wanted) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = tag.parse().ok()?;
    let mut preferences = CollatorPreferences::from(&locale);
    if let Some(numeric) = wanted.numeric {
        preferences.numeric_ordering = Some(if numeric {
            CollationNumericOrdering::True
        } else {
            CollationNumericOrdering::False
        });
    }
    preferences.case_first = match wanted.case_first.as_str() {
        "upper" => Some(CollationCaseFirst::Upper),
        "lower" => Some(CollationCaseFirst::Lower),
        "false" => Some(CollationCaseFirst::False),
        _ => preferences.case_first,
    };
    let mut options = CollatorOptions::default();
    let (strength, case_level) = match wanted.sensitivity.as_str() {
        "base" => (Strength::Primary, CaseLevel::Off),
        "accent" => (Strength::Secondary, CaseLevel::Off),
        "case" => (Strength::Primary, CaseLevel::On),
        _ => (Strength::Tertiary, CaseLevel::Off),
    };
    options.strength = Some(strength);
    options.case_level = Some(case_level);
    if wanted.ignore_punctuation {
        options.alternate_handling = Some(AlternateHandling::Shifted);
    }
    Collator::try_new(preferences, options).ok()
}

/// Puts `collator(tag, options)`, which gives a number, and `compareTexts(number, a, b)` on `__native`.
pub(super) fn install<'js>(native: &Object<'js>) -> rquickjs::Result<()> {
    let collators = std::rc::Rc::new(RefCell::new(Vec::new()));
    let known = collators.clone();
    native.set(
        "collator",
        Func::from(move |ctx: Ctx<'js>, tag: String, options: String| {
            let wanted = serde_json::from_str(&options).unwrap_or_default();
            let made = make(&tag, &wanted).ok_or_else(|| {
                Exception::throw_range(&ctx, "Incorrect locale information provided")
            })?;
            let mut collators = collators.borrow_mut();
            collators.push(made);
            rquickjs::Result::Ok(collators.len() as u32 - 1)
        }),
    )?;
    native.set(
        "compareTexts",
        Func::from(move |collator: u32, a: String, b: String| {
            let known = known.borrow();
            match known.get(collator as usize).map(|it| it.compare(&a, &b)) {
                Some(Ordering::Less) => -1,
                Some(Ordering::Greater) => 1,
                _ => 0,
            }
        }),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn sorted(tag: &str, wanted: Wanted, list: &str) -> String {
        let collator = make(tag, &wanted).unwrap();
        let mut list: Vec<&str> = list.split(' ').collect();
        list.sort_by(|a, b| collator.compare(a, b));
        list.join(" ")
    }

    #[test]
    fn chinese_is_in_the_order_of_pinyin() {
        let cities = "重庆 上海 北京 广州 阿城 深圳 张家口 Beijing";
        assert_eq!(
            sorted("zh-CN", Wanted::default(), cities),
            "阿城 北京 重庆 广州 上海 深圳 张家口 Beijing"
        );
        assert_eq!(sorted("en", Wanted::default(), "b B a A"), "a A b B");
    }

    #[test]
    fn options_change_the_order() {
        let numeric = Wanted {
            numeric: Some(true),
            ..Wanted::default()
        };
        assert_eq!(sorted("zh", numeric, "10 9 1"), "1 9 10");
        assert_eq!(sorted("zh", Wanted::default(), "10 9 1"), "1 10 9");
        let equal = |sensitivity: &str, a: &str, b: &str| {
            let wanted = Wanted {
                sensitivity: sensitivity.to_owned(),
                ..Wanted::default()
            };
            make("en", &wanted).unwrap().compare(a, b) == Ordering::Equal
        };
        assert!(equal("base", "a", "Á") && !equal("base", "a", "b"));
        assert!(equal("accent", "a", "A") && !equal("accent", "a", "á"));
        assert!(equal("case", "a", "á") && !equal("case", "a", "A"));
        assert!(!equal("variant", "a", "A") && !equal("", "a", "á"));
        assert!(make("no such", &Wanted::default()).is_none());
    }
}
