//! The trait `Contacts` and `chooseContact`: the system's own editor shows what is added, its own
//! list hands over what is chosen.

use objc2::{
    ClassType, DefinedClass, MainThreadMarker, MainThreadOnly, define_class, extern_class,
    msg_send,
    rc::{Allocated, Retained},
    runtime::{AnyObject, NSObject},
};
use objc2_contacts::{
    CNContact, CNContactPhoneNumbersKey, CNContactProperty, CNContactStore, CNLabelHome,
    CNLabelOther, CNLabelPhoneNumberHomeFax, CNLabelPhoneNumberMain, CNLabelPhoneNumberMobile,
    CNLabelPhoneNumberWorkFax, CNLabelURLAddressHomePage, CNLabelWork, CNLabeledValue,
    CNMutableContact, CNMutablePostalAddress, CNPhoneNumber,
};
use objc2_foundation::{NSArray, NSObjectProtocol, NSString};
use objc2_ui_kit::{UINavigationController, UIResponder, UIViewController};
use peapod_native_apis::{
    ApiError,
    device::{Contacts, Later},
    policy::{Granted, scopes::AddPhoneContact},
};
use serde_json::{Value, json};

use super::permission::{self, Permission};
use crate::{
    contact_card::{Address, Card, Place},
    delegate,
    main_thread::{self, dismiss, present},
    reply::{self, Reply},
};

// The bindings of this framework are for macOS alone.
#[link(name = "ContactsUI", kind = "framework")]
unsafe extern "C" {}

extern_class!(
    /// The system's editor of one contact.
    #[unsafe(super(UIViewController, UIResponder, NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "CNContactViewController"]
    struct Editor;
);

extern_class!(
    /// The system's list of contacts.
    #[unsafe(super(UIViewController, UIResponder, NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "CNContactPickerViewController"]
    struct List;
);

/// The phone's contacts.
pub struct AddressBook;

impl Contacts for AddressBook {
    fn add(&self, _: &Granted<AddPhoneContact>, contact: &Value) -> Later<Result<(), ApiError>> {
        let card = Card::read(contact);
        Box::pin(async move {
            let card = card?;
            // The editor saves, and with a store of ours it needs ours.
            permission::demand(Permission::Contacts).await?;
            reply::later(|reply| main_thread::run(move |mtm| edit(&card, reply, mtm))).await
        })
    }
}

fn edit(card: &Card, reply: Reply<()>, mtm: MainThreadMarker) {
    let contact = contact(card);
    // SAFETY: a class method that takes a contact; the delegate answers its message.
    let (editor, delegate) = unsafe {
        let editor: Retained<Editor> =
            msg_send![Editor::class(), viewControllerForNewContact: &*contact];
        let () = msg_send![&editor, setContactStore: &*CNContactStore::new()];
        let delegate = delegate::new::<EditorDelegate>(reply, mtm);
        delegate::attach(&editor, &delegate);
        (editor, delegate)
    };
    // Its buttons are in a navigation bar.
    let bar = UINavigationController::initWithRootViewController(mtm.alloc(), &editor);
    if let Err(error) = present(&bar, mtm) {
        delegate.ivars().fail(error);
    }
}

define_class!(
    // SAFETY: NSObject has no rules for subclasses, and there is no Drop.
    #[unsafe(super(NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "PeapodContactEditorDelegate"]
    #[ivars = Reply<()>]
    struct EditorDelegate;

    unsafe impl NSObjectProtocol for EditorDelegate {}

    impl EditorDelegate {
        #[unsafe(method(contactViewController:didCompleteWithContact:))]
        fn completed(&self, editor: &UIViewController, contact: Option<&CNContact>) {
            dismiss(editor);
            self.ivars().end(match contact {
                Some(_) => Ok(()),
                None => Err(ApiError::cancel()),
            });
        }
    }
);

/// `chooseContact`: no permission, as the list is the system's.
pub fn choose() -> Later<Result<Value, ApiError>> {
    reply::later(|reply| {
        main_thread::run(move |mtm| {
            let this: Allocated<List> = List::alloc(mtm);
            // SAFETY: the plain initialiser; the keys are strings; the delegate answers the messages
            // below.
            unsafe {
                let list: Retained<List> = msg_send![this, init];
                let keys = NSArray::from_slice(&[CNContactPhoneNumbersKey]);
                let () = msg_send![&list, setDisplayedPropertyKeys: &*keys];
                let delegate = delegate::new::<ListDelegate>(reply, mtm);
                delegate::open(&list, &*delegate, mtm);
            }
        });
    })
}

