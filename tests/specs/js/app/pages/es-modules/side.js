global.sideRan = (global.sideRan || 0) + 1
