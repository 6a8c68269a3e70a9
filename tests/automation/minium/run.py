"""Runs minium's acceptance script: python run.py window|headless connect|launch

minium reports its use to a server of its maker: it gets a proxy that is not there."""

import logging
import os
import sys
import time

for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
    os.environ[name] = "http://127.0.0.1:9"
os.environ["no_proxy"] = os.environ["NO_PROXY"] = "localhost,127.0.0.1,::1"

import minium  # noqa: E402
from minium.miniprogram.base_driver import app as app_module, element as elements  # noqa: E402
from minium.miniprogram.base_driver.page.page import Page  # noqa: E402
from minium.miniprogram.wx_minium import WXMinium  # noqa: E402
from minium.native.wx_native.idenative import IdeNative  # noqa: E402

import gallery  # noqa: E402
import vant  # noqa: E402
from coverage import Coverage  # noqa: E402
from host import Host, until  # noqa: E402

logging.disable(logging.CRITICAL)
where, mode = sys.argv[1:3]
assert where in ("window", "headless") and mode in ("connect", "launch")

classes = [app_module.App, Page, IdeNative, elements.BaseElement]
classes += [cls for cls in vars(elements).values() if isinstance(cls, type) and issubclass(cls, elements.BaseElement) and cls is not elements.BaseElement]
coverage = Coverage(classes)
started = time.time()
for name, scenario in (("gallery", gallery.run), ("vant", vant.run)):
    host = Host(name, where, mode)
    try:
        mini = minium.Minium(host.conf)
        try:
            until(mini.app.get_current_page)
            scenario(mini, where, host.folder)
        finally:
            mini.shutdown()
    except BaseException:
        log = os.path.join(host.folder, "log")
        if os.path.exists(log):
            sys.stderr.write(open(log).read())
        raise
    finally:
        host.end()
missing = coverage.missing()
assert not missing, f"nothing has used {missing}"
print(f"minium, {where}, {mode}: {coverage.summary}, {time.time() - started:.0f} s", flush=True)
# minium leaves threads behind.
os._exit(0)