define_class!(
    // SAFETY: NSObject has no rules for subclasses, and there is no Drop.
    #[unsafe(super(NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "PeapodContactListDelegate"]
    #[ivars = Reply<Value>]
    struct ListDelegate;

    unsafe impl NSObjectProtocol for ListDelegate {}

    impl ListDelegate {
        #[unsafe(method(contactPicker:didSelectContactProperty:))]
        fn selected(&self, _: &UIViewController, property: &CNContactProperty) {
            self.ivars().end(chosen(property));
        }

        #[unsafe(method(contactPickerDidCancel:))]
        fn cancelled(&self, _: &UIViewController) {
            self.ivars().fail(ApiError::cancel());
        }
    }
);

fn chosen(property: &CNContactProperty) -> Result<Value, ApiError> {
    // SAFETY: properties that the list has fetched.
    unsafe {
        let number = property
            .value()
            .and_then(|value: Retained<AnyObject>| value.downcast::<CNPhoneNumber>().ok())
            .map(|number| number.stringValue().to_string())
            .ok_or_else(|| ApiError::internal("the contact has no number there"))?;
        let contact = property.contact();
        let name = format!("{}{}", contact.familyName(), contact.givenName());
        let all: Vec<String> = contact
            .phoneNumbers()
            .iter()
            .map(|labelled| labelled.value().stringValue().to_string())
            .collect();
        Ok(json!({
            "phoneNumber": number, "displayName": name, "phoneNumberList": all,
        }))
    }
}

fn contact(card: &Card) -> Retained<CNMutableContact> {
    let text = |text: &str| NSString::from_str(text);
    // SAFETY: properties without preconditions, and constants of the framework.
    unsafe {
        let contact = CNMutableContact::new();
        contact.setGivenName(&text(&card.first));
        contact.setMiddleName(&text(&card.middle));
        contact.setFamilyName(&text(&card.last));
        contact.setNickname(&text(&card.nick));
        contact.setOrganizationName(&text(&card.company));
        contact.setJobTitle(&text(&card.title));
        let phones: Vec<_> = card
            .phones
            .iter()
            .filter_map(|(place, number)| {
                let number = CNPhoneNumber::phoneNumberWithStringValue(&text(number))?;
                Some(CNLabeledValue::labeledValueWithLabel_value(
                    Some(label(*place)),
                    &*number,
                ))
            })
            .collect();
        contact.setPhoneNumbers(&NSArray::from_retained_slice(&phones));
        if !card.email.is_empty() {
            let email =
                CNLabeledValue::labeledValueWithLabel_value(Some(CNLabelHome), &*text(&card.email));
            contact.setEmailAddresses(&NSArray::from_retained_slice(&[email]));
        }
        if !card.url.is_empty() {
            let url = CNLabeledValue::labeledValueWithLabel_value(
                Some(CNLabelURLAddressHomePage),
                &*text(&card.url),
            );
            contact.setUrlAddresses(&NSArray::from_retained_slice(&[url]));
        }
        let addresses: Vec<_> = card
            .addresses
            .iter()
            .map(|it| {
                CNLabeledValue::labeledValueWithLabel_value(Some(label(it.place)), &*postal(it))
            })
            .collect();
        contact.setPostalAddresses(&NSArray::from_retained_slice(&addresses));
        contact
    }
}

fn postal(address: &Address) -> Retained<objc2_contacts::CNPostalAddress> {
    let text = |text: &str| NSString::from_str(text);
    // SAFETY: properties without preconditions.
    unsafe {
        let postal = CNMutablePostalAddress::new();
        postal.setCountry(&text(&address.country));
        postal.setState(&text(&address.state));
        postal.setCity(&text(&address.city));
        postal.setStreet(&text(&address.street));
        postal.setPostalCode(&text(&address.postal_code));
        Retained::into_super(postal)
    }
}

fn label(place: Place) -> &'static NSString {
    // SAFETY: constants of the framework.
    unsafe {
        match place {
            Place::Mobile => CNLabelPhoneNumberMobile,
            Place::Work => CNLabelWork,
            Place::Home => CNLabelHome,
            Place::Main => CNLabelPhoneNumberMain,
            Place::WorkFax => CNLabelPhoneNumberWorkFax,
            Place::HomeFax => CNLabelPhoneNumberHomeFax,
            Place::Other => CNLabelOther,
        }
    }
}
