//! `wx.scanCode`: the back camera fills the screen, and the system's own decoder reads the codes.

use std::{cell::OnceCell, sync::Arc};

use dispatch2::{DispatchQueue, DispatchQueueGlobalPriority, GlobalQueueIdentifier};
use objc2::{
    DefinedClass, MainThreadMarker, MainThreadOnly, define_class, msg_send, rc::Retained,
    runtime::ProtocolObject, sel,
};
use objc2_av_foundation::{
    AVCaptureConnection, AVCaptureDevice, AVCaptureDeviceInput, AVCaptureMetadataOutput,
    AVCaptureMetadataOutputObjectsDelegate, AVCaptureSession, AVCaptureVideoPreviewLayer,
    AVLayerVideoGravityResizeAspectFill, AVMediaTypeVideo, AVMetadataMachineReadableCodeObject,
    AVMetadataObject, AVMetadataObjectType, AVMetadataObjectTypeAztecCode,
    AVMetadataObjectTypeCode39Code, AVMetadataObjectTypeCode93Code,
    AVMetadataObjectTypeCode128Code, AVMetadataObjectTypeDataMatrixCode,
    AVMetadataObjectTypeEAN8Code, AVMetadataObjectTypeEAN13Code, AVMetadataObjectTypeITF14Code,
    AVMetadataObjectTypeInterleaved2of5Code, AVMetadataObjectTypePDF417Code,
    AVMetadataObjectTypeQRCode, AVMetadataObjectTypeUPCECode,
};
use objc2_core_foundation::{CGPoint, CGRect, CGSize};
use objc2_foundation::{NSArray, NSObjectProtocol, NSString};
use objc2_ui_kit::{
    UIButton, UIButtonType, UIColor, UIControlEvents, UIControlState, UIModalPresentationStyle,
    UIViewController,
};
use peapod_native_apis::ApiError;
use serde_json::{Value, json};

use super::permission::{self, Permission};
use crate::{
    codes::{Family, encoded_text},
    failure::system_denied,
    main_thread::{self, AnyThread, dismiss, present},
    reply::Reply,
};

/// Name of a constant, as WeChat's `scanType` calls it, and what `scanType` of the call asks for.
type Kind = (&'static AVMetadataObjectType, &'static str, Family);

fn kinds() -> Vec<Kind> {
    // SAFETY: constants that the framework has on every system this runs on. Codabar's is younger
    // (iOS 15.4), and would be null on an older one.
    unsafe {
        vec![
            (AVMetadataObjectTypeQRCode, "QR_CODE", Family::Qr),
            (AVMetadataObjectTypeAztecCode, "AZTEC", Family::Qr),
            (
                AVMetadataObjectTypeDataMatrixCode,
                "DATA_MATRIX",
                Family::DataMatrix,
            ),
            (AVMetadataObjectTypePDF417Code, "PDF_417", Family::Pdf417),
            (AVMetadataObjectTypeEAN13Code, "EAN_13", Family::Bar),
            (AVMetadataObjectTypeEAN8Code, "EAN_8", Family::Bar),
            (AVMetadataObjectTypeUPCECode, "UPC_E", Family::Bar),
            (AVMetadataObjectTypeCode39Code, "CODE_39", Family::Bar),
            (AVMetadataObjectTypeCode93Code, "CODE_93", Family::Bar),
            (AVMetadataObjectTypeCode128Code, "CODE_128", Family::Bar),
            (AVMetadataObjectTypeITF14Code, "ITF", Family::Bar),
            (AVMetadataObjectTypeInterleaved2of5Code, "ITF", Family::Bar),
        ]
    }
}

/// Looks for a code until there is one, or the user closes the camera.
pub fn scan(args: &Value, reply: Reply<Value>) {
    let wanted = Family::wanted(args);
    permission::ask(Permission::Camera, move |granted| {
        if !granted {
            return reply.fail(system_denied());
        }
        main_thread::run(move |mtm| {
            let reply = Arc::new(reply);
            if let Err(error) = open(&wanted, &reply, mtm) {
                reply.fail(error);
            }
        });
    });
}

