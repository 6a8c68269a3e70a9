require('miniprogram-automator')
