require('../pages/index/index')
