package dev.peapod.android.device

/**
 * Capabilities that have a place and no code yet. Every call fails with `not supported`, as native-apis
 * says of members without an implementation; their permissions join the manifest with their code.
 */
object Later : Capability {
    /** Families of calls, each of which becomes a class of its own. */
    val FAMILIES = mapOf(
        "bluetooth" to listOf("available", "devices", "connect", "write"),
        "nfc" to listOf("start", "stop", "transceive"),
        "wifi" to listOf("start", "list", "connect"),
        "biometric" to listOf("check", "authenticate"),
    )

    override val calls: Map<String, Handler> = FAMILIES
        .flatMap { (family, names) -> names.map { "$family.$it" } }
        .associateWith { { _, reply: Reply -> reply.fail(Failure.NOT_SUPPORTED) } }
}
