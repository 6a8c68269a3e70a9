package dev.peapod.android.device

import android.annotation.SuppressLint
import android.app.Activity
import android.app.Dialog
import android.content.Context
import android.graphics.ImageFormat
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.media.ImageReader
import android.os.Handler as SystemHandler
import android.os.HandlerThread
import android.view.Surface
import android.view.SurfaceHolder
import android.view.SurfaceView
import android.view.ViewGroup.LayoutParams
import java.nio.ByteBuffer

/** The phone's back camera in a view over everything, through Camera2. */
class CameraFrames(private val activity: Activity) : FrameSource {
    private val manager = activity.getSystemService(Context.CAMERA_SERVICE) as CameraManager
    private var dialog: Dialog? = null
    private var reader: ImageReader? = null
    private var thread: HandlerThread? = null

    @Volatile
    private var camera: CameraDevice? = null

    @Volatile
    private var closed = false

    override fun open(
        onFrame: (ByteBuffer, Int, Int, Int) -> Unit,
        onEnd: (Failure?) -> Unit,
    ) {
        val id = backCamera(manager) ?: return onEnd(Failure.NOT_SUPPORTED)
        val looper = HandlerThread("scan").apply { start() }
        thread = looper
        val handler = SystemHandler(looper.looper)
        val frames = ImageReader.newInstance(WIDTH, HEIGHT, ImageFormat.YUV_420_888, IMAGES)
        reader = frames
        frames.setOnImageAvailableListener({ it.acquireLatestImage()?.use { image ->
            val plane = image.planes[0]
            onFrame(plane.buffer, image.width, image.height, plane.rowStride)
        } }, handler)
        val view = SurfaceView(activity)
        view.holder.setFixedSize(WIDTH, HEIGHT)
        view.holder.addCallback(object : SurfaceHolder.Callback {
            override fun surfaceCreated(holder: SurfaceHolder) = start(id, holder.surface, handler, onEnd)

            override fun surfaceChanged(holder: SurfaceHolder, format: Int, width: Int, height: Int) = Unit

            override fun surfaceDestroyed(holder: SurfaceHolder) = stopCamera()
        })
        val window = Dialog(activity, android.R.style.Theme_Black_NoTitleBar_Fullscreen)
        window.setContentView(view, LayoutParams(LayoutParams.MATCH_PARENT, LayoutParams.MATCH_PARENT))
        window.setOnCancelListener { onEnd(null) }
        dialog = window
        window.show()
    }

    @SuppressLint("MissingPermission") // `demand` has asked
    private fun start(id: String, preview: Surface, handler: SystemHandler, onEnd: (Failure?) -> Unit) {
        if (closed) return
        try {
            manager.openCamera(id, object : CameraDevice.StateCallback() {
                override fun onOpened(device: CameraDevice) {
                    camera = device
                    if (closed) device.close() else stream(device, preview, handler, onEnd)
                }

                override fun onDisconnected(device: CameraDevice) {
                    device.close()
                    onEnd(Failure.internal("another application took the camera"))
                }

                override fun onError(device: CameraDevice, error: Int) {
                    device.close()
                    onEnd(Failure.internal("camera error $error"))
                }
            }, handler)
        } catch (error: CameraAccessException) {
            onEnd(Failure.internal(error.message))
        } catch (_: SecurityException) {
            onEnd(Failure.SYSTEM_DENIED)
        } catch (error: IllegalArgumentException) {
            // Unplugged since it was listed.
            onEnd(Failure.internal(error.message))
        }
    }

    // The newer call takes an executor and exists since Android 9.
    @Suppress("DEPRECATION")
    private fun stream(device: CameraDevice, preview: Surface, handler: SystemHandler, onEnd: (Failure?) -> Unit) {
        val frames = reader?.surface ?: return
        try {
            val request = device.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW)
            request.addTarget(preview)
            request.addTarget(frames)
            request.set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
            device.createCaptureSession(listOf(preview, frames), object : CameraCaptureSession.StateCallback() {
                override fun onConfigured(session: CameraCaptureSession) {
                    if (closed) return
                    try {
                        session.setRepeatingRequest(request.build(), null, handler)
                    } catch (error: CameraAccessException) {
                        onEnd(Failure.internal(error.message))
                    } catch (error: IllegalStateException) {
                        // Closed from the main thread in between.
                        onEnd(Failure.internal(error.message))
                    }
                }

                override fun onConfigureFailed(session: CameraCaptureSession) =
                    onEnd(Failure.internal("the camera has no picture of this size"))
            }, handler)
        } catch (error: CameraAccessException) {
            onEnd(Failure.internal(error.message))
        } catch (error: IllegalStateException) {
            onEnd(Failure.internal(error.message))
        }
    }

    private fun stopCamera() {
        camera?.close()
        camera = null
    }

    override fun close() {
        if (closed) return
        closed = true
        stopCamera()
        dialog?.setOnCancelListener(null)
        dialog?.dismiss()
        val looper = thread ?: return
        // On the frames' thread: Rust may be reading one just now.
        SystemHandler(looper.looper).post { reader?.close() }
        looper.quitSafely()
    }

    companion object {
        /** Every camera has it, and a code in it is large enough to read. */
        private const val WIDTH = 1280
        private const val HEIGHT = 720
        private const val IMAGES = 2

        /** The first camera that looks away from the user. */
        fun backCamera(manager: CameraManager): String? = try {
            manager.cameraIdList.firstOrNull {
                manager.getCameraCharacteristics(it).get(CameraCharacteristics.LENS_FACING) ==
                    CameraCharacteristics.LENS_FACING_BACK
            }
        } catch (_: CameraAccessException) {
            null
        }
    }
}
