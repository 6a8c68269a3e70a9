//! What the simulated user does where the profile says nothing.

use std::io::Cursor;

use serde_json::{Value, json};

use super::Picked;
use crate::error::ApiError;

/// What the user answers where the profile says nothing.
pub fn default_answer(api: &str) -> Value {
    match api {
        "scanCode" => json!({
            "result": "https://example.com/", "scanType": "QR_CODE", "charSet": "UTF-8",
            "rawData": "aHR0cHM6Ly9leGFtcGxlLmNvbS8=",
        }),
        "chooseAddress" => json!({
            "userName": "张三", "postalCode": "510000", "provinceName": "广东省", "cityName": "广州市",
            "countyName": "海珠区", "streetName": "", "detailInfo": "新港中路397号",
            "detailInfoNew": "新港中路397号", "nationalCode": "510105", "telNumber": "020-81167888",
        }),
        "chooseInvoiceTitle" => json!({
            "type": "0", "title": "腾讯科技", "taxNumber": "91440101327598294H",
            "companyAddress": "", "telephone": "", "bankName": "", "bankAccount": "",
        }),
        "chooseContact" => {
            json!({ "phoneNumber": "020-81167888", "displayName": "张三", "phoneNumberList": "020-81167888" })
        }
        "chooseLicensePlate" => json!({ "plateNumber": "粤A12345" }),
        _ => json!("ok"),
    }
}

/// A picture for devices without any: 320 by 240, a gradient.
pub fn generated_picture() -> Result<Picked, ApiError> {
    let picture = image::RgbImage::from_fn(320, 240, |x, y| {
        image::Rgb([(x * 255 / 319) as u8, (y * 255 / 239) as u8, 128])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .map_err(ApiError::internal)?;
    Ok(Picked {
        name: "generated.png".to_owned(),
        bytes: bytes.into_inner(),
        video: None,
    })
}
