package dev.peapod.android.page

import android.animation.Animator
import android.animation.AnimatorListenerAdapter
import android.animation.ValueAnimator
import android.view.View
import android.view.animation.DecelerateInterpolator

/** How the visible view changes; the numbers cross the JNI boundary. */
enum class SlideKind(val code: Int) {
    NONE(0),

    /** The new view comes in from the right, above the old one. */
    IN(1),

    /** The old view leaves to the right, the new one lies below it. */
    OUT(2);

    companion object {
        fun of(code: Int): SlideKind = entries.firstOrNull { it.code == code } ?: NONE
    }
}

/** One running change from a page to another. */
class Slide(
    private val kind: SlideKind,
    val incoming: View,
    val outgoing: View,
    private val onEnd: () -> Unit,
) {
    private var animator: ValueAnimator? = null

    fun start(width: Int) {
        val animator = ValueAnimator.ofFloat(0f, 1f)
        animator.duration = MILLISECONDS
        animator.interpolator = DecelerateInterpolator()
        animator.addUpdateListener { place(width, it.animatedFraction) }
        animator.addListener(object : AnimatorListenerAdapter() {
            override fun onAnimationEnd(animation: Animator) = settle()
        })
        this.animator = animator
        place(width, 0f)
        animator.start()
    }

    private fun place(width: Int, progress: Float) {
        val (upper, lower) = if (kind == SlideKind.OUT) outgoing to incoming else incoming to outgoing
        val out = if (kind == SlideKind.OUT) progress else 1f - progress
        upper.translationX = width * out
        lower.translationX = -width * PARALLAX * (1f - out)
    }

    /** Jumps to the end. */
    fun finish() {
        val running = animator ?: return
        animator = null
        running.removeAllListeners()
        running.cancel()
        end()
    }

    private fun settle() {
        if (animator == null) return
        animator = null
        end()
    }

    private fun end() {
        incoming.translationX = 0f
        outgoing.translationX = 0f
        onEnd()
    }

    private companion object {
        /** WeChat's page slide on Android takes about this long. */
        const val MILLISECONDS = 250L

        /** How far the lower page moves, as a share of the width. */
        const val PARALLAX = 0.3f
    }
}
