//! Network members.

use super::{request, socket, transfer};
use crate::declare::apis;

apis! {
    future Request("request", PORTABLE) = request::request;
    sync RequestAbort("RequestTask.abort", PORTABLE) = request::abort;
    sync OnHeaders("RequestTask.onHeadersReceived", PORTABLE) = socket::listen;
    sync OnChunk("RequestTask.onChunkReceived", PORTABLE) = socket::listen;
    future UploadFile("uploadFile", PORTABLE) = transfer::upload;
    sync UploadAbort("UploadTask.abort", PORTABLE) = request::abort;
    sync UploadOnHeaders("UploadTask.onHeadersReceived", PORTABLE) = socket::listen;
    sync UploadOnProgress("UploadTask.onProgressUpdate", PORTABLE) = socket::listen;
    future DownloadFile("downloadFile", PORTABLE) = transfer::download;
    sync DownloadAbort("DownloadTask.abort", PORTABLE) = request::abort;
    sync DownloadOnHeaders("DownloadTask.onHeadersReceived", PORTABLE) = socket::listen;
    sync DownloadOnProgress("DownloadTask.onProgressUpdate", PORTABLE) = socket::listen;
    future ConnectSocket("connectSocket", PORTABLE) = socket::connect;
    future SocketSend("SocketTask.send", PORTABLE) = socket::send;
    future SocketClose("SocketTask.close", PORTABLE) = socket::close;
    sync SocketOnOpen("SocketTask.onOpen", PORTABLE) = socket::listen;
    sync SocketOnMessage("SocketTask.onMessage", PORTABLE) = socket::listen;
    sync SocketOnError("SocketTask.onError", PORTABLE) = socket::listen;
    sync SocketOnClose("SocketTask.onClose", PORTABLE) = socket::listen;
}
