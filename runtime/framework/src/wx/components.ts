/**
 * Components that pages draw, with the attributes and values that `wx.canIUse` knows: facts of
 * WeChat's component documentation. Attributes are separated by blanks, their values follow `=`.
 */

export const COMPONENTS: Readonly<Record<string, string>> = {
  audio: 'id src loop controls poster name author binderror bindplay bindpause bindtimeupdate bindended',
  button: `
    size=default|mini type=primary|default|warn plain disabled loading
    form-type=submit|reset|submitToGroup
    open-type=contact|liveActivity|share|getPhoneNumber|getRealtimePhoneNumber|getUserInfo|launchApp|openSetting|feedback|chooseAvatar|agreePrivacyAuthorization
    hover-class hover-stop-propagation hover-start-time hover-stay-time lang=en|zh_CN|zh_TW session-from
    send-message-title send-message-path send-message-img app-parameter show-message-card
    phone-number-no-quota-toast need-show-entrance entrance-path bindgetuserinfo bindcontact
    bindcreateliveactivity bindgetphonenumber bindgetrealtimephonenumber binderror bindopensetting
    bindlaunchapp bindchooseavatar bindagreeprivacyauthorization
  `,
  canvas: `
    type canvas-id disable-scroll bindtouchstart bindtouchmove bindtouchend bindtouchcancel bindlongtap
    binderror
  `,
  checkbox: 'value disabled checked color',
  'checkbox-group': 'bindchange',
  'cover-image': 'src referrer-policy=origin|no-referrer bindload binderror',
  'cover-view': 'scroll-top',
  editor: `
    read-only placeholder show-img-size show-img-toolbar show-img-resize enable-formats enterkeyhint
    confirm-hold bindready bindfocus bindblur bindinput bindstatuschange
  `,
  form: 'report-submit report-submit-timeout bindsubmit bindreset bindsubmitToGroup',
  icon: 'type size color',
  image: `
    src mode=scaleToFill|aspectFit|aspectFill|widthFix|heightFix|top|bottom|center|left|right
    show-menu-by-longpress webp lazy-load forceHttps binderror bindload
  `,
  input: `
    value type=text|number|idcard|digit|safe-password|nickname password placeholder placeholder-style
    disabled maxlength cursor-spacing auto-focus focus confirm-type=send|search|next|go|done
    always-embed confirm-hold cursor cursor-color selection-start selection-end adjust-position
    hold-keyboard safe-password-cert-path safe-password-length safe-password-time-stamp
    safe-password-nonce safe-password-salt safe-password-custom-hash placeholder-class bindinput
    bindchange bindfocus bindblur bindconfirm bindkeyboardheightchange bindnicknamereview
  `,
  label: 'for',
  'match-media': 'min-width max-width width min-height max-height height orientation',
  'movable-area': 'scale-area',
  'movable-view': `
    direction inertia out-of-bounds x y damping friction disabled scale scale-min scale-max scale-value
    animation bindchange bindscale bindhtouchmove bindvtouchmove
  `,
  'navigation-bar': 'title loading front-color background-color color-animation-duration color-animation-timing-func',
  navigator: `
    target=self|miniProgram url open-type=navigate|redirect|switchTab|reLaunch|navigateBack|exit delta
    app-id path extra-data version=develop|trial|release short-link hover-class hover-stop-propagation
    hover-start-time hover-stay-time bindsuccess bindfail bindcomplete
  `,
  'open-data': `
    type=groupName|userNickName|userAvatarUrl|userGender|userCity|userProvince|userCountry|userLanguage
    open-gid lang=en|zh_CN|zh_TW default-text default-avatar binderror
  `,
  'page-container': `
    show duration z-index overlay position round close-on-slide-down overlay-style custom-style
    bindbeforeenter bindenter bindafterenter bindbeforeleave bindleave bindafterleave bindclickoverlay
  `,
  'page-meta': `
    background-text-style background-color background-color-top background-color-bottom
    root-background-color page-style page-font-size root-font-size page-orientation scroll-top
    scroll-duration bindresize bindscroll bindscrolldone
  `,
  picker: `
    header-text mode=selector|multiSelector|time|date|region disabled range range-key value start end
    fields custom-item level bindcancel bindchange bindcolumnchange
  `,
  'picker-view': `
    value mask-class indicator-style indicator-class mask-style immediate-change bindchange
    bindpickstart bindpickend
  `,
  'picker-view-column': '',
  progress: `
    percent show-info border-radius font-size stroke-width color activeColor backgroundColor active
    active-mode duration bindactiveend
  `,
  radio: 'value checked disabled color',
  'radio-group': 'bindchange',
  'rich-text': 'nodes space=ensp|emsp|nbsp user-select',
  'root-portal': 'enable externalClass',
  'scroll-view': `
    scroll-x scroll-y upper-threshold lower-threshold scroll-top scroll-left scroll-into-view
    scroll-into-view-offset scroll-with-animation enable-back-to-top enable-passive refresher-enabled
    refresher-threshold refresher-default-style refresher-background refresher-triggered bounces
    show-scrollbar fast-deceleration scroll-anchoring enable-flex enhanced paging-enabled using-sticky
    binddragstart binddragging binddragend bindscrolltoupper bindscrolltolower bindscroll
    bindrefresherpulling bindrefresherrefresh bindrefresherrestore bindrefresherabort
  `,
  slider: `
    min max step disabled value color selected-color activeColor backgroundColor block-size block-color
    show-value bindchange bindchanging
  `,
  swiper: `
    indicator-dots indicator-color indicator-active-color autoplay current interval duration circular
    vertical display-multiple-items previous-margin next-margin
    easing-function=default|linear|easeInCubic|easeOutCubic|easeInOutCubic
    direction=all|positive|negative snap-to-edge bindchange bindtransition bindanimationfinish
  `,
  'swiper-item': 'item-id skip-hidden-item-layout',
  switch: 'checked disabled type color bindchange',
  text: 'selectable user-select space=ensp|emsp|nbsp decode',
  textarea: `
    value placeholder placeholder-style disabled maxlength auto-focus focus auto-height cursor-spacing
    cursor selection-start selection-end adjust-position hold-keyboard disable-default-padding
    confirm-type=send|search|next|go|done|return confirm-hold adjust-keyboard-to=cursor|bottom
    placeholder-class fixed show-confirm-bar bindfocus bindblur bindlinechange bindinput bindconfirm
    bindkeyboardheightchange
  `,
  video: `
    src duration controls danmu-list danmu-btn enable-danmu autoplay loop muted initial-time
    page-gesture direction=0|90|-90 show-progress show-fullscreen-btn show-play-btn show-center-play-btn
    enable-progress-gesture object-fit=contain|fill|cover poster show-mute-btn title
    play-btn-position=bottom|center enable-play-gesture auto-pause-if-navigate auto-pause-if-open-native
    vslide-gesture vslide-gesture-in-fullscreen show-bottom-progress ad-unit-id poster-for-crawler
    show-casting-button picture-in-picture-mode=[]|push|pop picture-in-picture-show-progress
    picture-in-picture-init-position enable-system-pip enable-auto-rotation show-screen-lock-button
    show-snapshot-button show-background-playback-button background-poster
    referrer-policy=origin|no-referrer is-drm is-live provision-url certificate-url license-url
    preferred-peak-bit-rate bindplay bindpause bindended bindtimeupdate bindfullscreenchange bindwaiting
    binderror bindprogress bindloadedmetadata bindcontrolstoggle bindenterpictureinpicture
    bindleavepictureinpicture bindseekcomplete bindcastinguserselect bindcastingstatechange
    bindcastinginterrupt
  `,
  view: 'hover-class hover-stop-propagation hover-start-time hover-stay-time',
  'web-view': 'src bindmessage bindload binderror',
}
