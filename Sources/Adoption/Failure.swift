/// An error with a stable code, a message for the person and what to do next. Few codes; the edges map each to an
/// HTTP status and an exit status in one table.
package struct Failure: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable, CaseIterable {
        /// The input is wrong: 65, HTTP 400.
        case invalid
        /// What was asked for does not exist: 66, HTTP 404.
        case notFound
        /// The state does not allow it: 75, HTTP 409.
        case conflict
        /// The person may not: 77, HTTP 403.
        case forbidden
        /// The database or a resource cannot be reached now: 69, HTTP 503.
        case unavailable
        /// A defect of the product: 70, HTTP 500.
        case `internal`
    }

    package var code: Code
    package var message: String
    /// The next step, where there is one.
    package var hint: String?

    package init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    package var description: String { hint.map { "\(message)\n\($0)" } ?? message }
}