fn open(
    wanted: &[Family],
    reply: &Arc<Reply<Value>>,
    mtm: MainThreadMarker,
) -> Result<(), ApiError> {
    // SAFETY: inputs and outputs are added after the session has agreed, and types after the output
    // has said that they are available.
    let (session, output) = unsafe {
        let camera = AVMediaTypeVideo
            .and_then(|media| AVCaptureDevice::defaultDeviceWithMediaType(media))
            .ok_or_else(ApiError::not_supported)?;
        let input = AVCaptureDeviceInput::deviceInputWithDevice_error(&camera)
            .map_err(|error| ApiError::internal(error.localizedDescription()))?;
        let session = AVCaptureSession::new();
        let output = AVCaptureMetadataOutput::new();
        if !session.canAddInput(&input) || !session.canAddOutput(&output) {
            return Err(ApiError::not_supported());
        }
        session.addInput(&input);
        session.addOutput(&output);
        let available = output.availableMetadataObjectTypes();
        let types: Vec<&AVMetadataObjectType> = kinds()
            .into_iter()
            .filter(|(kind, _, family)| {
                wanted.contains(family) && available.iter().any(|it| &*it == *kind)
            })
            .map(|(kind, ..)| kind)
            .collect();
        if types.is_empty() {
            return Err(ApiError::not_supported());
        }
        output.setMetadataObjectTypes(Some(&NSArray::from_slice(&types)));
        (session, output)
    };
    let controller = Scanner::new(mtm, session, reply.clone());
    // SAFETY: the delegate is told on the main queue; the session, which the controller owns, lets it
    // go when it is closed.
    unsafe {
        output.setMetadataObjectsDelegate_queue(
            Some(ProtocolObject::from_ref(&*controller)),
            Some(DispatchQueue::main()),
        );
    }
    controller.setModalPresentationStyle(UIModalPresentationStyle::FullScreen);
    present(&controller, mtm)
}

struct Ivars {
    session: Retained<AVCaptureSession>,
    preview: OnceCell<Retained<AVCaptureVideoPreviewLayer>>,
    close: OnceCell<Retained<UIButton>>,
    reply: Arc<Reply<Value>>,
}

