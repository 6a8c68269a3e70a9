#![allow(clippy::unwrap_used, clippy::expect_used)]

use serde_json::{Value, json};

use crate::bench::{Bench, PATIENCE, Setup};
use crate::error::errno;

#[test]
fn login_gives_a_new_code_each_time() {
    let bench = Bench::new();
    let code = || {
        bench.call("login", json!({})).unwrap()["code"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let first = code();
    assert_eq!(first.len(), 32);
    assert_ne!(first, code());
    bench.call("checkSession", json!({})).unwrap();
    bench
        .device
        .patch(&json!({"account": {"loginCode": "fixed", "sessionValid": false}}))
        .unwrap();
    assert_eq!(code(), "fixed");
    assert!(
        bench
            .fails("checkSession", json!({}))
            .starts_with("session time out")
    );
    assert!(
        bench
            .fails("login", json!({"timeout": []}))
            .contains("parameter.timeout")
    );
    bench
        .device
        .patch(&json!({"network": {"type": "none"}}))
        .unwrap();
    assert!(
        bench
            .fails("login", json!({}))
            .contains("INTERNET_DISCONNECTED")
    );
}

#[test]
fn the_user_is_anonymous_unless_the_profile_says_more() {
    let bench = Bench::new();
    let info = bench.call("getUserInfo", json!({})).unwrap();
    assert_eq!(info["userInfo"]["nickName"], "微信用户");
    let raw: Value = serde_json::from_str(info["rawData"].as_str().unwrap()).unwrap();
    assert_eq!(raw, info["userInfo"]);
    assert_eq!(info["signature"].as_str().unwrap().len(), 40);
    bench
        .device
        .patch(&json!({"account": {"user": {"nickName": "N"}}}))
        .unwrap();
    let profile = bench
        .call("getUserProfile", json!({"desc": "for greetings"}))
        .unwrap();
    assert_eq!(profile["userInfo"]["nickName"], "N");
    assert!(
        bench
            .fails("getUserProfile", json!({"desc": ""}))
            .starts_with("desc length")
    );
    assert!(
        bench
            .fails("getUserProfile", json!({}))
            .contains("parameter.desc")
    );
    bench
        .device
        .patch(&json!({"answers": {"getUserProfile": "cancel"}}))
        .unwrap();
    assert_eq!(
        bench.fails("getUserProfile", json!({"desc": "x"})),
        "auth deny"
    );
}

#[test]
fn scopes_are_asked_listed_and_changed() {
    let bench = Bench::on(json!({"permissions": {"scope.camera": false}}));
    assert_eq!(
        bench.call("getSetting", json!({})).unwrap(),
        json!({"authSetting": {}})
    );
    bench
        .call("authorize", json!({"scope": "scope.record"}))
        .unwrap();
    let error = bench
        .call("authorize", json!({"scope": "scope.camera"}))
        .unwrap_err();
    assert_eq!(
        (error.message.as_str(), error.errno),
        ("auth deny", Some(errno::AUTH_DENIED))
    );
    bench
        .call("authorize", json!({"scope": "scope.userInfo"}))
        .unwrap();
    assert_eq!(
        bench.fails("authorize", json!({"scope": "scope.moon"})),
        "invalid scope"
    );
    assert!(
        bench
            .fails("authorize", json!({}))
            .contains("parameter.scope")
    );
    let asked = json!({"scope.camera": false, "scope.record": true});
    assert_eq!(
        bench.call("getSetting", json!({})).unwrap()["authSetting"],
        asked
    );
    let full = bench
        .call("getSetting", json!({"withSubscriptions": true}))
        .unwrap();
    assert_eq!(full["subscriptionsSetting"]["mainSwitch"], true);

    let change = json!({"answers": {"openSetting": {"scope.camera": true, "scope.werun": true}}});
    bench.device.patch(&change).unwrap();
    let after = bench.call("openSetting", json!({})).unwrap();
    assert_eq!(
        after["authSetting"],
        json!({"scope.camera": true, "scope.record": true})
    );
    bench
        .call("authorize", json!({"scope": "scope.camera"}))
        .unwrap();
    bench
        .sync(
            "$setting",
            json!({"scope": "scope.record", "granted": false}),
        )
        .unwrap();
    assert!(
        bench
            .call("authorize", json!({"scope": "scope.record"}))
            .is_err()
    );
    assert!(bench.sync("$setting", json!({"scope": "x"})).is_err());

    let dir = bench.dir.clone();
    drop(bench);
    let bench = Bench::in_dir(Setup::default(), dir);
    let asked = json!({"scope.camera": true, "scope.record": false});
    assert_eq!(
        bench.call("getSetting", json!({})).unwrap()["authSetting"],
        asked
    );
    bench.call("clearStorage", json!({})).unwrap();
    assert_eq!(
        bench.call("getSetting", json!({})).unwrap()["authSetting"],
        asked
    );
    bench.sync("$clearAuth", json!({})).unwrap();
    assert_eq!(
        bench.call("getSetting", json!({})).unwrap()["authSetting"],
        json!({})
    );
}

#[test]
fn the_privacy_agreement_holds_calls_back() {
    let bench = Bench::on(
        json!({"privacy": {"needAuthorization": true, "contractName": "C"}, "clipboard": "x"}),
    );
    let setting = |need| json!({"needAuthorization": need, "privacyContractName": "C"});
    assert_eq!(
        bench.call("getPrivacySetting", json!({})).unwrap(),
        setting(true)
    );
    bench.sync("onNeedPrivacyAuthorization", json!({})).unwrap();
    bench.call("openPrivacyContract", json!({})).unwrap();
    let waiting = bench.begin("getClipboardData", json!({}));
    let asked = bench.events.named("onNeedPrivacyAuthorization");
    assert_eq!(asked["referrer"], "getClipboardData");
    let resolve = |event: &str| {
        bench.sync(
            "$resolvePrivacy",
            json!({"request": asked["request"], "event": event}),
        )
    };
    assert!(resolve("maybe").is_err());
    resolve("exposureAuthorization").unwrap();
    assert!(waiting.try_recv().is_err());
    resolve("agree").unwrap();
    assert_eq!(
        waiting.recv_timeout(PATIENCE).unwrap().unwrap().json["data"],
        "x"
    );
    assert_eq!(
        bench.call("getPrivacySetting", json!({})).unwrap(),
        setting(false)
    );
    bench.call("requirePrivacyAuthorize", json!({})).unwrap();
}

#[test]
fn a_refused_agreement_fails_and_cools_down() {
    let bench = Bench::on(json!({
        "privacy": {"needAuthorization": true}, "permissions": {"privacy": false},
    }));
    for event in ["disagree", "unheard"] {
        let bench = Bench::on(serde_json::to_value(bench.device.profile()).unwrap());
        let waiting = bench.begin("requirePrivacyAuthorize", json!({}));
        let request = bench.events.named("onNeedPrivacyAuthorization")["request"].clone();
        bench
            .sync(
                "$resolvePrivacy",
                json!({"request": request, "event": event}),
            )
            .unwrap();
        let error = waiting.recv_timeout(PATIENCE).unwrap().unwrap_err();
        assert_eq!(error.message, "privacy permission is not authorized");
        assert_eq!(error.errno, Some(errno::PRIVACY_NOT_AUTHORIZED));
        assert_eq!(
            bench.fails("chooseImage", json!({})),
            "privacy permission is not authorized"
        );
    }
}

#[test]
fn payment_and_subscriptions_follow_the_profile() {
    let bench = Bench::new();
    let order =
        json!({"timeStamp": "1", "nonceStr": "n", "package": "prepay_id=1", "paySign": "s"});
    bench.call("requestPayment", order.clone()).unwrap();
    bench
        .device
        .patch(&json!({"answers": {"requestPayment": "cancel"}}))
        .unwrap();
    assert_eq!(bench.fails("requestPayment", order.clone()), "cancel");
    bench
        .device
        .patch(&json!({"answers": {"requestPayment": {"fail": "no money", "errno": 700000}}}))
        .unwrap();
    let error = bench.call("requestPayment", order).unwrap_err();
    assert_eq!(
        (error.message.as_str(), error.errno),
        ("no money", Some(700_000))
    );
    let bad = json!({"timeStamp": "1", "nonceStr": "n", "package": "x", "paySign": "s"});
    assert!(bench.fails("requestPayment", bad).contains("prepay_id="));
    assert!(
        bench
            .fails("requestPayment", json!({}))
            .contains("parameter.nonceStr")
    );

    bench
        .device
        .patch(&json!({"answers": {"requestSubscribeMessage": {"b": "reject"}}}))
        .unwrap();
    let answer = bench
        .call("requestSubscribeMessage", json!({"tmplIds": ["a", "b"]}))
        .unwrap();
    assert_eq!(answer, json!({"a": "accept", "b": "reject"}));
    let error = bench
        .call("requestSubscribeMessage", json!({"tmplIds": []}))
        .unwrap_err();
    assert_eq!(error.err_code, Some(10003));
    assert!(
        bench
            .fails("requestSubscribeMessage", json!({"tmplIds": "a"}))
            .contains("should be Array")
    );
}

#[test]
fn dialogs_of_the_account() {
    let bench = Bench::with(Setup {
        app_json: json!({"requiredPrivateInfos": ["chooseAddress"]}),
        ..Setup::default()
    });
    assert_eq!(
        bench.call("chooseAddress", json!({})).unwrap()["cityName"],
        "广州市"
    );
    assert_eq!(
        bench.call("chooseInvoiceTitle", json!({})).unwrap()["type"],
        "0"
    );
    assert_eq!(
        bench.call("chooseLicensePlate", json!({})).unwrap()["plateNumber"],
        "粤A12345"
    );
    assert_eq!(
        bench.call("scanCode", json!({})).unwrap()["scanType"],
        "QR_CODE"
    );
    assert_eq!(
        bench
            .call("checkIsAddedToMyMiniProgram", json!({}))
            .unwrap(),
        json!({"added": false})
    );
    for name in [
        "chooseAddress",
        "chooseInvoiceTitle",
        "chooseLicensePlate",
        "scanCode",
    ] {
        bench
            .device
            .patch(&json!({"answers": {name: "cancel"}}))
            .unwrap();
        assert_eq!(bench.fails(name, json!({})), "cancel", "{name}");
    }
    assert!(
        Bench::new()
            .fails("chooseAddress", json!({}))
            .contains("requiredPrivateInfos")
    );
    assert!(
        bench
            .fails("scanCode", json!({"onlyFromCamera": 1}))
            .contains("should be Boolean")
    );
}

#[test]
fn documents_and_other_mini_programs() {
    let bench = Bench::with(Setup {
        package: vec![("a.pdf", b"%PDF".to_vec()), ("b.zip", Vec::new())],
        ..Setup::default()
    });
    bench
        .call("openDocument", json!({"filePath": "/a.pdf"}))
        .unwrap();
    bench
        .call(
            "openDocument",
            json!({"filePath": "/b.zip", "fileType": "docx"}),
        )
        .unwrap();
    assert_eq!(
        bench.fails("openDocument", json!({"filePath": "/b.zip"})),
        "filetype not supported"
    );
    assert_eq!(
        bench.fails("openDocument", json!({"filePath": "/no.pdf"})),
        "file doesn't exist"
    );
    assert!(
        bench
            .fails("openDocument", json!({}))
            .contains("parameter.filePath")
    );
    bench
        .call(
            "navigateToMiniProgram",
            json!({"appId": "wx1", "path": "p"}),
        )
        .unwrap();
    assert_eq!(
        bench.fails("navigateToMiniProgram", json!({})),
        "invalid appid"
    );
    bench
        .call("openEmbeddedMiniProgram", json!({"appId": "wx1"}))
        .unwrap();
    bench
        .call("navigateBackMiniProgram", json!({"extraData": {"a": 1}}))
        .unwrap();
    let journal = bench.device.take_journal();
    let opened = journal
        .iter()
        .find(|(api, _)| api == "navigateToMiniProgram")
        .unwrap();
    assert_eq!(opened.1, json!({"appId": "wx1", "path": "p"}));
    bench
        .device
        .patch(&json!({"answers": {"navigateToMiniProgram": "cancel"}}))
        .unwrap();
    assert_eq!(
        bench.fails("navigateToMiniProgram", json!({"appId": "wx1"})),
        "cancel"
    );
}

#[test]
fn buttons_that_need_the_account() {
    let bench = Bench::on(json!({"account": {"phoneCode": "p1"}}));
    let detail = |kind: &str| bench.call("$openType", json!({"type": kind}));
    assert_eq!(detail("getPhoneNumber").unwrap()["code"], "p1");
    assert_eq!(
        detail("getUserInfo").unwrap()["userInfo"]["nickName"],
        "微信用户"
    );
    let avatar = detail("chooseAvatar").unwrap();
    assert!(
        avatar["avatarUrl"]
            .as_str()
            .unwrap()
            .starts_with("wxfile://tmp_")
    );
    assert_eq!(
        detail("launchApp").unwrap_err().errno,
        Some(errno::NOT_SUPPORTED)
    );
    bench
        .device
        .patch(&json!({"answers": {"getPhoneNumber": {"fail": "user deny"}}}))
        .unwrap();
    assert_eq!(detail("getPhoneNumber").unwrap_err().message, "user deny");
}
