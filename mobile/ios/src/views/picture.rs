//! A picture of the window.

use std::{cell::Cell, ptr::NonNull, rc::Rc};

use block2::RcBlock;
use objc2::{AnyThread as _, rc::Retained};
use objc2_ui_kit::{UIGraphicsImageRenderer, UIGraphicsImageRendererContext, UIView};

/// What is on the screen of a view and of those in it, as PNG in the screen's own pixels. Main
/// thread.
///
/// # Errors
/// The view has no size, or something in it cannot be drawn just now.
pub fn png(view: &UIView) -> Result<Vec<u8>, String> {
    let bounds = view.bounds();
    if bounds.size.width < 1.0 || bounds.size.height < 1.0 {
        return Err("the window is not on the screen yet".into());
    }
    let whole = Rc::new(Cell::new(false));
    let (drawn, all): (Retained<UIView>, _) = (view.into(), whole.clone());
    let draw = RcBlock::new(move |_: NonNull<UIGraphicsImageRendererContext>| {
        // As it is, not as it would be after a layout, which callers must not run into.
        all.set(drawn.drawViewHierarchyInRect_afterScreenUpdates(bounds, false));
    });
    let renderer =
        UIGraphicsImageRenderer::initWithSize(UIGraphicsImageRenderer::alloc(), bounds.size);
    // SAFETY: the block lives as long as the call.
    let data = unsafe { renderer.PNGDataWithActions(RcBlock::as_ptr(&draw)) };
    if !whole.get() {
        return Err("the system gives no whole picture of the window".into());
    }
    Ok(data.to_vec())
}
