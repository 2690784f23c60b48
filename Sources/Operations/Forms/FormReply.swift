/// The answer to somebody who opened or sent a form.
package enum FormReply: Sendable {
    case page([UInt8], Outcome)
    /// Another page shows the result, so that reloading it sends nothing again. The address is relative to the form's.
    case seeOther(String)

    package enum Outcome: Sendable, Hashable {
        case shown
        /// Something was not accepted; nothing was recorded.
        case mistaken
        /// The state does not allow it.
        case conflict
        /// So many seconds until it is worth another attempt.
        case tooMany(seconds: Int)
        /// Forms are not received by this server.
        case elsewhere
    }
}
