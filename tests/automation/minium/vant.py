"""Elements: a component library from npm, our own component, and every built-in that minium has a class for."""

from host import until
from gallery import refused


def run(mini, where, folder):
    app = mini.app
    library(app.get_current_page(), where)
    scroll(app.get_current_page(), where)
    page = app.navigate_to("/pages/builtin/index")
    fields(page)
    containers(page)
    touches(page)
    media(page)
    if where == "window":
        app.edit_editor_text("editor", "text")
    app.exit()


def scroll(page, where):
    page.scroll_to(40, 10)
    if where == "window":
        until(lambda: page.scroll_y == 40)
        page.scroll_to(0, 10)
        until(lambda: page.scroll_y == 0)


def library(page, where):
    page.get_element("#button").click()
    until(lambda: page.data["taps"] == 1)
    page.get_element("#cell").tap()
    until(lambda: page.data["taps"] == 2)
    page.get_element("#stepper>>>.van-stepper__plus").tap()
    until(lambda: page.data["step"] == 2)
    page.get_element("#field").get_element("input").input("Pea")
    until(lambda: page.data["name"] == "Pea")
    page.get_elements("#tabs>>>.van-tab")[1].tap()
    until(lambda: page.data["tab"] == 1)
    counter = page.get_element("#counter")
    assert counter.data["count"] == 5
    counter.data = {"count": 8}
    assert counter.call_method("add", 2).result.result == 10
    assert counter.get_elements("text")[1].inner_text == "10"
    counter.tap()
    until(lambda: page.data["counted"] == 11)
    summary = page.get_element("#summary")
    assert summary.id == "summary"
    assert summary.attribute("data-kind") == ["sum"]
    assert summary.inner_text == summary.text == "Pea 2 false 11"
    assert summary.inner_wxml == "Pea 2 false 11"
    assert summary.outer_wxml.startswith("<view")
    assert summary.size == {"width": 100, "height": 40}
    assert summary.offset["top"] > 0
    assert summary.rect["width"] == 100 and summary.clientRect["height"] == 40
    assert summary.page_scroll_x == 0 and summary.page_scroll_y == 0 and summary.page_offset.x == 0
    assert summary.styles("color") == ["rgb(1, 2, 3)"]
    assert summary.value is None or summary.value == ""
    refused(lambda: summary.slide("left", 10))


def fields(page):
    field = page.get_element("#input")
    field.input("typed\n")
    until(lambda: page.data["text"] == "typed" and page.data["confirmed"] == "typed")
    assert field.value == "typed"
    field.tap()
    field.click()
    page.get_element("#textarea").input("wrote")
    until(lambda: page.data["wrote"] == "wrote")
    page.get_element("#switch").switch()
    until(lambda: page.data["on"] is True)
    page.get_element("#slider").slide_to(42)
    until(lambda: page.data["slid"] == 42)
    page.get_element("#picker").pick(2)
    until(lambda: page.data["picked"] == 2)


def containers(page):
    swiper = page.get_element("#swiper")
    swiper.swipe_to(2)
    until(lambda: page.data["current"] == 2)
    swiper.trigger("animationfinish", {})
    scroll = page.get_element("#scroll")
    scroll.scroll_to(0, 50)
    until(lambda: page.data["top"] == 50)
    assert scroll.scroll_top.result == 50 and scroll.scroll_left.result == 0
    scroll.scroll_width
    scroll.scroll_height
    page.get_element("#movable").move_to(30, 40)
    until(lambda: page.data["x"] == 30 and page.data["y"] == 40)


def touches(page):
    box = page.get_element("#touch")

    def events():
        seen = page.data["events"].split()
        page.data = {"events": ""}
        return seen

    def moves():
        # A machine that is busy may take so long between them that it is a long press too.
        return [name for name in events() if name != "longpress"]

    touch = {"identifier": 0, "pageX": 20, "pageY": 20, "clientX": 20, "clientY": 20}
    moved = {**touch, "pageY": 90, "clientY": 90}
    box.touch_start([touch], [touch])
    box.touch_move([moved], [moved])
    box.touch_end([moved])
    assert moves() == ["touchstart", "touchmove", "touchend"]
    box.touch_start([touch], [touch])
    box.touch_cancel()
    assert moves() == ["touchstart", "touchcancel"]
    box.tap()
    assert events() == ["touchstart", "touchend", "tap"]
    box.long_press(500)
    assert events() == ["touchstart", "longpress", "touchend"]
    box.move(0, 60, 50)
    assert moves() == ["touchstart", "touchmove", "touchend"]
    box.trigger_events([{"type": "touchstart", "touches": [touch], "changedTouches": [touch]}, {"type": "touchend", "changedTouches": [touch]}])
    assert moves()[:2] == ["touchstart", "touchend"]
    box.trigger("custom", {"n": 1})
    assert page.data["custom"] == {"n": 1}
    box.dispatch_event("custom", detail={"n": 2})
    assert page.data["custom"] == {"n": 2}
    box.scroll_to(1, 2)
    box.call_method("none")
    assert box.data is None
    refused(lambda: box.call_func("none.none"), "not exists")


def media(page):
    video = page.get_element("#video")
    video.play()
    video.pause()
    video.seek(3)
    video.playback_rate(1.5)
    video.send_danmu("hello")
    video.request_full_screen(0)
    video.exit_full_screen()
    video.show_status_bar()
    video.hide_status_bar()
    video.stop()
    audio = page.get_element("#audio")
    audio.set_src("/none.mp3")
    audio.play()
    audio.pause()
    audio.seek(1)
