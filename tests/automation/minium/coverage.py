"""Which public methods and properties of minium's classes a run has used. minium stays as it is: its
classes are only watched."""

import functools

# With the reason why a run in a container on this machine cannot use them.
NOT_APPLICABLE = {
    "LivePlayerElement.*": "live video is drawn as a placeholder; LivePlayerContext fails with `not supported`",
    "LivePusherElement.*": "live video is drawn as a placeholder; LivePusherContext fails with `not supported`",
    "App.edit_editor_text": "asks an EditorContext, which is the view's: used in the window",
    "IdeNative.mini": "set by minium itself",
}


class Coverage:
    def __init__(self, classes):
        self.called = set()
        self.all = []
        for cls in classes:
            for name, member in list(vars(cls).items()):
                if name.startswith("_") or isinstance(member, (staticmethod, classmethod)):
                    continue
                full = f"{cls.__name__}.{name}"
                if isinstance(member, property):
                    self.all.append(full)
                    setattr(cls, name, self._watched_property(full, member))
                elif callable(member) and not isinstance(member, type):
                    self.all.append(full)
                    setattr(cls, name, self._watched(full, member))

    def _watched(self, full, member):
        @functools.wraps(member)
        def call(*args, **kwargs):
            self.called.add(full)
            return member(*args, **kwargs)

        return call

    def _watched_property(self, full, member):
        def get(instance):
            self.called.add(full)
            return member.fget(instance)

        return property(get, member.fset, member.fdel, member.__doc__)

    def missing(self):
        def excused(name):
            return name in NOT_APPLICABLE or name.split(".")[0] + ".*" in NOT_APPLICABLE

        return [name for name in self.all if name not in self.called and not excused(name)]

    @property
    def summary(self):
        called = len([name for name in self.all if name in self.called])
        return f"{called} of {len(self.all)} methods and properties used, {len(self.all) - called} not applicable"
