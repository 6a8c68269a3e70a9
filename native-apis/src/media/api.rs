//! Media members.

use super::{choose, picture};
use crate::declare::apis;

apis! {
    future ChooseImage("chooseImage", SIMULATED) = choose::image;
    future ChooseMedia("chooseMedia", SIMULATED) = choose::media;
    future ChooseVideo("chooseVideo", SIMULATED) = choose::video;
    future ChooseMessageFile("chooseMessageFile", SIMULATED) = choose::message_file;
    future GetImageInfo("getImageInfo", PORTABLE) = picture::info;
    blocking CompressImage("compressImage", PORTABLE) = picture::compress;
    blocking CropImage("cropImage", PARTIAL) = picture::crop;
    future SaveImage("saveImageToPhotosAlbum", SIMULATED) = picture::save_image;
    future SaveVideo("saveVideoToPhotosAlbum", SIMULATED) = picture::save_video;
}
