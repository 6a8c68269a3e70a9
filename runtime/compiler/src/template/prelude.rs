//! What WXS has that JavaScript has not.

/// The name of the function that stands for `.constructor`.
pub(super) const CONSTRUCTOR: &str = "__wxsConstructor";

/// The name of the function that stands for `.toString`.
pub(super) const TO_STRING: &str = "__wxsToString";

/// The name of the function that every computed property name goes through in the view.
pub(super) const KEY: &str = "__wxsKey";

/// Statements put in front of each group's code. `x.constructor` is the type's name as a string
/// in WXS, and a function's `toString()` shows nothing of its code; a field of that name on a plain
/// object is still the field. `#wxs` of the group list holds
/// the modules that have been loaded, by which the framework finds the name of a function.
/// `P` is what glass-easel's code calls functions through: one that throws gives undefined and an
/// error on the console, as in WeChat, where the rest of the page is drawn all the same.
pub(super) const PRELUDE: &str = "\
var getRegExp=function(p,f){\
if(p!==null&&typeof p==='object'&&typeof p.source==='string')p=p.source;\
return f===undefined?new RegExp(p):new RegExp(p,f)};\
var getDate=function(){var a=arguments;switch(a.length){\
case 0:return new Date();case 1:return new Date(a[0]);\
default:return new Date(a[0],a[1],a.length>2?a[2]:1,a[3]||0,a[4]||0,a[5]||0,a[6]||0)}};\
var __wxsConstructor=function(x){\
if(x===null||x===undefined)throw new TypeError(\"Cannot read property 'constructor' of \"+x);\
if(typeof x==='object'&&Object.prototype.hasOwnProperty.call(x,'constructor'))return x.constructor;\
return Object.prototype.toString.call(x).slice(8,-1)};\
var __wxsToString=function(x){\
if(typeof x==='function')return function(){return'[function Function]'};\
var t=x.toString;return typeof t==='function'?function(){return t.apply(x,arguments)}:t};\
var __wxsLoaded=[];if(typeof D==='function')D=(function(d){return function(f,l){return d(f,function(r,e,m){\
l(r,e,m);__wxsLoaded.push([f,m])})}})(D);\
Object.defineProperty(G,'#wxs',{value:__wxsLoaded});\
if(typeof P==='function')P=function(f){return typeof f!=='function'?function(){}:function(){\
try{return f.apply(undefined,arguments)}catch(e){\
var at=/([^\\s(]+\\.(?:wxml|wxs)):\\d/.exec(String(e&&e.stack));\
console.error((at?at[1]+': ':'')+'WXS function '+(f.name||'without a name')+': '+e)}}};";
