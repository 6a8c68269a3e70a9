"""The mini-program as a whole: App, Page and IdeNative."""

import base64
import os
import time

from minium.framework.exception import MiniAppError, MiniElementNotFoundError
from minium.miniprogram.base_driver.callback import Callback

from host import until

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def refused(call, text=""):
    try:
        call()
    except Exception as error:  # noqa: BLE001
        assert text in str(error), f"{error!r} does not say {text!r}"
        return
    raise AssertionError(f"{call} was not refused")


def run(mini, where, folder):
    app = mini.app
    facts(app)
    logic(app)
    hooks(app)
    mocks(app, folder)
    routes(app)
    page(app, where)
    native(mini, folder)
    tools(mini, app, folder)
    app.release()
    mini.native.release()


def facts(app):
    assert app.app_id == "wx0000000000000001"
    assert app.env["injected"] is True
    assert app.pixel_ratio >= 1
    assert app.main_page_path == "/pages/component/index"
    assert app.is_injected is True
    assert "pages/component/index" in app.get_all_pages_path()
    assert app.get_account_info_sync().result.result.miniProgram.appId == app.app_id
    assert app.get_current_page() == "/pages/component/index"
    assert [each.path for each in app.get_page_stack()] == ["/pages/component/index"]


def logic(app):
    assert app.evaluate("function (a, b) { return a + b }", [2, 3], sync=True).result.result == 5
    message = app.evaluate("function () { return 'later' }")
    assert app.get_async_response(message, 10).result.result == "later"
    told = []
    app.expose_function("tell", lambda message: told.append(message["args"]))
    app.evaluate("function () { tell('a', 1) }", sync=True)
    until(lambda: told == [["a", 1]])
    app.enable_log()
    logged, thrown = [], []
    app.add_observer("App.logAdded", logged.append)
    app.on_exception_thrown(thrown.append)
    app.evaluate("function () { console.warn('careful'); setTimeout(function () { throw new Error('on purpose') }) }", sync=True)
    until(lambda: any("careful" in str(entry) for entry in logged))
    until(lambda: any("on purpose" in str(entry) for entry in thrown))
    app.remove_observer("App.logAdded", logged.append)
    app.call_wx_method("setStorageSync", ["key", {"deep": 1}])
    assert app.call_wx_method("getStorageSync", "key").result.result == {"deep": 1}
    message = app.call_wx_method_async("getStorage", {"key": "key"})
    assert app.get_async_response(message, 10).result.result.data == {"deep": 1}
    refused(lambda: app.call_wx_method("noSuchThing"), "noSuchThing")
    assert app.wait_util(0, 5) is True


def hooks(app):
    before, called = Callback(), Callback()
    number = app.hook_wx_method("setStorage", before=before, callback=called, with_id=True)
    app.call_wx_method("setStorage", {"key": "hooked", "data": 1})
    assert before.wait_called(10) and called.wait_called(10)
    app.release_hook_wx_method("setStorage", number)
    app.navigate_to("/component/pages/view/index")
    method = Callback()
    app.hook_current_page_method("outer", method)
    app.get_current_page().call_method("outer")
    assert method.wait_called(10)
    app.release_hook_current_page_method("outer")
    app.navigate_back()
    app.get_perf_time(["navigation", "render"])
    app.stop_get_perf_time()