define_class!(
    // SAFETY: a view controller may be subclassed; the overridden methods call super; no Drop.
    #[unsafe(super(UIViewController))]
    #[thread_kind = MainThreadOnly]
    #[name = "PeapodScanner"]
    #[ivars = Ivars]
    struct Scanner;

    unsafe impl NSObjectProtocol for Scanner {}

    impl Scanner {
        #[unsafe(method(viewDidLoad))]
        fn loaded(&self) {
            // SAFETY: super's own method.
            let () = unsafe { msg_send![super(self), viewDidLoad] };
            self.fill();
        }

        #[unsafe(method(viewDidLayoutSubviews))]
        fn laid_out(&self) {
            // SAFETY: super's own method.
            let () = unsafe { msg_send![super(self), viewDidLayoutSubviews] };
            self.place();
        }

        #[unsafe(method(viewDidDisappear:))]
        fn gone(&self, animated: bool) {
            // SAFETY: super's own method.
            let () = unsafe { msg_send![super(self), viewDidDisappear: animated] };
            // Swiped away, or closed by the system.
            self.finish(Err(ApiError::cancel()));
        }

        #[unsafe(method(peapodClose))]
        fn closed(&self) {
            self.finish(Err(ApiError::cancel()));
        }
    }

    unsafe impl AVCaptureMetadataOutputObjectsDelegate for Scanner {
        #[unsafe(method(captureOutput:didOutputMetadataObjects:fromConnection:))]
        fn read(
            &self,
            _: &AVCaptureMetadataOutput,
            objects: &NSArray<AVMetadataObject>,
            _: &AVCaptureConnection,
        ) {
            let found = objects.iter().find_map(|object| {
                // SAFETY: properties without preconditions.
                let kind = unsafe { object.r#type() };
                let code = object
                    .downcast::<AVMetadataMachineReadableCodeObject>()
                    .ok()?;
                // SAFETY: as above.
                let text = unsafe { code.stringValue() }?.to_string();
                let (_, name, _) = kinds().into_iter().find(|(it, ..)| **it == *kind)?;
                Some((text, name))
            });
            if let Some((text, name)) = found {
                let raw = encoded_text(&text);
                self.finish(Ok(json!({
                    "result": text, "scanType": name, "charSet": "UTF-8", "rawData": raw,
                })));
            }
        }
    }
);

impl Scanner {
    fn new(
        mtm: MainThreadMarker,
        session: Retained<AVCaptureSession>,
        reply: Arc<Reply<Value>>,
    ) -> Retained<Self> {
        let this = Self::alloc(mtm).set_ivars(Ivars {
            session,
            preview: OnceCell::new(),
            close: OnceCell::new(),
            reply,
        });
        // SAFETY: the initialiser of a controller without a nib.
        unsafe { msg_send![super(this), init] }
    }

    fn fill(&self) {
        let Some(view) = self.view() else { return };
        let mtm = self.mtm();
        let ivars = self.ivars();
        view.setBackgroundColor(Some(&UIColor::blackColor()));
        // SAFETY: properties without preconditions, and a constant of the framework.
        let preview = unsafe {
            let preview = AVCaptureVideoPreviewLayer::layerWithSession(&ivars.session);
            if let Some(gravity) = AVLayerVideoGravityResizeAspectFill {
                preview.setVideoGravity(gravity);
            }
            preview
        };
        view.layer().addSublayer(&preview);
        let close = UIButton::buttonWithType(UIButtonType::System, mtm);
        close.setTitle_forState(Some(&NSString::from_str("取消")), UIControlState::Normal);
        close.setTitleColor_forState(Some(&UIColor::whiteColor()), UIControlState::Normal);
        // SAFETY: this class has the method, which takes no arguments; the button does not keep its
        // target, which outlives it.
        unsafe {
            close.addTarget_action_forControlEvents(
                Some(self),
                sel!(peapodClose),
                UIControlEvents::TouchUpInside,
            );
        }
        view.addSubview(&close);
        // Set once: `viewDidLoad` comes once.
        let _ = ivars.preview.set(preview);
        let _ = ivars.close.set(close);
        self.place();
        self.run(true);
    }

    fn place(&self) {
        let Some(view) = self.view() else { return };
        let ivars = self.ivars();
        if let Some(preview) = ivars.preview.get() {
            preview.setFrame(view.bounds());
        }
        if let Some(close) = ivars.close.get() {
            let safe = view.safeAreaInsets();
            close.setFrame(CGRect::new(
                CGPoint::new(safe.left + 16.0, safe.top + 8.0),
                CGSize::new(64.0, 44.0),
            ));
        }
    }

    /// Starting and stopping wait for the camera, which the main thread must not.
    fn run(&self, on: bool) {
        // SAFETY: both calls are documented for a queue that is not the main one.
        let session = unsafe { AnyThread::new(self.ivars().session.clone()) };
        let queue = DispatchQueue::global_queue(GlobalQueueIdentifier::Priority(
            DispatchQueueGlobalPriority::Default,
        ));
        queue.exec_async(move || {
            // SAFETY: the session is configured.
            unsafe {
                if on {
                    session.get().startRunning();
                } else {
                    session.get().stopRunning();
                }
            }
        });
    }

    fn finish(&self, result: Result<Value, ApiError>) {
        self.ivars().reply.end(result);
        self.run(false);
        dismiss(self);
    }
}
