//! The fields of `wx.addPhoneContact` as a card.

use peapod_native_apis::ApiError;
use serde_json::Value;

use crate::failure;

/// Where a number or an address belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Mobile,
    Work,
    Home,
    Main,
    WorkFax,
    HomeFax,
    /// Without a word of its own.
    Other,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub place: Place,
    pub country: String,
    pub state: String,
    pub city: String,
    pub street: String,
    pub postal_code: String,
}

/// A contact to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub first: String,
    pub middle: String,
    pub last: String,
    pub nick: String,
    pub company: String,
    pub title: String,
    pub email: String,
    pub url: String,
    pub phones: Vec<(Place, String)>,
    pub addresses: Vec<Address>,
}

impl Card {
    /// Reads the call's arguments.
    ///
    /// # Errors
    /// `firstName` is empty.
    pub fn read(args: &Value) -> Result<Self, ApiError> {
        let text = |name: &str| args[name].as_str().unwrap_or_default().to_owned();
        if text("firstName").is_empty() {
            return Err(failure::parameter("firstName", "not empty"));
        }
        let phones = [
            ("mobilePhoneNumber", Place::Mobile),
            ("workPhoneNumber", Place::Work),
            ("homePhoneNumber", Place::Home),
            ("hostNumber", Place::Main),
            ("workFaxNumber", Place::WorkFax),
            ("homeFaxNumber", Place::HomeFax),
        ];
        let addresses = [
            ("address", Place::Other),
            ("workAddress", Place::Work),
            ("homeAddress", Place::Home),
        ];
        Ok(Self {
            first: text("firstName"),
            middle: text("middleName"),
            last: text("lastName"),
            nick: text("nickName"),
            company: text("organization"),
            title: text("title"),
            email: text("email"),
            url: text("url"),
            phones: phones
                .into_iter()
                .map(|(name, place)| (place, text(name)))
                .filter(|(_, number)| !number.is_empty())
                .collect(),
            addresses: addresses
                .into_iter()
                .map(|(prefix, place)| {
                    let part = |name: &str| text(&format!("{prefix}{name}"));
                    Address {
                        place,
                        country: part("Country"),
                        state: part("State"),
                        city: part("City"),
                        street: part("Street"),
                        postal_code: part("PostalCode"),
                    }
                })
                .filter(|it| {
                    [
                        &it.country,
                        &it.state,
                        &it.city,
                        &it.street,
                        &it.postal_code,
                    ]
                    .iter()
                    .any(|part| !part.is_empty())
                })
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_become_a_card() {
        let card = Card::read(&json!({
            "firstName": "三", "lastName": "张", "mobilePhoneNumber": "1", "homeFaxNumber": "2",
            "homeAddressCity": "广州", "workAddressStreet": ""
        }))
        .unwrap();
        assert_eq!((card.first.as_str(), card.last.as_str()), ("三", "张"));
        assert_eq!(
            card.phones,
            [
                (Place::Mobile, "1".to_owned()),
                (Place::HomeFax, "2".to_owned())
            ]
        );
        assert_eq!(card.addresses.len(), 1);
        assert_eq!(
            (card.addresses[0].place, card.addresses[0].city.as_str()),
            (Place::Home, "广州")
        );
    }

    #[test]
    fn a_card_has_a_first_name() {
        let error = Card::read(&json!({"lastName": "张"})).unwrap_err();
        assert_eq!(error.errno, Some(1001));
    }
}