def mocks(app, folder):
    app.mock_wx_method("getSystemInfoSync", result={"brand": "mocked"})
    assert app.call_wx_method("getSystemInfoSync").result.result.brand == "mocked"
    app.restore_wx_method("getSystemInfoSync")
    assert app.call_wx_method("getSystemInfoSync").result.result.brand != "mocked"
    app.mock_wx_method("getNetworkType", functionDeclaration="function () { return {networkType: '3g', errMsg: 'getNetworkType:ok'} }")
    assert app.call_wx_method("getNetworkType").result.result.networkType == "3g"
    app.restore_wx_method("getNetworkType")
    ask = "function (url) { return new Promise(function (done) { wx.request({url: url, success: function (r) { done(r.data) }, fail: function (e) { done(e.errMsg) }}) }) }"

    def get(url):
        return app.evaluate(ask, [url], sync=True).result.result

    app.mock_request("https://mocked.example/.*", success={"data": "always", "statusCode": 200})
    app.mock_request_once("https://mocked.example/once", success={"data": "once", "statusCode": 200}, reverse=True)
    assert [get("https://mocked.example/once"), get("https://mocked.example/once")] == ["once", "always"]
    app.restore_request()
    for mock, once, restore in (
        (app.mock_call_function, app.mock_call_function_once, app.restore_call_function),
        (app.mock_call_container, app.mock_call_container_once, app.restore_call_container),
    ):
        # There is no cloud to hook here; that minium says so is as good.
        for call in (lambda: mock({"name": "f"}, success={"result": 1}), lambda: once({"name": "f"}, success={"result": 2}), restore):
            try:
                call()
            except MiniAppError:
                pass
    app.mock_show_modal()
    assert app.call_wx_method("showModal", {"title": "t"}).result.result.cancel is True
    app.mock_get_location(latitude=1.5)
    assert app.call_wx_method("getLocation", {}).result.result.latitude == 1.5
    app.mock_show_action_sheet(1)
    assert app.call_wx_method("showActionSheet", {"itemList": ["a", "b"]}).result.result.tapIndex == 1
    for name in ("showModal", "getLocation", "showActionSheet"):
        app.connection.send("App.mockWxMethod", {"method": name})
    with open(os.path.join(folder, "b.png"), "wb") as file:
        file.write(base64.b64decode(PIXEL))
    app.reflesh_mocked_images(mock_images_dir=folder)
    assert app.mock_choose_image("a.png", PIXEL)
    assert app.mock_choose_images([{"name": "c.png", "b64data": PIXEL}])
    assert app.mock_choose_image_with_name("b.png")
    chosen = app.call_wx_method("chooseImage", {"count": 1}).result.result
    assert chosen.tempFilePaths


def routes(app):
    assert app.navigate_to("/component/pages/text/index", {"a": "1"}).query == {"a": "1"}
    assert app.redirect_to("/component/pages/icon/index") == "/component/pages/icon/index"
    assert app.navigate_back() == "/pages/component/index"
    assert app.switch_tab("/pages/about/index") == "/pages/about/index"
    assert app.relaunch("/component/pages/text/index") == "/component/pages/text/index"
    assert app.wait_for_page("/component/pages/text/index")
    assert app.wait_page_done() == "/component/pages/text/index"
    assert app.go_home() == "/pages/component/index"
    assert app.go_to("/component/pages/view/index") == "/component/pages/view/index"


def page(app, where):
    current = app.get_current_page()
    assert current.data == {"outer": 0, "inner": 0, "long": 0}
    current.data = {"outer": 3}
    assert current.wait_data_contains("outer", max_timeout=5)
    current.call_method("outer")
    assert current.data["outer"] == 4
    assert current.inner_size["width"] > 0
    assert current.scroll_width > 0 and current.scroll_height > 0
    assert current.scroll_x == 0 and current.scroll_y == 0
    assert current.is_webview is False
    assert "冒泡" in current.wxml and "<view" in current.wxml
    assert current.element_is_exists("#bubble", max_timeout=2)
    assert current.element_is_exists(xpath="//view[@id='bubble']", max_timeout=2)
    assert current.get_element("#bubble").inner_text == "bindtap"
    assert current.get_element("//view[@id='catch']").inner_text == "catchtap"
    assert current.get_element("view", inner_text="catchtap").inner_text == "catchtap"
    assert len(current.get_elements(".inner")) == 2
    assert len(current.get_elements("//view[contains(@class,'inner')]")) == 2
    assert current.get_element_by_xpath("//view[@id='bubble']") and len(current.get_elements_by_xpath("//view[contains(@class,'box')]")) == 3
    refused(lambda: current.get_element("#none"), "")
    assert current.wait_for("#bubble") and current.wait_for(lambda: True)
    assert current.navigation_style == "default"
    if where == "window":
        assert current.call_function("function (n) { return document.body !== null && n }", [7]).result.result == 7
    else:
        refused(lambda: current.call_function("function () {}"))


def native(mini, folder):
    app, native = mini.app, mini.native

    def show():
        app.evaluate("function () { const app = getApp(); app.answer = null; wx.showModal({title: 't', success: function (r) { app.answer = r.confirm }}) }", sync=True)

    def answer():
        return app.evaluate("function () { return getApp().answer }", sync=True).result.get("result")

    show()
    until(lambda: native.handle_modal("确定"))
    until(lambda: answer() is True)
    show()
    until(lambda: native.handle_modal("取消"))
    until(lambda: answer() is False)

    def authorize(scope):
        code = "function (scope) { const app = getApp(); app.answer = null; wx.authorize({scope: scope, success: function () { app.answer = 'yes' }, fail: function () { app.answer = 'no' }}) }"
        app.evaluate(code, [scope], sync=True)

    for scope, call, expected in (
        ("scope.camera", native.allow_camera, "yes"),
        ("scope.record", native.allow_record, "yes"),
        ("scope.writePhotosAlbum", native.allow_write_photos_album, "yes"),
        ("scope.werun", native.allow_get_we_run_data, "yes"),
        ("scope.bluetooth", lambda: native.allow_authorize(False), "no"),
    ):
        authorize(scope)
        until(call)
        until(lambda: answer() == expected)
    mini.clear_auth()
    assert app.call_wx_method("getSetting").result.result.authSetting == {}
    # Nothing of this kind is open.
    for call in (
        native.allow_login, native.allow_get_user_info, native.allow_get_location, native.allow_get_user_phone,
        native.allow_send_subscribe_message, native.allow_privacy, native.close_payment_dialog,
        native.handle_alter_before_unload, native.forward_miniprogram_cancel, native.select_wechat_avatar,
    ):
        assert not call(), call
    assert native.forward_miniprogram_inside("a") is False
    for call in (lambda: native.pick_media_file(), lambda: native.forward_miniprogram("a")):
        refused(call, "not implemented")
    for call in (
        native.start_wechat, native.stop_wechat, native.send_custom_message, native.phone_call, native.get_authorize_settings,
        native.back_from_authorize_setting,
    ):
        call()
    native.connect_weapp("")
    native.deactivate(0)
    native.authorize_page_checkbox_enable("a", True)
    for call in (lambda: native.handle_action_sheet("a"), lambda: native.map_select_location("a"), native.map_back_to_mp):
        try:
            call()
        except MiniAppError:
            pass  # a hook that minium only has where Tool.native is missing
    app.navigate_to("/component/pages/input/index")
    native.input_text("typed")
    assert app.get_current_page().data["text"] == "typed"
    native.input_clear()
    assert app.get_current_page().data["text"] == ""
    app.redirect_to("/component/pages/textarea/index")
    native.textarea_text("abc")
    assert app.get_current_page().data["length"] == 3
    native.textarea_clear()
    assert app.get_current_page().data["length"] == 0
    assert native.go_home()
    until(lambda: app.get_current_page() == "/pages/component/index")
    assert native.switch_tab("/pages/api/index")
    until(lambda: app.get_current_page() == "/pages/api/index")
    app.navigate_to("/component/pages/text/index")
    assert native.navigate_back()
    until(lambda: app.get_current_page() == "/pages/api/index")
    assert native.send("goHome")
    path = os.path.join(folder, "native.png")
    until(lambda: native.screen_shot(path) == path and os.path.getsize(path) > 100)


def tools(mini, app, folder):
    assert mini.get_test_accounts() == []
    assert mini.get_system_info()["platform"] == "devtools"
    app.stop_audits(os.path.join(folder, "audits.html"))
    assert "<h1>" in open(os.path.join(folder, "audits.html")).read()
    picture = app.screen_shot()
    assert picture.startswith(b"\x89PNG")
    app.get_modals()
    app.get_unhandle_modal()
    mini.enable_remote_debug(connect_timeout=20)
    until(lambda: mini.app.get_current_page())
